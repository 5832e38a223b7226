"""The files of a site: complete, escaped, the same every time, and put in place as a whole."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import jsonschema
import pytest
import rdflib
import sites

from termlint import exports
from termlint.curation import examples, trials
from termlint.disk import store
from termlint.errors import TermlintError
from termlint.glossaries import data, shipped
from termlint.model import Span
from termlint.names import Said
from termlint.settling import caveats
from termlint.site import build, measured, memory, picture, prose, verdicts, views
from termlint.site.sources import Sources
from termlint.vocabulary import Example, Named, Ruleset, TermRules

if TYPE_CHECKING:
    from collections.abc import Callable

    from termlint.vocabulary import Glossary

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "\"><script>alert(1)</script>'<img src=x onerror=alert(1)>{{ 7*7 }}</script><!--[x](javascript:alert(1))&"

EXPECTED, OTHER = Said("word-0-two", "word-0.two-or-three"), Said("other", "word-0.one-or-two")


@pytest.fixture(scope="module")
def hostile() -> sites.Files:
    return sites.of(*sites.many(3, HOSTILE))


@pytest.fixture(scope="module")
def built() -> dict[str, sites.Page]:
    """The pages of the built-in glossary's site, taken apart once: there are hundreds."""
    return dict(sites.pages(sites.builtin()))


def words_of(content: bytes) -> str:
    return " ".join("".join(sites.Page(content).text).split())


# The pages


def test_every_link_leads_somewhere(built: dict[str, sites.Page]) -> None:
    every_link_leads_somewhere(sites.builtin(), built)
    files = sites.of(*sites.many(4))
    every_link_leads_somewhere(files, dict(sites.pages(files)))


def every_link_leads_somewhere(files: sites.Files, pages: dict[str, sites.Page]) -> None:
    ids = {path: page.ids() for path, page in pages.items()}
    for path, page in pages.items():
        assert len(ids[path]) == len(set(ids[path])), path
        for link in page.links():
            if link.startswith(("https://", "http://")) or path == "404.html":
                continue
            target, fragment = sites.resolved(path, link)
            target = sites.served(target)
            assert target in files, f"{path}: {link}"
            assert not fragment or fragment in ids[target], f"{path}: {link}"


def test_what_starts_with_no_letter_has_a_place_that_a_link_can_name(agent: Glossary) -> None:
    term = replace(agent.terms["agent"], id="95% interval")
    page = sites.Page(sites.of(replace(agent, terms={term.id: term}), Ruleset({}))["t/index.html"])
    assert "#_0" in list(page.links())
    assert "_0" in page.ids()


def test_the_page_for_no_page_works_at_any_depth(built: dict[str, sites.Page]) -> None:
    own = [link for link in built["404.html"].links() if not link.startswith("#")]
    assert all(link.startswith("/words/") for link in own)
    assert all(sites.served(link.removeprefix("/words/")) in sites.builtin() for link in own)


def test_nothing_is_asked_of_another_host(built: dict[str, sites.Page]) -> None:
    for path, page in built.items():
        for name, attributes in page.elements:
            fetched = [attributes[key] for key in ("src", "srcset", "data") if key in attributes]
            if name == "link" and attributes["rel"] in {"stylesheet", "icon", "preload"}:
                fetched.append(attributes["href"])
            assert not [address for address in fetched if "//" in address], path


def test_a_page_obeys_its_own_policy(built: dict[str, sites.Page]) -> None:
    for path, page in built.items():
        for name, attributes in page.elements:
            assert name != "style", path
            assert not [key for key in attributes if key == "style" or key.startswith("on")], path
            assert name != "script" or "src" in attributes or attributes["type"] == "application/ld+json", path
        policies = [e.attributes["content"] for e in page.elements if e.attributes.get("http-equiv")]
        assert policies == [build.POLICY], path


def test_a_hostile_glossary_is_shown_as_it_is_written(hostile: sites.Files) -> None:
    harmless = {name for _, page in sites.pages(sites.of(*sites.many(3))) for name, _ in page.elements}
    for path, page in sites.pages(hostile):
        assert {name for name, _ in page.elements} <= harmless | {"script"}, path
        for name, attributes in page.elements:
            assert name != "script" or attributes.get("src", "").endswith(".js") or "type" in attributes, path
            assert not [key for key in attributes if key.startswith("on") or key == "style"], path
            assert not attributes.get("href", "").lower().startswith("javascript:"), path
    page = "".join(sites.Page(hostile["t/word-1/index.html"]).text)
    assert "<img src=x onerror=alert(1)>{{ 7*7 }}" in page


