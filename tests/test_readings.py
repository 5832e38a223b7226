"""The order of the steps at which a mention's case is settled; nothing here needs the parser."""

from __future__ import annotations

from math import exp, log10
from typing import TYPE_CHECKING

import pytest
from parses import contexts

from termlint.model import Clarifier, Span
from termlint.reading import readings
from termlint.vocabulary import Combination, Cue, TermRules, Test, Words

if TYPE_CHECKING:
    from termlint.model import Reading
    from termlint.vocabulary import Condition, Glossary


def said(word: str) -> Test:
    return Test("sentence", Words(word, frozenset({(word,)})))


ALWAYS: Condition = Combination("all", ())
NEVER: Condition = Combination("any", ())
SPY = Cue("agent.pursuer", 3, said("spy"))
MOVES = Cue("agent.role", 1, said("moves"))
STILL = Cue("agent.role", -2, said("still"))
FOREIGN = frozenset({"agent.pursuer"})


def read(glossary: Glossary, source: str, rules: TermRules, *clarifiers: Clarifier) -> Reading:
    return readings.weigh(contexts(source, glossary)[0], glossary.terms["agent"], rules, clarifiers)


def settled(sense: str = "", conflation: str = "") -> Clarifier:
    return Clarifier("definition", "agent", Span(0, 1), Span(0, 100), (sense,), conflation=conflation)


# Each draft would be settled at every later step as well.
STEPS = [
    ("off-domain", 'A spy, an "agent", moves.', TermRules((SPY,), FOREIGN, ALWAYS), "read as agent.pursuer"),
    ("mention", 'The "agent" moves.', TermRules((SPY,), FOREIGN, ALWAYS), "quoted"),
    ("mention", "> The agent moves.", TermRules((SPY,), FOREIGN, ALWAYS), "quoted"),
    ("mention", "See [[The agent]].", TermRules((SPY,), FOREIGN, ALWAYS), "a title"),
    ("mention", "See [[Video] How the agent won](a.md).", TermRules((SPY,), FOREIGN, ALWAYS), "a title"),
    ("mention", "See [How the agent won](a.md).", TermRules((SPY,), FOREIGN, ALWAYS), "a title"),
    ("mention", "Nobody likes the term agent.", TermRules((SPY,), FOREIGN, ALWAYS), "the word itself"),
    ("plain", "In the long term agents move.", TermRules((SPY,), FOREIGN, ALWAYS), "plain technical use"),
    ("plain", "The agent moves.", TermRules((SPY,), FOREIGN, ALWAYS), "plain technical use"),
    ("clarified", "The agent moves.", TermRules((SPY,), FOREIGN, NEVER), "settled by the author's definition"),
]


@pytest.mark.parametrize(("status", "source", "rules", "step"), STEPS)
def test_steps(status: str, source: str, rules: TermRules, step: str, agent: Glossary) -> None:
    # Without a cue both senses are as likely, and the first is taken.
    reading = read(agent, source, rules, settled())
    assert reading.status == status
    assert reading.step.startswith(step)


@pytest.mark.parametrize(("weight", "status"), [(0.6, "clear"), (0.8, "off-domain")])
def test_another_field_must_be_twice_as_likely(weight: float, status: str, agent: Glossary) -> None:
    reading = read(agent, "The agent, a spy.", TermRules((Cue("agent.pursuer", weight, said("spy")),), FOREIGN))
    assert (reading.status, reading.sense) == (status, "agent.pursuer")


@pytest.mark.parametrize("link", ["[how the agent won](a.md)", "[The agent](a.md)"])
def test_a_link_that_is_not_written_as_a_title_is_read(link: str, agent: Glossary) -> None:
    assert read(agent, f"See {link}.", TermRules()).status == "clear"


def test_what_nothing_settles_is_clear_until_a_rule_matches(agent: Glossary) -> None:
    reading = read(agent, "The agent moves.", TermRules())
    assert (reading.status, reading.step) == ("clear", "no rule matches")


def test_what_settles_one_conflation_leaves_the_term_open(agent: Glossary) -> None:
    clarifier = settled(conflation="agent.role-or-pursuer")
    assert read(agent, "The agent moves.", TermRules(), clarifier).status == "clear"


