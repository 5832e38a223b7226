"""What a draft's front matter says to termlint: the mapping under its key ``termlint``.

The rest of the front matter is written for other programs, whose YAML may be anything: where each key has lines of its
own, nothing but the entry of this one is read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from termlint.errors import DataError
from termlint.model import Lines, Point, Problem, Span
from termlint.nodes import tomltext, yamltext

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from termlint.model import Document
    from termlint.nodes.yamltext import Node

IGNORE = "ignore"
"""The one entry that is about no term: what is not to be reported."""
_START = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?[\r\n])*(?P<margin>[ ]*)(?P<brace>\{?)")
"""What stands before the first key."""
_KEY = re.compile(r"""(?<![^\r\n])(?P<margin>[ ]*)(["']?)termlint\2[ \t]*:(?=\s|$)""")
_TITLE = re.compile(r"(?<![^\r\n])title[ \t]{0,9}[:=][ \t]{0,9}(?P<title>[^\r\n]{1,300})(?![^\r\n])")
"""Of any length it would take time."""
_ABOUT = re.compile(
    r"(?<![^\r\n])(?:title|subtitle|description|summary|tags|categories|keywords)[ \t]{0,9}[:=]"
    r"(?P<said>[^\r\n]*(?:(?:\r\n?|\n)(?:[ \t]|-[ \t])[^\r\n]*)*)"
)
"""What says what the whole draft is about, with the lines that belong to it: indented ones, and those of a list."""
_LONE_CR = re.compile(r"\r(?!\n)")


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
    start, end = document.front_matter
    if document.source.find("termlint", start, end) < 0:
        return NONE
    if is_toml(document):
        return _read(document, document.front_matter, tomltext.parse)
    return _yaml(document, document.front_matter)


def is_toml(document: Document) -> bool:
    """Whether the front matter of a draft is TOML, not YAML."""
    return document.front_matter is not None and document.source.lstrip("\ufeff \t\r\n").startswith("+++")


def title(document: Document) -> tuple[int, str]:
    """Where the title of a draft stands in its source, and the title as it is written; empty if it has none."""
    found = _TITLE.search(document.source, *document.front_matter) if document.front_matter else None
    return (found.start("title"), found["title"].rstrip()) if found else (0, "")


def about(document: Document) -> str:
    """What the front matter of a draft calls it and says that it is about, as it is written, each on its own lines."""
    said = _ABOUT.finditer(document.source, *document.front_matter) if document.front_matter else ()
    return "\n".join(match["said"] for match in said)


def _yaml(document: Document, span: Span) -> Settings:
    """What front matter in YAML says: only the entry of the key is read, or everything if it is in braces."""
    first = _START.match(document.source, *span)
    if first and first["brace"]:
        return _read(document, span, yamltext.parse)
    keys = [key for key in _KEY.finditer(document.source, *span) if first and key["margin"] == first["margin"]]
    if not keys:
        return NONE
    found = _read(document, Span(keys[0].start(), span.end), yamltext.first)
    if len(keys) == 1:
        return found
    lines = Lines(document.source)
    message = f"the key 'termlint' is here twice (first on line {lines.point(keys[0].start()).line})"
    again = Problem(document.path, message, *lines.point(keys[1].start()))
    return found._replace(problems=(*found.problems, again))


def _read(document: Document, span: Span, parse: Callable[[str, str], Node]) -> Settings:
    """What the key holds in a part of the draft that starts with a line."""
    above = "\n" * (Lines(document.source).point(span.start).line - 1)
    try:
        node = parse(above + _LONE_CR.sub("\n", document.source[slice(*span)]), document.path)
    except DataError as error:
        return Settings({}, {}, tuple(error.problems))
    if not isinstance(node, yamltext.Fields) or "termlint" not in node.values:
        return NONE
    inner = node.values["termlint"]
    if isinstance(inner, yamltext.Fields):
        return Settings(inner.values, inner.keys)
    message = "termlint in the front matter must hold a mapping: {agent: role, ignore: [RULE]}"
    return Settings({}, {}, (Problem(document.path, message, *node.keys["termlint"]),))
