"""How far into a draft it holds what an author says of a word: parts of the source, and where its sections start."""

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
    """What follows the sentence of a mention in its paragraph, and the next paragraph."""
    blocks, start = document.blocks, sentence(document, mention).end
    following = blocks[min(mention.block + 1, len(blocks) - 1)]
    last = blocks[mention.block] if following.kind == "heading" else following
    return Span(start, max(start, last.span.end))


def onwards(index: DocumentIndex, mention: Mention) -> Span:
    """From a mention to the end of the draft; from one in a footnote, where the text refers to that."""
    document, start = index.document, mention.span.start
    if (place := index.footnotes.places.get(mention.block)) is not None:
        start = document.blocks[block_at(document, place)].span.start
    return Span(start, len(document.source))


def explained(document: Document, mention: Mention, explanation: Explanation) -> Span:
    """The block of a mention and what explains the term there."""
    block, last = document.blocks[mention.block], document.blocks[explanation.last]
    return Span(block.span.start, block.span.end if last.kind == "footnote" else last.span.end)  # far below


def under(document: Document, number: int) -> Span:
    """A heading, with all that stands under it."""
    blocks, heading = document.blocks, document.blocks[number]
    following = (blocks[after] for after in range(number + 1, len(blocks)))
    ends = (block.span.start for block in following if block.kind == "heading" and block.level <= heading.level)
    return Span(heading.span.start, next(ends, len(document.source)))


def section_start(index: DocumentIndex, at: int) -> int:
    """Where the section of a place starts: with its heading, and headings right above that one."""
    document = index.document
    if not document.blocks:  # nothing but the caveats that were taken out
        return 0
    return document.blocks[index.tops[index.section(block_at(document, at))[0]]].span.start


def block_at(document: Document, at: int) -> int:
    """The number of the last block that begins before a place, or at it; 0 where none does."""
    return max(bisect_right(document.blocks, at, key=lambda block: block.span.start) - 1, 0)
