"""The Reviewdog Diagnostic Format, whose columns count bytes of UTF-8."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from termlint.model import Lines
from termlint.reporters import columns, wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from termlint.model import Finding, Problem, Report, Span
    from termlint.reporters.run import Run

    Json = dict[str, object]

SEVERITIES = {"warning": "WARNING", "suggestion": "INFO"}


def write(reports: Iterable[Report], run: Run) -> Iterator[str]:
    """One DiagnosticResult, a diagnostic a line; nothing is suggested: which caveat is right is the author's choice."""
    yield '{"source": {"name": "termlint"}, "diagnostics": ['
    separator = "\n"
    for report in reports:
        lines = Lines(report.source)
        diagnostics = [_problem(problem, lines) for problem in report.problems]
        diagnostics += [_finding(finding, report.path, lines, run) for finding in report.findings]
        for diagnostic in diagnostics:
            yield separator + json.dumps(diagnostic, ensure_ascii=False)
            separator = ",\n"
    yield "\n]}\n"


def _finding(finding: Finding, path: str, lines: Lines, run: Run) -> Json:
    also = [{"message": "The same rule applies here.", "location": _location(path, lines, s)} for s in finding.more]
    url = wording.link(finding)
    return {
        "message": wording.sentence(finding, run),
        "location": _location(path, lines, finding.span),
        "severity": SEVERITIES[finding.level],
        "code": {"value": finding.rule, **({"url": url} if url else {})},
        **({"related_locations": also} if also else {}),
    }


def _location(path: str, lines: Lines, span: Span) -> Json:
    at = columns.region(lines, span, columns.utf8_bytes)
    start, end = {"line": at.line, "column": at.column}, {"line": at.end_line, "column": at.end_column}
    return {"path": path, "range": {"start": start, "end": end}}


def _problem(problem: Problem, lines: Lines) -> Json:
    location: Json = {"path": problem.path}
    if problem.line:
        column = columns.problem_column(problem, lines, columns.utf8_bytes)
        location["range"] = {"start": {"line": problem.line, **({"column": column} if column else {})}}
    return {"message": problem.message, "location": location, "severity": "INFO" if problem.notice else "ERROR"}
