"""The weights of stakes and rules, fitted to labelled mentions and written back: python benchmarks/fit.py BENCH.

Those of cues, on which how likely the senses are depends, come before: senses.py fits them.

Logistic regression on the levels of essays.jsonl and train.jsonl and on the glossary's report and pass
examples (a level 2 counts twice), where the mention is a use of the term in its own field that its author has not
settled. Each stake has a weight that all terms share and, on top of it, one for each term; both go the way that
rules/stakes.yaml says, and the weight of each rule goes either way. All are drawn (L2) to what they are for texts by
others, which others.py fits, as it does what single words weigh; the sums of these count WORDS. How strict the one
annotator of train.jsonl was, and how many examples the curators report, is fitted beside them and left out: odds are
those of essays.jsonl. From which log odds on a rule suggests and is sure, `bars` says. Comments and order of the files
stay.
"""

from __future__ import annotations

import io
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import labels
import numpy as np
from ruamel.yaml import YAML
from scipy.optimize import minimize

from termlint.glossaries import rules
from termlint.glossaries.entries import STAKES
from termlint.glossaries.sharedstakes import QUESTIONS
from termlint.nodes import editing
from termlint.reading import findings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from labels import Label

    Array = np.ndarray[Any, Any]


class Bars(NamedTuple):
    """Log odds, as they are fitted, that decide what of a term is told."""

    threshold: float
    """From here on a rule suggests."""
    sure: float
    together: float
    """What a term's findings in a draft must add up to for any to be told."""


BARS = Bars(-0.25, 1.2, 0.3)
OF_AGENT = BARS._replace(threshold=-0.15, together=-0.15)
"""benchmarks/README.md says how many are right from there on. Below even odds it is one agent in five, but two rewards;
so agents are told from there on, less 0.15, within which a use comes and goes as weights are fitted again."""
STAKES_C, DRAWN = 0.1, 20.0
"""How little weights are drawn to nought, and how much more to what texts by others say, where that is known."""
RULES, OWN = 2.0, 2.0
"""How much less the weights of rules are drawn, and what a term's weights have beside the common ones."""
EXAMPLES, FEW = (2.0, 12.0), 600.0
"""What an example counts beside a mention of an essay: what makes FEW of a term's mentions, within the bounds."""
WORDS = 0.75
"""What the sums of words count (rules/words.yaml), chosen and not fitted: the rules were written in sight of the levels
that all else is fitted to, by which words would count for a third to two thirds of this."""
BY_OTHERS = Path(__file__).parent / "others.json"
"""The weights for texts by others, which others.py writes."""
OTHERS, STRICTNESS = ("train", "examples"), 3.0
"""Whose odds are not those of essays, one annotator's and the curators', and how little the difference shrinks."""


class Shared(NamedTuple):
    """The shared stakes: what each asks, which way it goes, 1 or -1, and where the words are that it adds up."""

    questions: Sequence[str]
    directions: Array
    words: Sequence[str]


class Stakes(NamedTuple):
    """The weights of the stakes, those that all terms share and each term's own; intercepts by term."""

    common: Array
    own: Mapping[str, Array]
    intercept: Mapping[str, float]
    rules: Mapping[str, float]
    examples: float
    """What the glossary's examples have beside essays, since their writers make up as many of each kind as it takes."""

    def odds(self, label: Label) -> float:
        """The log odds that a mention asks for a caveat."""
        held = float(np.dot(label.stakes, self.own[label.term]))
        return held + self.intercept[label.term] + self.rules.get(label.rule, 0.0)


