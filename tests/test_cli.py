"""The command line from arguments to output and exit status, with a small glossary of its own."""

from __future__ import annotations

import errno
import io
import itertools
import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click
import pytest

from termlint import cli, exports, linter, reporters
from termlint.cli import common
from termlint.cli.check import NEXT, check
from termlint.errors import TermlintError
from termlint.model import Problem, Report
from termlint.runs import drafts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SMALL = Path(__file__).parent / "cases" / "small"
DATA = ("--no-builtin", "--glossary", str(SMALL / "glossary"), "--rules", str(SMALL / "rules"))
COMMAND = Path(sys.executable).with_name("termlint")
GIT = ("git", "-c", "user.name=A", "-c", "user.email=a@example.org")

LOOSE = "The agent wants to stay on.\n\nEvery agent wants power. An agent hopes.\n"
PLAIN = "The agent moves left.\n"


class Outcome:
    """What a run printed and how it ended."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def places(self) -> list[str]:
        return [line.split("  ")[0] for line in self.out.splitlines() if line[:1] not in {"", " "}]


@pytest.fixture
def run(desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """The command run in this process, in a folder with some drafts."""
    (desk / "drafts").mkdir()
    (desk / "drafts" / "loose.md").write_text(LOOSE)
    (desk / "drafts" / "plain.md").write_text(PLAIN)
    (desk / "drafts" / "also.md").write_text(LOOSE)
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments: str, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        status = cli.main(arguments)
        return Outcome(status, *capsys.readouterr())

    return run


def test_findings_are_printed_and_counted(run: Callable[..., Outcome]) -> None:
    done = run("check", "drafts/loose.md", *DATA)
    assert done.status == 1
    assert done.err == f"{NEXT}\n1 finding in 1 of 1 file\n"
    assert done.out.splitlines()[:4] == [
        "drafts/loose.md:1:5  warning  agent-wants",
        "    1 │ The agent wants to stay on.",
        "      │     ~~~~~",
        "  Some read a goal into this.",
    ]
    assert "    if meant, add  (only the acting side of the loop)\n" in done.out
    assert "  Also at 3:7 · termlint explain agent-wants\n" in done.out


def test_nothing_to_report(run: Callable[..., Outcome]) -> None:
    done = run("check", "drafts/plain.md", *DATA)
    assert (done.status, done.out, done.err) == (0, "", "no findings in 1 file\n")


def test_every_mention_and_every_level(run: Callable[..., Outcome]) -> None:
    every = run("check", "drafts/loose.md", "--every", "--level", "suggestion", *DATA)
    assert every.places == ["drafts/loose.md:1:5", "drafts/loose.md:3:7", "drafts/loose.md:3:29"]
    assert "drafts/loose.md:3:29  suggestion  agent-hopes\n" in every.out
    assert every.err == f"{NEXT}\n3 findings (1 suggestion) in 1 of 1 file\n"


def test_selected_and_ignored_rules(run: Callable[..., Outcome]) -> None:
    chosen = run("check", "drafts/loose.md", "--select", "agent", "--ignore", "agent-wants,suggestion", *DATA)
    assert (chosen.status, chosen.places) == (0, [])
    mild = run("check", "drafts/loose.md", "--select", "agent-hopes", *DATA)
    assert (mild.status, mild.places) == (1, ["drafts/loose.md:3:29"])
    wrong = run("check", "drafts/plain.md", "--select", "agent-want", *DATA)
    told = "there is no term, conflation or rule called 'agent-want': did you mean agent-wants?\n"
    assert (wrong.status, wrong.out, wrong.err) == (2, "", told)


def test_the_level_that_fails(run: Callable[..., Outcome]) -> None:
    mild = run("check", "drafts/loose.md", "--select", "suggestion", "--fail-level", "warning", *DATA)
    assert (mild.status, mild.places) == (0, ["drafts/loose.md:3:29"])
    assert run("check", "drafts/loose.md", "--level", "suggestion", "--fail-level", "warning", *DATA).status == 1


def test_comments_suppress_and_are_told_of(run: Callable[..., Outcome]) -> None:
    first, second = LOOSE.split("\n\n")
    draft = (
        f"{first} <!-- termlint-disable-line agent-wants: ours -->\n\n{second}\nIt rains. <!-- termlint-disable -->\n"
    )
    done = run("check", "-", *DATA, stdin=draft.encode())
    assert done.places == ["<stdin>:3:7"]
    assert done.err.splitlines()[0] == "<stdin>:5:11  note  termlint-disable suppresses nothing: remove it"
    strict = run("check", "-", "--require-reason", *DATA, stdin=draft.replace(": ours", "").encode())
    assert strict.places == ["<stdin>:1:5"]
    assert "<stdin>:1:56  note  termlint-disable-line agent-wants has no effect without a reason" in strict.err


def test_a_comment_that_does_nothing_is_told_of_where_no_term_is_written(run: Callable[..., Outcome]) -> None:
    done = run("check", "-", stdin=b"It rains.\n\n<!-- termlint-disable agnt -->\n")
    told = "<stdin>:3:23  note  there is no term, conflation or rule called 'agnt': did you mean agent?"
    assert (done.status, done.out, done.err.splitlines()[0]) == (0, "", told)


def test_a_baseline_from_its_first_day(run: Callable[..., Outcome], tmp_path: Path) -> None:
    first = run("check", "drafts", "--write-baseline", "known.json", *DATA)
    told = "no findings in 3 files\nknown.json: 4 known uses in 2 files\n"
    named = "To use it: --baseline known.json, or baseline in the settings.\n"
    assert (first.status, first.out, first.err) == (0, "", told + named)
    quiet = run("check", "drafts", "--baseline", "known.json", *DATA)
    told = "no findings in 3 files\nnot reported: 4 known uses (known.json)\n"
    assert (quiet.status, quiet.out, quiet.err) == (0, "", told)
    loose = tmp_path / "drafts" / "loose.md"
    loose.write_text("It rains.\n\nEvery agent wants\npower. One agent wants tea.\n")
    changed = run("check", "drafts", "--baseline", "known.json", *DATA)
    assert (changed.status, changed.places) == (1, ["drafts/loose.md:4:12"])
    assert changed.err.splitlines()[4:] == [
        "not reported: 3 known uses (known.json)",
        "known.json can shrink by 1: run termlint check --write-baseline known.json on the same paths",
    ]
    shrunk = run("check", "drafts", "--write-baseline", "known.json", *DATA)
    assert (shrunk.status, shrunk.places) == (1, ["drafts/loose.md:4:12"])
    assert shrunk.err.endswith("known.json: 3 known uses in 2 files, 1 that no longer occur removed\n")
    grown = run("check", "drafts", "--write-baseline", "known.json", "--grow-baseline", *DATA)
    assert (grown.status, grown.err.splitlines()[-1]) == (0, "known.json: 4 known uses in 2 files")
    (tmp_path / "termlint.yaml").write_text("baseline: known.json\n")
    assert run("check", "drafts", *DATA).status == 0
    whole = run("check", "drafts", "--no-baseline", *DATA)
    assert (whole.status, "not reported" in whole.err) == (1, False)
    assert "baseline          none        command line\n" in run("config", "--no-baseline").out
    for option in ("--baseline", "--write-baseline"):
        both = run("check", "drafts", "--no-baseline", option, "known.json", *DATA)
        assert (both.status, both.err.splitlines()[-1]) == (
            2,
            "Error: --no-baseline contradicts --baseline and --write-baseline: leave it or them out",
        )


def test_a_draft_is_known_by_another_name_once_the_old_one_is_gone(run: Callable[..., Outcome], tmp_path: Path) -> None:
    run("check", "drafts", "--write-baseline", "known.json", *DATA)
    loose, moved = tmp_path / "drafts" / "loose.md", tmp_path / "drafts" / "moved.md"
    shutil.copy(loose, moved)
    copied = run("check", "drafts/moved.md", "--baseline", "known.json", *DATA)
    assert (copied.status, copied.places) == (1, ["drafts/moved.md:1:5"])
    loose.unlink()
    known = run("check", "drafts/moved.md", "--baseline", "known.json", *DATA)
    assert (known.status, known.out) == (0, "")
    assert known.err.splitlines()[2].startswith("known.json has 2 under the names of files that are gone: run ")
    assert run("check", "-", "--baseline", "known.json", *DATA, stdin=LOOSE.encode()).status == 1
    written = run("check", "drafts", "--write-baseline", "known.json", *DATA)
    assert written.err.endswith("known.json: 4 known uses in 2 files, 2 moved from files that are gone\n")


def test_a_baseline_that_is_written_swallows_nothing_of_standard_input(run: Callable[..., Outcome]) -> None:
    done = run("check", "-", "drafts", "--write-baseline", "known.json", *DATA, stdin=LOOSE.encode())
    assert (done.status, done.places) == (1, ["<stdin>:1:5"])
    assert "1 finding in 1 of 4 files\nknown.json: 4 known uses in 2 files\n" in done.err


def test_a_broken_baseline_is_an_error_and_stays_as_it_is(run: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "known.json").write_text('{"version": 1,\n"findings": 3}')
    for option in ("--baseline", "--write-baseline"):
        done = run(
            "check", "drafts", option, "known.json", "--grow-baseline" if "write" in option else "--every", *DATA
        )
        assert (done.status, done.out) == (2, "")
        assert done.err.startswith("known.json:2:13: this must be a mapping from drafts: restore the file")
    assert (tmp_path / "known.json").read_text() == '{"version": 1,\n"findings": 3}'
    absent = run("check", "drafts", "--baseline", "absent.json", *DATA)
    told = "absent.json: there is no such baseline: create it with --write-baseline absent.json\n"
    assert (absent.status, absent.err) == (2, told)
    assert run("check", "drafts", "--grow-baseline", *DATA).status == 2


def test_only_changed_lines(run: Callable[..., Outcome], tmp_path: Path) -> None:
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "x"]):
        subprocess.run([*GIT, *arguments], cwd=tmp_path, check=True)
    (tmp_path / "drafts" / "loose.md").write_text(LOOSE.replace("power", "tea"))
    (tmp_path / "new.md").write_text(LOOSE)
    assert run("check", ".", "--diff-base", "HEAD", *DATA).places == ["new.md:1:5", "drafts/loose.md:3:7"]
    wrong = run("check", ".", "--diff-base", "nowhere", *DATA)
    told = "--diff-base nowhere: git knows no such revision here; in a shallow clone, fetch it first\n"
    assert (wrong.status, wrong.out, wrong.err) == (2, "", told)


def test_comments_are_written_for_what_is_found(run: Callable[..., Outcome], tmp_path: Path) -> None:
    target, link = tmp_path / "drafts" / "loose.md", tmp_path / "link.md"
    target.write_bytes(f"\ufeff{LOOSE}".replace("\n", "\r\n").encode())
    target.chmod(0o640)
    link.symlink_to(target)
    shown = run("check", "link.md", "--add-ignore", "ours", "--diff", *DATA)
    assert (shown.status, shown.err) == (1, "2 comments to insert in 1 file; then no findings in 1 file\n")
    assert "+Every agent wants power. An agent hopes. <!-- termlint-disable-line agent-wants: ours -->\r\n" in shown.out
    done = run("check", "link.md", "--add-ignore", "ours", *DATA)
    assert (done.status, done.out, done.err) == (1, "", "2 comments inserted in 1 file; then no findings in 1 file\n")
    comment = " <!-- termlint-disable-line agent-wants: ours -->"
    expected = f"\ufeffThe agent wants to stay on.{comment}\n\nEvery agent wants power. An agent hopes.{comment}\n"
    assert target.read_bytes().decode() == expected.replace("\n", "\r\n")
    assert (link.is_symlink(), target.stat().st_mode & 0o777) == (True, 0o640)
    again = run("check", "drafts/loose.md", "--add-ignore", "ours", *DATA)
    assert (again.status, again.err) == (0, "no findings in 1 file\n")


def test_comments_in_standard_input(run: Callable[..., Outcome]) -> None:
    done = run("check", "-", "--add-ignore", "ours", *DATA, stdin=b"# Agents want\n")
    assert done.out == "<!-- termlint-disable-next-line agent-wants: ours -->\n# Agents want\n"
    assert run("check", "-", "--add-ignore", "ours", *DATA, stdin=b"It rains.").out == "It rains."


@pytest.mark.parametrize("options", [["--add-ignore", "a --> b"], ["--add-ignore", "a", "--fix"], ["--add-ignore", ""]])
def test_comments_that_cannot_be_written(options: list[str], run: Callable[..., Outcome], tmp_path: Path) -> None:
    done = run("check", "drafts", *options, *DATA)
    assert (done.status, done.out) == (2, "")
    assert (tmp_path / "drafts" / "loose.md").read_text() == LOOSE


def test_statistics(run: Callable[..., Outcome]) -> None:
    done = run("check", "drafts", "--format", "concise", "--statistics", *DATA)
    assert done.out.splitlines()[2:] == [
        "",
        "Uses by rule",
        "    4  agent-wants",
        "Uses by conflation",
        "    4  agent.role-or-pursuer",
        "Uses by file",
        "    2  drafts/also.md",
        "    2  drafts/loose.md",
    ]
    summary = json.loads(run("check", "drafts", "--format", "json", "--statistics", *DATA).out)["summary"]
    assert summary["by_file"] == {"drafts/also.md": 2, "drafts/loose.md": 2}
    wrong = run("check", "drafts", "--format", "sarif", "--statistics", *DATA)
    assert (wrong.status, wrong.out) == (2, "")


def test_several_paths_in_order(run: Callable[..., Outcome]) -> None:
    done = run("check", "drafts/plain.md", "drafts", "drafts/loose.md", *DATA)
    assert done.places == ["drafts/also.md:1:5", "drafts/loose.md:1:5"]
    assert done.err == f"{NEXT}\n2 findings in 2 of 3 files\n"


def test_a_folder_without_drafts(run: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("check", "empty", *DATA)
    assert (done.status, done.out, done.err) == (0, "", "no Markdown files found\n")


def test_standard_input(run: Callable[..., Outcome]) -> None:
    assert run("check", "-", *DATA, stdin=LOOSE.encode()).places == ["<stdin>:1:5"]
    named = run("check", "-", "--stdin-filename", "new.md", *DATA, stdin=LOOSE.encode())
    assert named.places == ["new.md:1:5"]
    odd = run("check", "-", "--stdin-filename", "./caf\udce9.md", "--format=sarif", *DATA, stdin=LOOSE.encode())
    assert '"uri": "caf%5Cxe9.md"' in odd.out
    wrong = run("check", "-", *DATA, stdin=b"caf\xe9")
    assert (wrong.status, wrong.out) == (2, "")
    assert wrong.err.startswith("<stdin>:1:4  error  is not UTF-8 here (byte 0xE9)")


def test_errors_win_over_findings_and_stop_nothing(run: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_bytes(b"\xff")
    done = run("check", "absent.md", "bad.md", "drafts/loose.md", *DATA)
    assert done.status == 2
    assert done.places == ["drafts/loose.md:1:5"]
    assert done.err.splitlines() == [
        "absent.md  error  does not exist",
        "bad.md:1:1  error  is not UTF-8 here (byte 0xFF): save it as UTF-8",
        *NEXT.splitlines(),
        "1 finding in 1 of 3 files, 2 problems",
    ]


def test_a_draft_that_may_not_be_read_stops_nothing(
    run: Callable[..., Outcome], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may read everything: the refusal is made up."""
    secret, allowed = tmp_path / "secret.md", os.access
    opened: Callable[..., IO[Any]] = Path.open

    def refused(path: Path, mode: str = "r", **options: object) -> IO[Any]:
        if path.name == secret.name:
            raise PermissionError(13, os.strerror(13))
        return opened(path, mode, **options)

    secret.write_text(LOOSE)
    monkeypatch.setattr(Path, "open", refused)
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != secret.name and allowed(path, mode))
    done = run("check", "secret.md", "drafts/loose.md", *DATA)
    assert (done.status, done.places) == (2, ["drafts/loose.md:1:5"])
    assert done.err.startswith("secret.md  error  cannot be read: Permission denied\n")
    assert run("contract", "secret.md", *DATA).err == "secret.md  error  cannot be read: Permission denied\n"


