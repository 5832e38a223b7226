"""The glossary in other formats, a module a format.

Each has one function ``files(glossary)``, which gives the files of an export: their texts by relative path. The same
glossary always gives the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from termlint.exports import csv, json, jsonld, latex, markdown, tbx, turtle, vale

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from termlint.model import Glossary

FORMATS: Mapping[str, Callable[[Glossary], Mapping[str, str]]] = {
    "json": json.files,
    "csv": csv.files,
    "turtle": turtle.files,
    "jsonld": jsonld.files,
    "tbx": tbx.files,
    "vale": vale.files,
    "latex": latex.files,
    "markdown": markdown.files,
}
"""Every format by its name on the command line."""
