"""What the linter makes of each example of a glossary and its rules.

An example is asked about its own term alone, by a linter that knows no other: what it says of one term's mentions does
not depend on the terms beside it.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, Protocol

from termlint.curation import examples, trials
from termlint.names import Said
from termlint.parsing import parser_process
from termlint.parsing.nlp import Parser
from termlint.parsing.parser_process import Sentences
from termlint.vocabulary import Ruleset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from termlint.model import Report, Span
    from termlint.parsing.parses import Parse
    from termlint.vocabulary import Glossary


class Verdict(NamedTuple):
    """What the linter says about a term in an example."""

    said: tuple[Said, ...]
    """What its findings say, each once, in the order of their mentions; none if it passes."""
    spans: tuple[Span, ...]
    """The mentions: those reported, or all if none is."""
    sense: str
    """The global id of the sense in which the first mention is read."""

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that report it."""
        return tuple(dict.fromkeys(each.rule for each in self.said))


Key = tuple[str, str]
"""A lemma and an example's text."""
Verdicts = dict[Key, Verdict]


class Parsing(Protocol):
    """What parses, here or elsewhere."""

    def __call__(self, groups: Iterable[Sentences], *, lemmas: bool) -> Iterator[list[Parse]]:
        """The parses of each group, in order."""


TOGETHER = 64
"""So many sentences, or somewhat more, are parsed in one go: fewer take longer each."""


def of_all(
    glossary: Glossary, ruleset: Ruleset, lemmas: Iterable[str], parse: Parsing = parser_process.here
) -> Iterator[tuple[Key, Verdict]]:
    """A verdict on each example of some terms; what parses is asked at once, and waited for when they are."""
    groups = [*_groups(_Term(glossary, ruleset, lemma) for lemma in lemmas)]
    parses = parse(map(_sentences, groups), lemmas=ruleset.asks_lemmas())
    known = ((term, _Known(found)) for group, found in zip(groups, parses, strict=True) for term in group)
    return chain.from_iterable(term.verdicts(parser) for term, parser in known)


class _Term:
    """The examples of a term, as if there were no other."""

    def __init__(self, glossary: Glossary, ruleset: Ruleset, lemma: str) -> None:
        alone = replace(glossary, terms={lemma: glossary.terms[lemma]})
        self.linter = trials.linter(alone, Ruleset({lemma: ruleset.terms[lemma]}))
        self.lemma = lemma
        self.texts = tuple(dict.fromkeys(example.text for _, example in examples.written(alone, self.linter.ruleset)))
        self.sentences = tuple(self._sentences())

    def _sentences(self) -> Iterator[str]:
        for text in self.texts:
            yield from self.linter.read("example.md", text).sentences

    def verdicts(self, parser: Parser) -> Iterator[tuple[Key, Verdict]]:
        """A verdict on each, with a parser that has their sentences."""
        self.linter.parser = parser
        return (((self.lemma, text), _verdict(self.linter.check("example.md", text))) for text in self.texts)


class _Known(Parser):
    """A parser that hands out parses that were made before."""

    def __init__(self, parses: Iterable[Parse]) -> None:
        super().__init__()
        self.parses = {parse.text: parse for parse in parses}

    def parse(self, texts: Iterable[str]) -> Iterator[Parse]:
        """The parse of each text."""
        return (self.parses[text] for text in texts)


def _groups(terms: Iterable[_Term]) -> Iterator[list[_Term]]:
    """Terms whose sentences are parsed together."""
    group: list[_Term] = []
    for term in terms:
        group.append(term)
        if sum(len(each.sentences) for each in group) >= TOGETHER:
            yield group
            group = []
    if group:
        yield group


def _sentences(group: Iterable[_Term]) -> Sentences:
    texts = dict.fromkeys(sentence for term in group for sentence in term.sentences)
    patterns = [pattern for term in group for pattern in term.linter.ruleset.patterns()]
    return Sentences(tuple(texts), tuple(patterns))


def _verdict(report: Report) -> Verdict:
    spans = [finding.span for finding in report.findings] or [reading.mention.span for reading in report.readings]
    said = dict.fromkeys(Said(finding.rule, finding.conflation) for finding in report.findings)
    sense = report.readings[0].sense if report.readings else ""
    return Verdict(tuple(said), tuple(sorted(set(spans))), sense)
