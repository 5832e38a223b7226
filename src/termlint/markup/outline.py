"""The outline of a draft, for what is to be inserted in it: its top-level blocks, its notes, its kinds of callout."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import permutations
from typing import TYPE_CHECKING, Any, NamedTuple

from termlint.markup.fences import fenced
from termlint.markup.inline import BLOCK_NAME
from termlint.markup.markdown import block_tokens, inline_tokens
from termlint.markup.places import Source
from termlint.model import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markdown_it.token import Token

_TABLES = frozenset(("table_open", "grid_table"))
_CAPTION = re.compile(r"(?:[Tt]able)?:\s")
"""How Pandoc and Quarto begin the caption of a table, a paragraph above or below it."""
_DECK = re.compile(r"marp:\s+true\s*(?:#.*)?$")
"""What front matter says of a deck of slides."""
_SHORTCODE = re.compile(r"\{\{[<%] *\w")


class Root(NamedTuple):
    """A top-level block, without blank lines after it, but with what has no block of its own, such as link targets."""

    kind: str
    """The type of its token: ``paragraph_open``."""
    span: Span
    glued: bool
    """Whether the next one follows without a blank line."""


class Note(NamedTuple):
    """A footnote's definition."""

    label: str
    span: Span
    """From its label to the end of its last line."""


class Outline(NamedTuple):
    """What stands where in a draft."""

    roots: tuple[Root, ...]
    notes: tuple[Note, ...]
    """Those that stand at the top level."""
    labels: frozenset[str]
    """The labels of these and all others, as renderers compare them."""
    openers: tuple[str, ...]
    """The lines on which its callouts, directives and the like open, without their indentation."""
    unfit: tuple[Span, ...]
    """Lines whose text is Markdown in part or not at all: raw HTML, and titles within an opening line."""
    apart: tuple[Span, ...]
    """Hugo's ``{{< shortcodes >}}``: what stands between two is rendered by itself, and knows no notes of the rest.

    Marp's slides know none at all: such a deck is apart as a whole, unless it has notes and so what renders them.
    """
    mdx: bool
    """Whether its comments are those of MDX."""

    def root(self, at: int) -> int:
        """The number of the top-level block that a place is in."""
        return bisect_right(self.roots, at, key=lambda root: root.span.start) - 1


def outline(path: str, text: str) -> Outline:
    """The outline of a draft's source."""
    source = Source(text)
    tokens, env = block_tokens(path, source)
    fences = fenced(tokens, source)
    starts = _starts(tokens, source, fences.opening)
    ends = [*(line for line, _ in starts), len(source.rows)][1:]
    roots = [_root(kind, line, end, source) for (line, kind), end in zip(starts, ends, strict=False)]
    defined = [token for token in tokens if token.type == "footnote_reference_open"]
    notes = [_note(token, source) for token in defined if not token.level]
    labels = frozenset(str(token.meta["label"]).casefold() for token in defined)
    unfit = [
        source.span(*token.map)
        for i, token in enumerate(tokens)
        if token.map and (token.type == "html_block" or _is_title(tokens, i))
    ]
    openers = [source.rows[line].lstrip(" \t>") for line in _opening(tokens, source)]
    apart = [source.span(*lines) for lines in fences.lines if source.rows[lines[0]].lstrip(" \t>").startswith("{{<")]
    if not defined and _is_deck(tokens, source):
        apart.append(Span(0, len(text)))
    mdx = env["mdx"] or any(_has_mdx_comment(token, env) for token in tokens)
    return Outline(tuple(roots), tuple(notes), labels, tuple(openers), tuple(unfit), tuple(apart), mdx)


def _has_mdx_comment(token: Token, env: dict[str, Any]) -> bool:
    """Whether a block has a comment as MDX has it: that of HTML would end the build there, whatever the file's name."""
    if token.type != "inline" or "{/*" not in token.content:
        return False
    dropped = (inner.meta["at"] for inner in inline_tokens(token.content, env) if inner.type == "drop")
    return any(token.content.startswith("{/*", at) for at in dropped)


def _is_deck(tokens: Sequence[Token], source: Source) -> bool:
    """Whether front matter says that Marp makes slides of the draft."""
    lines = tokens[0].map if tokens and tokens[0].type == "front_matter" else None
    return any(map(_DECK.match, source.rows[slice(*lines)])) if lines else False


def _starts(
    tokens: Sequence[Token], source: Source, opening: Mapping[int, Sequence[tuple[int, int]]]
) -> list[tuple[int, str]]:
    """The line and kind of each top-level block; what stands between colon fences is one."""
    starts: list[tuple[int, str]] = []
    reach = 0
    for i, token in enumerate(tokens):
        if token.level or token.nesting < 0 or not token.map or token.type == "inline":
            continue
        line = token.map[0]
        content = tokens[i + 1].content if token.type == "paragraph_open" else ""
        if starts and (
            BLOCK_NAME.match(content) or all(source.rows[at].startswith("===") for at in (starts[-1][0], line))
        ):
            continue  # the name of the block before it, or the next tab of a set
        if starts and _captioned(starts[-1], (line, token.type), source):
            starts[-1] = (starts[-1][0], "captioned_table")
            continue
        if line >= reach or (starts and starts[-1][0] == line):
            starts.append((line, token.type))
        if token.type == "colon_fence":
            reach = max([reach, *(after for _, after in opening.get(i, ()))])
    return starts


def _captioned(above: tuple[int, str], below: tuple[int, str], source: Source) -> bool:
    """Whether of two blocks that follow each other one is a table and the other its caption."""
    return any(
        table in _TABLES and kind == "paragraph_open" and _CAPTION.match(source.rows[line].lstrip())
        for (_, table), (line, kind) in permutations((above, below))
    )


def _root(kind: str, line: int, end: int, source: Source) -> Root:
    """The block that starts on a line; the next one starts at `end`."""
    last = _last(line, end, source)
    glued = last + 1 == end < len(source.rows)
    return Root(kind, Span(source.starts[line], source.end(last)), glued)


def _note(token: Token, source: Source) -> Note:
    first, after = token.map or (0, 1)
    return Note(str(token.meta["label"]), source.span(first, _last(first, after, source) + 1))


def _last(first: int, after: int, source: Source) -> int:
    """The last of some lines that is not blank; the first of them if all are."""
    return next((line for line in range(after - 1, first, -1) if source.rows[line].strip()), first)


def _is_title(tokens: Sequence[Token], i: int) -> bool:
    """Whether a token is the title in the opening line of a callout or directive."""
    cell = i > 0 and tokens[i - 1].type in {"th_open", "td_open"}
    return tokens[i].type == "inline" and "places" in tokens[i].meta and not cell


def _opening(tokens: Sequence[Token], source: Source) -> list[int]:
    """The lines on which a callout or its like may open."""
    lines = []
    for token in tokens:
        if not token.map:
            continue
        line = token.map[0]
        shortcode = token.type in {"paragraph_open", "template_code"} and _SHORTCODE.match(source.rows[line].lstrip())
        if token.type in {"blockquote_open", "container_open", "colon_fence"} or shortcode:
            lines.append(line)
    return lines
