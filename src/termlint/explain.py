"""Terms, senses, conflations, rules and contracts explained as text, from the glossary and the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termlint import addresses, guessing
from termlint.errors import TermlintError
from termlint.glossaries import spelling
from termlint.model import Caveats
from termlint.names import Against, Index, entries, spoken
from termlint.vocabulary import LINK, Conflation, Rule, Sense, Term, short_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from termlint.glossaries.spelling import Spelled
    from termlint.names import Entry
    from termlint.reporters.style import Style
    from termlint.vocabulary import Citation, Glossary, Ruleset


def find(name: str, glossary: Glossary, ruleset: Ruleset) -> Entry:
    """The entry with a name: an id, new or old, a lemma or one of its forms, in any case, with hyphens or spaces."""
    names = entries(glossary, ruleset)
    if found := Index(names, glossary.renamed).find(name):
        return found
    wanted = " ".join(name.split()).lower()
    near = [term.id for term in glossary.terms.values() if wanted in spoken(term.id).split()]
    near += [known for known in names if known.endswith(f".{wanted}")]
    near = near or guessing.nearest(wanted, names, 3)
    advice = guessing.question(near[:5]) or f"known terms: {', '.join(glossary.terms)}"
    raise TermlintError(f"there is no term, sense, conflation or rule called '{name}'; {advice}")


def write(entry: Entry, glossary: Glossary, ruleset: Ruleset, style: Style) -> Iterator[str]:
    """The lines that explain an entry."""
    match entry:
        case Term():
            yield from _term(entry, ruleset, style)
        case Sense():
            yield from _sense(entry, glossary, style)
            yield from _headed("Easily confused", _confused(entry, glossary), style)
        case Conflation():
            yield from _conflation(entry, glossary, style)
            rules = (rule for rule in ruleset.rules() if entry.id in rule.conflations())
            asking = (f"{rule.id} ({rule.level})" for rule in rules)
            yield from _headed("Rules that report it", asking, style)
        case Rule():
            yield from _rule(entry, glossary, style)
        case Against():
            yield from _against(entry, style)
    if glossary.url:
        yield from _headed("On the website", [glossary.url + address(entry)], style)


def address(entry: Entry) -> str:
    """The address of an entry on the website, relative to its root."""
    match entry:
        case Term():
            return addresses.term(entry.slug)
        case Rule() | Against():
            return addresses.rule(entry.id)
        case _:
            return addresses.entry(entry.id)


def _against(entry: Against, style: Style) -> Iterator[str]:
    term, senses = entry.term.id, [short_id(sense.id) for sense in entry.term.senses]
    yield style.paint(entry.id, "name") + "  " + style.paint(f"warning about {term}", "label")
    said = f"The front matter of a draft says which sense of “{term}” is meant, but a use clearly has another one."
    yield from style.rows("  ", said, 2)
    yield ""
    yield from style.rows("  contract", f"termlint: {{{term}: {senses[0]}}}", 14)
    yield from style.rows("  senses", ", ".join(senses), 14)
    yield ""
    yield from style.rows("  ", "Say what this use means, or name both senses in the front matter.", 2)


def _term(term: Term, ruleset: Ruleset, style: Style) -> Iterator[str]:
    """A term at a glance; its senses, conflations and rules have explanations of their own."""
    status = "" if term.status == "reviewed" else "  " + style.paint(term.status, "label")
    yield style.paint(term.id, "place") + status
    yield from style.rows("  ", term.summary, 2)
    yield from _headed("Senses", [f"More on each: termlint explain {term.senses[0].id}"], style)
    column = max(len(short_id(sense.id)) for sense in term.senses) + 4
    for sense in term.senses:
        yield from style.rows("  ", sense.short, column, name=short_id(sense.id))
    more = (f"More on each: termlint explain {conflation.id}" for conflation in term.conflations[:1])
    yield from _headed("Easily confused", more, style)
    for conflation in term.conflations:
        yield "  " + " or ".join(style.paint(short_id(name), "name") for name in conflation.senses)
        for name in conflation.senses:
            caveat = f"({conflation.caveats[name].inline})"
            yield from style.rows(f"    {short_id(name)}", caveat, column + 2, "caveat")
    rules = (f"{rule.id} ({rule.level}): {rule.message}" for rule in ruleset.terms[term.id].rules)
    yield from _headed("Rules", rules, style)


def _sense(sense: Sense, glossary: Glossary, style: Style) -> Iterator[str]:
    yield style.paint(sense.id, "name") + "  " + style.paint(sense.label, "label")
    yield from style.rows("  ", sense.short, 2)
    yield ""
    yield from style.rows("  ", _plain(sense.definition), 2)
    if sense.relations or sense.sources:
        yield ""
    for relation in sense.relations:
        text = relation.to + (f": {relation.note}" if relation.note else "")
        yield from style.rows(f"  {relation.type}", text, 14)
    yield from _sources(sense.sources, glossary, style)


def _conflation(conflation: Conflation, glossary: Glossary, style: Style) -> Iterator[str]:
    first, second = map(short_id, conflation.senses)
    swapped = f"{first} taken for {second}, or the other way round"
    yield style.paint(conflation.id, "name") + "  " + style.paint(swapped, "label")
    yield from style.rows("  ", _plain(conflation.why), 2)
    yield ""
    yield from style.rows("  example", _plain(conflation.situation), 14)
    yield from _sources(conflation.sources, glossary, style)
    for sense in conflation.senses:
        yield ""
        untold = ", which --fix takes if the words do not decide" if sense == conflation.claims_less else ""
        yield f"  If you mean {style.paint(short_id(sense), 'name')}{untold}:"
        for size in Caveats._fields:
            caveat = getattr(conflation.caveats[sense], size)
            text = f"({caveat})" if size == "inline" else caveat
            yield from style.rows(f"    {size}", text, 14, "caveat")


def _rule(rule: Rule, glossary: Glossary, style: Style) -> Iterator[str]:
    yield style.paint(rule.id, "name") + "  " + style.paint(f"{rule.level} about {rule.term}", "label")
    yield from style.rows("  ", rule.message, 2)
    if rule.level == "warning":
        yield from style.rows("  ", "Where it is not sure, it only suggests.", 2)
    conflations = glossary.conflations_by_id
    shorts = {sense.id: sense.short for sense in glossary.senses()}
    for name, message in rule.named():
        senses = conflations[name].senses
        yield ""
        if name != rule.conflation:
            likelier = short_id(spelling.telling(senses, conflations[rule.conflation].senses))
            yield from style.rows("  ", f"Where {likelier} is likelier: {message}", 2)
        yield from style.rows("  ", f"Two senses that are confused here (termlint explain {name}):", 2)
        column = max(18, *(len(short_id(sense)) + 6 for sense in senses))
        for sense in senses:
            yield from style.rows(f"    {short_id(sense)}", shorts.get(sense, ""), column)
    for label, condition in (("It reports a mention when", rule.when), ("unless", rule.unless)):
        if condition:
            yield ""
            yield f"  {style.paint(label, 'label')}"
            yield from _condition(spelling.spelled(condition), style, 4)
    examples = [
        ("passes" if example.passes else "reported", example.text + (f" ({example.passes})" if example.passes else ""))
        for example in rule.examples
        if example.passes or example.report
    ]
    if examples:
        yield ""
    for label, text in examples:
        yield from style.rows(f"  {label}", text, 14)


def _condition(lines: Iterable[Spelled], style: Style, column: int) -> Iterator[str]:
    """A condition in words, one test a row; its parts are indented below it."""
    for line in lines:
        more = len(line.words) - spelling.SHOWN_WORDS
        words = ", ".join(line.words[: spelling.SHOWN_WORDS]) + (f", and {more} more" if more > 0 else "")
        yield from style.rows(" " * column + "-", f"{line.text} {words}".rstrip(), column + 2)
        yield from _condition(line.parts, style, column + 2)


def _sources(citations: Iterable[Citation], glossary: Glossary, style: Style) -> Iterator[str]:
    for citation in citations:
        yield from style.rows("  source", glossary.cited(citation), 14)
        yield from style.rows("", glossary.sources[citation.source].url, 14)


def _headed(heading: str, items: Iterable[str], style: Style) -> Iterator[str]:
    """A heading and its items; nothing if there are none."""
    for number, item in enumerate(items):
        if not number:
            yield ""
            yield style.paint(heading, "place")
        yield from style.rows("  ", item, 2)


def _confused(sense: Sense, glossary: Glossary) -> Iterator[str]:
    for conflation in glossary.conflations():
        if sense.id in conflation.senses:
            other = next(other for other in conflation.senses if other != sense.id)
            yield f"{conflation.id}: with {short_id(other)}"


def _plain(markdown: str) -> str:
    """Markdown with its links to senses as words."""
    return LINK.sub(lambda link: f"{link['label']} ({link['sense']})" if link["label"] else link["sense"], markdown)
