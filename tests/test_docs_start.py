"""``docs/start-to-finish.md`` begins with what its draft prints, and README's picture shows what termlint prints.

``TERMLINT_GOLDEN=1`` writes both anew.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from termlint import cli

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parents[1]
PAGE, PICTURE = ROOT / "docs" / "start-to-finish.md", ROOT / "docs" / "output.svg"
CONSOLE = re.compile(r"(?<=```console\n)\$ termlint (.*)\n[^`]*(?=```)")


def test_what_is_shown_is_printed(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = PAGE.read_text(encoding="utf-8")
    (draft,) = re.findall(r"```markdown\n(.*?)```", page, re.DOTALL)
    (desk / "power.md").write_text(draft, encoding="utf-8")
    (command,) = (match[1] for match in CONSOLE.finditer(page))
    assert cli.main(shlex.split(command)) == 1
    out, err = capsys.readouterr()
    shown = f"$ termlint {command}\n{out}{err}"
    expected = CONSOLE.sub(lambda _: shown, page)
    if os.environ.get("TERMLINT_GOLDEN"):
        PAGE.write_text(expected, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == expected
    assert cli.main(["mentions", "power.md"]) == 0
    statuses = Counter(re.findall(r"\((\S+)\)$", capsys.readouterr().out, re.MULTILINE))
    assert (statuses["open"], statuses["clear"], statuses["plain"]) == (2, 3, 1)
    assert "here two are open, three clear and one plain" in page


def test_the_picture_shows_what_is_printed() -> None:
    script = ROOT / "benchmarks" / "picture.py"
    drawn = subprocess.run([sys.executable, script], capture_output=True, check=True).stdout.decode()
    if os.environ.get("TERMLINT_GOLDEN"):
        PICTURE.write_text(drawn, encoding="utf-8")
    assert PICTURE.read_text(encoding="utf-8") == drawn
