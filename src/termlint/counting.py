"""Numbers of things, in words."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """A number of things: ``1 file``, ``2 files``."""
    return f"{number} {noun}{'s' * (number != 1)}"


def counted_findings(number: int, mild: int) -> str:
    """A number of findings, of which some are suggestions: ``3 findings (1 suggestion)``."""
    return counted(number, "finding") + (f" ({counted(mild, 'suggestion')})" if mild else "")
