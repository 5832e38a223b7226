"""How well senses are read: python benchmarks/senses.py BENCH.

Fitted, by the weights that the rules have now, and on unseen sources, by weights that are fitted without each source of
mentions.jsonl in turn. What stands in an image's description or in code has a sense and is not read; it is counted as
wrong in the first line.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import fit
import labels
import numpy as np

from termlint import data
from termlint.linter import Linter
from termlint.model import short_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from labels import Label


def main() -> None:
    """Measure, and print."""
    bench = labels.command_line(__doc__).parse_args().bench
    linter = Linter(*data.load(data.Folders()))
    mentions = [label for label in labels.read(bench, linter, ["mentions"]) if label.sense]
    examples = [label for label in labels.examples(linter) if label.sense]
    fitted, unseen = [*_fitted(mentions, linter)], [*_unseen(mentions, examples, linter)]
    whole = sum(bool(labels.sense_of(item)) for item in labels.items(bench, "mentions"))
    for name, read in (("as shipped", fitted), ("unseen sources", unseen)):
        right = sum(label.sense == sense for label, sense in read)
        print(f"{name}: {right} of {whole} right, of {len(read)} that are found")
    confused = Counter((label.sense, sense) for label, sense in unseen)
    print("\non unseen sources, by the sense that is meant")
    for sense in sorted({label.sense for label, _ in unseen}):
        taken = {other: number for (meant, other), number in confused.most_common() if meant == sense}
        wrong = ", ".join(f"{short_id(other)} {number}" for other, number in taken.items() if other != sense)
        print(f"{sense:28} {taken.get(sense, 0):3} of {sum(taken.values()):3}  {wrong}")


def _of_term(term: str, found: Sequence[Label]) -> list[Label]:
    return [label for label in found if label.term == term]


def _fitted(mentions: Sequence[Label], linter: Linter) -> Iterator[tuple[Label, str]]:
    for term in labels.TERMS:
        cues, found = linter.ruleset.terms[term].cues, _of_term(term, mentions)
        weights = np.array([cue.weight for cue in cues])
        senses = [sense.id for sense in linter.glossary.terms[term].senses]
        yield from zip(found, fit.read_as(found, [cue.sense for cue in cues], senses, weights), strict=True)


def _unseen(mentions: Sequence[Label], examples: Sequence[Label], linter: Linter) -> Iterator[tuple[Label, str]]:
    for term in labels.TERMS:
        owners = [cue.sense for cue in linter.ruleset.terms[term].cues]
        senses = [sense.id for sense in linter.glossary.terms[term].senses]
        found = _of_term(term, mentions)
        for source in sorted({label.source for label in found}):
            others = [label for label in found if label.source != source]
            weights = fit.fit_cues([*others, *_of_term(term, examples)], owners, senses)
            mine = [label for label in found if label.source == source]
            yield from zip(mine, fit.read_as(mine, owners, senses, weights), strict=True)


if __name__ == "__main__":
    main()
