"""How far into a draft something the author says about a word holds, as spans of the source."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from termlint.model import Span

if TYPE_CHECKING:
    from termlint.model import Document, Mention
    from termlint.reading.wordindex import DocumentIndex
    from termlint.settling.layouts import Explanation


def itself(_: Document, mention: Mention) -> Span:
    """The mention alone."""
    return mention.span


def sentence(document: Document, mention: Mention) -> Span:
    """The sentence of a mention."""
    return document.blocks[mention.block].source_span(*mention.sentence)


def ahead(document: Document, mention: Mention) -> Span:
    """The rest of a mention's paragraph after its sentence, and the next paragraph."""
    blocks, start = document.blocks, sentence(document, mention).end
    following = blocks[min(mention.block + 1, len(blocks) - 1)]
    last = blocks[mention.block] if following.kind == "heading" else following
    return Span(start, max(start, last.span.end))


def onwards(index: DocumentIndex, mention: Mention) -> Span:
    """From a mention to the end of the draft; if it is in a footnote, from the paragraph on that refers to it."""
    document, start = index.document, mention.span.start
    if (place := index.footnotes.places.get(mention.block)) is not None:
        start = document.blocks[_block_at(document, place)].span.start
    return Span(start, len(document.source))


def explained(document: Document, mention: Mention, explanation: Explanation) -> Span:
    """From the block of a mention to the end of its explanation."""
    block, last = document.blocks[mention.block], document.blocks[explanation.last]
    return Span(block.span.start, block.span.end if last.kind == "footnote" else last.span.end)  # far below


def under(document: Document, number: int) -> Span:
    """A heading with everything under it."""
    blocks, heading = document.blocks, document.blocks[number]
    following = (blocks[after] for after in range(number + 1, len(blocks)))
    ends = (block.span.start for block in following if block.kind == "heading" and block.level <= heading.level)
    return Span(heading.span.start, next(ends, len(document.source)))


def section_start(index: DocumentIndex, at: int) -> int:
    """Where the section of a place starts: at its heading, or at the first of several headings in a row."""
    document = index.document
    if not document.blocks:  # it had nothing but copied caveats
        return 0
    return document.blocks[index.tops[index.section(_block_at(document, at))[0]]].span.start


def _block_at(document: Document, at: int) -> int:
    """The number of the last block that begins at or before a place; 0 if none does."""
    return max(bisect_right(document.blocks, at, key=lambda block: block.span.start) - 1, 0)
