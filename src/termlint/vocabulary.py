"""What the glossary and the rules say, as immutable values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from termlint.model import Caveats, Level, Origin
    from termlint.rawpatterns import Pattern

LINK = re.compile(r"\[\[\s*(?P<sense>[^\s\[\]|](?:[^\[\]|\n]*[^\s\[\]|])?)\s*(?:\|(?P<label>[^\[\]\n]*))?\]\]")
"""A link to a sense in the glossary's Markdown, with words of its own or without."""


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


INVERSE = {"broader": "narrower", "narrower": "broader", "related": "related", "contrast": "contrast", "see": ""}
"""The types of relations, each with its inverse, from the other sense; ``see`` has none."""


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


def short_id(name: str) -> str:
    """A sense's or a conflation's id within its term: ``role`` for ``agent.role``."""
    return name.rpartition(".")[2]


def called_now(renamed: Mapping[str, Mapping[str, str]], kind: str, old: str) -> str:
    """The present id of what was renamed, itself or with its term; else empty. `renamed` is that of a `Glossary`."""
    slug, dot, short = old.partition(".")
    term = renamed.get("terms", {}).get(slug) if dot else None
    return renamed.get(kind, {}).get(old) or (f"{term}.{short}" if term else "")


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
    claims_less: str = ""
    """The global id of the sense whose caveat only rules out what a reader might infer; empty if both assert."""
    broader: tuple[str, ...] = ()
    """The senses of which that one is a kind."""


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


@dataclass(frozen=True)
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
    """Published ids that have changed, by kind (terms, senses, conflations, rules): from the old to the new."""

    def senses(self) -> Iterator[Sense]:
        """Every sense of every term."""
        return (sense for term in self.terms.values() for sense in term.senses)

    def conflations(self) -> Iterator[Conflation]:
        """Every conflation of every term."""
        return (conflation for term in self.terms.values() for conflation in term.conflations)

    @cached_property
    def conflations_by_id(self) -> Mapping[str, Conflation]:
        """The same, by their global ids."""
        return {conflation.id: conflation for conflation in self.conflations()}

    def cited(self, citation: Citation) -> str:
        """A citation on one line: authors, year, title, locator."""
        source = self.sources[citation.source]
        work = f"{source.authors} ({source.year}): {source.title}"
        return f"{work}, {citation.locator}" if citation.locator else work


@dataclass(frozen=True, slots=True)
class Test:
    """A question about a mention in its context: one of the predicates, and its argument."""

    predicate: str
    argument: object
    """As the predicate or the stake requires: a `Words`, a bool, the chosen names, or a `Pattern`."""

    __test__ = False  # not a pytest class


Quantifier = Literal["all", "any", "none"]


