"""Whether an author explains what a word means, however it is worded: English, not any field's vocabulary.

Either the word is set off, as words are when they are mentioned, and the author speaks: ``"Agent", for me, is``.
Or a sentence or a heading announces that words are explained: ``A note on terminology.``
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from termlint.settling.turns import TEXT

if TYPE_CHECKING:
    from termlint.model import Block, Mention
    from termlint.reading.wordindex import DocumentIndex

REACH = 240
"""How far before a mention to look for an announcement, and how far around it for the author, in code points."""
ARTICLE = len("the ")
"""How much of what is set off may stand before the word, in code points."""
_AUTHOR = re.compile(
    rf"\b(?:i|we|my|our|me|us|let['\u2019]s|please|here|below|throughout|in\s+what\s+follows|in\s+this\s+{TEXT})\b",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"[,\"'\u201d\u2019*_]*(?:,[^,.]{1,60},|\s\([^)]{1,60}\))?"
    rf"(?:\s+(?:\w+\s+){{0,2}}(?:here|below|in\s+this\s+{TEXT}))?"
    r"(?:\s+(?P<verb>is|are|means?|denotes?|refers|names?|covers?|stands|applies|includes?|excludes?|need)\b|\s*[:=\u2014\u2013])",
    re.IGNORECASE,
)
"""What follows a subject that is explained."""
_NAMED = re.compile(
    r"\b(?:words?|terms?|names?|labels?|notions?|concepts?|(?:my|our)\s+(?:usage|use))\s+(?:of\s+)?(?:an?\s+|the\s+)?\W*$",
    re.IGNORECASE,
)
"""What stands before a word that is mentioned."""
_THIS_ONE = re.compile(
    r"\b(?:the|this|that|these|those|its|our|their|his|her|each|every|some|such|my)\s+\W*$", re.IGNORECASE
)
"""What stands before a word in quotation marks that is used and not mentioned: *the "agent" moves*."""
_OPENED, _CLOSED = frozenset("\"'\u201c\u2018"), frozenset("\"'\u201d\u2019")
_BEGINS = re.compile(r"(?:^|[.;:]\s+)\W*(?:an?\s+|the\s+)?\W*$", re.IGNORECASE)
_VOCABULARY = (
    r"(?:terminolog\w+|vocabulary|notation|glossary|definitions?|conventions|clarification"
    r"|(?:note|word|remark)s?\s+on\s+(?:usage|words|terms|language)|(?:some|two|three|few|key)\s+(?:terms|words)"
    r"|how\s+(?:i|we)\s+(?:\w+\s+)?use|how\s+the(?:se)?\s+(?:words|terms)\s+(?:\w+\s+){0,3}used)"
)
_ANNOUNCED = re.compile(
    rf"(?:^|[.!?]\s+)(?P<by>(?:[\w'\u2019-]+[\s,]+){{0,8}}{_VOCABULARY}\b(?:[\s,]+[\w'\u2019-]+){{0,5}}\W{{0,3}}[.:\u2014\u2013])\s+"
    r"(?:[^.]*\.\s+){0,2}[^.]*$",
    re.IGNORECASE,
)
_HEADED = re.compile(
    rf"\W*(?:[\d.]+\s+)?(?:\w+\s+){{0,3}}(?:{_VOCABULARY}|terms|concepts)(?:\s+(?:and|used|in)\b.{{0,30}})?\W*",
    re.IGNORECASE,
)
"""A heading over explanations of words."""
_UNSAID = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|wonder(?:s|ed|ing)?|know(?:s)?|clear|question\s+of|depends?\s+on)\s+(?:\w+\s+){0,4}?(?:what|whether|how|whom?)\b"
    r"|\b(?:sometimes|often|usually|elsewhere)\s+(?:used|called|taken|said)\b"
    r"|(?:\bnot|n['\u2019]t)\s+(?:\w+\s+)?(?:define|explain|say)\b|\b(?:avoid|nobody|no\s+one|no\s+definition)\b"
    r"|\b(?:hard|difficult|impossible)\s+to\b|\bdefinitions?\s+of\b.*\b(?:abound|differ|vary)\b"
    r"|\b(?:others|critics|philosophers|economists|(?:many|most|some|other|few)\s+\w+)\s+(?:\w+\s+)?(?:use|mean|say|define|call|take|think)\b",
    re.IGNORECASE,
)
"""What asks for a meaning or declines to give one, or says that others differ."""


def explained(index: DocumentIndex, mention: Mention) -> bool:
    """Whether the author explains at a mention what the word means."""
    block = index.document.blocks[mention.block]
    (start, end), at = mention.sentence, mention.at
    before, after = block.text[max(0, at.start - REACH) : at.start], block.text[at.end : at.end + REACH]
    says, set_off = _SAYS.match(after), _set_off(index, block, mention, before)
    if not set_off and not (says and _BEGINS.search(before)):
        return False
    sentence = block.text[max(start, at.start - REACH) : min(end, at.end + REACH)]
    if sentence.endswith("?") or _UNSAID.search(sentence):
        return False
    if says and set_off and _AUTHOR.search(sentence if says["verb"] else block.text[start : at.start] + says[0]):
        return True
    return _announced(index, mention, before)


def _set_off(index: DocumentIndex, block: Block, mention: Mention, before: str) -> bool:
    """Whether a word is set off as one that is mentioned."""
    if _NAMED.search(before):
        return True
    closed = block.text[mention.at.end : mention.at.end + 2].strip(",.")
    quoted = before[-1:] in _OPENED and closed[:1] in _CLOSED
    stressed = index.marks(mention.block).stress(mention.at, ARTICLE)
    return (quoted or stressed) and not _THIS_ONE.search(before)


def _announced(index: DocumentIndex, mention: Mention, before: str) -> bool:
    """Whether a sentence before a mention, or the heading above it, announces that words are explained."""
    heading = index.headings[mention.block]
    if heading >= 0 and heading != mention.block and _HEADED.fullmatch(index.document.blocks[heading].text):
        return True
    announced = _ANNOUNCED.search(before)
    return announced is not None and not _UNSAID.search(announced["by"])
