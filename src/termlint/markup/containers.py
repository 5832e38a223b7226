"""Block rules for containers: admonitions, directives and components, whose lines are Markdown of their own."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import partial
from typing import TYPE_CHECKING

from termlint.markup.html import LONGEST_TAG, braces_end, tag_end
from termlint.markup.nesting import (
    DEEPEST,
    container,
    container_end,
    find_line,
    hidden,
    line_text,
    nested,
    sought,
    title,
)

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

_CALLOUT = re.compile(r"\[!(?P<type>[\w-]+)(?:\|[^\[\]]*)?\][+-]?(?P<title>.*)")


def callout(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """``[!note] Title`` on the first line of a block quotation."""
    if silent or not state.tokens or state.tokens[-1].type != "blockquote_open":
        return False
    match = _CALLOUT.match(line_text(state, start))
    if not match:
        return False
    state.tokens[-1].meta["callout"] = match["type"].lower()
    title(state, start, match.start("title"), match["title"])
    state.line = start + 1
    return True


def spoiler(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """``>! what is hidden at first`` is no quotation; what it says is left to the rules for text."""
    if not silent and state.tokens and state.tokens[-1].type == "blockquote_open":
        state.tokens[-1].meta["callout"] = "spoiler" if line_text(state, start).startswith("! ") else "quote"
    return False


_ADMONITION = re.compile(
    r'(?:!!!|\?\?\?\+?|===[!+]?)[ \t]+(?P<type>[A-Za-z][\w-]*(?:[ \t]+[\w-]+){0,3})?[ \t]*(?:"(?P<title>.*)")?[^"]*$'
)


def admonition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``!!! note "Title"``, ``??? note`` and ``=== "Tab"`` with indented content."""
    line = line_text(state, start)
    match = _ADMONITION.match(line) if line.startswith(("!!!", "???", "===")) else None
    if not match or (match["title"] is None and (not match["type"] or match[0].startswith("="))):
        return False
    indent = state.sCount[start] + 4
    content = state.skipEmptyLines(start + 1)
    if content >= end or state.sCount[content] < indent:
        return False
    if silent:
        return True
    after = content
    while after < end and (state.isEmpty(after) or state.sCount[after] >= indent):
        after += 1
    container(state, (match["type"] or "").split(" ")[0].lower(), start, after)
    if match["title"]:
        title(state, start, match.start("title"), match["title"])
    nested(state, start + 1, after, indent)
    container_end(state)
    state.line = after
    return True


_PROSE = re.compile(
    r"(?:prf|proof):.*|(?:.*:)?(?:admonition|aside|attention|card|caution|danger|definition|dropdown|epigraph|error"
    r"|example|exercise|figure|glossary|grid|grid-item|grid-item-card|highlights|hint|important|list-table|margin|note|proof|pull-quote"
    r"|quote|remark|seealso|sidebar|solution|tab-item|tab-set|table|theorem|tip|topic|version\w+|warning)"
)
"""The names of MyST directives whose content is prose."""
_NO_TITLE = re.compile(r"(?:.*:)?(?:figure|image|include|video|iframe|version\w+)")
"""Those of directives whose argument is a path or a number."""
_DIRECTIVE = re.compile(r"(?P<fence>`{3,}|~{3,})[ \t]*\{(?P<name>[\w:+-]+)\}(?P<title>.*)$")
_OPTION = re.compile(r":[\w-]+:(?:\s|$)")


def _options_end(state: StateBlock, line: int, end: int) -> int:
    """The first line after a directive's options: ``:key: value`` lines, or YAML between ``---``."""
    if line < end and line_text(state, line).rstrip() == "---":
        close = find_line(state, line + 1, end, re.compile(r"^---\s*$"))
        return close + 1 if close > 0 else line
    while line < end and _OPTION.match(line_text(state, line)):
        line += 1
    return line


