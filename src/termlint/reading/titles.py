"""Titles of works and pages, and labels: they name a term and do not use it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from termlint.model import Span
from termlint.parsing import syntax
from termlint.reading.markindex import held

if TYPE_CHECKING:
    from termlint.model import Block
    from termlint.reading.context import Context

LINK_WORDS = 3
"""How many words a link's text has at least if it is a title."""
_LEAD = re.compile(r"^\W*(?:\[[^\]]*\])?[\d.\s]*[\"“' ]*")
"""What may stand before a title: quotation marks, ``[PDF]``, the number of a chapter."""
LABEL_WORDS = 3
"""How many words a heading or list item has at most if it is a label."""
AUTHORS = 300
"""How much text may stand before a title in a list of works, in code points: its authors and year."""
_AUTHORED = re.compile(
    r"\W*(?:(?:[^\W\d_a-z][\w'\u2019-]*|and|et|al|van|von|de|der|&)[\s,.;]+)+"
    r"(?:\((?:1[89]|20)\d\d[a-z]?(?:, \w+(?: \d+)?)?\)|(?:1[89]|20)\d\d[a-z]?)\.\s+"
)
"""The beginning of an entry in a list of works: ``Cohen, M. K., & Hutter, M. (2022).``"""
CAPITALS = 4
"""How many capitalized words make an unmarked title: most names have fewer."""
_CAPITAL = r"[A-Z0-9]\w*(?:['\u2019.-]\w+)*"
_SMALL = "a|an|and|as|at|but|by|for|from|in|into|is|it|its|nor|of|on|or|over|than|that|the|to|under|via|vs|was|with"
"""Words that are not capitalized in titles."""
_CAPITALIZED = re.compile(rf"(?<!\S){_CAPITAL}")
_TITLE = re.compile(rf"{_CAPITAL}(?:,? (?:{_CAPITAL}|(?:{_SMALL})\b))+")


def titled(context: Context) -> bool:
    """Whether a mention is in a title or label: of a link, in a list of works, or by its capitals."""
    if _in_link(context) or _label(context) or _in_reference(context):
        return True
    return context.block.kind != "heading" and _among_capitals(context)


def _in_reference(context: Context) -> bool:
    """Whether a mention's sentence is the title in an entry of a list of works."""
    start = context.mention.sentence.start
    return 0 < start <= AUTHORS and bool(_AUTHORED.fullmatch(context.block.text[:start]))


def _label(context: Context) -> bool:
    """Whether a mention's block is a label: a short heading or list item without a verb."""
    short = context.index.once(_short, context.mention.block)
    return short and not any(syntax.is_verb(token) for token in context.parse)


def _short(block: Block) -> bool:
    """Whether a block is a heading or list item of few words."""
    return block.kind in {"heading", "item"} and len(block.text.split()) <= LABEL_WORDS


def _in_link(context: Context) -> bool:
    """Whether a mention is in a link whose text has several words and begins with a capital."""
    links = (mark for mark in context.marks.around(context.mention.at) if mark.kind == "link")
    texts = (_LEAD.sub("", context.block.text[slice(*link.span)]) for link in links)
    return any(text[:1].isupper() and len(text.split()) >= LINK_WORDS for text in texts)


def _among_capitals(context: Context) -> bool:
    """Whether a capitalized mention is in a title by its capitals."""
    at, text = context.mention.at, context.block.text
    first = Span(at.start, at.start + 1)
    return text[at.start].isupper() and held(first, context.index.once(_runs, context.mention.block))


def _runs(block: Block) -> list[Span]:
    """The runs of words in a block that have enough capitals for a title."""
    runs = _TITLE.finditer(block.text)
    return [Span(*run.span()) for run in runs if len(_CAPITALIZED.findall(run[0])) >= CAPITALS]
