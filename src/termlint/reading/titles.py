"""Titles of works and pages, and labels, in which a term is named and not used."""

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
"""How many words a link's text has at least that is the title of what it leads to."""
_LEAD = re.compile(r"^\W*(?:\[[^\]]*\])?[\d.\s]*[\"“' ]*")
"""What stands before a title: quotation marks, ``[PDF]``, the number of a chapter."""
LABEL_WORDS = 3
"""How many words a heading or an item of a list has at most that only names something."""
AUTHORS = 300
"""How long the names of authors before a title are at most, in code points."""
_AUTHORED = re.compile(
    r"\W*(?:(?:[^\W\d_a-z][\w'\u2019-]*|and|et|al|van|von|de|der|&)[\s,.;]+)+"
    r"(?:\((?:1[89]|20)\d\d[a-z]?(?:, \w+(?: \d+)?)?\)|(?:1[89]|20)\d\d[a-z]?)\.\s+"
)
"""How an entry of a list of works begins: ``Cohen, M. K., & Hutter, M. (2022).``"""
LARGE_WORDS = 4
"""How many words with a large first letter make a title where nothing else marks it: most names have fewer."""
_LARGE = r"[A-Z0-9]\w*(?:['\u2019.-]\w+)*"
_SMALL = "a|an|and|as|at|but|by|for|from|in|into|is|it|its|nor|of|on|or|over|than|that|the|to|under|via|vs|was|with"
"""Words that titles write small."""
_LARGE_WORD = re.compile(rf"(?<!\S){_LARGE}")
_TITLE = re.compile(rf"{_LARGE}(?:,? (?:{_LARGE}|(?:{_SMALL})\b))+")


def titled(context: Context) -> bool:
    """Whether a mention stands in a title: a link's text or a reference, a label, or a run of large words."""
    if _in_link(context) or _label(context) or _in_reference(context):
        return True
    return context.block.kind != "heading" and _among_large(context)


def _in_reference(context: Context) -> bool:
    """Whether a mention's sentence follows the year in an entry of a list of works."""
    start = context.mention.sentence.start
    return 0 < start <= AUTHORS and bool(_AUTHORED.fullmatch(context.block.text[:start]))


def _label(context: Context) -> bool:
    """Whether a mention's block is a heading or an item of a list that says nothing of what it names."""
    short = context.index.once(_short, context.mention.block)
    return short and not any(syntax.is_verb(token) for token in context.parse)


def _short(block: Block) -> bool:
    """Whether a block is a heading or an item of a list of few words."""
    return block.kind in {"heading", "item"} and len(block.text.split()) <= LABEL_WORDS


def _in_link(context: Context) -> bool:
    """Whether a mention stands in a link's text of several words of which the first is large."""
    links = (mark for mark in context.marks.around(context.mention.at) if mark.kind == "link")
    texts = (_LEAD.sub("", context.block.text[slice(*link.span)]) for link in links)
    return any(text[:1].isupper() and len(text.split()) >= LINK_WORDS for text in texts)


def _among_large(context: Context) -> bool:
    """Whether a large mention stands in a run of large words, but for those that titles write small."""
    at, text = context.mention.at, context.block.text
    first = Span(at.start, at.start + 1)
    return text[at.start].isupper() and held(first, context.index.once(_runs, context.mention.block))


def _runs(block: Block) -> list[Span]:
    """The runs of so many large words in a block that they are titles."""
    runs = _TITLE.finditer(block.text)
    return [Span(*run.span()) for run in runs if len(_LARGE_WORD.findall(run[0])) >= LARGE_WORDS]
