"""Which rule bites, and which bites the user is told about; nothing here needs the parser."""

from __future__ import annotations

from dataclasses import replace
from math import inf, log
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parses import contexts

from termlint.model import ASKED, Clarifier, Span
from termlint.reading import findings, readings
from termlint.silencing.selection import Selection
from termlint.vocabulary import Combination, Cue, Named, Rule, Stake, TermRules, Test, Words

if TYPE_CHECKING:
    from termlint.model import Finding, Level
    from termlint.reading.findings import Bite
    from termlint.vocabulary import Glossary


def said(word: str) -> Test:
    return Test("sentence", Words(word, frozenset({(word,)})))


ALWAYS = Combination("all", ())
WANTS = Rule("wants", "agent", "agent.role-or-pursuer", "warning", "It wants?", said("wants"))
PLANS = Rule("plans", "agent", "agent.role-or-pursuer", "suggestion", "It plans?", said("plans"))
HEAVY = replace(PLANS, weight=1)
RULES = TermRules(rules=(WANTS, PLANS))


def bites(glossary: Glossary, source: str, rules: TermRules) -> list[Bite]:
    term = glossary.terms["agent"]
    conflations = {conflation.id: conflation for conflation in term.conflations}
    found = []
    for context in contexts(source, glossary):
        reading = readings.weigh(context, term, rules, ())
        found.append(findings.judge(context, reading, rules, conflations)[0])
    return [bite for bite in found if bite]


def told(
    glossary: Glossary, source: str, rules: TermRules, *, every: bool = False, level: Level = "suggestion"
) -> tuple[Finding, ...]:
    wanted = Selection(level=level).sift(bites(glossary, source, rules))
    return findings.report(wanted, glossary, every=every)


JUDGED = [
    ("the rule's condition", "The agent wants.", RULES, ["wants"]),
    ("no rule's condition", "The agent moves.", RULES, []),
    ("unless holds", "The agent wants.", TermRules(rules=(replace(WANTS, unless=said("the")),)), []),
    ("unless fails", "The agent wants.", TermRules(rules=(replace(WANTS, unless=said("spy")),)), ["wants"]),
    ("silent", "The agent wants.", RULES._replace(silent=said("wants")), []),
    ("quoted", 'The "agent" wants.', RULES, []),
    ("the first of equals", "The agent plans and wants.", RULES, ["wants"]),
    ("the first, not the weightiest", "The agent plans and wants.", RULES._replace(rules=(WANTS, HEAVY)), ["wants"]),
    (
        "the next where unless holds",
        "The agent plans and wants.",
        TermRules(rules=(replace(WANTS, unless=ALWAYS), PLANS)),
        ["plans"],
    ),
    ("too little", "The agent wants.", RULES._replace(threshold=1), []),
    (
        "as much as is asked",
        "The agent wants.",
        RULES._replace(threshold=1, stakes=(Stake(1, said("the")),)),
        ["wants"],
    ),
    ("stakes that do not hold", "The agent wants.", RULES._replace(threshold=1, stakes=(Stake(1, said("spy")),)), []),
    ("stakes against", "The agent wants.", RULES._replace(stakes=(Stake(-1, said("the")),)), []),
    ("the rule's own weight", "The agent wants.", TermRules(threshold=2, rules=(replace(WANTS, weight=2),)), ["wants"]),
    (
        "none where too little hangs on the first",
        "The agent plans and wants.",
        TermRules(threshold=1, rules=(WANTS, HEAVY)),
        [],
    ),
]


@pytest.mark.parametrize(("source", "rules", "expected"), [c[1:] for c in JUDGED], ids=[c[0] for c in JUDGED])
def test_judge(source: str, rules: TermRules, expected: list[str], agent: Glossary) -> None:
    assert [bite.rule.id for bite in bites(agent, source, rules)] == expected


DRAFT = "The agent wants.\n\nThe agent plans. This agent wants.\n\nAgents wants. Agents move."

REPORTED = [
    (False, "suggestion", [("wants", 4, [40, 54]), ("plans", 22, [])]),
    (False, "warning", [("wants", 4, [40, 54])]),
    (True, "suggestion", [("wants", 4, []), ("plans", 22, []), ("wants", 40, []), ("wants", 54, [])]),
    (True, "warning", [("wants", 4, []), ("wants", 40, []), ("wants", 54, [])]),
]


@pytest.mark.parametrize(("every", "level", "expected"), REPORTED)
def test_a_rule_speaks_once_or_every_time(
    every: bool,  # noqa: FBT001 - a column of the table
    level: Level,
    expected: list[tuple[str, int, list[int]]],
    agent: Glossary,
) -> None:
    got = told(agent, DRAFT, RULES, every=every, level=level)
    assert [(f.rule, f.span.start, [more.start for more in f.more]) for f in got] == expected


