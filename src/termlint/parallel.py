"""Drafts checked by several processes: each has a linter of its own, and takes one draft after the other.

A process is sent a draft only when it waits for one, so that no two can wait for each other; reports come in the order
of the drafts, and no more than a few are held back for that.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import closing, contextmanager
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast

from termlint.errors import TermlintError
from termlint.model import Draft, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from termlint.linter import Linter
    from termlint.recipes import Recipe

PAYS = 150_000
"""So many characters are checked in the time that another process needs to load the parser, and no less."""
AHEAD = 4
"""So many drafts for each process are read before the report on the first of them is there."""


Judge: TypeAlias = "Callable[[Linter, str, str], Report]"


class Pool:
    """Processes that check drafts; those that are left when the work ends, however it ends, are stopped."""

    def __init__(self, jobs: int, recipe: Recipe, judge: Judge) -> None:
        """`judge` gives the report on a draft of a path and a text, whatever goes wrong with it."""
        from multiprocessing import get_context  # noqa: PLC0415 - most runs need no other process

        context = get_context("spawn")
        self.processes: dict[Connection, BaseProcess] = {}
        with deaf():
            for _ in range(jobs):
                ours, theirs = context.Pipe()
                process = context.Process(target=_work, args=(theirs, recipe, judge), daemon=True)
                process.start()
                theirs.close()
                self.processes[ours] = process
        self._idle = list(self.processes)
        self._busy: dict[Connection, tuple[int, str]] = {}
        """The number and the text of the draft that each process is at."""
        self._ready: dict[int, Report] = {}
        self._first = 0
        """The number of the draft whose report comes next."""

    def close(self) -> None:
        """Stop the processes."""
        for ours, process in self.processes.items():
            ours.close()
            process.terminate()
        for process in self.processes.values():
            process.join()

    def reports(
        self, drafts: Iterable[Draft | Report], limit: int, keep: Callable[[Report], Report]
    ) -> Iterator[Report]:
        """A report on each draft, in order; at most `limit` are held back. Where there is a report it is passed on.

        `keep` is called with each report that was made.
        """
        for number, item in enumerate(drafts):
            if isinstance(item, Report):
                self._ready[number] = item
            else:
                self._send(number, item, keep)
            while number - self._first >= limit and self._first not in self._ready:
                self._receive(keep)
            yield from self._next()
        while self._busy:
            self._receive(keep)
            yield from self._next()

    def _next(self) -> Iterator[Report]:
        """The reports whose turn it is."""
        while self._first in self._ready:
            yield self._ready.pop(self._first)
            self._first += 1

    def _send(self, number: int, draft: Draft, keep: Callable[[Report], Report]) -> None:
        """Give a draft to a process that has nothing to do, as soon as there is one."""
        if not self._idle:
            self._receive(keep)
        ours = self._idle.pop()
        self._busy[ours] = number, draft.source
        try:
            ours.send(draft)
        except OSError:
            raise _lost() from None

    def _receive(self, keep: Callable[[Report], Report]) -> None:
        """Wait until a process has a report."""
        from multiprocessing import connection  # noqa: PLC0415 - as above

        for ours in cast("list[Connection]", connection.wait(list(self._busy))):
            try:
                answer = ours.recv()
            except (EOFError, OSError):
                raise _lost() from None
            if isinstance(answer, str):
                raise TermlintError(answer)
            number, source = self._busy.pop(ours)
            self._ready[number] = keep(answer._replace(source=source))
            self._idle.append(ours)


class Plan(NamedTuple):
    """How drafts are to be checked together."""

    jobs: int | None
    """How many processes to use; None for as many as pay off."""
    recipe: Callable[[], Recipe]
    keep: Callable[[Report], Report]
    """What to do with each report that another process made."""

    def check(self, drafts: Iterable[Draft | Report], judge: Judge) -> Iterator[Draft | Report]:
        """A report on each draft, in order, if several processes pay off; else the drafts as they are."""
        waiting = iter(drafts)
        begun = self._begun(waiting)
        number = self._number(sum(len(item.source) for item in begun if isinstance(item, Draft)))
        if number == 1:
            yield from chain(begun, waiting)
            return
        with closing(Pool(number, self.recipe(), judge)) as pool:
            yield from pool.reports(chain(begun, waiting), AHEAD * number, self.keep)

    def _begun(self, waiting: Iterator[Draft | Report]) -> list[Draft | Report]:
        """The first of the drafts, so many that it is known how many processes pay off."""
        begun, size = [], 0
        for item in waiting if self.jobs != 1 else ():
            begun.append(item)
            size += len(item.source) if isinstance(item, Draft) else 0
            if size and self._number(size) == (self.jobs or processors()):
                break
        return begun

    def _number(self, size: int) -> int:
        """How many processes there are to be for so many characters."""
        if not size:
            return 1
        return self.jobs or max(1, min(processors(), size // PAYS))


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


@contextmanager
def deaf() -> Iterator[None]:
    """A time in which interruptions go unheard: a process that begins in it never hears them, they are not for it."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _lost() -> TermlintError:
    return TermlintError("a process that checks drafts was stopped, perhaps for want of memory: try --jobs 1")


def _work(ours: Connection, recipe: Recipe, judge: Judge) -> None:
    """Check what is sent until nothing more can come."""
    linter: Linter | None = None
    while True:
        try:
            draft = ours.recv()
        except (EOFError, OSError):
            return
        try:
            linter = linter or recipe.linter(*recipe.data())
            answer: Report | str = judge(linter, draft.path, draft.source)._replace(source="")
        except TermlintError as error:
            answer = str(error)
        try:
            ours.send(answer)
        except OSError:
            return
