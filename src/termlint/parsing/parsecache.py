"""Parses kept from one run to the next: those of a draft's sentences in a file, each with what it is a parse of.

So a draft that was edited is parsed where it was, and needs no spaCy if no sentence that has a term is new. What comes
back is checked, part by part, as it may have been written by anyone.
"""

from __future__ import annotations

import json
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from termlint.disk import store
from termlint.disk.store import Store
from termlint.parsing import nlp, parses
from termlint.parsing.parses import Parse, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROOT = "ROOT"
"""What the parser calls every word that hangs on no other, and no other word."""
PARSERS = ("spacy/about.py", "thinc/about.py")
"""The files that tell the versions of the packages that a parse depends on."""


class ParseCache:
    """The parses in a folder that were made as this run would make them."""

    def __init__(self, folder: Path, *, lemmas: bool) -> None:
        """`lemmas` says whether the parser makes them."""
        self.store = Store(folder, "parses")
        self.lemmas = lemmas
        self._read: dict[str, str] = {}
        """What is kept of the drafts that were asked for last."""

    def find(self, path: str) -> dict[str, Parse]:
        """The parses that are kept of the sentences of a draft, by their texts."""
        name = self._name(path)
        try:
            (line,) = self.store.read(name, 1)
            found = read(line)
        except (OSError, ValueError, TypeError, AttributeError, IndexError, RecursionError):
            return {}
        self.store.renew(name)
        self._read[path] = line
        return {parse.text: parse for parse in found}

    def keep(self, path: str, found: Iterable[Parse]) -> None:
        """Keep the parses of the sentences of a draft, and no others, if that can be done."""
        line = written(found)
        if line != self._read.pop(path, ""):
            self.store.write(self._name(path), [line])

    def _name(self, path: str) -> str:
        return store.name_of((*self._program, path))

    @cached_property
    def _program(self) -> tuple[str, ...]:
        files = (Path(str(module.__file__)) for module in (nlp, parses, sys.modules[__name__]))
        return store.code(files, PARSERS), *nlp.MODELS, *nlp.WEIGHTS.values(), sys.version, repr(self.lemmas)


def written(found: Iterable[Parse]) -> str:
    """Parses as a line of JSON."""
    return json.dumps([_written(parse) for parse in found], separators=(",", ":"))


def read(line: str) -> list[Parse]:
    """The parses that `written` made this line of; `ValueError` or `TypeError` where it is no such line."""
    return [_parse(*row) for row in json.loads(line)]


def _written(parse: Parse) -> list[Any]:
    starts, ends, tags, deps, heads = zip(*parse.rows, strict=True)
    return [parse.text, starts, ends, " ".join(tags), " ".join(deps), heads, parse.matched]


def _parse(text: str, *columns: Any) -> Parse:  # noqa: ANN401 - as JSON has it
    starts, ends, tags, deps, heads, matched = columns
    rows = [Row(*row) for row in zip(starts, ends, tags.split(" "), deps.split(" "), heads, strict=True)]
    _check_words(text, rows)
    _check_heads(rows)
    parse = Parse(text, rows)
    for name, found in matched.items():
        parse.matched[name] = [tuple(parse[number].i for number in numbers) for numbers in found]
    return parse


def _check_words(text: str, rows: Sequence[Row]) -> None:
    """`ValueError` where rows are not of words of a text, one after the other."""
    at = 0
    for row in rows:
        if not at <= row.start < row.end <= len(text):
            raise ValueError(row)
        at = row.end


def _check_heads(rows: Sequence[Row]) -> None:
    """`ValueError` where words do not all hang on a root that is called one.

    Else whoever follows them up, by their heads or by what they are called, would never come to an end.
    """
    heads = [row.head for row in rows]
    if not all(isinstance(head, int) for head in heads):
        raise ValueError(heads)
    rooted = {number for number, head in enumerate(heads) if number == head}
    if any(rows[number].dep != ROOT for number in rooted):
        raise ValueError(rows)
    for number in range(len(heads)):
        way: list[int] = []
        at = number
        while at not in rooted:
            if len(way) > len(heads) or not 0 <= heads[at] < len(heads):
                raise ValueError(heads)
            way.append(at)
            at = heads[at]
        rooted.update(way)
