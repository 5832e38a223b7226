"""What several formats call things: addresses and labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termlint import addresses

if TYPE_CHECKING:
    from termlint.vocabulary import Glossary, Term

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
    return base(glossary) + addresses.term(term.slug)


def sense_address(glossary: Glossary, sense: str) -> str:
    """The permanent address of a sense, given its global id."""
    return base(glossary) + addresses.entry(sense)


def domain_address(glossary: Glossary, domain: str) -> str:
    """The page of a domain."""
    return base(glossary) + addresses.domain(domain)
