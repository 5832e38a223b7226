"""The conditions of rules in words, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from termlint.glossaries.inflection import noun_forms, verb_forms
from termlint.rawpatterns import Pattern
from termlint.reading.predicates import PREDICATES
from termlint.vocabulary import Test, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from termlint.vocabulary import Condition


class Spelled(NamedTuple):
    """A test in words, or what stands over several."""

    text: str
    words: tuple[str, ...] = ()
    """The words that it asks for, each once, whatever its form."""
    parts: tuple[Spelled, ...] = ()


SHOWN_WORDS = 8
QUANTIFIERS = {"all": "all of these:", "any": "at least one of these:", "none": "none of these:"}
PATTERN = "A pattern of words and grammar matches, with the mention in it"
CHOICES = {
    "number": "The mention is",
    "determiner": "The determiner before the noun:",
    "part_of_speech": "The mention's part of speech is",
    "formulas": "Where there are formulas or code:",
}
"""What comes before the choice where the question of a predicate names all that can be chosen."""
_NAMED = {"LOWER", "ORTH", "TEXT", "LEMMA", "TAG", "POS", "DEP"}
"""What a raw pattern asks of a word that can be told in a word."""


def telling(pair: tuple[str, str], own: tuple[str, str]) -> str:
    """The sense that has a rule name a pair instead of its own: the first, or the second of pairs that share it."""
    return pair[1] if pair[0] == own[0] else pair[0]


def spelled(condition: Condition) -> Iterator[Spelled]:
    """A condition in words, as a list of what must hold together."""
    if isinstance(condition, Test):
        yield _test(condition)
        return
    # What is told in the same words, as raw patterns are, is told once.
    if condition.quantifier == "all":
        yield from dict.fromkeys(line for part in condition.parts for line in spelled(part))
    else:
        yield Spelled(QUANTIFIERS[condition.quantifier], parts=tuple(dict.fromkeys(map(_one, condition.parts))))


def _one(condition: Condition) -> Spelled:
    """A condition in words, as one thing among others."""
    lines = tuple(spelled(condition))
    return lines[0] if len(lines) == 1 else Spelled(QUANTIFIERS["all"], parts=lines)


def _test(test: Test) -> Spelled:
    """A test in words: what its predicate asks, and of which words."""
    predicate = PREDICATES.get(test.predicate)
    question = ((predicate and predicate.ask.__doc__) or test.predicate).split("\n")[0].rstrip(".")
    match test.argument:
        case bool(wanted):
            return Spelled(question) if wanted else Spelled(QUANTIFIERS["none"], parts=(Spelled(question),))
        case Words() as words:
            return Spelled(f"{question}:", _without_forms(sorted(" ".join(phrase) for phrase in words.phrases)))
        case Pattern() as pattern:
            named = _without_forms(_named(pattern))
            return Spelled(f"{PATTERN}:" if named else PATTERN, named)
        case chosen:
            names = " or ".join(sorted(cast("frozenset[str]", chosen)))
            return Spelled(f"{CHOICES.get(test.predicate, f'{question}:')} {names}")


def _named(pattern: Pattern) -> Iterator[str]:
    """The words that a raw pattern names, and its grammatical labels."""
    for name, value in pattern.attributes():
        if name in _NAMED:
            listed = value.get("IN") if isinstance(value, dict) else value
            yield from (word for word in (listed if isinstance(listed, list) else [listed]) if isinstance(word, str))


def _without_forms(words: Iterable[str]) -> tuple[str, ...]:
    """Words in their order, each once and without the forms of others that are among them."""
    known = dict.fromkeys(words)
    forms = {form for word in known for form in (verb_forms(word) | noun_forms(word)) - {word}}
    return tuple(word for word in known if word not in forms)
