"""``docs/formats.md`` and ``docs/ci.md``: what they show is what is printed, and their YAML is what its readers take.

``TERMLINT_GOLDEN=1 pytest tests/test_docs_formats.py`` writes what is printed into them.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from termlint import cli
from termlint.disk import files
from termlint.project import precommit
from termlint.reporters import FORMATS

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
SMALL = ROOT / "tests" / "cases" / "small"
CHECKER = Path(sys.executable).with_name("check-jsonschema")
CONSOLE = re.compile(r"```console\n\$ termlint (.*)\n([^`]*)```")
TABLE = re.compile(r"(?<=from action.yml -->\n\n).*?(?=<!-- end -->)", re.DOTALL)
YAML = re.compile(r"```yaml\n# (\S+)\n(.*?)```", re.DOTALL)


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def compare(name: str, text: str) -> None:
    if os.environ.get("TERMLINT_GOLDEN"):
        (DOCS / name).write_text(text, encoding="utf-8")
    assert page(name) == text


def test_every_format_is_listed() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", page("formats.md"), re.MULTILINE)
    assert rows == list(FORMATS)


def test_what_is_shown_is_printed(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(SMALL, desk, dirs_exist_ok=True)
    (desk / "termlint.yaml").write_text("builtin: false\nglossary: glossary\nrules: rules\n")
    (desk / "power.md").write_text("An agent wants what it needs. Every agent wants power.\n")

    def printed(match: re.Match[str]) -> str:
        assert cli.main(shlex.split(match[1])) == 1
        return f"```console\n$ termlint {match[1]}\n{capsys.readouterr().out}```"

    text = page("formats.md")
    assert len(CONSOLE.findall(text)) == 5
    compare("formats.md", CONSOLE.sub(printed, text))


def test_the_inputs_of_the_action_are_listed() -> None:
    inputs = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
    rows = ["| input | by default | meaning |", "| --- | --- | --- |"]
    for name, entry in inputs.items():
        default = f"`{entry['default']}`" if entry["default"] else "empty"
        rows.append(f"| `{name}` | {default} | {entry['description']} |")
    compare("ci.md", TABLE.sub(lambda _: "\n".join([*rows, "", ""]), page("ci.md")))


@pytest.mark.parametrize(
    ("file", "schema"),
    [(".github/workflows/termlint.yaml", "vendor.github-workflows"), (".gitlab-ci.yml", "vendor.gitlab-ci")],
)
def test_workflows_keep_the_schema(file: str, schema: str, tmp_path: Path) -> None:
    texts = [text for name, text in YAML.findall(page("ci.md")) if name == file]
    assert texts
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.yaml").write_text(text)
    command = [CHECKER, "--builtin-schema", schema, *tmp_path.iterdir()]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_workflows_use_inputs_that_exist() -> None:
    inputs = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
    workflows = [yaml.safe_load(text) for name, text in YAML.findall(page("ci.md")) if name.startswith(".github")]
    for workflow in workflows:
        assert set(workflow["jobs"]["termlint"]["steps"][1]["with"]) <= set(inputs)


def test_hooks_are_given_the_files_that_are_found_in_folders() -> None:
    hooks = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    written = yaml.safe_load(precommit.new())["repos"][0]["hooks"][0]
    for hook in (hooks["termlint"], hooks["termlint-fix"], written):
        assert (hook["types"], hook["files"], hook["args"]) == (["text"], precommit.DRAFTS, ["--"])
    for suffix in files.SUFFIXES:
        assert f"`{suffix}`" in page("ci.md")
        assert all(re.search(precommit.DRAFTS, f"drafts/a{ending}") for ending in (suffix, suffix.upper()))
    assert not any(re.search(precommit.DRAFTS, name) for name in ("a.txt", "md", "a.md.txt", "amd"))


def test_hooks_that_are_named_exist() -> None:
    hooks = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    shown = [yaml.safe_load(text) for name, text in YAML.findall(page("ci.md")) if name == ".pre-commit-config.yaml"]
    assert {hook["id"] for entry in shown for repository in entry["repos"] for hook in repository["hooks"]} <= hooks
    assert shown[-1]["ci"]["skip"] == ["termlint"]
