"""The whole line from a draft to what is said about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termlint import caveats, clarifiers, context, contracts, findings, markdown, mentions, names, readings
from termlint.filters import NOTHING
from termlint.keptparses import KeptParses
from termlint.model import Report
from termlint.nlp import Parser
from termlint.wordindex import DocumentIndex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from termlint.context import Context
    from termlint.filters import Filters
    from termlint.model import Document, Glossary, Mention, Ruleset


class Linter:
    """Checks drafts against a glossary and its rules; the parser loads at the first draft that needs it."""

    def __init__(
        self,
        glossary: Glossary,
        ruleset: Ruleset,
        *,
        every: bool = False,
        filters: Filters = NOTHING,
        kept: Path | None = None,
    ) -> None:
        """`every` reports each mention instead of a rule's first in a draft; `filters` leave out what they are told.

        In the folder `kept` parses are kept from one run to the next.
        """
        self.glossary = glossary
        self.ruleset = ruleset
        self.every = every
        self.names = names.of(glossary, ruleset)
        self.filters = filters.resolved(self.names)
        self.conflations = {conflation.id: conflation for conflation in glossary.conflations()}
        lemmas = ruleset.asks_lemmas()
        self.parser = Parser(lemmas=lemmas)
        self.kept = KeptParses(kept, lemmas=lemmas) if kept else None

    def check(self, path: str, source: str) -> Report:
        """The report on one draft; `path` is only a name for it."""
        document, copies = caveats.take(markdown.read(path, source))
        found = mentions.find(document, self.glossary)
        index = DocumentIndex(document)
        contract = contracts.read(document, self.glossary)
        settled = (*clarifiers.find(document, found, index, self.glossary, copies), *contract.clarifiers)
        read, bites = [], []
        for use in self.contexts(document, index, found):
            term = self.glossary.terms[use.mention.term]
            rules = self.ruleset.terms[term.id]
            reading = readings.weigh(use, term, rules, settled)
            broken = contracts.judge(use, reading, readings.settling(use, settled), self.glossary)
            bite = broken or findings.judge(use, reading, rules, self.conflations)
            if bite and (caveat := findings.settled(bite, settled)):
                step = f"{bite.rule.conflation} is settled by a {caveat.kind}"
                reading = reading._replace(status="clarified", step=step)
            elif bite:
                reading = reading._replace(status="open", step=f"{bite.rule.id} matches")
                bites.append(bite)
            read.append(reading)
        left = self.filters.sift(bites, document, self.names)
        reported = findings.report(left.bites, self.glossary, every=self.every)
        odd = caveats.notices(document, copies, self.glossary)
        problems = (*document.problems, *contract.problems, *left.notices, *odd)
        return Report(path, source, reported, tuple(read), problems, left.traces)

    def contexts(self, document: Document, index: DocumentIndex, found: Sequence[Mention]) -> Iterator[Context]:
        """Each mention with its sentence parsed, once however many mentions it has."""
        if not found:  # nothing to load the parser for
            return
        texts = [document.blocks[mention.block].text[slice(*mention.sentence)] for mention in found]
        parsed = self.kept.find(document.path) if self.kept else {}
        if new := [text for text in dict.fromkeys(texts) if text not in parsed]:
            parsed.update(zip(new, self.parser.parse(new), strict=True))
        for mention, text in zip(found, texts, strict=True):
            yield context.of(document, index, mention, parsed[text], self.parser.matches)
        if self.kept:  # with what was asked of them
            self.kept.keep(document.path, [parsed[text] for text in dict.fromkeys(texts)])
