"""YAML text as plain data that knows where each value is.

A file must mean the same to every reader, so scalars follow the JSON-like part of the YAML 1.2 core schema: ``no``,
``1:30``, ``012`` and ``2026-11-24`` are text, as they look. Duplicate keys, anchors, aliases and tags are errors; size
and depth are bounded, since glossaries come in strangers' pull requests.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import yaml

from termlint.errors import DataError
from termlint.model import Lines, Point, Problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MAX_BYTES = 1 << 20
MAX_DEPTH = 32
MAX_SHOWN = 60
MAX_PROBLEMS = 100
"""A file with more problems is some other kind of file; nobody would read the rest."""

Value: TypeAlias = "str | int | float | bool | None"
Plain: TypeAlias = "Value | list[Plain] | dict[str, Plain]"


class Scalar(NamedTuple):
    """A single value."""

    value: Value
    at: Point


class Items(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    at: Point


class Fields(NamedTuple):
    """A mapping: its values, and the places of its keys."""

    values: dict[str, Node]
    keys: dict[str, Point]
    at: Point


Node: TypeAlias = "Scalar | Items | Fields"

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
"""Characters that text does not need: controls, line separators of YAML 1.1, direction overrides."""

_QUOTES = ("'", '"')
_WORDS: dict[str, Value] = {"": None, "~": None, "null": None, "true": True, "false": False}
_WORDS |= {form: value for word, value in _WORDS.items() for form in (word.upper(), word.capitalize())}
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]{1,300}|(?:0|[1-9][0-9]{0,300})(?:\.[0-9]{0,300})?)(?:[eE][-+]?[0-9]{1,3})?")

_MISFIT = "this does not fit what is above: check the indentation and the quotes"
_FLOW = "text with a comma, a colon, a # or a bracket in it needs quotes"
_SYNTAX = (
    ("nesting depth", f"is nested deeper than {MAX_DEPTH} levels"),
    ("mapping values are not allowed", "a colon with a space after it starts a value: put the text in quotes"),
    ("unexpected end of stream", "the quotation mark opened here is not closed"),
    ("',' or ']'", f"the bracket [ opened here is not closed, or a comma is missing: {_FLOW}"),
    ("',' or '}'", f"the brace {{ opened here is not closed, or a comma is missing: {_FLOW}"),
    ("could not find expected ':'", "a key needs a colon and a space after it"),
    ("expected <block end>", _MISFIT),
    ("did not find expected", _MISFIT),
    ("cannot start any token", "text that starts with this character needs quotes"),
    ("expected a comment or a line break", _MISFIT),
    ("expected alphabetic or numeric", _MISFIT),
    ("are not allowed", "text that starts with this character needs quotes"),
    ("escape", 'a backslash inside double quotes starts an escape: use single quotes, or write "\\\\"'),
)
"""Parts of the messages of PyYAML's two parsers, each with what it means to someone who writes a glossary."""
_OPENED = ("unexpected end of stream", "',' or ']'", "',' or '}'", "could not find expected ':'")
"""Those of problems that the parser notices late: they are reported where they start."""
_MARKUP = re.compile(r" *(?:- +)*(?:[\w-]+: +)?([*&\[{>|])")
"""A value that starts like Markdown (a bold word, a link), which means something else in YAML."""
_CUT = re.compile(r"[ \t]+#(?=\d|(?P<word>[^\s#!]))")
"""A comment that looks like part of the text before it: ``see issue #12``, ``the tag #power``."""
_NO_BREAK = re.compile(r"^[ -]*\u00a0", re.MULTILINE)
"""An indentation copied from a text processor."""


def load(path: Path) -> Node:
    """The data of a file."""
    return parse(text_of(path), str(path))


