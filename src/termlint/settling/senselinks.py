"""Links from a mention to a sense of its term, on the website of the glossary."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from termlint import addresses
from termlint.nodes.yamltext import shown
from termlint.vocabulary import called_now, short_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from termlint.model import Mention
    from termlint.reading.wordindex import DocumentIndex
    from termlint.vocabulary import Glossary, Term

_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def senses(index: DocumentIndex, mention: Mention, glossary: Glossary) -> Iterator[str]:
    """The senses of its term that links around a mention lead to."""
    known = {sense.id for sense in glossary.terms[mention.term].senses}
    yield from (name for name in _named(index, mention, glossary) if name in known)


def complaints(index: DocumentIndex, mentions: Sequence[Mention], glossary: Glossary) -> Iterator[tuple[int, str]]:
    """A complaint for each link to a sense that does not exist, with its place."""
    for mention in mentions:
        for name in _named(index, mention, glossary):
            if complaint := _complaint(name, glossary.terms[mention.term]):
                yield mention.span.start, complaint


def _complaint(name: str, term: Term) -> str:
    """What is wrong with a link to a part of a term's page; empty if nothing is."""
    if name in {sense.id for sense in term.senses} | {conflation.id for conflation in term.conflations}:
        return ""
    legal = ", ".join(short_id(sense.id) for sense in term.senses)
    wrong = shown(short_id(name))
    return f"this link settles nothing: {term.id} has no sense {wrong} (legal: {legal})"


def _named(index: DocumentIndex, mention: Mention, glossary: Glossary) -> Iterator[str]:
    """The parts of its term's page that links around a mention lead to, as global ids; some may not exist."""
    slug = glossary.terms[mention.term].slug
    for mark in index.marks(mention.block).around(mention.at):
        found = addresses.PART.search(mark.target) if mark.kind == "link" and _ours(mark.target, glossary.url) else None
        if found:
            name = f"{found['slug']}.{found['name']}"
            now = called_now(glossary.renamed, "senses", name) or name
            if slug in {found["slug"], now.partition(".")[0]}:
                yield now


def _ours(target: str, url: str) -> bool:
    """Whether a link may lead to the glossary's website: a relative one may, if the website holds the drafts, too."""
    if _ABSOLUTE.match(target):
        return bool(url) and target.startswith(url)
    return True
