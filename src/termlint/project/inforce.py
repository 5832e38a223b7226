"""The settings that a run would go by, each with who says so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from termlint.project.settings import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from termlint.project.config import Config

VERSION = 1
"""Of the JSON that `as_json` writes: grows when a key goes away or changes its meaning."""


class InForce(NamedTuple):
    """A setting: its value as plain data, and where it is said."""

    key: str
    value: object
    origin: str
    """``termlint.yaml:3:1``, ``command line`` or ``default``."""


def settings(config: Config, options: Mapping[str, object], given: Collection[str]) -> list[InForce]:
    """Every setting; `options` are the values of a command's options by key, `given` those of its command line."""
    found = []
    for key, setting in SETTINGS.items():
        if key in given:
            found.append(InForce(key, _plain(options[key]), "command line"))
        elif key in config.values:
            line, column = config.places[key]
            found.append(InForce(key, _plain(config.values[key]), f"{config.path}:{line}:{column}"))
        else:
            found.append(InForce(key, _plain(options.get(key, setting.default)), "default"))
    return found


def as_text(config: Config, found: Iterable[InForce]) -> Iterator[str]:
    """A line for the file, and one for each setting."""
    yield f"settings file: {config.path or 'none'}"
    rows = [(item.key, _shown(item.value), item.origin) for item in found]
    keys, values = (max(len(row[column]) for row in rows) for column in (0, 1))
    for key, value, origin in rows:
        yield f"{key:{keys}}  {value:{min(values, 40)}}  {origin}"


def as_json(config: Config, found: Iterable[InForce]) -> str:
    """The same for programs."""
    values = {item.key: {"value": item.value, "origin": item.origin} for item in found}
    return json.dumps(
        {"version": VERSION, "file": str(config.path) if config.path else None, "settings": values},
        ensure_ascii=False,
        indent=2,
    )


def _plain(value: object) -> object:
    """A value as JSON can hold it."""
    match value:
        case dict():
            return {str(key): _plain(inner) for key, inner in value.items()}
        case tuple() | list():
            return [_plain(inner) for inner in value]
        case Path():
            return value.as_posix()
        case str():
            return str(value)
    return value


def _shown(value: object) -> str:
    """A value as a settings file would say it, in one line."""
    if value is None or value in ([], {}):
        return "none"
    match value:
        case bool():
            return str(value).lower()
        case list():
            return ", ".join(map(_shown, value))
        case dict():
            return "; ".join(f"{key}: {_shown(inner)}" for key, inner in value.items())
    return str(value)
