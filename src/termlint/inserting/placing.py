"""Where in a draft a caveat can stand: at the mention that needs it, or at a later one in its section."""

from __future__ import annotations

import re
import textwrap
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from termlint.markup import markdown, outline, rendering
from termlint.model import Span
from termlint.reading.markindex import held
from termlint.reading.wordindex import DocumentIndex
from termlint.settling import caveats

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from termlint.markup.outline import Outline
    from termlint.markup.rendering import Sign
    from termlint.model import Block, Document, Finding, Mention, Reading, Reference, Report
    from termlint.reading.markindex import MarkIndex

WRAPPED = range(40, 131)
"""The columns at which people wrap their lines."""
LONGEST_PHRASE = 40
"""How many characters of nouns may follow a mention; more are a mistake of the parser."""
_WORD = re.compile(r"(?:[-/\u2013]\w+)+|\w+")
_NO_PHRASE = re.compile(r"[^\w '’–-]|(?<!s)['’]\s")  # noqa: RUF001 - a curly apostrophe and a dash as typed
_ENDING = re.compile(r"['’]s\b|(?<=s)['’]|\(s\)")  # noqa: RUF001 - a curly apostrophe as typed
_OWNER = re.compile(r"['’]s\b|(?<=s)['’](?=\s)|(?=\s(?:and|or)\s)")  # noqa: RUF001 - a curly apostrophe as typed
"""The end of a noun before what it owns, or before another that it is coordinated with."""
_JOINT = re.compile(r"\s(?:and|or)\s(?:the\s)?[\w-]+(?:['’]s|(?<=s)['’])\s[\w-]+")  # noqa: RUF001 - as typed
"""What the parser does not attach to a genitive: the *and models' aims* of *agents' and models' aims*."""
_OTHERS = re.compile(r"[\s/\u2013-]\w")
_TO = re.compile(r"\s+to\Z", re.IGNORECASE)
_AFTER = re.compile(r"[.,;:!?…”’\"']+")  # noqa: RUF001 - quotation marks as typed
_LINKS = frozenset(("link", "wikilink"))
_SYMBOLS = frozenset(("math", "code"))
_BREAK = re.compile(r"\r\n?|\n")


