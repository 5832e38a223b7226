"""What contracts report: python benchmarks/contracts.py BENCH.

Every use in mentions.jsonl whose sense is labelled, and which nothing nearer settles, is read under a contract that
states its sense, and under one for each other sense of its term. The cues were fitted on the same uses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import labels

from termlint.model import Clarifier, Span
from termlint.reading import readings
from termlint.settling import contracts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from termlint.linter import Linter
    from termlint.reading.context import Context


def main() -> None:
    """Measure, and print."""
    bench = labels.command_line(__doc__).parse_args().bench
    linter = labels.built_in()
    own: list[bool] = []
    others: list[bool] = []
    for context, sense in _uses(bench, linter):
        for stated in (sense.id for sense in linter.glossary.terms[context.mention.term].senses):
            told = _is_told(context, stated, linter)
            if told is not None:
                (own if stated == sense else others).append(told)
    print(f"against a contract that states the sense of the use: {sum(own)} of {len(own)} are reported")
    share = 100 * sum(others) / len(others)
    print(f"against one that states another: {sum(others)} of {len(others)}, {share:.0f} in 100")


def _uses(bench: Path, linter: Linter) -> Iterator[tuple[Context, str]]:
    """The labelled uses that no author settles, each with its sense."""
    known = {sense.id for sense in linter.glossary.senses()}
    for path, items in labels.by_path(labels.items(bench, "mentions")).items():
        wanted = {(item["term"], item["start"]): item.get("sense", "") for item in items}
        draft = labels.of_corpus(bench, path, linter)
        senses = {
            mention: f"{linter.glossary.terms[mention.term].slug}.{wanted[mention.term, mention.span.start]}"
            for mention, settled in draft.settled.items()
            if (mention.term, mention.span.start) in wanted and not readings.settling_term(settled)
        }
        free = [mention for mention, sense in senses.items() if sense in known]
        yield from ((use, senses[use.mention]) for use in draft.uses(linter, free))


def _is_told(context: Context, stated: str, linter: Linter) -> bool | None:
    """Whether a use is reported against a contract; None where nothing is asked whatever a contract says."""
    term = linter.glossary.terms[context.mention.term]
    contract = Clarifier("contract", term.id, Span(0, 1), Span(0, len(context.document.source)), (stated,))
    reading = readings.weigh(context, term, linter.ruleset.terms[term.id], [contract])
    if reading.status != "clarified":
        return None
    return contracts.judge(context, reading, contract, linter.glossary) is not None


if __name__ == "__main__":
    main()
