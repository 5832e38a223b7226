"""Predicates about a mention's grammar: they look at its parse.

Relations are those of `syntax`. A predicate is a function as `predicates` says, and stands in the table there.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from termlint.parsing import syntax
from termlint.reading import claims
from termlint.words import split

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from termlint.parsing.parses import Token
    from termlint.rawpatterns import Pattern
    from termlint.reading.context import Answer, Context
    from termlint.vocabulary import Words


def _matched(token: Token, wanted: Words) -> list[Token] | None:
    """The tokens that make up a wanted word or phrase with a token: neighbours, or its particle or preposition."""
    words = () if token.lower_.isalnum() else tuple(split(token.lower_))
    if len(words) > 1 and words in wanted.phrases:  # "GPT-4", which the parser leaves whole
        return [token]
    for phrase in wanted.by_first.get(token.lower_, ()):
        rest = [t for t in token.doc[token.i + 1 : token.i + 2 * len(phrase)] if t.text != "-"][: len(phrase) - 1]
        if tuple(t.lower_ for t in rest) == phrase[1:]:
            return [token, *rest]
        particles = {c.lower_: c for c in token.children if c.dep_ in {"prep", "prt", "advmod", "dobj"}}
        if all(word in particles for word in phrase[1:]):
            return [token, *(particles[word] for word in phrase[1:])]
    for phrase in wanted.by_end.get(token.lower_, ()):  # "goal-directed", whose last word is the head
        rest = [t for t in token.doc[max(0, token.i + 1 - 2 * len(phrase)) : token.i] if t.text != "-"][
            1 - len(phrase) :
        ]
        if tuple(t.lower_ for t in rest) == phrase[:-1]:
            return [*rest, token]
    return None


def _first(context: Context, tokens: Iterable[Token], wanted: Words) -> Answer:
    """The first of some tokens that is among the wanted words."""
    found = (_matched(token, wanted) for token in tokens)
    return next((context.places(match) for match in found if match), None)


def _noun(context: Context, token: Token, wanted: Words) -> Answer:
    """The wanted words in a noun phrase: its head or what stands in front of it."""
    return _first(context, [token, *syntax.modifiers(token)], wanted)


def _among(context: Context, nouns: Iterable[Token], wanted: Words) -> Answer:
    """The wanted words in the first of some noun phrases that has any."""
    return next((answer for noun in nouns if (answer := _noun(context, noun, wanted)) is not None), None)


def subject_of(context: Context, wanted: Words) -> Answer:
    """The mention, or a pronoun for it, is the logical subject of one of these verbs or adjectives."""
    return _first(context, syntax.verbs_of_subject(context.head), wanted)


def object_of(context: Context, wanted: Words) -> Answer:
    """The mention is the logical object of one of these verbs, or of a verb with its preposition ("care about")."""
    for verb, preposition in syntax.verbs_of_object(context.head):
        match = _matched(verb, wanted)
        if match and (preposition is None or len(match) > 1):
            return context.places(match)
    return None


def subject(context: Context, wanted: Words) -> Answer:
    """The predicate that governs the mention has one of these words as its logical subject."""
    verbs = [verb for verb, _ in syntax.verbs_of_object(context.head)] or [syntax.clause(context.token)]
    for verb in verbs:
        found = syntax.subject(verb)
        if found is not None and found.i != context.head.i:
            return _noun(context, found, wanted)
    return None


def object_(context: Context, wanted: Words) -> Answer:
    """A verb that the mention is, or is the subject of, has one of these words as its object or complement."""
    head = context.head
    own = [*syntax.objects_before(head), *syntax.objects(head)] if syntax.is_verb(head) else []
    nouns = chain(own, (noun for verb in syntax.verbs_of_subject(head) for noun in syntax.objects(verb)))
    return _among(context, nouns, wanted)


def governed_by(context: Context, wanted: Words) -> Answer:
    """One of these words is above the mention in the parse, at any distance."""
    return _first(context, context.head.ancestors, wanted)


def modifier(context: Context, wanted: Words) -> Answer:
    """One of these words comes before the mention in its noun phrase."""
    before = [token for token in syntax.modifiers(context.head) if token.i < context.token.i]
    answer = _first(context, before, wanted)
    if answer is not None:
        return answer
    words = context.words
    start = context.mention.at.start
    number = words.word_at(start)
    span = words.phrase(wanted, number - 1, last=True) if number else None
    adjacent = span and span.start >= context.mention.sentence.start and start - span.end <= 1
    return context.here([span]) if span and adjacent else None


def head_noun(context: Context, wanted: Words) -> Answer:
    """One of these words follows the mention directly or is the noun it modifies ("reward function")."""
    words = context.words
    end = context.mention.at.end
    number = words.word_at(end)
    adjacent = number < len(words.spans) and words.spans[number].start - end <= 1
    if adjacent and (span := words.phrase(wanted, number)):
        return context.here([span])
    return _first(context, [context.head], wanted) if context.head.i != context.token.i else None


def possessor(context: Context, wanted: Words) -> Answer:
    """One of these words owns the mention: "its reward", "the reward of the agent"."""
    owners = [child for child in context.head.children if child.dep_ == "poss"]
    owners += [c for p in context.head.children if p.dep_ == "prep" and p.lower_ == "of" for c in p.children]
    return _among(context, owners, wanted)


def possessed(context: Context, wanted: Words) -> Answer:
    """The mention owns one of these: "the agent's goals", "the goals of the agent"."""
    head = context.head
    if head.dep_ == "poss":
        return _first(context, [head.head], wanted)
    if head.dep_ == "pobj" and head.head.lower_ == "of":
        return _first(context, [head.head.head], wanted)
    return None


def complement_of(context: Context, wanted: Words) -> Answer:
    """One of these nouns or adjectives takes the mention through a preposition: "pursuit of reward"."""
    lead = syntax.first_conjunct(context.head)
    if lead.dep_ == "pobj" and not syntax.is_verb(lead.head.head):
        return _noun(context, lead.head.head, wanted)
    return None


def apposed(context: Context, wanted: Words) -> Answer:
    """The mention is explained by an apposition, or by "such as", "like" or "as", that has one of these words."""
    near = [c for c in context.head.children if c.dep_ == "appos"]
    near += [c for p in context.head.children if p.dep_ == "prep" and p.lower_ in {"like", "as"} for c in p.children]
    if context.head.dep_ in {"appos", "conj"}:
        near.append(context.head.head)
    return _among(context, near, wanted)


def predicate_nominal(context: Context, wanted: bool) -> Answer:  # noqa: FBT001 - the argument of the predicate
    """The mention says what something is or becomes: "is an agent", "treat it as an agent"."""
    found = syntax.copula(context.head)
    if found is None:
        return None if wanted else []
    return context.places([found]) if wanted else None


def number(context: Context, wanted: AbstractSet[str]) -> Answer:
    """The mention is singular or plural."""
    plural = context.head.tag_ in {"NNS", "NNPS"}
    return [] if ("plural" if plural else "singular") in wanted else None


_DETERMINERS = {
    "definite": frozenset({"the"}),
    "indefinite": frozenset({"a", "an", "another"}),
    "demonstrative": frozenset({"this", "that", "these", "those"}),
    "universal": frozenset({"all", "every", "any", "most", "many", "each", "no", "some", "such", "other", "few"}),
}


def determiner(context: Context, wanted: AbstractSet[str]) -> Answer:
    """Its determiner: none, definite, indefinite, demonstrative, universal (most, any, …), possessive."""
    for child in context.head.children:
        if child.dep_ == "poss":
            return context.places([child]) if "possessive" in wanted else None
    words = [child for child in context.head.lefts if child.dep_ in {"det", "predet", "amod", "nummod"}]
    for kind, members in _DETERMINERS.items():
        match = [word for word in words if word.lower_ in members]
        if match:
            return context.places(match) if kind in wanted else None
    return [] if "none" in wanted else None


def generic(context: Context, wanted: bool) -> Answer:  # noqa: FBT001 - the argument of the predicate
    """The mention means a kind: a bare or quantified plural, or "a(n)" in a general claim or a forecast."""
    bare = determiner(context, {"none"}) is not None
    plural = number(context, {"plural"}) is not None
    quantified = plural and determiner(context, {"universal"}) is not None
    an = determiner(context, {"indefinite"}) is not None and {"general", "forecast"} & context.claims.keys()
    found = (bare and plural) or quantified or bool(an)
    return context.places([context.head] if found else []) if found == wanted else None


def claim(context: Context, wanted: AbstractSet[str]) -> Answer:
    """The sentence makes one of these kinds of claim, judging by the auxiliaries, negation and tense of the clause."""
    made = context.claims
    return next((context.places(made[kind]) for kind in claims.KINDS if kind in wanted and kind in made), None)


def part_of_speech(context: Context, wanted: AbstractSet[str]) -> Answer:
    """The mention is used as a noun, a verb or an adjective."""
    tag = context.token.tag_
    kind = "noun" if tag.startswith("NN") else "verb" if tag.startswith("VB") else "adjective"
    return [] if kind in wanted else None


def matcher(context: Context, pattern: Pattern) -> Answer:
    """A raw spaCy Matcher pattern matches tokens that include the mention."""
    return _raw(context, pattern)


def dependency(context: Context, pattern: Pattern) -> Answer:
    """A raw spaCy DependencyMatcher pattern matches tokens that include the mention."""
    return _raw(context, pattern)


def _raw(context: Context, pattern: Pattern) -> Answer:
    """The first match of a raw pattern that touches the mention."""
    for match in context.matches(pattern, context.parse):
        if context.token.i in match:
            return context.places(context.parse[i] for i in match if i != context.token.i)
    return None
