"""How well senses are read, and the weights that read them: python benchmarks/senses.py BENCH [FOLDER ...].

A folder is like BENCH: mentions.jsonl says which sense is meant, corpus/ holds the drafts. With --write, the weights of
cues and of the words of drafts are fitted to all of these and to the glossary's examples, and written into
rules/*.yaml; comments and order of the files stay. Without the folders that they were fitted to, others come out.

Cues and words: multinomial logistic regression with weights of at least 0, since a cue or a word speaks for a sense or
not at all; what speaks against one speaks for another. Cues shrink (L2) to CUES_MEAN, having been chosen because they
speak for their senses, words to nought by what they add up to (L1), so that few have any weight. A word counts as often
as it stands in the draft (`DocumentIndex.often`). Only words of at least TEXTS drafts have a weight, no function words
(spaCy's list of stop words) and none of the term itself, and weights below LEAST are left out. The labels of BENCH, by
the annotators who made the guideline, count OWN times; each example, of which there are few, EXAMPLE times.

Printed is how many senses are read right: as fitted, by the weights that are in rules/*.yaml in the end, and on unseen
sources, by what all but a fifth of the sources say. What stands in code or in the title of an image is not read, and
not among those: of BENCH it is said how many senses there are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import fit
import labels
import numpy as np
from ruamel.yaml.comments import CommentedMap
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer
from spacy.lang.en.stop_words import STOP_WORDS

from termlint.vocabulary import short_id
from termlint.words import split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from labels import Label

    from termlint.linter import Linter
    from termlint.vocabulary import Term

    Array = np.ndarray[Any, Any]

CUES_L2, CUES_MEAN = 0.5, 1.5
WORDS_L1, WORDS_L2 = 4.0, 1.0
TEXTS, LEAST = 15, 0.05
OWN, EXAMPLE = 5.0, 20.0
PARTS = 5


class Weights(NamedTuple):
    """What the cues of a term weigh, and for each sense what words of the draft do."""

    cues: Array
    words: Mapping[str, Mapping[str, float]]


def main() -> None:
    """Fit and write if that is asked for, measure, and print."""
    parser = labels.command_line(__doc__)
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--write", action="store_true", help="fit the weights and write them into rules/*.yaml")
    asked = parser.parse_args()
    linter = labels.built_in()
    found = {str(folder): [*_sensed(folder, linter)] for folder in (asked.bench, *asked.folders)}
    known = [(label, OWN if name == str(asked.bench) else 1.0) for name, own in found.items() for label in own]
    examples = [(label, EXAMPLE) for label in labels.examples(linter) if label.sense]
    if asked.write:
        for term in _terms(linter):
            _write(term, fit_weights(_of(term, [*known, *examples]), term, _owners(term, linter)))
        linter = labels.built_in()
    whole = sum(bool(labels.sense_of(item)) for item in labels.items(asked.bench, "mentions"))
    print(f"{asked.bench.name} has {whole} senses")
    shipped = [read for term in _terms(linter) for read in _as_shipped(_of(term, known), term, linter)]
    unseen = [read for term in _terms(linter) for read in _unseen(_of(term, known), _of(term, examples), term, linter)]
    for name, reads in (("as fitted", shipped), ("unseen sources", unseen)):
        right = {id(label) for label, sense in reads if label.sense == sense}
        print(f"\n{name}", *(f"{folder}: {_share(own, right)}" for folder, own in found.items()), sep="\n  ")
    _print_confused(unseen)


def _print_confused(read: Iterable[tuple[Label, str]]) -> None:
    """Say for each sense how often it is read right, and as what else."""
    confused = Counter((label.sense, sense) for label, sense in read)
    print("\non unseen sources, by the sense that is meant")
    for sense in sorted({meant for meant, _ in confused}):
        taken = {other: number for (meant, other), number in confused.most_common() if meant == sense}
        wrong = ", ".join(f"{short_id(other)} {number}" for other, number in taken.items() if other != sense)
        print(f"{sense:28} {taken.get(sense, 0):4} of {sum(taken.values()):4}  {wrong}")


def fit_weights(found: Sequence[tuple[Label, float]], term: Term, owners: Sequence[str]) -> Weights:
    """The weights that tell the senses of some labels of a term best, each of which counts so much."""
    senses = _senses(term)
    table, counts = [label for label, _ in found], np.array([count for _, count in found])
    cues, right = _held(table), np.array([[label.sense == sense for sense in senses] for label in table], float)
    drafts: dict[str, set[str]] = defaultdict(set)
    for label in table:
        for word in label.often:
            drafts[word].add(label.path)
    idle = {*STOP_WORDS, *split(" ".join(term.forms))}
    telling = (word for word in drafts.keys() - idle if word.isalpha() and len(word) > 1)
    kept = {word for word in telling if len(drafts[word]) >= TEXTS}
    columns = DictVectorizer()
    words = columns.fit_transform([{word: label.often[word] for word in kept & label.often.keys()} for label in table])
    owned, across = _owned(owners, senses), words.T.tocsr()
    shape = words.shape[1], len(senses)

    def loss(weights: Array) -> tuple[float, Array]:
        of_cues, of_words = weights[: len(owners)], weights[len(owners) :].reshape(shape)
        odds = _shares(cues @ (of_cues[:, None] * owned) + words @ of_words)
        away, wrong = of_cues - CUES_MEAN, (odds - right) * counts[:, None]
        total = -(counts * np.log((odds * right).sum(1) + 1e-12)).sum() + CUES_L2 / 2 * (away**2).sum()
        total += WORDS_L1 * of_words.sum() + WORDS_L2 / 2 * (of_words**2).sum()
        slopes = [((cues.T @ wrong) * owned).sum(1) + CUES_L2 * away, across @ wrong + WORDS_L1 + WORDS_L2 * of_words]
        return total, np.concatenate([slope.ravel() for slope in slopes])

    first = np.concatenate([np.full(len(owners), CUES_MEAN), np.zeros(shape).ravel()])
    # What is at least nought adds up to its size, which has a slope.
    best: Array = minimize(loss, first, jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(first)).x
    names = columns.feature_names_
    of_senses = {
        sense: {word: round(float(weight), 2) for word, weight in zip(names, row, strict=True) if weight >= LEAST}
        for sense, row in zip(senses, best[len(owners) :].reshape(shape).T, strict=True)
    }
    return Weights(best[: len(owners)].round(2), of_senses)


def read_as(found: Sequence[Label], owners: Sequence[str], senses: Sequence[str], weights: Weights) -> list[str]:
    """The sense that each label's mention is read as by some weights."""
    scores = _held(found) @ (weights.cues[:, None] * _owned(owners, senses))
    for row, label in zip(scores, found, strict=True):
        for number, sense in enumerate(senses):
            words = weights.words.get(sense, {})
            row[number] += sum(words[word] * label.often[word] for word in words.keys() & label.often.keys())
    return [senses[number] for number in scores.argmax(1)]


