"""What each mention is taken to mean, and whether anything can be asked about it at all."""

from __future__ import annotations

import re
from math import exp
from typing import TYPE_CHECKING

from termlint.model import STAND_INS, Evidence, Reading
from termlint.reading import predicates, predicates_draft, quotations, titles

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from termlint.model import Clarifier, Status
    from termlint.reading.context import Context
    from termlint.reading.wordindex import Place
    from termlint.vocabulary import Term, TermRules

FOREIGN = 2 / 3
"""How likely the senses of other fields are, together, at an off-domain mention: twice as likely as all others."""
NAMED = 30
"""How far before a mention to look for a remark that it is a word, in code points."""
_NAMED = re.compile(r"\b(?:the|this)\s+(?:words?|terms?|phrase)\s+$", re.IGNORECASE)
"""What stands before a word that is mentioned without quotation marks: *I avoid the term agent*."""


def weigh(context: Context, term: Term, rules: TermRules, clarifiers: Sequence[Clarifier]) -> Reading:
    """The reading of one mention, given the clarifiers that hold at it: its likeliest sense, and its status so far."""
    scores, evidence = senses(context, term, rules)
    likeliest = max(scores, key=lambda sense: scores[sense])
    status: Status = "clear"
    step = "no rule matches"
    settled = settling_term(clarifiers)
    foreign = [sense for sense in scores if sense in rules.off_domain]
    if sum(scores[sense] for sense in foreign) > FOREIGN:
        likeliest = max(foreign, key=lambda sense: scores[sense])
        status, step = "off-domain", f"read as {likeliest}, which belongs to another field"
    elif (quotation := _mentioned(context)) is not None:
        status, step = "mention", quotation
    elif predicates.holds(rules.silent, context) is not None:
        status, step = "plain", "plain technical use, or a draft about something else"
    elif settled:
        status, step = "clarified", f"settled by the author's {settled.kind}"
        named = [sense for sense in settled.senses if sense in scores]
        likeliest = max(named, key=lambda sense: scores[sense], default=likeliest)
    return Reading(context.mention, likeliest, status, scores, evidence, step, context.phrase)


def settling_term(clarifiers: Iterable[Clarifier]) -> Clarifier | None:
    """The first of the clarifiers at a mention that settles its whole term, and not only one conflation."""
    return next((clarifier for clarifier in clarifiers if not clarifier.conflation), None)


def senses(context: Context, term: Term, rules: TermRules) -> tuple[Mapping[str, float], tuple[Evidence, ...]]:
    """The probability of each sense of a term (they sum to 1), and the words that speak for and against them."""
    totals = {sense.id: 0.0 for sense in term.senses}
    evidence: list[Evidence] = []
    for cue in rules.cues:
        places = predicates.holds(cue.when, context)
        if places is not None:
            totals[cue.sense] += cue.weight
            evidence += witnesses(context, places, cue.sense, cue.weight / max(1, len(places)))
    for sense, words in rules.draft_words.items():
        spoken = context.index.spoken(sense, words)
        totals[sense] += spoken.total
        for place, weight in spoken.telling:
            evidence += witnesses(context, [place], sense, weight)
    top = max(totals.values())
    odds = {sense: exp(total - top) for sense, total in totals.items()}
    whole = sum(odds.values())
    return {sense: value / whole for sense, value in odds.items()}, tuple(evidence)


def witnesses(context: Context, places: Iterable[Place], sense: str, weight: float) -> list[Evidence]:
    """The words at some places of the draft as evidence for a sense."""
    found = []
    for place in places:
        block = context.document.blocks[place.block]
        words = block.text[place.span.start : place.span.end]
        span = block.source_span(*place.span)
        begun = context.index.marks(place.block).starting(place.span.start, place.span.start + 1)
        if words in STAND_INS and any(mark.span == place.span for mark in begun):
            # A formula is shown as in the draft, not as the word that stands in for it.
            words = " ".join(context.document.source[span.start : span.end].split())
        found.append(Evidence(sense, words, span, weight))
    return found


def _mentioned(context: Context) -> str | None:
    """Why a mention does not use the term; None if it does."""
    if quotations.quoted(context.index, context.mention):
        return "quoted"
    if predicates_draft.marked(context, {"wikilink"}) is not None or titles.titled(context):
        return "a title"
    start = context.mention.at.start
    if _NAMED.search(context.block.text[max(start - NAMED, 0) : start]):
        return "the word itself"
    return None
