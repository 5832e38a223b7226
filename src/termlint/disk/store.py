"""A folder of what is kept from one run to the next, which may be removed at any time: a cache.

What is in its files say `reportcache`, `parsecache` and `site/memory`. Each file is written whole or not at all, and is
used only if it is what was written: what is damaged, or is another's, is as if it were not there. Where nothing can be
written, nothing is kept. The files that were used least lately make way when there are too many.
"""

from __future__ import annotations

import contextlib
import os
import stat
import time
from functools import cached_property
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from termlint.disk import repository
from termlint.errors import TermlintError

if TYPE_CHECKING:
    from collections.abc import Iterable

NAME = ".termlint_cache"
MAX_BYTES = 100 << 20
"""What the folders of all kinds may hold together; a tenth of it is free again once it was too much."""
MAX_ENTRY = 8 << 20
DAY = 86_400
_WRITTEN_OUT = (b"DIRC\0\0\0\2", b"DIRC\0\0\0\3")
"""How git's index begins where every name in it is whole; version 4 leaves out what a name shares with the last."""
_ENDS = (b"/", b"\0")
"""What follows a folder's name in git's index: names of files in it, or the end where it is a submodule."""
KINDS = {"reports": b"termlint-report 1", "parses": b"termlint-parses 1", "verdicts": b"termlint-verdicts 1"}
"""The folders with the first words of the files in them: another number for every change of what is written."""


class Store:
    """The files of one kind, each of some lines, named by what they depend on."""

    def __init__(self, above: Path, kind: str) -> None:
        """`above` is the folder for all kinds."""
        self.folder = above / kind
        self._kind = KINDS[kind]
        self._written = False

    def read(self, name: str, wanted: int) -> list[str]:
        """The first lines of a file; `OSError` or `ValueError` if it is not there or not what was written."""
        entry = self.folder / name
        if entry.stat().st_size > MAX_ENTRY:
            raise ValueError(entry)
        with entry.open("rb") as file:
            *kind, checksums = file.readline(200).split(maxsplit=2)
            lines = [file.readline(MAX_ENTRY).rstrip(b"\n") for _ in range(wanted)]
        if b" ".join(kind) != self._kind or checksums.split()[:wanted] != [_checksum(name, line) for line in lines]:
            raise ValueError(entry)
        return [line.decode() for line in lines]

    def renew(self, name: str) -> None:
        """Note, about once a day, that a file was of use."""
        with contextlib.suppress(OSError):
            if time.time() - (self.folder / name).stat().st_mtime > DAY:
                os.utime(self.folder / name)

    def write(self, name: str, lines: Iterable[str]) -> None:
        """Keep some lines, if that can be done."""
        encoded = [line.encode() for line in lines]
        if sum(map(len, encoded)) > MAX_ENTRY or not self._ready:
            return
        head = b" ".join((self._kind, *(_checksum(name, line) for line in encoded)))
        with contextlib.suppress(OSError):
            _write(self.folder / name, b"\n".join((head, *encoded, b"")))
            self._written = True

    def tidy(self) -> None:
        """Make room, if anything was written and there is too much of all kinds together."""
        if self._written:
            with contextlib.suppress(OSError):  # what others remove meanwhile
                _evict([self.folder.with_name(kind) for kind in KINDS], MAX_BYTES)

    @cached_property
    def _ready(self) -> bool:
        """Whether there is a folder of ours to write to; git is told to leave it alone."""
        above = self.folder.parent
        try:
            # A link would lead what is written, and later removed, to where it does not belong.
            if above.is_symlink() or self.folder.is_symlink():
                return False
            # Another folder may hold what git is to see.
            ours = above.name == NAME or not above.exists() or not any(above.iterdir())
            self.folder.mkdir(parents=True, exist_ok=True)
            ignored = above / ".gitignore"
            if ours and not ignored.exists():
                _write(ignored, b"*\n")
        except OSError:
            return False
        return True


def folder_at(start: Path) -> Path:
    """Where things are kept if nobody says where: at the top of the repository, else in the folder itself."""
    return (repository.top(start) or start) / NAME


def is_tracked(folder: Path) -> bool:
    """Whether git tracks a folder for what is kept, which then may be anyone's."""
    top = repository.top(folder.parent)
    if not top:
        return False
    try:
        data = repository.data(top)
        index = (data / "index").read_bytes()
        name = folder.relative_to(top).as_posix()
    except (OSError, ValueError):
        return False
    if index[:8] in _WRITTEN_OUT and not any(data.glob("sharedindex.*")):
        return any(name.encode() + end in index for end in _ENDS)
    from termlint.disk import git  # noqa: PLC0415 - seldom, and takes time

    try:
        listed = git.run(top, "ls-files", "--", f":(literal){name}")
    except TermlintError:
        return True
    return bool(listed.returncode or listed.stdout)


def name_of(parts: Iterable[str]) -> str:
    """A name for a file that changes with each of some texts."""
    hashed = blake2b(digest_size=20)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        hashed.update(b"%d:" % len(data) + data)
    return hashed.hexdigest()


def code(files: Iterable[Path], packages: Iterable[str]) -> str:
    """A digest of code: of files, and of those that tell the versions of packages, such as ``spacy/about.py``."""
    hashed = blake2b(digest_size=20)
    for path in sorted(files):
        hashed.update(path.read_bytes())
    for name in packages:
        package, _, file = name.partition("/")
        spec = find_spec(package)
        if spec and spec.origin:
            hashed.update(Path(spec.origin).with_name(file).read_bytes())
    return hashed.hexdigest()


def _checksum(name: str, line: bytes) -> bytes:
    return blake2b(name.encode() + line, digest_size=16).hexdigest().encode()


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


def _evict(folders: Iterable[Path], limit: int) -> None:
    """Remove the oldest files of ours if all of them are too large."""
    found = [(entry.stat(follow_symlinks=False), entry.path) for folder in folders for entry in _ours(folder)]
    files = sorted((at.st_mtime, at.st_size, path) for at, path in found if stat.S_ISREG(at.st_mode))
    total = sum(size for _, size, _ in files)
    wanted = limit * 9 // 10 if total > limit else total
    for changed, size, path in files:
        stale = path.endswith(".tmp") and time.time() - changed > DAY
        if total > wanted or stale:
            with contextlib.suppress(OSError):
                Path(path).unlink()
            total -= size


def _ours(folder: Path) -> list[os.DirEntry[str]]:
    if folder.is_symlink() or not folder.is_dir():
        return []
    with os.scandir(folder) as scan:
        return [entry for entry in scan if _is_ours(entry.name)]


def _is_ours(name: str) -> bool:
    key, _, rest = name.partition(".")
    return len(key) == 40 and not key.strip("0123456789abcdef") and (not rest or rest.endswith(".tmp"))  # noqa: PLR2004 - as `name_of` makes it
