"""The values that travel between the stages: every type on the seams, all of them immutable.

Offsets are half-open and count code points of the decoded source (a byte order mark and CR LF count as they
stand), so ``source[span.start:span.end]`` is always the text meant. Line and column are computed at the edge, by
`Lines`.

Every run defines them all, and a NamedTuple takes a sixth of the time for it that a frozen dataclass takes, so most
are NamedTuples.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Level = Literal["warning", "suggestion"]
CaveatForm = Literal["inline", "footnote", "aside"]
CaveatKind = Literal["footnote", "inline", "aside", "link"]
"""How a draft is told what a term means in it: by a wording of the glossary, or by a link to the sense."""


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int

    def meets(self, other: Span) -> bool:
        """Whether two ranges have anything in common."""
        return self.start < other.end and other.start < self.end


class Point(NamedTuple):
    """A place as people and editors count it: both numbers start at 1, the column in code points."""

    line: int
    column: int


class Lines:
    """Where the lines of a text start; LF, CR LF and CR each end one, as in CommonMark.

    A byte order mark takes no column: editors do not show it.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(ending.end() for ending in re.finditer(r"\r\n?|\n", text))]

    def point(self, offset: int) -> Point:
        """The line and column of a code-point offset."""
        line = bisect_right(self.starts, offset)
        marked = line == 1 and offset > 0 and self.text.startswith("\ufeff")
        return Point(line, offset - self.starts[line - 1] + 1 - marked)

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its ending."""
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[self.starts[number - 1] : end].rstrip("\r\n")


class Problem(NamedTuple):
    """Something wrong with an input: where it is and what to do. Line and column are 0 when there is none."""

    path: str
    message: str
    line: int = 0
    column: int = 0
    notice: bool = False
    """The input was read all the same: nothing failed, but some of it may not be what its author thinks."""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return f"{place}: {self.message}"


class Origin(NamedTuple):
    """Where an entry of the glossary or the rules is written."""

    path: str
    line: int
    column: int


BlockKind = Literal["paragraph", "heading", "item", "cell", "definition-term", "definition", "footnote"]
MarkKind = Literal["link", "wikilink", "emphasis", "strong", "highlight", "strikethrough", "code", "math"]


class Piece(NamedTuple):
    """A run of a block's text and the source it stands for.

    The run reaches from `at` to the next piece's `at` (or the end of the text). When it is as long as
    ``source.end - source.start`` it maps one to one; otherwise (an entity, a line break with its quote markers, the
    stand-in for a code span) it is one indivisible whole.
    """

    at: int
    source: Span


class Mark(NamedTuple):
    """Inline markup over part of a block's text; `target` is a link's destination as written, else empty."""

    kind: MarkKind
    span: Span
    target: str = ""
    end: int = 0
    """Where the markup ends in the source: after the closing stars, or a link's target."""


@dataclass(frozen=True, slots=True)
class Block:
    """One unit of prose: what the parser gets to see, and where each character of it stands in the source."""

    text: str
    pieces: tuple[Piece, ...]
    kind: BlockKind
    span: Span
    """The block's lines in the source, whole."""
    level: int = 0
    """A heading's level, 1 to 6; the nesting depth of a list item; else 0."""
    quoted: bool = False
    """Inside a block quotation that is not one of the draft's own callouts."""
    marks: tuple[Mark, ...] = ()

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
    """A termlint comment in the draft: the words after ``termlint-``, and where the comment stands."""

    text: str
    span: Span
    scope: Span = Span(0, 0)
    """What it stands in: a block of prose, else a list item, quotation or other container, else the whole draft."""


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
    """The YAML between the ``---`` lines or the TOML between the ``+++`` lines, without them."""
    problems: tuple[Problem, ...] = ()
    references: tuple[Reference, ...] = ()


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


class Clarifier(NamedTuple):
    """Text by the author that settles a term's sense."""

    kind: Literal["definition", "caveat", "link", "contract"]
    term: str
    span: Span
    """The mention it is made at."""
    scope: Span
    """The part of the source in which it holds."""
    sense: str = ""
    """The global id of the sense it names, where it names one."""
    also: tuple[str, ...] = ()
    """Further senses that a contract allows."""
    conflation: str = ""
    """The global id of the conflation it settles, where it settles one and leaves the term's other uses alone."""


class Source(NamedTuple):
    """A publication that entries refer to."""

    id: str
    authors: str
    year: int
    title: str
    url: str
    kind: str = "primary"
    """``secondary`` for what only reports a usage, such as a dictionary; else ``primary``."""


