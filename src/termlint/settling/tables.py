"""The rows and columns of tables, by the blocks of their cells."""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from termlint.model import Block, Document, Span

_LEAD = re.compile(r"[ \t>]*\|?")
_PIPE = re.compile(r"(?<!\\)\|")

Row = dict[int, int]
"""The numbers of the blocks in a row by their columns; an empty cell is no block."""


class Place(NamedTuple):
    """A cell in its table."""

    rows: Sequence[Row]
    row: int
    column: int


def find(document: Document) -> Mapping[int, Place]:
    """Where each cell of a draft stands, by the number of its block."""
    found: dict[int, Place] = {}
    for table in _tables(document):
        rows = [_row(document.source, span, cells) for span, cells in table]
        for number, row in enumerate(rows):
            found |= {block: Place(rows, number, column) for column, block in row.items()}
    return found


def _tables(document: Document) -> Iterator[list[tuple[Span, list[tuple[int, Block]]]]]:
    """The rows of each table: their lines and their cells; between two tables stands an empty line at least."""
    cells = ((number, block) for number, block in enumerate(document.blocks) if block.kind == "cell")
    rows = [(span, [*row]) for span, row in groupby(cells, key=lambda cell: cell[1].span)]
    table = rows[:1]
    for (above, _), row in pairwise(rows):
        between = document.source[above.end : row[0].start].splitlines()
        if not all(line.strip(" \t>") for line in between[1:]):
            yield table
            table = []
        table.append(row)
    if table:
        yield table


def _row(source: str, span: Span, cells: Sequence[tuple[int, Block]]) -> Row:
    """The blocks of a row by their columns."""
    lead = _LEAD.match(source, *span)
    start = lead.end() if lead else span.start
    return {len(_PIPE.findall(source, start, max(start, block.source_span(0, 1).start))): i for i, block in cells}
