"""The glossary's Markdown as HTML: no raw HTML, no pictures, and links to senses that lead to their places."""

from __future__ import annotations

import textwrap
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from termlint import addresses
from termlint.glossaries import prose as exported
from termlint.vocabulary import LINK

if TYPE_CHECKING:
    from collections.abc import MutableMapping, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token
    from markdown_it.utils import OptionsDict

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
    markdown = exported.reader()
    markdown.add_render_rule("sense", _sense)
    return markdown


def _sense(_: RendererHTML, tokens: Sequence[Token], at: int, __: OptionsDict, env: MutableMapping[str, str]) -> str:
    sense = tokens[at].meta["sense"]
    return f'<a href="{escape(env["root"] + addresses.entry(sense))}">{escape(tokens[at].content or _name(sense))}</a>'
