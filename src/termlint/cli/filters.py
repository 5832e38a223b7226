"""The options that say which findings count."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from termlint.cli.options import expect_place, gathered
from termlint.cli.settings import in_force, is_given
from termlint.errors import DataError
from termlint.model import LEVELS, Problem
from termlint.reporters.cells import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from termlint.model import Level, Report
    from termlint.runs.checking import Checker
    from termlint.silencing.changes import Changes
    from termlint.silencing.filters import Filters
    from termlint.silencing.ledger import Ledger


class Chosen(NamedTuple):
    """What the options of this module say, as given; and what they name, once it has been opened."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    level: Level | None = None
    fail_level: Level = "suggestion"
    require_reason: bool = False
    baseline: Path | str | None = None
    no_baseline: bool = False
    write_baseline: Path | None = None
    grow_baseline: bool = False
    diff_base: str | None = None
    ledger: Ledger | None = None
    changes: Changes | None = None

    def opened(self, paths: Sequence[Path]) -> Chosen:
        """The same with the baseline read, and what git knows of the drafts in some paths."""
        return self._replace(ledger=self._ledger(paths), changes=self._changes(paths))

    def _ledger(self, paths: Sequence[Path]) -> Ledger | None:
        if self.no_baseline or not (self.baseline or self.write_baseline):
            return None
        from termlint.silencing import ledger

        at = getattr(self.baseline, "at", None)  # of what the settings say
        if at and not self.write_baseline and not Path(str(self.baseline)).exists():
            message = f"there is no baseline {self.baseline}: create it with --write-baseline {self.baseline}"
            raise DataError([Problem(str(in_force().path), message, *at)])
        return ledger.opened(Path(self.baseline or ""), self.write_baseline, grow=self.grow_baseline, paths=paths)

    def _changes(self, paths: Sequence[Path]) -> Changes | None:
        if self.diff_base is None:
            return None
        from termlint.silencing import since

        return since.changes(self.diff_base, Path(), paths)

    def filters(self, *, every: bool) -> Filters:
        """What a linter is to leave out that reports every mention, or not."""
        from termlint.silencing.filters import NOTHING
        from termlint.silencing.selection import Selection, listed, mildest

        return NOTHING._replace(
            selection=Selection(listed(self.select), listed(self.ignore), mildest(self.level, every=every)),
            reasons=self.require_reason,
            baseline=self.ledger.baseline if self.ledger else NOTHING.baseline,
            changes=self.changes or NOTHING.changes,
        )

    def follow(self, reports: Iterator[Report]) -> Iterator[Report]:
        """The same reports, noted for the baseline."""
        return self.ledger.follow(reports) if self.ledger else reports

    def finish(self, checker: Checker) -> None:
        """Write the baseline if it is to be written; tell what there is to tell about it."""
        if self.ledger:
            from termlint import names

            outcome = self.ledger.outcome(lambda: names.of(*checker.data))
            for told in [outcome.write()] if self.write_baseline else outcome.told():
                click.echo(visible(told), err=True)
            if self.write_baseline and not self.baseline and not outcome.baseline.known:
                click.echo(
                    f"To use it: --baseline {self.write_baseline}, or baseline in the settings.",
                    err=True,
                )


def _check(chosen: Chosen) -> None:
    if chosen.no_baseline and (is_given("baseline") or chosen.write_baseline):
        raise click.UsageError("--no-baseline contradicts --baseline and --write-baseline: leave it or them out")
    if chosen.write_baseline:
        expect_place(chosen.write_baseline, "baseline")
    elif chosen.grow_baseline:
        raise click.UsageError("--grow-baseline needs --write-baseline FILE")


_LEVEL = click.Choice(LEVELS)
_FILE = click.Path(path_type=Path, dir_okay=False)
_OPTIONS = (
    click.option(
        "--select",
        multiple=True,
        metavar="NAMES",
        help="Report only these rules, conflations, terms or levels; separated by commas, or repeated.",
    ),
    click.option(
        "--ignore",
        multiple=True,
        metavar="NAMES",
        help="Do not report these; separated by commas, or repeated. The more specific of two names wins.",
    ),
    click.option("--level", type=_LEVEL, help="Lowest level to report.  [default: warning; with --every: suggestion]"),
    click.option(
        "--fail-level",
        type=_LEVEL,
        default="suggestion",
        show_default=True,
        help="Lowest level that makes the exit status 1.",
    ),
    click.option(
        "--require-reason/--no-require-reason", help="Ignore comments that suppress findings without saying why."
    ),
    click.option("--baseline", type=_FILE, metavar="FILE", help="Do not report the known findings in FILE."),
    click.option(
        "--no-baseline", is_flag=True, help="Report known findings as well, even if the settings name a baseline."
    ),
    click.option(
        "--write-baseline",
        type=_FILE,
        metavar="FILE",
        help="Write a baseline of all findings; if FILE exists, only remove what no longer occurs.",
    ),
    click.option(
        "--grow-baseline", is_flag=True, help="With --write-baseline: also add new findings to an existing one."
    ),
    click.option("--diff-base", metavar="REV", help="Report only on lines changed since REV, committed or not."),
)

DEFAULT = Chosen()
"""What they say where none is given."""
filters = gathered(Chosen, "chosen", _OPTIONS, _check)
"""Gives a command these options, as one argument called `chosen`."""
