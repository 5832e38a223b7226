from __future__ import annotations

import contextlib
import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
import yaml
from damage import damaged
from hypothesis import given, settings
from hypothesis import strategies as st

from termlint.curation import curating
from termlint.errors import DataError
from termlint.glossaries import data, glossary, lexicon, rules
from termlint.model import Origin
from termlint.nodes import yamltext
from termlint.rawpatterns import Pattern
from termlint.reading import predicates
from termlint.reading.wordindex import WordIndex
from termlint.vocabulary import Combination, Cue, Example, Rule, Stake, Test, Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from termlint.reading.predicates import Argument
    from termlint.vocabulary import Condition, Glossary, Ruleset

ARGUMENTS: Mapping[str, Argument] = {
    "subject_of": "words",
    "modifier": "words",
    "generic": "flag",
    "claim": ("general", "forecast", "particular"),
    "matcher": "matcher",
    "dependency": "dependency",
    "object_of": "verbs",
    "possessor": "nouns",
}

AGENT = """\
term: agent
off_domain: [person]
cues:
  - {sense: role, weight: 2, when: {subject_of: $moves}}
  - {sense: role, weight: -0.5, when: {modifier: [smart, $kinds]}}
stakes:
  - {weight: 1, when: {claim: forecast}}
threshold: 2
rules:
  - id: agent-goals
    conflation: role-or-pursuer
    level: warning
    message: Some read a goal into this.
    when:
      subject_of: $goals
      claim: [general, forecast]
    unless:
      any:
        - modifier: $kinds
        - none: {generic: true}
    examples:
      - {text: Agents want power., report: true}
      - {text: The agent moved., pass: one run, sense: role, conflation: role-or-pursuer}
"""

LEXICON = """\
moves: {verbs: [move, act]}
goals:
  verbs: [want, look for, $moves]
  nouns: [goal, loss function]
  words: [Goal-Directed, "on"]
kinds: [DQN, model-free, $inner]
inner: [it's]
"""

VALID = {"agent": AGENT, "lexicon": LEXICON}

TERM = """\
term: {lemma}
forms: [{lemma}]
summary: A word.
status: draft
senses:
  - {{id: role, label: {lemma} one, short: s, definition: d, domain: rl}}
  - {{id: pursuer, label: {lemma} two, short: s, definition: d, domain: rl}}
  - {{id: person, label: {lemma} three, short: s, definition: d, domain: rl}}
conflations:
  - id: role-or-pursuer
    senses: [role, pursuer]
    why: w
    situation: s
    caveats:
      role: {{inline: a, footnote: b, aside: c}}
      pursuer: {{inline: a, footnote: b, aside: c}}
examples:
  - {{text: Agents want it., report: {lemma}-goals}}
"""


@pytest.fixture(scope="module")
def terms(tmp_path_factory: pytest.TempPathFactory) -> Glossary:
    folder = tmp_path_factory.mktemp("glossary")
    texts = {lemma: TERM.format(lemma=lemma) for lemma in ("agent", "policy")}
    return glossary.load([write(folder, texts | {"domains": "rl: RL\n"})])


