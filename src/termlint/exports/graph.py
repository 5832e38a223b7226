"""The glossary as RDF: a SKOS concept for each sense, in statements that Turtle and JSON-LD write down.

A term is a collection of its senses, a domain one of the senses in it. What is contrasted or confused is not
``skos:related``, which SKOS forbids between a concept and one that is broader.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from termlint.exports import names
from termlint.glossaries import prose
from termlint.vocabulary import INVERSE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from termlint.vocabulary import Conflation, Glossary, Relation, Sense, Term


class Iri(NamedTuple):
    """A thing, by its whole address."""

    address: str


class Name(NamedTuple):
    """A word of one of the vocabularies: ``skos:Concept``."""

    prefix: str
    local: str

    def __str__(self) -> str:
        return f"{self.prefix}:{self.local}"


class Words(NamedTuple):
    """Text, and the language it is in; empty for codes and dates."""

    text: str
    language: str = "en"


class Flag(NamedTuple):
    """True or false."""

    value: bool


Thing: TypeAlias = Iri | Name
Object: TypeAlias = Iri | Name | Words | Flag
Statement: TypeAlias = tuple[Thing, Name, Object]

VOCABULARIES = {
    "dct": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}


def vocabularies(glossary: Glossary) -> dict[str, str]:
    """The address of each vocabulary by its prefix, with the glossary's own as ``tl``."""
    return {**VOCABULARIES, "tl": f"{names.base(glossary)}ns#"}


TYPE = Name("rdf", "type")
LABEL = Name("skos", "prefLabel")
CONTRAST = Name("tl", "contrastsWith")
CONFUSED = Name("tl", "confusedWith")
RELATIONS = {
    **{type_: Name("skos", type_) for type_ in ("broader", "narrower", "related")},
    "contrast": CONTRAST,
    "see": Name("rdfs", "seeAlso"),
}
"""The words for relations; SKOS knows no contrast, and forbids ``related`` between narrower and broader concepts."""
_CODE = re.compile(r"[A-Za-z0-9.+-]+")


def statements(glossary: Glossary) -> list[Statement]:
    """Everything that is said, without repetition, what is about one thing together."""
    said: dict[Thing, dict[Statement, None]] = {}
    for statement in _all(glossary):
        said.setdefault(statement[0], {})[statement] = None
    return [statement for about in said.values() for statement in about]


def _all(glossary: Glossary) -> Iterator[Statement]:
    labels = names.labels(glossary)
    yield from _scheme(glossary)
    yield from _properties()
    for domain, label in glossary.domains.items():
        collection = Iri(names.domain_address(glossary, domain))
        yield collection, TYPE, Name("skos", "Collection")
        yield collection, LABEL, Words(label)
    for term in glossary.terms.values():
        yield from _term(term, glossary, labels)
        for sense in term.senses:
            yield from _sense(sense, term, glossary, labels)
        for conflation in term.conflations:
            yield from _conflation(conflation, glossary, labels)
    yield from _tops(glossary)


def _scheme(glossary: Glossary) -> Iterator[Statement]:
    scheme = Iri(names.base(glossary))
    yield scheme, TYPE, Name("skos", "ConceptScheme")
    if glossary.title:
        yield scheme, Name("dct", "title"), Words(glossary.title)
    if glossary.version:
        yield scheme, Name("owl", "versionInfo"), Words(glossary.version, "")
    if _CODE.fullmatch(glossary.license):
        yield scheme, Name("dct", "license"), Iri(f"https://spdx.org/licenses/{glossary.license}")
    elif glossary.license:
        yield scheme, Name("dct", "rights"), Words(glossary.license)


def _properties() -> Iterator[Statement]:
    """The glossary's own vocabulary."""
    for name, comment in (
        (CONTRAST, "Two concepts that differ in a way worth a sentence, which is in a scope note."),
        (CONFUSED, "Two concepts that one word names and that readers take for each other."),
    ):
        yield name, TYPE, Name("owl", "ObjectProperty")
        yield name, TYPE, Name("owl", "SymmetricProperty")
        yield name, Name("rdfs", "subPropertyOf"), Name("skos", "semanticRelation")
        yield name, Name("rdfs", "comment"), Words(comment)


