"""The YAML files of a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from termlint.errors import DataError
from termlint.model import Problem
from termlint.nodes import yamltext

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from termlint.nodes.yamltext import Node

MAX_FILES = 1000
MAX_BYTES = 16 << 20
"""Limits for a folder: many times the largest known glossary."""


class File(NamedTuple):
    """A file that could be parsed."""

    path: Path
    node: Node


def read(folder: Path, problems: list[Problem]) -> Iterator[File]:
    """The YAML files of a folder, by name; those that cannot be read are noted as problems."""
    for path in listed(folder, problems):
        node = _load(path, problems)
        if node is not None:
            yield File(path, node)


def _load(path: Path, problems: list[Problem]) -> Node | None:
    try:
        return yamltext.load(path)
    except DataError as error:
        problems += error.problems
        return None


def listed(folder: Path, problems: list[Problem]) -> list[Path]:
    """The files to read: not hidden, regular, and really inside the folder."""
    if not folder.is_dir():
        problems.append(Problem(str(folder), "is not a folder" if folder.exists() else "there is no such folder"))
        return []
    try:
        paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        problems.append(Problem(str(folder), f"cannot be read: {error.strerror or error}"))
        return []
    wanted = [path for path in paths if path.suffix.lower() in {".yaml", ".yml"}]
    if len(wanted) > MAX_FILES:
        problems.append(Problem(str(folder), f"holds more than {MAX_FILES} YAML files"))
        return []
    complaints = {path: _complaint(path, folder) for path in wanted}
    problems += [Problem(str(path), message) for path, message in complaints.items() if message]
    good = [path for path, message in complaints.items() if not message]
    if sum(path.stat().st_size for path in good) > MAX_BYTES:
        problems.append(Problem(str(folder), f"holds more than {MAX_BYTES >> 20} MiB of YAML"))
        return []
    return good


def _complaint(path: Path, folder: Path) -> str:
    """Why a file is not read; empty if it is."""
    if path.suffix != ".yaml":
        return "only files that end in .yaml are read: rename it"
    if not path.is_file():
        return "is not a regular file"
    if path.is_symlink() and folder.resolve() not in path.resolve().parents:
        return "is a symbolic link that leads out of the folder"
    return ""
