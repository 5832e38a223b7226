"""Explanations of terms by a draft's layout, as in a glossary.

A term is explained in a definition list; where it stands alone at the head of a line (``**Agent.** A role …``,
``Agent = …``), as a heading, or in a cell that names something; and in a footnote on it. In a definition list anything
is an explanation. Elsewhere the parser decides: a noun is explained by a noun phrase and not by a sentence. *A year of
goals* may be an explanation, *a year of goals went by* is none.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from termlint.markup import sentences
from termlint.reading import mentions
from termlint.settling import cells, turns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from termlint.model import Block, Mention
    from termlint.parsing.parses import Parse
    from termlint.reading.wordindex import DocumentIndex
    from termlint.settling.cells import Table
    from termlint.vocabulary import Words

LABEL = 50
"""A longer head, in code points, is not a term but a sentence of its own."""
REACH = 300
"""How much of a possible explanation is looked at, in code points."""
SHORTEST = 2
"""How many words an explanation has at least: a single one, as in another column's head, explains nothing."""
_OWNED = re.compile(r"[^\W\d_a-z][\w-]*['\u2019]s\b")
"""The beginning of the name of a work or an event, which explains nothing: *Bratman's book*."""
_CLOSING = frozenset("*_\"'”\u2019")


class Explanation(NamedTuple):
    """Where a term is explained: from a place in one block of the draft to the end of another."""

    first: int
    last: int
    at: int = 0
    phrase: str = ""
    """What must be a noun phrase for this to be an explanation; empty if it is one anyway."""

    def speaks(self, index: DocumentIndex, wanted: Words) -> bool:
        """Whether it has one of some words."""
        blocks = range(self.first, self.last + 1)
        places = ((number, span.start) for number in blocks for span in index.block(number).find(wanted))
        return any((self.first, self.at) <= place for place in places)


def find(index: DocumentIndex, marked: Sequence[Mention]) -> dict[Mention, Explanation]:
    """By the mention at its head, what explains a term; `explains` must still hold for the parse of its phrase."""
    layouts = _Layouts(index)
    found = ((mention, layouts.explanation(mention)) for mention in marked)
    return {mention: explanation for mention, explanation in found if explanation}


def explains(parse: Parse) -> bool:
    """Whether a phrase is one of a noun or of a verb without a subject: *a role in the loop*, *maps states to moves*.

    *Whatever acts* counts as a noun; a name, as of a source, does not.
    """
    root = next(token for token in parse if token.head is token)
    noun = root.tag_ in {"NN", "NNS"} and parse[0].tag_ != "RB"
    verb = root.i == 0 and root.tag_ in {"VBZ", "VB"} and root.lower_.endswith("s")
    return noun or verb or parse[0].lower_ in {"whatever", "whoever"}


class _Layouts:
    """One pass over the mentions of a draft."""

    def __init__(self, index: DocumentIndex) -> None:
        self.document = index.document
        self.index = index

    def explanation(self, mention: Mention) -> Explanation | None:
        """What explains the term at a mention that stands at the head of something."""
        block = self.document.blocks[mention.block]
        if block.kind == "definition-term":
            return self._listed(mention.block)
        for found in self._candidates(mention, block):
            text = self.document.blocks[found.first].text[found.at : found.at + REACH]
            said = mentions.again(mention, block).sub(turns.HERE, text[slice(*sentences.first(text))])
            if turns.SENSE.search(said):
                return found
            if phrase := _phrase(said):
                return found._replace(phrase=phrase)
        return None

    def _listed(self, number: int) -> Explanation | None:
        """What a definition list says of a term; one that is a head twice may be the speaker in a dialogue."""
        blocks, last = self.document.blocks, number
        asked = (block.text.rstrip().endswith("?") for block in blocks[number : number + 2])
        if len(blocks[number].text) > LABEL or any(asked) or self.headed[blocks[number].text] > 1:
            return None
        while last + 1 < len(blocks) and blocks[last + 1].kind == "definition":
            last += 1
        return Explanation(number, last)

    @cached_property
    def headed(self) -> Counter[str]:
        """How often each term is the head of an entry in definition lists."""
        return Counter(block.text for block in self.document.blocks if block.kind == "definition-term")

    @cached_property
    def tables(self) -> Mapping[int, Table]:
        """Its tables, by their numbers."""
        return cells.tables(self.document.blocks)

    def _candidates(self, mention: Mention, block: Block) -> Iterator[Explanation]:
        """The places where an explanation of the term may stand, given where the mention does."""
        number, (start, end) = mention.block, mention.at
        yield from self._note(mention)
        before, after = block.text[max(start - LABEL, 0) : start], block.text[end : end + LABEL]
        if _asked(block, mention):
            yield Explanation(number, number, mention.sentence.end)
        heads = start < LABEL and turns.HEADS.fullmatch(before)
        if not heads and not turns.ENTRY.search(before):
            return
        marks = self.index.marks(number)
        if any(mark.kind == "link" for mark in marks.around(mention.at)):  # the name of what it links to
            return
        set_off = turns.EQUALS.match(after) or marks.stress(mention.at)
        if heads and turns.ALONE.fullmatch(after):
            if block.cell:
                table, row, column = block.cell
                yield from (Explanation(*found) for found in self.tables[table].explanations(row, column))
            elif number + 1 < len(self.document.blocks) and _heads(block, self.document.blocks[number + 1]):
                yield Explanation(number + 1, number + 1)
        elif block.kind != "heading" and (heads or set_off):
            if label := turns.LABELLED.match(after):
                yield Explanation(number, number, end + label.end())
            elif "\n" in self.document.source[slice(*block.source_span(end, end + 1))]:
                yield Explanation(number, number, end)

    def _note(self, mention: Mention) -> Iterator[Explanation]:
        """The footnote that is on a mention itself."""
        at, source = mention.span.end, self.document.source
        while source[at : at + 1] in _CLOSING:
            at += 1
        if (note := self.index.footnotes.at.get(at)) is not None:
            yield Explanation(note, note)


def _asked(block: Block, mention: Mention) -> bool:
    """Whether a sentence asks what a term means; the next may answer."""
    before, after = (
        block.text[mention.sentence.start : mention.at.start],
        block.text[mention.at.end : mention.sentence.end],
    )
    short = max(len(before), len(after)) < LABEL and after.endswith("?")
    return short and bool(turns.HEADS.fullmatch(before) and turns.ALONE.fullmatch(after))


def _heads(block: Block, following: Block) -> bool:
    """Whether a block may explain a term that stands alone in the block above it."""
    return block.kind in {"heading", "paragraph"} and following.kind in {"paragraph", "item"}


def _phrase(said: str) -> str:
    """The phrase by which a sentence may explain the term at its head; empty if there is none."""
    phrase = turns.ADDED.split(turns.PREFACE.sub("", said, count=1))[0].strip()
    if turns.HERE in phrase or said.endswith("?") or not phrase[:1].isalpha() or _OWNED.match(phrase):
        return ""
    return phrase if len(phrase.split()) >= SHORTEST else ""
