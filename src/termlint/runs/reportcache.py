"""Reports kept from one run to the next, as long as nothing that they depend on has changed.

Each is a file of its own, named by a hash of everything that can change it: the draft and what it is called, the
glossary and the rules, what the run was told to leave out, the model, and the code, termlint's and that of the packages
that read drafts.
"""

from __future__ import annotations

import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from termlint.disk import store
from termlint.disk.store import Store
from termlint.parsing.nlp import MODELS, WEIGHTS
from termlint.parsing.parsecache import PARSERS
from termlint.runs import reportlines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from termlint.model import Report

_READERS = (*PARSERS, "markdown_it/__init__.py", "mdit_py_plugins/__init__.py", "yaml/__init__.py")
"""The files that tell the versions of the packages that a report depends on."""
_APART = {"cli", "curation", "exports", "inserting", "project", "reporters", "site"}
"""Packages of our own that it does not depend on: what they tell others to leave out is known by itself."""


class ReportCache:
    """The reports in a folder that were made as this run would make them."""

    def __init__(self, folder: Path, basis: Callable[[str], Iterable[str]], *, readings: bool = True) -> None:
        """`basis` says what, beside its text, a draft of a name is checked by; without `readings` they are left out."""
        self.store = Store(folder, "reports")
        self.readings = readings
        self._basis = basis

    def find(self, path: str, source: str) -> Report | None:
        """The report on a draft, if it is kept."""
        name = self.key(path, source)
        try:
            report = reportlines.read(self.store.read(name, 2 if self.readings else 1), path, source)
        except (OSError, ValueError, TypeError, AttributeError, KeyError, RecursionError):
            return None
        self.store.renew(name)
        return report

    def keep(self, report: Report) -> None:
        """Keep a report, if that can be done."""
        self.store.write(self.key(report.path, report.source), reportlines.written(report))

    def key(self, path: str, source: str) -> str:
        """What changes with everything that a report on a draft depends on."""
        return store.name_of((*self._program, *self._basis(path), path, source))

    @cached_property
    def _program(self) -> tuple[str, ...]:
        return program()


def program() -> tuple[str, ...]:
    """What changes with all that makes reports of drafts: the code, the model and Python."""
    return store.code(modules(), _READERS), *MODELS, *WEIGHTS.values(), sys.version


def modules() -> list[Path]:
    """The modules that make reports; packages are one deep."""
    package = Path(__file__).parents[1]
    folders = [package, *(path for path in package.iterdir() if not path.suffix and path.name not in _APART)]
    return [path for folder in folders for path in folder.iterdir() if path.suffix == ".py"]
