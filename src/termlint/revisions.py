"""Folders as they were in an earlier revision, out of git's store; the work tree is never touched."""

from __future__ import annotations

import io
import subprocess
import tarfile
from typing import TYPE_CHECKING

from termlint.errors import TermlintError

if TYPE_CHECKING:
    from pathlib import Path


def extract(revision: str, folder: Path, target: Path) -> Path:
    """A new folder with the YAML files that a folder had in a revision, directly in it."""
    commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit.returncode:
        said = commit.stderr.decode(errors="replace").strip()
        reason = said or "git knows no such revision here; in a shallow clone, fetch it first"
        raise TermlintError(f"{revision}: {reason}")
    target.mkdir(parents=True)
    archive = _git(folder, "archive", "--format=tar", commit.stdout.decode().strip(), ".")
    if archive.returncode:
        return target  # the folder is newer than the revision
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
        for file in files:
            name = file.name.removeprefix("./")
            content = files.extractfile(file) if file.isreg() and "/" not in name else None
            if content and name.endswith(".yaml"):
                (target / name).write_bytes(content.read())
    return target


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", *arguments], cwd=folder, check=False, capture_output=True)  # noqa: S603, S607 - no shell
    except FileNotFoundError as error:
        raise TermlintError("git is not installed: it tells what there was before") from error
