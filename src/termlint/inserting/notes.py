"""A footnote in the style of the draft: its label, and the place of its text."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from itertools import count as numbers_from
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from termlint.inserting.placing import Target
    from termlint.markup.outline import Note

INDENTATION = "    "
"""What continues a note in every Markdown that has footnotes."""
_NUMBERED = re.compile(r"(.*(?<!\d))(\d{1,18})")


def labels(draft: Target) -> set[str]:
    """Every label in use, as renderers compare them."""
    return {*draft.outline.labels} | {ref.label.casefold() for ref in draft.whole.references}


def label(draft: Target, names: Sequence[str], taken: Collection[str]) -> str:
    """A free label: the next number if the draft numbers its notes, else one of the names."""
    stems = Counter(match[1] for note in draft.outline.notes if (match := _NUMBERED.fullmatch(note.label)))
    stem, count = stems.most_common(1)[0] if stems else ("", 0)
    if 2 * count > len(draft.outline.notes):
        found = (_NUMBERED.fullmatch(other) for other in taken)
        numbers = [match[2] for match in found if match and match[1] == stem.casefold()]
        return stem + str(max(map(int, numbers)) + 1).zfill(min(map(len, numbers)))
    more = (f"{names[-1]}-{number}" for number in numbers_from(2))
    return next(name for name in chain(names, more) if name.casefold() not in taken)


def inline(draft: Target) -> bool:
    """Whether the draft has its notes inline, ``^[like this]``."""
    return not draft.outline.notes and any(
        block.kind == "footnote" and draft.source.find("^[", *block.span) >= 0 for block in draft.whole.blocks
    )


def place(draft: Target, at: int, name: str) -> tuple[int, str, str]:
    """Where to insert the text of a note that is referred to at a place, and what to put before and after it."""
    notes, number = draft.outline.notes, draft.outline.root(at)
    if not notes:
        return _at_end(draft)
    near = _near(draft)
    group = _group_after(draft, number) if near else notes
    before = [note for note in group if _precedes(draft, note, at, name)]
    if before:
        place = before[-1].span.end
        return place, draft.newline(place) * (1 if _tight(draft, before[-1]) else 2), ""
    if near:
        root = draft.outline.roots[number]
        newline = draft.newline(root.span.end)
        return root.span.end, newline * 2, newline * root.glued
    place = group[0].span.start
    return place, "", draft.newline(place) * (1 if _tight(draft, group[0]) else 2)


def _at_end(draft: Target) -> tuple[int, str, str]:
    """The end of the draft, which keeps its last line break, or the lack of one."""
    source, newline = draft.source, draft.newline(len(draft.source))
    ended = source.endswith(("\n", "\r"))
    blank = source.endswith((newline * 2, "\n\n"))
    return len(source), "" if blank else newline * (1 if ended else 2), newline * ended


def _near(draft: Target) -> bool:
    """Whether most notes stand after the paragraphs they belong to, and not at the end of the draft."""
    notes = draft.outline.notes
    last = max((root.span.start for root in draft.outline.roots if root.kind != "footnote_reference_open"), default=0)
    return 2 * sum(note.span.start < last for note in notes) > len(notes)


def _group_after(draft: Target, number: int) -> Sequence[Note]:
    """The notes right after a block, given its number."""
    notes = {note.span.start: note for note in draft.outline.notes}
    group = []
    for other in draft.outline.roots[number + 1 :]:
        note = notes.get(other.span.start)
        if note is None:
            break
        group.append(note)
    return group


def _precedes(draft: Target, note: Note, at: int, name: str) -> bool:
    """Whether a note comes before one at a place: by number if notes are numbered, else by its first reference."""
    if name[-1:].isdigit() and note.label[-1:].isdigit():
        return True
    return draft.first_met.get(note.label.casefold(), 0) <= at


def _tight(draft: Target, note: Note) -> bool:
    """Whether no blank line separates a note from its neighbour."""
    starts = {other.span.start for other in draft.outline.notes}
    ends = {other.span.end for other in draft.outline.notes}
    width = len(draft.newline(note.span.end))
    return note.span.end + width in starts or note.span.start - width in ends