def test_notes_are_no_errors(run: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "open.md").write_text(PLAIN + "```\ncode\n")
    note = "the code fence ``` is never closed: lines 3 to 3 count as code, not checked"
    done = run("check", "open.md", *DATA)
    assert (done.status, done.out) == (0, "")
    assert done.err.splitlines() == [f"open.md:2:1  note  {note}", "no findings in 1 file"]
    report = json.loads(run("check", "--format", "json", "open.md", *DATA).out)
    assert report["errors"] == []
    assert report["notices"] == [{"path": "open.md", "line": 2, "column": 1, "message": note}]
    assert run("mentions", "open.md", *DATA).status == 0


def test_json(run: Callable[..., Outcome]) -> None:
    done = run("check", "--format", "json", "--mentions", "drafts/loose.md", "absent.md", *DATA)
    report = json.loads(done.out)
    assert (done.status, done.err) == (2, "")
    assert [(finding["text"], finding["line"]) for finding in report["findings"]] == [("agent", 1)]
    assert [LOOSE[mention["start"] : mention["end"]] for mention in report["mentions"]] == ["agent"] * 3
    assert [error["path"] for error in report["errors"]] == ["absent.md"]


def test_mentions(run: Callable[..., Outcome]) -> None:
    done = run("mentions", "drafts/loose.md", "drafts/plain.md", *DATA)
    assert done.status == 0
    places = ["drafts/loose.md:1:5", "drafts/loose.md:3:7", "drafts/loose.md:3:29", "drafts/plain.md:1:5"]
    assert done.places == places
    assert done.out.count("  Decided  ") == 4
    assert run("mentions", "absent.md", *DATA).status == 2


