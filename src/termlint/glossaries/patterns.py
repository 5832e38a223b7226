"""Raw patterns for spaCy's matchers: what one may hold, so that none fails when a draft is checked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from termlint.nodes.schema import Record, checked, choice, flag, found, items, may, number, record, shaped, text
from termlint.nodes.yamltext import Fields, Items, Scalar, plain, shown
from termlint.rawpatterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

    from termlint.nodes.schema import Kind, Sheet
    from termlint.nodes.yamltext import Node

MAX_PATTERN = 32
"""spaCy's matchers take time that grows fast with the length of a pattern."""
_OPERATOR = re.compile(r"[!?+*]|\{(?:\d{1,3}(?:,\d{0,3})?|,\d{1,3})\}")
_FEATURE = re.compile(r"[^\s=|]+=[^\s=|]+")
_REPEATED = re.compile(r"\d{1,3}")


def _exact(node: Node, sheet: Sheet) -> object:
    """Text that is taken as it stands."""
    value = text(node, sheet)
    if value is not None and cast("Scalar", node).value != value:
        sheet.report(node.at, f"this must not start or end with a space, {found(node)}")
    return value


def _whole(node: Node, sheet: Sheet) -> object:
    """A number of things."""
    value = number(node, sheet)
    if isinstance(value, float) or (value is not None and value < 0):
        sheet.report(node.at, f"this must be a whole number, 0 or more, {found(node)}")
    return value


def _or(kind: Kind, predicates: Kind) -> Kind:
    """A value, or a mapping from predicates to what they take."""

    def read(node: Node, sheet: Sheet) -> object:
        if not isinstance(node, Fields):
            return kind(node, sheet)
        if not node.values:
            sheet.report(node.at, "this mapping is empty: it would always hold")
        for key, at in node.keys.items():
            if key.upper() == "REGEX":
                sheet.report(at, f"{shown(key)} is not supported: list the words with IN")
                return None
        return predicates(node, sheet)

    return read


def _each(names: Iterable[str], kind: Kind) -> dict[str, Kind]:
    return dict.fromkeys(names, kind)


def _optional(kinds: dict[str, Kind]) -> Kind:
    return record(**{name: may(kind) for name, kind in kinds.items()})


def _no_operator(value: str) -> str:
    """Why a text is no operator; empty if it is one."""
    times = list(map(int, _REPEATED.findall(value)))
    never = times[-1:] == [0] and not value.endswith(",}")
    if not _OPERATOR.fullmatch(value) or times != sorted(times) or never:
        return f"{shown(value)} is not an operator (legal: !, ?, +, *, {{n}}, {{n,}}, {{,m}}, {{n,m}})"
    return ""


def _no_feature(value: str) -> str:
    """Why a text is no feature of a word; empty if it is one."""
    return "" if _FEATURE.fullmatch(value) else f"{shown(value)} is not a feature such as Number=Sing"


SETS = ("IN", "NOT_IN", "INTERSECTS", "IS_SUBSET", "IS_SUPERSET")
FUZZY = ("FUZZY", *(f"FUZZY{edits}" for edits in range(1, 10)))
COMPARISONS = ("==", "!=", ">=", "<=", ">", "<")
_OF_TEXTS = _optional({**_each(SETS, items(_exact)), **_each(FUZZY, _exact)})
_OF_FEATURES = _optional({**_each(SETS, items(checked(_exact, _no_feature))), **_each(FUZZY, _exact)})
_OF_NUMBERS = _optional({**_each(COMPARISONS, number), **_each(SETS[:2], items(_whole))})
TEXTS = ("TEXT", "ORTH", "LOWER", "NORM", "SHAPE", "LEMMA", "POS", "TAG", "DEP")
"""Names of people and places are not looked for, so that there is no ENT_TYPE."""
_IS = (
    *("ALPHA", "ASCII", "DIGIT", "LOWER", "UPPER", "TITLE", "PUNCT", "SPACE", "BRACKET", "QUOTE"),
    *("LEFT_PUNCT", "RIGHT_PUNCT", "CURRENCY", "STOP", "SENT_START"),
)
FLAGS = (*(f"IS_{name}" for name in _IS), "LIKE_NUM", "LIKE_URL", "LIKE_EMAIL", "SPACY")
_ATTRIBUTES = {
    **_each(TEXTS, _or(_exact, _OF_TEXTS)),
    "MORPH": _or(_exact, _OF_FEATURES),
    "LENGTH": _or(_whole, _OF_NUMBERS),
    **_each(FLAGS, flag),
}
_TOKEN = _optional({"OP": checked(_exact, _no_operator), **_ATTRIBUTES})
RELATIONS = (
    *("<", ">", "<<", ">>", ".", ".*", ";", ";*", "$+", "$-", "$++", "$--"),
    *(">+", ">-", ">++", ">--", "<+", "<-", "<++", "<--"),
)
_ANCHOR = record(RIGHT_ID=_exact, RIGHT_ATTRS=_optional(_ATTRIBUTES))
_NODE = record(LEFT_ID=_exact, REL_OP=choice(*RELATIONS), RIGHT_ID=_exact, RIGHT_ATTRS=_optional(_ATTRIBUTES))


def matcher(node: Node, sheet: Sheet) -> Pattern | None:
    """A pattern of spaCy's Matcher, or None after noting what it can be no pattern for."""
    parts = _parts(node, sheet)
    for part in parts:
        _TOKEN(part, sheet)
    return Pattern("matcher", [*map(plain, parts)]) if parts else None


def dependency(node: Node, sheet: Sheet) -> Pattern | None:
    """A pattern of spaCy's DependencyMatcher, or None after noting what it can be no pattern for."""
    parts = _parts(node, sheet)
    known: list[str] = []
    for place, part in enumerate(parts):
        read = (_NODE if place else _ANCHOR)(part, sheet)
        if isinstance(read, Record):
            left, right = read.text("LEFT_ID"), read.text("RIGHT_ID")
            if left and left not in known:
                sheet.unknown(left.at, "RIGHT_ID of an earlier part", left, known)
            if right and right in known:
                sheet.report(right.at, f"{shown(right)} is the RIGHT_ID of an earlier part, too")
            known.append(right)
    return Pattern("dependency", [*map(plain, parts)]) if parts else None


for _kind in (matcher, dependency):
    shaped(_kind, lambda: {"type": "array", "items": {"type": "object"}, "minItems": 1, "maxItems": MAX_PATTERN})


def _parts(node: Node, sheet: Sheet) -> list[Fields]:
    """The parts of a pattern."""
    if not isinstance(node, Items) or not node.items:
        wrong = "found an empty list" if isinstance(node, Items) else found(node)
        sheet.report(node.at, f"a pattern is a list of mappings, {wrong}")
        return []
    if (size := sum(map(_size, node.items))) > MAX_PATTERN:
        sheet.report(node.at, f"a pattern has at most {MAX_PATTERN} parts, found {size}")
        return []
    for item in node.items:
        if not isinstance(item, Fields):
            sheet.report(item.at, f"a part of a pattern must be a mapping, {found(item)}")
    return [item for item in node.items if isinstance(item, Fields)]


def _size(part: Node) -> int:
    """How many parts one counts for: as many as its operator repeats it."""
    operator = part.values.get("OP") if isinstance(part, Fields) else None
    value = operator.value if isinstance(operator, Scalar) else None
    return max([1, *map(int, _REPEATED.findall(value))]) if isinstance(value, str) else 1
