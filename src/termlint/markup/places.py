"""Where a parsed run of text stands in the source: runs of content, each an exact copy of part of a source line."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from termlint.model import Lines, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

TRIM = "".join(map(chr, (9, 10, 11, 12, 13, 32, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F)))
TRIM += "\u3000"
"""What markdown-it takes off both ends of a block's content."""


class Place(NamedTuple):
    """A point in the source, as block rules know it: a line and how far before the end of that line."""

    line: int
    before_end: int


class Located(NamedTuple):
    """A text and the source offset at which each run of it starts; within a run both advance together."""

    content: str
    starts: Sequence[int]
    sources: Sequence[int]

    def at(self, index: int) -> int:
        """The source offset of a character of the content (or of its end)."""
        run = bisect_right(self.starts, index) - 1
        return self.sources[run] + index - self.starts[run]

    def span(self, start: int, end: int) -> Span:
        """The source range of ``content[start:end]`` (not empty)."""
        return Span(self.at(start), self.at(end - 1) + 1)

    def runs(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """The runs that ``content[start:end]`` is made of: where each starts and ends, and its source offset."""
        run = bisect_right(self.starts, start) - 1
        while start < end:
            stop = min(end, self.starts[run + 1]) if run + 1 < len(self.starts) else end
            yield start, stop, self.sources[run] + start - self.starts[run]
            start, run = stop, run + 1

    def part(self, start: int, end: int) -> Located:
        """The same for a slice of the content."""
        first = bisect_right(self.starts, start)
        last = bisect_right(self.starts, max(end - 1, start))
        starts = [0, *(at - start for at in self.starts[first:last])]
        return Located(self.content[start:end], starts, [self.at(start), *self.sources[first:last]])


class Source:
    """A source text as markdown-it is to see it: lines end in LF, no byte order mark, NUL replaced.

    None of this moves a character within its line, the byte order mark apart, so a line and a distance from the
    line's end are the same in both texts.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.lines = Lines(source)
        mark = source.startswith("\ufeff")
        self.starts = [int(mark), *self.lines.starts[1:]]
        text = source[mark:]
        self.text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
        self.rows = self.text.split("\n")

    def end(self, line: int) -> int:
        """The offset of a line's end, before its line break; lines count from 0 here."""
        return self.starts[line] + len(self.rows[line])

    def span(self, first: int, after: int) -> Span:
        """The range of the lines from `first` up to `after`, without the last line break."""
        return Span(self.starts[first], self.end(max(min(after, len(self.rows)) - 1, first)))

    def locate(self, token: Token) -> Located | None:
        """A token's content with its places; None if it is not what the source says there."""
        if "places" in token.meta:
            places: list[tuple[int, Place]] = token.meta["places"]
            sources = [self.end(place.line) - place.before_end for _, place in places]
            return Located(token.content, [start for start, _ in places], sources)
        rows = token.content.split("\n")
        if token.type == "html_block" and not rows[-1]:
            rows.pop()
        first, after = token.map or (0, 1)
        # Lines that hold nothing but, say, a no-break space were cut off at either end.
        for line in range(max(first, after - len(rows)), first - 1, -1):
            if located := self._suffixes(token.content, rows, line):
                return located
        return None

    def _suffixes(self, content: str, rows: list[str], first: int) -> Located | None:
        """The places of a content whose every row is the end of a source line; the last may be trimmed."""
        starts, sources, index = [], [], 0
        for line, row in enumerate(rows, first):
            end = _end(self.rows[line], row)
            if end is None:
                return None
            starts.append(index)
            sources.append(self.starts[line] + end - len(row))
            index += len(row) + 1
        return Located(content, starts, sources)


def _end(line: str, row: str) -> int | None:
    """The index in a source line at which a row of content ends; None where the line does not say that row."""
    ending = row.lstrip(" \t")  # a tab that belongs half to the container was replaced by spaces
    for end in (line, line.rstrip(TRIM), line.rstrip()):
        if end.endswith(ending):
            return len(end)
    end = line.rstrip(" \t").rstrip("#").rstrip(TRIM)  # a heading's closing number signs
    return len(end) if end.endswith(ending) else None
