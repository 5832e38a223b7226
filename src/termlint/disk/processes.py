"""Other processes of Python: how many there may be, and how one begins."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess


def available() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def begun(work: Callable[..., None], *given: object) -> tuple[Connection, BaseProcess]:
    """A process that does some work with its end of a connection and what else is given; and our end.

    It hears no interruptions, which are not for it. Only the main thread may begin one.
    """
    from multiprocessing import get_context  # noqa: PLC0415 - most runs need no other process

    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_begin, args=(work, theirs, *given), daemon=True)
    with _apart(), _deaf():
        process.start()
    theirs.close()
    return ours, process


def _begin(work: Callable[..., None], *given: object) -> None:
    """Do the work; on Windows a process does not inherit that it hears no interruptions."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work(*given)


@contextmanager
def _apart() -> Iterator[None]:
    """A time in which the current folder is that of Python's own modules.

    A new process looks for these in its current folder first, before it learns where else to look and goes to the
    folder that this one began in: among drafts a ``multiprocessing.py`` of a stranger's would be run.
    """
    here = Path.cwd()
    os.chdir(Path(os.__file__).parent)
    try:
        yield
    finally:
        os.chdir(here)


@contextmanager
def _deaf() -> Iterator[None]:
    """A time in which interruptions wait for its end: a process that begins in it never hears them.

    Where signals can be blocked, which a process inherits, one that is blocked waits, unless another thread takes it.
    """
    blocking = hasattr(signal, "pthread_sigmask")  # not on Windows
    if blocking:
        from multiprocessing import resource_tracker  # noqa: PLC0415 - as above

        resource_tracker.ensure_running()  # to start it lets through what waits
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    heard: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if blocking:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        if heard:
            signal.raise_signal(signal.SIGINT)
