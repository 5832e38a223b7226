"""``docs/fixing.md``: what it shows is what happens. ``TERMLINT_GOLDEN=1`` writes it there."""

from __future__ import annotations

import os
import re
from pathlib import Path

import termlint

PAGE = Path(__file__).parents[1] / "docs" / "fixing.md"
SHOWN = re.compile(r"<!-- (draft|fixed|comment) -->\n```markdown\n((?:(?!```).*\n)*)```")


def test_what_is_shown_happens() -> None:
    page = PAGE.read_text(encoding="utf-8")
    draft = next(match[2] for match in SHOWN.finditer(page) if match[1] == "draft")
    fixed = termlint.fix(draft)
    comment = re.search(r"<!-- termlint-caveat .* -->", fixed)
    assert comment
    outcome = {"draft": draft, "fixed": fixed, "comment": f"{comment[0]}\n"}
    text = SHOWN.sub(lambda match: f"<!-- {match[1]} -->\n```markdown\n{outcome[match[1]]}```", page)
    if os.environ.get("TERMLINT_GOLDEN"):
        PAGE.write_text(text, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == text
