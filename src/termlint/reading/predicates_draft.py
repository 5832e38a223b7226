"""Predicates about the draft around a mention: its words, its layout and its length.

A predicate is a function as `predicates` says, and stands in the table there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from termlint.model import Span
from termlint.reading.markindex import held
from termlint.reading.wordindex import Place

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from termlint.model import Block
    from termlint.parsing.parses import Token
    from termlint.reading.context import Answer, Context
    from termlint.vocabulary import Words

ABOUT_PER_THOUSAND = 4.0
"""How often words stand in each thousand of a document that is about them."""
FEW = 100
"""How many words are added to a document's own for that, so that one word does not count for much in a short one."""
HARDLY_PER_THOUSAND = 1.0
"""How often words stand in each thousand of a document that hardly has them: less than this."""
LONG = 300
"""How many words a document must have to tell what it lacks."""
FORMAL_PER_HUNDRED = 1.0
"""How many formulas and pieces of code to each hundred words make a passage formal."""
LINE_BREAK = 20
"""How long a line break with its surrounding markup is at most, in code points."""
NEAR = 3
"""How many blocks on each side count as around a mention."""
_CITED = re.compile(
    r"\[[1-9]\d*(?:\s?[,;\u2013-]\s?[1-9]\d*)*\]"
    r"|\b(?:sections?|chapters?|figures?|fig\.|tables?|pages?|pp?\.|parts?|appendix|footnotes?|notes?|premises?|claims?)"
    r"\s+\d+(?:[.,\u2013-]\d+)*"
    r"|(?<!\w)\([1-9]\d?\)"
    r"|\b[1-9][\d,]*(?=\s+(?:of\s+(?:them|these|those)|(?:\w+\s+)?(?:examples?|instances?|papers?|studies|essays?|posts?|reasons?"
    r"|questions|people|humans|years?|decades|centuries))\b)",
    re.IGNORECASE,
)
"""Numbers of references, places and enumerations, *sense (2)*; and how many texts, people or years there are.

No reference has the number 0: ``[0, 1]`` is an interval.
"""
_NO_AMOUNT = re.compile(r"(?:1[89]|20)\d\d[a-z]?|\d+(?:st|nd|rd|th)|\d+(?::\d\d)+", re.IGNORECASE)
"""A year, also *2016a*; an ordinal; a time, *00:21:30*."""


def symbols(context: Context, wanted: bool) -> Answer:  # noqa: FBT001 - the argument of the predicate
    """The sentence has formulas, code, numerals or Greek letters (not years, times, references, numbers of texts)."""
    written = context.marks.starting(*context.mention.sentence)
    marks = [mark.span for mark in written if mark.kind in {"math", "code"}]
    tokens = [token for token in context.parse if _symbolic(token)]
    cited = context.index.once(_cited, context.mention.block) if tokens else []
    found = context.here(marks) + [place for place in context.places(tokens) if not held(place.span, cited)]
    return found if bool(found) == wanted else None


def _symbolic(token: Token) -> bool:
    """Whether a token is a numeral, but no year, ordinal or time of day, a Greek letter or an operator."""
    text = token.text
    number = text[0].isdigit() and not _NO_AMOUNT.fullmatch(text)
    return number or "\u03b1" <= token.lower_[0] <= "\u03c9" or text in {"=", "+", "\u2212"}


def _cited(block: Block) -> list[Span]:
    """The references by number in a block: in brackets, as in *Figure 2*, or as a link whose text is the number."""
    cited = [Span(*match.span()) for match in _CITED.finditer(block.text)]
    links = (m.span for m in block.marks if m.kind == "link" and block.text[slice(*m.span)].isdecimal())
    return sorted([*cited, *(link for link in links if not held(link, cited))])


def formulas(context: Context, wanted: AbstractSet[str]) -> Answer:
    """Formulas or code: right behind, or one per 100 words in the paragraph, with 3 each side, or in the document."""
    if "behind" in wanted and (named := _behind(context)):
        return context.here(named)
    here, last = context.mention.block, len(context.document.blocks)
    stretches = {
        "paragraph": range(here, here + 1),
        "around": range(max(0, here - NEAR), min(last, here + NEAR + 1)),
        "document": range(last),
    }
    asked = (blocks for kind, blocks in stretches.items() if kind in wanted)
    return [] if any(context.index.formal(blocks) >= FORMAL_PER_HUNDRED for blocks in asked) else None


