"""What the author has done to settle a term's sense: for which pairs of senses, and how far into the draft.

A definition holds for its paragraph and, if the author stands by it, from there to the end of the draft for those
conflations whose senses it tells apart; a heading that says no, or speaks of the word, for its section, a title for the
draft; that it is a theorem, for a paragraph; talk about the distinction for the paragraph after it; "in the RL sense"
for its paragraph; a caveat for its sentence and a contrast for the clauses it is made in, where they tell the senses
apart; a link to a sense on the glossary site for the mention it is on. Whether something tells two senses apart is read
off the words beside the term: those that the rules name under ``tells_apart``. Where they name none for a whole term, a
definition holds for all of it.

All of it is read off the text, without a parse, but for what the layout of a draft explains a term by, which `layouts`
finds. A caveat that says which conflation it is about settles that one, and a link every conflation of the sense it
leads to, from its section on to the end of the draft.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from termlint.markup import frontmatter
from termlint.model import Clarifier, Span
from termlint.reading.mentions import again, pattern, places
from termlint.reading.wordindex import WordIndex
from termlint.settling import definitions, headlines, senselinks, turns, wordtalk
from termlint.settling.statements import Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from termlint.model import Block, ClarifierKind, Document, Mention
    from termlint.reading.wordindex import DocumentIndex
    from termlint.settling.caveats import Copy
    from termlint.settling.layouts import Explanation
    from termlint.vocabulary import Glossary, Term, Words

TITLE = 300
"""A longer heading is none, and would take time."""
NAMESAKES = 1_000
"""How far around a name that is defined it is looked for: farther, and a paragraph of definitions would take time."""
REACH = 120
"""How far around a mention, in code points, a definition is looked for."""


def find(  # noqa: PLR0913, PLR0917 - what the draft says, and what the words in it mean
    document: Document,
    mentions: Sequence[Mention],
    index: DocumentIndex,
    glossary: Glossary,
    copies: Sequence[Copy] = (),
    told: Mapping[str, Words] | None = None,
    explanations: Mapping[Mention, Explanation] | None = None,
) -> tuple[Clarifier, ...]:
    """Every clarifier of the draft, those that settle one conflation last.

    `told` says by the ids of conflations which words tell their senses apart, `explanations` what the layout of the
    draft explains a term by.
    """
    finder = _Finder(document, index, glossary, told or {}, explanations or {})
    found = list(finder.title())
    for mention in mentions:
        found += finder.at(mention)
    whole = [clarifier for clarifier in found if not clarifier.conflation]
    pairs = [clarifier for clarifier in found if clarifier.conflation]
    return (*whole, *pairs, *_settling(document, index, glossary, copies, whole))


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
        document: Document,
        index: DocumentIndex,
        glossary: Glossary,
        told: Mapping[str, Words],
        explanations: Mapping[Mention, Explanation],
    ) -> None:
        self.document = document
        self.index = index
        self.glossary = glossary
        self.told = told
        self.end = len(document.source)
        self.explanations = explanations
        self.widest: dict[tuple[str, str, str], Span] = {}
        """The scope of each kind, term and conflation that reaches farthest: what lies within it says nothing new."""
        self.last: tuple[tuple[int, Span], Statement] | None = None

    def at(self, mention: Mention) -> Iterator[Clarifier]:
        """What the author does at one mention."""
        block = self.document.blocks[mention.block]
        term = self.glossary.terms[mention.term]
        yield from self._stated(mention, block, term)
        for sense in senselinks.senses(self.index, mention, self.glossary):
            yield Clarifier("link", mention.term, mention.span, mention.span, sense)
        if block.kind == "heading":
            if len(block.text) <= TITLE:
                yield from self._headed(mention, block, term)
                yield from self._explained(mention, block, term)
            if turns.ASKED.search(_window(block.text, mention)):
                yield from self._new("distinction", mention, block.span)
            return
        window = _window(block.text, mention)
        yield from self._meant(mention, block, term, window)
        said = self._sentence(mention)
        sentence = block.source_span(*mention.sentence)
        if said.sense:
            yield from self._new("caveat", mention, block.span)
        elif said.disclaimed:
            yield from self._new(said.disclaimed, mention, sentence)
        elif any(clause.holds(mention.at) for clause in said.cautious):
            yield from self._pairs("caveat", mention, term, sentence, untold=True)
        yield from self._nearby(mention, window, sentence)
        yield from self._set_apart(mention, block, term, sentence)

    def _stated(self, mention: Mention, block: Block, term: Term) -> Iterator[Clarifier]:
        """What it settles that a paragraph is a theorem or a proof, as its first word says or the heading above it."""
        above = max(mention.block - 1, 0)
        headed = self.document.blocks[above].kind == "heading"
        if label := self.index.once(_stated, mention.block) or (headed and self.index.once(_stated, above)):
            yield from self._telling(term, WordIndex(label), mention.span, block.span)

    def _set_apart(self, mention: Mention, block: Block, term: Term, sentence: Span) -> Iterator[Clarifier]:
        """What a sentence settles that sets one reading against another."""
        said = self._sentence(mention)
        for side, within in said.sides:
            if side.holds(mention.at):
                yield from self._pairs("contrast", mention, term, block.source_span(*side), within=within)
        if said.distinction and (told := definitions.chosen(self.document, mention)):
            yield from self._defined(mention, term, self._from_here(mention), told)
        elif said.distinction:
            yield from self._pairs("distinction", mention, term, self._ahead(mention, sentence))

    def _nearby(self, mention: Mention, window: str, sentence: Span) -> Iterator[Clarifier]:
        """What the words right around the mention settle, whatever else the sentence says."""
        if turns.INTENDED.search(window):
            yield from self._new("caveat", mention, sentence)
        if turns.PUT_ASIDE.search(window):
            yield from self._new("contrast", mention, mention.span)
        if turns.ASKED.search(window):
            yield from self._new("distinction", mention, sentence)

    def _meant(self, mention: Mention, block: Block, term: Term, window: str) -> Iterator[Clarifier]:
        """A definition at the mention, however it is put."""
        if turns.STIPULATION.search(window) and not self.document.sentence(mention).rstrip().endswith("?"):
            yield from self._defined(mention, term, self._from_here(mention))
        elif mention in self.explanations:
            yield from self._explained(mention, block, term)
        elif self._glosses(block, mention, window):
            yield from self._defined(mention, term, block.span)
        elif self._told_in_other_words(block, mention) and definitions.stands(self.document, self.index, mention):
            yield from self._pairs("definition", mention, term, self._from_here(mention))
        elif turns.NAMED.search(window):
            for at in _namesakes(block.text, mention):
                yield from self._new("definition", mention, block.source_span(*at))

    def _told_in_other_words(self, block: Block, mention: Mention) -> bool:
        """Whether a sentence says what the term means though it is put as no definition is."""
        return definitions.identified(block, mention) or wordtalk.explained(self.document, self.index, mention)

    def _glosses(self, block: Block, mention: Mention, window: str) -> bool:
        """Whether the draft says in passing what the term means."""
        gloss, end = turns.GLOSS.search(window), mention.at.end
        if gloss and not again(mention, block).search(gloss[0]):  # else it says which of them
            return True
        introduced = turns.INTRODUCED.match(block.text[end : end + REACH])
        return introduced is not None and self.index.marks(mention.block).stress(mention.at)

    def title(self) -> Iterator[Clarifier]:
        """What the title in the front matter settles, throughout the draft."""
        start, title = frontmatter.title(self.document)
        for at, term in places(title, self.glossary):
            span = Span(start + at.start, start + at.end)
            yield from self._titled(self.glossary.terms[term], title, at, span, Span(0, self.end))

    def _headed(self, mention: Mention, block: Block, term: Term) -> Iterator[Clarifier]:
        """What a heading settles in its section, with what stands under it."""
        blocks = self.document.blocks
        following = (blocks[number] for number in range(mention.block + 1, len(blocks)))
        end = next((b.span.start for b in following if b.kind == "heading" and b.level <= block.level), self.end)
        yield from self._titled(term, block.text, mention.at, mention.span, Span(block.span.start, end))

    def _titled(self, term: Term, title: str, at: Span, span: Span, scope: Span) -> Iterator[Clarifier]:
        """What a title settles that denies something of the term, or speaks of the word."""
        text = f"{title[: at.start]}{turns.HERE}{title[at.end :]}"
        if headlines.TITLED.search(text):
            yield from self._once(Clarifier("heading", term.id, span, scope))
            return
        yield from self._telling(term, WordIndex(_denied(text, term).replace(turns.HERE, " ")), span, scope)

    def _telling(self, term: Term, words: WordIndex, span: Span, scope: Span) -> Iterator[Clarifier]:
        """What a heading settles by words that tell senses apart."""
        for conflation in term.conflations:
            if (wanted := self.told.get(conflation.id)) and words.find(wanted):
                yield from self._once(Clarifier("heading", term.id, span, scope, conflation=conflation.id))

    def _explained(self, mention: Mention, block: Block, term: Term) -> Iterator[Clarifier]:
        """A definition by the draft's layout, which holds for the term and what explains it."""
        if explanation := self.explanations.get(mention):
            yield from self._defined(mention, term, self._extent(block, explanation), explanation)

    def _defined(
        self, mention: Mention, term: Term, scope: Span, explanation: Explanation | None = None
    ) -> Iterator[Clarifier]:
        """A definition; `scope` is how far it holds where nothing says what tells the senses of the term apart."""
        block = self.document.blocks[mention.block]
        if not definitions.stands(self.document, self.index, mention, placed=explanation is not None):
            yield from self._new("definition", mention, block.span)
            return
        if any(conflation.id in self.told for conflation in term.conflations):
            here = self._from_here(mention)
            yield from self._pairs("definition", mention, term, here, untold=True, explanation=explanation)
            scope = self._extent(block, explanation) if explanation else block.span
        yield from self._new("definition", mention, scope)

    def _extent(self, block: Block, explanation: Explanation) -> Span:
        """A block and what explains a term there."""
        last = self.document.blocks[explanation.last]
        return Span(block.span.start, block.span.end if last.kind == "footnote" else last.span.end)  # far below

    def _from_here(self, mention: Mention) -> Span:
        """From a mention to the end of the draft; from one in a footnote, where the text refers to that."""
        start = mention.span.start
        if (place := self.index.footnotes.places.get(mention.block)) is not None:
            start = self.document.blocks[block_at(self.document, place)].span.start
        return Span(start, self.end)

    def _pairs(  # noqa: PLR0913 - what holds where, and where it is said
        self,
        kind: ClarifierKind,
        mention: Mention,
        term: Term,
        scope: Span,
        *,
        untold: bool = False,
        within: Span | None = None,
        explanation: Explanation | None = None,
    ) -> Iterator[Clarifier]:
        """A clarifier for each conflation whose senses the sentence, a part of it, or what explains it tells apart.

        `untold`: or nobody knows how.
        """
        block = self.document.blocks[mention.block]
        further = [*definitions.further(self.index, block, mention, term)] if kind == "definition" else ()
        for conflation in term.conflations:
            wanted = self.told.get(conflation.id)
            if wanted is None:
                tells = untold
            else:
                tells = self._sentence(mention).tells(wanted, mention.at, within)
                if explanation:
                    tells = tells or explanation.speaks(self.index, wanted)
                elif kind == "definition":
                    tells = tells or any(self.index.block(mention.block).find(wanted, span) for span in further)
            if tells:
                yield from self._new(kind, mention, scope, conflation.id)

    def _sentence(self, mention: Mention) -> Statement:
        """The sentence of a mention; mentions come in order, so that only the last one is kept."""
        key = mention.block, mention.sentence
        if self.last is None or self.last[0] != key:
            self.last = key, Statement(self.document.blocks[mention.block].text, mention.sentence)
        return self.last[1]

    def _ahead(self, mention: Mention, sentence: Span) -> Span:
        """What follows a sentence in its paragraph, and the next paragraph."""
        blocks = self.document.blocks
        following = blocks[min(mention.block + 1, len(blocks) - 1)]
        last = blocks[mention.block] if following.kind == "heading" else following
        return Span(sentence.end, max(sentence.end, last.span.end))

    def _new(self, kind: ClarifierKind, mention: Mention, scope: Span, conflation: str = "") -> Iterator[Clarifier]:
        return self._once(Clarifier(kind, mention.term, mention.span, scope, conflation=conflation))

    def _once(self, clarifier: Clarifier) -> Iterator[Clarifier]:
        """The clarifier, unless one of its kind covers it that reaches farther."""
        key = clarifier.kind, clarifier.term, clarifier.conflation
        last, scope = self.widest.get(key), clarifier.scope
        if last is None or not last.holds(scope):
            if last is None or last.end <= scope.end:
                self.widest[key] = scope
            yield clarifier