def test_machine_files_hold_hostile_text_too(hostile: sites.Files) -> None:
    feed = ET.fromstring(hostile["changes.atom"])  # noqa: S314 - our own file
    assert HOSTILE in (feed.findtext(f"{ATOM}title") or "")
    assert json.loads(hostile["api/v1/search.json"])["terms"][0]["senses"][0][2].endswith(HOSTILE)


def test_the_same_glossary_gives_the_same_bytes_whatever_the_order_of_sets() -> None:
    code = "import sites; print(sorted(sites.of(*sites.many(2)).items()))"
    environment = {**os.environ, "PYTHONHASHSEED": "1"}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=Path(__file__).parent, env=environment, check=True, capture_output=True)
    assert done.stdout.decode() == f"{sorted(sites.of(*sites.many(2)).items())}\n"


def test_a_first_visit_to_a_term_is_light() -> None:
    files = sites.builtin()
    every = [path for path in files if path.startswith("t/") and path != "t/index.html"]
    shared = [path for path in files if path.startswith(("assets/", "embed/"))]
    assert every
    for path in every:
        assert sum(len(gzip.compress(files[each], 9)) for each in (path, *shared)) <= 32_000, path


def test_scripts_are_small() -> None:
    files = sites.builtin()
    assert sum(len(content) for path, content in files.items() if path.endswith(".js")) <= 13_500


def test_an_example_says_what_the_linter_says() -> None:
    glossary, ruleset = data.load(data.Folders())
    lemmas = [*glossary.terms][::6]
    assert {"agent", "training process"} <= {*lemmas}  # the latter has raw patterns, which only spaCy can look for
    said = verdicts.of_all(glossary, ruleset, lemmas)
    apart = {(lemma, text): verdict for lemma, own in said.items() for text, verdict in own.items()}
    written = [(lemma, example) for lemma, example in examples.written(glossary, ruleset) if lemma in lemmas]
    assert set(apart) == {(lemma, example.text) for lemma, example in written}
    asked = [(lemma, example) for lemma, example in written if example.report and "report" not in example.todo]
    assert [example.text for lemma, example in asked if example.report not in apart[lemma, example.text].rules] == []
    linter = trials.linter(glossary, ruleset)
    for (lemma, text), verdict in apart.items():
        report = linter.check("example.md", text)
        found = [finding for finding in report.findings if finding.term == lemma]
        read = [reading for reading in report.readings if reading.mention.term == lemma]
        assert verdict == (
            tuple(dict.fromkeys(Said(finding.rule, finding.conflation) for finding in found)),
            tuple(sorted({finding.span for finding in found} or {reading.mention.span for reading in read})),
            read[0].sense,
        ), text


def test_an_example_may_hold_a_copied_caveat(agent: Glossary, ruleset: Ruleset) -> None:
    words = agent.terms["agent"].conflations[0].caveats["agent.role"].inline
    mark = caveats.mark("agent.role-or-pursuer", "agent.role", words)
    example = Example(f"The agent ({words}) moves. {mark}\n", passes="it is said what is meant")
    term = replace(agent.terms["agent"], examples=(example,))
    said = verdicts.of_all(replace(agent, terms={"agent": term}), ruleset, ["agent"])
    assert len(said["agent"][example.text].spans) == 1


def test_structured_data_names_every_sense() -> None:
    page = sites.builtin()["t/agent/index.html"].decode()
    text = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    concepts = json.loads(text)["@graph"]
    assert [concept["@id"] for concept in concepts][:2] == [
        f"{sites.URL}t/agent/#role",
        f"{sites.URL}t/agent/#artifact",
    ]
    assert all(concept["@type"] == ["DefinedTerm", "skos:Concept"] for concept in concepts)


def test_a_rule_shows_examples_first_and_no_notation_of_its_file() -> None:
    files = sites.builtin()
    rules = [path for path in files if path.startswith("rules/") and path.count("/") == 2 and "contract" not in path]
    for path in rules:
        text = words_of(files[path])
        conditions = text.partition("When it reports")[2]
        assert conditions, path
        assert not re.search(r"It flags|It lets these pass|\$[a-z_]+|: yes\b|\{'|\bspaCy\b", conditions), path
    page = sites.Page(files["rules/agent-persona/index.html"])
    assert "seek" in " ".join(page.text).partition("When it reports")[2]
    assert "../../about/#_stakes" in list(page.links())


def test_a_rule_shows_every_pair_of_senses_that_it_can_name(ideal: Glossary, ruleset: Ruleset) -> None:
    (rule,) = ruleset.rules()
    both = replace(rule, others=(Named("agent.ideal-or-pursuer", "Some read a forecast into this."),))
    files = sites.of(ideal, Ruleset({"agent": TermRules(rules=(both,))}))
    page = sites.Page(files["rules/agent-goals/index.html"])
    assert "Where ideal is likelier: Some read a forecast into this." in words_of(files["rules/agent-goals/index.html"])
    assert {"../../t/agent/#role-or-pursuer", "../../t/agent/#ideal-or-pursuer"} <= set(page.links())


