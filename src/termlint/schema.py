"""What an entry must look like, as tables: a kind reads a node and notes what is wrong with it.

A kind returns None for what it could not read, after reporting why; so a whole file is read in one go and every
problem is known at the end. What was read are `Record`, `Text` and plain values, which still know their place.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from termlint.errors import DataError
from termlint.model import Point, Problem
from termlint.yamltext import MAX_PROBLEMS, Fields, Items, Node, Scalar, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

LISTED = 40
"""So many legal names fit in a message; of longer lists only the nearest is shown."""


class Text(str):
    """Text from a file, and where it stands."""

    __slots__ = ("at",)
    at: Point

    def __new__(cls, text: str, at: Point) -> Text:
        """The text with its place."""
        self = super().__new__(cls, text)
        self.at = at
        return self


class Record:
    """An entry as read: by name, what could be read of it. What is missing reads as empty."""

    def __init__(self, values: dict[str, object], keys: Mapping[str, Point], at: Point) -> None:
        self.values = values
        self.keys = keys
        self.at = at

    def text(self, name: str) -> Text:
        """A text."""
        value = self.values.get(name)
        return value if isinstance(value, Text) else Text("", self.place(name))

    def texts(self, name: str) -> tuple[Text, ...]:
        """A list of texts."""
        return tuple(value for value in self._items(name) if isinstance(value, Text))

    def number(self, name: str) -> float:
        """A number, whole or not."""
        value = self.values.get(name)
        return value if isinstance(value, (int, float)) else 0

    def record(self, name: str) -> Record:
        """An entry inside this one."""
        value = self.values.get(name)
        return value if isinstance(value, Record) else Record({}, {}, self.place(name))

    def records(self, name: str) -> tuple[Record, ...]:
        """A list of entries."""
        return tuple(value for value in self._items(name) if isinstance(value, Record))

    def place(self, name: str) -> Point:
        """Where a key stands; where the entry starts if it is missing."""
        return self.keys.get(name, self.at)

    def _items(self, name: str) -> tuple[object, ...]:
        value = self.values.get(name)
        return value if isinstance(value, tuple) else ()


class Sheet:
    """One file while it is read: its path, and what is wrong with it."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def report(self, at: Point, message: str) -> None:
        """Note a problem; give up on a file that has too many."""
        self.problems.append(Problem(self.path, message, *at))
        if len(self.problems) >= MAX_PROBLEMS:
            raise DataError(self.problems)


Kind: TypeAlias = Callable[[Node, Sheet], object]


class Field(NamedTuple):
    """One key of an entry."""

    kind: Kind
    required: bool = True


def may(kind: Kind) -> Field:
    """A key that can be left out."""
    return Field(kind, required=False)


def record(**table: Field | Kind) -> Kind:
    """An entry with these keys and no others."""
    fields = {name.rstrip("_"): field if isinstance(field, Field) else Field(field) for name, field in table.items()}

    def read(node: Node, sheet: Sheet) -> Record | None:
        if not isinstance(node, Fields):
            sheet.report(node.at, f"this must be an entry with the keys {', '.join(fields)}, {_found(node)}")
            return None
        values: dict[str, object] = {}
        for key, value in node.values.items():
            if key in fields:
                values[key] = fields[key].kind(value, sheet)
            else:
                sheet.report(node.keys[key], unknown("key", key, fields) + _comma_hint(value))
        for name, field in fields.items():
            if field.required and name not in node.values:
                sheet.report(node.at, f"the key {shown(name)} is missing")
        return Record(values, node.keys, node.at)

    return read


def table(kind: Kind) -> Kind:
    """A mapping whose keys are free."""

    def read(node: Node, sheet: Sheet) -> Record | None:
        if not isinstance(node, Fields):
            sheet.report(node.at, f"this must map names to entries, {_found(node)}")
            return None
        return Record({key: kind(value, sheet) for key, value in node.values.items()}, node.keys, node.at)

    return read


def items(kind: Kind, *, exactly: int = 0) -> Kind:
    """A list of one kind, not empty."""

    def read(node: Node, sheet: Sheet) -> tuple[object, ...] | None:
        if not isinstance(node, Items):
            sheet.report(node.at, f"this must be a list, {_found(node)}")
            return None
        if exactly and len(node.items) != exactly:
            sheet.report(node.at, f"this must have exactly {exactly} entries, here are {len(node.items)}")
        elif not node.items:
            sheet.report(node.at, "this list is empty: leave the key out, or fill it")
        return tuple(kind(item, sheet) for item in node.items)

    return read


def text(node: Node, sheet: Sheet) -> Text | None:
    """Any text but none at all."""
    if not isinstance(node, Scalar) or not isinstance(node.value, str):
        advice = ": put it in quotes" if isinstance(node, Scalar) and node.value is not None else ""
        sheet.report(node.at, f"this must be text, {_found(node)}{advice}")
        return None
    if not node.value.strip():
        sheet.report(node.at, "this must not be empty")
        return None
    return Text(node.value.strip(), node.at)


def line(node: Node, sheet: Sheet) -> Text | None:
    """Text without a line break in it."""
    value = text(node, sheet)
    if value is not None and "\n" in value:
        sheet.report(value.at, "this must be one line or paragraph: fold it with >-")
    return value


def choice(*names: str) -> Kind:
    """One of the given words."""

    def read(node: Node, sheet: Sheet) -> Text | None:
        value = text(node, sheet)
        if value is not None and value not in names:
            sheet.report(value.at, unknown("value", value, names))
        return value

    return read


def checked(kind: Kind, complaint: Callable[[Text], str]) -> Kind:
    """Text of a kind that a function has no complaint about."""

    def read(node: Node, sheet: Sheet) -> object:
        value = kind(node, sheet)
        if isinstance(value, Text) and (message := complaint(value)):
            sheet.report(value.at, message)
        return value

    return read


def number(node: Node, sheet: Sheet) -> float | None:
    """A number; YAML's true and false are none."""
    if isinstance(node, Scalar) and isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
        return node.value
    sheet.report(node.at, f"this must be a number, {_found(node)}")
    return None


def unknown(what: str, name: str, legal: Collection[str]) -> str:
    """A message about a name that does not exist: the nearest that does, and all of them if they are few."""
    if not legal:
        return f"unknown {what} {shown(name)}: there is none"
    near = difflib.get_close_matches(name[:100], list(legal)[:2000], 1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"unknown {what} {shown(name)}{hint}" + (f" (legal: {', '.join(legal)})" if len(legal) <= LISTED else "")


def texts(node: Node) -> Iterator[Scalar]:
    """Every scalar of a list, or the one scalar itself."""
    for item in node.items if isinstance(node, Items) else (node,):
        if isinstance(item, Scalar):
            yield item


def _found(node: Node) -> str:
    """What is there instead."""
    match node:
        case Fields():
            return "here is a mapping"
        case Items():
            return "here is a list"
        case Scalar(None):
            return "here is nothing"
        case Scalar(bool(value)):
            return f"here is the value {str(value).lower()}"
        case Scalar(str(value)):
            return f"here is the text {shown(value)}"
        case _:
            return f"here is the number {node.value}"


def _comma_hint(value: Node) -> str:
    """Why a key without a value may have come about: ``{pass: one run, narrated}``."""
    empty = isinstance(value, Scalar) and value.value is None
    return "; inside { } a comma ends the text: put the text in quotes" if empty else ""