def directive(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A MyST directive in a code fence whose content is prose; any other stays code."""
    match = _DIRECTIVE.match(line_text(state, start))
    if not match or not _PROSE.fullmatch(match["name"].lower()):
        return False
    if silent:
        return True
    fence, name = match["fence"], match["name"].lower()
    close = find_line(state, start + 1, end, re.compile(rf"^{fence[0]}{{{len(fence)},}}[ \t]*$"))
    after = close if close > 0 else end
    container(state, name, start, min(after + 1, end))
    state.tokens[-1].meta.update(closed=close > 0, markup=fence)
    if not _NO_TITLE.fullmatch(name):
        title(state, start, match.start("title"), match["title"])
    nested(state, _options_end(state, start + 1, after), after, state.blkIndent)
    container_end(state)
    state.line = min(after + 1, end)
    return True


_COLONS = re.compile(
    r":{3,}[ \t]*(?P<name>\{[^{}]*\}|[A-Za-z][\w.-]*)?(?:\[(?P<label>[^\[\]]*)\])?(?P<title>.*?):*[ \t]*$"
)
_ATTRIBUTE = re.compile(r"[\s{](?:title|name)=(?P<quote>[\"'])(?P<title>.*?)(?P=quote)")
"""A title among Pandoc's attributes, as Quarto and bookdown have it: ``::: {.callout-note title="Words"}``."""
_CODE_NAMES = frozenset(("code", "code-block", "code-cell", "eval-rst", "literalinclude", "math", "mermaid", "toctree"))


def colon_fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``:::note`` and its closing line: the lines between are read as they stand."""
    line = line_text(state, start)
    match = _COLONS.match(line) if line.startswith(":::") else None
    if not match:
        return False
    if silent:
        return True
    name = (match["name"] or "").strip("{} ").split(" ")[0].lower()
    if name in _CODE_NAMES:
        close = find_line(state, start + 1, end, re.compile(r"^:{3,}\s*$"))
        return hidden(state, "code_block", start, close + 1 if close > 0 else start + 1)
    hidden(state, "colon_fence", start, start + 1)
    for group in ("label", "title"):
        if match[group] and not match[group].lstrip().startswith("{") and not _NO_TITLE.fullmatch(name):
            title(state, start, match.start(group), match[group])
    if (match["name"] or "").startswith("{"):
        if named := _ATTRIBUTE.search(match["name"]):
            title(state, start, match.start("name") + named.start("title"), named["title"])
        state.line = _options_end(state, start + 1, end)
    return True


_COMPONENT = re.compile(r"^[ \t]*(</?)([A-Z][\w.]*)", re.MULTILINE)
_TAG = re.compile(r"</?([A-Z][\w.]*)")


def _components(state: StateBlock) -> dict[int, int]:
    """The line of the closing tag for each line on which a JSX component opens, found once for a document."""
    pairs: dict[int, int] | None = state.env.get("components")
    if pairs is not None:
        return pairs
    pairs = state.env["components"] = {}
    src, stack = state.src, list[tuple[str, int]]()
    starts = [0, *(match.end() for match in re.finditer("\n", src))]
    for match in _COMPONENT.finditer(src):
        line, name = bisect_right(starts, match.start()) - 1, match[2]
        if match[1] == "<":
            end = sought(state, partial(tag_end, src, match.start(1), len(src)))
            if end > 0 and src[end - 2] != "/":
                stack.append((name, line))
        elif any(name == opened for opened, _ in stack[-DEEPEST:]):
            while stack[-1][0] != name:
                stack.pop()
            pairs[stack.pop()[1]] = line
    return pairs


def _last_line(state: StateBlock, line: int, stop: int) -> int:
    """The line that ends with what ends at an index, from a line on; -1 if more follows, or there is no such index."""
    if stop < 0:
        return -1
    while state.eMarks[line] < stop:
        line += 1
    return -1 if state.src[stop : state.eMarks[line]].strip() else line


def expression(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """In MDX, ``{…}`` over several lines: JavaScript. Comments, which may be directives, are read elsewhere."""
    begin = state.bMarks[start] + state.tShift[start]
    if silent or not state.env["mdx"] or state.src.startswith("{/*", begin):
        return False
    most = min(state.eMarks[end - 1], begin + LONGEST_TAG)
    stop = sought(state, partial(braces_end, state.src, begin, most))
    last = _last_line(state, start, stop)
    return last > start and hidden(state, "expression", start, last + 1)


def component(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line that is a JSX tag; the lines up to its closing tag are Markdown, however they are indented."""
    begin = state.bMarks[start] + state.tShift[start]
    match = _TAG.match(state.src, begin)
    if not match:
        return False
    stop = sought(state, partial(tag_end, state.src, begin, state.eMarks[end - 1]))
    last = _last_line(state, start, stop)
    if last < 0:
        return False
    if silent:
        return True
    close = _components(state).get(start, -1) if state.src[begin + 1] != "/" and state.src[stop - 2] != "/" else -1
    rows = [state.sCount[line] for line in range(last + 1, close) if not state.isEmpty(line)] if close < end else []
    if not rows or min(rows) < state.blkIndent:
        return hidden(state, "component", start, last + 1)
    container(state, match[1].lower(), start, close)
    nested(state, last + 1, close, min(rows))
    container_end(state)
    state.line = close
    return True
