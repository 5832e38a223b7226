"""Options that a command takes together, as one argument."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
