"""Where words stand in a text: the cheap pass behind every question about words in a sentence, section or document."""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate, islice
from math import fsum, log10
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from termlint.model import Span
from termlint.reading import footnotes
from termlint.reading.markindex import MarkIndex
from termlint.words import WORD, split

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from termlint.model import Block, Document
    from termlint.reading.footnotes import Footnotes
    from termlint.vocabulary import Words

_Said = TypeVar("_Said")

BRIEF = 60
"""Fewer words cannot tell what a draft is about."""
MORE = 1000
"""How many words a draft is taken to have beyond its own, where it is asked how often one stands in it."""
SHOWN, TELLING = 2, 0.6
"""So many words of the draft are evidence for a sense, those that weigh most, and at least so much."""

_start, _end = attrgetter("start"), attrgetter("end")


class WordIndex:
    """The words of one text, as `split` tells them apart, with their places."""

    def __init__(self, text: str) -> None:
        self.text = text.replace("’", "'")  # noqa: RUF001 - a curly apostrophe as typed
        self.words = split(self.text)
        self._found: dict[Words, Sequence[Span]] = {}

    @cached_property
    def spans(self) -> list[Span]:
        """Where each word stands."""
        return [Span(*match.span()) for match in WORD.finditer(self.text)]

    @cached_property
    def places(self) -> Mapping[str, list[int]]:
        """The numbers of the words that are spelled alike."""
        return _places(self.words)

    def span(self, number: int, words: int) -> Span:
        """Where some words stand, by the number of the first."""
        return Span(self.spans[number].start, self.spans[number + words - 1].end)

    def numbers(self, within: Span) -> range:
        """The numbers of the words that lie in a part of the text whole."""
        first = bisect_left(self.spans, within.start, key=_start)
        return range(first, bisect_right(self.spans, within.end, key=_end))

    def find(self, wanted: Words, within: Span | None = None) -> Sequence[Span]:
        """Where any of the wanted words or phrases stands, in order: in the whole text, or whole in a part of it."""
        if wanted not in self._found:
            self._found[wanted] = sorted(self.span(*match) for match in _matches(wanted, self.words, self.places))
        found = self._found[wanted]
        if within is None:
            return found
        first, last = (bisect_left(found, end, key=_start) for end in within)
        return [span for span in found[first:last] if span.end <= within.end]

    def phrase(self, wanted: Words, number: int, *, last: bool = False) -> Span | None:
        """The longest wanted phrase that begins with the word of a number or, where that is the `last`, ends in it."""
        for phrase in (wanted.by_end if last else wanted.by_first).get(self.words[number], ()):
            first = number + 1 - len(phrase) if last else number
            if first >= 0 and tuple(self.words[first : first + len(phrase)]) == phrase:
                return self.span(first, len(phrase))
        return None

    def word_at(self, offset: int) -> int:
        """The number of the first word that begins at an offset or after it."""
        return bisect_left(self.spans, offset, key=_start)


def _places(words: Iterable[str]) -> Mapping[str, list[int]]:
    """The numbers of the words that are spelled alike."""
    places: dict[str, list[int]] = {}
    for i, word in enumerate(words):
        places.setdefault(word, []).append(i)
    return places


def _matches(wanted: Words, words: Sequence[str], places: Mapping[str, list[int]]) -> Iterator[tuple[int, int]]:
    """The wanted phrases among some words: the number of the first word of each, and its length."""
    for first in wanted.by_first.keys() & places.keys():  # most lists have no word in common with most texts
        for phrase in wanted.by_first[first]:
            length = len(phrase)
            for i in places[first]:
                if length == 1 or tuple(words[i : i + length]) == phrase:
                    yield i, length


def _words(block: Block) -> WordIndex:
    """The words of a block; the words that stand in for code and formulas become zeros, which no list asks for."""
    letters = list(block.text)
    for mark in block.marks:
        if mark.kind in {"code", "math"}:
            letters[slice(*mark.span)] = "0" * (mark.span.end - mark.span.start)
    return WordIndex("".join(letters))


class Place(NamedTuple):
    """Words in a block of the draft."""

    block: int
    span: Span


class Found(NamedTuple):
    """Some words in a draft."""

    number: int
    """How often any of them stands in it."""
    first: Place | None


class Spoken(NamedTuple):
    """What the words of a draft that speak for a sense come to."""

    total: float
    telling: tuple[tuple[Place, float], ...]
    """Those that weigh most: the first place of each, and what the word comes to."""


