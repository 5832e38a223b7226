"""What several formats call things: addresses, labels, and how a source is cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from termlint.model import Citation, Glossary, Term

NOWHERE = "urn:termlint:"
"""What the names of senses begin with while the glossary has no website."""


def labels(glossary: Glossary) -> dict[str, str]:
    """The label of each sense by its global id."""
    return {sense.id: sense.label for sense in glossary.senses()}


def base(glossary: Glossary) -> str:
    """What every address of the glossary begins with."""
    return glossary.url or NOWHERE


def term_address(glossary: Glossary, term: Term) -> str:
    """The page of a term."""
    return f"{base(glossary)}t/{term.slug}/"


def sense_address(glossary: Glossary, sense: str) -> str:
    """The permanent address of a sense, given its global id."""
    slug, _, short = sense.rpartition(".")
    return f"{base(glossary)}t/{slug}/#{short}"


def domain_address(glossary: Glossary, domain: str) -> str:
    """The page of a domain."""
    return f"{base(glossary)}domains/{domain}/"


def cited(citation: Citation, glossary: Glossary) -> str:
    """A citation in one line: who, when, what, and where in it."""
    source = glossary.sources.get(citation.source)
    work = f"{source.authors} ({source.year}): {source.title}" if source else citation.source
    return f"{work}, {citation.locator}" if citation.locator else work