def test_explain(run: Callable[..., Outcome]) -> None:
    assert run("explain", "agent.role", *DATA).out.startswith("agent.role  agent (the acting side)\n")
    assert run("explain", "value", "function").out.startswith("value function\n")
    unknown = run("explain", "agent.rule", *DATA)
    assert (unknown.status, unknown.out) == (2, "")
    assert "did you mean agent.role" in unknown.err


def test_the_built_in_data_is_valid(run: Callable[..., Outcome]) -> None:
    done = run("glossary", "validate", str(SMALL.parents[2]))
    assert done.status == 0
    assert done.out.endswith(": no problems\n")


def test_validating_a_repositorys_own_data(run: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = run("glossary", "validate")
    assert nothing.status == 2
    assert "there is no folder called glossary or rules here" in nothing.err
    monkeypatch.chdir(SMALL)
    for given in ([], ["."], ["glossary", "rules"], ["rules", "glossary"]):
        assert run("glossary", "validate", "--no-builtin", *given).out == (
            "1 term, 2 senses, 1 conflation, 0 cues, 2 rules: no problems\n"
        )


def test_what_is_wrong_with_data_is_said_at_once(run: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary" / "x.yaml").write_text("term: x\nfroms: [x]\n")
    done = run("glossary", "validate")
    assert (done.status, done.out) == (2, "")
    assert "glossary/x.yaml:2:1: unknown key 'froms': did you mean forms?" in done.err
    assert run("check", "drafts", "--glossary", "glossary").status == 2
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "x.yaml").write_text("term: agent\nrule: []\n")
    unread = run("check", "-", "--rules", "rules", stdin=b"It rains.\n")
    assert (unread.status, unread.out) == (2, "")
    assert "rules/x.yaml:2:1: unknown key 'rule': did you mean rules?" in unread.err


def test_an_example_may_not_name_a_rule_that_does_not_exist(
    run: Callable[..., Outcome], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(SMALL, tmp_path / "own")
    monkeypatch.chdir(tmp_path / "own")
    with Path("rules/agent.yaml").open("a") as rules:
        rules.write("    examples:\n      - {text: Agents hope., report: agent-want}\n")
    line = Path("rules/agent.yaml").read_text().count("\n")
    done = run("glossary", "validate", "--no-builtin")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"rules/agent.yaml:{line}:9: unknown rule 'agent-want': did you mean agent-wants?")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check"], "Missing argument 'PATHS...'"),
        (
            ["check", "a.md", "--mentions"],
            "--mentions needs --format json or jsonl; for text, use termlint mentions PATHS...",
        ),
        (["check", "a.md", "--format", "xml"], "is not one of 'text', 'concise', 'json'"),
        (["check", "a.md", "--glossary", "drafts/loose.md"], "is a file"),
        (["check", "a.md", "--no-cache", "--cache-dir", "kept"], "--cache-dir and --no-cache contradict each other"),
        (["check", "a.md", "--jobs", "0"], "Invalid value for '--jobs': 0 is not in the range"),
        (["drafts/loose.md"], "To check a draft: termlint check drafts/loose.md"),
        (["gone.md"], "To check a draft: termlint check gone.md"),
        (["-"], "To check a draft: termlint check -"),
        (["glossary", "schemas", "drafts/loose.md/x"], "termlint: drafts/loose.md/x: "),
        (["lint"], "No such command 'lint'"),
        ([], "Usage: termlint"),
    ],
)
def test_usage_errors(run: Callable[..., Outcome], arguments: list[str], message: str) -> None:
    done = run(*arguments)
    assert (done.status, done.out) == (2, "")
    assert message in done.err


