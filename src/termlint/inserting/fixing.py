"""Fixes files: each draft gets its caveats or comments, is written or shown as a diff, and is checked again."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from termlint import edits
from termlint.counting import counted
from termlint.disk import files, writing
from termlint.disk.files import STDIN
from termlint.inserting import fixes
from termlint.model import Lines, Problem, Report
from termlint.settling import caveats

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from termlint.inserting.fixes import Choose, Fix, Fixed
    from termlint.model import CaveatKind, Point
    from termlint.runs.checking import Checker


_MARK = re.compile(r"^(?:<{7} |={7}\r?$|>{7} )", re.MULTILINE)
"""The lines with which git marks a merge conflict."""


class Fixer:
    """Fixes one draft after another, and counts what it did."""

    def __init__(  # noqa: PLR0913 - what is done to drafts, and who hears of it
        self,
        checker: Checker,
        fix: Callable[[Report], Fixed],
        *,
        write: bool,
        noun: str,
        out: Callable[[str], None],
        tell: Callable[[str, Point, Fix], None],
    ) -> None:
        """`fix` gives the draft of a report with what is inserted into it, each of which is called a `noun`.

        With `write` files are changed; else it is shown how they would be. `out` gets the fixed text of the standard
        input, or diffs; `tell` hears of each fix, and where it is.
        """
        self.checker = checker
        self.fix = fix
        self.write = write
        self.noun = noun
        self.out = out
        self.tell = tell
        self.drafts = 0
        self.fixes = 0

    def __call__(self, found: Path, report: Report) -> Report:
        """The report on a draft after it was fixed, with the problems of the file on the disk."""
        fixed = _unresolved(report) or self.fix(report)
        point = self._points(report, fixed)
        refused = [Problem(report.path, why, *point(place), notice=True) for place, why in fixed.refused]
        if fixed.source == report.source:
            if found == STDIN and self.write:
                self.out(report.source)
            return report._replace(problems=(*report.problems, *refused))
        problem = self._deliver(found, report, fixed.source)
        if problem:
            return report._replace(problems=(*report.problems, problem))
        self.drafts += 1
        self.fixes += len(fixed.fixes)
        for fix in fixed.fixes:
            self.tell(report.path, point(fix.place), fix)
        after = self.checker.check(report.path, fixed.source)
        problems = after.problems if self.write else report.problems
        return after._replace(problems=(*problems, *refused))

    def _points(self, report: Report, fixed: Fixed) -> Callable[[int], Point]:
        """A function that gives the line and column in the file, as it is now, of a place in the original draft."""
        if not self.write:
            return Lines(report.source).point
        lines = Lines(fixed.source)
        return lambda place: lines.point(edits.moved(place, fixed.edits))

    def _deliver(self, found: Path, report: Report, source: str) -> Problem | None:
        """Write a fixed draft, or show what would change; returns why it could not be written, if so."""
        if not self.write:
            self.out(diff(report.path, report.source, source))
        elif found == STDIN:
            self.out(source)
        else:
            return written(found, report.source, source)
        return None

    def __str__(self) -> str:
        """A summary to put before that of the remaining findings; empty if nothing was done."""
        made = f"{counted(self.fixes, self.noun)} {'inserted' if self.write else 'to insert'}"
        return f"{made} in {counted(self.drafts, 'file')}; then " if self.drafts else ""


def with_caveats(report: Report, checker: Checker, kind: CaveatKind, choose: Choose = fixes.likelier) -> Fixed:
    """The draft of a report with its caveats; it needs no glossary where there is nothing to say."""
    if not report.findings and f"termlint-{caveats.NAME}" not in report.source:
        return fixes.Fixed(report.source)
    glossary = checker.glossary
    return fixes.fix(report, list(fixes.choices(report, glossary, choose)), glossary, kind)


def _unresolved(report: Report) -> Fixed | None:
    """The draft unchanged, if there is a merge conflict in its prose: an insertion would be on one side of it."""
    marks = list(_MARK.finditer(report.source))
    signs = "".join(mark[0][0] for mark in marks)  # also those that underline a heading
    places = [marks[conflict.start()].start() for conflict in re.finditer("<=+>", signs)]
    if not places:
        return None
    document, _ = caveats.read(report.path, report.source)
    for place in places:
        if any(block.span.start <= place < block.span.end for block in document.blocks):
            refusal = edits.Refusal(place, "nothing is inserted: resolve the merge conflict first")
            return fixes.Fixed(report.source, refused=(refusal,))
    return None


def written(path: Path, before: str, after: str) -> Problem | None:
    """Replace a draft, unless it was saved meanwhile; returns why it could not be replaced, if so."""
    shown = files.shown(path)
    if files.read(path) != before:
        return Problem(shown, "changed on disk while it was checked, so it was not written: run termlint again")
    if writing.is_protected(path):
        return Problem(shown, "is write-protected, so it was not written")
    try:
        writing.replace(path, after.encode())
    except OSError as error:
        return Problem(shown, f"cannot be written: {error.strerror or error}")
    return None


def diff(path: str, before: str, after: str) -> str:
    """A unified diff; its lines end in LF, and any CR before that belongs to the line."""
    old, new = ([f"{line}\n" for line in text.split("\n")] for text in (before, after))
    for lines in (old, new):
        # A missing line break at the end is marked, as diff does it.
        last = lines.pop()
        if last != "\n":
            lines.append(last[:-1])
    rows = difflib.unified_diff(old, new, path, path)
    return "".join(row if row.endswith("\n") else f"{row}\n\\ No newline at end of file\n" for row in rows)
