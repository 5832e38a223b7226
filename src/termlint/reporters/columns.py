"""Where text stands in a draft, in the unit that a format counts columns in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from termlint.model import Lines, Problem, Span

BOM = "\ufeff"


class Region(NamedTuple):
    """Lines and columns, counted from 1; the end is the place after the last character."""

    line: int
    column: int
    end_line: int
    end_column: int


def utf16_units(text: str) -> int:
    """How many UTF-16 code units a text takes: two for an emoji."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf8_bytes(text: str) -> int:
    """How many bytes a text takes in UTF-8."""
    return len(text.encode("utf-8", "surrogatepass"))


def region(lines: Lines, span: Span, measure: Callable[[str], int] = len) -> Region:
    """The region of a span; the measure says how many columns a text takes, at first in code points.

    A byte order mark takes no column, save where bytes are counted.
    """
    return Region(*_place(lines, span.start, measure), *_place(lines, span.end, measure))


def _place(lines: Lines, offset: int, measure: Callable[[str], int]) -> tuple[int, int]:
    line, column = lines.point(offset)
    if measure is len:
        return line, column
    before = lines.text[lines.starts[line - 1] : offset]
    if measure is not utf8_bytes and line == 1:
        before = before.removeprefix(BOM)
    return line, measure(before) + 1


def problem_column(problem: Problem, lines: Lines, measure: Callable[[str], int]) -> int:
    """The column of a problem in a draft's line; 0 if the draft could not be read."""
    if not problem.line or problem.line > len(lines.starts) or not lines.text:
        return 0
    line = lines.line(problem.line)
    start = len(line) - len(line.removeprefix(BOM)) if problem.line == 1 else 0
    skipped = 0 if measure is utf8_bytes else start
    return measure(line[skipped : start + problem.column - 1]) + 1
