"""The closed set of questions that cues and rules can ask of a mention in its dependency parse.

Each predicate is a function of a `Context` and its argument. It returns the places of the words that make it true, an
empty list if no words do (but their absence, or the layout), or None if it is false. `PREDICATES` lists all those in
`predicates_grammar` and `predicates_draft`; ``docs/rules.md`` prints the first line of each docstring.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from termlint.reading import claims
from termlint.reading import predicates_draft as draft
from termlint.reading import predicates_grammar as grammar
from termlint.vocabulary import Combination

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from termlint.reading.context import Answer, Context
    from termlint.reading.wordindex import Place
    from termlint.vocabulary import Condition


Forms: TypeAlias = Literal["words", "verbs", "nouns"]
"""The forms in which words are meant: as they are written, of a verb all, of a noun singular and plural."""
Argument: TypeAlias = Forms | Literal["flag", "matcher", "dependency"] | tuple[str, ...]
"""What a predicate takes: words in some of their forms, true or false, a raw pattern for one of spaCy's matchers, or
some of the names that are listed. `glossaries.conditions` reads each."""


class Predicate(NamedTuple):
    """A question, and what it is asked about."""

    ask: Callable[..., Answer]
    argument: Argument


PREDICATES = {
    "subject_of": Predicate(grammar.subject_of, "verbs"),
    "object_of": Predicate(grammar.object_of, "verbs"),
    "subject": Predicate(grammar.subject, "nouns"),
    "object": Predicate(grammar.object_, "nouns"),
    "governed_by": Predicate(grammar.governed_by, "words"),
    "modifier": Predicate(grammar.modifier, "words"),
    "head_noun": Predicate(grammar.head_noun, "nouns"),
    "possessor": Predicate(grammar.possessor, "nouns"),
    "possessed": Predicate(grammar.possessed, "nouns"),
    "complement_of": Predicate(grammar.complement_of, "nouns"),
    "apposed": Predicate(grammar.apposed, "nouns"),
    "predicate_nominal": Predicate(grammar.predicate_nominal, "flag"),
    "number": Predicate(grammar.number, ("singular", "plural")),
    "determiner": Predicate(
        grammar.determiner, ("none", "definite", "indefinite", "demonstrative", "universal", "possessive")
    ),
    "generic": Predicate(grammar.generic, "flag"),
    "claim": Predicate(grammar.claim, claims.KINDS),
    "part_of_speech": Predicate(grammar.part_of_speech, ("noun", "verb", "adjective")),
    "symbols": Predicate(draft.symbols, "flag"),
    "formulas": Predicate(draft.formulas, ("behind", "paragraph", "around", "document")),
    "marked": Predicate(draft.marked, ("link", "wikilink", "emphasis", "strong", "highlight")),
    "block": Predicate(
        draft.block, ("paragraph", "heading", "item", "cell", "definition-term", "definition", "footnote")
    ),
    "capitalized": Predicate(draft.capitalized, "flag"),
    "mention": Predicate(draft.mention, "words"),
    "sentence": Predicate(draft.sentence, "words"),
    "paragraph": Predicate(draft.paragraph, "words"),
    "heading": Predicate(draft.heading, "words"),
    "section": Predicate(draft.section, "words"),
    "anywhere": Predicate(draft.anywhere, "words"),
    "document": Predicate(draft.document, "words"),
    "document_without": Predicate(draft.document_without, "words"),
    "brief": Predicate(draft.brief, "flag"),
    "matcher": Predicate(grammar.matcher, "matcher"),
    "dependency": Predicate(grammar.dependency, "dependency"),
}

ARGUMENTS = {name: predicate.argument for name, predicate in PREDICATES.items()}


def holds(condition: Condition, context: Context) -> Answer:
    """The words that make a condition true (all parts' together), or None where it is false."""
    if isinstance(condition, Combination):
        return _COMBINED[condition.quantifier](condition.parts, context)
    return PREDICATES[condition.predicate].ask(context, condition.argument)


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
