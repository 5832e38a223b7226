"""What single words weigh, fitted and written into rules/words.yaml: python benchmarks/words.py FOLDER ...

A folder is like BENCH: essays.jsonl grades mentions, corpus/ holds the drafts. Logistic regression (L2) on whether a
mention asks for a caveat, by the words of its sentence and by those around it in the paragraph, each there or not, over
the uses of the five terms in their own field that are open. Only words of at least TEXTS drafts have a weight, and
weights below LEAST are left out. It must not be fitted to BENCH: what accuracy.py says of that is of texts unseen.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import fit
import labels
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from termlint import data, rules
from termlint.linter import Linter
from termlint.model import BESIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from labels import Label

TEXTS, LEAST, C = 15, 0.03, 0.03
"""In how many drafts a word must stand, the least weight that is kept, and how little weights shrink."""


def main() -> None:
    """Fit, write, and say what it rests on."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    linter = Linter(*data.load(data.Folders()))
    found = [label for folder in parser.parse_args().folders for label in opened(folder, linter)]
    weights = weigh(found)
    path, file = fit.rule_file(rules.WORDS)
    file.update(weights)
    fit.write(file, path)
    print(f"{path.name}: {len(found)} levels, {sum(map(len, weights.values()))} weights")


def opened(folder: Path, linter: Linter) -> list[Label]:
    """The graded uses of a folder of which nothing is settled."""
    return [label for label in labels.read(folder, linter, ["essays"]) if not label.silent]


def weigh(found: Sequence[Label]) -> dict[str, dict[str, float]]:
    """What words weigh in a sentence and around it, in the order of the alphabet."""
    drafts: dict[str, set[str]] = defaultdict(set)
    for label in found:
        for question in _asked(label):
            drafts[question].add(label.path)
    kept = {question for question, paths in drafts.items() if len(paths) >= TEXTS}
    columns = DictVectorizer(sparse=False)
    held = columns.fit_transform([dict.fromkeys(kept & _asked(label), 1) for label in found])
    fitted = LogisticRegression(C=C, solver="liblinear").fit(held, [label.level > 0 for label in found])
    weights: dict[str, dict[str, float]] = {where: {} for where in BESIDE}
    for question, weight in zip(columns.feature_names_, fitted.coef_[0], strict=True):
        where, word = question.split()
        if abs(weight) >= LEAST:
            weights[where][word] = round(float(weight), 2)
    return weights


def _asked(label: Label) -> set[str]:
    """A name for each word, without numbers, and for where it stands."""
    return {f"{where} {word}" for where in BESIDE for word in label.words[where] if word.isalpha()}


if __name__ == "__main__":
    main()
