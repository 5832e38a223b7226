"""Findings: the rules that bite at a mention, and which of them the user is told about."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from termlint import predicates, readings
from termlint.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from termlint.context import Context
    from termlint.model import Clarifier, Conflation, Evidence, Glossary, Reading, Rule, TermRules


class Bite(NamedTuple):
    """A rule that matches at a mention on which enough hangs, with the words that show it."""

    rule: Rule
    reading: Reading
    evidence: tuple[Evidence, ...]
    senses: tuple[str, str]
    """The global ids of the readings it stands between."""
    offering: bool = True
    """Whether caveats are offered: not where it is open which of the two readings one would have to state."""


def judge(context: Context, reading: Reading, term: TermRules, conflations: Mapping[str, Conflation]) -> Bite | None:
    """The weightiest rule that bites at a mention, if one does and nothing has settled its sense."""
    if reading.status != "clear":
        return None
    stakes = [(stake, predicates.holds(stake.when, context)) for stake in term.stakes]
    total = sum(stake.weight for stake, places in stakes if places is not None) - term.threshold
    for rule in sorted(term.rules, key=lambda rule: -rule.weight):
        if total + rule.weight < 0:
            return None
        places = predicates.holds(rule.when, context)
        if places is None or (rule.unless and predicates.holds(rule.unless, context) is not None):
            continue
        pair = conflations[rule.conflation].senses
        evidence = [e for e in reading.evidence if e.sense in pair]
        shown = [p for stake, found in stakes if found and stake.weight > 0 for p in found]
        # What makes the rule bite speaks for the reading that its conflation warns of, the second of the pair.
        evidence += readings.witnesses(context, [*places, *shown], pair[1], rule.weight)
        return Bite(rule, reading, tuple(dict.fromkeys(evidence)), pair)
    return None


def settled(bite: Bite, clarifiers: Iterable[Clarifier]) -> Clarifier | None:
    """What settles the conflation of a bite, if the draft has said which of the two is meant."""
    at = bite.reading.mention.span.start
    covering = (c for c in clarifiers if c.scope.start <= at < c.scope.end)
    return next((c for c in covering if c.conflation and c.conflation == bite.rule.conflation), None)


def report(bites: Iterable[Bite], glossary: Glossary, *, every: bool) -> tuple[Finding, ...]:
    """What the user is told: every bite, or each rule's first with the places of the rest, in the draft's order."""
    conflations = {conflation.id: conflation for conflation in glossary.conflations()}
    groups: dict[object, list[Bite]] = {}
    for number, bite in enumerate(bites):
        groups.setdefault(number if every else (bite.rule.id, bite.senses), []).append(bite)
    return tuple(_finding(group, conflations, glossary.url) for group in groups.values())


def _finding(bites: list[Bite], conflations: Mapping[str, Conflation], url: str) -> Finding:
    """The finding on the first of some bites of one rule."""
    first = bites[0]
    conflation = conflations.get(first.rule.conflation)
    return Finding(
        rule=first.rule.id,
        term=first.rule.term,
        conflation=first.rule.conflation,
        senses=first.senses,
        level=first.rule.level,
        span=first.reading.mention.span,
        message=first.rule.message,
        evidence=first.evidence,
        caveats=conflation.caveats if conflation and first.offering else {},
        url=f"{url}rules/{first.rule.id}/" if url else "",
        more=tuple(bite.reading.mention.span for bite in bites[1:]),
    )
