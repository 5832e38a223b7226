"""Sites to test: of the built-in glossary, of a small one, of a hostile one and of a large one."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from termlint.curation import examples
from termlint.glossaries import data
from termlint.model import Caveats, Evidence, Finding, Mention, Reading, Report, Span
from termlint.names import Said
from termlint.site import build, concordance, verdicts
from termlint.site.sources import Sources
from termlint.vocabulary import (
    Change,
    Citation,
    Conflation,
    Example,
    Glossary,
    Relation,
    Rule,
    Ruleset,
    Sense,
    Source,
    Term,
    TermRules,
    Test,
    Words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

URL = "https://glossary.example/words/"
_SMALL = Path(__file__).parent / "cases" / "small"
SMALL = ("--no-builtin", "--glossary", str(_SMALL / "glossary"), "--rules", str(_SMALL / "rules"))
"""Options for a site of one term, without examples."""
Files = dict[str, bytes]


@cache
def builtin() -> Files:
    """The site of the built-in glossary, as it would stand at an address."""
    glossary, ruleset = data.load(data.Folders())
    return of(addressed(glossary), ruleset)


def of(glossary: Glossary, ruleset: Ruleset) -> Files:
    """A site whose examples do what they are to do, without a parser."""
    return dict(build.files(Sources(glossary, ruleset, verdicts_of(glossary, ruleset), {})))


def verdicts_of(glossary: Glossary, ruleset: Ruleset) -> verdicts.Verdicts:
    """What the linter would say if it met all expectations."""
    said: verdicts.Verdicts = {}
    for lemma, example in examples.written(glossary, ruleset):
        found = (Said(example.report, example.conflation),) if example.report else ()
        said.setdefault(lemma, {})[example.text] = verdicts.Verdict(found, (Span(0, 2),), example.sense)
    return said


def addressed(glossary: Glossary, url: str = URL) -> Glossary:
    return replace(glossary, url=url)


def many(number: int, text: str = "") -> tuple[Glossary, Ruleset]:
    """A glossary of so many terms, each with three senses, two conflations and twenty examples."""
    terms = dict(_term(index, number, text) for index in range(number))
    source = Source("book", f"A. Author{text}", 2001, f"A Book{text}", "https://example.org/book")
    glossary = Glossary(terms, {"book": source}, {"rl": f"reinforcement learning{text}"}, f"Words{text}", "1.2.3")
    return glossary, Ruleset({lemma: TermRules(rules=_rules(term)) for lemma, term in terms.items()})


def _term(index: int, number: int, text: str) -> tuple[str, Term]:
    lemma, slug = f"word {index}", f"word-{index}"
    names = ("one", "two", "three")
    senses = tuple(
        Sense(
            f"{slug}.{name}",
            f"{lemma} ({name}){text}",
            f"{name} of the things that {lemma} may stand for{text}",
            f"A *definition* of {lemma} in sense {name}; see [[word-{(index + 1) % number}.one]].{text}" * 3,
            "rl",
            (Citation("book", f"section {index}{text}"),),
            (
                Relation("contrast", f"{slug}.{other}", f"It is not {other}.{text}"),
                Relation("related", f"word-{(index + 1) % number}.{name}"),
            ),
        )
        for name, other in zip(names, (*names[1:], names[0]), strict=True)
    )
    pairs = (("one", "two"), ("two", "three"))
    conflations = tuple(
        Conflation(
            f"{slug}.{a}-or-{b}",
            (f"{slug}.{a}", f"{slug}.{b}"),
            f"Some take *{a}* for {b}.{text}" * 3,
            f"A situation.{text}" * 3,
            (Citation("book", "chapter 1"),),
            {
                f"{slug}.{name}": Caveats(*(f"{size} for {name}{text}" for size in ("in", "note", "aside")))
                for name in (a, b)
            },
        )
        for a, b in pairs
    )
    shown = tuple(
        Example(
            f"Number {place} has a {lemma} in it.{text}",
            report=f"{slug}-{a}" if place % 2 else "",
            passes="" if place % 2 else f"a reason{text}",
            sense=f"{slug}.{a}",
            conflation=f"{slug}.{a}-or-{b}",
        )
        for place, (a, b) in zip(range(20), cycle(pairs), strict=False)
    )
    history = (Change("2026-01-02", f"First version.{text}"), Change("2026-03-04", "Second version."))
    return lemma, Term(
        lemma, slug, (lemma,), f"Summary of {lemma}.{text}", "draft", senses, conflations, shown, history
    )


def _rules(term: Term) -> tuple[Rule, ...]:
    when = Test("subject_of", Words("$verbs", frozenset({("want",)})))
    return tuple(
        Rule(f"{term.slug}-{name}", term.id, pair.id, "warning", f"A message about {term.id}.", when)
        for name, pair in zip(("one", "two"), term.conflations, strict=True)
    )


class Element(NamedTuple):
    """A start tag."""

    name: str
    attributes: Mapping[str, str]


class Page(HTMLParser):
    """A page's elements, and the text outside of scripts."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.text: list[str] = []
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        if self.elements and self.elements[-1].name != "script":
            self.text.append(data)

    def ids(self) -> list[str]:
        return [element.attributes["id"] for element in self.elements if "id" in element.attributes]

    def links(self) -> Iterator[str]:
        for element in self.elements:
            yield from (element.attributes[name] for name in ("href", "src", "action") if name in element.attributes)


def pages(files: Files) -> Iterator[tuple[str, Page]]:
    """The pages of a site by their paths."""
    for path, content in files.items():
        if path.endswith(".html"):
            yield path, Page(content)


def served(path: str) -> str:
    """The file that a host sends for a path."""
    return path + "index.html" if not path or path.endswith("/") else path


def resolved(page: str, link: str) -> tuple[str, str]:
    """The path from the root, and the fragment, of a relative link on a page."""
    path, _, fragment = link.partition("#")
    path = path.partition("?")[0]
    if not path:
        return page, fragment
    parts = page.split("/")[:-1]
    for part in re.split("/", path):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts), fragment


def with_essays() -> Files:
    """A small site with an essay that uses its terms, ids that were renamed and an example that is not flagged yet."""
    glossary, ruleset = many(3)
    new = {"terms": {"older": "word-0"}, "senses": {"older.first": "word-0.one"}, "rules": {"old": "word-0-one"}}
    unmet = {("word 0", "Number 1 has a word 0 in it."): verdicts.Verdict((), (Span(0, 2),), "word-0.one")}
    said = verdicts_of(glossary, ruleset) | unmet
    made = Sources(replace(glossary, renamed=new), ruleset, said, {})
    return dict(build.files(made, concordance.essays([_report(glossary)], "https://example.org/")))


def _report(glossary: Glossary) -> Report:
    text = "# An essay\n\nThe word 0 wants power. It is a word 0.\n"
    readings = tuple(
        Reading(Mention("word 0", 1, Span(at - 12, at - 6), Span(at, at + 6), Span(*sentence)), sense, status, {})
        for at, sentence, sense, status in (
            (16, (0, 24), "word-0.two", "open"),
            (44, (24, 39), "word-0.one", "clear"),
        )
    )
    pair = glossary.terms["word 0"].conflations[0]
    said = (Evidence("word-0.two", "wants", Span(23, 28), 1.0),)
    finding = Finding(
        "word-0-one", "word 0", pair.id, pair.senses, "warning", readings[0].mention.span, "Two.", said, pair.caveats
    )
    return Report("essay.md", text, (finding,), readings)
