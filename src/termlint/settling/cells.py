"""Explanations of terms in tables: in the same row or, for the head of a column, below it."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from termlint.model import Block

_NAMES = re.compile(r"\b(?:terms?|words?|names?|concepts?|notions?|expressions?|labels?|phrases?)\b", re.IGNORECASE)
_MEANINGS = re.compile(
    r"\b(?:meanings?|means?|meant|definitions?|defined|senses?|gloss|explanation|descriptions?|how\s+it\s+is\s+used|usage|stands\s+for)\b",
    re.IGNORECASE,
)
"""The heads of a glossary's columns: that of the terms and that of their meanings."""
_WORDS = re.compile(r"[^\W\d]{2}")
"""What tells a cell with words from one with a number or a symbol."""


class Table:
    """A table of a draft."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.rows: dict[int, dict[int, int]] = {}
        """The numbers of the blocks in its cells by row and column; an empty cell is no block."""

    def explanations(self, row: int, column: int) -> Iterator[tuple[int, int]]:
        """The first and the last block of what may explain the term that fills a cell."""
        own, head = self.rows[row], self.rows.get(0, {})
        if row == 0:
            yield from ((below[column], below[column]) for below in self._meant if column and column in below)
            return
        named = self._reads(head.get(column), _NAMES)
        if not named and self._worded.get(row, column) < column:
            return
        here, last = own[column], next(reversed(own.values()))
        told = next((own[other] for other in self._meanings if other != column and other in own), None)
        if told is not None:
            yield told, last if told > here else told
        elif named and last > here:  # in other tables such rows have facts about things
            yield here + 1, last

    @cached_property
    def _meanings(self) -> Sequence[int]:
        """The columns with meanings, by their heads."""
        return [column for column, head in self.rows.get(0, {}).items() if self._reads(head, _MEANINGS)]

    @cached_property
    def _meant(self) -> Sequence[Mapping[int, int]]:
        """The rows with meanings, by their first cells."""
        return [row for row in self.rows.values() if self._reads(row.get(0), _MEANINGS)]

    @cached_property
    def _worded(self) -> Mapping[int, int]:
        """For each row the first column with words in it."""
        found = {}
        for number, row in self.rows.items():
            if (first := next((column for column in row if self._reads(row[column], _WORDS)), None)) is not None:
                found[number] = first
        return found

    def _reads(self, number: int | None, wanted: re.Pattern[str]) -> bool:
        """Whether a pattern is found in a cell."""
        return number is not None and bool(wanted.search(self.blocks[number].text))


def tables(blocks: Sequence[Block]) -> Mapping[int, Table]:
    """The tables of a draft, by their numbers."""
    found: dict[int, Table] = {}
    for number, block in enumerate(blocks):
        if block.cell:
            table, row, column = block.cell
            found.setdefault(table, Table(blocks)).rows.setdefault(row, {})[column] = number
    return found
