"""Reports kept from one run to the next, as long as nothing that they depend on has changed.

Each is a file of its own, named by a hash of everything that can change it: the draft and what it is called, the
glossary and the rules, what the run was told to leave out, the model, and the code, termlint's and that of the packages
that read drafts. A file is written whole or not at all, and is used only if it is what was written: what is damaged,
or is another's, is as if it were not there. Where nothing can be written, nothing is kept. The files that were written
first make way when there are too many.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import time
from functools import cached_property
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from termlint import kept
from termlint.nlp import MODELS, WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from termlint.model import Report

NAME = ".termlint_cache"
MAX_BYTES = 100 << 20
"""What a folder may hold; a tenth of it is free again once it was too much."""
MAX_ENTRY = 8 << 20
DAY = 86_400
_KIND = b"termlint-report 1"
"""Another number for every change of what is written."""
_READERS = ("spacy/about.py", "markdown_it/__init__.py", "mdit_py_plugins/__init__.py")
"""The files that tell the versions of the packages that a report depends on."""


class Cache:
    """The reports in a folder that were made as this run would make them."""

    def __init__(self, folder: Path, basis: Callable[[str], Iterable[str]], *, readings: bool = True) -> None:
        """`basis` says what, beside its text, a draft of a name is checked by; without `readings` they are left out."""
        self.folder = folder / "reports"
        self.readings = readings
        self._basis = basis
        self._written = False

    def find(self, path: str, source: str) -> Report | None:
        """The report on a draft, if it is kept."""
        entry = self.folder / self.key(path, source)
        try:
            if entry.stat().st_size > MAX_ENTRY:
                return None
            lines = _checked(entry, whole=self.readings)
            report = kept.read(lines, path, source)
            _renew(entry)
        except (OSError, ValueError, TypeError, AttributeError, KeyError, RecursionError):
            return None
        return report

    def keep(self, report: Report) -> None:
        """Keep a report, if that can be done."""
        entry = self.folder / self.key(report.path, report.source)
        lines = [line.encode() for line in kept.written(report)]
        if sum(map(len, lines)) > MAX_ENTRY or not self._ready:
            return
        head = b" ".join((_KIND, *(_checksum(entry.name, line) for line in lines)))
        with contextlib.suppress(OSError):
            _write(entry, b"\n".join((head, *lines, b"")))
            self._written = True

    def tidy(self) -> None:
        """Make room, if anything was written and there is too much."""
        if self._written:
            with contextlib.suppress(OSError):
                _evict(self.folder, MAX_BYTES)

    def key(self, path: str, source: str) -> str:
        """What changes with everything that a report on a draft depends on."""
        parts = (*self._program, *self._basis(path), path, source)
        hashed = blake2b(digest_size=20)
        for part in parts:
            data = part.encode("utf-8", "surrogatepass")
            hashed.update(b"%d:" % len(data) + data)
        return hashed.hexdigest()

    @cached_property
    def _program(self) -> tuple[str, ...]:
        return _code(), *MODELS, *WEIGHTS.values(), sys.version

    @cached_property
    def _ready(self) -> bool:
        """Whether there is a folder of ours to write to; git is told to leave it alone."""
        above = self.folder.parent
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            ignored = above / ".gitignore"
            if not ignored.exists():
                _write(ignored, b"*\n")
            # A link would lead what is written, and later removed, to where it does not belong.
            return not above.is_symlink() and not self.folder.is_symlink()
        except OSError:
            return False


def folder_at(start: Path) -> Path:
    """Where reports are kept if nobody says where: at the top of the repository, else in the folder itself."""
    for folder in (start, *start.parents):
        if os.path.lexists(folder / ".git"):
            return folder / NAME
    return start / NAME


def is_tracked(folder: Path) -> bool:
    """Whether git tracks a folder for reports, which then may be anyone's."""
    top = next((above for above in folder.parents if os.path.lexists(above / ".git")), None)
    if not top:
        return False
    git = top / ".git"
    try:
        if git.is_file():  # of a work tree or a submodule
            git = top / git.read_text(encoding="utf-8").removeprefix("gitdir:").strip()
        return f"{folder.relative_to(top).as_posix()}/".encode() in (git / "index").read_bytes()
    except (OSError, ValueError):
        return False


def _code() -> str:
    """A digest of the code that makes reports."""
    hashed = blake2b(digest_size=20)
    for path in sorted(Path(__file__).parent.glob("*.py")):
        hashed.update(path.read_bytes())
    for name in _READERS:
        package, _, file = name.partition("/")
        spec = find_spec(package)
        if spec and spec.origin:
            hashed.update(Path(spec.origin).with_name(file).read_bytes())
    return hashed.hexdigest()


def _checked(entry: Path, *, whole: bool) -> list[str]:
    """The lines of a file that are wanted, if they are what was written there."""
    with entry.open("rb") as file:
        kind, number, *checksums = file.readline(200).split()
        lines = [file.readline(MAX_ENTRY).rstrip(b"\n") for _ in range(2 if whole else 1)]
    if b"%s %s" % (kind, number) != _KIND or checksums[: len(lines)] != [_checksum(entry.name, line) for line in lines]:
        raise ValueError(entry)
    return [line.decode() for line in lines]


def _checksum(name: str, line: bytes) -> bytes:
    return blake2b(name.encode() + line, digest_size=16).hexdigest().encode()


def _renew(entry: Path) -> None:
    """Note, about once a day, that a file was of use."""
    with contextlib.suppress(OSError):
        if time.time() - entry.stat().st_mtime > DAY:
            os.utime(entry)


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; it may be lost when the machine fails, which its checksum would tell."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        with beside.open("xb") as file:
            file.write(data)
        beside.replace(path)
    except FileExistsError:  # of a run that was stopped, with the same number
        beside.unlink()
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def _evict(folder: Path, limit: int) -> None:
    """Remove the oldest files of ours if all of them are too large."""
    with os.scandir(folder) as scan:
        found = [(entry.stat(follow_symlinks=False), entry.path) for entry in scan if _is_ours(entry.name)]
    files = sorted((at.st_mtime, at.st_size, path) for at, path in found if stat.S_ISREG(at.st_mode))
    total = sum(size for _, size, _ in files)
    wanted = limit * 9 // 10 if total > limit else total
    for changed, size, path in files:
        stale = path.endswith(".tmp") and time.time() - changed > DAY
        if total > wanted or stale:
            with contextlib.suppress(OSError):
                Path(path).unlink()
            total -= size


def _is_ours(name: str) -> bool:
    key, _, rest = name.partition(".")
    return len(key) == 40 and not key.strip("0123456789abcdef") and (not rest or rest.endswith(".tmp"))  # noqa: PLR2004 - as `key` makes it
