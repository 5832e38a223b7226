"""Hover cards, on the site and embedded in pages of other sites: each rule was somebody's bug once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import browsing
import pytest
import sites

from termlint.site import assets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

ESSAY = """<!doctype html><html lang="en"><title>An essay</title>
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; style-src 'self'; script-src {host}; connect-src {host}">
<link rel="stylesheet" href="essay.css">
<script type="module" src="{home}embed/hover-1.js" integrity="{integrity}" crossorigin="anonymous"></script>
<main>
<p>The <a id="one" href="{home}t/agent/#role">agent</a> has a <a id="two" href="{home}t/policy/#mapping">policy</a>.</p>
<p><a id="term" href="{home}t/agent/">Agents</a>, <a id="pair" href="{home}t/agent/#role-or-pursuer">either</a>.</p>
<p><a id="unknown" href="{home}t/agent-foundations/">foundations</a>, <a id="part" href="{home}t/agent/#rol">part</a>,
<a id="outside" href="{home}about/">about</a>, <a id="proto" href="{home}t/constructor/#name">odd</a></p>
<table><tr><td><a id="cell" href="{home}t/reward/#signal">reward</a></td></tr></table>
<p data-termlint-off><a id="off" href="{home}t/agent/#role">agent</a></p>
<section role="doc-endnotes"><ol><li><a id="note" href="{home}t/agent/#role">agent</a></li></ol></section>
<p><button id="after">after</button></p>
</main></html>"""
CARD = "termlint-card:popover-open"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing.chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def home() -> Iterator[str]:
    with browsing.host(sites.builtin()) as address:
        yield address


@pytest.fixture(scope="module")
def essays(home: str) -> Iterator[str]:
    """A site of essays, on another host than the glossary."""
    script = sites.builtin()["embed/hover-1.js"]
    text = ESSAY.format(home=home, host=home.removesuffix(browsing.PREFIX), integrity=assets.integrity(script))
    loud = b"* { color: red !important; font-size: 40px !important; } termlint-card { display: flex; padding: 90px; }"
    with browsing.host({"index.html": text.encode(), "essay.css": loud}, "/") as address:
        yield address


@pytest.fixture
def page(browser: Browser, home: str, essays: str) -> Iterator[Page]:
    with browsing.reader(browser, home, essays) as page:
        page.goto(essays)
        yield page


@pytest.fixture
def phone(browser: Browser, home: str, essays: str) -> Iterator[Page]:
    size = {"width": 360, "height": 640}
    with browsing.reader(browser, home, essays, has_touch=True, is_mobile=True, viewport=size) as page:
        page.goto(essays)
        yield page


def card(page: Page) -> Locator:
    """The one card there is."""
    found = page.locator(f"{CARD} section")
    found.wait_for()
    assert found.count() == 1
    return found


def none(page: Page) -> None:
    """No card shows, and after a while there is still none."""
    page.wait_for_timeout(500)
    assert page.locator(CARD).count() == 0


# By mouse


def test_a_card_shows_the_sense_that_a_link_names(page: Page) -> None:
    page.hover("#one")
    text = card(page).inner_text()
    assert "agent (the acting side of the loop)" in text
    assert "whatever selects the actions" in text


def test_the_pointer_may_enter_the_card_and_it_stays(page: Page) -> None:
    page.hover("#one")
    card(page).hover()
    page.wait_for_timeout(600)
    assert card(page).is_visible()
    page.hover("#after")
    page.wait_for_selector(CARD, state="hidden")


def test_escape_puts_the_card_away_without_moving(page: Page) -> None:
    page.hover("#one")
    card(page)
    page.keyboard.press("Escape")
    none(page)


def test_there_is_only_ever_one_card(page: Page) -> None:
    page.hover("#one")
    card(page)
    page.keyboard.press("Escape")
    page.hover("#two")
    assert "policy (" in card(page).inner_text()


def test_a_pointer_that_passes_opens_nothing(page: Page) -> None:
    page.hover("#one")
    page.hover("#after")
    none(page)


@pytest.mark.parametrize("place", ["cell", "note"])
def test_cards_work_in_tables_and_footnotes(place: str, page: Page) -> None:
    page.hover(f"#{place}")
    card(page)


@pytest.mark.parametrize("place", ["unknown", "part", "outside", "off", "proto"])
def test_other_links_stay_links(place: str, page: Page) -> None:
    page.hover("#one")  # the data are there
    card(page)
    page.keyboard.press("Escape")
    page.hover(f"#{place}")
    none(page)


def test_where_no_sense_is_named_all_are_shown_and_none_is_picked(page: Page, home: str) -> None:
    page.hover("#term")
    senses = card(page).locator("li")
    assert senses.count() == 9
    assert senses.first.locator("a").get_attribute("href") == f"{home}t/agent/#role"


def test_a_link_to_a_pair_shows_both(page: Page) -> None:
    page.hover("#pair")
    assert card(page).locator("li a").all_inner_texts() == ["role", "pursuer"]


def test_words_inside_a_card_open_no_further_card(page: Page) -> None:
    page.hover("#term")
    card(page).locator("li a").first.hover()
    page.wait_for_timeout(500)
    assert card(page).locator("li").count() == 9


def test_what_the_card_says_is_on_the_page_that_it_leads_to(page: Page, home: str) -> None:
    page.hover("#one")
    said = card(page).locator("p").inner_text().split("\n")
    card(page).get_by_role("link", name="Open the entry").click()
    page.wait_for_url(f"{home}t/agent/#role")
    entry = page.locator("#role").inner_text()
    assert all(line in entry for line in said)


def test_the_card_is_inside_the_window(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 500})
    for place in ("one", "two", "term", "note"):
        page.hover(f"#{place}")
        box = card(page).bounding_box()
        assert box
        assert box["x"] >= 0, place
        assert box["x"] + box["width"] <= 320, place
        page.keyboard.press("Escape")


def test_the_card_keeps_its_own_styles(page: Page) -> None:
    page.hover("#one")
    looks = card(page).evaluate("e => [getComputedStyle(e).fontSize, getComputedStyle(e).color]")
    assert looks == ["15px", "rgb(35, 33, 30)"]
    assert page.locator(CARD).evaluate("e => getComputedStyle(e).padding") == "7px 0px"


# By keyboard


def focus(page: Page, place: str) -> None:
    """Get to a link with the Tab key."""
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == place:
            return
    raise AssertionError(place)


def test_a_card_shows_at_the_focused_link(page: Page) -> None:
    focus(page, "one")
    card(page)
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "one"
    none(page)


def test_the_tab_key_leads_into_the_card_and_on(page: Page) -> None:
    focus(page, "one")
    card(page)
    page.keyboard.press("Tab")
    inside = "document.activeElement.shadowRoot?.activeElement?.textContent"
    assert page.evaluate(inside) == "Open the entry"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "one"


def test_a_link_says_what_its_card_says(page: Page) -> None:
    focus(page, "one")
    card(page)
    assert "whatever selects the actions" in (page.get_attribute("#one", "aria-description") or "")
    assert page.get_attribute("#unknown", "aria-description") is None


# By touch


def test_a_tap_opens_the_card_and_another_follows_the_link(phone: Page, home: str) -> None:
    phone.tap("#one")
    card(phone)
    phone.tap("#one")
    phone.wait_for_url(f"{home}t/agent/#role")


def test_a_tap_elsewhere_puts_the_card_away(phone: Page) -> None:
    phone.tap("#one")
    card(phone)
    phone.touchscreen.tap(180, 620)
    none(phone)


def test_a_tap_on_another_link_follows_it(phone: Page, home: str) -> None:
    phone.tap("#outside")
    phone.wait_for_url(f"{home}about/")


# Off and on


def test_cards_can_be_turned_off_and_on_again(page: Page) -> None:
    page.hover("#one")
    card(page).get_by_role("button", name="Turn cards off").click()
    page.hover("#two")
    none(page)
    page.reload()
    page.hover("#one")
    none(page)
    page.get_by_role("button", name="Turn cards on").click()
    page.hover("#one")
    card(page)


# On the site itself


def test_the_site_shows_its_own_cards(browser: Browser, home: str) -> None:
    with browsing.reader(browser, home) as page:
        page.goto(f"{home}t/agent/")
        page.hover("#role .text a")
        assert "policy (" in card(page).inner_text()
        assert browsing.complaints(page) == []
        page.emulate_media(color_scheme="dark")
        assert browsing.complaints(page) == []
        page.hover(".chips a")
        none(page)
        page.get_by_role("button", name="Turn cards off").click()
        page.hover("#role .text a")
        none(page)


def test_the_page_on_use_pins_the_script_that_is_served() -> None:
    files = sites.builtin()
    shown = re.search(r"sha384-[\w+/=]+", "".join(sites.Page(files["use/index.html"]).text))
    assert shown
    assert shown[0] == assets.integrity(files["embed/hover-1.js"])
