"""The HTML page: it holds the draft, loads nothing, and no draft can put markup into it."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reported import HOSTILE, ODD, finding, reading, reports, span

from termlint.model import Lines, Problem, Report, Span
from termlint.reporters import html
from termlint.reporters.cells import visible
from termlint.reporters.html_notes import MAX_PLACES
from termlint.reporters.html_text import Mark, blocks, written
from termlint.reporters.run import Run

if TYPE_CHECKING:
    from termlint.vocabulary import Glossary

VOID = {"meta", "br"}


class Page(HTMLParser):
    """A page taken apart: its elements, its text, and what is not well formed in it."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.drafts: list[str] = []
        self.inside = 0
        self.feed(text)
        self.close()
        self.wrong += self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.elements.append((tag, attributes))
        if tag not in VOID:
            self.open.append(tag)
        if attributes.get("class", "").startswith("text "):
            self.drafts.append("")
            self.inside = len(self.open)
        if tag == "br":
            self.drafts[-1] += "\n"

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"/{tag}")
        self.inside *= len(self.open) >= self.inside

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.drafts[-1] += data

    def values(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.elements if name in attributes]


def page(given: list[Report], glossary: Glossary) -> str:
    return "".join(html.write(given, Run(lambda: glossary, version="1.2.3")))


def test_the_page_is_well_formed(agent: Glossary) -> None:
    parsed = Page(page(reports(agent), agent))
    assert parsed.wrong == []
    ids = parsed.values("id")
    assert len(ids) == len(set(ids))
    local = {link[1:] for link in parsed.values("href") if link.startswith("#")}
    assert local <= set(ids)
    assert {"lang": "en"} in [attributes for tag, attributes in parsed.elements if tag == "html"]


def test_colors_are_told_of_the_senses_that_occur(agent: Glossary, ideal: Glossary) -> None:
    legend = page(reports(agent), ideal).partition("What the colors mean")[2].partition("</dl>")[0]
    assert re.findall(r"</span>(\w+) <small>", legend) == ["role", "pursuer"]


