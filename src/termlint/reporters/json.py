"""The JSON report, as docs/json-report.md describes it."""

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
    """One JSON object in pieces, an entry a line; the findings come as soon as they are known."""
    yield f'{{\n"version": {entries.VERSION},\n"findings": ['
    summary = Summary()
    later: dict[str, list[Entry]] = {"mentions": []} if run.mentions else {}
    later |= {"errors": [], "notices": []}
    for report in reports:
        lines = Lines(report.source)
        found = (entries.finding(item, report, lines) for item in report.findings)
        yield from _listed(found, after=summary.findings > 0)
        summary.add(report)
        for problem in report.problems:
            later["notices" if problem.notice else "errors"].append(entries.problem(problem))
        if run.mentions:
            later["mentions"] += (entries.mention(reading, report.path) for reading in report.readings)
    yield "\n]"
    for name, listed in later.items():
        yield f',\n"{name}": ['
        yield from _listed(listed, after=False)
        yield "\n]"
    yield f',\n"summary": {entries.dumped(asdict(summary))}\n}}\n'


def _listed(listed: Iterable[Entry], *, after: bool) -> Iterator[str]:
    for entry in listed:
        yield ",\n" if after else "\n"
        yield entries.dumped(entry)
        after = True
