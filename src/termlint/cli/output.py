"""The options that say in which formats findings are written, and where to."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from termlint import __version__
from termlint.cli.common import complaining, put, style_for
from termlint.cli.options import gathered
from termlint.reporters import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from termlint.checking import Checker
    from termlint.model import Finding, Report
    from termlint.reporters.entries import Summary
    from termlint.reporters.run import Run

FOR_PEOPLE = ("text", "concise", "github")
"""Formats that people read as they come; the others are for programs, and nothing else may stand beside them."""


class Output(NamedTuple):
    """What the options of this module say, as given."""

    format: str
    output_file: Path | None
    also: tuple[tuple[str, Path], ...]
    mentions: bool
    statistics: bool

    @property
    def for_people(self) -> bool:
        """Whether the standard output is not a program's alone."""
        return self.output_file is not None or self.format in FOR_PEOPLE

    @property
    def pages(self) -> bool:
        """Whether a page of HTML is written, which shows every mention."""
        return "html" in {self.format, *dict(self.also)}

    def write(self, reports: Iterable[Report], checker: Checker, colour: str, fails: Callable[[Finding], bool]) -> None:
        """Write reports wherever they are wanted; problems are told, too, where the format would not show them.

        `fails` says of a finding whether the run fails for it.
        """
        from termlint import reporters

        counts, reports = _counted(reports) if self.statistics else (None, reports)
        run = _run(checker, colour, fails, mentions=self.mentions, file=self.output_file)
        if self.format == "text" or self.output_file:
            reports = complaining(reports, style_for(colour))
        if self.also:
            reports = list(reports)
        _deliver(reporters.writer(self.format)(reports, run), self.output_file, colour=run.style.colour)
        for name, file in self.also:
            beside = _run(checker, "never", fails, mentions=self.mentions, file=file)
            _deliver(reporters.writer(name)(reports, beside), file, colour=False)
        if counts and self.for_people:
            from termlint.reporters import statistics

            style = style_for(colour)
            put(statistics.write(counts, style), colour=style.colour)


def _counted(reports: Iterable[Report]) -> tuple[Summary, Iterable[Report]]:
    """Numbers that grow as the reports are written, and the reports."""
    from termlint.reporters.entries import Summary

    counts = Summary()
    return counts, counts.follow(reports)


def _split(_: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[tuple[str, Path], ...]:
    """Values written ``FORMAT=FILE``, taken apart."""
    parts = [value.partition("=") for value in values]
    for name, _equals, file in parts:
        if name not in FORMATS or not file:
            raise click.BadParameter(f"expected FORMAT=FILE, FORMAT being one of {', '.join(FORMATS)}", param=param)
    return tuple((name, Path(file)) for name, _, file in parts)


_OPTIONS = (
    click.option(
        "--format", "format", type=click.Choice(list(FORMATS)), default="text", show_default=True, metavar="FORMAT",
        help=f"{', '.join(FORMATS)}.",
    ),
    click.option(
        "--output-file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
        help="Write there, whole or not at all, instead of to standard output.",
    ),
    click.option(
        "--also", multiple=True, callback=_split, metavar="FORMAT=FILE",
        help="Write a file in this format, too; can be given several times.",
    ),
    click.option(
        "--statistics", is_flag=True,
        help="At the end, how many uses each rule reports, each conflation, each file; json has them anyway.",
    ),
    click.option("--mentions", is_flag=True, help="With json, jsonl: the reading of every mention, too."),
)  # fmt: skip


def _check(output: Output) -> None:
    for file in filter(None, (output.output_file, *dict(output.also).values())):
        if not file.parent.is_dir():
            raise click.UsageError(f"{file} cannot be written: there is no folder {file.parent}")
    if output.mentions and not {output.format, *dict(output.also)} & {"json", "jsonl"}:
        raise click.UsageError("--mentions goes with --format json or jsonl; as text: termlint mentions PATHS...")
    if output.statistics and not output.for_people and output.format not in {"json", "jsonl"}:
        raise click.UsageError(f"--statistics goes with the formats {', '.join(FOR_PEOPLE)} and with json, jsonl")


output_options = gathered(Output, "output", _OPTIONS, _check)
"""Gives a command these options, as one argument called `output`."""


def _run(checker: Checker, colour: str, fails: Callable[[Finding], bool], *, mentions: bool, file: Path | None) -> Run:
    from termlint.reporters.run import Run
    from termlint.reporters.style import Style

    style = Style(colour == "always") if file else style_for(colour)
    folder = Path.cwd().as_posix()
    return Run(lambda: checker.linter.glossary, style, mentions, __version__, folder, os.environ, fails)


def _deliver(pieces: Iterator[str], file: Path | None, *, colour: bool) -> None:
    """Pieces to standard output as they come, or to a file when they are complete."""
    if file is None:
        put(pieces, colour=colour)
        return
    from termlint import writing

    data = "".join(pieces).encode("utf-8", "backslashreplace")
    try:
        regular = stat.S_ISREG(file.stat().st_mode)
    except FileNotFoundError:
        regular = True
    if regular:
        writing.replace(file, data)
    else:  # a device or a pipe cannot be replaced
        file.write_bytes(data)
