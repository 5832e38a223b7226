"""docs/site.md says what the commands do."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click
import sites
import yaml

from termlint.cli.site import site

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = (Path(__file__).parents[1] / "docs" / "site.md").read_text(encoding="utf-8")
COMMON = {"--config", "--no-config", "--color", "--help"}
"""Options that every command has."""


def test_every_option_is_there() -> None:
    options = {
        name for parameter in site.commands["build"].params for name in (*parameter.opts, *parameter.secondary_opts)
    }
    table = TEXT.partition("## Options")[2].partition("## ")[0]
    told = set(re.findall(r"`(--[a-z-]+)", table))
    assert told <= options
    assert options - COMMON - {"--builtin"} <= told


def test_every_address_is_there() -> None:
    files = sites.builtin()
    table = TEXT.partition("## Pages")[2].partition("## ")[0]
    for address in re.findall(r"`/([^`]*)`", table):
        path = sites.served(address)
        assert path in files or any(name.startswith(address) for name in files), address


def test_the_workflow_builds_what_it_publishes(termlint: Callable[..., object], tmp_path: Path) -> None:
    steps = yaml.safe_load(re.findall(r"```yaml\n(name:.*?)```", TEXT, re.DOTALL)[0])["jobs"]["publish"]["steps"]
    (command,) = (step["run"] for step in steps if "site build" in step.get("run", ""))
    (folder,) = (step["with"]["path"] for step in steps if "upload" in step.get("uses", ""))
    shutil.copytree(Path(__file__).parent / "cases" / "small", tmp_path, dirs_exist_ok=True)
    (tmp_path / "termlint.yaml").write_text("builtin: false\n")
    words = shlex.split(re.sub(r"\$\{\{.*?\}\}", "https://example.org/words", command))
    done = termlint(*words[1:])
    assert done.returncode == 0, done.stderr  # type: ignore[attr-defined]
    assert "https://example.org/words/t/agent/" in (tmp_path / folder / "t" / "agent" / "index.html").read_text()


def test_the_pictures_are_there_and_light() -> None:
    shown = re.findall(r"\((site/[\w.-]+)\)", TEXT)
    folder = Path(__file__).parents[1] / "docs"
    assert {path.name for path in (folder / "site").iterdir()} == {Path(name).name for name in shown}
    assert all((folder / name).stat().st_size < 150_000 for name in shown)


def test_the_group_has_two_commands() -> None:
    assert isinstance(site, click.Group)
    assert set(site.commands) == {"build", "serve"}