SURE = [
    ("as much as is sure", 1, "warning"),
    ("less", 2, "suggestion"),
]


@pytest.mark.parametrize(("sure", "level"), [c[1:] for c in SURE], ids=[c[0] for c in SURE])
def test_what_is_not_sure_is_a_suggestion(sure: float, level: Level, agent: Glossary) -> None:
    rules = RULES._replace(sure=sure, stakes=(Stake(1, said("the")),))
    (finding,) = told(agent, "The agent wants.", rules)
    assert finding.level == level
    assert bool(told(agent, "The agent wants.", rules, level="warning")) == (level == "warning")


def test_what_is_sure_is_reported_alike_with_suggestions_and_without(agent: Glossary) -> None:
    rules = RULES._replace(sure=1, stakes=(Stake(1, said("this")),))
    source = "The agent wants. This agent wants. An agent wants. This agent wants."
    alone = told(agent, source, rules, level="warning")
    assert [(f.span.start, [more.start for more in f.more]) for f in alone] == [(22, [56])]
    assert [f for f in told(agent, source, rules) if f.level == "warning"] == list(alone)
    assert [(f.span.start, len(f.more)) for f in told(agent, source, rules) if f.level == "suggestion"] == [(4, 1)]


TOGETHER = [
    ("one that is weak", [1], 1.5, True),
    ("one that is strong enough", [1.5], 1.5, False),
    ("two that are weak", [1, 1], 1.6, False),  # 1 + log 2
    ("two that are weaker", [1, 1], 1.8, True),
    ("a strong one carries a weak one", [1.75, -9], 1.75, False),
    ("one that is asked for whatever it comes to", [inf, 1], 9, False),
    ("none", [], 0, False),
]


@pytest.mark.parametrize(("totals", "together", "expected"), [c[1:] for c in TOGETHER], ids=[c[0] for c in TOGETHER])
def test_what_the_bites_of_a_term_come_to_together(
    totals: list[float],
    together: float,
    expected: bool,  # noqa: FBT001 - a column of the table
    agent: Glossary,
) -> None:
    (bite,) = bites(agent, "The agent wants.", RULES)
    found = findings.weak(
        [bite._replace(total=total) for total in totals], {"agent": RULES._replace(together=together)}
    )
    assert found == ({"agent"} if expected else set())


@given(st.lists(st.floats(-50, 800), min_size=1), st.data())
def test_more_bites_in_any_order_give_no_less_reason(totals: list[float], data: st.DataObject) -> None:
    some = findings.together(totals)
    assert findings.together(data.draw(st.permutations(totals))) == pytest.approx(some)
    assert findings.together([*totals, data.draw(st.floats(-50, 800))]) >= some - 1e-9
    assert max(totals) - 1e-9 <= some <= max(totals) + log(len(totals)) + 1e-9


def test_the_same_draft_gets_the_same_report(agent: Glossary) -> None:
    rules = RULES._replace(cues=(Cue("agent.role", 1, said("the")),), stakes=(Stake(1, said("this")),))
    assert told(agent, DRAFT, rules) == told(agent, DRAFT, rules) != ()


def test_no_bites_no_findings(agent: Glossary) -> None:
    assert findings.report([], agent, every=False) == ()


def test_a_finding_carries_what_rule_and_conflation_say(agent: Glossary) -> None:
    (finding,) = told(agent, "The agent wants.", RULES)
    (conflation,) = agent.conflations()
    assert (finding.term, finding.level, finding.message) == ("agent", "warning", "It wants?")
    assert (finding.conflation, finding.senses, finding.caveats) == (
        conflation.id,
        conflation.senses,
        conflation.caveats,
    )
    assert finding.url == ""


IDEAL = Named("agent.ideal-or-pursuer", "By stipulation?")
EITHER = TermRules(
    (Cue("agent.ideal", 1, said("ideally")), Cue("agent.role", -1, said("hardly"))),
    rules=(replace(WANTS, others=(IDEAL,)),),
)


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("The agent wants.", Named(WANTS.conflation, WANTS.message)),  # as likely as the other
        ("Ideally the agent wants.", IDEAL),
        # Likelier, but only since something speaks against the other: of words, a short draft has too few.
        ("The agent hardly wants.", IDEAL),
        (f"The agent hardly wants. {'We go on. ' * 30}", Named(WANTS.conflation, WANTS.message)),
        (f"Ideally the agent hardly wants. {'We go on. ' * 30}", IDEAL),
    ],
)
def test_a_finding_names_the_conflation_whose_first_sense_is_likeliest(
    source: str, named: Named, ideal: Glossary
) -> None:
    (bite,) = bites(ideal, source, EITHER)
    (finding,) = told(ideal, source, EITHER)
    assert sorted(bite.rule.conflations()) == sorted(EITHER.rules[0].conflations())
    pair = next(conflation for conflation in ideal.conflations() if conflation.id == named.conflation)
    assert (finding.conflation, finding.message) == named
    assert (finding.senses, finding.caveats) == (pair.senses, pair.caveats)


