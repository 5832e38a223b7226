"""A diff in colours: where a line is a whole paragraph, they show the few words that are new in it.

What is gone is no louder than what is around it: a fix takes no word away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from termlint.reporters.cells import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from termlint.reporters.style import Style


def painted(diff: str, style: Style) -> str:
    """A unified diff as people read it on a terminal."""
    return "\n".join(_rows(diff.split("\n"), style))


def _rows(rows: list[str], style: Style) -> Iterator[str]:
    gone: list[str] = []  # in whose place the new lines that follow stand, in the same order
    for row in rows:
        if row.startswith(("--- ", "+++ ")):
            yield style.paint(row, "place")
        elif row.startswith("-"):
            gone.append(row[1:])
            yield style.paint(row, "label")
        elif row.startswith("+"):
            yield _new(row, gone.pop(0) if gone else "", style)
        else:
            gone.clear()
            yield style.paint(row, "label")


def _new(row: str, old: str, style: Style) -> str:
    """A new line, with what it has beyond the line in whose place it stands."""
    sign, new = row[0], row[1:]
    start = _shared(old, new)
    end = len(new) - _shared(old[start:][::-1], new[start:][::-1])
    beyond = style.paint(new[start:end], "caveat")
    return style.paint(sign, "caveat") + visible(new[:start]) + beyond + visible(new[end:])


def _shared(old: str, new: str) -> int:
    """How many characters two texts have in common at their start."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((number for number, (a, b) in pairs if a != b), min(len(old), len(new)))
