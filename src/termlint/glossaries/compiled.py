"""The glossary and the rules that come with termlint in a form that loads in a moment: JSON, and nothing but JSON.

A value becomes a list of its parts, in order, as a named tuple does by itself. Word lists and conditions, which many
share, stand once, by number. Letters beyond ASCII are escaped: a text without them is read faster.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cached_property
from itertools import repeat
from typing import TYPE_CHECKING, Any

from termlint.model import Caveats, Origin
from termlint.rawpatterns import Pattern
from termlint.vocabulary import (
    Change,
    Citation,
    Combination,
    Conflation,
    Cue,
    Example,
    Glossary,
    Named,
    Relation,
    Rule,
    Ruleset,
    Sense,
    Source,
    Stake,
    Term,
    TermRules,
    Test,
    Words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from termlint.vocabulary import Condition

_APART = {
    Sense: ("definition", "sources", "relations"),
    Term: ("examples", "history", "origin"),
    Cue: ("origin",),
    Stake: ("origin",),
    Rule: ("examples", "origin"),
}
"""What no draft is checked by: it is left out of its entry, and stands in the second line in the order of the first."""


def written(glossary: Glossary, ruleset: Ruleset, place: Callable[[str], str]) -> list[str]:
    """Glossary and rules as two lines; `place` turns the path of a file into the one that is kept.

    In the second is what no draft is checked by: definitions, with their sources and relations, examples, history, and
    where everything is written.
    """
    writer = _Writer(place)
    content = {"glossary": writer.row(glossary), "ruleset": writer.row(ruleset)}
    words = [[item.name, "\n".join(sorted(" ".join(phrase) for phrase in item.phrases))] for item in writer.words]
    content |= {"words": words, "conditions": [json.loads(row) for row in writer.conditions]}
    return [json.dumps(part, separators=(",", ":")) for part in (content, writer.apart)]


def read(lines: Sequence[str], place: Callable[[str], str]) -> tuple[Glossary, Ruleset]:
    """The glossary and the rules that `written` made these lines of; `place` turns a path back.

    Without the second line what it holds is missing.
    """
    content = json.loads(lines[0])
    reader = _Reader(content, json.loads(lines[1])[::-1].pop if len(lines) > 1 else repeat(None).__next__, place)
    terms, sources, *about = content["glossary"]
    (rules,) = content["ruleset"]
    glossary = Glossary(
        {lemma: reader.term(row) for lemma, row in terms.items()},
        {key: Source(*row) for key, row in sources.items()},
        *about,
    )
    return glossary, Ruleset({lemma: reader.rules(row) for lemma, row in rules.items()})


class _Writer:
    """Turns values into lists, and collects word lists, conditions and what stands apart on the way."""

    def __init__(self, place: Callable[[str], str]) -> None:
        self.place = place
        self.words: dict[Words, int] = {}
        self.conditions: dict[str, int] = {}
        """Each as JSON, since raw patterns cannot be keys; the parts of a combination come before it."""
        self.apart: list[object] = []

    def row(self, value: object) -> object:
        """What stands for a value in JSON."""
        match value:
            case Words() | Test() | Combination():
                return self._number(value)
            case Origin():
                return [self.place(value.path), value.line, value.column]
            case Mapping():
                return {key: self.row(each) for key, each in value.items()}
            case frozenset():
                return sorted(value)
        names = [field.name for field in fields(value)] if is_dataclass(value) else getattr(value, "_fields", ())
        if not names:
            return [*map(self.row, value)] if isinstance(value, tuple) else value
        row: list[object] = []
        for name in names:
            target = self.apart if name in _APART.get(type(value), ()) else row
            target.append(self.row(getattr(value, name)))
        return row

    def _number(self, value: Words | Condition) -> int:
        """The number of a word list or a condition."""
        if isinstance(value, Words):
            return self.words.setdefault(value, len(self.words))
        return self.conditions.setdefault(json.dumps(self._condition(value)), len(self.conditions))

    def _condition(self, condition: Condition) -> list[object]:
        """A quantifier and its parts, or a predicate with the kind of its argument and the argument."""
        match condition:
            case Combination(quantifier, parts):
                return [quantifier, self.row(parts)]
            case Test(predicate, Words() as words):
                return [predicate, "words", self.row(words)]
            case Test(predicate, frozenset() as names):
                return [predicate, "choice", self.row(names)]
            case Test(predicate, Pattern() as pattern):
                return [predicate, "pattern", pattern.parts]
        return [condition.predicate, "", condition.argument]


class _Stored(Words):
    """A word list whose phrases are made ready when they are first asked for: most never are."""

    def __init__(self, name: str, joined: str) -> None:
        self.__dict__.update(name=name, joined=joined)  # a word list is frozen

    @cached_property
    def phrases(self) -> frozenset[tuple[str, ...]]:
        """The phrases."""
        return frozenset([tuple(phrase.split(" ")) for phrase in self.__dict__["joined"].splitlines()])


class _Reader:
    """Turns lists into values."""

    def __init__(self, content: dict[str, Any], apart: Callable[[], Any], place: Callable[[str], str]) -> None:
        """`apart` gives one after the other of what stands apart, or None each time where that is not read."""
        self.apart = apart
        self.place = place
        self.words = [_Stored(name, phrases) for name, phrases in content["words"]]
        self.conditions: list[Condition] = []
        for row in content["conditions"]:
            self.conditions.append(self.condition(row))

    def term(self, row: list[Any]) -> Term:
        """A term."""
        lemma, slug, forms, summary, status, senses, conflations = row
        return Term(
            lemma,
            slug,
            tuple(forms),
            summary,
            status,
            tuple([self.sense(sense) for sense in senses]),
            tuple([_conflation(conflation) for conflation in conflations]),
            self.examples(),
            tuple([Change(*change) for change in self.apart() or ()]),
            self.origin(self.apart()),
        )

    def sense(self, row: list[Any]) -> Sense:
        """A sense."""
        name, label, short, domain = row
        definition, sources, relations = self.apart() or "", self.apart() or (), self.apart() or ()
        links = tuple([Relation(*relation) for relation in relations])
        return Sense(name, label, short, definition, domain, _citations(sources), links)

    def examples(self) -> tuple[Example, ...]:
        """The examples that come next."""
        rows = self.apart() or ()
        return tuple([Example(a, b, c, d, e, frozenset(todo), self.origin(at)) for a, b, c, d, e, todo, at in rows])

    def origin(self, row: list[Any] | None) -> Origin | None:
        """A place in a file."""
        return Origin(self.place(row[0]), row[1], row[2]) if row else None

    def rules(self, row: list[Any]) -> TermRules:
        """What the machine knows of a term."""
        cues, off_domain, silent, stakes, threshold, sure, together, rules, told, outright, more, draft_words = row
        known = self.conditions
        return TermRules(
            tuple([Cue(sense, w, known[when], name, self.origin(self.apart())) for sense, w, when, name in cues]),
            frozenset(off_domain),
            known[silent],
            tuple([Stake(weight, known[when], self.origin(self.apart())) for weight, when in stakes]),
            threshold,
            sure,
            together,
            tuple([self.rule(rule) for rule in rules]),
            {name: self.words[number] for name, number in told.items()},
            {name: self.words[number] for name, number in outright.items()},
            {name: known[number] for name, number in more.items()},
            draft_words,
        )

    def rule(self, row: list[Any]) -> Rule:
        """A rule."""
        name, term, conflation, level, message, when, unless, weight, others = row
        condition = None if unless is None else self.conditions[unless]
        more = tuple([Named(*other) for other in others])
        tried, at = self.examples(), self.origin(self.apart())
        return Rule(name, term, conflation, level, message, self.conditions[when], condition, weight, more, tried, at)

    def condition(self, row: list[Any]) -> Condition:
        """A condition, of those before it."""
        if len(row) == 2:  # noqa: PLR2004 - a quantifier and its parts
            return Combination(row[0], tuple([self.conditions[part] for part in row[1]]))
        name, kind, argument = row
        match kind:
            case "words":
                return Test(name, self.words[argument])
            case "choice":
                return Test(name, frozenset(argument))
            case "pattern":
                return Test(name, Pattern(name, argument))
        return Test(name, argument)


def _conflation(row: list[Any]) -> Conflation:
    name, (first, second), why, situation, sources, caveats, modest, broader = row
    texts = {sense: Caveats(*sizes) for sense, sizes in caveats.items()}
    return Conflation(name, (first, second), why, situation, _citations(sources), texts, modest, tuple(broader))


def _citations(rows: Iterable[list[Any]]) -> tuple[Citation, ...]:
    return tuple([Citation(*row) for row in rows])
