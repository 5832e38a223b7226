"""Which footnote belongs to which place of a draft."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from termlint.model import Block, Document

_LABEL = re.compile(r"[ \t>]*\[\^(?P<name>[^\s\[\]]+)\]:[ \t]*")
_LABEL_ABOVE = re.compile(r"\[\^(?P<name>[^\s\[\]]+)\]:[ \t]*(?:\r\n?|\n)\Z")
FARTHEST = 100
"""How far a label on a line of its own may be above its note, in code points."""


class Footnotes(NamedTuple):
    """The footnotes of a draft, by the numbers of their first blocks."""

    at: dict[int, int]
    """The footnote at each place in the source that refers to one, or has one inline: ``^[a role]``."""
    places: dict[int, int]
    """The first such place of each footnote."""


class Label(NamedTuple):
    """The label of a note."""

    name: str
    end: int
    """Where it ends in the source, and the note begins; -1 if it is in the line above."""


def label(document: Document, block: Block) -> Label | None:
    """The label of a block that is the first of a footnote; None for an inline one, and for any other block."""
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
