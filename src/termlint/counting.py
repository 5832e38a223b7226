"""The numbers of a run, and numbers in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from termlint.model import Report


@dataclass
class Summary:
    """The numbers of a run."""

    files: int = 0
    files_with_findings: int = 0
    findings: int = 0
    warnings: int = 0
    suggestions: int = 0
    errors: int = 0
    notices: int = 0
    by_rule: dict[str, int] = field(default_factory=dict)
    by_conflation: dict[str, int] = field(default_factory=dict)
    by_file: dict[str, int] = field(default_factory=dict)
    """How many uses each reports, a finding's further places included."""

    def add(self, report: Report) -> None:
        """Count what is in a report."""
        warnings = sum(finding.level == "warning" for finding in report.findings)
        notices = sum(problem.notice for problem in report.problems)
        self.files += 1
        self.files_with_findings += bool(report.findings)
        self.findings += len(report.findings)
        self.warnings += warnings
        self.suggestions += len(report.findings) - warnings
        self.errors += len(report.problems) - notices
        self.notices += notices
        for finding in report.findings:
            uses = 1 + len(finding.more)
            named = (
                (self.by_rule, finding.rule),
                (self.by_conflation, finding.conflation),
                (self.by_file, report.path),
            )
            for counts, name in named:
                counts[name] = counts.get(name, 0) + uses

    def follow(self, reports: Iterable[Report]) -> Iterator[Report]:
        """The same reports, counted as they pass."""
        for report in reports:
            self.add(report)
            yield report


def counted(number: int, noun: str) -> str:
    """A number of things: ``1 file``, ``2 files``."""
    return f"{number} {noun}{'s' * (number != 1)}"


def counted_findings(number: int, mild: int) -> str:
    """A number of findings, of which some are suggestions: ``3 findings (1 suggestion)``."""
    return counted(number, "finding") + (f" ({counted(mild, 'suggestion')})" if mild else "")
