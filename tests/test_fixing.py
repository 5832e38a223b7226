"""What becomes of files: fixed files are written whole, keep all that is theirs, and are refused where they changed."""

from __future__ import annotations

import os
import re
import stat
import subprocess
from functools import partial
from typing import TYPE_CHECKING

import pytest
from test_fixes import GLOSSARY, check

from termlint.disk import files, writing
from termlint.inserting import fixes, fixing
from termlint.runs import drafts

if TYPE_CHECKING:
    from pathlib import Path

    from termlint.model import CaveatKind, Point, Report
    from termlint.vocabulary import Glossary

KINDS: tuple[CaveatKind, ...] = ("footnote", "inline", "aside", "link")


class Linter:
    glossary: Glossary = GLOSSARY

    def check(self, path: str, source: str) -> Report:
        return check(path, source)


class Checker(Linter):
    linter = Linter()


class Run:
    """A run over some paths: its reports, and what it said."""

    def __init__(
        self,
        *paths: Path,
        kind: CaveatKind = "footnote",
        choose: fixes.Choose = fixes.likelier,
        write: bool = True,
    ) -> None:
        self.out: list[str] = []
        self.told: list[str] = []
        fix = partial(fixing.with_caveats, checker=Checker(), kind=kind, choose=choose)
        self.fixer = fixing.Fixer(Checker(), fix, write=write, noun="caveat", out=self.out.append, tell=self.tell)
        self.reports = list(drafts.check(paths, Checker(), then=self.fixer))
        self.problems = [str(problem) for report in self.reports for problem in report.problems]

    def tell(self, path: str, point: Point, fix: fixes.Fix) -> None:
        self.told.append(f"{path}:{point.line}:{point.column} {fix.kind} {fix.sense}")


