"""The weights of rules/*.yaml, fitted to labelled mentions and written back: python benchmarks/fit.py BENCH.

Cues: multinomial logistic regression, one weight a cue, on the senses of mentions.jsonl and of the glossary's examples.
Stakes: logistic regression on the levels of essays.jsonl and train.jsonl and on the glossary's report and pass
examples, a level 2 and an example counting twice, where nothing silences the mention; a rule may report from the odds
CUT on. Terms with few labels keep their stakes. Both are regularised (L2); comments and order of the files stay.
"""

from __future__ import annotations

import argparse
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import labels
import numpy as np
from ruamel.yaml import YAML
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from termlint import data, editing, rules
from termlint.linter import Linter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from labels import Label

    Array = np.ndarray[Any, Any]

CUT = {"agent": -0.85, "reward": -0.85, "policy": -0.85}
"""Log odds from which a rule may report, chosen by leave-one-source-out for terms with labels enough."""
CUES_L2, STAKES_C = 1.0, 0.1


def fit_stakes(found: Sequence[Label]) -> tuple[Array, float]:
    """A weight for each stake of a term, and the intercept."""
    model = LogisticRegression(C=STAKES_C, max_iter=2000)
    weights = [(2 if label.level > 1 else 1) * (2 if label.file == "examples" else 1) for label in found]
    model.fit([label.stakes for label in found], [label.level > 0 for label in found], sample_weight=weights)
    return model.coef_[0], float(model.intercept_[0])


def fit_cues(found: Sequence[Label], owners: Sequence[str], senses: Sequence[str]) -> Array:
    """A weight for each cue, given the sense it speaks for."""
    held = np.array([label.cues for label in found], float)
    right = np.array([senses.index(label.sense) for label in found])
    owned = np.array([[owner == sense for sense in senses] for owner in owners], float)

    def loss(weights: Array) -> tuple[float, Array]:
        scores = held @ (weights[:, None] * owned)
        odds = np.exp(scores - scores.max(1, keepdims=True))
        odds /= odds.sum(1, keepdims=True)
        rows = np.arange(len(right))
        total = -np.log(odds[rows, right] + 1e-12).sum() + CUES_L2 / 2 * (weights**2).sum()
        odds[rows, right] -= 1
        return total, np.einsum("nk,ns,ks->k", held, odds, owned) + CUES_L2 * weights

    # A cue speaks for its sense or not at all; what speaks against one is a cue for another.
    bounds = [(0, None)] * len(owners)
    weights: Array = minimize(loss, np.zeros(len(owners)), jac=True, method="L-BFGS-B", bounds=bounds).x
    return weights


def asked(found: Iterable[Label]) -> list[Label]:
    """The labels that no reading silences for good; what an author has settled still tells what needed settling."""
    return [label for label in found if label.silent not in {"mention", "plain"}]


def main() -> None:
    """Fit, write, and say how many labels each fit rests on."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    bench = parser.parse_args().bench
    linter = Linter(*data.load(data.Folders()))
    table = [*labels.read(bench, linter), *labels.examples(linter)]
    for path, file in _files():
        term = linter.glossary.terms[file["term"]]
        own = [label for label in table if label.term == term.id]
        graded = asked(label for label in own if label.level >= 0)
        sensed = [label for label in own if label.sense]
        owners = [cue.sense for cue in linter.ruleset.terms[term.id].cues]
        for cue, weight in zip(file["cues"], fit_cues(sensed, owners, [s.id for s in term.senses]), strict=True):
            cue["weight"] = round(float(weight), 2)
        if term.id in CUT:
            weights, intercept = fit_stakes(graded)
            for stake, weight in zip(file["stakes"], weights, strict=True):
                stake["weight"] = round(float(weight), 2)
            file["threshold"] = round(CUT[term.id] - intercept, 2)
        text = io.StringIO()
        _yaml().dump(file, text)
        path.write_text(editing.formatted(text.getvalue(), str(path)), encoding="utf-8")
        print(f"{path.name}: {len(sensed)} senses, {len(graded)} levels")


def _files() -> Iterator[tuple[Path, dict[str, Any]]]:
    """The built-in rules of each term, as they stand."""
    for path in sorted(rules.builtin().glob("*.yaml")):
        if path.stem != rules.LEXICON:
            yield path, _yaml().load(path)


def _yaml() -> YAML:
    """ruamel.yaml with the settings that give a file back as it was."""
    yaml = YAML()
    yaml.width = 4096
    yaml.preserve_quotes = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


if __name__ == "__main__":
    main()
