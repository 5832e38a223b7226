"""Mentions of the glossary's terms in a document, found without a parse."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from termlint import sentences
from termlint.model import Mention, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from termlint.model import Block, Document, Glossary


def find(document: Document, glossary: Glossary) -> tuple[Mention, ...]:
    """Every mention, in the order of the draft; mentions of different terms may overlap."""
    patterns = {term.id: pattern(term.forms) for term in glossary.terms.values()}
    return tuple(mention for i, block in enumerate(document.blocks) for mention in _in_block(block, i, patterns))


@cache
def pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    """What finds a term's written forms: whole words in any case, a hyphen and a space being the same."""
    spellings = [r"[-\s]".join(map(re.escape, re.split(r"[-\s]", form))) for form in forms]
    longest_first = sorted(spellings, key=len, reverse=True)
    # A combining mark would make it another word.
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?![\w\u0300-\u036f])", re.IGNORECASE)


def _in_block(block: Block, index: int, patterns: Mapping[str, re.Pattern[str]]) -> Iterator[Mention]:
    found = sorted(
        (Span(*match.span()), term) for term, regex in patterns.items() for match in regex.finditer(block.text)
    )
    if not found:
        return
    around = iter(sentences.split(block.text))
    sentence = next(around)
    for at, term in found:
        while at.start >= sentence.end:
            sentence = next(around)
        yield Mention(term, index, at, block.source_span(*at), sentence)
