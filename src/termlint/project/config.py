"""The settings of a project: which file holds them, and what it says.

A run looks for ``termlint.yaml``, or for a ``pyproject.toml`` with a table ``[tool.termlint]``, in the current folder
and in those above it, up to the top of the repository; the first one counts, alone. What the command line says goes
before it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from termlint.disk import repository
from termlint.errors import DataError
from termlint.guessing import Guesses
from termlint.model import Problem
from termlint.silencing import selection

if TYPE_CHECKING:
    from collections.abc import Mapping

    from termlint.glossaries.data import Folders
    from termlint.model import Point
    from termlint.names import Names
    from termlint.nodes.schema import Text

YAML, TOML = "termlint.yaml", "pyproject.toml"


@dataclass(frozen=True)
class Config:
    """What a settings file says; nothing where there is none."""

    path: Path | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    """By key (``fail-level``), checked; paths lead there from the current folder."""
    places: Mapping[str, Point] = field(default_factory=dict)
    """Where each key stands in the file."""

    @property
    def folder(self) -> Path:
        """The folder that patterns in the file are relative to."""
        return self.path.parent if self.path else Path()

    def folders(self) -> Folders:
        """The folders of terms and rules that it names, and whether the built-in ones join them."""
        from termlint.glossaries.data import Folders  # noqa: PLC0415 - most commands have them from their options

        values = cast("Mapping[str, Any]", self.values)
        return Folders(values.get("glossary", ()), values.get("rules", ()), values.get("builtin", True))

    def names_by_pattern(self) -> Mapping[str, tuple[Text, ...]]:
        """What is not reported in the files that match a pattern."""
        return cast("Mapping[str, tuple[Text, ...]]", self.values.get("per-file-ignores", {}))

    def check_names(self, names: Names) -> None:
        """Raise `DataError` where the file selects or ignores what does not exist."""
        lists = [self.values.get("select", ()), self.values.get("ignore", ()), *self.names_by_pattern().values()]
        texts = [text for listed in cast("list[tuple[Text, ...]]", lists) for text in listed]
        wrong = [(text, name) for text in texts for name in selection.listed([text]) if not names.find(name)]
        if wrong:
            guesses = Guesses()
            raise DataError(Problem(str(self.path), names.unknown(name, guesses), *text.at) for text, name in wrong)


def load(path: Path | None = None) -> Config:
    """What a file says, or else the one that is found from here; `DataError` with everything that is wrong with it."""
    found = path or find()
    if found is None:
        return Config()
    from termlint.project import settings  # noqa: PLC0415 - most runs have no file, and this reads YAML

    return Config(found, *settings.read(found))


def find() -> Path | None:
    """The file that holds the settings of the current folder, if there is one."""
    start = Path.cwd()
    for up in range(len(start.parents) + 1):
        folder = Path(*[".."] * up)
        if found := _in(folder):
            return found
        if repository.exists(folder / ".git"):
            return None
    return None


def _in(folder: Path) -> Path | None:
    """The settings file of one folder."""
    own, shared, misspelt = folder / YAML, folder / TOML, folder / "termlint.yml"
    if repository.exists(misspelt):
        raise DataError([Problem(str(misspelt), f"is not read: rename it to {YAML}")])
    has_table = _has_table(shared)
    if not repository.exists(own):
        return shared if has_table else None
    if has_table:
        message = f"has a table [tool.termlint], and there is {own}, too: keep the settings in one of them"
        raise DataError([Problem(str(shared), message)])
    return own


def _has_table(path: Path) -> bool:
    """Whether a pyproject.toml has settings of ours; most do not even name us."""
    if not os.path.isfile(path):  # noqa: PTH113 - Path.is_file raises where a folder is closed to us
        return False
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DataError([Problem(str(path), f"cannot be read: {error.strerror or error}")]) from error
    if b"termlint" not in data:
        return False
    from termlint.project import settings  # noqa: PLC0415 - as above

    return settings.table_of(path) is not None
