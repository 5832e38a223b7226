"""Findings: the rules that bite at a mention, and which of them are reported."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from math import exp, inf, log
from typing import TYPE_CHECKING, NamedTuple

from termlint import addresses
from termlint.model import ASKED, Finding
from termlint.reading import predicates, readings, stakes
from termlint.vocabulary import Combination

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from termlint.model import Clarifier, Evidence, Level, Reading
    from termlint.reading.context import Context
    from termlint.reading.wordindex import Place
    from termlint.vocabulary import Conflation, Glossary, Rule, TermRules


SHOWN = 1.0
"""The weight shown for evidence that speaks for neither reading, but makes a rule bite."""


class Bite(NamedTuple):
    """A rule that matches at a mention whose stakes are high enough, with the words that show it."""

    rule: Rule
    reading: Reading
    evidence: tuple[Evidence, ...]
    senses: tuple[str, str]
    """The global ids of the readings it stands between."""
    sure: bool = True
    """Whether the stakes are so high that the finding has its rule's level."""
    total: float = inf
    """The rule's weight and the stakes, summed up."""
    offering: bool = True
    """Whether caveats are offered: not if it is unclear which of the two readings they would have to state."""

    @property
    def level(self) -> Level:
        """How much the user should mind."""
        return self.rule.level if self.sure else "suggestion"

    @property
    def step(self) -> str:
        """That the rule matches, as the step at which the mention's case was decided."""
        return f"{self.rule.id} matches" + (", as a suggestion" if self.level == "suggestion" else "")


def judge(
    context: Context, reading: Reading, term: TermRules, conflations: Mapping[str, Conflation]
) -> tuple[Bite | None, str]:
    """The first rule that matches at a mention, if its sense is not settled and the stakes are high enough.

    Also returns the step at which the mention's case was decided: the rule, or why there is none.
    """
    if reading.status != "clear":
        return None, reading.step
    rule, places = first(term, context)
    if rule is None:
        return None, reading.step
    raised = stakes.weigh(context, reading, term.stakes)
    total = raised.total + rule.weight
    if total < term.threshold:
        short = f"{total:.2f}, below the threshold of {term.threshold:.2f}"
        return None, f"{rule.id} matches, but too little depends on its sense: {short}"
    rule = named(rule, reading, conflations, brief=context.index.brief)
    pair = conflations[rule.conflation].senses
    evidence = _evidence(context, reading, pair, places, raised.places)
    bite = Bite(rule, reading, evidence, pair, total >= term.sure, total)
    return bite, bite.step


def named(rule: Rule, reading: Reading, conflations: Mapping[str, Conflation], *, brief: bool = False) -> Rule:
    """A rule with the conflation of the likeliest senses, of those that it can name.

    The likelihood of a pair's first sense counts before that of the second; ties go to the rule's order. The first
    sense of another pair than the rule's own must have evidence, or it may be likelier by chance; but in a `brief`
    draft few senses have any.
    """
    if not rule.others:
        return rule
    scores, pairs = reading.scores, {each: conflations[each.conflation].senses for each in rule.named()}
    spoken = {evidence.sense for evidence in reading.evidence if evidence.weight > 0}
    spoken.add(conflations[rule.conflation].senses[0])
    firsts = [first for first, _ in pairs.values() if brief or first in spoken]
    likeliest = max(firsts, key=lambda sense: scores[sense])
    alike = [each for each, (first, _) in pairs.items() if first == likeliest]
    told = max(alike, key=lambda each: scores[pairs[each][1]])
    others = tuple(each for each in rule.named() if each != told)
    return replace(rule, conflation=told.conflation, message=told.message, others=others)


def weak(bites: Iterable[Bite], terms: Mapping[str, TermRules]) -> frozenset[str]:
    """The terms whose bites in a draft are too weak, all together, to report any of them.

    Authors who conflate two senses of a word do so more than once: a weak finding that stands alone is seldom right.
    The totals of bites are log odds, up to a constant for each term, so their odds are added up.
    """
    totals: dict[str, list[float]] = defaultdict(list)
    for bite in bites:
        totals[bite.rule.term].append(bite.total)
    return frozenset(term for term, own in totals.items() if together(own) < terms[term].together)


