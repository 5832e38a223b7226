"""The options that say which findings count."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from termlint.selection import Selection, listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from termlint.model import Level


class Filters(NamedTuple):
    """What the options of this module say, as given."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    level: Level = "warning"
    fail_level: Level = "suggestion"

    @property
    def selection(self) -> Selection:
        """Which rules are reported."""
        return Selection(listed(self.select), listed(self.ignore), self.level)


_LEVEL = click.Choice(["suggestion", "warning"])
_OPTIONS = (
    click.option("--select", multiple=True, metavar="NAMES", help="Only these rules, conflations, terms or levels."),
    click.option("--ignore", multiple=True, metavar="NAMES", help="Not these; the more specific of two names wins."),
    click.option("--level", type=_LEVEL, default="warning", show_default=True, help="The mildest to report."),
    click.option(
        "--fail-level",
        type=_LEVEL,
        default="suggestion",
        show_default=True,
        help="The mildest finding that makes the exit status 1.",
    ),
)


def filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command these options, as one argument called `chosen`."""

    @wraps(command)
    def wrapped(**arguments: Any) -> Any:  # noqa: ANN401 - what click passes on and back
        chosen = Filters(**{name: arguments.pop(name) for name in Filters._fields})
        return command(**arguments, chosen=chosen)

    for option in reversed(_OPTIONS):
        wrapped = option(wrapped)
    return wrapped
