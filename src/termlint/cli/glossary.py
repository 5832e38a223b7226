"""A curator's commands."""

from __future__ import annotations

from pathlib import Path

import click


@click.group("glossary")
def glossary() -> None:
    """Work on glossary and rules."""


@glossary.command()
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path, file_okay=False), metavar="[DIR]...")
@click.option("--no-builtin", "builtin", flag_value=False, default=True, help="What the folders refer to, they define.")
def validate(*, folders: tuple[Path, ...], builtin: bool) -> None:
    """Check glossary and rules YAML; without DIR, the folders glossary and rules of the current folder."""
    from termlint import data

    loaded = data.validated(data.sorted_out(folders, builtin=builtin))
    click.echo(f"{data.summary(*loaded)}: no problems")
