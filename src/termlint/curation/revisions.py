"""Folders as they were in an earlier revision, out of git's store; the work tree is never touched."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from termlint.disk import git

if TYPE_CHECKING:
    from pathlib import Path


def extract(revision: str, folder: Path, target: Path) -> Path:
    """A new folder with the YAML files that a folder had in a revision; none where the folder is newer than that."""
    commit = git.commit(folder, revision, revision)
    target.mkdir(parents=True)
    # Not git archive, which leaves out and changes what .gitattributes says about exports.
    for entry in git.run(folder, "ls-tree", "-z", commit).stdout.split(b"\0")[:-1]:
        about, _, name = entry.partition(b"\t")
        mode, _, blob = about.decode().split()
        if mode.startswith("100") and name.endswith(b".yaml"):
            (target / os.fsdecode(name)).write_bytes(git.run(folder, "cat-file", "blob", blob).stdout)
    return target
