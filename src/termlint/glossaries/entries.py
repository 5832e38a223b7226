"""The glossary's format: for each kind of entry its keys, what they hold, and what must fit within the entry."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING

from termlint.nodes.schema import (
    Kind,
    Record,
    Sheet,
    Text,
    checked,
    choice,
    items,
    line,
    located,
    may,
    number,
    record,
    shape_of,
    shaped,
    table,
    text,
)
from termlint.nodes.yamltext import Node, Scalar, shown
from termlint.vocabulary import INVERSE

if TYPE_CHECKING:
    from collections.abc import Collection

MAX_SHORT = 160
MAX_INLINE = 15
YEARS = range(1, 3000)
PUBLISHED_KINDS = ("terms", "senses", "conflations", "rules")
"""What has an address on the glossary's website that others may link to."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PATTERN = re.compile(r"\\[bdsw.]|\.[*+?]|\(\?|\w\?\w|\w\[\w+\]")
"""What is surely a regular expression, as ``optimi[sz]er`` is; ``C++``, ``A* search`` and ``p(x|y)`` are names."""
_HOST = r"(?:localhost|(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,})(?::[0-9]{1,5})?"
_URL = re.compile(rf"https?://{_HOST}(?:[/?#][^\s\"<>\\^`{{|}}]*)?")


