"""Reporters: one output format a module, each with one function ``write(reports, run)``."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from termlint.reporters.run import Writer

FORMATS: Mapping[str, str] = {
    "text": "termlint.reporters.text",
    "concise": "termlint.reporters.concise",
    "json": "termlint.reporters.json",
    "jsonl": "termlint.reporters.jsonl",
    "github": "termlint.reporters.github",
    "sarif": "termlint.reporters.sarif",
    "rdjson": "termlint.reporters.rdjson",
    "junit": "termlint.reporters.junit",
    "checkstyle": "termlint.reporters.checkstyle",
    "html": "termlint.reporters.html",
}
"""The module of each format; it is imported when something is written in that format."""


def writer(name: str) -> Writer:
    """What writes reports in a format."""
    write: Writer = import_module(FORMATS[name]).write
    return write
