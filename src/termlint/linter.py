"""The whole line from a draft to what is said about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from termlint import names
from termlint.model import Draft, Report
from termlint.parsing.nlp import Parser
from termlint.parsing.parsecache import ParseCache
from termlint.reading import claims, findings, hearsay, mentions, predicates, readings
from termlint.reading.context import Context
from termlint.reading.wordindex import DocumentIndex
from termlint.settling import caveats, clarifiers, contracts, layouts, senselinks
from termlint.silencing.filters import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from termlint.model import Clarifier, Document, Mention, Reading
    from termlint.parsing.parses import Parse
    from termlint.reading.findings import Bite
    from termlint.settling.caveats import Copy
    from termlint.settling.contracts import Contract
    from termlint.settling.layouts import Explanation
    from termlint.silencing.filters import Filters
    from termlint.vocabulary import Glossary, Ruleset


class Linter:
    """Checks drafts against a glossary and its rules; the parser loads at the first draft that needs it."""

    def __init__(
        self,
        glossary: Glossary,
        ruleset: Ruleset,
        *,
        every: bool = False,
        filters: Filters = NOTHING,
        cache_folder: Path | None = None,
    ) -> None:
        """`every` reports all mentions, not only a rule's first in a draft, and those in images' alternative texts.

        `filters` say what is not reported. Parses are kept in the `cache_folder` from one run to the next.
        """
        self.glossary = glossary
        self.ruleset = ruleset
        self.every = every
        self.names = names.of(glossary, ruleset)
        self.filters = filters.resolved(self.names)
        self.tells_apart = ruleset.tells_apart()
        lemmas = ruleset.asks_lemmas()
        self.parser = Parser(lemmas=lemmas)
        self.cache = ParseCache(cache_folder, lemmas=lemmas) if cache_folder else None
        self._ahead: dict[Draft, tuple[Read, dict[str, Parse]]] = {}
        """Drafts that were read and parsed, and are not yet checked."""

    def read_ahead(self, drafts: Iterable[Draft]) -> None:
        """Read drafts that will be checked next, and parse their sentences together, which is faster."""
        read = {draft: self.read(*draft) for draft in drafts}
        parsed = zip(read.items(), self.parses(read.values()), strict=True)
        self._ahead = {draft: (each, parses) for (draft, each), parses in parsed}

    def check(self, path: str, source: str) -> Report:
        """The report on one draft; `path` is only a name for it."""
        draft = Draft(path, source)
        if draft not in self._ahead:
            self.read_ahead([draft])
        read, parses = self._ahead.pop(draft)
        document, found = read.document, read.mentions
        settled = self.settled(read, parses)
        judged = [self.judge(use, settled[use.mention]) for use in self.contexts(read, parses)]
        if not read.index.brief:  # brief drafts have no room for a second finding
            judged = self._backed(judged)
        if self.cache and found:  # only now, as parses also keep the matches of raw patterns
            self.cache.keep(path, parses.values())
        sifted = self.filters.sift([bite for _, bite in judged if bite], document, self.names)
        reported = findings.report(sifted.bites, self.glossary, every=self.every)
        complaints = (
            *caveats.complaints(document, read.copies, self.glossary),
            *senselinks.complaints(read.index, found, self.glossary),
        )
        notices = (*sifted.notices, *document.notices(complaints))
        problems = (*document.problems, *read.contract.problems, *notices)
        return Report(path, source, reported, tuple(reading for reading, _ in judged), problems, sifted.traces)

    def judge(self, use: Context, holding: Sequence[Clarifier]) -> tuple[Reading, Bite | None]:
        """The reading of a mention, and the rule that bites there, given the clarifiers that hold at it."""
        term = self.glossary.terms[use.mention.term]
        rules = self.ruleset.terms[term.id]
        reading = readings.weigh(use, term, rules, holding)
        bite, step = findings.judge(use, reading, rules, self.glossary.conflations_by_id)
        if broken := contracts.judge(use, reading, readings.settling_term(holding), self.glossary):
            bite, step = broken, broken.step
        if not bite:
            return reading._replace(step=step), None
        if caveat := findings.settling_rule(bite.rule, holding):
            step = f"{caveat.conflation} is settled by the author's {caveat.kind}"
            return reading._replace(status="clarified", step=step), None
        more = rules.claims_more.get(bite.rule.conflation)
        reading = reading._replace(
            status="open",
            step=step,
            denied=claims.denied(use.token),
            reported=hearsay.reported(use.token),
            more=more is not None and predicates.holds(more, use) is not None,
        )
        return reading, bite

    def _backed(self, judged: list[tuple[Reading, Bite | None]]) -> list[tuple[Reading, Bite | None]]:
        """The judgements on a draft, without the bites of terms that have too little evidence in it, all together."""
        weak = findings.weak((bite for _, bite in judged if bite), self.ruleset.terms)
        return [
            (
                reading._replace(
                    status="clear", step=f"{bite.rule.id} matches, but too little else in the draft supports it"
                ),
                None,
            )
            if bite and bite.rule.term in weak
            else (reading, bite)
            for reading, bite in judged
        ]

    def read(self, path: str, source: str) -> Read:
        """A draft with its mentions, and what can be told of it without a parse."""
        document, written = caveats.read(path, source)
        copies = caveats.renamed(written, self.glossary)
        index = DocumentIndex(document)
        found = mentions.find(document, self.glossary)
        if not self.every:  # a caveat cannot stand in an image's alternative text
            found = tuple(mention for mention in found if document.blocks[mention.block].kind != "image")
        contract = contracts.read(document, self.glossary)
        return Read(index, copies, contract, found, layouts.find(index, found))

    def parses(self, drafts: Iterable[Read]) -> list[dict[str, Parse]]:
        """For each of some drafts, the parses of its sentences that need one, by their texts."""
        parses: list[dict[str, Parse | None]] = []
        for read in drafts:
            known = self.cache.find(read.document.path) if self.cache and read.mentions else {}
            parses.append({text: known.get(text) for text in read.sentences})
        new = dict.fromkeys(text for own in parses for text, parse in own.items() if parse is None)
        made = dict(zip(new, self.parser.parse(new), strict=True)) if new else {}
        return [{text: made[text] if parse is None else parse for text, parse in own.items()} for own in parses]

    def settled(self, read: Read, parses: Mapping[str, Parse]) -> dict[Mention, tuple[Clarifier, ...]]:
        """The clarifiers that hold at each mention of a draft, by its text or by contract."""
        explained = {
            mention: explanation
            for mention, explanation in read.explanations.items()
            if not explanation.phrase or layouts.explains(parses[explanation.phrase])
        }
        found = clarifiers.find(read.index, read.mentions, self.glossary, read.copies, self.tells_apart, explained)
        return clarifiers.covering(read.mentions, (*found, *read.contract.clarifiers))

    def contexts(self, read: Read, parses: Mapping[str, Parse]) -> Iterator[Context]:
        """Each mention of a draft with its sentence parsed."""
        for mention in read.mentions:
            yield Context(read.index, mention, parses[read.document.sentence(mention)], self.parser.matches)


@dataclass(frozen=True)
class Read:
    """A draft as read, without the caveats copied into it, which are apart."""

    index: DocumentIndex
    copies: Sequence[Copy]
    contract: Contract
    mentions: Sequence[Mention]
    explanations: Mapping[Mention, Explanation]
    """Explanations of terms by its layout, subject to `layouts.explains`."""

    @property
    def document(self) -> Document:
        """The draft itself."""
        return self.index.document

    @property
    def sentences(self) -> Iterator[str]:
        """The texts to parse: sentences with mentions, and phrases that may explain a term."""
        yield from map(self.document.sentence, self.mentions)
        yield from (explanation.phrase for explanation in self.explanations.values() if explanation.phrase)
