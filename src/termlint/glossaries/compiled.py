"""The glossary and the rules that come with termlint in a form that loads in a moment: JSON, and nothing but JSON.

A value becomes a list of its parts, in order, as a named tuple does by itself. Word lists and conditions, which many
share, stand once, by number. Letters beyond ASCII are escaped: a text without them is read faster.
"""

from __future__ import annotations

import json
from functools import cached_property
from itertools import repeat
from typing import TYPE_CHECKING, Any

from termlint.vocabulary import (
    Caveats,
    Change,
    Citation,
    Combination,
    Conflation,
    Cue,
    Example,
    Glossary,
    Named,
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

    from termlint.vocabulary import Condition


def written(glossary: Glossary, ruleset: Ruleset, place: Callable[[str], str]) -> list[str]:
    """Glossary and rules as two lines; `place` turns the path of a file into the one that is kept.

    In the second is what no draft is checked by: definitions, with their sources and relations, examples, history, and
    where everything is written.
    """
    writer = _Writer(place)
    content = {
        "terms": [writer.term(term) for term in glossary.terms.values()],
        "sources": list(glossary.sources.values()),
        "domains": dict(glossary.domains),
        "about": [glossary.title, glossary.version, glossary.url, glossary.license],
        "renamed": {kind: dict(names) for kind, names in glossary.renamed.items()},
        "rules": {lemma: writer.rules(rules) for lemma, rules in ruleset.terms.items()},
    }
    words = [[item.name, "\n".join(sorted(" ".join(phrase) for phrase in item.phrases))] for item in writer.words]
    rest = {
        "terms": {term.id: writer.more_of_term(term) for term in glossary.terms.values()},
        "rules": {lemma: writer.more_of_rules(rules) for lemma, rules in ruleset.terms.items()},
    }
    parts = {"words": words, "conditions": [json.loads(row) for row in writer.conditions], **content}, rest
    return [json.dumps(part, separators=(",", ":")) for part in parts]


def read(lines: Sequence[str], place: Callable[[str], str]) -> tuple[Glossary, Ruleset]:
    """The glossary and the rules that `written` made these lines of; `place` turns a path back.

    Without the second line what it holds is missing.
    """
    content = json.loads(lines[0])
    reader = _Reader(content, json.loads(lines[1]) if len(lines) > 1 else _NO_REST, place)
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
    return glossary, Ruleset({lemma: reader.rules(lemma, row) for lemma, row in content["rules"].items()})


_NO_REST: dict[str, dict[str, Any]] = {"terms": {}, "rules": {}}


class _Writer:
    """Turns values into lists, and collects word lists and conditions on the way."""

    def __init__(self, place: Callable[[str], str]) -> None:
        self.place = place
        self.words: dict[Words, int] = {}
        self.conditions: dict[str, int] = {}
        """Each as JSON, since raw patterns cannot be keys."""

    def term(self, term: Term) -> list[object]:
        """A term."""
        return [
            [term.id, term.slug, term.forms, term.summary, term.status],
            [[sense.id, sense.label, sense.short, sense.domain] for sense in term.senses],
            term.conflations,
        ]

    def more_of_term(self, term: Term) -> list[object]:
        """What no draft is checked by of a term."""
        return [
            [[sense.definition, sense.sources, sense.relations] for sense in term.senses],
            self.examples(term.examples),
            term.history,
            self.origin(term.origin),
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
            [[cue.sense, cue.weight, self.condition(cue.when), cue.id] for cue in rules.cues],
            sorted(rules.off_domain),
            self.condition(rules.silent),
            [[stake.weight, self.condition(stake.when)] for stake in rules.stakes],
            rules.threshold,
            rules.sure,
            rules.together,
            [self.rule(rule) for rule in rules.rules],
            {name: self.words.setdefault(words, len(self.words)) for name, words in rules.tells_apart.items()},
            {name: self.condition(condition) for name, condition in rules.claims_more.items()},
            {sense: dict(words) for sense, words in rules.draft_words.items()},
        ]

    def more_of_rules(self, rules: TermRules) -> list[object]:
        """What no draft is checked by of that."""
        return [
            [self.origin(cue.origin) for cue in rules.cues],
            [self.origin(stake.origin) for stake in rules.stakes],
            [[self.examples(rule.examples), self.origin(rule.origin)] for rule in rules.rules],
        ]

    def rule(self, rule: Rule) -> list[object]:
        """A rule."""
        unless = self.condition(rule.unless) if rule.unless else None
        named = [rule.id, rule.term, rule.conflation, rule.level, rule.message]
        return [*named, self.condition(rule.when), unless, rule.weight, rule.others]

    def condition(self, condition: Condition) -> int:
        """The number of a condition; the parts of a combination come before it."""
        row = json.dumps(self._condition(condition))
        return self.conditions.setdefault(row, len(self.conditions))

    def _condition(self, condition: Condition) -> list[object]:
        """A quantifier and its parts, or a predicate with the kind of its argument and the argument."""
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
        self.__dict__.update(name=name, joined=joined)  # a word list is frozen

    @cached_property
    def phrases(self) -> frozenset[tuple[str, ...]]:
        """The phrases."""
        return frozenset([tuple(phrase.split(" ")) for phrase in self.__dict__["joined"].splitlines()])


class _Reader:
    """Turns lists into values."""

    def __init__(self, content: dict[str, Any], rest: dict[str, dict[str, Any]], place: Callable[[str], str]) -> None:
        self.place = place
        self.rest = rest
        self.words = [_Stored(name, phrases) for name, phrases in content["words"]]
        self.conditions: list[Condition] = []
        for row in content["conditions"]:
            self.conditions.append(self.condition(row))

    def term(self, row: list[Any]) -> Term:
        """A term."""
        (lemma, slug, forms, summary, status), senses, conflations = row
        more, examples, history, origin = self.rest["terms"].get(lemma) or (repeat(("", (), ())), (), (), None)
        return Term(
            lemma,
            slug,
            tuple(forms),
            summary,
            status,
            tuple([self.sense(sense, *said) for sense, said in zip(senses, more, strict=False)]),
            tuple([self.conflation(conflation) for conflation in conflations]),
            self.examples(examples),
            tuple([Change(*change) for change in history]),
            self.origin(origin),
        )

    def sense(self, row: list[Any], definition: str, sources: list[Any], relations: list[Any]) -> Sense:
        """A sense."""
        name, label, short, domain = row
        links = tuple([Relation(*relation) for relation in relations])
        return Sense(name, label, short, definition, domain, _citations(sources), links)

    def conflation(self, row: list[Any]) -> Conflation:
        """A conflation."""
        name, (first, second), why, situation, sources, caveats, modest, broader = row
        texts = {sense: Caveats(*sizes) for sense, sizes in caveats.items()}
        return Conflation(name, (first, second), why, situation, _citations(sources), texts, modest, tuple(broader))

    def examples(self, rows: Iterable[list[Any]]) -> tuple[Example, ...]:
        """Examples."""
        return tuple([Example(a, b, c, d, e, frozenset(todo), self.origin(at)) for a, b, c, d, e, todo, at in rows])

    def origin(self, row: list[Any] | None) -> Origin | None:
        """A place in a file."""
        return Origin(self.place(row[0]), row[1], row[2]) if row else None

    def rules(self, lemma: str, row: list[Any]) -> TermRules:
        """What the machine knows of a term."""
        cues, off_domain, silent, stakes, threshold, sure, together, rules, told, more, draft_words = row
        at_cues, at_stakes, rest = self.rest["rules"].get(lemma) or (repeat(None), repeat(None), repeat(((), None)))
        known, origin = self.conditions, self.origin
        return TermRules(
            tuple([Cue(s, w, known[i], name, origin(at)) for (s, w, i, name), at in zip(cues, at_cues, strict=False)]),
            frozenset(off_domain),
            known[silent],
            tuple([Stake(w, known[i], origin(at)) for (w, i), at in zip(stakes, at_stakes, strict=False)]),
            threshold,
            sure,
            together,
            tuple([self.rule(rule, *said) for rule, said in zip(rules, rest, strict=False)]),
            {name: self.words[number] for name, number in told.items()},
            {name: known[i] for name, i in more.items()},
            draft_words,
        )

    def rule(self, row: list[Any], examples: list[Any], origin: list[Any] | None) -> Rule:
        """A rule."""
        name, term, conflation, level, message, when, unless, weight, others = row
        condition = None if unless is None else self.conditions[unless]
        more = tuple([Named(*other) for other in others])
        tried, at = self.examples(examples), self.origin(origin)
        return Rule(name, term, conflation, level, message, self.conditions[when], condition, weight, more, tried, at)

    def condition(self, row: list[Any]) -> Condition:
        """A condition, of those before it."""
        if len(row) == 2:  # noqa: PLR2004 - a quantifier and its parts
            return Combination(row[0], tuple([self.conditions[part] for part in row[1]]))
        name, kind, argument = row
        if kind == "words":
            return Test(name, self.words[argument])
        return Test(name, frozenset(argument) if kind else argument)


def _citations(rows: list[Any]) -> tuple[Citation, ...]:
    return tuple([Citation(*row) for row in rows])
