"""The hooks, run by the real pre-commit in a scratch repository, from a clone of this checkout as it stands."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
PRE_COMMIT = Path(sys.executable).with_name("pre-commit")
GIT = ("git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
LOOSE = "Soon agents will want power, and deployed ones will deceive us about it.\n"
CLEAN = "It rains.\n"

pytestmark = pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a checkout")


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What all runs share, above all the environment that pre-commit builds once."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PRE_COMMIT"))}
    return kept | {"PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("pre-commit")), "PRE_COMMIT_COLOR": "never"}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A repository with this work tree's files as its only commit, and the commit."""
    clone = tmp_path_factory.mktemp("clone")
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    for name in filter(None, listed):
        if (ROOT / name).is_file():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            (clone / name).write_bytes((ROOT / name).read_bytes())
    git(clone, "init", "-q")
    git(clone, "add", "-A")
    git(clone, "commit", "-q", "-m", "work tree")
    return clone, git(clone, "rev-parse", "HEAD").strip()


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run([*GIT, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def hook(
    checkout: tuple[Path, str], environment: dict[str, str], tmp_path: Path
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """What a hook says about a repository's files."""

    def run(name: str, files: dict[str, str], *settings: str) -> subprocess.CompletedProcess[str]:
        hook = "".join(f"    {line}\n" for line in (f"id: {name}", *settings)).replace("    ", "  - ", 1)
        configuration = f"repos:\n- repo: {checkout[0]}\n  rev: {checkout[1]}\n  hooks:\n{hook}"
        git(tmp_path, "init", "-q")
        for path, text in {**files, ".pre-commit-config.yaml": configuration}.items():
            (tmp_path / path).parent.mkdir(exist_ok=True)
            (tmp_path / path).write_text(text)
        git(tmp_path, "add", "-A")
        command = [PRE_COMMIT, "run", "--all-files"]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, check=False, capture_output=True, text=True, timeout=1200
        )

    return run


def test_a_draft_with_a_finding_fails(
    hook: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    drafts = {"drafts/loose.Rmd": LOOSE, "drafts/clean.mdx": CLEAN, "--exclude=*.md": CLEAN}  # no option, its name
    done = hook("termlint", {**drafts, "notes.txt": LOOSE})
    assert done.returncode == 1, done.stdout + done.stderr
    assert "drafts/loose.Rmd:1:6  warning  agent-" in done.stdout
    assert "in 1 of 3 files" in done.stdout


def test_a_clean_draft_passes(hook: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    done = hook("termlint", {"drafts/clean.md": CLEAN})
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed" in done.stdout


LONG = "a-name-so-long-that-the-names-of-all-drafts-do-not-fit-into-one-command-line-" * 3
"""pre-commit hands over at most 128 KiB of names at once."""


@pytest.mark.parametrize("serial", [True, False])
def test_many_drafts_in_several_chunks(hook: Callable[..., subprocess.CompletedProcess[str]], serial: bool) -> None:  # noqa: FBT001
    files = {f"drafts/{number:03}-{LONG[:200]}.md": CLEAN for number in range(700)}
    loose = [name for number, name in enumerate(files) if number in {0, 300, 699}]
    done = hook("termlint", files | dict.fromkeys(loose, LOOSE), f"require_serial: {str(serial).lower()}")
    assert done.returncode == 1, done.stdout[-2000:] + done.stderr
    assert sorted(set(re.findall(r"^(.+\.md):1:6  warning  agent-", done.stdout, re.MULTILINE))) == loose
    counts = re.findall(r"(?:findings? in [123] of|no findings in) (\d+) files", done.stdout)
    assert len(counts) > 1
    assert sum(map(int, counts)) == len(files)


def test_a_draft_is_fixed_once(hook: Callable[[str, dict[str, str]], subprocess.CompletedProcess[str]]) -> None:
    done = hook("termlint-fix", {"drafts/loose.md": LOOSE, "drafts/clean.md": CLEAN})
    assert done.returncode == 1, done.stdout + done.stderr
    assert "files were modified by this hook" in done.stdout
    assert "drafts/loose.md:1:6  fixed  footnote" in done.stdout


GLOSSARY = (ROOT / "tests/cases/small/glossary/agent.yaml").read_text(encoding="utf-8")
SHARED = {
    f"glossary/{name}.yaml": (ROOT / f"tests/cases/small/glossary/{name}.yaml").read_text(encoding="utf-8")
    for name in ("sources", "domains")
}


def test_a_broken_glossary_fails(hook: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    broken = GLOSSARY.replace("summary:", "sumary:")
    done = hook("termlint-glossary", {**SHARED, "glossary/agent.yaml": broken})
    assert done.returncode == 1, done.stdout + done.stderr
    assert "glossary/agent.yaml:3:1: unknown key 'sumary': did you mean summary?" in done.stdout


def test_a_sound_glossary_passes(hook: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    lemma = GLOSSARY.replace("term: agent", "term: actor").replace("[agent, agents]", "[actor, actors]")
    done = hook("termlint-glossary", {**SHARED, "glossary/actor.yaml": lemma.replace("label: agent", "label: actor")})
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed" in done.stdout


def test_a_repository_without_a_glossary_is_left_alone(
    hook: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    done = hook("termlint-glossary", {"other/agent.yaml": "term: agent\n"})
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no files to check" in done.stdout
