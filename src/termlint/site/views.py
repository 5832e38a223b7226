"""What the pages show of a glossary, put together once: each entry with all that belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from termlint import addresses
from termlint.curation import examples
from termlint.glossaries import spelling
from termlint.markup.leaves import leaves, soft_breaks
from termlint.model import Lines
from termlint.names import contract_id
from termlint.site import links, moved
from termlint.vocabulary import INVERSE, short_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from termlint.glossaries.spelling import Spelled
    from termlint.model import Caveats
    from termlint.site.measured import Measured
    from termlint.site.verdicts import Verdict, Verdicts
    from termlint.vocabulary import (
        Citation,
        Conflation,
        Example,
        Glossary,
        Named,
        Rule,
        Ruleset,
        Sense,
        Source,
        Term,
    )

RELATIONS = {
    "contrast": "differs from",
    "related": "related to",
    "broader": "is a kind of",
    "narrower": "includes",
    "see": "see also",
}
SENSE_EXAMPLES = 2


class Ref(NamedTuple):
    """A sense as other entries name it."""

    id: str
    lemma: str
    name: str
    label: str
    short: str
    url: str
    number: int
    """Its place among the senses of its term, from 1."""


class Link(NamedTuple):
    """A relation from a sense, in words."""

    type: str
    words: str
    to: Ref
    note: str
    stated: bool
    """Whether it is written with this sense, and not with the other."""


class Cited(NamedTuple):
    """A source and the place in it."""

    source: Source
    locator: str
    url: str


class Shown(NamedTuple):
    """An example and what the linter makes of it."""

    pieces: tuple[tuple[str, bool], ...]
    """The text, and which parts of it are mentions to mark."""
    rules: tuple[str, ...]
    reason: str
    """Why it is to pass, if it is."""
    sense: str
    """The sense that it illustrates, if any."""
    gap: str
    """What the linter ought to make of it and does not yet."""
    conflation: str
    layout: str
    """How its Markdown is laid out: ``prose`` of one paragraph, ``paragraphs``, or ``lines`` of other kinds."""


class NamedView(NamedTuple):
    """A conflation that a rule can name, and what the rule says then."""

    conflation: str
    message: str
    sides: tuple[Ref, Ref]
    likelier: Ref
    """The sense that must be likelier for it to be named instead of the rule's own."""


class RuleView(NamedTuple):
    """A rule with what belongs to it."""

    rule: Rule
    url: str
    named: tuple[NamedView, ...]
    when: tuple[Spelled, ...]
    unless: tuple[Spelled, ...]
    examples: tuple[Shown, ...]
    measured: Measured | None


class Saying(NamedTuple):
    """What to add to say that one sense is meant and not another."""

    other: Ref
    caveats: Caveats
    conflation: str


class SenseView(NamedTuple):
    """A sense with what belongs to it."""

    ref: Ref
    sense: Sense
    anchor: str
    aliases: tuple[str, ...]
    """Anchors that it had before."""
    domain: str
    sources: tuple[Cited, ...]
    relations: tuple[Link, ...]
    sayings: tuple[Saying, ...]
    examples: tuple[Shown, ...]


class Side(NamedTuple):
    """One of the two readings of a conflation."""

    ref: Ref
    caveats: Caveats


class ConflationView(NamedTuple):
    """A conflation with what belongs to it."""

    conflation: Conflation
    anchor: str
    aliases: tuple[str, ...]
    sides: tuple[Side, Side]
    sources: tuple[Cited, ...]
    flagged: tuple[Shown, ...]
    passes: tuple[Shown, ...]
    rules: tuple[RuleView, ...]


class TermView(NamedTuple):
    """A term with all that belongs to it."""

    term: Term
    url: str
    senses: tuple[SenseView, ...]
    conflations: tuple[ConflationView, ...]
    rules: tuple[RuleView, ...]
    contract: str
    """What reports of uses against a draft's contract are called."""


