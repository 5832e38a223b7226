"""Drafts on the disk that get comments for what is found in them: as with fixes, but what is inserted suppresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termlint.counting import counted
from termlint.inserting import ignores
from termlint.inserting.fixes import Fixed
from termlint.inserting.fixing import Fixer, Way

if TYPE_CHECKING:
    from collections.abc import Callable

    from termlint.model import Report
    from termlint.runs.checking import Checker


class Ignorer(Fixer):
    """Writes comments into one draft after the other, and counts them."""

    def __init__(self, checker: Checker, reason: str, out: Callable[[str], None], *, write: bool) -> None:
        """`out` gets the text of the standard input with its comments, or diffs."""
        super().__init__(checker, Way(write=write), out, lambda *_: None)
        self.reason = ignores.checked(reason)
        self.comments = 0

    def fixed(self, report: Report) -> Fixed:
        """The draft with its comments."""
        done = ignores.add(report, self.reason, self.checker.check)
        self.comments += done.comments
        return Fixed(done.source, done.edits, refused=done.refused)

    def __str__(self) -> str:
        return self.summary(counted(self.comments, "comment"), "written" if self.way.write else "to write")
