"""Text as a terminal shows it: what is harmless to print, how many cells it takes, where lines break."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

JOINER = "\u200d"
EMOJI_STYLE = "\ufe0f"
SKIN_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
KEPT = frozenset({JOINER, "\u200c"})
"""Format characters that words and emoji need; the others are dropped, above all those that reorder a line."""

NO_BREAK = "\u00a0"
"""A space at which no line breaks."""
_BLANK = re.compile(rf"[^\S{NO_BREAK}]+")
_REACH = 8
"""So many characters a cell are looked at where a line is shortened: enough for text that is full of marks."""


def visible(text: str) -> str:
    """Text that a terminal only shows: control characters as pictures, so that a draft cannot drive the terminal."""
    return "".join(map(_visible, text))


@lru_cache(maxsize=4096)
def _visible(char: str) -> str:
    if char == "\t":
        return "    "
    if char < " ":
        return chr(0x2400 + ord(char))
    if char == "\x7f":
        return "␡"
    category = unicodedata.category(char)
    if category == "Cf" and char not in KEPT:
        return ""
    return "\ufffd" if category in {"Cc", "Cs", "Zl", "Zp"} else char


def clusters(text: str) -> list[str]:
    """What takes its cells together: a character with its combining marks, an emoji with its joined parts."""
    found: list[str] = []
    for char in text:
        if found and (_width(char) == 0 or _joins(found[-1], char)):
            found[-1] += char
        else:
            found.append(char)
    return found


def _joins(cluster: str, char: str) -> bool:
    """Whether a character is drawn in the cells of the emoji before it."""
    return len(cluster) > 1 and cluster[-1] == JOINER and unicodedata.category(char) == "So"


def cells(text: str) -> int:
    """How many cells of a terminal's line visible text takes."""
    return sum(map(_cluster_width, clusters(text)))


def _cluster_width(cluster: str) -> int:
    return 2 if EMOJI_STYLE in cluster or cluster[0] in SKIN_TONES else _width(cluster[0])


@lru_cache(maxsize=4096)
def _width(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"} or "\u1160" <= char <= "\u11ff":
        return 0  # the second range: parts of a Korean syllable after its first
    if char in SKIN_TONES:
        return 0  # after the emoji that it colours
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def wrap(text: str, width: int) -> list[str]:
    """Text in lines of at most so many cells; an address longer than that keeps its line to itself."""
    lines: list[str] = []
    room = 0
    words = visible(_BLANK.sub(" ", text.strip())).split(" ")
    for word in (part for whole in words for part in _parts(whole, width)):
        size = cells(word)
        if lines and size < room:
            lines[-1] += f" {word}"
            room -= size + 1
        else:
            lines.append(word)
            room = width - size
    return [line.replace(NO_BREAK, " ") for line in lines]


def _parts(word: str, width: int) -> list[str]:
    """A word, cut up if it is wider than a line."""
    if "://" in word or cells(word) <= width:
        return [word]
    parts = [""]
    for cluster in clusters(word):
        if cells(parts[-1]) + _cluster_width(cluster) > width:
            parts.append("")
        parts[-1] += cluster
    return parts


def clip(text: str, width: int, *, end: bool = False) -> str:
    """As much of the start (or end) of a text as fits, cut between words where one is near."""
    if width < 1:
        return ""
    near = text[-_REACH * width :] if end else text[: _REACH * width]
    parts = clusters(visible(near))[:: -1 if end else 1]
    kept = _fitting(parts, width)
    if len(kept) < len(parts) or len(near) < len(text):
        kept = _fitting(parts, width - 1)
        blank = max((i for i, part in enumerate(kept) if part == " "), default=0)
        kept = [*kept[: blank if blank * 4 > len(kept) * 3 else None], "…"]
    return "".join(reversed(kept) if end else kept)


def _fitting(parts: list[str], width: int) -> list[str]:
    """The first clusters that fit."""
    for i, part in enumerate(parts):
        width -= _cluster_width(part)
        if width < 0:
            return parts[:i]
    return parts


class Excerpt(NamedTuple):
    """A line around a stretch of it, fit to print in one row."""

    before: str
    stretch: str
    after: str


def excerpt(line: str, start: int, end: int, width: int) -> Excerpt:
    """What fits of a line around ``line[start:end]``; more of what follows, for there the verb stands."""
    stretch = clip(line[start:end], width - 2)
    spare = width - cells(stretch)
    before = _size(line[max(0, start - _REACH * width) : start])
    after = _size(line[end : end + _REACH * width])
    left = min(before, max(spare * 2 // 5, spare - after))
    return Excerpt(clip(line[:start], left, end=True), stretch, clip(line[end:], spare - left))


def _size(text: str) -> int:
    return cells(visible(text))
