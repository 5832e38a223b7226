"""The commands about settings."""

from __future__ import annotations

import click
from click.core import ParameterSource

from termlint.cli.check import check
from termlint.cli.common import put, text_or_json
from termlint.cli.settings import key_of, of_context
from termlint.reporters.cells import visible


@click.command(context_settings={"ignore_unknown_options": True}, short_help="Show the settings in effect.")
@text_or_json
@click.argument("options", nargs=-1, type=click.UNPROCESSED, metavar="[OPTIONS OF CHECK]...")
def config(*, format_: str, options: tuple[str, ...]) -> None:
    """Print the settings in effect here and where each comes from; any options of check count as well."""
    from termlint.project import inforce
    from termlint.silencing import selection

    try:
        context = check.make_context("termlint check", [*options, "-"])
    except click.UsageError as error:
        error.ctx = click.get_current_context()  # whose usage is told
        raise
    found = of_context(context)
    values = {key_of(name): value for name, value in context.params.items()}
    values["level"] = selection.mildest(values["level"], every=values["every"])
    given = {key_of(n) for n in context.params if context.get_parameter_source(n) is not ParameterSource.DEFAULT}
    if values["no-baseline"]:
        values["baseline"] = None
        given.add("baseline")
    settings = inforce.settings(found, values, given)
    as_json = format_ == "json"
    lines = [inforce.as_json(found, settings)] if as_json else map(visible, inforce.as_text(found, settings))
    put((f"{line}\n" for line in lines), colour=False)


@click.command(short_help="Set up a repository: settings and a hook.")
@click.option("--dry-run", is_flag=True, help="Print what would be written, and write nothing.")
@click.option(
    "--pre-commit/--no-pre-commit",
    default=None,
    help="Add a pre-commit hook.  [default: only if the repository has no configuration for pre-commit]",
)
def init(*, dry_run: bool, pre_commit: bool | None) -> None:
    """Write a settings file for the repository in this folder, and a pre-commit hook; nothing is overwritten."""
    from termlint.disk import writing
    from termlint.project import precommit, starting

    changes = list(starting.changes(hook=pre_commit))
    for change in changes:
        if isinstance(change, str):
            click.echo(change)
        elif dry_run:
            click.echo(f"would {change.verb} {change.path}:")
            put((f"  {line}\n" for line in change.added()), colour=False)
        else:
            writing.replace(change.path, change.new)
            click.echo(f"{change.past} {change.path}")
    click.echo("Next: run termlint check . to check all drafts; termlint config shows the settings in effect.")
    if any(not isinstance(change, str) and change.path.name == precommit.FILE for change in changes):
        click.echo("Run pre-commit install to have the hook run before each commit.")