class Citation(NamedTuple):
    """A source and the place in it."""

    source: str
    locator: str


class Relation(NamedTuple):
    """A typed link from one sense to another (a global id); a contrast says in a sentence what differs."""

    type: str
    to: str
    note: str = ""


class Sense(NamedTuple):
    """One concept that a term can name."""

    id: str
    """Global: ``agent.role``."""
    label: str
    short: str
    """At most 160 characters, for a list or a hover card."""
    definition: str
    """Markdown; ``[[policy.mapping]]`` links to a sense."""
    domain: str
    sources: tuple[Citation, ...] = ()
    relations: tuple[Relation, ...] = ()


class Caveats(NamedTuple):
    """What an author who means one particular sense can add, in three sizes."""

    inline: str
    """At most 15 words, to stand in parentheses after the mention."""
    footnote: str
    """One or two sentences."""
    aside: str
    """A short block of its own."""


class Conflation(NamedTuple):
    """Two senses of one term that readers confuse."""

    id: str
    """Global: ``agent.role-or-pursuer``."""
    senses: tuple[str, str]
    """The two senses' global ids."""
    why: str
    situation: str
    """A concrete situation in which one reading is true and the other false."""
    sources: tuple[Citation, ...]
    caveats: Mapping[str, Caveats]
    """By the global id of the sense the author means."""


@dataclass(frozen=True, slots=True)
class Example:
    """A short Markdown draft with one expectation, run as a test."""

    text: str
    report: str = ""
    """The id of the rule that must report it."""
    passes: str = ""
    """Why nothing may be reported."""
    sense: str = ""
    """The global id of the sense its first mention must be read in."""
    conflation: str = ""
    """The global id of the conflation that a passing example is about."""
    todo: frozenset[str] = frozenset()
    """Which of its expectations (report, pass, sense) the linter does not meet yet."""
    origin: Origin | None = field(default=None, compare=False)


class Change(NamedTuple):
    """An entry of a term's history; `date` is written YYYY-MM-DD."""

    date: str
    change: str


@dataclass(frozen=True, slots=True)
class Term:
    """One glossary file: a lemma, its written forms, its senses and their conflations."""

    id: str
    """The lemma, unique: ``value function``."""
    slug: str
    """The file's name without ``.yaml``: ``value-function``."""
    forms: tuple[str, ...]
    summary: str
    status: str
    senses: tuple[Sense, ...]
    conflations: tuple[Conflation, ...] = ()
    examples: tuple[Example, ...] = ()
    history: tuple[Change, ...] = ()
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Glossary:
    """All terms by lemma, with what they refer to."""

    terms: Mapping[str, Term]
    sources: Mapping[str, Source] = field(default_factory=dict)
    domains: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    version: str = ""
    url: str = ""
    """Where the website of this glossary stands, ending in a slash; empty if nowhere."""
    license: str = ""
    """The licence of its texts, by its SPDX name."""
    renamed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Published ids that have another name now, by kind (terms, senses, conflations, rules): the old and the new."""

    def senses(self) -> Iterator[Sense]:
        """Every sense of every term."""
        return (sense for term in self.terms.values() for sense in term.senses)

    def conflations(self) -> Iterator[Conflation]:
        """Every conflation of every term."""
        return (conflation for term in self.terms.values() for conflation in term.conflations)


@dataclass(frozen=True, slots=True)
class Test:
    """One question to a mention in its context: a predicate of the closed set, and its argument."""

    predicate: str
    argument: object
    """Parsed and checked: a `Words`, a bool, a str, or a raw pattern, as the predicate asks."""

    __test__ = False  # not a pytest class


@dataclass(frozen=True, slots=True)
class Combination:
    """Conditions that must hold together: all of them, any of them, or none of them."""

    quantifier: Literal["all", "any", "none"]
    parts: tuple[Condition, ...]


Condition = Test | Combination


@dataclass(frozen=True, eq=False)
class Words:
    """A word list ready to match: lower-case words or phrases, each a tuple of words; inflected forms included."""

    name: str
    """``$goal_verbs``, or the words themselves when written in place; for messages."""
    phrases: frozenset[tuple[str, ...]]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Words) and (self.name, self.phrases) == (other.name, other.phrases)

    def __hash__(self) -> int:
        return hash((self.name, self.phrases))

    @cached_property
    def by_first(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """The phrases by their first word, longest first."""
        return _by_word(self.phrases, 0)

    @cached_property
    def by_last(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """The phrases of several words by their last word, longest first."""
        return _by_word((phrase for phrase in self.phrases if len(phrase) > 1), -1)


def _by_word(phrases: Iterable[tuple[str, ...]], place: int) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Phrases by the word at a place of each, longest first."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)):
        table.setdefault(phrase[place], []).append(phrase)
    return {word: tuple(phrases) for word, phrases in table.items()}


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern around a mention that speaks for a sense, or against it with a negative weight."""

    sense: str
    """Global id."""
    weight: float
    when: Condition
    id: str = ""
    """``agent.role/2`` for the second cue of that sense, in the order of the files."""
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """A construction in which a conflation bites."""

    id: str
    term: str
    conflation: str
    level: Level
    message: str
    when: Condition
    unless: Condition | None = None
    weight: float = 0.0
    """Added to the stakes of the mention."""
    examples: tuple[Example, ...] = ()
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Stake:
    """Something around a mention that makes more hang on its sense, or less with a negative weight."""

    weight: float
    """For a condition that holds, or for each unit of a measure."""
    when: Condition
    """Or a measure, which is a test that gives an amount: ``rate`` of words, ``read_as`` of senses (see `stakes`)."""
    origin: Origin | None = field(default=None, compare=False)


