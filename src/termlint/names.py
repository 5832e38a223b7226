"""What an author can call rules by: their ids, their conflations, their terms; and findings by their levels."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, NamedTuple

from termlint.selection import LEVELS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from termlint.model import Glossary, Ruleset

LONGEST = 80
"""So much of a name that does not exist is shown."""


class Names(NamedTuple):
    """Every name in lower case with the one that stands for it; and for each of those, the rules it covers.

    A level covers no rule, since one rule can warn in one sentence and suggest in another.
    """

    known: Mapping[str, str]
    rules: Mapping[str, frozenset[str]]

    def find(self, text: str) -> str:
        """The name that a text stands for (*agent* for ``Agents``); empty if it stands for none."""
        return self.known.get(" ".join(text.split()).lower(), "")

    def unknown(self, text: str) -> str:
        """What to tell the user about a text that stands for none."""
        near = difflib.get_close_matches(text.lower()[:100], self.known, 1)
        near = near or [name for name in self.known if name.endswith(f".{text.lower()}")]
        hint = f": did you mean {self.known[near[0]]}?" if near else " (termlint explain TERM lists those of a term)"
        shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
        return f"there is no term, conflation or rule called '{shown}'{hint}"


def contract_id(slug: str) -> str:
    """What reports of uses of a term against the draft's contract are called, as a rule is by its id."""
    return f"{slug}-contract"


def of(glossary: Glossary, ruleset: Ruleset) -> Names:
    """The names of everything: terms (in all their written forms), conflations, rules and levels."""
    known: dict[str, str] = {}
    for term in glossary.terms.values():
        known |= {name.lower(): term.id for name in (*term.forms, term.slug, term.id)}
    known |= {conflation.id.lower(): conflation.id for conflation in glossary.conflations()}
    known |= {rule.id.lower(): rule.id for rule in ruleset.rules()}
    contracts = {contract_id(term.slug): term.id for term in glossary.terms.values()}
    known |= {name.lower(): name for name in contracts}
    rules: dict[str, set[str]] = {name: set() for name in known.values()}
    for name, term_id in contracts.items():
        for covering in (name, term_id):
            rules[covering].add(name)
    for rule in ruleset.rules():
        for name in (rule.id, rule.conflation, rule.term):
            rules.setdefault(name, set()).add(rule.id)
    levels = {level: level for level in LEVELS}
    return Names(levels | known, {name: frozenset(ids) for name, ids in rules.items()})
