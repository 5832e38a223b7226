"""What pages call entries, in which order they list them, and what leads from a page to the site's root."""

from __future__ import annotations

import re

from termlint.vocabulary import short_id


def worded(name: str) -> str:
    """A sense's or a conflation's id within its term, as words: ``task score`` for ``reward.task-score``."""
    return short_id(name).replace("-", " ")


def up(path: str) -> str:
    """What leads from a page to the site's root: ``../../`` from ``t/agent/``."""
    return "../" * path.count("/")


def order(lemma: str) -> tuple[str, str]:
    """What an alphabetical list of lemmas is sorted by: the letter's heading, and no case."""
    return letter(lemma), lemma.lower()


def letter(lemma: str) -> str:
    """The heading under which a lemma stands in an alphabetical list."""
    first = re.sub(r"[^a-z]", "", lemma.lower()[:1])
    return first.upper() or "#"
