"""What other programs call: a text in, a report out. No settings files are looked for."""

from __future__ import annotations

from functools import lru_cache
from os import PathLike
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeAlias, get_args

from termlint.errors import TermlintError
from termlint.glossaries import data
from termlint.glossaries.data import Folders
from termlint.inserting import fixes
from termlint.linter import Linter
from termlint.model import LEVELS, CaveatKind
from termlint.silencing.filters import Filters
from termlint.silencing.selection import Selection, listed, mildest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from termlint.model import Level, Report
    from termlint.vocabulary import Glossary

Paths: TypeAlias = "str | PathLike[str] | Iterable[str | PathLike[str]]"
Names: TypeAlias = "str | Iterable[str]"

KEPT = 8
"""For how many sets of arguments the data and the parser are kept for later calls."""
_ALONE = Lock()
"""Held while data are read and a draft is checked: a linter is for one thread at a time, and threads that start
together would each load the same."""


def check(  # noqa: PLR0913 - one argument for each option of the command
    text: str,
    *,
    path: str = "draft.md",
    glossary: Paths = (),
    rules: Paths = (),
    builtin: bool = True,
    level: Level | None = None,
    every: bool = False,
    select: Names = (),
    ignore: Names = (),
) -> Report:
    """The report on a Markdown draft, as ``termlint check`` would give it with these options and no settings file.

    `path` names the draft in problems; where it ends in ``.mdx``, the draft is read as MDX. `TermlintError` says which
    folder cannot be read, or which name does not exist.
    """
    folders = Folders(paths_of(glossary), paths_of(rules), builtin)
    selection = Selection(names_of(select), names_of(ignore), mildest(level, every=every))
    return checked(folders, selection, path, text, every=every)[1]


def fix(  # noqa: PLR0913 - one argument for each option of the command
    text: str,
    *,
    caveat: CaveatKind = "footnote",
    path: str = "draft.md",
    glossary: Paths = (),
    rules: Paths = (),
    builtin: bool = True,
    level: Level = "warning",
) -> str:
    """A Markdown draft with its caveats, as ``termlint check --fix`` would write it; none of its words change.

    What cannot be fixed stays as it is: `check` the result to know. The other arguments are those of `check`.
    """
    expect("caveat", caveat, get_args(CaveatKind))
    terms, report = checked(Folders(paths_of(glossary), paths_of(rules), builtin), Selection(level=level), path, text)
    return fixes.fix(report, list(fixes.choices(report, terms)), terms, caveat).source


def load_glossary(*folders: str | PathLike[str], builtin: bool = True) -> Glossary:
    """The terms of some folders, with or without the built-in ones; `TermlintError` says all that is wrong."""
    with _ALONE:
        return _glossary(Folders(paths_of(folders), (), builtin))


def checked(
    folders: Folders, selection: Selection, path: str, text: str, *, every: bool = False
) -> tuple[Glossary, Report]:
    """The terms of some folders, and the report on a draft by them and their rules; threads take turns."""
    if not isinstance(text, str):
        raise TypeError(f"expected the text of a draft, not {type(text).__name__}: read a file with path.read_text()")
    with _ALONE:
        chosen = _linter(folders, selection, every=every)
        return chosen.glossary, chosen.check(path, text)


@lru_cache(maxsize=KEPT)
def _linter(folders: Folders, selection: Selection, *, every: bool) -> Linter:
    """A linter with the data of some folders, which are read once."""
    expect("level", selection.level, LEVELS)
    return Linter(*data.load(folders, whole=False), every=every, filters=Filters(selection))


@lru_cache(maxsize=KEPT)
def _glossary(folders: Folders) -> Glossary:
    return data.terms(folders)


def expect(name: str, value: str, legal: Sequence[str]) -> None:
    """Raise `TermlintError` unless an argument has one of its legal values."""
    if value not in legal:
        raise TermlintError(f"{name}: expected {' or '.join(legal)}, not {value!r}")


def paths_of(paths: Paths) -> tuple[Path, ...]:
    """One path or several."""
    return (Path(paths),) if isinstance(paths, (str, PathLike)) else tuple(map(Path, paths))


def names_of(names: Names) -> frozenset[str]:
    """One name or several, each of which may be a list with commas."""
    return listed([names] if isinstance(names, str) else names)
