"""Whether a denial says that something does not exist, or takes it for granted: English, not any field's vocabulary.

*It need not have goals* says that there may be none. *It need not have our goals*, *not the same goals*, *goals that we
like* and *what it wants is not* presuppose that there are some, and only deny which they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from termlint.model import Span

REACH = 80
"""How far around a word to look for what singles out some things of its kind, in code points."""
_OWNER = r"(?!(?:it|that|there|he|she|what|who|here|let)['\u2019]s)[^\W\d_][\w-]*(?:['\u2019]s|s['\u2019])"
_WHICH = rf"(?:the|this|these|those|its|their|his|her|my|our|your|whose|same|(?:an)?other|different|human|{_OWNER})"
"""A determiner that presupposes its noun: whose it is, or which of several. *Its own* does not presuppose it."""
_KIND = r"(?:same|very|right|wrong|true|real|main|first|final|exact|human|base|outer|inner|\w+(?:ed|al|ive|ic|ing))"
_KNOWN = re.compile(
    rf"\b(?:{_WHICH}\s+(?:{_KIND}\s+){{0,2}}"
    # What it wants; we want. “You” may be whoever is spoken of.
    r"|what(?:ever)?\s+(?:[^\s.,;:]+\s+){1,3}|(?:we|i|people|humans)\s+(?:\w+\s+)?)$",
    re.IGNORECASE,
)
"""What stands before a word for something presupposed."""
_SINGLED_OUT = re.compile(
    r"\s+(?:(?:for|about|after|to\s+\w+)\s+)?(?:(?:exactly|precisely|quite|just|only)\s+)?"
    rf"(?:{_WHICH}\s|what(?:ever)?\b|(?:that|which|we|you)\s|as\s+(?:we|you)\b|(?:anything|something)\s+else\b"
    r"|(?:like|similar|identical|aligned|compatible|other\s+than)\b)",
    re.IGNORECASE,
)
"""What follows a word of which only some instances are meant: *want the same*, *goals that we like*."""
_OF_ALL = re.compile(r"\b(?:nothing|anything)\s+(?:[\w-]+\s+){0,3}(?:about|of|on)\b", re.IGNORECASE)
"""A denial of everything about something: *nothing is presupposed about its goals*."""


class Denial(NamedTuple):
    """A denial or a comparison in a sentence; all spans are of the block."""

    scope: Span
    """The part of the block whose mentions it settles."""
    denied: Span | None = None
    """What it denies, from the negation on; None for a comparison."""
    within: Span | None = None
    """Where the words must stand that tell the senses apart; None for anywhere in the sentence."""
    meant: bool = False
    """Whether it speaks of what is meant or claimed, whatever its words: *does not imply that*."""


def outright(text: str, word: Span, denied: Span) -> bool:
    """Whether the `denied` part of a text says of a word in it that there is no such thing, and not only which."""
    if not denied.holds(word):
        return False
    near = max(denied.start, word.start - REACH)
    if _OF_ALL.search(text, near, word.start):
        return True
    return not (_KNOWN.search(text[near : word.start]) or _SINGLED_OUT.match(text, word.end, denied.end + REACH))
