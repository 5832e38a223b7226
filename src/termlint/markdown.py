"""Markdown to a `Document`: the prose of a draft in blocks, each character of it with its place in the source.

`read` lets markdown-it-py find the blocks and parses each block's content itself. What is prose and what is not is
decided here (blocks), in `markdown_blocks` and `markdown_inline` (the rules) and in `markdown_text` (inline tokens).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from termlint.markdown_blocks import QUOTES, block_parser
from termlint.markdown_html import segments
from termlint.markdown_inline import inline_parser
from termlint.markdown_places import Source
from termlint.markdown_text import clean, comment_directive
from termlint.model import Block, BlockKind, Directive, Document, Problem, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.token import Token

    from termlint.markdown_places import Located

DEEPEST = 100
_CALLOUT = re.compile(r"\[!(?P<type>[\w-]+)(?:\|[^\[\]]*)?\][+-]?[ \t]*(?P<title>[^\n]*)\n?")
_NEVER_CLOSED = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>"}
_RAW = re.compile(r"<(script|pre|style|textarea)(?=[\s>]|$)", re.IGNORECASE)
_ANCHOR = re.compile(r"\s\[\[[a-z0-9-]+\]\]$")
_SPANNING = re.compile(r"<(/?)(blockquote|svg|math)\b[^<>]*>", re.IGNORECASE)


def read(path: str, source: str) -> Document:
    """The document that a Markdown text is."""
    return _Walk(path, Source(source)).document()


@cache
def _parser() -> MarkdownIt:
    """markdown-it with the rules of this project."""
    markdown = MarkdownIt("zero")
    markdown.inline = inline_parser()
    markdown.block = block_parser()
    markdown.configure("commonmark", {"maxNesting": DEEPEST, "tasklists": True})
    markdown.use(deflist_plugin).use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    own = [rule for chain in ("block", "inline") for rule in markdown[chain].ruler.get_all_rules()]
    markdown.enable([rule for rule in own if rule not in {"linkify", "footnote_ref"}])
    markdown.enable("strikethrough").disable(["footnote_ref", "fragments_join"])
    # Link targets are to be kept as written, and a target that a renderer would refuse is no prose either.
    markdown.normalizeLink = markdown.normalizeLinkText = lambda url: url  # type: ignore[method-assign, assignment]
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return markdown


class _Context(NamedTuple):
    """What a block stands in."""

    kind: BlockKind = "paragraph"
    level: int = 0
    quoted: bool = False
    depth: int = 0
    """How many list items it stands in."""


class _Walk:
    """One pass over the block tokens of a document."""

    def __init__(self, path: str, source: Source) -> None:
        self.path = path
        self.source = source
        self.env: dict[str, Any] = {"mdx": path.endswith(".mdx")}
        self.tokens: list[Token] = []
        self.blocks: list[Block] = []
        self.directives: list[Directive] = []
        self.problems: list[Problem] = []
        self.front_matter: Span | None = None
        self.contexts = [_Context()]
        self.callouts: set[int] = set()
        self.regions: dict[str, list[tuple[tuple[int, int], tuple[int, int]]]] = {}

    def document(self) -> Document:
        """The blocks, directives and problems, in order."""
        _parser().block.parse(self.source.text, _parser(), self.env, self.tokens)
        self.regions = _spanning_elements(self.tokens)
        for index, token in enumerate(self.tokens):
            read = _READERS.get(token.type)
            if read:
                read(self, index, token)
            elif token.nesting and token.type in _CONTEXTS:
                self.contexts.append(_CONTEXTS[token.type](self.contexts[-1], token))
            elif token.type in _CLOSINGS:
                self.contexts.pop()
        for line in self.env.get("too_deep", []):
            self._problem(
                line,
                1,
                f"lists or quotations are nested more than {DEEPEST // 2} deep here; what is deeper was not read",
            )
        return Document(
            self.path,
            self.source.source,
            tuple(self.blocks),
            tuple(sorted(self.directives, key=lambda directive: directive.span)),
            self.front_matter,
            tuple(sorted(self.problems, key=lambda problem: (problem.line, problem.column))),
        )

    def _problem(self, line: int, column: int, message: str) -> None:
        """Note a problem at a line counted from 0."""
        self.problems.append(Problem(self.path, message, line + 1, column))

    def _inside(self, element: str, index: int, offset: int = 0) -> bool:
        """Whether a place lies within an HTML element that reaches over several blocks."""
        return any(first < (index, offset) < last for first, last in self.regions.get(element, ()))

    # -- readers of single tokens: (walk, index, token)

    def inline(self, index: int, token: Token) -> None:
        """A block of prose, or a callout's title and the text below it."""
        located = self.source.locate(token)
        first, after = token.map or (0, 1)
        if located is None:
            self._problem(
                first, 1, "this block could not be placed in the source and was not checked; please report it"
            )
            return
        context = self.contexts[-1]
        quoted = context.quoted or self._inside("blockquote", index)
        if self._inside("svg", index) or self._inside("math", index):
            return
        span = self.source.span(first, after)
        if index in self.callouts and (match := _CALLOUT.match(token.content)):
            title = located.part(*match.span("title")) if match["title"] else None
            if title:
                self._block(title, "paragraph", 0, quoted=quoted, span=self.source.span(first, first + 1))
            if match.end() == len(token.content):
                return
            located = located.part(match.end(), len(token.content))
            span = self.source.span(first + 1, after)
        self._block(located, context.kind, context.level, quoted=quoted, span=span)

    def html(self, index: int, token: Token) -> None:
        """The text between the tags of an HTML block."""
        self._check_closed_html(token)
        located = self.source.locate(token)
        first, _after = token.map or (0, 1)
        if located is None:
            self._problem(first, 1, "this HTML could not be placed in the source and was not checked; please report it")
            return
        for start, end, kind, level, comment in segments(token.content):
            if comment:
                directive = comment_directive(token.content[start:end], located.span(start, end))
                self.directives += [directive] if directive else []
            elif not (self._inside("svg", index, start) or self._inside("math", index, start)):
                quoted = self.contexts[-1].quoted or self._inside("blockquote", index, start)
                rows = first + token.content.count("\n", 0, start), first + token.content.count("\n", 0, end) + 1
                self._block(located.part(start, end), kind, level, quoted=quoted, span=self.source.span(*rows))

    def fence(self, _index: int, token: Token) -> None:
        """Code; a fence that nothing closes swallows the rest, which is a problem."""
        first, after = token.map or (0, 1)
        rows = token.content.count("\n") + (not token.content.endswith("\n") and bool(token.content))
        if after - first - rows == 1:
            column = len(self.source.rows[first]) - len(token.markup + token.info) + 1
            what = f"lines {first + 2} to {after} count" if after > first + 1 else "nothing after it counts"
            self._problem(first, column, f"the code fence {token.markup} is never closed: {what} as code, not checked")

    def matter(self, _index: int, token: Token) -> None:
        """Front matter."""
        after = token.map[1] if token.map else 0
        closed: bool = token.meta["closed"]
        if not closed:
            fence = self.source.rows[0].rstrip()
            self._problem(
                0, 1, f"the front matter that starts here is never closed with {fence}; the text after it was checked"
            )
        if token.meta["yaml"]:
            start, last = self.source.starts[1], after - 1 if closed else after
            self.front_matter = Span(
                start,
                max(self.source.starts[last] if last < len(self.source.starts) else len(self.source.source), start),
            )

    def quote(self, index: int, token: Token) -> None:
        """A block quotation, or a callout of the draft's own."""
        outer = self.contexts[-1]
        content = self.tokens[index + 2] if self.tokens[index + 1].type == "paragraph_open" else token
        callout = _CALLOUT.match(content.content) if content.type == "inline" else None
        if callout:
            self.callouts.add(index + 2)
        quoted = outer.quoted or not callout or callout["type"].lower() in QUOTES
        self.contexts.append(_Context(quoted=quoted, depth=outer.depth))

    def container(self, _index: int, token: Token) -> None:
        """An admonition, directive or component."""
        outer = self.contexts[-1]
        self.contexts.append(_Context(quoted=outer.quoted or token.meta["quoted"], depth=outer.depth))
        if not token.meta.get("closed", True):
            self._problem(
                token.map[0] if token.map else 0, 1, f"the directive that {token.meta['markup']} opens is never closed"
            )

    def _block(self, located: Located, kind: BlockKind, level: int, *, quoted: bool, span: Span) -> None:
        """Add a block of prose, and after it the inline footnotes within."""
        if kind == "heading" and (anchor := _ANCHOR.search(located.content)):
            located = located.part(0, anchor.start())
        if not located.content.strip():
            return
        tokens = _parser().inline.parse(located.content, _parser(), self.env, [])
        self._add(tokens, located, kind, level, quoted=quoted, span=span)

    def _add(
        self, tokens: Sequence[Token], located: Located, kind: BlockKind, level: int, *, quoted: bool, span: Span
    ) -> None:
        text, pieces, marks, notes, directives = clean(tokens, located)
        self.directives += directives
        if text:
            self.blocks.append(Block(text, pieces, kind, span, level, quoted, marks))
        for note in notes:
            self._add(note, located, "footnote", 0, quoted=quoted, span=span)

    def _check_closed_html(self, token: Token) -> None:
        content = token.content
        opener = next((opener for opener in _NEVER_CLOSED if content.startswith(opener)), "")
        closer = _NEVER_CLOSED.get(opener, "")
        if not opener and (raw := _RAW.match(content)):
            opener, closer = raw[0], f"</{raw[1].lower()}>"
        if opener and closer not in content.lower():
            first = token.map[0] if token.map else 0
            column = len(self.source.rows[first]) - len(content.partition("\n")[0]) + 1
            self._problem(first, column, f"{opener} is never closed with {closer}: what follows was not checked")


