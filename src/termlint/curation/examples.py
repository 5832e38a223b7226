"""The examples of glossary and rules as tests: what the linter makes of each, beside what it should make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from termlint.names import Said
from termlint.reading import findings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from termlint.linter import Linter
    from termlint.model import Reading
    from termlint.vocabulary import Example, Glossary, Ruleset


NO_MENTION = "no mention"


class Outcome(NamedTuple):
    """One expectation of an example and whether it was met."""

    example: Example
    kind: str
    """report, pass or sense."""
    met: bool
    got: str
    """What the linter says instead, for a message; where an example has no mention of the term, that."""


def written(glossary: Glossary, ruleset: Ruleset) -> Iterator[tuple[str, Example]]:
    """Every example with the lemma of its term."""
    for term in glossary.terms.values():
        yield from ((term.id, example) for example in term.examples)
    for rule in ruleset.rules():
        yield from ((rule.term, example) for example in rule.examples)


def run(linter: Linter, term: str, example: Example) -> Iterator[Outcome]:
    """Each expectation of an example, tried by a linter that reports every mention of its term."""
    report = linter.check("example.md", example.text)
    said = [Said(finding.rule, finding.conflation) for finding in report.findings if finding.term == term]
    read = [reading for reading in report.readings if reading.mention.term == term]
    for outcome in outcomes(example, said, read[0].sense if read else ""):
        silent = outcome.kind == "report" and not said
        yield outcome._replace(got=f"{outcome.got} ({_why(linter, example, read)})") if silent else outcome


def _why(linter: Linter, example: Example, read: Sequence[Reading]) -> str:
    """Why the rule that an example expects reports at no mention of its term; of several, where least is in the way."""
    if not read:
        return f"{NO_MENTION} of the term"
    rule = next(rule for rule in linter.ruleset.rules() if rule.id == example.report)
    draft = linter.read("example.md", example.text)
    contexts = {context.mention: context for context in linter.contexts(draft, linter.parses([draft])[0])}
    reasons: list[tuple[str, ...]] = []
    for reading in read:
        obstacles = findings.obstacles(rule, contexts[reading.mention]) if reading.status == "clear" else ()
        reasons.append(obstacles or (reading.step,))
    least = min(reasons, key=len)
    return " and ".join(least)


def outcomes(example: Example, said: Collection[Said], sense: str) -> Iterator[Outcome]:
    """Each expectation of an example, given what findings say and the sense of the first mention, if there is one."""
    rules = ", ".join(each.rule for each in said)
    if example.report:
        right = any(each.rule == example.report and example.conflation in {"", each.conflation} for each in said)
        named = ", ".join(f"{each.rule} about {each.conflation}" for each in said) if example.conflation else rules
        yield Outcome(example, "report", right, named or "no finding")
    if example.passes:
        yield Outcome(example, "pass", not said, rules if sense else NO_MENTION)
    if example.sense:
        yield Outcome(example, "sense", sense == example.sense, sense or NO_MENTION)
