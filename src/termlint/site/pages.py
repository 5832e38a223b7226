"""Every page of the site: where it stands, which template makes it, and what the template is given."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from termlint import addresses
from termlint.site import concordance, links, moved, picture, structured

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from termlint.site.concordance import Essay, Use
    from termlint.site.views import Catalog, SenseView, Shown, TermView
    from termlint.vocabulary import Change, Term

SHOWN_ON_HOME = 12
SHOWN_WORDS = 6
UNLISTED = {"404.html", "moved.html"}
"""The templates of pages that nobody looks for."""


class Page(NamedTuple):
    """One page to be rendered."""

    path: str
    """From the site's root; it ends in a slash where it is a folder's ``index.html``."""
    template: str
    title: str
    description: str
    context: Mapping[str, object] = {}


class Entry(NamedTuple):
    """An entry of the site's history."""

    term: Term
    change: Change
    number: int
    """Its place in the term's history, from 1."""


class Reference(NamedTuple):
    """A sense, or a pair of senses, that cites a source."""

    lemma: str
    name: str
    url: str
    locator: str


def all_pages(catalog: Catalog, essays: Sequence[Essay]) -> Iterator[Page]:
    """The pages of a glossary, and of essays that use its terms."""
    uses = concordance.by_term(essays)
    yield _home(catalog)
    yield Page(
        "t/", "index.html", "All terms", "Every term from A to Z, with its senses.", {"letters": _letters(catalog)}
    )
    yield from (_term(term, catalog, uses.get(term.term.id, {})) for term in catalog.terms)
    yield from _essays(catalog, essays, uses)
    yield Page("rules/", "rules.html", "What the linter looks for", "Every rule of the linter.")
    for rule in catalog.rules:
        yield Page(rule.url, "rule.html", rule.rule.id, rule.rule.message, {"rule": rule})
    for term in catalog.terms:
        url, about = addresses.rule(term.contract), f"Uses of {term.term.id} against a contract."
        yield Page(url, "contract.html", term.contract, about, {"term": term})
    yield Page("sources/", "sources.html", "Sources", "What the entries cite.", {"cited": _cited(catalog)})
    yield from _domains(catalog)
    yield Page("changes/", "changes.html", "Changes", "What changed, and when.", {"days": _days(catalog)})
    yield Page("print/", "print.html", "The whole glossary", "Every entry on one page, to print or to search.")
    yield Page("use/", "use.html", "Use it elsewhere", "Cards for your own pages, files for programs.")
    yield Page("about/", "about.html", "About", "What this glossary is for, and how to read it.")
    for stub in moved.stubs(catalog.glossary):
        yield Page(stub.path, "moved.html", "Moved", "This entry has moved.", {"stub": stub})
    yield Page("404.html", "404.html", "Nothing here", "There is no such page.")


def history(catalog: Catalog) -> list[Entry]:
    """Every change, the latest first."""
    entries = [
        Entry(term.term, change, number) for term in catalog.terms for number, change in enumerate(term.term.history, 1)
    ]
    return sorted(entries, key=lambda entry: entry.change.date, reverse=True)


def confusable(catalog: Catalog) -> list[TermView]:
    """The terms, those with the most conflations and senses first."""
    return sorted(catalog.terms, key=lambda term: (-len(term.conflations), -len(term.senses), term.term.id.lower()))


def _home(catalog: Catalog) -> Page:
    terms = confusable(catalog)
    samples = (
        (term, conflation, min(plain, key=_length))
        for term in terms
        for conflation in term.conflations
        if (plain := [example for example in conflation.flagged if example.layout == "prose" and not example.gap])
    )
    context = {"confusable": terms[:SHOWN_ON_HOME], "sample": next(samples, None)}
    return Page("", "home.html", "", "Words that are read in two ways, and what to add so that they are not.", context)


def _length(example: Shown) -> int:
    return sum(len(text) for text, _ in example.pieces)


def _term(term: TermView, catalog: Catalog, uses: Mapping[str, list[Use]]) -> Page:
    context = {
        "term": term,
        "uses": {sense: sorted(found, key=lambda use: not use.rule) for sense, found in uses.items()},
        "shown_uses": concordance.SHOWN,
        "picture": picture.of(term),
        "left": moved.left(catalog.glossary, term.term.slug),
        "jsonld": structured.term(term, catalog.glossary),
        "changed": max((change.date for change in term.term.history), default=""),
    }
    return Page(term.url, "term.html", term.term.id, term.term.summary, context)


def _essays(catalog: Catalog, essays: Sequence[Essay], uses: Mapping[str, Mapping[str, list[Use]]]) -> Iterator[Page]:
    """The pages of a concordance, where there are essays."""
    if not essays:
        return
    yield Page("drafts/", "drafts.html", "Essays", "What the linter reports in the essays.", {"essays": essays})
    urls = {rule.rule.id: rule.url for rule in catalog.rules}
    urls |= {term.contract: addresses.rule(term.contract) for term in catalog.terms}
    terms = {term.term.id: term.url for term in catalog.terms}
    for essay in essays:
        context = {"essay": essay, "rule_urls": urls, "term_urls": terms, "shown_words": SHOWN_WORDS}
        yield Page(essay.url, "essay.html", essay.title, f"What the linter reports in {essay.path}.", context)
    for term in catalog.terms:
        if found := uses.get(term.term.id):
            title = f"{term.term.id} in the essays"
            yield Page(
                f"{term.url}uses/", "uses.html", title, f"Every use of {term.term.id}.", {"term": term, "uses": found}
            )


def _letters(catalog: Catalog) -> list[tuple[str, list[TermView]]]:
    return [(letter, list(terms)) for letter, terms in groupby(catalog.terms, lambda term: links.letter(term.term.id))]


def _cited(catalog: Catalog) -> dict[str, list[Reference]]:
    """The places where each source is cited."""
    found: dict[str, list[Reference]] = {name: [] for name in catalog.glossary.sources}
    for term in catalog.terms:
        cited = [(sense.ref.name, sense.ref.url, sense.sources) for sense in term.senses]
        for pair in term.conflations:
            name = " or ".join(side.ref.name for side in pair.sides)
            cited.append((name, addresses.entry(pair.conflation.id), pair.sources))
        for name, url, sources in cited:
            for source, locator, _ in sources:
                found[source.id].append(Reference(term.term.id, name, url, locator))
    return found


def _domains(catalog: Catalog) -> Iterator[Page]:
    senses = _by_domain(catalog)
    domains = {name: label for name, label in catalog.glossary.domains.items() if name in senses}
    yield Page("domains/", "domains.html", "Fields", "The senses by field.", {"domains": domains, "senses": senses})
    for name, label in domains.items():
        context = {"label": label, "senses": senses[name]}
        yield Page(addresses.domain(name), "domain.html", label, f"The senses of {label}.", context)


def _by_domain(catalog: Catalog) -> dict[str, list[SenseView]]:
    found: dict[str, list[SenseView]] = {}
    for term in catalog.terms:
        for sense in term.senses:
            found.setdefault(sense.sense.domain, []).append(sense)
    return found


def _days(catalog: Catalog) -> list[tuple[str, list[Entry]]]:
    return [(day, list(entries)) for day, entries in groupby(history(catalog), lambda entry: entry.change.date)]
