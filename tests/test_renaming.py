"""`termlint glossary rename`: another id wherever the old one stands, and nothing else in the files touched."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from termlint.nodes import editing

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[str]]

SMALL = Path(__file__).parent / "cases" / "small"
EXAMPLES = """\
examples:
  - {text: The agent wants to win., report: agent-wants, conflation: role-or-pursuer}   # the role
  - {text: 'An agent moves, in a role.', sense: "role"}
"""
OTHER = """\
term: actor
forms: [actor]
summary: A word for agents.
status: draft
senses:
  - id: player
    label: actor (player)
    short: whoever plays a role
    definition: >-
      Somebody with a role, as in [[agent.role]], or in [[ agent.role | the role]]; not [[agent.pursuer]].
    domain: rl
    sources: [{source: book}]
    relations: [{type: related, to: agent.role}, {type: related, to: agent.pursuer}]
"""
FLAT = (
    "{term: flat, forms: [flat], summary: A word., status: draft, senses: [{id: level, label: flat (level), "
    "short: surface, definition: A surface., domain: rl, sources: [{source: book}]}]}\n"
)
RULES = """\
off_domain: [role]
draft_words:
  role: {loop: 0.5}
tells_apart:
  role-or-pursuer: [role, goals]   # both
claims_more: {role-or-pursuer: {subject_of: role}}
cues:
  - {sense: role, weight: 1, when: {sentence: [role]}}
