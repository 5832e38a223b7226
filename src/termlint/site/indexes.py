"""What the scripts on the pages ask for: every sense for the search, and every card."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from termlint.site import prose
from termlint.vocabulary import short_id

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from termlint.site.views import Catalog, Ref, TermView

COMMON = 6
"""A word that stands in more definitions and summaries than these is not looked for in them."""


def search(catalog: Catalog) -> str:
    """The rules and senses by term; of a sense its address, name, label, short text, and its definition's other words.

    The words of the summary stand with the term. What many of these texts have tells little, and would double the file.
    """
    texts = [term.term.summary for term in catalog.terms]
    texts += [sense.sense.definition for term in catalog.terms for sense in term.senses]
    number = Counter(word for text in texts for word in _words(text))
    telling = {word for word, found in number.items() if found <= COMMON}
    terms = [
        {
            "lemma": term.term.id,
            "forms": list(term.term.forms),
            "summary": _beyond(term.term.summary, term.term.id, telling),
            "senses": [
                [*_shown(s.ref), _beyond(s.sense.definition, f"{s.ref.label} {s.ref.short}", telling)]
                for s in term.senses
            ],
            "rules": [rule.rule.id for rule in term.rules],
        }
        for term in catalog.terms
    ]
    return written({"version": catalog.glossary.version, "terms": terms})


def _shown(ref: Ref) -> tuple[str, str, str, str]:
    return ref.url, ref.name, ref.label, ref.short


def _beyond(text: str, told: str, telling: AbstractSet[str]) -> str:
    """The telling words of a text that others do not have, each once."""
    return " ".join(sorted((_words(text) - _words(told)) & telling))


def _words(text: str) -> set[str]:
    """The words of a text as the search takes it apart."""
    return set(re.findall(r"[^\W_]{3,}", unicodedata.normalize("NFKD", prose.plain(text).lower())))


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
        "pairs": {pair.anchor: [short_id(side.ref.id) for side in pair.sides] for pair in term.conflations},
    }
