"""What the front matter of a draft says to termlint, and what is said about it when it says it badly."""

from __future__ import annotations

import re

import pytest

from termlint.markup import markdown
from termlint.markup.frontmatter import about, settings, title
from termlint.nodes import yamltext

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
    (
        "a comment in column 0",
        "termlint:\n  agent: role\n# why\n  reward: signal\n# end\ndate: 1",
        {"agent": "role", "reward": "signal"},
    ),
    ("braces closed in column 0", "termlint: {\n  agent: role\n}\nx: y", {"agent": "role"}),
    ("a list in column 0", "termlint:\n  ignore:\n  - a\n  - b\nx: [", {"ignore": ["a", "b"]}),
    ("everything in braces", "{title: x, termlint: {agent: role}, date: 1}", {"agent": "role"}),
    ("as JSON", '# x\n\n{\n  "termlint": {"agent": "role"}\n}', {"agent": "role"}),
    ("everything indented", " title: x\n termlint:\n  agent: role\n date: 1", {"agent": "role"}),
    ("named in a text", "title: termlint\nnote: |\n  termlint: {a: b}", {}),
    ("before what YAML does not know", "termlint:\n  agent: role\ntitle: \u2067x\u2069 {{ y }}: [", {"agent": "role"}),
]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
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
    ("termlint:\n  a: b\n  a: c", "a.md:4:3: the key 'a' is here twice (first on line 3)"),
    ("termlint: {a: &b c}", "a.md:2:15: anchors (&b) are not supported: write the value out where it is used"),
    ("termlint: {a: b}\nx: y\ntermlint: {c: d}", "a.md:4:1: the key 'termlint' is here twice (first on line 2)"),
    ("{x: y, termlint: {a: b}, termlint: {c: d}}", "a.md:2:26: the key 'termlint' is here twice (first on line 2)"),
    (
        "termlint:\n  a: b: c",
        "a.md:3:7: a colon with a space after it starts a value: put the text in quotes",
    ),
    ("termlint: {a: \u2067b}", "a.md:2:15: the character U+2067 does not belong in text"),
    ("termlint: {a: b}\nx: \x07", "a.md:3:4: the character U+0007 does not belong in text"),
]


@pytest.mark.parametrize(("matter", "told"), ODD)
def test_what_cannot_be_read_is_told(matter: str, told: str) -> None:
    (problem,) = settings(markdown.read("a.md", f"---\n{matter}\n---\n")).problems
    assert (str(problem), problem.notice) == (told, False)


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
    ("[termlint]\nagent =", {}, "a.md:3:8: this is not TOML: Invalid value"),
]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(("matter", "expected", "told"), TOML)
def test_toml(matter: str, expected: dict[str, object], told: str, ending: str) -> None:
    found = settings(markdown.read("a.md", f"+++\n{matter}\n+++\n".replace("\n", ending)))
    assert {key: yamltext.plain(value) for key, value in found.values.items()} == expected
    assert [str(problem)[: len(told)] for problem in found.problems] == [told] * bool(told)
    assert not any(problem.notice for problem in found.problems)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_the_title(ending: str) -> None:
    document = markdown.read("a.md", "---\nx: y\ntitle: On it \nz: 1\n---\n".replace("\n", ending))
    at = len("---x: ytitle: ") + 2 * len(ending)
    assert title(document) == (at, "On it")


def test_what_no_title_is_as_long_as_is_none_nor_is_what_stands_in_the_text() -> None:
    assert title(markdown.read("a.md", "---\nx: y\n---\ntitle: On it\n")) == (0, "")
    assert title(markdown.read("a.md", f"---\ntitle: {'x' * 301}\n---\n")) == (0, "")


ABOUT = [
    ('title: "On agents"\ndate: 1\ntags:\n  - reward\n- policy\nlayout: post', "On agents reward policy"),
    ("description: >-\n  What agents\n  are.\nauthor: An Agent\nsubtitle: Or not", "What agents are. Or not"),
    ("subtitles: agent\nx:\n  title: agent\ntermlint:\n  agent: role", ""),
]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(("matter", "words"), ABOUT)
def test_what_says_what_the_whole_draft_is_about(matter: str, words: str, ending: str) -> None:
    said = about(markdown.read("a.md", f"---\n{matter}\n---\n\ntitle: Agents.\n".replace("\n", ending)))
    assert " ".join(re.findall(r"[\w.]+", said)) == words


def test_toml_says_what_a_draft_is_about_as_well() -> None:
    said = about(markdown.read("a.md", '+++\ntitle = "On it"\ndate = 1\ntags = [\n  "agent",\n]\n+++\n'))
    assert re.findall(r"\w+", said) == ["On", "it", "agent"]
