"""Named word lists: what ``$goal_verbs`` stands for, and how words are made ready to match."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from termlint.glossaries.inflection import noun_forms, verb_forms
from termlint.nodes.schema import found, several
from termlint.nodes.yamltext import Fields, Items, Scalar, shown
from termlint.vocabulary import Words
from termlint.words import split

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from termlint.nodes.schema import Sheet
    from termlint.nodes.yamltext import Node
    from termlint.reading.predicates import Forms

MAX_PHRASES = 200_000
MAX_NESTED = 16
"""Lists may hold lists, so without bounds a small file could stand for any number of words."""

NAME = re.compile(r"[a-z][a-z0-9_]*")
"""What a list can be called."""
_WRITTEN = re.compile("[\\w'.;&/\u2010\u2011 -]+")


def _as_written(word: str) -> frozenset[str]:
    return frozenset([word])


_FORMS: Mapping[Forms, Callable[[str], frozenset[str]]] = {
    "verbs": verb_forms,
    "nouns": noun_forms,
    "words": _as_written,
}


class Lexicon:
    """The lists of some files, each made ready when it is first asked for."""

    def __init__(self) -> None:
        self._written: dict[str, tuple[Node, Sheet]] = {}
        self._ready: dict[str, frozenset[tuple[str, ...]]] = {}
        self._open: list[str] = []
        self._gathered = 0

    def add(self, node: Node, sheet: Sheet) -> None:
        """Take in the lists of a file; one whose name is known replaces it."""
        if not isinstance(node, Fields):
            sheet.report(node.at, f"this must map names to word lists, {found(node)}")
            return
        for name, value in node.values.items():
            if not NAME.fullmatch(name):
                sheet.report(node.keys[name], f"{shown(name)} is not a name for a list: write it like goal_verbs")
            self._written[name] = value, sheet

    def check(self) -> None:
        """Note what is wrong in any list, asked for or not."""
        for name in self._written:
            self._list(name)

    def words(self, node: Node, sheet: Sheet, forms: Forms = "words") -> Words | None:
        """The words of a predicate's argument, in some of their forms: a word, a ``$list``, or a list of these."""
        if isinstance(node, Fields):
            sheet.report(node.at, f"this must be a word, a $list or a list of them, {found(node)}")
            return None
        phrases = self._gather(node, sheet, _FORMS[forms])
        return Words(", ".join(str(item.value) for item in _scalars(node, sheet)), phrases)

    def _list(self, name: str) -> frozenset[tuple[str, ...]]:
        """The phrases of a named list."""
        if name not in self._ready:
            node, sheet = self._written[name]
            self._open.append(name)
            self._ready[name] = self._entry(node, sheet)
            self._open.pop()
        return self._ready[name]

    def _entry(self, node: Node, sheet: Sheet) -> frozenset[tuple[str, ...]]:
        """The phrases of a list as the lexicon writes it."""
        if isinstance(node, Items):
            return self._gather(node, sheet, _as_written)
        if not isinstance(node, Fields):
            sheet.report(node.at, f"this must be a list of words, or have the keys {', '.join(_FORMS)}, {found(node)}")
            return frozenset()
        for key in node.keys.keys() - _FORMS.keys():
            sheet.unknown(node.keys[key], "key", key, _FORMS)
        parts = [self._gather(node.values[key], sheet, forms) for key, forms in _FORMS.items() if key in node.values]
        return frozenset().union(*parts)

    def _gather(self, node: Node, sheet: Sheet, forms: Callable[[str], frozenset[str]]) -> frozenset[tuple[str, ...]]:
        """The phrases of the words in a node in their forms, and of the lists it names as those have them."""
        if isinstance(node, Scalar):
            return self._phrases(node, sheet, forms)
        phrases = frozenset().union(*(self._phrases(item, sheet, forms) for item in _scalars(node, sheet)))
        self._gathered += len(phrases)
        if self._gathered > MAX_PHRASES:
            sheet.report(node.at, f"the word lists amount to more than {MAX_PHRASES} phrases")
            return frozenset()
        return phrases

    def _phrases(
        self, item: Scalar, sheet: Sheet, forms: Callable[[str], frozenset[str]]
    ) -> frozenset[tuple[str, ...]]:
        """The phrases of one word or one named list."""
        if not isinstance(item.value, str):
            advice = ": put it in quotes" if item.value is not None else ""
            sheet.report(item.at, f"this must be a word, {found(item)}{advice}")
            return frozenset()
        if item.value.startswith("$"):
            return self._named(item, item.value[1:], sheet)
        word = item.value.strip().lower().replace("\u2019", "'")
        if not _WRITTEN.fullmatch(word) or not split(word):
            sheet.report(item.at, f"{shown(item.value)} is not a word: write words out, without * or other signs")
            return frozenset()
        return frozenset(tuple(split(form)) for form in forms(word))

    def _named(self, item: Scalar, name: str, sheet: Sheet) -> frozenset[tuple[str, ...]]:
        """The phrases of a list that another names."""
        if name not in self._written:
            sheet.unknown(item.at, "list", name, self._written)
        elif name in self._open:
            sheet.report(item.at, f"the list {shown(name)} contains itself: {' > '.join([*self._open, name])}")
        elif len(self._open) >= MAX_NESTED:
            sheet.report(item.at, f"lists are nested deeper than {MAX_NESTED} levels")
        else:
            return self._list(name)
        return frozenset()


def _scalars(node: Node, sheet: Sheet) -> Iterator[Scalar]:
    """The scalars of a list, or the one scalar; anything else in a list is noted."""
    for item in several(node, sheet):
        if isinstance(item, Scalar):
            yield item
        else:
            sheet.report(item.at, f"this must be a word or a $list, {found(item)}")
