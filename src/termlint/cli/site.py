"""The commands that make the website of a glossary."""

from __future__ import annotations

from pathlib import Path

import click

from termlint.cli.common import data_folders, put


@click.group()
def site() -> None:
    """The website of a glossary."""


@site.command()
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder to make.")
@data_folders
def build(*, out: Path, glossary: tuple[Path, ...], rules: tuple[Path, ...], builtin: bool, color: str) -> None:
    """Build the website into a folder, in place of the one built there before."""
    from termlint import data
    from termlint.site import build as building
    from termlint.site import measured, verdicts

    folders = data.Folders(glossary, rules, builtin)
    terms, ruleset = data.load(folders)
    said = verdicts.of_all(terms, ruleset, terms.terms)
    sources = building.Sources(terms, ruleset, said, measured.load(rules))
    content = dict(building.files(sources))
    building.write(content, out)
    put([f"{out}: {len(content)} files\n"], colour=color == "always")
