"""The command line: options and arguments, nothing else. What a command needs is imported when it runs."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from termlint import __version__
from termlint.errors import TermlintError
from termlint.reporters.cells import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130
"""Exit status of a run that was stopped."""
COMMANDS = {
    "check": "termlint.cli.check",
    "mentions": "termlint.cli.check",
    "explain": "termlint.cli.explain",
    "glossary": "termlint.cli.glossary",
    "site": "termlint.cli.site",
    "contract": "termlint.cli.contract",
    "init": "termlint.cli.config",
    "config": "termlint.cli.config",
    "doctor": "termlint.cli.doctor",
}
"""The module of each command; it is imported when the command runs, or when all are told."""


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status of a run: 0 nothing to report, 1 findings, 2 something is wrong with the input."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # whoever closes it wants nothing there
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open as long as we run
        stream = getattr(sys, name)
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
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click has it
        """The names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as click has it
        """The command of a name; where there is none click looks for one that may have been meant, among all."""
        for name in [cmd_name] if cmd_name in COMMANDS else COMMANDS:
            self.commands[name] = getattr(import_module(COMMANDS[name]), name)
        return self.commands.get(cmd_name)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[Any, Any, list[str]]:
        """The command; for a file in its place, a hint."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            if args[0] == "-" or args[0].endswith(".md") or Path(args[0]).exists():
                raise click.UsageError(f"To check a draft: termlint check {args[0]}", ctx) from None
            raise


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="termlint %(version)s")
def cli() -> None:
    """Find terms in Markdown drafts that readers may take in two ways, and a caveat that settles each.

    Every command exits with 0, or with 2 if something is wrong. If it can exit with 1, its help says when.
    """
