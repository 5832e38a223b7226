"""The closed set of questions that cues and rules can ask of a mention in its dependency parse.

Each predicate is a function of a `Context` and its argument. It gives the places of the words that answer yes (maybe
none, where an absence or a feature of the layout answers), or None for no. `PREDICATES` is the whole table of those in
`predicates_grammar` and `predicates_draft`; the first line of each docstring is what ``docs/rules.md`` prints.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from termlint import claims
from termlint import predicates_draft as draft
from termlint import predicates_grammar as grammar
from termlint.model import Combination

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from termlint.context import Answer, Context, Place
    from termlint.model import Condition, Words


class Predicate(NamedTuple):
    """A question and the kind of argument it takes: words, verbs, nouns, flag, pattern, or choice:a|b|c."""

    ask: Callable[[Context, object], Answer]
    argument: str
    near: bool = False
    """Whether the answer is no wherever none of its words stands in the sentence or right behind it: mostly so."""


def _predicate(ask: Callable[..., Answer], argument: str) -> Predicate:
    return Predicate(ask, argument)


def _near(ask: Callable[..., Answer], argument: str = "words") -> Predicate:
    return Predicate(ask, argument, near=True)


PREDICATES = {
    "subject_of": _near(grammar.subject_of, "verbs"),
    "object_of": _near(grammar.object_of, "verbs"),
    "subject": _near(grammar.subject, "nouns"),
    "object": _near(grammar.object_, "nouns"),
    "governed_by": _near(grammar.governed_by),
    "modifier": _near(grammar.modifier),
    "head_noun": _near(grammar.head_noun),
    "possessor": _near(grammar.possessor, "nouns"),
    "possessed": _near(grammar.possessed, "nouns"),
    "complement_of": _near(grammar.complement_of, "nouns"),
    "apposed": _near(grammar.apposed),
    "predicate_nominal": _predicate(grammar.predicate_nominal, "flag"),
    "number": _predicate(grammar.number, "choice:singular|plural"),
    "determiner": _predicate(grammar.determiner, "choice:none|definite|indefinite|demonstrative|universal|possessive"),
    "generic": _predicate(grammar.generic, "flag"),
    "claim": _predicate(grammar.claim, f"choice:{'|'.join(claims.KINDS)}"),
    "part_of_speech": _predicate(grammar.part_of_speech, "choice:noun|verb|adjective"),
    "symbols": _predicate(draft.symbols, "flag"),
    "formulas": _predicate(draft.formulas, "choice:behind|paragraph|around|document"),
    "quoted": _predicate(draft.quoted, "flag"),
    "marked": _predicate(draft.marked, "choice:link|wikilink|emphasis|strong|highlight|strikethrough"),
    "block": _predicate(draft.block, "choice:paragraph|heading|item|cell|definition-term|definition|footnote"),
    "capitalized": _predicate(draft.capitalized, "flag"),
    "sentence": _near(draft.sentence),
    "paragraph": _predicate(draft.paragraph, "words"),
    "heading": _predicate(draft.heading, "words"),
    "section": _predicate(draft.section, "words"),
    "anywhere": _predicate(draft.anywhere, "words"),
    "document": _predicate(draft.document, "words"),
    "document_without": _predicate(draft.document_without, "words"),
    "brief": _predicate(draft.brief, "flag"),
    "matcher": _predicate(grammar.matcher, "pattern"),
    "dependency": _predicate(grammar.dependency, "pattern"),
}

KINDS = {name: predicate.argument for name, predicate in PREDICATES.items()}


def holds(condition: Condition, context: Context) -> Answer:
    """The words that make a condition true (all parts' together), or None where it is false."""
    if isinstance(condition, Combination):
        return _COMBINED[condition.quantifier](condition.parts, context)
    predicate = PREDICATES[condition.predicate]
    if predicate.near and context.lacks(cast("Words", condition.argument)):
        return None
    return predicate.ask(context, condition.argument)


def _all(parts: Iterable[Condition], context: Context) -> Answer:
    found: list[Place] = []
    for part in parts:
        answer = holds(part, context)
        if answer is None:
            return None
        found += answer
    return found


def _any(parts: Iterable[Condition], context: Context) -> Answer:
    for part in parts:
        answer = holds(part, context)
        if answer is not None:
            return answer
    return None


def _none(parts: Iterable[Condition], context: Context) -> Answer:
    return [] if _any(parts, context) is None else None


_COMBINED = {"all": _all, "any": _any, "none": _none}
