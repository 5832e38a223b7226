"""Markdown to a `Document`: the prose of a draft in blocks, each character of it with its place in the source.

`read` lets markdown-it-py find the blocks and parses each block's content itself. What is prose and what is not is
decided here (blocks), in `blocks` and `inline` (the rules) and in `text` (inline tokens).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from termlint.markup.blocks import block_parser, placed_note
from termlint.markup.fences import fenced
from termlint.markup.html import open_code, segments
from termlint.markup.inline import inline_parser
from termlint.markup.nesting import DEEPEST, QUOTES
from termlint.markup.places import Source
from termlint.markup.text import clean, comment_directive
from termlint.model import Block, BlockKind, Cell, Directive, Document, Problem, Reference, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from markdown_it.token import Token

    from termlint.markup.places import Located

INLINE_DEEPEST = 20
MOST_SIGNS = 50_000
"""Markup characters and line breaks of one block; more are the work of a machine, and slow to read."""
_SIGNS = re.compile(r"[\n!$&*:<=@\[\\\]^_`{~]")
_ANCHOR = re.compile(r"\s\[\[[a-z0-9-]+\]\]$")
_NEVER_CLOSED = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>"}
_RAW = re.compile(r"<(script|pre|style|textarea)(?=[\s>]|$)", re.IGNORECASE)
_SPANNING = re.compile(r"<(/?)(blockquote|svg|math)\b[^<>]*>", re.IGNORECASE)

Spot = tuple[int, int]
"""A block token's index, and an offset in its content."""


def read(path: str, source: str) -> Document:
    """The document that a Markdown text is."""
    return _Walk(path, Source(source)).document()


@cache
def _parser(deepest: int, *, mdx: bool = False) -> MarkdownIt:
    """markdown-it with the rules of this project; `mdx` has no code that is only indented."""
    markdown = MarkdownIt("zero")
    markdown.inline = inline_parser()
    markdown.block = block_parser()
    markdown.configure("commonmark", {"maxNesting": deepest, "tasklists": True})
    markdown.use(deflist_plugin).use(footnote_plugin, inline=False, move_to_end=False)
    markdown.block.ruler.at("footnote_def", placed_note, {"alt": ["paragraph", "reference"]})
    for chain in (markdown.block, markdown.inline):
        markdown.enable([rule for rule in chain.ruler.get_all_rules() if rule not in {"linkify", "footnote_ref"}])
    markdown.disable(["footnote_ref", "fragments_join", *(["code"] if mdx else [])])
    # Link targets are to be kept as written, and a target that a renderer would refuse is no prose either.
    markdown.normalizeLink = markdown.normalizeLinkText = lambda url: url  # type: ignore[method-assign, assignment]
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return markdown


def block_tokens(path: str, source: Source) -> tuple[list[Token], dict[str, Any]]:
    """The block tokens of a draft, and what the inline rules need to know of it."""
    mdx = path.lower().endswith(".mdx")
    markdown = _parser(DEEPEST, mdx=mdx)
    env: dict[str, Any] = {"mdx": mdx}
    tokens: list[Token] = []
    markdown.block.parse(source.text, markdown, env, tokens)
    return tokens, env


def inline_tokens(content: str, env: dict[str, Any]) -> list[Token]:
    """The inline tokens of a block's content."""
    markdown = _parser(INLINE_DEEPEST)
    return markdown.inline.parse(content, markdown, env, [])


class _Context(NamedTuple):
    """What a block stands in."""

    kind: BlockKind = "paragraph"
    level: int = 0
    quoted: bool = False
    cell: Cell | None = None
    lines: tuple[int, int] | None = None
    """Those of the innermost container, from the first up to the one after the last."""


