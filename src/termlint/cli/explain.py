"""The command that explains an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from termlint.cli.common import colour_choice, data_folders, put, style_for
from termlint.cli.settings import configured

if TYPE_CHECKING:
    from termlint.glossaries.data import Folders


@click.command(short_help="Explain a term, a sense, two senses that are confused, or a rule.")
@configured
@click.argument("name", nargs=-1, required=True, metavar="NAME")
@data_folders
@colour_choice
def explain(*, name: tuple[str, ...], folders: Folders, color: str) -> None:
    """Explain what a name stands for.

    NAME is a term (agent), a sense (agent.role), a conflation, which is two senses that readers confuse
    (agent.role-or-pursuer), or a rule (agent-most).
    """
    from termlint import explain as explaining
    from termlint.glossaries import data

    terms, ruleset = data.load(folders)
    style = style_for(color)
    lines = explaining.write(explaining.find(" ".join(name), terms, ruleset), terms, ruleset, style)
    put((f"{line.rstrip()}\n" for line in lines), colour=style.colour)
