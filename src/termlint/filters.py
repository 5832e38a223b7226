"""What is left of the rules that bite in a draft before the user is told: one step after another, each of them pure.

All of it happens before findings are grouped, so that a first mention that is left out hides no second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from termlint import suppressions
from termlint.perfile import NOWHERE, PerFile
from termlint.selection import EVERYTHING, Selection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termlint.findings import Bite
    from termlint.model import Document, Problem
    from termlint.names import Names


class Filters(NamedTuple):
    """What a run was told to leave out."""

    selection: Selection = EVERYTHING
    per_file: PerFile = NOWHERE
    reasons: bool = False
    """Whether a comment that suppresses findings must say why."""

    def resolved(self, names: Names) -> Filters:
        """The same with each name replaced by the one it stands for."""
        return self._replace(selection=self.selection.resolved(names), per_file=self.per_file.resolved(names))

    def sift(
        self, bites: Sequence[Bite], document: Document, names: Names
    ) -> tuple[Sequence[Bite], tuple[Problem, ...]]:
        """The bites to report; and notices on what the draft itself says about that."""
        left, notices = suppressions.sift(bites, document, names, reasons=self.reasons)
        left = self.per_file.sift(document.path, left)
        return self.selection.sift(left), notices


NOTHING = Filters()
