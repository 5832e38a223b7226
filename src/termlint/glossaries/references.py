"""Checks across the files of a glossary: everything that is named must exist, and be named so only once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from termlint.nodes.yamltext import shown
from termlint.vocabulary import LINK

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from termlint.model import Point
    from termlint.nodes.schema import Record, Sheet, Text

REPLACING = (
    "keep the senses and conflations of the term that it replaces along with your own, give your term a name and forms "
    "of its own, or leave the built-in terms out (--no-builtin)"
)
"""What to do where a term takes the place of one of an earlier folder, and others still refer to that one."""
Edge: TypeAlias = "tuple[str, str]"
"""A step from one sense to another, by their ids."""
NAMED = 8
"""So many of the senses that are missing then are named."""


class Entry(NamedTuple):
    """A term as written, in its file."""

    slug: str
    record: Record
    sheet: Sheet


class Published(NamedTuple):
    """The ids that a folder's website has shown, as written."""

    folder: Path
    record: Record
    sheet: Sheet


@dataclass
class Written:
    """What the files of a glossary say, before it is known to fit together."""

    terms: dict[str, Entry] = field(default_factory=dict)
    replaced: dict[str, Entry] = field(default_factory=dict)
    """Those of earlier folders whose places others have taken."""
    sources: dict[str, Record] = field(default_factory=dict)
    domains: dict[str, Text] = field(default_factory=dict)
    meta: dict[str, Text] = field(default_factory=dict)
    published: list[Published] = field(default_factory=list)


def check(written: Written) -> None:
    """Note what is named and does not exist, and what exists twice."""
    entries = written.terms.values()
    senses = dict.fromkeys(sense for entry in entries for sense in _senses(entry))
    for entry in entries:
        for sense in entry.record.records("senses"):
            if (domain := sense.text("domain")) and domain not in written.domains:
                entry.sheet.unknown(
                    domain.at, "domain", domain, written.domains, "; domains are listed in domains.yaml"
                )
            _check_sources(sense, entry, written)
        for conflation in entry.record.records("conflations"):
            _check_sources(conflation, entry, written)
    _check_links(written, senses)
    _check_unique("file name", ((entry.record.text("term"), entry.slug, entry) for entry in entries))
    labels = ((sense.text("label"), entry) for entry in entries for sense in entry.record.records("senses"))
    _check_unique("label", ((label, label, entry) for label, entry in labels))
    _check_unique("form", (form for form in _forms(entries) if form[1] not in _shared(form[2])))
    _check_shares(entries)
    _check_cycles(entries)


def sense_id(entry: Entry, sense: Record) -> str:
    """A sense's global id."""
    return f"{entry.slug}.{sense.text('id')}"


def _check_sources(owner: Record, entry: Entry, written: Written) -> None:
    for citation in owner.records("sources"):
        if (source := citation.text("source")) and source not in written.sources:
            entry.sheet.unknown(source.at, "source", source, written.sources, "; sources are listed in sources.yaml")


def _senses(entry: Entry) -> Iterator[str]:
    return (sense_id(entry, sense) for sense in entry.record.records("senses"))


def _check_links(written: Written, senses: Mapping[str, None]) -> None:
    """Relations, and links in definitions; what a term that was replaced leaves without a goal is its successor's."""
    gone = {sense: lemma for lemma, old in written.replaced.items() for sense in _senses(old) if sense not in senses}
    left: dict[str, dict[str, str]] = {}
    for entry in written.terms.values():
        for what, name, at in _links(entry):
            lemma = gone.get(name)
            if lemma and not _together(written.terms[lemma], entry):
                left.setdefault(lemma, {}).setdefault(name, f"{name} ({entry.sheet.path}:{at.line})")
            elif name not in senses:
                entry.sheet.unknown(at, what, name, senses)
    for lemma, places in left.items():
        named = [*list(places.values())[:NAMED], *["…"] * (len(places) > NAMED)]
        message = f"this replaces {shown(lemma)} but lacks senses that others refer to: {', '.join(named)}; {REPLACING}"
        entry = written.terms[lemma]
        entry.sheet.report(entry.record.place("senses"), message)


def _links(entry: Entry) -> Iterator[tuple[str, str, Point]]:
    """What an entry refers to: what it is in messages, the sense's name, and where that stands."""
    for sense in entry.record.records("senses"):
        here = sense_id(entry, sense)
        for relation in sense.records("relations"):
            to = relation.text("to")
            if to == here:
                entry.sheet.report(to.at, f"{shown(to)} is this sense itself")
            elif to:
                yield "sense", to, to.at
    for text in linking(entry.record):
        yield from (("sense in the link", link["sense"], text.at) for link in LINK.finditer(text))


def linking(term: Record) -> Iterator[Text]:
    """The texts of a term that may link to senses."""
    yield term.text("summary")
    yield from (sense.text("definition") for sense in term.records("senses"))
    yield from (pair.text(key) for pair in term.records("conflations") for key in ("why", "situation"))