"""
HOPES = "    examples: [{text: The agent wants to win., report: agent-wants}]\n"
PUBLISHED = "terms: [agent]\nsenses:\n  - agent.role\nconflations: [agent.role-or-pursuer]\nrules: [agent-wants]\n"
CAVEATS = '{inline: only the acting side of the loop, footnote: No goals are implied., aside: "**Agent** is a role."}'
MEASURED = '{"rules": {\n"agent-wants": {"precision": 0.5, "n": 8},\n"agent-wants-more": {"precision": 0.5, "n": 8}}}\n'
NOT_PUBLISHED = "was not published: change the drafts and settings that name it by hand\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name in ("glossary", "rules"):
        shutil.copytree(SMALL / name, tmp_path / name)
    for name, more in (("glossary", EXAMPLES), ("rules", HOPES + RULES)):
        with (tmp_path / name / "agent.yaml").open("a", encoding="utf-8") as file:
            file.write(more)
    (tmp_path / "glossary" / "actor.yaml").write_text(OTHER, encoding="utf-8")
    (tmp_path / "glossary" / "flat.yaml").write_text(FLAT, encoding="utf-8")
    (tmp_path / "glossary" / "published.yaml").write_text(PUBLISHED, encoding="utf-8")
    (tmp_path / "rules" / "measured.json").write_text(MEASURED, encoding="utf-8")
    (tmp_path / "termlint.yaml").write_text("builtin: false\nglossary: glossary\nrules: rules\n", encoding="utf-8")
    return tmp_path


def texts(home: Path) -> dict[str, list[str]]:
    files = (path for folder in ("glossary", "rules") for path in (home / folder).iterdir())
    return {path.relative_to(home).as_posix(): path.read_text(encoding="utf-8").splitlines() for path in files}


def changes(before: dict[str, list[str]], after: dict[str, list[str]]) -> dict[str, list[str]]:
    """The lines that are others now, and those at the end that are new."""
    changed = {}
    for path, lines in after.items():
        old = before[path] + [""] * (len(lines) - len(before[path]))
        if new := [line.strip() for was, line in zip(old, lines, strict=True) if was != line]:
            changed[path] = new
    return changed


RENAMED = [
    (
        "agent.role",
        "agent.side",
        {
            "glossary/agent.yaml": [
                "- id: side",
                "senses: [side, pursuer]",
                "claims_less: side",
                f"side: {CAVEATS}",
                "- {text: 'An agent moves, in a role.', sense: \"side\"}",
            ],
            "glossary/actor.yaml": [
                "Somebody with a role, as in [[agent.side]], or in [[ agent.side | the role]]; not [[agent.pursuer]].",
                "relations: [{type: related, to: agent.side}, {type: related, to: agent.pursuer}]",
            ],
            "glossary/published.yaml": ["renamed:", "senses:", "agent.role: agent.side"],
            "rules/agent.yaml": [
                "off_domain: [side]",
                "side: {loop: 0.5}",
                "- {sense: side, weight: 1, when: {sentence: [role]}}",
            ],
        },
    ),
    (
        "agent.role-or-pursuer",
        "goals",
        {
            "glossary/agent.yaml": [
                "- id: goals",
                "- {text: The agent wants to win., report: agent-wants, conflation: goals}   # the role",
            ],
            "glossary/published.yaml": ["renamed:", "conflations:", "agent.role-or-pursuer: agent.goals"],
            "rules/agent.yaml": [
                "conflation: goals",
                "conflation: goals",
                "goals: [role, goals]   # both",
                "claims_more: {goals: {subject_of: role}}",
            ],
        },
    ),
    (
        "agent-wants",
        "agent-desires",
        {
            "glossary/agent.yaml": [
                "- {text: The agent wants to win., report: agent-desires, conflation: role-or-pursuer}   # the role"
            ],
            "glossary/published.yaml": ["renamed:", "rules:", "agent-wants: agent-desires"],
            "rules/agent.yaml": [
                "- id: agent-desires",
                "examples: [{text: The agent wants to win., report: agent-desires}]",
            ],
            "rules/measured.json": ['"agent-desires": {"precision": 0.5, "n": 8},'],
        },
    ),
]


@pytest.mark.parametrize(("old", "new", "expected"), RENAMED, ids=[old for old, _, _ in RENAMED])
def test_a_new_name(old: str, new: str, expected: dict[str, list[str]], home: Path, termlint: Run) -> None:
    before = texts(home)
    done = termlint("glossary", "rename", old, new)
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(done.stdout.splitlines()) == sorted(f"changed {path}" for path in expected)
    assert changes(before, texts(home)) == expected


def test_a_name_after_another(home: Path, termlint: Run) -> None:
    termlint("glossary", "rename", "agent.role", "side")
    done = termlint("glossary", "rename", "agent.side", "acting")
    assert (done.returncode, done.stderr) == (0, "")
    renamed = ["renamed:", "  senses:", "    agent.role: agent.acting"]
    assert texts(home)["glossary/published.yaml"] == [*PUBLISHED.splitlines(), *renamed]
    termlint("glossary", "publish")
    assert termlint("glossary", "rename", "agent.acting", "doing").returncode == 0
    last = ["    agent.role: agent.doing", "    agent.acting: agent.doing"]
    assert texts(home)["glossary/published.yaml"][-2:] == last
    assert termlint("explain", "agent.acting").stdout.startswith("agent.doing")
    done = termlint("glossary", "rename", "agent.doing", "role")
    assert "glossary/published.yaml:12:5: 'agent.role' exists: remove it from renamed" in done.stderr


def test_a_name_that_was_not_published_is_gone(home: Path, termlint: Run) -> None:
    (home / "glossary" / "published.yaml").unlink()
    done = termlint("glossary", "rename", "agent.pursuer", "planner")
    assert (done.returncode, done.stderr) == (0, f"agent.pursuer {NOT_PUBLISHED}")
    assert not (home / "glossary" / "published.yaml").exists()


def test_what_several_terms_have_is_left(home: Path, termlint: Run) -> None:
    (home / "rules" / "stakes.yaml").write_text("more:\n  - {read_as: [role], weight: 1}\n", encoding="utf-8")
    before = texts(home)
    assert termlint("glossary", "rename", "agent.role", "side").stderr == ""
    assert changes(before, texts(home))["rules/stakes.yaml"] == ["- {read_as: [side], weight: 1}"]
    other = home / "glossary" / "actor.yaml"
    other.write_text(other.read_text(encoding="utf-8").replace("id: player", "id: side"), encoding="utf-8")
    done = termlint("glossary", "rename", "agent.side", "acting")
    told = "rules/stakes.yaml:2:16: side is a sense of other terms, too: add acting if it is meant here\n"
    assert done.stderr == told


REFUSED = [
    ("agent.roll", "side", "unknown sense, conflation or rule 'agent.roll': did you mean agent.role?"),
    ("agent", "side", "unknown sense, conflation or rule 'agent'"),
    ("agent.role", "pursuer", "the id 'agent.pursuer' is taken"),
    ("agent.role", "Side", "'Side' is not an id: use lower-case letters and digits, joined by hyphens"),
    ("agent.role", "actor.side", "'actor.side' is not an id"),
    ("agent-wants", "agent-hopes", "the id 'agent-hopes' is taken"),
]


@pytest.mark.parametrize(("old", "new", "message"), REFUSED, ids=[f"{old} {new}" for old, new, _ in REFUSED])
def test_a_name_that_does_not_do_changes_nothing(old: str, new: str, message: str, home: Path, termlint: Run) -> None:
    before = texts(home)
    done = termlint("glossary", "rename", old, new)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(message)
    assert texts(home) == before


PAIRS = [
    ("a: 1\n", "a: 1\nr:\n  s:\n    x: y\n"),
    ("r:\n  t: {}\n# end\n", "r:\n  t: {}\n  s:\n    x: y\n# end\n"),
    ("r:\n  s:\n    v: w   # why\n\nb: 2\n", "r:\n  s:\n    v: w   # why\n    x: y\n\nb: 2\n"),
    ("r:\n  s: {v: w}\n", "r:\n  s: {v: w, x: y}\n"),
    ("r:\n  s: {}\n", "r:\n  s: {x: y}\n"),
    ("r: {t: {v: w}} # why\n", "r: {t: {v: w}, s: {x: y}} # why\n"),
]


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_a_pair_goes_where_it_belongs(before: str, after: str) -> None:
    assert editing.with_pair(before, ("r", "s"), "x", "y", "a.yaml") == after
