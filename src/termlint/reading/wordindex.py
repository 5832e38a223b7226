"""Where words stand in a text, a section or a draft, without a parse."""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate, islice
from math import fsum, log10
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from termlint.markup import frontmatter
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
"""A draft of fewer words is too short to tell what it is about."""
MORE = 1000
"""How many words are added to a draft's own when the frequency of one is computed."""
SHOWN, TELLING = 2, 0.6
"""At most so many words of the draft are evidence for a sense, each of at least such a weight."""

_start, _end = attrgetter("start"), attrgetter("end")


class WordIndex:
    """The words of one text, as `split` gives them, with their places."""

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
        """The numbers of all occurrences of each word."""
        return _places(self.words)

    def span(self, number: int, words: int) -> Span:
        """Where some consecutive words stand, by the number of the first."""
        return Span(self.spans[number].start, self.spans[number + words - 1].end)

    def numbers(self, within: Span) -> range:
        """The numbers of the words that lie completely in a part of the text."""
        first = bisect_left(self.spans, within.start, key=_start)
        return range(first, bisect_right(self.spans, within.end, key=_end))

    def find(self, wanted: Words, within: Span | None = None) -> Sequence[Span]:
        """Where the wanted words or phrases stand, in order: in the whole text, or completely in a part of it."""
        if wanted not in self._found:
            self._found[wanted] = sorted(self.span(*match) for match in _matches(wanted, self.words, self.places))
        found = self._found[wanted]
        if within is None:
            return found
        first, last = (bisect_left(found, end, key=_start) for end in within)
        return [span for span in found[first:last] if span.end <= within.end]

    def phrase(self, wanted: Words, number: int, *, last: bool = False) -> Span | None:
        """The longest wanted phrase whose first word, or `last` word, is the one of a number."""
        for phrase in (wanted.by_end if last else wanted.by_first).get(self.words[number], ()):
            first = number + 1 - len(phrase) if last else number
            if first >= 0 and tuple(self.words[first : first + len(phrase)]) == phrase:
                return self.span(first, len(phrase))
        return None

    def word_at(self, offset: int) -> int:
        """The number of the first word that begins at an offset or after it."""
        return bisect_left(self.spans, offset, key=_start)


def _places(words: Iterable[str]) -> Mapping[str, list[int]]:
    """The numbers of all occurrences of each word."""
    places: dict[str, list[int]] = {}
    for i, word in enumerate(words):
        places.setdefault(word, []).append(i)
    return places


def _matches(wanted: Words, words: Sequence[str], places: Mapping[str, list[int]]) -> Iterator[tuple[int, int]]:
    """The occurrences of wanted phrases among some words: the number of the first word of each, and its length."""
    for first in wanted.by_first.keys() & places.keys():  # most lists share no word with most texts
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
    """The occurrences of some words in a draft."""

    number: int
    """How many there are."""
    first: Place | None


