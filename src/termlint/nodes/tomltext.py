"""TOML text as the same nodes as YAML text: plain data that knows where each value is.

The values come from tomllib, which gives no places. `_Places` then walks over the text, which is known to be valid, and
finds the starts of keys and values; a value that it misses gets the place of the one around it.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any, TypeAlias

from termlint.errors import DataError
from termlint.model import Lines, Point, Problem
from termlint.nodes.yamltext import MAX_DEPTH, Fields, Items, Node, Scalar

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from collections.abc import Mapping

Path: TypeAlias = "tuple[str | int, ...]"
"""The keys and list indexes that lead to a value."""

_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_PART = re.compile(r'[\w-]+|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'')
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_DEEP = re.compile(
    rf"(?:^|[\[{{,])[ \t]*(?P<key>(?:{_PART.pattern})(?:{_DOT.pattern}(?:{_PART.pattern})){{{MAX_DEPTH}}})",
    re.MULTILINE,
)
"""A key of so many parts, for which tomllib takes time as the square of their number, and space is taken here."""
_SCALAR = re.compile(
    r'"""(?:\\[\s\S]|[^\\])*?"""(?!")'
    r"|'''[\s\S]*?'''(?!')"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|[^\s,\]}#][^,\]}#\r\n]*"
)
_AT = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)")


def parse(text: str, path: str) -> Fields:
    """The data of a text; `path` is named in errors."""
    if deep := _DEEP.search(text):
        at = Lines(text).point(deep.start("key"))
        raise DataError([Problem(path, f"is nested deeper than {MAX_DEPTH} levels", *at)])
    try:
        values = tomllib.loads(text)
        places = _Places(text).walk()
    except ValueError as error:  # not TOML, or a number with more digits than Python reads
        raise DataError([_problem(str(error), text, path)]) from error
    except RecursionError as error:
        raise DataError([Problem(path, "is nested too deep")]) from error
    node = _node(values, (), places, Point(1, 1))
    assert isinstance(node, Fields)  # noqa: S101 - a TOML document is a table
    return node


def _problem(message: str, text: str, path: str) -> Problem:
    """The problem in a message of tomllib, with the place taken out of it."""
    said = _AT.fullmatch(message)
    if not said:
        return Problem(path, message)
    end = Lines(text).point(len(text))
    return Problem(path, f"this is not TOML: {said[1]}", *(map(int, said.group(2, 3)) if said[2] else end))


def _node(value: Any, path: Path, places: Mapping[Path, tuple[Point, Point]], above: Point) -> Node:  # noqa: ANN401
    """A value of tomllib's with its place; if it has none, with that of the value around it."""
    at = places.get(path, (above, above))[1]
    if len(path) > MAX_DEPTH:
        return Scalar(None, at)
    if isinstance(value, dict):
        inner = {key: (*path, key) for key in value}
        keys = {key: places.get(here, (at, at))[0] for key, here in inner.items()}
        return Fields({key: _node(value[key], here, places, at) for key, here in inner.items()}, keys, at)
    if isinstance(value, list):
        return Items(tuple(_node(item, (*path, number), places, at) for number, item in enumerate(value)), at)
    return Scalar(value if isinstance(value, (str, int, float, bool)) else str(value), at)


class _Places:
    """Walks over valid TOML and notes where keys and values start."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = Lines(text)
        self.at = 0
        self.counts: dict[Path, int] = {}
        self.found: dict[Path, tuple[Point, Point]] = {}
        """By the path of a value: where its key starts, and where the value itself does."""

    def walk(self) -> Mapping[Path, tuple[Point, Point]]:
        """The places of the whole text."""
        table: Path = ()
        while char := self._peek():
            if char == "[":
                table = self._header()
            else:
                self._pair(table)
        return self.found

    def _header(self) -> Path:
        """The table that a header opens."""
        start = self._point()
        many = self.text.startswith("[[", self.at)
        self.at += 1 + many
        table = self._table(self._key(), many=many)
        self.at = self.text.index("]", self.at) + 1 + many
        for size in range(1, len(table) + 1):
            self.found.setdefault(table[:size], (start, start))
        return table

    def _pair(self, table: Path) -> None:
        """A key, an equals sign and a value."""
        start = self._point()
        path = table + self._key()
        # A dotted key creates the tables in between.
        for size in range(len(table) + 1, len(path)):
            self.found.setdefault(path[:size], (start, start))
        self.at = self.text.index("=", self.at) + 1
        self._value(path, start)

    def _value(self, path: Path, key: Point | None = None) -> None:
        """A value and everything in it."""
        opener = self._peek()
        self.found[path] = (key or self._point(), self._point())
        if opener not in {"[", "{"}:
            self.at = self._match(_SCALAR)
            return
        self.at += 1
        number = 0
        while self._peek() not in {"]", "}"}:
            if opener == "{":
                self._pair(path)
            else:
                self._value((*path, number))
                number += 1
            if self._peek() == ",":
                self.at += 1
        self.at += 1

    def _table(self, key: Path, *, many: bool) -> Path:
        """The path of a header's table, with the indexes in arrays of tables along the way."""
        path: Path = ()
        for size, part in enumerate(key, 1):
            path = (*path, part)
            if many and size == len(key):
                self.counts[path] = self.counts.get(path, 0) + 1
            if path in self.counts:
                path = (*path, self.counts[path] - 1)
        return path

    def _key(self) -> Path:
        """The parts of a dotted key."""
        parts: Path = ()
        self._peek()
        while True:
            end = self._match(_PART)
            parts += (_name(self.text[self.at : end]),)
            self.at = end
            dot = _DOT.match(self.text, end)
            if not dot:
                return parts
            self.at = dot.end()

    def _peek(self) -> str:
        """The next character outside white space and comments; empty at the end."""
        self.at = self._match(_SPACE)
        return self.text[self.at : self.at + 1]

    def _match(self, pattern: re.Pattern[str]) -> int:
        """Where the match of a pattern here ends; at least one character farther, so that the walk ends."""
        found = pattern.match(self.text, self.at)
        return found.end() if found else self.at + 1

    def _point(self) -> Point:
        return self.lines.point(self.at)


def _name(part: str) -> str:
    """A key as tomllib has it."""
    if part[:1] in {'"', "'"}:
        return next(iter(tomllib.loads(f"{part} = 0")))
    return part
