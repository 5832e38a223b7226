"""A curator's commands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from termlint.cli.adding import add, homed
from termlint.cli.common import counting, put, text_or_json
from termlint.cli.settings import configured, in_force
from termlint.exports import FORMATS
from termlint.reporters.cells import visible

if TYPE_CHECKING:
    from collections.abc import Callable

    from termlint.curation.additions import Home
    from termlint.glossaries.data import Folders


def _folders(command: Callable[..., Any]) -> Callable[..., Any]:
    """The argument that says which folders to work on."""
    folder = click.Path(path_type=Path, file_okay=False)
    return click.argument("folders", nargs=-1, type=folder, metavar="[DIR]...")(command)


def _meant(folders: tuple[Path, ...], *, builtin: bool, needed: bool = True) -> Folders:
    """The given folders by what they hold; without any, those of the settings or of the current folder."""
    from termlint.curation import curating

    settled = in_force().folders()._replace(builtin=builtin)
    return curating.sorted_out(folders, settled, needed=needed)


@click.group("glossary", short_help="Test, edit and export a glossary.")
def glossary() -> None:
    """Test, edit and export a glossary and its rules."""


@glossary.command()
@configured
@_folders
@click.option("--builtin/--no-builtin", default=True, help="Resolve references to built-in entries, too.")
def validate(*, folders: tuple[Path, ...], builtin: bool) -> None:
    """Check the YAML of glossary and rules.

    Without DIR: the folders that the settings name, or else ./glossary and ./rules.

    Exit status: 0 no problems, 2 problems.
    """
    from termlint.curation import curating

    loaded = curating.validated(_meant(folders, builtin=builtin))
    click.echo(f"{curating.summary(*loaded)}: no problems")


@glossary.command("test", short_help="Run every example.")
@configured
@_folders
@click.option("--builtin/--no-builtin", default=True, help="Use the built-in terms and rules, too.")
@click.option("--complete", is_flag=True, help="Also fail if there is anything that no example exercises.")
def run_examples(*, folders: tuple[Path, ...], builtin: bool, complete: bool) -> int:
    """Run every example of glossary and rules, and list what no example exercises.

    Without DIR: the folders that the settings name, or else ./glossary and ./rules.

    Exit status: 0 all examples are as expected, 1 some are not, 2 the data could not be read.
    """
    from termlint.curation import curating, trials

    where = _meant(folders, builtin=builtin)
    linter = trials.linter(*curating.validated(where))
    with counting(" examples tried") as tried:
        trial = trials.run(linter, [*where.glossary, *where.rules], tried)
    put((f"{visible(str(problem))}\n" for problem in (*trial.failures, *trial.gaps)), colour=False)
    click.echo(str(trial), err=True)
    return 1 if trial.failures or (complete and trial.gaps) else 0


glossary.add_command(add)


@glossary.command(short_help="Format the YAML.")
@configured
@_folders
@click.option("--check", is_flag=True, help="Change nothing; list the files that would change.")
def fmt(*, folders: tuple[Path, ...], check: bool) -> int:
    """Format the YAML of glossary and rules, keeping every comment, the order and all data.

    Without DIR: the folders that the settings name, or else ./glossary and ./rules.

    Exit status: 0 done, or nothing to do; 1 with --check, if files would change; 2 some files cannot be formatted.
    """
    from termlint.curation import tidying

    where = _meant(folders, builtin=False)
    found = list(tidying.tidy([*where.glossary, *where.rules], where.rules, check=check))
    for path, problems in found:
        for problem in problems:
            click.echo(visible(str(problem)), err=True)
        if not problems:
            click.echo(visible(f"{'would change' if check else 'changed'} {path}"))
    if any(problems for _, problems in found):
        return 2
    return 1 if check and found else 0


@glossary.command(short_help="Give an entry a new id.")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@homed
def rename(*, old: str, new: str, home: Home) -> None:
    """Give an entry a new id wherever glossary and rules name it.

    OLD is a sense (agent.role), a conflation (agent.role-or-pursuer) or a rule (agent-goals); NEW is its new id, with
    or without the term in front. If OLD was published, published.yaml lists it as renamed, so that drafts can still use
    it.
    """
    from termlint.curation import renaming

    done = renaming.rename(home, old, new)
    for path in done.paths:
        click.echo(visible(f"changed {path}"))
    for problem in done.left:
        click.echo(visible(str(problem)), err=True)
    if not done.published:
        click.echo(f"{old} was not published: change the drafts and settings that name it by hand", err=True)


@glossary.command(short_help="Write the glossary in another format.", epilog=f"FORMAT is one of {', '.join(FORMATS)}.")
@configured
@click.argument("format_", metavar="FORMAT", type=click.Choice(list(FORMATS)))
@_folders
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Folder to write to or, for a format of one file, a file with its ending.",
)
@click.option("--builtin/--no-builtin", default=True, help="Include the built-in terms.")
@click.option(
    "--own", is_flag=True, help="Write only the terms in the folders; what else they refer to appears by its id."
)
def export(*, format_: str, folders: tuple[Path, ...], output: Path | None, builtin: bool, own: bool) -> None:
    """Write the glossary in another format.

    Without DIR, the folders that the settings name, or else glossary of the current folder; where there is none, the
    built-in terms. A format of one file goes to standard output unless --output is given.
    """
    from termlint import exports
    from termlint.curation import curating
    from termlint.glossaries import data

    where = _meant(folders, builtin=builtin, needed=False)
    if not builtin and not where.glossary:
        raise click.UsageError("--no-builtin leaves no glossary: name a folder")
    if own and not where.glossary:
        raise click.UsageError("--own needs a glossary of your own: name its folder")
    terms = data.terms(where)
    files = exports.exporter(format_)(curating.own(terms, where.glossary) if own else terms)
    if output:
        if len(files) == 1 and output.suffix == Path(*files).suffix and not output.is_dir():
            output, files = output.parent, dict.fromkeys([output.name], *files.values())
        curating.write(output, files)
        click.echo("\n".join(str(output / name) for name in files), err=True)
    elif len(files) > 1:
        raise click.UsageError(f"{format_} consists of {len(files)} files: name a folder for them with --output DIR")
    else:
        put(files.values(), colour=False)


@glossary.command(short_help="Write JSON Schemas.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
def schemas(*, folder: Path) -> None:
    """Write JSON Schemas of glossary and rules into a folder, for editors to complete and check the YAML.

    termlint glossary fmt looks for them in a folder called schemas next to glossary and rules.
    """
    from termlint.curation import curating, jsonschemas

    curating.write(folder, jsonschemas.files())


@glossary.command(short_help="Record published ids.")
@configured
@_folders
@click.option("--builtin/--no-builtin", default=True, help="Resolve references to built-in entries, too.")
def publish(*, folders: tuple[Path, ...], builtin: bool) -> None:
    """Record in published.yaml every id that has an address on the website. From then on, none may disappear.

    Without DIR: the folders that the settings name, or else ./glossary and ./rules.
    """
    from termlint.curation import additions, curating

    where = _meant(folders, builtin=builtin)
    loaded = curating.validated(where)
    for folder in where.glossary:
        number = additions.published(additions.Home(folder, where.rules), curating.ids(*loaded, folder))
        click.echo(visible(f"{folder / 'published.yaml'}: {number} new"))


@glossary.command(short_help="Compare with a git revision.")
@configured
@click.argument("revision", metavar="REV")
@_folders
@click.option(
    "--corpus",
    type=click.Path(path_type=Path, exists=True),
    multiple=True,
    help="Drafts to check with both versions; repeatable.",
)
@click.option(
    "--examples", type=click.IntRange(0), default=3, show_default=True, help="Findings to show per rule, as text."
)
@text_or_json
@click.option("--builtin/--no-builtin", default=True, help="Use the built-in terms and rules, too.")
def diff(
    *,
    revision: str,
    folders: tuple[Path, ...],
    corpus: tuple[Path, ...],
    examples: int,
    format_: str,
    builtin: bool,
) -> int:
    """Show what has changed since a git revision: entries and, with --corpus, the findings in drafts.

    Without DIR: the folders that the settings name, or else ./glossary and ./rules. The working tree is not changed.

    Exit status: 0 no differences, 1 differences, 2 one of the two versions cannot be read.
    """
    import json
    import tempfile

    from termlint.curation import comparing, curating
    from termlint.glossaries import data

    where = _meant(folders, builtin=builtin)
    new = data.load(where)
    with tempfile.TemporaryDirectory() as temporary:
        old = curating.before(where, revision, Path(temporary))
    found = comparing.entries(old, new, curating.published(where))
    reported = None
    if corpus:
        from termlint.curation import trials

        with counting(" files checked") as passed:
            reported = comparing.findings(trials.linter(*old), trials.linter(*new), corpus, passed)
        for problem in reported.problems:
            click.echo(visible(str(problem)), err=True)
    if format_ == "json":
        put([json.dumps(comparing.content(found, reported), ensure_ascii=False, indent=2) + "\n"], colour=False)
    else:
        put((f"{visible(line)}\n" for line in comparing.text(found, reported, examples)), colour=False)
    if reported and reported.problems:
        return 2
    return 1 if found or (reported and (reported.gained or reported.lost)) else 0
