"""The glossary as TBX-Basic (ISO 30042:2019) in DCA style, for translators' tools.

An entry is a concept, that is a sense. TBX-Basic knows no kinds of relation, so that all of them are cross-references.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from termlint.exports import names
from termlint.glossaries import prose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from termlint.vocabulary import Glossary, Sense, Term

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
STATUS = {"draft": "admittedTerm-admn-sts", "reviewed": "preferredTerm-admn-sts"}
DEPRECATED = "deprecatedTerm-admn-sts"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def files(glossary: Glossary) -> Mapping[str, str]:
    """One file, ``glossary.tbx``."""
    root = Element("tbx", {"type": "TBX-Basic", "style": "dca", LANGUAGE: "en", "xmlns": NAMESPACE})
    description = SubElement(SubElement(root, "tbxHeader"), "fileDesc")
    if glossary.title:
        _text(SubElement(description, "titleStmt"), "title", glossary.title)
    version = f", version {glossary.version}" if glossary.version else ""
    _text(SubElement(description, "sourceDesc"), "p", f"Exported by termlint{version}")
    body = SubElement(SubElement(root, "text"), "body")
    labels = names.labels(glossary)
    for term in glossary.terms.values():
        for sense in term.senses:
            _concept(body, sense, term, glossary, labels)
    indent(root)
    return {"glossary.tbx": '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, "unicode") + "\n"}


def _concept(body: Element, sense: Sense, term: Term, glossary: Glossary, labels: Mapping[str, str]) -> None:
    entry = SubElement(body, "conceptEntry", {"id": _id(sense.id)})
    for number, change in enumerate(term.history):
        group = SubElement(entry, "transacGrp")
        kind = "modification" if number else "origination"
        _text(group, "transac", kind, type="transactionType")
        _text(group, "date", change.date)
    _text(entry, "descrip", glossary.domains.get(sense.domain, sense.domain), type="subjectField")
    for other in dict.fromkeys(relation.to for relation in sense.relations):
        if other in labels:
            _text(entry, "ref", labels[other], type="crossReference", target=_id(other))
    if glossary.url:
        address = names.sense_address(glossary, sense.id)
        _text(entry, "xref", address, type="externalCrossReference", target=address)
    for note in _notes(sense, term, labels):
        _text(entry, "note", note)
    _language(SubElement(entry, "langSec", {LANGUAGE: "en"}), sense, term, glossary, labels)


def _language(section: Element, sense: Sense, term: Term, glossary: Glossary, labels: Mapping[str, str]) -> None:
    """The definition, and the term in its forms."""
    group = SubElement(section, "descripGrp")
    _text(group, "descrip", prose.plain(sense.definition, labels), type="definition")
    for citation in sense.sources:
        _text(group, "admin", glossary.cited(citation), type="source")
    status = STATUS.get(term.status, DEPRECATED)
    forms = [term.id, *(form for form in term.forms if form.lower() != term.id.lower())]
    for form in forms:
        section_of_term = SubElement(section, "termSec")
        _text(section_of_term, "term", form)
        _text(section_of_term, "termNote", status, type="administrativeStatus")
        if form != term.id:
            _text(section_of_term, "termNote", "variant", type="termType")
        else:
            for example in term.examples:
                if example.sense == sense.id:
                    _text(section_of_term, "descrip", example.text, type="context")


def _notes(sense: Sense, term: Term, labels: Mapping[str, str]) -> Iterator[str]:
    """What the label says beyond the term, how the sense differs from others, and what to add when it is meant."""
    yield f"{sense.label}: {sense.short}"
    for relation in sense.relations:
        if relation.note:
            note = prose.plain(relation.note, labels)
            yield f"{relation.type.capitalize()} with {labels.get(relation.to, relation.to)}: {note}"
    for conflation in term.conflations:
        if caveats := conflation.caveats.get(sense.id):
            yield f"Caveat: {prose.plain(caveats.footnote, labels)}"


def _text(parent: Element, tag: str, text: str, **attributes: str) -> None:
    SubElement(parent, tag, attributes).text = text


def _id(sense: str) -> str:
    """The sense's id as an XML name, which starts with no digit."""
    return f"_{sense}" if sense[:1].isdigit() else sense