def write(folder: Path, files: Mapping[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def complaints(terms: Glossary, *folders: Path) -> list[str]:
    """What is wrong with the rules of some folders, without the folders' names."""
    with pytest.raises(DataError) as caught:
        rules.load(folders, terms, ARGUMENTS)
    lines = str(caught.value).splitlines()
    return [line.replace(f"{folder}{os.sep}", "") for line in lines for folder in folders if str(folder) in line]


def read(terms: Glossary, folder: Path, files: Mapping[str, str]) -> Ruleset:
    return rules.load([write(folder, files)], terms, ARGUMENTS)


STAKES = """\
more:
  - {when: {generic: true}, weight: 1, by_term: {agent: 2}}
  - {rate: $goals, weight: 0.5, by_term: {agent: 0}}
less:
  - {read_as: [role, person], weight: 3}
"""


def test_terms_share_stakes(terms: Glossary, tmp_path: Path) -> None:
    files = {name: f"term: {name}\nstakes: common\n" for name in ("agent", "policy")}
    ruleset = read(terms, tmp_path, {**files, "lexicon": LEXICON, "stakes": STAKES})
    found = [(stake.weight, cast("Test", stake.when).predicate) for stake in ruleset.terms["agent"].stakes]
    assert found == [(2, "generic"), (0, "rate"), (-3, "read_as")]
    policy = [stake.weight for stake in ruleset.terms["policy"].stakes]
    assert policy == [1, 0.5, -3]


def test_stakes_weigh_words(terms: Glossary, tmp_path: Path) -> None:
    files = {"agent": "term: agent\nstakes: common\n", "stakes": "more: [{words: sentence, weight: 0.5}]\n"}
    first = write(tmp_path / "first", {**files, "words": "sentence: {now: 0.2, goal: 0.4}\nparagraph: {goal: 9}\n"})
    second = write(tmp_path / "second", {"words": "sentence: {goal: -0.1}\n"})
    (stake,) = rules.load([first, second], terms, ARGUMENTS).terms["agent"].stakes
    assert stake.weight == 0.5
    assert stake.when == Test("words", ["sentence", {"now": 0.2, "goal": -0.1}])


BROKEN_WORDS = [
    ("Goal: 1", "words.yaml:1:12: 'Goal' is not a single word in lower case"),
    ("long term: 1", "words.yaml:1:12: 'long term' is not a single word"),
    ("goal: much", "words.yaml:1:18: this must be a number"),
]


@pytest.mark.parametrize(("written", "expected"), BROKEN_WORDS)
def test_an_error_in_the_weights_of_words(written: str, expected: str, terms: Glossary, tmp_path: Path) -> None:
    (said,) = complaints(terms, write(tmp_path, VALID | {"words": f"sentence: {{{written}}}\n"}))
    assert said.startswith(expected)


DRAFT_WORDS = "term: agent\ndraft_words:\n  role: {state: 1, value: 2}\n"


def test_words_of_a_draft_weigh_for_senses(terms: Glossary, tmp_path: Path) -> None:
    first = write(tmp_path / "first", {"agent": DRAFT_WORDS})
    second = write(
        tmp_path / "second", {"agent": "term: agent\ndraft_words: {role: {value: 0.5}, person: {free: 3}}\n"}
    )
    found = rules.load([first, second], terms, ARGUMENTS).terms["agent"].draft_words
    assert found == {"agent.role": {"state": 1, "value": 0.5}, "agent.person": {"free": 3}}
    instead = write(tmp_path / "instead", {"agent": "term: agent\ninstead: true\n"})
    assert rules.load([first, instead], terms, ARGUMENTS).terms["agent"].draft_words == {}


BROKEN_DRAFT_WORDS = [
    ("role", "rule", "agent.yaml:3:3: unknown sense 'rule': did you mean role?"),
    ("state", "State", "agent.yaml:3:10: 'State' is not a single word in lower case"),
    ("2", "much", "agent.yaml:3:27: this must be a number"),
]


@pytest.mark.parametrize(("old", "new", "expected"), BROKEN_DRAFT_WORDS)
def test_an_error_in_the_words_of_a_draft(old: str, new: str, expected: str, terms: Glossary, tmp_path: Path) -> None:
    (said,) = complaints(terms, write(tmp_path, {"agent": DRAFT_WORDS.replace(old, new)}))
    assert said.startswith(expected)


def test_a_term_without_the_word_has_no_shared_stakes(terms: Glossary, tmp_path: Path) -> None:
    ruleset = read(terms, tmp_path, {**VALID, "stakes": STAKES})
    assert len(ruleset.terms["agent"].stakes) == 1


TOLD = AGENT.replace("stakes:", "tells_apart:\n  role-or-pursuer: [$goals, plan]\nstakes:", 1)


def test_a_term_says_what_tells_its_senses_apart(terms: Glossary, tmp_path: Path) -> None:
    ruleset = read(terms, tmp_path, {**VALID, "agent": TOLD})
    ((pair, telling),) = ruleset.tells_apart().items()
    assert pair == "agent.role-or-pursuer"
    assert {("plan",), ("goal",), ("loss", "function")} <= telling.words.phrases


def test_a_term_says_what_must_be_denied_outright(terms: Glossary, tmp_path: Path) -> None:
    own = write(tmp_path / "own", {"agent": "term: agent\ndenied_outright:\n  role-or-pursuer: [plan]\n"})
    files = {**VALID, "agent": AGENT.replace("stakes:", "denied_outright:\n  role-or-pursuer: $goals\nstakes:", 1)}
    ruleset = rules.load([write(tmp_path, files), own], terms, ARGUMENTS)
    assert {pair: words.phrases for pair, words in ruleset.terms["agent"].denied_outright.items()} == {
        "agent.role-or-pursuer": {("plan",)}
    }


MORE = AGENT.replace("stakes:", "claims_more:\n  role-or-pursuer: {modifier: plan}\nstakes:", 1)


def test_a_term_says_where_more_is_claimed_than_the_lesser_sense_leaves(terms: Glossary, tmp_path: Path) -> None:
    own = write(tmp_path / "own", {"agent": "term: agent\nclaims_more:\n  role-or-pursuer: {modifier: goal}\n"})
    ruleset = rules.load([write(tmp_path, {**VALID, "agent": MORE}), own], terms, ARGUMENTS)
    plan, goal = (Test("modifier", Words(word, forms(word))) for word in ("plan", "goal"))
    assert ruleset.terms["agent"].claims_more == {"agent.role-or-pursuer": Combination("any", (plan, goal))}
    assert Combination("any", (plan, goal)) in ruleset.terms["agent"].conditions()


def test_more_is_claimed_than_senses_of_a_conflation_leave(terms: Glossary, tmp_path: Path) -> None:
    files = {**VALID, "agent": MORE.replace("role-or-pursuer: {", "role-or-pursuers: {")}
    (told,) = complaints(terms, write(tmp_path, files))
    assert told.startswith("agent.yaml:7:3: unknown conflation 'role-or-pursuers': did you mean role-or-pursuer?")


@pytest.mark.parametrize("key", ["tells_apart", "denied_outright"])
def test_only_senses_of_a_conflation_are_told_apart(key: str, terms: Glossary, tmp_path: Path) -> None:
    files = {**VALID, "agent": TOLD.replace("role-or-pursuer: [", "role-or-pursuers: [").replace("tells_apart", key)}
    (told,) = complaints(terms, write(tmp_path, files))
    assert told.startswith("agent.yaml:7:3: unknown conflation 'role-or-pursuers': did you mean role-or-pursuer?")


def forms(words: str) -> frozenset[tuple[str, ...]]:
    return frozenset((word,) for word in words.split())


def test_a_ruleset_is_read_whole(terms: Glossary, tmp_path: Path) -> None:
    ruleset = read(terms, tmp_path, VALID)
    assert list(ruleset.terms) == ["agent", "policy"]
    agent = ruleset.terms["agent"]
    moves = Words("$moves", forms("move moves moved moving act acts acted acting"))
    kinds = Words("$kinds", frozenset([("dqn",), ("model", "free"), ("it", "s")]))
    smart = Words("smart, $kinds", kinds.phrases | {("smart",)})
    assert agent.cues == (
        Cue("agent.role", 2, Test("subject_of", moves), "agent.role/1"),
        Cue("agent.role", -0.5, Test("modifier", smart), "agent.role/2"),
    )
    assert agent.off_domain == {"agent.person"}
    assert agent.stakes == (Stake(1, Test("claim", frozenset({"forecast"}))),)
    assert (agent.threshold, agent.sure, agent.together) == (2, 2, 2)
    goals = Words(
        "$goals",
        moves.phrases
        | forms("want wants wanted wanting goal goals on")
        | {(form, "for") for form in ["look", "looks", "looked", "looking"]}
        | {("loss", "function"), ("loss", "functions"), ("goal", "directed")},
    )
    assert agent.rules == (
        Rule(
            "agent-goals",
            "agent",
            "agent.role-or-pursuer",
            "warning",
            "Some read a goal into this.",
            Combination("all", (Test("subject_of", goals), Test("claim", frozenset({"general", "forecast"})))),
            Combination("any", (Test("modifier", kinds), Combination("none", (Test("generic", argument=True),)))),
            examples=(
                Example("Agents want power.", report="agent-goals"),
                Example("The agent moved.", passes="one run", sense="agent.role", conflation="agent.role-or-pursuer"),
            ),
        ),
    )
    assert agent.rules[0].origin == Origin(str(tmp_path / "agent.yaml"), 10, 5)
    assert ruleset.terms["policy"].rules == ()
    assert rules.check(terms, ruleset)[0].message == "unknown rule 'policy-goals' (legal: agent-goals)"


def when(condition: str, terms: Glossary, folder: Path) -> Condition:
    """What a condition is read as."""
    text = "term: agent\ncues:\n  - sense: role\n    weight: 1\n    when: " + condition
    return read(terms, folder, {"agent": text, "lexicon": LEXICON}).terms["agent"].cues[0].when


ACTS = frozenset([*((form,) for form in ("act", "acts", "acted", "acting", "dqn")), ("model", "free"), ("it", "s")])
"""A verb in all its forms, and a list in those that it has."""
FLAG, NOT = Test("generic", argument=True), Test("generic", argument=False)
GENERAL = Test("claim", frozenset({"general"}))

CONDITIONS = [
    ("{generic: true}", FLAG),
    ("{generic: False}", NOT),
    ("{claim: general}", GENERAL),
    ("{claim: [general, particular]}", Test("claim", frozenset({"general", "particular"}))),
    ("{modifier: Self-Play}", Test("modifier", Words("Self-Play", frozenset({("self", "play")})))),
    ("{modifier: [a b, $inner]}", Test("modifier", Words("a b, $inner", frozenset({("a", "b"), ("it", "s")})))),
    ("{object_of: Study}", Test("object_of", Words("Study", forms("study studies studied studying")))),
    ("{object_of: [act, $kinds]}", Test("object_of", Words("act, $kinds", ACTS))),
    ("{possessor: a mind}", Test("possessor", Words("a mind", frozenset({("a", "mind"), ("a", "minds")})))),
    ("{modifier: don\u2019t}", Test("modifier", Words("don\u2019t", frozenset({("don't",)})))),
    ("{modifier: 'no'}", Test("modifier", Words("no", frozenset({("no",)})))),
    ("{modifier: no}", Test("modifier", Words("no", frozenset({("no",)})))),
    ("{matcher: [{}, {OP: '{,2}'}]}", Test("matcher", Pattern("matcher", [{}, {"OP": "{,2}"}]))),
    ("{matcher: [{LENGTH: 3}]}", Test("matcher", Pattern("matcher", [{"LENGTH": 3}]))),
    (
        "{matcher: [{LENGTH: {'>=': 2}, IS_PUNCT: false}]}",
        Test("matcher", Pattern("matcher", [{"LENGTH": {">=": 2}, "IS_PUNCT": False}])),
    ),
    (
        "{matcher: [{TEXT: {FUZZY1: a, IN: [b]}}]}",
        Test("matcher", Pattern("matcher", [{"TEXT": {"FUZZY1": "a", "IN": ["b"]}}])),
    ),
    (
        "{dependency: [{RIGHT_ID: a, RIGHT_ATTRS: {}}]}",
        Test("dependency", Pattern("dependency", [{"RIGHT_ID": "a", "RIGHT_ATTRS": {}}])),
    ),
    ("{all: [{generic: true}, {generic: false}]}", Combination("all", (FLAG, NOT))),
    ("{any: {generic: true}}", Combination("any", (FLAG,))),
    ("{all: {generic: true, claim: general}}", Combination("all", (Combination("all", (FLAG, GENERAL)),))),
    ("{none: [{generic: true}], generic: false}", Combination("all", (Combination("none", (FLAG,)), NOT))),
]


@pytest.mark.parametrize(("condition", "expected"), CONDITIONS, ids=[condition for condition, _ in CONDITIONS])
def test_a_condition_is_read_as(condition: str, expected: Condition, terms: Glossary, tmp_path: Path) -> None:
    assert when(condition, terms, tmp_path) == expected


ANCHOR = "{RIGHT_ID: a, RIGHT_ATTRS: {}}"
NEXT = "REL_OP: '>', RIGHT_ID: b, RIGHT_ATTRS: {}"
BAD_CONDITIONS = [
    ("{}", "5:11: this condition is empty: it would always hold"),
    ("[]", "5:11: a condition maps predicates to arguments, found a list"),
    ("", "5:10: a condition maps predicates to arguments, found nothing"),
    ("generic", "5:11: a condition maps predicates to arguments, found the text 'generic'"),
    (
        "{subjet_of: x}",
        "5:12: unknown predicate 'subjet_of': did you mean subject_of? (legal: all, any, none, subject_of, modifier,",
    ),
    ("{subject_of: $movs}", "5:24: unknown list 'movs': did you mean moves? (legal: moves, goals, kinds, inner)"),
    ("{subject_of: []}", "5:24: this list is empty"),
    ("{subject_of: {a: b}}", "5:24: this must be a word, a $list or a list of them, found a mapping"),
    ("{subject_of: [[a]]}", "5:25: this must be a word or a $list, found a list"),
    ("{subject_of: [true]}", "5:25: this must be a word, found the value true: put it in quotes"),
    ("{subject_of: }", "5:24: this must be a word, found nothing"),
    ("{subject_of: 7}", "5:24: this must be a word, found the number 7: put it in quotes"),
    ("{subject_of: 'seek*'}", "5:24: 'seek*' is not a word: write words out, without * or other signs"),
    ("{subject_of: '.'}", "5:24: '.' is not a word"),
    ("{subject_of: 'a|b'}", "5:24: 'a|b' is not a word"),
    ("{generic: yes}", "5:21: this must be true or false, found the text 'yes'"),
    ("{generic: 1}", "5:21: this must be true or false, found the number 1"),
    ("{claim: genral}", "5:19: unknown value 'genral': did you mean general? (legal: general, forecast, particular)"),
    ("{claim: [general, x]}", "5:29: unknown value 'x'"),
    ("{claim: []}", "5:19: this list is empty"),
    ("{claim: true}", "5:19: this must be text, found the value true"),
    ("{dependency: {A: b}}", "5:24: a pattern is a list of mappings, found a mapping"),
    ("{dependency: []}", "5:24: a pattern is a list of mappings, found an empty list"),
    ("{dependency: [a]}", "5:25: a part of a pattern must be a mapping, found the text 'a'"),
    ("{dependency: [{RIGHT_ID: a}]}", "5:25: the key 'RIGHT_ATTRS' is missing"),
    ("{dependency: [{RIGHT_ID: a, RIGHT_ATTRS: x}]}", "5:52: this must be an entry with the keys TEXT, ORTH, LOWER"),
    ("{dependency: [{RIGHT_ID: a, RIGHT_ATTRS: {OP: '?'}}]}", "5:53: unknown key 'OP'"),
    (f"{{dependency: [{ANCHOR[:-1]}, REL_OP: '>'}}]}}", "5:56: unknown key 'REL_OP' (legal: RIGHT_ID, RIGHT_ATTRS)"),
    (f"{{dependency: [{ANCHOR}, {{LEFT_ID: b, {NEXT}}}]}}", "5:67: unknown RIGHT_ID of an earlier part 'b' (legal: a)"),
    (f"{{dependency: [{ANCHOR}, {{LEFT_ID: a, {NEXT.replace('>', '=>')}}}]}}", "5:78: unknown value '=>'"),
    (
        f"{{dependency: [{ANCHOR}, {{LEFT_ID: a, {NEXT.replace('b', 'a')}}}]}}",
        "5:93: 'a' is the RIGHT_ID of an earlier part, too",
    ),
    ("{matcher: [{_: {x: 1}}]}", "5:23: unknown key '_' (legal: "),
    ("{matcher: [{NOPE: 1}]}", "5:23: unknown key 'NOPE'"),
    ("{matcher: [{LOWR: x}]}", "5:23: unknown key 'LOWR': did you mean LOWER?"),
    ("{matcher: [{lower: x}]}", "5:23: unknown key 'lower': did you mean LOWER?"),
    ("{matcher: [{ENT_TYPE: ORG}]}", "5:23: unknown key 'ENT_TYPE'"),
    ("{matcher: [{LOWER: 3}]}", "5:30: this must be text, found the number 3: put it in quotes"),
    ("{matcher: [{LOWER: ' a'}]}", "5:30: this must not start or end with a space, found the text ' a'"),
    ("{matcher: [{LOWER: {IN: 3}}]}", "5:35: this must be a list, found the number 3"),
    ("{matcher: [{LOWER: {IN: [3]}}]}", "5:36: this must be text, found the number 3"),
    ("{matcher: [{LOWER: {INN: [a]}}]}", "5:31: unknown key 'INN': did you mean IN? (legal: IN, NOT_IN, INTERSECTS,"),
    ("{matcher: [{LOWER: {}}]}", "5:30: this mapping is empty: it would always hold"),
    ("{matcher: [{TEXT: {regex: x}}]}", "5:30: 'regex' is not supported: list the words with IN"),
    ("{matcher: [{LENGTH: 2.5}]}", "5:31: this must be a whole number, 0 or more, found the number 2.5"),
    ("{matcher: [{LENGTH: -1}]}", "5:31: this must be a whole number, 0 or more, found the number -1"),
    ("{matcher: [{MORPH: {IN: [Sing]}}]}", "5:36: 'Sing' is not a feature such as Number=Sing"),
    ("{matcher: [{LENGTH: {'>=': x}}]}", "5:38: this must be a number, found the text 'x'"),
    ("{matcher: [{IS_PUNCT: 1}]}", "5:33: this must be true or false, found the number 1"),
    *(
        (
            f"{{matcher: [{{LOWER: x, OP: '{operator}'}}]}}",
            f"5:37: '{operator}' is not an operator (legal: !, ?, +, *, {{n}}",
        )
        for operator in ("x", "1", "{}", "{,}", "{2,1}", "{0}")
    ),
    ("{matcher: [{OP: '{20}'}, {OP: '{13}'}]}", "5:21: a pattern has at most 32 parts, found 33"),
    ("{dependency: [" + "{A: b}, " * 33 + "]}", "5:24: a pattern has at most 32 parts, found 33"),
    ("{any: []}", "5:17: this list is empty"),
    ("{any: {generic: true, claim: general}}", "5:17: any of several conditions needs a list"),
    ("{none: {generic: true, claim: general}}", "5:18: none of several conditions needs a list"),
    ("{all: [{}]}", "5:18: this condition is empty"),
    ("{any: generic}", "5:17: a condition maps predicates to arguments"),
    ("{generic: true, generic: true}", "5:27: the key 'generic' is here twice"),
    ("{$moves: true}", "5:12: unknown predicate '$moves'"),
    ("{subject_of: " + "[" * 40 + "]" * 40 + "}", "5:53: is nested deeper than 32 levels"),
]


@pytest.mark.parametrize(("condition", "expected"), BAD_CONDITIONS, ids=[c for c, _ in BAD_CONDITIONS])
def test_a_bad_condition_says_where_and_what(condition: str, expected: str, terms: Glossary, tmp_path: Path) -> None:
    text = "term: agent\ncues:\n  - sense: role\n    weight: 1\n    when: " + condition
    (said,) = complaints(terms, write(tmp_path, {"agent": text, "lexicon": LEXICON}))
    assert said.startswith(f"agent.yaml:{expected}")


BROKEN = [
    (
        "agent",
        "term: agent",
        "term: agnt",
        ["agent.yaml:1:7: unknown term 'agnt': did you mean agent? (legal: agent, po"],
    ),
    ("agent", "term: agent\n", "", ["agent.yaml:1:1: the key 'term' is missing"]),
    ("agent", "term: agent", "term: policy", ["agent.yaml:1:7: the file of 'policy' must be named policy.yaml"]),
    (
        "agent",
        "cues:",
        "ques:",
        ["agent.yaml:3:1: unknown key 'ques': did you mean cues? (legal: term, instead, off_domain, silent,"],
    ),
    ("agent", "[person]", "[persn]", ["agent.yaml:2:14: unknown sense 'persn': did you mean person? (legal: role, pu"]),
    (
        "agent",
        "sense: role, weight: 2",
        "sense: rule, weight: 2",
        ["agent.yaml:4:13: unknown sense 'rule': did you mean"],
    ),
    ("agent", "weight: 2", "weight: two", ["agent.yaml:4:27: this must be a number, found the text 'two'"]),
    ("agent", "weight: 2", "weight: true", ["agent.yaml:4:27: this must be a number, found the value true"]),
    ("agent", "weight: 2", "weight: 1e999", ["agent.yaml:4:27: this must be a number, found the number inf"]),
    ("agent", "weight: 2, ", "", ["agent.yaml:4:5: the key 'weight' is missing"]),
    ("agent", "threshold: 2", "threshold: high", ["agent.yaml:8:12: this must be a number, found the text 'high'"]),
    ("agent", "id: agent-goals", "id: Agent goals", ["agent.yaml:10:9: 'Agent goals' is not an id"]),
    ("agent", "id: agent-goals", "id: 7", ["agent.yaml:10:9: this must be text, found the number 7"]),
    (
        "agent",
        "on: role-or-p",
        "on: role-or-",
        ["agent.yaml:11:17: unknown conflation 'role-or-ursuer': did you mean role"],
    ),
    (
        "agent",
        "    when:\n      subject_of: $goals\n      claim",
        "    others: {role-or-ideal: m}\n    when:\n      subject_of: $goals\n      claim",
        ["agent.yaml:14:14: unknown conflation 'role-or-ideal': did you mean role-or-pursuer?"],
    ),
    (
        "agent",
        "on: role",
        "on: agent.role",
        ["agent.yaml:11:17: unknown conflation 'agent.role-or-pursuer': did you mean role"],
    ),
    (
        "agent",
        "level: warning",
        "level: warn",
        ["agent.yaml:12:12: unknown value 'warn': did you mean warning? (legal: s"],
    ),
    (
        "agent",
        "message: Some",
        "message: |\n      a\n      Some",
        ["agent.yaml:13:14: this must be one line or paragraph"],
    ),
    (
        "agent",
        "report: true",
        "report: false",
        ["agent.yaml:22:44: an example that must not be reported has pass, with the re"],
    ),
    ("agent", ", report: true", "", ["agent.yaml:22:9: an example needs report (a rule), pass (a reason) or sense"]),
    (
        "agent",
        "report: true",
        "report: true, pass: x",
        ["agent.yaml:22:9: an example has either report or pass, not both"],
    ),
    (
        "agent",
        "sense: role, conf",
        "sense: x, conf",
        ["agent.yaml:23:56: unknown sense 'x' (legal: role, pursuer, person)"],
    ),
    (
        "agent",
        AGENT,
        AGENT.partition("rules:")[0] + "rules: 3",
        ["agent.yaml:9:8: this must be a list, found the number"],
    ),
    ("agent", AGENT, "", ["agent.yaml:1:1: this must be an entry with the keys term, instead, off_domain, silent,"]),
    (
        "lexicon",
        LEXICON,
        "- a",
        ["lexicon.yaml:1:1: this must"],
    ),
    ("lexicon", "inner:", "moves: [go]\ninner:", ["lexicon.yaml:7:1: the key 'moves' is here twice (first on line 1)"]),
    (
        "lexicon",
        "inner:",
        "Inner list:",
        ["lexicon.yaml:7:1: 'Inner list' is not a n"],
    ),
    (
        "lexicon",
        "nouns:",
        "noun:",
        ["lexicon.yaml:4:3: unknown key 'noun': did you mean nouns? (legal: verbs, nouns, words)"],
    ),
    (
        "lexicon",
        "[it's]",
        "it's",
        ["lexicon.yaml:7:8: this must be a list of words, or have the keys verbs, nouns, words"],
    ),
    ("lexicon", "[it's]", "[]", ["lexicon.yaml:7:8: this list is empty"]),
    (
        "lexicon",
        "[it's]",
        "[yes, true]",
        ["lexicon.yaml:7:14: this must be a word, found the value true: put it in quotes"],
    ),
    ("lexicon", "[it's]", "['[ab]c']", ["lexicon.yaml:7:9: '[ab]c' is not a word"]),
    ("lexicon", "[it's]", "[$kinds]", ["lexicon.yaml:7:9: the list 'kinds' contains itself: kinds > inner > kinds"]),
    ("lexicon", "[it's]", "[$inner]", ["lexicon.yaml:7:9: the list 'inner' contains itself: kinds > inner > inner"]),
    ("lexicon", "[it's]", "[$move]", ["lexicon.yaml:7:9: unknown list 'move': did you mean moves?"]),
]


BROKEN_STAKES = [
    ("weight: 3", "weight: -3", ["stakes.yaml:5:31: 'weight' is below 0: more and less say which way a stake goes"]),
    ("{agent: 0}", "{agnt: 1}", ["stakes.yaml:3:43: unknown term 'agnt': did you mean agent?"]),
    ("{agent: 0}", "{agent: -1}", ["stakes.yaml:3:43: 'agent' is below 0"]),
    ("read_as: [role, person], ", "", ["stakes.yaml:5:5: a stake asks one thing: give one of when, rate, read_as"]),
    ("{rate", "{when: {generic: true}, rate", ["stakes.yaml:3:5: a stake asks one thing"]),
    ("less", "fewer", ["stakes.yaml:4:1: unknown key 'fewer'"]),
]


@pytest.mark.parametrize(("old", "new", "expected"), BROKEN_STAKES)
def test_an_error_in_shared_stakes(old: str, new: str, expected: list[str], terms: Glossary, tmp_path: Path) -> None:
    assert old in STAKES
    said = complaints(terms, write(tmp_path, VALID | {"stakes": STAKES.replace(old, new, 1)}))
    assert [line.startswith(start) for line, start in zip(said, expected, strict=True)] == [True], said


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: f"{case[0]}-{case[2][:40]}")
def test_an_error_says_where_and_what(case: tuple[str, str, str, list[str]], terms: Glossary, tmp_path: Path) -> None:
    file, old, new, expected = case
    assert old in VALID[file]
    said = complaints(terms, write(tmp_path, VALID | {file: VALID[file].replace(old, new, 1)}))
    assert len(said) == len(expected), said
    for line, start in zip(said, expected, strict=True):
        assert line.startswith(start)


RULE = """\
term: {term}
rules:
  - {{id: {id}, conflation: role-or-pursuer, level: suggestion, message: m, when: {{generic: true}}}}
"""


OWN_CUES = """\
cues:
  - {sense: pursuer, weight: 1, when: {modifier: $kinds}}
  - {sense: role, weight: 1, when: {claim: general}}
"""


def test_a_rule_id_is_taken_once_in_a_folder(terms: Glossary, tmp_path: Path) -> None:
    (said,) = complaints(terms, write(tmp_path, VALID | {"policy": RULE.format(term="policy", id="agent-goals")}))
    assert said.startswith("policy.yaml:3:10: the rule 'agent-goals' is taken (by ")
    assert said.endswith("agent.yaml:10)")


def test_a_word_list_with_its_file_name_misspelt_is_told_so(terms: Glossary, tmp_path: Path) -> None:
    said = complaints(terms, write(tmp_path, VALID | {"lexicons": "kinds: [x]\n"}))
    assert "lexicons.yaml:1:1: this is read as a term's file: did you mean lexicon.yaml?" in said


def test_a_later_folder_takes_no_rule_id_from_another_term(terms: Glossary, tmp_path: Path) -> None:
    own = write(tmp_path / "own", {"policy": RULE.format(term="policy", id="agent-goals")})
    with pytest.raises(DataError, match=r"policy\.yaml:3:10: the rule 'agent-goals' is taken \(by .*agent\.yaml:10\)$"):
        rules.load([write(tmp_path / "shipped", VALID), own], terms, ARGUMENTS)


def test_a_later_folder_adds_cues_and_replaces_rules_of_the_same_id(terms: Glossary, tmp_path: Path) -> None:
    own = RULE.format(term="agent", id="agent-goals") + OWN_CUES
    ruleset = rules.load(
        [
            write(tmp_path / "shipped", VALID),
            write(tmp_path / "own", {"agent": own, "lexicon": "kinds: [x]"}),
            write(tmp_path / "more", {"policy": RULE.format(term="policy", id="policy-goals")}),
        ],
        terms,
        ARGUMENTS,
    )
    agent = ruleset.terms["agent"]
    assert [(rule.id, rule.level) for rule in ruleset.rules()] == [
        ("agent-goals", "suggestion"),
        ("policy-goals", "suggestion"),
    ]
    assert [cue.id for cue in agent.cues] == ["agent.role/1", "agent.role/2", "agent.pursuer/1", "agent.role/3"]
    assert agent.cues[2].when == Test("modifier", Words("$kinds", frozenset({("x",)})))
    assert agent.threshold == 2
    assert rules.check(terms, ruleset) == ()


def test_a_copy_beside_the_rules_changes_nothing(terms: Glossary, tmp_path: Path) -> None:
    files = {**VALID, "policy": "term: policy\nstakes: common\n", "stakes": STAKES}
    shipped, copy = write(tmp_path / "shipped", files), write(tmp_path / "copy", files)
    alone, both = (rules.load(folders, terms, ARGUMENTS) for folders in ([shipped], [shipped, copy]))
    for lemma in ("agent", "policy"):
        assert both.terms[lemma].cues == alone.terms[lemma].cues
        assert both.terms[lemma].stakes == alone.terms[lemma].stakes


def test_what_a_later_folder_asks_again_counts_with_its_weight(terms: Glossary, tmp_path: Path) -> None:
    files = {**VALID, "policy": "term: policy\nstakes: common\n", "stakes": STAKES}
    own = {
        "agent": AGENT.replace("weight: 2,", "weight: 3,").replace("weight: 1,", "weight: 0.5,"),
        "stakes": STAKES.replace("weight: 3}", "weight: 4}"),
    }
    ruleset = rules.load([write(tmp_path / "shipped", files), write(tmp_path / "own", own)], terms, ARGUMENTS)
    agent = ruleset.terms["agent"]
    assert [(cue.id, cue.weight) for cue in agent.cues] == [("agent.role/1", 3), ("agent.role/2", -0.5)]
    assert [stake.weight for stake in agent.stakes] == [0.5]
    assert [stake.weight for stake in ruleset.terms["policy"].stakes] == [1, 0.5, -4]


def test_a_file_can_stand_instead_of_those_of_earlier_folders(terms: Glossary, tmp_path: Path) -> None:
    own = "term: agent\ninstead: true\n" + OWN_CUES
    folders = [
        write(tmp_path / "shipped", {**VALID, "agent": AGENT.replace("role, weight: 2", "rolf, weight: 2")}),
        write(tmp_path / "own", {"agent": own}),
        write(tmp_path / "more", {"agent": RULE.format(term="agent", id="agent-more")}),
    ]
    agent = rules.load(folders, terms, ARGUMENTS).terms["agent"]
    assert [cue.weight for cue in agent.cues] == [1, 1]
    assert [rule.id for rule in agent.rules] == ["agent-more"]
    assert (agent.stakes, agent.threshold, agent.sure, agent.together) == ((), 0, 0, 0)
    assert agent.off_domain == frozenset()


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("threshold: -1", (-1, -1, -1)),
        ("sure: 4", (2, 4, 2)),
        ("together: 5", (2, 2, 5)),
        ("threshold: 1\nsure: 3\ntogether: 4", (1, 3, 4)),
    ],
)
def test_the_last_threshold_holds_and_what_is_said_beside_it(
    own: str, expected: tuple[float, float, float], terms: Glossary, tmp_path: Path
) -> None:
    folders = [write(tmp_path / "shipped", VALID), write(tmp_path / "own", {"agent": f"term: agent\n{own}\n"})]
    agent = rules.load(folders, terms, ARGUMENTS).terms["agent"]
    assert (agent.threshold, agent.sure, agent.together) == expected


