"""Options that a command takes together, as one argument; and how help lists many of them."""

from __future__ import annotations

import os
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

import click

from termlint.disk.files import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Decorator: TypeAlias = Callable[[Any], Any]


def gathered(
    into: type[Any], name: str, options: Sequence[Decorator], check: Callable[[Any], None] = lambda _: None
) -> Decorator:
    """Gives a command some options as one argument: a named tuple, once a function has no complaint about it."""

    def decorator(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def wrapped(**arguments: Any) -> Any:  # noqa: ANN401 - what click passes on and back
            given = into(**{field: arguments.pop(field) for field in into._fields if field in arguments})
            check(given)
            return command(**arguments, **{name: given})

        for option in reversed(options):
            wrapped = option(wrapped)
        return wrapped

    return decorator


def expect_place(file: Path, what: str) -> None:
    """Raise `UsageError` where there is no folder for a file that is to be written, or where drafts have such names."""
    if not file.parent.is_dir():
        raise click.UsageError(f"{file} cannot be written: there is no folder {file.parent}")
    if {file.suffix.lower(), Path(os.path.realpath(file)).suffix.lower()} & SUFFIXES:
        raise click.UsageError(f"{file} has the name of a draft: give the {what} another, so that it replaces no draft")


class Grouped(click.Command):
    """A command whose help lists its options under headings; those that no heading names come last."""

    groups: ClassVar[Mapping[str, Sequence[str]]]
    """Options, by their long names, under each heading."""
    examples: ClassVar[Sequence[tuple[str, str]]]
    """Commands, and what each does."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, group by group."""
        options = [each for each in self.get_params(ctx) if isinstance(each, click.Option)]
        rows = {each.opts[-1]: row for each in options if (row := each.get_help_record(ctx))}
        named = [(title, [rows.pop(name) for name in names]) for title, names in self.groups.items()]
        for title, group in (*named, ("Other options", list(rows.values()))):
            with formatter.section(title):
                formatter.write_dl(group)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as click has it
        """Write the examples."""
        with formatter.section("Examples"):
            formatter.write_dl(self.examples, col_max=max(len(command) for command, _ in self.examples))
