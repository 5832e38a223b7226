"""The lines of drafts that have changed since a revision; `since` gets them from git."""

from __future__ import annotations

import re
from bisect import bisect_left
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from termlint.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from termlint.model import Document
    from termlint.reading.findings import Bite

_ENDING = re.compile(r"\n")


class Changes(NamedTuple):
    """Which lines are new: in tracked files those listed, in all others every one."""

    lines: Mapping[Path, Sequence[range]] | None = None
    """By file, counted from 1 as git does; None if no revision was named, so that every line is new."""
    tracked: frozenset[Path] = frozenset()

    def sift(self, bites: Sequence[Bite], document: Document) -> Sequence[Bite]:
        """The bites whose mentions are in new lines."""
        lines = self.of(document.path) if bites else None
        if lines is None:
            return bites
        changed = list(_spans(lines, document.source))
        return [bite for bite in bites if _meets(bite.reading.mention.span, changed)]

    def of(self, draft: str) -> Sequence[range] | None:
        """The new lines of a draft; None for all."""
        if self.lines is None:
            return None
        path = Path(draft).resolve()
        return self.lines.get(path, ()) if path in self.tracked else None


def _meets(span: Span, changed: Sequence[Span]) -> bool:
    """Whether a span overlaps one of some spans, which are in order."""
    last = bisect_left(changed, span.end, key=lambda other: other.start) - 1
    return last >= 0 and changed[last].meets(span)


def _spans(lines: Sequence[range], source: str) -> Iterator[Span]:
    """Some lines as spans of the source; for git, only LF ends a line."""
    starts = [0, *(ending.end() for ending in _ENDING.finditer(source)), len(source)]
    last = len(starts)
    for changed in lines:
        yield Span(starts[min(changed.start, last) - 1], starts[min(changed.stop, last) - 1])
