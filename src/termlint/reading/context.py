"""A mention with its parsed sentence and the draft around it: what predicates ask about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from termlint.model import Span
from termlint.parsing import syntax
from termlint.reading import claims
from termlint.reading.wordindex import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from termlint.model import Block, Document, Mention
    from termlint.parsing.parses import Parse, Token
    from termlint.rawpatterns import Pattern
    from termlint.reading.markindex import MarkIndex
    from termlint.reading.wordindex import DocumentIndex, WordIndex


Answer = list[Place] | None


@dataclass(frozen=True)
class Context:
    """A mention with its parsed sentence and the draft around it."""

    index: DocumentIndex
    mention: Mention
    parse: Parse
    """Of its sentence."""
    matches: Callable[[Pattern, Parse], Iterable[Sequence[int]]]
    """The token numbers of each match of a raw pattern in a parse."""

    @cached_property
    def token(self) -> Token:
        """The last token of the mention."""
        last = self.mention.at.end - self.mention.sentence.start
        return next((token for token in self.parse if token.idx + len(token) >= last), self.parse[-1])

    @cached_property
    def head(self) -> Token:
        """The head of its noun phrase: *function* for *reward* in *reward function*."""
        return syntax.phrase_head(self.token)

    @property
    def document(self) -> Document:
        """The draft."""
        return self.index.document

    @property
    def block(self) -> Block:
        """The block the mention stands in."""
        return self.document.blocks[self.mention.block]

    @property
    def words(self) -> WordIndex:
        """The words of that block."""
        return self.index.block(self.mention.block)

    @property
    def marks(self) -> MarkIndex:
        """The markup in that block."""
        return self.index.marks(self.mention.block)

    @property
    def phrase(self) -> Span:
        """The mention and the nouns after it that it belongs to, in the block's text: *agent's reward function*.

        A term of several words is always a noun and has no object, whatever the parser says.
        """
        at, start = self.mention.at, self.mention.sentence.start
        alone = at.start == start + self.token.idx
        last = (syntax.object_after(self.token) if alone else None) or syntax.phrase_end(self.token)
        last = syntax.shared_head(last)
        end = start + last.idx + len(last)
        return Span(at.start, max(at.end, end))

    @cached_property
    def claims(self) -> Mapping[str, list[Token]]:
        """The kinds of claim around the mention, each with the words that show it."""
        return claims.kinds(self.token)

    def places(self, tokens: Iterable[Token]) -> list[Place]:
        """Where tokens of the parsed sentence stand in the block; for a part of a contraction, the whole word."""
        start = self.mention.sentence.start
        words = dict.fromkeys(syntax.written(token) for token in sorted(tokens, key=lambda token: token.i))
        return [Place(self.mention.block, Span(start + first, start + end)) for first, end in words]

    def here(self, spans: Iterable[Span]) -> list[Place]:
        """Places in the mention's own block."""
        return [Place(self.mention.block, span) for span in spans]
