"""The whole glossary as one JSON object, for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

from termlint.exports import names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from termlint.vocabulary import Citation, Conflation, Example, Glossary, Sense, Term

    Value: TypeAlias = "str | int | list[Value] | dict[str, Value]"
    Object: TypeAlias = "dict[str, Value]"

VERSION = 1
"""Grows when a key goes away or changes its meaning."""


def files(glossary: Glossary) -> Mapping[str, str]:
    """One file, ``glossary.json``."""
    return {"glossary.json": json.dumps(content(glossary), ensure_ascii=False, indent=2) + "\n"}


def content(glossary: Glossary) -> Object:
    """The object that the file holds."""
    return {
        "version": VERSION,
        "glossary": {
            "title": glossary.title,
            "version": glossary.version,
            "url": glossary.url,
            "license": glossary.license,
        },
        "domains": dict(glossary.domains),
        "sources": {
            source.id: {key: value for key, value in source._asdict().items() if key != "id"}
            for source in glossary.sources.values()
        },
        "renamed": {kind: dict(new) for kind, new in glossary.renamed.items()},
        "terms": [term_content(term, glossary) for term in glossary.terms.values()],
    }


def term_content(term: Term, glossary: Glossary) -> Object:
    """The object of one term."""
    return {
        "term": term.id,
        "id": term.slug,
        "forms": list(term.forms),
        "summary": term.summary,
        "status": term.status,
        "url": names.term_address(glossary, term) if glossary.url else "",
        "senses": [_sense(sense, glossary) for sense in term.senses],
        "conflations": [_conflation(conflation) for conflation in term.conflations],
        "examples": [_example(example) for example in term.examples],
        "history": [{"date": change.date, "change": change.change} for change in term.history],
    }


def _sense(sense: Sense, glossary: Glossary) -> Object:
    return {
        "id": sense.id,
        "label": sense.label,
        "short": sense.short,
        "definition": sense.definition,
        "domain": sense.domain,
        "url": names.sense_address(glossary, sense.id) if glossary.url else "",
        "sources": _citations(sense.sources),
        "relations": [
            {"type": relation.type, "to": relation.to, "note": relation.note} for relation in sense.relations
        ],
    }


def _conflation(conflation: Conflation) -> Object:
    return {
        "id": conflation.id,
        "senses": list(conflation.senses),
        **({"claims_less": conflation.claims_less} if conflation.claims_less else {}),
        "why": conflation.why,
        "situation": conflation.situation,
        "sources": _citations(conflation.sources),
        "caveats": {sense: dict(caveats._asdict()) for sense, caveats in conflation.caveats.items()},
    }


def _example(example: Example) -> Object:
    """What an example expects; what it does not say is left out."""
    said: Object = {
        "report": example.report,
        "pass": example.passes,
        "sense": example.sense,
        "conflation": example.conflation,
        "todo": [*sorted(example.todo)],
    }
    return {"text": example.text, **{key: value for key, value in said.items() if value}}


def _citations(citations: Iterable[Citation]) -> list[Value]:
    return [{"source": citation.source, "locator": citation.locator} for citation in citations]