def test_senses_are_named_alike_everywhere() -> None:
    files = sites.of(*sites.many(2))
    page = words_of(files["t/word-0/index.html"])
    for said in ("one word 0 (one)", "one or two?", "not two", "word 1 → one"):
        assert said in page
    assert "one word 0 (one)" in words_of(files["print/index.html"])
    assert list(sites.Page(files["t/word-0/index.html"]).links()).count("#one-or-two") >= 3
    assert "word 0 → one" in words_of(files["domains/rl/index.html"])


@pytest.mark.parametrize(
    ("figures", "shown"),
    [
        (None, "not measured yet"),
        (measured.Measured(5 / 6, 6), "5 of 6"),
        (measured.Measured(0.61, 18, measured.Measured(1.0, 1)), "61% of 18; without suggestions 1 of 1"),
    ],
)
def test_few_mentions_are_counted(figures: measured.Measured | None, shown: str) -> None:
    glossary, ruleset = sites.many(1)
    figured = {"word-0-one": figures} if figures else {}
    files = dict(build.files(Sources(glossary, ruleset, sites.verdicts_of(glossary, ruleset), figured)))
    for path in ("rules/index.html", "t/word-0/index.html"):
        assert (f"precision {shown}" in words_of(files[path])) == bool(figures), path
        assert "not measured yet" not in words_of(files[path]), path
    assert f"Precision {shown} To" in words_of(files["rules/word-0-one/index.html"])


@pytest.mark.parametrize("path", ["rules/", "changes/", "print/", "t/"])
def test_lists_of_terms_mind_no_case(path: str) -> None:
    glossary = replace(data.load(data.Folders())[0], url=sites.URL)
    lemmas = {term.slug: lemma.lower() for lemma, term in glossary.terms.items()}
    page = sites.builtin()[f"{path}index.html"].decode().partition("<main")[2]
    found = dict.fromkeys(re.findall(r'(?:href="\.\./t/|<h2 id=")([\w-]+)(?:/"|")', page))
    listed = [slug for slug in found if slug in lemmas]
    assert len(listed) > 50
    order = sorted(listed, key=lemmas.__getitem__)
    if path == "changes/":  # by day, the last first
        days = {term.slug: max(change.date for change in term.history) for term in glossary.terms.values()}
        order.sort(key=days.__getitem__, reverse=True)
    assert listed == order


@pytest.mark.parametrize("path", ["rules/", "t/word-0/"])
def test_a_rule_that_only_suggests_is_said_to(path: str) -> None:
    glossary, ruleset = sites.many(1)
    first, second = ruleset.terms["word 0"].rules
    changed = Ruleset({"word 0": TermRules(rules=(first, replace(second, level="suggestion")))})
    page = words_of(sites.of(glossary, changed)[f"{path}index.html"])
    assert "word-0-two only suggests" in page
    assert "word-0-one only suggests" not in page


@pytest.mark.parametrize("path", ["rules/", "t/word-0/"])
def test_the_report_of_a_use_against_a_contract_stands_with_the_rules(path: str) -> None:
    files = sites.of(*sites.many(1))
    links = [sites.resolved(f"{path}index.html", link)[0] for link in sites.Page(files[f"{path}index.html"]).links()]
    assert "rules/word-0-contract/" in links


def test_a_citation_leads_to_the_source_itself() -> None:
    page = sites.Page(sites.of(*sites.many(1))["t/word-0/index.html"])
    assert {"../../sources/#book", "https://example.org/book"} <= set(page.links())
    assert "A. Author (2001): A Book, section 0" in " ".join("".join(page.text).split())
    out = [element.attributes for element in page.elements if element.attributes.get("class") == "out"]
    assert {each["rel"] for each in out} == {"noreferrer"}


def test_sources_name_what_cites_them() -> None:
    page = words_of(sites.of(*sites.many(2))["sources/index.html"])
    assert "word 0 → one: section 0" in page
    assert "word 0 → one or two: chapter 1" in page


def test_sources_stand_in_the_order_of_surnames_as_in_a_bibliography() -> None:
    glossary, ruleset = sites.many(1)
    authors = {"young-2001": "Ann Young", "bell-2003": "Zoe Bell, Al Abel", "bell-2002": "Zoe Bell"}
    sources = {key: glossary.sources["book"]._replace(id=key, authors=name) for key, name in authors.items()}
    page = words_of(sites.of(replace(glossary, sources={**glossary.sources, **sources}), ruleset)["sources/index.html"])
    assert re.findall(r"Ann Young|Zoe Bell, Al Abel|Zoe Bell", page) == ["Zoe Bell", "Zoe Bell, Al Abel", "Ann Young"]


