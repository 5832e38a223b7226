"""Reports on the drafts that paths stand for, and what they add up to."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TextIO

from termlint.counting import Summary, counted, counted_findings
from termlint.disk import files
from termlint.errors import TermlintError
from termlint.model import Draft, Problem, Report
from termlint.silencing import selection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from termlint.disk.files import Excluded
    from termlint.model import Finding, Level
    from termlint.runs.checking import Checker
    from termlint.runs.parallel import Plan

TOGETHER = 20_000
"""So many characters are read before the sentences in them are parsed: small drafts are read and parsed together."""
PATIENCE = 0.5
"""Seconds in which nobody asks how far it is."""


class Checking(Protocol):
    """What can check a draft: a `linter.Linter`, or what makes one if need be."""

    def check(self, path: str, source: str) -> Report:
        """Everything there is to say about a draft."""


class ReadingAhead(Checking, Protocol):
    """What can read drafts ahead."""

    def read_ahead(self, drafts: Sequence[Draft]) -> None:
        """Read drafts that are checked next."""


def check(
    paths: Iterable[Path],
    checker: Checking,
    stdin_name: str = "<stdin>",
    excluded: Excluded = files.NOTHING,
    then: Callable[[Path, Report], Report] = lambda _, report: report,
) -> Iterator[Report]:
    """A report on each draft, in the order of the paths; ``-`` stands for the standard input.

    `then` sees each draft that could be read, where it was read and what was reported, and may fix it.
    """
    for found, path, text in _texts(paths, stdin_name, excluded):
        if isinstance(text, Problem):
            yield _failed(path, text)
        else:
            yield safely_checked(checker, path, text, partial(then, found))


def check_together(
    paths: Iterable[Path],
    checker: Checker,
    plan: Plan,
    stdin_name: str = "<stdin>",
    excluded: Excluded = files.NOTHING,
) -> Iterator[Report]:
    """The reports that `check` gives, made by several processes where that pays off."""
    items = (
        _failed(path, text) if isinstance(text, Problem) else checker.known(path, text) or Draft(path, text)
        for _, path, text in _texts(paths, stdin_name, excluded)
    )
    return plan.check(_batches(items), partial(safely_checked_together, checker), safely_checked_together)


def _batches(items: Iterable[Draft | Report]) -> Iterator[list[Draft | Report]]:
    """The same in batches of so many characters."""
    batch: list[Draft | Report] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item.source)
        if size >= TOGETHER:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def safely_checked_together(checker: ReadingAhead, drafts: Sequence[Draft]) -> Iterator[Report]:
    """The reports on some drafts that are read before the first of them is checked, whatever goes wrong with them."""
    if len(drafts) > 1:
        with suppress(Exception):  # what goes wrong with one is told when it is its turn
            checker.read_ahead(drafts)
    for draft in drafts:
        yield safely_checked(checker, *draft)


def _texts(paths: Iterable[Path], stdin_name: str, excluded: Excluded) -> Iterator[tuple[Path, str, str | Problem]]:
    """Where each draft was found, what it is called, and its text or what is wrong with it."""
    for found in files.find(paths, excluded):
        if isinstance(found, Problem):
            yield Path(found.path), found.path, found
        elif found != files.STDIN:
            yield found, files.shown(found), files.read(found)
        elif not excluded.force or list(files.find([Path(stdin_name)], excluded)):
            name = files.shown(Path(stdin_name))
            yield found, name, _standard_input(name)


def _standard_input(name: str) -> str | Problem:
    """Its text, or what is wrong with it."""
    if sys.stdin is None:
        return Problem(name, "cannot be read: standard input is closed")
    return files.decode(name, sys.stdin.buffer.read(files.MAX_BYTES + 1))


def _failed(path: str, problem: Problem) -> Report:
    return Report(path, "", problems=(problem,))


def safely_checked(
    checker: Checking, path: str, source: str, then: Callable[[Report], Report] = lambda report: report
) -> Report:
    """The report on a draft, whatever goes wrong with it."""
    try:
        return then(checker.check(path, source))
    except TermlintError:
        raise
    except MemoryError:
        return Report(path, source, problems=(Problem(path, "could not be checked: there is not enough memory"),))
    except Exception as error:  # whatever goes wrong in one draft, the others are still checked
        if os.environ.get("TERMLINT_TRACEBACK"):
            raise
        message = f"could not be checked because of a bug in termlint: please report {type(error).__name__}: {error}"
        return Report(path, source, problems=(Problem(path, message),))


def progress(
    reports: Iterable[Report], terminal: TextIO, clock: Callable[[], float] = time.monotonic
) -> Iterator[Report]:
    """The same reports; a terminal is told how many there were, in a line that makes way for whatever they say."""
    shown = ""
    last = clock()
    for number, report in enumerate(reports, 1):
        if shown and (report.findings or report.problems):
            shown = in_place(terminal, "", shown)
        yield report
        if clock() - last > PATIENCE:
            shown, last = in_place(terminal, f"{counted(number, 'file')} checked", shown), clock()
    if shown:
        in_place(terminal, "", shown)


def in_place(terminal: TextIO, text: str, shown: str) -> str:
    """The text, written over what a line of a terminal shows.

    That is blotted out with spaces: some consoles of Windows print the sequences that erase a line as they stand.
    """
    terminal.write(f"\r{' ' * len(shown)}\r{text}" if shown else text)
    terminal.flush()
    return text


@dataclass
class Tally(Summary):
    """The numbers of a run, and how it ends."""

    fail_level: Level = "suggestion"
    """The mildest level that makes a run fail."""
    failures: int = 0

    def add(self, report: Report) -> None:
        """Count what a report has."""
        super().add(report)
        self.failures += sum(map(self.fails, report.findings))

    def fails(self, finding: Finding) -> bool:
        """Whether a finding makes the run fail."""
        return selection.reaches(finding.level, self.fail_level)

    @property
    def status(self) -> int:
        """The exit status: 2 if anything could not be checked, else 1 if anything was found that matters, else 0."""
        return 2 if self.errors else 1 if self.failures else 0

    def __str__(self) -> str:
        if not self.files:
            return "no Markdown files found"
        number = counted_findings(self.findings, self.suggestions)
        found = f"{number} in {self.files_with_findings} of " if self.findings else "no findings in "
        drafts = counted(self.files, "file")
        return found + drafts + (f", {counted(self.errors, 'problem')}" if self.errors else "")
