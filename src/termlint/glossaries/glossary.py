"""The glossary: its YAML files read, checked and put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termlint.errors import DataError
from termlint.glossaries import entries, references, shipped
from termlint.glossaries.references import Entry, Published, Written
from termlint.guessing import Guesses
from termlint.model import Caveats, Origin, Problem
from termlint.nodes import yamlfiles
from termlint.nodes.schema import Record, Sheet
from termlint.vocabulary import (
    Change,
    Citation,
    Conflation,
    Example,
    Glossary,
    Relation,
    Sense,
    Source,
    Term,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


def builtin() -> Path:
    """The folder of the glossary that comes with termlint."""
    return shipped.folder("glossary")


def load(paths: Sequence[Path]) -> Glossary:
    """The glossary of some folders; a later folder adds terms, or replaces the term of the same lemma."""
    return built(read(paths))


def read(paths: Sequence[Path]) -> Written:
    """What the files of some folders say, once it is known that all of it fits together."""
    problems: list[Problem] = []
    guesses = Guesses()
    sheets: list[Sheet] = []
    written = Written()
    whole = True
    for folder in paths:
        for file in yamlfiles.read(folder, problems):
            sheets.append(Sheet(str(file.path), guesses))
            whole &= _read(file, sheets[-1], written)
    # Names are looked up only where every file could be read: one broken file is no reason to call its names unknown.
    if whole and not problems:
        references.check(written)
    problems += [problem for sheet in sheets for problem in sheet.problems]
    if not problems and not written.terms:
        problems += [Problem(str(folder), "holds no term: expected files such as agent.yaml") for folder in paths]
    if problems:
        raise DataError(problems)
    return written


def _read(file: yamlfiles.File, sheet: Sheet, written: Written) -> bool:
    """Add what a file says, and note what is wrong with it; whether it has entries at all."""
    stem = file.path.stem
    found = entries.SHARED.get(stem, entries.TERM)(file.node, sheet)
    if not isinstance(found, Record):
        return False
    if stem == "sources":
        written.sources.update({key: found.record(key) for key in found.values})
    elif stem == "published":
        written.published.append(Published(file.path.parent, found, sheet))
    elif stem in entries.SHARED:
        (written.domains if stem == "domains" else written.meta).update({key: found.text(key) for key in found.values})
    else:
        entries.check_term(found, stem, sheet)
        if lemma := found.text("term"):
            # Last, as its folder is: what does not fit the terms of earlier folders is told where it is written.
            if old := written.terms.pop(str(lemma), None):
                written.replaced[str(lemma)] = old
            written.terms[str(lemma)] = Entry(stem, found, sheet)
        else:
            sheet.misnamed(found.at, stem, entries.SHARED)
    return True


def built(written: Written) -> Glossary:
    """The glossary that some files are the text of."""
    return Glossary(
        terms={lemma: _term(lemma, entry) for lemma, entry in sorted(written.terms.items())},
        sources={key: _source(key, source) for key, source in sorted(written.sources.items())},
        domains={key: str(label) for key, label in written.domains.items()},
        title=str(written.meta.get("title", "")),
        version=str(written.meta.get("version", "")),
        url=rooted(str(written.meta.get("url", ""))),
        license=str(written.meta.get("license", "")),
        renamed=references.renamed(written.published),
    )


def rooted(url: str) -> str:
    """A website's address, ending in a slash; empty where there is none."""
    return url if not url or url.endswith("/") else url + "/"


def _term(lemma: str, entry: Entry) -> Term:
    slug, term, sheet = entry
    senses = tuple(_sense(slug, sense) for sense in term.records("senses"))
    broader = {sense.id: tuple(r.to for r in sense.relations if r.type == "broader") for sense in senses}
    return Term(
        id=lemma,
        slug=slug,
        forms=tuple(map(str, term.texts("forms"))),
        summary=str(term.text("summary")),
        status=str(term.text("status")),
        senses=senses,
        conflations=tuple(_conflation(slug, conflation, broader) for conflation in term.records("conflations")),
        examples=tuple(example(slug, record, sheet, "") for record in term.records("examples")),
        history=tuple(Change(str(c.text("date")), str(c.text("change"))) for c in term.records("history")),
        origin=Origin(sheet.path, *term.at),
    )


def _sense(slug: str, sense: Record) -> Sense:
    return Sense(
        id=f"{slug}.{sense.text('id')}",
        label=str(sense.text("label")),
        short=str(sense.text("short")),
        definition=str(sense.text("definition")),
        domain=str(sense.text("domain")),
        sources=_citations(sense),
        relations=tuple(
            Relation(str(r.text("type")), str(r.text("to")), str(r.text("note"))) for r in sense.records("relations")
        ),
    )


def _conflation(slug: str, conflation: Record, broader: Mapping[str, tuple[str, ...]]) -> Conflation:
    """A conflation; `broader` has the senses of which each sense of the term is a kind."""
    first, second = conflation.texts("senses")
    caveats, modest = conflation.record("caveats"), conflation.text("claims_less")
    less = f"{slug}.{modest}" if modest else ""
    return Conflation(
        id=f"{slug}.{conflation.text('id')}",
        senses=(f"{slug}.{first}", f"{slug}.{second}"),
        why=str(conflation.text("why")),
        situation=str(conflation.text("situation")),
        sources=_citations(conflation),
        caveats={f"{slug}.{sense}": _caveats(caveats.record(sense)) for sense in (first, second)},
        claims_less=less,
        broader=broader.get(less, ()),
    )


def _caveats(caveats: Record) -> Caveats:
    return Caveats(*(str(caveats.text(size)) for size in Caveats._fields))


def example(slug: str, record: Record, sheet: Sheet, rule: str) -> Example:
    """An example as a test; `rule` is the one it stands with, if any."""
    sense, conflation = record.text("sense"), record.text("conflation")
    return Example(
        text=str(record.text("text")),
        report=rule if record.values.get("report") is True else str(record.text("report")),
        passes=str(record.text("pass")),
        sense=f"{slug}.{sense}" if sense else "",
        conflation=f"{slug}.{conflation}" if conflation else "",
        todo=frozenset(map(str, record.texts("todo"))),
        origin=Origin(sheet.path, *record.at),
    )


def _source(key: str, source: Record) -> Source:
    authors, title, url = (str(source.text(name)) for name in ("authors", "title", "url"))
    return Source(key, authors, int(source.number("year")), title, url, str(source.text("kind")) or "primary")


def _citations(owner: Record) -> tuple[Citation, ...]:
    return tuple(Citation(str(c.text("source")), str(c.text("locator"))) for c in owner.records("sources"))