def together(totals: Sequence[float]) -> float:
    """The logarithm of the sum of some numbers whose logarithms are given."""
    most = max(totals)
    return most if most == inf else most + log(sum(exp(total - most) for total in totals))


def _evidence(
    context: Context, reading: Reading, pair: tuple[str, str], asked: Iterable[Place], raised: Iterable[Place]
) -> tuple[Evidence, ...]:
    """The words that speak for a reading of a pair, and those that make the rule bite, each once, the nearest first.

    The latter speak for no reading, unless they are a cue for one.
    """
    cues = [e for e in reading.evidence if e.sense in pair and e.weight]
    speaking = {e.span for e in cues if e.weight > 0}
    rule = readings.witnesses(context, asked, ASKED, SHOWN)
    biting = [*rule, *readings.witnesses(context, raised, ASKED, SHOWN)]
    found = [*cues, *(e for e in biting if e.span not in speaking)]
    spans, block = {e.span for e in rule}, context.block.span
    found.sort(key=lambda e: (not block.holds(e.span), e.span not in spans))
    once: dict[object, Evidence] = {}
    for item in found:
        once.setdefault((item.sense, item.words, item.span), item)
    return tuple(once.values())


def first(term: TermRules, context: Context) -> tuple[Rule | None, list[Place]]:
    """The first rule that matches at a mention, if any does, and the words that make it match."""
    matching = ((rule, places) for rule in term.rules if (places := matches(rule, context)) is not None)
    return next(matching, (None, []))


def matches(rule: Rule, context: Context) -> list[Place] | None:
    """The words that make a rule match, or None where it does not."""
    places = predicates.holds(rule.when, context)
    if places is None or (rule.unless and predicates.holds(rule.unless, context) is not None):
        return None
    return places


def obstacles(rule: Rule, context: Context) -> tuple[str, ...]:
    """What keeps a rule from matching at a mention: the entries of its `when` that do not hold, or its `unless`."""
    whole = rule.when
    entries = whole.parts if isinstance(whole, Combination) and whole.quantifier == "all" else (whole,)
    failing = [entry for entry in entries if predicates.holds(entry, context) is None]
    if failing:
        names = [entry.quantifier if isinstance(entry, Combination) else entry.predicate for entry in failing]
        return tuple(f"{name} does not hold" for name in dict.fromkeys(names))
    return () if matches(rule, context) is not None else ("unless holds",)


def settling_rule(rule: Rule, clarifiers: Iterable[Clarifier]) -> Clarifier | None:
    """The first of the clarifiers at a mention that settles a conflation which a rule can name."""
    known = rule.conflations()
    return next((c for c in clarifiers if c.conflation and c.conflation in known), None)


def report(bites: Iterable[Bite], glossary: Glossary, *, every: bool) -> tuple[Finding, ...]:
    """The findings on some bites: on every one, or on each rule's first, with the places of the others.

    Warnings and suggestions are grouped apart, so that the former are the same whether or not the latter are wanted.
    """
    groups: dict[object, list[Bite]] = {}
    for number, bite in enumerate(bites):
        groups.setdefault(number if every else (bite.rule.id, bite.senses, bite.level), []).append(bite)
    return tuple(_finding(group, glossary) for group in groups.values())


def _finding(bites: list[Bite], glossary: Glossary) -> Finding:
    """The finding on the first of some bites of one rule."""
    first = bites[0]
    return Finding(
        rule=first.rule.id,
        term=first.rule.term,
        conflation=first.rule.conflation,
        senses=first.senses,
        level=first.level,
        span=first.reading.mention.span,
        message=first.rule.message,
        evidence=first.evidence,
        caveats=glossary.conflations_by_id[first.rule.conflation].caveats if first.offering else {},
        url=glossary.url + addresses.rule(first.rule.id) if glossary.url else "",
        more=tuple(bite.reading.mention.span for bite in bites[1:]),
    )