class _Walk:
    """One pass over the block tokens of a document."""

    def __init__(self, path: str, source: Source) -> None:
        self.path = path
        self.source = source
        self.tokens, self.env = block_tokens(path, source)
        self.fences = fenced(self.tokens, source)
        self.quotes = _extents(self.tokens, {"blockquote"})
        self.fenced_quotes = [((first, 0), (after, 0)) for first, after in self.fences.quotes]
        self.hidden = _extents(self.tokens, {"svg", "math"})
        self.code = _template_code(self.tokens)
        self.blocks: list[Block] = []
        self.directives: list[Directive] = []
        self.references: list[Reference] = []
        self.problems: list[Problem] = []
        self.front_matter: Span | None = None
        self.contexts = [_Context()]
        self.cell = Cell(-1, -1, -1)
        """The last one."""

    def document(self) -> Document:
        """The blocks, directives and problems, in order."""
        for index, token in enumerate(self.tokens):
            self._take(index, token)
            del self.contexts[len(self.contexts) - self.fences.closing[index] :]
            self.contexts += [self.contexts[-1]._replace(lines=lines) for lines in self.fences.opening.get(index, ())]
        for line in self.env.get("too_deep", []):
            self._problem(line, 1, f"nested more than {DEEPEST} levels deep here: what is deeper was not checked")
        return Document(
            self.path,
            self.source.source,
            tuple(self.blocks),
            tuple(sorted(self.directives, key=lambda directive: directive.span)),
            self.front_matter,
            tuple(sorted(self.problems, key=lambda problem: (problem.line, problem.column))),
            tuple(sorted(self.references, key=lambda reference: reference.span)),
        )

    def _take(self, index: int, token: Token) -> None:
        """A block token."""
        if reader := _READERS.get(token.type):
            reader(self, index, token)
        elif kind := _KINDS.get(token.type):
            outer = self.contexts[-1]
            level = int(token.tag[1]) if kind == "heading" else 0
            lines = _lines(token) if token.map else outer.lines
            if kind == "cell":
                self.cell = self.cell._replace(column=self.cell.column + 1)
            cell = self.cell if kind == "cell" else None
            self.contexts.append(_Context(kind, level, outer.quoted, cell, lines))
        elif token.type in _CLOSINGS:
            self.contexts.pop()

    def table(self, _index: int, _token: Token) -> None:
        """A table begins."""
        self.cell = Cell(self.cell.table + 1, -1, -1)

    def row(self, _index: int, _token: Token) -> None:
        """A row begins; its empty cells count, though they are no blocks."""
        self.cell = Cell(self.cell.table, self.cell.row + 1, -1)

    def inline(self, index: int, token: Token) -> None:
        """A block of prose."""
        located = self._locate(token)
        if located and not self._is_hidden((index, 0)):
            self._block(located, self._context(index, 0), self.source.span(*_lines(token)))

    def html(self, index: int, token: Token) -> None:
        """The text between the tags of an HTML block."""
        self._check_closed(token)
        located = self._locate(token)
        if located is None:
            return
        line, counted = _lines(token)[0], 0
        for start, end, kind, level, comment in segments(token.content):
            line += token.content.count("\n", counted, start)
            counted = start
            if comment:
                directive = comment_directive(token.content[start:end], located.span(start, end))
                self.directives += [directive._replace(scope=self._scope())] if directive else []
            elif not token.content[start:end].isspace() and not self._is_hidden((index, start)):
                context = self._context(index, start)._replace(kind=kind, level=level)
                span = self.source.span(line, line + token.content.count("\n", start, end) + 1)
                self._block(located.part(start, end), context, span)

    def fence(self, _index: int, token: Token) -> None:
        """Code; a fence that nothing closes swallows the rest, which few authors mean."""
        first, after = _lines(token)
        rows = token.content.count("\n") + (not token.content.endswith("\n") and bool(token.content))
        if after - first - rows == 1:
            column = len(self.source.rows[first]) - len(token.markup + token.info) + 1
            what = f"lines {first + 2} to {after} count as code, not checked"
            if after == first + 1:
                what = "its list item or quotation ends here, and a closing fence further on opens another block"
            if not any(map(str.strip, self.source.rows[first + 1 :])):
                what = "nothing follows it, and a fence further up may lack its counterpart"
            self._notice(first, column, f"the code fence {token.markup} is never closed: {what}")

    def grid(self, _index: int, token: Token) -> None:
        """A table whose cells are not read."""
        first, after = _lines(token)
        self._notice(first, 1, f"lines {first + 1} to {after} are a table drawn with dashes, not checked")

    def matter(self, _index: int, token: Token) -> None:
        """Front matter."""
        first, after = _lines(token)
        if not token.meta["closed"]:
            fence = self.source.rows[0].rstrip()
            self._notice(0, 1, f"the front matter is never closed with {fence}: it was taken to end at line {after}")
        json = self.source.rows[first].startswith("{")  # whose braces belong to it
        last = after - 1 if token.meta["closed"] and not json else after
        end = self.source.starts[last] if last < len(self.source.starts) else len(self.source.source)
        self.front_matter = Span(self.source.starts[first + (not json)], end)

    def quote(self, _index: int, token: Token) -> None:
        """A block quotation, or a callout of the draft's own."""
        outer = self.contexts[-1]
        quoted = outer.quoted or token.meta.get("callout", "quote") in QUOTES
        self.contexts.append(_Context(quoted=quoted, lines=_lines(token)))

    def container(self, _index: int, token: Token) -> None:
        """An admonition, directive or component."""
        outer = self.contexts[-1]
        quoted = outer.quoted or token.meta["quoted"]
        self.contexts.append(_Context(quoted=quoted, lines=_lines(token)))
        if not token.meta.get("closed", True):
            self._notice(_lines(token)[0], 1, f"the directive that {token.meta['markup']} opens is never closed")

    def _problem(self, line: int, column: int, message: str) -> None:
        """Note what could not be read, at a line counted from 0."""
        self.problems.append(Problem(self.path, message, line + 1, column))

    def _notice(self, line: int, column: int, message: str) -> None:
        """Note what is read as CommonMark says, which may not be what the author meant, at a line counted from 0."""
        self.problems.append(Problem(self.path, message, line + 1, column, notice=True))

    def _context(self, index: int, offset: int) -> _Context:
        """What a place stands in."""
        context = self.contexts[-1]
        spot = index, offset
        quoted = context.quoted or _within(spot, self.quotes) or _within(spot, self.fenced_quotes)
        return context._replace(quoted=quoted)

    def _is_hidden(self, spot: Spot) -> bool:
        """Whether a place is in a drawing, a formula or code over several blocks."""
        return _within(spot, self.hidden) or _within(spot, self.code)

    def _scope(self) -> Span:
        """The container that is open."""
        lines = self.contexts[-1].lines
        return self.source.span(*lines) if lines else Span(0, len(self.source.source))

    def _locate(self, token: Token) -> Located | None:
        """A token's content with its places; None, and a problem, where it cannot be read."""
        located = self.source.locate(token)
        if located is None:
            self._problem(_lines(token)[0], 1, "could not be placed in the source, not checked: please report this")
        elif len(located.content) > MOST_SIGNS and len(_SIGNS.findall(located.content)) > MOST_SIGNS:
            self._problem(_lines(token)[0], 1, f"more than {MOST_SIGNS} markup characters in one block: not checked")
            return None
        return located

    def _block(self, located: Located, context: _Context, span: Span) -> None:
        """Add a block of prose, and after it the inline footnotes and images' alternative texts within."""
        if context.kind == "heading" and (anchor := _ANCHOR.search(located.content)):
            located = located.part(0, anchor.start())
        if located.content.strip():
            self._add(inline_tokens(located.content, self.env), located, context, span)

    def _add(self, tokens: Sequence[Token], located: Located, context: _Context, span: Span) -> None:
        text, pieces, marks, apart, directives, references = clean(tokens, located)
        self.references += references
        scope = span if text else self._scope()
        self.directives += (directive._replace(scope=scope) for directive in directives)
        if text:
            quoted = context.quoted or text.startswith("> ")  # whose sign a converter has escaped
            self.blocks.append(Block(text, pieces, context.kind, span, context.level, quoted, marks, context.cell))
        for kind, inside, part in apart:
            self._add(inside, part, context._replace(kind=kind, level=0, cell=None), span)

    def _check_closed(self, token: Token) -> None:
        """Note an HTML block that reaches to the end of what it stands in because nothing closes it."""
        content = token.content.lstrip(" ")
        opener = next((opener for opener in _NEVER_CLOSED if content.startswith(opener)), "")
        closer = _NEVER_CLOSED.get(opener, "")
        if raw := _RAW.match(content):
            opener, closer = raw[0], f"</{raw[1].lower()}>"
        if opener and closer not in content.lower():
            first, after = _lines(token)
            column = len(self.source.rows[first]) - len(content.partition("\n")[0]) + 1
            what = f"lines {first + 1} to {after} were not checked"
            self._notice(first, column, f"{opener} is never closed with {closer}: {what}")