def test_nothing_is_loaded_and_nothing_runs(agent: Glossary) -> None:
    text = page(reports(agent), agent)
    parsed = Page(text)
    tags = {tag for tag, _ in parsed.elements}
    assert tags & {"script", "img", "link", "iframe", "object", "embed", "form", "base", "svg", "input"} == set()
    names = {name for _, attributes in parsed.elements for name in attributes}
    assert [name for name in names if name.startswith("on") or name in {"src", "style", "srcset"}] == []
    assert {link for link in parsed.values("href") if not link.startswith("#")} == {
        "https://example.org/rules/agent-goals/"
    }
    style = text.partition("<style>")[2].partition("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style
    assert (
        f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" in parsed.values("content")[1]
    )


def shown(source: str) -> list[str]:
    """What is left of a draft's text: its words and signs, line by line."""
    return [line for line in (visible(line).split() for line in re.split(r"\r\n?|\n", source)) if line]


@pytest.mark.parametrize("source", [ODD, HOSTILE, "", "\n\n", "a  \nb\\\nc", "```\nnever closed\n\n# code"])
def test_the_page_holds_the_draft(source: str, agent: Glossary) -> None:
    at = span(source, "agent") if "agent" in source else Span(0, 0)
    parsed = Page(page([Report("a.md", source, readings=(reading(at, "clear"),))], agent))
    words = " ".join(parsed.drafts).replace("\ufffd", "\uffff").split()
    hard = [word.rstrip("\\") for line in shown(source) for word in line]
    assert [word.rstrip("\\") for word in words] == hard


PIECES = st.sampled_from(
    [
        "agent",
        "# ",
        "```",
        "\n",
        "\n\n",
        "---\n",
        "<b>",
        "&lt;",
        '"',
        "](x)",
        "[",
        "> ",
        "- ",
        "  \n",
        "\r\n",
        "😀",
        "\x00",
    ]
)


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_draft_makes_a_well_formed_page(agent: Glossary, source: str) -> None:
    starts = [match.start() for match in re.finditer("agent", source)]
    spans = [Span(start, start + 5) for start in starts]
    found = () if not spans or "wants" in source else (finding(agent, source + "wants", spans),)
    report = Report(source or "a", source, found, tuple(reading(at, "clear") for at in spans))
    parsed = Page(page([report], agent))
    assert parsed.wrong == []
    assert sum("m " in f"{item} " for item in parsed.values("class")) >= len(spans)
    assert {tag for tag, _ in parsed.elements} & {"b", "script"} <= {"b"}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("One\ntwo\n\nthree", [(1, "flow"), (4, "flow")]),
        ("# One\ntwo\n## Three", [(1, "h1"), (2, "flow"), (3, "h2")]),
        ("- one\n- two\n\n1. three", [(1, "kept"), (4, "kept")]),
        ("So:\n- one", [(1, "kept")]),
        ("> one\n> two", [(1, "quote")]),
        ("| a | b |\n| - | - |", [(1, "kept")]),
        ("One\n```\n# two\n\n```\nthree", [(1, "flow"), (2, "code"), (6, "flow")]),
        ("````\n```\n````\nx", [(1, "code"), (4, "flow")]),
        ("```\n...\none\n`````\nx", [(1, "code"), (5, "flow")]),
        ("> ~~~\n> one\n> ~~~\nx", [(1, "code"), (4, "flow")]),
        ("---", [(1, "kept")]),
        ("$$\nx\n$$\n\nfive", [(1, "kept"), (5, "flow")]),
        ("---\na: b\n---\n# One", [(1, "matter"), (4, "h1")]),
        ("\ufeff---\na: b\n...\nOne", [(1, "matter"), (4, "flow")]),
        ("+++\na = 1\n+++\nOne", [(1, "matter"), (4, "flow")]),
        ("---\nOne: two.\n\nThree.", [(1, "kept"), (4, "flow")]),
        ("---\n\nOne.\n\n---", [(1, "kept"), (3, "flow"), (5, "kept")]),
        ("---\nOne, two.\n---", [(1, "kept")]),
        ("Title\n=====\n\nOne.", [(1, "kept"), (4, "flow")]),
        ("```pip``` installs it.\n\nOne.", [(1, "flow"), (3, "flow")]),
        ("#hashtag", [(1, "flow")]),
        ("**One** is\ntwo", [(1, "flow")]),
        ('!!! note "One"\n    two', [(1, "kept")]),
        ("<!--\n# One\n-->", [(1, "kept")]),
        ("> One\n>\n> two", [(1, "quote")]),
        ("\n\n", []),
        ("One\n \t\nthree", [(1, "flow"), (3, "flow")]),
        ("\ufeff\n# One", [(2, "h1")]),
    ],
)
def test_blocks(source: str, expected: list[tuple[int, str]]) -> None:
    assert [(block.line, block.look) for block in blocks("a.md", Lines(source))] == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("- one\n  two\n- three\nfour", "- one+two\n- three+four"),
        (
            "So it\ngoes:\n1. one\n   - two\n     three\n2) four\n   *five*",
            "So it+goes:\n1. one\n   - two+three\n2) four+*five*",
        ),
        ("[^1]: one\n    two\n[^2]: three", "[^1]: one+two\n[^2]: three"),
        ("- one  \n  two\\\n  three", "- one  \n  two\\\n  three"),
        ("- one agent\n  agent two", "- one <i>agent</i>+<i>agent</i> two"),
        ("- one base\n  agent", "- one <i>base\n  agent</i>"),
        ("| one |\n| two |\nthree", "| one |\n| two |\nthree"),
        ("    one\n    two", "    one\n    two"),
        ("- $$\n  one\n  $$", "- $$\n  one\n  $$"),
        ("one | agent\n--- | ---\ntwo | four", "one | <i>agent</i>\n--- | ---\ntwo | four"),
        ("agent\n===", "<i>agent</i>\n==="),
        ("::: one\ntwo\n:::", "::: one\ntwo\n:::"),
        ("> one\n> two", "&gt; one\n&gt; two"),
        ("??? one\n    two\n    three", "??? one\n    two+three"),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_of_an_item_flow(source: str, expected: str, ending: str) -> None:
    source = source.replace("\n", ending)
    marks = [Mark(Span(*match.span()), "<i>", "</i>") for match in re.finditer(r"base\s+agent|agent", source)]
    (block,) = blocks("a.md", Lines(source))
    text = re.sub(r'<span class="wrap">\n *</span>', "+", written(block, source, marks))
    assert text == expected


