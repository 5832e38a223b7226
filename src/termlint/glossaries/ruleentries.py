"""The format of the files of rules: the keys of a term's file, and what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termlint.glossaries import entries
from termlint.model import LEVELS
from termlint.nodes.schema import choice, flag, items, line, may, number, record, shape_of, shaped, table, text
from termlint.nodes.yamltext import Scalar, shown
from termlint.words import is_word

if TYPE_CHECKING:
    from termlint.nodes.schema import Kind, Sheet
    from termlint.nodes.yamltext import Node

COMMON = "common"
"""What a term's file writes in the place of stakes of its own to have the shared ones."""


def single_word(key: str) -> str:
    """What is wrong with a word that is to have a weight."""
    return "" if is_word(key) else f"{shown(key)} is not a single word in lower case"


def kind(condition: Kind, words: Kind) -> Kind:
    """What a file of rules looks like."""
    cue = record(sense=text, weight=number, when=condition)
    rule = record(
        id=entries.id_kind(),
        conflation=text,
        level=choice(*LEVELS),
        message=line,
        others=may(table(line)),
        when=condition,
        unless=may(condition),
        weight=may(number),
        examples=may(items(entries.example(_report))),
    )
    return record(
        term=text,
        instead=may(flag),
        off_domain=may(items(text)),
        silent=may(condition),
        tells_apart=may(table(words)),
        denied_outright=may(table(words)),
        claims_more=may(table(condition)),
        cues=may(items(cue)),
        draft_words=may(table(table(number, single_word))),
        stakes=may(_stakes_kind(condition)),
        threshold=may(number),
        sure=may(number),
        together=may(number),
        rules=may(items(rule)),
    )


def _stakes_kind(condition: Kind) -> Kind:
    """The word for the shared stakes, or a list of the term's own."""
    common, own = choice(COMMON), items(record(weight=number, when=condition))

    def read(node: Node, sheet: Sheet) -> object:
        return common(node, sheet) if isinstance(node, Scalar) else own(node, sheet)

    return shaped(read, lambda: {"anyOf": [shape_of(common), shape_of(own)]})


def _report(node: Node, sheet: Sheet) -> object:
    """True for the rule that an example stands with, or the id of another."""
    if isinstance(node, Scalar) and node.value is True:
        return True
    if isinstance(node, Scalar) and node.value is False:
        sheet.report(node.at, "an example that must not be reported has pass, with the reason, instead")
        return None
    return line(node, sheet)


shaped(_report, lambda: {"anyOf": [{"const": True}, shape_of(line)]})