def _lines(token: Token) -> tuple[int, int]:
    """The first line of a block token, and the line after its last."""
    first, after = token.map or (0, 1)
    return first, max(after, first + 1)


def _extents(tokens: Sequence[Token], names: Iterable[str]) -> list[tuple[Spot, Spot]]:
    """Where HTML elements of these names open and close, each name's outermost ones, in order."""
    opened: dict[str, list[Spot]] = {name: [] for name in names}
    extents = []
    for index, token in enumerate(tokens):
        if token.type != "html_block":
            continue
        for match in _SPANNING.finditer(token.content):
            stack = opened.get(match[2].lower())
            if stack is not None and not match[1]:
                stack.append((index, match.start()))
            elif stack:
                extents.append((stack.pop(), (index, match.start())))
                while not stack and len(extents) > 1 and extents[-2][0] > extents[-1][0]:
                    del extents[-2]
    return sorted(extents)


def _template_code(tokens: Sequence[Token]) -> list[tuple[Spot, Spot]]:
    """Where code of a template language goes on behind the HTML block that it begins in, up to what closes it."""
    extents: list[tuple[Spot, Spot]] = []
    closer, opened = None, 0
    for index, token in enumerate(tokens):
        at = 0
        if closer and (closing := closer.search(token.content)):
            extents.append(((opened + 1, 0), (index, closing.end())))
            closer, at = None, closing.end()
        if not closer and token.type == "html_block" and (closer := open_code(token.content, at)):
            opened = index
    return extents


def _within(spot: Spot, extents: Sequence[tuple[Spot, Spot]]) -> bool:
    """Whether a place lies in one of the extents."""
    number = bisect_right(extents, spot, key=lambda extent: extent[0]) - 1
    return number >= 0 and spot < extents[number][1]


_READERS: dict[str, Callable[[_Walk, int, Token], None]] = {
    "inline": _Walk.inline,
    "html_block": _Walk.html,
    "fence": _Walk.fence,
    "front_matter": _Walk.matter,
    "grid_table": _Walk.grid,
    "table_open": _Walk.table,
    "tr_open": _Walk.row,
    "blockquote_open": _Walk.quote,
    "container_open": _Walk.container,
}
_KINDS: dict[str, BlockKind] = {
    "list_item_open": "item",
    "heading_open": "heading",
    "th_open": "cell",
    "td_open": "cell",
    "dt_open": "definition-term",
    "dd_open": "definition",
    "footnote_reference_open": "footnote",
}
_CLOSINGS = frozenset(name.replace("_open", "_close") for name in (*_KINDS, "blockquote_open", "container_open"))
