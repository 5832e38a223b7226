"""markdown-it's tables, whose cells know their places."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from markdown_it.rules_block import table

from termlint.markup.nesting import find_line, hidden, line_text
from termlint.markup.places import TRIM, Place

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token


def placed_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """markdown-it's table, with the place of each cell."""
    count = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    cells: list[tuple[list[tuple[int, Place]], str]] = []
    number = 0
    for token in state.tokens[count:]:
        if token.type == "tr_open" and token.map:
            cells, number = _cells(state, token.map[0]), 0
        elif token.type == "inline":
            _place_cell(token, cells, number)
            number += 1
    return True


def _place_cell(token: Token, cells: list[tuple[list[tuple[int, Place]], str]], number: int) -> None:
    if number < len(cells) and cells[number][1] == token.content:
        token.meta["places"] = cells[number][0]


def _cells(state: StateBlock, line: int) -> list[tuple[list[tuple[int, Place]], str]]:
    """The cells of a row: the places of each one's runs (an escaped pipe starts a new run), and its content."""
    begin, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    pipes = [begin - 1, *_pipes(state.src, begin, end), end]
    row = state.src[begin:end].strip(TRIM)
    cells = []
    for left, right in pairwise(pipes):
        text = state.src[left + 1 : right]
        start = left + 1 + len(text) - len(text.lstrip(TRIM))
        parts = text.strip(TRIM).split("\\|")
        places, length = [(0, Place(line, end - start))], len(parts[0])
        for part in parts[1:]:
            places.append((length, Place(line, end - start - length - len(places))))
            length += 1 + len(part)
        cells.append((places, "|".join(parts)))
    if row.startswith("|"):
        cells.pop(0)
    return cells


def _pipes(src: str, start: int, end: int) -> list[int]:
    """The pipes between two places that no backslash stands before."""
    return [match.start() for match in re.compile(r"(?<!\\)\|").finditer(src, start, end)]


_BORDER = re.compile(r"\+(?:[-=:]{2,}\+)+\s*$")
_BELOW = re.compile(r"^(?![+|])")
"""A line below a table."""


def grid_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Pandoc's table with borders, ``+---+---+``: its cells lie beside each other, and no text is read from them."""
    if not _BORDER.match(line_text(state, start)):
        return False
    below = find_line(state, start + 1, end, _BELOW)
    after = below if below > 0 else end
    if after < start + 3 or not _BORDER.match(line_text(state, after - 1)):
        return False
    return silent or hidden(state, "grid_table", start, after)


_COLUMNS = re.compile(r"-{2,}(?:[ \t]+-{2,})+[ \t]*$")
_FRAME = re.compile(r"-{4,}[ \t]*$")


def dash_table(state: StateBlock, start: int, end: int, _silent: bool) -> bool:
    """Pandoc's tables without borders, whose columns are as wide as the dashes over them: ``----- ---``.

    One line of dashes stands below the head, or above rows that have none. What has a frame may have blank lines.
    """
    if state.is_code_block(start):
        return False
    first = line_text(state, start)
    if _FRAME.match(first):
        head = find_line(state, start + 1, end, _COLUMNS, blanks=False)
        last = find_line(state, head + 1, end, _FRAME) if head > 0 else -1
    elif _COLUMNS.match(first):
        last = find_line(state, start + 1, end, _COLUMNS, blanks=False)
    elif start + 1 < end and _COLUMNS.match(line_text(state, start + 1)):
        last = next((line for line in range(start + 2, end) if state.isEmpty(line)), end) - 1
    else:
        return False
    if last < 0 or not (last + 1 >= end or state.isEmpty(last + 1)):
        return False
    return hidden(state, "grid_table", start, last + 1)