class TermRules(NamedTuple):
    """What the machine knows of one term."""

    cues: tuple[Cue, ...] = ()
    off_domain: frozenset[str] = frozenset()
    """Global ids of the senses that belong to other fields."""
    silent: Condition = Combination("any", ())
    """Where this holds, nothing is asked: plain technical use, and drafts about something else."""
    stakes: tuple[Stake, ...] = ()
    threshold: float = 0.0
    """What the stakes that hold and the rule that matches must add up to."""
    rules: tuple[Rule, ...] = ()

    def conditions(self) -> Iterator[Condition]:
        """Every condition there is to ask."""
        yield self.silent
        yield from (cue.when for cue in self.cues)
        yield from (stake.when for stake in self.stakes)
        yield from (rule.when for rule in self.rules)
        yield from (rule.unless for rule in self.rules if rule.unless)


@dataclass(frozen=True, slots=True)
class Ruleset:
    """Cues, stakes and rules, by the term's lemma."""

    terms: Mapping[str, TermRules]

    def rules(self) -> Iterator[Rule]:
        """Every rule of every term."""
        return (rule for term in self.terms.values() for rule in term.rules)

    def asks(self, *names: str) -> bool:
        """Whether any condition asks one of these predicates."""
        return any(_asks(condition, names) for term in self.terms.values() for condition in term.conditions())


def _asks(condition: Condition, names: tuple[str, ...]) -> bool:
    if isinstance(condition, Test):
        return condition.predicate in names
    return any(_asks(part, names) for part in condition.parts)


class Evidence(NamedTuple):
    """Words of the draft that speak for a sense; `span` is in the source, None when the words are about an absence."""

    sense: str
    words: str
    span: Span | None
    weight: float


Status = Literal["off-domain", "mention", "plain", "clarified", "clear", "open"]
"""In the order of the steps: another field's sense; no use of the word; nothing to ask; settled by the author; no rule
bites; a rule does."""


class Reading(NamedTuple):
    """What a mention is taken to mean."""

    mention: Mention
    sense: str
    """The global id of the likeliest sense."""
    status: Status
    scores: Mapping[str, float]
    """By global sense id; they sum to 1."""
    evidence: tuple[Evidence, ...] = ()
    step: str = ""
    """The step at which the decision fell, in words."""
    phrase: Span = Span(0, 0)
    """The mention and the nouns after it that it belongs to, in the block's text: *reward function*, *agents*."""


class Finding(NamedTuple):
    """What the user is told about a mention."""

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
    """The other mentions in the draft that the same rule would report."""


class Trace(NamedTuple):
    """What a baseline remembers of a mention at which a rule bites and that no comment suppresses."""

    rule: str
    sentence: str
    """A fingerprint of its sentence."""
    wanted: bool
    """Whether the run reports the rule in this draft."""


class Report(NamedTuple):
    """Everything termlint has to say about one draft."""

    path: str
    source: str
    findings: tuple[Finding, ...] = ()
    readings: tuple[Reading, ...] = ()
    problems: tuple[Problem, ...] = ()
    traces: tuple[Trace, ...] = ()
