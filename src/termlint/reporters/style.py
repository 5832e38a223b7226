"""How text output looks: colours, widths, labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from termlint.reporters.cells import clip, visible, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from termlint.model import Problem

NARROWEST, WIDEST = 40, 100
"""Narrower than that nothing lines up; wider than that nobody likes to read."""

Role = Literal["place", "error", "note", "warning", "suggestion", "mention", "name", "label", "caveat"]
COLOURS: dict[Role, str] = {
    "place": "1",
    "error": "1;31",
    "note": "36",
    "warning": "1;35",
    "suggestion": "36",
    "mention": "1;35",
    "name": "1",
    "label": "2",
    "caveat": "32",
}
"""Bold makes colours bright in many terminals. Bright yellow and cyan cannot be read on white; magenta and red can."""


@dataclass(frozen=True, slots=True)
class Style:
    """The looks of one run's output."""

    colour: bool = False
    width: int = 80

    def paint(self, text: str, role: Role) -> str:
        """Text made harmless, and coloured for its role."""
        shown = visible(text)
        return f"\x1b[{COLOURS[role]}m{shown}\x1b[0m" if self.colour and shown.strip() else shown

    def rows(self, label: str, text: str, column: int, role: Role | None = None, name: str = "") -> Iterator[str]:
        """A text wrapped beside its label, which can end in a name; it starts in a column counted from 0."""
        lines = [self.paint(line, role) if role else line for line in wrap(text, self.width - column)]
        gap = " " * (column - len(label) - len(name))
        yield self.paint(label, "label") + self.paint(name, "name") + gap + lines[0]
        yield from (" " * column + line for line in lines[1:])

    def problem(self, problem: Problem) -> str:
        """What is wrong with a file, or odd about it, in one line."""
        role: Role = "note" if problem.notice else "error"
        return "  ".join((self.paint(problem.place, "place"), self.paint(role, role), visible(problem.message)))

    def short(self, text: str) -> str:
        """Some words of a draft, cut where they are many."""
        return clip(" ".join(text.split()), self.width // 2)


def coloured(choice: str, environment: Mapping[str, str], *, terminal: bool) -> bool:
    """Whether to use colours: as chosen; for ``auto``, as the environment says; else on a terminal."""
    if choice != "auto":
        return choice == "always"
    if environment.get("NO_COLOR"):
        return False
    if any(environment.get(name, "0") not in {"", "0"} for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return terminal and environment.get("TERM") != "dumb" and environment.get("CLICOLOR") != "0"


def fitted(columns: int) -> int:
    """The width to write in on a terminal of so many columns."""
    return max(NARROWEST, min(columns, WIDEST))