def renamed(published: Iterable[Published]) -> dict[str, dict[str, str]]:
    """The ids that are called otherwise now, by kind: the old and the new."""
    names: dict[str, dict[str, str]] = {}
    for file in published:
        table = file.record.record("renamed")
        for kind in table.values:
            new = table.record(kind)
            names.setdefault(kind, {}).update({old: str(new.text(old)) for old in new.values})
    return names


def _forms(entries: Iterable[Entry]) -> Iterator[tuple[Text, str, Entry]]:
    """Each form of each term, with one key for all spellings that match alike."""
    for entry in entries:
        spellings = {_spelling(form): form for form in entry.record.texts("forms")}
        yield from ((form, spelling, entry) for spelling, form in spellings.items())


def _spelling(form: str) -> str:
    return re.sub(r"[-\s]+", " ", form.lower())


def _shared(entry: Entry) -> set[str]:
    """The spellings that a term says it shares with another."""
    return {_spelling(form) for form in entry.record.texts("shares")}


def _together(entry: Entry, other: Entry) -> bool:
    """Whether two terms are in one folder, so that whoever writes the one can change the other."""
    return Path(entry.sheet.path).parent == Path(other.sheet.path).parent


def _check_shares(entries: Collection[Entry]) -> None:
    """Note forms that only one of two terms of a folder says they share, and those that nobody else has."""
    owners: dict[str, list[Entry]] = {}
    for _, spelling, entry in _forms(entries):
        owners.setdefault(spelling, []).append(entry)
    for entry in entries:
        for form in entry.record.texts("shares"):
            others = [other for other in owners.get(_spelling(form), []) if other is not entry]
            if not others:
                entry.sheet.report(form.at, f"no other term has the form {shown(form)}: remove it from shares")
            for other in others:
                if _together(entry, other) and _spelling(form) not in _shared(other):
                    where = f"{other.sheet.path}:{other.record.place('forms').line}"
                    entry.sheet.report(form.at, f"{shown(form)} must be listed under shares there, too: {where}")


def _check_unique(what: str, named: Iterable[tuple[Text, str, Entry]]) -> None:
    """Note what is named like something before it."""
    seen: dict[str, tuple[Text, Entry]] = {}
    for name, key, entry in named:
        if not key:
            continue
        first, owner = seen.setdefault(key.lower(), (name, entry))
        if first is not name:
            place = f"{owner.sheet.path}:{first.at.line}"
            where = "in both" if _together(entry, owner) else "here"
            advice = f"; if both terms have it, list it under shares {where}" if what == "form" else ""
            entry.sheet.report(name.at, f"the {what} {shown(key)} is taken (by {place}){advice}")


def _check_cycles(entries: Collection[Entry]) -> None:
    """Note where a sense is, step by step, broader than itself."""
    broader: dict[str, list[str]] = {}
    stated: dict[tuple[str, str], tuple[Text, Entry]] = {}
    for entry in entries:
        for sense in entry.record.records("senses"):
            here = sense_id(entry, sense)
            for relation in sense.records("relations"):
                to = relation.text("to")
                if to != here and relation.text("type") in {"broader", "narrower"}:
                    edge = (here, str(to)) if relation.text("type") == "broader" else (str(to), here)
                    broader.setdefault(edge[0], []).append(edge[1])
                    stated[edge] = to, entry
    for loop in loops(broader):
        edge = newest(loop, {edge: entry for edge, (_, entry) in stated.items()}, entries)
        to, entry = stated[edge]
        entry.sheet.report(to.at, f"{shown(edge[0])} would be broader than itself through {shown(edge[1])}")


def loops(graph: Mapping[str, list[str]]) -> Iterator[list[Edge]]:
    """The loops that a walk through a graph comes upon, each as its edges; the last is the one that comes back."""
    done: set[str] = set()
    for start in graph:
        path, todo = dict.fromkeys([start]), [iter(graph[start])]
        while todo and start not in done:
            node = next(reversed(path))
            following = next(todo[-1], None)
            if following is None:
                done.add(node)
                path.pop(node)
                todo.pop()
            elif following in path:
                loop = list(path)[list(path).index(following) :]
                yield list(zip(loop, [*loop[1:], following], strict=True))
            elif following not in done:
                path[following] = None
                todo.append(iter(graph.get(following, ())))


def newest(loop: Sequence[Edge], stated: Mapping[Edge, Entry], entries: Iterable[Entry]) -> Edge:
    """The edge of a loop that is stated in the last folder, by those who can take it back; else the last edge."""
    folders = list(dict.fromkeys(Path(entry.sheet.path).parent for entry in entries))
    return max(reversed(loop), key=lambda edge: folders.index(Path(stated[edge].sheet.path).parent))
