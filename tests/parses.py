"""Mentions in context for tests: without a model each sentence is split at spaces and has no grammar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.lang.en import English

from termlint import markdown, mentions, predicates
from termlint.wordindex import DocumentIndex

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

    from termlint.model import Glossary
    from termlint.predicates import Context

words_only = English()


def contexts(source: str, glossary: Glossary, parse: Callable[[str], Doc] = words_only) -> list[Context]:
    """Each mention of a draft, ready to be asked."""
    document = markdown.read("draft.md", source)
    index = DocumentIndex(document)
    found = []
    for mention in mentions.find(document, glossary):
        sentence = document.blocks[mention.block].text[slice(*mention.sentence)]
        found.append(predicates.context(document, index, mention, parse(sentence), lambda *_: ()))
    return found
