"""Caveats in a draft that say where they come from.

What `fixes` inserts ends in a comment, which is not rendered and which any Markdown keeps::

    <!-- termlint-caveat agent.role-or-pursuer role 7c1e9f -->

It names the conflation, the sense that is meant, and a fingerprint of the words that were copied from the glossary. A
copy that its author has edited is left alone; one whose original was edited is stale.

Copies are not prose of the draft: `take` removes them, so that a caveat does not affect what is found around it.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from termlint import edits
from termlint.markup import markdown
from termlint.model import Mark, Piece, Span
from termlint.reading import footnotes
from termlint.vocabulary import called_now, short_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from termlint.model import Block, CaveatForm, Directive, Document
    from termlint.reading.footnotes import Footnotes, Label
    from termlint.vocabulary import Glossary

NAME = "caveat"
MOST = 200
"""How many caveats' comments are read in one draft; more are the work of a machine."""
_SAID = (2, 3)
"""How many words follow the name in a comment: conflation, sense and, for a copy, fingerprint."""
FARTHEST = 100
"""How far a comment may be below its paragraph."""
REACH = 4_000
"""How far before its comment, in code points of a block's text, a parenthesis may stand."""
JOINED = "; "
"""What separates a caveat from what its parenthesis already said."""
_PREFIX = re.compile(r"[ \t>]*")
_NAME = re.compile(r":?\s*")
"""What separates the name of a caveat's subject from its words."""


class Copy(NamedTuple):
    """A caveat that stands in a draft and says which conflation it settles."""

    conflation: str
    sense: str
    mark: Span
    """Its comment."""
    words: Span
    """The words copied from the glossary; empty, just before the comment, if they are the author's own."""
    form: CaveatForm | None
    """Which size was copied; None if the words are the author's own."""
    written: str
    """The fingerprint in its comment; empty if there is none."""
    at: int
    """Where in the source a reader comes across it; -1 for a note that nothing refers to."""
    label: str = ""
    """The label of the note, if it is one."""


def read(path: str, source: str) -> tuple[Document, tuple[Copy, ...]]:
    """A draft without the caveats that were copied into it, and these caveats."""
    return take(markdown.read(path, source))


def mark(conflation: str, sense: str, wording: str, *, mdx: bool = False) -> str:
    """The comment that says where a caveat comes from; `sense` is a global id."""
    return edits.comment(f"termlint-{NAME} {conflation} {short_id(sense)} {fingerprint(clean(wording))}", mdx=mdx)


def fingerprint(text: str) -> str:
    """A few letters that identify a wording, whatever its line breaks."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:6]


@cache
def clean(wording: str) -> str:
    """The text that a reader sees of a piece of Markdown."""
    return " ".join(block.text for block in markdown.read("", wording).blocks)


def take(document: Document) -> tuple[Document, tuple[Copy, ...]]:
    """The draft without copied caveats; and all caveats that name their conflation, copied or not."""
    about = [(directive, words) for directive, words in _about(document)[:MOST] if len(words) in _SAID]
    if not about:
        return document, ()
    notes = footnotes.find(document)
    blocks: list[Block | None] = list(document.blocks)
    copies = tuple([_take(document, notes, blocks, *comment) for comment in about])
    return document._replace(blocks=tuple(filter(None, blocks))), copies


def renamed(copies: Iterable[Copy], glossary: Glossary) -> tuple[Copy, ...]:
    """The same, with the present names of the conflations and senses that have been renamed."""
    return tuple(
        copy._replace(
            conflation=called_now(glossary.renamed, "conflations", copy.conflation) or copy.conflation,
            sense=called_now(glossary.renamed, "senses", copy.sense) or copy.sense,
        )
        for copy in copies
    )


def complaints(document: Document, copies: Sequence[Copy], glossary: Glossary) -> list[tuple[int, str]]:
    """What is wrong with the caveats' comments of a draft, each with its place in the source."""
    found = [(copy.mark.start, _complaint(copy, glossary)) for copy in copies]
    for number, (directive, words) in enumerate(_about(document)):
        start = directive.span.start
        if number == MOST:
            found.append((start, f"caveats' comments from here on, after {MOST}, are ignored"))
        elif len(words) not in _SAID:
            found.append((start, f"a caveat's comment must read <!-- termlint-{NAME} CONFLATION SENSE -->"))
    return sorted((at, message) for at, message in found if message)


def _about(document: Document) -> list[tuple[Directive, list[str]]]:
    """The comments about caveats, each with its words behind the name."""
    read = ((directive, directive.text.split()) for directive in document.directives)
    return [(directive, words[1:]) for directive, words in read if words[:1] == [NAME]]


def stale(copy: Copy, glossary: Glossary) -> str:
    """The glossary's present wording if a copy has an older one; else empty."""
    conflation = glossary.conflations_by_id.get(copy.conflation)
    if not copy.form or conflation is None or copy.sense not in conflation.caveats:
        return ""
    wording = str(getattr(conflation.caveats[copy.sense], copy.form))
    return wording if fingerprint(clean(wording)) != copy.written else ""


def _complaint(copy: Copy, glossary: Glossary) -> str:
    """What is wrong with a copy; empty if nothing is."""
    known = glossary.conflations_by_id
    if copy.conflation not in known:
        return f"this caveat is about {copy.conflation}, which the glossary does not have"
    if copy.sense not in known[copy.conflation].senses:
        senses = " or ".join(short_id(sense) for sense in known[copy.conflation].senses)
        return f"this caveat is about {copy.conflation} and must name {senses}, not {short_id(copy.sense)}"
    if copy.at < 0:
        return "nothing refers to this footnote, so no reader sees the caveat and it settles nothing"
    if stale(copy, glossary):
        return f"this caveat is stale: the glossary has changed the wording for {copy.conflation}, and --fix renews it"
    return ""


