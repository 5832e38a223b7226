"""Which files paths stand for, and what reading them gives. Git itself is asked what it ignores."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from termlint.disk import files, gitignore
from termlint.model import Problem

if TYPE_CHECKING:
    from termlint.disk.gitignore import Ignores


def make(root: Path, tree: dict[str, str]) -> None:
    for name, text in tree.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def found(*paths: Path, root: Path) -> list[str]:
    return [
        f"{item.path}: {item.message}" if isinstance(item, Problem) else item.relative_to(root).as_posix()
        for item in files.find(paths)
    ]


@pytest.mark.parametrize(
    ("platform", "there", "expected"),
    [
        ("darwin", ["cafe\u0301.md", "caf\u00e9.md"], ["caf\u00e9.md", "caf\u00e9.md"]),
        ("darwin", ["cafe\u0301.md"], ["cafe\u0301.md"]),
        ("linux", ["cafe\u0301.md", "caf\u00e9.md"], ["cafe\u0301.md", "caf\u00e9.md"]),
    ],
)
def test_a_name_with_accents_is_spelled_as_git_spells_it(
    platform: str, there: list[str], expected: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On macOS both names are of one file, which two files stand for here; elsewhere they are of two."""
    make(tmp_path, dict.fromkeys(there, ""))
    monkeypatch.setattr(sys, "platform", platform)
    assert found(tmp_path, root=tmp_path) == expected


def test_a_folder_stands_for_its_markdown_files_in_order(tmp_path: Path) -> None:
    names = [
        "b.md",
        "a.MD",
        "a/z.mdx",
        "a/b/c.qmd",
        "b/a.md",
        "c.Rmd",
        "d.markdown",
        "e.mkd",
        "f.txt",
        "g.md.bak",
        "Makefile",
    ]
    make(tmp_path, dict.fromkeys(names, ""))
    own, below = ["a.MD", "b.md", "c.Rmd", "d.markdown", "e.mkd"], ["a/z.mdx", "a/b/c.qmd", "b/a.md"]
    assert found(tmp_path, root=tmp_path) == own + below


def test_the_standard_input_is_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, {"-/a.md": ""})
    monkeypatch.chdir(tmp_path)
    assert [*files.find([Path("-")])] == [Path("-")]
    assert [*files.find([tmp_path / "-"])] == [tmp_path / "-/a.md"]


def test_files_are_taken_as_given_and_once(tmp_path: Path) -> None:
    make(tmp_path, {"notes.txt": "", "a.md": "", "b.md": ""})
    (tmp_path / "link.md").symlink_to("a.md")
    given = [tmp_path / "notes.txt", tmp_path / "b.md", tmp_path, tmp_path / "link.md", tmp_path / "absent.md"]
    assert found(*given, root=tmp_path) == ["notes.txt", "b.md", "a.md", "absent.md"]
    assert found(tmp_path / ("a" * 300), root=tmp_path) == ["a" * 300]


def test_a_file_goes_by_its_own_name_whatever_links_lead_to_it(tmp_path: Path) -> None:
    make(tmp_path, {"docs/index.md": "", "z.md": "", ".hidden.md": ""})
    for name, target in (("README.md", "docs/index.md"), ("docs/a.md", "../z.md"), ("b.md", ".hidden.md")):
        (tmp_path / name).symlink_to(target)
    assert found(tmp_path, root=tmp_path) == ["z.md", "docs/index.md", "b.md"]
    for pattern, left in (("b.md", []), (".hidden.md", [tmp_path / "b.md"])):
        assert [*files.find([tmp_path / "b.md"], files.Excluded(tmp_path, (pattern,), force=True))] == left


