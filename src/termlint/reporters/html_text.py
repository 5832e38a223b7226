"""The text of a draft as HTML: as it is written, in blocks that flow, with its mentions marked."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import groupby, islice, takewhile
from typing import TYPE_CHECKING, NamedTuple

from termlint.markup.leaves import leaves, soft_breaks
from termlint.model import Span
from termlint.reporters.xmltext import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from termlint.markup.leaves import Leaf
    from termlint.model import Lines

_DIM = re.compile(r"^ {0,3}(?P<sign>#{1,6}[ \t])|(?P<target>\]\([^()\s]{1,2000}\))", re.MULTILINE)
_BREAK = re.compile(r"(?: {2,}|\\)\n")

TOGETHER = ("flow", "kept", "quote")
"""How lines look that can stand in one block with others."""


class Mark(NamedTuple):
    """A stretch of the source that an element stands around."""

    span: Span
    start: str
    """Its start tag; nothing but HTML."""
    end: str


class Block(NamedTuple):
    """Lines of a draft that belong together, and how they look: a CSS class."""

    line: int
    span: Span
    look: str
    wraps: tuple[Span, ...] = ()
    """The line breaks in items of a list, or notes, that are only there because a line was full; in order."""


def blocks(path: str, lines: Lines) -> Iterator[Block]:
    """The blocks of a draft: each heading, code, and what else stands together without a blank line in it."""
    leaf_at = {number: leaf for leaf in leaves(path, lines.text) for number in leaf.lines}

    def block(number: int) -> Leaf | bool:
        """What lines of one block have in common; false for a blank line."""
        leaf = leaf_at.get(number)
        return leaf if leaf and leaf.look not in TOGETHER else bool(lines.line(number).strip("\ufeff \t"))

    for shown, group in groupby(range(1, len(lines.starts) + 1), block):
        if shown:
            numbers = list(group)
            own = dict.fromkeys(leaf_at[number] for number in numbers if number in leaf_at)
            looks = {leaf.look for leaf in own}
            look = looks.pop() if len(looks) == 1 else "kept"
            wraps = (span for leaf in own for span in soft_breaks(leaf, lines)) if look == "kept" else ()
            span = Span(lines.starts[numbers[0] - 1], lines.starts[numbers[-1] - 1] + len(lines.line(numbers[-1])))
            yield Block(numbers[0], span, look, tuple(wraps))


def written(block: Block, source: str, marks: Sequence[Mark]) -> str:
    """A block's text; `marks` are in order and do not overlap."""
    first = bisect_left(marks, block.span.start, key=lambda mark: mark.span.start)
    inside = list(takewhile(lambda mark: mark.span.end <= block.span.end, islice(marks, first, None)))
    if block.look not in {"code", "matter"}:
        wraps = (Mark(wrap, '<span class="wrap">', "</span>") for wrap in block.wraps)
        inside = sorted([*inside, *_apart(inside, (*_dimmed(block, source), *wraps))])
    parts: list[str] = []
    at = block.span.start
    for mark in inside:
        parts += _text(source[at : mark.span.start], block), mark.start
        parts += _text(source[mark.span.start : mark.span.end], block), mark.end
        at = mark.span.end
    parts.append(_text(source[at : block.span.end], block))
    return "".join(parts)


def _apart(marks: Sequence[Mark], others: Iterable[Mark]) -> Iterator[Mark]:
    """Those of other marks that meet none of some, which are in order and do not overlap."""
    for other in others:
        before = bisect_left(marks, other.span.end, key=lambda mark: mark.span.start)
        if not before or not other.span.meets(marks[before - 1].span):
            yield other


def _dimmed(block: Block, source: str) -> Iterator[Mark]:
    """Markup that is only in a reader's way: signs of headings, addresses of links."""
    for match in _DIM.finditer(source, block.span.start, block.span.end):
        if match["sign"]:
            yield Mark(Span(*match.span("sign")), '<span class="dim">', "</span>")
        else:
            target = Span(match.start("target") + 1, match.end("target"))
            yield Mark(target, '<span class="dim target">', "</span>")


def _text(text: str, block: Block) -> str:
    """Text as HTML; where lines flow, a hard line break is kept."""
    shown = harmless(text)
    return _BREAK.sub("<br>", shown) if block.look == "flow" else shown
