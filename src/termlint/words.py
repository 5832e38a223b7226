"""What counts as a word, everywhere: a hyphen, a full stop and a possessive *'s* separate words."""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W_]+(?:['’](?!s\b)[^\W_]+)?", re.IGNORECASE)  # noqa: RUF001 - a curly apostrophe as typed


def split(text: str) -> list[str]:
    """The words of a text, lower case."""
    return [word.lower() for word in WORD.findall(text)]


def is_word(text: str) -> bool:
    """Whether a text is a single word as `split` gives it, in lower case and without a curly apostrophe."""
    return "’" not in text and split(text) == [text]  # noqa: RUF001 - a curly apostrophe as typed
