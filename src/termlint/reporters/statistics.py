"""Where the uses that a run reports stand, and which rules report them, as text for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from termlint.counting import Summary
    from termlint.reporters.style import Style

SHORTEST = 5
"""Columns of a number."""


def write(summary: Summary, style: Style) -> Iterator[str]:
    """A table of uses by rule, one by conflation and one by file, in pieces; nothing where nothing is reported."""
    tables = {"rule": summary.by_rule, "conflation": summary.by_conflation, "file": summary.by_file}
    if summary.findings:
        yield "\n"
        yield from (_table(name, counts, style) for name, counts in tables.items())


def _table(name: str, counts: Mapping[str, int], style: Style) -> str:
    """The names with the most uses first."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    rows = [f"{count:>{SHORTEST}}  {style.paint(named, 'name')}" for named, count in ranked]
    return "\n".join([style.paint(f"Uses by {name}", "label"), *rows, ""])
