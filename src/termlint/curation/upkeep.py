"""What a glossary must keep to be fit for people: checked when it is validated, not whenever a draft is read."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from termlint.glossaries.entries import PUBLISHED_KINDS
from termlint.glossaries.references import linking, loops, newest, renamed, sense_id
from termlint.names import contract_id
from termlint.nodes.yamltext import shown
from termlint.vocabulary import LINK, called_now

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from termlint.glossaries.references import Entry, Published, Written
    from termlint.model import Problem
    from termlint.nodes.schema import Text
    from termlint.vocabulary import Ruleset

_SENTENCE = re.compile(r"\A.*?(?:[.!?](?=\s|\Z)|\Z)", re.DOTALL)
_HALF = re.compile(r"\[\[\s*([\w-]+)\.[\w-]+|(?<![\w-])([\w-]+)\.[\w-]+(?:\|[^\[\]\n]{0,200})?\]\]")
"""What begins or ends as a link to a sense does, where all links are taken out."""
_GONE = "; published ids must not disappear: list its new id under renamed"


def check(written: Written, ruleset: Ruleset) -> tuple[Problem, ...]:
    """What is wrong with a glossary whose files can all be read and whose names all exist."""
    slugs = {entry.slug for entry in written.terms.values()}
    for entry in written.terms.values():
        _check_circular(entry)
        _check_primary(entry, written)
        _check_halves(entry, slugs)
    _check_leaning(written)
    _check_related(written)
    known = _known(written, ruleset)
    for published in written.published:
        _check_published(published, written, known)
    sheets = [entry.sheet for entry in written.terms.values()] + [published.sheet for published in written.published]
    return (*(problem for sheet in sheets for problem in sheet.problems), *_contracts(written, ruleset))


def _check_circular(entry: Entry) -> None:
    """Note where a sense is said to be a thing of its own name with something added: an agent is an agent that acts."""
    forms = "|".join(re.escape(form) for form in entry.record.texts("forms"))
    circular = re.compile(rf"(?:an?\s|the\s)?(?:{forms})\s+(?:that|which|who|whose|with|having)\b", re.IGNORECASE)
    for sense in entry.record.records("senses"):
        for what in ("short", "definition"):
            text = sense.text(what)
            if found := circular.match(text):
                entry.sheet.report(text.at, f"this defines the word by itself ({shown(found[0])}): say what it is")


def _check_primary(entry: Entry, written: Written) -> None:
    owners = (*entry.record.records("senses"), *entry.record.records("conflations"))
    cited = [str(each.text("source")) for owner in owners for each in owner.records("sources")]
    if not any(written.sources[name].text("kind") != "secondary" for name in cited):
        at = entry.record.place("senses")
        entry.sheet.report(at, "no sense or conflation has a primary source: cite a work that uses the word this way")


def _check_halves(entry: Entry, slugs: Collection[str]) -> None:
    for text in linking(entry.record):
        for half in _HALF.finditer(LINK.sub(" ", text)):
            if half[half.lastindex or 0] in slugs:
                entry.sheet.report(text.at, f"{shown(half[0])} is half a link: a whole one is between [[ and ]]")


def _senses(written: Written) -> dict[str, tuple[Entry, Text, list[tuple[str, Text]]]]:
    """Each sense by its id: its entry, its definition, and its relations."""
    return {
        sense_id(entry, sense): (
            entry,
            sense.text("definition"),
            [(str(relation.text("type")), relation.text("to")) for relation in sense.records("relations")],
        )
        for entry in written.terms.values()
        for sense in entry.record.records("senses")
    }


def _check_leaning(written: Written) -> None:
    """Note definitions that explain one another: each names the next in its first sentence, and the last the first."""
    senses = _senses(written)
    links = {
        name: [link["sense"] for link in LINK.finditer(_SENTENCE.match(definition)[0])]  # type: ignore[index]
        for name, (_, definition, _) in senses.items()
    }
    for loop in loops(links):
        here, there = newest(loop, {edge: senses[edge[0]][0] for edge in loop}, written.terms.values())
        entry, definition, _ = senses[here]
        what = "itself" if here == there else f"{shown(there)}, which in turn is defined by it"
        entry.sheet.report(
            definition.at, f"{shown(here)} is defined by {what}: leave the link out of the first sentence"
        )


def _check_related(written: Written) -> None:
    """Note what is related to something that is also broader or narrower: SKOS allows one or the other."""
    senses = _senses(written)
    above: dict[str, set[str]] = {name: set() for name in senses}
    for name, (_, _, relations) in senses.items():
        for kind, to in relations:
            if kind in {"broader", "narrower"}:
                lower, upper = (name, str(to)) if kind == "broader" else (str(to), name)
                above[lower].add(upper)
    for name, (entry, _, relations) in senses.items():
        for kind, to in relations:
            if kind == "related" and (str(to) in _ancestors(name, above) or name in _ancestors(str(to), above)):
                entry.sheet.report(
                    to.at, f"{shown(to)} is broader or narrower already, so it cannot be related as well"
                )


def _contracts(written: Written, ruleset: Ruleset) -> Iterator[Problem]:
    """Rules that are called as what is reported of uses against a term's contract is, and so would share its page."""
    contracts = {contract_id(entry.slug): lemma for lemma, entry in written.terms.items()}
    for rule in ruleset.rules():
        if rule.origin and (lemma := contracts.get(rule.id)):
            told = f"the id {shown(rule.id)} is reserved for the warning about contracts of {shown(lemma)}"
            yield rule.origin.problem(told)


def _ancestors(name: str, above: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    todo = [name]
    while todo:
        new = above[todo.pop()] - found
        found |= new
        todo += new
    return found


def _known(written: Written, ruleset: Ruleset) -> dict[str, dict[str, None]]:
    """The ids that there are, by kind."""
    entries = written.terms.values()
    return {
        "terms": dict.fromkeys(entry.slug for entry in entries),
        "senses": dict.fromkeys(_senses(written)),
        "conflations": dict.fromkeys(
            sense_id(entry, conflation) for entry in entries for conflation in entry.record.records("conflations")
        ),
        "rules": dict.fromkeys(rule.id for rule in ruleset.rules()),
    }


def _check_published(published: Published, written: Written, known: Mapping[str, Collection[str]]) -> None:
    """Note ids that others may have linked to and that lead nowhere now."""
    elsewhere = {entry.slug for entry in written.terms.values() if Path(entry.sheet.path).parent != published.folder}
    for kind in PUBLISHED_KINDS:
        if kind == "rules" and not known[kind]:
            continue  # a glossary that is looked at without its rules
        new = published.record.record("renamed").record(kind)
        now = partial(called_now, renamed([published]), kind)
        for name in published.record.texts(kind):
            stays = name in known[kind] or name in new.values or now(name) in known[kind]
            if not stays and name.partition(".")[0] not in elsewhere:
                published.sheet.unknown(name.at, kind.removesuffix("s"), name, known[kind], _GONE)
        for old in new.values:
            if old in known[kind]:
                published.sheet.report(new.keys[old], f"{shown(old)} exists: remove it from renamed")
            elif new.text(old) not in known[kind]:
                published.sheet.unknown(new.text(old).at, kind.removesuffix("s"), new.text(old), known[kind])