ANOTHER = re.compile(r"\b(agents?|rewards?|AI|version 0)\b", re.IGNORECASE)


def test_a_site_says_nothing_of_another_glossary() -> None:
    glossary, ruleset = sites.many(2)
    files = sites.of(replace(glossary, version=""), ruleset)
    for path, page in sites.pages(files):
        assert not ANOTHER.search(words_of(files[path])), path
        assert not [link for link in page.links() if link.endswith("#_stakes")], path
    about, use = (words_of(files[path]) for path in ("about/index.html", "use/index.html"))
    assert "such as t/word-0/#one does not change" in about
    assert not re.search("How much depends on the sense|The precision of a rule", about)
    assert "[word 0](https://example.org/t/word-0/#one)" in use
    assert "the JSON says so itself" not in use
    assert "such as t/word-0/#one and an id such as `word-0.one`" in files["llms.txt"].decode()


def test_a_site_says_what_is_true_of_its_glossary() -> None:
    use = words_of(sites.of(*sites.many(1))["use/index.html"])
    assert "from version 1.2.3 of the glossary, which the JSON states as well" in use
    assert "How much depends on the sense" in words_of(sites.builtin()["about/index.html"])


# What is between the pages


def test_definitions_link_to_senses_and_show_no_pictures() -> None:
    html = prose.block("See [[policy.mapping|a *map*]] and [[agent]]. ![x](https://example.org/x.png) <b>", "../")
    assert '<a href="../t/policy/#mapping">a *map*</a>' in html
    assert '<a href="../t/agent/">agent</a>' in html
    assert "<img" not in html
    assert "&lt;b&gt;" in html


def test_where_there_is_no_html_there_is_no_markup() -> None:
    text = "An *agent* (see [[agent.role]]) is **what** [acts](https://example.org/) by its `pi`.\nIt is.\n\nSo be it."
    words = "An agent (see agent (role)) is what acts by its pi. It is."
    assert prose.plain(text) == f"{words}\n\nSo be it."
    assert prose.short(text) == f"{words} So be it."
    cut = prose.short(text * 5)
    assert cut.startswith(words)
    assert cut.endswith(" …")
    assert len(cut) <= 200


def test_bibtex_is_written_as_latex_reads_it(agent: Glossary) -> None:
    term = replace(agent.terms["agent"], id="95% interval")
    glossary = replace(agent, terms={term.id: term}, title="Words of Statistics & {Data", version="1_0&")
    page = words_of(sites.of(glossary, Ruleset({}))["t/agent/index.html"])
    assert r"title = {{95\% interval}}, howpublished = {Words of Statistics \& \{Data, version 1\_0\&}, " in page


@pytest.mark.parametrize("url", ["", sites.URL])
def test_a_page_says_what_it_is_to_those_who_link_to_it(url: str) -> None:
    glossary, ruleset = sites.many(1)
    term = glossary.terms["word 0"]
    glossary = replace(glossary, terms={"word 0": replace(term, summary="A *word* for [[word-0.one]]. " * 20)})
    page = sites.Page(sites.of(sites.addressed(glossary, url), ruleset)["t/word-0/index.html"])
    metas = [element.attributes for element in page.elements if element.name == "meta"]
    said = {meta.get("name") or meta.get("property", ""): meta.get("content", "") for meta in metas}
    assert said["description"] == said["og:description"]
    assert said["description"].startswith("A word for word 0 (one). A word")
    assert len(said["description"]) <= 200
    assert (said["og:title"], said["og:site_name"], said["twitter:card"]) == ("word 0", "Words", "summary")
    assert said.get("og:url", "") == (f"{url}t/word-0/" if url else "")


def test_relations_are_told_from_both_sides(agent: Glossary, ruleset: Ruleset) -> None:
    said = {"agent": {e.text: verdicts.Verdict((), (), "") for _, e in examples.written(agent, ruleset)}}
    term = views.Catalog(agent, ruleset, said, {}).terms[0]
    assert [(link.words, link.to.name) for sense in term.senses for link in sense.relations] == [
        ("differs from", "pursuer"),
        ("differs from", "role"),
    ]
    drawn = picture.of(term)
    assert drawn
    assert len(drawn.arcs) == 1


