"""Mentions of the glossary's terms in a document, found without a parse."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from termlint.markup import sentences
from termlint.model import Mention, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from termlint.model import Block, Document
    from termlint.vocabulary import Glossary


_WORD = re.compile(r"\w+")
_FOREIGN = re.compile(r"[^\W\x00-\x7f]")
"""Letters that the patterns may match in another case in ways that `str.lower` does not know."""


def find(document: Document, glossary: Glossary) -> tuple[Mention, ...]:
    """Every mention, in the order of the draft; mentions of different terms may overlap."""
    forms = _forms_of(glossary)
    return tuple(mention for i, block in enumerate(document.blocks) for mention in _in_block(block, i, forms))


def places(text: str, glossary: Glossary) -> list[tuple[Span, str]]:
    """Where each term stands in a text that is no block of prose."""
    return _forms_of(glossary).find(text)


def again(mention: Mention, block: Block) -> re.Pattern[str]:
    """A pattern for the words of a mention in other texts."""
    return re.compile(rf"(?<![\w-]){re.escape(block.text[slice(*mention.at)])}(?![\w-])", re.IGNORECASE)


def _forms_of(glossary: Glossary) -> Forms:
    return _forms(tuple((term.id, term.forms) for term in glossary.terms.values()))


class Forms:
    """The written forms of all terms; of their patterns, only those are tried whose first words are in the text."""

    def __init__(self, terms: Mapping[str, tuple[str, ...]]) -> None:
        self.terms = terms
        self.by_first: dict[str, set[str]] = {}
        for term, forms in self.terms.items():
            for form in forms:
                first, *_ = _WORD.findall(form.lower())  # each has a letter
                self.by_first.setdefault(first, set()).add(term)

    def find(self, text: str) -> list[tuple[Span, str]]:
        """Where each term stands in a text, in order."""
        return sorted(
            (Span(*match.span()), term)
            for term in self._possible(text)
            for match in pattern(self.terms[term]).finditer(text)
        )

    def _possible(self, text: str) -> set[str]:
        """The terms that may be in a text."""
        if _FOREIGN.search(text):
            return set(self.terms)
        words = self.by_first.keys() & {*_WORD.findall(text.lower())}
        return set().union(*map(self.by_first.__getitem__, words))


@lru_cache(maxsize=8)
def _forms(terms: tuple[tuple[str, tuple[str, ...]], ...]) -> Forms:
    """The forms of some terms, prepared once for all drafts."""
    return Forms(dict(terms))


@cache
def pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for a term's written forms: whole words in any case; a hyphen, an en dash and a space are the same."""
    # Textbooks write “actor\u2013critic”. A dash between spaces joins no words.
    spellings = [r"[-\u2013\s]".join(map(re.escape, re.split(r"[-\s]", form))) for form in forms]
    longest_first = sorted(spellings, key=len, reverse=True)
    # A combining mark would make it another word.
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?![\w\u0300-\u036f])", re.IGNORECASE)


def _in_block(block: Block, index: int, forms: Forms) -> Iterator[Mention]:
    found = forms.find(block.text)
    if not found:
        return
    around = iter(sentences.split(block.text))
    sentence = next(around)
    for at, term in found:
        while at.start >= sentence.end:
            sentence = next(around)
        yield Mention(term, index, at, block.source_span(*at), sentence)
