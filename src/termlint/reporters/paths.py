"""Paths as programs want them that know a repository: from its top, and as URIs."""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from termlint.reporters.run import Run


def from_top(path: str, run: Run) -> str:
    """A path from the top of the repository that a GitHub job has checked out; elsewhere from the run's own folder.

    A path that leads out of there stays absolute.
    """
    if not run.folder:
        return path
    top = run.environment.get("GITHUB_WORKSPACE") or run.folder
    whole = PurePath(os.path.normpath(PurePath(run.folder, path)))
    inside = whole.is_relative_to(os.path.normpath(top))
    return (whole.relative_to(os.path.normpath(top)) if inside else whole).as_posix()


def uri(path: str) -> str:
    """A path as a relative URI, or as a ``file:`` URI if it is absolute."""
    quoted = quote(path, safe="/")
    if path.startswith("/"):
        return f"file://{quoted}"
    return f"file:///{path[:2]}{quoted[4:]}" if path[1:3] == ":/" else quoted
