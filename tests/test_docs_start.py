"""``docs/start-to-finish.md`` begins with what its draft prints. ``TERMLINT_GOLDEN=1`` writes it there."""

from __future__ import annotations

import os
import re
import shlex
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from termlint import cli

if TYPE_CHECKING:
    import pytest

PAGE = Path(__file__).parents[1] / "docs" / "start-to-finish.md"
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
