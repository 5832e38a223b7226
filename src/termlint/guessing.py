"""Guesses at what was meant by a name that does not exist."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST = 100
COMPARED = 3000
GUESSES = 100
"""Comparing takes time: so much of the end of a name is compared, with so many others, for so many names."""
ALIKE = 0.6
"""How alike two names must be, from 0 to 1."""


class Guesses:
    """Guesses for the first GUESSES unknown names of an input; nobody reads about more."""

    def __init__(self) -> None:
        self.left = GUESSES

    def nearest(self, name: str, known: Iterable[str]) -> list[str]:
        """The name most like another, or like its last part, or like it in capitals; at most one."""
        self.left -= 1
        if self.left < 0:
            return []
        known = list(islice(known, COMPARED))
        tried = (name, name.rpartition(".")[2], name.upper())
        return next(filter(None, (nearest(each, known) for each in tried)), [])


def nearest(name: str, known: Iterable[str], most: int = 1, alike: float = ALIKE) -> list[str]:
    """The names most like another, at most `most`."""
    import difflib  # noqa: PLC0415 - takes time, and only a wrong name asks for it

    return difflib.get_close_matches(name[-LONGEST:], list(islice(known, COMPARED)), most, alike)


def question(names: Sequence[str]) -> str:
    """``did you mean agent, policy or reward?``; empty if there are no guesses."""
    listed = " or ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
    return f"did you mean {listed}?" if listed else ""
