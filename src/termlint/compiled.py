"""The glossary and the rules that come with termlint in a form that loads in a moment: JSON, and nothing but JSON.

A value becomes a list of its parts, in order. Word lists, which many conditions share, stand once, by number.
"""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, Any

from termlint.model import (
    Caveats,
    Change,
    Citation,
    Combination,
    Conflation,
    Cue,
    Example,
    Glossary,
    Origin,
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

    from termlint.model import Condition


def written(glossary: Glossary, ruleset: Ruleset, place: Callable[[str], str]) -> list[str]:
    """Glossary and rules as two lines; `place` turns the path of a file into the one that is kept.

    In the second is what no draft is checked by: the examples and the history.
    """
    writer = _Writer(place)
    content = {
        "terms": [writer.term(term) for term in glossary.terms.values()],
        "sources": [list(source) for source in glossary.sources.values()],
        "domains": dict(glossary.domains),
        "about": [glossary.title, glossary.version, glossary.url, glossary.license],
        "renamed": {kind: dict(names) for kind, names in glossary.renamed.items()},
        "rules": {lemma: writer.rules(rules) for lemma, rules in ruleset.terms.items()},
    }
    words = [[item.name, "\n".join(sorted(" ".join(phrase) for phrase in item.phrases))] for item in writer.words]
    rest = {
        "terms": {term.id: writer.examples(term.examples) for term in glossary.terms.values()},
        "history": {term.id: _rows(term.history) for term in glossary.terms.values()},
        "rules": {rule.id: writer.examples(rule.examples) for rule in ruleset.rules()},
    }
    parts = {"words": words, **content}, rest
    return [json.dumps(part, ensure_ascii=False, separators=(",", ":")) for part in parts]


def read(lines: Sequence[str], place: Callable[[str], str]) -> tuple[Glossary, Ruleset]:
    """The glossary and the rules that `written` made these lines of; `place` turns a path back.

    Without the second line there are no examples and no history.
    """
    content = json.loads(lines[0])
    reader = _Reader(content["words"], place, json.loads(lines[1]) if len(lines) > 1 else _NO_REST)
    terms = map(reader.term, content["terms"])
    title, version, url, license_ = content["about"]
    glossary = Glossary(
        terms={term.id: term for term in terms},
        sources={row[0]: Source(*row) for row in content["sources"]},
        domains=content["domains"],
        title=title,
        version=version,
        url=url,
        license=license_,
        renamed=content["renamed"],
    )
    return glossary, Ruleset({lemma: reader.rules(row) for lemma, row in content["rules"].items()})


_NO_REST: dict[str, dict[str, Any]] = {"terms": {}, "history": {}, "rules": {}}


class _Writer:
    """Turns values into lists, and collects the word lists on the way."""

    def __init__(self, place: Callable[[str], str]) -> None:
        self.place = place
        self.words: dict[Words, int] = {}

    def term(self, term: Term) -> list[object]:
        """A term."""
        return [
            [term.id, term.slug, term.forms, term.summary, term.status],
            [[*sense[:5], _rows(sense.sources), _rows(sense.relations)] for sense in term.senses],
            [self.conflation(conflation) for conflation in term.conflations],
            self.origin(term.origin),
        ]

    def conflation(self, conflation: Conflation) -> list[object]:
        """A conflation."""
        caveats = {sense: list(texts) for sense, texts in conflation.caveats.items()}
        return [
            conflation.id,
            conflation.senses,
            conflation.why,
            conflation.situation,
            _rows(conflation.sources),
            caveats,
        ]

    def examples(self, examples: Iterable[Example]) -> list[object]:
        """Examples."""
        return [
            [e.text, e.report, e.passes, e.sense, e.conflation, sorted(e.todo), self.origin(e.origin)] for e in examples
        ]

    def origin(self, origin: Origin | None) -> list[object] | None:
        """A place in a file."""
        return [self.place(origin.path), origin.line, origin.column] if origin else None

    def rules(self, rules: TermRules) -> list[object]:
        """What the machine knows of a term."""
        return [
            [[c.sense, c.weight, self.condition(c.when), c.id, self.origin(c.origin)] for c in rules.cues],
            sorted(rules.off_domain),
            self.condition(rules.silent),
            [[stake.weight, self.condition(stake.when), self.origin(stake.origin)] for stake in rules.stakes],
            rules.threshold,
            [self.rule(rule) for rule in rules.rules],
        ]

    def rule(self, rule: Rule) -> list[object]:
        """A rule."""
        return [
            [rule.id, rule.term, rule.conflation, rule.level, rule.message],
            self.condition(rule.when),
            self.condition(rule.unless) if rule.unless else None,
            rule.weight,
            self.origin(rule.origin),
        ]

    def condition(self, condition: Condition) -> list[object]:
        """A condition: a quantifier and its parts, or a predicate with the kind of its argument and the argument."""
        if isinstance(condition, Combination):
            return [condition.quantifier, [self.condition(part) for part in condition.parts]]
        argument = condition.argument
        if isinstance(argument, Words):
            return [condition.predicate, "words", self.words.setdefault(argument, len(self.words))]
        if isinstance(argument, frozenset):
            return [condition.predicate, "choice", sorted(argument)]
        return [condition.predicate, "", argument]


class _Stored(Words):
    """A word list whose phrases are made ready when they are first asked for: most never are."""

    def __init__(self, name: str, joined: str) -> None:
        self.__dict__.update(name=name, joined=joined)

    @cached_property
    def phrases(self) -> frozenset[tuple[str, ...]]:
        """The phrases."""
        return frozenset([tuple(phrase.split(" ")) for phrase in self.__dict__["joined"].splitlines()])


class _Reader:
    """Turns lists into values."""

    def __init__(
        self, words: Iterable[tuple[str, str]], place: Callable[[str], str], rest: dict[str, dict[str, Any]]
    ) -> None:
        self.place = place
        self.rest = rest
        self.words = [_Stored(name, phrases) for name, phrases in words]

    def term(self, row: list[Any]) -> Term:
        """A term."""
        (lemma, slug, forms, summary, status), senses, conflations, origin = row
        return Term(
            lemma,
            slug,
            tuple(forms),
            summary,
            status,
            tuple([self.sense(sense) for sense in senses]),
            tuple([self.conflation(conflation) for conflation in conflations]),
            self.examples("terms", lemma),
            tuple([Change(*change) for change in self.rest["history"].get(lemma, ())]),
            self.origin(origin),
        )

    def sense(self, row: list[Any]) -> Sense:
        """A sense."""
        name, label, short, definition, domain, sources, relations = row
        links = tuple([Relation(*relation) for relation in relations])
        return Sense(name, label, short, definition, domain, _citations(sources), links)

    def conflation(self, row: list[Any]) -> Conflation:
        """A conflation."""
        name, (first, second), why, situation, sources, caveats = row
        texts = {sense: Caveats(*sizes) for sense, sizes in caveats.items()}
        return Conflation(name, (first, second), why, situation, _citations(sources), texts)

    def examples(self, kind: str, name: str) -> tuple[Example, ...]:
        """The examples of a term or a rule."""
        rows = self.rest[kind].get(name, ())
        return tuple([Example(a, b, c, d, e, frozenset(todo), self.origin(at)) for a, b, c, d, e, todo, at in rows])

    def origin(self, row: list[Any] | None) -> Origin | None:
        """A place in a file."""
        return Origin(self.place(row[0]), row[1], row[2]) if row else None

    def rules(self, row: list[Any]) -> TermRules:
        """What the machine knows of a term."""
        cues, off_domain, silent, stakes, threshold, rules = row
        return TermRules(
            tuple([Cue(s, w, self.condition(when), name, self.origin(at)) for s, w, when, name, at in cues]),
            frozenset(off_domain),
            self.condition(silent),
            tuple([Stake(weight, self.condition(when), self.origin(at)) for weight, when, at in stakes]),
            threshold,
            tuple([self.rule(rule) for rule in rules]),
        )

    def rule(self, row: list[Any]) -> Rule:
        """A rule."""
        (name, term, conflation, level, message), when, unless, weight, origin = row
        condition = self.condition(unless) if unless else None
        tried = self.examples("rules", name)
        at = self.origin(origin)
        return Rule(name, term, conflation, level, message, self.condition(when), condition, weight, tried, at)

    def condition(self, row: list[Any]) -> Condition:
        """A condition."""
        if len(row) == 2:  # noqa: PLR2004 - a quantifier and its parts
            return Combination(row[0], tuple([self.condition(part) for part in row[1]]))
        name, kind, argument = row
        if kind == "words":
            return Test(name, self.words[argument])
        return Test(name, frozenset(argument) if kind else argument)


def _rows(values: Iterable[Iterable[object]]) -> list[list[object]]:
    return [list(value) for value in values]


def _citations(rows: list[Any]) -> tuple[Citation, ...]:
    return tuple([Citation(*row) for row in rows])