@pytest.mark.parametrize(
    ("said", "sense", "gap"),
    [
        ((), "word-0.two", "should be flagged; the linter does not do so yet"),
        ((OTHER,), "word-0.two", "written for word-0-two"),
        ((Said("word-0-two", "word-0.one-or-two"),), "word-0.two", "written for word-0.two-or-three"),
        ((OTHER, EXPECTED), "word-0.two", ""),
        ((EXPECTED,), "word-0.one", "meant as two; the linter takes it for one"),
    ],
)
def test_a_flagged_example_says_what_it_is_not_yet(said: tuple[Said, ...], sense: str, gap: str) -> None:
    glossary, ruleset = sites.many(1)
    every = sites.verdicts_of(glossary, ruleset)
    text = "Number 3 has a word 0 in it."
    every["word 0"][text] = verdicts.Verdict(said, (Span(0, 2),), sense)
    _, pair = views.Catalog(glossary, ruleset, every, {}).terms[0].conflations
    shown = [*pair.flagged, *pair.passes]
    assert [each.gap for each in shown if "".join(piece for piece, _ in each.pieces) == text] == [gap]
    assert [bool(each.gap) for each in pair.flagged] == sorted(bool(each.gap) for each in pair.flagged)


@pytest.mark.parametrize(
    ("text", "flowing"),
    [
        ("one\ntwo", "one two"),
        ("one\n\ntwo", "one\n\ntwo"),
        ("> one\n> two", "> one\n> two"),
        ("- one\n- two", "- one\n- two"),
        ("| a |\n| - |", "| a |\n| - |"),
        ("1. one\n2. two", "1. one\n2. two"),
        ("one\n*two*", "one *two*"),
        ("one\n* two", "one\n* two"),
        ("one\n[^1]: two", "one\n[^1]: two"),
        ("```\none\ntwo\n```", "```\none\ntwo\n```"),
    ],
)
def test_soft_line_breaks_are_no_line_breaks(text: str, flowing: str) -> None:
    assert views.flowing(text) == flowing


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        ("one two", "prose"),
        ("one #two - three > four", "prose"),
        ("one\n\ntwo", "paragraphs"),
        ("> [!note]\n> one", "lines"),
        ("# one\n\ntwo", "lines"),
        ("one:\n\n- two", "lines"),
        ("1. one\n2. two", "lines"),
        ("| a |\n| - |", "lines"),
        ("```\none\n```", "lines"),
    ],
)
def test_markup_of_lines_is_shown_line_by_line(text: str, layout: str) -> None:
    glossary, ruleset = sites.many(1)
    (lemma, term), *_ = glossary.terms.items()
    example = replace(term.examples[1], text=text)
    glossary = replace(glossary, terms={lemma: replace(term, examples=(example, *term.examples))})
    catalog = views.Catalog(glossary, ruleset, sites.verdicts_of(glossary, ruleset), {})
    assert layout in {example.layout for example in catalog.terms[0].conflations[1].flagged}
    rules = [page for path, page in sites.of(glossary, ruleset).items() if path.startswith("rules/word-0")]
    assert any(b'<blockquote class="lines">' in page for page in rules) == (layout == "lines")


def test_plain_sentences_are_shown_first() -> None:
    glossary, ruleset = sites.many(1)
    (lemma, term), *_ = glossary.terms.items()
    laid_out = replace(term.examples[1], text="> [!note]\n> A word 0.")
    glossary = replace(glossary, terms={lemma: replace(term, examples=(laid_out, *term.examples))})
    catalog = views.Catalog(glossary, ruleset, sites.verdicts_of(glossary, ruleset), {})
    layouts = [example.layout for example in catalog.terms[0].conflations[1].flagged]
    assert layouts == ["prose"] * (len(layouts) - 1) + ["lines"]


def test_a_rule_is_not_named_on_its_own_page() -> None:
    files = sites.builtin()
    page = sites.Page(files["rules/agent-persona/index.html"])
    assert "Flagged" in words_of(files["rules/agent-persona/index.html"])
    assert not [link for link in page.links() if link.endswith("../rules/agent-persona/")]


def test_the_first_page_shows_the_shortest_plain_example() -> None:
    page = words_of(sites.builtin()["index.html"])
    shown = page.partition("One sentence, two readings ")[2].partition(" role ")[0]
    assert shown.endswith((".", "?"))
    assert len(shown) < 150
    assert not re.search(r"[>#|*\[]", shown)


