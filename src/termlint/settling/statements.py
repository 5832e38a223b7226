"""What a sentence says of the words in it: which reading it means, what it denies and what it sets apart."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal

from termlint.model import Span
from termlint.reading.wordindex import WordIndex
from termlint.settling import reservations, turns

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from termlint.vocabulary import Words

REACH = 120
"""How much of the next sentence, in code points, may correct one or take it back."""


class Statement:
    """What a sentence says, whichever of its mentions is asked about."""

    def __init__(self, text: str, span: Span) -> None:
        self.start = span.start
        self.text = text[span.start : span.end]
        negated = reservations.NEGATED.search(self.text)
        corrected = turns.CORRECTED.match(text[span.end : span.end + REACH])
        self.sense = bool(turns.SENSE.search(self.text))
        self.sides: Sequence[tuple[Span, Span | None]] = ()
        """The parts of the block that set one thing against another, and in which words, if not in all of them."""
        if (negated and corrected) or turns.ALTERNATIVE.search(self.text) or turns.LIMITED.search(self.text):
            self.sides = ((span, None),)
        elif negated:
            self.sides = [self._side(match) for match in turns.CONTRAST.finditer(self.text)]
        self.distinction = bool(turns.DISTINCTION.search(self.text))
        self.cautious = [self._claim(match) for match in reservations.CAVEAT.finditer(self.text)] if negated else []
        self.disclaimed: Literal["caveat", "attribution", ""] = ""
        if reservations.ATTRIBUTION.search(self.text):
            self.disclaimed = "attribution"
        elif reservations.TAKEN_BACK.match(text[span.end : span.end + REACH]):
            self.disclaimed = "caveat"

    def _side(self, match: re.Match[str]) -> tuple[Span, Span | None]:
        """Where a contrast settles something, and in which words: where an event is denied, in those that deny it.

        A claim of its own may follow what is denied, where nothing is settled: *not soon, but it will want to*.
        """
        clauses = self._clauses(match)
        denied = Span(self.start + match.start(), self.start + match.end())
        if turns.FORETOLD.search(self.text, 0, match.start()):  # will not wait
            return Span(clauses.start, denied.end), denied
        parted = turns.PARTED.search(self.text, match.start(), match.end())
        return (Span(clauses.start, denied.end) if parted else clauses), None

    def _clauses(self, match: re.Match[str]) -> Span:
        """The clauses that a match in the sentence begins and ends in."""
        before = max((stop.end() for stop in turns.STOP.finditer(self.text, 0, match.start())), default=0)
        after = turns.STOP.search(self.text, match.end())
        return Span(self.start + before, self.start + (after.start() if after else len(self.text)))

    def _claim(self, match: re.Match[str]) -> Span:
        """The claim that a match stands in: what a colon, or a comma and a conjunction, parts from it is another."""
        after = turns.ANOTHER.search(self.text, match.end())
        return Span(self.start, self.start + (after.start() if after else len(self.text)))

    @cached_property
    def words(self) -> WordIndex:
        """Its words."""
        return WordIndex(self.text)

    def tells(self, wanted: Words, at: Span, within: Span | None = None) -> bool:
        """Whether one of some words stands beside a mention, in a part of the sentence if one is given."""
        start, end = at.start - self.start, at.end - self.start
        first, last = (within.start - self.start, within.end - self.start) if within else (0, len(self.text))
        return any(
            first <= span.start and span.end <= last and (span.end <= start or end <= span.start)
            for span in self.words.find(wanted)
        )
