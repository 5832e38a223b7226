"""The mentions of a draft as marks in its text."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from termlint.model import UNUSED
from termlint.reporters.html_text import Mark
from termlint.reporters.xmltext import harmless

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from termlint.model import Reading, Report, Span


def anchor(file: int, span: Span) -> str:
    """The id of a mention on the page."""
    return f"p{file}-{span.start}-{span.end}"


def marks(file: int, report: Report, colours: Mapping[str, str]) -> list[Mark]:
    """The mentions as marks in order, none over another; a finding's is a link to it. Colours go by sense."""
    found: dict[Span, Mark] = {}
    for mark in (*_links(file, report, colours), *(_shown(file, reading, colours) for reading in report.readings)):
        found.setdefault(mark.span, mark)
    kept: list[Mark] = []
    for mark in found.values():
        _add(mark, kept, anchor(file, mark.span))
    return kept


def _links(file: int, report: Report, colours: Mapping[str, str]) -> Iterator[Mark]:
    """The places of the findings: first those they stand at, then those they speak of as well."""
    senses = {(reading.mention.term, reading.mention.span): reading.sense for reading in report.readings}
    for kind in ("hit", "again"):
        for number, finding in enumerate(report.findings, 1):
            for span in [finding.span] if kind == "hit" else finding.more:
                colour = colours.get(senses.get((finding.term, span), finding.senses[1]), "r0")
                place = f'id="{anchor(file, span)}" href="#n{file}-{number}" data-n="{number}"'
                yield Mark(span, f'<a class="m {kind} {colour}" {place}>', "</a>")


def _shown(file: int, reading: Reading, colours: Mapping[str, str]) -> Mark:
    """A mention in the colour of its reading."""
    look = "quiet" if reading.status in UNUSED else f"m {colours.get(reading.sense, 'r0')}"
    title = harmless(f"{reading.sense} ({reading.status})")
    span = reading.mention.span
    return Mark(span, f'<span class="{look}" id="{anchor(file, span)}" title="{title}">', "</span>")


def _add(mark: Mark, kept: list[Mark], name: str) -> None:
    """Add a mark in its place; where one stands over it, as over *alignment* in *inner alignment*, only its id."""
    place = bisect_left(kept, mark.span.start, key=lambda other: other.span.start)
    over = next((n for n in (place - 1, place) if 0 <= n < len(kept) and mark.span.meets(kept[n].span)), None)
    if over is None:
        kept.insert(place, mark)
    else:
        kept[over] = kept[over]._replace(start=f'<span id="{name}"></span>{kept[over].start}')