def raw_of(path: Path) -> bytes:
    """The bytes of a file of data, which may be a stranger's link to what never ends."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise DataError([Problem(str(path), f"cannot be read: {error.strerror or error}")]) from error
    if len(raw) > MAX_BYTES:
        raise DataError([Problem(str(path), f"is larger than {MAX_BYTES // 1024} KiB")])
    return raw


def text_of(path: Path) -> str:
    """The text of a file of data, without a byte order mark."""
    try:
        return raw_of(path).removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        raise DataError([Problem(str(path), "is not UTF-8 here", *Lines.undecoded(error))]) from error


def parse(text: str, path: str) -> Node:
    """The data of a text; `path` is named in errors."""
    if odd := _ODD.search(text):
        line, column = Lines(text).point(odd.start())
        raise DataError([Problem(path, _odd_message(odd), line, column)])
    return _built(text, path, _Builder.document)


def first(text: str, path: str) -> Node:
    """The first entry of the mapping in a text; what follows it is not parsed."""
    return _built(text, path, _Builder.first)


def plain(node: Node) -> Plain:
    """The data alone."""
    match node:
        case Scalar():
            return node.value
        case Items():
            return [plain(item) for item in node.items]
        case Fields():
            return {key: plain(value) for key, value in node.values.items()}


def _built(text: str, path: str, build: Callable[[_Builder], Node]) -> Node:
    problems: list[Problem] = []
    builder = _Builder(text, path, problems)
    try:
        node = build(builder)
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        problems.append(_closed_early(error, builder.last_quoted, path) or _syntax_problem(error, text, path))
    if problems:
        raise DataError(problems)
    return node


class _Builder:
    """Builds nodes from the parser's events, one at a time, so that nothing is built that will be refused."""

    def __init__(self, text: str, path: str, problems: list[Problem]) -> None:
        self.text = text
        self.path = path
        self.problems = problems
        self.last_quoted: yaml.ScalarEvent | None = None
        self.next: Callable[[], yaml.Event] = _LOADER(text).get_event

    def document(self) -> Node:
        """The only document of the stream."""
        node: Node = Scalar(None, Point(1, 1))
        documents = 0
        while not isinstance(event := self.next(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.report(_point(event), "a second document starts here: a file holds only one")
                    break
                node = self.node(self.next(), 0)
        return node

    def first(self) -> Fields:
        """The first entry of the mapping that the stream starts with."""
        for _ in ("stream", "document"):
            self.next()
        fields = Fields({}, {}, _point(self.next()))
        self.entry(self.next(), fields, 0)
        return fields

    def node(self, event: yaml.Event, depth: int) -> Node:
        """The value that starts with an event."""
        at = _point(event)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(self.scalar(event, at), at)
        if isinstance(event, yaml.CollectionStartEvent):
            if depth > MAX_DEPTH:
                self.problems.append(Problem(self.path, f"is nested deeper than {MAX_DEPTH} levels", *at))
                raise DataError(self.problems)
            self.refuse_properties(event, at)
            return self.items(at, depth) if isinstance(event, yaml.SequenceStartEvent) else self.fields(at, depth)
        self.report(at, f"aliases (*{getattr(event, 'anchor', '')}) are not supported: write the value out")
        return Scalar(None, at)

    def items(self, at: Point, depth: int) -> Items:
        """The list whose first item comes next."""
        items = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            items.append(self.node(event, depth + 1))
        return Items(tuple(items), at)

    def fields(self, at: Point, depth: int) -> Fields:
        """The mapping whose first key comes next."""
        fields = Fields({}, {}, at)
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            self.entry(event, fields, depth)
        return fields

    def entry(self, event: yaml.Event, fields: Fields, depth: int) -> None:
        """Add the entry whose key starts with an event."""
        key = self.node(event, depth + 1)
        value = self.node(self.next(), depth + 1)
        if not isinstance(event, yaml.ScalarEvent):
            self.report(key.at, "a key must be a word")
        elif event.value in fields.keys:
            first = fields.keys[event.value].line
            self.report(key.at, f"the key {shown(event.value)} is here twice (first on line {first})")
        else:
            fields.keys[event.value] = key.at
            fields.values[event.value] = value

    def scalar(self, event: yaml.ScalarEvent, at: Point) -> Value:
        """The value of a scalar: text, unless it is written without quotes and reads as something else."""
        text = event.value
        if event.anchor or event.tag:
            self.refuse_properties(event, at)
        if odd := _ODD.search(text):
            self.report(at, _odd_message(odd))
        if event.style:
            self.last_quoted = event if event.style in _QUOTES else None
            return text
        cut = _CUT.match(self.text, event.end_mark.index) if event.end_mark else None
        if cut and is_text(text) and (" " in text or not cut["word"]):
            self.report(at, "what comes after # is a comment: put the text in quotes, or a space after the #")
        return _resolved(text)

    def refuse_properties(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, at: Point) -> None:
        """Note an anchor or a tag, which no file needs here."""
        if event.anchor:
            self.report(at, f"anchors (&{event.anchor}) are not supported: write the value out where it is used")
        if event.tag:
            self.report(at, f"tags ({shown(event.tag)}) are not supported: write the value plainly, or text in quotes")

    def report(self, at: Point, message: str) -> None:
        """Note a problem; give up on a file that has too many."""
        self.problems.append(Problem(self.path, message, *at))
        if len(self.problems) >= MAX_PROBLEMS:
            raise DataError(self.problems)


def shown(text: str) -> str:
    """Text from a file for a message: in quotes, on one line, not too long, without control characters."""
    short = text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"
    return "'" + "".join(char if char.isprintable() else "�" for char in short) + "'"


def is_text(text: str) -> bool:
    """Whether the value of text written without quotes is text."""
    return isinstance(_resolved(text), str)


def _resolved(text: str) -> Value:
    """A plain scalar's value."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789":
        return text
    if _INT.fullmatch(text):
        return int(text)
    return float(text) if not text.lstrip("+-").isdigit() and _FLOAT.fullmatch(text) else text


def _point(event: yaml.Event) -> Point:
    mark = event.start_mark
    return Point(mark.line + 1, mark.column + 1) if mark else Point(1, 1)


def _odd_message(odd: re.Match[str]) -> str:
    return f"the character U+{ord(odd[0]):04X} does not belong in text"


def _closed_early(error: Exception, quoted: yaml.ScalarEvent | None, path: str) -> Problem | None:
    """The problem of a quotation mark that closes a text too early; None if the error is not behind one."""
    mark = getattr(error, "problem_mark", None)
    if mark is None or quoted is None or not quoted.start_mark or not quoted.end_mark:
        return None
    opened, closed = quoted.start_mark, quoted.end_mark
    if (mark.line, mark.column) != (closed.line, closed.column):
        return None
    if opened.line == closed.line:
        escaped = "write it twice" if quoted.style == "'" else r"write \""
        return Problem(path, f"this quotation mark closes the text: inside of it {escaped}", mark.line + 1, mark.column)
    message = f"the quotation mark opened here is not closed before line {mark.line + 1}, where another text begins"
    return Problem(path, message, *_point(quoted))


def _syntax_problem(error: Exception, text: str, path: str) -> Problem:
    """A parser's error in plain words, at the place where the reader will look."""
    said = str(getattr(error, "problem", None) or error).splitlines()[0]
    part, message = next(((part, words) for part, words in _SYNTAX if part in said), ("", said))
    mark = getattr(error, "problem_mark", None)
    if part in _OPENED:
        mark = getattr(error, "context_mark", None) or mark
    lines = Lines(text)
    if mark is None:
        odd = _ODD.search(text)
        return Problem(path, _odd_message(odd), *lines.point(odd.start())) if odd else Problem(path, message)
    number = min(mark.line + 1, len(lines.starts))  # libyaml counts one more line at the end of the text
    line = lines.line(number)
    column = mark.column if number == mark.line + 1 else len(line)
    above = lines.starts[max(0, number - 2)]  # it is noticed where it is, or in the next line
    if blank := _NO_BREAK.search(text, above, lines.starts[number - 1] + len(line)):
        return Problem(path, "a no-break space cannot indent YAML: use spaces", *lines.point(blank.end() - 1))
    if line[column : column + 1] == "\t":
        message = "a tab cannot indent YAML: use spaces"
    elif message == _MISFIT and (start := _MARKUP.match(line[:column])):
        message = f"nothing can follow here: text that starts with {start[1]} needs quotes around all of it"
    return Problem(path, message, number, column + 1)
