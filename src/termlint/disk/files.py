"""Drafts on the disk: which files the given paths stand for, and the text of each."""

from __future__ import annotations

import os
import stat
import sys
import unicodedata
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from termlint import guessing
from termlint.disk import gitignore, repository
from termlint.disk.gitignore import Ignores
from termlint.model import Lines, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


STDIN = Path("-")
"""What stands for the standard input, whatever the folder holds."""
SUFFIXES = frozenset({".md", ".markdown", ".mdx", ".qmd", ".rmd", ".mkd"})
MAX_BYTES = 20_000_000
MAX_NAMES = 1000
"""So many names of a folder are compared with one that is missing in it."""


class Excluded(NamedTuple):
    """What to pass over: patterns as in .gitignore, and the folder that they are relative to."""

    folder: Path = Path()
    patterns: tuple[str, ...] = ()
    force: bool = False
    """Whether they hold for what is named itself, too, and not only for what is in a folder."""

    def ignores(self) -> tuple[Ignores, ...]:
        """The same, ready to ask about paths; nothing where there are no patterns."""
        return (Ignores(self.folder.resolve(), self.patterns),) if self.patterns else ()


NOTHING = Excluded()


def shown(path: Path) -> str:
    r"""A path as it is printed: with forward slashes, and bytes that are no UTF-8 as ``\xe9``."""
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def placed(path: Path) -> Path:
    """Where a path is, whatever links lead to its folder."""
    named = path.name not in {"", ".."}
    return Path(os.path.realpath(path.parent), path.name) if named else Path(os.path.realpath(path))


def find(paths: Iterable[Path], excluded: Excluded = NOTHING) -> Iterator[Path | Problem]:
    """The files that paths stand for, each once: a file itself, a folder's Markdown files in the order of their names.

    Inside a folder, what is hidden, excluded or ignored by git is left out, and links to folders are not followed.
    A link to a file outside is told: a stranger's link must not make termlint read or write what is elsewhere.
    """
    seen: set[str] = set()
    excludes = excluded.ignores()
    for path in paths:
        is_folder = path != STDIN and _is_folder(path)
        covered = gitignore.excluded(placed(path), excludes, is_folder=is_folder)
        if covered and excluded.force:
            continue
        # Whoever names an excluded folder wants it checked.
        inside = () if covered else excludes
        for found in _drafts(path, inside) if is_folder else [path]:
            if isinstance(found, Problem):
                yield found
            elif (real := os.path.realpath(found)) not in seen:
                seen.add(real)
                yield _composed(found)


def read(path: Path) -> str | Problem:
    """The text of a draft, its line endings and byte order mark as they stand; or why there is none."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return Problem(shown(path), "is a folder, not a file")
        if not stat.S_ISREG(mode):
            return Problem(shown(path), "is a pipe or a device; to check what a command prints, give - instead")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return Problem(shown(path), _why_missing(path))
    except OSError as error:
        return Problem(shown(path), f"cannot be read: {error.strerror or error}")
    return decode(shown(path), data)


def decode(path: str, data: bytes) -> str | Problem:
    """The text that bytes stand for; or why they stand for none."""
    if len(data) > MAX_BYTES:
        limit = f"{MAX_BYTES // 1_000_000} MB"
        return Problem(path, f"is larger than {limit}: split it, or leave it out")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Problem(path, "is UTF-16: save it as UTF-8")
    if b"\0" in data:
        return Problem(path, f"is not text (byte {data.index(0) + 1} is zero): leave it out, or save it as UTF-8")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"is not UTF-8 here (byte 0x{data[error.start]:02X}): save it as UTF-8"
        return Problem(path, message, *Lines.undecoded(error))


def _composed(path: Path) -> Path:
    """A path as git, and so a hook, spells it on macOS, where a name's accents may be kept apart from its letters.

    What is known by a path, as in a baseline, would not hold for the other spelling of it.
    """
    if sys.platform == "darwin":
        composed = Path(unicodedata.normalize("NFC", str(path)))
        return composed if os.path.lexists(composed) else path
    return path


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises where a name is too long or out of reach


def _why_missing(path: Path) -> str:
    if path.is_symlink():
        return f"is a broken link: its target {shown(path.readlink())} does not exist"
    asked = guessing.question(_nearest(path))
    return f"does not exist: {asked}" if asked else "does not exist"


def _nearest(path: Path) -> list[str]:
    """The draft beside a missing one whose name is most like its own, or the one that it names on Windows."""
    if (slashed := Path(str(path).replace("\\", "/"))) != path and os.path.lexists(slashed):
        return [shown(slashed)]
    try:
        with os.scandir(path.parent) as scan:
            names = [entry.name for entry in islice(scan, MAX_NAMES) if Path(entry.name).suffix.lower() in SUFFIXES]
    except OSError:
        return []
    return [shown(path.with_name(name)) for name in guessing.nearest(path.name, sorted(names), alike=0.8)]


def _drafts(root: Path, excludes: tuple[Ignores, ...]) -> Iterator[Path | Problem]:
    """The Markdown files in a folder and below: a folder's own files first, then its folders; links come last.

    So a file that is found itself goes by its own name, as git, hooks and baselines have it.
    """
    links: list[Path] = []
    top = real = Path(os.path.realpath(root))
    waiting = [(root, real, gitignore.above(real))]
    while waiting:
        folder, real, ignores = waiting.pop()
        ignores += gitignore.at(real)
        try:
            with os.scandir(folder) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError as error:
            yield Problem(shown(folder), f"cannot be searched: {error.strerror or error}")
            continue
        wanted = [entry for entry in entries if not _left_out(entry, real, ignores, excludes)]
        folders = [entry for entry in wanted if entry.is_dir(follow_symlinks=False)]
        for path in (folder / entry.name for entry in wanted if not entry.is_dir(follow_symlinks=False)):
            if not path.is_symlink():
                yield path
            elif Path(os.path.realpath(path)).is_relative_to(top):
                links.append(path)
            else:
                message = f"is a link that leads out of {shown(root)} and was not checked: to check it, name it"
                yield Problem(shown(path), message, notice=True)
        waiting += [(folder / entry.name, real / entry.name, ignores) for entry in reversed(folders)]
    yield from links


def _left_out(
    entry: os.DirEntry[str], folder: Path, ignores: tuple[Ignores, ...], excludes: tuple[Ignores, ...]
) -> bool:
    """Whether something in a folder neither is a draft nor can hold one."""
    if entry.name.startswith("."):
        return True
    is_folder = entry.is_dir(follow_symlinks=False)
    path = folder / entry.name
    if is_folder:
        other = entry.name == "node_modules" or repository.exists(path / "pyvenv.cfg")
    else:
        other = path.suffix.lower() not in SUFFIXES or _is_folder(path)
    # Patterns take the most time, and most files are no drafts.
    return (
        other
        or gitignore.excluded_itself(path, excludes, is_folder=is_folder)
        or gitignore.ignored(path, ignores, is_folder=is_folder)
    )