TEXTS = [
    b"Agents move.\n\nThey do.\n",
    b"Agents move.\r\n\r\nThey do.\r\n",
    b"Agents move.\r\rThey do.\r",
    b"It rains.\n\r\nAgents move.\r\n\nThey do.\r",
    b"\xef\xbb\xbfAgents move.\r\n",
    b"Agents move.",
    b"It rains.\r\n\r\nAgents move.",
    "Überall\u2028 sind agents\u00a0da\u2029.\n\n\u0085\n".encode(),
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("kind", KINDS)
def test_all_else_stays_byte_for_byte(text: bytes, kind: CaveatKind, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_bytes(text)
    run = Run(draft, kind=kind)
    fixed = draft.read_bytes()
    assert run.problems == []
    assert run.fixer.drafts == 1
    at = 0
    for byte in text:  # what was there is still there, in its order
        at = fixed.index(byte, at) + 1
    assert fixed.endswith((b"\n", b"\r")) == text.endswith((b"\n", b"\r"))
    assert {*re.findall(rb"\r\n|\r|\n", fixed)} <= {*re.findall(rb"\r\n|\r|\n", text)} or b"\r" not in text
    assert Run(draft, kind=kind).fixer.drafts == 0
    assert draft.read_bytes() == fixed


def test_a_note_ends_its_lines_as_the_draft_does(tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    for ending in ("\n", "\r\n", "\r"):
        draft.write_bytes(f"Agents move.{ending}".encode())
        Run(draft)
        lines = draft.read_bytes().decode().split(ending)
        assert [line[:13] for line in lines] == ["Agents[^agent", "", "[^agent-role]", ""]


def test_mode_and_links_are_kept(tmp_path: Path) -> None:
    draft, link = tmp_path / "draft.md", tmp_path / "link.md"
    draft.write_text("Agents move.\n")
    draft.chmod(0o640)
    link.symlink_to("draft.md")
    Run(link)
    assert link.is_symlink()
    assert "[^agent-role]" in draft.read_text()
    assert stat.S_IMODE(draft.stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["draft.md", "link.md"]


@pytest.mark.parametrize("name", ["a" * 252, "字" * 84, "\N{GRINNING FACE}" * 63])
def test_long_names_are_no_hindrance(name: str, tmp_path: Path) -> None:
    draft = tmp_path / f"{name}.md"
    draft.write_text("Agents move.\n")
    assert Run(draft).problems == []
    assert "[^agent-role]" in draft.read_text()


def test_what_changed_in_between_is_left_alone(tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("Agents move.\n")

    def meanwhile(report: Report, *_: object) -> str:
        draft.write_text("Agents stay.\n")
        return report.findings[0].senses[0]

    run = Run(draft, choose=meanwhile)
    assert run.problems == [f"{draft}: changed on disk while it was checked, so it was not written: run termlint again"]
    assert draft.read_text() == "Agents stay.\n"
    assert run.reports[0].findings


def test_what_cannot_be_written_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("Agents move.\n")

    def full(_path: Path, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "replace", full)
    assert Run(draft).problems == [f"{draft}: cannot be written: No space left on device"]
    monkeypatch.setattr(os, "access", lambda _path, _how: False)
    assert Run(draft).problems == [f"{draft}: is write-protected, so it was not written"]
    assert draft.read_text() == "Agents move.\n"


def test_it_tells_what_it_did(tmp_path: Path) -> None:
    one, two, three = (tmp_path / name for name in ("one.md", "two.md", "three.md"))
    one.write_text("Agents move. Agents want reward.\n")
    two.write_text("Agents move.\n")
    three.write_text("It rains.\n")
    run = Run(one, two, three)
    assert run.told == [
        f"{one}:1:1 footnote agent.role",
        f"{one}:1:39 footnote reward.signal",
        f"{two}:1:1 footnote agent.role",
    ]
    assert str(run.fixer) == "3 caveats inserted in 2 files; then "
    assert str(Run(one, two, three).fixer) == ""


def test_a_diff_tells_the_places_of_the_draft_as_it_is(tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("Agents move. Agents want reward.\n\n```\ncode\n")
    run = Run(draft, kind="inline", write=False)
    assert run.told == [f"{draft}:1:1 inline agent.role", f"{draft}:1:26 inline reward.signal"]
    draft.write_text("Agents move.\n\n# Rewards\n\n```\ncode\n")
    problems = Run(draft, kind="aside", write=False).problems
    assert [problem.split(": ")[0] for problem in problems] == [f"{draft}:5:1", f"{draft}:3:3"]
    moved = Run(draft, kind="aside").problems
    assert [problem.split(": ")[0] for problem in moved] == [f"{draft}:7:1", f"{draft}:5:3"]


def test_a_refusal_is_a_notice_and_the_rest_is_fixed(tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("# Agents\n\n## Rewards\n\nThe reward.\n")
    run = Run(draft)
    assert [problem.partition(": ")[2][:40] for problem in run.problems] == ["no caveat for agent.role-or-pursuer: thi"]
    assert "[^reward-signal]" in draft.read_text()
    assert [finding.term for finding in run.reports[0].findings] == ["agent"]


CONFLICT = "Agents move.\n\n<<<<<<< HEAD\nThe reward.\n=======\nThe rewards.\n>>>>>>> other\n"


def test_nothing_is_inserted_where_a_merge_left_both_versions(tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    underlined = CONFLICT.replace("=======\n", "=======\nRain\n=======\n")
    for text in (CONFLICT, CONFLICT.replace("\n", "\r\n"), underlined):
        draft.write_bytes(text.encode())
        run = Run(draft)
        assert run.problems == [f"{draft}:3:1: nothing is inserted: resolve the merge conflict first"]
        assert draft.read_bytes() == text.encode()
    draft.write_text(f"Agents move.\n\n```\n{CONFLICT}```\n")
    assert Run(draft).problems == []
    assert "[^agent-role]" in draft.read_text()


DIFFS = [
    b"Agents move.\n",
    b"Agents move.",
    b"It rains.\r\n\r\nAgents move.\r\n",
    b"One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n\nAgents move.\x0c\n\nSix.\n\nSeven.\n\nEight.\n\nNine.\n\nTen.\n",
]


@pytest.mark.parametrize("text", DIFFS)
def test_a_diff_can_be_applied(text: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    draft = tmp_path / "draft.md"
    draft.write_bytes(text)
    relative = draft.relative_to(tmp_path)
    run = Run(relative, write=False)
    assert draft.read_bytes() == text
    (tmp_path / "patch").write_bytes("".join(run.out).encode())
    subprocess.run(["git", "apply", "-p0", "patch"], check=True, cwd=tmp_path)
    patched = draft.read_bytes()
    draft.write_bytes(text)
    Run(relative)
    assert draft.read_bytes() == patched
    assert files.read(relative) != text.decode()
