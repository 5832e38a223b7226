"""JUnit's XML: a suite a draft, a test a finding: failed where it makes the run fail, else skipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termlint.model import Lines
from termlint.reporters import wording
from termlint.reporters.xmltext import DECLARATION, harmless, opening

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from termlint.model import Finding, Problem, Report
    from termlint.reporters.run import Run


def write(reports: Iterable[Report], run: Run) -> Iterator[str]:
    """A ``testsuite`` for every draft; one with nothing to report holds a test that passed."""
    yield f'{DECLARATION}<testsuites name="termlint">\n'
    for report in reports:
        yield from _suite(report, run)
    yield "</testsuites>\n"


def _suite(report: Report, run: Run) -> Iterator[str]:
    lines = Lines(report.source)
    errors = [problem for problem in report.problems if not problem.notice]
    cases = [_error(problem) for problem in errors]
    cases += [_case(finding, report.path, lines, run) for finding in report.findings]
    if not cases:
        cases.append(f"  {opening('testcase', {'name': 'termlint', 'classname': report.path}, closed=True)}\n")
    failures = sum(map(run.fails, report.findings))
    skipped = len(report.findings) - failures
    counts = {"tests": len(cases), "failures": failures, "errors": len(errors), "skipped": skipped}
    yield f"{opening('testsuite', {'name': report.path, **counts})}\n"
    yield from cases
    if notices := [str(problem) for problem in report.problems if problem.notice]:
        yield f"  <system-out>{harmless(chr(10).join(notices))}</system-out>\n"
    yield "</testsuite>\n"


def _case(finding: Finding, path: str, lines: Lines, run: Run) -> str:
    outcome = "failure" if run.fails(finding) else "skipped"  # a test that may fail: all services show those skipped
    place = wording.place(finding.span, lines)
    also = filter(None, [wording.also(finding, lines)])
    said = [f"{path}:{place}", *wording.readings(finding, run), *also, f"termlint explain {finding.rule}"]
    result = opening(outcome, {"type": finding.level, "message": finding.message})
    case = opening("testcase", {"name": f"{finding.rule} at {place}", "classname": path})
    return f"  {case}\n    {result}{harmless(chr(10).join(said))}</{outcome}>\n  </testcase>\n"


def _error(problem: Problem) -> str:
    case = opening("testcase", {"name": "termlint", "classname": problem.path})
    error = opening("error", {"type": "problem", "message": problem.message})
    return f"  {case}\n    {error}{harmless(str(problem))}</error>\n  </testcase>\n"
