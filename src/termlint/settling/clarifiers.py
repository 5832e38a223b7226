"""What the author has done to settle a term's sense: for which pairs of senses, and how far into the draft.

============================  =====================================================================================
a definition                  its paragraph; and if the author stands by it, the rest of the draft, for the
                              conflations whose senses it tells apart
a heading                     its section, if it denies something of the term or speaks of the word
the title                     the whole draft, on the same condition
a theorem or a proof          its paragraph
talk about the distinction    the rest of its paragraph and the next, if it tells the senses apart
"in the RL sense"             its paragraph
a caveat                      its sentence, if it tells the senses apart
a contrast                    its clauses, on the same condition
a link to a sense             the mention it is on; and from its section on, every conflation of that sense
a caveat with a comment       from its section on, the conflation that the comment names
============================  =====================================================================================

Words tell two senses apart if the rules list them under ``tells_apart`` and they stand beside the term; a term for
which nothing is listed is settled as a whole by a definition, or by a caveat that speaks of what is meant. Of the
words under ``denied_outright``, a denial must say that there is none, not only which ones are meant.

All of this is read off the text, without a parse, except for the explanations that `layouts` finds.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from termlint.markup import frontmatter
from termlint.model import Clarifier, Span
from termlint.reading.mentions import pattern, places
from termlint.reading.wordindex import WordIndex
from termlint.settling import definitions, headlines, scopes, senselinks, turns, wordtalk
from termlint.settling.statements import Statement

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from termlint.model import Block, ClarifierKind, Document, Mention
    from termlint.reading.wordindex import DocumentIndex
    from termlint.settling.caveats import Copy
    from termlint.settling.denials import Denial
    from termlint.settling.layouts import Explanation
    from termlint.vocabulary import Glossary, Telling

TITLE = 300
"""Longer headings are not looked at: they are no headings, and would take time."""
REACH = 120
"""How far around a mention to look for a definition, in code points."""
NOWHERE = Span(0, 0)
"""The place of the mention in a text that does not have it."""
NEARBY: Sequence[tuple[re.Pattern[str], ClarifierKind, Callable[[Document, Mention], Span]]] = (
    (turns.INTENDED, "caveat", scopes.sentence),
    (turns.PUT_ASIDE, "contrast", scopes.itself),
    (turns.ASKED, "distinction", scopes.sentence),
)
"""Turns of phrase right around a mention, each with the kind of clarifier that it makes and how far that holds."""


def find(  # noqa: PLR0913, PLR0917 - the draft, and what its words mean
    index: DocumentIndex,
    mentions: Sequence[Mention],
    glossary: Glossary,
    copies: Sequence[Copy] = (),
    tells_apart: Mapping[str, Telling] | None = None,
    explanations: Mapping[Mention, Explanation] | None = None,
) -> tuple[Clarifier, ...]:
    """Every clarifier in the draft; those that settle a single conflation come last.

    `tells_apart` maps the ids of conflations to the words that tell their two senses apart; `explanations` has what the
    draft's layout presents as the explanation of a term.
    """
    finder = _Finder(index, glossary, tells_apart or {}, explanations or {})
    found = [*_widest(finder.all(mentions))]
    whole = [clarifier for clarifier in found if not clarifier.conflation]
    pairs = [clarifier for clarifier in found if clarifier.conflation]
    return (*whole, *pairs, *_settling(index, glossary, copies, whole))


def covering(mentions: Iterable[Mention], clarifiers: Iterable[Clarifier]) -> dict[Mention, tuple[Clarifier, ...]]:
    """The clarifiers that hold at each mention, in their order."""
    waiting = sorted(enumerate(clarifiers), key=lambda item: -item[1].scope.start)
    open_: list[tuple[int, Clarifier]] = []
    found = {}
    for mention in sorted(mentions, key=lambda mention: mention.span.start):
        at = mention.span.start
        while waiting and waiting[-1][1].scope.start <= at:
            open_.append(waiting.pop())
        open_ = [item for item in open_ if at < item[1].scope.end]
        found[mention] = tuple(clarifier for _, clarifier in sorted(open_) if clarifier.term == mention.term)
    return found


class _Finder:
    """One pass over the mentions of a draft."""

    def __init__(
        self,
        index: DocumentIndex,
        glossary: Glossary,
        tells_apart: Mapping[str, Telling],
        explanations: Mapping[Mention, Explanation],
    ) -> None:
        self.document = index.document
        self.index = index
        self.glossary = glossary
        self.tells_apart = tells_apart
        self.explanations = explanations
        self.last: tuple[tuple[int, Span], Statement] | None = None

    def all(self, mentions: Iterable[Mention]) -> Iterator[Clarifier]:
        """The clarifiers in the title and at each mention, repetitions included."""
        start, title = frontmatter.title(self.document)
        for at, term in places(title, self.glossary):
            span = Span(start + at.start, start + at.end)
            yield from self._titled(Clarifier("heading", term, span, Span(0, len(self.document.source))), title, at)
        for mention in mentions:
            block = self.document.blocks[mention.block]
            yield from self._stated(mention, block)
            for sense in senselinks.senses(self.index, mention, self.glossary):
                yield Clarifier("link", mention.term, mention.span, mention.span, (sense,))
            yield from (self._in_heading if block.kind == "heading" else self._in_text)(mention, block)

    def _stated(self, mention: Mention, block: Block) -> Iterator[Clarifier]:
        """Of a mention in a theorem or a proof, which its first word or the heading above it says it is."""
        above, label = max(mention.block - 1, 0), self.index.once(headlines.stated, mention.block)
        if not label and self.document.blocks[above].kind == "heading":
            label = self.index.once(headlines.stated, above)
        if label:
            words = WordIndex(label)
            heading = _clarifier("heading", mention, block.span)
            yield from self._pairs(heading, lambda telling: words.find(telling.words))

    def _in_heading(self, mention: Mention, block: Block) -> Iterator[Clarifier]:
        """Of a mention in a heading, which holds for its section."""
        if len(block.text) <= TITLE:
            section = scopes.under(self.document, mention.block)
            yield from self._titled(_clarifier("heading", mention, section), block.text, mention.at)
            yield from self._explained(mention)
        if turns.ASKED.search(_window(block.text, mention)):
            yield _clarifier("distinction", mention, block.span)

    def _titled(self, heading: Clarifier, title: str, at: Span) -> Iterator[Clarifier]:
        """Of a title or heading that speaks of the word, or denies something of the term."""
        text = f"{title[: at.start]}{turns.HERE}{title[at.end :]}"
        if headlines.TITLED.search(text):
            yield heading
        else:
            denied = headlines.denied(text, pattern(self.glossary.terms[heading.term].forms)).replace(turns.HERE, " ")
            said = Statement(denied, Span(0, len(denied)))
            yield from self._pairs(heading, partial(said.denies, said.whole, at=NOWHERE))

    def _in_text(self, mention: Mention, block: Block) -> Iterator[Clarifier]:
        """Of a mention in running text: by the words around it, and by its sentence."""
        said, sentence = self._sentence(mention), scopes.sentence(self.document, mention)
        window, tells = _window(block.text, mention), partial(said.tells, at=mention.at)
        yield from self._meant(mention, block, window)
        if said.sense:
            yield _clarifier("caveat", mention, block.span)
        elif said.disclaimed:
            yield _clarifier(said.disclaimed, mention, sentence)
        elif said.taken_back:
            denies = partial(said.taken_back.denies, said.taken_back.whole, at=NOWHERE)
            yield from self._pairs(_clarifier("caveat", mention, sentence), denies, untold=True)
        else:
            for denial in said.caveats:
                yield from self._denying("caveat", mention, said, denial, untold=denial.meant)
        for turn, kind, scope in NEARBY:
            if turn.search(window):
                yield _clarifier(kind, mention, scope(self.document, mention))
        for denial in said.contrasts:
            yield from self._denying("contrast", mention, said, denial)
        if said.distinction and (chosen := definitions.chosen(self.document, mention)):
            yield from self._defined(mention, scopes.onwards(self.index, mention), chosen)
        elif said.distinction:
            ahead = scopes.ahead(self.document, mention)
            yield from self._pairs(_clarifier("distinction", mention, ahead), tells)

    def _meant(self, mention: Mention, block: Block, window: str) -> Iterator[Clarifier]:
        """A definition of the term at a mention, however it is worded."""
        if turns.STIPULATION.search(window) and not self.document.sentence(mention).rstrip().endswith("?"):
            yield from self._defined(mention, scopes.onwards(self.index, mention))
        elif mention in self.explanations:
            yield from self._explained(mention)
        elif definitions.glossed(self.index, mention, window):
            yield from self._defined(mention, block.span)
        elif self._told_in_other_words(mention, block) and definitions.stands(self.index, mention):
            yield from self._defined_pairs(mention)
        elif turns.NAMED.search(window):
            for at in definitions.namesakes(block.text, mention):
                yield _clarifier("definition", mention, block.source_span(*at))

    def _told_in_other_words(self, mention: Mention, block: Block) -> bool:
        """Whether the sentence says what the term means without being worded as a definition."""
        return definitions.identified(block, mention) or wordtalk.explained(self.index, mention)

    def _explained(self, mention: Mention) -> Iterator[Clarifier]:
        """A definition by the draft's layout: it holds where the term and its explanation stand."""
        if explanation := self.explanations.get(mention):
            yield from self._defined(mention, scopes.explained(self.document, mention, explanation), explanation)

    def _defined(self, mention: Mention, scope: Span, explanation: Explanation | None = None) -> Iterator[Clarifier]:
        """A definition; `scope` is how far it holds if no rules say what tells the term's senses apart."""
        block = self.document.blocks[mention.block]
        if not definitions.stands(self.index, mention, placed=explanation is not None):
            yield _clarifier("definition", mention, block.span)
            return
        if any(conflation.id in self.tells_apart for conflation in self.glossary.terms[mention.term].conflations):
            yield from self._defined_pairs(mention, explanation, untold=True)
            scope = scopes.explained(self.document, mention, explanation) if explanation else block.span
        yield _clarifier("definition", mention, scope)

    def _defined_pairs(
        self, mention: Mention, explanation: Explanation | None = None, *, untold: bool = False
    ) -> Iterator[Clarifier]:
        """The pairs that a definition settles: by its sentence, its explanation, or sentences that continue it."""
        said, words = self._sentence(mention), self.index.block(mention.block)
        term = self.glossary.terms[mention.term]
        further = () if explanation else [*definitions.further(self.index, mention, term)]

        def tells(telling: Telling) -> bool:
            if said.tells(telling, mention.at):
                return True
            if explanation:
                return explanation.speaks(self.index, telling.words)
            return any(words.find(telling.words, span) for span in further)

        definition = _clarifier("definition", mention, scopes.onwards(self.index, mention))
        yield from self._pairs(definition, tells, untold=untold)

    def _denying(
        self, kind: ClarifierKind, mention: Mention, said: Statement, denial: Denial, *, untold: bool = False
    ) -> Iterator[Clarifier]:
        """The pairs that a denial settles, if the mention is in its scope."""
        if denial.scope.holds(mention.at):
            scope = self.document.blocks[mention.block].source_span(*denial.scope)
            denies = partial(said.denies, denial, at=mention.at)
            yield from self._pairs(_clarifier(kind, mention, scope), denies, untold=untold)

    def _pairs(
        self, clarifier: Clarifier, tells: Callable[[Telling], object], *, untold: bool = False
    ) -> Iterator[Clarifier]:
        """A copy of a clarifier for each conflation of its term whose senses are told apart, by `tells`.

        With `untold`, also for those of which no rules say what tells them apart.
        """
        for conflation in self.glossary.terms[clarifier.term].conflations:
            telling = self.tells_apart.get(conflation.id)
            if untold if telling is None else tells(telling):
                yield clarifier._replace(conflation=conflation.id)

    def _sentence(self, mention: Mention) -> Statement:
        """What a mention's sentence says; mentions come in order, so only the last sentence is kept."""
        key = mention.block, mention.sentence
        if self.last is None or self.last[0] != key:
            self.last = key, Statement(self.document.blocks[mention.block].text, mention.sentence)
        return self.last[1]


