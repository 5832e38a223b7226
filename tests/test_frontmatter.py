"""What the front matter of a draft says to termlint, and what is said about it when it says it badly."""

from __future__ import annotations

import pytest

from termlint import markdown, yamltext
from termlint.frontmatter import settings

READ = [
    (
        "a block",
        "title: x\ntermlint:\n  agent: role\n\n  # why\n  ignore: [a]\ndate: 1",
        {"agent": "role", "ignore": ["a"]},
    ),
    ("in one line", "termlint: {agent: role}", {"agent": "role"}),
    ("in several lines", "termlint: {agent: role,\n  reward: signal}\nx: y", {"agent": "role", "reward": "signal"}),
    ("a quoted key", '"termlint": {agent: role}', {"agent": "role"}),
    ("not its key", "x-termlint: {agent: role}\nx:\n  termlint: {a: b}", {}),
    (
        "beside YAML that termlint would not read",
        "a: &b !c [*b\ntermlint: {agent: role}\na: 1\na: 2",
        {"agent": "role"},
    ),
    ("no such key", "title: x", {}),
]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize(("matter", "expected"), [c[1:] for c in READ], ids=[c[0] for c in READ])
def test_settings(matter: str, expected: dict[str, object], ending: str) -> None:
    source = f"---\n{matter}\n---\n\nAgents.\n".replace("\n", ending)
    found = settings(markdown.read("a.md", source))
    assert {key: yamltext.plain(value) for key, value in found.values.items()} == expected
    assert found.problems == ()


ODD = [
    (
        "title: x\ntermlint: role",
        "a.md:3:1: termlint in the front matter must hold a mapping: {agent: role, ignore: [RULE]}",
    ),
    ("termlint:\n  a: b\n  a: c", "a.md:4:3: the key 'a' is here twice (first in line 3)"),
    ("termlint: {a: &b c}", "a.md:2:15: anchors (&b) are not read: write the value out where it is used"),
]


@pytest.mark.parametrize(("matter", "told"), ODD)
def test_what_cannot_be_read_is_told(matter: str, told: str) -> None:
    (problem,) = settings(markdown.read("a.md", f"---\n{matter}\n---\n")).problems
    assert (str(problem), problem.notice) == (told, True)


def test_places_are_those_in_the_draft() -> None:
    found = settings(markdown.read("a.md", "---\na: b\ntermlint:\n  agent: role\n---\n"))
    assert (found.keys["agent"], found.values["agent"].at) == ((4, 3), (4, 10))


def test_without_front_matter_nothing_is_said() -> None:
    assert settings(markdown.read("a.md", "Agents.")) == ({}, {}, ())


TOML = [
    (
        "[termlint]\nagent = 'role'\nreward = ['signal', 'target']",
        {"agent": "role", "reward": ["signal", "target"]},
        "",
    ),
    ("title = 'x'\ntermlint.agent = 'role'", {"agent": "role"}, ""),
    ("title = 'termlint'", {}, ""),
    ("title = 'x'\ntermlint = 1", {}, "a.md:3:1: termlint in the front matter must hold a mapping"),
    ("[termlint]\nagent =", {}, "a.md:3:8: this is no TOML: Invalid value"),
]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize(("matter", "expected", "told"), TOML)
def test_toml(matter: str, expected: dict[str, object], told: str, ending: str) -> None:
    found = settings(markdown.read("a.md", f"+++\n{matter}\n+++\n".replace("\n", ending)))
    assert {key: yamltext.plain(value) for key, value in found.values.items()} == expected
    assert [str(problem)[: len(told)] for problem in found.problems] == [told] * bool(told)
    assert all(problem.notice for problem in found.problems)
