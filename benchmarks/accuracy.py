"""README's accuracy section, measured and written: python benchmarks/accuracy.py BENCH.

BENCH is a folder with labelled mentions, their drafts in corpus/ and score.py, which defines the figures. The row
"unseen sources" fits the stakes again without each source in turn (turntrout, ai_safety_atlas, the small ones together;
their whole essays and their further graded mentions both left out) and scores the source left out. The rows are of
--every; what is reported by default are the findings where a rule is sure.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fit
import labels

from termlint.glossaries import rules

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from labels import Label

    from termlint.linter import Linter

README = Path(__file__).parent.parent / "README.md"
MEASURED = rules.builtin() / "measured.json"
"""What the website says of each rule."""
OTHER_TERMS = Path(__file__).parent / "other_terms.json"
"""Of the rules of terms that have no graded mentions, what they report by default, graded finding by finding."""
KINDS_OF_DRAFTS = {
    "offdomain": "in texts from other fields",
    "rl": "in texts on reinforcement learning",
    "alignment": "in alignment essays",
}
"""The folders of the corpus."""
KINDS_OF_MENTIONS = {
    "clarified": "that the author has settled",
    "clear": "that are clear",
    "mention": "that are about the word itself",
    "off-domain": "from another field",
}
"""Those of the mentions in which nothing is to be asked."""
START, END = "<!-- accuracy: benchmarks/accuracy.py writes what follows -->", "<!-- end of accuracy -->"


def main() -> None:
    """Measure, and write the section."""
    bench = labels.command_line(__doc__).parse_args().bench
    linter = labels.built_in()
    report = _report(bench, "--every", "--mentions")
    shipped, default = _score(bench, report), _report(bench)
    graded = [label for label in labels.read(bench, linter) if label.level >= 0]
    found = list(_unseen(graded, [*labels.examples(linter)], linter))
    unseen = _score(bench, {"findings": found})
    essays = labels.items(bench, "essays")
    rows = [*_rows(shipped, unseen), *_sure_rows(bench, report["findings"], found), *_baselines(bench, essays)]
    text = "\n".join([_TABLE_HEAD, *rows, "", _by_essay(shipped, unseen), "", _silence(bench, shipped, default)])
    before, _, rest = README.read_text(encoding="utf-8").partition(START)
    loud = {rule.id for rule in linter.ruleset.rules() if rule.level == "warning"}
    MEASURED.write_text(_measured(found, essays, loud), encoding="utf-8")
    README.write_text(f"{before}{START}\n\n{text}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")


def _report(bench: Path, *options: str) -> dict[str, Any]:
    """What the installed command says of the whole corpus."""
    command = [sys.executable, "-m", "termlint", "check", *options, "--format", "json", str(bench / "corpus")]
    found = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - our own
    report: dict[str, Any] = json.loads(found.stdout)
    return report


def _score(bench: Path, report: dict[str, Any]) -> dict[str, Any]:
    """The figures of score.py on a report."""
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(report, file)
        file.flush()
        command = [sys.executable, str(bench / "score.py"), file.name, "--json"]
        scored: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)  # noqa: S603
    return scored


def _unseen(graded: list[Label], examples: list[Label], linter: Linter) -> Iterator[dict[str, Any]]:
    """The findings on whole essays by weights that have not seen their source."""
    levels = {rule.id: rule.level for rule in linter.ruleset.rules()}
    stakes = fit.shared()
    drawn = fit.by_others(stakes)
    for group in sorted({label.group for label in graded if label.file == "essays"}):
        others = fit.asked([*(label for label in graded if label.group != group), *examples])
        fitted = fit.fit_stakes(others, stakes, drawn)
        essays = (label for label in graded if label.file == "essays" and label.group == group)
        for label, odds in fit.told((label, fitted.odds(label)) for label in essays):
            place = {"path": label.path, "start": label.start, "end": label.end}
            level = levels[label.rule] if odds >= fit.bars(label.term).sure else "suggestion"
            yield {**place, "term": label.term, "rule": label.rule, "level": level}


def _measured(found: list[dict[str, Any]], essays: list[dict[str, Any]], loud: Collection[str]) -> str:
    """The precision of each rule on sources and texts unseen, of all that it tells and of what it tells by default.

    Those of other terms tell the same in both.
    """
    levels = {(item["path"], item["term"], item["start"]): item["level"] for item in essays}
    told = {rule: Counter(counts) for rule, counts in fit.told_by_others().items()}
    for finding in found:
        right = levels[finding["path"], finding["term"], finding["start"]] > 0
        counts = fit.outcome(right=right, sure=finding["level"] == "warning")
        told.setdefault(finding["rule"], Counter()).update(counts)
    for rule, counts in json.loads(OTHER_TERMS.read_text(encoding="utf-8"))["rules"].items():
        told[rule] = Counter(counts | {"sure": counts["n"], "sure_right": counts["right"]})
    figures = {
        rule: _share(counts["right"], counts["n"])
        | ({"by_default": _share(counts["sure_right"], counts["sure"])} if rule in loud and counts["sure"] else {})
        for rule, counts in sorted(told.items())
    }
    return json.dumps({"rules": figures}, indent=2) + "\n"


def _share(right: int, n: int) -> dict[str, Any]:
    return {"precision": round(right / n, 2), "n": n}


_TABLE_HEAD = """| | mentions | flagged | precision | recall | F1 (95 %) |
| --- | --- | --- | --- | --- | --- |"""


def _row(name: str, values: dict[str, Any]) -> str:
    interval = f" ({values['f1_low']:.2f} to {values['f1_high']:.2f})" if "f1_low" in values else ""
    precision = f"{values['precision']:.2f}" if values["flagged"] else "none"
    counts = f"{values['n']} | {values['flagged']} | {precision}"
    return f"| {name} | {counts} | {values['recall']:.2f} | {values['f1']:.2f}{interval} |"


def _rows(shipped: dict[str, Any], unseen: dict[str, Any]) -> Iterator[str]:
    """What termlint reaches: on sources it has not seen, and as it ships."""
    for title, scored in (("unseen sources", unseen), ("as shipped", shipped)):
        for name, values in scored["essays"].items():
            yield _row(f"termlint, {title}" if name == "all" else f"  {name.removeprefix('term ')}, {title}", values)


def _sure_rows(bench: Path, shipped: list[dict[str, Any]], unseen: list[dict[str, Any]]) -> Iterator[str]:
    """The same of what is reported by default."""
    for title, found in (("unseen sources", unseen), ("as shipped", shipped)):
        sure = [finding for finding in found if finding["level"] == "warning"]
        yield _row(f"termlint by default, {title}", _score(bench, {"findings": sure})["essays"]["all"])


def _baselines(bench: Path, essays: list[dict[str, Any]]) -> Iterator[str]:
    """What needs no reading: every mention, and the first of each term in each essay."""
    firsts = {(item["path"], item["term"]): item for item in sorted(essays, key=lambda item: -item["start"])}
    for name, flagged in (("flag every mention", essays), ("flag the first of each term", firsts.values())):
        findings = [{key: item[key] for key in ("path", "term", "start", "end")} for item in flagged]
        yield _row(name, _score(bench, {"findings": findings})["essays"]["all"])


def _by_essay(shipped: dict[str, Any], unseen: dict[str, Any]) -> str:
    figures = [(s["by_essay"]["precision"], s["by_essay"]["recall"]) for s in (unseen, shipped)]
    return (
        "Counted once per essay and term (is a term that is reported in an essay rightly reported there, and is one "
        f"that needs a caveat reported): precision {figures[0][0]:.2f}, recall {figures[0][1]:.2f} on unseen sources; "
        f"{figures[1][0]:.2f} and {figures[1][1]:.2f} as shipped."
    )


def _silence(bench: Path, shipped: dict[str, Any], default: dict[str, Any]) -> str:
    """How quiet the default mode is, by the kind of draft, and how well senses are read."""
    with (bench / "corpus" / "SOURCES.tsv").open(encoding="utf-8", newline="") as file:
        words = {row["path"]: int(row["words"]) for row in csv.DictReader(file, delimiter="\t")}
    totals: Counter[str] = Counter()
    for path, count in words.items():
        totals[path.split("/")[0]] += count
    reported = Counter(finding["path"].partition("corpus/")[2].split("/")[0] for finding in default["findings"])
    rates = (f"{1e4 * reported[kind] / totals[kind]:.2f} {where}" for kind, where in KINDS_OF_DRAFTS.items())
    right, whole = _sum(shipped["sense"].values(), "right"), _sum(shipped["sense"].values(), "n")
    fewer = _score(bench, default)["alarms"]
    more = shipped["alarms"]
    alarms = ", ".join(
        f"{fewer[kind]['alarms']} ({more[kind]['alarms']} with --every) of {more[kind]['n']} {said}"
        for kind, said in KINDS_OF_MENTIONS.items()
    )
    return (
        f"Default findings of all terms per 10,000 words: {', '.join(rates)}. Of sampled mentions that need no caveat, "
        f"termlint flags {alarms}. It reads the sense correctly in {right} of {whole} mentions, which were also used "
        "to fit its weights."
    )


def _sum(values: Iterable[dict[str, int]], key: str) -> int:
    return sum(value[key] for value in values)


if __name__ == "__main__":
    main()
