"""The data that come with termlint: where they are, and what of them can be told without reading YAML."""

from __future__ import annotations

import re
from pathlib import Path

_FORMS = re.compile(r"^forms: \[([\w -]+(?:,\s+[\w -]+)*)\]$", re.MULTILINE)
_COMMA = re.compile(r",\s+")
_KEY = re.compile(r"\bforms\b")


def folder(name: str) -> Path:
    """A data folder that comes with termlint: in the installed package, or in the checkout beside the code."""
    package = Path(__file__).parent
    installed = package / "data" / name
    return installed if installed.is_dir() else package.parents[1] / name


def forms() -> tuple[str, ...]:
    """The written forms of every term, as the files plainly list them; empty where one is written in another way."""
    found: list[str] = []
    for path in folder("glossary").glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        listed = _FORMS.findall(text)
        if len(listed) != 1 and _KEY.search(text):
            return ()
        found += (form for line in listed for form in _COMMA.split(line))
    return tuple(found)
