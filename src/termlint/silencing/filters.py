"""The filters between the rules that bite in a draft and what is reported: one step after another, each of them pure.

They run before findings are grouped, so that a mention that is left out does not hide the ones after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from termlint.silencing import baseline, suppressions
from termlint.silencing.baseline import Baseline
from termlint.silencing.changes import Changes
from termlint.silencing.perfile import PerFile
from termlint.silencing.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termlint.model import Document, Problem, Trace
    from termlint.names import Names
    from termlint.reading.findings import Bite


class Sifted(NamedTuple):
    """What the filters let through, and what they noticed."""

    bites: Sequence[Bite]
    notices: tuple[Problem, ...]
    """On the draft's own comments."""
    traces: tuple[Trace, ...]
    """Of everything that no comment suppresses: what a baseline may record."""


class Filters(NamedTuple):
    """What a run leaves out."""

    selection: Selection = Selection()
    per_file: PerFile = PerFile()
    baseline: Baseline = Baseline()
    changes: Changes = Changes()
    reasons: bool = False
    """Whether a comment that suppresses findings must say why."""

    def resolved(self, names: Names) -> Filters:
        """The same with all names resolved."""
        return self._replace(
            selection=self.selection.resolved(names),
            per_file=self.per_file.resolved(names),
            baseline=self.baseline.resolved(names),
        )

    def sift(self, bites: Sequence[Bite], document: Document, names: Names) -> Sifted:
        """The bites to report, with notices and traces."""
        heard, notices = suppressions.sift(bites, document, names, reasons=self.reasons)
        wanted = self.selection.sift(self.per_file.sift(document.path, heard))
        new = self.baseline.sift(wanted, document)
        return Sifted(self.changes.sift(new, document), notices, baseline.traces(heard, wanted, document))

    def alike(self) -> str:
        """What, beside the selection, affects the reports on all drafts, as a text: a part of their cache key."""
        return repr(sorted(self.baseline.lost.items()))

    def about(self, path: str) -> tuple[str, ...]:
        """What affects the report on one draft in particular, as texts: a part of its cache key."""
        said = (
            sorted(self.per_file.names(path)) if self.per_file.ignored else [],
            *(sorted(self.baseline.own(path).items()), self.baseline.takes(path)),
            self.changes.of(path),
        )
        return tuple(map(repr, said))


NOTHING = Filters()