class Catalog:
    """Every view of a glossary, the terms from A to Z."""

    def __init__(
        self, glossary: Glossary, ruleset: Ruleset, verdicts: Verdicts, measured: Mapping[str, Measured]
    ) -> None:
        self.glossary = glossary
        self.verdicts = verdicts
        self.measured = measured
        self.refs = {ref.id: ref for term in glossary.terms.values() for ref in _refs(term)}
        self.aliases = moved.aliases(glossary)
        self.relations = _relations(glossary, self.refs)
        self.stakes = any(rules.stakes for rules in ruleset.terms.values())
        self._rules = {lemma: rules.rules for lemma, rules in ruleset.terms.items()}
        self._conflation_of = {rule.id: rule.conflation for rule in ruleset.rules()}
        terms = sorted(glossary.terms.values(), key=lambda term: links.order(term.id))
        self.terms = tuple(self._term(term) for term in terms)
        self.rules = tuple(rule for term in self.terms for rule in term.rules)

    def cited(self, citations: Iterable[Citation]) -> tuple[Cited, ...]:
        """Citations with their sources."""
        sources = self.glossary.sources
        return tuple(Cited(sources[c.source], c.locator, addresses.source(c.source)) for c in citations)

    def _term(self, term: Term) -> TermView:
        own = self._rules.get(term.id, ())
        written = [*term.examples, *(example for rule in own for example in rule.examples)]
        shown = tuple(self._shown(term, example) for example in written)
        conflations = {conflation.id: conflation for conflation in term.conflations}
        rules = tuple(self._rule(rule, conflations, shown) for rule in own)
        return TermView(
            term=term,
            url=addresses.term(term.slug),
            senses=tuple(self._sense(sense, term, shown) for sense in term.senses),
            conflations=tuple(self._conflation(conflation, shown, rules) for conflation in term.conflations),
            rules=rules,
            contract=contract_id(term.slug),
        )

    def _sense(self, sense: Sense, term: Term, shown: tuple[Shown, ...]) -> SenseView:
        return SenseView(
            ref=self.refs[sense.id],
            sense=sense,
            anchor=short_id(sense.id),
            aliases=self.aliases.get(sense.id, ()),
            domain=self.glossary.domains[sense.domain],
            sources=self.cited(sense.sources),
            relations=self.relations[sense.id],
            sayings=tuple(self._sayings(sense, term)),
            examples=_in_use(sense, shown),
        )

    def _sayings(self, sense: Sense, term: Term) -> Iterator[Saying]:
        for conflation in term.conflations:
            if sense.id in conflation.senses:
                other = next(other for other in conflation.senses if other != sense.id)
                yield Saying(self.refs[other], conflation.caveats[sense.id], short_id(conflation.id))

    def _conflation(
        self, conflation: Conflation, shown: tuple[Shown, ...], rules: tuple[RuleView, ...]
    ) -> ConflationView:
        first, second = (Side(self.refs[sense], conflation.caveats[sense]) for sense in conflation.senses)
        ours = [example for example in shown if example.conflation == conflation.id]
        return ConflationView(
            conflation=conflation,
            anchor=short_id(conflation.id),
            aliases=self.aliases.get(conflation.id, ()),
            sides=(first, second),
            sources=self.cited(conflation.sources),
            flagged=_plain_first(example for example in ours if example.rules),
            passes=_plain_first(example for example in ours if not example.rules),
            rules=tuple(rule for rule in rules if conflation.id in rule.rule.conflations()),
        )

    def _rule(self, rule: Rule, conflations: Mapping[str, Conflation], shown: tuple[Shown, ...]) -> RuleView:
        flagged = [example for example in shown if rule.id in example.rules]
        beside = [example for example in shown if example.conflation in rule.conflations() and not example.rules]
        return RuleView(
            rule=rule,
            url=addresses.rule(rule.id),
            named=tuple(self._named(named, rule, conflations) for named in rule.named()),
            when=tuple(spelling.spelled(rule.when)),
            unless=tuple(spelling.spelled(rule.unless)) if rule.unless else (),
            examples=(*_plain_first(flagged), *_plain_first(beside)),
            measured=self.measured.get(rule.id),
        )

    def _named(self, named: Named, rule: Rule, conflations: Mapping[str, Conflation]) -> NamedView:
        pair, own = conflations[named.conflation].senses, conflations[rule.conflation].senses
        sides = self.refs[pair[0]], self.refs[pair[1]]
        return NamedView(named.conflation, named.message, sides, self.refs[spelling.telling(pair, own)])

    def _shown(self, term: Term, example: Example) -> Shown:
        verdict = self.verdicts[term.id][example.text]
        conflation = example.conflation
        if example.report and not conflation:
            named = next((each.conflation for each in verdict.said), "")
            conflation = named or self._conflation_of.get(example.report, "")
        text = flowing(example.text.rstrip())
        return Shown(
            pieces=tuple(_pieces(text, verdict)),
            rules=verdict.rules,
            reason=example.passes,
            sense=example.sense,
            gap=_gap(example, verdict),
            conflation=conflation,
            layout=_layout(text),
        )