def test_links_are_shown_small_and_mentions_are_marked() -> None:
    source = "# An [agent](https://example.org/agent) & co  \nwants"
    at = span(source, "agent")
    lines = Lines(source)
    text = "".join(written(block, source, [Mark(at, "<i>", "</i>")]) for block in blocks("a.md", lines))
    assert text == (
        '<span class="dim"># </span>An [<i>agent</i>]<span class="dim target">(https://example.org/agent)</span>'
        " &amp; co  wants"
    )


@pytest.mark.parametrize("source", ["```\n# one [two](three)\n```", "---\n# one\na: b\n---"])
def test_what_is_no_markup_is_not_shown_small(source: str) -> None:
    (block,) = blocks("a.md", Lines(source))
    assert written(block, source, []) == source


def test_mentions_in_mentions_have_places_too(agent: Glossary) -> None:
    source = "The base agent layer wants an agent."
    outer, inner, last = span(source, "base agent layer"), span(source, "agent"), span(source, "agent", 1)
    readings = tuple(reading(at, "clear") for at in (outer, inner, last))
    found = (finding(agent, source, [inner, last]),)
    ids = {f"p0-{at.start}-{at.end}" for at in (outer, inner, last)}
    for findings, shown in (((), "base agent layer"), (found, "agent")):
        text = page([Report("a.md", source, findings, readings)], agent)
        parsed = Page(text)
        assert ids <= set(parsed.values("id"))
        assert parsed.drafts[0].strip() == source
        assert parsed.wrong == []
        assert {link[1:] for link in parsed.values("href") if link.startswith("#")} <= set(parsed.values("id"))
        assert re.search(f">{shown}</(a|span)>", text)


@pytest.mark.parametrize(
    ("paths", "folder", "shown"),
    [
        (["a/b/x.md", "a/b/y.md"], "a/b/", ["x.md", "y.md"]),
        (["a/b/x.md", "a/bc/y.md"], "a/", ["b/x.md", "bc/y.md"]),
        (["/a/x.md", "/a/c/y.md"], "/a/", ["x.md", "c/y.md"]),
        (["/a/x.md", "a/y.md"], "", ["/a/x.md", "a/y.md"]),
        (["x.md", "a/y.md"], "", ["x.md", "a/y.md"]),
    ],
)
def test_the_contents_say_once_what_folder_the_drafts_are_in(
    paths: list[str], folder: str, shown: list[str], agent: Glossary
) -> None:
    contents = page([Report(path, "") for path in paths], agent).partition("<nav")[2].partition("</nav>")[0]
    assert re.findall("<bdi>(.*?)</bdi>", contents) == [folder] * bool(folder) + shown


def test_the_contents_say_what_was_found(agent: Glossary) -> None:
    odd, *rest = reports(agent)
    wrong = odd._replace(problems=(Problem(odd.path, "unknown sense", 2, 1),))
    text = page([odd, wrong, *rest], agent)
    contents = text.partition("<nav")[2].partition("</nav>")[0]
    assert re.findall(r"<span( class=\"none\")?>(.*?)</span>", contents) == [
        ("", "2 findings (1 suggestion)"),
        ("", "2 findings (1 suggestion)"),
        (' class="none"', "nothing to report"),
        (' class="none"', "not checked"),
        ("", "1 finding"),
    ]
    assert "<title>termlint: 5 findings (2 suggestions) in 3 of 5 files</title>" in text
    assert "<title>termlint: Nothing to report in 1 file</title>" in page([Report("a.md", "It rains.")], agent)


