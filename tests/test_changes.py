"""Which lines are new since a revision, in scratch repositories."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bites import bites, places

from termlint.disk import files, git
from termlint.errors import TermlintError
from termlint.markup import markdown
from termlint.silencing import since

if TYPE_CHECKING:
    from collections.abc import Callable

    from termlint.vocabulary import Glossary

OLD = "An agent.\n\nOne agent.\n\nLast agent.\n"


class Repository:
    """A scratch repository in the current folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self("init", "--quiet", "--initial-branch=main")

    def __call__(self, *arguments: str) -> str:
        settings = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        done = subprocess.run(["git", *settings, *arguments], cwd=self.root, check=True, capture_output=True, text=True)
        return done.stdout

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    def commit(self, **drafts: str) -> None:
        for name, text in drafts.items():
            self.write(f"{name}.md", text)
        self("add", "--all")
        self("commit", "--quiet", "--allow-empty", "--message=x")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    root = tmp_path / "repo"
    root.mkdir()
    monkeypatch.chdir(root)
    return Repository(root)


@pytest.fixture
def new(agent: Glossary) -> Callable[..., list[str]]:
    """The places of what is new in a draft."""

    def new(name: str, revision: str = "HEAD") -> list[str]:
        source = files.read(Path(name))
        assert isinstance(source, str)
        document = markdown.read(files.shown(Path(name)), source)
        left = since.changes(revision, Path(), [Path(name)]).sift(bites(document, agent), document)
        return places(left, source)

    return new


EDITS = [
    ("nothing", OLD, []),
    ("a line added above", f"It rains.\n\n{OLD}", []),
    ("a line edited", OLD.replace("One", "Another"), ["3:9 goals"]),
    ("a line edited in a mention", OLD.replace("One agent", "One\nagent"), ["4:1 goals"]),
    ("a line added", OLD + "\nA new agent.\n", ["7:7 goals"]),
    ("lines removed", "An agent.\n\nLast agent.\n", []),
    ("the last line's end", OLD.rstrip("\n"), ["5:6 goals"]),
    (
        "rows that look like a patch",
        "++ b/x agent\n-- a/x agent\n@@ -1 +1 @@ agent\n" + OLD + "\nA new agent.\n",
        ["1:8 goals", "2:8 goals", "3:13 goals", "10:7 goals"],
    ),
    ("other line ends", OLD.replace("\n", "\r\n"), ["1:4 goals", "3:5 goals", "5:6 goals"]),
    ("a line end that only Markdown knows", OLD.replace("\n\nOne", "\r\rOne"), ["1:4 goals", "3:5 goals"]),
    ("a byte order mark", f"\ufeff{OLD}", ["1:4 goals"]),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in EDITS], ids=[case[0] for case in EDITS])
@pytest.mark.parametrize("state", ["unstaged", "staged", "committed"])
def test_edits(
    text: str, expected: list[str], state: str, repository: Repository, new: Callable[..., list[str]]
) -> None:
    repository.commit(a=OLD)
    repository.write("a.md", text)
    if state != "unstaged":
        repository("add", "a.md")
    if state == "committed":
        repository.commit()
    assert new("a.md", "HEAD~" if state == "committed" else "HEAD") == expected