def test_links_that_lead_out_of_a_folder_are_told_and_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, {"out/a.md": "", "in/c.md": "", "in/x/d.md": ""})
    links = {"in/x/up.md": "../c.md", "in/a.md": "../out/a.md", "in/x/b.md": "../a.md", "in/gone.md": "../gone.md"}
    for name, target in links.items():
        (tmp_path / name).symlink_to(target)
    (tmp_path / "also").symlink_to("in", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    for root in ("in", "also"):
        told = f"is a link that leads out of {root} and was not checked: to check it, name it"
        passed = [Problem(f"{root}/{name}", told, notice=True) for name in ("a.md", "gone.md", "x/b.md")]
        assert [*files.find([Path(root)])] == [
            passed[0],
            Path(root, "c.md"),
            *passed[1:],
            Path(root, "x/d.md"),
        ]
    assert found(Path("in/a.md"), root=Path()) == ["in/a.md"]
    assert found(Path("out"), Path(), root=Path())[:2] == ["out/a.md", "in/c.md"]


def test_relative_paths_stay_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, {"drafts/a.md": ""})
    monkeypatch.chdir(tmp_path)
    assert [files.shown(path) for path in files.find([Path(), Path("drafts")]) if isinstance(path, Path)] == [
        "drafts/a.md"
    ]


def test_hidden_and_installed_things_are_left_out(tmp_path: Path) -> None:
    make(
        tmp_path,
        {
            ".obsidian/a.md": "",
            ".hidden.md": "",
            "node_modules/x/README.md": "",
            "env/pyvenv.cfg": "",
            "env/lib/x.md": "",
            "kept.md": "",
        },
    )
    (tmp_path / ".#kept.md").symlink_to("someone@somewhere")  # an editor's lock
    assert found(tmp_path, root=tmp_path) == ["kept.md"]
    assert found(tmp_path / ".obsidian", root=tmp_path) == [".obsidian/a.md"]


def test_loops_of_links_end(tmp_path: Path) -> None:
    make(tmp_path, {"a/b.md": ""})
    (tmp_path / "a" / "up.md").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.md").symlink_to("self.md")
    assert found(tmp_path, root=tmp_path) == ["a/b.md", "self.md"]
    problem = files.read(tmp_path / "self.md")
    assert isinstance(problem, Problem)
    assert "cannot be read" in problem.message


GIT_TREE = {
    ".gitignore": "build/\n*.draft.md\n/top.md\n!kept.draft.md\ndoc?/x.md\n\\#a.md\ntrailing.md   \r\n!\n/a/b/c/d.md\n",
    "top.md": "",
    "sub/top.md": "",
    "one.draft.md": "",
    "kept.draft.md": "",
    "build/a.md": "",
    "sub/build/b.md": "",
    "sub/.gitignore": "!one.draft.md\nlocal.md\ndeep/**/z.md\n",
    "sub/one.draft.md": "",
    "sub/two.draft.md": "",
    "sub/local.md": "",
    "sub/deep/z.md": "",
    "sub/deep/er/z.md": "",
    "sub/deep/er/y.md": "",
    "docs/x.md": "",
    "docs/y.md": "",
    "#a.md": "",
    "trailing.md": "",
    "excluded.md": "",
    "a/b/c/d.md": "",
}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    make(tmp_path, GIT_TREE)
    (tmp_path / ".git/info").mkdir(exist_ok=True)
    (tmp_path / ".git/info/exclude").write_text("excluded.md\n")
    return tmp_path


def by_git(folder: Path, root: Path) -> set[str]:
    command = ["git", "-c", "core.excludesFile=", "ls-files", "-z", "--others", "--exclude-standard", "--full-name"]
    listed = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.split("\0")
    return {name for name in listed if name.endswith(".md") and (root / name).is_file()}


@pytest.mark.parametrize("folder", [".", "sub", "sub/deep", "docs"])
def test_what_git_ignores_is_left_out(repository: Path, folder: str) -> None:
    ours = found(repository / folder, root=repository)
    assert len(ours) == len(set(ours))
    assert set(ours) == by_git(repository / folder, repository)


