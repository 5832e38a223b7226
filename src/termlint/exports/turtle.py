"""The glossary as SKOS in Turtle."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from termlint.exports.graph import TYPE, Flag, Iri, Name, Words, statements, vocabularies

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from termlint.exports.graph import Object
    from termlint.vocabulary import Glossary

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_NO_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
"""What an IRI cannot contain."""


def files(glossary: Glossary) -> Mapping[str, str]:
    """One file, ``glossary.ttl``."""
    return {"glossary.ttl": "\n".join(_lines(glossary)) + "\n"}


def _lines(glossary: Glossary) -> Iterator[str]:
    for prefix, address in vocabularies(glossary).items():
        yield f"@prefix {prefix}: <{address}> ."
    for subject, about in groupby(statements(glossary), key=lambda statement: statement[0]):
        yield ""
        yield written(subject)
        said = [f"    {'a' if name == TYPE else name} {written(value)}" for _, name, value in about]
        yield from (f"{line} ;" for line in said[:-1])
        yield f"{said[-1]} ."


def written(value: Object) -> str:
    """A subject or an object as Turtle writes it."""
    match value:
        case Iri(address):
            return f"<{iri(address)}>"
        case Words(text, language):
            quoted = re.sub(r'[\\"\n\r\t]', lambda found: _ESCAPES[found[0]], text)
            return f'"{quoted}"' + (f"@{language}" if language else "")
        case Flag(yes):
            return "true" if yes else "false"
        case Name():
            return str(value)


def iri(address: str) -> str:
    """The address, with what may not stand in one in percent signs."""
    return _NO_IRI.sub(lambda found: f"%{ord(found[0]):02X}", address)