def _behind(context: Context) -> list[Span]:
    """The formula or code right behind the mention, if there is any."""
    end = context.mention.at.end
    return [mark.span for mark in context.marks.starting(end, end + 2) if mark.kind in {"math", "code"}]


def marked(context: Context, wanted: AbstractSet[str]) -> Answer:
    """The mention is in one of these kinds of markup."""
    kinds = {mark.kind for mark in context.marks.around(context.mention.at)}
    return [] if kinds & wanted else None


def block(context: Context, wanted: AbstractSet[str]) -> Answer:
    """The mention is in one of these kinds of block."""
    return [] if context.block.kind in wanted else None


def capitalized(context: Context, wanted: bool) -> Answer:  # noqa: FBT001 - the argument of the predicate
    """The mention is written with a capital inside a sentence: a name or a title.

    Behind a colon, a dash, a number or a break another sentence may begin.
    """
    text, start = context.block.text, context.mention.at.start
    before = text[context.mention.sentence.start : start] if text[start].isupper() else ""
    inside = any(map(str.isalpha, _BEGUN.split(before)[-1])) and not _broken(context)
    return [] if inside == wanted else None


_BEGUN = re.compile(r"(?::|\s[\u2013\u2014\u2022\u2192]|\]|^\W*\w{1,3}\))\s")
"""What another sentence may follow: a colon, a dash, a bullet, *[12]*, *(P1)*."""
_BREAK = re.compile(r"(?:[ \t]{2,}|\\|<br\s*/?>)(?:\r?\n)?[\s>]*[*_\"\u201c]*$")


def _broken(context: Context) -> bool:
    """Whether a mention is the first word after a hard line break."""
    start = context.mention.span.start
    return bool(_BREAK.search(context.document.source[max(0, start - LINE_BREAK) : start]))


def mention(context: Context, wanted: Words) -> Answer:
    """One of these words is in the mention itself, which asks in which of its forms the term is written."""
    at = context.mention.at
    found = next(iter(context.words.find(wanted, at)), None)
    return None if found is None else context.here([found] if found != at else [])


def sentence(context: Context, wanted: Words) -> Answer:
    """One of these words is in the sentence (other than the mention itself)."""
    return _beside(context, wanted, context.mention.sentence)


def paragraph(context: Context, wanted: Words) -> Answer:
    """One of these words is anywhere in the paragraph (other than the mention itself)."""
    return _beside(context, wanted, None)


def _beside(context: Context, wanted: Words, within: Span | None) -> Answer:
    """The first of the wanted words in the mention's block, or in a part of it, other than the mention itself."""
    spans = context.words.find(wanted, within)
    found = next((span for span in spans if not span.meets(context.mention.at)), None)
    return context.here([found]) if found else None


def heading(context: Context, wanted: Words) -> Answer:
    """One of these words is in the heading above."""
    above = context.index.headings[context.mention.block]
    if above < 0 or above == context.mention.block:
        return None
    found = context.index.block(above).find(wanted)
    return [Place(above, found[0])] if found else None


def section(context: Context, wanted: Words) -> Answer:
    """One of these words is in the section, from its heading to the next."""
    at = context.mention.block, context.mention.at
    places = context.index.in_section(wanted, context.mention.block)
    return next(([place] for place in places if place != at), None)


def anywhere(context: Context, wanted: Words) -> Answer:
    """One of these words is anywhere in the document."""
    first = context.index.found(wanted).first
    return [first] if first else None


def document(context: Context, wanted: Words) -> Answer:
    """The document is about these words: they occur at least 4 times per 1,000 words (100 are added to its length)."""
    found = context.index.found(wanted).number
    return anywhere(context, wanted) if 1000 * found >= ABOUT_PER_THOUSAND * (context.index.size + FEW) else None


def document_without(context: Context, wanted: Words) -> Answer:
    """The document is long enough to tell (300 words) and hardly has these: under 1 in 1,000, none in its title."""
    index = context.index
    hardly = index.size >= LONG and index.rate(wanted) < HARDLY_PER_THOUSAND
    return [] if hardly and not index.in_title(wanted) else None


def brief(context: Context, wanted: bool) -> Answer:  # noqa: FBT001 - the argument of the predicate
    """The document is too short to tell what it is about: fewer than 60 words."""
    return [] if context.index.brief == wanted else None
