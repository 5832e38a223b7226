"""The options that say how drafts are gone through: by how many processes, and with what kept for the next run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from termlint.cli.options import gathered
from termlint.cli.settings import is_given

if TYPE_CHECKING:
    from termlint.cli.common import LinterOptions
    from termlint.cli.options import Decorator
    from termlint.runs.checking import Checker
    from termlint.runs.parallel import Plan


class Keeping(NamedTuple):
    """What the options say of what is kept for the next run, as given."""

    cache_dir: Path | None
    no_cache: bool

    def folder(self) -> Path | None:
        """Where things are kept for the next run, if they are to be."""
        if self.no_cache:
            return None
        from termlint.disk import store

        folder = self.cache_dir or store.folder_at(Path.cwd())
        # Nothing is written through a link: what it leads to is another's.
        return None if folder.is_symlink() or store.is_tracked(folder.absolute()) else folder


class Running(NamedTuple):
    """What the options of this module say, as given."""

    jobs: int | None
    keeping: Keeping

    def plan(self, options: LinterOptions, checker: Checker) -> Plan:
        """How drafts are checked together."""
        from termlint.runs.parallel import Plan

        return Plan(self.jobs, options.recipe, checker.keep)


def _check(keeping: Keeping) -> None:
    if keeping.no_cache and is_given("cache_dir"):
        raise click.UsageError("--cache-dir and --no-cache contradict each other: give only one of them")


def keeping_options(kept: str, again: str) -> Decorator:
    """Gives a command the options about `kept` things as one argument `keeping`; `again` is what happens without."""
    where = f"Folder for {kept}.  [default: .termlint_cache at the top of the repository]"
    options = (
        click.option("--cache-dir", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help=where),
        click.option("--no-cache", is_flag=True, help=f"{again} again, and keep nothing."),
    )
    return gathered(Keeping, "keeping", options, _check)


_OPTIONS = (
    click.option(
        "--jobs",
        type=click.IntRange(min=1),
        metavar="N",
        help="Number of processes.  [default: as many as speed it up]",
    ),
    keeping_options("reports and parses", "Check every file"),
)
running_options = gathered(Running, "running", _OPTIONS)
"""Gives a command these options, as one argument called `running`."""
