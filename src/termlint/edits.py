"""Changes of a text as values: where, what goes and what comes."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from termlint.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Edit(NamedTuple):
    """A text that comes into another; where `gone` is not empty, in the place of what stood there."""

    gone: Span
    text: str


class Refusal(NamedTuple):
    """Why an edit that was asked for is not made."""

    place: int
    """Where in the text it was asked for."""
    message: str


def insertion(at: int, text: str) -> Edit:
    """A text that comes in at an offset."""
    return Edit(Span(at, at), text)


def comment(text: str, *, mdx: bool) -> str:
    """A comment to insert, which renders as nothing in the kind of Markdown at hand."""
    return f"{{/* {text} */}}" if mdx else f"<!-- {text} -->"


def ordered(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Edits in the order of the text; of those at one place what goes on with a line comes before new lines."""
    return tuple(sorted(edits, key=lambda edit: (edit.gone, edit.text.startswith(("\n", "\r")))))


def overlap(edits: Sequence[Edit]) -> bool:
    """Whether ordered edits change the same part of the text."""
    return any(one.gone.end > other.gone.start for one, other in pairwise(edits))


def apply(text: str, edits: Sequence[Edit]) -> str:
    """The text with ordered edits made, none of which changes what another does."""
    parts, done = [], 0
    for (start, end), new in edits:
        parts += [text[done:start], new]
        done = end
    return "".join([*parts, text[done:]])


def inserted(edits: Sequence[Edit]) -> tuple[Span, ...]:
    """Where the texts of ordered edits stand after they were made."""
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
    """The text less some parts of it, in order."""
    return apply(text, [Edit(span, "") for span in spans])
