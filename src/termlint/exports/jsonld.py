"""The glossary as SKOS in JSON-LD: the same statements as in Turtle."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from termlint.exports.graph import TYPE, Flag, Iri, Name, Words, statements, vocabularies
from termlint.exports.turtle import iri

if TYPE_CHECKING:
    from collections.abc import Mapping

    from termlint.exports.graph import Object, Thing
    from termlint.vocabulary import Glossary


def files(glossary: Glossary) -> Mapping[str, str]:
    """One file, ``glossary.jsonld``."""
    return {"glossary.jsonld": json.dumps(content(glossary), ensure_ascii=False, indent=2) + "\n"}


def content(glossary: Glossary) -> dict[str, object]:
    """The object that the file holds: a context and a graph."""
    nodes: dict[Thing, dict[str, object]] = {}
    for subject, name, value in statements(glossary):
        node = nodes.setdefault(subject, {"@id": _id(subject)})
        key, entry = ("@type", str(value)) if name == TYPE else (str(name), _written(value))
        held = node.setdefault(key, [])
        if isinstance(held, list):
            held.append(entry)
    return {"@context": vocabularies(glossary), "@graph": list(nodes.values())}


def _id(thing: Thing) -> str:
    return iri(thing.address) if isinstance(thing, Iri) else str(thing)


def _written(value: Object) -> object:
    """An object as JSON-LD writes it."""
    match value:
        case Words(text, language):
            return {"@value": text, "@language": language} if language else {"@value": text}
        case Flag(yes):
            return {"@value": yes}
        case Iri() | Name():
            return {"@id": _id(value)}
