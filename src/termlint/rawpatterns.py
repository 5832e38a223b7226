"""Raw patterns for spaCy's matchers; `glossaries.patterns` reads and checks them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PatternKind = Literal["matcher", "dependency"]
_LEMMATIC = {"LEMMA", "POS", "MORPH"}


@dataclass(frozen=True)
class Pattern:
    """A raw pattern for one of spaCy's matchers."""

    kind: PatternKind
    parts: Sequence[object]
    """As in the YAML."""

    @cached_property
    def name(self) -> str:
        """A hash by which the parse cache knows its matches."""
        return blake2b(f"{self.kind} {json.dumps(self.parts)}".encode(), digest_size=9).hexdigest()

    def attributes(self) -> Iterator[tuple[str, Any]]:
        """The token attributes that it asks for, nested ones included: upper-case names and their values."""
        return _attributes(self.parts)

    def asks_lemmas(self) -> bool:
        """Whether it asks for what spaCy's lemmatizer or attribute ruler adds to a parse."""
        return any(name in _LEMMATIC for name, _ in self.attributes())


def _attributes(part: object) -> Iterator[tuple[str, Any]]:
    if isinstance(part, dict):
        for key, value in part.items():
            yield str(key).upper(), value
            yield from _attributes(value)
    elif isinstance(part, (list, tuple)):
        for inner in part:
            yield from _attributes(inner)
