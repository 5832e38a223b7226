"""Where a repository is, without running git."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def exists(path: Path) -> bool:
    """Whether something is there that we may see."""
    return os.path.exists(path)  # noqa: PTH110 - Path.exists raises where a folder is closed to us


def top(folder: Path) -> Path | None:
    """The top of the repository that a folder is in, if it is in one."""
    return next((place for place in (folder, *folder.parents) if exists(place / ".git")), None)


def data(work_tree: Path) -> Path:
    """Where git keeps what a work tree has to itself; `OSError` or `ValueError` where it does not say."""
    git = work_tree / ".git"
    return git if git.is_dir() else work_tree / git.read_text(encoding="utf-8").partition("gitdir:")[2].strip()
