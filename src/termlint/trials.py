"""The examples of a glossary and its rules tried one by one, and what no example tries."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from termlint import examples
from termlint.counting import counted
from termlint.examples import NO_MENTION
from termlint.filters import Filters
from termlint.linter import Linter
from termlint.model import Problem
from termlint.selection import Selection
from termlint.yamltext import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from termlint.examples import Outcome
    from termlint.model import Example, Glossary, Origin, Ruleset

SHOWN_TEXT = 100


class Trial(NamedTuple):
    """What became of some examples."""

    outcomes: tuple[Outcome, ...]
    gaps: tuple[Problem, ...]
    """The senses, conflations and rules that no example tries, and the examples that try nothing."""

    @property
    def failures(self) -> tuple[Problem, ...]:
        """The expectations that were not met, and those met although they are still to do."""
        found = [_failure(outcome) for outcome in self.outcomes if outcome.met == _todo(outcome)]
        return tuple(sorted(found, key=lambda problem: (problem.path, problem.line, problem.column)))

    def __str__(self) -> str:
        todo = sum(_todo(outcome) and not outcome.met for outcome in self.outcomes)
        failed = len(self.failures)
        numbers = {"met": len(self.outcomes) - todo - failed, "failed": failed, "to do": todo}
        counts = ", ".join(f"{number} {what}" for what, number in numbers.items())
        return f"{counted(len(self.outcomes), 'expectation')}: {counts}; {len(self.gaps)} not exercised"


def linter(glossary: Glossary, ruleset: Ruleset) -> Linter:
    """A linter that says all it can, as examples expect."""
    return Linter(glossary, ruleset, every=True, filters=Filters(Selection(level="suggestion")))


def run(tried: Linter, folders: Iterable[Path], passed: Callable[[int], None] = lambda _: None) -> Trial:
    """The trial of every example written in some folders; `passed` is told how many are done."""
    here = {folder.resolve() for folder in folders}
    written = [each for each in examples.written(tried.glossary, tried.ruleset) if _in(each[1].origin, here)]
    outcomes: list[Outcome] = []
    for number, (term, example) in enumerate(written, 1):
        outcomes += examples.run(tried, term, example)
        passed(number)
    return Trial(tuple(outcomes), tuple(_gaps(tried.glossary, tried.ruleset, outcomes, here)))


def _todo(outcome: Outcome) -> bool:
    return outcome.kind in outcome.example.todo


def _in(origin: Origin | None, folders: set[Path]) -> bool:
    return origin is not None and Path(origin.path).parent.resolve() in folders


def _failure(outcome: Outcome) -> Problem:
    """What was expected of an example, what was found, and its text."""
    example, kind = outcome.example, outcome.kind
    if outcome.met:
        message = f"{kind} is met now: take it off the example's todo"
    elif kind == "report":
        about = f" about {example.conflation}" if example.conflation else ""
        message = f"expected a finding of {example.report}{about}, found {outcome.got}"
    elif kind == "pass":
        message = f"expected no finding, found {outcome.got}"
    else:
        message = f"expected the sense {example.sense}, found {outcome.got}"
    return _at(example.origin, f"{message}: {_text(example)}")


def _text(example: Example) -> str:
    text = " ".join(example.text.split())
    return shown(text if len(text) <= SHOWN_TEXT else text[: SHOWN_TEXT - 1] + "…")


def _at(origin: Origin | None, message: str) -> Problem:
    return Problem(origin.path, message, origin.line, origin.column) if origin else Problem("", message)


class _Tried(NamedTuple):
    """What some outcomes are about, by name."""

    senses: set[str]
    reported: set[str]
    passing: set[str]

    @classmethod
    def of(cls, outcomes: Sequence[Outcome]) -> _Tried:
        """The senses read, the rules that report and the conflations that a passing example is about."""
        return cls(
            {outcome.example.sense for outcome in outcomes if outcome.kind == "sense"},
            {outcome.example.report for outcome in outcomes if outcome.kind == "report"},
            {outcome.example.conflation for outcome in outcomes if outcome.kind == "pass"},
        )


def _gaps(glossary: Glossary, ruleset: Ruleset, outcomes: Sequence[Outcome], here: set[Path]) -> Iterator[Problem]:
    """What no example tries; one whose expectation is still to do does not count."""
    any_at_all = _Tried.of(outcomes)
    tried = _Tried.of([outcome for outcome in outcomes if not _todo(outcome)])
    rules = [rule for rule in ruleset.rules() if _in(rule.origin, here)]
    for term in glossary.terms.values():
        if term.origin and _in(term.origin, here):
            for sense in term.senses:
                yield from _gap(term.origin.path, f"is read as {sense.id}", sense.id, tried.senses, any_at_all.senses)
            for conflation in term.conflations:
                name = conflation.id
                yield from _gap(term.origin.path, f"passes for {name}", name, tried.passing, any_at_all.passing)
                if not any(name in rule.conflations() for rule in rules):
                    yield Problem(term.origin.path, f"no rule reports {name}")
    for outcome in outcomes:
        if outcome.kind == "pass" and outcome.got == NO_MENTION:
            message = "no mention of the term is found in this example, which passes whatever the rules say"
            yield _at(outcome.example.origin, f"{message}: {_text(outcome.example)}")
    for rule in rules:
        for gap in _gap("", f"is reported by {rule.id}", rule.id, tried.reported, any_at_all.reported):
            yield _at(rule.origin, gap.message)


def _gap(path: str, what: str, name: str, tried: Collection[str], any_at_all: Collection[str]) -> Iterator[Problem]:
    if name not in tried:
        yield Problem(path, f"no example {what}" + (" (but for those to do)" if name in any_at_all else ""))
