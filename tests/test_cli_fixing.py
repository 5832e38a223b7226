"""--fix, --diff, --interactive and --caveat, from arguments to files, output and exit status."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from test_cli import DATA, LOOSE, PLAIN, SMALL, Outcome

from termlint import cli
from termlint.cli.check import ALONE

if TYPE_CHECKING:
    from collections.abc import Callable

MARK = re.compile(r" ?<!-- termlint-caveat \S+ \S+ [0-9a-f]{6} -->")
FIXED = LOOSE.replace("The agent", "The agent[^agent-role]") + "\n[^agent-role]: No goals are implied.\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """The command run in this process, in a folder with two drafts."""
    (tmp_path / "loose.md").write_text(LOOSE)
    (tmp_path / "plain.md").write_text(PLAIN)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments: str, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        status = cli.main(["check", *DATA, "--color", "never", *arguments])
        return Outcome(status, *capsys.readouterr())

    return run


def shown(name: str) -> str:
    return MARK.sub("", Path(name).read_bytes().decode())


def test_fix_changes_files_once(run: Callable[..., Outcome]) -> None:
    done = run("--fix", ".")
    told = "loose.md:1:5  fixed  footnote: meant as role (agent.role-or-pursuer)\n"
    assert (done.status, done.out) == (1, "")
    assert done.err == told + "1 caveat inserted in 1 file; then no findings in 2 files\n"
    assert shown("loose.md") == FIXED
    again = run("--fix", ".")
    assert (again.status, again.out, again.err) == (0, "", "no findings in 2 files\n")
    assert shown("loose.md") == FIXED


def test_a_link_in_a_folder_lets_nothing_outside_be_fixed(run: Callable[..., Outcome]) -> None:
    Path("tree").mkdir()
    Path("tree/x.md").symlink_to("../loose.md")
    done = run("--fix", "tree")
    assert (done.status, done.out) == (0, "")
    assert done.err.startswith("tree/x.md  note  is a link that leads out of tree and was not checked")
    assert Path("loose.md").read_text() == LOOSE
    assert run("--fix", "tree/x.md").status == 1  # as its user wants
    assert shown("loose.md") == FIXED


def test_what_is_not_fixed_is_reported(run: Callable[..., Outcome]) -> None:
    Path("head.md").write_text("# The agent wants power\n\nIt rains.\n")
    done = run("--fix", "head.md")
    assert (done.status, done.places) == (1, ["head.md:1:7"])
    assert "head.md:1:7  note  no caveat for agent.role-or-pursuer: this section does not have" in done.err
    assert done.err.endswith(f"\n\n{ALONE}\n1 finding in 1 of 1 file\n")
    assert Path("head.md").read_text() == "# The agent wants power\n\nIt rains.\n"


def test_what_somebody_else_says_is_left_to_the_author(run: Callable[..., Outcome]) -> None:
    Path("told.md").write_text("Critics say that the agent wants to stay on.\n")
    for _ in range(2):  # the second time from what was kept of the first
        done = run("--fix", "told.md")
        assert (done.status, done.places) == (1, ["told.md:1:22"])
        assert "note  no caveat for agent.role-or-pursuer: you report what somebody else says" in done.err


def test_the_kinds_of_caveat(run: Callable[..., Outcome]) -> None:
    Path("one.md").write_text(LOOSE)
    assert run("--fix", "--caveat", "inline", "one.md").status == 1
    assert shown("one.md") == LOOSE.replace("The agent", "The agent (only the acting side of the loop)")
    Path("one.md").write_text(LOOSE)
    assert run("--fix", "--caveat", "aside", "one.md").status == 1
    assert shown("one.md") == LOOSE.replace("on.\n", "on.\n\n> **Agent** is a role.\n")
    Path("one.md").write_text(LOOSE)
    done = run("--fix", "--caveat", "link", "one.md")
    assert (done.status, done.out) == (2, "")
    assert "the url of its website in meta.yaml, which this one does not have" in done.err
    Path("terms").mkdir()
    Path("terms/meta.yaml").write_text("url: https://example.org/g\n")
    assert run("--fix", "--caveat", "link", "one.md", "--glossary", "terms").status == 1
    assert shown("one.md") == LOOSE.replace("agent wants to", "[agent](https://example.org/g/t/agent/#role) wants to")
    assert run("--fix", "--caveat", "link", "one.md", "--glossary", "terms").status == 0


def test_a_diff_in_colours_shows_what_is_new_in_a_line(run: Callable[..., Outcome]) -> None:
    Path("long.md").write_text("It rains.\n\nHere the agent wants to stay on\x07.\n")
    done = run("--diff", "--color", "always", "--caveat", "inline", "long.md")
    rows = MARK.sub("", done.out).splitlines()
    assert rows[:4] == [
        "\x1b[1m--- long.md\x1b[0m",
        "\x1b[1m+++ long.md\x1b[0m",
        "\x1b[2m@@ -1,3 +1,3 @@\x1b[0m",
        "\x1b[2m It rains.\x1b[0m",
    ]
    assert rows[5] == "\x1b[2m-Here the agent wants to stay on␇.\x1b[0m"
    assert rows[6].startswith("\x1b[32m+\x1b[0mHere the agent \x1b[32m(only the acting side of the loop) ")
    fixed = run("--fix", "--color", "always", "-", stdin=LOOSE.encode())
    assert "\x1b[" not in fixed.out


def test_settings_choose_the_kind(run: Callable[..., Outcome]) -> None:
    Path("termlint.yaml").write_text("caveat: inline\n")
    assert run("plain.md").status == 0
    assert run("--fix", "loose.md").status == 1
    assert "(only the acting side of the loop)" in shown("loose.md")


def test_diff_changes_nothing(run: Callable[..., Outcome]) -> None:
    done = run("--diff", ".")
    assert done.status == 1
    told = "loose.md:1:5  would fix  footnote: meant as role (agent.role-or-pursuer)\n"
    assert done.err == told + "1 caveat to insert in 1 file; then no findings in 2 files\n"
    assert MARK.sub("", done.out).splitlines() == [
        "--- loose.md",
        "+++ loose.md",
        "@@ -1,3 +1,5 @@",
        "-The agent wants to stay on.",
        "+The agent[^agent-role] wants to stay on.",
        " ",
        f" {LOOSE.splitlines()[2]}",
        "+",
        "+[^agent-role]: No goals are implied.",
    ]
    assert Path("loose.md").read_text() == LOOSE
    nothing = run("--diff", "plain.md")
    assert (nothing.status, nothing.out, nothing.err) == (0, "", "no findings in 1 file\n")


def test_standard_input_is_written_to_standard_output(run: Callable[..., Outcome]) -> None:
    done = run("--fix", "-", stdin=b"The agent wants it.\r\n")
    assert done.status == 1
    assert MARK.sub("", done.out) == "The agent[^agent-role] wants it.\r\n\r\n[^agent-role]: No goals are implied.\r\n"
    assert done.err == (
        "<stdin>:1:5  fixed  footnote: meant as role (agent.role-or-pursuer)\n"
        "1 caveat inserted in 1 file; then no findings in 1 file\n"
    )
    same = run("--fix", "-", stdin=b"It rains.")
    assert (same.status, same.out) == (0, "It rains.")
    left = run("--fix", "-", stdin=b"# The agent wants power\n")
    assert (left.status, left.out) == (1, "# The agent wants power\n")
    assert left.err.splitlines()[1:] == ["1 finding in 1 of 1 file"]
    shown = run("--diff", "-", "--stdin-filename", "x.md", stdin=b"The agent wants it.")
    assert shown.out.startswith("--- x.md\n+++ x.md\n")


def test_the_author_picks_a_sense(run: Callable[..., Outcome]) -> None:
    done = run("--interactive", "loose.md", stdin=b"2\n")
    assert done.status == 1
    assert "  Read as role     whatever selects the actions\n" in done.out
    assert "    if meant, add  Goals are meant here.\n" in done.out
    assert "  1 role · 2 pursuer · s skip · q quit\n" in done.out
    assert re.search(r"  Which do you mean\? (\[1\] )?$", done.out, re.MULTILINE)
    assert shown("loose.md").endswith("\n[^agent-pursuer]: Goals are meant here.\n")
    assert done.err.endswith("1 caveat inserted in 1 file; then no findings in 1 file\n")


def test_the_author_skips_quits_and_is_asked_again(run: Callable[..., Outcome]) -> None:
    Path("more.md").write_text(LOOSE)
    skipped = run("--interactive", "loose.md", "more.md", stdin=b"s\n1\n")
    assert (skipped.status, shown("loose.md"), shown("more.md")) == (1, LOOSE, FIXED)
    assert skipped.out.count("loose.md:1:5") == 1  # what is skipped is not reported once more
    assert skipped.err.endswith("1 caveat inserted in 1 file; then 1 finding in 1 of 2 files\n")
    Path("more.md").write_text(LOOSE)
    left = run("--interactive", "loose.md", "more.md", stdin=b"q\n")
    assert (left.status, shown("loose.md"), shown("more.md")) == (1, LOOSE, LOOSE)
    assert left.out.count("Which do you mean?") == 1
    asked = run("--interactive", "loose.md", stdin=b"what?\n\n")
    assert (asked.status, shown("loose.md")) == (1, FIXED)
    assert asked.out.count("Which do you mean?") == 2


def test_the_end_of_the_answers_is_as_to_quit(run: Callable[..., Outcome]) -> None:
    Path("more.md").write_text(LOOSE)
    left = run("--interactive", "loose.md", "more.md", stdin=b"1\n")
    assert (left.status, shown("loose.md"), shown("more.md")) == (1, FIXED, LOOSE)
    assert left.err.endswith("1 caveat inserted in 1 file; then 1 finding in 1 of 2 files\n")


def test_an_interruption_writes_nothing(run: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise click.Abort

    monkeypatch.setattr(click, "prompt", interrupt)
    done = run("--interactive", "loose.md")
    assert done.status == cli.INTERRUPTED
    assert "loose.md: nothing written\n" in done.err
    assert Path("loose.md").read_text() == LOOSE


def test_a_stale_copy_is_in_text_and_json(run: Callable[..., Outcome]) -> None:
    run("--fix", "loose.md")
    terms = Path("terms")
    terms.mkdir()
    for file in (SMALL / "glossary").iterdir():
        changed = file.read_text().replace("No goals are implied.", "Nothing about goals.")
        (terms / file.name).write_text(changed)
    told = "this caveat is stale: the glossary has changed the wording for agent.role-or-pursuer, and --fix renews it"
    text = run("--glossary", "terms", "loose.md")
    assert (text.status, text.err.splitlines()[0]) == (0, f"loose.md:5:38  note  {told}")
    report = json.loads(run("--glossary", "terms", "--format", "json", "loose.md").out)
    assert [(notice["line"], notice["message"]) for notice in report["notices"]] == [(5, told)]
    renewed = run("--glossary", "terms", "--fix", "loose.md")
    assert "loose.md:5:38  fixed  renewed: meant as role (agent.role-or-pursuer)\n" in renewed.err
    assert shown("loose.md") == FIXED.replace("No goals are implied.", "Nothing about goals.")
    assert (run("--glossary", "terms", "--fix", "loose.md").status, renewed.status) == (0, 1)


def test_a_copy_that_has_an_old_name_settles_and_is_renewed(run: Callable[..., Outcome]) -> None:
    run("--fix", "loose.md")
    loose = Path("loose.md")
    loose.write_text(loose.read_text().replace("role-or-pursuer role", "role-or-aim actor"))
    assert run("loose.md").places == ["loose.md:1:5"]
    Path("terms").mkdir()
    new = "{conflations: {agent.role-or-aim: agent.role-or-pursuer}, senses: {agent.actor: agent.role}}"
    Path("terms/published.yaml").write_text(f"renamed: {new}\n")
    now = run("--glossary", "terms", "loose.md")
    assert (now.status, now.err) == (0, "no findings in 1 file\n")
    agent = (SMALL / "glossary/agent.yaml").read_text()
    Path("terms/agent.yaml").write_text(agent.replace("No goals are implied.", "Nothing about goals."))
    run("--glossary", "terms", "--fix", "loose.md")
    assert "Nothing about goals. <!-- termlint-caveat agent.role-or-pursuer role " in loose.read_text()


USAGE = [
    (["--caveat", "inline", "plain.md"], "--caveat needs --fix, --diff or --interactive"),
    (["--interactive", "-"], "--interactive reads answers from standard input, so a draft cannot come from there (-)"),
    (["--diff", "--format", "json", "plain.md"], "no report is written here"),
    (["--fix", "--format", "json", "-"], "no report is written here"),
    (["--fix", "--caveat", "margin", "plain.md"], "'margin' is not one of"),
]


@pytest.mark.parametrize(("arguments", "complaint"), USAGE)
def test_what_does_not_go_together(arguments: list[str], complaint: str, run: Callable[..., Outcome]) -> None:
    done = run(*arguments)
    assert (done.status, done.out) == (2, "")
    assert complaint in done.err
