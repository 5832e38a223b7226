"""The values that pass between the stages, all of them immutable.

Offsets are half-open and count code points of the decoded source (a byte order mark and CR LF as they are), so
``source[span.start:span.end]`` is always the text meant. Line and column are computed at the edge, by `Lines`.

Most are NamedTuples: every run defines them all, and to define a frozen dataclass takes six times as long.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Level = Literal["suggestion", "warning"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""The mildest first."""
CaveatForm = Literal["inline", "footnote", "aside"]
"""The sizes of a caveat."""
CaveatKind = Literal["footnote", "inline", "aside", "link"]
"""How a draft says what a term means in it: by a wording of the glossary in one of three sizes, or by a link."""


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int

    def meets(self, other: Span) -> bool:
        """Whether two ranges have anything in common."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Whether another range lies completely in it."""
        return self.start <= other.start and other.end <= self.end


class Point(NamedTuple):
    """A place as people and editors count it: both numbers start at 1, the column in code points."""

    line: int
    column: int


class Lines:
    """The lines of a text; LF, CR LF and CR each end one, as in CommonMark.

    A byte order mark takes no column: editors do not show it.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def starts(self) -> list[int]:
        """Where each starts, computed on demand: for most drafts there is nothing to report."""
        return [0, *(ending.end() for ending in re.finditer(r"\r\n?|\n", self.text))]

    def point(self, offset: int) -> Point:
        """The line and column of a code-point offset."""
        line = bisect_right(self.starts, offset)
        marked = line == 1 and offset > 0 and self.text.startswith("\ufeff")
        return Point(line, offset - self.starts[line - 1] + 1 - marked)

    @staticmethod
    def undecoded(error: UnicodeDecodeError) -> Point:
        """The place of the first byte that is no UTF-8."""
        before = error.object[: error.start].decode()
        return Lines(before).point(len(before))

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its ending."""
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[self.starts[number - 1] : end].rstrip("\r\n")

    @property
    def ending(self) -> str:
        """The ending of the first line, which new lines get as well; LF if there is only one line."""
        return self.text[len(self.line(1)) : self.starts[1]] if self.starts[1:] else "\n"


class Problem(NamedTuple):
    """Something wrong with an input: where it is and what to do. Line and column are 0 if it has no place."""

    path: str
    message: str
    line: int = 0
    column: int = 0
    notice: bool = False
    """The input was read nevertheless: nothing failed, but some of it may not be what its author thinks."""

    @property
    def place(self) -> str:
        """Its place as editors read it: ``path:line:column``."""
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class Origin(NamedTuple):
    """Where an entry of the glossary or the rules is written."""

    path: str
    line: int
    column: int

    def problem(self, message: str) -> Problem:
        """What is wrong there."""
        return Problem(self.path, message, self.line, self.column)


BlockKind = Literal["paragraph", "heading", "item", "cell", "definition-term", "definition", "footnote", "image"]
MarkKind = Literal["link", "wikilink", "emphasis", "strong", "highlight", "span", "code", "math"]


class Piece(NamedTuple):
    """A run of a block's text and the source it stands for.

    The run reaches from `at` to the next piece's `at` (or the end of the text). When it is as long as
    ``source.end - source.start`` it maps one to one; otherwise (an entity, a line break with its quote markers, the
    stand-in for a code span) it is one indivisible whole.
    """

    at: int
    source: Span


STAND_INS = ("code", "link", "x")
"""The words that stand in a block's text for code, addresses and formulas, which are not prose."""


class Mark(NamedTuple):
    """Inline markup over part of a block's text; `target` is a link's destination as written, else empty."""

    kind: MarkKind
    span: Span
    target: str = ""
    end: int = 0
    """Where the markup ends in the source: after the closing stars, or a link's target, and its attributes."""


class Cell(NamedTuple):
    """The place of a cell: the number of its table in the draft, its row and its column, all from 0."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Block:
    """One unit of prose: its text as the parser sees it, and where each character of that is in the source.

    An image's alternative text is a block, too, and comes after the block around the image.
    """

    text: str
    pieces: tuple[Piece, ...]
    kind: BlockKind
    span: Span
    """The block's lines in the source, whole."""
    level: int = 0
    """A heading's, 1 to 6; else 0."""
    quoted: bool = False
    """Inside a block quotation that is not one of the draft's own callouts."""
    marks: tuple[Mark, ...] = ()
    cell: Cell | None = None
    """Its place in a Markdown table; None for other blocks."""

    def source_span(self, start: int, end: int) -> Span:
        """The source range of ``text[start:end]`` (not empty)."""
        return Span(self._source(start).start, self._source(end - 1).end)

    def _source(self, index: int) -> Span:
        """The source range of one character of the text."""
        number = bisect_right(self.pieces, index, key=lambda piece: piece.at) - 1
        piece = self.pieces[number]
        last = number + 1 == len(self.pieces)
        length = (len(self.text) if last else self.pieces[number + 1].at) - piece.at
        if length != piece.source.end - piece.source.start:
            return piece.source
        start = piece.source.start + index - piece.at
        return Span(start, start + 1)