class DocumentIndex:
    """The words of a whole draft, block by block, made when first asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._said: dict[tuple[Callable[[Block], object], int], object] = {}
        self._found: dict[Words, Found] = {}
        self._spoken: dict[str, Spoken] = {}
        self._sections: dict[tuple[int, Words], Sequence[Place]] = {}

    def block(self, number: int) -> WordIndex:
        """The words of one block."""
        return self.once(_words, number)

    def marks(self, number: int) -> MarkIndex:
        """The markup in one block."""
        return self.once(MarkIndex, number)

    def once(self, ask: Callable[[Block], _Said], number: int) -> _Said:
        """What a function says of one block; it is asked once, however many mentions the block has."""
        key = ask, number
        if key not in self._said:
            self._said[key] = ask(self.document.blocks[number])
        return cast("_Said", self._said[key])

    @cached_property
    def unquoted(self) -> Sequence[tuple[int, int]]:
        """Of each block, the nearest unquoted ones before and after it, or itself; -1 and their number for none."""
        blocks = self.document.blocks
        open_ = [number if not block.quoted else -1 for number, block in enumerate(blocks)]
        before = accumulate(open_, max)
        after = accumulate((len(blocks) if number < 0 else number for number in reversed(open_)), min)
        return [*zip(before, reversed([*after]), strict=True)]

    @cached_property
    def footnotes(self) -> Footnotes:
        """Its footnotes, and the places that they are on."""
        return footnotes.find(self.document)

    @cached_property
    def words(self) -> list[str]:
        """The words of all blocks, one after another, each block's with a gap behind it that no phrase gets over."""
        blocks = range(len(self.document.blocks))
        return [word for i in blocks for word in (*self.block(i).words, "")]

    @cached_property
    def _firsts(self) -> list[int]:
        """The number of the first word of each block among these, and how many they are."""
        return [0, *accumulate(len(self.block(i).words) + 1 for i in range(len(self.document.blocks)))]

    @cached_property
    def size(self) -> int:
        """How many words the draft has."""
        return len(self.words) - len(self.document.blocks)

    @property
    def brief(self) -> bool:
        """Whether its words are too few to tell what it is about."""
        return self.size < BRIEF

    @cached_property
    def places(self) -> Mapping[str, list[int]]:
        """The numbers of the words that are spelled alike."""
        return _places(self.words)

    @cached_property
    def often(self) -> Mapping[str, float]:
        """How often each word stands in the draft: the decimal logarithm of 1 plus its number in each 1,000 words.

        The draft is counted as if it had MORE words, lest the few of a short one tell what it is about; a brief one
        tells nothing.
        """
        size, words = self.size + MORE, {} if self.brief else self.places
        return {word: log10(1 + 1000 * len(places) / size) for word, places in words.items()}

    def spoken(self, sense: str, words: Mapping[str, float]) -> Spoken:
        """What the words that speak for a sense come to in the draft; asked once for all the mentions of a term."""
        if sense not in self._spoken:
            amounts = {word: words[word] * self.often[word] for word in words if word in self.often}
            most = heapq.nlargest(
                SHOWN, (word for word in amounts if amounts[word] >= TELLING), key=amounts.__getitem__
            )
            telling = tuple((self._place(self.places[word][0], 1), round(amounts[word], 2)) for word in most)
            self._spoken[sense] = Spoken(fsum(amounts.values()), telling)
        return self._spoken[sense]

    @cached_property
    def headings(self) -> list[int]:
        """For each block, the nearest heading at or above it (its block number), or -1."""
        own = (i if block.kind == "heading" else -1 for i, block in enumerate(self.document.blocks))
        return [*accumulate(own, max)]

    def section(self, number: int) -> range:
        """The blocks of the section that a block stands in, from its heading to the next."""
        heading = self.headings[number]
        return range(max(heading, 0), bisect_right(self.headings, heading))

    @cached_property
    def tops(self) -> list[int]:
        """For each block the first of the headings right above each other that it belongs to, or itself."""
        tops: list[int] = []
        for i in range(len(self.document.blocks)):
            follows = i and self.document.blocks[i - 1].kind == "heading"
            tops.append(tops[-1] if follows else i)
        return tops

    def found(self, wanted: Words) -> Found:
        """Any of the wanted words in the draft; what one mention has asked need not be looked for again."""
        if wanted not in self._found:
            places = [*_matches(wanted, self.words, self.places)]
            self._found[wanted] = Found(len(places), self._place(*min(places)) if places else None)
        return self._found[wanted]

    def _place(self, number: int, words: int) -> Place:
        """Where some words of the draft stand."""
        block = bisect_right(self._firsts, number) - 1
        return Place(block, self.block(block).span(number - self._firsts[block], words))

    def in_section(self, wanted: Words, number: int) -> Sequence[Place]:
        """The first two places of the wanted words in the section of a block: one for a mention that is the other."""
        blocks = self.section(number)
        key = blocks.start, wanted
        if key not in self._sections:
            places = (Place(i, span) for i in blocks for span in self.block(i).find(wanted))
            self._sections[key] = list(islice(places, 2))
        return self._sections[key]

    def rate(self, wanted: Words) -> float:
        """How often any of the wanted words or phrases stands in each thousand words of the draft."""
        return 1000 * self.found(wanted).number / max(1, self.size)

    def formal(self, numbers: range) -> float:
        """How many formulas and pieces of code there are to each hundred words of some blocks."""
        marks = self._formal[numbers.stop] - self._formal[numbers.start]
        words = self._firsts[numbers.stop] - self._firsts[numbers.start] - len(numbers)
        return 100 * marks / max(1, words)

    @cached_property
    def _formal(self) -> list[int]:
        """How many formulas and pieces of code stand before each block, and in all of them."""
        return [0, *accumulate(sum(mark.kind in {"math", "code"} for mark in b.marks) for b in self.document.blocks)]
