"""Folders as they were in an earlier revision, out of git's store; the work tree is never touched."""

from __future__ import annotations

import io
import tarfile
from typing import TYPE_CHECKING

from termlint import git

if TYPE_CHECKING:
    from pathlib import Path


def extract(revision: str, folder: Path, target: Path) -> Path:
    """A new folder with the YAML files that a folder had in a revision, directly in it."""
    commit = git.commit(folder, revision, revision)
    target.mkdir(parents=True)
    archive = git.run(folder, "archive", "--format=tar", commit, ".")
    if archive.returncode:
        return target  # the folder is newer than the revision
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
        for file in files:
            name = file.name.removeprefix("./")
            content = files.extractfile(file) if file.isreg() and "/" not in name else None
            if content and name.endswith(".yaml"):
                (target / name).write_bytes(content.read())
    return target
