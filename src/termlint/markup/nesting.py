"""What the block rules share: a parser that bounds nesting, and ways to read the lines of a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markdown_it.parser_block import ParserBlock

from termlint.markup.places import Place
from termlint.markup.state import MOST_MISSES

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from markdown_it.rules_block import StateBlock

    Rule = Callable[[StateBlock, int, int, bool], bool]

DEEPEST = 100
"""How deep containers may stand in each other; a list counts twice."""
QUOTES = frozenset(("blockquote", "cite", "epigraph", "pull-quote", "quote"))
"""Callouts and admonitions that hold somebody else's words."""


class BoundedBlock(ParserBlock):
    """The block parser; it notes the lines that it leaves unread because they are nested too deep."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803  (markdown-it's names)
        """Read the lines of one container."""
        if state.level >= state.md.options["maxNesting"] and state.skipEmptyLines(startLine) < endLine:
            state.env.setdefault("too_deep", []).append(state.skipEmptyLines(startLine))
        super().tokenize(state, startLine, endLine)


def line_text(state: StateBlock, line: int) -> str:
    """A line's text without its container's prefix and its indentation."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def hidden(state: StateBlock, kind: str, first: int, after: int, **meta: Any) -> bool:  # noqa: ANN401
    """Read the lines as one token that holds no prose."""
    token = state.push(kind, "", 0)
    token.map = [first, after]
    token.meta.update(meta)
    state.line = after
    return True


def title(state: StateBlock, line: int, start: int, text: str) -> None:
    """A title within a line, `start` characters after the line's text begins."""
    if not text.strip():
        return
    start += len(text) - len(text.lstrip())
    token = state.push("inline", "", 0)
    token.content = text.strip()
    token.map = [line, line + 1]
    token.children = []
    begin = state.bMarks[line] + state.tShift[line] + start
    token.meta["places"] = [(0, Place(line, state.eMarks[line] - begin))]


def nested(state: StateBlock, first: int, after: int, indent: int) -> None:
    """Read lines as blocks of their own, from an indentation on."""
    saved = state.blkIndent, state.lineMax, state.parentType, state.tight
    state.blkIndent, state.lineMax, state.parentType = indent, after, "root"
    state.md.block.tokenize(state, first, after)
    state.blkIndent, state.lineMax, state.parentType, state.tight = saved


def find_line(state: StateBlock, first: int, after: int, closer: re.Pattern[str], *, blanks: bool = True) -> int:
    """The first line with a match before `after` (and before a blank line, if `blanks` is false); -1 if there is none.

    The last search of a container is remembered: many openers for one closer, or for none, must not cost a scan each.
    """
    searched = state.env.setdefault("searched", {})
    key = closer.pattern, after, blanks, state.level
    start, stop, found = searched.get(key, (0, -1, -1))
    if start <= first <= stop:
        return int(found)
    line, found = first, -1
    while line < after and (blanks or not state.isEmpty(line)):
        if closer.search(line_text(state, line)):
            found = line
            break
        line += 1
    searched[key] = (first, line, found)
    return found


def sought(state: StateBlock, find: Callable[[], int]) -> int:
    """What a search finds; -1 if it finds nothing, or after too many in the draft that found nothing."""
    misses = state.env.get("misses", 0)
    if misses > MOST_MISSES:
        return -1
    found = find()
    state.env["misses"] = misses + (found < 0)
    return found


def container(state: StateBlock, name: str, line: int, after: int) -> None:
    """Open a container of the draft's own; its name may say that it holds a quotation."""
    token = state.push("container_open", "", 1)
    token.map = [line, after]
    token.meta["quoted"] = name in QUOTES


def container_end(state: StateBlock) -> None:
    """Close it."""
    state.push("container_close", "", -1)
