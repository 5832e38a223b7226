"""The glossary as tables for a spreadsheet: senses, caveats (a row for each sense of a conflation) and sources.

A cell that holds several things has one in each line. A cell that a spreadsheet would run as a formula starts with one
apostrophe more than its text.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from termlint.vocabulary import Citation, Glossary, Relation

SENSES = ("id", "term", "forms", "status", "label", "short", "definition", "domain", "sources", "relations")
CAVEATS = ("conflation", "sense", "other", "why", "situation", "sources", "inline", "footnote", "aside")
SOURCES = ("id", "authors", "year", "title", "url", "kind")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def files(glossary: Glossary) -> Mapping[str, str]:
    """Three tables, each with a row of headings."""
    return {
        "senses.csv": _table(SENSES, _senses(glossary)),
        "caveats.csv": _table(CAVEATS, _caveats(glossary)),
        "sources.csv": _table(SOURCES, (map(str, s) for s in glossary.sources.values())),
    }


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue()


def _harmless(cell: str) -> str:
    """The cell, not to be taken for a formula."""
    return f"'{cell}" if cell.lstrip("'").startswith(FORMULA) else cell


def _senses(glossary: Glossary) -> Iterator[list[str]]:
    for term in glossary.terms.values():
        for sense in term.senses:
            about = [sense.label, sense.short, sense.definition, sense.domain]
            links = [_citations(sense.sources), _relations(sense.relations)]
            yield [sense.id, term.id, "\n".join(term.forms), term.status, *about, *links]


def _caveats(glossary: Glossary) -> Iterator[list[str]]:
    for conflation in glossary.conflations():
        first, second = conflation.senses
        about = [conflation.why, conflation.situation, _citations(conflation.sources)]
        for sense, other in ((first, second), (second, first)):
            yield [conflation.id, sense, other, *about, *conflation.caveats[sense]]


def _citations(citations: Iterable[Citation]) -> str:
    return "\n".join(f"{c.source}, {c.locator}" if c.locator else c.source for c in citations)


def _relations(relations: Iterable[Relation]) -> str:
    return "\n".join(f"{r.type} {r.to}: {r.note}" if r.note else f"{r.type} {r.to}" for r in relations)