def _stated(block: Block) -> str:
    """What a block says at its beginning that it states or proves; empty if it says nothing of the kind."""
    label = headlines.STATED.match(block.text)
    return label[1] if label else ""


def _window(text: str, mention: Mention) -> str:
    """What stands around a mention in its sentence, the mention itself replaced."""
    (start, end), at = mention.sentence, mention.at
    before, after = text[max(start, at.start - REACH) : at.start], text[at.end : min(end, at.end + REACH)]
    return f"{before}{turns.HERE}{after}"


def _namesakes(text: str, mention: Mention) -> Iterator[Span]:
    """Where the longer name in which a mention stands is written near it: *reward* in each *reward hacking*."""
    (start, end), length = mention.at, mention.at.end - mention.at.start
    name = re.compile(re.escape(text[start:end]) + r"[\s-]+\w+", re.IGNORECASE)
    longer = name.match(text, start)
    for found in name.finditer(text, max(0, start - NAMESAKES), end + NAMESAKES):
        if longer and found[0].lower() == longer[0].lower():
            yield Span(found.start(), found.start() + length)


def _denied(title: str, term: Term) -> str:
    """What a title says that a term is not, or sets against it."""
    for match in headlines.OPPOSED.finditer(title):
        sides = title[: match.start()], title[match.end() :]
        other = sides[turns.HERE in sides[0]]
        if not pattern(term.forms).search(other):
            return other
    denied = headlines.DENIED.search(title)
    return (
        denied[1] or denied[2]
        if denied and not headlines.BIDDEN.match(title) and not headlines.KEPT.search(title)
        else ""
    )


