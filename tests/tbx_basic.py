"""What TBX-Basic in DCA style allows of the elements that the export uses: order, data categories, references."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

NAMESPACE = "{urn:iso:std:iso:30042:ed-2}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

ORDER = {
    "tbx": "tbxHeader text ",
    "tbxHeader": "fileDesc ",
    "fileDesc": "(titleStmt )?(sourceDesc )+",
    "titleStmt": "title ",
    "sourceDesc": "(p )+",
    "text": "body ",
    "body": "(conceptEntry )+",
    "conceptEntry": "(transacGrp |descrip |ref |xref |note )*(langSec )+",
    "langSec": "(descripGrp )*(termSec )+",
    "descripGrp": "descrip (admin )*",
    "termSec": "term (termNote |descrip )*",
    "transacGrp": "transac date ",
}
"""The children of each element in order; an element that is not here has text alone."""

CATEGORIES = {
    ("conceptEntry", "descrip"): {"subjectField": ""},
    ("conceptEntry", "ref"): {"crossReference": ""},
    ("conceptEntry", "xref"): {"externalCrossReference": ""},
    ("descripGrp", "descrip"): {"definition": ""},
    ("descripGrp", "admin"): {"source": ""},
    ("termSec", "descrip"): {"context": ""},
    ("termSec", "termNote"): {
        "administrativeStatus": "(?:preferred|admitted|deprecated|superseded)Term-admn-sts",
        "termType": "fullForm|acronym|abbreviation|shortForm|variant|phrase",
        "partOfSpeech": "noun|verb|adjective|adverb|other",
    },
    ("transacGrp", "transac"): {"transactionType": "origination|modification"},
}
"""The data categories that an element may have under a parent, and their values where these are a closed set."""


def complaints(text: str) -> list[str]:
    """What is wrong with a file."""
    root = ET.fromstring(text)  # noqa: S314 - our own export
    wrong = [] if root.attrib == {"type": "TBX-Basic", "style": "dca", LANGUAGE: "en"} else ["the dialect"]
    ids = [element.get("id", "") for element in root.iter() if "id" in element.attrib]
    wrong += [f"id {name}" for name in ids if ids.count(name) > 1 or not re.fullmatch(r"[A-Za-z_][\w.-]*", name)]
    return wrong + [complaint for element in root.iter() for complaint in _element(element, set(ids))]


def _element(element: Element, ids: set[str]) -> Iterator[str]:
    tag = element.tag.removeprefix(NAMESPACE)
    children = [child.tag.removeprefix(NAMESPACE) for child in element]
    if not re.fullmatch(ORDER.get(tag, ""), "".join(f"{child} " for child in children)):
        yield f"{tag}: children {children}"
    if tag not in ORDER and not (element.text or "").strip():
        yield f"{tag}: empty"
    for child in element:
        yield from _category(tag, child, ids)
    if tag == "langSec" and not element.get(LANGUAGE):
        yield "langSec: no language"


def _category(parent: str, element: Element, ids: set[str]) -> Iterator[str]:
    tag = element.tag.removeprefix(NAMESPACE)
    known = CATEGORIES.get((parent, tag), {})
    kind = element.get("type")
    if kind is not None and kind not in known:
        yield f"{parent}/{tag}: type {kind}"
    elif kind is None and known:
        yield f"{parent}/{tag}: no type"
    elif kind and known[kind] and not re.fullmatch(known[kind], element.text or ""):
        yield f"{parent}/{tag}: value {element.text}"
    target = element.get("target")
    if target is not None and target not in ids and not target.startswith(("https://", "http://")):
        yield f"{parent}/{tag}: target {target}"
