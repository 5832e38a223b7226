"""Tags: where one ends, and which parts of an HTML block are text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from termlint.markup import templates
from termlint.markup.state import MOST_MISSES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from termlint.model import BlockKind

TAG_NAME = re.compile(r"</?([A-Za-z][\w.:-]*)")
_ATTRIBUTE = re.compile(r"""\s+[^\s"'<>/={}`]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>=`{}]+|(?=\{)))?|\s+(?=\{)""")
_TAG_CLOSE = re.compile(r"\s*/?>")
_BRACE = re.compile(r"[{}]")
LONGEST_TAG = 50_000
"""Data for a drawing, as an attribute, take some ten thousand characters."""

_START = re.compile(r"<|\{(?=[%{:])")

_HIDDEN = """audio canvas del head iframe math noframes object pre s script select strike style svg template textarea
    title video"""
HIDDEN = frozenset(_HIDDEN.split())
"""Elements whose content is no prose of the page, or is struck out."""
_INLINE = """a abbr acronym b bdi bdo big br button cite code data del dfn em font i img input ins kbd label mark nobr
    q s samp small span strike strong sub sup time tt u var wbr"""
INLINE = frozenset(_INLINE.split())
"""Elements that do not end the sentence around them."""
_KINDS: dict[str, tuple[BlockKind, int]] = {
    "td": ("cell", 0),
    "th": ("cell", 0),
    "li": ("item", 0),
    "dt": ("definition-term", 0),
    "dd": ("definition", 0),
    **{f"h{level}": ("heading", level) for level in range(1, 7)},
}


class Segment(NamedTuple):
    """A stretch of an HTML block: text of one element, or a comment."""

    start: int
    end: int
    kind: BlockKind = "paragraph"
    level: int = 0
    comment: bool = False


def name_of(tag: str) -> str:
    """The element's name in lower case; empty for a comment or declaration."""
    match = TAG_NAME.match(tag)
    return match[1].lower() if match else ""


def tag_end(text: str, start: int, stop: int) -> int:
    """The index after the tag that starts here, whose attributes may be JSX expressions; -1 if there is none."""
    stop = min(stop, start + LONGEST_TAG)
    match = TAG_NAME.match(text, start, stop)
    at = match.end() if match else stop
    while at < stop:
        if match := _TAG_CLOSE.match(text, at, stop):
            return match.end()
        if text[at] == "{" and text[at - 1] in "= \t\n":
            at = braces_end(text, at, stop)
        else:
            match = _ATTRIBUTE.match(text, at, stop)
            at = match.end() if match else -1
        if at < 0:
            return -1
    return -1


def braces_end(text: str, start: int, stop: int) -> int:
    """The index after the braces that open here; -1 if they stay open."""
    depth = 0
    for match in _BRACE.finditer(text, start, stop):
        depth += 1 if match[0] == "{" else -1
        if not depth:
            return match.end()
    return -1


def segments(content: str) -> Iterator[Segment]:
    """The text between the block-level tags of an HTML block, and its comments, in order."""
    kind: tuple[BlockKind, int] = ("paragraph", 0)
    start = at = misses = 0
    while misses <= MOST_MISSES and (found := _START.search(content, at)):
        at = found.start()
        if found[0] == "{":
            opening = templates.opening(content, at)
            if opening:
                yield from _text(start, at, kind)
                closing = templates.closer(opening).search(content, opening.end())
                start = closing.end() if closing else len(content)
            at = start if opening else at + 1
            continue
        if content.startswith("<!--", at):
            end = _after(content, "-->", at + 4)
            yield from _text(start, at, kind)
            yield Segment(at, end, comment=True)
            start = at = end
            continue
        end = _after(content, ">", at) if content[at + 1 : at + 2] in {"!", "?"} else tag_end(content, at, len(content))
        if end < 0:
            misses += 1
            at += 1
            continue
        name = name_of(content[at:end])
        if name not in INLINE:
            yield from _text(start, at, kind)
            opens = content[at + 1] != "/" and content[end - 2] != "/"
            if opens and name in HIDDEN:
                end = _after_element(content, name, end)
            kind = _KINDS.get(name, ("paragraph", 0)) if opens else ("paragraph", 0)
            start = end
        at = end
    yield from _text(start, len(content), kind)


def open_code(content: str, at: int) -> re.Pattern[str] | None:
    """What closes the code of a template language that an HTML block leaves open, from a place in it on."""
    while opening := templates.next_opening(content, at):
        closer = templates.closer(opening)
        closing = closer.search(content, opening.end())
        if not closing:
            return closer
        at = closing.end()
    return None


def _text(start: int, end: int, kind: tuple[BlockKind, int]) -> Iterator[Segment]:
    if start < end:
        yield Segment(start, end, *kind)


def _after(content: str, closer: str, at: int) -> int:
    found = content.find(closer, at)
    return found + len(closer) if found >= 0 else len(content)


def _after_element(content: str, name: str, at: int) -> int:
    closing = re.compile(rf"</{re.escape(name)}\s*>", re.IGNORECASE).search(content, at)
    return closing.end() if closing else len(content)
