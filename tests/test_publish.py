"""`termlint glossary publish`: the ids that others may link to are noted, and stay noted."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from termlint.curation import additions
from termlint.nodes import editing

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[str]]

SMALL = Path(__file__).parent / "cases" / "small"
PUBLISHED = (
    additions.HEAD
    + """\
terms:
  - agent
senses:
  - agent.pursuer
  - agent.role
conflations:
  - agent.role-or-pursuer
rules:
  - agent-hopes
  - agent-wants
"""
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("glossary", "rules"):
        shutil.copytree(SMALL / name, tmp_path / name)
    return tmp_path


def test_a_ledger_is_begun(folder: Path, termlint: Run) -> None:
    done = termlint("glossary", "publish", "--no-builtin")
    assert (done.returncode, done.stdout, done.stderr) == (0, "glossary/published.yaml: 6 new\n", "")
    text = (folder / "glossary/published.yaml").read_text()
    assert text == PUBLISHED
    assert editing.formatted(text, "x") == text
    assert termlint("glossary", "publish", "--no-builtin").stdout == "glossary/published.yaml: 0 new\n"


def test_a_ledger_goes_on_with_its_comments_and_new_names(folder: Path, termlint: Run) -> None:
    path = folder / "glossary/published.yaml"
    before = "# Ours.\nsenses:\n  - agent.old # once\n\nrenamed:\n  senses: {agent.old: agent.role}\n"
    path.write_text(before)
    done = termlint("glossary", "publish", "--no-builtin")
    assert done.stdout == "glossary/published.yaml: 6 new\n"
    assert (
        path.read_text()
        == """\
# Ours.
terms:
  - agent
senses:
  - agent.old # once
  - agent.pursuer
  - agent.role
conflations:
  - agent.role-or-pursuer
rules:
  - agent-hopes
  - agent-wants

renamed:
  senses: {agent.old: agent.role}
"""
    )


def test_a_ledger_in_brackets_goes_on_in_brackets(folder: Path, termlint: Run) -> None:
    path = folder / "glossary/published.yaml"
    path.write_text(
        "terms: [agent]\nsenses: [\n  agent.role,\n  agent.old,]\nrenamed: {senses: {agent.old: agent.role}}\n"
    )
    done = termlint("glossary", "publish", "--no-builtin")
    assert done.stdout == "glossary/published.yaml: 4 new\n"
    assert (
        path.read_text()
        == """\
terms: [agent]
senses: [agent.role, agent.old, agent.pursuer]
conflations:
  - agent.role-or-pursuer
rules:
  - agent-hopes
  - agent-wants
renamed: {senses: {agent.old: agent.role}}
"""
    )


def test_what_vanishes_fails_validation(folder: Path, termlint: Run) -> None:
    termlint("glossary", "publish", "--no-builtin")
    path = folder / "rules/agent.yaml"
    path.write_text(path.read_text().replace("agent-hopes", "agent-hoping"))
    done = termlint("glossary", "validate", "--no-builtin")
    assert done.returncode == 2
    assert done.stderr.startswith(
        "glossary/published.yaml:10:5: unknown rule 'agent-hopes': did you mean agent-hoping?;"
    )


def test_folders_may_have_any_names(folder: Path, termlint: Run) -> None:
    for old, new in (("glossary", "terms"), ("rules", "ours")):
        (folder / old).rename(folder / new)
    done = termlint("glossary", "publish", "--no-builtin", "terms", "ours")
    assert (done.returncode, done.stdout, done.stderr) == (0, "terms/published.yaml: 6 new\n", "")
    assert (folder / "terms/published.yaml").read_text() == PUBLISHED
