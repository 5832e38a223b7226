"""What stakes come to at a mention; nothing here needs the parser."""

from __future__ import annotations

from math import log10
from typing import TYPE_CHECKING

import pytest
from parses import contexts

from termlint.reading import readings, stakes
from termlint.vocabulary import Cue, Stake, TermRules, Test, Words

if TYPE_CHECKING:
    from termlint.vocabulary import Condition, Glossary

SAID = Test("sentence", Words("now", frozenset({("now",)})))
MOVES = Words("moves", frozenset({("moves",)}))
CUES = (Cue("agent.role", 100, Test("sentence", MOVES)), Cue("agent.pursuer", 0, SAID))

REST = "\n\n" + "It is long. " * 20
"""What makes a draft long enough for its words to tell something."""
WEIGHTS = {"now": 0.4, "moves": -0.1, "agent": 8, "stops": 0.5}
SENTENCE, PARAGRAPH = Test("words", ("sentence", WEIGHTS)), Test("words", ("paragraph", WEIGHTS))

MEASURED: list[tuple[str, str, Condition, float]] = [
    ("a condition that holds", "Now the agent moves.", SAID, 1),
    ("a condition that does not", "The agent moves.", SAID, 0),
    ("one word in three", "The agent moves.", Test("rate", MOVES), log10(1 + 1000 / 3)),
    ("none of the words", "The agent stands.", Test("rate", MOVES), 0),
    ("the likely sense", "The agent moves.", Test("read_as", frozenset({"role"})), 1),
    ("the unlikely sense", "The agent moves.", Test("read_as", frozenset({"pursuer", "broker"})), 0),
    ("both", "The agent moves.", Test("read_as", frozenset({"role", "pursuer"})), 1),
    ("the sentence's words, but the mention", "Now the agent moves. It stops." + REST, SENTENCE, 0.3),
    ("each once", "Now, now the agent moves." + REST, SENTENCE, 0.3),
    ("the words around it in the paragraph", "Now it stops. The agent moves. It stops." + REST, PARAGRAPH, 0.9),
    ("no words of another paragraph", "The agent is here.\n\nIt stops." + REST, PARAGRAPH, 0),
    ("no words in a brief draft", "Now the agent moves.", SENTENCE, 0),
]


@pytest.mark.parametrize(("source", "when", "amount"), [row[1:] for row in MEASURED], ids=[row[0] for row in MEASURED])
def test_a_stake_comes_to(source: str, when: Condition, amount: float, agent: Glossary) -> None:
    (context,) = contexts(source, agent)
    reading = readings.weigh(context, agent.terms["agent"], TermRules(cues=CUES), ())
    assert stakes.measure(context, reading, Stake(2, when))[0] == pytest.approx(amount)
    assert stakes.weigh(context, reading, [Stake(2, when), Stake(-3, when)]).total == pytest.approx(-amount)


def test_words_that_weigh_enough_and_make_more_hang_on_the_sense_are_shown(agent: Glossary) -> None:
    (context,) = contexts("It moves. Now the agent stops now." + REST, agent)
    reading = readings.weigh(context, agent.terms["agent"], TermRules(cues=CUES), ())
    places = stakes.weigh(context, reading, [Stake(1, SENTENCE), Stake(-1, SAID)]).places
    assert [context.block.text[place.span.start : place.span.end] for place in places] == ["Now", "stops", "now"]
