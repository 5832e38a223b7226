"""The lines of a repository's drafts that have changed since a revision, according to git."""

from __future__ import annotations

import os
import re
from ast import literal_eval
from pathlib import Path
from typing import TYPE_CHECKING

from termlint.disk import files, git
from termlint.errors import TermlintError
from termlint.silencing.changes import Changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_FILE = re.compile(rb"^\+\+\+ (.*?)\t?$")
_HUNK = re.compile(rb"^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")


def changes(revision: str, folder: Path, paths: Sequence[Path]) -> Changes:
    """What has changed, committed or not, in the repository around a folder since its history forked from a revision.

    The paths that are checked must be in that repository.
    """
    # On Windows, git may name it by the letter of a substituted drive.
    root = Path(os.fsdecode(_git(folder, "rev-parse", "--show-toplevel").removesuffix(b"\n"))).resolve()
    for path in paths:
        if path == files.STDIN or not path.resolve().is_relative_to(root):
            what = "standard input" if path == files.STDIN else f"{path}, which is outside"
            raise TermlintError(f"--diff-base reads the repository {root}, not {what}")
    base = _base(root, revision)
    drafts = [*_drafts(root, paths)]
    tracked = _git(root, "ls-files", "-z", "--", *drafts).split(b"\0")[:-1]
    patch = _git(root, "diff", *_PLAIN, base, "--", *drafts)
    lines: dict[Path, list[range]] = {}
    for name, changed in _hunks(patch):
        lines.setdefault(_path(root, name), []).append(changed)
    return Changes(lines, frozenset(_path(root, name) for name in tracked))


_PLAIN = (
    *("--unified=0", "--inter-hunk-context=0", "--find-renames", "--no-color", "--no-ext-diff"),
    *("--no-textconv", "--text", "--ignore-submodules", "--src-prefix=a/", "--dst-prefix=b/"),
)
"""Options for a patch that does not depend on the user's settings."""


def _drafts(root: Path, paths: Iterable[Path]) -> Iterator[str]:
    """Pathspecs for git: files whose names are those of drafts, and those named by the user whatever their names."""
    yield from (f":(icase,glob)**/*{suffix}" for suffix in files.SUFFIXES)
    given = [path.resolve() for path in paths if os.path.isfile(path)]  # noqa: PTH113 - as in `baseline`
    yield from (f":(literal){path.relative_to(root).as_posix()}" for path in given)


def _base(root: Path, revision: str) -> str:
    """The commit at which the histories of HEAD and a revision forked."""
    base = git.run(root, "merge-base", git.commit(root, revision, f"--diff-base {revision}"), "HEAD")
    if base.returncode:
        advice = "in a shallow clone, fetch more of it (git fetch --unshallow)"
        raise TermlintError(f"--diff-base {revision}: has no commit in common with the current history; {advice}")
    return base.stdout.decode().strip()


def _hunks(patch: bytes) -> Iterator[tuple[bytes, range]]:
    """The new lines of each hunk in a patch without context, with the name of the file."""
    name = b""
    rows = 0
    for row in patch.split(b"\n"):
        if rows:
            rows -= not row.startswith(b"\\")  # git's remark that the line above has no ending
        elif match := _HUNK.match(row):
            old, start, new = (int(number or 1) for number in match.groups())
            rows = old + new
            if new:
                yield name, range(start, start + new)
        elif match := _FILE.match(row):
            name = _unquoted(match[1])


def _unquoted(name: bytes) -> bytes:
    """The path that git prints in a patch with ``b/`` before it and, if necessary, quoted as in C."""
    name = literal_eval(f"b{name.decode('ascii')}") if name.startswith(b'"') else name
    return name.removeprefix(b"b/")


def _path(root: Path, name: bytes) -> Path:
    """The path of a repository's file, spelled as by `files.shown`."""
    return Path(files.shown(root / os.fsdecode(name)))


def _git(folder: Path, *arguments: str) -> bytes:
    """What a git command prints."""
    done = git.run(folder, *arguments)
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").split()  # several lines, the last of which may say what to do
        raise TermlintError(f"--diff-base: git {arguments[0]} says: {' '.join(told)}")
    return done.stdout
