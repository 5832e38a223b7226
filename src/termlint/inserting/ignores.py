"""Comments that suppress the findings of a report, with proof that nothing else changes.

A comment goes to the end of the line; where it would affect the rendering there, onto a line of its own above; and
where that is not possible, around the whole block. Nothing here reads or writes a file.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from termlint import edits
from termlint.edits import Refusal, insertion
from termlint.errors import TermlintError
from termlint.inserting import placing
from termlint.inserting.fixes import Fix, Fixed, edits_of, together
from termlint.markup.inline import text_end
from termlint.markup.rendering import rendered
from termlint.model import Lines, Span
from termlint.reading.markindex import MarkIndex
from termlint.settling import caveats

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from termlint.edits import Edit
    from termlint.markup.outline import Root
    from termlint.model import Block, Report

_HARD_BREAK = "\\"


class Place(NamedTuple):
    """The findings in one line of a block."""

    block: Block
    span: Span
    """The first of their mentions."""
    rules: tuple[str, ...]


def checked(reason: str) -> str:
    """A reason on one line; `TermlintError` if it cannot stand in a comment."""
    reason = " ".join(reason.split())
    if not reason:
        raise TermlintError("--add-ignore needs a reason for people to read")
    if sign := next((sign for sign in ("--", "*/", "%%") if sign in reason), ""):
        raise TermlintError(f"--add-ignore needs a reason without {sign} in it, which may end a comment")
    if reason.endswith("-"):
        raise TermlintError(
            "--add-ignore needs a reason that does not end in -, since the end of the comment follows it"
        )
    return reason


def add(report: Report, reason: str, check: Callable[[str, str], Report]) -> Fixed:
    """The draft with comments for all the findings of a report; `check` gives the report on the result."""
    if not report.findings:
        return Fixed(report.source)
    draft = _Target(report, reason)
    planned = list(draft.places())
    made, failed = together(planned, partial(_attempts, draft), draft.flaw)
    changes = edits_of(made)
    fixed = edits.apply(report.source, changes)
    without = [place for place, _ in failed]
    done = [place for place in planned if place not in without]
    if not _heard(report, check(report.path, fixed), done):
        return Fixed(report.source, refused=_refusals((place, "it would not silence the finding") for place in planned))
    return Fixed(fixed, changes, tuple(made), _refusals(failed))


def _attempts(draft: _Target, group: Sequence[Place], made: Sequence[Fix]) -> Iterator[list[Fix]]:
    """The comments to try for some places beside those made already: for a single place each that is possible."""
    around = {each for fix in made for each in draft.blocked.get(fix, ())}
    if len(group) == 1 and (fixes := list(draft.fixes(group[0], around))):
        yield from ([fix] for fix in fixes)
        return
    first: list[Fix] = []
    for place in group:
        for fix in islice(draft.fixes(place, around), 1):
            first.append(fix)
            around |= draft.blocked.get(fix, set())
    yield first


class _Target(placing.Target):
    """A draft, and where comments can stand in it."""

    def __init__(self, report: Report, reason: str) -> None:
        super().__init__(report)
        self.findings = report.findings
        self.reason = reason
        self.lines = Lines(report.source)
        self.blocked: dict[Fix, set[tuple[Root, str]]] = {}
        """The rules that comments around a block suppress in it."""

    def places(self) -> Iterator[Place]:
        """The findings of the report by block and line."""
        blocks = {reading.mention.span: reading.mention.block for reading in self.readings}
        found = [(span, finding.rule) for finding in self.findings for span in (finding.span, *finding.more)]
        groups: dict[tuple[int, int], list[tuple[Span, str]]] = {}
        for span, rule in sorted(found):
            groups.setdefault((blocks[span], self._line(span)), []).append((span, rule))
        for (block, _), group in groups.items():
            yield Place(self.document.blocks[block], group[0][0], tuple(dict.fromkeys(rule for _, rule in group)))

    def fixes(self, place: Place, around: Collection[tuple[Root, str]]) -> Iterator[Fix]:
        """The comments that would suppress the rules at a place, the best first; not those that some do in a block."""
        root = self.outline.roots[self.outline.root(place.span.start)]
        rules = tuple(rule for rule in place.rules if (root, rule) not in around)
        for way in self._ways(root, place._replace(rules=rules)) if rules else ():
            fix = Fix(place.span.start, "comment", way)
            if len(way) > 1:
                self.blocked[fix] = {(root, rule) for rule in rules}
            yield fix

    def _ways(self, root: Root, place: Place) -> Iterator[tuple[Edit, ...]]:
        """The edits of each of these comments."""
        if place.block.kind == "cell":
            end = placing.source_end(place.block, MarkIndex(place.block), len(place.block.text))
            yield (insertion(end, f" {self._comment('disable-line', place)}"),)
        elif not self._stands_alone(place) and not any(part.meets(place.span) for part in self.outline.unfit):
            yield (insertion(self._line_end(self._line(place.span)), f" {self._comment('disable-line', place)}"),)
        newline = self.lines.ending
        underlined = root.kind == "heading_open" and not self.source.startswith("#", root.span.start)
        gap = newline if self.outline.mdx or underlined else ""  # kramdown needs a blank line above such a heading
        above = f"{self._comment('disable-next-line', place)}{newline}{gap}"
        starts = (block.span.start for block in self.document.blocks if block.span.start >= root.span.start)
        if self.lines.point(min(starts)).line == self._line(place.span):
            yield (insertion(root.span.start, above),)
        yield self._around(root, place, newline, gap)

    def flaw(self, made: Sequence[Fix]) -> str:
        """What is wrong with some comments; empty if the draft renders as before, and all are read as comments."""
        ordered = edits_of(made)
        fixed = edits.apply(self.source, ordered)
        come = edits.inserted(ordered)
        read, _ = caveats.read(self.path, fixed)
        spans = {directive.span for directive in read.directives}
        known = sum(any(span.holds(inner) for inner in spans) for span in come)
        texts = [block.text for block in read.blocks]
        harmless = (
            known == len(come)
            and texts == [block.text for block in self.document.blocks]
            and rendered(self.path, fixed, come) == self.rendering
        )
        return "" if harmless else "it would change how the rest renders"

    def _around(self, root: Root, place: Place, newline: str, gap: str) -> tuple[Edit, ...]:
        """A pair of comments around a top-level block."""
        opening = f"{self._comment('disable', place)}{newline}{gap}"
        closing = self._comment("enable", place, reason=False)
        return insertion(root.span.start, opening), insertion(root.span.end, f"{newline}{newline}{closing}")

    def _comment(self, verb: str, place: Place, *, reason: bool = True) -> str:
        why = f": {self.reason}" if reason else ""
        return edits.comment(f"termlint-{verb} {', '.join(place.rules)}{why}", mdx=self.outline.mdx)

    def _stands_alone(self, place: Place) -> bool:
        """Whether a comment in the line would change the rendering: in a heading, or next to a Pandoc figure."""
        kind, line = place.block.kind, self.lines.line(self._line(place.span))
        return kind == "heading" or (kind == "image" and line.lstrip("\ufeff \t>").startswith("!["))

    def _line(self, span: Span) -> int:
        """The line in which a mention ends."""
        return self.lines.point(span.end - 1).line

    def _line_end(self, line: int) -> int:
        """Where a line's text ends, before a hard line break or attributes."""
        text = self.lines.line(line).rstrip(" \t")
        stripped = text.rstrip(_HARD_BREAK)
        if (len(text) - len(stripped)) % 2:
            text = text[:-1]
        return self.lines.starts[line - 1] + text_end(text)


def _heard(before: Report, after: Report, places: Iterable[Place]) -> bool:
    """Whether all comments have an effect, and suppress what they are for."""
    old, new = (Counter(trace.rule for trace in report.traces) for report in (before, after))
    wanted = Counter(rule for place in places for rule in place.rules)
    fewer = all(new[rule] + count <= old[rule] for rule, count in wanted.items())
    return fewer and len(after.problems) <= len(before.problems)


def _refusals(failed: Iterable[tuple[Place, str]]) -> tuple[Refusal, ...]:
    return tuple(Refusal(place.span.start, f"no comment for {', '.join(place.rules)}: {why}") for place, why in failed)
