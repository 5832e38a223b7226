"""Which footnote is on which place of a draft."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from termlint.model import Block, Document

_LABEL = re.compile(r"[ \t>]*\[\^(?P<name>[^\s\[\]]+)\]:[ \t]*")
_LABEL_ABOVE = re.compile(r"\[\^(?P<name>[^\s\[\]]+)\]:[ \t]*(?:\r\n?|\n)\Z")
FARTHEST = 100
"""How far a label of its own line may be from the note below it."""


class Footnotes(NamedTuple):
    """The footnotes of a draft, as numbers of the blocks that they begin with."""

    at: dict[int, int]
    """By the places in the source that refer to them, or where they are written: ``^[a role]``."""
    places: dict[int, int]
    """The first place that each is on."""


class Label(NamedTuple):
    """The label of a note."""

    name: str
    end: int
    """Where it ends in the source, and the note begins; -1 if it stands in the line above."""


def label(document: Document, block: Block) -> Label | None:
    """The label of the note that a block is or starts; None for a note inside the text."""
    if block.kind != "footnote":
        return None
    start = block.span.start
    if own := _LABEL.match(document.source, start):
        return Label(own["name"], own.end())
    above = _LABEL_ABOVE.search(document.source[max(0, start - FARTHEST) : start])
    return Label(above["name"], -1) if above else None


def find(document: Document) -> Footnotes:
    """The footnotes that the text of a draft refers to."""
    labels: dict[str, int] = {}
    at: dict[int, int] = {}
    for number, block in enumerate(document.blocks):
        if block.kind == "footnote":
            if own := label(document, block):
                labels.setdefault(own.name.casefold(), number)
            else:
                at[block.source_span(0, 1).start - len("^[")] = number
    for reference in document.references:
        if (note := labels.get(reference.label.casefold())) is not None:
            at[reference.span.start] = note
    return Footnotes(at, {note: place for place, note in sorted(at.items(), reverse=True)})