def _settling(
    document: Document, index: DocumentIndex, glossary: Glossary, copies: Sequence[Copy], found: Sequence[Clarifier]
) -> Iterator[Clarifier]:
    """What settles one conflation, as the copied caveats and the links to senses say."""
    for term in glossary.terms.values():
        for conflation in term.conflations:
            made = [
                Clarifier("caveat", term.id, copy.mark, Span(copy.at, copy.at), copy.sense)
                for copy in copies
                if copy.conflation == conflation.id and copy.at >= 0
            ]
            made += [link for link in found if link.kind == "link" and link.sense in conflation.senses]
            widest: dict[str, int] = {}
            for clarifier in made:
                start = section_start(document, index, clarifier.scope.start)
                if start < widest.get(clarifier.kind, len(document.source)):  # else it says nothing new
                    widest[clarifier.kind] = start
                    scope = Span(start, len(document.source))
                    yield clarifier._replace(scope=scope, conflation=conflation.id)


def section_start(document: Document, index: DocumentIndex, at: int) -> int:
    """Where the section of a place starts: with its heading, and headings right above that one."""
    if not document.blocks:  # nothing but the caveats that were taken out
        return 0
    return document.blocks[index.tops[index.section(block_at(document, at))[0]]].span.start


def block_at(document: Document, at: int) -> int:
    """The number of the last block that begins before a place, or at it; 0 where none does."""
    return max(bisect_right(document.blocks, at, key=lambda block: block.span.start) - 1, 0)
