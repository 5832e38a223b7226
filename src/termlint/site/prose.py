"""The glossary's Markdown as HTML: no raw HTML, no pictures, and links to senses that lead to their places."""

from __future__ import annotations

import textwrap
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markupsafe import Markup

from termlint import addresses
from termlint.exports import prose as exported
from termlint.model import LINK

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

SHORT = 200
"""So many characters of a description are shown by search engines and where a page is linked to."""


def block(text: str, root: str) -> Markup:
    """Paragraphs and what else Markdown has; `root` leads to the site's root."""
    return Markup(_markdown().render(text, {"root": root}))  # noqa: S704 - the renderer escapes


def inline(text: str, root: str) -> Markup:
    """A line, without a paragraph around it."""
    return Markup(_markdown().renderInline(text, {"root": root}).strip())  # noqa: S704 - as above


def plain(text: str) -> str:
    """The words of Markdown, for where there is no HTML; links to senses are words, too."""
    return exported.plain(LINK.sub(lambda link: link["label"] or _name(link["sense"]), text), {})


def short(text: str) -> str:
    """The same on one line of at most so many characters, for where there is little room."""
    return textwrap.shorten(plain(text), SHORT, placeholder=" …")


def _name(sense: str) -> str:
    """What a sense is called in running text: ``policy (mapping)``."""
    slug, _, name = sense.partition(".")
    words = slug.replace("-", " ")
    return f"{words} ({name.replace('-', ' ')})" if name else words


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    markdown.inline.ruler.before("link", "sense", _sense)
    return markdown


def _sense(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - as markdown-it calls it
    """Read ``[[policy.mapping]]`` or ``[[policy.mapping|words]]``."""
    link = LINK.match(state.src, state.pos)
    if not link:
        return False
    if not silent:
        state.push("link_open", "a", 1).attrs = {"href": state.env["root"] + addresses.entry(link["sense"])}
        state.push("text", "", 0).content = link["label"] or _name(link["sense"])
        state.push("link_close", "a", -1)
    state.pos = link.end()
    return True
