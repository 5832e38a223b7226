"""JUnit's XML: a suite a draft, a failed test a finding."""

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
    known: dict[str, str] = {}
    for report in reports:
        known = known or (wording.glosses(run.glossary()) if report.findings else {})
        yield from _suite(report, known)
    yield "</testsuites>\n"


def _suite(report: Report, known: dict[str, str]) -> Iterator[str]:
    lines = Lines(report.source)
    errors = [problem for problem in report.problems if not problem.notice]
    cases = [_error(problem) for problem in errors]
    cases += [_failure(finding, report.path, lines, known) for finding in report.findings]
    if not cases:
        cases.append(f"  {opening('testcase', {'name': 'termlint', 'classname': report.path}, closed=True)}\n")
    counts = {"tests": len(cases), "failures": len(report.findings), "errors": len(errors)}
    yield f"{opening('testsuite', {'name': report.path, **counts})}\n"
    yield from cases
    if notices := [str(problem) for problem in report.problems if problem.notice]:
        yield f"  <system-out>{harmless(chr(10).join(notices))}</system-out>\n"
    yield "</testsuite>\n"


def _failure(finding: Finding, path: str, lines: Lines, known: dict[str, str]) -> str:
    place = "{}:{}".format(*lines.point(finding.span.start))
    also = filter(None, [wording.also(finding, lines)])
    said = [f"{path}:{place}", *wording.readings(finding, known), *also, f"termlint explain {finding.rule}"]
    failure = opening("failure", {"type": finding.level, "message": finding.message})
    case = opening("testcase", {"name": f"{finding.rule} at {place}", "classname": path})
    return f"  {case}\n    {failure}{harmless(chr(10).join(said))}</failure>\n  </testcase>\n"


def _error(problem: Problem) -> str:
    case = opening("testcase", {"name": "termlint", "classname": problem.path})
    error = opening("error", {"type": "problem", "message": problem.message})
    return f"  {case}\n    {error}{harmless(str(problem))}</error>\n  </testcase>\n"
