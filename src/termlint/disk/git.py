"""Git, run: a command of its, and the commit that a revision stands for."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from termlint.disk import repository
from termlint.errors import TermlintError

if TYPE_CHECKING:
    from pathlib import Path


def commit(folder: Path, revision: str, called: str) -> str:
    """The commit that a revision stands for, which messages call by another name."""
    done = run(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        reason = said or "git knows no such revision here; in a shallow clone, fetch it first"
        raise TermlintError(f"{called}: {reason}")
    return done.stdout.decode().strip()


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """A git command, run at the top of the repository that a folder is in; it never waits for a lock.

    Git takes any folder for a repository that looks like the inside of one, and runs what the settings there name: a
    stranger can send such a folder, as one of drafts, but no commit can hold a ``.git``. In a copy that was unpacked
    the settings may be a stranger's as well, and ``core.fsmonitor`` has a command in them that any reading runs.
    """
    top = repository.top(folder.resolve())
    if not top and "GIT_DIR" not in os.environ:
        raise TermlintError(f"{folder.resolve()} is not in a git repository")
    command = ["git", "-c", "core.quotePath=true", "-c", "core.fsmonitor=false", *arguments]
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_LITERAL_PATHSPECS": "0"}
    environment.pop("GIT_DIFF_OPTS", None)
    if "GIT_DIR" in environment and top:
        # A hook of a linked work tree is told where git's data are and not where the tree is: the current folder, then.
        environment.setdefault("GIT_WORK_TREE", str(top))
    try:
        return subprocess.run(command, cwd=top or folder, capture_output=True, check=False, env=environment)  # noqa: S603
    except FileNotFoundError:
        advice = "install it, or add its folder to PATH"
        raise TermlintError(f"git is needed to look up earlier versions, and was not found: {advice}") from None
