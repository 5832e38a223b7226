"""What `termlint explain` finds and says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from termlint import explain
from termlint.errors import TermlintError
from termlint.glossaries import data, spelling
from termlint.rawpatterns import Pattern
from termlint.reading.predicates import PREDICATES
from termlint.reporters.style import Style
from termlint.vocabulary import Combination, Glossary, Named, Ruleset, TermRules, Test, Words


def lines(name: str, glossary: Glossary, ruleset: Ruleset, width: int = 72) -> list[str]:
    entry = explain.find(name, glossary, ruleset)
    return [line.rstrip() for line in explain.write(entry, glossary, ruleset, Style(width=width))]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("agent", "agent"),
        ("AGENTS", "agent"),
        ("agent.role", "agent.role"),
        ("agent.role-or-pursuer", "agent.role-or-pursuer"),
        ("Agent-Goals", "agent-goals"),
        ("  agent ", "agent"),
        ("agent goals", "agent-goals"),
    ],
)
def test_every_name_is_known(name: str, found: str, agent: Glossary, ruleset: Ruleset) -> None:
    assert explain.find(name, agent, ruleset).id == found


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("agent-aims", "agent-goals"),
        ("agent.actor", "agent.role"),
        ("actor.pursuer", "agent.pursuer"),
        ("actor", "agent"),
    ],
)
def test_an_old_name_is_known(old: str, now: str, agent: Glossary, ruleset: Ruleset) -> None:
    renamed = {
        "terms": {"actor": "agent"},
        "senses": {"agent.actor": "agent.role"},
        "rules": {"agent-aims": "agent-goals"},
    }
    assert explain.find(old, replace(agent, renamed=renamed), ruleset).id == now


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("pursuer", "there is no term, sense, conflation or rule called 'pursuer'; did you mean agent.pursuer?"),
        ("agent-goal", "there is no term, sense, conflation or rule called 'agent-goal'; did you mean agent-goals"),
        ("xyzzy", "there is no term, sense, conflation or rule called 'xyzzy'; known terms: agent"),
    ],
)
def test_an_unknown_name_gets_the_nearest(name: str, message: str, agent: Glossary, ruleset: Ruleset) -> None:
    with pytest.raises(TermlintError) as error:
        explain.find(name, agent, ruleset)
    assert str(error.value).startswith(message)


def test_the_last_of_the_built_in_rules_is_guessed_as_well() -> None:
    terms, ruleset = data.load(data.Folders())
    *_, last = ruleset.rules()
    with pytest.raises(TermlintError, match=f"did you mean {last.id}"):
        explain.find(f"{last.id}x", terms, ruleset)


def test_a_word_of_a_term_leads_to_it(agent: Glossary, ruleset: Ruleset) -> None:
    terms = {name: replace(agent.terms["agent"], id=name) for name in ("inner process", "process-based agent", "agent")}
    with pytest.raises(TermlintError, match=r"did you mean inner process or process-based agent\?"):
        explain.find("Process", replace(agent, terms=terms), ruleset)


def test_a_sense(agent: Glossary, ruleset: Ruleset) -> None:
    assert lines("agent.role", agent, ruleset) == [
        "agent.role  agent (the acting side)",
        "  whatever selects the actions",
        "",
        "  What acts in the loop, by its policy (policy.mapping). See",
        "  agent.pursuer.",
        "",
        "  contrast    agent.pursuer: A role needs no goals.",
        "  source      A. Author (2001): A Book, section 3.1",
        "              https://example.org/book",
        "",
        "Easily confused",
        "  agent.role-or-pursuer: with pursuer",
    ]


def test_a_conflation(agent: Glossary, ruleset: Ruleset) -> None:
    assert lines("agent.role-or-pursuer", agent, ruleset) == [
        "agent.role-or-pursuer  role taken for pursuer, or the other way round",
        "  The noun settles what should be argued.",
        "",
        "  example     A lookup table plays a game.",
        "  source      A. Author (2001): A Book, chapter 1",
        "              https://example.org/book",
        "",
        "  If you mean role, which --fix takes if the words do not decide:",
        "    inline    (only the acting side of the loop)",
        "    footnote  No goals are implied here.",
        "    aside     **Agent** is a role.",
        "",
        "  If you mean pursuer:",
        "    inline    (a planner, not just the role)",
        "    footnote  Goals are meant here.",
        "    aside     **Agent** is a planner.",
        "",
        "Rules that report it",
        "  agent-goals (warning)",
    ]


def test_a_rule(agent: Glossary, ruleset: Ruleset) -> None:
    assert lines("agent-goals", agent, ruleset) == [
        "agent-goals  warning about agent",
        "  Some read a goal into this.",
        "  Where it is not sure, it only suggests.",
        "",
        "  Two senses that are confused here (termlint explain",
        "  agent.role-or-pursuer):",
        "    role          whatever selects the actions",
        "    pursuer       system that foresees what its actions lead to",
        "",
        "  It reports a mention when",
        "    - The mention, or a pronoun for it, is the logical subject of one of",
        "      these verbs or adjectives: seek, seek power, want",
        "",
        "  unless",
        "    - The mention is written with a capital inside a sentence: a name or",
        "      a title",
        "",
        "  reported    Agents want power.",
        "  passes      An agent moves. (no goal)",
    ]


def test_a_rule_that_names_two_conflations(ideal: Glossary, ruleset: Ruleset) -> None:
    (rule,) = ruleset.rules()
    both = replace(rule, others=(Named("agent.ideal-or-pursuer", "Some read a forecast into this."),))
    wider = Ruleset({"agent": TermRules(rules=(both,))})
    said = lines("agent-goals", ideal, wider)
    assert said[8:13] == [
        "",
        "  Where ideal is likelier: Some read a forecast into this.",
        "  Two senses that are confused here (termlint explain",
        "  agent.ideal-or-pursuer):",
        "    ideal         chooser that is rational by stipulation",
    ]
    for conflation in both.conflations():
        assert "  agent-goals (warning)" in lines(conflation, ideal, wider)


@pytest.mark.parametrize(("pair", "sense"), [(("ideal", "pursuer"), "ideal"), (("role", "brain"), "brain")])
def test_what_must_be_likelier_is_what_another_pair_does_not_share(pair: tuple[str, str], sense: str) -> None:
    assert spelling.telling(pair, ("role", "pursuer")) == sense


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("agents", "t/agent/"),
        ("agent.role", "t/agent/#role"),
        ("agent.role-or-pursuer", "t/agent/#role-or-pursuer"),
        ("agent-goals", "rules/agent-goals/"),
    ],
)
def test_an_entry_has_its_address_where_there_is_a_website(
    name: str, address: str, agent: Glossary, ruleset: Ruleset
) -> None:
    said = lines(name, replace(agent, url="https://example.org/words/"), ruleset)
    assert said[-2:] == ["On the website", f"  https://example.org/words/{address}"]
    assert "On the website" not in lines(name, agent, ruleset)


@pytest.mark.parametrize(
    ("status", "first"), [("reviewed", "agent"), ("draft", "agent  draft"), ("deprecated", "agent  deprecated")]
)
def test_a_term_that_is_not_reviewed_says_so(status: str, first: str, agent: Glossary, ruleset: Ruleset) -> None:
    terms = {"agent": replace(agent.terms["agent"], status=status)}
    assert lines("agent", replace(agent, terms=terms), ruleset)[0] == first


def test_a_term_at_a_glance(agent: Glossary, ruleset: Ruleset) -> None:
    assert lines("agent", agent, ruleset) == [
        "agent",
        "  A word for two things.",
        "",
        "Senses",
        "  More on each: termlint explain agent.role",
        "  role     whatever selects the actions",
        "  pursuer  system that foresees what its actions lead to",
        "",
        "Easily confused",
        "  More on each: termlint explain agent.role-or-pursuer",
        "  role or pursuer",
        "    role     (only the acting side of the loop)",
        "    pursuer  (a planner, not just the role)",
        "",
        "Rules",
        "  agent-goals (warning): Some read a goal into this.",
    ]


def test_conditions_in_words(agent: Glossary, ruleset: Ruleset) -> None:
    words = Test("sentence", Words("gridworld, maze", frozenset({("gridworld",), ("maze",)})))
    found = {"RIGHT_ID": "x", "RIGHT_ATTRS": {"LOWER": {"IN": ["seeks", "seek"]}, "DEP": "relcl"}}
    patterns = (
        Pattern("matcher", [{"OP": "?"}]),
        Pattern("dependency", [{"RIGHT_ID": "x"}]),
        Pattern("dependency", [found]),
    )
    raw = (Test(pattern.kind, pattern) for pattern in patterns)
    number = Test("number", frozenset({"plural", "singular"}))
    inner = Combination("none", (number, Test("generic", argument=False), Test("generic", argument=True), *raw))
    rule = next(ruleset.rules())
    condition = Combination("all", (words, Combination("any", (words, inner))))
    changed = type(rule)(rule.id, rule.term, rule.conflation, rule.level, rule.message, condition)
    said = [line.rstrip() for line in explain.write(changed, agent, ruleset, Style(width=200))]
    words_in_words = "- One of these words is in the sentence (other than the mention itself): gridworld, maze"
    assert said[said.index("  It reports a mention when") + 1 :] == [
        f"    {words_in_words}",
        "    - at least one of these:",
        f"      {words_in_words}",
        "      - none of these:",
        "        - The mention is plural or singular",
        "        - none of these:",
        f"          - {predicate('generic')}",
        f"        - {predicate('generic')}",
        "        - A pattern of words and grammar matches, with the mention in it",
        "        - A pattern of words and grammar matches, with the mention in it: seek, relcl",
    ]


def test_what_qualifies_one_of_several_stands_under_it(agent: Glossary, ruleset: Ruleset) -> None:
    one, other = Test("generic", argument=True), Test("claim", frozenset({"past"}))
    alone = Test("brief", argument=True)
    qualified = Combination("all", (one, Combination("none", (other,))))
    either = Combination("any", (alone, qualified, Combination("all", (alone,))))
    changed = replace(next(ruleset.rules()), when=either, unless=None, examples=())
    said = [line.rstrip() for line in explain.write(changed, agent, ruleset, Style(width=200))]
    assert said[said.index("  It reports a mention when") + 1 :] == [
        "    - at least one of these:",
        f"      - {predicate('brief')}",
        "      - all of these:",
        f"        - {predicate('generic')}",
        "        - none of these:",
        f"          - {predicate('claim')}: past",
    ]


@pytest.mark.parametrize("value", [5, True, None, {"NOT_IN": ["seek"]}, {"IN": 5}, {"IN": [5]}, [5]])
def test_a_pattern_that_names_no_word(value: object, agent: Glossary, ruleset: Ruleset) -> None:
    changed = replace(next(ruleset.rules()), when=Test("matcher", Pattern("matcher", [{"LOWER": value}])))
    said = [line.strip() for line in explain.write(changed, agent, ruleset, Style(width=200))]
    assert "- A pattern of words and grammar matches, with the mention in it" in said


def test_a_long_list_is_cut_and_has_each_word_once(agent: Glossary, ruleset: Ruleset) -> None:
    listed = "aim care goal goals seek seeks seeking sought steer tend think thought want wish"
    asked = Test("sentence", Words("$any, think", frozenset((word,) for word in listed.split())))
    changed = replace(next(ruleset.rules()), when=asked)
    said = [line.strip() for line in explain.write(changed, agent, ruleset, Style(width=200))]
    assert f"- {predicate('sentence')}: aim, care, goal, seek, steer, tend, think, want, and 1 more" in said


def predicate(name: str) -> str:
    return (PREDICATES[name].ask.__doc__ or "").split("\n")[0].rstrip(".")


def test_a_long_name_stands_apart_from_what_it_is(agent: Glossary, ruleset: Ruleset) -> None:
    name = "agent.of-a-principal"
    old = agent.terms["agent"]
    senses = (*old.senses[:1], old.senses[1]._replace(id=name))
    pair = old.conflations[0]._replace(senses=(senses[0].id, name))
    long = replace(agent, terms={"agent": replace(old, senses=senses, conflations=(pair,))})
    assert "    of-a-principal  system that foresees what its actions lead to" in lines("agent-goals", long, ruleset)
