"""The command that drafts a contract."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from termlint.cli.common import LinterOptions, colour_choice, data_folders, put, style_for
from termlint.cli.settings import configured, in_force
from termlint.reporters.cells import visible

if TYPE_CHECKING:
    from termlint.glossaries.data import Folders


@click.command(short_help="Draft front matter that states senses.")
@configured
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option("--write", is_flag=True, help="Insert it into the front matter, and keep what is there.")
@data_folders
@colour_choice
def contract(*, file: Path, write: bool, folders: Folders, color: str) -> int:
    """Draft front matter that states what the terms of FILE mean: for each, the senses in which it is mostly used."""
    from termlint.disk import files
    from termlint.inserting import contract_drafting, fixing
    from termlint.markup import markdown
    from termlint.model import Problem

    if file == files.STDIN:
        raise click.UsageError("a contract needs a file, not standard input")
    source = files.read(file)
    if isinstance(source, Problem):
        click.echo(style_for(color).problem(source), err=True)
        return 2
    name = files.shown(file)
    options = LinterOptions(folders, in_force())
    linter = options.linter(*options.data())
    clauses = contract_drafting.clauses(linter.check(name, source).readings)
    if not clauses:
        click.echo(visible(f"{name}: no term of the glossary is used"), err=True)
    elif write:
        new = contract_drafting.inserted(markdown.read(name, source), clauses, linter.glossary)
        if problem := fixing.written(file, source, new):
            click.echo(style_for(color).problem(problem), err=True)
            return 2
        click.echo(visible(f"wrote {name}"), err=True)
    else:
        put((f"{line}\n" for line in contract_drafting.as_yaml(clauses)), colour=False)
    return 0