class Directive(NamedTuple):
    """A termlint comment in the draft: the words after ``termlint-``, and where the comment is."""

    text: str
    span: Span
    scope: Span = Span(0, 0)
    """What is around it: a block of prose, else a list item, quotation or other container, else the whole draft."""


class Reference(NamedTuple):
    """A place in the draft that refers to a footnote."""

    label: str
    span: Span


class Document(NamedTuple):
    """A draft: its source and, in reading order, its prose."""

    path: str
    source: str
    blocks: tuple[Block, ...]
    directives: tuple[Directive, ...] = ()
    front_matter: Span | None = None
    """The YAML between the ``---`` lines or the TOML between ``+++`` lines, without these, or JSON in its braces."""
    problems: tuple[Problem, ...] = ()
    references: tuple[Reference, ...] = ()

    def sentence(self, mention: Mention) -> str:
        """The sentence around a mention in it."""
        return self.blocks[mention.block].text[slice(*mention.sentence)]

    def notices(self, complaints: Iterable[tuple[int, str]]) -> tuple[Problem, ...]:
        """Notices with messages about some places of the source."""
        lines = Lines(self.source)
        return tuple(Problem(self.path, message, *lines.point(at), notice=True) for at, message in complaints)


class Mention(NamedTuple):
    """A place in a draft where a term is written."""

    term: str
    """The term's lemma, as in the glossary."""
    block: int
    """Index into `Document.blocks`."""
    at: Span
    """Where it stands in the block's text."""
    span: Span
    """Where it stands in the source."""
    sentence: Span
    """The sentence around it, in the block's text."""


ClarifierKind = Literal["definition", "caveat", "contrast", "distinction", "attribution", "heading", "link", "contract"]


class Clarifier(NamedTuple):
    """Text by the author that settles a term's sense."""

    kind: ClarifierKind
    term: str
    span: Span
    """The mention at which it is made; for a contract, its statement on the term; for a copied caveat, the comment."""
    scope: Span
    """The part of the source in which it holds."""
    senses: tuple[str, ...] = ()
    """The global ids of the senses it names: for a contract all that it allows, else at most one."""
    conflation: str = ""
    """The global id of the one conflation that it settles; empty if it settles the whole term."""


class Caveats(NamedTuple):
    """What an author who means one particular sense can add, in three sizes."""

    inline: str
    """At most 15 words, to stand in parentheses after the mention."""
    footnote: str
    """One or two sentences."""
    aside: str
    """A short block of its own."""


ASKED = ""
"""The sense of evidence that speaks for no reading, but is a reason to ask which is meant."""


class Evidence(NamedTuple):
    """Words of the draft that speak for a sense; `span` is in the source."""

    sense: str
    """A global id, or `ASKED`."""
    words: str
    span: Span
    weight: float


Status = Literal["off-domain", "mention", "plain", "clarified", "clear", "open"]
"""In the order of the checks: a sense of another field; a mention and not a use; nothing to ask; settled by the author;
no rule bites; a rule bites."""
UNUSED: frozenset[Status] = frozenset(["off-domain", "mention"])
"""The statuses of mentions that do not use the term in a sense of the field."""


class Reading(NamedTuple):
    """How a mention is read: the likelihood of each sense, and a verdict."""

    mention: Mention
    sense: str
    """The global id of the likeliest sense."""
    status: Status
    scores: Mapping[str, float]
    """By global sense id; they sum to 1."""
    evidence: tuple[Evidence, ...] = ()
    step: str = ""
    """The reason for its status, in words."""
    phrase: Span = Span(0, 0)
    """The mention and the nouns after it that it belongs to, in the block's text: *reward function*, *agents*."""
    denied: bool = False
    """Whether what it says of something is denied: *is no agent*; only determined where a rule bites."""
    reported: bool = False
    """Whether it is what somebody else says: *critics say that agents plan*; only determined where a rule bites."""
    more: bool = False
    """Whether more is claimed than the sense allows that claims less, of the two in its finding; as above."""


class Finding(NamedTuple):
    """What is reported about a mention."""

    rule: str
    term: str
    conflation: str
    senses: tuple[str, str]
    level: Level
    span: Span
    message: str
    evidence: tuple[Evidence, ...]
    caveats: Mapping[str, Caveats]
    url: str = ""
    more: tuple[Span, ...] = ()
    """The other mentions in the draft for which the same finding stands."""


class Trace(NamedTuple):
    """What a baseline records of a mention at which a rule bites, unless a comment suppresses that."""

    rule: str
    sentence: str
    """A fingerprint of its sentence."""
    wanted: bool
    """Whether the run reports this rule in the draft."""


class Draft(NamedTuple):
    """A draft that is to be checked."""

    path: str
    source: str


class Report(NamedTuple):
    """Everything termlint has to say about one draft."""

    path: str
    source: str
    findings: tuple[Finding, ...] = ()
    readings: tuple[Reading, ...] = ()
    problems: tuple[Problem, ...] = ()
    traces: tuple[Trace, ...] = ()