@dataclass(frozen=True, slots=True)
class Combination:
    """Conditions that must hold together: all of them, any of them, or none of them."""

    quantifier: Quantifier
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
        return hash(self.name)  # lists with the same name are rare, and told apart by their phrases

    @cached_property
    def by_first(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """The phrases by their first word, longest first."""
        return _by_word(self.phrases, 0)

    @cached_property
    def by_end(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """The phrases by their last word, longest first."""
        return _by_word(self.phrases, -1)


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


class Named(NamedTuple):
    """A conflation (a global id) that a rule can name, and its message for it."""

    conflation: str
    message: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A construction in which a conflation bites; or one of several, depending on how the term is read."""

    id: str
    term: str
    conflation: str
    level: Level
    message: str
    when: Condition
    unless: Condition | None = None
    weight: float = 0.0
    """Added to the stakes of the mention."""
    others: tuple[Named, ...] = ()
    """Named instead if the senses of one of these conflations are likelier than those of its own."""
    examples: tuple[Example, ...] = ()
    origin: Origin | None = field(default=None, compare=False)

    def named(self) -> tuple[Named, ...]:
        """All that it can name, its own conflation first."""
        return Named(self.conflation, self.message), *self.others

    def conflations(self) -> tuple[str, ...]:
        """The global ids of those conflations."""
        return tuple(named.conflation for named in self.named())


BESIDE = ("sentence", "paragraph")
"""Where single words have weights: in a mention's sentence, and around that in the paragraph."""


@dataclass(frozen=True, slots=True)
class Stake:
    """Something around a mention that makes more hang on its sense, or less with a negative weight."""

    weight: float
    """If the condition holds; or for each unit of a measure."""
    when: Condition
    """Or a measure, which is a test that gives an amount: ``rate``, ``words`` or ``read_as`` (see `stakes`)."""
    origin: Origin | None = field(default=None, compare=False)


class TermRules(NamedTuple):
    """What the machine knows of one term."""

    cues: tuple[Cue, ...] = ()
    off_domain: frozenset[str] = frozenset()
    """Global ids of the senses that belong to other fields."""
    silent: Condition = Combination("any", ())
    """Where this holds, nothing is reported: plain technical uses, and drafts about something else."""
    stakes: tuple[Stake, ...] = ()
    threshold: float = 0.0
    """What the weights of the matching rule and of the stakes that hold must add up to."""
    sure: float = 0.0
    """From which sum on a finding has its rule's level; below, it is a suggestion."""
    together: float = 0.0
    """What the sums of a term's findings in a draft must come to, as the logarithm of the sum of their exponentials."""
    rules: tuple[Rule, ...] = ()
    tells_apart: Mapping[str, Words] = MappingProxyType({})
    """By the global ids of conflations: the words in a definition or a contrast that tell the two senses apart."""
    denied_outright: Mapping[str, Words] = MappingProxyType({})
    """Those of which a denial must say that there is none: to deny which ones are meant leaves a conflation open."""
    claims_more: Mapping[str, Condition] = MappingProxyType({})
    """By the global ids of conflations: where more is claimed than the sense allows that claims less."""
    draft_words: Mapping[str, Mapping[str, float]] = MappingProxyType({})
    """By the global ids of senses: the weights of words of the draft for them, to multiply with their frequencies."""

    def conditions(self) -> Iterator[Condition]:
        """Every condition in cues, rules and the rest."""
        yield self.silent
        yield from self.claims_more.values()
        yield from (cue.when for cue in self.cues)
        yield from (stake.when for stake in self.stakes)
        yield from (rule.when for rule in self.rules)
        yield from (rule.unless for rule in self.rules if rule.unless)


class Telling(NamedTuple):
    """The words that tell the two senses of a conflation apart."""

    words: Words
    outright: Words | None = None
    """Those of which a denial must say that there is none."""


@dataclass(frozen=True, slots=True)
class Ruleset:
    """Cues, stakes and rules, by the term's lemma."""

    terms: Mapping[str, TermRules]

    def rules(self) -> Iterator[Rule]:
        """Every rule of every term."""
        return (rule for term in self.terms.values() for rule in term.rules)

    def patterns(self) -> Iterator[Pattern]:
        """Every raw pattern."""
        conditions = (condition for term in self.terms.values() for condition in term.conditions())
        tests = (test for condition in conditions for test in _tests(condition))
        return (cast("Pattern", test.argument) for test in tests if test.predicate in {"matcher", "dependency"})

    def tells_apart(self) -> Mapping[str, Telling]:
        """By the ids of conflations, what tells their senses apart, if anything is listed."""
        return {
            name: Telling(words, term.denied_outright.get(name))
            for term in self.terms.values()
            for name, words in term.tells_apart.items()
        }

    def asks_lemmas(self) -> bool:
        """Whether any raw pattern asks for what spaCy's lemmatizer or attribute ruler adds to a parse."""
        return any(pattern.asks_lemmas() for pattern in self.patterns())


def _tests(condition: Condition) -> Iterator[Test]:
    """The tests that a condition is made of."""
    if isinstance(condition, Test):
        yield condition
    else:
        for part in condition.parts:
            yield from _tests(part)
