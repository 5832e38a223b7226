"""XML put together from text that may hold anything."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from termlint.reporters.cells import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
NONCHARACTER = 0xFFFE
"""The last two code points of each plane end in these bits."""


def harmless(text: str, *, whole: bool = False) -> str:
    """Text that XML and HTML can hold: control characters as pictures, and no markup. Line breaks stay.

    What has no shape of its own, such as a mark of direction, is left out, unless the text is to stay `whole`.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    shown = "\n".join("".join(visible(char) or char for char in line) if whole else visible(line) for line in lines)
    legal = "".join("\ufffd" if ord(char) & NONCHARACTER == NONCHARACTER else char for char in shown)
    return html.escape(legal, quote=False).replace('"', "&quot;")


def opening(name: str, attributes: Mapping[str, object], *, closed: bool = False) -> str:
    """A start tag, or a whole element that is empty; line breaks in an attribute, as in a name, survive reading."""
    values = ((key, harmless(str(value), whole=True).replace("\n", "&#10;")) for key, value in attributes.items())
    listed = "".join(f' {key}="{value}"' for key, value in values)
    return f"<{name}{listed}{'/' * closed}>"
