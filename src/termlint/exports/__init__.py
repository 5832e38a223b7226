"""The glossary in other formats, a module a format.

Each has one function ``files(glossary)``, which gives the files of an export: their texts by relative path. The same
glossary always gives the same bytes.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from termlint.vocabulary import Glossary

FORMATS: Mapping[str, str] = {
    "json": "termlint.exports.json",
    "csv": "termlint.exports.csv",
    "turtle": "termlint.exports.turtle",
    "jsonld": "termlint.exports.jsonld",
    "tbx": "termlint.exports.tbx",
    "vale": "termlint.exports.vale",
    "latex": "termlint.exports.latex",
    "markdown": "termlint.exports.markdown",
}
"""The module of each format; it is imported when something is exported in that format."""


def exporter(name: str) -> Callable[[Glossary], Mapping[str, str]]:
    """What gives the files of an export in a format."""
    files: Callable[[Glossary], Mapping[str, str]] = import_module(FORMATS[name]).files
    return files
