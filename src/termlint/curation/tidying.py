"""Files of a glossary or of rules laid out alike: `termlint glossary fmt`."""

from __future__ import annotations

import codecs
import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from termlint.disk import writing
from termlint.errors import DataError
from termlint.glossaries.entries import RESERVED
from termlint.model import Lines
from termlint.nodes import editing, yamlfiles, yamltext

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from termlint.model import Problem

_END = re.compile(r"\r\n?|\n")
SCHEMAS = ("../docs/schemas", "../schemas", "schemas")
"""Where a folder's JSON Schemas may be, seen from the folder."""
_OURS = {f"$schema={place}/{kind}.schema.json" for place in SCHEMAS for kind in (*RESERVED, "rules", "term")}
"""What `modeline` may have said when a file or its schema stood elsewhere."""


class Tidied(NamedTuple):
    """A file that is laid out in another way than it was, or what is wrong with it."""

    path: Path
    problems: tuple[Problem, ...] = ()


def tidy(given: Iterable[Path], rules: Iterable[Path], *, check: bool) -> Iterator[Tidied]:
    """The files that are not laid out as they should be; unless this is but a check, they are so afterwards."""
    with_rules = set(rules)
    for folder in given:
        unread: list[Problem] = []
        for path in yamlfiles.listed(folder, unread):
            yield from _tidied(path, modeline(path, rules=folder in with_rules), check=check)
        if unread:
            yield Tidied(folder, tuple(unread))


def modeline(path: Path, *, rules: bool) -> str:
    """What tells an editor the schema of a file; empty if there is no schema in one of the usual places."""
    kind = path.stem if path.stem in RESERVED else "rules" if rules else "term"
    for place in SCHEMAS:
        if (path.parent / place / f"{kind}.schema.json").is_file():
            return f"$schema={place}/{kind}.schema.json"
    return ""


def save(path: Path, text: str) -> None:
    """Write a text as the file's new content, with the line ends and the byte order mark that it has."""
    raw = path.read_bytes() if path.exists() else b""
    mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    writing.replace(path, mark + _ended(text, raw.removeprefix(mark).decode("utf-8", "replace")).encode())


def read(path: Path) -> str:
    """The text of a file with plain line ends."""
    return _END.sub("\n", yamltext.text_of(path))


def _tidied(path: Path, wanted: str, *, check: bool) -> Iterator[Tidied]:
    """The file, if its layout is to change; it is changed unless this is but a check."""
    try:
        text = read(path)
        new = editing.formatted(_updated(text, wanted), str(path), wanted)
    except DataError as error:
        yield Tidied(path, error.problems)
        return
    if new != text:
        if not check:
            save(path, new)
        yield Tidied(path)


def _updated(text: str, wanted: str) -> str:
    """The text with another modeline if it begins with one of ours; one that somebody else wrote stays."""
    first, newline, rest = text.partition("\n")
    ours = first.startswith(editing.MODELINE) and first.removeprefix(editing.MODELINE).strip() in _OURS
    return f"{editing.MODELINE}{wanted}{newline}{rest}" if ours and wanted else text


def _ended(text: str, old: str) -> str:
    """A text with the line ends of another: each line of both keeps its own, and a new one gets the first of all."""
    *lines, last = text.split("\n")
    ends = [Lines(old).ending] * len(lines)
    had = _END.findall(old)
    for there, here, size in SequenceMatcher(None, _END.split(old)[:-1], lines, autojunk=False).get_matching_blocks():
        ends[here : here + size] = had[there : there + size]
    return "".join(map(str.__add__, lines, ends)) + last
