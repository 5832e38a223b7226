"""Definitions: how they may be worded, how far they go beyond their sentence, whether the author stands by them."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from termlint.markup import sentences
from termlint.model import Span
from termlint.reading import quotations
from termlint.reading.mentions import again, pattern
from termlint.settling import reservations, turns
from termlint.settling.layouts import Explanation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from termlint.model import Block, Document, Mention
    from termlint.reading.wordindex import DocumentIndex
    from termlint.vocabulary import Term

FURTHER = 3
"""How many sentences may continue a definition."""
REACH = 200
"""How far around a definition to look for what drops it or adopts it, in code points."""
NEAR = 120
"""How far behind a mention to look for what introduces it, in code points."""
NAMESAKES = 1_000
"""How far around a defined name to look for it again: any farther, and paragraphs of definitions would take long."""
LONGEST = 600
"""How far behind a distinction to look for the reading that the author chooses, in code points."""
MOST = 20
"""A list of more items is no list of readings; and if each of very many announced the others, that would take long."""
LABEL = 20
"""How much of a block quotation, in code points, is read for signs that it is a definition."""
QUOTED_WORDS = 5
"""A quotation of fewer words is a name or a phrase, not a definition."""


def further(index: DocumentIndex, mention: Mention, term: Term) -> Iterator[Span]:
    """The other sentences of a definition: the one it points back to, and those that continue it."""
    block = index.document.blocks[mention.block]
    said = index.once(_sentences, mention.block)
    number = bisect_right(said, mention.at.start, key=lambda span: span.end)
    if number and turns.POINTS_BACK.match(block.text, *mention.sentence):
        yield said[number - 1]
    name = pattern(term.forms)
    for span in said[number + 1 : number + 1 + FURTHER]:
        if not turns.GOES_ON.search(name.sub(turns.HERE, block.text[slice(*span)])):
            return
        yield span


def stands(index: DocumentIndex, mention: Mention, *, placed: bool = False) -> bool:
    """Whether the author stands by a definition: it is neither dropped nor a quotation that nobody adopts.

    With `placed` it is a definition by its place, as in a glossary, and so no quotation, whatever its markup.
    """
    around = None if placed else _around_quotation(index, mention)
    if around is not None:
        return bool(reservations.TAKEN_UP.search(around)) and not reservations.DROPPED.search(around)
    start, end = mention.sentence
    return not reservations.DROPPED.search(
        index.document.blocks[mention.block].text, start, min(end, start + LONGEST) + REACH
    )


def glossed(index: DocumentIndex, mention: Mention, window: str) -> bool:
    """Whether the term is explained in passing; `window` has the words around it, and `turns.HERE` in its place."""
    block = index.document.blocks[mention.block]
    gloss, end = turns.GLOSS.search(window), mention.at.end
    several = block.text[mention.at.start : end].endswith("s") and not mention.term.endswith("s")
    if gloss and not again(mention, block).search(gloss[0]) and not (several and turns.OF_ONE.search(gloss[0])):
        return True  # otherwise it says which ones, or comments on the whole sentence
    introduced = turns.INTRODUCED.match(block.text[end : end + NEAR])
    return introduced is not None and index.marks(mention.block).stress(mention.at)


def namesakes(text: str, mention: Mention) -> Iterator[Span]:
    """The same word in each occurrence of its longer name near a mention: *reward* in every *reward hacking*."""
    (start, end), length = mention.at, mention.at.end - mention.at.start
    name = re.compile(re.escape(text[start:end]) + r"[\s-]+\w+", re.IGNORECASE)
    longer = name.match(text, start)
    for found in name.finditer(text, max(0, start - NAMESAKES), end + NAMESAKES):
        if longer and found[0].lower() == longer[0].lower():
            yield Span(found.start(), found.start() + length)


def identified(block: Block, mention: Mention) -> bool:
    """Whether a sentence says of its term in general what it is and what it is not."""
    (start, end), after = mention.sentence, block.text[mention.at.end : mention.sentence.end + REACH]
    return end - start < sentences.LONGEST and bool(
        turns.IDENTITY.match(f"{block.text[start : mention.at.start]}{turns.HERE}{after}")
    )


def chosen(document: Document, mention: Mention) -> Explanation | None:
    """Where the author names the readings of a term and chooses one; None if no choice is made."""
    blocks, first, start = document.blocks, mention.block, mention.sentence.start
    last, said = first, blocks[first].text[start : start + LONGEST]
    if said.rstrip().endswith(":"):
        following = blocks[first + 1 : first + 1 + MOST]
        last += next((i for i, block in enumerate(following) if block.kind != "item"), len(following))
        after = blocks[last + 1 : last + 2]
        if last > first and after and after[0].kind == "paragraph":
            last, said = last + 1, after[0].text[:LONGEST]
    return Explanation(first, last, start) if turns.CHOSEN.search(said) else None


def _sentences(block: Block) -> Sequence[Span]:
    return sentences.split(block.text)


def _around_quotation(index: DocumentIndex, mention: Mention) -> str | None:
    """The text before and after the quotation around a mention; None if there is none, or only a quoted phrase."""
    blocks, number = index.document.blocks, mention.block
    text = blocks[number].text
    if not blocks[number].quoted:
        quotation = quotations.around(index, mention)
        if quotation is None:
            return None
        start, end = quotation
        short = len(text[start : min(end, start + REACH)].split()) < QUOTED_WORDS
        return None if short else f"{text[max(start - REACH, 0) : start]} {text[end : end + REACH]}"
    first, last = index.unquoted[number]
    before = blocks[first].text[-REACH:] if first >= 0 else ""
    after = blocks[last].text[:REACH] if last < len(blocks) else ""
    return f"{before} {text[:LABEL]} {after}"