def _take(
    document: Document, notes: Footnotes, blocks: list[Block | None], directive: Directive, words: list[str]
) -> Copy:
    """One caveat; if it is a copy, its words are removed from the blocks."""
    conflation, sense, *prints = words
    copy = Copy(
        conflation,
        f"{conflation.partition('.')[0]}.{sense}",
        directive.span,
        Span(directive.span.start, directive.span.start),
        None,
        "".join(prints),
        directive.span.start,
    )
    number, index = _place(document, blocks, directive.span.start)
    block = blocks[number] if number >= 0 else None
    if block is None:
        return copy
    label = footnotes.label(document, block)
    if label:
        copy = copy._replace(at=notes.places.get(number, -1), label=label.name)
    if fingerprint(block.text) == copy.written:
        blocks[number] = None
        form: CaveatForm = "footnote" if block.kind == "footnote" else "aside"
        return copy._replace(form=form, words=Span(_start(document, block, label), copy.words.end))
    for gone, first, closing in _parenthesized(block, index):
        if fingerprint(block.text[first:closing]) == copy.written:
            inside = Span(block.source_span(first - 1, first).end, block.source_span(closing, closing + 1).start)
            blocks[number] = cut(block, *gone)
            return copy._replace(form="inline", words=inside)
    return copy


def _place(document: Document, blocks: Sequence[Block | None], at: int) -> tuple[int, int]:
    """The number of the block around a place of the source, -1 for none; and how much of its text stands before it."""
    number, index, nearest = -1, 0, -1
    last = bisect_right(document.blocks, at, key=lambda block: block.span.start)
    for i in range(last - 1, -1, -1):
        block = blocks[i]
        if document.blocks[i].span.end < at - FARTHEST:
            break
        if block and _reaches(block, document.source, at):
            before = _text_index(block, at)
            reached = block.source_span(before - 1, before).end if before else -1
            if reached > nearest:
                number, index, nearest = i, before, reached
    return number, index


def _reaches(block: Block, source: str, at: int) -> bool:
    """Whether a place is in a block's lines or right below, as in a wrapped paragraph."""
    gap = source[block.span.end : at] if at - block.span.end < FARTHEST else "far"
    return not gap.strip(" \t\r\n>")


def _text_index(block: Block, at: int) -> int:
    """How many characters of a block's text stand before a place in the source."""
    return bisect_left(range(len(block.text)), at, key=lambda i: block.source_span(i, i + 1).end - 1)


def _start(document: Document, block: Block, label: Label | None) -> int:
    """Where the words of a note or callout start in the source, their markup included."""
    if label and label.end >= 0:
        return label.end
    first = block.source_span(0, 1).start
    if block.kind == "footnote" and not label:
        return document.source.rfind("^[", block.span.start, first) + len("^[")
    line = max(document.source.rfind("\n", 0, first), document.source.rfind("\r", 0, first)) + 1
    prefix = _PREFIX.match(document.source, line, first)
    return prefix.end() if prefix else first


def _parenthesized(block: Block, end: int) -> Iterator[tuple[Span, int, int]]:
    """What may be a copy in the parentheses and brackets that close before a place, the last first.

    Each is what to remove with it, where its words begin, and where its parenthesis closes. Words may follow a name.
    """
    text, begin = block.text, max(0, end - REACH)
    names = {mark.span.start: mark.span.end for mark in block.marks if mark.kind == "emphasis"}
    opened: list[list[int]] = []
    found = []
    for i in range(begin, end):
        if text[i] in "([":
            opened.append([i])
        elif text[i] in ")]" and opened:
            start, *named = opened.pop()
            whole = Span(start - (text[start - 1 : start] == " "), i + 1)
            found.append((whole, start + 1, i))
            for at in named:
                named_to = _NAME.match(text, names[at])
                first = named_to.end() if named_to else names[at]
                added = Span(at - len(JOINED), i) if text.startswith(JOINED, at - len(JOINED)) else Span(at, i)
                found.append((whole if at == start + 1 else added, first, i))
        if opened and i in names:
            opened[-1].append(i)
    return reversed(found)


def cut(block: Block, start: int, end: int) -> Block:
    """A block without a part of its text."""
    pieces = []
    for piece, stop in zip(block.pieces, [*(piece.at for piece in block.pieces[1:]), len(block.text)], strict=True):
        verbatim = stop - piece.at == piece.source.end - piece.source.start
        if piece.at < start:
            left = min(stop, start) - piece.at
            source = Span(piece.source.start, piece.source.start + left) if verbatim else piece.source
            pieces.append(Piece(piece.at, source))
        if stop > end:
            begin = max(piece.at, end)
            source = Span(piece.source.start + begin - piece.at, piece.source.end) if verbatim else piece.source
            pieces.append(Piece(begin - end + start, source))
    moved = (_moved(mark, start, end) for mark in block.marks)
    marks = tuple(mark for mark in moved if mark.span.start < mark.span.end)
    return replace(block, text=block.text[:start] + block.text[end:], pieces=tuple(pieces), marks=marks)


def _moved(mark: Mark, start: int, end: int) -> Mark:
    """A mark of a block from which a part was cut."""
    ends = [i if i <= start else max(start, i - end + start) for i in mark.span]
    return mark._replace(span=Span(*ends))
