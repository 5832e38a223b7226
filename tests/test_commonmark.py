"""The examples of the CommonMark specification as input: sound positions, and the words that the rendering shows.

The specification is fetched with npm, once, into the temporary folder.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tarfile
import tempfile
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from soundness import flaws

from termlint.markup.markdown import read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from termlint.model import Block


class Example(NamedTuple):
    section: str
    source: str
    html: str


_SECTION_OR_EXAMPLE = re.compile(
    r"^#+ (?P<section>[^\n]+)$|^`{32} example\n(?P<source>.*?)^\.\n(?P<html>.*?)^`{32}$", re.MULTILINE | re.DOTALL
)
_VERSION = "0.31.2"


def fetched(folder: Path) -> Path:
    """The archive of the specification, newly fetched."""
    npm = shutil.which("npm")
    assert npm, "these tests fetch the CommonMark specification with npm: apt-get install npm"
    command = [npm, "pack", f"commonmark-spec@{_VERSION}", "--silent"]
    packed = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True, timeout=300)
    archive = folder / f"commonmark-spec-{_VERSION}.tgz"
    assert archive.exists(), f"npm could not fetch the CommonMark specification: {packed.stderr.strip()}"
    return archive


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    """Every example of the specification."""
    kept = Path(tempfile.gettempdir()) / f"termlint-commonmark-spec-{_VERSION}.tgz"
    if not kept.exists():
        with tempfile.TemporaryDirectory() as folder:
            fetched(Path(folder)).replace(kept)
    with tarfile.open(kept) as package:
        spec = package.extractfile("package/spec.txt")
        assert spec
        text = spec.read().decode()
    text = text.replace("→", "\t")
    found, section = [], ""
    for match in _SECTION_OR_EXAMPLE.finditer(text):
        section = match["section"] or section
        if not match["section"]:
            found.append(Example(section, match["source"], match["html"]))
    return found


class _Letters(HTMLParser):
    """The letters that a page shows as running text."""

    def __init__(self) -> None:
        super().__init__()
        self.letters = ""
        self.images = ""
        """The letters of the images' alternative texts."""
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in {"code", "pre", "script", "style", "textarea"}:
            self.inside.append(tag)
        self.images += _letters(dict(attributes).get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            self.inside.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.letters += _letters(re.sub(r"https?://\S+", "", data))


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def _shown(blocks: Iterable[Block], source: str) -> str:
    """The letters of some blocks without the stand-ins for code and addresses."""
    shown = ""
    for block in blocks:
        text = block.text
        for mark in reversed(block.marks):
            start, end = mark.span
            if text[start:end] in {"code", "link"} and source[slice(*block.source_span(start, end))] != "link":
                text = text[:start] + text[end:]
        shown += _letters(text)
    return shown


def test_the_whole_specification_is_there(examples: list[Example]) -> None:
    assert len(examples) == 652
    assert {"Tabs", "Raw HTML", "Links"} <= {example.section for example in examples}


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_positions(examples: list[Example], ending: str) -> None:
    for example in examples:
        document = read("spec.md", example.source.replace("\n", ending))
        assert list(flaws(document)) == [], example
        assert not [problem for problem in document.problems if "could not be placed" in problem.message], example


def test_what_a_page_shows_is_what_is_read(examples: list[Example]) -> None:
    """Text is lost nowhere, and nothing else is taken for text; in HTML, termlint reads less than a browser shows."""
    different = []
    for example in examples:
        page = _Letters()
        page.feed(example.html)
        blocks = read("spec.md", example.source).blocks
        shown = _shown((block for block in blocks if block.kind != "image"), example.source)
        assert _shown((block for block in blocks if block.kind == "image"), example.source) == page.images
        if shown != page.letters and example.section not in {"HTML blocks", "Raw HTML", "Autolinks"}:
            different.append((example.source, shown, page.letters))
    assert different == [
        ("#5 bolt\n\n#hashtag\n", "bolt", "bolthashtag"),  # a tag
        ('![[foo]]\n\n[[foo]]: /url "title"\n', "foourltitle", "foofoourltitle"),  # an embedded note
    ]
