"""The built-in glossary's site in a real browser: search, copying, themes, and what must never go wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import browsing
import pytest
import sites

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

SINGLE = ["", "t/value-function/", "rules/agent-persona/", "changes/", "use/", "about/"]
LISTS = ["t/", "rules/", "sources/", "domains/", "domains/rl/", "print/", "t/word-0/"]
LISTS += ["drafts/", "drafts/essay/", "t/word-0/uses/", "rules/word-0-contract/"]
"""Pages that grow with the glossary: of a small one they say as much about its markup."""
KINDS = [*SINGLE, "t/", "t/agent/", "rules/", "sources/", "domains/", "print/"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing.chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def home() -> Iterator[str]:
    with browsing.host(sites.builtin()) as address:
        yield address


@pytest.fixture(scope="module")
def small() -> Iterator[str]:
    with browsing.host(sites.with_essays()) as address:
        yield address


@pytest.fixture
def page(browser: Browser, home: str) -> Iterator[Page]:
    with browsing.reader(browser, home, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(home)
        yield page


def chosen(page: Page) -> str:
    """The option that the arrow keys are at, as assistive technology finds it."""
    name = page.get_attribute("#_q", "aria-activedescendant")
    return page.locator(f"#{name}").inner_text() if name else ""


# Search


def test_search_by_keyboard(page: Page, home: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type("pursuer")
    page.wait_for_selector("[role=option]")
    assert chosen(page).startswith("pursuer ")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{home}t/agent/#pursuer")


def test_arrows_go_round(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type("mesa-optimizer")
    page.wait_for_selector("[role=option]")
    first = chosen(page)
    page.keyboard.press("ArrowDown")
    assert chosen(page) != first
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert chosen(page) != first
    page.keyboard.press("ArrowDown")
    assert chosen(page) == first


def test_results_are_senses_grouped_by_term(page: Page) -> None:
    page.fill("#_q", "value function")
    group = page.locator("[role=group]").first
    group.wait_for()
    assert group.get_attribute("aria-label") == "value function"
    assert group.locator("[role=option]").count() == 6


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("agent", "agent"),
        ("AGENTS", "agent"),
        ("agnet", "agent"),
        ("polcy", "policy"),
        ("mesa optimzer", "mesa-optimizer"),
    ],
)
def test_slips_are_forgiven(question: str, term: str, page: Page) -> None:
    page.fill("#_q", question)
    group = page.locator("[role=group]").first
    group.wait_for()
    assert group.get_attribute("aria-label") == term


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("optimizing", "optimizer"),
        ("optimising", "optimization"),
        ("optimizin", "optimization"),
        ("generalise", "generalization"),
        ("misaligned", "misalignment"),
        ("deceiv", "deceptive alignment"),
        ("agency", "agentic"),
        ("agency", "goal-directed"),
        ("TAI", "transformative AI"),
        ("RLHF", "reward model"),
        (f"misaligned xxxxx{'er' * 40}q", "misalignment"),  # a word that endings can be cut off in many ways
        (f"misaligned {'xxxxxer' * 10_000}", "misalignment"),
    ],
)
def test_other_forms_and_words_of_the_texts_are_found(question: str, term: str, page: Page) -> None:
    page.fill("#_q", question)
    page.locator("[role=group]").first.wait_for()
    assert term in page.locator("[role=group]").evaluate_all("all => all.map(e => e.ariaLabel)")


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("what is an agent", ["agent"]),
        ("policy in RL", ["policy"]),
        ("reward vs utility", ["utility function", "reward"]),
        ("inner vs outer alignment", ["inner alignment", "outer alignment"]),
        ("agent or persona", ["agent"]),
        ("value", ["value function"]),
        ("chain of thought", ["chain of thought"]),
    ],
)
def test_questions_find_what_they_are_about(question: str, terms: list[str], page: Page) -> None:
    page.fill("#_q", question)
    page.locator("[role=group]").first.wait_for()
    found = page.locator("[role=group]").evaluate_all("all => all.map(e => e.ariaLabel)")
    assert found[0] == terms[0]
    assert set(terms) <= set(found[:4])


def test_a_word_that_fits_nothing_takes_nothing_away(page: Page) -> None:
    page.fill("#_q", "agent xyzzy")
    page.wait_for_selector("[role=option]")
    assert chosen(page).startswith("role ")


def test_words_that_every_question_has_are_passed_over_unless_they_are_all(page: Page) -> None:
    page.fill("#_q", "the")
    page.wait_for_selector("[role=option]")


def test_a_rule_is_found_by_its_name(page: Page, home: str) -> None:
    page.fill("#_q", "agent persona")
    page.wait_for_selector("[role=option]")
    assert chosen(page).startswith("persona ")
    page.fill("#_q", "agent-persona")
    page.locator("[aria-selected=true]", has_text="agent-persona").wait_for()
    page.press("#_q", "Enter")
    page.wait_for_url(f"{home}rules/agent-persona/")


def test_slips_are_forgiven_in_names_alone(page: Page) -> None:
    page.fill("#_q", "Sutton")  # a text speaks of a button
    page.get_by_text("Nothing found. All terms").wait_for()


def test_escape_closes_then_empties(page: Page) -> None:
    page.fill("#_q", "agent")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("Escape")
    assert page.locator("[role=option]").count() == 0
    assert page.input_value("#_q") == "agent"
    page.keyboard.press("Escape")
    assert page.input_value("#_q") == ""
    page.wait_for_url(lambda url: "q=" not in url)


def test_the_question_is_in_the_address(page: Page, home: str) -> None:
    page.fill("#_q", "reward & co")
    page.wait_for_url(f"{home}?q=reward%20%26%20co")
    page.goto(f"{home}t/policy/?q=reward")
    page.wait_for_selector("[role=option]")
    assert page.input_value("#_q") == "reward"
    page.goto(f"{home}t/policy/#mapping")
    page.fill("#_q", "reward")
    page.wait_for_url(f"{home}t/policy/?q=reward#mapping")
    page.fill("#_q", "")
    page.wait_for_url(f"{home}t/policy/#mapping")


def test_a_finger_can_empty_the_search(browser: Browser, home: str) -> None:
    with browsing.reader(browser, home, has_touch=True, is_mobile=True) as page:
        page.goto(home)
        page.fill("#_q", "agent")
        page.wait_for_selector("[role=option]")
        box = page.locator("#_q").bounding_box() or {}
        page.touchscreen.tap(box["x"] + box["width"] - 26, box["y"] + box["height"] / 2)
        page.wait_for_selector("[role=option]", state="detached")
        assert page.input_value("#_q") == ""


def test_results_are_announced(page: Page) -> None:
    page.fill("#_q", "optimal agent")
    status = page.get_by_role("status")
    status.filter(has_text=re.compile(r"^\d+ entries, \d+ terms$")).wait_for(state="attached")
    page.fill("#_q", "xyzzy")
    status.filter(has_text="Nothing found").wait_for(state="attached")
    assert page.get_by_text("Nothing found. All terms").is_visible()


def test_one_result_is_announced_as_one(browser: Browser) -> None:
    with browsing.host(sites.of(*sites.many(1))) as home, browsing.reader(browser, home) as page:
        page.goto(home)
        page.fill("#_q", "two")
        page.get_by_role("status").filter(has_text=re.compile("^1 entry, 1 term$")).wait_for(state="attached")


def test_a_slash_in_a_field_is_a_slash(page: Page) -> None:
    page.fill("#_q", "and")
    page.focus("#_q")
    page.keyboard.press("/")
    assert page.input_value("#_q") == "and/"


def test_a_click_outside_closes(page: Page) -> None:
    page.fill("#_q", "agent")
    page.wait_for_selector("[role=option]")
    page.mouse.click(5, 600)
    assert page.locator("[role=option]").count() == 0
    assert page.get_attribute("#_q", "aria-expanded") == "false"


# Copying, light and dark


def copy(button: Locator) -> None:
    """Press a button that copies, until it says that it has."""
    button.click()
    button.filter(has_text="Copied").wait_for()


def test_a_caveat_is_copied_as_it_belongs_into_a_draft(page: Page, home: str) -> None:
    page.goto(f"{home}t/agent/")
    copy(page.locator("#role .copy").first)
    assert page.evaluate("navigator.clipboard.readText()").startswith("(here only the acting side of the loop")
    page.locator("#role-or-pursuer details").first.evaluate("details => { details.open = true; }")
    copy(page.get_by_role("button", name="Copy the footnote for role").first)
    assert page.evaluate("navigator.clipboard.readText()").startswith("*Agent* names")


def test_the_theme_is_switched_and_remembered(page: Page, home: str) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="Light or dark").click()
    dark = page.evaluate(paper)
    assert dark != light
    page.goto(f"{home}about/")
    assert page.evaluate(paper) == dark
    page.get_by_role("button", name="Light or dark").click()
    assert page.evaluate(paper) == light


# Everywhere


@pytest.mark.parametrize("path", SINGLE)
def test_axe_finds_nothing(path: str, page: Page, home: str) -> None:
    in_both_themes_at_two_widths(page, home + path)


@pytest.mark.parametrize("path", LISTS)
def test_axe_finds_nothing_in_lists(path: str, browser: Browser, small: str) -> None:
    with browsing.reader(browser, small) as page:
        in_both_themes_at_two_widths(page, small + path)


def test_an_old_address_leads_to_the_sense(browser: Browser, small: str) -> None:
    with browsing.reader(browser, small) as page:
        page.goto(f"{small}t/older/#first")
        page.wait_for_url(f"{small}t/word-0/#first")
        assert page.locator("article:has(> #first)").get_attribute("id") == "one"
        page.goto(f"{small}rules/old/")
        page.wait_for_url(f"{small}rules/word-0-one/")
    with browsing.reader(browser, small, java_script_enabled=False) as page:
        page.goto(f"{small}t/older/")
        page.wait_for_url(f"{small}t/word-0/")


def in_both_themes_at_two_widths(page: Page, address: str) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert browsing.complaints(page, colours=scheme == "dark") == [], (scheme, width)


def test_axe_finds_nothing_in_an_open_search(page: Page) -> None:
    for scheme, question in (("light", "agent"), ("dark", "agent"), ("light", "xyzzy")):
        page.emulate_media(color_scheme=scheme)
        page.fill("#_q", question)
        page.wait_for_selector(".results > *")
        assert browsing.complaints(page) == [], scheme


@pytest.mark.parametrize("path", KINDS)
def test_nothing_is_wider_than_the_page(path: str, page: Page, home: str) -> None:
    page.goto(home + path)
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_very_long_word_makes_no_page_wider(browser: Browser) -> None:
    files = sites.of(*sites.many(2, " " + "w" * 80))
    with browsing.host(files) as home, browsing.reader(browser, home) as page:
        page.set_viewport_size({"width": 320, "height": 800})
        for path in (path for path in files if path.endswith("index.html")):
            page.goto(home + path.removesuffix("index.html"))
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_text_may_be_spaced_out(page: Page, home: str) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{home}t/value-function/")
    page.evaluate(
        """() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; "
                + "word-spacing: .16em !important } p { margin-bottom: 2em !important }");
            document.adoptedStyleSheets = [sheet];
        }"""
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator(".copy").evaluate_all("all => all.filter(e => e.scrollWidth > e.clientWidth).length") == 0


@pytest.mark.parametrize("path", ["", "t/agent/", "t/"])
def test_nothing_shifts(path: str, page: Page, home: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(home + path)
    shifts = """new Promise(done => {
        let sum = 0;
        new PerformanceObserver(list => { for (const each of list.getEntries()) sum += each.value; })
            .observe({type: "layout-shift", buffered: true});
        requestAnimationFrame(() => setTimeout(() => done(sum), 200));
    })"""
    assert page.evaluate(shifts) == 0


def test_print_shows_everything_and_nothing_to_press(page: Page, home: str) -> None:
    page.goto(f"{home}t/agent/")
    page.emulate_media(media="print")
    assert page.locator(".copy:visible, .top:visible, .chips:visible").count() == 0
    hidden = page.evaluate("[...document.querySelectorAll('details .say')].filter(e => !e.checkVisibility()).length")
    assert hidden == 0
    size = "parseFloat(getComputedStyle(document.querySelector('{}')).fontSize)"
    assert page.evaluate(size.format(".sense .text")) > page.evaluate(size.format(".facts dd"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_reader_s_own_colors_hide_no_term(scheme: str, page: Page, home: str) -> None:
    page.emulate_media(forced_colors="active", color_scheme=scheme)
    page.goto(f"{home}t/agent/")
    assert (
        page.locator("blockquote mark").evaluate_all(
            "all => all.filter(e => getComputedStyle(e).color != getComputedStyle(e.parentElement).color).length"
        )
        == 0
    )


# Without scripts


def test_it_works_without_scripts(browser: Browser, home: str) -> None:
    with browsing.reader(browser, home, java_script_enabled=False) as page:
        page.goto(f"{home}t/agent/")
        assert page.locator(".copy:visible, .theme:visible").count() == 0
        assert page.get_by_text("whatever selects the actions").first.is_visible()
        page.click("summary")
        page.get_by_role("link", name="artifact", exact=True).first.click()
        assert page.url == f"{home}t/agent/#artifact"
        page.fill("#_q", "mesa")
        page.press("#_q", "Enter")
        assert page.url == f"{home}t/?q=mesa"
        assert page.get_by_text("Search needs scripts").is_visible()
        assert page.get_by_role("link", name="mesa-optimizer", exact=True).first.is_visible()


def test_the_page_for_no_page_has_its_styles(browser: Browser, home: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{home}t/no/such/page/")
    assert page.get_by_role("heading", name="Nothing here").is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.top')).display") == "flex"
    context.close()
