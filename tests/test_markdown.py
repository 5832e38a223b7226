"""The cases in ``cases/markdown``: a source, and what the reader makes of it.

A case is a heading, a fence with the source and a fence with the blocks. After the word ``source`` may stand
``escaped`` (``\\t``, ``\\r``, ``\\0`` and ``\\uXXXX`` are read as in Python), ``bare`` (no line break at the end) and
``marks`` (each block's marks are listed below it).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from soundness import flaws

from termlint.markdown import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from termlint.model import Document

_CASE = re.compile(
    r"^## (?P<name>.+)\n+~{6} source(?P<how>.*)\n(?P<source>(?:.*\n)*?)~{6}\n+~{6} blocks\n(?P<blocks>(?:.*\n)*?)~{6}$",
    re.MULTILINE,
)
_ESCAPE = re.compile(r"\\(?:u[0-9a-f]{4}|[tr0])")
_FOLDER = Path(__file__).parent / "cases" / "markdown"


class Case(NamedTuple):
    name: str
    source: str
    marks: bool
    blocks: str


def _cases() -> Iterator[Case]:
    for file in sorted(_FOLDER.glob("*.md")):
        text = file.read_text(encoding="utf-8")
        found = list(_CASE.finditer(text))
        assert len(found) == text.count("\n~~~~~~ blocks\n"), f"a case of {file.name} cannot be read"
        for match in found:
            source, how = match["source"], match["how"].split()
            if "bare" in how:
                source = source.removesuffix("\n")
            if "escaped" in how:
                source = _ESCAPE.sub(lambda escape: escape[0].encode().decode("unicode_escape"), source)
            yield Case(f"{file.stem}: {match['name']}", source, "marks" in how, match["blocks"])


def _shown(document: Document, *, marks: bool) -> str:
    """A document in the words of the cases."""
    lines = []
    if document.front_matter:
        lines.append(f"front matter | {document.source[slice(*document.front_matter)]!r}")
    for block in document.blocks:
        level = f" {block.level}" if block.level else ""
        lines.append(f"{block.kind}{level}{' quoted' if block.quoted else ''} | {block.text}")
        if marks:
            for kind, (start, end), target in block.marks:
                lines.append(f"    {kind} | {block.text[start:end]}{' -> ' if target else ''}{target}")
    lines += [f"directive | {directive.text}" for directive in document.directives]
    lines += [f"problem {problem.line}:{problem.column} | {problem.message}" for problem in document.problems]
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize("case", list(_cases()), ids=lambda case: case.name)
def test_case(case: Case) -> None:
    document = read("case.md", case.source)
    assert _shown(document, marks=case.marks) == case.blocks
    assert list(flaws(document)) == []
    for ending in ("\r\n", "\r") if "\r" not in case.source else ():
        other = read("case.md", case.source.replace("\n", ending))
        assert [block.text for block in other.blocks] == [block.text for block in document.blocks]
        assert list(flaws(other)) == []