def test_what_was_measured_is_optional_and_checked(tmp_path: Path) -> None:
    assert measured.load([tmp_path]) == {}
    (tmp_path / "measured.json").write_text('{"rules": {"a-rule": {"precision": 0.61, "n": 18}}}')
    assert measured.load([tmp_path]) == {"a-rule": (0.61, 18, None)}
    text = '{"rules": {"a-rule": {"precision": 0.61, "n": 18, "by_default": {"precision": 0.8, "n": 5}}}}'
    (tmp_path / "measured.json").write_text(text)
    assert measured.load([tmp_path])["a-rule"].by_default == (0.8, 5, None)
    wrong = ["0.61", '{"precision": 61, "n": 18}', '{"precision": NaN, "n": 18}', '{"precision": 0.61, "n": Infinity}']
    for figures in wrong:
        (tmp_path / "measured.json").write_text(f'{{"rules": {{"a-rule": {figures}}}}}')
        with pytest.raises(TermlintError, match=r"measured\.json: expected"):
            measured.load([tmp_path])


@pytest.mark.parametrize("url", ["", sites.URL])
def test_an_address_is_shown_as_the_site_s_only_if_it_is(url: str) -> None:
    glossary, ruleset = sites.many(1)
    files = sites.of(sites.addressed(glossary, url), ruleset)
    shown = words_of(files["use/index.html"])
    assert ("This site was built without its address: put that in place of https://example.org/." in shown) == (not url)
    assert ("https://example.org/t/word-0/" in shown) == (not url)
    assert ("opensearch.xml" in files) == bool(url)
    elsewhere = [path for path, content in files.items() if b"https://example.org/t/" in content]
    assert elsewhere == ([] if url else ["use/index.html"])


# Feeds


def test_the_feed_has_an_entry_for_each_change() -> None:
    feed = ET.fromstring(sites.of(*sites.many(3))["changes.atom"])  # noqa: S314 - our own file
    entries = feed.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == 6
    assert feed.findtext(f"{ATOM}updated") == "2026-03-04T00:00:00Z"
    assert [entry.findtext(f"{ATOM}updated") for entry in entries][:1] == ["2026-03-04T00:00:00Z"]


@pytest.mark.parametrize(
    ("title", "short"),
    [("", "Glossary"), ("Words of AI", "Words of AI"), ("A glossary of ambiguous terms", "Glossary")],
)
def test_browsers_are_told_a_name_that_is_whole(title: str, short: str) -> None:
    glossary, ruleset = sites.many(1)
    files = sites.of(replace(sites.addressed(glossary), title=title), ruleset)
    assert f"<ShortName>{short}</ShortName>" in files["opensearch.xml"].decode()


def test_the_sitemap_lists_the_pages() -> None:
    files = sites.builtin()
    listed = [loc.text or "" for loc in ET.fromstring(files["sitemap.xml"]).iter() if loc.tag.endswith("loc")]  # noqa: S314 - our own file
    assert {sites.served(address.removeprefix(sites.URL)) for address in listed} == {
        path for path in files if path.endswith("index.html")
    }


# Putting it in place


def test_a_site_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    out = tmp_path / "new" / "site"
    build.write({"index.html": b"1", "t/old/index.html": b"1"}, out)
    build.write({"index.html": b"2"}, out)
    assert sorted(path.relative_to(out).as_posix() for path in out.rglob("*")) == [build.MARKER, "index.html"]
    assert [path.name for path in out.parent.iterdir()] == ["site"]


