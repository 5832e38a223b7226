"""What git ignores, without running git: .gitignore files and .git/info/exclude."""

from __future__ import annotations

import os
import re
import warnings
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from termlint import guessing
from termlint.disk import repository

if TYPE_CHECKING:
    from pathlib import Path

    from pathspec import GitIgnoreSpec

MAX_BYTES = 1_000_000
_FOLDERS_ONLY = re.compile(r"/\s*$")
_BACKSLASH = re.compile(r"(?<!\\)(?:\\\\)*\\(?:\w|$)")
"""A backslash, itself not escaped, that escapes nothing which has a meaning."""
_CLASSES = {
    "alpha": "A-Za-z",
    "digit": "0-9",
    "alnum": "A-Za-z0-9",
    "lower": "a-z",
    "upper": "A-Z",
    "space": " \t",
    "xdigit": "0-9A-Fa-f",
    "blank": " \t",
}
_CLASS = re.compile(rf"\[:({'|'.join(_CLASSES)}):\]")
"""Classes of characters, which pathspec does not know."""
STARS, LEAPS = 3, 2
"""So many wildcards a pattern may have in one name, and between names: each multiplies the time that it takes."""


class Ignores(NamedTuple):
    """The lines of one file, and the folder that they are relative to."""

    folder: Path
    lines: tuple[str, ...]

    def opinion(self, path: Path, *, is_folder: bool) -> bool | None:
        """Whether they are against a path; None if none of them is about it.

        Git asks about each folder on the way to a file by itself, so that what is said of one is not said of the file.
        """
        relative = os.path.relpath(path, self.folder)
        found = _spec(self.lines, folders=is_folder).check_file(relative)
        return found.include if found.index else None


def above(folder: Path) -> tuple[Ignores, ...]:
    """What a resolved folder's repository says from above it, the strongest last; nothing if it is ignored itself."""
    top = repository.top(folder)
    if top is None:
        return ()
    found = _from_file(top, _shared(top) / "info" / "exclude")
    for place in reversed(folder.parents):
        if place.is_relative_to(top):
            found += at(place)
    # Whoever names an ignored folder wants it checked.
    return () if folder != top and ignored(folder, found, is_folder=True) else found


def at(folder: Path) -> tuple[Ignores, ...]:
    """What a folder's own .gitignore says, if it has one."""
    return _from_file(folder, folder / ".gitignore")


def ignored(path: Path, ignores: tuple[Ignores, ...], *, is_folder: bool) -> bool:
    """Whether the nearest patterns that have an opinion of a path are against it."""
    opinions = (each.opinion(path, is_folder=is_folder) for each in reversed(ignores))
    return next((opinion for opinion in opinions if opinion is not None), False)


def excluded(path: Path, excludes: tuple[Ignores, ...], *, is_folder: bool) -> bool:
    """Whether patterns are against a resolved path or a folder that it is in."""
    inside = any(excluded_itself(step, excludes, is_folder=True) for step in path.parents)
    return inside or excluded_itself(path, excludes, is_folder=is_folder)


def excluded_itself(path: Path, excludes: tuple[Ignores, ...], *, is_folder: bool) -> bool:
    """Whether patterns are against a resolved path; they say nothing outside of their own folder."""
    own = (ignores for ignores in excludes if path != ignores.folder and path.is_relative_to(ignores.folder))
    return any(ignored(path, (ignores,), is_folder=is_folder) for ignores in own)


def _shared(top: Path) -> Path:
    """Where git keeps what a work tree has in common with others of its repository."""
    try:
        own = repository.data(top)
        common = own / "commondir"
        return own / common.read_text(encoding="utf-8").strip() if common.is_file() else own
    except (OSError, ValueError):
        return top / ".git"


def _from_file(folder: Path, path: Path) -> tuple[Ignores, ...]:
    try:
        if not path.is_file():
            return ()
        with path.open("rb") as file:
            text = file.read(MAX_BYTES).decode("utf-8-sig", "surrogateescape")
    except OSError:
        return ()
    return (Ignores(folder, _patterns(text)),)


def complaint(pattern: str) -> str:
    """Why a pattern is not taken; empty if it is."""
    if _BACKSLASH.search(pattern):  # git would take it for an escape, and match nothing that anybody means
        return f"{pattern!r} has a backslash between names: {guessing.question([pattern.replace(chr(92), '/')])}"
    if not _are_patterns((pattern,)):
        return f"{pattern!r} is not a pattern as in .gitignore"
    if _is_wild(pattern):
        return f"{pattern!r} has too many wildcards: at most {STARS} * in a name and {LEAPS} ** between names"
    return ""


def _is_wild(line: str) -> bool:
    """Whether a line is a pattern that nobody writes, and that could take hours to match."""
    names = line.strip().strip("/").split("/")
    leaps = sum(name == "**" for name in names[:-1])
    return leaps > LEAPS or any(len(re.findall(r"\*+", name)) > STARS for name in names if name != "**")


def _patterns(text: str) -> tuple[str, ...]:
    """The lines of a file, without those that are no patterns, which git passes over."""
    lines = tuple(line for line in (line.removesuffix("\r") for line in text.split("\n")) if not _is_wild(line))
    return lines if _are_patterns(lines) else tuple(line for line in lines if _are_patterns((line,)))


def _are_patterns(lines: tuple[str, ...]) -> bool:
    """Whether git would take lines as patterns."""
    try:
        for folders in (False, True):
            _spec(lines, folders=folders)
    except ValueError:
        return False
    return True


@cache
def _spec(lines: tuple[str, ...], *, folders: bool) -> GitIgnoreSpec:
    """What tells the last of some lines that is about a folder, or about a file; `ValueError` if one is no pattern.

    pathspec takes a slash at the end for what is below a folder, so lines with one are asked of folders alone, and
    without it. A match below a folder gives way to one of the path itself, which the first line always is.
    """
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - only folders ask for it

    fitting = (_FOLDERS_ONLY.sub("", line) if folders else "" if _FOLDERS_ONLY.search(line) else line for line in lines)
    known = (_CLASS.sub(lambda match: _CLASSES[match[1]], line) for line in fitting)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # of a bracket within brackets, which means itself
        return GitIgnoreSpec.from_lines(["**", *known], backend="simple")
