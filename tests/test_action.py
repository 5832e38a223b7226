"""``action.yml``: it keeps GitHub's schema, and its shell steps do what they should, run here by bash."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

ROOT = Path(__file__).parents[1]
FILE = ROOT / "action.yml"
ACTION: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
COMMAND = Path(sys.executable).with_name("termlint")
SMALL = ROOT / "tests" / "cases" / "small"
DATA = f"--no-builtin --glossary {SMALL / 'glossary'} --rules {SMALL / 'rules'}"
CHECKER = Path(sys.executable).with_name("check-jsonschema")


def test_the_action_keeps_the_schema() -> None:
    command = [CHECKER, "--builtin-schema", "vendor.github-actions", FILE]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_input_is_described_and_used() -> None:
    text = json.dumps(ACTION["runs"])
    for name, entry in ACTION["inputs"].items():
        assert entry["description"].endswith(".")
        assert isinstance(entry["default"], str)
        assert re.search(rf"inputs\.{name}\b", text)
    assert set(re.findall(r"inputs\.([\w-]+)", text)) == set(ACTION["inputs"])


def test_what_is_asked_of_a_step_it_tells() -> None:
    ids = [step["id"] for step in STEPS if "id" in step]
    told = {
        f"{step['id']}.{name}"
        for step in STEPS
        if "run" in step and "id" in step
        for name in re.findall(r'echo "([\w-]+)=', step["run"])
    }
    told |= {"python.python-path", "python.python-version"}
    assert set(re.findall(r"steps\.([\w-]+)\.outputs", json.dumps(ACTION))) <= set(ids)
    assert set(re.findall(r"steps\.([\w-]+)\.outputs\.([\w-]+)", json.dumps(ACTION))) == {
        tuple(name.split(".")) for name in told
    }


def test_no_script_is_put_together_from_inputs() -> None:
    scripts = [step for step in STEPS if "run" in step]
    assert [step["name"] for step in scripts if "${{" in step["run"] or step["shell"] != "bash"] == []


class Job(NamedTuple):
    """A folder as a job has it."""

    folder: Path

    def run(self, name: str, **environment: str) -> tuple[subprocess.CompletedProcess[str], dict[str, str]]:
        """What a step printed, and its outputs."""
        (step,) = (step for step in STEPS if step["name"] == name)
        output = self.folder / "output"
        output.write_text("")
        given = dict.fromkeys(step.get("env", {}), "") | environment
        fixed = {
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary"),
            "GITHUB_WORKSPACE": str(self.folder / "work"),
            "GITHUB_ACTION_PATH": str(ROOT),
            "RUNNER_TEMP": str(self.folder / "temp"),
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.folder / "work",
            env={**os.environ, **fixed, **given},
            check=False,
            capture_output=True,
            text=True,
            timeout=600,
        )
        return done, dict(line.split("=", 1) for line in output.read_text().splitlines())

    def check(self, **environment: str) -> tuple[subprocess.CompletedProcess[str], dict[str, str]]:
        """The main step."""
        return self.run(
            "Check", **{"TERMLINT": str(COMMAND), "MORE": DATA, "DRAFTS": ".", "ANNOTATE": "true", **environment}
        )


@pytest.fixture
def job(tmp_path: Path) -> Job:
    (tmp_path / "temp").mkdir()
    drafts = tmp_path / "work" / "my drafts"
    drafts.mkdir(parents=True)
    (drafts / "a.md").write_text("The agent wants to stay on.\n")
    (drafts / "b.md").write_text("It rains.\n")
    return Job(tmp_path)


def unheeded(done: subprocess.CompletedProcess[str]) -> str:
    """What a step printed in which GitHub looks for no commands; of what else it printed nothing but ours is one."""
    assert done.stderr == ""
    found = re.fullmatch(r"((?:::.*\n)*?)::stop-commands::(termlint-\d+)\n(.*)::\2::\n", done.stdout, re.DOTALL)
    assert found
    assert found[2] not in found[3]
    assert re.sub(r"^::(?:warning|notice|error) file=[^:]*::.*\n", "", found[1], flags=re.MULTILINE) == ""
    return found[3]


@pytest.mark.parametrize("annotate", ["true", "false"])
def test_what_strangers_write_is_no_command(annotate: str, job: Job) -> None:
    folder = job.folder / "work" / "::error::x"
    folder.mkdir()
    (folder / "a.md").write_text("The agent wants ##[error]x to stay on.\n")
    (folder / "termlint.yaml").write_text("'##[error]x': 1\n")
    done, _ = job.check(ANNOTATE=annotate, DRAFTS="::error::x/a.md")
    assert ("::error::x/a.md:1:5" in unheeded(done)) == (annotate == "false")
    done, outputs = job.check(ANNOTATE=annotate, MORE="--config ::error::x/termlint.yaml")
    assert unheeded(done).startswith("::error::x/termlint.yaml:1:1: unknown key '##[error]x'")
    assert outputs == {"status": "2"}


def test_findings_are_annotated_and_summed_up(job: Job) -> None:
    done, outputs = job.check()
    assert done.returncode == 0, done.stderr
    assert outputs == {"status": "1"}
    assert done.stdout.startswith("::warning file=my drafts/a.md,line=1,")
    assert "1 finding in 1 of 2 files" in unheeded(done)
    assert "my drafts/a.md:1:5" in (job.folder / "summary").read_text(encoding="utf-8")


def test_annotations_can_be_left_out(job: Job) -> None:
    done, _ = job.check(ANNOTATE="false")
    assert done.stdout.startswith("::stop-commands::")
    assert "my drafts/a.md:1:5" in unheeded(done)
    assert not (job.folder / "summary").exists()


def test_paths_stand_one_a_line(job: Job) -> None:
    done, outputs = job.check(DRAFTS="my drafts/b.md\n\nmy drafts/c $(echo d).md\n")
    assert outputs == {"status": "2"}
    assert "file=my drafts/c $(echo d).md,title=termlint::does not exist" in done.stdout


@pytest.mark.parametrize(
    ("given", "file"),
    [
        ({"SARIF": "out.sarif"}, "work/out.sarif"),
        ({"UPLOAD": "true"}, "temp/termlint.sarif"),
        ({"UPLOAD": "true", "SARIF": "out.sarif"}, "work/out.sarif"),
    ],
)
def test_sarif_is_written_beside(job: Job, given: dict[str, str], file: str) -> None:
    done, outputs = job.check(**given)
    assert outputs == {"status": "1", "sarif-file": str(job.folder / file)}
    (result,) = json.loads((job.folder / file).read_text(encoding="utf-8"))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "my%20drafts/a.md"
    assert done.stdout.startswith("::warning")


def test_an_old_file_is_not_uploaded_for_a_run_that_failed(job: Job) -> None:
    (job.folder / "work" / "out.sarif").write_text("old")
    done, outputs = job.check(SARIF="out.sarif", MORE="--no-such-option")
    assert outputs == {"status": "2"}
    assert "No such option" in unheeded(done)


@pytest.mark.parametrize(
    ("status", "fail", "expected"),
    [("0", "true", 0), ("1", "true", 1), ("1", "false", 0), ("2", "true", 2), ("2", "false", 2)],
)
def test_the_job_ends_as_it_should(job: Job, status: str, fail: str, expected: int) -> None:
    done, _ = job.run("Report", STATUS=status, FAIL=fail)
    assert done.returncode == expected


def test_python_takes_no_module_of_a_stranger_s() -> None:
    runs = [run for step in STEPS for run in re.findall(r'(?:"\$PYTHON"|/python") .*', step.get("run", ""))]
    assert len(runs) == 3
    assert [run for run in runs if " -I -" not in run] == []


def test_the_cache_is_named_after_what_is_installed(job: Job) -> None:
    (job.folder / "work" / "hashlib.py").write_text("raise SystemExit(9)")
    done, outputs = job.run("Name the cache", PYTHON=sys.executable)
    assert done.returncode == 0, done.stderr
    assert re.fullmatch("[0-9a-f]{16}", outputs["digest"])
    assert outputs["packages"] == str(job.folder / "temp" / "termlint-packages")
    assert outputs["results"] == str(job.folder / "work" / ".termlint_cache")
    subprocess.run(["git", "init", "-q", job.folder], check=True)  # reports are kept at the top
    assert job.run("Name the cache", PYTHON=sys.executable)[1]["results"] == str(job.folder / ".termlint_cache")
    shutil.copytree(job.folder / ".git", job.folder / "work", dirs_exist_ok=True)  # as a stranger can commit it
    subprocess.run(["git", "config", "-f", job.folder / "work" / "config", "core.worktree", "my drafts"], check=True)
    assert "my drafts" not in job.run("Name the cache", PYTHON=sys.executable)[1]["results"]


PYTHON = """#!/bin/sh
if [ "$3" = venv ]; then mkdir -p "$4/bin" && cp "$0" "$4/bin/python"; else echo "$@" > "$(dirname "$0")/asked"; fi
"""


def test_termlint_is_installed_from_the_action(job: Job) -> None:
    """With a Python that only notes what it is asked for: test_hook.py installs all there is, in the same way."""
    python = job.folder / "python"
    python.write_text(PYTHON)
    python.chmod(0o755)
    done, outputs = job.run("Install termlint", PYTHON=str(python))
    assert done.returncode == 0, done.stderr
    home = job.folder / "temp" / "termlint" / "bin"
    assert outputs == {"command": str(home / "termlint")}
    assert (home / "asked").read_text() == f"-I -m pip install --quiet {ROOT}\n"