def test_what_one_file_says_twice_counts_twice(terms: Glossary, tmp_path: Path) -> None:
    twice = AGENT.replace(
        "  - {sense: role, weight: 2,",
        "  - {sense: role, weight: 2, when: {subject_of: $moves}}\n  - {sense: role, weight: 2,",
    )
    assert [cue.weight for cue in read(terms, tmp_path, {**VALID, "agent": twice}).terms["agent"].cues] == [2, 2, -0.5]


def test_an_example_that_names_a_rule_which_is_gone_says_where(terms: Glossary, tmp_path: Path) -> None:
    ruleset = read(terms, tmp_path, {"agent": RULE.format(term="agent", id="agent-goal")})
    problems = rules.check(terms, ruleset)
    assert [problem.message for problem in problems] == [
        "unknown rule 'agent-goals': did you mean agent-goal? (legal: agent-goal)",
        "unknown rule 'policy-goals' (legal: agent-goal)",
    ]
    assert [(Path(problem.path).name, problem.line) for problem in problems] == [
        ("agent.yaml", 18),
        ("policy.yaml", 18),
    ]


def test_an_example_that_stands_with_its_rule_is_told_to_say_true(terms: Glossary, tmp_path: Path) -> None:
    ruleset = read(terms, tmp_path, VALID | {"agent": AGENT.replace("report: true", "report: yes")})
    said = [problem.message for problem in rules.check(terms, ruleset)]
    assert (
        said[-1] == "unknown rule 'yes'; write true for the rule that the example is listed with (legal: agent-goals)"
    )


