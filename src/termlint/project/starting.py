"""What `termlint init` would write: the settings of a repository, and the hook for pre-commit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from termlint.disk import repository
from termlint.errors import DataError, TermlintError
from termlint.model import Lines, Problem
from termlint.nodes import tomltext, yamltext
from termlint.project import config, precommit

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMENT = "# Settings of termlint. `termlint config` prints the settings in effect and where each comes from."
OWN = ("glossary", "rules")
"""Where a repository has terms and rules of its own."""
MORE = {
    "level": ("suggestion", "also shows what an editor could point out but would not insist on"),
    "exclude": ('["archive/"]', "what to skip, in the syntax of .gitignore"),
    "ignore": ('["agent-loaded"]', "rules, conflations or terms that are not reported"),
}
"""Settings that many will want next, shown as comments."""


class Change(NamedTuple):
    """A file to write; `old` is None where there is none yet."""

    path: Path
    old: bytes | None
    new: bytes

    @property
    def verb(self) -> str:
        """What would be done."""
        return "write" if self.old is None else "add to"

    @property
    def past(self) -> str:
        """What was done."""
        return "wrote" if self.old is None else "added to"

    def added(self) -> list[str]:
        """The lines that are new."""
        before = (self.old or b"").decode().splitlines()
        after = self.new.decode().splitlines()
        start = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before))
        return after[start : start + len(after) - len(before)]


def changes(*, hook: bool | None) -> Iterator[Change | str]:
    """The files to write in the current folder, and what is left as it is; nothing is ever overwritten.

    `hook` says whether pre-commit gets one; None: only where this is a repository without a configuration for it.
    """
    if (found := config.find()) is not None:
        config.load(found)
        yield f"{found} already has the settings"
    else:
        yield _settings()
    if hook is False:
        return
    path = Path(precommit.FILE)
    wanted = precommit.HOOK + precommit.GLOSSARY * any(map(_ours, OWN))
    top = repository.top(Path.cwd())
    if hook and top not in {None, Path.cwd()}:
        raise TermlintError(f"pre-commit reads {path} at the top of a repository: run this in {top}")
    if not repository.exists(path):
        if hook or repository.exists(Path(".git")):
            yield Change(path, None, precommit.new(wanted).encode())
        return
    old = yamltext.raw_of(path)
    new = precommit.with_hook(_decoded(path, old), str(path), wanted).encode() if hook else old
    if hook is None and b"termlint" not in old:
        yield f"{path} is left as it is; to add a hook: termlint init --pre-commit"
    elif new == old:
        yield f"{path} already has a hook" if b"termlint" in old else f"{path} is left as it is"
    else:
        yield Change(path, old, new)


def _settings() -> Change:
    path = Path(config.TOML)
    if not repository.exists(path):
        return Change(Path(config.YAML), None, _lines(toml=False).encode())
    old = yamltext.raw_of(path)
    text = _decoded(path, old)
    newline = Lines(text).ending
    gap = "" if not text else newline if text.endswith("\n") else newline * 2
    new = text + gap + _lines(toml=True).replace("\n", newline)
    advice = f"put the settings into {config.YAML}"
    try:
        tomltext.parse(text, str(path))
    except DataError as error:
        raise TermlintError(f"{error}\n{path} cannot be added to: {advice}") from error
    try:
        tomltext.parse(new, str(path))
    except DataError as error:  # its place is in a text that is nowhere
        raise TermlintError(f"{path} defines tool in a way that excludes [tool.termlint]: {advice}") from error
    return Change(path, old, new.encode())


def _lines(*, toml: bool) -> str:
    """The settings as TOML or YAML: what can be told from the folder, and as comments what many want next."""
    equals, quote = (" = ", '"') if toml else (": ", "")
    header = ["[tool.termlint]"] * toml
    own = [f"{name}{equals}{quote}{name}{quote}" for name in OWN if _ours(name)]
    quoted = {key: value if value.startswith("[") else quote + value + quote for key, (value, _) in MORE.items()}
    shown = [f"# {key}{equals}{quoted[key]} # {meaning}" for key, (_, meaning) in MORE.items()]
    return "\n".join([*header, COMMENT, *own, *shown]) + "\n"


def _ours(name: str) -> bool:
    """Whether a folder looks like one of terms or rules."""
    folder = Path(name)
    files = sorted(folder.glob("*.yaml"))[:100] if folder.is_dir() else []
    return any(b"\nterm:" in b"\n" + path.read_bytes()[:10_000] for path in files if path.is_file())


def _decoded(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DataError([Problem(str(path), "is not UTF-8")]) from error
