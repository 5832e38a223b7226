"""The lines of drafts that have changed since a revision; `git` asks for them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from termlint.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from termlint.findings import Bite
    from termlint.model import Document

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
        return [bite for bite in bites if any(span.meets(bite.reading.mention.span) for span in changed)]

    def of(self, draft: str) -> Sequence[range] | None:
        """The new lines of a draft, None where every one counts."""
        if self.lines is None:
            return None
        path = Path(draft).resolve()
        return self.lines.get(path, ()) if path in self.tracked else None


EVERY_LINE = Changes()


def _spans(lines: Sequence[range], source: str) -> Iterator[Span]:
    """The source of some lines; only LF ends a line for git."""
    starts = [0, *(ending.end() for ending in _ENDING.finditer(source))]
    last = len(starts)
    for changed in lines:
        first, after = min(changed.start, last), min(changed.stop, last + 1)
        yield Span(starts[first - 1], starts[after - 1] if after <= last else len(source))
