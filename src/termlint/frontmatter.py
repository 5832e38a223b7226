"""What a draft's front matter says to termlint: the mapping under its key ``termlint``.

The rest of the front matter is written for other programs, whose YAML may be anything; only the lines of this key are
read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from termlint import tomltext, yamltext
from termlint.errors import DataError
from termlint.model import Lines, Point, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from termlint.model import Document, Span
    from termlint.yamltext import Node

_KEY = re.compile(r"""^(["']?)termlint\1[ \t]*:(?=\s|$).*(?:(?:\r\n?|\n)(?:[ \t].*)?)*""", re.MULTILINE)
"""The line of the key and those that belong to it: indented, or blank."""


_TITLE = re.compile(r"^title[ \t]{0,9}[:=][ \t]{0,9}(?P<title>.{1,300})$", re.MULTILINE)
"""Of any length it would take time."""


class Settings(NamedTuple):
    """The entries under the key, with their places in the draft; and why some could not be read."""

    values: Mapping[str, Node]
    keys: Mapping[str, Point]
    problems: tuple[Problem, ...] = ()


NONE = Settings({}, {})


def settings(document: Document) -> Settings:
    """What the front matter of a draft says to termlint; nothing if it does not name it."""
    if not document.front_matter:
        return NONE
    if document.source[: document.front_matter.start].strip("\ufeff").startswith("+++"):
        return _toml(document, document.front_matter)
    match = _KEY.search(document.source, *document.front_matter)
    return _read(document, match) if match else NONE


def title(document: Document) -> tuple[int, str]:
    """Where the title of a draft stands in its source, and the title as it is written; empty if it has none."""
    found = _TITLE.search(document.source, *document.front_matter) if document.front_matter else None
    return (found.start("title"), found["title"].rstrip()) if found else (0, "")


def _toml(document: Document, span: Span) -> Settings:
    """What front matter in TOML says to termlint; it is read whole."""
    text = document.source[slice(*span)]
    if "termlint" not in text:
        return NONE
    try:
        node = tomltext.parse("\n" * (Lines(document.source).point(span.start).line - 1) + text, document.path)
    except DataError as error:
        return Settings({}, {}, tuple(problem._replace(notice=True) for problem in error.problems))
    return _inner(document, node.values["termlint"], node.keys["termlint"]) if "termlint" in node.values else NONE


def _read(document: Document, match: re.Match[str]) -> Settings:
    at = Lines(document.source).point(match.start())
    try:
        node = yamltext.parse("\n" * (at.line - 1) + match[0], document.path)
    except DataError as error:
        return Settings({}, {}, tuple(problem._replace(notice=True) for problem in error.problems))
    return _inner(document, node.values[next(iter(node.values))] if isinstance(node, yamltext.Fields) else node, at)


def _inner(document: Document, inner: Node, at: Point) -> Settings:
    """What the key holds that stands at a place."""
    if isinstance(inner, yamltext.Fields):
        return Settings(inner.values, inner.keys)
    message = "termlint in the front matter must hold a mapping: {agent: role, ignore: [RULE]}"
    return Settings({}, {}, (Problem(document.path, message, *at, notice=True),))
