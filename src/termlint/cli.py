"""The command line: options and arguments, nothing else. What a command needs is imported when it runs."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from termlint import __version__
from termlint.errors import TermlintError
from termlint.reporters.cells import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from termlint.glance import Checker
    from termlint.linter import Linter
    from termlint.model import Level, Report
    from termlint.reporters.style import Style

INTERRUPTED, UNREAD = 130, 141
"""Exit statuses of a run that was stopped, and of one whose output nobody wanted to read to the end."""


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status of a run: 0 nothing to report, 1 findings, 2 something is wrong with the input."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return cli.main(arguments, prog_name="termlint", standalone_mode=False) or 0
    except click.ClickException as error:
        error.show()
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except TermlintError as error:
        click.echo("\n".join(map(visible, str(error).split("\n"))), err=True)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        click.echo(visible(f"termlint: {where}{error.strerror or error}"), err=True)
    return 2


class _Commands(click.Group):
    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[Any, Any, list[str]]:
        """The command; for a file in its place, a hint."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            if args[0] == "-" or Path(args[0]).exists():
                raise click.UsageError(f"To check a draft: termlint check {args[0]}", ctx) from None
            raise


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="termlint %(version)s")
def cli() -> None:
    """Find the terms in Markdown drafts that readers will take two ways, and the caveat that settles each."""