def test_what_is_underlined_is_said_to_be_no_finding(agent: Glossary) -> None:
    text = page(reports(agent), agent)
    before, _, _ = text.partition("<details")
    assert "Numbered and filled: a finding. Underlined: how the word was read; nothing to do." in before
    numbers = [attributes for _, attributes in Page(text).elements if attributes.get("class") == "number"]
    assert numbers
    assert {attributes["tabindex"] for attributes in numbers} == {"-1"}


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("An agent wants.", "An <b>agent</b> wants."),
        ("One.\n\nAn\nagent wants.\r\n\r\nTwo.", "An <b>agent</b> wants."),
        ("One.\n\n  An agent wants.", "An <b>agent</b> wants."),
        ("word " * 20 + "agent, " + "word " * 20, "… " + "word " * 7 + "<b>agent</b>, " + "word " * 7 + "…"),
        ("x" * 50 + "agent" + "x" * 50, "… <b>agent</b> …"),
        ("<i> & agent", "&lt;i&gt; &amp; <b>agent</b>"),
    ],
)
def test_the_list_of_findings_shows_where_each_stands(source: str, shown: str, agent: Glossary) -> None:
    found = finding(agent, "agent wants", [span(source, "agent")])
    listed = page([Report("a.md", source, (found,))], agent).partition('<ol class="places"')[2]
    assert f"<small>{shown}</small></a>" in listed.partition("</ol>")[0]


@pytest.mark.parametrize(("others", "rest"), [(1, ""), (MAX_PLACES, ""), (MAX_PLACES + 2, " and 2 more")])
def test_a_note_says_why_and_where_else(others: int, rest: str, agent: Glossary) -> None:
    source = "agent wants\n" * (others + 1)
    spans = [span(source, "agent", number) for number in range(others + 1)]
    text = page([Report("a.md", source, (finding(agent, source, spans),), (reading(spans[0], "open"),))], agent)
    assert '<dd class="because">because of “wants”</dd>' in text
    last = min(others, MAX_PLACES)
    assert 'also at <a href="#p0-12-17">2:1</a>' in text
    assert f'<a href="#p0-{12 * last}-{12 * last + 5}">{last + 1}:1</a>{rest} · ' in text
    row = '<td><a href="#p0-0-5">1:1</a></td><td>agent</td><td>agent.role</td><td>open</td>'
    assert f"<tbody>\n<tr>{row}</tr>\n</tbody>" in text


def test_a_colour_says_which_sense(agent: Glossary) -> None:
    text = page(reports(agent), agent)
    assert '<span class="swatch r0"></span>role <small>the acting side</small>' in text
    assert '<span class="swatch r1"></span>pursuer <small>with goals</small>' in text
    assert '<a class="m hit r0" id="p0-7-12" href="#n0-1" data-n="1">agent</a>' in text
    assert '<a class="m again r0" id="p0-75-80" href="#n0-1" data-n="1">agent</a>' in text
    assert '<span class="quiet"' in text


def test_a_mention_has_the_colour_of_its_reading(agent: Glossary) -> None:
    text = page([Report("a.md", "The agent.", readings=(reading(Span(4, 9), "clear"),))], agent)
    assert '<span class="m r0" id="p0-4-9" title="agent.role (clear)">agent</span>' in text


def test_a_finding_has_the_colour_of_its_own_term_s_reading(agent: Glossary) -> None:
    source = "The agent wants it."
    at = span(source, "agent")
    own = reading(at, "clear", "agent.pursuer")
    other = own._replace(mention=own.mention._replace(term="worker"), sense="worker.hand")
    text = page([Report("a.md", source, (finding(agent, source, [at]),), (own, other))], agent)
    assert f'<a class="m hit r1" id="p0-{at.start}-{at.end}"' in text
