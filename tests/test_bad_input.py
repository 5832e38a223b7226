"""Whatever lies among the drafts: a message for it, the others checked, nothing changed on the disk."""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from termlint.cli.check import NEXT
from termlint.disk import store

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

SMALL = Path(__file__).parent / "cases" / "small"
DATA = ("--no-builtin", "--glossary", SMALL / "glossary", "--rules", SMALL / "rules")
GOOD = "The agent wants to stay on.\n"
FOUND = "good.md:1:5  warning  agent-wants"


class Bad(NamedTuple):
    """A file as it is, the start of what is said about it, and where it has a finding all the same."""

    data: bytes
    message: str = ""
    found: str = ""


CASES = {
    "not UTF-8": Bad("caf\u00e9 of an agent\n".encode("latin-1"), "bad.md:1:4  error  is not UTF-8 here (byte 0xE9)"),
    "UTF-16": Bad("An agent wants.".encode("utf-16"), "bad.md  error  is UTF-16: save it as UTF-8"),
    "binary": Bad(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "bad.md  error  is not text (byte 9 is zero)"),
    "empty": Bad(b""),
    "white space": Bad(b" \n\t\n\n"),
    "byte order mark alone": Bad(b"\xef\xbb\xbf"),
    "unclosed front matter": Bad(
        b"---\ntitle: x\n\nThe agent wants.\n", "bad.md:1:1  note  the front matter is never closed"
    ),
    "unclosed fence": Bad(
        b"The agent wants.\n\n```python\nx = 1\n", "bad.md:3:1  note  the code fence ``` is never closed", "bad.md:1:5"
    ),
    "too large": Bad(b"agent " * 3_400_000, "bad.md  error  is larger than 20 MB"),
    "1 MB in one line": Bad(b"word " * 199_999 + b"The agent wants it.\n", found="bad.md:1:1000000"),
    "1 MB of brackets": Bad(
        b"[" * 1_000_000 + b" agent", "bad.md:1:1  error  more than 50000 markup characters in one block"
    ),
    "5,000 nested quotes": Bad(
        b"> " * 5_000 + b"The agent wants.\n", "bad.md:1:1  error  nested more than 100 levels deep"
    ),
    "5,000 nested lists": Bad(
        b"- " * 5_000 + b"The agent wants.\n", "bad.md:1:1  error  nested more than 100 levels deep"
    ),
    "a million stars": Bad(
        b"*a " * 300_000 + b"agent", "bad.md:1:1  error  more than 50000 markup characters in one block"
    ),
    "what was just allowed": Bad((b"*a " * 24_999 + b"\n\n") * 2 + b"agent"),
    "hostile, but without a term": Bad(b"[" * 5_000_000),
    "unclosed, but without a term": Bad(b"Policies.\n\n```python\nx = 1\n"),
    "a control sequence": Bad(b"The agent wants \x1b]0;mine\x07\x1b[2J it.\n", found="bad.md:1:5"),
}
LIMIT = 10
"""Seconds of a processor that a file may take on a slow machine."""


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_bad_file_among_good_ones(
    case: Bad, tmp_path: Path, termlint: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    (tmp_path / "bad.md").write_bytes(case.data)
    (tmp_path / "good.md").write_text(GOOD)
    before = snapshot(tmp_path)
    start = time.process_time()
    done = termlint("check", "bad.md", "good.md", *DATA)
    assert time.process_time() - start < LIMIT
    assert FOUND in done.stdout
    assert case.found in done.stdout
    *problems, hint, summary = done.stderr.replace(NEXT, "hint").splitlines()
    assert hint == "hint"
    if case.message:
        assert len(problems) == 1
        assert problems[0].startswith(case.message)
        noted = "  note  " in case.message
        assert summary.endswith("2 files" if noted else "2 files, 1 problem")
        assert done.returncode == (1 if noted else 2)
    else:
        assert problems == []
        assert done.returncode == 1
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", done.stdout + done.stderr)
    assert snapshot(tmp_path) == before


def snapshot(folder: Path) -> dict[str, tuple[object, ...]]:
    """What is in a folder, to see that nothing changed but for the reports that are kept there."""
    return {
        path.name: (path.lstat().st_mode, path.lstat().st_mtime_ns, path.read_bytes() if path.is_file() else None)
        for path in sorted(folder.rglob("*"))
        if store.NAME not in path.parts and (os.access(path, os.R_OK) or path.is_symlink())
    }


def test_what_is_no_file(tmp_path: Path, termlint: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    (tmp_path / "good.md").write_text(GOOD)
    (tmp_path / "broken.md").symlink_to("gone.md")
    (tmp_path / "loop.md").symlink_to("loop.md")
    (tmp_path / "folder.md").mkdir()
    os.mkfifo(tmp_path / "pipe.md")
    before = snapshot(tmp_path)
    named = termlint("check", "broken.md", "loop.md", "folder.md", "pipe.md", "absent.md", "good.md", *DATA)
    walked = termlint("check", ".", *DATA)
    assert named.stderr.splitlines() == [
        "broken.md  error  is a broken link: its target gone.md does not exist",
        f"loop.md  error  cannot be read: {os.strerror(40)}",
        "pipe.md  error  is a pipe or a device; to check what a command prints, give - instead",
        "absent.md  error  does not exist",
        *NEXT.splitlines(),
        "1 finding in 1 of 5 files, 4 problems",
    ]
    assert walked.stderr.splitlines()[-1] == "1 finding in 1 of 4 files, 3 problems"
    for done in (named, walked):
        assert done.returncode == 2
        assert FOUND in done.stdout
    assert snapshot(tmp_path) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root can read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path, termlint: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    (tmp_path / "good.md").write_text(GOOD)
    (tmp_path / "secret.md").write_text(GOOD)
    (tmp_path / "secret.md").chmod(0)
    (tmp_path / "locked").mkdir(mode=0)
    done = termlint("check", ".", *DATA)
    assert FOUND in done.stdout
    assert done.stderr.splitlines()[:2] == [
        "secret.md  error  cannot be read: Permission denied",
        "locked  error  cannot be searched: Permission denied",
    ]


def test_reading_fails_as_the_system_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same for root, who may read everything: the refusal is made up."""
    from termlint.disk import files  # noqa: PLC0415 - only this test looks inside

    (tmp_path / "secret.md").write_text(GOOD)

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr(Path, "open", refused)
    monkeypatch.setattr(os, "scandir", refused)
    assert "cannot be read: Permission denied" in str(files.read(tmp_path / "secret.md"))
    assert [str(found) for found in files.find([tmp_path])] == [
        f"{tmp_path.as_posix()}: cannot be searched: Permission denied"
    ]


CONTROL = "\x1b]0;mine\x07\u202e"
SETTINGS = r"""
[tool.termlint]
builtin = false
glossary = ["glossary\u001b]0;mine\u0007\u202e"]
rules = "rules"
baseline = "known\u001b]0;mine\u0007\u202e.json"
exclude = ["*\u001b]0;mine\u0007\u202e"]
"""


@pytest.mark.parametrize(
    "command",
    [
        ("check", "."),
        ("mentions", "."),
        ("contract", f"other{CONTROL}.md"),
        ("contract", "--write", f"good{CONTROL}.md"),
        ("config",),
        ("glossary", "validate"),
        ("glossary", "publish"),
        ("glossary", "test"),
        ("glossary", "add", "source", "s", "--authors=A", "--year=2001", "--title=T", "--url=https://example.org/"),
        ("check", "--add-ignore=why", f"good{CONTROL}.md"),
    ],
    ids=" ".join,
)
def test_no_name_drives_the_terminal(
    command: tuple[str, ...], tmp_path: Path, termlint: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    for name in ("glossary", "rules"):
        shutil.copytree(SMALL / name, tmp_path / (name + CONTROL * (name == "glossary")))
    (tmp_path / "pyproject.toml").write_text(SETTINGS)
    (tmp_path / f"good{CONTROL}.md").write_text(GOOD)
    (tmp_path / f"other{CONTROL}.md").write_text("It rains.\n")
    known = {f"gone{CONTROL}.md": {"agent-wants": {"0" * 12: 1}}}
    (tmp_path / f"known{CONTROL}.json").write_text(json.dumps({"version": 1, "findings": known}))
    done = termlint(*command)
    assert done.stdout + done.stderr
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", done.stdout + done.stderr)


def test_problems_are_in_the_json_report(
    tmp_path: Path, termlint: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    (tmp_path / "bad.md").write_bytes(b"\xff")
    (tmp_path / "good.md").write_text(GOOD)
    done = termlint("check", "--format", "json", "bad.md", "good.md", *DATA)
    report = json.loads(done.stdout)
    assert done.returncode == 2
    assert [finding["path"] for finding in report["findings"]] == ["good.md"]
    assert [(error["path"], error["line"], error["column"]) for error in report["errors"]] == [("bad.md", 1, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "term: [unclosed\n",
        "a: &a [*a, *a]\n",
        "- " * 5_000 + "x\n",
        "\x00",
        "{" * 10_000,
        "term: x\nterm: y\n",
        "!!python/object/apply:os.system [id]\n",
        "",
    ],
)
def test_bad_glossaries_are_one_error(
    text: str, tmp_path: Path, termlint: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary" / "x.yaml").write_text(text)
    (tmp_path / "good.md").write_text(GOOD)
    for command in (("glossary", "validate"), ("check", "good.md", "--glossary", "glossary")):
        done = termlint(*command, "--no-builtin")
        assert done.returncode == 2
        assert done.stdout == ""
        assert done.stderr.startswith("glossary/x.yaml:")
