"""What git ignores, without running git: .gitignore files and .git/info/exclude."""

from __future__ import annotations

import os
import re
import warnings
from typing import TYPE_CHECKING, NamedTuple

from termlint.disk import repository

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


BELOW = "ps_d"
"""The group of pathspec's expressions that matches the slash after a folder; those of `name/**` have none."""
MAX_BYTES = 1_000_000
_BELOW_FOLDERS = re.compile(r"(?<=[^/])/\*\*/\s*$")
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
_BACKSLASH = re.compile(r"(?<!\\)(?:\\\\)*\\(?:\w|$)")
"""A backslash, itself not escaped, that escapes nothing which has a meaning."""
_CLASS = re.compile(rf"\[:({'|'.join(_CLASSES)}):\]")
"""Classes of characters, which pathspec does not know."""
STARS, LEAPS = 3, 2
"""So many wildcards a pattern may have in one name, and between names: each multiplies the time that it takes."""


class Pattern(NamedTuple):
    """One line of a file."""

    regex: re.Pattern[str]
    ignores: bool
    """Whether it is against what it matches, and not for it."""
    below: bool
    """Whether it matches what is below a folder, and not the folder: `name/**`."""

    def matches(self, relative: str) -> bool:
        """Whether it matches a path itself, as git asks: pathspec's match whatever is below a folder, too."""
        if self.below:
            return self.regex.search(relative.removesuffix("/")) is not None
        return any(match.end(BELOW) in {-1, len(relative)} for match in self.regex.finditer(relative))


class Ignores(NamedTuple):
    """The patterns of one file, the strongest first, and the folder that they are relative to."""

    folder: Path
    patterns: tuple[Pattern, ...]


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
    for folder, patterns in reversed(ignores):
        relative = os.path.relpath(path, folder).replace(os.sep, "/") + "/" * is_folder
        if (strongest := next((each for each in patterns if each.matches(relative)), None)) is not None:
            return strongest.ignores
    return False


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


def compiled(folder: Path, patterns: Iterable[str]) -> Ignores:
    """Patterns that are relative to a resolved folder."""
    return Ignores(folder, _read(patterns))


def complaint(pattern: str) -> str:
    """Why a pattern is not taken; empty if it is."""
    if _BACKSLASH.search(pattern):  # git would take it for an escape, and match nothing that anybody means
        return f"{pattern!r} has a backslash between names: did you mean {pattern.replace(chr(92), '/')}?"
    if not _is_pattern(pattern):
        return f"{pattern!r} is no pattern as in .gitignore"
    if _is_wild(pattern):
        return f"{pattern!r} has too many wildcards: at most {STARS} * in a name and {LEAPS} ** between names"
    return ""


def _is_wild(line: str) -> bool:
    """Whether a line is a pattern that nobody writes, and that could take hours to match."""
    names = line.strip().strip("/").split("/")
    leaps = sum(name == "**" for name in names[:-1])
    return leaps > LEAPS or any(len(re.findall(r"\*+", name)) > STARS for name in names if name != "**")


def _patterns(text: str) -> tuple[Pattern, ...]:
    """The patterns of a file's lines; a line that is none is passed over, as git does."""
    lines = [line for line in (line.removesuffix("\r") for line in text.split("\n")) if not _is_wild(line)]
    try:
        return _read(lines)
    except ValueError:
        return _read(filter(_is_pattern, lines))


def _read(lines: Iterable[str]) -> tuple[Pattern, ...]:
    """Lines as patterns, the last one first; `ValueError` if one is none."""
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - only folders ask for it

    # Folders at any depth below one, which pathspec takes for that one; those within the first are ignored with it.
    whole = (_CLASS.sub(lambda match: _CLASSES[match[1]], _BELOW_FOLDERS.sub("/*/", line)) for line in lines)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # of a bracket within brackets, which means itself
        spec = GitIgnoreSpec.from_lines(whole)
    return tuple(
        Pattern(each.regex, each.include, BELOW not in each.regex.groupindex)
        for each in reversed([*spec.patterns])
        if each.regex is not None and each.include is not None
    )


def _is_pattern(line: str) -> bool:
    """Whether git would take a line as a pattern."""
    try:
        _read([line])
    except ValueError:
        return False
    return True