@pytest.mark.parametrize(
    ("lists", "message"),
    [
        ("".join(f"l{i}: [$l{i + 1}]\n" for i in range(5000)) + "l5000: [a]\n", "nested deeper than 16 levels"),
        (
            "big: ["
            + ", ".join(f"w{i}" for i in range(9000))
            + "]\n"
            + "".join(f"l{i}: [$big]\n" for i in range(9000)),
            "amount to more than 200000 phrases",
        ),
        ("".join(f"l{i}: [$l{i + 1}, $l{i + 1}]\n" for i in range(15)) + "l15: [a]\n", ""),
    ],
    ids=["chain", "copies", "doubling"],
)
def test_lists_of_lists_are_bounded(lists: str, message: str, terms: Glossary, tmp_path: Path) -> None:
    if not message:
        assert read(terms, tmp_path, {"lexicon": lists})
    else:
        assert message in complaints(terms, write(tmp_path, {"lexicon": lists}))[0]


def test_the_shipped_rules_load() -> None:
    terms = glossary.load([glossary.builtin()])
    ruleset = rules.load([rules.builtin()], terms, predicates.ARGUMENTS)
    assert set(ruleset.terms) == set(terms.terms)


def test_a_term_that_lacks_what_the_shipped_rules_name_is_what_is_wrong(tmp_path: Path) -> None:
    entry = yaml.safe_load((glossary.builtin() / "ai-pause.yaml").read_text())
    del entry["conflations"], entry["examples"]
    own = write(tmp_path, {"ai-pause": yaml.safe_dump(entry)})
    with pytest.raises(DataError) as caught:
        data.load(data.Folders(glossary=(own,)))
    (problem,) = caught.value.problems
    assert Path(problem.path) == own / "ai-pause.yaml"
    start = f"this replaces 'AI pause' but lacks what {rules.builtin() / 'ai-pause.yaml'} names: conflation "
    assert problem.message.startswith(start)


