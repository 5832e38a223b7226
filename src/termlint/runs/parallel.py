"""Drafts checked by several processes: each has a linter of its own, and takes one batch of drafts after the other.

A process is sent drafts only when it waits for some, so that no two can wait for each other; reports come in the order
of the drafts, and those of no more than a few batches are held back for that.
"""

from __future__ import annotations

from contextlib import closing
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast

from termlint.disk import processes
from termlint.errors import TermlintError
from termlint.model import Draft, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection

    from termlint.linter import Linter
    from termlint.runs.recipes import Recipe

PAYS = 150_000
"""So many characters are checked in the time that another process needs to load the parser, and no less."""
AHEAD = 4
"""So many batches for each process are read before the reports on the first of them are there."""


Batch: TypeAlias = "Sequence[Draft | Report]"
"""Drafts that are checked together, in order; where there is a report already it stands in for its draft."""
CheckDrafts: TypeAlias = "Callable[[Linter, Sequence[Draft]], Iterable[Report]]"


class Pool:
    """Processes that check drafts; those that are left when the work ends, however it ends, are stopped."""

    def __init__(self, jobs: int, recipe: Recipe, check: CheckDrafts) -> None:
        """`check` gives the reports on some drafts, whatever goes wrong with them."""
        self.processes = dict(processes.begun(_work, recipe, check) for _ in range(jobs))
        self._idle = list(self.processes)
        self._busy: dict[Connection, tuple[int, Batch]] = {}
        """The number and the batch that each process is at."""
        self._ready: dict[int, list[Report]] = {}
        self._first = 0
        """The number of the batch whose reports come next."""

    def close(self) -> None:
        """Stop the processes."""
        for ours, process in self.processes.items():
            ours.close()
            process.terminate()
        for process in self.processes.values():
            process.join()

    def reports(self, batches: Iterable[Batch], limit: int, keep: Callable[[Report], Report]) -> Iterator[Report]:
        """The reports on some batches, in order; those of at most `limit` batches are held back.

        `keep` is called with each report that was made.
        """
        for number, batch in enumerate(batches):
            self._send(number, batch, keep)
            while number - self._first >= limit and self._first not in self._ready:
                self._receive(keep)
            yield from self._next()
        while self._busy:
            self._receive(keep)
            yield from self._next()

    def _next(self) -> Iterator[Report]:
        """The reports whose turn it is."""
        while self._first in self._ready:
            yield from self._ready.pop(self._first)
            self._first += 1

    def _send(self, number: int, batch: Batch, keep: Callable[[Report], Report]) -> None:
        """Give the drafts of a batch to a process that has nothing to do, as soon as there is one."""
        drafts = _drafts(batch)
        if not drafts:
            self._ready[number] = [*_merged(batch, ())]
            return
        if not self._idle:
            self._receive(keep)
        ours = self._idle.pop()
        self._busy[ours] = number, batch
        try:
            ours.send(drafts)
        except OSError:
            raise _lost() from None

    def _receive(self, keep: Callable[[Report], Report]) -> None:
        """Wait until a process has reports."""
        from multiprocessing import connection  # noqa: PLC0415 - most runs need no other process

        for ours in cast("list[Connection]", connection.wait(list(self._busy))):
            try:
                answer = ours.recv()
            except (EOFError, OSError):
                raise _lost() from None
            if isinstance(answer, str):
                raise TermlintError(answer)
            number, batch = self._busy.pop(ours)
            made = (
                keep(report._replace(source=draft.source)) for report, draft in zip(answer, _drafts(batch), strict=True)
            )
            self._ready[number] = [*_merged(batch, made)]
            self._idle.append(ours)


class Plan(NamedTuple):
    """How drafts are to be checked together."""

    jobs: int | None
    """How many processes to use; None for as many as pay off."""
    recipe: Callable[[], Recipe]
    keep: Callable[[Report], Report]
    """What to do with each report that another process made."""

    def check(
        self, batches: Iterable[Batch], here: Callable[[Sequence[Draft]], Iterable[Report]], elsewhere: CheckDrafts
    ) -> Iterator[Report]:
        """The reports on some batches, in order: made `here` when asked for, or by other processes if that pays off."""
        waiting = iter(batches)
        begun = self._begun(waiting)
        number = self._number(sum(map(_size, begun)))
        if number == 1:
            for batch in chain(begun, waiting):
                yield from _merged(batch, here(_drafts(batch)))
            return
        with closing(Pool(number, self.recipe(), elsewhere)) as pool:
            yield from pool.reports(chain(begun, waiting), AHEAD * number, self.keep)

    def _begun(self, waiting: Iterator[Batch]) -> list[Batch]:
        """The first of the batches, so many that it is known how many processes pay off."""
        begun, size = [], 0
        for batch in waiting if self.jobs != 1 else ():
            begun.append(batch)
            size += _size(batch)
            if size and self._number(size) == (self.jobs or processes.available()):
                break
        return begun

    def _number(self, size: int) -> int:
        """How many processes there are to be for so many characters."""
        if not size:
            return 1
        return self.jobs or max(1, min(processes.available(), size // PAYS))


def _drafts(batch: Batch) -> list[Draft]:
    """What is to be checked of a batch."""
    return [item for item in batch if isinstance(item, Draft)]


def _merged(batch: Batch, made: Iterable[Report]) -> Iterator[Report]:
    """The reports on a batch: those made of its drafts, in their places."""
    reports = iter(made)
    return (next(reports) if isinstance(item, Draft) else item for item in batch)


def _size(batch: Batch) -> int:
    """How many characters are to be checked."""
    return sum(len(draft.source) for draft in _drafts(batch))


def _lost() -> TermlintError:
    return TermlintError("a process that checks drafts was killed, perhaps for lack of memory: try --jobs 1")


def _work(ours: Connection, recipe: Recipe, check: CheckDrafts) -> None:
    """Check what is sent until nothing more can come."""
    linter: Linter | None = None
    while True:
        try:
            drafts = ours.recv()
        except (EOFError, OSError):
            return
        try:
            linter = linter or recipe.linter(*recipe.data())
            answer: list[Report] | str = [report._replace(source="") for report in check(linter, drafts)]
        except TermlintError as error:
            answer = str(error)
        try:
            ours.send(answer)
        except OSError:
            return
