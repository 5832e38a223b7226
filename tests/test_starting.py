"""What `termlint init` writes, and what it leaves alone."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from termlint import cli
from termlint.disk.files import SUFFIXES
from termlint.errors import DataError
from termlint.project import config, precommit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

HOOK = precommit.HOOK
SHIPPED = Path(__file__).parents[1] / ".pre-commit-hooks.yaml"


def hook(indent: int) -> str:
    return "".join(f"{' ' * indent}{line}\n" for line in HOOK.splitlines())


@pytest.fixture
def init(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """The command in a folder with some files."""
    monkeypatch.chdir(tmp_path)

    def init(files: Mapping[str, str], *arguments: str) -> tuple[int, str]:
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(text.encode())
        status = cli.main(["init", *arguments])
        return status, "".join(capsys.readouterr())

    return init


WRITTEN = [
    # what is there, arguments, what is written
    ({}, (), ["termlint.yaml"]),
    ({".git/HEAD": ""}, (), [".pre-commit-config.yaml", "termlint.yaml"]),
    ({".git/HEAD": ""}, ("--no-pre-commit",), ["termlint.yaml"]),
    ({}, ("--pre-commit",), [".pre-commit-config.yaml", "termlint.yaml"]),
    ({".git/HEAD": "", ".pre-commit-config.yaml": "repos: []\n"}, (), ["termlint.yaml"]),
    ({"pyproject.toml": "[project]\n"}, (), ["pyproject.toml"]),
    ({"pyproject.toml": "[tool.termlint]\n"}, (), []),
    ({"termlint.yaml": "level: warning\n"}, (), []),
    ({}, ("--dry-run",), []),
]


@pytest.mark.parametrize(("files", "arguments", "written"), WRITTEN)
def test_what_is_written(
    init: Callable[..., tuple[int, str]], files: dict[str, str], arguments: tuple[str, ...], written: list[str]
) -> None:
    status, said = init(files, *arguments)
    assert status == 0, said
    assert ("pre-commit install" in said) == (precommit.FILE in written)
    assert [name for name in written if f"{'added to' if name in files else 'wrote'} {name}\n" not in said] == []
    now = {path.as_posix(): path.read_text() for path in map(Path, ("termlint.yaml", *files)) if path.exists()}
    now |= {precommit.FILE: Path(precommit.FILE).read_text()} if Path(precommit.FILE).exists() else {}
    assert sorted(name for name, text in now.items() if files.get(name) != text) == written
    assert now.get("pyproject.toml", "").startswith(files.get("pyproject.toml", ""))
    if "--dry-run" not in arguments:
        assert config.find() is not None
        config.load()
        assert init({}, *arguments)[0] == 0
        assert {name: Path(name).read_text() for name in now} == now


def test_folders_of_terms_are_named(init: Callable[..., tuple[int, str]]) -> None:
    init({"glossary/agent.yaml": "# ours\nterm: agent\n", "rules/other.yaml": "a: b\n"})
    assert config.load().values == {"glossary": (Path("glossary"),)}


@pytest.mark.parametrize("before", [{".git/HEAD": ""}, {precommit.FILE: "repos:\n- repo: x\n  hooks: [{id: y}]\n"}])
def test_terms_get_a_hook_of_their_own(init: Callable[..., tuple[int, str]], before: dict[str, str]) -> None:
    init({"rules/agent.yaml": "term: agent\n", **before}, "--pre-commit")
    written = Path(precommit.FILE).read_text()
    assert written == before.get(precommit.FILE, "repos:\n") + HOOK + precommit.GLOSSARY
    (hook,) = (entry for entry in yaml.safe_load(written)["repos"][-1]["hooks"] if entry["id"] == "termlint-glossary")
    (shipped,) = (entry for entry in yaml.safe_load(SHIPPED.read_text()) if entry["id"] == "termlint-glossary")
    assert hook == {**{key: value for key, value in shipped.items() if key != "description"}, "language": "system"}


def test_a_dry_run_shows_what_would_be_written(init: Callable[..., tuple[int, str]]) -> None:
    _, said = init({"pyproject.toml": "[project]\r\n"}, "--dry-run", "--pre-commit")
    assert "would add to pyproject.toml:\n  \n  [tool.termlint]\n" in said
    assert "would write .pre-commit-config.yaml:\n  repos:\n  - repo: local\n" in said
    assert Path("pyproject.toml").read_bytes() == b"[project]\r\n"
    _, said = init({precommit.FILE: "repos:\n- repo: a\nci: {}\n"}, "--dry-run", "--pre-commit")
    assert "would add to .pre-commit-config.yaml:\n  - repo: local\n" in said
    assert "ci:" not in said


def test_line_endings_are_kept(init: Callable[..., tuple[int, str]]) -> None:
    init({"pyproject.toml": "[project]\r\nname = 'x'"})
    data = Path("pyproject.toml").read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n") > 3
    assert data.startswith(b"[project]\r\nname = 'x'\r\n\r\n[tool.termlint]\r\n")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        (
            "pyproject.toml",
            "tool = {x = 1}\n",
            "pyproject.toml defines tool in a way that excludes [tool.termlint]: put the settings into termlint.yaml",
        ),
        ("pyproject.toml", "broken", "pyproject.toml:1:7: this is not TOML: "),
        (".pre-commit-config.yaml", "repos: [\n", ".pre-commit-config.yaml:"),
        (
            ".pre-commit-config.yaml",
            "repos: []\n",
            f".pre-commit-config.yaml: has no list of repositories to add to; add this yourself:\n{HOOK}",
        ),
    ],
)
def test_what_cannot_be_added_to_is_left_alone(
    init: Callable[..., tuple[int, str]], name: str, text: str, told: str
) -> None:
    status, said = init({name: text}, "--pre-commit")
    assert status == 2
    assert said.startswith(told)
    assert Path(name).read_text() == text
    assert not Path("termlint.yaml").exists()


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device")
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("pyproject.toml", "pyproject.toml: is larger than 1024 KiB"),
        (".pre-commit-config.yaml", ".pre-commit-config.yaml: is larger than 1024 KiB"),
        ("glossary/agent.yaml", "wrote termlint.yaml"),
    ],
)
def test_a_file_may_never_end(name: str, said: str, init: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).symlink_to("/dev/zero")
    assert said in init({}, "--pre-commit")[1]


def test_no_hook_where_pre_commit_would_not_read_it(
    init: Callable[..., tuple[int, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    init({".git/HEAD": "", "sub/a.md": ""}, "--dry-run")
    monkeypatch.chdir(tmp_path / "sub")
    status, said = init({}, "--pre-commit")
    assert (status, said) == (
        2,
        f"pre-commit reads .pre-commit-config.yaml at the top of a repository: run this in {tmp_path}\n",
    )
    assert sorted(path.name for path in Path().iterdir()) == ["a.md"]
    assert init({})[0] == 0  # of a hook nothing was said


ADDED = [
    ("", f"repos:\n{hook(0)}"),
    ("# none yet\n", f"# none yet\nrepos:\n{hook(0)}"),
    ("repos:\n- repo: a\n  hooks: []\n", f"repos:\n- repo: a\n  hooks: []\n{hook(0)}"),
    ("repos:\n  - repo: a\n    rev: b", f"repos:\n  - repo: a\n    rev: b\n{hook(2)}"),
    ("repos:\n-   repo: a\n\n# last\nci: {}\n", f"repos:\n-   repo: a\n{hook(0)}\n# last\nci: {{}}\n"),
    ("repos:\n  - repo: a\n    # of a\n  # of none\n", f"repos:\n  - repo: a\n    # of a\n{hook(2)}  # of none\n"),
    ("repos:\n- repo: a\n  hooks: [{name: b}, c]\n", f"repos:\n- repo: a\n  hooks: [{{name: b}}, c]\n{hook(0)}"),
    ("x: &x [a]\nrepos:\n- repo: a\n  y: *x\n", f"x: &x [a]\nrepos:\n- repo: a\n  y: *x\n{hook(0)}"),
    ("repos:\n- repo: a\n  z: |\n    # t\n", f"repos:\n- repo: a\n  z: |\n    # t\n{hook(0)}"),
    ("repos:\n- repo: a\n  z: |\n    t\nci: 1\n", f"repos:\n- repo: a\n  z: |\n    t\n{hook(0)}ci: 1\n"),
]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize(("text", "expected"), ADDED)
def test_a_hook_is_added(text: str, expected: str, ending: str) -> None:
    text, expected = (part.replace("\n", ending) for part in (text, expected))
    if "\n" not in text:
        expected = expected.replace("\r\n", "\n") if "\r\n" not in text else expected
    new = precommit.with_hook(text, "c.yaml")
    assert new == expected
    assert precommit.with_hook(new, "c.yaml") == new


REFUSED = [
    "repos: []\n",
    "repos: a\n",
    "repos: [{repo: a}]\n",
    "ci: {}\n",
    "- a\n",
    "ci: 2026-02-30\nrepos:\n- repo: a\n",
]


@pytest.mark.parametrize("text", REFUSED)
def test_what_cannot_be_added_is_printed(text: str) -> None:
    with pytest.raises(DataError) as caught:
        precommit.with_hook(text, "c.yaml")
    assert HOOK in str(caught.value)


def test_the_hook_is_for_drafts() -> None:
    assert [suffix for suffix in SUFFIXES if not re.search(precommit.DRAFTS, f"a{suffix.upper()}")] == []
    assert [name for name in ("a.mdd", "amd", "a.md.txt") if re.search(precommit.DRAFTS, name)] == []


def test_the_hook_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, init: Callable[..., tuple[int, str]]) -> None:
    """By the real pre-commit, with the termlint that is installed; what is excluded is passed over."""
    beside = Path(sys.executable).parent
    monkeypatch.setenv("PATH", f"{beside}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "cache"))
    subprocess.run(["git", "init", "-q", "."], check=True, cwd=tmp_path)
    loose = "Most agents resist shutdown, so deployed models will too.\n"
    assert init({"a.md": "It rains.\n", "-d.md": "It rains.\n", "--exclude=*.md": "", "old/b.md": loose})[0] == 0
    Path("termlint.yaml").write_text("exclude: old/\n")
    subprocess.run(["git", "add", "--all"], check=True, cwd=tmp_path)
    command = [beside / "pre-commit", "run", "--all-files", "--verbose"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no findings in 3 files\n" in done.stdout
