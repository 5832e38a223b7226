"""`termlint glossary test`: every example is tried, and what no example exercises is named."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from termlint.curation import curating, examples, trials
from termlint.glossaries import data
from termlint.model import Finding, Mention, Reading, Report, Span
from termlint.vocabulary import Example

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[str]]

SMALL = Path(__file__).parent / "cases" / "small"
EXAMPLES = """\
examples:
  - {text: The agent wants to win., report: agent-wants}
  - {text: The agent hopes to win., report: agent-hopes}
  - {text: The agent moved., pass: narrated, conflation: role-or-pursuer}
  - {text: The agent wants., pass: not so, todo: [pass]}
"""
GAPS = [
    "glossary/agent.yaml: no example is read as agent.role",
    "glossary/agent.yaml: no example is read as agent.pursuer",
]

CASES = [
    (EXAMPLES, 0, [], "4 expectations: 3 met, 0 failed, 1 to do; 2 not exercised"),
    (
        EXAMPLES.replace("agent wants to win", "agent won"),
        1,
        [
            (
                "glossary/agent.yaml:34:5: expected a finding of agent-wants, found no finding "
                "(subject_of does not hold): 'The agent won.'"
            ),
        ],
        "4 expectations: 2 met, 1 failed, 1 to do; 2 not exercised",
    ),
    (
        EXAMPLES.replace("agent-hopes}", "agent-wants, conflation: role-or-pursuer}"),
        1,
        [
            (
                "glossary/agent.yaml:35:5: expected a finding of agent-wants about agent.role-or-pursuer, "
                "found agent-hopes about agent.role-or-pursuer: 'The agent hopes to win.'"
            ),
            "rules/agent.yaml:8:5: no example is reported by agent-hopes",
        ],
        "4 expectations: 2 met, 1 failed, 1 to do; 3 not exercised",
    ),
    (
        EXAMPLES.replace("The agent moved", "The agent wants to move"),
        1,
        [
            "glossary/agent.yaml:36:5: expected no finding, found agent-wants: 'The agent wants to move.'",
        ],
        "4 expectations: 2 met, 1 failed, 1 to do; 2 not exercised",
    ),
    (
        EXAMPLES.replace("The agent moved", "The robot moved"),
        0,
        [
            (
                "glossary/agent.yaml:36:5: no mention of the term is found in this example, which passes whatever the "
                "rules say: 'The robot moved.'"
            ),
        ],
        "4 expectations: 3 met, 0 failed, 1 to do; 3 not exercised",
    ),
    (
        EXAMPLES.replace("agent wants.", "agent waits."),
        1,
        ["glossary/agent.yaml:37:5: pass is met now: remove it from the example's todo: 'The agent waits.'"],
        "4 expectations: 3 met, 1 failed, 0 to do; 2 not exercised",
    ),
    (
        EXAMPLES.replace("report: agent-hopes", "sense: pursuer, todo: [sense]"),
        1,
        [
            "glossary/agent.yaml:35:5: sense is met now: remove it from the example's todo: 'The agent hopes to win.'",
            "rules/agent.yaml:8:5: no example is reported by agent-hopes",
        ],
        "4 expectations: 2 met, 1 failed, 1 to do; 3 not exercised",
    ),
]


def test_an_example_is_asked_about_its_own_term_alone() -> None:
    at = Span(0, 4)
    readings = [
        Reading(Mention(name.partition(".")[0], 0, at, at, at), name, "clear", {})
        for name in ("goal.aim", "agent.role")
    ]
    finding = Finding("goal-aims", "goal", "goal.aim-or-end", ("goal.aim", "goal.end"), "warning", at, "", (), {})
    linter = SimpleNamespace(check=lambda path, text: Report(path, text, (finding,), tuple(readings)))
    example = Example("Goal agent", passes="nothing is said of agents", sense="agent.role")
    assert [outcome.met for outcome in examples.run(linter, "agent", example)] == [True, True]  # type: ignore[arg-type]


def repository(folder: Path, examples: str, cues: str = "") -> None:
    for name in ("glossary", "rules"):
        shutil.copytree(SMALL / name, folder / name)
    with (folder / "glossary/agent.yaml").open("a", encoding="utf-8") as file:
        file.write(examples)
    with (folder / "rules/agent.yaml").open("a", encoding="utf-8") as file:
        file.write(cues)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[3])
def test_examples_are_tried(case: tuple[str, int, list[str], str], tmp_path: Path) -> None:
    examples, status, lines, summary = case
    repository(tmp_path, examples, "cues: [{sense: pursuer, weight: 1, when: {subject_of: [hopes]}}]\n")
    folders = data.Folders((tmp_path / "glossary",), (tmp_path / "rules",), builtin=False)
    trial = trials.run(trials.linter(*curating.validated(folders)), [*folders.glossary, *folders.rules])
    said = [str(problem).removeprefix(f"{tmp_path}/") for problem in (*trial.failures, *trial.gaps)]
    sense_gap = [
        f"{GAPS[1]} (except those to do)" if line == GAPS[1] and "sense:" in examples else line for line in GAPS
    ]
    assert sorted(said) == sorted(lines + sense_gap)
    assert str(trial) == summary
    assert bool(trial.failures) == bool(status)


RULE = "id: agent-wants, conflation: role-or-pursuer, level: warning, message: Some read a goal into this., weight: 1"
WANTED = "when: {subject_of: want}"
LONG_AGO = "when: {subject_of: want, claim: past}"
REASONS = [
    ("The robot wants.", WANTED, "no mention of the term"),
    ("Agents want.", LONG_AGO, "claim does not hold"),
    ("Agents win.", LONG_AGO, "subject_of does not hold and claim does not hold"),
    ("Agents win. Agents want.", LONG_AGO, "claim does not hold"),
    ("Agents win.", "when: {any: [{subject_of: want}, {claim: past}]}", "any does not hold"),
    ("No agent wants it.", f"{WANTED}, unless: {{sentence: no}}", "unless holds"),
    ('The "agent" wants.', WANTED, "quoted"),
    (
        "Agents want.",
        WANTED,
        "agent-wants matches, but too little depends on its sense: 1.00, below the threshold of 1.50",
    ),
]


@pytest.mark.parametrize(("text", "asked", "reason"), REASONS, ids=[f"{text} {asked}" for text, asked, _ in REASONS])
def test_why_a_rule_reports_nothing_is_said(text: str, asked: str, reason: str, tmp_path: Path) -> None:
    repository(tmp_path, f"examples: [{{text: {text!r}, report: agent-wants}}]\n")
    rules = f"term: agent\nthreshold: 1.5\nrules: [{{{RULE}, {asked}}}]\n"
    (tmp_path / "rules/agent.yaml").write_text(rules, encoding="utf-8")
    folders = data.Folders((tmp_path / "glossary",), (tmp_path / "rules",), builtin=False)
    (failure,) = trials.run(trials.linter(*curating.validated(folders)), folders.glossary).failures
    assert failure.message == f"expected a finding of agent-wants, found no finding ({reason}): {text!r}"


def test_the_command_prints_what_failed(termlint: Run, tmp_path: Path) -> None:
    examples, status, lines, summary = CASES[1]
    repository(tmp_path, examples)
    done = termlint("glossary", "test", "--no-builtin")
    assert done.stdout.splitlines() == [*lines, *GAPS]
    assert (done.returncode, done.stderr) == (status, f"{summary}\n")


def test_what_is_not_exercised_can_fail(termlint: Run, tmp_path: Path) -> None:
    repository(tmp_path, EXAMPLES)
    assert termlint("glossary", "test", "--no-builtin", "--complete").returncode == 1


def test_the_terms_of_others_are_not_tried(termlint: Run, tmp_path: Path) -> None:
    repository(tmp_path, EXAMPLES)
    done = termlint("glossary", "test", "rules")
    assert done.stderr.startswith("0 expectations")
    assert "built" not in done.stdout


def test_bad_data_is_an_error(termlint: Run, tmp_path: Path) -> None:
    repository(tmp_path, EXAMPLES.replace("agent-wants", "agent-wnts"))
    done = termlint("glossary", "test", "--no-builtin")
    assert (done.returncode, done.stdout) == (2, "")
    assert "glossary/agent.yaml:34:5: unknown rule 'agent-wnts': did you mean agent-wants?" in done.stderr
