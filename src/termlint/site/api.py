"""The site for programs: what each file holds, and how they find one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termlint import exports
from termlint.exports.json import term_content
from termlint.site import indexes, moved

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from termlint.site.views import Catalog

API = "api/v1/"
FORMATS = {
    "json": "everything, as one JSON object",
    "csv": "for spreadsheets",
    "turtle": "SKOS, as Turtle",
    "jsonld": "SKOS, as JSON-LD",
    "tbx": "TBX-Basic, for translators' tools",
    "latex": "entries for the LaTeX package glossaries-extra",
    "markdown": "one Markdown file",
}
FILES = {
    f"{API}index.json": "the terms, and where each file is",
    f"{API}search.json": "what the search looks through",
    f"{API}hover.json": "what the cards show",
    f"{API}redirects.json": "old ids and their new names",
    "changes.atom": "changes, as a feed",
    "llms.txt": "an overview for language models",
}


class Files:
    """Every file for programs."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        glossary = catalog.glossary
        self.data = {
            name: {f"data/{path}": text for path, text in exports.exporter(name)(glossary).items()} for name in FORMATS
        }
        """The files that hold the whole glossary, by format, then by path."""

    def __iter__(self) -> Iterator[tuple[str, str]]:
        glossary = self.catalog.glossary
        redirects = moved.redirects(glossary)
        paths = [path for files in self.data.values() for path in files]
        yield f"{API}index.json", self._written({"files": paths, "terms": self._terms()})
        yield f"{API}search.json", indexes.search(self.catalog)
        yield f"{API}hover.json", indexes.hover(self.catalog, redirects)
        yield f"{API}redirects.json", self._written({"redirects": redirects})
        for term in glossary.terms.values():
            yield f"{API}terms/{term.slug}.json", self._written(term_content(term, glossary))
        for files in self.data.values():
            yield from files.items()

    def listed(self) -> list[tuple[str, str]]:
        """The files that people are told of, each with what it is."""
        return [*FILES.items(), *((path, FORMATS[name]) for name, files in self.data.items() for path in files)]

    def _written(self, content: Mapping[str, object]) -> str:
        """A JSON object that begins with what it was made from."""
        glossary = self.catalog.glossary
        head = {"glossary": glossary.title, "glossary_version": glossary.version, "license": glossary.license}
        return indexes.written({**head, **content})

    def _terms(self) -> list[dict[str, str]]:
        url = self.catalog.glossary.url
        return [
            {
                "id": view.term.slug,
                "term": view.term.id,
                "url": url + view.url,
                "json": f"{url}{API}terms/{view.term.slug}.json",
            }
            for view in self.catalog.terms
        ]
