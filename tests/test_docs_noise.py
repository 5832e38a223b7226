"""``docs/noise.md``: what it shows is what is printed, and its comments are those that are read.

``TERMLINT_GOLDEN=1 pytest tests/test_docs_noise.py`` writes what is printed into it.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from termlint import cli
from termlint.silencing.comments import VERBS

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "noise.md"
CONSOLE = re.compile(r"(?<=```console\n)(?:\$ [^`]*\n)(?=```)")


def test_every_comment_is_listed() -> None:
    rows = re.findall(r"^\| `<!-- termlint-([\w-]+) ", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted(VERBS)


def test_what_is_shown_is_printed(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(ROOT / "tests" / "cases" / "small", desk, dirs_exist_ok=True)
    (desk / "termlint.yaml").write_text("builtin: false\nglossary: glossary\nrules: rules\n")
    (desk / "power.md").write_text("An agent wants what it needs. Every agent wants power.\n")

    def printed(match: re.Match[str]) -> str:
        shown = ""
        for command in re.findall(r"^\$ termlint (.*)$", match[0], re.MULTILINE):
            assert cli.main(shlex.split(command)) in {0, 1}
            out, err = capsys.readouterr()
            shown += f"$ termlint {command}\n{out}{err}"
        return shown

    text = PAGE.read_text(encoding="utf-8")
    assert len(CONSOLE.findall(text)) == 4
    expected = CONSOLE.sub(printed, text)
    if os.environ.get("TERMLINT_GOLDEN"):
        PAGE.write_text(expected, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == expected