def _spanning_elements(tokens: Sequence[Token]) -> dict[str, list[tuple[tuple[int, int], tuple[int, int]]]]:
    """By name, the extent of each HTML element that matters to the blocks within: token and offset of both its tags."""
    regions: dict[str, list[tuple[tuple[int, int], tuple[int, int]]]] = {}
    opened: dict[str, list[tuple[int, int]]] = {}
    for index, token in enumerate(tokens):
        if token.type != "html_block":
            continue
        for match in _SPANNING.finditer(token.content):
            name = match[2].lower()
            if not match[1]:
                opened.setdefault(name, []).append((index, match.start()))
            elif opened.get(name):
                first = opened[name].pop()
                if not opened[name]:
                    regions.setdefault(name, []).append((first, (index, match.start())))
    return regions


_READERS: dict[str, Callable[[_Walk, int, Token], None]] = {
    "inline": _Walk.inline,
    "html_block": _Walk.html,
    "fence": _Walk.fence,
    "front_matter": _Walk.matter,
    "blockquote_open": _Walk.quote,
    "container_open": _Walk.container,
}
_CONTEXTS: dict[str, Callable[[_Context, Token], _Context]] = {
    "list_item_open": lambda outer, _: _Context("item", outer.depth + 1, outer.quoted, outer.depth + 1),
    "heading_open": lambda outer, token: _Context("heading", int(token.tag[1]), outer.quoted, outer.depth),
    "th_open": lambda outer, _: outer._replace(kind="cell", level=0),
    "td_open": lambda outer, _: outer._replace(kind="cell", level=0),
    "dt_open": lambda outer, _: outer._replace(kind="definition-term", level=0),
    "dd_open": lambda outer, _: outer._replace(kind="definition", level=0),
    "footnote_reference_open": lambda outer, _: outer._replace(kind="footnote", level=0),
}
_CLOSINGS = frozenset(name.replace("_open", "_close") for name in (*_CONTEXTS, "blockquote_open", "container_open"))