def test_rules_instead_of_the_shipped_ones_are_no_fault_of_what_names_those(tmp_path: Path) -> None:
    own = write(tmp_path, {"ai-pause": "term: AI pause\ninstead: true\n"})
    _, ruleset = curating.validated(data.Folders(rules=(own,)))
    assert ruleset.terms["AI pause"].rules == ()


def test_an_edited_copy_beside_the_shipped_rules_is_told_what_to_say(tmp_path: Path) -> None:
    text = (rules.builtin() / "ai-pause.yaml").read_text(encoding="utf-8")
    own = data.Folders(rules=(tmp_path,))
    write(tmp_path, {"ai-pause": text})
    curating.validated(own)
    edited = text.replace("{sentence: [treaty, international,", "{sentence: [accord, international,")
    write(tmp_path, {"ai-pause": edited})
    with pytest.raises(DataError, match="4 cues of this file are built in"):
        curating.validated(own)
    write(tmp_path, {"ai-pause": edited.replace("term: AI pause", "term: AI pause\ninstead: true")})
    curating.validated(own)


def test_every_phrase_of_the_shipped_lexicon_can_be_found_in_a_draft() -> None:
    lists = lexicon.Lexicon()
    node = yamltext.load(rules.builtin() / "lexicon.yaml")
    sheet = rules.Sheet("lexicon.yaml", rules.Guesses())
    lists.add(node, sheet)
    for name in yamltext.plain(node):
        words = lists.words(yamltext.Scalar(f"${name}", yamltext.Point(1, 1)), sheet)
        assert words.phrases
        for phrase in words.phrases:
            assert tuple(WordIndex(" ".join(phrase)).words) == phrase
    assert not sheet.problems


