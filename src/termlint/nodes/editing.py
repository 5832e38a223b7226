"""YAML text formatted by ruamel.yaml, with its comments; values are not interpreted, so none can change."""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.emitter import RoundTripEmitter
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, FoldedScalarString
from ruamel.yaml.tokens import ScalarToken

from termlint.errors import DataError
from termlint.model import Lines, Point, Problem, Span
from termlint.nodes import yamltext

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WIDTH = 120
"""How long lines are at most into which lists of words and new paragraphs are broken."""
UNBROKEN = 4096
"""ruamel's own line breaking is not stable, so it gets no reason to break any."""
MODELINE = "# yaml-language-server: "

_WORDS = re.compile(r"(?P<indent> *)(?:- )?[\w-]+: \[(?P<words>[^\[\]{}\"'#]+)\]")
_BLANK = re.compile(r"\A(?:[ \t]*\n)+")
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*?[ \t]*$", re.MULTILINE)
_MARKS = re.compile(r"\A[:?]|:\?")
"""What ruamel fails to quote in brackets, where it means a key or a value."""
_BEATEN = (YAMLError, NotImplementedError, IndexError)
"""What ruamel raises for text that PyYAML reads: on tabs, or on comments that it cannot place."""
_NULL = ("tag:yaml.org,2002:null", re.compile(r"\Z"))


ITEM, KEY = "*", ":"
"""What stands in a way for the items of a list, and for the names of a mapping's keys."""
Way: TypeAlias = tuple[str, ...]
"""What leads to a value: the keys above it."""


class Place(NamedTuple):
    """A key or a single value, and where it is written."""

    way: Way
    value: str
    span: Span
    point: Point


class _Resolver(VersionedResolver):
    """Everything but null is text: what looks like a date or a number stays as written."""

    @property
    def versioned_resolver(self) -> Any:  # noqa: ANN401 - ruamel's own type
        return {"": [_NULL]}


class _Emitter(RoundTripEmitter):
    """Writes a mapping of one pair inside a list as ``[{a: b}]``, not as ``[a: b]``."""

    def expect_flow_mapping(self, single: bool | None = False, force_flow_indent: bool | None = False) -> None:  # noqa: ARG002, FBT001, FBT002
        """Begin a mapping in braces, whatever its size."""
        super().expect_flow_mapping(single=False, force_flow_indent=force_flow_indent)


def formatted(text: str, path: str, modeline: str = "") -> str:
    """The text in the layout of all files; `modeline` becomes its first line, unless it has one.

    `DataError` if the data or the comments would not stay the same. Formatting the result again changes nothing.
    """
    before = yamltext.parse(text, path)
    new = _with_modeline(text if before == _NOTHING else _laid_out(text, path), modeline)
    if new == text:
        return text  # saves the proof, a third of the time
    if yamltext.plain(yamltext.parse(new, path)) != yamltext.plain(before):
        raise DataError([Problem(path, "cannot be formatted: its data would not stay the same")])
    if lost := _lost(text, new, path):
        raise DataError(lost)
    return new


_NOTHING = yamltext.parse("", "")


class Inline(dict[str, object]):
    """A mapping that is written in braces."""


def fragment(data: object, indent: int) -> str:
    """A list or a mapping as lines of YAML at an indentation."""
    lines = _dumped(_ready(data, indent)).rstrip("\n").split("\n")
    margin = 2 if isinstance(data, list) else 0
    return "".join(f"{' ' * indent}{line[margin:]}\n" if line else "\n" for line in lines)


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = UNBROKEN
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.Resolver = _Resolver
    yaml.Emitter = _Emitter
    return yaml


def _laid_out(text: str, path: str) -> str:
    try:
        return _broken(_dumped(_yaml().load(_BLANK.sub("", text))))
    except _BEATEN as error:
        raise DataError([Problem(path, f"cannot be formatted: {_first(error)}")]) from error


def _first(error: Exception) -> str:
    """The first line of ruamel's message, or the kind of error if it has none."""
    return next(iter(str(error).splitlines()), type(error).__name__)


