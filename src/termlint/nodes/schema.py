"""Schemas of entries: a kind is a function that reads a node and notes what is wrong with it.

A kind returns None for what it could not read, after noting why, so that one pass over a file finds every problem. It
returns `Record`, `Text` and plain values; the first two know their place.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from weakref import WeakKeyDictionary

from termlint import guessing
from termlint.model import Point, Problem
from termlint.nodes.yamltext import MAX_PROBLEMS, Fields, Items, Node, Scalar, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from termlint.guessing import Guesses

LISTED = 40
"""How many legal names a message may list; for more, only the nearest is shown."""
EMPTY = "this list is empty: leave the key out, or fill it"


class Text(str):
    """Text from a file, with its place."""

    __slots__ = ("at",)
    at: Point


def located(text: str, at: Point) -> Text:
    """The text with its place."""
    value = Text(text)
    value.at = at
    return value


class Record:
    """An entry as read: the values by key, as far as they could be read. Missing ones are empty."""

    def __init__(self, values: dict[str, object], keys: Mapping[str, Point], at: Point) -> None:
        self.values = values
        self.keys = keys
        self.at = at

    def text(self, name: str) -> Text:
        """A text."""
        value = self.values.get(name)
        return value if isinstance(value, Text) else located("", self.place(name))

    def texts(self, name: str) -> tuple[Text, ...]:
        """A list of texts."""
        return tuple(value for value in self._items(name) if isinstance(value, Text))

    def number(self, name: str) -> float:
        """A number, whole or not."""
        value = self.values.get(name)
        return value if isinstance(value, (int, float)) else 0

    def numbers(self) -> dict[str, float]:
        """All the numbers of a table."""
        return {name: self.number(name) for name in self.values}

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


def unknown(what: str, name: str, legal: Collection[str], guesses: Guesses, hint: str = "") -> str:
    """The message that a name does not exist: with the nearest that does, and all of them if they are few."""
    legal = dict.fromkeys(legal)
    asked = guessing.question(guesses.nearest(name, legal))
    guess = f": {asked}" if asked else ""
    listed = f" (legal: {', '.join(legal)})" if len(legal) <= LISTED else ""
    return f"unknown {what} {shown(name)}{guess}{hint}" + (listed if legal else ": there are none here")


class Sheet:
    """One file while it is read: its path, and what is wrong with it."""

    def __init__(self, path: str, guesses: Guesses) -> None:
        self.path = path
        self.guesses = guesses
        self.problems: list[Problem] = []

    def report(self, at: Point, message: str) -> None:
        """Note a problem."""
        if not self.full():
            self.problems.append(Problem(self.path, message, *at))

    def unknown(self, at: Point, what: str, name: str, legal: Collection[str], hint: str = "") -> None:
        """Note a name that does not exist."""
        if not self.full():
            self.report(at, unknown(what, name, legal, self.guesses, hint))

    def misnamed(self, at: Point, stem: str, shared: Collection[str]) -> None:
        """Note a term's file without a term, if its name resembles that of a file shared by all terms."""
        for near in self.guesses.nearest(stem, shared):
            self.report(at, f"this is read as a term's file: did you mean {near}.yaml?")

    def full(self) -> bool:
        """Whether there are so many problems that no more are noted."""
        return len(self.problems) >= MAX_PROBLEMS


Kind: TypeAlias = Callable[[Node, Sheet], object]
Shape: TypeAlias = "dict[str, Any]"
_SHAPES: WeakKeyDictionary[Kind, Callable[[], Shape]] = WeakKeyDictionary()


def shaped(kind: Kind, shape: Callable[[], Shape]) -> Kind:
    """The kind, registered with a function that makes the JSON Schema of what it accepts."""
    _SHAPES[kind] = shape
    return kind


def shape_of(kind: Kind) -> Shape:
    """A JSON Schema for a kind: it accepts all that the kind does, and little else, for it knows only this file."""
    return _SHAPES[kind]()


class Field(NamedTuple):
    """One key of an entry."""

    kind: Kind
    required: bool = True


def may(kind: Kind) -> Field:
    """A key that can be left out."""
    return Field(kind, required=False)


def record(**keys: Field | Kind) -> Kind:
    """An entry with these keys and no others."""
    fields = {name: field if isinstance(field, Field) else Field(field) for name, field in keys.items()}

    def read(node: Node, sheet: Sheet) -> Record | None:
        if not isinstance(node, Fields):
            sheet.report(node.at, f"this must be an entry with the keys {', '.join(fields)}, {found(node)}")
            return None
        values: dict[str, object] = {}
        for key, value in node.values.items():
            if key in fields:
                values[key] = fields[key].kind(value, sheet)
            else:
                sheet.unknown(node.keys[key], "key", key, fields, _comma_hint(value))
        for name, field in fields.items():
            if field.required and name not in node.values:
                sheet.report(node.at, f"the key {shown(name)} is missing")
        return Record(values, node.keys, node.at)

    return shaped(read, lambda: _record_shape(fields))


