"""Where inline markup stands in a block, so that its mentions can look it up without a search through all of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from termlint.model import Block, Mark, Span


def held(span: Span, spans: Sequence[Span]) -> bool:
    """Whether one of some spans, which are in order and disjoint, holds another."""
    return holding(span, spans) is not None


def holding(span: Span, spans: Sequence[Span]) -> Span | None:
    """The one of some spans, which are in order and disjoint, that holds another."""
    place = bisect_right(spans, span.start, key=lambda other: other.start) - 1
    return spans[place] if place >= 0 and spans[place].holds(span) else None


class MarkIndex:
    """The marks of one block; they nest, as they were opened and closed."""

    def __init__(self, block: Block) -> None:
        self.marks = block.marks
        self._starts = [mark.span.start for mark in self.marks]
        self._nested: list[Mark] = []
        """In order, of those with one start the longest first.

        A mark inside another of its kind says nothing new and is left out, so that nesting is never deep.
        """
        self._parents: list[int] = []
        """For each of these, the index of the one around it, or -1."""
        open_: list[int] = []
        outer_first = self.marks[::-1]  # of two that stand on the same text
        for mark in sorted(outer_first, key=lambda mark: (mark.span.start, -mark.span.end)):
            while open_ and self._nested[open_[-1]].span.end <= mark.span.start:
                open_.pop()
            if all(self._nested[place].kind != mark.kind for place in open_):
                self._parents.append(open_[-1] if open_ else -1)
                open_.append(len(self._nested))
                self._nested.append(mark)

    def around(self, span: Span) -> list[Mark]:
        """The marks that hold a span, the outermost of each kind, in order."""
        place = bisect_right(self._nested, span.start, key=lambda mark: mark.span.start) - 1
        found = []
        while place >= 0:
            if self._nested[place].span.holds(span):
                found.append(self._nested[place])
            place = self._parents[place]
        return sorted(found, key=lambda mark: mark.span)

    def stress(self, span: Span, before: float = inf) -> bool:
        """Whether a span is in bold or italics that end where it does, and begin at most so far before it."""
        stressed = (mark.span for mark in self.around(span) if mark.kind in {"strong", "emphasis"})
        return any(mark.end == span.end and mark.start >= span.start - before for mark in stressed)

    @cached_property
    def _by_end(self) -> Mapping[int, list[Mark]]:
        by_end: dict[int, list[Mark]] = {}
        for mark in self.marks:
            by_end.setdefault(mark.span.end, []).append(mark)
        return by_end

    def ending(self, end: int) -> Sequence[Mark]:
        """The marks that end at an offset."""
        return self._by_end.get(end, ())

    def starting(self, start: int, end: int) -> Sequence[Mark]:
        """The marks that start from one offset on and before another."""
        return self.marks[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