def test_somebodys_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(TermlintError, match=r"holds notes\.txt, which was not made by a build"):
        build.write({"index.html": b""}, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("name", ["CNAME", ".git/config", "t/agent/mine.txt"])
def test_what_somebody_put_into_a_site_is_left_alone(name: str, tmp_path: Path) -> None:
    out = tmp_path / "site"
    build.write({"index.html": b"1", "t/agent/index.html": b"1"}, out)
    (out / name).parent.mkdir(exist_ok=True)
    (out / name).write_text("mine")
    with pytest.raises(TermlintError, match=f"holds {name}, which was not made by a build: move it away"):
        build.write({"index.html": b"2"}, out)
    assert (out / name).read_text() == "mine"
    assert (out / "index.html").read_bytes() == b"1"


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> str:
        raise PermissionError(13, "Permission denied", "somewhere/.site-x1")

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    with pytest.raises(PermissionError, match=re.escape(str(tmp_path / "site"))):
        build.write({"index.html": b"1"}, tmp_path / "site")


@pytest.mark.parametrize(("function", "name"), [("write_bytes", "index.html"), ("rename", "new"), ("rename", "site")])
def test_a_build_that_fails_changes_nothing(
    function: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    build.write({"index.html": b"1"}, out)
    done = getattr(Path, function)

    def failing(path: Path, *arguments: object) -> object:
        if path.name == name:
            raise OSError(28, "No space left on device")
        return done(path, *arguments)

    monkeypatch.setattr(Path, function, failing)
    with pytest.raises(OSError, match=f"No space left on device: {re.escape(repr(str(out)))}"):
        build.write({"index.html": b"2"}, out)
    assert (out / "index.html").read_bytes() == b"1"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_the_command_builds_a_site(termlint: Callable[..., object], tmp_path: Path) -> None:
    done = termlint("site", "build", "--out", "out", *sites.SMALL)
    assert (done.returncode, done.stderr) == (0, "")  # type: ignore[attr-defined]
    assert (tmp_path / "out" / "t" / "agent" / "index.html").is_file()


# Addresses that were published


def renamed(agent: Glossary) -> Glossary:
    new = {
        "terms": {"actor": "agent"},
        "senses": {"actor.doer": "agent.role", "agent.goal": "agent.pursuer", "agent.moved": "agent.role"},
        "conflations": {"agent.one-or-other": "agent.role-or-pursuer"},
        "rules": {"agent-aims": "agent-goals"},
    }
    return replace(agent, renamed=new)


def test_renamed_ids_lead_on(agent: Glossary, ruleset: Ruleset) -> None:
    files = sites.of(renamed(agent), ruleset)
    ids = sites.Page(files["t/agent/index.html"]).ids()
    assert {"doer", "goal", "moved", "one-or-other"} <= set(ids)
    assert len(ids) == len(set(ids))
    for path, target in (("t/actor/", "../../t/agent/"), ("rules/agent-aims/", "../../rules/agent-goals/")):
        page = sites.Page(files[f"{path}index.html"])
        assert target in list(page.links()), path
        assert f"0; url={target}" in [e.attributes.get("content") for e in page.elements]
    redirects = json.loads(files["api/v1/redirects.json"])["redirects"]
    assert redirects["agent.goal"] == "agent.pursuer"
    assert (redirects["actor.doer"], redirects["actor.role"]) == ("agent.role", "agent.role")
    assert redirects["actor.role-or-pursuer"] == "agent.role-or-pursuer"
    assert json.loads(files["api/v1/hover.json"])["redirects"] == redirects


def test_what_moved_to_another_term_is_named_where_it_stood() -> None:
    glossary, ruleset = sites.many(2)
    files = sites.of(replace(glossary, renamed={"senses": {"word-0.four": "word-1.one"}}), ruleset)
    page = sites.Page(files["t/word-0/index.html"])
    assert "four" in page.ids()
    assert "../../t/word-1/#one" in list(page.links())


def test_a_published_id_that_vanished_fails_the_build(termlint: Callable[..., object], tmp_path: Path) -> None:
    shutil.copytree(sites.SMALL[2], tmp_path / "glossary")
    (tmp_path / "glossary" / "published.yaml").write_text("senses: [agent.role, agent.gone]\n")
    done = termlint("site", "build", "--out", "out", "--glossary", "glossary", "--no-builtin", "--no-cache")
    assert (done.returncode, done.stdout) == (2, "")  # type: ignore[attr-defined]
    assert "published.yaml:1:22: unknown sense 'agent.gone'" in done.stderr  # type: ignore[attr-defined]
    assert not (tmp_path / "out").exists()


# Verdicts that are kept


def test_verdicts_hold_until_something_changes(tmp_path: Path) -> None:
    for name in ("glossary", "rules"):
        shutil.copytree(shipped.folder(name), tmp_path / name)
    folders = data.Folders((tmp_path / "glossary",), (tmp_path / "rules",), builtin=False)
    glossary, _ = data.load(folders)
    first = memory.keys(folders, glossary)
    assert first == memory.keys(folders, glossary)
    verdict = verdicts.Verdict((Said("a-rule", "agent.role-or-pursuer"),), (Span(1, 3),), "agent.role")
    memory.write(tmp_path / "cache", first, {"agent": {"An *agent*.": verdict}})
    assert memory.read(tmp_path / "cache", first) == {"agent": {"An *agent*.": verdict}}
    with (tmp_path / "rules" / "agent.yaml").open("a") as file:
        file.write("# changed\n")
    second = memory.keys(folders, glossary)
    assert {lemma for lemma in first if first[lemma] != second[lemma]} == {"agent"}
    assert "agent" not in memory.read(tmp_path / "cache", second)
    for shared in ("lexicon.yaml", "stakes.yaml"):
        before = memory.keys(folders, glossary)
        with (tmp_path / "rules" / shared).open("a") as file:
            file.write("# changed\n")
        assert not set(before.values()) & set(memory.keys(folders, glossary).values())


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", '{"text": 1}', '{"text": [[], []]}', '{"text": [[["a-rule"]], [], ""]}']
)
def test_damage_is_no_memory(damage: str, tmp_path: Path) -> None:
    name = store.name_of(["agent"])
    kept = store.Store(tmp_path, "verdicts")
    kept.write(name, ['{"text": [[], [], ""]}'])
    assert len(memory.read(tmp_path, {"agent": name})["agent"]) == 1
    kept.write(name, [damage])
    assert memory.read(tmp_path, {"agent": name}) == {}
    (kept.folder / name).write_text(damage)
    assert memory.read(tmp_path, {"agent": name}) == {}


# For programs


def test_every_file_for_programs_says_what_it_was_made_from() -> None:
    files = sites.of(*sites.many(2))
    for path, content in files.items():
        if path.startswith("api/"):
            found = json.loads(content)
            assert "1.2.3" in {found.get("version"), found.get("glossary_version")}, path
    index = json.loads(files["api/v1/index.json"])
    assert [term["id"] for term in index["terms"]] == ["word-0", "word-1"]
    assert set(index["files"]) <= set(files)


def test_the_exports_are_those_of_the_command_line() -> None:
    glossary, ruleset = sites.many(2)
    files = sites.of(glossary, ruleset)
    for name in ("turtle", "tbx", "csv", "jsonld"):
        for path, text in exports.exporter(name)(glossary).items():
            assert files[f"data/{path}"] == text.encode()


@pytest.mark.filterwarnings("ignore:.*(Dataset|ConjunctiveGraph).*:DeprecationWarning")
def test_structured_data_is_rdf() -> None:
    page = sites.of(*sites.many(2))["t/word-1/index.html"].decode()
    text = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    graph = rdflib.Graph().parse(data=text, format="json-ld")
    concepts = set(graph.subjects(rdflib.RDF.type, rdflib.SKOS.Concept))
    assert {str(concept) for concept in concepts} == {
        f"urn:termlint:t/word-1/#{name}" for name in ("one", "two", "three")
    }
    assert all(len(list(graph.objects(concept, rdflib.SKOS.definition))) == 1 for concept in concepts)


@pytest.mark.filterwarnings("ignore:.*(Dataset|ConjunctiveGraph).*:DeprecationWarning")
def test_a_page_and_the_export_agree_on_what_a_sense_is_called() -> None:
    """SKOS knows no concept with one word as labels of two kinds (its condition S13)."""
    files = sites.builtin()
    both = rdflib.Graph().parse(data=files["data/glossary.ttl"].decode(), format="turtle")
    for path in (path for path in files if path.startswith("t/") and path != "t/index.html"):
        text = files[path].decode().partition('<script type="application/ld+json">')[2].partition("</script>")[0]
        both.parse(data=text, format="json-ld")
    kinds = ("prefLabel", "altLabel", "hiddenLabel")
    for concept in both.subjects(rdflib.SKOS.notation):
        labels = [label for kind in kinds for label in both.objects(concept, rdflib.SKOS[kind])]
        assert len(labels) == len(set(labels)), concept


TEXTS = {"type": "array", "items": {"type": "string"}}
HEAD = {"glossary": {"type": "string"}, "glossary_version": {"const": "1.2.3"}, "license": {"type": "string"}}


def shape(**keys: object) -> dict[str, object]:
    """The schema of an object with exactly these keys."""
    return {"type": "object", "properties": keys, "required": list(keys), "additionalProperties": False}


def table(values: object) -> dict[str, object]:
    """The schema of an object with any keys."""
    return {"type": "object", "additionalProperties": values}


SCHEMAS = {
    "api/v1/index.json": shape(
        **HEAD,
        files=TEXTS,
        terms={"type": "array", "items": shape(**{key: {"type": "string"} for key in ("id", "term", "url", "json")})},
    ),
    "api/v1/search.json": shape(
        version={"const": "1.2.3"},
        terms={
            "type": "array",
            "items": shape(
                lemma={"type": "string"},
                forms=TEXTS,
                summary={"type": "string"},
                senses={"type": "array", "items": {**TEXTS, "minItems": 5, "maxItems": 5}},
                rules=TEXTS,
            ),
        },
    ),
    "api/v1/hover.json": shape(
        version={"const": "1.2.3"},
        terms=table(
            shape(
                lemma={"type": "string"},
                senses=table({**TEXTS, "minItems": 2, "maxItems": 2}),
                pairs=table({**TEXTS, "minItems": 2, "maxItems": 2}),
            )
        ),
        redirects=table({"type": "string"}),
    ),
    "api/v1/redirects.json": shape(**HEAD, redirects=table({"type": "string"})),
    "api/v1/terms/word-0.json": {"type": "object", "properties": HEAD, "required": [*HEAD, "senses", "conflations"]},
}


@pytest.mark.parametrize("path", SCHEMAS)
def test_files_for_programs_keep_their_shape(path: str) -> None:
    jsonschema.validate(json.loads(sites.of(*sites.many(2))[path]), SCHEMAS[path])
