"""What the linter makes of each example of a glossary and its rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from termlint import examples, markdown, mentions
from termlint.linter import Linter
from termlint.nlp import Parser

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from termlint.model import Document, Glossary, Report, Ruleset, Span
    from termlint.parses import Parse


class Verdict(NamedTuple):
    """What the linter says about a term in an example."""

    rules: tuple[str, ...]
    """The rules that report it, in the order of their mentions; none if it passes."""
    spans: tuple[Span, ...]
    """The mentions: those reported, or all if none is."""
    sense: str
    """The global id of the sense in which the first mention is read."""


Key = tuple[str, str]
"""A lemma and an example's text."""
Verdicts = dict[Key, Verdict]


def of_all(glossary: Glossary, ruleset: Ruleset, lemmas: Iterable[str]) -> Verdicts:
    """A verdict on each example of some terms; their sentences are parsed together."""
    wanted = set(lemmas)
    keys = [(lemma, e.text) for lemma, e in examples.written(glossary, ruleset) if lemma in wanted]
    linter = Linter(glossary, ruleset, every=True)
    texts = dict.fromkeys(text for _, text in keys)
    documents = (markdown.read("example.md", text) for text in texts)
    linter.parser = _Remembering(linter.parser, _sentences(documents, glossary))
    reports = {text: linter.check("example.md", text) for text in texts}
    return {(lemma, text): _verdict(lemma, reports[text]) for lemma, text in keys}


class _Remembering(Parser):
    """A parser that has parsed some texts already, in one go, and hands out what it has."""

    def __init__(self, parser: Parser, texts: Iterable[str]) -> None:
        super().__init__()
        wanted = list(dict.fromkeys(texts))
        self.parses: dict[str, Parse] = dict(zip(wanted, parser.parse(wanted), strict=True)) if wanted else {}

    def parse(self, texts: Iterable[str]) -> Iterator[Parse]:
        """The parse of each text."""
        return (self.parses[text] for text in texts)


def _sentences(documents: Iterable[Document], glossary: Glossary) -> Iterator[str]:
    for document in documents:
        for mention in mentions.find(document, glossary):
            yield document.blocks[mention.block].text[mention.sentence.start : mention.sentence.end]


def _verdict(lemma: str, report: Report) -> Verdict:
    findings = [finding for finding in report.findings if finding.term == lemma]
    readings = [reading for reading in report.readings if reading.mention.term == lemma]
    spans = [finding.span for finding in findings] or [reading.mention.span for reading in readings]
    rules = dict.fromkeys(finding.rule for finding in findings)
    return Verdict(tuple(rules), tuple(sorted(set(spans))), readings[0].sense if readings else "")
