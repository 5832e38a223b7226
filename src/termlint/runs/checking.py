"""Drafts checked by a linter only where that is needed: where a term may be written, and no report is kept."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from termlint.model import Report
from termlint.runs.glance import Glance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from termlint.linter import Linter
    from termlint.model import Draft
    from termlint.runs.reportcache import ReportCache
    from termlint.vocabulary import Glossary, Ruleset


class Checker:
    """Checks drafts as a linter does, and makes one when there is a draft that needs it."""

    def __init__(
        self,
        forms: Iterable[str],
        load: Callable[[], tuple[Glossary, Ruleset]],
        make: Callable[[Glossary, Ruleset], Linter],
        cache: ReportCache | None = None,
    ) -> None:
        """`forms` are those of the glossary that `load` returns, with its rules; `make` makes the linter of them."""
        self.glance = Glance(forms)
        self.cache = cache
        self._load = load
        self._make = make

    @cached_property
    def data(self) -> tuple[Glossary, Ruleset]:
        """The terms and the rules, read when they are first asked for."""
        return self._load()

    @property
    def glossary(self) -> Glossary:
        """The terms; what is known of a draft can be told with them alone."""
        return self.data[0]

    @cached_property
    def linter(self) -> Linter:
        """The linter, made when it is first asked for."""
        return self._make(*self.data)

    def check(self, path: str, source: str) -> Report:
        """The report on one draft; an empty one if no term can be written in it."""
        return self.known(path, source) or self.keep(self.linter.check(path, source))

    def read_ahead(self, drafts: Sequence[Draft]) -> None:
        """Read drafts that are checked next, none of which is known."""
        self.linter.read_ahead(drafts)

    def known(self, path: str, source: str) -> Report | None:
        """The report on one draft, if there is no need of a linter for it."""
        if not self.glance(source):
            return Report(path, source)
        return self.cache.find(path, source) if self.cache else None

    def keep(self, report: Report) -> Report:
        """The same report, once it is in the cache; one on a draft that could not be checked is not kept."""
        if self.cache and all(problem.notice for problem in report.problems):
            self.cache.keep(report)
        return report
