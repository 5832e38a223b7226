"""The keys of a settings file: what each holds, and what it means where it is left out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, get_args

from termlint.disk import gitignore, repository
from termlint.errors import DataError
from termlint.guessing import Guesses
from termlint.model import LEVELS, CaveatKind, Problem
from termlint.nodes import tomltext, yamltext
from termlint.nodes.schema import (
    Kind,
    Record,
    Sheet,
    Text,
    checked,
    choice,
    flag,
    items,
    located,
    may,
    record,
    table,
    text,
)
from termlint.nodes.yamltext import Fields, Items, Node, Scalar, shown
from termlint.reporters import FORMATS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from termlint.model import Point


def _some(kind: Kind) -> Kind:
    """A list of one kind, which may be empty; or a single one in place of a list of one."""
    listed = items(kind)

    def read(node: Node, sheet: Sheet) -> tuple[object, ...]:
        if isinstance(node, Scalar):
            return (kind(node, sheet),)
        if isinstance(node, Items) and not node.items:
            return ()
        found = listed(node, sheet)
        return found if isinstance(found, tuple) else ()

    return read


_PATTERN = checked(text, gitignore.complaint)


class Setting(NamedTuple):
    """A key: how it is read, what to write, its value where it is left out (both in words), and what it means."""

    kind: Kind
    holds: str
    default: str
    meaning: str


def _choice(default: str, meaning: str, *names: str) -> Setting:
    return Setting(choice(*names), " or ".join((", ".join(names[:-1]), names[-1])), default, meaning)


def _flag(default: str, meaning: str) -> Setting:
    return Setting(flag, "true or false", default, meaning)


def _list(kind: Kind, of: str, meaning: str) -> Setting:
    return Setting(_some(kind), f"list of {of}", "none", meaning)


SETTINGS = {
    "glossary": _list(text, "folders", "terms to add to the built-in ones"),
    "rules": _list(text, "folders", "rules to add to the built-in ones"),
    "builtin": _flag("true", "whether the built-in terms and rules are used"),
    "every": _flag(
        "false",
        "report every use, not only the first per rule and file; also suggestions and the texts of images",
    ),
    "level": _choice("warning; with every: suggestion", "the lowest level to report", *LEVELS),
    "fail-level": _choice("suggestion", "the lowest level that makes the exit status 1", *LEVELS),
    "select": _list(text, "names", "report only these: terms, rules, conflations or levels"),
    "ignore": _list(text, "names", "do not report these"),
    "per-file-ignores": Setting(
        table(_some(text), gitignore.complaint),
        "a list of names for each pattern",
        "none",
        "do not report these in the files that match",
    ),
    "exclude": _list(_PATTERN, "patterns", "what to skip in folders"),
    "force-exclude": _flag("false", "skip it even if it is named itself"),
    "caveat": _choice("footnote", "the form of the caveats that are inserted", *get_args(CaveatKind)),
    "baseline": Setting(text, "a file", "none", "known findings, which are not reported"),
    "require-reason": _flag("false", "a comment that silences findings must give a reason"),
    "format": _choice("text", "how findings are written", *FORMATS),
}
"""Every key that a settings file may have."""
_READ = record(**{key: may(setting.kind) for key, setting in SETTINGS.items()})
_FOLDER_KEYS = ("glossary", "rules")


class Content(NamedTuple):
    """What a settings file holds, by key, and where each key stands in it."""

    values: Mapping[str, object]
    places: Mapping[str, Point]


def read(path: Path) -> Content:
    """What a settings file says; `DataError` with everything that is wrong with it."""
    node = _node(path)
    if node is None:
        raise DataError([Problem(str(path), "has no table [tool.termlint]")])
    if isinstance(node, Scalar) and node.value is None:
        return Content({}, {})
    sheet = Sheet(str(path), Guesses())
    found = _READ(node, sheet)
    values = _values(found, path, sheet) if isinstance(found, Record) else {}
    if sheet.problems:
        raise DataError(sheet.problems)
    return Content(values, found.keys if isinstance(found, Record) else {})


def table_of(path: Path) -> Node | None:
    """What a TOML file has as ``[tool.termlint]``, a table if it is right; None if it does not name it."""
    document = tomltext.parse(yamltext.text_of(path), str(path))
    tool = document.values.get("tool")
    return tool.values.get("termlint") if isinstance(tool, Fields) else None


def _node(path: Path) -> Node | None:
    """The settings in a file, as written."""
    if path.suffix == ".toml":
        return table_of(path)
    if path.suffix in {".yaml", ".yml"}:
        return yamltext.load(path)
    raise DataError([Problem(str(path), "is not a settings file: its name must end in .yaml or .toml")])


def _values(found: Record, path: Path, sheet: Sheet) -> Mapping[str, object]:
    """The settings as plain values, paths as they lead from the current folder."""
    values: dict[str, object] = {key: _plain(value) for key, value in found.values.items()}
    for key in _FOLDER_KEYS:
        if key in found.values:
            values[key] = tuple(_inside(folder, path, sheet, folder=True) for folder in _texts(found.values[key]))
    if baseline := found.text("baseline"):
        values["baseline"] = located(str(_inside(baseline, path, sheet, folder=False)), baseline.at)
    return values


def _plain(value: object) -> object:
    """A value as plain data, in which texts still know their places."""
    if isinstance(value, Record):
        return {key: _plain(inner) for key, inner in value.values.items()}
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    return value


def _texts(value: object) -> list[Text]:
    return [item for item in value if isinstance(item, Text)] if isinstance(value, tuple) else []


def _inside(name: Text, path: Path, sheet: Sheet, *, folder: bool) -> Path:
    """The path that a settings file names, which must not lead out of its repository: settings come from strangers."""
    target = path.parent / name
    real = path.parent.resolve()
    top = repository.top(real) or real
    if not Path(os.path.realpath(target)).is_relative_to(top):
        sheet.report(name.at, f"{shown(name)} leads out of {top}: name it on the command line instead")
    elif folder and not target.is_dir():
        slashed = name.replace("\\", "/")
        hint = f": did you mean {slashed}?" if slashed != name and (path.parent / slashed).is_dir() else ""
        sheet.report(name.at, f"there is no folder {shown(target.as_posix())}{hint}")
    return target
