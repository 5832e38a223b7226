"""Where essays use the terms, and what is reported in them: a page an essay, and for each term its uses by sense."""

from __future__ import annotations

import os
from collections import Counter
from itertools import chain, count
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from termlint.glossaries import entries
from termlint.markup import frontmatter
from termlint.model import ASKED, Lines
from termlint.reporters import wording
from termlint.settling import caveats

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from termlint.model import Document, Finding, Mention, Reading, Report, Span

AROUND = 110
"""So many characters of a sentence are shown on either side of a use."""
SHOWN = 3
"""So many uses of a sense are shown on the term's page; its page of uses has them all."""


class Place(NamedTuple):
    """A use in its sentence."""

    before: str
    word: str
    after: str
    line: int
    anchor: str


class Use(NamedTuple):
    """A use of a term and how it is read."""

    term: str
    sense: str
    status: str
    place: Place
    rule: str
    """The rule that reports it, if any."""
    essay: str
    """The essay's title."""
    url: str


class Reported(NamedTuple):
    """A finding in an essay."""

    finding: Finding
    place: Place
    words: Mapping[str, tuple[str, ...]]
    """By sense, the words that speak for it; without a sense, those for which it is asked."""
    more: tuple[Place, ...]


class Essay(NamedTuple):
    """A draft with its uses and findings."""

    title: str
    path: str
    url: str
    link: str
    """Where the draft itself stands, if that is known."""
    uses: tuple[Use, ...]
    findings: tuple[Reported, ...]

    def counted(self) -> dict[str, dict[str, int]]:
        """How often it uses each term in each sense, the most frequent first."""
        counts: dict[str, Counter[str]] = {}
        for use in self.uses:
            counts.setdefault(use.term, Counter())[use.sense] += 1
        most_first = sorted(counts.items(), key=lambda pair: -pair[1].total())
        return {lemma: dict(of.most_common()) for lemma, of in most_first}


def essays(reports: Iterable[Report], base: str) -> list[Essay]:
    """The essays of some reports that could be read; `base` is the address that their paths are relative to."""
    names: set[str] = set()
    read = [report for report in reports if report.source]
    shown = _within([report.path for report in read])
    return [_essay(r._replace(path=path), _name(path, names), base) for r, path in zip(read, shown, strict=True)]


def by_term(found: Iterable[Essay]) -> dict[str, dict[str, list[Use]]]:
    """The uses in all essays by lemma and by sense, the most frequent sense first."""
    uses: dict[str, dict[str, list[Use]]] = {}
    for essay in found:
        for use in essay.uses:
            uses.setdefault(use.term, {}).setdefault(use.sense, []).append(use)
    return {lemma: dict(sorted(of.items(), key=lambda pair: -len(pair[1]))) for lemma, of in uses.items()}


def _essay(report: Report, name: str, base: str) -> Essay:
    document, _ = caveats.read(report.path, report.source)
    url = f"drafts/{name}/"
    title = _title(document)
    places = _places(report.readings, document, Lines(report.source))
    rules = {(found.term, span): found.rule for found in report.findings for span in (found.span, *found.more)}
    uses = tuple(
        Use(r.mention.term, r.sense, r.status, place, rules.get(key, ""), title, url)
        for r, (key, place) in zip(report.readings, places.items(), strict=True)
    )
    findings = tuple(_reported(finding, places) for finding in report.findings)
    return Essay(title, report.path, url, base + quote(report.path) if base else "", uses, findings)


def _places(readings: Iterable[Reading], document: Document, lines: Lines) -> dict[tuple[str, Span], Place]:
    """Where each use stands, by its term and its span in the source."""
    return {
        (reading.mention.term, reading.mention.span): _place(reading.mention, document, lines, number)
        for number, reading in enumerate(readings, 1)
    }


def _place(mention: Mention, document: Document, lines: Lines, number: int) -> Place:
    text = document.blocks[mention.block].text
    start, end = mention.sentence
    before, after = text[start : mention.at.start], text[mention.at.end : end]
    if len(before) > AROUND:
        before = "… " + before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0] + " …"
    word = text[mention.at.start : mention.at.end]
    return Place(before, word, after, lines.point(mention.span.start).line, f"u{number}")


def _reported(finding: Finding, places: Mapping[tuple[str, Span], Place]) -> Reported:
    words: dict[str, dict[str, None]] = {}
    for sense in (*finding.senses, ASKED):
        for item in wording.speaking(finding, sense):
            words.setdefault(sense, {})[" ".join(item.words.split())] = None
    return Reported(
        finding,
        places[finding.term, finding.span],
        {sense: tuple(said) for sense, said in words.items()},
        tuple(places[finding.term, span] for span in finding.more),
    )


def _title(document: Document) -> str:
    """An essay's title as its front matter says it, else its first heading of the first level, else its file's name."""
    _, written = frontmatter.title(document)
    said = written[1:-1] if written[:1] in {'"', "'"} and written[1:].endswith(written[0]) else written
    headings: Iterator[str] = (block.text for block in document.blocks if block.level == 1)
    return said.strip() or next(headings, "") or PurePath(document.path).stem


def _within(paths: list[str]) -> list[str]:
    """Paths to show: of those from the root of this machine, what is below the folder that holds them all."""
    absolute = [PurePath(path) for path in paths if PurePath(path).is_absolute()]
    above = PurePath(os.path.commonpath([path.parent for path in absolute])).parent if absolute else PurePath()
    return [
        PurePath(path).relative_to(above).as_posix() if PurePath(path).is_absolute() else PurePath(path).as_posix()
        for path in paths
    ]


def _name(path: str, taken: set[str]) -> str:
    """A name for an essay's page, none twice."""
    stem = entries.slug(PurePath(path).with_suffix("").as_posix().replace("/", " ")) or "essay"
    names = chain([stem], (f"{stem}-{number}" for number in count(2)))
    name = next(name for name in names if name not in taken)
    taken.add(name)
    return name
