"""What pages call entries, in which order they list them, and what leads from a page to the site's root."""

from __future__ import annotations

import re


def short(name: str) -> str:
    """The part of a global id that is the term's own: ``role`` of ``agent.role``."""
    return name.partition(".")[2] or name


def worded(name: str) -> str:
    """The same, as words."""
    return short(name).replace("-", " ")


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