def test_version_and_help(run: Callable[..., Outcome]) -> None:
    version = run("--version")
    assert (version.status, version.err) == (0, "")
    assert version.out.startswith("termlint 0.")
    for option in ("-h", "--help"):
        assert "Find terms in Markdown drafts" in run(option).out
        assert "--stdin-filename NAME" in run("check", option).out


def test_help_lists_each_option_once_under_a_heading(run: Callable[..., Outcome]) -> None:
    help_ = run("check", "--help").out
    headings = re.findall(r"^(\w[\w ]*):$", help_, re.MULTILINE)
    assert headings == [*check.groups, "Other options", "Examples"]  # type: ignore[attr-defined]
    names = re.findall(r"^  (?:-h, )?(--[a-z-]+)", help_, re.MULTILINE)
    options = [each for each in check.get_params(click.Context(check)) if isinstance(each, click.Option)]
    assert sorted(names) == sorted(each.opts[-1] for each in options)


@pytest.mark.parametrize("group", [[], ["glossary"], ["glossary", "add"], ["site"]])
def test_no_summary_of_a_command_is_cut(run: Callable[..., Outcome], group: list[str]) -> None:
    assert "..." not in run(*group, "--help").out.partition("Commands:")[2]


@pytest.mark.parametrize(("command", "formats"), [("check", reporters.FORMATS), ("glossary export", exports.FORMATS)])
def test_help_lists_the_formats(run: Callable[..., Outcome], command: str, formats: Mapping[str, str]) -> None:
    assert ", ".join(formats) in " ".join(run(*command.split(), "--help").out.split())


