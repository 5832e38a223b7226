"""The HTML page of a report in a real browser: what it asks for, whether it fits, and whether all can read it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import browsing
import pytest
from reported import finding, reports, span

from termlint.model import Report
from termlint.reporters import html
from termlint.reporters.run import Run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from termlint.vocabulary import Glossary

OPEN = "document.querySelectorAll('details').forEach(details => details.open = true)"
WIDE, NARROW = {"width": 1300, "height": 900}, {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing.chromium() as browser:
        yield browser


@pytest.fixture
def address(agent: Glossary, tmp_path: Path) -> str:
    path = tmp_path / "page.html"
    path.write_text("".join(html.write(reports(agent), Run(lambda: agent, version="1.2.3"))), encoding="utf-8")
    return path.as_uri()


def box(page: Page, selector: str) -> dict[str, float]:
    found: dict[str, float] = page.locator(selector).first.bounding_box() or {}
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_all_can_read_the_page(browser: Browser, address: str, scheme: str, size: dict[str, int]) -> None:
    with browsing.reader(browser, address, color_scheme=scheme, viewport=size, bypass_csp=True) as page:
        page.goto(address)
        page.evaluate(OPEN)
        assert browsing.complaints(page) == []


@pytest.mark.parametrize("width", [320, 700, 1000, 1220, 1600])
def test_the_page_fits(browser: Browser, address: str, width: int) -> None:
    with browsing.reader(browser, address, viewport={"width": width, "height": 800}) as page:
        page.goto(address)
        page.evaluate(OPEN)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_list_of_findings_has_room_on_a_phone(browser: Browser, address: str) -> None:
    with browsing.reader(browser, address, viewport=NARROW) as page:
        page.goto(address)
        assert box(page, ".places li > :last-child")["width"] > 0.75 * box(page, ".places li")["width"]


def test_the_list_of_findings_is_seen_to_be_links(browser: Browser, address: str) -> None:
    with browsing.reader(browser, address) as page:
        page.goto(address)
        lines = page.locator(".places a").evaluate_all("all => all.map(e => getComputedStyle(e).textDecorationLine)")
        assert set(lines) == {"underline"}


def test_nothing_else_is_asked_for_without_scripts(browser: Browser, address: str) -> None:
    with browsing.reader(browser, address, java_script_enabled=False) as page:
        page.goto(address)
        assert page.locator(".note").count() == 3


def test_findings_stand_in_the_margin(browser: Browser, address: str) -> None:
    with browsing.reader(browser, address, viewport=WIDE) as page:
        page.goto(address)
        note, text = box(page, ".note"), box(page, ".noted .text")
        assert note["x"] > text["x"] + text["width"]
        assert abs(note["y"] - text["y"]) < 20


def test_findings_stand_below_where_there_is_no_margin(browser: Browser, address: str) -> None:
    with browsing.reader(browser, address, viewport=NARROW) as page:
        page.goto(address)
        note, text = box(page, ".note"), box(page, ".noted .text")
        assert note["y"] >= text["y"] + text["height"]


def test_paper_has_the_findings_below(browser: Browser, address: str) -> None:
    with browsing.reader(browser, address, viewport=WIDE, color_scheme="dark") as page:
        page.goto(address)
        page.emulate_media(media="print")
        note, text = box(page, ".note"), box(page, ".noted .text")
        assert note["y"] >= text["y"] + text["height"]
        assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


def test_a_mention_leads_to_its_finding_and_back(browser: Browser, address: str) -> None:
    with browsing.reader(browser, address, viewport=WIDE) as page:
        page.goto(address)
        page.locator("a.hit").first.focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.querySelector(':target').className") == "note warning"
        page.locator(":target h3 a").click()
        assert page.evaluate("document.querySelector(':target').textContent") == "agent"


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_finding_follows_its_paragraph_for_the_tab_key_and_read_aloud(
    browser: Browser, address: str, size: dict[str, int]
) -> None:
    """In the order of the file, which every browser and screen reader goes by."""
    with browsing.reader(browser, address, viewport=size) as page:
        page.goto(address)
        page.locator(".block summary").last.focus()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.matches('a.hit')")
        mention = page.evaluate("document.activeElement.id")
        while page.evaluate("document.activeElement.matches('a.m')"):
            page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')") == f"#{mention}"
        sheet = page.evaluate("[...document.styleSheets[0].cssRules].map(rule => rule.cssText).join()")
        assert [name for name in ("order:", "reading-flow", "reading-order") if f" {name}" in sheet] == []


def test_a_paragraph_after_long_findings_stands_where_its_number_is(
    browser: Browser, agent: Glossary, tmp_path: Path
) -> None:
    """Findings that need more room than their paragraph go past those that follow, and do not push them down."""
    source = "An agent wants an agent.\n\nAn agent wants.\n\nIt rains.\n"
    found = tuple(finding(agent, source, [span(source, "agent", number)]) for number in (0, 1, 2))
    path = tmp_path / "long.html"
    path.write_text("".join(html.write([Report("a.md", source, found)], Run(lambda: agent))), encoding="utf-8")
    with browsing.reader(browser, path.as_uri(), viewport=WIDE) as page:
        page.goto(path.as_uri())
        texts, numbers, notes = (
            page.evaluate(
                f"[...document.querySelectorAll('{each}')].map(each => each.getBoundingClientRect().toJSON())"
            )
            for each in (".text", ".number", ".note")
        )
        assert texts[2]["top"] < notes[1]["top"] < notes[1]["bottom"] < notes[2]["top"]
        for text, number in zip(texts, numbers, strict=True):
            assert abs(number["top"] - text["top"]) < 10
        assert all(before["bottom"] <= after["top"] for before, after in pairwise(texts))


def test_paper_shows_what_is_folded(browser: Browser, address: str) -> None:
    with browsing.reader(browser, address, viewport=WIDE) as page:
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = false)")
        assert not page.locator(".all table").first.is_visible()
        page.emulate_media(media="print")
        for folded in (".all table", ".legend dl"):
            assert page.locator(folded).first.evaluate("each => each.checkVisibility()"), folded
