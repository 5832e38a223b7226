"""Terms as JSON-LD, for the pages: each sense is a schema.org DefinedTerm and a SKOS concept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from markupsafe import Markup

from termlint.exports.graph import RELATIONS, labels_of, vocabularies
from termlint.exports.names import base
from termlint.site import prose

if TYPE_CHECKING:
    from termlint.site.views import SenseView, TermView
    from termlint.vocabulary import Glossary


def term(view: TermView, glossary: Glossary) -> Markup:
    """The content of a script element that holds a term's senses."""
    concepts = [_concept(sense, view, glossary) for sense in view.senses]
    context = {"@vocab": "https://schema.org/", **vocabularies(glossary)}
    text = json.dumps({"@context": context, "@graph": concepts}, ensure_ascii=False, separators=(",", ":"))
    # In a script element only "</script" and "<!--" mean anything.
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - as the line before says


def _concept(view: SenseView, term: TermView, glossary: Glossary) -> dict[str, object]:
    address = base(glossary) + view.ref.url
    labels: dict[str, list[object]] = {}
    for name, words in labels_of(view.sense, term.term):
        labels.setdefault(str(name), []).append({"@value": words.text, "@language": words.language})
    related: dict[str, list[object]] = {}
    for link in view.relations:
        ids = related.setdefault(str(RELATIONS[link.type]), [])
        if (target := {"@id": base(glossary) + link.to.url}) not in ids:
            ids.append(target)
    return {
        "@id": address,
        "@type": ["DefinedTerm", "skos:Concept"],
        "termCode": view.ref.id,
        "name": view.ref.label,
        **labels,
        "description": prose.plain(view.sense.short),
        "skos:definition": {"@value": prose.plain(view.sense.definition), "@language": "en"},
        "skos:scopeNote": [{"@value": prose.plain(s.caveats.inline), "@language": "en"} for s in view.sayings],
        "inDefinedTermSet": {"@type": ["DefinedTermSet", "skos:ConceptScheme"], "@id": base(glossary)},
        "skos:inScheme": {"@id": base(glossary)},
        "url": address,
        **related,
    }
