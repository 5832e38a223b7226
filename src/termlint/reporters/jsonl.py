"""The entries of the JSON report, one a line, as soon as each is known."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from termlint.counting import Summary
from termlint.model import Lines
from termlint.reporters import entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from termlint.model import Report
    from termlint.reporters.entries import Entry
    from termlint.reporters.run import Run


def write(reports: Iterable[Report], run: Run) -> Iterator[str]:
    """JSON Lines: the version, then each draft's findings, mentions and problems, then the numbers."""
    yield _line("version", {"version": entries.VERSION})
    summary = Summary()
    for report in reports:
        summary.add(report)
        lines = Lines(report.source)
        yield from (_line("finding", entries.finding(finding, report, lines)) for finding in report.findings)
        if run.mentions:
            yield from (_line("mention", entries.mention(reading, report.path)) for reading in report.readings)
        for problem in report.problems:
            yield _line("notice" if problem.notice else "error", entries.problem(problem))
    yield _line("summary", asdict(summary))


def _line(kind: str, entry: Entry) -> str:
    return f"{entries.dumped({'kind': kind, **entry})}\n"
