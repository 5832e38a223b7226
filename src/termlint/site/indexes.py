"""What the scripts on the pages ask for: every sense for the search, and every card."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from termlint.site import links

if TYPE_CHECKING:
    from collections.abc import Mapping

    from termlint.site.views import Catalog, TermView


def search(catalog: Catalog) -> str:
    """The senses by term; of each its address, name, label and short text."""
    terms = [
        {
            "lemma": term.term.id,
            "forms": list(term.term.forms),
            "senses": [[s.ref.url, s.ref.name, s.ref.label, s.ref.short] for s in term.senses],
        }
        for term in catalog.terms
    ]
    return written({"version": catalog.glossary.version, "terms": terms})


def hover(catalog: Catalog, redirects: Mapping[str, str]) -> str:
    """The cards by the term's slug: label and short text of each sense, the two senses of each conflation."""
    terms = {term.term.slug: _cards(term) for term in catalog.terms}
    return written({"version": catalog.glossary.version, "terms": terms, "redirects": dict(redirects)})


def written(value: object) -> str:
    """JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def _cards(term: TermView) -> dict[str, object]:
    return {
        "lemma": term.term.id,
        "senses": {sense.anchor: [sense.ref.label, sense.ref.short] for sense in term.senses},
        "pairs": {pair.anchor: [links.short(side.ref.id) for side in pair.sides] for pair in term.conflations},
    }