def test_a_clarifier_that_names_a_sense_gives_it(agent: Glossary) -> None:
    assert read(agent, "The agent moves.", TermRules(), settled(sense="agent.pursuer")).sense == "agent.pursuer"
    assert read(agent, "The agent moves.", TermRules(), settled(sense="agent.nothing")).sense == "agent.role"


SENSES = [
    ("The agent.", {"agent.role": 0.5, "agent.pursuer": 0.5}, []),
    ("The agent moves.", {"agent.role": 0.731, "agent.pursuer": 0.269}, [("agent.role", "moves", 1)]),
    (
        "The agent still moves, a spy.",
        {"agent.role": 0.018, "agent.pursuer": 0.982},
        [("agent.pursuer", "spy", 3), ("agent.role", "moves", 1), ("agent.role", "still", -2)],
    ),
]


@pytest.mark.parametrize(("source", "scores", "evidence"), SENSES)
def test_cues_add_up(
    source: str, scores: dict[str, float], evidence: list[tuple[str, str, float]], agent: Glossary
) -> None:
    reading = read(agent, source, TermRules((SPY, MOVES, STILL)))
    assert reading.scores == pytest.approx(scores, abs=0.001)
    assert reading.sense == max(scores, key=lambda sense: scores[sense])
    assert [(e.sense, e.words, e.weight) for e in reading.evidence] == evidence


def test_words_that_show_one_cue_share_its_weight(agent: Glossary) -> None:
    formal = Cue("agent.role", 3, Test("symbols", True))  # noqa: FBT003 - a condition's argument
    found = read(agent, "The agent moves from 2 to 3, and by $x$.", TermRules((formal, MOVES))).evidence
    assert [(e.words, e.weight) for e in found] == [("$x$", 1), ("2", 1), ("3", 1), ("moves", 1)]


def test_evidence_stands_in_the_source(agent: Glossary) -> None:
    source = "The agent\n*mo&shy;ves*."
    (evidence,) = read(agent, source, TermRules((MOVES,))).evidence
    assert evidence.words == "moves"
    assert evidence.span is not None
    assert source[slice(*evidence.span)] == "mo&shy;ves"


def test_evidence_that_is_no_prose_is_quoted_from_the_draft(agent: Glossary) -> None:
    formal = TermRules((Cue("agent.role", 1, Test("symbols", True)),))  # noqa: FBT003 - a condition's argument
    found = read(agent, "The agent meets $x^2$, `a  b` and <code>c</code>, but not code.", formal).evidence
    assert [item.words for item in found] == ["$x^2$", "`a b`", "<code>c</code>"]


def test_no_weight_is_too_large(agent: Glossary) -> None:
    scores = read(agent, "The agent moves.", TermRules((Cue("agent.role", 1e6, ALWAYS),))).scores
    assert scores == {"agent.role": 1, "agent.pursuer": 0}


ABOUT = {"agent.pursuer": {"power": 2.0, "plans": 9.0, "the": -1.0}, "agent.role": {"moves": 0.5}}


def test_words_that_a_draft_has_often_speak_for_a_sense(agent: Glossary) -> None:
    source = "The agent moves.\n\n" + "Power is power. " * 20
    reading = read(agent, source, TermRules(draft_words=ABOUT))
    pursuer = 2 * log10(1 + 40000 / 1063) - log10(1 + 1000 / 1063)
    role = 0.5 * log10(1 + 1000 / 1063)
    assert reading.scores["agent.pursuer"] == pytest.approx(1 / (1 + exp(role - pursuer)))
    (evidence,) = reading.evidence
    assert (evidence.sense, evidence.words, evidence.weight) == ("agent.pursuer", "Power", 3.17)
    assert evidence.span == (18, 23)


def test_the_words_of_a_brief_draft_tell_nothing(agent: Glossary) -> None:
    reading = read(agent, "The agent moves to power.", TermRules(draft_words=ABOUT))
    assert reading.scores["agent.pursuer"] == 0.5
    assert not reading.evidence
