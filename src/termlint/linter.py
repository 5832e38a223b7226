"""The whole line from a draft to what is said about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termlint import clarifiers, context, findings, markdown, mentions, names, readings
from termlint.model import Report
from termlint.nlp import Parser
from termlint.perfile import NOWHERE
from termlint.selection import EVERYTHING
from termlint.wordindex import DocumentIndex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from termlint.context import Context
    from termlint.model import Document, Glossary, Mention, Ruleset
    from termlint.perfile import PerFile
    from termlint.selection import Selection


class Linter:
    """Checks drafts against a glossary and its rules; the parser loads at the first draft that needs it."""

    def __init__(
        self,
        glossary: Glossary,
        ruleset: Ruleset,
        *,
        every: bool = False,
        selection: Selection = EVERYTHING,
        per_file: PerFile = NOWHERE,
    ) -> None:
        """`every` reports each mention instead of a rule's first in a draft; `selection` says which rules report.

        `per_file` says which of them do not in some drafts.
        """
        known = names.of(glossary, ruleset)
        self.glossary = glossary
        self.ruleset = ruleset
        self.every = every
        self.selection = selection.resolved(known)
        self.per_file = per_file.resolved(known)
        self.conflations = {conflation.id: conflation for conflation in glossary.conflations()}
        self.parser = Parser(lemmas=ruleset.asks("matcher", "dependency"))

    def check(self, path: str, source: str) -> Report:
        """The report on one draft; `path` is only a name for it."""
        document = markdown.read(path, source)
        found = mentions.find(document, self.glossary)
        if not found:
            return Report(path, source, problems=document.problems)
        index = DocumentIndex(document)
        settled = clarifiers.find(document, found, index, self.glossary)
        read, bites = [], []
        for use in self.contexts(document, index, found):
            term = self.glossary.terms[use.mention.term]
            rules = self.ruleset.terms[term.id]
            reading = readings.weigh(use, term, rules, settled)
            bite = findings.judge(use, reading, rules, self.conflations)
            if bite:
                reading = reading._replace(status="open", step=f"{bite.rule.id} matches")
                bites.append(bite)
            read.append(reading)
        wanted = self.per_file.sift(path, self.selection.sift(bites))
        reported = findings.report(wanted, self.glossary, every=self.every)
        return Report(path, source, reported, tuple(read), document.problems)

    def contexts(self, document: Document, index: DocumentIndex, found: Sequence[Mention]) -> Iterator[Context]:
        """Each mention with its sentence parsed, once however many mentions it has."""
        spans = dict.fromkeys((mention.block, mention.sentence) for mention in found)
        parses = self.parser.parse(document.blocks[block].text[span.start : span.end] for block, span in spans)
        parsed = dict(zip(spans, parses, strict=True))
        for mention in found:
            parse = parsed[mention.block, mention.sentence]
            yield context.of(document, index, mention, parse, self.parser.matches)
