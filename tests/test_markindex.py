"""What is looked up in the markup of a block is what going through all of it would find."""

from __future__ import annotations

import pytest

from termlint.markup import markdown
from termlint.model import Span
from termlint.reading.markindex import MarkIndex, held

SOURCES = [
    "An agent.",
    "An *agent with **two goals** and* more, [**all** of `it`](a), *here*.",
    "***One* of** them, **_the_ other**",
    "*a **b *c **d** c* b** a* [[wiki|link *to* it]] ==a *b*==",
    "$x$`y` *`z`*",
]


@pytest.mark.parametrize("source", SOURCES)
def test_marks_are_found_where_they_are(source: str) -> None:
    (block,) = markdown.read("a.md", source).blocks
    index = MarkIndex(block)
    places = range(len(block.text) + 1)
    for span in (Span(start, end) for start in places for end in places[start + 1 :]):
        holding = [mark for mark in block.marks if mark.span.holds(span)]
        around = index.around(span)
        assert {mark.kind for mark in around} == {mark.kind for mark in holding}
        assert len({mark.kind for mark in around}) == len(around)
        assert [mark for mark in holding if mark in around] == around
        assert [*index.starting(*span)] == [m for m in block.marks if span.start <= m.span.start < span.end]
        assert [*index.ending(span.end)] == [mark for mark in block.marks if mark.span.end == span.end]


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ((0, 1), False),
        ((2, 3), True),
        ((2, 5), True),
        ((4, 6), False),
        ((5, 7), False),
        ((7, 9), True),
        ((8, 10), False),
    ],
)
def test_what_one_of_some_parts_holds(span: tuple[int, int], expected: bool) -> None:  # noqa: FBT001
    assert held(Span(*span), [Span(2, 5), Span(7, 9)]) is expected
