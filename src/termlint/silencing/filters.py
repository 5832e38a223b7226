"""What is left of the rules that bite in a draft before the user is told: one step after another, each of them pure.

All of it happens before findings are grouped, so that a first mention that is left out hides no second.
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
    """What the filters leave, and what they noticed."""

    bites: Sequence[Bite]
    notices: tuple[Problem, ...]
    """On what the draft itself says about what is to be reported."""
    traces: tuple[Trace, ...]
    """Of what no comment suppresses: all that a baseline may know."""


class Filters(NamedTuple):
    """What a run was told to leave out."""

    selection: Selection = Selection()
    per_file: PerFile = PerFile()
    baseline: Baseline = Baseline()
    changes: Changes = Changes()
    reasons: bool = False
    """Whether a comment that suppresses findings must say why."""

    def resolved(self, names: Names) -> Filters:
        """The same with each name replaced by the one it stands for."""
        return self._replace(
            selection=self.selection.resolved(names),
            per_file=self.per_file.resolved(names),
            baseline=self.baseline.resolved(names),
        )

    def sift(self, bites: Sequence[Bite], document: Document, names: Names) -> Sifted:
        """The bites to report, and what else there is to say."""
        heard, notices = suppressions.sift(bites, document, names, reasons=self.reasons)
        wanted = self.selection.sift(self.per_file.sift(document.path, heard))
        new = self.baseline.sift(wanted, document)
        return Sifted(self.changes.sift(new, document), notices, baseline.traces(heard, wanted, document))

    def alike(self) -> str:
        """What of all this bears on the reports on all drafts alike, beside the selection, as a text."""
        return repr(sorted(self.baseline.lost.items()))

    def about(self, path: str) -> tuple[str, ...]:
        """What of all this bears on the report on one draft and not on every other alike, as texts."""
        said = (
            sorted(self.per_file.names(path)) if self.per_file.ignored else [],
            *(sorted(self.baseline.own(path).items()), self.baseline.takes(path)),
            self.changes.of(path),
        )
        return tuple(map(repr, said))


NOTHING = Filters()
