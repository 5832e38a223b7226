"""Containers that a line opens and another closes, each of which is a block of its own: colon fences, shortcodes."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from termlint.markdown_nesting import DEEPEST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from termlint.markdown_places import Source

_CLOSER = re.compile(r"\s*(?::{3,}|/{3,})\s*$")
_SHORTCODE = re.compile(r"\{\{[<%]([^{}]*)[>%]\}\}")


class Fences(NamedTuple):
    """The containers that something closes, by the indices of the tokens that open and close them."""

    opening: dict[int, list[tuple[int, int]]]
    """The lines of each, from the first up to the one after the last; of several, the outer ones first."""
    closing: Counter[int]
    """How many are closed."""


class _Line(NamedTuple):
    """A line that opens or closes a container."""

    name: str
    closes: bool
    level: int
    """That of its block."""
    token: int
    number: int


def fenced(tokens: Sequence[Token], source: Source) -> Fences:
    """The containers of a draft."""
    fences = Fences({}, Counter())
    opened: list[_Line] = []
    for index, token in enumerate(tokens):
        while opened and opened[-1].level > token.level:  # what it stands in has ended
            opened.pop()
        for line in _lines(tokens, index, source):
            if not line.closes:
                opened.append(line)
            elif any(_fits(before, line) for before in opened[-DEEPEST:]):
                while not _fits(opened[-1], line):  # a shortcode that is never closed
                    opened.pop()
                first = opened.pop()
                if first.token < index:
                    fences.opening.setdefault(first.token, []).insert(0, (first.number, line.number + 1))
                    fences.closing[index] += 1
    return fences


def _fits(opener: _Line, closer: _Line) -> bool:
    return (opener.name, opener.level) == (closer.name, closer.level)


def _lines(tokens: Sequence[Token], index: int, source: Source) -> Iterator[_Line]:
    """What a token opens and closes; what a heading or a cell opens is no block."""
    token = tokens[index]
    if not token.map:
        return
    number = token.map[0]
    row = source.rows[number].lstrip(" \t>")
    if token.type == "colon_fence" or (token.type == "marker_line" and row.startswith("///")):
        yield _Line(token.type, bool(_CLOSER.match(row)), token.level, index, number)
    elif token.type == "inline" and "{{" in token.content and tokens[index - 1].type == "paragraph_open":
        for line, text in enumerate(token.content.split("\n"), number):
            for match in _SHORTCODE.finditer(text):
                inside = match[1].strip()
                name = inside.removeprefix("/").split(maxsplit=1)[:1]
                if name and not inside.endswith("/"):
                    yield _Line(name[0], inside.startswith("/"), token.level - 1, index, line)
