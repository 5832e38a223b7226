"""Which rules a run reports, and what names it may call them by."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bites import GOALS, HOPES, RULES, bites

from termlint import names
from termlint.errors import TermlintError
from termlint.markup import markdown
from termlint.silencing import perfile
from termlint.silencing.baseline import Baseline
from termlint.silencing.changes import Changes
from termlint.silencing.filters import NOTHING, Filters
from termlint.silencing.selection import Selection, listed, mildest
from termlint.vocabulary import Named, Ruleset, TermRules

if TYPE_CHECKING:
    from termlint.model import Level
    from termlint.vocabulary import Glossary

SELECTED = [
    ("what is severe enough", "", "", "warning", ["goals"]),
    ("everything", "", "", "suggestion", ["goals", "hopes"]),
    ("a term", "agent", "", "warning", ["goals"]),
    ("a term by another form, in any case", "AGENTS", "", "suggestion", ["goals", "hopes"]),
    ("a conflation", "agent.role-or-pursuer", "", "warning", ["goals"]),
    ("a rule however mild", "hopes", "", "warning", ["hopes"]),
    ("a level however mild", "suggestion", "", "warning", ["hopes"]),
    ("several", "hopes, goals", "", "warning", ["goals", "hopes"]),
    ("a term, and a level however mild", "agent, suggestion", "", "warning", ["goals", "hopes"]),
    ("a level but for a term", "suggestion", "agent", "warning", []),
    ("all but a rule", "", "goals", "suggestion", ["hopes"]),
    ("all but a term", "", "agent", "suggestion", []),
    ("all but a level", "", "warning", "suggestion", ["hopes"]),
    ("a rule of an ignored term", "goals", "agent", "warning", ["goals"]),
    ("a term but for a rule", "agent", "goals", "suggestion", ["hopes"]),
    ("a term but for a conflation", "agent", "agent.role-or-pursuer", "suggestion", []),
    ("a term beats its level", "agent", "warning", "suggestion", ["goals", "hopes"]),
    ("the same name twice", "goals", "goals", "suggestion", []),
]


@pytest.mark.parametrize(
    ("select", "ignore", "level", "expected"), [c[1:] for c in SELECTED], ids=[c[0] for c in SELECTED]
)
def test_selection(select: str, ignore: str, level: Level, expected: list[str], agent: Glossary) -> None:
    chosen = Selection(listed([select]), listed([ignore]), level).resolved(names.of(agent, RULES))
    assert [rule.id for rule in RULES.rules() if chosen.keeps(rule, rule.level)] == expected


LEVELLED = [
    ("nothing is named", "", "", "warning", ["warning"]),
    ("everything", "", "", "suggestion", ["warning", "suggestion"]),
    ("the milder", "suggestion", "", "warning", ["suggestion"]),
    ("not the milder", "", "suggestion", "suggestion", ["warning"]),
    ("not the other", "", "warning", "suggestion", ["suggestion"]),
    ("the rule", "goals", "", "warning", ["warning", "suggestion"]),
    ("the term", "agent", "", "warning", ["warning"]),
    ("the term and the milder", "agent, suggestion", "", "warning", ["warning", "suggestion"]),
    ("the term, not the milder", "agent", "suggestion", "warning", ["warning"]),
    ("the milder, not the term", "suggestion", "agent", "warning", []),
]


@pytest.mark.parametrize(
    ("select", "ignore", "level", "expected"), [c[1:] for c in LEVELLED], ids=[c[0] for c in LEVELLED]
)
def test_a_rule_goes_by_the_level_of_what_it_finds(
    select: str, ignore: str, level: Level, expected: list[str], agent: Glossary
) -> None:
    chosen = Selection(listed([select]), listed([ignore]), level).resolved(names.of(agent, RULES))
    assert [each for each in ("warning", "suggestion") if chosen.keeps(GOALS, each)] == expected


def test_suggestions_of_a_rule_that_warns_can_be_ignored_in_some_files(agent: Glossary, tmp_path: Path) -> None:
    path = str(tmp_path / "a.md")
    first, second = bites(markdown.read(path, "An agent. One agent."), agent)
    found = [first, second._replace(sure=False)]
    for name, left in (("suggestion", found[:1]), ("warning", found[1:]), ("goals", [])):
        assert perfile.of(tmp_path, {"*.md": [name]}).sift(path, found) == left


def test_with_every_mention_suggestions_are_asked_for_unless_a_level_is_named() -> None:
    assert (mildest(None, every=False), mildest(None, every=True)) == ("warning", "suggestion")
    assert mildest("warning", every=True) == "warning"


UNKNOWN = [
    ("agnet", "'agnet': did you mean agent?"),
    ("role-or-pursuer", "'role-or-pursuer': did you mean agent.role-or-pursuer?"),
    ("Goal", "'Goal': did you mean goals?"),
    ("warnings", "'warnings': did you mean warning?"),
    ("xyz", "'xyz' (termlint explain TERM lists those of a term)"),
    ("agent  goals", "'agent  goals': put commas between names"),
]


@pytest.mark.parametrize(("name", "told"), UNKNOWN, ids=[c[0] for c in UNKNOWN])
def test_an_unknown_name_is_an_error(name: str, told: str, agent: Glossary) -> None:
    with pytest.raises(TermlintError) as error:
        Selection(ignore=frozenset([name])).resolved(names.of(agent, RULES))
    assert str(error.value) == f"there is no term, conflation or rule called {told}"


def test_every_unknown_name_is_told(agent: Glossary) -> None:
    with pytest.raises(TermlintError) as error:
        Selection(frozenset(["b", "agent"]), frozenset(["a"])).resolved(names.of(agent, RULES))
    assert len(str(error.value).splitlines()) == 2


RENAMED = {
    "terms": {"actor": "agent"},
    "conflations": {"agent.role-or-aim": "agent.role-or-pursuer"},
    "rules": {"aims": "goals", "lost": "nowhere"},
}


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("Aims", "goals"),
        ("actor", "agent"),
        ("agent.role-or-aim", "agent.role-or-pursuer"),
        ("actor.role-or-pursuer", "agent.role-or-pursuer"),
        ("lost", ""),
    ],
)
def test_what_was_published_by_another_name_goes_by_it(old: str, now: str, agent: Glossary) -> None:
    assert names.of(replace(agent, renamed=RENAMED), RULES).find(old) == now


def test_a_report_that_is_kept_is_that_of_what_is_left_out_of_its_draft_alone(desk: Path) -> None:
    for name in ("a.md", "b.md"):
        (desk / name).touch()
    here = desk.resolve() / "a.md"
    known = {"a.md": Counter({("goals", "0123456789ab"): 1})}
    own = [
        Filters(baseline=Baseline(Path("known.json"), known)),
        Filters(baseline=Baseline(Path("known.json"), {"a.md": Counter({("goals", "0123456789ab"): 2})})),
        Filters(per_file=perfile.of(desk, {"a.md": ["goals"]})),
        Filters(per_file=perfile.of(desk, {"a.md": ["goals", "hopes"]})),
        Filters(changes=Changes({here: [range(1, 2)]}, frozenset({here}))),
        Filters(changes=Changes({here: [range(1, 3)]}, frozenset({here}))),
    ]
    assert len({NOTHING.about("a.md"), *(filters.about("a.md") for filters in own)}) == len(own) + 1
    assert {filters.about("b.md") for filters in own} == {NOTHING.about("b.md")}
    complete = Filters(baseline=Baseline(Path("known.json"), {}, complete=True))
    assert [complete.about(name) == NOTHING.about(name) for name in ("a.md", "-")] == [False, True]


def test_names_in_lists() -> None:
    assert listed(["a, value function,", "b", ""]) == {"a", "value function", "b"}


def ruled(found: names.Names, name: str) -> set[str]:
    """The rules of which a name covers findings."""
    return {said.rule for said in found.covers[name]}


def test_a_conflation_covers_the_rules_that_can_name_it(ideal: Glossary) -> None:
    both = replace(GOALS, others=(Named("agent.ideal-or-pursuer", "By stipulation?"),))
    found = names.of(ideal, Ruleset({"agent": TermRules(rules=(both, HOPES))}))
    assert ruled(found, "agent.role-or-pursuer") == {"goals", "hopes", "agent-contract"}
    assert ruled(found, "agent.ideal-or-pursuer") == {"goals", "agent-contract"}
    assert {said.conflation for said in found.covers["goals"]} == set(both.conflations())


def test_a_name_covers_rules(agent: Glossary) -> None:
    found = names.of(agent, RULES)
    assert ruled(found, "agent.role-or-pursuer") == {"goals", "hopes", "agent-contract"}
    assert ruled(found, "agent") == {"goals", "hopes", "agent-contract"}
    assert ruled(found, "goals") == {"goals"}
    assert found.find("Suggestion") == "suggestion"
    assert "suggestion" not in found.covers
