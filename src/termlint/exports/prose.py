"""Markdown of the glossary's texts in parts, for formats that write it in their own way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from termlint.model import LINK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Style = Literal["text", "emphasis", "strong", "code", "sense", "link"]


class Part(NamedTuple):
    """A run of text; `target` is the sense's id or the address that it links to."""

    style: Style
    text: str
    """Its words, without markup."""
    target: str = ""
    parts: tuple[Part, ...] = ()
    """What emphasis is laid on: text, and what else stands in it."""


_PARTS = re.compile(
    LINK.pattern
    + r"""
    | \[ (?P<link>[^\[\]]+) \] \( (?P<address>https?://[^\s()<>]+) \)
    | \*\* (?P<strong>(?!\s) (?: [^*] | \*[^\s*](?:[^*]*[^\s*])?\* )+ (?<!\s)) \*\*
    | \* (?P<emphasis>[^\s*](?:[^*]*[^\s*])?) \*
    | ` (?P<code>[^`\n]+) `
    """,
    re.VERBOSE,
)


def parts(markdown: str, labels: Mapping[str, str]) -> Iterator[Part]:
    """The parts of a text in order; a link to a sense without words of its own gets the sense's label."""
    at = 0
    for found in _PARTS.finditer(markdown):
        if found.start() > at:
            yield Part("text", markdown[at : found.start()])
        yield _part(found, labels)
        at = found.end()
    if at < len(markdown):
        yield Part("text", markdown[at:])


def plain(markdown: str, labels: Mapping[str, str]) -> str:
    """The words of a text, without markup, on lines as long as its paragraphs."""
    words = "".join(part.text for part in parts(markdown, labels))
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", words))


def _part(found: re.Match[str], labels: Mapping[str, str]) -> Part:
    if sense := found["sense"]:
        return Part("sense", found["label"] or labels.get(sense, sense), sense)
    if found["link"]:
        return Part("link", found["link"], found["address"])
    if found["code"]:
        return Part("code", found["code"])
    within = tuple(parts(found["strong"] or found["emphasis"], labels))
    return Part("strong" if found["strong"] else "emphasis", "".join(part.text for part in within), parts=within)
