"""The options that say which findings count."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from termlint.filters import Filters
    from termlint.model import Level


class Chosen(NamedTuple):
    """What the options of this module say, as given."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    level: Level = "warning"
    fail_level: Level = "suggestion"

    require_reason: bool = False

    @property
    def filters(self) -> Filters:
        """What a linter is to leave out."""
        from termlint.filters import Filters
        from termlint.selection import Selection, listed

        return Filters(Selection(listed(self.select), listed(self.ignore), self.level), reasons=self.require_reason)


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
    click.option("--require-reason/--no-require-reason", help="A comment that suppresses findings must say why."),
)


EVERYTHING = Chosen()


def filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command these options, as one argument called `chosen`."""

    @wraps(command)
    def wrapped(**arguments: Any) -> Any:  # noqa: ANN401 - what click passes on and back
        chosen = Chosen(**{name: arguments.pop(name) for name in Chosen._fields})
        return command(**arguments, chosen=chosen)

    for option in reversed(_OPTIONS):
        wrapped = option(wrapped)
    return wrapped
