"""The site as files: rendered, checked and put in place in one move."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from termlint.errors import TermlintError
from termlint.glossaries import spelling
from termlint.site import api, assets, feeds, pages
from termlint.site.rendering import Renderer
from termlint.site.views import Catalog

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from termlint.site.concordance import Essay
    from termlint.site.sources import Sources

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'"
)
MOST_EXAMPLES = 6
"""So many of a kind stand with a conflation that has rules; the rules' pages have more."""
FEW = 10
"""Of fewer mentions than these a share says more than is known; their number is shown."""
MARKER = ".termlint-site"
"""A file that tells a site from somebody's folder of the same name: it lists what a build made, and so may replace."""


LITTER = {".DS_Store", "Thumbs.db", "desktop.ini"}


def files(sources: Sources, essays: Sequence[Essay] = ()) -> Iterator[tuple[str, bytes]]:
    """Every file of the site by its path from the root, in no particular order."""
    catalog = Catalog(sources.glossary, sources.ruleset, sources.verdicts, sources.measured)
    found = assets.load()
    programs = api.Files(catalog)
    renderer = Renderer({**_shared(catalog, found, programs), "drafts": bool(essays)}, sources.glossary.url)
    yield from found.files.items()
    every = list(pages.all_pages(catalog, essays))
    for page in every:
        path = page.path + "index.html" if page.path.endswith("/") or not page.path else page.path
        yield path, renderer.page(page).encode()
    paths = [page.path for page in every if page.template not in pages.UNLISTED]
    for path, text in (*feeds.all_files(catalog, renderer, paths), *programs):
        yield path, text.encode()


def _shared(catalog: Catalog, found: assets.Assets, programs: api.Files) -> dict[str, object]:
    """What every template can use."""
    return {
        "glossary": catalog.glossary,
        "terms": catalog.terms,
        "most_examples": MOST_EXAMPLES,
        "few": FEW,
        "listed_words": spelling.SHOWN_WORDS,
        "refs": catalog.refs,
        "first_sense": catalog.terms[0].senses[0].ref,
        "measured": any(rule.measured for rule in catalog.rules),
        "stakes": catalog.stakes,
        "base": catalog.glossary.url or "https://example.org/",
        "assets": found.names,
        "hover": found.hover,
        "csp": POLICY,
        "updated": max((entry.change.date for entry in pages.history(catalog)), default=""),
        "files": programs.listed(),
    }


def write(content: Mapping[str, bytes], out: Path) -> None:
    """Put a site in place of what stood there: the old one, an empty folder or nothing."""
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise TermlintError(f"{out}: is not a folder")
    if strange := next(_strange(out), None):
        raise TermlintError(
            f"{out}: holds {strange}, which was not made by a build: move it away, or name another folder"
        )
    out.parent.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent, ignore_cleanup_errors=True) as made:
            _replace(out, content, Path(made))
    except OSError as error:
        error.filename = str(out)  # the name that is known to who reads this
        raise


def _replace(out: Path, content: Mapping[str, bytes], made: Path) -> None:
    """Make a site in a new folder, and have it and what stood in its place change places."""
    new, old = made / "new", made / "old"
    for path, each in {MARKER: "\n".join(sorted(content)).encode(), **content}.items():
        (new / path).parent.mkdir(parents=True, exist_ok=True)
        (new / path).write_bytes(each)
    if out.exists():
        out.rename(old)
    try:
        new.rename(out)
    except OSError:  # on Windows, where another program has a file of it open
        if old.exists():
            old.rename(out)
        raise


def _strange(out: Path) -> Iterator[str]:
    """What stands in a folder, by its path from there, that the build which made it did not make.

    What file managers leave behind in every folder that they show is nobody's.
    """
    try:
        made = {MARKER, *(out / MARKER).read_text(encoding="utf-8", errors="replace").splitlines()}
    except FileNotFoundError:
        made = set()
    found = (path for path in sorted(out.rglob("*")) if path.name not in LITTER)
    files = (path for path in found if path.is_symlink() or not path.is_dir())
    yield from (name for path in files if (name := path.relative_to(out).as_posix()) not in made)