def _record_shape(fields: Mapping[str, Field]) -> Shape:
    return {
        "type": "object",
        "properties": {name: shape_of(field.kind) for name, field in fields.items()},
        "required": [name for name, field in fields.items() if field.required],
        "additionalProperties": False,
    }


def table(kind: Kind, key: Callable[[str], str] = lambda _: "", pattern: str = "") -> Kind:
    """A mapping with free keys; `key` returns what is wrong with one, and `pattern` is the same for the JSON Schema."""

    def read(node: Node, sheet: Sheet) -> Record | None:
        if not isinstance(node, Fields):
            sheet.report(node.at, f"this must map names to entries, {found(node)}")
            return None
        for name, at in node.keys.items():
            if message := key(name):
                sheet.report(at, message)
        return Record({name: kind(value, sheet) for name, value in node.values.items()}, node.keys, node.at)

    names = {"propertyNames": {"pattern": pattern}} if pattern else {}
    return shaped(read, lambda: {"type": "object", "additionalProperties": shape_of(kind), **names})


def items(kind: Kind, *, exactly: int = 0) -> Kind:
    """A list of one kind; it must not be empty."""

    def read(node: Node, sheet: Sheet) -> tuple[object, ...] | None:
        if not isinstance(node, Items):
            sheet.report(node.at, f"this must be a list, {found(node)}")
            return None
        if exactly and len(node.items) != exactly:
            sheet.report(node.at, f"this must have exactly {exactly} entries, found {len(node.items)}")
        elif not node.items:
            sheet.report(node.at, EMPTY)
        return tuple(kind(item, sheet) for item in node.items)

    size = {"minItems": exactly, "maxItems": exactly} if exactly else {"minItems": 1}
    return shaped(read, lambda: {"type": "array", "items": shape_of(kind), **size})


def several(node: Node, sheet: Sheet) -> Sequence[Node]:
    """The items of a list, which must not be empty; or a single node in place of a list of one."""
    if not isinstance(node, Items):
        return [node]
    if not node.items:
        sheet.report(node.at, EMPTY)
    return node.items


def either_shape(one: Shape) -> Shape:
    """The JSON Schema of what `several` takes, for items of a shape."""
    return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}


def text(node: Node, sheet: Sheet) -> Text | None:
    """Text that is not empty."""
    if not isinstance(node, Scalar) or not isinstance(node.value, str):
        advice = ": put it in quotes" if isinstance(node, Scalar) and node.value is not None else ""
        sheet.report(node.at, f"this must be text, {found(node)}{advice}")
        return None
    if not node.value.strip():
        sheet.report(node.at, "this must not be empty")
        return None
    return located(node.value.strip(), node.at)


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
            sheet.unknown(value.at, "value", value, names)
        return value

    return shaped(read, lambda: {"enum": list(names)})


def number(node: Node, sheet: Sheet) -> float | None:
    """A finite number."""
    value = node.value if isinstance(node, Scalar) else None
    if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
        return value
    sheet.report(node.at, f"this must be a number, {found(node)}")
    return None


def flag(node: Node, sheet: Sheet) -> bool | None:
    """True or false."""
    if isinstance(node, Scalar) and isinstance(node.value, bool):
        return node.value
    sheet.report(node.at, f"this must be true or false, {found(node)}")
    return None


def checked(kind: Kind, complaint: Callable[[Any], str], **more: object) -> Kind:
    """Text or an entry about which a function has no complaint; `more` says nearly the same in the JSON Schema."""

    def read(node: Node, sheet: Sheet) -> object:
        value = kind(node, sheet)
        if isinstance(value, (Text, Record)) and (message := complaint(value)):
            sheet.report(value.at, message)
        return value

    return shaped(read, lambda: {**shape_of(kind), **more})


shaped(text, lambda: {"type": "string", "pattern": r"\S"})
shaped(line, lambda: {"type": "string", "pattern": r"^\s*\S(?:[^\n]*\S)?\s*$"})
shaped(number, lambda: {"type": "number"})
shaped(flag, lambda: {"type": "boolean"})


def found(node: Node) -> str:
    """What is there, to follow what should be."""
    match node:
        case Fields():
            return "found a mapping"
        case Items():
            return "found a list"
        case Scalar(None):
            return "found nothing"
        case Scalar(bool(value)):
            return f"found the value {str(value).lower()}"
        case Scalar(str(value)):
            return f"found the text {shown(value)}"
        case _:
            return f"found the number {node.value}"


def _comma_hint(value: Node) -> str:
    """A hint for a key without a value that a comma may have caused: ``{pass: one run, narrated}``."""
    empty = isinstance(value, Scalar) and value.value is None
    return " (a comma inside { } ends a text that is not in quotes)" if empty else ""
