"""Which rules a run reports, by name.

A rule has four names, from the most specific: its id, its conflation, its term, the level at which it reports. The most
specific one that is selected or ignored decides; one that is both is ignored. What is below the level of the run is
reported if its id or its own level is selected.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from termlint.errors import TermlintError
from termlint.guessing import Guesses
from termlint.model import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from termlint.model import Level
    from termlint.names import Names
    from termlint.reading.findings import Bite
    from termlint.vocabulary import Rule


def called(rule: Rule, level: Level) -> tuple[str, str, str, str]:
    """The names of a rule that reports at a level, from the most specific."""
    return rule.id, rule.conflation, rule.term, level


def mildest(level: Level | None, *, every: bool) -> Level:
    """The mildest level to report; unless it is given, suggestions are reported together with every mention."""
    return level or ("suggestion" if every else "warning")


class Selection(NamedTuple):
    """What a run selects and ignores, by name; if nothing is selected, everything that is not too mild is."""

    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    level: Level = "warning"
    """The mildest to report, unless a rule is selected by its own id or by its level."""

    def resolved(self, names: Names) -> Selection:
        """The same with all names resolved; `TermlintError` for those that do not exist."""
        if unknown := sorted(name for name in self.select | self.ignore if not names.find(name)):
            guesses = Guesses()
            raise TermlintError("\n".join(names.unknown(name, guesses) for name in unknown))
        return self._replace(
            select=frozenset(map(names.find, self.select)), ignore=frozenset(map(names.find, self.ignore))
        )

    def keeps(self, rule: Rule, level: Level) -> bool:
        """Whether to report a rule at a level."""
        loud = reaches(level, self.level)
        for name in called(rule, level):
            if name in self.ignore:
                return False
            if name in self.select and (loud or name in {rule.id, level}):
                return True
        return loud and not self.select

    def sift(self, bites: Iterable[Bite]) -> Sequence[Bite]:
        """The bites to report."""
        return [bite for bite in bites if self.keeps(bite.rule, bite.level)]


def reaches(level: Level, least: Level) -> bool:
    """Whether a level is at least as severe as another."""
    return LEVELS.index(level) >= LEVELS.index(least)


def listed(texts: Iterable[str]) -> frozenset[str]:
    """The names in some texts, each of which may be several, separated by commas."""
    return frozenset(name.strip() for text in texts for name in text.split(",") if name.strip())
