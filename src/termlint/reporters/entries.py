"""Findings, mentions and problems as the JSON formats write them; docs/json-report.md says what each key holds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from termlint.reporters import columns
from termlint.vocabulary import short_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from termlint.model import Evidence, Finding, Lines, Problem, Reading, Report, Span

VERSION = 1
"""Grows when a key goes away or changes its meaning; new keys may join a version."""

Entry = dict[str, object]


def dumped(entry: Mapping[str, object]) -> str:
    """An entry as a line of JSON."""
    return json.dumps(entry, ensure_ascii=False, allow_nan=False)


def _place(span: Span, lines: Lines) -> Entry:
    return {**span._asdict(), **columns.region(lines, span)._asdict()}


def _evidence(evidence: Iterable[Evidence]) -> list[Entry]:
    return [
        {
            "sense": short_id(item.sense) or None,
            "words": item.words,
            "start": item.span.start,
            "end": item.span.end,
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
