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


def harmless(text: str) -> str:
    """Text that XML and HTML can hold: control characters as pictures, and no markup. Line breaks stay."""
    shown = "\n".join(map(visible, text.replace("\r\n", "\n").replace("\r", "\n").split("\n")))
    legal = "".join("\ufffd" if ord(char) & NONCHARACTER == NONCHARACTER else char for char in shown)
    return html.escape(legal, quote=False).replace('"', "&quot;")


def opening(name: str, attributes: Mapping[str, object], *, closed: bool = False) -> str:
    """A start tag, or a whole element that is empty; a line break in an attribute survives reading."""
    listed = "".join(f' {key}="{harmless(str(value))}"'.replace("\n", "&#10;") for key, value in attributes.items())
    return f"<{name}{listed}{'/' * closed}>"