def slug(lemma: str) -> str:
    """The name of a term in file names, ids and addresses: ``value-function`` for "value function"."""
    ascii_only = unicodedata.normalize("NFKD", lemma.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")


def id_complaint(name: str) -> str:
    """What is wrong with an id."""
    return (
        ""
        if _ID.fullmatch(name)
        else f"{shown(name)} is not an id: use lower-case letters and digits, joined by hyphens"
    )


def short_complaint(short: str) -> str:
    """What is wrong with a short text."""
    if len(short) > MAX_SHORT:
        return f"this has {len(short)} characters: at most {MAX_SHORT} fit a list or a hover card"
    if short.lower().startswith(("a ", "an ", "the ")):
        return f"this starts with an article: leave out {shown(short.split(maxsplit=1)[0])}"
    return "this ends in a full stop: leave it out" if short.endswith(".") else ""


def inline_complaint(inline: str) -> str:
    """What is wrong with an inline caveat."""
    count = len(inline.split())
    if inline.startswith("(") and inline.endswith(")") and not {"(", ")"} & {*inline[1:-1]}:
        return "this is in parentheses already: leave them out, an inline caveat is shown in them anyway"
    return f"this has {count} words: an inline caveat has at most {MAX_INLINE}" if count > MAX_INLINE else ""


def url_complaint(url: str) -> str:
    """What is wrong with an address."""
    return (
        ""
        if _URL.fullmatch(url)
        else f"{shown(url)} is not an address: it must start with https:// or http:// and a host"
    )


def _date_complaint(day: str) -> str:
    try:
        written = date.fromisoformat(day).isoformat() == day
    except ValueError:
        written = False
    return "" if written else f"{shown(day)} is not a date written YYYY-MM-DD"


def _contrast_complaint(relation: Record) -> str:
    missing = relation.text("type") == "contrast" and "note" not in relation.values
    return "a contrast needs a note: one sentence on the difference" if missing else ""


def _example_complaint(example: Record) -> str:
    expected = example.values.keys() & {"report", "pass", "sense"}
    if not expected:
        return "an example needs report (a rule), pass (a reason) or sense: what does it test?"
    return "an example has either report or pass, not both" if expected >= {"report", "pass"} else ""


def _form_complaint(form: str) -> str:
    if not any(char.isalpha() for char in form):
        return f"{shown(form)} has no letter in it"
    return _no_pattern(form) if _PATTERN.search(form) else ""


def _no_pattern(form: str) -> str:
    return f"forms are not patterns, and {shown(form)} would be found only as written here: list each spelling"


def lemma_complaint(lemma: str) -> str:
    """What is wrong with the base form of a term, which names the term's file and its address."""
    name = slug(lemma)
    if complaint := _form_complaint(lemma):
        return complaint
    advice = f"give the term another name, and list {shown(lemma)} under forms"
    if not name:
        return f"{shown(lemma)} has no letter from a to z and no digit to name its file and its address: {advice}"
    return f"{name}.yaml is a file of another kind, so it cannot hold a term: {advice}" if name in RESERVED else ""


def _year(node: Node, sheet: Sheet) -> float | None:
    value = number(node, sheet)
    if value is not None and (not isinstance(value, int) or value not in YEARS):
        sheet.report(node.at, "this must be a year")
    return value


def _site(node: Node, sheet: Sheet) -> object:
    if isinstance(node, Scalar) and node.value in {"", None}:
        return located("", node.at)
    return _url(node, sheet)


def _rule(node: Node, sheet: Sheet) -> Text | None:
    """The id of a rule."""
    if isinstance(node, Scalar) and isinstance(node.value, bool):
        sheet.report(node.at, "this must be the id of a rule: only an example listed with its rule says true")
        return None
    return line(node, sheet)


def example(report: Kind) -> Kind:
    """An example, whose `report` differs between the glossary and the rules."""
    keys = {"report": may(report), "pass": may(text), "sense": may(text), "conflation": may(text)}
    keys["todo"] = may(items(choice("report", "pass", "sense")))
    return checked(
        record(text=text, **keys),
        _example_complaint,
        anyOf=[{"required": [key]} for key in ("report", "pass", "sense")],
        **{"not": {"required": ["report", "pass"]}},
    )


def id_kind() -> Kind:
    """An id."""
    return checked(text, id_complaint, pattern=ID)


ID = f"^{_ID.pattern}$"
_id = id_kind()
_url = checked(text, url_complaint, pattern="^https?://[^/?#]+", format="uri")
_date = checked(text, _date_complaint, pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$", format="date")
shaped(_year, lambda: {"type": "integer", "minimum": YEARS.start, "maximum": YEARS.stop - 1})
shaped(_rule, lambda: shape_of(line))
shaped(_site, lambda: {"anyOf": [shape_of(_url), {"enum": ["", None]}]})
_citation = record(source=text, locator=may(line))

_caveats = record(inline=checked(line, inline_complaint), footnote=line, aside=text)

_sense = record(
    id=_id,
    label=line,
    short=checked(line, short_complaint, maxLength=MAX_SHORT),
    definition=text,
    domain=text,
    sources=may(items(_citation)),
    relations=may(
        items(
            checked(
                record(type=choice(*INVERSE), to=text, note=may(line)),
                _contrast_complaint,
                **{"if": {"properties": {"type": {"const": "contrast"}}}, "then": {"required": ["note"]}},
            )
        ),
    ),
)

_conflation = record(
    id=_id,
    senses=items(text, exactly=2),
    claims_less=may(text),
    why=text,
    situation=text,
    sources=may(items(_citation)),
    caveats=table(_caveats),
)

TERM = record(
    term=checked(line, lemma_complaint),
    forms=items(checked(line, _form_complaint)),
    shares=may(items(line)),
    summary=text,
    status=choice("draft", "reviewed", "deprecated"),
    senses=items(_sense),
    conflations=may(items(_conflation)),
    examples=may(items(example(_rule))),
    history=may(items(record(date=_date, change=text))),
)

_source = record(authors=line, year=_year, title=line, url=_url, kind=may(choice("primary", "secondary")))

SOURCES = table(_source, id_complaint, ID)
DOMAINS = table(line, id_complaint, ID)
META = record(title=may(line), version=may(line), url=may(_site), license=may(line))
PUBLISHED = record(
    **{kind: may(items(text)) for kind in PUBLISHED_KINDS},
    renamed=may(record(**{kind: may(table(text)) for kind in PUBLISHED_KINDS})),
)
SHARED = {"sources": SOURCES, "domains": DOMAINS, "meta": META, "published": PUBLISHED}
"""The files of a glossary folder that hold no term."""
RULES_SHARED = LEXICON, STAKES, WORDS = "lexicon", "stakes", "words"
"""The files of a rules folder that are about all terms: word lists, stakes and what single words weigh in them."""
RESERVED = (*SHARED, *RULES_SHARED)
"""What no file of a term can be called."""


def check_term(term: Record, stem: str, sheet: Sheet) -> None:
    """Note what does not fit together within one file."""
    lemma = term.text("term")
    if lemma and not lemma_complaint(lemma) and slug(lemma) != stem:
        sheet.report(lemma.at, f"the file of {shown(lemma)} must be named {slug(lemma)}.yaml")
    if lemma and term.texts("forms") and lemma.lower() not in {form.lower() for form in term.texts("forms")}:
        sheet.report(term.place("forms"), f"the forms must contain the term itself, {shown(lemma)}")
    distinct(term.texts("forms"), "form", sheet)
    forms = [form.lower() for form in term.texts("forms")]
    for form in term.texts("forms"):
        if form.endswith("?") and {form[:-1].lower(), form[:-2].lower()} & {*forms}:
            sheet.report(form.at, _no_pattern(form))
    for shared in term.texts("shares"):
        if shared.lower() not in forms:
            sheet.unknown(shared.at, "form", shared, forms)
    senses = [sense.text("id") for sense in term.records("senses")]
    conflations = [conflation.text("id") for conflation in term.records("conflations")]
    distinct([*senses, *conflations], "id", sheet)
    for conflation in term.records("conflations"):
        _check_conflation(conflation, senses, sheet)
    for written in term.records("examples"):
        check_example(written, senses, conflations, sheet)


def check_example(written: Record, senses: Collection[str], conflations: Collection[str], sheet: Sheet) -> None:
    """Note where an example names a sense or a conflation that its term does not have."""
    for what, names in (("sense", senses), ("conflation", conflations)):
        name = written.text(what)
        if name and name not in names:
            sheet.unknown(name.at, what, name, names)


def distinct(names: list[Text] | tuple[Text, ...], what: str, sheet: Sheet) -> None:
    """Note names that are written twice; neither case nor a hyphen for a space makes a difference."""
    seen: dict[str, Text] = {}
    for name in names:
        first = seen.setdefault(name.lower().replace("-", " "), name)
        if name and first is not name:
            sheet.report(name.at, f"the {what} {shown(name)} is here twice (first on line {first.at.line})")


def _check_conflation(conflation: Record, senses: list[Text], sheet: Sheet) -> None:
    """Note where a conflation is not of two senses, or its caveats are not for exactly those."""
    pair = conflation.texts("senses")
    for name in pair:
        if name not in senses:
            sheet.unknown(name.at, "sense", name, senses)
    distinct(pair, "sense", sheet)
    if not pair or not set(pair) <= set(senses):
        return
    modest = conflation.text("claims_less")
    if modest and modest not in pair:
        sheet.unknown(modest.at, "sense", modest, pair)
    caveats = conflation.record("caveats")
    for key, at in caveats.keys.items():
        if key not in pair:
            sheet.unknown(at, "sense", key, pair)
    for name in pair:
        if "caveats" in conflation.values and name not in caveats.keys:
            sheet.report(conflation.place("caveats"), f"the caveats for {shown(name)} are missing")
