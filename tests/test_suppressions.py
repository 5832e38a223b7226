"""The cases in ``cases/suppressions.md``: what comments suppress, and what is said of those that do nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from bites import GOALS, RULES, bites, places

from termlint import guessing, names
from termlint.markup import markdown
from termlint.silencing import comments, suppressions
from termlint.vocabulary import Named, Ruleset, TermRules

if TYPE_CHECKING:
    from termlint.vocabulary import Glossary

CASE = re.compile(
    r"^## (?P<name>.+)\n+~{6} draft(?P<how>.*)\n(?P<draft>(?:.*\n)*?)~{6}\n+~{6} outcome\n(?P<outcome>(?:.*\n)*?)~{6}$",
    re.MULTILINE,
)
FILE = Path(__file__).parent / "cases" / "suppressions.md"


class Case(NamedTuple):
    name: str
    draft: str
    reasons: bool
    outcome: str


CASES = [
    Case(m["name"], m["draft"], "reasons" in m["how"], m["outcome"]) for m in CASE.finditer(FILE.read_text("utf-8"))
]


def outcome(source: str, glossary: Glossary, path: str = "a.md", *, reasons: bool = False) -> str:
    """Which mentions are left, and what is said, when every mention bites."""
    document = markdown.read(path, source)
    left, problems = suppressions.sift(bites(document, glossary), document, names.of(glossary, RULES), reasons=reasons)
    rows = places(left, source)
    assert all(problem.notice and problem.path == path for problem in problems)
    rows += [f"note {problem.line}:{problem.column} {problem.message}" for problem in problems]
    return "".join(f"{row}\n" for row in rows)


def test_every_case_is_read() -> None:
    assert len(CASES) == FILE.read_text("utf-8").count("\n## ") > 20


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case, agent: Glossary) -> None:
    assert outcome(case.draft, agent, reasons=case.reasons) == case.outcome
    assert outcome(case.draft.replace("\n", "\r\n"), agent, reasons=case.reasons) == case.outcome


@pytest.mark.parametrize(
    ("comment", "left"),
    [
        ("termlint-disable agent.role-or-pursuer: ours", ["agent.ideal-or-pursuer"]),
        ("termlint-disable agent.ideal-or-pursuer: ours", ["agent.role-or-pursuer"]),
        ("termlint-disable goals: ours", []),
    ],
)
def test_a_comment_on_one_conflation_leaves_the_other_of_a_rule(comment: str, left: list[str], ideal: Glossary) -> None:
    other = Named("agent.ideal-or-pursuer", "By stipulation?")
    both = replace(GOALS, others=(other,))
    document = markdown.read("a.md", f"<!-- {comment} -->\n\nAn agent.\n\nAn agent.\n")
    first, second = bites(document, ideal)
    found = [first, second._replace(rule=replace(both, conflation=other.conflation))]
    known = names.of(ideal, Ruleset({"agent": TermRules(rules=(both,))}))
    kept, problems = suppressions.sift(found, document, known)
    assert [bite.rule.conflation for bite in kept] == left
    assert problems == ()


def test_comments_of_mdx(agent: Glossary) -> None:
    draft = (
        "{/* termlint-disable-next-line goals: ours */}\nAn agent.\n\nAn agent {/* termlint-disable-line goals */}\n"
    )
    assert outcome(draft, agent, "a.mdx") == ""


def test_a_byte_order_mark_does_not_move_a_comment(agent: Glossary) -> None:
    draft = "\ufeffAn agent. <!-- termlint-disable-line goals, hops -->\n"
    assert (
        outcome(draft, agent) == "note 1:45 there is no term, conflation or rule called 'hops': did you mean hopes?\n"
    )


def test_so_many_comments_are_the_work_of_a_machine(agent: Glossary) -> None:
    draft = "An agent. <!-- termlint-disable-line goals -->\n\n" * comments.MOST
    draft += "An agent. <!-- termlint-disable-line goals, goals -->\n\n" * 2
    left = outcome(draft, agent)
    assert left.splitlines() == [
        "2001:4 goals",
        "2003:4 goals",
        "note 2001:38 names in termlint comments from here on, after 1000, are ignored",
    ]


def test_so_many_wrong_names_get_no_guess(agent: Glossary) -> None:
    wrong = ", ".join(["goels"] * (guessing.GUESSES + 1))
    left = outcome(f"An agent. <!-- termlint-disable-line {wrong} -->\n", agent)
    assert left.count("called 'goels': did you mean goals?") == guessing.GUESSES
    assert left.count("called 'goels' (") == 1


@pytest.mark.parametrize(
    "draft",
    [
        "An agent.\n\n" * 5000 + "<!-- termlint-disable goals -->\n\n<!-- termlint-enable hopes -->\n\n" * 2500,
        "<!-- termlint-disable -->\n\n<!-- termlint-enable goals -->\n\n" * 2500 + "An agent.\n\n" * 5000,
        "<!-- termlint-disable-next-line -->\n" * 5000 + "An agent.\n" * 10_000,
        "<!-- termlint-disable-next-line -->" * 20_000 + "\n\nAn agent.",
        "An agent.\n\n<!-- termlint-" + "disable-" * 200_000 + " -->\n",
        "An agent.\n\n<!-- termlint-disable " + "goels-and-hapes, " * 50_000 + " -->\n",
    ],
)
def test_hostile_comments_take_no_longer_than_other_text(draft: str, agent: Glossary) -> None:
    assert outcome(draft, agent)
