"""Quotations inside blocks of prose: by quotation marks, or as epigraphs."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from termlint.model import Span
from termlint.reading.markindex import holding

if TYPE_CHECKING:
    from termlint.model import Block, Mention
    from termlint.reading.wordindex import DocumentIndex

_ABROAD = re.compile("„[^„“”]*[“”]|«[^«»]*»|»[^«»]*«")
"""Quotations as in German and French, where one of the marks is used the other way round than in English."""
_SPOKEN = re.compile("\u2018(?=\\w)(?:[^\u2018\u2019]|\u2019(?=\\w))*[,.!?\u2026\u2014]\u2019")
"""British dialogue, which ends in punctuation; otherwise the closing mark may be an apostrophe."""
_TYPED = re.compile(r"(?<![\w'])'(?=\w)[^']*(?:'(?=\w)[^']*)*((?<=[,.!?\u2026\u2014])')?")
"""The same in straight marks. Without its group it is not closed, and nor is anything that begins inside it."""
_SOURCE = re.compile(r"\W*\s[\u2014\u2013\u2015-]{1,2}\s?[^\W\d_a-z].{0,100}")
"""The source of a quotation, after a dash: ``— A. M. Turing, Letters``."""


def quoted(index: DocumentIndex, mention: Mention) -> bool:
    """Whether a mention is in a block quotation or in quotation marks; in an image these are around its own words."""
    block = index.document.blocks[mention.block]
    return block.quoted or (block.kind != "image" and around(index, mention) is not None)


def around(index: DocumentIndex, mention: Mention) -> Span | None:
    """The quotation around a mention inside its block, if any."""
    kinds = (holding(mention.at, spans) for spans in index.once(find, mention.block))
    return next(filter(None, kinds), None)


def find(block: Block) -> tuple[list[Span], ...]:
    """The quotations in a block, those of each kind of marks in order."""
    abroad = [Span(*match.span()) for match in _ABROAD.finditer(block.text)]
    text = _ABROAD.sub(lambda match: " " * len(match[0]), block.text)
    straight, curly = ([match.start() for match in re.finditer(marks, text)] for marks in ('"', "[“”]"))
    pairs = zip(straight[::2], straight[1::2], strict=False)
    if text.startswith("“") and "”" not in text:  # each paragraph of a long quotation but the last is left open
        curly.append(len(text))
    opened = ((start, end) for start, end in pairwise(curly) if text[start] == "“")
    spoken = [Span(*match.span()) for match in _SPOKEN.finditer(text)]
    typed = [Span(*match.span()) for match in _TYPED.finditer(text) if match[1]]
    marked = [[Span(start + 1, end) for start, end in found] for found in (pairs, opened)]
    return *marked, spoken, typed, abroad, _epigraph(block)


def _epigraph(block: Block) -> list[Span]:
    """The italics at the beginning of a paragraph, if all that follows is a source."""
    first = next((mark.span for mark in block.marks if mark.kind == "emphasis"), None)
    return [first] if first and not first.start and _SOURCE.fullmatch(block.text, first.end) else []