FUZZ_FILES = ["a.md", "b.md", "d/a.md", "d/b.md", "d/e/a.md", "d/e/f/c.md", "x/a.md", "x/d/a.md", "x/d/e/b.md"]
FUZZ_PATTERNS = [
    "[[:lower:]].md",
    "[![:alpha:]]*",
    "x[[:digit:]_]",
    *("a.md", "b.md", "*.md", "[ab].md", "?.md", "*", "**", "/*", "/**", "*/", "**/"),
    *("d", "d/", "/d", "/d/", "d/*", "d/**", "**/d", "**/a.md", "*/a.md", "d/**/a.md", "d/**/"),
    *("e", "d/e", "d/e/", "d/e/*", "**/e/**", "f/", "x", "x/*/", "x/**/e", "x/**/", "/x/**/"),
]


def test_git_ignores_the_same_whatever_the_patterns(repository: Path) -> None:
    make(repository, dict.fromkeys(FUZZ_FILES, ""))
    choices = random.Random(5)  # noqa: S311 - the same patterns in every run

    def patterns(most: int) -> str:
        lines = [choices.choice(["", "", "!"]) + choices.choice(FUZZ_PATTERNS) for _ in range(choices.randint(0, most))]
        return "".join(f"{line}\n" for line in lines)

    for _ in range(80):
        ignores = {".gitignore": patterns(4), "d/.gitignore": patterns(2)}
        make(repository, ignores)
        assert set(found(repository, root=repository)) == by_git(repository, repository), ignores


def test_git_knows_the_same_classes_of_characters(repository: Path) -> None:
    classes = ("alpha", "digit", "alnum", "lower", "upper", "space", "xdigit", "blank")
    make(repository, {f"{name}{sign}.md": "" for name in classes for sign in "afgAFG09_ \t"})
    make(repository, {".gitignore": "".join(f"{name}[[:{name}:]].md\n" for name in classes)})
    assert set(found(repository, root=repository)) == by_git(repository, repository)


@pytest.mark.parametrize(
    ("patterns", "kept"),
    [
        ("/drafts/**\n!/drafts/keep.md\n", {"docs/build/x.md", "drafts/keep.md"}),
        ("build/\n!/docs/\n", {"drafts/keep.md", "drafts/other.md"}),
        ("*\n!/**/\n!x.md\n", {"docs/build/x.md"}),
    ],
)
def test_a_pattern_is_asked_about_each_folder_on_the_way(tmp_path: Path, patterns: str, kept: set[str]) -> None:
    make(tmp_path, dict.fromkeys(["docs/build/x.md", "drafts/keep.md", "drafts/other.md"], ""))
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / ".gitignore").write_text(patterns)
    assert set(found(tmp_path, root=tmp_path)) == kept == by_git(tmp_path, tmp_path)
    (tmp_path / ".gitignore").unlink()
    left = files.find([tmp_path], files.Excluded(tmp_path, tuple(patterns.split())))
    assert {files.shown(path) for path in left if isinstance(path, Path)} == {f"{tmp_path}/{name}" for name in kept}


def test_what_is_excluded_is_asked_once_of_each_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, dict.fromkeys(["a/b/c.md", "a/b/d.md"], ""))
    asked: list[str] = []

    def ignored(path: Path, ignores: tuple[Ignores, ...], *, is_folder: bool) -> bool:
        asked.extend([path.name] * bool(ignores))
        return was(path, ignores, is_folder=is_folder)

    was = gitignore.ignored
    monkeypatch.setattr(gitignore, "ignored", ignored)
    assert len([*files.find([tmp_path], files.Excluded(tmp_path, ("x.md",)))]) == 2
    assert asked == ["a", "b", "c.md", "d.md"]


def test_an_ignored_folder_is_checked_when_it_is_named(repository: Path) -> None:
    assert found(repository / "build", root=repository) == ["build/a.md"]
    assert found(repository / "top.md", root=repository) == ["top.md"]
    make(repository, {".gitignore": "*\n"})
    assert found(repository / "build", root=repository) == ["build/a.md"]


