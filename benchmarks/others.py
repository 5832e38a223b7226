"""What texts by others say of words, rules and stakes: python benchmarks/others.py BENCH FOLDER ...

A folder is like BENCH: essays.jsonl grades mentions, corpus/ holds the drafts. It must not be BENCH: what accuracy.py
says of that is of texts unseen.

Words (rules/words.yaml): logistic regression (L2) on whether a mention asks for a caveat, by the words of its sentence
and by those around it in the paragraph, each there or not, over the uses of the five terms in their own field that are
open. Only words of at least TEXTS drafts have a weight, and weights below LEAST are left out.

Rules and stakes (benchmarks/others.json, to which fit.py draws those that ship): fitted as fit.py does, to these
folders and to the glossary's examples. There words weigh what was learnt from the other folders, or they would count
for more than they do in a text unseen.

How often each rule is right, in the same file, is counted in each folder with what the others say and fit.py makes of
it with BENCH; accuracy.py adds the essays.

With --more, what is known of other texts stays, and these folders, each of them once, add to it: weights are drawn to
those in the file, as fit.py draws those that ship, counts are added, and words keep their weights. Where a rule is sure
is counted by the bar of fit.py: once that has moved, take "sure" and "sure_right" out of the file before.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import fit
import labels
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from termlint.glossaries.entries import WORDS
from termlint.reading.stakes import add_up
from termlint.vocabulary import BESIDE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fit import Shared
    from labels import Label

    Weights = Mapping[str, Mapping[str, float]]

TEXTS, LEAST, C = 15, 0.03, 0.03
"""In how many drafts a word must stand, the least weight that is kept, and how little weights shrink."""


def main() -> None:
    """Fit, write, and say what it rests on."""
    parser = labels.command_line(__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--more", action="store_true", help="keep what is known of other texts")
    asked = parser.parse_args()
    linter = labels.built_in()
    bench, examples = labels.read(asked.bench, linter), [*labels.examples(linter)]
    folders = [labels.read(folder, linter, ["essays"]) for folder in asked.folders]
    rest = [[label for other in folders if other is not folder for label in other] for folder in folders]
    found = [label for folder in folders for label in folder]
    stakes = fit.shared()
    before, counted = (fit.by_others(stakes), fit.told_by_others()) if asked.more else (None, {})
    told = defaultdict(Counter, {rule: Counter(counts) for rule, counts in counted.items()})
    if not asked.more:
        _learn_words(folders, rest, [*bench, *examples], stakes)
    known = fit.asked([*bench, *examples])
    for folder, others in zip(folders, rest, strict=True):
        drawn = fit.fit_stakes(fit.asked([*others, *examples]), stakes, before)
        _count(folder, fit.fit_stakes(known, stakes, drawn), told)
    table = fit.asked([*found, *examples])
    fit.BY_OTHERS.write_text(_file(fit.fit_stakes(table, stakes, before), stakes, told), encoding="utf-8")
    print(f"{fit.BY_OTHERS.name}: {len(table)} levels")


def _learn_words(
    folders: Sequence[list[Label]], rest: Sequence[list[Label]], other: list[Label], stakes: Shared
) -> None:
    """Write what words weigh, and have stakes add it up: in a folder, by what the rest says."""
    path, file = fit.rule_file(WORDS)
    file.update(weights := weigh(label for folder in folders for label in folder))
    fit.write(file, path)
    reweigh(other, weights, stakes)
    for folder, others in zip(folders, rest, strict=True):
        reweigh(folder, weigh(others), stakes)
    print(f"{path.name}: {sum(map(len, weights.values()))} weights")


def weigh(found: Iterable[Label]) -> Weights:
    """What words weigh in a sentence and around it, in the order of the alphabet, by the uses that are open."""
    open_ = [label for label in found if not label.silent]
    drafts: dict[str, set[str]] = defaultdict(set)
    for label in open_:
        for question in _asked(label):
            drafts[question].add(label.path)
    kept = {question for question, paths in drafts.items() if len(paths) >= TEXTS}
    columns = DictVectorizer(sparse=False)
    held = columns.fit_transform([dict.fromkeys(kept & _asked(label), 1) for label in open_])
    fitted = LogisticRegression(C=C, solver="liblinear").fit(held, [label.level > 0 for label in open_])
    weights: dict[str, dict[str, float]] = {where: {} for where in BESIDE}
    for question, weight in zip(columns.feature_names_, fitted.coef_[0], strict=True):
        where, word = question.split()
        if abs(weight) >= LEAST:
            weights[where][word] = round(float(weight), 2)
    return weights


def reweigh(found: Iterable[Label], weights: Weights, stakes: Shared) -> None:
    """Have the stakes that add up words do so by these weights."""
    for label in found:
        for number, where in enumerate(stakes.words):
            if where:
                label.stakes[number] = add_up(label.words[where], weights[where])


def _count(found: Iterable[Label], fitted: fit.Stakes, told: Mapping[str, Counter[str]]) -> None:
    """Add to `told` how often each rule is right by some weights."""
    for label, odds in fit.told((label, fitted.odds(label)) for label in found):
        told[label.rule].update(fit.outcome(right=label.level > 0, sure=odds >= fit.bars(label.term).sure))


def _asked(label: Label) -> set[str]:
    """A name for each word, without numbers, and for where it stands."""
    return {f"{where} {word}" for where in BESIDE for word in label.words[where] if word.isalpha()}


def _file(found: fit.Stakes, stakes: Shared, told: Mapping[str, Mapping[str, int]]) -> str:
    """Weights and counts as a file: of a stake, the weight of all terms without a name, and those that differ."""
    asked = {}
    for number, question in enumerate(stakes.questions):
        common = _round(found.common[number])
        own = {term: _round(weights[number]) for term, weights in found.own.items()}
        asked[question] = {"": common} | {term: weight for term, weight in own.items() if weight != common}
    values = {
        "terms": {term: _round(intercept) for term, intercept in found.intercept.items()},
        "rules": {rule: _round(weight) for rule, weight in found.rules.items()},
        "stakes": asked,
        "told": dict(sorted(told.items())),
    }
    return json.dumps(values, indent=1) + "\n"


def _round(weight: float) -> float:
    return round(float(weight), 3)


if __name__ == "__main__":
    main()
