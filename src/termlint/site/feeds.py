"""The files beside the pages that readers' programs ask for: feed, sitemap, search description and the like."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from termlint.site import pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from termlint.site.rendering import Renderer
    from termlint.site.views import Catalog

NOWHERE = "example.org"
"""The host of a glossary without an address: reserved for examples."""
STARTED = "2026"
"""The year in which the ids of the feed were coined, as a tag URI asks for: it never changes."""


def all_files(catalog: Catalog, renderer: Renderer, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each file by its path; `paths` are those of the pages."""
    url = catalog.glossary.url
    tag = f"tag:{urlsplit(url).hostname or NOWHERE},{STARTED}:{urlsplit(url).path.strip('/') or 'glossary'}"
    yield "changes.atom", renderer.text("changes.atom", tag=tag, entries=pages.history(catalog))
    yield "llms.txt", renderer.text("llms.txt").lstrip()
    # These formats want absolute addresses, which a site that stands nowhere does not have.
    if url:
        yield "opensearch.xml", renderer.text("opensearch.xml")
        yield "sitemap.xml", renderer.text("sitemap.xml", paths=list(paths))
    yield "robots.txt", "User-agent: *\nAllow: /\n" + (f"Sitemap: {url}sitemap.xml\n" if url else "")
