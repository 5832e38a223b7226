"""The examples of a glossary and its rules tried one by one, and what no example tries."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from termlint.counting import counted
from termlint.curation import examples
from termlint.curation.examples import NO_MENTION
from termlint.linter import Linter
from termlint.model import Problem
from termlint.nodes.yamltext import shown
from termlint.silencing.filters import Filters
from termlint.silencing.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from termlint.curation.examples import Outcome
    from termlint.model import Origin
    from termlint.vocabulary import Example, Glossary, Ruleset

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
        message = f"{kind} is met now: remove it from the example's todo"
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
    return origin.problem(message) if origin else Problem("", message)


def _gaps(glossary: Glossary, ruleset: Ruleset, outcomes: Sequence[Outcome], here: set[Path]) -> Iterator[Problem]:
    """What no example tries; one whose expectation is still to do does not count."""
    tried = dict.fromkeys(map(_about, outcomes), False)
    tried |= {_about(outcome): True for outcome in outcomes if not _todo(outcome)}
    rules = [rule for rule in ruleset.rules() if _in(rule.origin, here)]
    for term in glossary.terms.values():
        if term.origin and _in(term.origin, here):
            file = term.origin._replace(line=0, column=0)
            for sense in term.senses:
                yield from _gap(file, "is read as", ("sense", sense.id), tried)
            for conflation in term.conflations:
                yield from _gap(file, "passes for", ("pass", conflation.id), tried)
                if not any(conflation.id in rule.conflations() for rule in rules):
                    yield _at(file, f"no rule reports {conflation.id}")
    for outcome in outcomes:
        if outcome.kind == "pass" and outcome.got == NO_MENTION:
            message = "no mention of the term is found in this example, which passes whatever the rules say"
            yield _at(outcome.example.origin, f"{message}: {_text(outcome.example)}")
    for rule in rules:
        yield from _gap(rule.origin, "is reported by", ("report", rule.id), tried)


def _about(outcome: Outcome) -> tuple[str, str]:
    """What an outcome tries: its kind, and the sense read, the rule that reports or what a passing example is about."""
    example = outcome.example
    return outcome.kind, {"sense": example.sense, "report": example.report, "pass": example.conflation}[outcome.kind]


def _gap(
    origin: Origin | None, what: str, about: tuple[str, str], tried: Mapping[tuple[str, str], bool]
) -> Iterator[Problem]:
    """A notice on something of which no example is tried; `tried` has those that are only to do as well."""
    if not tried.get(about):
        yield _at(origin, f"no example {what} {about[1]}" + " (except those to do)" * (about in tried))