def fit_stakes(found: Sequence[Label], stakes: Shared, drawn: Stakes | None = None) -> Stakes:
    """The weights that tell best what asks for a caveat, drawn to some or to nought."""
    directions = stakes.directions
    terms = sorted({label.term for label in found})
    rules = sorted({label.rule for label in found if label.rule} | (drawn.rules.keys() if drawn else set()))
    width = len(directions)
    amounts = np.array([label.stakes for label in found]) * directions
    of_term = np.array([[label.term == term for term in terms] for label in found], float)
    of_rule = np.array([[RULES * (label.rule == rule) for rule in rules] for label in found], float)
    strict = np.array([[STRICTNESS * (label.file == file) for file in OTHERS] for label in found], float)
    by_term = [OWN * amounts * of_term[:, [number]] for number in range(len(terms))]
    columns = np.hstack([np.ones((len(found), 1)), of_term, of_rule, strict, amounts, *by_term])
    free = columns.shape[1] - width * (1 + len(terms))
    signs = np.array([1 if label.level > 0 else -1 for label in found])
    graded = Counter(label.term for label in found if label.file != "examples")
    counts = np.array([(2 if label.level > 1 else 1) * _count(label, graded) for label in found])
    goal = np.full(columns.shape[1], np.nan)
    if drawn:
        goal[1:] = _columns(drawn, terms, rules, directions)
    held = np.r_[0, np.where(np.isnan(goal[1:]), 1, DRAWN)]
    goal = np.nan_to_num(goal)

    def loss(weights: Array) -> tuple[float, Array]:
        margins = signs * (columns @ weights)
        slopes = -counts * signs / (1 + np.exp(np.clip(margins, -30, 30)))
        total = STAKES_C * (counts * np.logaddexp(0, -margins)).sum() + (held * (weights - goal) ** 2).sum() / 2
        return total, STAKES_C * (columns.T @ slopes) + held * (weights - goal)

    common = [(WORDS, WORDS) if words else (0, None) for words in stakes.words]
    more = [(0, 0) if words else (0, None) for words in stakes.words]
    bounds = [(None, None)] * free + common + more * len(terms)
    best: Array = minimize(loss, goal, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 500}).x
    first, *own = best[free:].reshape(-1, width)
    return Stakes(
        first * directions,
        {term: (first + OWN * each) * directions for term, each in zip(terms, own, strict=True)},
        {term: float(best[0] + more) for term, more in zip(terms, best[1 : 1 + len(terms)], strict=True)},
        {rule: float(RULES * more) for rule, more in zip(rules, best[1 + len(terms) :][: len(rules)], strict=True)},
        STRICTNESS * float(best[free - 1]),
    )


def _columns(weights: Stakes, terms: Sequence[str], rules: Sequence[str], directions: Array) -> Array:
    """Weights as those of the columns that `fit_stakes` has after its first; none is known of how strict others are."""
    common = weights.common * directions
    own = [(weights.own[term] * directions - common) / OWN for term in terms]
    of_rules = [weights.rules.get(rule, np.nan) / RULES for rule in rules]
    strict = [np.nan] * len(OTHERS)
    return np.concatenate([[weights.intercept[term] for term in terms], of_rules, strict, common, *own])


def told(weighed: Iterable[tuple[Label, float]]) -> Iterator[tuple[Label, float]]:
    """The labels of whole essays that are reported, of those with some log odds."""
    of_term: dict[tuple[str, str], list[tuple[Label, float]]] = defaultdict(list)
    for label, odds in weighed:
        if label.rule and not label.silent and odds >= bars(label.term).threshold:
            of_term[label.path, label.term].append((label, odds))
    for (_, term), bitten in of_term.items():
        if findings.together([odds for _, odds in bitten]) >= bars(term).together:
            yield from bitten


def bars(term: str) -> Bars:
    """The bars of a term."""
    return OF_AGENT if term == "agent" else BARS


def outcome(*, right: bool, sure: bool) -> dict[str, int]:
    """A finding as counts, which add up to how often its rule is right: of all that it tells, and where it is sure."""
    return {"n": 1, "right": int(right), "sure": int(sure), "sure_right": int(right and sure)}


def _count(label: Label, graded: Mapping[str, int]) -> float:
    """What a label counts: a term of which few mentions are graded leans on its examples."""
    least, most = EXAMPLES
    return min(most, max(least, FEW / max(1, graded[label.term]))) if label.file == "examples" else 1.0


def asked(found: Iterable[Label]) -> list[Label]:
    """The graded labels that are uses of the term in its own field, and open; what is plain still teaches.

    Where the author has settled the sense, the level says so, and not how much would hang on it.
    """
    return [label for label in found if label.level >= 0 and label.silent not in {"mention", "off-domain", "clarified"}]