def _refs(term: Term) -> Iterator[Ref]:
    for number, sense in enumerate(term.senses, 1):
        name, url = links.worded(sense.id), addresses.entry(sense.id)
        yield Ref(sense.id, term.id, name, sense.label, sense.short, url, number)


def _plain_first(shown: Iterable[Shown]) -> tuple[Shown, ...]:
    """Examples in their order, but plain sentences first, and last those that the linter does not see as it ought."""
    return tuple(sorted(shown, key=lambda example: (bool(example.gap), example.layout == "lines")))


def _in_use(sense: Sense, shown: tuple[Shown, ...]) -> tuple[Shown, ...]:
    """Examples of a sense: those that no conflation shows, and others as far as two are wanted."""
    found = [example for example in shown if example.sense == sense.id and not example.rules]
    alone = [example for example in found if not example.conflation]
    others = [example for example in found if example.conflation and not example.gap]
    return tuple(alone + others[: max(0, SENSE_EXAMPLES - len(alone))])


def _relations(glossary: Glossary, refs: Mapping[str, Ref]) -> dict[str, tuple[Link, ...]]:
    """The relations of each sense: those written with it, then those that others have to it."""
    found: dict[str, dict[tuple[str, str], Link]] = {sense: {} for sense in refs}
    for sense in glossary.senses():
        for type_, to, note in sense.relations:
            found[sense.id][type_, to] = Link(type_, RELATIONS[type_], refs[to], note, stated=True)
    for sense in glossary.senses():
        for type_, to, note in sense.relations:
            if inverse := INVERSE[type_]:
                link = Link(inverse, RELATIONS[inverse], refs[sense.id], note, stated=False)
                found[to].setdefault((inverse, sense.id), link)
    return {sense: tuple(_telling(of.values())) for sense, of in found.items()}


def _telling(found: Collection[Link]) -> Iterator[Link]:
    """Relations without those that only repeat, as "see also", what another one says."""
    told = {link.to for link in found if link.type != "see"}
    return (link for link in found if link.type != "see" or link.to not in told)


def flowing(text: str) -> str:
    """A draft in which a paragraph's line breaks are spaces, each still one character long."""
    lines = Lines(text)
    for leaf in leaves("example.md", text):
        for start, end in soft_breaks(leaf, lines):
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def _layout(text: str) -> str:
    looks = [leaf.look for leaf in leaves("example.md", text)]
    return "lines" if {*looks} - {"flow"} else "paragraphs" if len(looks) > 1 else "prose"


def _pieces(text: str, verdict: Verdict) -> Iterator[tuple[str, bool]]:
    end = 0
    for span in verdict.spans:
        if span.start >= end:
            yield text[end : span.start], False
            yield text[span.start : span.end], True
            end = span.end
    yield text[end:], False


def _gap(example: Example, verdict: Verdict) -> str:
    """What the linter does not make of an example yet, of all that was expected the first."""
    gaps = (outcome.kind for outcome in examples.outcomes(example, verdict.said, verdict.sense) if not outcome.met)
    match next(gaps, ""):
        case "report" if example.report in verdict.rules:
            return f"written for {example.conflation}"
        case "report" if verdict.rules:  # a mention is reported by the first rule that matches
            return f"written for {example.report}"
        case "report":
            return "should be flagged; the linter does not do so yet"
        case "pass":
            return "should pass; the linter flags it for now"
        case "sense":
            read = links.worded(verdict.sense) if verdict.sense else "nothing"
            return f"meant as {links.worded(example.sense)}; the linter takes it for {read}"
        case _:
            return ""