class Target:
    """A draft into which something is inserted."""

    def __init__(self, report: Report) -> None:
        self.path = report.path
        self.source = report.source
        self.readings = report.readings
        self.whole = markdown.read(report.path, report.source)
        """With its copied caveats, which `document` does not have."""
        self.document, self.copies = caveats.take(self.whole)

    @cached_property
    def outline(self) -> Outline:
        """Its blocks, notes and callouts."""
        return outline.outline(self.path, self.source)

    @cached_property
    def rendering(self) -> list[Sign]:
        """How it renders."""
        return rendering.rendered(self.path, self.source, ())

    @cached_property
    def width(self) -> int:
        """The column at which its paragraphs are wrapped; 0 if they are not."""
        paragraphs = [
            _BREAK.split(self.source[slice(*block.span)]) for block in self.whole.blocks if block.kind == "paragraph"
        ]
        longest = max((len(line) for lines in paragraphs for line in lines), default=0)
        wrapped = [lines for lines in paragraphs if len(lines) > 1]
        return longest if 2 * len(wrapped) > len(paragraphs) and longest in WRAPPED else 0

    def wrapped(self, words: str, mark: str, first: str = "", rest: str = "") -> list[str]:
        """A caveat's words in lines as wide as the draft's, with its comment behind the last word.

        `first` goes before the first line, `rest` before the others.
        """
        if not self.width:
            return [f"{first}{words} {mark}"]
        lines = textwrap.wrap(
            words,
            self.width,
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
        return [*lines[:-1], f"{lines[-1]} {mark}"]

    @cached_property
    def index(self) -> DocumentIndex:
        """Its sections."""
        return DocumentIndex(self.document)

    @cached_property
    def references(self) -> Mapping[int, Reference]:
        """The references to its notes, by their starts."""
        return {reference.span.start: reference for reference in self.whole.references}

    @cached_property
    def first_met(self) -> Mapping[str, int]:
        """Where the first reference to each note starts, by the label as renderers compare it."""
        first: dict[str, int] = {}
        for reference in self.whole.references:
            first.setdefault(reference.label.casefold(), reference.span.start)
        return first

    def around(self, mention: Mention) -> Iterator[Mention]:
        """The mentions around the start of one, which may be part of a longer term; itself included."""
        start = mention.at.start
        first, after = (
            bisect(self.readings, (mention.block, at), key=lambda r: (r.mention.block, r.mention.at.start))
            for bisect, at in ((bisect_left, start - self._longest), (bisect_right, start))
        )
        yield from (r.mention for r in self.readings[first:after] if start < r.mention.at.end)

    @cached_property
    def _longest(self) -> int:
        """The length of the longest mention."""
        return max(reading.mention.at.end - reading.mention.at.start for reading in self.readings)

    def newline(self, at: int) -> str:
        """The line ending in use around a place."""
        following = _BREAK.search(self.source, at)
        if following:
            return following[0]
        before = _BREAK.findall(self.source[max(0, at - 10_000) : at])
        return before[-1] if before else "\n"


class Spot(NamedTuple):
    """A mention that can carry a caveat."""

    reading: Reading
    block: Block
    marks: MarkIndex
    """The markup in that block."""
    end: int
    """Where its noun ends in the block's text, for a note: *reward function*, *agent's*."""
    phrase: int
    """Where the phrase around the noun ends, for a parenthesis: *agent's aim*, *reward and loss functions*."""

    @property
    def apart(self) -> bool:
        """Whether a reader would relate a parenthesis behind the phrase to other words than the mention."""
        return bool(_OTHERS.search(self.block.text, self.reading.mention.at.end, self.phrase))

    @property
    def name(self) -> str:
        """The mention as written inside a sentence."""
        words = " ".join(self.block.text[slice(*self.reading.mention.at)].split())
        return words.lower() if words[1:].islower() else words


def spots(draft: Target, finding: Finding, wanted: Collection[Span], placed: Collection[Span]) -> Iterator[Spot]:
    """The mentions that can carry the caveat of a finding: its own, then later ones in its section.

    Later ones must not be `wanted` for another finding or have a caveat `placed` at them, which might disagree.
    """
    own = reading_of(draft.readings, finding)
    section = draft.index.section(_last_heading(draft.document, own.mention.block))
    later = [
        reading
        for reading in draft.readings
        if reading.mention.term == finding.term
        and reading.mention.block in section
        and reading.mention.span.start > finding.span.start
        and reading.status in {"open", "clear", "plain"}
        and free(reading.mention.span, finding, wanted, placed)
    ]
    for reading in (own, *later):
        block = draft.document.blocks[reading.mention.block]
        if _carries(draft, block):
            ends = _ends(draft, reading, block.text)
            spot = Spot(reading, block, draft.index.marks(reading.mention.block), *ends)
            # If the phrase ends inside a link, a caveat behind that would be about other words.
            if not re.search(r"\w", block.text[spot.phrase : _after_link(spot.marks, spot.phrase)]):
                yield spot


def free(span: Span, finding: Finding, wanted: Collection[Span], placed: Collection[Span]) -> bool:
    """Whether a mention has no other caveat and, unless it is the finding's own, is not wanted for one."""
    others = placed if span == finding.span else (*wanted, *placed)
    return not any(span.meets(other) for other in others)


def _ends(draft: Target, reading: Reading, text: str) -> tuple[int, int]:
    """Where a mention's noun ends in its block's text, and where the phrase around it ends.

    The noun may be *reward function*, *agents'*, *agent-based*. If the mention ends in *to*, both end before that.
    """
    at = reading.mention.at
    if match := _TO.search(text, at.start, at.end):
        return match.start(), match.start()
    end = max(at.end, reading.phrase.end)
    if end - at.end > LONGEST_PHRASE or _NO_PHRASE.search(text, at.end, end):
        end = at.end
    longer = max(mention.at.end for mention in draft.around(reading.mention))
    end = max(end, longer)
    for tail in (_WORD, _ENDING, _JOINT):
        if match := tail.match(text, end):
            end = match.end()
    owner = _OWNER.search(text, longer, end)
    return owner.end() if owner else end, end


def reading_of(readings: Iterable[Reading], finding: Finding) -> Reading:
    """The reading of a finding's mention."""
    return next(r for r in readings if (r.mention.term, r.mention.span) == (finding.term, finding.span))


def in_longer(readings: Iterable[Reading], finding: Finding) -> bool:
    """Whether a finding's mention is part of a longer term that has a finding, too, or is settled."""
    around = (r for r in readings if r.mention.span.holds(finding.span) and r.mention.span != finding.span)
    return any(reading.status in {"open", "clarified"} for reading in around)


def _last_heading(document: Document, number: int) -> int:
    """The number of a block or, if it is the first of several headings in a row, of the last of these."""
    blocks = document.blocks
    while blocks[number].kind == "heading" and number + 1 < len(blocks) and blocks[number + 1].kind == "heading":
        number += 1
    return number


def _carries(draft: Target, block: Block) -> bool:
    """Whether a block can carry a caveat: not headings and titles, from which anchors and contents are made."""
    unfit = held(Span(block.span.start, block.span.start + 1), draft.outline.unfit)
    return block.kind not in {"heading", "image"} and not unfit


def after(spot: Spot, index: int) -> int:
    """The place in the source behind some of a block's text, and behind markup that ends there and links."""
    index = _after_link(spot.marks, index)
    return source_end(spot.block, spot.marks, index)


def source_end(block: Block, marks: MarkIndex, index: int) -> int:
    """Where the text before an offset ends in the source, including the markup that ends with it."""
    end = block.source_span(index - 1, index).end
    return max([end, *(mark.end for mark in marks.ending(index))])


def after_punctuation(spot: Spot, index: int) -> int:
    """The same, but behind punctuation and closing quotation marks that follow."""
    index = _after_link(spot.marks, index)
    match = _AFTER.match(spot.block.text, index)
    return after(spot, match.end() if match else index)


def after_symbol(spot: Spot) -> int:
    """Where a spot's phrase ends in the block's text, including a formula or code behind it: *reward function R*."""
    end = spot.phrase
    following = spot.marks.starting(end + 1, end + 2) if spot.block.text.startswith(" ", end) else ()
    return next((mark.span.end for mark in following if mark.kind in _SYMBOLS), end)


def closing(draft: Target, spot: Spot, index: int) -> int:
    """Where in a block's text a parenthesis behind a place closes; -1 if there is none that can take more words."""
    text, depth = spot.block.text, 0
    if not text.startswith(" (", index):
        return -1
    for i in range(index + 1, spot.reading.mention.sentence.end):
        depth += {"(": 1, ")": -1}.get(text[i], 0)
        if not depth:
            # In the source, something that is not text may stand before it, such as a citation.
            at = after_references(draft, after(spot, i))
            return i if text[i - 1] not in ".!?(" and draft.source.startswith(")", at) else -1
    return -1


def after_references(draft: Target, at: int) -> int:
    """The place behind all references to notes that begin at a place."""
    while reference := draft.references.get(at):
        at = reference.span.end
    return at


def _after_link(marks: MarkIndex, index: int) -> int:
    """An offset or, if it is inside a link, the end of that."""
    around = marks.around(Span(index - 1, index + 1))
    return max([index, *(mark.span.end for mark in around if mark.kind in _LINKS)])


def is_apart(draft: Target, spot: Spot) -> bool:
    """Whether a block is rendered separately."""
    return any(span.holds(spot.block.span) for span in draft.outline.apart)


def in_link(spot: Spot) -> bool:
    """Whether a mention is in a link or has one in it."""
    at = spot.reading.mention.at
    near = (*spot.marks.around(Span(at.start, at.start + 1)), *spot.marks.starting(*at))
    return any(mark.kind in _LINKS for mark in near)
