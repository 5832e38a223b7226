"""Titles of works and pages, in which a term is named and not used."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from termlint.context import Context

LINK_WORDS = 3
"""How many words a link's text has at least that is the title of what it leads to."""
LARGE_WORDS = 4
"""How many words with a large first letter make a title where nothing else marks it: most names have fewer."""
_LARGE = r"[A-Z0-9]\w*(?:['\u2019.-]\w+)*"
_SMALL = "a|an|and|as|at|but|by|for|from|in|into|is|it|its|nor|of|on|or|over|than|that|the|to|under|via|vs|was|with"
"""Words that titles write small."""
_TITLE = re.compile(rf"{_LARGE}(?:,? (?:{_LARGE}|(?:{_SMALL})\b))+")


def titled(context: Context) -> bool:
    """Whether a mention stands in a title: in a link's text written as one, or among words that are all large."""
    return _in_link(context) or (context.block.kind != "heading" and _among_large(context))


def _in_link(context: Context) -> bool:
    """Whether a mention stands in a link's text of several words of which the first is large."""
    at = context.mention.at
    for mark in context.block.marks:
        if mark.kind == "link" and mark.span.holds(at):
            text = re.sub(r"^\W*\[[^\]]*\]", "", context.block.text[mark.span.start : mark.span.end]).lstrip("\"“' ")
            return text[:1].isupper() and len(text.split()) >= LINK_WORDS
    return False


def _among_large(context: Context) -> bool:
    """Whether a large mention stands in a run of large words, but for those that titles write small."""
    at, text = context.mention.at, context.block.text
    if not text[at.start].isupper():
        return False
    runs = (run for run in _TITLE.finditer(text) if run.start() <= at.start < run.end())
    return any(len(re.findall(rf"(?<!\S){_LARGE}", run[0])) >= LARGE_WORDS for run in runs)
