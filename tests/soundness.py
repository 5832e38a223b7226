"""What holds of every document that the Markdown reader returns, whatever the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from termlint.model import STAND_INS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from termlint.model import Block, Document

_SPACES = "\t\r\n\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"
_SPACES += "".join(map(chr, range(0x2000, 0x200B)))
_SAME_LENGTH = str.maketrans({**dict.fromkeys(_SPACES, " "), "\u2010": "-", "\u2011": "-", "\0": "\ufffd"})


def flaws(document: Document) -> Iterator[str]:
    """Everything that is wrong with a document's positions."""
    for block in document.blocks:
        for flaw in _block_flaws(block, document.source):
            yield f"{flaw} in {block!r}"
    if document.front_matter and not 0 <= document.front_matter.start <= document.front_matter.end:
        yield f"front matter at {document.front_matter}"
    for directive in document.directives:
        comment = document.source[directive.span.start : directive.span.end]
        if not re.fullmatch(r"(?:<!--|\{/\*|%%)\s*termlint-.*(?:-->|\*/\}|%%)", comment, re.DOTALL):
            yield f"directive at {comment!r}"
        if not directive.scope.start <= directive.span.start < directive.span.end <= directive.scope.end:
            yield f"{directive} is not in its scope"


def _block_flaws(block: Block, source: str) -> Iterator[str]:
    if not 0 <= block.span.start < block.span.end <= len(source):
        yield f"block at {block.span}"
    if not block.text or block.text != block.text.strip() or re.search(r"\s\s|[^\S ]", block.text):
        yield "white space"
    if not block.pieces or block.pieces[0].at:
        yield "a first character without a piece"
    ends = [*(piece.at for piece in block.pieces[1:]), len(block.text)]
    reached = block.span.start
    for piece, end in zip(block.pieces, ends, strict=True):
        if piece.at >= end:
            yield f"empty {piece}"
        if not reached <= piece.source.start < piece.source.end <= block.span.end:
            yield f"{piece} goes back or leaves the block"
        reached = piece.source.end
        text, written = block.text[piece.at : end], source[piece.source.start : piece.source.end]
        if len(text) == len(written) and text not in STAND_INS and text != written.translate(_SAME_LENGTH):
            yield f"{text!r} written {written!r}"
    for mark in block.marks:
        if not 0 <= mark.span.start < mark.span.end <= len(block.text):
            yield f"{mark}"


def as_written(document: Document, block: Block, start: int, end: int) -> str:
    """The source of a part of a block, as its text would say it: line breaks with their quote marks are a space."""
    span = block.source_span(start, end)
    written = document.source[span.start : span.end]
    written = re.sub(r"\\?(?:\r\n?|\n)[ \t>]*", " ", written).translate(_SAME_LENGTH)
    return re.sub(" +", " ", re.sub("[\u00ad\u200b\u200c\u200d\u2060\ufeff]", "", written))
