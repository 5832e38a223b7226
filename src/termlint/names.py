"""The names that users can give for rules (their ids, conflations, terms) and for findings (also levels)."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeAlias, TypeVar

from termlint import guessing
from termlint.model import LEVELS
from termlint.vocabulary import Sense, called_now

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from termlint.guessing import Guesses
    from termlint.vocabulary import Conflation, Glossary, Rule, Ruleset, Term

T = TypeVar("T")
Entry: TypeAlias = "Term | Sense | Conflation | Rule | Against"

LONGEST = 80
"""How much is shown of a name that does not exist."""


class Said(NamedTuple):
    """What a finding can report: a rule's id, and a conflation that the rule can name."""

    rule: str
    conflation: str
    """Empty for a use against the draft's contract whose two senses are not of one conflation."""


class Against(NamedTuple):
    """The reports of a term's uses against a draft's contract, as an entry like a rule."""

    id: str
    term: Term


class Index(Generic[T]):
    """Things by name, including names that were published and have changed."""

    def __init__(self, known: Mapping[str, T], renamed: Mapping[str, Mapping[str, str]]) -> None:
        """`known` has every name in lower case, `renamed` is that of a glossary."""
        self.known = known
        self.renamed = renamed

    @cached_property
    def loosely(self) -> Mapping[str, T]:
        """The same with spaces for hyphens in the names."""
        return {spoken(name): each for name, each in self.known.items()}

    def find(self, text: str) -> T | None:
        """What a text names, if anything: in upper or lower case, with hyphens or spaces, also by an old name."""
        name = " ".join(text.split()).lower()
        now = (called_now(self.renamed, kind, name).lower() for kind in self.renamed)
        found = self.known.get(name) or self.loosely.get(spoken(text))
        return found or next(filter(None, map(self.known.get, now)), None)


class Names:
    """All names, and the findings that each covers."""

    def __init__(self, known: Mapping[str, str], glossary: Glossary, ruleset: Ruleset) -> None:
        """`known` maps every name, in lower case, to the one it stands for."""
        self.index = Index(known, glossary.renamed)
        self.glossary = glossary
        self.ruleset = ruleset

    @cached_property
    def covers(self) -> Mapping[str, frozenset[Said]]:
        """What the findings under each name can report; only needed for drafts with comments.

        Levels are not in it: a rule can warn in one sentence and suggest in another.
        """
        covers: dict[str, set[Said]] = defaultdict(set)
        for said, term in _said(self.glossary, self.ruleset):
            for name in filter(None, (*said, term)):
                covers[name].add(said)
        return {name: frozenset(all_said) for name, all_said in covers.items()}

    @cached_property
    def everything(self) -> frozenset[Said]:
        """What all findings can report."""
        return frozenset().union(*self.covers.values())

    def find(self, text: str) -> str:
        """The name that a text stands for (*agent* for ``Agents``); empty if none."""
        return self.index.find(text) or ""

    def unknown(self, text: str, guesses: Guesses) -> str:
        """The message about a text that stands for no name."""
        known = self.index.known
        near = guesses.nearest(text.lower(), known)
        near = near or [name for name in known if name.endswith(f".{text.lower()}")][:1]
        asked = guessing.question([known[name] for name in near])
        hint = f": {asked}" if asked else " (termlint explain TERM lists those of a term)"
        if " " in text.strip() and all(map(self.find, text.split())):
            hint = ": put commas between names"
        shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
        return f"there is no term, conflation or rule called '{shown}'{hint}"


def spoken(text: str) -> str:
    """A name in lower case with spaces for hyphens; it may be written with either."""
    return " ".join(text.lower().replace("-", " ").split())


def contract_id(slug: str) -> str:
    """The id, like that of a rule, of reports of a term's uses against a draft's contract."""
    return f"{slug}-contract"


def of(glossary: Glossary, ruleset: Ruleset) -> Names:
    """The names of everything: terms (in all their written forms), conflations, rules and levels."""
    known = {name: entry.id for name, entry in entries(glossary, ruleset).items() if not isinstance(entry, Sense)}
    return Names({level: level for level in LEVELS} | known, glossary, ruleset)


def entries(glossary: Glossary, ruleset: Ruleset) -> dict[str, Entry]:
    """Everything that has a name, by each of its names in lower case; later ones win."""
    found: dict[str, Entry] = {}
    for term in glossary.terms.values():
        found |= dict.fromkeys(map(str.lower, (*term.forms, term.slug, term.id)), term)
    contracts = (Against(contract_id(term.slug), term) for term in glossary.terms.values())
    others: tuple[Entry, ...] = (*glossary.senses(), *glossary.conflations(), *ruleset.rules(), *contracts)
    return found | {each.id.lower(): each for each in others}


def _said(glossary: Glossary, ruleset: Ruleset) -> Iterator[tuple[Said, str]]:
    """What findings can report, each with its term: by rules, and on uses against a contract."""
    for rule in ruleset.rules():
        yield from ((Said(rule.id, conflation), rule.term) for conflation in rule.conflations())
    for term in glossary.terms.values():
        conflations = ("", *(conflation.id for conflation in term.conflations))
        yield from ((Said(contract_id(term.slug), conflation), term.id) for conflation in conflations)
