"""How much hangs on the sense of a mention: what the stakes come to there.

A stake asks whether a condition holds, or it measures: ``rate`` is the decimal logarithm of 1 plus the number of some
words in each 1,000 words of the draft, ``read_as`` the probability that the mention is meant in one of some senses.
"""

from __future__ import annotations

from math import log10
from typing import TYPE_CHECKING, NamedTuple, cast

from termlint import predicates
from termlint.model import Test, short_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from termlint.context import Context, Place
    from termlint.model import Reading, Stake, Words


class Raised(NamedTuple):
    """What the stakes at a mention add up to, and the words that make more hang on its sense."""

    total: float
    places: tuple[Place, ...]


def weigh(context: Context, reading: Reading, stakes: Iterable[Stake]) -> Raised:
    """The sum of what each stake comes to."""
    total, places = 0.0, []
    for stake in (stake for stake in stakes if stake.weight):
        amount, words = measure(context, reading, stake)
        total += stake.weight * amount
        if amount and stake.weight > 0:
            places += words
    return Raised(total, tuple(places))


def measure(context: Context, reading: Reading, stake: Stake) -> tuple[float, list[Place]]:
    """How much of what a stake asks for is there, and the words that show it: 1 for a condition that holds."""
    if isinstance(stake.when, Test) and stake.when.predicate in MEASURES:
        return MEASURES[stake.when.predicate](context, reading, stake.when.argument), []
    found = predicates.holds(stake.when, context)
    return (0.0, []) if found is None else (1.0, found)


def _rate(context: Context, _: Reading, words: object) -> float:
    return log10(1 + context.index.rate(cast("Words", words)))


def _read_as(_: Context, reading: Reading, senses: object) -> float:
    wanted = cast("frozenset[str]", senses)
    return sum(score for sense, score in reading.scores.items() if short_id(sense) in wanted)


MEASURES: dict[str, Callable[[Context, Reading, object], float]] = {"rate": _rate, "read_as": _read_as}
