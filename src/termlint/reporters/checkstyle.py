"""Checkstyle's XML, which many continuous integration services read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termlint.model import Lines
from termlint.reporters import wording
from termlint.reporters.xmltext import DECLARATION, opening

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from termlint.model import Finding, Problem, Report
    from termlint.reporters.run import Run

SEVERITIES = {"warning": "warning", "suggestion": "info"}


def write(reports: Iterable[Report], run: Run) -> Iterator[str]:
    """A ``file`` for every draft, with an ``error`` for each problem and finding."""
    yield f'{DECLARATION}<checkstyle version="4.3">\n'
    for report in reports:
        lines = Lines(report.source)
        yield opening("file", {"name": report.path}) + "\n"
        yield from (_problem(problem) for problem in report.problems)
        yield from (_finding(finding, lines, run) for finding in report.findings)
        yield "</file>\n"
    yield "</checkstyle>\n"


def _finding(finding: Finding, lines: Lines, run: Run) -> str:
    line, column = lines.point(finding.span.start)
    severity = SEVERITIES[finding.level]
    return _error(line, column, severity, wording.whole(finding, run, lines), f"termlint.{finding.rule}")


def _problem(problem: Problem) -> str:
    severity = "info" if problem.notice else "error"
    return _error(problem.line or 1, problem.column, severity, problem.message, "termlint")


def _error(line: int, column: int, severity: str, message: str, source: str) -> str:
    place = {"line": line, **({"column": column} if column else {})}
    attributes = {**place, "severity": severity, "message": message, "source": source}
    return f"  {opening('error', attributes, closed=True)}\n"
