"""Contracts in front matter: what they settle, what they say badly, and which uses break them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from parses import contexts

from termlint import cli, explain, names
from termlint.markup import markdown
from termlint.model import Clarifier, Span
from termlint.reading import findings, readings
from termlint.reporters.style import Style
from termlint.settling import contracts
from termlint.vocabulary import Cue, Ruleset, TermRules, Test, Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from termlint.reading.findings import Bite
    from termlint.vocabulary import Glossary

SMALL = Path(__file__).parent / "cases" / "small"


def read(glossary: Glossary, matter: str) -> contracts.Contract:
    return contracts.read(markdown.read("a.md", f"---\n{matter}\n---\n\nThe agent moves.\n"), glossary)


STATED = [
    ("termlint: {agent: role}", ["agent.role"]),
    ("termlint:\n  agent: role # as in RL", ["agent.role"]),
    ("termlint:\n  Agents: agent.pursuer", ["agent.pursuer"]),
    ("termlint: {agent: [role, pursuer]}", ["agent.role", "agent.pursuer"]),
    ("termlint:\n  agent:\n    - pursuer\n  ignore: agent-goals", ["agent.pursuer"]),
    ("termlint: {ignore: agent-goals}", []),
    ("agent: role", []),
]


def test_a_term_may_be_written_with_hyphens_or_spaces(agent: Glossary) -> None:
    term = replace(agent.terms["agent"], forms=("agent", "mesa-agent", "inner agent"))
    glossary = replace(agent, terms={"agent": term})
    for key in ("Mesa agent", "inner-agent"):
        (stated,) = read(glossary, f"termlint: {{{key}: role}}").clarifiers
        assert stated.term == "agent"


@pytest.mark.parametrize(("matter", "senses"), STATED)
def test_a_contract_states_senses(agent: Glossary, matter: str, senses: list[str]) -> None:
    found = read(agent, matter)
    assert found.problems == ()
    assert [sense for c in found.clarifiers for sense in c.senses] == senses


@pytest.mark.parametrize("stated", ["agent: actor", "actor: role", "actor: agent.actor", "actor: [actor, role]"])
def test_a_contract_may_have_old_names(agent: Glossary, stated: str) -> None:
    renamed = {"terms": {"actor": "agent"}, "senses": {"agent.actor": "agent.role"}}
    found = read(replace(agent, renamed=renamed), f"termlint: {{{stated}}}")
    assert (found.problems, {sense for c in found.clarifiers for sense in c.senses}) == ((), {"agent.role"})


WRITTEN = [
    ("termlint: {agent: role, ignore: x}", "agent: role"),
    ("termlint: {agent: 'role'}", "agent: 'role'"),
    ("termlint: {agent: [role, pursuer]}", "agent: [role, pursuer]"),
    ('termlint: {agent: ["role", "pursuer" , ]}', 'agent: ["role", "pursuer" , ]'),
    ("termlint:\n  agent: # of\n    - role\n    - pursuer # or so", "agent: # of\n    - role\n    - pursuer"),
]


@pytest.mark.parametrize(("matter", "written"), WRITTEN)
def test_a_contract_is_shown_whole(agent: Glossary, matter: str, written: str) -> None:
    (stated,) = read(agent, matter).clarifiers
    assert f"---\n{matter}\n---\n"[slice(*stated.span)] == written


def test_a_contract_in_toml_is_shown_whole(agent: Glossary) -> None:
    source = '+++\n[termlint]\nagent = "role"\n+++\n\nThe agent moves.\n'
    (stated,) = contracts.read(markdown.read("a.md", source), agent).clarifiers
    assert source[slice(*stated.span)] == 'agent = "role"'


WRONG = [
    ("termlint: {agnt: role}", "2:12: unknown term 'agnt': did you mean agent? (legal: agent, ignore)"),
    ("termlint:\n  agent: rol", "3:10: unknown sense of agent 'rol': did you mean role? (legal: role, pursuer)"),
    ("termlint: {agent: [role, plan]}", "2:26: unknown sense of agent 'plan' (legal: role, pursuer)"),
    ("termlint: {agent: [[role]]}", "2:20: this must be a sense of agent, or a list of some, found a list"),
    ("termlint:\n  agent: role\n  agents: pursuer", "4:3: the term 'agent' is here twice (first on line 3)"),
    ("termlint: {agent: []}", "2:19: this list is empty: name a sense of agent"),
    ("termlint: {agent: 3}", "2:19: this must be a sense of agent, or a list of some, found the number 3"),
    ("termlint: {agent: }", "2:19: this must be a sense of agent, or a list of some, found nothing"),
]


@pytest.mark.parametrize(("matter", "problem"), WRONG)
def test_what_is_wrong_has_its_place(agent: Glossary, matter: str, problem: str) -> None:
    found = read(agent, matter)
    assert [str(told) for told in found.problems] == [f"a.md:{problem}"]
    assert not any(told.notice for told in found.problems)


SPY = Cue("agent.pursuer", 4, Test("sentence", Words("spy", frozenset({("spy",)}))))
RL = Cue("agent.role", 1, Test("sentence", Words("rl", frozenset({("rl",)}))))
HINT = Cue("agent.pursuer", 1, SPY.when)
FAR = Cue("agent.pursuer", 4, Test("anywhere", Words("spy", frozenset({("spy",)}))))
OWN = Cue("agent.pursuer", 4, Test("number", frozenset({"singular", "plural"})))


def bites(glossary: Glossary, source: str, *cues: Cue, stated: tuple[str, ...]) -> list[Bite | None]:
    contract = Clarifier("contract", "agent", Span(0, 5), Span(0, len(source)), stated)
    found = []
    for use in contexts(source, glossary):
        reading = readings.weigh(use, glossary.terms["agent"], TermRules(cues), [contract])
        found.append(contracts.judge(use, reading, readings.settling_term([contract]), glossary))
    return found


BROKEN = [
    ("words of the sentence speak clearly for another sense", "The agent is a spy.", (SPY,), ("agent.role",), True),
    ("too weakly", "The agent is a spy.", (HINT,), ("agent.role",), False),
    ("other words of it speak for the contract", "The agent is a spy in RL.", (SPY, RL), ("agent.role",), False),
    ("the sense that is meant", "The agent is a spy.", (SPY,), ("agent.pursuer",), False),
    ("one of the senses that are meant", "The agent is a spy.", (SPY,), ("agent.role", "agent.pursuer"), False),
    ("words elsewhere", "The agent moves. A spy stands by.", (FAR,), ("agent.role",), False),
    ("the form of the mention alone", "The agent moves.", (OWN,), ("agent.role",), False),
    ("a quotation", "The “agent” is a spy.", (SPY,), ("agent.role",), False),
]  # fmt: skip


@pytest.mark.parametrize(("source", "cues", "stated", "broken"), [c[1:] for c in BROKEN], ids=[c[0] for c in BROKEN])
def test_only_a_clear_use_breaks_a_contract(
    agent: Glossary, source: str, cues: tuple[Cue, ...], stated: tuple[str, ...], broken: object
) -> None:
    assert [bite is not None for bite in bites(agent, source, *cues, stated=stated)] == [broken]


def test_a_complaint_names_both_readings_and_offers_nothing(agent: Glossary) -> None:
    (bite,) = bites(agent, "The agent is a spy.", SPY, stated=("agent.role",))
    assert bite is not None
    (finding,) = findings.report([bite], agent, every=False)
    assert (finding.rule, finding.conflation) == ("agent-contract", "agent.role-or-pursuer")
    assert (finding.senses, finding.caveats) == (("agent.role", "agent.pursuer"), {})
    said = Clarifier("caveat", "agent", Span(0, 1), Span(0, 99), ("agent.pursuer",), conflation="agent.role-or-pursuer")
    assert findings.settling_rule(bite.rule, [said]) == said


RULES = """\
term: agent
cues:
  - {sense: pursuer, weight: 4, when: {sentence: spy}}
