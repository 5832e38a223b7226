"""The examples of glossary and rules as tests: what the linter makes of each, beside what it should make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from termlint.linter import Linter
    from termlint.model import Example, Glossary, Ruleset


class Outcome(NamedTuple):
    """One expectation of an example and whether it was met."""

    example: Example
    kind: str
    """report, pass or sense."""
    met: bool
    got: str
    """What the linter says instead, for a message."""


def written(glossary: Glossary, ruleset: Ruleset) -> Iterator[tuple[str, Example]]:
    """Every example with the lemma of its term."""
    for term in glossary.terms.values():
        yield from ((term.id, example) for example in term.examples)
    for rule in ruleset.rules():
        yield from ((rule.term, example) for example in rule.examples)


def run(linter: Linter, term: str, example: Example) -> Iterator[Outcome]:
    """Each expectation of an example, tried by a linter that reports every mention of its term."""
    report = linter.check("example.md", example.text)
    found = [finding for finding in report.findings if finding.term == term]
    rules = [finding.rule for finding in found]
    if example.report:
        right = any(f.rule == example.report and example.conflation in {"", f.conflation} for f in found)
        named = (f"{f.rule} about {f.conflation}" if example.conflation else f.rule for f in found)
        yield Outcome(example, "report", right, ", ".join(named) or "no finding")
    if example.passes:
        yield Outcome(example, "pass", not rules, ", ".join(rules))
    if example.sense:
        reading = next((r for r in report.readings if r.mention.term == term), None)
        sense = reading.sense if reading else "no mention"
        yield Outcome(example, "sense", sense == example.sense, sense)
