"""Another name for a sense, a conflation or a rule: wherever a glossary and its rules name it, and nowhere else.

What they are called where they are used is in `PLACES`, by the way that leads there through a file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from termlint.curation import additions, tidying
from termlint.errors import TermlintError
from termlint.glossaries import entries
from termlint.guessing import Guesses
from termlint.model import Problem
from termlint.nodes import editing, yamlfiles
from termlint.nodes.editing import ITEM, KEY
from termlint.nodes.schema import unknown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from termlint.curation.additions import Home
    from termlint.nodes.editing import Way

PLACES: Mapping[str, Mapping[str, Sequence[Way]]] = {
    "senses": {
        "term": (
            ("senses", ITEM, "id"),
            ("conflations", ITEM, "senses", ITEM),
            ("conflations", ITEM, "claims_less"),
            ("conflations", ITEM, "caveats", KEY),
            ("examples", ITEM, "sense"),
        ),
        "rules": (
            ("off_domain", ITEM),
            ("draft_words", KEY),
            ("cues", ITEM, "sense"),
            ("rules", ITEM, "examples", ITEM, "sense"),
        ),
        "stakes": (("more", ITEM, "read_as", ITEM), ("less", ITEM, "read_as", ITEM)),
    },
    "conflations": {
        "term": (("conflations", ITEM, "id"), ("examples", ITEM, "conflation")),
        "rules": (
            ("rules", ITEM, "conflation"),
            ("rules", ITEM, "others", KEY),
            *((key, KEY) for key in ("tells_apart", "denied_outright", "claims_more")),
            ("rules", ITEM, "examples", ITEM, "conflation"),
        ),
        "stakes": (),
    },
    "rules": {
        "term": (("examples", ITEM, "report"),),
        "rules": (("rules", ITEM, "id"), ("rules", ITEM, "examples", ITEM, "report")),
        "stakes": (),
    },
}
"""Where each kind is named: in the file of its term, in that of the term's rules, in the stakes that terms share."""
FOREIGN: Mapping[str, Sequence[Way]] = {"senses": (("senses", ITEM, "relations", ITEM, "to"),)}
"""Where any term's file names it, by its id within the glossary."""


class Renamed(NamedTuple):
    """What came of a new name."""

    paths: tuple[Path, ...]
    """The files that changed."""
    published: bool
    """Whether the old name stays known, since it was published."""
    left: tuple[Problem, ...]
    """Places that name what several terms have, and stay as they are."""


class _Name(NamedTuple):
    """A name and the one that it gives way to."""

    kind: str
    term: str
    """The file of its term, without the ending."""
    old: str
    new: str
    """As the files of its term have them."""
    old_id: str
    new_id: str
    """As all others have them."""


def rename(home: Home, old: str, new: str) -> Renamed:
    """Write a sense, a conflation or a rule with another name; `old` is its id within the glossary."""
    name = _name(home, old, new)
    texts = {path: tidying.read(path) for path in _files(home)}
    edited = {path: _edited(home, path, text, name) for path, text in texts.items()}
    changed = {path: text for path, (text, _) in edited.items() if text != texts[path]}
    left = tuple(problem for _, problems in edited.values() for problem in problems)
    for folder in home.rules if name.kind == "rules" else ():
        measured = folder / "measured.json"
        if measured.is_file() and (key := f'"{name.old}":') in (text := tidying.read(measured)):
            changed[measured] = text.replace(key, f'"{name.new}":')
    register = home.folder / "published.yaml"
    noted = tidying.read(register) if register.is_file() else ""
    now = _registered(noted, name, str(register)) if noted else noted
    if now != noted:
        changed[register] = now
    additions.save(home, changed)
    return Renamed(tuple(changed), now != noted, left)


def _registered(text: str, name: _Name, path: str) -> str:
    """The list of what was published, with what the old name and those before it are called now."""
    way = "renamed", name.kind
    for place in reversed(editing.places(text, path)):
        if place.way[:2] == way and place.way[2] != KEY and place.value == name.old_id:
            text = text[: place.span.start] + name.new_id + text[place.span.end :]
    if any(place.way == (name.kind, ITEM) and place.value == name.old_id for place in editing.places(text, path)):
        return editing.with_pair(text, way, name.old_id, name.new_id, path)
    return text


def _name(home: Home, old: str, new: str) -> _Name:
    """What is to be renamed, once it is known to be there and the new name to be free."""
    known = _known(home)
    if old not in known:
        raise TermlintError(unknown("sense, conflation or rule", old, known, Guesses()))
    kind, stem = known[old]
    prefix = old.rpartition(".")[0] + "." if kind != "rules" else ""
    short = new.removeprefix(prefix)
    if complaint := entries.id_complaint(short):
        raise TermlintError(complaint)
    if prefix + short in known:
        raise TermlintError(f"the id '{prefix + short}' is taken")
    return _Name(kind, stem, old.removeprefix(prefix), short, old, prefix + short)


def _known(home: Home) -> dict[str, tuple[str, str]]:
    """The ids of all senses, conflations and rules of a glossary, with the kind of each and the file of its term."""
    known: dict[str, tuple[str, str]] = {}
    for path in _files(home):
        kinds = ("senses", "conflations") if path.parent == home.folder else ("rules",)
        prefix = f"{path.stem}." if path.parent == home.folder else ""
        known |= {prefix + name: (kind, path.stem) for kind in kinds for name in additions.ids(path, kind)}
    return known


def _files(home: Home) -> list[Path]:
    """The files of terms, of rules and of the stakes that terms share."""
    terms = [path for path in yamlfiles.listed(home.folder, []) if path.stem not in entries.RESERVED]
    rules = [path for folder in home.rules for path in yamlfiles.listed(folder, [])]
    return terms + [path for path in rules if path.stem == entries.STAKES or path.stem not in entries.RESERVED]


def _edited(home: Home, path: Path, text: str, name: _Name) -> tuple[str, list[Problem]]:
    """The text of a file with the new name; and the places in it that are left as they are."""
    if name.old not in text:  # nor need it be laid out as what is edited must be
        return text, []
    of_terms = path.parent == home.folder
    places = [place for place in editing.places(text, str(path)) if place.value in {name.old, name.old_id}]
    if path.stem == entries.STAKES:
        ways, shared = PLACES[name.kind]["stakes"], name.kind == "senses" and _is_shared(home, name)
    elif path.stem == name.term or name.kind == "rules":
        ways, shared = PLACES[name.kind]["term" if of_terms else "rules"], False
    else:
        ways, shared = (), False
    own = [place for place in places if place.way in ways]
    if shared:
        message = f"{name.old} is a sense of other terms, too: add {name.new} if it is meant here"
        return text, [Problem(str(path), message, *place.point) for place in own]
    if of_terms:
        foreign = FOREIGN.get(name.kind, ())
        own += [place for place in places if place.value == name.old_id and place.way in foreign]
    for place in sorted(own, key=lambda place: place.span, reverse=True):
        start, end = place.span
        new = name.new_id if place.value == name.old_id else name.new
        text = text[:start] + text[start:end].replace(place.value, new) + text[end:]
    if of_terms and name.kind == "senses":
        text = re.sub(rf"(\[\[\s*){re.escape(name.old_id)}(?=\s*[\]|])", rf"\g<1>{name.new_id}", text)
    return text, []


def _is_shared(home: Home, name: _Name) -> bool:
    """Whether another term has a sense of that short id as well."""
    terms = (path for path in _files(home) if path.parent == home.folder and path.stem != name.term)
    return any(name.old in additions.ids(path, "senses") for path in terms)