class Spoken(NamedTuple):
    """The words of a draft that speak for a sense, summed up."""

    total: float
    telling: tuple[tuple[Place, float], ...]
    """Those that weigh most: the first place of each, and its share of the total."""


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
        """What a function returns for one block; it is called once for each, however many mentions the block has."""
        key = ask, number
        if key not in self._said:
            self._said[key] = ask(self.document.blocks[number])
        return cast("_Said", self._said[key])

    @cached_property
    def unquoted(self) -> Sequence[tuple[int, int]]:
        """For each block the nearest unquoted ones before and after it, or itself; -1 and their number for none."""
        blocks = self.document.blocks
        open_ = [number if not block.quoted else -1 for number, block in enumerate(blocks)]
        before = accumulate(open_, max)
        after = accumulate((len(blocks) if number < 0 else number for number in reversed(open_)), min)
        return [*zip(before, reversed([*after]), strict=True)]

    @cached_property
    def footnotes(self) -> Footnotes:
        """Its footnotes, and the places that they belong to."""
        return footnotes.find(self.document)

    @cached_property
    def about(self) -> WordIndex:
        """The words by which its front matter names the whole draft; they are no prose and stand in no block."""
        return WordIndex(frontmatter.about(self.document))

    def in_title(self, wanted: Words) -> bool:
        """Whether any of the wanted words names the whole draft: in its front matter, or in a heading at its top."""
        opens = self.document.blocks and self.document.blocks[0].level == 1
        return bool(self.about.find(wanted) or (opens and self.block(0).find(wanted)))

    @cached_property
    def words(self) -> list[str]:
        """The words of all blocks in order, with an empty word after each block, so that no phrase spans two."""
        blocks = range(len(self.document.blocks))
        return [word for i in blocks for word in (*self.block(i).words, "")]

    @cached_property
    def _firsts(self) -> list[int]:
        """The number of each block's first word among these, and how many they are."""
        return [0, *accumulate(len(self.block(i).words) + 1 for i in range(len(self.document.blocks)))]

    @cached_property
    def size(self) -> int:
        """How many words the draft has."""
        return len(self.words) - len(self.document.blocks)

    @property
    def brief(self) -> bool:
        """Whether it is too short to tell what it is about."""
        return self.size < BRIEF

    @cached_property
    def places(self) -> Mapping[str, list[int]]:
        """The numbers of the words that are spelled alike."""
        return _places(self.words)

    @cached_property
    def often(self) -> Mapping[str, float]:
        """How frequent each word is in the draft: the decimal logarithm of 1 plus its number in each 1,000 words.

        MORE words are added to the draft's own, so that single words of a short draft do not count for much. In a brief
        one, none count.
        """
        size, words = self.size + MORE, {} if self.brief else self.places
        return {word: log10(1 + 1000 * len(places) / size) for word, places in words.items()}

    def spoken(self, sense: str, words: Mapping[str, float]) -> Spoken:
        """The words that speak for a sense in the draft, summed up once for all mentions of its term."""
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
        """For each block the number of the nearest heading at or above it, or -1."""
        own = (i if block.kind == "heading" else -1 for i, block in enumerate(self.document.blocks))
        return [*accumulate(own, max)]

    def section(self, number: int) -> range:
        """The blocks of the section that a block stands in, from its heading to the next."""
        heading = self.headings[number]
        return range(max(heading, 0), bisect_right(self.headings, heading))

    @cached_property
    def tops(self) -> list[int]:
        """For each block the first of the headings right above it, one below the other; or itself."""
        tops: list[int] = []
        for i in range(len(self.document.blocks)):
            follows = i and self.document.blocks[i - 1].kind == "heading"
            tops.append(tops[-1] if follows else i)
        return tops

    def found(self, wanted: Words) -> Found:
        """The occurrences of wanted words in the draft, looked up once for all mentions."""
        if wanted not in self._found:
            places = [*_matches(wanted, self.words, self.places)]
            self._found[wanted] = Found(len(places), self._place(*min(places)) if places else None)
        return self._found[wanted]

    def _place(self, number: int, words: int) -> Place:
        """Where some words of the draft stand."""
        block = bisect_right(self._firsts, number) - 1
        return Place(block, self.block(block).span(number - self._firsts[block], words))

    def in_section(self, wanted: Words, number: int) -> Sequence[Place]:
        """The first two places of the wanted words in the section of a block; one of them may be the mention itself."""
        blocks = self.section(number)
        key = blocks.start, wanted
        if key not in self._sections:
            places = (Place(i, span) for i in blocks for span in self.block(i).find(wanted))
            self._sections[key] = list(islice(places, 2))
        return self._sections[key]

    def rate(self, wanted: Words) -> float:
        """The number of wanted words or phrases in each thousand words of the draft."""
        return 1000 * self.found(wanted).number / max(1, self.size)

    def formal(self, numbers: range) -> float:
        """The number of formulas and pieces of code for each hundred words of some blocks."""
        marks = self._formal[numbers.stop] - self._formal[numbers.start]
        words = self._firsts[numbers.stop] - self._firsts[numbers.start] - len(numbers)
        return 100 * marks / max(1, words)

    @cached_property
    def _formal(self) -> list[int]:
        """The number of formulas and pieces of code before each block, and in all of them."""
        return [0, *accumulate(sum(mark.kind in {"math", "code"} for mark in b.marks) for b in self.document.blocks)]
