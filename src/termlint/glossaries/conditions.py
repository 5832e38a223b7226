"""Conditions of cues and rules: predicates with their arguments, combined by all, any and none."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast, get_args

from termlint.glossaries import patterns
from termlint.nodes.schema import choice, either_shape, flag, found, several, shape_of, shaped
from termlint.nodes.yamltext import Fields
from termlint.vocabulary import Combination, Quantifier, Test

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from termlint.glossaries.lexicon import Lexicon
    from termlint.nodes.schema import Kind, Sheet
    from termlint.nodes.yamltext import Node
    from termlint.reading.predicates import Argument, Forms
    from termlint.vocabulary import Condition

QUANTIFIERS = get_args(Quantifier)


class Conditions:
    """Reads conditions; `arguments` says of each predicate what it takes."""

    def __init__(self, arguments: Mapping[str, Argument], lexicon: Lexicon) -> None:
        def words(forms: Forms) -> Kind:
            return lambda node, sheet: lexicon.words(node, sheet, forms)

        self.kinds = {name: kind(argument, words) for name, argument in arguments.items()}

    def read(self, node: Node, sheet: Sheet) -> Condition | None:
        """The condition that a mapping states: all its entries must hold."""
        if not isinstance(node, Fields):
            sheet.report(node.at, f"a condition maps predicates to arguments, {found(node)}")
            return None
        if not node.values:
            sheet.report(node.at, "this condition is empty: it would always hold")
        parts = [part for key in node.values if (part := self._part(key, node, sheet)) is not None]
        return parts[0] if len(parts) == 1 else Combination("all", tuple(parts))

    def _part(self, key: str, node: Fields, sheet: Sheet) -> Condition | None:
        """One entry of a condition."""
        value = node.values[key]
        if key in QUANTIFIERS:
            return Combination(cast("Quantifier", key), tuple(self._parts(key, value, sheet)))
        if key not in self.kinds:
            sheet.unknown(node.keys[key], "predicate", key, [*QUANTIFIERS, *self.kinds])
            return None
        argument = self.kinds[key](value, sheet)
        return None if argument is None else Test(key, argument)

    def _parts(self, quantifier: str, node: Node, sheet: Sheet) -> Iterator[Condition]:
        """The conditions that a quantifier ranges over: a list, or a single one."""
        if isinstance(node, Fields) and len(node.values) > 1 and quantifier != "all":
            sheet.report(node.at, f"{quantifier} of several conditions needs a list: put '- ' before each of them")
        for item in several(node, sheet):
            if (part := self.read(item, sheet)) is not None:
                yield part


def kind(argument: Argument, words: Callable[[Forms], Kind]) -> Kind:
    """What reads an argument of a predicate; `words` gives what reads words in some of their forms."""
    match argument:
        case tuple():
            return _chosen(argument)
        case "flag":
            return flag
        case "matcher":
            return patterns.matcher
        case "dependency":
            return patterns.dependency
        case _:
            return words(argument)


def _chosen(names: tuple[str, ...]) -> Kind:
    """One or several of the given words."""
    one = choice(*names)

    def read(node: Node, sheet: Sheet) -> frozenset[str]:
        return frozenset(str(one(item, sheet)) for item in several(node, sheet))

    return shaped(read, lambda: either_shape(shape_of(one)))