def _clarifier(kind: ClarifierKind, mention: Mention, scope: Span) -> Clarifier:
    """A clarifier made at a mention, for its term."""
    return Clarifier(kind, mention.term, mention.span, scope)


def _widest(found: Iterable[Clarifier]) -> Iterator[Clarifier]:
    """The clarifiers without those that an earlier one of the same kind and sense covers."""
    widest: dict[object, Span] = {}
    for clarifier in found:
        key = clarifier.kind, clarifier.term, clarifier.senses, clarifier.conflation
        last, scope = widest.get(key), clarifier.scope
        if last is None or not last.holds(scope):
            if last is None or last.end <= scope.end:
                widest[key] = scope
            yield clarifier


def _window(text: str, mention: Mention) -> str:
    """The words around a mention in its sentence, with `turns.HERE` in its place."""
    (start, end), at = mention.sentence, mention.at
    before, after = text[max(start, at.start - REACH) : at.start], text[at.end : min(end, at.end + REACH)]
    return f"{before}{turns.HERE}{after}"


def _settling(
    index: DocumentIndex, glossary: Glossary, copies: Sequence[Copy], found: Sequence[Clarifier]
) -> Iterator[Clarifier]:
    """The clarifiers of single conflations by copied caveats and by links to senses."""
    end = len(index.document.source)
    links = [clarifier for clarifier in found if clarifier.kind == "link"]
    for term in glossary.terms.values():
        for conflation in term.conflations:
            made = [
                Clarifier("caveat", term.id, copy.mark, Span(copy.at, copy.at), (copy.sense,))
                for copy in copies
                if copy.conflation == conflation.id and copy.at >= 0
            ]
            made += [link for link in links if not {*link.senses}.isdisjoint(conflation.senses)]
            widest: dict[str, int] = {}
            for clarifier in made:
                start = scopes.section_start(index, clarifier.scope.start)
                if start < widest.get(clarifier.kind, end):  # else it says nothing new
                    widest[clarifier.kind] = start
                    yield clarifier._replace(scope=Span(start, end), conflation=conflation.id)
