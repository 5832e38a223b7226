"""The lines of drafts that have changed since a revision; `since` asks git for them."""

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
    """Which lines are new: of some files these, of tracked files else none, of all other files every one."""

    lines: Mapping[Path, Sequence[range]] | None = None
    """Counted from 1, as git counts them; None where no revision was named and every line counts."""
    tracked: frozenset[Path] = frozenset()

    def sift(self, bites: Sequence[Bite], document: Document) -> Sequence[Bite]:
        """The bites at mentions in new lines."""
        lines = self.of(document.path) if bites else None
        if lines is None:
            return bites
        changed = list(_spans(lines, document.source))
        return [bite for bite in bites if _meets(bite.reading.mention.span, changed)]

    def of(self, draft: str) -> Sequence[range] | None:
        """The new lines of a draft, None where every one counts."""
        if self.lines is None:
            return None
        path = Path(draft).resolve()
        return self.lines.get(path, ()) if path in self.tracked else None


def _meets(span: Span, changed: Sequence[Span]) -> bool:
    """Whether a part of the source has anything in common with one of some that are in order."""
    last = bisect_left(changed, span.end, key=lambda other: other.start) - 1
    return last >= 0 and changed[last].meets(span)


def _spans(lines: Sequence[range], source: str) -> Iterator[Span]:
    """The source of some lines; only LF ends a line for git."""
    starts = [0, *(ending.end() for ending in _ENDING.finditer(source)), len(source)]
    last = len(starts)
    for changed in lines:
        yield Span(starts[min(changed.start, last) - 1], starts[min(changed.stop, last) - 1])