def test_of_conflations_with_one_first_sense_the_second_tells(ideal: Glossary) -> None:
    third = next(conflation for conflation in ideal.conflations() if conflation.id == IDEAL.conflation)
    term = ideal.terms["agent"]
    pair = third._replace(id="agent.ideal-or-role", senses=("agent.ideal", "agent.role"))
    wider = replace(ideal, terms={"agent": replace(term, conflations=(*term.conflations, pair))})
    rule = replace(WANTS, conflation=IDEAL.conflation, others=(Named(pair.id, "A role?"),))
    cues = (Cue("agent.pursuer", 1, said("foresees")), Cue("agent.role", 1, said("loop")))
    for draft, name in (("The agent wants.", IDEAL.conflation), ("In a loop the agent wants.", pair.id)):
        (finding,) = told(wider, draft, TermRules(cues, rules=(rule,)))
        assert finding.conflation == name


def test_a_rule_asks_nothing_where_one_of_its_conflations_is_settled() -> None:
    (both,) = EITHER.rules
    clarifiers = [Clarifier("definition", "agent", Span(0, 9), Span(0, 99), conflation=name) for name in ("", "other")]
    assert findings.settling_rule(both, clarifiers) is None
    assert findings.settling_rule(replace(both, conflation="", others=()), clarifiers) is None
    for name in both.conflations():
        clarifier = clarifiers[0]._replace(conflation=name)
        assert findings.settling_rule(both, [*clarifiers, clarifier]) == clarifier


def test_findings_of_a_rule_that_name_two_conflations_are_told_apart(ideal: Glossary) -> None:
    draft = "The agent wants.\n\nIdeally the agent wants.\n\nThe agent wants."
    assert [(finding.message, len(finding.more)) for finding in told(ideal, draft, EITHER)] == [
        ("It wants?", 1),
        ("By stipulation?", 0),
    ]
    wanted = Selection(ignore=frozenset([IDEAL.conflation])).sift(bites(ideal, draft, EITHER))
    assert [finding.message for finding in findings.report(wanted, ideal, every=False)] == ["It wants?"]


def test_a_finding_points_to_the_glossary_s_website(agent: Glossary) -> None:
    (finding,) = told(replace(agent, url="https://example.org/"), "The agent wants.", RULES)
    assert finding.url == "https://example.org/rules/wants/"


def test_evidence_is_of_the_two_senses_each_word_once(agent: Glossary) -> None:
    cues = (
        Cue("agent.role", 1, said("the")),
        Cue("agent.pursuer", 0, said("wants")),
        Cue("agent.role", -1, said("spy")),
    )
    stakes = (Stake(1, said("now")), Stake(-1, said("the")))
    (finding,) = told(agent, "Now the agent wants.", TermRules(cues, stakes=stakes, rules=(WANTS,)))
    # The rule's words and the stakes that are for it speak for no reading: they are why it is asked.
    assert [(e.sense, e.words) for e in finding.evidence] == [
        (ASKED, "wants"),
        ("agent.role", "the"),
        (ASKED, "Now"),
    ]


def test_what_is_near_is_told_first(agent: Glossary) -> None:
    far = Test("anywhere", Words("north", frozenset({("north",)})))
    rules = TermRules(stakes=(Stake(1, far), Stake(1, said("now"))), rules=(WANTS,))
    (finding,) = told(agent, "It is north.\n\nNow the agent wants.", rules)
    assert [e.words for e in finding.evidence] == ["wants", "Now", "north"]


def test_what_speaks_for_a_reading_is_told_with_it_alone(agent: Glossary) -> None:
    rules = TermRules((Cue("agent.role", 1, said("wants")),), stakes=(Stake(1, said("now")),), rules=(WANTS,))
    (finding,) = told(agent, "Now the agent wants.", rules)
    assert [(e.sense, e.words) for e in finding.evidence] == [("agent.role", "wants"), (ASKED, "Now")]
    against = rules._replace(cues=(Cue("agent.role", -1, said("wants")),))
    (finding,) = told(agent, "Now the agent wants.", against)
    assert [(e.sense, e.words) for e in finding.evidence] == [("agent.role", "wants"), (ASKED, "wants"), (ASKED, "Now")]
