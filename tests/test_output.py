"""Where ``check`` writes to: standard output, a file, several files; and what else it says then."""

from __future__ import annotations

import json
import os
import stat
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from termlint import cli
from termlint.cli.check import NEXT
from termlint.disk import store, writing
from termlint.reporters import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable

SMALL = Path(__file__).parent / "cases" / "small"
DATA = ("--no-builtin", "--glossary", str(SMALL / "glossary"), "--rules", str(SMALL / "rules"))
FOUND = "1 finding in 1 of 1 file\n"

Run = tuple[int, str, str]


@pytest.fixture
def check(desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """Exit status, output and complaints of a check in a folder with a draft."""
    (desk / "a.md").write_text("The agent wants to stay on.\n")
    monkeypatch.setenv("COLUMNS", "80")
    return lambda *arguments: (cli.main(["check", *arguments, *DATA]), *capsys.readouterr())


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_gets_what_standard_output_would(name: str, check: Callable[..., Run], tmp_path: Path) -> None:
    status, out, err = check("a.md", "--format", name)
    told = f"{NEXT}\n{FOUND}" if name == "text" else FOUND
    assert err == (told if name in {"text", "concise", "github"} else "")
    assert check("a.md", "--format", name, "--output-file", "report") == (status, "", told)
    assert (tmp_path / "report").read_text(encoding="utf-8") == out
    assert status == 1


def test_problems_are_told_where_the_file_alone_would_know(check: Callable[..., Run], tmp_path: Path) -> None:
    status, out, err = check("a.md", "b.md", "--format", "sarif", "--output-file", "report")
    assert (status, out) == (2, "")
    assert err == "b.md  error  does not exist\n1 finding in 1 of 2 files, 1 problem\n"
    assert "does not exist" in (tmp_path / "report").read_text()


def test_standard_output_can_be_named(check: Callable[..., Run], tmp_path: Path) -> None:
    assert check("a.md", "--output-file", "-") == check("a.md")
    assert not (tmp_path / "-").exists()
    assert "standard output is for --format" in check("a.md", "--also", "json=-")[2]


DRAFTS = [
    ("a.md", "a.md"),
    ("./x/../a.md", "."),
    ("b.MD", "a.md"),
    ("new.qmd", "a.md"),
    ("link", "a.md"),
    ("notes.txt", "notes.txt"),
    ("x/../notes.txt", "notes.txt"),
    ("notes.txt", "."),  # in which a link leads there
]


@pytest.mark.parametrize("option", ["--output-file={}", "--also=sarif={}", "--fix --output-file={}"])
@pytest.mark.parametrize(("file", "draft"), DRAFTS)
def test_no_report_takes_the_place_of_a_draft(
    option: str, file: str, draft: str, check: Callable[..., Run], tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("The agent wants to stay on.\n")
    (tmp_path / "link").symlink_to("a.md")
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "b.md").symlink_to("../notes.txt")
    before = {path: path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file()}
    status, out, err = check(*option.format(file).split(), draft)
    assert (status, out) == (2, "")
    assert "draft" in err
    assert {path: path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file()} == before


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("--baseline b.json --also json=b.json", "b.json holds settings or a baseline: name another file"),
        ("--baseline b.json --output-file x/../b.json", "b.json holds settings or a baseline: name another file"),
        ("--write-baseline new --output-file new", "new holds settings or a baseline: name another file"),
        ("--output-file termlint.yaml", "termlint.yaml holds settings or a baseline: name another file"),
        ("--write-baseline new.md", "new.md has the name of a draft: give the baseline another"),
    ],
)
def test_settings_and_baseline_and_report_are_kept_apart(
    options: str, told: str, check: Callable[..., Run], tmp_path: Path
) -> None:
    (tmp_path / "termlint.yaml").write_text("level: suggestion\n")
    (tmp_path / "x").mkdir()
    assert check("a.md", "--write-baseline", "b.json")[0] == 0
    before = {path: path.read_bytes() for path in sorted(tmp_path.iterdir()) if path.is_file()}
    status, out, err = check("a.md", *options.split())
    assert (status, out) == (2, "")
    assert told in err
    assert {path: path.read_bytes() for path in sorted(tmp_path.iterdir()) if path.is_file()} == before


def test_several_formats_at_once(check: Callable[..., Run], tmp_path: Path) -> None:
    alone = check("a.md", "--format", "concise")
    assert check("a.md", "--format", "concise", "--also", "json=a.json", "--also", "junit=b.xml") == alone
    assert len(json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["findings"]) == 1
    assert "<testsuites" in (tmp_path / "b.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "options",
    [["--also=sarif=x", "--also=json=x"], ["--output-file=x", "--also=json=./x"], ["--also=json=x", "--also=junit=y"]],
)
def test_a_file_holds_one_report(options: list[str], check: Callable[..., Run], tmp_path: Path) -> None:
    (tmp_path / "y").symlink_to("x")
    status, out, err = check("a.md", *options)
    assert (status, out) == (2, "")
    assert "x cannot hold two reports: name another file for one of them" in err
    assert not (tmp_path / "x").exists()