def test_a_second_work_tree_shares_the_exclusions(repository: Path) -> None:
    git = ["git", "-C", repository, "-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "first"], check=True)
    subprocess.run([*git, "worktree", "add", "-q", repository / "docs" / "tree"], check=True)
    tree = repository / "docs" / "tree"
    make(tree, {"excluded.md": "", "seen.md": "", "../.gitignore": "seen.md\n"})  # what is above it says nothing of it
    assert found(tree, root=tree) == ["seen.md"] == sorted(by_git(tree, tree))


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"\xef\xbb\xbfa", "\ufeffa"),
        (b"a\r\nb\rc\n", "a\r\nb\rc\n"),
        ("\N{GRINNING FACE} e\u0301".encode(), "\N{GRINNING FACE} e\u0301"),
    ],
)
def test_reading_changes_nothing(tmp_path: Path, data: bytes, text: str) -> None:
    path = tmp_path / "draft.md"
    path.write_bytes(data)
    assert files.read(path) == text


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        (b"one\ncaf\xe9", (2, 4), "is not UTF-8 here (byte 0xE9): save it as UTF-8"),
        (b"\xff\xfea\0", (0, 0), "is UTF-16: save it as UTF-8"),
        (b"\x7fELF\0", (0, 0), "is not text (byte 5 is zero): leave it out, or save it as UTF-8"),
        (b"a" * (files.MAX_BYTES + 1), (0, 0), "is larger than 20 MB: split it, or leave it out"),
    ],
)
def test_what_is_no_text_says_so(tmp_path: Path, data: bytes, place: tuple[int, int], message: str) -> None:
    path = tmp_path / "draft.md"
    path.write_bytes(data)
    assert files.read(path) == Problem(path.as_posix(), message, *place)


def test_what_is_no_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "broken.md").symlink_to("gone.md")
    os.mkfifo(tmp_path / "pipe.md")
    make(tmp_path, {"on-power.md": "", "on-powers.txt": "", "deep/on-power.md": ""})
    messages = {
        tmp_path / "absent.md": "does not exist",
        tmp_path / "absent" / "on-power.md": "does not exist",
        tmp_path / "no-power.md": f"does not exist: did you mean {(tmp_path / 'on-power.md').as_posix()}?",
        tmp_path / "on-power": f"does not exist: did you mean {(tmp_path / 'on-power.md').as_posix()}?",
        tmp_path / r"deep\on-power.md": f"does not exist: did you mean {(tmp_path / 'deep/on-power.md').as_posix()}?",
        tmp_path / "broken.md": "is a broken link: its target gone.md does not exist",
        tmp_path / "pipe.md": "is a pipe or a device; to check what a command prints, give - instead",
        tmp_path: "is a folder, not a file",
        tmp_path / ("a" * 300): "cannot be read: File name too long",
    }
    for path, message in messages.items():
        assert files.read(path) == Problem(path.as_posix(), message)


def test_names_that_are_no_text_can_be_printed(tmp_path: Path) -> None:
    for name in (b"caf\xe9.md", b"th\xe9.md"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).touch()
    (tmp_path / ".gitignore").write_bytes(b"th\xe9.md\n")
    assert [files.shown(path) for path in files.find([tmp_path]) if isinstance(path, Path)] == [
        f"{tmp_path.as_posix()}/caf\\xe9.md"
    ]


def test_hostile_patterns_take_no_time(repository: Path) -> None:
    (repository / ".gitignore").write_text("*a" * 30 + "*b\n" + "**/a/" * 30 + "b\n/top.md\n")
    make(repository, {"a" * 200 + ".md": "", "a/" * 100 + "x.md": ""})
    ours = found(repository, root=repository)
    assert "top.md" not in ours
    assert {"a" * 200 + ".md", "a/" * 100 + "x.md"} <= set(ours)
