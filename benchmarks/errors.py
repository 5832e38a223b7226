"""False alarms and misses on the labelled essays, in context: python benchmarks/errors.py BENCH [--term TERM].

For each essay with any: the mention in its sentence, its level, the pair that the annotators had in mind, the rule that
reported it or the step at which it was left alone, and how far the stakes were from the threshold. A summary by kind of
error and by rule comes last: what to work on first.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import labels

from termlint.model import Lines
from termlint.reading import findings, stakes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from termlint.linter import Linter
    from termlint.model import Clarifier
    from termlint.reading.context import Context
    from termlint.reading.findings import Bite

KINDS = {(True, 0): "false alarm", (False, 2): "miss"}
"""By whether it is reported, and its level."""
AROUND = 160
"""Code points shown on each side of a mention."""


class Error(NamedTuple):
    """A mention that is reported and should not be, or the other way about."""

    kind: str
    at: str
    pair: str
    why: str
    short: float
    """What the stakes and the rule come to, less the threshold."""
    words: str


def main() -> None:
    """Print them all."""
    parser = labels.command_line(__doc__)
    parser.add_argument("--term", choices=labels.TERMS)
    arguments = parser.parse_args()
    linter = labels.built_in()
    essays = labels.items(arguments.bench, "essays")
    wanted = labels.by_path(item for item in essays if arguments.term in {None, item["term"]})
    counts: Counter[tuple[str, str]] = Counter()
    for path, items in wanted.items():
        errors = list(_errors(arguments.bench, path, items, linter))
        if errors:
            print(f"\n== {path}")
        for error in errors:
            counts[error.kind, error.why] += 1
            print(f"{error.kind:11} {error.at} {error.pair:18} {error.short:+.2f} {error.why}\n    {error.words}")
    print()
    for (kind, why), number in counts.most_common():
        print(f"{number:4} {kind:11} {why}")


def _errors(bench: Path, path: str, items: list[dict[str, Any]], linter: Linter) -> Iterator[Error]:
    """The errors in one essay."""
    draft = labels.of_corpus(bench, path, linter)
    lines = Lines(draft.read.document.source)
    labelled = {(item["term"], item["start"]): item for item in items}
    own = [mention for mention in draft.settled if (mention.term, mention.span.start) in labelled]
    uses = draft.uses(linter, own)
    judged = [(use, *_judged(use, draft.settled[use.mention], linter)) for use in uses]
    weak = findings.weak((bite for *_, bite in judged if bite), linter.ruleset.terms)
    for context, decided, short, bite in judged:
        item = labelled[context.mention.term, context.mention.span.start]
        alone = bite is not None and bite.rule.term in weak
        if kind := KINDS.get((bite is not None and not alone, int(str(item["level"])))):
            why = decided + ", with too little else in the draft" * alone
            point = lines.point(context.mention.span.start)
            yield Error(kind, f"{point.line}:{point.column}", str(item["pair"]), why, short, _words(context))


def _judged(context: Context, holding: tuple[Clarifier, ...], linter: Linter) -> tuple[str, float, Bite | None]:
    """The rule or the step that decides, how far it is from reporting, and what bites there."""
    reading, bite = linter.judge(context, holding)
    rules = linter.ruleset.terms[context.mention.term]
    rule, _ = findings.first(rules, context)
    weight = rule.weight if rule else 0.0
    short = stakes.weigh(context, reading, rules.stakes).total + weight - rules.threshold
    if bite:
        return bite.rule.id, short, bite
    if reading.status != "clear":
        return f"{reading.status}: {reading.step}", short, None
    return rule.id if rule else "no rule", short, None


def _words(context: Context) -> str:
    text, (start, end) = context.block.text, context.mention.at
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return f"…{before}[{text[start:end]}]{after}…".replace("\n", " ")


if __name__ == "__main__":
    main()