@pytest.mark.parametrize(
    "command",
    [
        "check",
        "mentions",
        "doctor",
        "glossary validate",
        "glossary test",
        "glossary fmt",
        "glossary diff",
        "site build",
    ],
)
def test_help_says_how_a_check_can_end(run: Callable[..., Outcome], command: str) -> None:
    assert "Every command exits with 0, or with 2" in run("--help").out
    assert "Exit status: 0 " in run(*command.split(), "--help").out


def test_a_place_and_what_is_told_there_are_one_line_however_long(run: Callable[..., Outcome], tmp_path: Path) -> None:
    path = f"drafts/{'long-' * 12}name.md"
    (tmp_path / path).write_text(LOOSE)
    assert run("check", path, *DATA).out.startswith(f"{path}:1:5  warning  agent-wants\n    1 │ The agent")
    assert run("mentions", path, *DATA).out.startswith(f"{path}:1:5  role  (open)\n    1 │ The agent")


def test_colours(run: Callable[..., Outcome]) -> None:
    assert "\x1b[" not in run("check", "drafts", *DATA).out
    assert "\x1b[1;35m~~~~~\x1b[0m" in run("check", "drafts", "--color", "always", *DATA).out


@pytest.mark.parametrize(("columns", "width"), [("20", 40), ("60", 60), ("400", 100)])
def test_widths(run: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch, columns: str, width: int) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    Path("long.md").write_text("word " * 100 + "agent wants " + "word " * 100)
    lines = run("check", "long.md", *DATA).out.splitlines()[1:]
    assert width - 8 < max(map(len, lines)) <= width


