"""What stands beside a draft on the HTML page: the findings, the meaning of the colours, the list of mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from termlint.model import ASKED
from termlint.reporters import wording
from termlint.reporters.html_marks import anchor
from termlint.reporters.xmltext import harmless
from termlint.vocabulary import short_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from termlint.model import Finding, Lines, Reading, Report
    from termlint.reporters.run import Run

COLOURS = 8
MAX_WORDS = 5
MAX_PLACES = 8
MAX_TERMS = 4
"""With more terms on a page, what the colours mean is folded away."""


class Senses(NamedTuple):
    """What the page says of senses."""

    colours: Mapping[str, str]
    """The CSS class of each sense that occurs."""
    glosses: Mapping[str, str]
    terms: Mapping[str, list[str]]
    """The senses that occur, by the term's lemma."""


def senses(run: Run, reports: Iterable[Report]) -> Senses:
    """The senses that occur, each with a colour that no other of its term has, as far as there are enough."""
    used: dict[str, None] = {}
    for report in reports:
        used.update((sense, None) for finding in report.findings for sense in finding.senses)
        used.update((reading.sense, None) for reading in report.readings)
    every = run.glossary().terms.values()
    occurring = {term.id: [sense.id for sense in term.senses if sense.id in used] for term in every}
    terms = {lemma: listed for lemma, listed in occurring.items() if listed}
    colours = {sense: f"r{n % COLOURS}" for listed in terms.values() for n, sense in enumerate(listed)}
    return Senses(colours, run.glosses, terms)


def legend(known: Senses) -> Iterator[str]:
    """What the marks say, and what each colour stands for."""
    if not known.colours:
        return
    yield '<p class="key">Numbered and filled: a finding. Underlined: how the word was read; nothing to do.</p>\n'
    shown = " open" * (len(known.terms) <= MAX_TERMS)
    yield f'<details class="legend"{shown}><summary>What the colors mean</summary>\n<dl>\n'
    for lemma, listed in known.terms.items():
        yield f"<dt>{harmless(lemma)}</dt><dd>"
        yield from (f"<span>{_swatch(sense, known)} <small>{_gloss(sense, known)}</small></span> " for sense in listed)
        yield "</dd>\n"
    yield "</dl>\n<p>A dotted line: another field's sense, or talk about the word itself.</p></details>\n"


def note(number: int, finding: Finding, lines: Lines, file: int, known: Senses) -> Iterator[str]:
    """A finding as it stands in the margin."""
    here = f"n{file}-{number}"
    words = harmless(wording.words(lines.text, finding.span))
    yield f'<div class="note {finding.level}" role="note" id="{here}" aria-labelledby="{here}-h">\n'
    yield f'<h3 id="{here}-h"><a href="#{anchor(file, finding.span)}"><b>{number}</b> “{words}”</a></h3>\n'
    yield f"<p>{harmless(finding.message)}</p>\n<dl>\n"
    for sense in finding.senses:
        yield f"<dt>{_swatch(sense, known)}: <i>{_gloss(sense, known)}</i></dt>\n"
        if because := _because(finding, sense):
            yield f'<dd class="because">because of {because}</dd>\n'
        if sense in finding.caveats:
            caveat = harmless(finding.caveats[sense].inline)
            yield f'<dd><span class="because">if meant, add</span> <span class="caveat">({caveat})</span></dd>\n'
    yield "</dl>\n"
    if asked := _because(finding, ASKED):
        yield f'<p class="because">triggered by {asked}</p>\n'
    yield f'<p class="foot">{" · ".join(_foot(finding, lines, file))}</p>\n</div>\n'


def _swatch(sense: str, known: Senses) -> str:
    colour = known.colours.get(sense, "r0")
    return f'<span class="swatch {colour}"></span>{harmless(short_id(sense))}'


def _gloss(sense: str, known: Senses) -> str:
    return harmless(known.glosses.get(sense, ""))


def _because(finding: Finding, sense: str) -> str:
    """The words that speak for a sense, or are why it is asked."""
    speaking = wording.speaking(finding, sense)
    quoted = dict.fromkeys(f"“{' '.join(item.words.split())}”" for item in speaking)
    return harmless(", ".join(list(quoted)[:MAX_WORDS]))


def _foot(finding: Finding, lines: Lines, file: int) -> Iterator[str]:
    """Where else the rule applies, and where to read on."""
    places = [wording.place(span, lines) for span in finding.more]
    links = [f'<a href="#{anchor(file, s)}">{p}</a>' for s, p in zip(finding.more, places, strict=True)]
    if links:
        rest = f" and {len(links) - MAX_PLACES} more" if len(links) > MAX_PLACES else ""
        yield f"also at {', '.join(links[:MAX_PLACES])}{rest}"
    url, rule = wording.link(finding), harmless(finding.rule)
    yield f'<a href="{harmless(url)}" rel="noreferrer">{rule}</a>' if url else rule
    yield finding.level


def table(readings: Iterable[Reading], lines: Lines, file: int) -> Iterator[str]:
    """Every mention with its reading, for those who cannot tell the colours, and to look one up."""
    rows = [_row(reading, lines, file) for reading in readings]
    if not rows:
        return
    yield f'<details class="all"><summary>All mentions ({len(rows)})</summary>\n<table>\n'
    yield '<thead><tr><th scope="col">place</th><th scope="col">mention</th><th scope="col">read as</th>'
    yield '<th scope="col">status</th></tr></thead>\n<tbody>\n'
    yield from rows
    yield "</tbody>\n</table></details>\n"


def _row(reading: Reading, lines: Lines, file: int) -> str:
    span = reading.mention.span
    place = wording.place(span, lines)
    words = harmless(wording.words(lines.text, span))
    cells = [f'<a href="#{anchor(file, span)}">{place}</a>', words, harmless(reading.sense), reading.status]
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>\n"
