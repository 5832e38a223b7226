"""The addresses of entries on a glossary's website, relative to its root."""

from __future__ import annotations

import re

PART = re.compile(r"(?:^|/)t/(?P<slug>[\w-]+)/?#(?P<name>[^\W_][\w-]*)$")
"""The end of an address of an entry on a term's page; names with ``_`` in front are parts of every such page."""


def term(slug: str) -> str:
    """The page of a term."""
    return f"t/{slug}/"


def entry(name: str) -> str:
    """The address of a term, a sense or a conflation: ``t/agent/#role`` for ``agent.role``."""
    slug, _, anchor = name.partition(".")
    return f"t/{slug}/#{anchor}" if anchor else term(slug)


def rule(name: str) -> str:
    """The page of a rule."""
    return f"rules/{name}/"


def source(name: str) -> str:
    """The address of a source in the list of all."""
    return f"sources/#{name}"


def domain(name: str) -> str:
    """The page of a domain."""
    return f"domains/{name}/"