def _dumped(data: object) -> str:
    stream = io.StringIO()
    _yaml().dump(data, stream)
    return stream.getvalue()


def _broken(text: str) -> str:
    """The text with long lists of plain words broken into lines."""
    return "\n".join(line for long in text.split("\n") for line in _lines(long))


def _lines(long: str) -> Iterator[str]:
    found = _WORDS.fullmatch(long)
    if len(long) <= WIDTH or not found:
        yield long
        return
    indent = " " * (len(found["indent"]) + (4 if "- " in long[: found.start("words")] else 2))
    line = long[: found.start("words")]
    for word in found["words"].split(", "):
        piece = f"{word}," if line.endswith("[") else f" {word},"
        if len(line) + len(piece) > WIDTH:
            yield line
            line, piece = indent, f"{word},"
        line += piece
    yield f"{line.removesuffix(',')}]"


def _with_modeline(text: str, modeline: str) -> str:
    first = text.partition("\n")[0]
    return text if not modeline or first.startswith(MODELINE) else f"{MODELINE}{modeline}\n{text}"


def _comments(text: str) -> list[tuple[str, int]]:
    """The comments of a text, and where each starts."""
    bare = list(text)
    for token in YAML(typ="safe", pure=True).scan(text):
        if isinstance(token, ScalarToken):
            start, end = token.start_mark.index, token.end_mark.index
            bare[start:end] = ["x" if char != "\n" else char for char in bare[start:end]]
    return [(text[slice(*found.span())].strip(), found.start()) for found in _COMMENT.finditer("".join(bare))]


def _lost(text: str, new: str, path: str) -> list[Problem]:
    """A problem for each comment that a new text does not have."""
    left = Counter(comment for comment, _ in _comments(new))
    lost = []
    for comment, start in _comments(text):
        left[comment] -= 1
        if left[comment] < 0:
            message = "a comment cannot stay here: put it above, on a line of its own"
            lost.append(Problem(path, message, *Lines(text).point(start)))
    return lost


def _ready(data: object, indent: int) -> object:
    """Data ready to be written: long texts folded, text that looks like other values in quotes."""
    match data:
        case Inline() | tuple():
            return _in_brackets(data)
        case dict():
            return {key: _ready(value, indent + 2) for key, value in data.items()}
        case list():
            return [_ready(value, indent + 2) for value in data]
        case str() if len(data) > WIDTH - indent - 20 and "\n" not in data:
            return _folded(data, WIDTH - indent)
    return _quoted(data)


def _in_brackets(data: object) -> object:
    """A mapping or a list ready to be written on one line."""
    if isinstance(data, dict):
        mapping = CommentedMap((key, _in_brackets(value)) for key, value in data.items())
        mapping.fa.set_flow_style()
        return mapping
    if isinstance(data, tuple):
        words = CommentedSeq(map(_in_brackets, data))
        words.fa.set_flow_style()
        return words
    return DoubleQuotedScalarString(data) if isinstance(data, str) and _MARKS.search(data) else _quoted(data)


def _quoted(data: object) -> object:
    """Text in quotes if it would be read as something else; numbers as they are."""
    if isinstance(data, (int, float)):
        return str(data).lower()
    return DoubleQuotedScalarString(data) if isinstance(data, str) and not yamltext.is_text(data) else data


def _folded(text: str, width: int) -> object:
    """A text as a folded paragraph."""
    folded: Any = FoldedScalarString(text)
    at, folds = 0, []
    while len(text) - at > width and (end := text.rfind(" ", at + 1, at + width + 1)) > 0:
        folds.append(end)
        at = end + 1
    folded.fold_pos = folds
    return folded