rules:
  - id: agent-wants
    conflation: role-or-pursuer
    level: warning
    message: Some read a goal into this.
    when: {subject_of: want}
"""
DRAFT = """\
---
title: On moves
termlint:
  agent: role
---

The agent acts. Many agents want power.

This agent is a spy.
"""


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """What a check of a draft prints, with the glossary of one term."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "agent.yaml").write_text(RULES)

    def check(source: str, *arguments: str) -> str:
        (tmp_path / "a.md").write_text(source)
        data = ("--no-builtin", "--glossary", str(SMALL / "glossary"), "--rules", "rules")
        cli.main(["check", "a.md", *data, *arguments])
        return "".join(capsys.readouterr())

    return check


def test_a_link_to_a_sense_goes_before_a_contract(check: Callable[..., str]) -> None:
    linked = DRAFT.replace("This agent", "This [agent](/t/agent/#pursuer)")
    assert check(linked) == "no findings in 1 file\n"
    assert "agent-contract" in check(linked.replace("#pursuer", ""))


def test_a_contract_silences_and_both_places_are_shown(check: Callable[..., str]) -> None:
    assert "a.md:7:22  warning  agent-wants" in check(DRAFT.replace("  agent: role", "  ignore: []"))
    found = check(DRAFT)
    assert "agent-wants" not in found
    assert "a.md:9:6  warning  agent-contract" in found
    assert "The front matter (line 4) says that “agent” means role in this draft" in found
    assert "“agent: role” (line 4)" in found
    assert "termlint explain agent-contract" in found
    assert "if meant, add" not in found
    for silencing in (("--ignore", "agent-contract"), ("--ignore", "agent")):
        assert check(DRAFT, *silencing) == "no findings in 1 file\n"
    assert check(DRAFT.replace("role", "[role, pursuer]")) == "no findings in 1 file\n"
    assert (
        check(DRAFT.replace("a spy", "a spy <!-- termlint-disable-line agent-contract -->"))
        == "no findings in 1 file\n"
    )


@pytest.mark.parametrize("matter", ["---\ntermlint: {agnt: role}\n---\n", "+++\n[termlint]\nagnt = 'role'\n+++\n"])
def test_a_contract_is_read_even_where_no_term_is(check: Callable[..., str], matter: str) -> None:
    assert "error  unknown term 'agnt'" in check(f"{matter}\nIt rains.\n")


def test_the_report_has_a_name_that_is_explained(agent: Glossary, ruleset: Ruleset) -> None:
    assert names.of(agent, ruleset).find("agent-contract") == "agent-contract"
    entry = explain.find("agent-contract", agent, ruleset)
    assert [line.rstrip() for line in explain.write(entry, agent, ruleset, Style())] == [
        "agent-contract  warning about agent",
        "  The front matter of a draft says which sense of “agent” is meant, but a use",
        "  clearly has another one.",
        "",
        "  contract    termlint: {agent: role}",
        "  senses      role, pursuer",
        "",
        "  Say what this use means, or name both senses in the front matter.",
    ]
