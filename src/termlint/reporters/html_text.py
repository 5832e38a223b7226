"""The text of a draft as HTML: as it is written, in blocks that flow, with its mentions marked."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import islice, takewhile
from typing import TYPE_CHECKING, NamedTuple

from termlint.model import Span
from termlint.reporters.columns import BOM
from termlint.reporters.xmltext import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from termlint.model import Lines

MATTERS = ("---", "+++")
"""What front matter stands between, in YAML and in TOML."""
_FENCE = re.compile(r"[ \t>]*(`{3,}(?!.*`)|~{3,})")
_SETTING = re.compile(r"""\s*(?:[#\[{]|["']?[\w.@$/ -]{1,100}["']?[ \t]*[:=])""")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]|$)")
_STARTS_LINE = re.compile(r"[ \t]{4}|\s*(?:[-+*|>:<=]|\d{1,9}[.)]|\[\^|\$\$)")
_DIM = re.compile(r"^ {0,3}(?P<sign>#{1,6}[ \t])|(?P<target>\]\([^()\s]{1,2000}\))", re.MULTILINE)
_RIGID = re.compile(r"\A(?: {4}|\t)|(?:\A|[\r\n])[ \t]*(?:[|<]|==|:?--|\$\$|:::)")
_WRAP = re.compile(
    r"(?<! {2})(?<!\\)(?:\r\n|\r(?!\n)|(?<!\r)\n)[ \t]*(?![ \t>:]|(?:[-+*]|\d{1,9}[.)])\s|\[\^[^]\n]{1,99}\]:)"
)
_BREAK = re.compile(r"(?: {2,}|\\)\n")


class Mark(NamedTuple):
    """A stretch of the source that an element stands around."""

    span: Span
    start: str
    """Its start tag; nothing but HTML."""
    end: str


class Block(NamedTuple):
    """Lines of a draft that belong together, and how they look: a CSS class."""

    line: int
    span: Span
    look: str


def blocks(lines: Lines) -> Iterator[Block]:
    """The blocks of a draft, a guess at Markdown's own that only decides how they look; blank lines are in none."""
    first, look, fence = 0, "", ""
    for number in range(1, len(lines.starts) + 1):
        line = lines.line(number).removeprefix(BOM)
        if fence:
            if _closes(line, fence):
                yield _block(lines, first, number, look)
                first, fence = 0, ""
            continue
        fence, heading = (_matter(lines, line) if number == 1 else "") or _fence(line), _heading(line)
        if first and (fence or heading or not line.strip()):
            yield _block(lines, first, number - 1, look)
            first = 0
        if fence:
            first, look = number, "matter" if fence in MATTERS else "code"
        elif heading:
            yield _block(lines, number, number, heading)
        elif line.strip():
            look = _look(line) if not first else "kept" if _STARTS_LINE.match(line) and look == "flow" else look
            first = first or number
    if first:
        yield _block(lines, first, len(lines.starts), look)


def _look(line: str) -> str:
    """How a block looks that begins with a line."""
    quoted = line.lstrip(" ").startswith(">")
    return "quote" if quoted else "kept" if _STARTS_LINE.match(line) else "flow"


def _heading(line: str) -> str:
    match = _HEADING.match(line)
    return f"h{len(match[1])}" if match else ""


def _matter(lines: Lines, line: str) -> str:
    """What opens front matter in a first line that does: settings follow, and an end."""
    fence, last = line.rstrip(), len(lines.starts)
    if fence not in MATTERS or last == 1 or not _SETTING.match(lines.line(2)):
        return ""
    return fence if any(_closes(lines.line(number), fence) for number in range(2, last + 1)) else ""


def _fence(line: str) -> str:
    """What opens code in a line that does."""
    match = _FENCE.match(line)
    return match[1] if match else ""


def _closes(line: str, fence: str) -> bool:
    if fence in MATTERS:
        return line.rstrip() in {fence, "..."}
    signs = line.strip(" \t>")
    return len(signs) >= len(fence) and set(signs) == {fence[0]}


def _block(lines: Lines, first: int, last: int, look: str) -> Block:
    start, end = lines.starts[first - 1], lines.starts[last - 1] + len(lines.line(last))
    return Block(first, Span(start, max(start, end)), look)


def written(block: Block, source: str, marks: Sequence[Mark]) -> str:
    """A block's text; `marks` are in order and do not overlap."""
    first = bisect_left(marks, block.span.start, key=lambda mark: mark.span.start)
    inside = list(takewhile(lambda mark: mark.span.end <= block.span.end, islice(marks, first, None)))
    if block.look not in {"code", "matter"}:
        inside = sorted([*inside, *_dimmed(block, source, inside), *_wraps(block, source, inside)])
    parts: list[str] = []
    at = block.span.start
    for mark in inside:
        parts += _text(source[at : mark.span.start], block), mark.start
        parts += _text(source[mark.span.start : mark.span.end], block), mark.end
        at = mark.span.end
    parts.append(_text(source[at : block.span.end], block))
    return "".join(parts)


def _dimmed(block: Block, source: str, marks: Iterable[Mark]) -> Iterator[Mark]:
    """Markup that is only in a reader's way: signs of headings, addresses of links."""
    for match in _DIM.finditer(source, block.span.start, block.span.end):
        span = Span(*match.span("sign")) if match["sign"] else Span(match.start("target") + 1, match.end("target"))
        if not any(span.meets(mark.span) for mark in marks):
            kind = "dim" if match["sign"] else "dim target"
            yield Mark(span, f'<span class="{kind}">', "</span>")


def _wraps(block: Block, source: str, marks: Iterable[Mark]) -> Iterator[Mark]:
    """The line breaks within the items of a list, or notes, that are only there because a line was full."""
    if block.look != "kept" or _RIGID.search(source[slice(*block.span)]):
        return
    for match in _WRAP.finditer(source, block.span.start, block.span.end):
        span = Span(*match.span())
        if span.end < block.span.end and not any(span.meets(mark.span) for mark in marks):
            yield Mark(span, '<span class="wrap">', "</span>")


def _text(text: str, block: Block) -> str:
    """Text as HTML; where lines flow, a hard line break is kept."""
    shown = harmless(text)
    return _BREAK.sub("<br>", shown) if block.look == "flow" else shown
