"""The glossary as one Markdown page, to read or to put on a site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from termlint.exports import names
from termlint.glossaries import prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from termlint.glossaries.prose import Part
    from termlint.vocabulary import Citation, Conflation, Glossary, Sense

_MARKUP = re.compile(r"([\\`*_\[\]<>|~#&]|^[-+=](?=\s))")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])")


def files(glossary: Glossary) -> Mapping[str, str]:
    """One file, ``glossary.md``."""
    return {"glossary.md": "\n".join(_lines(glossary)).rstrip("\n") + "\n"}


def escaped(text: str) -> str:
    """Text that Markdown shows as it stands."""
    return _NUMBERED.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", text))


def _lines(glossary: Glossary) -> Iterator[str]:
    labels = names.labels(glossary)
    yield f"# {escaped(glossary.title or 'Glossary')}"
    for term in glossary.terms.values():
        yield from ("", f'<a id="{term.slug}"></a>', "", f"## {escaped(term.id)}", "", _prose(term.summary, labels))
        for sense in term.senses:
            yield from _sense(sense, glossary, labels)
        for conflation in term.conflations:
            yield from _conflation(conflation, glossary, labels)


def _sense(sense: Sense, glossary: Glossary, labels: Mapping[str, str]) -> Iterator[str]:
    yield from ("", f'<a id="{sense.id}"></a>', "", f"### {escaped(sense.label)}", "")
    yield from (f"*{escaped(sense.short)}*", "", _prose(sense.definition, labels), "")
    yield f"- Domain: {escaped(glossary.domains.get(sense.domain, sense.domain))}"
    for relation in sense.relations:
        note = f": {_prose(relation.note, labels)}" if relation.note else ""
        yield f"- {relation.type.capitalize()}: {_link(relation.to, labels)}{note}"
    yield from _sources(sense.sources, glossary)


def _conflation(conflation: Conflation, glossary: Glossary, labels: Mapping[str, str]) -> Iterator[str]:
    first, second = (_link(sense, labels) for sense in conflation.senses)
    yield from ("", f'<a id="{conflation.id}"></a>', "", f"### Easily confused: {first} and {second}", "")
    yield from (_prose(conflation.why, labels), "", _prose(conflation.situation, labels), "")
    for sense, caveats in conflation.caveats.items():
        yield f"- If {_link(sense, labels)} is meant:"
        yield from (f"  - {_prose(caveat, labels)}" for caveat in caveats)
    yield from _sources(conflation.sources, glossary)


def _sources(citations: tuple[Citation, ...], glossary: Glossary) -> Iterator[str]:
    for citation in citations:
        yield f"- Source: {escaped(glossary.cited(citation))} <{glossary.sources[citation.source].url}>"


def _link(sense: str, labels: Mapping[str, str]) -> str:
    return f"[{escaped(labels.get(sense, sense))}](#{sense})"


def _prose(markdown: str, labels: Mapping[str, str]) -> str:
    """Markdown in one line, in which links to senses lead to their places on the page, and nothing is HTML."""
    return " ".join(_written(prose.parts(markdown, labels)).split())


def _written(parts: Iterable[Part]) -> str:
    written = ""
    for part in map(_part, parts):
        picture = part.startswith("[") and written.endswith("!")  # what ! and a link would be
        written = (written[:-1] + r"\!" if picture else written) + part
    return written


def _part(part: Part) -> str:
    match part.style:
        case "sense" | "link":
            target = f"#{part.target}" if part.style == "sense" else f"<{part.target}>"
            return f"[{_written(part.parts) or escaped(part.text)}]({target})"
        case "emphasis":
            return f"*{_written(part.parts)}*"
        case "strong":
            return f"**{_written(part.parts)}**"
        case "code":
            fence = "`" * (1 + max(map(len, re.findall("`+", part.text)), default=0))
            space = " " * (part.text.strip("`") != part.text)
            return f"{fence}{space}{part.text}{space}{fence}"
        case "break":
            return "<br>" * len(part.text)
        case "text":
            return escaped(part.text)