def _as_shipped(found: Iterable[tuple[Label, float]], term: Term, linter: Linter) -> Iterator[tuple[Label, str]]:
    rules = linter.ruleset.terms[term.id]
    weights = Weights(np.array([cue.weight for cue in rules.cues]), rules.draft_words)
    table = [label for label, _ in found]
    yield from zip(table, read_as(table, _owners(term, linter), _senses(term), weights), strict=True)


def _unseen(
    found: Sequence[tuple[Label, float]], examples: Sequence[tuple[Label, float]], term: Term, linter: Linter
) -> Iterator[tuple[Label, str]]:
    owners, senses = _owners(term, linter), _senses(term)
    sources = sorted({label.source for label, _ in found})
    for part in range(min(PARTS, len(sources))):
        left_out = set(sources[part::PARTS])
        mine = [label for label, _ in found if label.source in left_out]
        others = [(label, count) for label, count in found if label.source not in left_out]
        weights = fit_weights([*others, *examples], term, owners)
        yield from zip(mine, read_as(mine, owners, senses, weights), strict=True)


def _write(term: Term, weights: Weights) -> None:
    path, file = fit.rule_file(term.slug)
    for cue, weight in zip(file["cues"], weights.cues, strict=True):
        cue["weight"] = float(weight)
    file["draft_words"] = CommentedMap(
        {short_id(sense): CommentedMap(sorted(words.items())) for sense, words in weights.words.items() if words}
    )
    fit.write(file, path)
    print(f"{path.name}: {sum(map(len, weights.words.values()))} words")


def _sensed(folder: Path, linter: Linter) -> Iterator[Label]:
    return (label for label in labels.read(folder, linter, ["mentions"]) if label.sense)


def _terms(linter: Linter) -> list[Term]:
    return [linter.glossary.terms[term] for term in labels.TERMS]


def _of(term: Term, found: Iterable[tuple[Label, float]]) -> list[tuple[Label, float]]:
    return [(label, count) for label, count in found if label.term == term.id]


def _owners(term: Term, linter: Linter) -> list[str]:
    return [cue.sense for cue in linter.ruleset.terms[term.id].cues]


def _senses(term: Term) -> list[str]:
    return [sense.id for sense in term.senses]


def _held(found: Sequence[Label]) -> Array:
    return np.array([label.cues for label in found], float)


def _owned(owners: Sequence[str], senses: Sequence[str]) -> Array:
    return np.array([[owner == sense for sense in senses] for owner in owners], float)


def _shares(scores: Array) -> Array:
    odds: Array = np.exp(scores - scores.max(1, keepdims=True))
    odds /= odds.sum(1, keepdims=True)
    return odds


def _share(found: Sequence[Label], right: set[int]) -> str:
    number = sum(id(label) in right for label in found)
    return f"{number} of {len(found)}, {number / len(found):.3f}"


if __name__ == "__main__":
    main()