def with_items(text: str, key: str, items: Sequence[object], order: Sequence[str], path: str) -> str:
    """The text of a mapping with items added to one of its lists, and otherwise the same.

    A list that does not exist yet is inserted where `order` has its key.
    """
    root = _root(text, path)
    keys = {name.value: value for name, value in root.value}
    if key in keys:
        values = keys[key]
        if not isinstance(values, SequenceNode):
            raise DataError([_at(values, path, f"{key} must be a list")])
        if values.flow_style:
            return _in_flow(text, values, items)
        return _inserted(text, _end(values, text), fragment(list(items), values.start_mark.column))
    before = [value for name, value in keys.items() if name in order[: order.index(key)]]
    line = _end(before[-1], text) if before else root.start_mark.line
    return _inserted(text, line, f"{key}:\n{fragment(list(items), 2)}")


def _in_flow(text: str, values: SequenceNode, items: Sequence[object]) -> str:
    """The text with items added to a list in brackets."""
    at = values.value[-1].end_mark.index if values.value else values.start_mark.index + 1
    new = fragment(tuple(items), 0).strip()[1:-1]
    return f"{text[:at]}{', ' * bool(values.value)}{new}{text[at:]}"


def with_entry(text: str, name: str, entry: object, path: str) -> str:
    """The text of a mapping with an entry added in alphabetical order, and otherwise the same."""
    new = fragment({name: entry}, 0)
    keys = [(key.value, key.start_mark.line, value) for key, value in (_root(text, path).value if text.strip() else [])]
    after = [value for key, _, value in keys if key < name]
    if keys and not after:
        return _inserted(text, keys[0][1], new)
    return _inserted(text, _end(after[-1], text) if after else len(text.split("\n")), new)


def with_pair(text: str, way: Sequence[str], name: str, value: str, path: str) -> str:
    """The text of a mapping with one more pair at the end of one in it, to which some keys lead; otherwise the same.

    The mappings that are not there yet are made.
    """
    node, left = _root(text, path), list(way)
    while left and isinstance(inner := {key.value: each for key, each in node.value}.get(left[0]), MappingNode):
        node, left = inner, left[1:]
    pair: dict[str, object] = {name: value}
    for key in reversed(left):
        pair = {key: pair}
    if node.flow_style:
        at = node.value[-1][1].end_mark.index if node.value else node.start_mark.index + 1
        return f"{text[:at]}{', ' * bool(node.value)}{fragment(Inline(pair), 0).strip()[1:-1]}{text[at:]}"
    return _inserted(text, _end(node, text), fragment(pair, node.start_mark.column))


def places(text: str, path: str) -> list[Place]:
    """Every key and every single value in the text of a mapping."""
    return list(_places(_root(text, path), ()))


def _places(node: Node, way: Way) -> Iterator[Place]:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            yield from _places(key, (*way, KEY))
            yield from _places(value, (*way, key.value))
    elif isinstance(node, SequenceNode):
        for item in node.value:
            yield from _places(item, (*way, ITEM))
    else:
        start, end = node.start_mark, node.end_mark
        yield Place(way, node.value, Span(start.index, end.index), Point(start.line + 1, start.column + 1))


def _root(text: str, path: str) -> MappingNode:
    yamltext.parse(text, path)
    try:
        node = _yaml().compose(text)
    except _BEATEN as error:
        raise DataError([Problem(path, f"cannot be added to: {_first(error)}")]) from error
    if not isinstance(node, MappingNode) or node.flow_style or node.start_mark.column:
        raise DataError([Problem(path, "must have each key at the start of its own line", 1, 1)])
    return node


def _end(node: Node, text: str) -> int:
    """The number of lines up to the end of a node, without comments and empty lines after it."""
    while isinstance(node, (MappingNode, SequenceNode)) and node.value and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    mark = node.end_mark
    number = mark.line + 1 if mark.column else mark.line
    lines = text.split("\n")
    while number > node.start_mark.line + 1 and not lines[number - 1].strip():
        number -= 1
    return int(number)


def _inserted(text: str, number: int, new: str) -> str:
    """The text with new lines after a number of its own."""
    lines = text.removesuffix("\n").split("\n") if text else []
    return "\n".join([*lines[:number], *new.removesuffix("\n").split("\n"), *lines[number:], ""])


def _at(node: Node, path: str, message: str) -> Problem:
    return Problem(path, message, node.start_mark.line + 1, node.start_mark.column + 1)
