"""Which rules a run reports: by what they are called, by their conflation, their term or the level of a finding.

A rule goes by four names, from the most specific: its id, its conflation, its term, the level at which it reports. The
most specific one that a run selects or ignores decides; where it does both with one name, it ignores. What is too mild
is reported where its id or its level is selected.
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
    """What a rule can be called by where it reports at some level, from the most specific name."""
    return rule.id, rule.conflation, rule.term, level


def mildest(level: Level | None, *, every: bool) -> Level:
    """The mildest level to report, where it may be left open: everything is asked for together with every mention."""
    return level or ("suggestion" if every else "warning")


class Selection(NamedTuple):
    """What a run selects and ignores, by name; without anything selected, everything is that is not too mild."""

    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    level: Level = "warning"
    """The mildest to report; a rule that is selected by its own id or by its level is reported however mild it is."""

    def resolved(self, names: Names) -> Selection:
        """The same with each name replaced by the one it stands for; names that stand for nothing are an error."""
        if unknown := sorted(name for name in self.select | self.ignore if not names.find(name)):
            guesses = Guesses()
            raise TermlintError("\n".join(names.unknown(name, guesses) for name in unknown))
        return self._replace(
            select=frozenset(map(names.find, self.select)), ignore=frozenset(map(names.find, self.ignore))
        )

    def keeps(self, rule: Rule, level: Level) -> bool:
        """Whether a rule is to be reported where it reports at some level."""
        loud = reaches(level, self.level)
        for name in called(rule, level):
            if name in self.ignore:
                return False
            if name in self.select and (loud or name in {rule.id, level}):
                return True
        return loud and not self.select

    def sift(self, bites: Iterable[Bite]) -> Sequence[Bite]:
        """The bites of rules that are to be reported."""
        return [bite for bite in bites if self.keeps(bite.rule, bite.level)]


def reaches(level: Level, least: Level) -> bool:
    """Whether a level is at least so severe."""
    return LEVELS.index(level) >= LEVELS.index(least)


def listed(texts: Iterable[str]) -> frozenset[str]:
    """The names in texts that may hold several with commas between them."""
    return frozenset(name.strip() for text in texts for name in text.split(",") if name.strip())