NAMES = [
    "a b.md",
    "ünïcode.md",
    'quo"te.md',
    "tab\there.md",
    "line\nbreak.md",
    "back\\slash.md",
    "-dash.md",
    " .md",
    "deep/er.md",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_of_files(name: str, repository: Repository, new: Callable[..., list[str]]) -> None:
    repository.write(name, OLD)
    repository.commit()
    repository.write(name, OLD.replace("One", "Another"))
    repository.write("b.md", "No quotes.\n")
    assert new(name) == new(f"./{name}") == new(str(repository.root / name)) == ["3:9 goals"]


def test_a_name_that_is_no_utf_8(repository: Repository, new: Callable[..., list[str]]) -> None:
    name = os.fsdecode(b"caf\xe9.md")
    Path(name).write_text(OLD)
    repository.commit()
    Path(name).write_text(OLD.replace("One", "Another"))
    assert new(name) == ["3:9 goals"]


def test_new_files_are_new_as_a_whole(repository: Repository, new: Callable[..., list[str]]) -> None:
    repository.commit(a=OLD)
    repository.write(".gitignore", "ignored.md\n")
    for name in ("untracked", "staged", "ignored"):
        repository.write(f"{name}.md", OLD)
    repository("add", "staged.md")
    for name in ("untracked", "staged", "ignored"):
        assert len(new(f"{name}.md")) == 3


def test_a_renamed_file_is_not_new(repository: Repository, new: Callable[..., list[str]]) -> None:
    long = OLD + "".join(f"Line {number}.\n" for number in range(20))
    repository.commit(a=long)
    repository("mv", "a.md", "b.md")
    repository.write("b.md", long.replace("One", "Another"))
    assert new("b.md") == ["3:9 goals"]


def test_a_file_that_is_given_may_have_any_name(repository: Repository, new: Callable[..., list[str]]) -> None:
    for name in ("draft.txt", "*.TXT", "UPPER.MD", ":(top)x"):
        repository.write(name, OLD)
    repository.commit()
    for name in ("draft.txt", "*.TXT", "UPPER.MD", ":(top)x"):
        repository.write(name, OLD.replace("One", "Another"))
        assert new(name) == ["3:9 goals"]


def test_a_name_that_no_file_can_have(repository: Repository) -> None:
    repository.commit(a=OLD)
    assert since.changes("HEAD", Path(), [Path("a" * 300 + ".md")]).lines == {}


def test_only_this_side_of_a_fork_counts(repository: Repository, new: Callable[..., list[str]]) -> None:
    repository.commit(a=OLD)
    repository("checkout", "--quiet", "-b", "topic")
    repository.commit(a=OLD.replace("One", "Another"))
    repository("checkout", "--quiet", "main")
    repository.commit(a=OLD.replace("Last", "The last"))
    repository("checkout", "--quiet", "topic")
    assert new("a.md", "main") == ["3:9 goals"]


def test_a_link_leads_to_its_file(repository: Repository, new: Callable[..., list[str]]) -> None:
    Path("link.md").symlink_to("a.md")
    repository.commit(a=OLD)
    repository.write("a.md", OLD.replace("One", "Another"))
    assert new("link.md") == ["3:9 goals"]


def test_a_folder_of_the_repository_will_do(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, new: Callable[..., list[str]]
) -> None:
    repository.write("deep/a.md", OLD)
    repository.commit()
    repository.write("deep/a.md", OLD.replace("One", "Another"))
    monkeypatch.chdir(repository.root / "deep")
    assert new("a.md") == ["3:9 goals"]


def test_settings_of_the_user_change_nothing(
    repository: Repository, new: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit(a=OLD)
    repository.write("a.md", OLD.replace("An", "My").replace("Last", "Another"))
    monkeypatch.setenv("GIT_DIFF_OPTS", "-u5")
    for key, value in (
        ("diff.noprefix", "true"),
        ("diff.mnemonicPrefix", "true"),
        ("color.ui", "always"),
        ("core.quotePath", "false"),
        ("diff.external", "false"),
        ("diff.context", "3"),
        ("diff.interHunkContext", "9"),
    ):
        repository("config", key, value)
    assert new("a.md") == ["1:4 goals", "5:9 goals"]


@pytest.mark.parametrize("place", [".git", "deep"])
def test_no_command_of_a_repository_is_run(
    place: str, repository: Repository, new: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of drafts may look like the inside of a repository: what git keeps can be committed as other files."""
    repository.write("deep/a.md", OLD)
    repository.commit()
    if place == "deep":
        shutil.copytree(repository.root / ".git", repository.root / "deep", dirs_exist_ok=True)
    settings = ("config", "--file", f"{place}/config")
    repository(*settings, "core.worktree", "." if place == "deep" else "..")
    repository(*settings, "core.fsmonitor", "echo > ran; false")
    repository.write("deep/a.md", OLD.replace("One", "Another"))
    monkeypatch.chdir(repository.root / "deep")
    assert new("a.md") == ["3:9 goals"]
    assert not list(repository.root.rglob("ran"))


def test_in_a_hook_of_another_work_tree(
    repository: Repository, new: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit(a=OLD)
    repository("worktree", "add", "--quiet", "../other")
    other = repository.root.parent / "other"
    (other / "deep").mkdir()
    (other / "deep" / "a.md").write_text(OLD)
    monkeypatch.chdir(other / "deep")
    monkeypatch.setenv("GIT_DIR", str(repository.root / ".git" / "worktrees" / "other"))
    assert new("a.md") == ["1:4 goals", "3:5 goals", "5:6 goals"]


def test_unknown_revisions(repository: Repository) -> None:
    repository.commit(a=OLD)
    for revision in ("nowhere", "--output=x", "", "HEAD:a.md"):
        with pytest.raises(TermlintError, match=r"^--diff-base .*: git knows no such revision here"):
            since.changes(revision, Path(), [])
    assert sorted(path.name for path in repository.root.iterdir()) == [".git", "a.md"]
    repository("checkout", "--quiet", "--orphan", "other")
    repository.commit(b=OLD)
    with pytest.raises(TermlintError, match=r"^--diff-base main: has no commit in common with the current history"):
        since.changes("main", Path(), [])


def test_before_the_first_commit(repository: Repository) -> None:
    assert repository.root
    with pytest.raises(TermlintError, match="git knows no such revision"):
        since.changes("HEAD", Path(), [])


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(TermlintError, match="is not in a git repository"):
        since.changes("HEAD", Path(), [])


def test_git_may_call_the_repository_by_another_path(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit(a=OLD)
    (tmp_path / "drive").symlink_to(repository.root)
    answer = git.run

    def aliased(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        done = answer(folder, *arguments)
        if "--show-toplevel" in arguments:
            done.stdout = os.fsencode(tmp_path / "drive") + b"\n"
        return done

    monkeypatch.setattr(git, "run", aliased)
    repository.write("a.md", OLD + "\nNew agent.\n")
    assert list(since.changes("HEAD", Path(), [Path("a.md")]).lines) == [repository.root / "a.md"]


def test_what_git_says_is_told_to_its_end(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a repository that is another user's, as in a container, git's last line says what to do."""
    repository.commit(a=OLD)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(TermlintError, match=r"dubious ownership in .* git config --global --add safe\.directory "):
        since.changes("HEAD", Path(), [])


def test_drafts_outside_of_the_repository(repository: Repository, tmp_path: Path) -> None:
    repository.commit(a=OLD)
    for path in (tmp_path / "a.md", Path("../a.md")):
        with pytest.raises(
            TermlintError, match=r"--diff-base reads the repository .*/repo, not .*a\.md, which is outside"
        ):
            since.changes("HEAD", Path(), [path])
    with pytest.raises(TermlintError, match="not standard input"):
        since.changes("HEAD", Path(), [Path("-")])


def test_without_git(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit(a=OLD)
    assert shutil.which("git")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(TermlintError, match="git is needed to look up earlier versions, and was not found: install it"):
        since.changes("HEAD", Path(), [])
