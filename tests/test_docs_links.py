"""Links between our own Markdown files lead to a file, and to a heading of it."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
PAGES = sorted(path for folder in (ROOT, ROOT / "docs", ROOT / "benchmarks") for path in folder.glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_link_leads_somewhere(page: Path) -> None:
    lost = [link for link in _links(page) if not _leads_somewhere(page, link)]
    assert lost == []


def _links(page: Path) -> Iterator[str]:
    """Where a page's links and images point, but for those to other sites."""
    for token in MarkdownIt("commonmark").enable("table").parse(page.read_text(encoding="utf-8")):
        for part in token.children or ():
            target = part.attrGet("href") or part.attrGet("src")
            if target and not re.match(r"\w+:", str(target)):
                yield str(target)


def _leads_somewhere(page: Path, link: str) -> bool:
    name, _, anchor = link.partition("#")
    target = page.parent / name if name else page
    return target.exists() and (not anchor or anchor in _anchors(target))


def _anchors(page: Path) -> set[str]:
    """What a page's headings are called in links, as forges of code make it of their words."""
    tokens = MarkdownIt("commonmark").enable("table").parse(page.read_text(encoding="utf-8"))
    titles = [after.content for token, after in itertools.pairwise(tokens) if token.type == "heading_open"]
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