@pytest.mark.skipif(not Path(os.devnull).exists(), reason="no device by this name")
def test_a_device_takes_whatever_comes(check: Callable[..., Run]) -> None:
    assert check("a.md", f"--output-file={os.devnull}", f"--also=json={os.devnull}")[:2] == (1, "")


@pytest.mark.parametrize(("level", "status"), [("suggestion", 1), ("warning", 0)])
def test_tests_fail_where_the_run_does(level: str, status: int, check: Callable[..., Run], tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("The agent hopes to stay on.\n")
    arguments = ("a.md", "--level", "suggestion", "--fail-level", level, "--also", "junit=b.xml")
    assert check(*arguments, "--format", "junit")[:2] == (status, (tmp_path / "b.xml").read_text(encoding="utf-8"))
    assert f'failures="{status}" errors="0" skipped="{1 - status}"' in (tmp_path / "b.xml").read_text(encoding="utf-8")


def test_mentions_go_into_a_file_beside(check: Callable[..., Run], tmp_path: Path) -> None:
    assert check("a.md", "--also", "json=a.json", "--mentions")[0] == 1
    assert len(json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["mentions"]) == 1


@pytest.mark.parametrize("value", ["json", "json=", "xml=a.xml", "=a"])
def test_a_further_format_needs_a_file(value: str, check: Callable[..., Run]) -> None:
    status, out, err = check("a.md", "--also", value)
    assert (status, out) == (2, "")
    assert "expected FORMAT=FILE, FORMAT being one of text, concise," in err


def test_a_file_in_no_folder_is_a_problem(check: Callable[..., Run]) -> None:
    for option in (
        ["--output-file", "nowhere/report"],
        ["--also", "html=nowhere/report"],
        ["--write-baseline", "nowhere/report"],
    ):
        status, out, err = check("a.md", *option)
        assert (status, out) == (2, "")
        assert "nowhere/report cannot be written: there is no folder nowhere\n" in err


def test_what_cannot_be_written_is_named_as_the_user_named_it(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        writing.replace(tmp_path / "nowhere" / "report", b"")
    assert caught.value.filename == str(tmp_path / "nowhere" / "report")
    (tmp_path / "folder").mkdir()
    with pytest.raises(IsADirectoryError) as refused:
        writing.replace(tmp_path / "folder", b"")
    assert refused.value.filename == str(tmp_path / "folder")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_what_a_stopped_run_left_behind_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / f".report.{os.getpid()}.tmp").write_bytes(b"half")
    writing.replace(tmp_path / "report", b"whole")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("report", b"whole")]


def test_a_new_file_has_the_mode_of_any_other(tmp_path: Path) -> None:
    writing.replace(tmp_path / "report", b"")
    (tmp_path / "other").touch()
    assert (tmp_path / "report").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_file_keeps_its_mode_and_links(check: Callable[..., Run], tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    check("a.md", "--format", "concise", "--output-file", "link")
    assert link.is_symlink()
    assert "agent-wants" in real.read_text(encoding="utf-8")
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == [store.NAME, "a.md", "link", "real"]


def test_what_is_private_stays_so_while_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    modes = []
    monkeypatch.setattr(os, "fsync", lambda file: modes.append(stat.S_IMODE(os.fstat(file).st_mode)))
    (tmp_path / "report").touch(0o600)
    writing.replace(tmp_path / "report", b"new")
    assert modes == [0o600]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_a_file_keeps_its_owner(tmp_path: Path) -> None:
    (tmp_path / "report").touch(0o640)
    os.chown(tmp_path / "report", 1234, 1235)
    writing.replace(tmp_path / "report", b"new")
    entry = (tmp_path / "report").stat()
    assert (entry.st_uid, entry.st_gid, stat.S_IMODE(entry.st_mode)) == (1234, 1235, 0o640)


def test_an_interrupted_run_leaves_the_file_alone(
    check: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "report").write_text("old")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(writing, "replace", interrupt)
    assert check("a.md", "--output-file", "report")[0] == 130
    assert (tmp_path / "report").read_text() == "old"


def test_a_pipe_is_written_to(check: Callable[..., Run], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_text(encoding="utf-8")), daemon=True)
    reader.start()
    assert check("a.md", "--format", "concise", "--output-file", "pipe")[0] == 1
    reader.join(timeout=60)
    assert read
    assert "agent-wants" in read[0]


def test_a_github_job_gets_its_summary(
    check: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary"))
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path.parent))
    _, out, _ = check("a.md", "--format", "github")
    assert out.startswith(f"::warning file={tmp_path.name}/a.md,line=1,endLine=1,col=5,endColumn=10,title=")
    assert (tmp_path / "summary").read_text(encoding="utf-8").startswith("### termlint\n")


def test_what_is_write_protected_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "report").write_text("old")
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write to any file
    with pytest.raises(PermissionError, match="is write-protected"):
        writing.replace(tmp_path / "report", b"new")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("report", "old")]