def test_a_fault_in_one_draft_spares_the_others(run: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch) -> None:
    check = linter.Linter.check

    def faulty(self: linter.Linter, path: str, source: str) -> object:
        if "also" in path:
            raise RecursionError("too deep\x1b")
        return check(self, path, source)

    monkeypatch.setattr(linter.Linter, "check", faulty)
    done = run("check", "drafts", *DATA)
    assert done.status == 2
    assert done.places == ["drafts/loose.md:1:5"]
    assert "drafts/also.md  error  could not be checked" in done.err
    assert "RecursionError: too deep␛" in done.err
    monkeypatch.setenv("TERMLINT_TRACEBACK", "1")
    with pytest.raises(RecursionError):
        run("check", "drafts", *DATA)


def test_progress_makes_way_for_what_is_said() -> None:
    reports = [Report("a.md", ""), Report("b.md", ""), Report("c.md", "", problems=(Problem("c.md", "x"),))] * 2
    terminal = io.StringIO()
    clock = itertools.count(step=0.3)
    assert list(drafts.progress(reports, terminal, lambda: next(clock))) == reports
    told = ["2 files checked", "4 files checked", "6 files checked"]
    assert terminal.getvalue() == "".join(f"{text}\r{' ' * len(text)}\r" for text in told)


