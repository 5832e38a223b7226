"""Which rules a run reports, and what names it may call them by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bites import GOALS, RULES

from termlint import names
from termlint.errors import TermlintError
from termlint.selection import Selection, listed, mildest

if TYPE_CHECKING:
    from termlint.model import Glossary, Level

SELECTED = [
    ("what is severe enough", "", "", "warning", ["goals"]),
    ("everything", "", "", "suggestion", ["goals", "hopes"]),
    ("a term", "agent", "", "warning", ["goals"]),
    ("a term by another form, in any case", "AGENTS", "", "suggestion", ["goals", "hopes"]),
    ("a conflation", "agent.role-or-pursuer", "", "warning", ["goals"]),
    ("a rule however mild", "hopes", "", "warning", ["hopes"]),
    ("a level however mild", "suggestion", "", "warning", ["hopes"]),
    ("several", "hopes, goals", "", "warning", ["goals", "hopes"]),
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


def test_a_rule_that_is_not_sure_goes_by_the_milder_level() -> None:
    assert Selection(ignore=frozenset({"suggestion"}), level="suggestion").keeps(GOALS, "warning")
    assert not Selection(ignore=frozenset({"suggestion"}), level="suggestion").keeps(GOALS, "suggestion")
    assert not Selection().keeps(GOALS, "suggestion")


def test_with_every_mention_suggestions_are_asked_for_unless_a_level_is_named() -> None:
    assert (mildest(None, every=False), mildest(None, every=True)) == ("warning", "suggestion")
    assert mildest("warning", every=True) == "warning"


UNKNOWN = [
    ("agnet", "'agnet': did you mean agent?"),
    ("role-or-pursuer", "'role-or-pursuer': did you mean agent.role-or-pursuer?"),
    ("Goal", "'Goal': did you mean goals?"),
    ("warnings", "'warnings': did you mean warning?"),
    ("xyz", "'xyz' (termlint explain TERM lists those of a term)"),
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


def test_names_in_lists() -> None:
    assert listed(["a, value function,", "b", ""]) == {"a", "value function", "b"}


def test_a_name_covers_rules(agent: Glossary) -> None:
    found = names.of(agent, RULES)
    assert found.rules["agent.role-or-pursuer"] == {"goals", "hopes"}
    assert found.rules["agent"] == {"goals", "hopes", "agent-contract"}
    assert found.rules["goals"] == {"goals"}
    assert found.rules["warning"] == {"goals", "agent-contract"}
