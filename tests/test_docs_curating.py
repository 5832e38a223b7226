"""``docs/curating.md`` names every command of a curator, and every format."""

from __future__ import annotations

import re
from pathlib import Path

from termlint.cli.glossary import glossary
from termlint.exports import FORMATS

PAGE = (Path(__file__).parents[1] / "docs" / "curating.md").read_text(encoding="utf-8")


def test_every_command_is_there() -> None:
    assert set(re.findall(r"^\| `termlint glossary (\w+)", PAGE, re.MULTILINE)) == set(glossary.commands)


def test_every_format_is_there() -> None:
    rows = PAGE.partition("| format |")[2].partition("\n\n")[0]
    assert set(re.findall(r"`(\w+)`", "".join(row.split("|")[1] for row in rows.splitlines()[1:] if row))) == set(
        FORMATS
    )
