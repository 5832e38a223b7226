"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)  # O_EXCL follows no link


def is_protected(path: Path) -> bool:
    """Whether a file is there that must not be written to."""
    return path.exists() and not os.access(path, os.W_OK)


def replace(path: Path, data: bytes) -> None:
    """Make these bytes a file's content: another process sees the old file or the new one, never a part.

    A file keeps its mode and, where the system allows it, its owner; a symbolic link goes on pointing to the file,
    which is replaced.
    """
    target = path.resolve()
    # A name may have 255 bytes, and each character takes up to four of them.
    beside = target.with_name(f".{target.name[:50]}.{os.getpid()}.tmp")
    try:
        if is_protected(target):
            raise PermissionError(errno.EACCES, "is write-protected")
        beside.unlink(missing_ok=True)  # of a run that was stopped, with the same number
        _put(data, beside, target)
    except OSError as error:
        error.filename = str(path)  # what was to be written; the other name says nothing to anybody
        raise


def _put(data: bytes, beside: Path, target: Path) -> None:
    """Write a new file beside another, and put it in its place; what only some may read, others never can."""
    try:
        entry = target.stat()
    except FileNotFoundError:
        entry = None
    descriptor = os.open(beside, _FLAGS, 0o600 if entry else 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if entry:
            _give(beside, entry)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _give(path: Path, entry: os.stat_result) -> None:
    """Give a file the owner and the mode that another has: as root, in a container, the owner would be another."""
    if hasattr(os, "chown"):  # not on Windows
        with contextlib.suppress(OSError):
            os.chown(path, entry.st_uid, entry.st_gid)
    path.chmod(stat.S_IMODE(entry.st_mode))