@pytest.mark.parametrize(
    ("terminal", "kind", "told"),
    [
        (True, "xterm", "10 tried\r        \r20 tried\r        \r"),
        (True, "dumb", ""),
        (False, "xterm", ""),
    ],
)
def test_a_curators_work_is_counted_on_a_terminal(
    terminal: bool,  # noqa: FBT001
    kind: str,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("TERM", kind)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    with common.counting(" tried") as passed:
        for number in range(1, 25):
            passed(number)
    assert capsys.readouterr().err == told


def test_a_short_run_shows_no_progress() -> None:
    terminal = io.StringIO()
    list(drafts.progress([Report("a.md", "")] * 9, terminal, lambda: 0))
    assert terminal.getvalue() == ""


def test_an_interrupt_is_quiet(run: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(linter.Linter, "check", interrupted)
    done = run("check", "drafts", *DATA)
    assert (done.status, done.out, done.err.strip()) == (130, "", "")


@pytest.mark.parametrize(
    "arguments",
    [
        ["config"],
        ["init"],
        ["contract", "rain.md"],
        ["glossary", "add", "example", "agent", "Agents move.", "--sense", "role"],
        ["glossary", "diff", "HEAD", "--no-builtin"],
        ["glossary", "export", "json", "--no-builtin", "glossary"],
        ["glossary", "fmt"],
        ["glossary", "publish", "--no-builtin"],
        ["glossary", "schemas", "schemas"],
        ["glossary", "test", "--no-builtin"],
    ],
    ids=" ".join,
)
def test_what_a_command_needs_it_imports(arguments: list[str], tmp_path: Path) -> None:
    """In this process, where most commands are tested, another test may have imported it."""
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    (tmp_path / "rain.md").write_text("It rains.\n")
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "x"]):
        subprocess.run([*GIT, *command], cwd=tmp_path, check=True)
    done = subprocess.run([COMMAND, *arguments], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stderr


def test_an_interrupt_from_outside_is_quiet(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [COMMAND, "check", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
    )
    assert process.stdin
    process.stdin.write(b"It rains.\n" * 100_000)  # more than a pipe holds, so now it is read
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err.strip()) == (130, b"", b"")


@pytest.mark.parametrize(
    "arguments",
    [
        ["explain", "agent"],
        ["check", "--format", "json", "a.md"],
        ["check", *DATA, "--diff", "loose.md", "a.md"],
        ["--help"],
    ],
)
def test_a_closed_pipe_is_quiet(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "a.md").write_text(PLAIN)
    (tmp_path / "loose.md").write_text(LOOSE)
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([COMMAND, *arguments], stdout=writing, stderr=subprocess.PIPE, check=False, cwd=tmp_path)
    os.close(writing)
    assert done.stderr == b""
    assert done.returncode in {1, common.UNREAD}


@pytest.mark.parametrize(
    ("system", "number", "status"),
    [
        ("linux", errno.EPIPE, common.UNREAD),
        ("win32", errno.EPIPE, common.UNREAD),
        ("win32", errno.EINVAL, common.UNREAD),
        ("linux", errno.EINVAL, None),
        ("win32", errno.ENOSPC, None),
    ],
)
def test_a_closed_pipe_is_told_from_other_failures(
    system: str, number: int, status: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(click, "echo", failing)
    monkeypatch.setattr(os, "dup2", lambda *_: None)
    with pytest.raises(SystemExit if status else TermlintError) as raised:
        common.write("x", colour=False)
    assert getattr(raised.value, "code", None) == status


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", [["explain", "agent"], ["check", *DATA, "--fix", "-"]])
def test_a_full_disk_is_one_line(tmp_path: Path, arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [COMMAND, *arguments],
            input=LOOSE.encode(),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            cwd=tmp_path,
        )
    assert done.stderr.decode() == f"termlint: {os.strerror(errno.ENOSPC)}\n"
    assert done.returncode == 2


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Options for a folder in which reports stay, so that of all processes only the first loads the model."""
    return "--cache-dir", str(tmp_path_factory.mktemp("kept"))


CLOSED = "cannot be read: standard input is closed"


@pytest.mark.parametrize(
    ("closed", "arguments", "expected"),
    [
        ("<&-", ["check", *DATA, "a.md"], (1, "a.md:1:5  warning", "1 finding in 1 of 1 file")),
        ("<&-", ["check", *DATA, "-"], (2, "", f"<stdin>  error  {CLOSED}")),
        ("<&-", ["check", *DATA, "--fix", "-"], (2, "", f"<stdin>  error  {CLOSED}")),
        (
            "<&-",
            ["check", *DATA, "--interactive", "a.md"],
            (2, "", "reads answers from standard input, which is closed"),
        ),
        (">&-", ["check", *DATA, "a.md"], (1, "", "1 finding in 1 of 1 file")),
        ("2>&-", ["check", *DATA, "a.md"], (1, "a.md:1:5  warning", "")),
    ],
)
def test_a_stream_may_be_closed(
    tmp_path: Path, closed: str, arguments: list[str], expected: tuple[int, str, str], kept: tuple[str, str]
) -> None:
    (tmp_path / "a.md").write_text(LOOSE)
    command = ["sh", "-c", f'exec "$@" {closed}', "sh", COMMAND, *arguments, *kept]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    status, out, told = expected
    assert (done.returncode, done.stdout[: len(out)]) == (status, out)
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_explained_to_nobody_is_dropped() -> None:
    done = subprocess.run(
        ["sh", "-c", 'exec "$0" explain agent >&-', COMMAND], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_output_is_utf_8_in_any_locale(tmp_path: Path) -> None:
    (tmp_path / "é.md").write_text(LOOSE, encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "COLUMNS": "80"}
    done = subprocess.run(
        [COMMAND, "check", *DATA, "é.md"], env=environment, capture_output=True, check=False, cwd=tmp_path
    )
    assert done.stdout.decode().startswith("é.md:1:5  warning  agent-wants\n    1 │ The agent")


@pytest.mark.parametrize(
    ("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_a_terminal_gets_colours(
    tmp_path: Path,
    environment: dict[str, str],
    coloured: bool,  # noqa: FBT001
    kept: tuple[str, str],
) -> None:
    (tmp_path / "a.md").write_text(LOOSE)
    ours, theirs = pty.openpty()
    others = {key: value for key, value in os.environ.items() if "COLOR" not in key}
    done = subprocess.run(
        [COMMAND, "check", *DATA, "a.md", *kept],
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        cwd=tmp_path,
        check=False,
        env={**others, "TERM": "xterm", **environment},
    )
    os.close(theirs)
    shown = os.read(ours, 10_000)
    os.close(ours)
    assert done.returncode == 1
    assert (b"\x1b[1;35m" in shown) is coloured


def test_an_empty_path_is_not_the_current_folder(run: Callable[..., Outcome]) -> None:
    for command in ("check", "mentions"):
        done = run(command, "", *DATA)
        assert (done.status, done.out) == (2, "")
        assert "a path is empty" in done.err


def test_without_any_term_nothing_is_called_clean(run: Callable[..., Outcome]) -> None:
    done = run("check", "--no-builtin", "drafts")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("there is no term to look for: ")


def test_a_contract_is_not_for_standard_input(run: Callable[..., Outcome]) -> None:
    done = run("contract", "-", stdin=LOOSE.encode())
    assert done.status == 2
    assert "not standard input" in done.err
