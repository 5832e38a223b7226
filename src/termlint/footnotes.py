"""Which footnote is on which place of a draft."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from termlint.model import Document

_LABEL = re.compile(r"\[\^([^\]]+)\]:")


class Footnotes(NamedTuple):
    """The footnotes of a draft, as numbers of the blocks that they begin with."""

    at: dict[int, int]
    """By the places in the source that refer to them, or where they are written: ``^[a role]``."""
    places: dict[int, int]
    """The first place that each is on."""


def find(document: Document) -> Footnotes:
    """The footnotes that the text of a draft refers to."""
    labels: dict[str, int] = {}
    at: dict[int, int] = {}
    for number, block in enumerate(document.blocks):
        if block.kind == "footnote":
            if label := _LABEL.match(document.source, block.span.start):
                labels.setdefault(label[1].casefold(), number)
            else:
                at[block.source_span(0, 1).start - len("^[")] = number
    for reference in document.references:
        if (note := labels.get(reference.label.casefold())) is not None:
            at[reference.span.start] = note
    return Footnotes(at, {note: place for place, note in sorted(at.items(), reverse=True)})
