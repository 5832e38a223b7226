"""What a sentence says about the words in it: the reading it means, what it denies, what it contrasts."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal

from termlint.model import Span
from termlint.reading.wordindex import WordIndex
from termlint.settling import contrasts, denials, reservations, turns
from termlint.settling.denials import Denial

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Sequence

    from termlint.vocabulary import Telling

REACH = 120
"""How much of the next sentence, in code points, is searched for a correction or a retraction."""


class Statement:
    """What one sentence says, for all the mentions in it."""

    def __init__(self, text: str, span: Span) -> None:
        self.span = span
        self.start = span.start
        self.text = text[span.start : span.end]
        self.following = text[span.end : span.end + REACH]
        self.negated = reservations.NEGATED.search(self.text)
        self._denied: dict[tuple[Denial, Telling], Sequence[Span]] = {}

    @cached_property
    def sense(self) -> bool:
        """Whether it says in which sense a word is meant."""
        return bool(turns.SENSE.search(self.text))

    @cached_property
    def distinction(self) -> bool:
        """Whether it says that a word has several readings, or that two things are confused."""
        return contrasts.distinguishes(self.text)

    @cached_property
    def contrasts(self) -> Sequence[Denial]:
        """What it contrasts."""
        if contrasts.ALTERNATIVE.search(self.text) or contrasts.LIMITED.search(self.text):
            return [Denial(self.span)]
        if not self.negated:
            return []
        corrected = contrasts.CORRECTED.match(self.following)
        if corrected and (denied := reservations.DENIED.search(self.text)):
            return [Denial(self.span, Span(self.start + denied.start(), self.span.end))]
        return [self._contrast(match) for match in contrasts.find(self.text)]

    @cached_property
    def caveats(self) -> Sequence[Denial]:
        """What it does not claim."""
        if not self.negated:
            return []
        claims = [self._caveat(match) for match in reservations.CAVEAT.finditer(self.text)]
        return [*{claim.scope: claim for claim in reversed(claims)}.values()]  # the first of each scope

    @cached_property
    def disclaimed(self) -> Literal["caveat", "attribution", ""]:
        """How all of it is taken back: by its author, or as what others think; empty if it is not."""
        if reservations.ATTRIBUTION.search(self.text):
            return "attribution"
        return "caveat" if self._retracted and not self.taken_back else ""

    @cached_property
    def taken_back(self) -> Statement | None:
        """The part of the next sentence that says what does not follow from this one."""
        retracted = self._retracted
        if retracted and (said := reservations.SAID_OF.search(self.following)) and said.start() < retracted.end():
            return Statement(self.following, Span(*said.span()))
        return None

    @cached_property
    def _retracted(self) -> re.Match[str] | None:
        """How the next sentence takes it back."""
        return reservations.TAKEN_BACK.match(self.following)

    def _contrast(self, match: re.Match[str]) -> Denial:
        """A contrast as a denial. One of an event (*will not wait, but*) counts only by its own words.

        A *but* behind a comma may begin a claim of its own, which settles nothing: *not soon, but it will want to*.
        """
        clauses = self._clauses(match)
        denied = Span(self.start + match.start(), self.start + match.end())
        if contrasts.FORETOLD.search(self.text, 0, match.start()):  # will not wait
            return Denial(Span(clauses.start, denied.end), denied, denied)
        parted = contrasts.PARTED.search(self.text, match.start(), match.end())
        scope = Span(clauses.start, denied.end) if parted else clauses
        # What is so instead may fill the rest of the sentence; after “, but” comes something else.
        another = parted and match[0].endswith("but")
        return Denial(scope, Span(denied.start, denied.end if another else self.span.end))

    def _clauses(self, match: re.Match[str]) -> Span:
        """From the start of the clause in which a match begins to the end of the one in which it ends."""
        before = contrasts.clause_start(self.text, match.start())
        after = contrasts.STOP.search(self.text, match.end())
        return Span(self.start + before, self.start + (after.start() if after else len(self.text)))

    def _caveat(self, match: re.Match[str]) -> Denial:
        """A caveat as a denial: it ends where a colon, or a comma and a conjunction, begins another claim."""
        after = contrasts.ANOTHER.search(self.text, match.end())
        end = self.start + (after.start() if after else len(self.text))
        meant = not reservations.HEDGE.search(match[0])
        return Denial(Span(self.start, end), Span(self.start + match.start(), end), meant=meant)

    @property
    def whole(self) -> Denial:
        """The whole sentence as a denial."""
        return Denial(self.span, self.span)

    @cached_property
    def words(self) -> WordIndex:
        """Its words."""
        return WordIndex(self.text)

    def tells(self, telling: Telling, at: Span) -> bool:
        """Whether it has one of the words that tell two senses apart, other than the mention at a place."""
        return self._beside(self.words.find(telling.words), at)

    def denies(self, denial: Denial, telling: Telling, at: Span) -> bool:
        """Whether a denial is about one of the words that tell two senses apart, other than the mention at a place."""
        key = denial, telling
        if key not in self._denied:  # a sentence may have many mentions
            self._denied[key] = self._about(denial, telling)
        return self._beside(self._denied[key], at)

    def _about(self, denial: Denial, telling: Telling) -> Sequence[Span]:
        """The words among those that tell two senses apart that a denial is about."""
        found = self.words.find(telling.words, denial.within and self._own(denial.within))
        if denial.denied is None or telling.outright is None:
            return found
        asked, denied = frozenset(self.words.find(telling.outright)), self._own(denial.denied)
        return [span for span in found if span not in asked or denials.outright(self.text, span, denied)]

    def _beside(self, found: Iterable[Span], at: Span) -> bool:
        """Whether any of some words lies outside a mention."""
        own = self._own(at)
        return any(not span.meets(own) for span in found)

    def _own(self, span: Span) -> Span:
        """A span of the block as one of the sentence."""
        return Span(span.start - self.start, span.end - self.start)
