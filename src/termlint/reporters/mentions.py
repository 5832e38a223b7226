"""Every mention with its reading, as text for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termlint.model import Lines
from termlint.reporters import text
from termlint.vocabulary import short_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from termlint.model import Reading, Report
    from termlint.reporters.style import Style

MIN_SHARE = 0.05
"""A sense that is less likely than that is not worth its place on the line."""


def write(reports: Iterable[Report], style: Style) -> Iterator[str]:
    """Each mention as a piece of text, with a blank line before all but the first."""
    separator = ""
    for report in reports:
        lines = Lines(report.source)
        for reading in report.readings:
            rows = _reading(reading, report.path, lines, style)
            yield separator + "".join(f"{row.rstrip()}\n" for row in rows)
            separator = "\n"


def _reading(reading: Reading, path: str, lines: Lines, style: Style) -> Iterator[str]:
    span = reading.mention.span
    name = short_id(reading.sense)
    yield "  ".join((text.place(path, lines, span, style), style.paint(name, "name"), f"({reading.status})"))
    yield from text.source(lines, span, style)
    likely = sorted(reading.scores.items(), key=lambda item: (-item[1], item[0] != reading.sense, item[0]))
    shares = [f"{short_id(sense)} {share:.0%}" for sense, share in likely if share >= MIN_SHARE]
    line = lines.point(span.start).line
    if shares:
        yield from style.rows("  Likely", ", ".join(shares), 11)
    for sense, _ in likely:
        for label, wanted in (("  For", 1), ("  Against", -1)):
            items = [item for item in reading.evidence if item.sense == sense and item.weight * wanted > 0]
            if items:
                weight = sum(item.weight for item in items)
                shown = text.words(items, lines, line, style)
                yield from style.rows(label, f"{short_id(sense)} ({weight:+g}): {shown}", 11)
    if reading.step:
        yield from style.rows("  Decided", reading.step, 11)
