"""What a curator's commands have in common: which folders are meant, and how files are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termlint import data, glossary, writing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from termlint.model import Glossary


def glossary_of(given: Sequence[Path], *, builtin: bool) -> Glossary:
    """The terms of some folders and those that come with termlint; without any, those alone."""
    folders = data.sorted_out(given, builtin=builtin) if given else data.Folders()
    return glossary.load([glossary.builtin()] * folders.builtin + list(folders.glossary))


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write files into a folder, which is made if need be; what else is in it stays."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        writing.replace(path, text.encode())
