"""What the front matter of a draft says that its terms mean: ``termlint: {agent: role, reward: [signal, target]}``.

It settles every use of these terms. A use that clearly reads otherwise is reported: either it or the contract is not
what the author means.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from termlint.guessing import Guesses
from termlint.markup import frontmatter
from termlint.model import Clarifier, Evidence, Lines, Span
from termlint.names import contract_id, spoken
from termlint.nodes.schema import Sheet, found
from termlint.nodes.yamltext import Items, Scalar, shown
from termlint.reading.findings import Bite
from termlint.vocabulary import Combination, Rule, called_now, short_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from termlint.model import Document, Point, Problem, Reading
    from termlint.nodes.yamltext import Node
    from termlint.reading.context import Context
    from termlint.vocabulary import Glossary, Term

CLEARLY = 0.8
"""How likely another sense must be to be reported; of labelled readings that likely, 19 in 20 are right."""
HARDLY = 0.1
"""How likely the senses of the contract may be then, taken together."""
SAID = 1.0
"""How much the words of the sentence for the other sense must weigh, and those for the contract's must not."""
_WRITTEN = re.compile(r"""(?:"[^"]*"|'[^']*'|[^\s,\]}#]*)(?:[\s,]*\])?""")
"""A sense as written, with its quotation marks and the bracket that closes the list behind it, if any."""


class Contract(NamedTuple):
    """What each term means throughout a draft, as clarifiers; and problems with it."""

    clarifiers: tuple[Clarifier, ...] = ()
    problems: tuple[Problem, ...] = ()


def read(document: Document, glossary: Glossary) -> Contract:
    """The contract in the front matter of a draft; an empty one if there is none."""
    settings = frontmatter.settings(document)
    if not settings.values.keys() - {frontmatter.IGNORE}:
        return Contract(problems=settings.problems)
    reader = _Reader(document, settings.keys, glossary)
    stated = [reader.clarifier(key, node) for key, node in settings.values.items() if key != frontmatter.IGNORE]
    return Contract(tuple(filter(None, stated)), (*settings.problems, *reader.sheet.problems))


class _Reader:
    """One pass over the terms of a contract."""

    def __init__(self, document: Document, keys: Mapping[str, Point], glossary: Glossary) -> None:
        self.document = document
        self.keys = keys
        self.lines = Lines(document.source)
        self.sheet = Sheet(document.path, Guesses())
        self.glossary = glossary
        now = {spoken(form): term for term in glossary.terms.values() for form in (*term.forms, term.slug)}
        now |= {spoken(lemma): term for lemma, term in glossary.terms.items()}
        renamed = glossary.renamed.get("terms", {}).items()
        self.terms = {spoken(old): now[spoken(new)] for old, new in renamed if spoken(new) in now} | now
        self.first: dict[str, Point] = {}
        """Where each term is first named."""

    def clarifier(self, key: str, node: Node) -> Clarifier | None:
        """What the contract says of one term."""
        term = self.terms.get(spoken(key))
        if term is None:
            self.sheet.unknown(self.keys[key], "term", key, [*self.glossary.terms, frontmatter.IGNORE])
            return None
        if (first := self.first.setdefault(term.id, self.keys[key])) != self.keys[key]:
            self.sheet.report(self.keys[key], f"the term {shown(term.id)} is here twice (first on line {first.line})")
        items = node.items if isinstance(node, Items) else (node,)
        if not items:
            self.sheet.report(node.at, f"this list is empty: name a sense of {term.id}")
        senses = tuple(filter(None, [self.sense(item, term) for item in items]))
        if not senses:
            return None
        span = Span(self.offset(self.keys[key]), self.end(items[-1]))
        whole = Span(0, len(self.document.source))
        return Clarifier("contract", term.id, span, whole, senses)

    def sense(self, node: Node, term: Term) -> str:
        """The global id of a sense of a term; empty after noting what is wrong with it."""
        name = node.value if isinstance(node, Scalar) else None
        shorts = {short_id(sense.id): sense.id for sense in term.senses}
        if not isinstance(name, str):
            self.sheet.report(node.at, f"this must be a sense of {term.id}, or a list of some, {found(node)}")
            return ""
        short = name.strip().removeprefix(f"{term.slug}.")
        now = short_id(called_now(self.glossary.renamed, "senses", f"{term.slug}.{short}"))
        sense = shorts.get(short) or shorts.get(now, "")
        if not sense:
            self.sheet.unknown(node.at, f"sense of {term.id}", name, shorts)
        return sense

    def offset(self, at: Point) -> int:
        """The same place in the source."""
        return self.lines.starts[at.line - 1] + at.column - 1

    def end(self, last: Node) -> int:
        """Where the statement on a term ends in the source, by its last sense."""
        start = self.offset(last.at)
        written = _WRITTEN.match(self.document.source, start)
        return written.end() if written else start


def judge(context: Context, reading: Reading, settled: Clarifier | None, glossary: Glossary) -> Bite | None:
    """The complaint about a use that clearly reads otherwise than the contract says; None if there is none."""
    if reading.status != "clarified" or settled is None or settled.kind != "contract":
        return None
    stated = settled.senses
    other = max(reading.scores, key=lambda sense: reading.scores[sense])
    if other in stated or reading.scores[other] < CLEARLY or sum(reading.scores[s] for s in stated) > HARDLY:
        return None
    words = list(_said(context, reading, other))
    against = [item for sense in stated for item in _said(context, reading, sense)]
    if sum(item.weight for item in words) < SAID or sum(item.weight for item in against) >= SAID:
        return None
    above = Lines(context.document.source[: settled.span.start])  # not of the whole draft for each use
    message = _message(settled, other, above.point(settled.span.start).line)
    term = glossary.terms[settled.term]
    pair = (stated[0], other)
    conflation = next((c.id for c in term.conflations if set(c.senses) == set(pair)), "")
    rule = Rule(contract_id(term.slug), term.id, conflation, "warning", message, Combination("any", ()))
    clause = " ".join(context.document.source[slice(*settled.span)].split())
    return Bite(rule, reading, (Evidence(stated[0], clause, settled.span, 0.0), *words), pair, offering=False)


def _message(settled: Clarifier, other: str, line: int) -> str:
    """The message for the user; `line` is that of the contract."""
    stated = " or ".join(map(short_id, settled.senses))
    return (
        f"The front matter (line {line}) says that “{settled.term}” means {stated} in this draft, "
        f"but this use reads as {short_id(other)}: say what it means here, or name both senses in the front matter."
    )


def _said(context: Context, reading: Reading, sense: str) -> Iterator[Evidence]:
    """The words of a mention's sentence, other than itself, that speak for a sense."""
    start, end = context.block.source_span(*context.mention.sentence)
    speaking = (item for item in reading.evidence if item.sense == sense and item.weight > 0)
    return (e for e in speaking if start <= e.span.start < end and not e.span.meets(context.mention.span))
