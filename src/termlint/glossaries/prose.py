"""Markdown of the glossary's texts: how it is read, and its parts, for formats that write it in their own way."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from termlint.vocabulary import LINK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from markdown_it.rules_inline import StateInline

Style = Literal["text", "emphasis", "strong", "code", "sense", "link", "break"]


class Part(NamedTuple):
    """A run of text; `target` is the sense's id or the address that it links to."""

    style: Style
    text: str
    """Its words, without markup; of a break, a newline, or two where a paragraph ends."""
    target: str = ""
    parts: tuple[Part, ...] = ()
    """What emphasis is laid on, or what a link has for words: text, and what else stands in it."""


_STYLES: Mapping[str, Style] = {"em": "emphasis", "strong": "strong"}
_BETWEEN = {**dict.fromkeys(("bullet_list", "ordered_list", "list_item", "table", "thead", "tbody"), "\n"), "tr": " "}
"""What stands between the blocks in one of these, where it is no end of a paragraph."""


def reader() -> MarkdownIt:
    """CommonMark and tables with links to senses, which are tokens of their own; no HTML, no pictures."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    markdown.inline.ruler.before("link", "sense", _sense)
    return markdown


def parts(markdown: str, labels: Mapping[str, str]) -> Iterator[Part]:
    """The parts of a text in order; a link to a sense without words of its own gets the sense's label."""
    return _blocks(SyntaxTreeNode(_reader().parse(markdown)), labels)


def plain(markdown: str, labels: Mapping[str, str]) -> str:
    """The words of a text, without markup, on lines as long as its paragraphs and the items of its lists."""
    return "".join(part.text for part in parts(markdown, labels))


def _sense(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - as markdown-it calls it
    """Read ``[[policy.mapping]]`` or ``[[policy.mapping|words]]``."""
    link = LINK.match(state.src, state.pos)
    if not link:
        return False
    if not silent:
        token = state.push("sense", "", 0)
        token.content, token.meta = link["label"] or "", {"sense": link["sense"]}
    state.pos = link.end()
    return True


_reader = cache(reader)


def _blocks(node: SyntaxTreeNode, labels: Mapping[str, str]) -> Iterator[Part]:
    """What stands in a block, with what is between the blocks in it."""
    first = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else 0
    for number, block in enumerate(node.children):
        if number:
            yield Part("break", _BETWEEN.get(node.type, "\n\n"))
        if block.type == "list_item":
            yield Part("text", "- " if node.type == "bullet_list" else f"{first + number}. ")
        if block.type == "inline":
            yield from _inlines(block, labels)
        elif block.children:
            yield from _blocks(block, labels)
        elif block.content:
            yield Part("code", block.content.rstrip("\n"))


def _inlines(node: SyntaxTreeNode, labels: Mapping[str, str]) -> Iterator[Part]:
    for each in node.children:
        within = tuple(_inlines(each, labels))
        words = "".join(part.text for part in within)
        address = str(each.attrs.get("href", ""))
        match each.type:
            case "sense":
                sense = each.meta["sense"]
                yield Part("sense", each.content or labels.get(sense, sense), sense)
            case "link" if address.startswith(("https:", "http:")):
                yield Part("link", words, address, within)
            case "em" | "strong":
                yield Part(_STYLES[each.type], words, parts=within)
            case "code_inline":
                yield Part("code", each.content)
            case "text" if not each.content:
                pass  # what is left of a delimiter
            case "hardbreak":
                yield Part("break", "\n")
            case _:
                yield from within or [Part("text", " " if each.type == "softbreak" else each.content)]