def _data(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say which glossary and rules to use."""
    folder = click.Path(path_type=Path, file_okay=False)
    builtin = click.option("--no-builtin", "builtin", flag_value=False, default=True, help="Only the given folders.")
    rules = click.option("--rules", type=folder, multiple=True, help="Rules beside the built-in ones.", metavar="DIR")
    terms = click.option(
        "--glossary", type=folder, multiple=True, help="Terms beside the built-in ones.", metavar="DIR"
    )
    return terms(rules(builtin(_colour(command))))


def _colour(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        show_default=True,
        help="Colours; auto: on a terminal, unless NO_COLOR is set.",
    )(command)


def _drafts(command: Callable[..., Any]) -> Callable[..., Any]:
    """The arguments and options that say which drafts to read."""
    paths = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATHS...")
    name = click.option("--stdin-filename", default="<stdin>", help="What to call standard input.", metavar="NAME")
    return paths(name(command))


@cli.command()
@_drafts
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--every", is_flag=True, help="Report every mention, not only a rule's first in a file.")
@click.option("--level", type=click.Choice(["suggestion", "warning"]), default="warning", show_default=True)
@click.option("--mentions", is_flag=True, help="With --format json: the reading of every mention, too.")
@_data
def check(
    *,
    paths: tuple[Path, ...],
    stdin_filename: str,
    format_: str,
    every: bool,
    level: Level,
    mentions: bool,
    glossary: tuple[Path, ...],
    rules: tuple[Path, ...],
    builtin: bool,
    color: str,
) -> int:
    """Report the terms that readers will take two ways.

    PATHS are Markdown files, folders of them, or - for standard input. What git ignores in a folder is left out.

    Exit status: 0 nothing to report, 1 findings, 2 something could not be checked.
    """
    from termlint import drafts

    if mentions and format_ != "json":
        raise click.UsageError("--mentions goes with --format json; as text: termlint mentions PATHS...")
    checker = _checker(glossary, rules, builtin=builtin, every=every, level=level)
    tally = drafts.Tally()
    reports = tally.count(drafts.check(paths, checker, stdin_filename))
    if sys.stderr.isatty() and (format_ == "text" or not sys.stdout.isatty()) and os.environ.get("TERM") != "dumb":
        reports = drafts.progress(reports, sys.stderr)
    if format_ == "json":
        from termlint.reporters import json

        _print(json.write(reports, mentions=mentions), colour=False)
    else:
        from termlint.reporters import text

        style = _style(color)
        _print(text.write(_complaining(reports, style), lambda: checker.linter.glossary, style), colour=style.colour)
        click.echo(str(tally), err=True)
    return tally.status


@cli.command()
@_drafts
@_data
def mentions(
    *,
    paths: tuple[Path, ...],
    stdin_filename: str,
    glossary: tuple[Path, ...],
    rules: tuple[Path, ...],
    builtin: bool,
    color: str,
) -> int:
    """Print every mention of a term: its reading, what speaks for it, and where that was decided."""
    from termlint import drafts
    from termlint.reporters import mentions as reporter

    tally = drafts.Tally()
    reports = tally.count(drafts.check(paths, _checker(glossary, rules, builtin=builtin), stdin_filename))
    style = _style(color)
    _print(reporter.write(_complaining(reports, style), style), colour=style.colour)
    return 2 if tally.problems else 0


@cli.command()
@click.argument("name", nargs=-1, required=True, metavar="TERM|SENSE|CONFLATION|RULE")
@_data
def explain(
    *, name: tuple[str, ...], glossary: tuple[Path, ...], rules: tuple[Path, ...], builtin: bool, color: str
) -> None:
    """Explain a term, a sense (agent.role), a conflation or a rule."""
    from termlint import data
    from termlint import explain as explaining

    terms, ruleset = data.load(data.Folders(glossary, rules, builtin))
    style = _style(color)
    lines = explaining.write(explaining.find(" ".join(name), terms, ruleset), terms, ruleset, style)
    _print((f"{line.rstrip()}\n" for line in lines), colour=style.colour)


@cli.group("glossary")
def glossary_() -> None:
    """Work on glossary and rules."""


@glossary_.command()
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path, file_okay=False), metavar="[DIR]...")
@click.option("--no-builtin", "builtin", flag_value=False, default=True, help="What the folders refer to, they define.")
def validate(*, folders: tuple[Path, ...], builtin: bool) -> None:
    """Check glossary and rules YAML; without DIR, the folders glossary and rules of the current folder."""
    from termlint import data

    loaded = data.validated(data.sorted_out(folders, builtin=builtin))
    click.echo(f"{data.summary(*loaded)}: no problems")


def _checker(
    glossary: tuple[Path, ...],
    rules: tuple[Path, ...],
    *,
    builtin: bool,
    every: bool = False,
    level: Level = "warning",
) -> Checker:
    """What checks drafts; given folders are read at once, for their errors, and the built-in data when needed."""
    from termlint import glance, shipped

    def load() -> Linter:
        from termlint import data
        from termlint.linter import Linter

        return Linter(*data.load(data.Folders(glossary, rules, builtin)), every=every, level=level)

    if builtin and not glossary and not rules and (forms := shipped.forms()):
        return glance.Checker(forms, load)
    linter = load()
    return glance.Checker((form for term in linter.glossary.terms.values() for form in term.forms), lambda: linter)


def _style(choice: str) -> Style:
    """How to write on standard output."""
    from termlint.reporters.style import Style, coloured, fitted

    return Style(coloured(choice, os.environ, terminal=sys.stdout.isatty()), fitted(_columns()))


def _columns() -> int:
    """The columns of the terminal; shutil would tell, but its import takes a quarter of the time --version has."""
    if (columns := os.environ.get("COLUMNS", "")).isdecimal() and int(columns):
        return int(columns)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        return 80


def _complaining(reports: Iterable[Report], style: Style) -> Iterator[Report]:
    """The same reports; what is wrong with a file, or odd about it, is printed as it passes."""
    for report in reports:
        for problem in report.problems:
            click.echo(style.problem(problem), err=True, color=style.colour)
        yield report


def _print(pieces: Iterable[str], *, colour: bool) -> None:
    """Write pieces as they come."""
    for piece in pieces:
        _write(piece, colour=colour)


def _write(piece: str, *, colour: bool) -> None:
    try:
        click.echo(piece, nl=False, color=colour)
    except OSError as error:
        # What is still buffered must not fail once more when Python exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            raise SystemExit(UNREAD) from None
        raise
