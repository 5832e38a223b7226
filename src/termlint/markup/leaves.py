"""The blocks of a draft that hold no others, by their lines, for who shows the draft as it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from termlint.markup.markdown import block_tokens
from termlint.markup.places import Source
from termlint.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from termlint.model import Lines

HARD = ("  ", "\\")
"""What makes a line break of a line's end."""


class Leaf(NamedTuple):
    """Lines that belong together."""

    look: str
    """How they look: ``matter``, ``code``, ``h1`` to ``h6``, ``quote``, ``flow`` for a paragraph, or ``kept``."""
    lines: range
    """Counted from 1."""
    is_text: bool
    """Whether they are running text."""


def leaves(path: str, source: str) -> Iterator[Leaf]:
    """The leaves in order; lines that are blank or hold what has no block, such as a link's target, are in none."""
    around: list[Token] = []
    for token in block_tokens(path, Source(source))[0]:
        if token.nesting > 0:
            around.append(token)
        elif token.nesting < 0:
            around.pop()
        elif token.map:
            is_text = bool(around) and around[-1].type == "paragraph_open"
            yield Leaf(_look(token, around), range(token.map[0] + 1, token.map[1] + 1), is_text)


def soft_breaks(leaf: Leaf, lines: Lines) -> Iterator[Span]:
    """The line breaks that mean no more than a space, each with the indentation behind it.

    There are none in a quotation, in which each line has its sign.
    """
    for number in leaf.lines[:-1] if leaf.is_text and leaf.look != "quote" else ():
        line, following = lines.line(number), lines.line(number + 1)
        if not line.endswith(HARD):
            indentation = len(following) - len(following.lstrip(" \t"))
            yield Span(lines.starts[number - 1] + len(line), lines.starts[number] + indentation)


def _look(token: Token, around: list[Token]) -> str:
    """How a token looks that stands in others."""
    kinds = [each.type for each in around]
    if token.type == "fence":
        return "code"
    if token.type == "front_matter" and token.meta["closed"]:
        return "matter"
    if "blockquote_open" in kinds:
        return "quote"
    if kinds == ["heading_open"] and around[0].markup.startswith("#"):
        return around[0].tag
    return "flow" if kinds == ["paragraph_open"] else "kept"
