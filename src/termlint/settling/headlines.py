"""What titles and headings say about a term: English, not any field's vocabulary.

In the titles that the patterns are for, `turns.HERE` stands for the mention.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from termlint.settling.turns import HERE, NOT

if TYPE_CHECKING:
    from termlint.model import Block

_STATED = re.compile(r"\W*(theorem|lemma|proposition|corollary|proof)\b(?=[^.:]{0,60}(?:[.:)]|$))", re.IGNORECASE)
"""The beginning of a theorem or a proof, or its heading: ``Theorem 2 (Agents).``"""
_OPPOSED = re.compile(r"\u2260|!=|\b(?:vs\b\.?|versus\b)", re.IGNORECASE)
"""What stands between two things in a title that contrasts them: *Rewards ≠ goals*."""
_BIDDEN = re.compile(r"^\W*(?:do not|don['\u2019]t|never)\s+(?!confuse|conflate|mistake|call|assume)", re.IGNORECASE)
"""A title that gives an order, and so denies nothing: *Don't train agents on this*."""
_QUOTE = "[\"'\u201c\u2018]"
TITLED = re.compile(
    rf"\bthe\s+(?:words?|terms?|names?|labels?)\s+{_QUOTE}?{HERE}|\b(?:words?|terms?)\s+{_QUOTE}{HERE}"
    rf"|\b(?:meanings?|senses?|usages?)\s+of\s+(?:the\s+\w+\s+)?(?:an?\s+)?{_QUOTE}?{HERE}"
    rf"|\bwhat\s+(?:do\s+)?(?:i|we|you)\s+mean\s+by\s+(?:an?\s+|the\s+)?{_QUOTE}?{HERE}"
    rf"|\bwhat\s+do(?:es)?\s+(?:an?\s+|the\s+)?{_QUOTE}?{HERE}\W*\s(?:even\s+|really\s+)?mean\b"
    rf"|\bcall(?:s|ing|ed)?\s[^.]{{0,40}}{_QUOTE}{HERE}"
    rf"|\bcall(?:s|ing|ed)?\s+(?:it|them|this|these|(?:\w+\s+){{1,3}}an?)\s+{HERE}",
    re.IGNORECASE,
)
"""A title about the word: *Two senses of reward*, *Think twice before calling it an agent*."""
_KEPT = re.compile(
    r"(?:\b(?:not|never|cannot|nothing|nobody|none|no\s+\w+)|n['\u2019]t)\s+(?:\w+\s+){0,3}?"
    r"(?:giv(?:e|es|ing)\s+up|stop(?:s|ped)?|ceases?|abandons?|loses?|drops?|forgets?|quits?|kept\s+from|hides?)\b",
    re.IGNORECASE,
)
"""A title that says that something does not end, and so denies nothing: *Agents never stop wanting power*."""
_WHAT = (
    r"((?:(?!(?:will|would|can|could|may|that|which|what)\b)[\w\u2019'-]+\W*){1,3}"
    r"|what\s+(?!(?:i|we|you|people|humans)\b)(?:[\w\u2019'-]+\W*){2,4})"
)
_DENIED = re.compile(
    rf"{HERE}.*?(?:{NOT}|\b(?:nothing|without)\b)\s+{_WHAT}|\bno\s+(?:\w+\s+)?{HERE}\s+{_WHAT}", re.IGNORECASE
)
"""What a title denies of a term, in a few words behind the negation: *Agents have no goals*, *No agent wants power*."""


def stated(block: Block) -> str:
    """The label of a theorem or a proof at the beginning of a block; empty if there is none."""
    label = _STATED.match(block.text)
    return label[1] if label else ""


def denied(title: str, forms: re.Pattern[str]) -> str:
    """What a title says a term is not, or contrasts with it; empty if nothing. `forms` finds the term."""
    for match in _OPPOSED.finditer(title):
        sides = title[: match.start()], title[match.end() :]
        other = sides[HERE in sides[0]]
        if not forms.search(other):
            return other
    if _BIDDEN.match(title) or _KEPT.search(title) or not (found := _DENIED.search(title)):
        return ""
    return str(found[1] or found[2])
