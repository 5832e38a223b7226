"""The JSON report, as docs/json-report.md describes it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from termlint.model import Lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from termlint.model import Evidence, Finding, Problem, Reading, Report, Span

VERSION = 1
"""Grows when a key goes away or changes its meaning; new keys may join a version."""

Entry = dict[str, object]


def write(reports: Iterable[Report], *, mentions: bool = False) -> Iterator[str]:
    """One JSON object in pieces, an entry a line; the findings come as soon as they are known."""
    yield f'{{\n"version": {VERSION},\n"findings": ['
    findings: list[Finding] = []
    readings: list[Entry] = []
    errors: list[Entry] = []
    notices: list[Entry] = []
    files = affected = 0
    for report in reports:
        files += 1
        affected += bool(report.findings)
        lines = Lines(report.source)
        yield from _listed((_finding(item, report, lines) for item in report.findings), after=bool(findings))
        findings += report.findings
        errors += (_problem(problem) for problem in report.problems if not problem.notice)
        notices += (_problem(problem) for problem in report.problems if problem.notice)
        if mentions:
            readings += (_mention(reading, report.path) for reading in report.readings)
    yield "\n]"
    for name, entries in (("mentions", readings), ("errors", errors), ("notices", notices)):
        if name != "mentions" or mentions:
            yield f',\n"{name}": ['
            yield from _listed(entries, after=False)
            yield "\n]"
    warnings = sum(finding.level == "warning" for finding in findings)
    summary = {
        "files": files,
        "files_with_findings": affected,
        "findings": len(findings),
        "warnings": warnings,
        "suggestions": len(findings) - warnings,
        "errors": len(errors),
        "notices": len(notices),
    }
    yield f',\n"summary": {_dumped(summary)}\n}}\n'


def _listed(entries: Iterable[Entry], *, after: bool) -> Iterator[str]:
    for entry in entries:
        yield ",\n" if after else "\n"
        yield _dumped(entry)
        after = True


def _dumped(entry: Mapping[str, object]) -> str:
    return json.dumps(entry, ensure_ascii=False, allow_nan=False)


def _short(sense: str) -> str:
    """A sense's id within its term."""
    return sense.rpartition(".")[2]


def _place(span: Span, lines: Lines) -> Entry:
    line, column = lines.point(span.start)
    end_line, end_column = lines.point(span.end)
    return {
        "start": span.start,
        "end": span.end,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
    }


def _evidence(evidence: Iterable[Evidence]) -> list[Entry]:
    return [
        {
            "sense": _short(item.sense),
            "words": item.words,
            "start": item.span.start if item.span else None,
            "end": item.span.end if item.span else None,
            "weight": item.weight,
        }
        for item in evidence
    ]


def _finding(finding: Finding, report: Report, lines: Lines) -> Entry:
    return {
        "path": report.path,
        "term": finding.term,
        "rule": finding.rule,
        "conflation": finding.conflation,
        "senses": [_short(sense) for sense in finding.senses],
        "level": finding.level,
        **_place(finding.span, lines),
        "text": report.source[finding.span.start : finding.span.end],
        "message": finding.message,
        "evidence": _evidence(finding.evidence),
        "caveats": {_short(sense): caveats._asdict() for sense, caveats in finding.caveats.items()},
        "url": finding.url,
        "more": [_place(span, lines) for span in finding.more],
    }


def _mention(reading: Reading, path: str) -> Entry:
    return {
        "path": path,
        "term": reading.mention.term,
        "start": reading.mention.span.start,
        "end": reading.mention.span.end,
        "sense": _short(reading.sense),
        "status": reading.status,
        "scores": {_short(sense): round(score, 4) for sense, score in reading.scores.items()},
        "evidence": _evidence(reading.evidence),
    }


def _problem(problem: Problem) -> Entry:
    return {
        "path": problem.path,
        "line": problem.line or None,
        "column": problem.column or None,
        "message": problem.message,
    }
