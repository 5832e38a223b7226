"""Edits of a text as values."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from termlint.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Edit(NamedTuple):
    """An insertion; if `gone` is not empty, it replaces what is there."""

    gone: Span
    text: str


class Refusal(NamedTuple):
    """Why an edit was not made."""

    place: int
    """Where in the text it would have been."""
    message: str


def insertion(at: int, text: str) -> Edit:
    """The insertion of a text at an offset."""
    return Edit(Span(at, at), text)


def comment(text: str, *, mdx: bool) -> str:
    """A comment for Markdown or MDX, which is not rendered."""
    return f"{{/* {text} */}}" if mdx else f"<!-- {text} -->"


def ordered(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Edits in the order of the text; at one place, those that continue a line come before those that begin one."""
    return tuple(sorted(edits, key=lambda edit: (edit.gone, edit.text.startswith(("\n", "\r")))))


def overlap(edits: Sequence[Edit]) -> bool:
    """Whether two ordered edits change the same part of the text."""
    return any(one.gone.end > other.gone.start for one, other in pairwise(edits))


def apply(text: str, edits: Sequence[Edit]) -> str:
    """The text after ordered edits, which must not overlap."""
    parts, done = [], 0
    for (start, end), new in edits:
        parts += [text[done:start], new]
        done = end
    return "".join([*parts, text[done:]])


def inserted(edits: Sequence[Edit]) -> tuple[Span, ...]:
    """Where the inserted texts are after ordered edits were made."""
    spans = []
    shift = 0
    for (start, end), text in edits:
        spans.append(Span(start + shift, start + shift + len(text)))
        shift += len(text) - (end - start)
    return tuple(spans)


def moved(place: int, edits: Sequence[Edit]) -> int:
    """Where a place of the text is after edits were made."""
    return place + sum(len(edit.text) - (edit.gone.end - edit.gone.start) for edit in edits if edit.gone.end < place)


def without(text: str, spans: Sequence[Span]) -> str:
    """The text without some parts, which are in order."""
    return apply(text, [Edit(span, "") for span in spans])
