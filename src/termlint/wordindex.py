"""Where words stand in a text: the cheap pass behind every question about words in a sentence, section or document."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from termlint.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from termlint.model import Document, Words

_WORD = re.compile(r"[^\W_]+(?:['’](?!s\b)[^\W_]+)?", re.IGNORECASE)  # noqa: RUF001 - a curly apostrophe as typed

_end = attrgetter("end")


class WordIndex:
    """The words of one text, lower case, with their places; a hyphen and a possessive 's separate words."""

    def __init__(self, text: str) -> None:
        found = list(_WORD.finditer(text.replace("’", "'")))  # noqa: RUF001 - a curly apostrophe as typed
        self.spans = [Span(*match.span()) for match in found]
        self.words = [match[0].lower() for match in found]
        self.places: dict[str, list[int]] = {}
        for i, word in enumerate(self.words):
            self.places.setdefault(word, []).append(i)

    def find(self, wanted: Words, within: Span | None = None) -> list[Span]:
        """Where any of the wanted words or phrases stands, in order."""
        spans = [
            Span(self.spans[i].start, self.spans[i + len(phrase) - 1].end)
            for first in wanted.by_first.keys() & self.places.keys()
            for phrase in wanted.by_first[first]
            for i in self.places[first]
            if len(phrase) == 1 or tuple(self.words[i : i + len(phrase)]) == phrase
        ]
        return sorted(span for span in spans if not within or (within.start <= span.start and span.end <= within.end))

    def phrase_at(self, wanted: Words, *, start: int = -1, end: int = -1) -> Span | None:
        """The longest wanted phrase that begins with the word at offset `start`, or ends with the one at `end`."""
        # Words do not overlap, so that the first to end behind `start` is the only one that can begin there.
        i = bisect_right(self.spans, start, key=_end) if start >= 0 else bisect_left(self.spans, end, key=_end)
        if i < len(self.spans) and (self.spans[i].start == start or self.spans[i].end == end):
            for phrase in sorted(wanted.phrases, key=len, reverse=True):
                first = i if start >= 0 else i + 1 - len(phrase)
                if first >= 0 and tuple(self.words[first : first + len(phrase)]) == phrase:
                    return Span(self.spans[first].start, self.spans[first + len(phrase) - 1].end)
        return None


class DocumentIndex:
    """The words of a whole draft, block by block, made when first asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._blocks: dict[int, WordIndex] = {}
        self._rates: dict[str, float] = {}

    def block(self, number: int) -> WordIndex:
        """The words of one block."""
        if number not in self._blocks:
            self._blocks[number] = WordIndex(self.document.blocks[number].text)
        return self._blocks[number]

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each word occurs in the draft."""
        return Counter(word for i in range(len(self.document.blocks)) for word in self.block(i).words)

    @cached_property
    def headings(self) -> list[int]:
        """For each block, the nearest heading at or above it (its block number), or -1."""
        above, nearest = [], -1
        for i, block in enumerate(self.document.blocks):
            nearest = i if block.kind == "heading" else nearest
            above.append(nearest)
        return above

    def section(self, number: int) -> range:
        """The blocks of the section that a block stands in, from its heading to the next."""
        heading = self.headings[number]
        end = number
        while end + 1 < len(self.headings) and self.headings[end + 1] == heading:
            end += 1
        return range(max(heading, 0), end + 1)

    def first(self, wanted: Words) -> tuple[int, Span] | None:
        """The first place in the draft of any of the wanted words: block number and span."""
        return next(self.all(wanted), None)

    def all(self, wanted: Words) -> Iterator[tuple[int, Span]]:
        """Every place in the draft of any of the wanted words."""
        if wanted.by_first.keys() & self.counts.keys():
            for i in range(len(self.document.blocks)):
                for span in self.block(i).find(wanted):
                    yield i, span

    def rate(self, wanted: Words) -> float:
        """How many of each thousand words of the draft are among the wanted."""
        if wanted.name not in self._rates:
            hits = sum(1 for _ in self.all(wanted))
            self._rates[wanted.name] = 1000 * hits / max(1, self.counts.total())
        return self._rates[wanted.name]

    def formal(self, numbers: range) -> float:
        """How many formulas and pieces of code there are to each hundred words of some blocks."""
        blocks = self.document.blocks[numbers.start : numbers.stop]
        marks = sum(mark.kind in {"math", "code"} for block in blocks for mark in block.marks)
        return 100 * marks / max(1, sum(len(self.block(number).words) for number in numbers))