STRANGE = st.sampled_from(
    [None, True, 7, 1.5, "", "x", "$goals", "$none", [], {}, [[]], [{}], {"any": 1}, ["x"], {"generic": True}]
)


@settings(max_examples=300)
@given(st.data())
def test_damaged_rules_are_refused_or_read_and_nothing_else(terms: Glossary, draw: st.DataObject) -> None:
    name = draw.draw(st.sampled_from(sorted(VALID)))
    data = yamltext.plain(yamltext.parse(VALID[name], name))
    for _ in range(draw.draw(st.integers(1, 3))):
        data = damaged(data, draw, STRANGE)
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(DataError):
        read(terms, Path(folder), VALID | {name: json.dumps(data)})


def test_an_unknown_predicate_is_shown_every_legal_one(terms: Glossary, tmp_path: Path) -> None:
    text = "term: agent\ncues:\n  - {sense: role, weight: 1, when: {subjects_of: x}}\n"
    with pytest.raises(DataError) as caught:
        rules.load([write(tmp_path, {"agent": text})], terms, predicates.ARGUMENTS)
    assert "unknown predicate 'subjects_of': did you mean subject_of?" in str(caught.value)
    assert str(caught.value).endswith(f"(legal: all, any, none, {', '.join(predicates.ARGUMENTS)})")