def shared() -> Shared:
    """What the shared stakes are, in their order."""
    _, file = rule_file(STAKES)
    written = [*file["more"], *file["less"]]
    ways = np.array([1] * len(file["more"]) + [-1] * len(file["less"]))
    questions = [json.dumps({key: stake[key] for key in QUESTIONS if key in stake}) for stake in written]
    return Shared(questions, ways, [stake.get("words", "") for stake in written])


def by_others(stakes: Shared) -> Stakes:
    """The weights for texts by others; what they were not asked is told, and no number."""
    file = _by_others()
    for question in sorted(set(stakes.questions) - file["stakes"].keys()):
        print(f"{BY_OTHERS.name} does not know {question}", file=sys.stderr)
    known = [file["stakes"].get(question, {"": np.nan}) for question in stakes.questions]
    own = {term: np.array([weights.get(term, weights[""]) for weights in known]) for term in file["terms"]}
    return Stakes(np.array([weights[""] for weights in known]), own, file["terms"], file["rules"], 0.0)


def told_by_others() -> dict[str, dict[str, int]]:
    """How often each rule was right in texts by others, by weights that had not seen them."""
    told: dict[str, dict[str, int]] = _by_others()["told"]
    return told


def _by_others() -> dict[str, Any]:
    file: dict[str, Any] = json.loads(BY_OTHERS.read_text(encoding="utf-8"))
    return file


def main() -> None:
    """Fit, write, and say how many labels the fit rests on."""
    bench = labels.command_line(__doc__).parse_args().bench
    linter = labels.built_in()
    table = asked([*labels.read(bench, linter), *labels.examples(linter)])
    stakes = shared()
    found = fit_stakes(table, stakes, by_others(stakes))
    path, file = rule_file(STAKES)
    slugs = {term: linter.glossary.terms[term].slug for term in labels.TERMS}
    for number, stake in enumerate([*file["more"], *file["less"]]):
        # What is so short that it might be an example is judged as one: its threshold lies at even odds.
        brief = stake.get("when") == {"brief": True}
        stake["weight"] = _amount(found.common[number], found.examples + BARS.threshold if brief else 0.0)
        own = {
            slugs[term]: _amount(weights[number], found.examples + bars(term).threshold if brief else 0.0)
            for term, weights in found.own.items()
        }
        stake["by_term"] = _flow({slug: weight for slug, weight in own.items() if weight != stake["weight"]})
        if not stake["by_term"]:
            del stake["by_term"]
    write(file, path)
    for term, intercept in found.intercept.items():
        path, file = rule_file(slugs[term])
        file.update({name: round(bar - intercept, 2) for name, bar in bars(term)._asdict().items()})
        for rule in file["rules"]:
            rule["weight"] = round(found.rules.get(rule["id"], 0.0), 2)
        write(file, path)
    print(f"{STAKES}.yaml: {len(table)} levels")


def _amount(weight: float, more: float) -> float:
    """A weight as the files have it: which way it goes, they say themselves."""
    return round(abs(float(weight)) + more, 2)


def rule_file(name: str) -> tuple[Path, Any]:
    """A file of the built-in rules, as it stands."""
    path = rules.builtin() / f"{name}.yaml"
    return path, _yaml().load(path)


def write(file: Any, path: Path) -> None:  # noqa: ANN401 - ruamel.yaml's own kind of mapping
    """Put a file back, laid out as ``glossary fmt`` does."""
    text = io.StringIO()
    _yaml().dump(file, text)
    path.write_text(editing.formatted(text.getvalue(), str(path)), encoding="utf-8")


def _flow(weights: dict[str, float]) -> Any:  # noqa: ANN401 - ruamel.yaml's own kind of mapping
    """A mapping that is written in one line."""
    mapping = _yaml().map(**weights)
    mapping.fa.set_flow_style()
    return mapping


def _yaml() -> YAML:
    """ruamel.yaml with the settings that give a file back as it was."""
    yaml = YAML()
    yaml.width = 4096
    yaml.preserve_quotes = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


if __name__ == "__main__":
    main()
