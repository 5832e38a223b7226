"""The options that say in which formats findings are written, and where to."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from termlint import __version__
from termlint.cli.common import complaining, put, style_for
from termlint.cli.options import expect_place, gathered
from termlint.reporters import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from termlint.model import Finding, Problem, Report
    from termlint.reporters.run import Run
    from termlint.runs.checking import Checker
    from termlint.runs.drafts import Tally

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
    def files(self) -> list[Path]:
        """What is written besides standard output."""
        return [file for file in (self.output_file, *(file for _, file in self.also)) if file]

    def spare(self, drafts: Callable[[], Iterable[Path | Problem]], others: Iterable[Path | str | None]) -> None:
        """Raise `UsageError` if a report would take the place of a draft, or of the settings or a baseline."""
        kept = {os.path.realpath(other) for other in others if other}
        for file in self.files:
            if os.path.realpath(file) in kept:
                raise click.UsageError(f"{file} holds settings or a baseline: name another file for the report")
        there = {(entry.st_dev, entry.st_ino): file for file in self.files if (entry := _entry(file))}
        for draft in drafts() if there else ():
            entry = _entry(draft) if isinstance(draft, Path) else None
            if entry and (entry.st_dev, entry.st_ino) in there:
                file = there[entry.st_dev, entry.st_ino]
                raise click.UsageError(f"{file} is one of the drafts to check: name another file for the report")

    @property
    def pages(self) -> bool:
        """Whether a page of HTML is written, which shows every mention."""
        return "html" in {self.format, *dict(self.also)}

    def write(self, reports: Iterable[Report], checker: Checker, colour: str, tally: Tally) -> None:
        """Write reports wherever they are wanted; problems are told, too, where the format would not show them.

        They have been counted by `tally` once they are written.
        """
        from termlint import reporters

        run = _run(checker, colour, tally.fails, mentions=self.mentions, file=self.output_file)
        if self.format == "text" or self.output_file:
            reports = complaining(reports, style_for(colour))
        if self.also:
            reports = list(reports)
        _deliver(reporters.writer(self.format)(reports, run), self.output_file, colour=run.style.colour)
        for name, file in self.also:
            beside = _run(checker, "never", tally.fails, mentions=self.mentions, file=file)
            _deliver(reporters.writer(name)(reports, beside), file, colour=False)
        if self.statistics and self.for_people:
            from termlint.reporters import statistics

            style = style_for(colour)
            put(statistics.write(tally, style), colour=style.colour)


def _entry(file: Path) -> os.stat_result | None:
    """What the file system knows of a regular file; None where there is none."""
    try:
        entry = file.stat()
    except OSError:
        return None
    return entry if stat.S_ISREG(entry.st_mode) else None


def _split(_: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[tuple[str, Path], ...]:
    """Values written ``FORMAT=FILE``, taken apart."""
    parts = [value.partition("=") for value in values]
    for name, _equals, file in parts:
        if name not in FORMATS or not file:
            raise click.BadParameter(f"expected FORMAT=FILE, FORMAT being one of {', '.join(FORMATS)}", param=param)
        if file == "-":
            raise click.BadParameter("standard output is for --format: name a file", param=param)
    return tuple((name, Path(file)) for name, _, file in parts)


def _file(_: click.Context, _param: click.Parameter, value: Path | None) -> Path | None:
    """The file to write; None for standard output."""
    return None if value == Path("-") else value


_OPTIONS = (
    click.option(
        "--format", "format", type=click.Choice(list(FORMATS)), default="text", show_default=True, metavar="FORMAT",
        help=f"One of {', '.join(FORMATS)}.",
    ),
    click.option(
        "--output-file", type=click.Path(path_type=Path, dir_okay=False), callback=_file, metavar="FILE",
        help="Write to FILE (- is standard output), whole or not at all.",
    ),
    click.option(
        "--also", multiple=True, callback=_split, metavar="FORMAT=FILE",
        help="Also write FILE in this format; repeatable.",
    ),
    click.option(
        "--statistics", is_flag=True,
        help="Add the number of uses by rule, by conflation and by file; json always has it.",
    ),
    click.option("--mentions", is_flag=True, help="With json or jsonl: add the reading of every mention."),
)  # fmt: skip


def _check(output: Output) -> None:
    for file in output.files:
        expect_place(file, "report")
    places = [os.path.realpath(file) for file in output.files]
    for file, place in zip(output.files, places, strict=True):
        if places.count(place) > 1 and (_entry(file) or not file.exists()):  # a device takes whatever comes
            raise click.UsageError(f"{file} cannot hold two reports: name another file for one of them")
    if output.mentions and not {output.format, *dict(output.also)} & {"json", "jsonl"}:
        raise click.UsageError("--mentions needs --format json or jsonl; for text, use termlint mentions PATHS...")
    if output.statistics and not output.for_people and output.format not in {"json", "jsonl"}:
        raise click.UsageError(f"--statistics needs one of the formats {', '.join(FOR_PEOPLE)}, json or jsonl")


output_options = gathered(Output, "output", _OPTIONS, _check)
"""Gives a command these options, as one argument called `output`."""


def _run(checker: Checker, colour: str, fails: Callable[[Finding], bool], *, mentions: bool, file: Path | None) -> Run:
    from termlint.reporters.run import Run
    from termlint.reporters.style import Style

    style = Style(colour == "always") if file else style_for(colour)
    return Run(
        lambda: checker.glossary,
        style,
        mentions=mentions,
        version=__version__,
        folder=Path.cwd().as_posix(),
        environment=os.environ,
        fails=fails,
    )


def _deliver(pieces: Iterator[str], file: Path | None, *, colour: bool) -> None:
    """Pieces to standard output as they come, or to a file when they are complete."""
    if file is None:
        put(pieces, colour=colour)
        return
    from termlint.disk import writing

    data = "".join(pieces).encode("utf-8", "backslashreplace")
    try:
        regular = stat.S_ISREG(file.stat().st_mode)
    except FileNotFoundError:
        regular = True
    if regular:
        writing.replace(file, data)
    else:  # a device or a pipe cannot be replaced
        file.write_bytes(data)
