"""What stakes come to at a mention; nothing here needs the parser."""

from __future__ import annotations

from math import log10
from typing import TYPE_CHECKING

import pytest
from parses import contexts

from termlint import readings, stakes
from termlint.model import Cue, Stake, TermRules, Test, Words

if TYPE_CHECKING:
    from termlint.model import Condition, Glossary

SAID = Test("sentence", Words("now", frozenset({("now",)})))
MOVES = Words("moves", frozenset({("moves",)}))
CUES = (Cue("agent.role", 100, Test("sentence", MOVES)), Cue("agent.pursuer", 0, SAID))

MEASURED: list[tuple[str, str, Condition, float]] = [
    ("a condition that holds", "Now the agent moves.", SAID, 1),
    ("a condition that does not", "The agent moves.", SAID, 0),
    ("one word in three", "The agent moves.", Test("rate", MOVES), log10(1 + 1000 / 3)),
    ("none of the words", "The agent stands.", Test("rate", MOVES), 0),
    ("the likely sense", "The agent moves.", Test("read_as", frozenset({"role"})), 1),
    ("the unlikely sense", "The agent moves.", Test("read_as", frozenset({"pursuer", "broker"})), 0),
    ("both", "The agent moves.", Test("read_as", frozenset({"role", "pursuer"})), 1),
]


@pytest.mark.parametrize(("source", "when", "amount"), [row[1:] for row in MEASURED], ids=[row[0] for row in MEASURED])
def test_a_stake_comes_to(source: str, when: Condition, amount: float, agent: Glossary) -> None:
    (context,) = contexts(source, agent)
    reading = readings.weigh(context, agent.terms["agent"], TermRules(cues=CUES), ())
    assert stakes.measure(context, reading, Stake(2, when))[0] == pytest.approx(amount)
    assert stakes.weigh(context, reading, [Stake(2, when), Stake(-3, when)]).total == pytest.approx(-amount)
