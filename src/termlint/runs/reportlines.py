"""A report as text and back, without its source: JSON, and nothing but JSON.

What comes back is checked, part by part, as it may have been written by anyone.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast, get_args

from termlint.model import LEVELS, Caveats, Evidence, Finding, Mention, Problem, Reading, Report, Span, Status, Trace

if TYPE_CHECKING:
    from collections.abc import Callable

    from termlint.model import Level


def written(report: Report) -> list[str]:
    """What a report says, in two lines: what is told, and the readings of all mentions."""
    _, _, findings, readings, problems, traces = report
    return [json.dumps(part, separators=(",", ":")) for part in ((findings, problems, traces), readings)]


def read(lines: list[str], path: str, source: str) -> Report:
    """The report that `written` made these lines of; `ValueError` or `TypeError` where they are no such lines.

    Without the second line there are no readings.
    """
    findings, problems, traces = json.loads(lines[0])
    reader = _Reader(len(source))
    return Report(
        path,
        source,
        reader.all(reader.finding, findings),
        reader.all(reader.reading, json.loads(lines[1]) if len(lines) > 1 else []),
        reader.all(_problem, problems),
        reader.all(_trace, traces),
    )


class _Reader:
    """Makes values of a draft of some length."""

    def __init__(self, length: int) -> None:
        self.length = length

    @staticmethod
    def all(make: Callable[..., Any], rows: list[list[Any]]) -> tuple[Any, ...]:
        """The values of a list of rows."""
        return tuple([make(*row) for row in rows])

    def span(self, start: int, end: int) -> Span:
        """A place in the source."""
        if not 0 <= start <= end <= self.length:
            raise ValueError(start, end)
        return Span(_whole(start), _whole(end))

    def evidence(self, sense: str, words: str, span: list[int], weight: float) -> Evidence:
        """Words that speak for a sense."""
        return Evidence(_text(sense), _text(words), self.span(*span), _number(weight))

    def finding(self, *row: Any) -> Finding:  # noqa: ANN401 - as JSON has it
        """A finding."""
        rule, term, conflation, (first, second), level, span, message, evidence, caveats, url, more = row
        return Finding(
            _text(rule),
            _text(term),
            _text(conflation),
            (_text(first), _text(second)),
            cast("Level", _one_of(level, LEVELS)),
            self.span(*span),
            _text(message),
            self.all(self.evidence, evidence),
            {sense: Caveats(*map(_text, texts)) for sense, texts in caveats.items()},
            _text(url),
            self.all(self.span, more),
        )

    def reading(self, *row: Any) -> Reading:  # noqa: ANN401 - the same
        """A reading."""
        (term, block, at, span, sentence), sense, status, scores, evidence, step, phrase, denied, reported, more = row
        return Reading(
            Mention(_text(term), _whole(block), _span(*at), self.span(*span), _span(*sentence)),
            _text(sense),
            cast("Status", _one_of(status, _STATUSES)),
            {sense: _number(score) for sense, score in scores.items()},
            self.all(self.evidence, evidence),
            _text(step),
            _span(*phrase),
            denied is True,
            reported is True,
            more is True,
        )


_STATUSES = get_args(Status)


def _problem(path: str, message: str, line: int, column: int, notice: bool) -> Problem:  # noqa: FBT001 - a row of JSON
    return Problem(_text(path), _text(message), _whole(line), _whole(column), notice is True)


def _trace(rule: str, sentence: str, wanted: bool) -> Trace:  # noqa: FBT001 - the same
    return Trace(_text(rule), _text(sentence), wanted is True)


def _span(start: int, end: int) -> Span:
    """A place in a block's text."""
    return Span(_whole(start), _whole(end))


def _text(value: str) -> str:
    return cast("str", _of(str, value))


def _whole(value: int) -> int:
    return cast("int", _of(int, value))


def _number(value: float) -> float:
    return value if type(value) is float else _whole(cast("int", value))


def _one_of(value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise ValueError(value)
    return value


def _of(kind: type, value: object) -> object:
    if type(value) is not kind:
        raise TypeError(value)
    return value
