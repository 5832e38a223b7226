"""What the author has done to settle a term's sense, and how far into the draft each of those holds.

A definition holds from where it stands to the end of the draft, a caveat for its section, a link to a sense on the
glossary site for the mention it is on. All of it is read off the text, without a parse. A caveat that says which
conflation it is about, and such a link for each of its sense's, settles that conflation from its section on to the end
of the draft.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from termlint.model import Clarifier, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from termlint.caveats import Copy
    from termlint.model import Document, Glossary, Mention
    from termlint.wordindex import DocumentIndex

# In these, TERM stands for the mention with the quotation marks, stars or article that may surround it.
_OPEN, _CLOSE = r"(?:\b(?:an?|the|an? RL)\s+)?[\"'“\u2018*_]*", r"[\"'”\u2019*_]*"
_WE = r"(?:i|we|the authors?|people)(?:'ll)?"
_DEFINITIONS = (
    (
        r"\b(?:by|with)\s+(?:\w+\s+)?TERM(?:\s+\w+)?(?:\s+\([^)]*\))?,?\s+"
        rf"(?:here\s+)?{_WE}\s+(?:\w+\s+)?(?:mean|refer)"
    ),
    (
        rf"\b{_WE}\s+(?:\w+\s+)?(?:use|take|understand|define|reserve)\s+"
        r"(?:the\s+)?(?:word|term|notion|concept of)?\s*TERM"
        r"[^.]*?\b(?:to\s+mean|to\s+refer|to\s+denote|to\s+be|for|as|in\s+the\s+sense)\b"
    ),
    rf"\b{_WE}\s+(?:\w+\s+)?(?:call|say)\b[^.]{{1,80}}?\bTERM\s+(?:if|when|iff|exactly|just in case)\b",
    r"\b(?:define|defines|defined|defining)\s+TERM",
    r"\bTERM\s+(?:is|are)\s+(?:here\s+)?(?:defined|understood)\s+(?:as|to)\b",
    r"\bTERM\s+(?:here\s+)?(?:refers?\s+to|means|denotes|stands\s+for|is\s+short\s+for)\b",
    r"\bTERM,?\s+\(?(?:i\.e\.|that is,|namely|in the sense of|in the sense that|as defined)",
    r"\bthe\s+(?:word|term)\s+TERM\s+(?:here\s+)?(?:is used|is meant|names|means|refers)\b",
    r"\b(?:called|termed|known as|dubbed|referred to as)\s+TERM",
    r"\b(?:in|throughout)\s+this\s+(?:essay|post|chapter|section|article|paper|sequence),?\s+TERM\s+(?:is|are|names?)\b",
    r"\bTERM\s+(?:is|are|names?)\b[^.]*\b(?:in what follows|throughout|in this (?:essay|post|chapter|section))\b",
)
_HERE = "\U00013000"
"""A letter that no draft is written in: it stands for the mention, so that the patterns are the same for all forms."""
_DEFINED = tuple(
    re.compile(pattern.replace("TERM", f"{_OPEN}{_HERE}{_CLOSE}"), re.IGNORECASE) for pattern in _DEFINITIONS
)
_CAVEATS = (
    (
        r"\bin the (?:rl|reinforcement[- ]learning|textbook|technical|formal|game-theoretic|everyday|strict|loose|broad"
        r"|narrow)\s+sense"
    ),
    r"\b(?:only )?in this sense\b",
    r"\b(?:not|never)\s+(?:in the sense|that (?:it|they|the \w+) (?:wants?|cares?|tr(?:y|ies)|plans?))",
    (
        r"\bno(?:thing)?\s+(?:claim|planning|goals?|foresight|motive|intent|ambitions?)\b"
        r"[^.]{0,40}\b(?:implied|meant|intended|assumed|ascribed)\b"
    ),
    r"\b(?:isn't|is not|aren't|are not|needn't|need not|doesn't|does not|don't)\s+necessarily\b",
    r"\b(?:loosely|strictly)\s+speaking\b",
    r"\bwithout\s+(?:claiming|implying|assuming)\b",
    r"\bas opposed to\b",
)
_CAVEAT = re.compile("|".join(_CAVEATS), re.IGNORECASE)
_INTRODUCTIONS = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?::|\u2014|\u2013|-{1,2}\s|(?:is|are)\s+(?:an?|the|any|those|when|where)\b)"
)
_REACH = 120
"""How far around a mention, in code points, a definition is looked for."""


def find(
    document: Document,
    mentions: Sequence[Mention],
    index: DocumentIndex,
    glossary: Glossary,
    copies: Sequence[Copy] = (),
) -> tuple[Clarifier, ...]:
    """Every clarifier of the draft, those that settle one conflation last."""
    end = len(document.source)
    found: list[Clarifier] = []
    for mention in mentions:
        if _defined(document, mention):
            found.append(Clarifier("definition", mention.term, mention.span, Span(mention.span.start, end)))
        elif _caveated(document, mention):
            blocks = index.section(mention.block)
            until = document.blocks[blocks[-1]].span.end
            found.append(Clarifier("caveat", mention.term, mention.span, Span(mention.span.start, until)))
        found += _links(document, mention, glossary)
    return (*found, *_settling(document, index, glossary, copies, found))


def _settling(
    document: Document, index: DocumentIndex, glossary: Glossary, copies: Sequence[Copy], found: Sequence[Clarifier]
) -> Iterator[Clarifier]:
    """What settles one conflation, as the copied caveats and the links to senses say."""
    for term in glossary.terms.values():
        for conflation in term.conflations:
            made = [
                Clarifier("caveat", term.id, copy.mark, Span(copy.at, copy.at), copy.sense)
                for copy in copies
                if copy.conflation == conflation.id and copy.at >= 0
            ]
            made += [link for link in found if link.kind == "link" and link.sense in conflation.senses]
            for clarifier in made:
                scope = Span(section_start(document, index, clarifier.scope.start), len(document.source))
                yield clarifier._replace(scope=scope, conflation=conflation.id)


def section_start(document: Document, index: DocumentIndex, at: int) -> int:
    """Where the section of a place starts: with its heading, and headings right above that one."""
    number = max((i for i, block in enumerate(document.blocks) if block.span.start <= at), default=0)
    first = index.section(number)[0]
    while first and document.blocks[first - 1].kind == "heading":
        first -= 1
    return document.blocks[first].span.start


def _defined(document: Document, mention: Mention) -> bool:
    """Whether the draft says at this mention what the term means in it."""
    block = document.blocks[mention.block]
    if block.kind == "definition-term":
        return True
    text, (start, end) = block.text, mention.at
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    window = f"{before.replace(_HERE, ' ')}{_HERE}{after.replace(_HERE, ' ')}"
    if any(pattern.search(window) for pattern in _DEFINED):
        return True
    introduced = any(
        m.kind in {"strong", "emphasis"} and m.span.start <= start and end == m.span.end for m in block.marks
    )
    return introduced and bool(_INTRODUCTIONS.match(after))


def _caveated(document: Document, mention: Mention) -> bool:
    """Whether the mention's sentence says which reading is meant, or what is not claimed."""
    text = document.blocks[mention.block].text
    return bool(_CAVEAT.search(text, *mention.sentence))


def _links(document: Document, mention: Mention, glossary: Glossary) -> Iterator[Clarifier]:
    """The link to a sense of the term that the mention is on, if any."""
    slug = glossary.terms[mention.term].slug
    for mark in document.blocks[mention.block].marks:
        if mark.kind == "link" and mark.span.start <= mention.at.start and mention.at.end <= mark.span.end:
            found = re.search(rf"/t/{re.escape(slug)}/?#([\w-]+)$", mark.target)
            if found and (not glossary.url or mark.target.startswith(glossary.url)):
                yield Clarifier("link", mention.term, mention.span, mention.span, f"{slug}.{found[1]}")
