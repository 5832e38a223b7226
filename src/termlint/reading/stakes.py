"""The stakes of a mention: how much hangs on its sense.

A stake is a condition that holds or does not, or a measure: ``rate`` is the decimal logarithm of 1 plus the number of
some words in each 1,000 words of the draft, ``read_as`` the probability that the mention is meant in one of some
senses, ``words`` the weights of the words in its sentence, or around that in the paragraph, summed up.
"""

from __future__ import annotations

from math import fsum, log10
from typing import TYPE_CHECKING, NamedTuple

from termlint.reading import predicates
from termlint.vocabulary import Test, Words, short_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from termlint.model import Reading, Span
    from termlint.reading.context import Context
    from termlint.reading.wordindex import Place
    from termlint.vocabulary import Stake

NEAR, TELLING = 100, 0.4
"""How many words on either side count, and the least weight of one that is shown among the evidence."""


class Raised(NamedTuple):
    """The sum of the stakes at a mention, and the words that raise it."""

    total: float
    places: tuple[Place, ...]


def weigh(context: Context, reading: Reading, stakes: Iterable[Stake]) -> Raised:
    """The sum of all stakes at a mention."""
    total, places = 0.0, []
    for stake in (stake for stake in stakes if stake.weight):
        amount, words = measure(context, reading, stake)
        total += stake.weight * amount
        if stake.weight > 0:
            places += words
    return Raised(total, tuple(places))


def measure(context: Context, reading: Reading, stake: Stake) -> tuple[float, list[Place]]:
    """The amount by which a stake's weight is multiplied, and the words that show it; 1 for a condition that holds."""
    match stake.when:
        case Test("rate", Words() as words):
            return log10(1 + context.index.rate(words)), []
        case Test("read_as", frozenset() as senses):
            return sum(score for sense, score in reading.scores.items() if short_id(sense) in senses), []
        case Test("words", [str(where), dict(weights)]):
            near = beside(context, where)
            telling = (span for word, span in near if weights.get(word, 0) >= TELLING)
            return add_up((word for word, _ in near), weights), context.here(telling)
    found = predicates.holds(stake.when, context)
    return (0.0, []) if found is None else (1.0, found)


def beside(context: Context, where: str) -> list[tuple[str, Span]]:
    """The other words of the mention's sentence, or those around it in the paragraph, with their places in the block.

    None in a brief draft, whose words are too few to tell anything.
    """
    if context.index.brief:
        return []
    index = context.words
    own, sentence = index.numbers(context.mention.at), index.numbers(context.mention.sentence)
    near = range(max(0, own.start - NEAR), min(len(index.words), own.stop + NEAR))
    numbers = (i for i in near if i not in own and (i in sentence) == (where == "sentence"))
    return [(index.words[i], index.spans[i]) for i in numbers]


def add_up(words: Iterable[str], weights: Mapping[str, float]) -> float:
    """The weights of some words, each counted once, summed up: the same for any order of the words."""
    return fsum(weights[word] for word in weights.keys() & set(words))
