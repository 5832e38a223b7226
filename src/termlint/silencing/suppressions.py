"""Findings that the author suppresses by comments in the draft or in its front matter.

`comments` reads them; here is how far they reach, what they let through, and which of them do nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from termlint.model import Lines, Problem, Span
from termlint.names import Said
from termlint.silencing import comments

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from termlint.model import Document
    from termlint.names import Names
    from termlint.reading.findings import Bite
    from termlint.silencing.comments import Comment


class Region(NamedTuple):
    """A part of the source in which some findings are suppressed, and the comment that does so."""

    comment: Comment
    covers: frozenset[Said]
    span: Span


def sift(
    bites: Sequence[Bite], document: Document, names: Names, *, reasons: bool = False
) -> tuple[Sequence[Bite], tuple[Problem, ...]]:
    """The bites that no comment suppresses; and a notice on each comment that is wrong or does nothing.

    With `reasons`, a comment without a reason has no effect.
    """
    found = comments.read(document, names, reasons=reasons)
    if not found.comments:
        return bites, found.problems
    regions, idle = _regions(found.comments, document)
    said_by = [Said(bite.rule.id, bite.rule.conflation) for bite in bites]
    asked = frozenset(said_by)
    reaching: dict[Said, list[Region]] = {}
    for region in regions:
        for said in region.covers & asked:
            reaching.setdefault(said, []).append(region)
    left = []
    used: set[Comment] = set()
    for bite, said in zip(bites, said_by, strict=True):
        covering = [region for region in reaching.get(said, ()) if region.span.meets(bite.reading.mention.span)]
        used.update(region.comment for region in covering)
        left += [] if covering else [bite]
    idle += (comment for comment in found.comments if comment.verb != "enable" and comment not in used)
    problems = [*found.problems, *(_idle(comment, document.path) for comment in idle)]
    return left, tuple(sorted(problems, key=lambda problem: (problem.line, problem.column)))


def _idle(comment: Comment, path: str) -> Problem:
    """The notice on a comment that does nothing."""
    what = "ends nothing: no termlint-disable is in effect here" if comment.verb == "enable" else "suppresses nothing"
    return Problem(path, f"{comment.shown} {what}: remove it", *comment.at, notice=True)


def _regions(found: Iterable[Comment], document: Document) -> tuple[list[Region], list[Comment]]:
    """The region of each comment; and the enabling comments that end none."""
    lines = _Lines(document)
    regions: list[Region] = []
    idle = []
    for comment in found:
        if comment.verb == "enable":
            before = regions
            regions = [part for region in before for part in _parts(region, comment)]
            idle += [] if regions != before else [comment]
        else:
            regions.append(Region(comment, comment.covers, lines.reach(comment)))
    return regions, idle


def _parts(region: Region, enable: Comment) -> Iterator[Region]:
    """What an enabling comment leaves of a region: what it enables ends at the comment, the rest stays."""
    ended = region.covers & enable.covers
    if region.comment.verb != "disable" or not ended or not region.span.meets(enable.span):
        yield region
        return
    yield region._replace(covers=ended, span=Span(region.span.start, enable.span.start))
    if rest := region.covers - ended:
        yield region._replace(covers=rest)


class _Lines:
    """The lines of a draft, and which of them have prose."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.lines = Lines(document.source)

    def reach(self, comment: Comment) -> Span:
        """The part of the source in which a disabling comment has effect."""
        first, last = self._numbers(comment.span)
        match comment.verb:
            case "disable":
                return Span(comment.span.end, comment.scope.end)
            case "disable-line":
                return self._span(first, last)
            case "disable-next-line":
                line = self._prose_after(last)
                return self._span(line, line) if line else Span(comment.span.end, comment.span.end)
            case _:
                return Span(0, len(self.document.source))

    def _numbers(self, span: Span) -> tuple[int, int]:
        """The first and the last line of a part of the source, counted from 1."""
        return self.lines.point(span.start).line, self.lines.point(span.end).line

    def _span(self, first: int, last: int) -> Span:
        """The lines from one to another, counted from 1."""
        starts = self.lines.starts
        return Span(starts[first - 1], starts[last] if last < len(starts) else len(self.document.source))

    def _prose_after(self, line: int) -> int:
        """The next line with prose after a line; 0 if there is none."""
        place = bisect_right(self._prose, line)
        return self._prose[place] if place < len(self._prose) else 0

    @cached_property
    def _prose(self) -> list[int]:
        """The lines of blocks of prose, in order, without those that have only a comment."""
        found: set[int] = set()
        for span in {block.span for block in self.document.blocks}:
            first, last = self._numbers(span)
            found.update(range(first, last + 1))
        for directive in self.document.directives[: comments.MOST]:
            first, last = self._numbers(directive.span)
            around = self._span(first, last)
            source = self.document.source
            if not (source[around.start : directive.span.start] + source[directive.span.end : around.end]).strip(
                " \t\r\n>"
            ):
                found.difference_update(range(first, last + 1))
        return sorted(found)