def _term(term: Term, glossary: Glossary, labels: Mapping[str, str]) -> Iterator[Statement]:
    collection = Iri(names.term_address(glossary, term))
    yield collection, TYPE, Name("skos", "Collection")
    yield collection, LABEL, Words(term.id)
    yield collection, Name("skos", "note"), Words(prose.plain(term.summary, labels))
    for change in term.history:
        text = f"{change.date}: {prose.plain(change.change, labels)}"
        yield collection, Name("skos", "changeNote"), Words(text)
    for sense in term.senses:
        yield collection, Name("skos", "member"), Iri(names.sense_address(glossary, sense.id))


def _sense(sense: Sense, term: Term, glossary: Glossary, labels: Mapping[str, str]) -> Iterator[Statement]:
    concept = Iri(names.sense_address(glossary, sense.id))
    yield concept, TYPE, Name("skos", "Concept")
    yield concept, Name("skos", "inScheme"), Iri(names.base(glossary))
    yield concept, Name("skos", "notation"), Words(sense.id, "")
    yield from ((concept, *named) for named in labels_of(sense, term))
    yield concept, Name("skos", "definition"), Words(prose.plain(sense.definition, labels))
    yield concept, Name("rdfs", "comment"), Words(sense.short)
    yield Iri(names.domain_address(glossary, sense.domain)), Name("skos", "member"), concept
    for citation in sense.sources:
        yield concept, Name("dct", "source"), Iri(glossary.sources[citation.source].url)
        yield concept, Name("dct", "bibliographicCitation"), Words(glossary.cited(citation))
    for relation in sense.relations:
        yield from _relation(concept, relation, glossary, labels)
    for example in term.examples:
        if example.sense == sense.id:
            yield concept, Name("skos", "example"), Words(example.text)
    if term.status == "deprecated":
        yield concept, Name("owl", "deprecated"), Flag(value=True)


def labels_of(sense: Sense, term: Term) -> Iterator[tuple[Name, Words]]:
    """One preferred label; the lemma; and the other forms, which nobody needs to be shown."""
    yield LABEL, Words(sense.label)
    if term.id != sense.label:
        yield Name("skos", "altLabel"), Words(term.id)
    for form in term.forms:
        if form not in {term.id, sense.label}:
            yield Name("skos", "hiddenLabel"), Words(form)


def _relation(concept: Iri, relation: Relation, glossary: Glossary, labels: Mapping[str, str]) -> Iterator[Statement]:
    """A relation in both directions, where it has two, with its note."""
    other = Iri(names.sense_address(glossary, relation.to))
    yield concept, RELATIONS[relation.type], other
    if inverse := INVERSE[relation.type]:
        yield other, RELATIONS[inverse], concept
    if relation.note:
        text = f"{labels.get(relation.to, relation.to)}: {prose.plain(relation.note, labels)}"
        yield concept, Name("skos", "scopeNote"), Words(text)


def _conflation(conflation: Conflation, glossary: Glossary, labels: Mapping[str, str]) -> Iterator[Statement]:
    first, second = (Iri(names.sense_address(glossary, sense)) for sense in conflation.senses)
    why = Words(prose.plain(conflation.why, labels))
    for concept, other in ((first, second), (second, first)):
        yield concept, CONFUSED, other
        yield concept, Name("skos", "note"), why
    for sense, caveats in conflation.caveats.items():
        concept = Iri(names.sense_address(glossary, sense))
        for caveat in caveats:
            yield concept, Name("skos", "scopeNote"), Words(prose.plain(caveat, labels))


def _tops(glossary: Glossary) -> Iterator[Statement]:
    """The concepts that nothing is broader than."""
    below = {sense.id for sense in glossary.senses() for r in sense.relations if r.type == "broader"}
    below |= {r.to for sense in glossary.senses() for r in sense.relations if r.type == "narrower"}
    scheme = Iri(names.base(glossary))
    for sense in glossary.senses():
        if sense.id not in below:
            concept = Iri(names.sense_address(glossary, sense.id))
            yield concept, Name("skos", "topConceptOf"), scheme
            yield scheme, Name("skos", "hasTopConcept"), concept
