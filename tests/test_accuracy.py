"""The accuracy that README states is what the labelled essays, where they are at hand, give today."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from termlint.glossaries import data
from termlint.site import measured

ROOT = Path(__file__).parent.parent
BENCH = Path(os.environ.get("TERMLINT_BENCH", ROOT.parent / "shared" / "bench"))


@pytest.mark.skipif(not BENCH.is_dir(), reason="the labelled essays are not part of the repository")
def test_readme_states_the_accuracy_as_measured(tmp_path: Path) -> None:
    labels = (BENCH / "essays.jsonl").read_text(encoding="utf-8").splitlines()
    drafts = sorted({str(BENCH / "corpus" / json.loads(line)["path"]) for line in labels})
    command = [sys.executable, "-m", "termlint", "check", "--every", "--mentions", "--format", "json"]
    report = tmp_path / "report.json"
    report.write_bytes(subprocess.run([*command, *drafts], capture_output=True, check=False).stdout)
    score = [sys.executable, str(BENCH / "score.py"), str(report), "--json"]
    figures = json.loads(subprocess.run(score, capture_output=True, check=True).stdout)["essays"]["all"]
    row = re.search(
        r"^\| termlint, as shipped \| (.*) \|$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert row
    stated = row[1].split(" | ")
    found = [str(figures["n"]), str(figures["flagged"]), f"{figures['precision']:.2f}", f"{figures['recall']:.2f}"]
    assert stated[:4] == found


ENOUGH = 5
"""So many findings tell something of a rule."""


def test_a_rule_that_is_often_wrong_runs_only_on_request() -> None:
    figures = measured.load([ROOT / "rules"])
    _, ruleset = data.load(data.Folders())
    loud = {rule.id for rule in ruleset.rules() if rule.level == "warning"}
    told = {rule: figures[rule].by_default for rule in loud & figures.keys()}
    assert [rule for rule, sure in told.items() if sure and sure[1] >= ENOUGH and sure[0] < 0.6] == []
    assert any(sure and sure[1] >= ENOUGH for sure in told.values())
