"""Which file holds the settings, what it may say, and what goes before what."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from termlint import cli
from termlint.cli.check import check
from termlint.cli.settings import key_of
from termlint.errors import DataError
from termlint.project import config, settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOT = Path(__file__).parents[1]
SMALL = ROOT / "tests" / "cases" / "small"
LOOSE = "The agent wants to stay on.\n"
PLAIN = "The agent moves left.\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository to work in."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    return tmp_path


@pytest.fixture
def run(here: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, list[str], str]]:
    """Exit status, places of findings and what is said of a run, with the glossary of one term in the repository."""
    for name in ("glossary", "rules"):
        (here / name).mkdir()
        for path in (SMALL / name).iterdir():
            (here / name / path.name).write_bytes(path.read_bytes())

    def run(*arguments: str) -> tuple[int, list[str], str]:
        status = cli.main(arguments)
        out, err = capsys.readouterr()
        return status, re.findall(r"^\S+:\d+:\d+", out, re.MULTILINE), out + err

    return run


def write(files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


DATA = "builtin: false\nglossary: glossary\nrules: rules\n"

ERRORS = [
    ("termlint.yaml", "levl: warning\n", ["1:1: unknown key 'levl': did you mean level? (legal: glossary, "]),
    ("termlint.yaml", "level: warn\n", ["1:8: unknown value 'warn': did you mean warning?"]),
    ("termlint.yaml", "every: yes\n", ["1:8: this must be true or false, found the text 'yes'"]),
    (
        "termlint.yaml",
        "every: 1\nselect: {a: b}\n",
        ["1:8: this must be true", "2:9: this must be a list, found a map"],
    ),
    ("termlint.yaml", "select: [a, 3]\n", ["1:13: this must be text, found the number 3: put it in quotes"]),
    ("termlint.yaml", "- level\n", ["1:1: this must be an entry with the keys glossary, rules"]),
    ("termlint.yaml", "level: warning\nlevel: warning\n", ["2:1: the key 'level' is here twice (first on line 1)"]),
    ("termlint.yaml", "glossary: absent\n", ["1:11: there is no folder 'absent'"]),
    ("termlint.yaml", "rules: [../rules]\n", ["1:9: '../rules' leads out of "]),
    ("termlint.yaml", "baseline: /tmp/x\n", ["1:11: '/tmp/x' leads out of "]),
    ("termlint.yaml", "exclude: ['!']\n", ["1:11: '!' is not a pattern as in .gitignore"]),
    (
        "termlint.yaml",
        "exclude: [old\\drafts\\]\n",
        [r"1:11: 'old\\drafts\\' has a backslash between names: did you mean old/drafts/?"],
    ),
    ("termlint.yaml", "per-file-ignores: {'!': x}\n", ["1:20: '!' is not a pattern as in .gitignore"]),
    ("termlint.yaml", "exclude: ['*a*b*c*']\n", ["1:11: '*a*b*c*' has too many wildcards: at most 3 * in a name"]),
    ("termlint.yaml", "exclude: ['**/a/**/b/**/c']\n", ["1:11: '**/a/**/b/**/c' has too many wildcards"]),
    ("termlint.yaml", "per-file-ignores: [x]\n", ["1:19: this must map names to entries, found a list"]),
    (
        "pyproject.toml",
        "[tool.termlint]\nlevel = 'x'\n\nevry = true\n",
        ["2:9: unknown value 'x'", "4:1: unknown key 'evry'"],
    ),
    ("pyproject.toml", "[tool]\ntermlint = 5\n", ["2:12: this must be an entry with the keys glossary, rules"]),
    ("pyproject.toml", "[[tool.termlint]]\nlevel = 'x'\n", ["1:1: this must be an entry with the keys glossary"]),
    ("pyproject.toml", "tool.termlint.format = 'word'\n", ["1:24: unknown value 'word'"]),
    (
        "pyproject.toml",
        "[tool.termlint.per-file-ignores]\n'a' = [\n  1]\n",
        ["3:3: this must be text, found the number"],
    ),
    ("pyproject.toml", "[tool.termlint\n", ["1:15: this is not TOML: Expected ']'"]),
    ("termlint.yml", "", [" is not read: rename it to termlint.yaml"]),
]


@pytest.mark.parametrize(("name", "text", "expected"), ERRORS)
@pytest.mark.usefixtures("here")
def test_errors_say_where(name: str, text: str, expected: list[str]) -> None:
    write({name: text})
    with pytest.raises(DataError) as caught:
        config.load()
    lines = str(caught.value).split("\n")
    assert len(lines) == len(expected)
    for line, start in zip(lines, expected, strict=True):
        assert line.startswith(f"{name}:{start}")


@pytest.mark.usefixtures("here")
def test_a_folder_named_as_on_windows_is_known() -> None:
    write({"termlint.yaml": "glossary: .\\terms\\ours\n", "terms/ours/a.yaml": ""})
    with pytest.raises(DataError, match=r"1:11: there is no folder '.*': did you mean ./terms/ours\?"):
        config.load()


@pytest.mark.usefixtures("here")
def test_both_files_in_one_folder_are_too_many() -> None:
    write({"termlint.yaml": "", "pyproject.toml": "[tool.termlint]\n"})
    with pytest.raises(DataError, match=r"has a table .* keep the settings in one of them"):
        config.load()


FOUND = [
    ({}, "", None),
    ({"termlint.yaml": ""}, "", "termlint.yaml"),
    ({"termlint.yaml": ""}, "a/b", "../../termlint.yaml"),
    ({"pyproject.toml": "[tool.termlint]\n"}, "a", "../pyproject.toml"),
    # Others' projects are none of ours, broken or not.
    ({"pyproject.toml": "[project]\n"}, "", None),
    ({"pyproject.toml": "[broken\n"}, "", None),
    ({"pyproject.toml": "[project]\ndependencies = ['termlint']\n", "termlint.yaml": ""}, "", "termlint.yaml"),
    # The nearest counts, alone.
    ({"termlint.yaml": "every: true\n", "a/termlint.yaml": ""}, "a/b", "../termlint.yaml"),
    ({"termlint.yaml": "", "a/pyproject.toml": "[project]\n"}, "a", "../termlint.yaml"),
    # A repository ends the search.
    ({"termlint.yaml": "", "a/.git": "gitdir: elsewhere\n"}, "a/b", None),
]


@pytest.mark.parametrize(("files", "folder", "expected"), FOUND)
def test_settings_are_looked_for_upwards(
    here: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str], folder: str, expected: str | None
) -> None:
    write(files)
    (here / folder).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(here / folder)
    found = config.find()
    assert found == (Path(expected) if expected else None)
    assert config.load().values == {}


@pytest.mark.usefixtures("here")
def test_a_folder_of_the_name_is_no_file() -> None:
    Path("pyproject.toml").mkdir()
    assert config.find() is None


@pytest.mark.usefixtures("here")
def test_paths_are_relative_to_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    write({"termlint.yaml": "glossary: terms\nbaseline: known.json\n", "terms/a.yaml": "", "drafts/a.md": ""})
    monkeypatch.chdir("drafts")
    assert config.load().values == {"glossary": (Path("../terms"),), "baseline": "../known.json"}


def test_a_whole_path_may_lead_to_what_is_in_the_repository(here: Path) -> None:
    write({"termlint.yaml": f"glossary: {here / 'terms'}\nbaseline: {here / 'known.json'}\n", "terms/a.yaml": ""})
    assert config.load().values == {"glossary": (here / "terms",), "baseline": str(here / "known.json")}


def test_a_link_does_not_lead_out(here: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    (here / "terms").symlink_to(tmp_path_factory.mktemp("elsewhere"))
    write({"termlint.yaml": "glossary: terms\n"})
    with pytest.raises(DataError, match="leads out of"):
        config.load()


PRECEDENCE = [
    # file, command line, places that are reported
    ("", (), ["a.md:1:5"]),
    ("every: true\n", (), ["a.md:1:5", "a.md:3:7", "a.md:3:29"]),
    ("every: true\nlevel: warning\n", (), ["a.md:1:5", "a.md:3:7"]),
    ("every: true\n", ("--no-every",), ["a.md:1:5"]),
    ("level: suggestion\n", (), ["a.md:1:5", "a.md:3:29"]),
    ("level: suggestion\n", ("--level", "warning"), ["a.md:1:5"]),
    ("ignore: [agent-wants]\n", (), []),
    ("ignore: agent-wants\n", ("--ignore", "agent-hopes"), ["a.md:1:5"]),
    ("per-file-ignores: {'*.md': [agent-wants]}\n", (), []),
    ("per-file-ignores: {'*.md': [agent]}\n", ("--select", "agent-wants"), []),
    ("per-file-ignores: {'b.md': [agent]}\n", (), ["a.md:1:5"]),
    ("level: suggestion\nper-file-ignores: {'a.md': [suggestion]}\n", (), ["a.md:1:5"]),
    ("per-file-ignores: {'b.md': [agent]}\n", ("--stdin-filename", "b.md"), ["a.md:1:5"]),
]
DRAFT = "The agent wants to stay on.\n\nEvery agent wants power. An agent hopes.\n"


@pytest.mark.parametrize(("text", "arguments", "expected"), PRECEDENCE)
def test_the_command_line_goes_first(
    run: Callable[..., tuple[int, list[str], str]], text: str, arguments: tuple[str, ...], expected: list[str]
) -> None:
    write({"termlint.yaml": DATA + text, "a.md": DRAFT})
    status, places, said = run("check", "a.md", *arguments)
    assert places == expected, said
    assert status == bool(expected)


def test_a_baseline_that_is_missing_is_told_where_it_is_named(run: Callable[..., tuple[int, list[str], str]]) -> None:
    write({"termlint.yaml": f"{DATA}baseline: known.json\n", "a.md": DRAFT})
    told = "termlint.yaml:4:11: there is no baseline known.json: create it with --write-baseline known.json\n"
    assert run("check", "a.md") == (2, [], told)
    assert run("check", "a.md", "--write-baseline", "known.json")[0] == 0
    assert run("check", "a.md")[0] == 0


def test_settings_named_or_unwanted(run: Callable[..., tuple[int, list[str], str]]) -> None:
    write({"termlint.yaml": DATA + "ignore: agent\n", "other.yaml": DATA, "a.md": LOOSE})
    assert run("check", "a.md", "--config", "other.yaml")[1] == ["a.md:1:5"]
    assert run("check", "a.md", "--no-config", "--ignore", "reward")[0] in {0, 1}
    status, _, said = run("check", "a.md", "--no-config", "--config", "other.yaml")
    assert status == 2
    assert "give only one of them" in said
    assert run("check", "a.md", "--config", "absent.yaml")[0] == 2
    write({"settings.ini": ""})
    assert "must end in .yaml or .toml" in run("check", "a.md", "--config", "settings.ini")[2]
    write({"other.toml": "[tool.other]\n"})
    assert "other.toml: has no table [tool.termlint]" in run("check", "a.md", "--config", "other.toml")[2]


def test_names_that_do_not_exist(run: Callable[..., tuple[int, list[str], str]]) -> None:
    text = "select: [agent, agnt]\nper-file-ignores:\n  '*.md': agent-want\n"
    write({"termlint.yaml": DATA + text, "a.md": LOOSE})
    status, places, said = run("check", "a.md")
    assert (status, places) == (2, [])
    assert [line.split("; ")[0] for line in said.splitlines()] == [
        "termlint.yaml:4:17: there is no term, conflation or rule called 'agnt': did you mean agent?",
        "termlint.yaml:6:11: there is no term, conflation or rule called 'agent-want': did you mean agent-wants?",
    ]


def test_a_format_for_reports_is_none_for_differences(run: Callable[..., tuple[int, list[str], str]]) -> None:
    write({"termlint.yaml": f"{DATA}format: json\ncaveat: inline\n", "a.md": LOOSE})
    status, _, said = run("check", "--diff", "a.md")
    assert status == 1
    assert "+The agent (only the acting side of the loop" in said or "+The agent (a planner" in said
    assert run("check", "--diff", "--format", "json", "a.md")[0] == 2


SAID = [
    (
        (),
        {
            "level": "suggestion  termlint.yaml:4:1",
            "every": "false  default",
            "ignore": "agent, reward  termlint.yaml:5:1",
        },
    ),
    (("--level", "warning"), {"level": "warning  command line"}),
    (("--every", "--exclude", "a/"), {"every": "true  command line", "exclude": "a/  command line"}),
    (("--no-config",), {"level": "warning  default", "settings file:": "none", "glossary": "none  default"}),
    (("--no-config", "--every"), {"level": "suggestion  default"}),
    ((), {"settings file:": "termlint.yaml", "per-file-ignores": "*.md: agent; b: x, y  termlint.yaml:6:1"}),
]


@pytest.mark.parametrize(("arguments", "expected"), SAID)
def test_what_is_in_force_is_said(
    run: Callable[..., tuple[int, list[str], str]], arguments: tuple[str, ...], expected: dict[str, str]
) -> None:
    text = "level: suggestion\nignore: [agent, reward]\nper-file-ignores: {'*.md': agent, b: [x, y]}\n"
    write({"termlint.yaml": DATA + text})
    status, _, said = run("config", *arguments)
    assert status == 0
    rows = {re.sub(" {2,}", "  ", line) for line in said.splitlines()}
    assert {f"{key}{' ' if key.endswith(':') else '  '}{value}" for key, value in expected.items()} <= rows


def test_what_is_in_force_as_json(run: Callable[..., tuple[int, list[str], str]]) -> None:
    write({"termlint.yaml": DATA})
    said = json.loads(run("config", "--format", "json", "--level", "suggestion")[2])
    assert (said["version"], said["file"], said["settings"].keys()) == (1, "termlint.yaml", settings.SETTINGS.keys())
    assert said["settings"]["glossary"] == {"value": ["glossary"], "origin": "termlint.yaml:2:1"}
    assert said["settings"]["level"] == {"value": "suggestion", "origin": "command line"}
    assert run("config", "--levl", "x")[0] == 2


TREE = {"a.md": LOOSE, "old/b.md": LOOSE, "old/keep/c.md": LOOSE, "new/old/d.md": LOOSE, "new/e.md": LOOSE}
EXCLUDED = [
    # patterns, force, paths given, files that are checked
    ("[]", "", ["."], ["a.md", "new/e.md", "new/old/d.md", "old/b.md", "old/keep/c.md"]),
    ("[old/]", "", ["."], ["a.md", "new/e.md"]),
    ("[/old]", "", ["."], ["a.md", "new/e.md", "new/old/d.md"]),
    ("['*.md', '!/a.md']", "", ["."], ["a.md"]),
    ("[old/*, '!old/keep']", "", ["."], ["a.md", "new/e.md", "new/old/d.md", "old/keep/c.md"]),
    ("[old/]", "", ["old/b.md", "a.md"], ["a.md", "old/b.md"]),
    ("[old/]", "--force-exclude", ["old/b.md", "a.md"], ["a.md"]),
    ("[old/]", "", ["old"], ["old/b.md", "old/keep/c.md"]),
    ("[old/]", "--force-exclude", ["old", "new"], ["new/e.md"]),
    ("[old/]", "--force-exclude", ["old/keep/c.md"], []),
    ("['*.md']", "--force-exclude", ["a.md"], []),
]


@pytest.mark.parametrize(("patterns", "force", "paths", "expected"), EXCLUDED)
def test_what_is_excluded(
    run: Callable[..., tuple[int, list[str], str]], patterns: str, force: str, paths: list[str], expected: list[str]
) -> None:
    write({**TREE, "termlint.yaml": f"{DATA}exclude: {patterns}\n"})
    _, places, said = run("check", *paths, *filter(None, [force]))
    assert sorted({place.split(":")[0] for place in places}) == expected, said


@pytest.mark.parametrize("pattern", ["!", "*a*a*a*a*b"])
def test_patterns_of_the_command_line_are_checked(run: Callable[..., tuple[int, list[str], str]], pattern: str) -> None:
    status, _, said = run("check", ".", "--exclude", pattern)
    assert status == 2
    assert repr(pattern) in said


def test_patterns_are_relative_to_whoever_has_them(
    run: Callable[..., tuple[int, list[str], str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    write({**TREE, "termlint.yaml": f"{DATA}exclude: /new/old\nper-file-ignores:\n  /old: agent\n"})
    monkeypatch.chdir("new")
    assert run("check", ".", "../old")[1] == ["e.md:1:5"]
    assert run("check", ".", "--exclude", "/e.md")[1] == ["old/d.md:1:5"]
    assert run("check", ".", "--exclude", "/new/old")[1] == ["e.md:1:5", "old/d.md:1:5"]


def test_standard_input_is_excluded_by_its_name(
    run: Callable[..., tuple[int, list[str], str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    write({"termlint.yaml": f"{DATA}exclude: old/\nforce-exclude: true\n"})
    with Path(os.devnull).open(encoding="utf-8") as nothing:
        monkeypatch.setattr("sys.stdin", nothing)
        assert run("check", "-", "--stdin-filename", "old/x.md")[2] == "no Markdown files found\n"
        assert run("check", "-", "--stdin-filename", "new/x.md")[2] == "no findings in 1 file\n"


def test_the_default_of_a_key_is_that_of_its_option() -> None:
    parameters = check.make_context("check", ["a.md"]).params
    assert parameters["level"] is None  # which one it is depends on --every
    parameters["level"] = settings.SETTINGS["level"].default
    values = {key_of(name): value for name, value in parameters.items()}
    words = {key: "none" if value in {None, ()} else str(value) for key, value in values.items()}
    stated = {key: setting.default.capitalize() for key, setting in settings.SETTINGS.items() if key in words}
    assert {key: words[key].capitalize() for key in stated} == stated
    assert {"glossary", "builtin", "level", "format", "exclude"} <= stated.keys()


def test_the_documentation_lists_every_key() -> None:
    text = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    rows = [f"| `{key}` | {s.holds} | {s.default} | {s.meaning} |" for key, s in settings.SETTINGS.items()]
    assert re.findall(r"^\| `.*$", text, re.MULTILINE) == rows


CURATING = [
    (("validate",), "1 term, 2 senses, 1 conflation, 0 cues, 2 rules: no problems\n"),
    (("test",), "5 not exercised"),
    (("fmt", "--check"), ""),
    (("export", "json"), '"agent.pursuer"'),
    (("publish",), "published.yaml: "),
]


@pytest.mark.parametrize("folder", [".", "drafts"])
@pytest.mark.parametrize(("arguments", "said"), CURATING)
def test_a_curators_commands_go_by_the_settings(
    arguments: tuple[str, ...],
    said: str,
    folder: str,
    run: Callable[..., tuple[int, list[str], str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write({"termlint.yaml": DATA.replace("rules: rules", "rules: lint"), "drafts/a.md": PLAIN})
    Path("rules").rename("lint")
    monkeypatch.chdir(folder)
    status, _, out = run("glossary", *arguments)
    assert status == 0, out
    assert said in out
    assert "policy" not in out


def test_a_curators_commands_go_by_the_command_line_first(run: Callable[..., tuple[int, list[str], str]]) -> None:
    write({"termlint.yaml": "builtin: false\n"})
    assert run("glossary", "validate")[0] == 0
    for option in ("--builtin", "--no-config"):
        assert run("glossary", "validate", option)[0] == 2
    write({"termlint.yaml": "builtin: false\nglossary: none\nformat: html\n", "none/meta.yaml": "title: None\n"})
    assert run("glossary", "validate", "glossary", "rules")[0] == 0


def test_the_documented_examples_are_read(here: Path) -> None:
    text = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    examples = re.findall(r"```(yaml|toml)\n# (\S+)\n(.*?)```", text, re.DOTALL)
    assert [name for _, name, _ in examples] == ["termlint.yaml", "pyproject.toml"]
    for folder in ("glossary", "rules"):
        (here / folder).mkdir()
    for _, name, example in examples:
        write({name: example})
        assert config.load(Path(name)).values.keys() >= {"level", "per-file-ignores"}
