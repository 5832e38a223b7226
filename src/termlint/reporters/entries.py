"""Findings, mentions and problems as the JSON formats write them; docs/json-report.md says what each key holds."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from termlint.model import short_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from termlint.model import Evidence, Finding, Lines, Problem, Reading, Report, Span

VERSION = 1
"""Grows when a key goes away or changes its meaning; new keys may join a version."""

Entry = dict[str, object]


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
        """Count what a report has."""
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


def dumped(entry: Mapping[str, object]) -> str:
    """An entry as a line of JSON."""
    return json.dumps(entry, ensure_ascii=False, allow_nan=False)


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
            "sense": short_id(item.sense) or None,
            "words": item.words,
            "start": item.span.start if item.span else None,
            "end": item.span.end if item.span else None,
            "weight": item.weight,
        }
        for item in evidence
    ]


def finding(finding: Finding, report: Report, lines: Lines) -> Entry:
    """A finding of a report, whose lines are given."""
    return {
        "path": report.path,
        "term": finding.term,
        "rule": finding.rule,
        "conflation": finding.conflation,
        "senses": [short_id(sense) for sense in finding.senses],
        "level": finding.level,
        **_place(finding.span, lines),
        "text": report.source[finding.span.start : finding.span.end],
        "message": finding.message,
        "evidence": _evidence(finding.evidence),
        "caveats": {short_id(sense): caveats._asdict() for sense, caveats in finding.caveats.items()},
        "url": finding.url,
        "more": [_place(span, lines) for span in finding.more],
    }


def mention(reading: Reading, path: str) -> Entry:
    """A mention with its reading."""
    return {
        "path": path,
        "term": reading.mention.term,
        "start": reading.mention.span.start,
        "end": reading.mention.span.end,
        "sense": short_id(reading.sense),
        "status": reading.status,
        "scores": {short_id(sense): round(score, 4) for sense, score in reading.scores.items()},
        "evidence": _evidence(reading.evidence),
    }


def problem(problem: Problem) -> Entry:
    """Something wrong with an input, or odd about it."""
    return {
        "path": problem.path,
        "line": problem.line or None,
        "column": problem.column or None,
        "message": problem.message,
    }
