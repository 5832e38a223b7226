"""Options that several commands have, the linter that they ask for, and how commands print."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from termlint.cli.filters import DEFAULT
from termlint.cli.options import gathered
from termlint.errors import TermlintError
from termlint.glossaries.data import Folders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from termlint.cli.filters import Chosen
    from termlint.linter import Linter
    from termlint.model import Report
    from termlint.project.config import Config
    from termlint.reporters.style import Style
    from termlint.runs.checking import Checker
    from termlint.runs.recipes import Recipe
    from termlint.runs.reportcache import ReportCache
    from termlint.vocabulary import Glossary, Ruleset

UNREAD = 141
"""Exit status of a run whose output nobody wanted to read to the end."""
_FOLDER = click.Path(path_type=Path, file_okay=False)
_FOLDERS = (
    click.option("--glossary", type=_FOLDER, multiple=True, help="Folder of terms to add; repeatable.", metavar="DIR"),
    click.option("--rules", type=_FOLDER, multiple=True, help="Folder of rules to add; repeatable.", metavar="DIR"),
    click.option("--builtin/--no-builtin", default=True, help="Use the built-in terms and rules, too."),
)
data_folders = gathered(Folders, "folders", _FOLDERS)
"""Gives a command the options that say which glossary and rules to use, as one argument called `folders`."""


def colour_choice(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option that says whether to use colours."""
    return click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        show_default=True,
        help="Use colors; auto: on a terminal, unless NO_COLOR is set.",
    )(command)


def text_or_json(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option that says whether people or programs read the output, as an argument called `format_`."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="Write for people or for programs.",
    )(command)


def draft_paths(command: Callable[..., Any]) -> Callable[..., Any]:
    """The arguments and options that say which drafts to read."""
    # What cannot be read is a problem of that draft alone; click would refuse the whole run.
    named = _Named(path_type=Path, readable=False)
    paths = click.argument("paths", nargs=-1, required=True, type=named, metavar="PATHS...")
    name = click.option(
        "--stdin-filename", default="<stdin>", help="File name to use for standard input.", metavar="NAME"
    )
    return paths(name(command))


class _Named(click.Path):
    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        """The path; an empty one, as of a variable that is not set, must not mean the current folder."""
        if value == "":
            self.fail("a path is empty; write . for the current folder", param, ctx)
        return super().convert(value, param, ctx)


def checker_for(options: LinterOptions, cache: ReportCache | None) -> Checker:
    """What checks drafts; what is given is looked up at once, for its errors, and the built-in data when needed."""
    from termlint.glossaries import data
    from termlint.runs import checking

    if options.folders.builtin and not options.named:
        return checking.Checker(data.forms(), options.data, options.linter, cache)
    read = options.data()
    linter = options.linter(*read)
    data.expect_terms(read[0])
    forms = tuple(form for term in read[0].terms.values() for form in term.forms)
    return checking.Checker(forms, lambda: read, lambda *_: linter, cache)


class LinterOptions(NamedTuple):
    """What the options of a command say about the linter it needs."""

    folders: Folders
    config: Config
    """The settings file, for what no option says."""
    every: bool = False
    chosen: Chosen = DEFAULT
    cache_folder: Path | None = None
    """The folder in which things are kept from one run to the next."""

    @property
    def named(self) -> bool:
        """Whether folders or names are given, which may be wrong."""
        return bool(
            self.folders.glossary
            or self.folders.rules
            or self.chosen.select
            or self.chosen.ignore
            or self.config.names_by_pattern()
        )

    def recipe(self) -> Recipe:
        """What the linter is made of."""
        from termlint.runs.recipes import Recipe
        from termlint.silencing import perfile

        per_file = perfile.of(self.config.folder, self.config.names_by_pattern())
        filters = self.chosen.filters(every=self.every)._replace(per_file=per_file)
        return Recipe(self.folders, self.every, filters, self.cache_folder)

    def cache(self, *, readings: bool) -> ReportCache | None:
        """The reports that are kept in the folder for that, by all that a draft is checked by beside its text."""
        if not self.cache_folder:
            return None
        from termlint.glossaries import data
        from termlint.runs.reportcache import ReportCache

        chosen = self.chosen
        said = (chosen.select, chosen.ignore, chosen.level, chosen.require_reason)
        by_draft = chosen.ledger or chosen.changes or self.config.names_by_pattern()
        filters = self.recipe().filters if by_draft else None
        alike = filters.alike() if filters else ""
        shared = (data.digest(self.folders), repr(self.every), repr(said), alike)
        about = filters.about if filters else lambda _: ()
        return ReportCache(self.cache_folder, lambda path: (*shared, *about(path)), readings=readings)

    def data(self) -> tuple[Glossary, Ruleset]:
        """The terms and the rules, with which the names in the settings are looked up."""
        from termlint.glossaries import data

        terms, ruleset = data.load(self.folders, whole=False)
        if self.config.path:  # else there is no name in it that could be wrong
            from termlint import names

            self.config.check_names(names.of(terms, ruleset))
        return terms, ruleset

    def linter(self, terms: Glossary, ruleset: Ruleset) -> Linter:
        """The linter, of these."""
        return self.recipe().linter(terms, ruleset)


def style_for(choice: str) -> Style:
    """How to write on standard output."""
    from termlint.reporters.style import Style, coloured, fitted

    return Style(coloured(choice, os.environ, terminal=sys.stdout.isatty()), fitted(_columns()))


def _columns() -> int:
    """The columns of the terminal; shutil would tell, but its import takes time, which every run would give for it."""
    if (columns := os.environ.get("COLUMNS", "")).isdecimal() and int(columns):
        return int(columns)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80  # some terminals know no size
    except (OSError, ValueError):
        return 80


def complaining(reports: Iterable[Report], style: Style) -> Iterator[Report]:
    """The same reports; what is wrong with a file, or odd about it, is printed as it passes."""
    for report in reports:
        for problem in report.problems:
            click.echo(style.problem(problem), err=True, color=style.colour)
        yield report


def put(pieces: Iterable[str], *, colour: bool) -> None:
    """Write pieces as they come."""
    for piece in pieces:
        write(piece, colour=colour)


def write(piece: str | bytes, *, colour: bool) -> None:
    """Write to standard output; if that fails, it is the end of the run, also amid a draft that may fail alone."""
    try:
        click.echo(piece, nl=False, color=colour)
    except OSError as error:
        # What is still buffered must not fail once more when Python exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if _nobody_reads(error):
            raise SystemExit(UNREAD) from None
        raise TermlintError(f"termlint: {error.strerror or error}") from None


def _nobody_reads(error: OSError) -> bool:
    """Whether a failure to write says that the reader has gone; Windows also says so by what elsewhere is a fault."""
    return error.errno == errno.EPIPE or (error.errno == errno.EINVAL and sys.platform == "win32")


def watched() -> bool:
    """Whether someone sees what is written to standard error as it comes, on a terminal that can take it back."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


@contextmanager
def counting(what: str) -> Iterator[Callable[[int], None]]:
    """A function to tell how many of something are done; shown on a terminal, and gone when the work is done."""
    from termlint.runs.drafts import in_place

    terminal, shown = watched(), ""

    def tell(number: int) -> None:
        nonlocal shown
        if terminal and not number % 10:
            shown = in_place(sys.stderr, f"{number}{what}", shown)

    try:
        yield tell
    finally:
        if shown:
            in_place(sys.stderr, "", shown)
