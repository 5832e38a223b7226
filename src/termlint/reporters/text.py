"""Findings as text for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termlint.model import ASKED, Lines
from termlint.reporters import wording
from termlint.reporters.cells import NO_BREAK, cells, excerpt
from termlint.vocabulary import short_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from termlint.model import Evidence, Finding, Report, Span
    from termlint.reporters.run import Run
    from termlint.reporters.style import Style

MAX_WORDS = 4
"""So many words of evidence are shown; the JSON report has them all."""


def write(reports: Iterable[Report], run: Run) -> Iterator[str]:
    """Each finding as a piece of text, with a blank line before all but the first; without any, no glossary is read.

    What a pair of readings is, a draft is told once.
    """
    separator = ""
    for report in reports:
        lines = Lines(report.source)
        pairs: dict[object, str] = {}
        for finding in report.findings:
            said = (finding.senses, tuple(finding.caveats))
            rows = _finding(finding, report.path, lines, run, pairs.get(said, ""))
            pairs.setdefault(said, wording.place(finding.span, lines))
            yield separator + "".join(f"{row.rstrip()}\n" for row in rows)
            separator = "\n"


def place(path: str, lines: Lines, span: Span, style: Style) -> str:
    """Where a mention starts, as editors read it: ``path:line:column``."""
    return style.paint(f"{path}:{wording.place(span, lines)}", "place")


def source(lines: Lines, span: Span, style: Style) -> Iterator[str]:
    """The lines of the draft that a mention stands in, each with the mention underlined."""
    first, last = lines.point(span.start).line, lines.point(span.end - 1).line
    gutter = max(5, len(str(last)) + 1)
    for number in range(first, last + 1):
        begin, line = lines.starts[number - 1], lines.line(number)
        # What a wrapped mention goes on with is after the next line's indentation and quote marks.
        start = span.start - begin if number == first else len(line) - len(line.lstrip(" \t>"))
        end = min(span.end - begin, len(line))
        part = excerpt(line, start, end, style.width - gutter - 3)
        bar = style.paint(f"{number:>{gutter}} │ ", "label")
        yield bar + part.before + style.paint(part.stretch, "mention") + part.after
        bar = style.paint(f"{'':>{gutter}} │ ", "label")
        yield bar + " " * cells(part.before) + style.paint("~" * cells(part.stretch), "mention")


def words(evidence: Iterable[Evidence], lines: Lines, near: int, style: Style) -> str:
    """The words of some evidence, quoted; those of other lines than `near` with their line."""
    found: dict[str, None] = {}
    for item in evidence:
        line = lines.point(item.span.start).line
        quoted = f"“{style.short(item.words)}”"
        found[quoted if line == near else f"{quoted} (line{NO_BREAK}{line})"] = None
    more = ["…"] if len(found) > MAX_WORDS else []
    return ", ".join([*list(found)[:MAX_WORDS], *more])


def _finding(finding: Finding, path: str, lines: Lines, run: Run, told: str) -> Iterator[str]:
    """A finding in rows; what has been `told` of the same pair at some place of the draft is not told again."""
    style = run.style
    yield "  ".join(
        (
            place(path, lines, finding.span, style),
            style.paint(finding.level, finding.level),
            style.paint(finding.rule, "name"),
        )
    )
    yield from source(lines, finding.span, style)
    yield from style.rows("  ", finding.message, 2)
    yield ""
    line = lines.point(finding.span.start).line
    names = [short_id(sense) for sense in finding.senses]
    column = max(len("    if meant, add  "), *(len(f"  Read as {name}  ") for name in names))
    for sense, name in zip(finding.senses, names, strict=True):
        speaking = words(wording.speaking(finding, sense), lines, line, style)
        if told:
            yield from style.rows("  Read as ", f"because of {speaking}" if speaking else "", column, name=name)
            continue
        yield from style.rows("  Read as ", run.shorts.get(sense, ""), column, name=name)
        if speaking:
            yield from style.rows("    because of", speaking, column)
        if sense in finding.caveats:
            caveat: str = getattr(finding.caveats[sense], run.caveat)
            shown = f"({caveat})" if run.caveat == "inline" else caveat
            yield from style.rows("    if meant, add", shown, column, "caveat")
    if asked := words(wording.speaking(finding, ASKED), lines, line, style):
        yield from style.rows("  Triggered by", asked, column)
    yield ""
    known = f"Same readings and caveats as at {told}" if told else ""
    further = list(filter(None, (wording.also(finding, lines), known, f"termlint explain {finding.rule}", finding.url)))
    in_one_row = " · ".join(further)
    for row in [in_one_row] if len(in_one_row) + 2 <= style.width else further:
        yield from style.rows("  ", row, 2)
