"""Callouts in the Markdown dialect of a draft."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termlint.inserting.placing import Target
    from termlint.markup.outline import Root


class Dialect(NamedTuple):
    """One syntax of callouts: a pattern for opening lines in the draft, and the lines of a new callout."""

    opener: re.Pattern[str]
    lines: tuple[str, ...]
    """``{}`` stands for the text; ``{name}`` for a group of the opener."""


PLAIN: tuple[str, ...] = ("> {}",)
DIALECTS = (
    Dialect(re.compile(r"\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]"), ("> [!NOTE]", "> {}")),
    Dialect(re.compile(r"\[!\w[\w-]*"), ("> [!note]", "> {}")),
    Dialect(re.compile(r"(?P<fence>`{3,}|~{3,})\{\w"), ("{fence}{{note}}", "{}", "{fence}")),
    Dialect(re.compile(r"(?P<fence>:{3,})\{\w"), ("{fence}{{note}}", "{}", "{fence}")),
    Dialect(re.compile(r"(?P<fence>:{3,}) *\{[^}]*\.callout-\w"), ("{fence} {{.callout-note}}", "{}", "{fence}")),
    Dialect(
        re.compile(r"(?P<fence>:{3,}) ?(?:note|tip|info|warning|caution|danger|important)\b"),
        ("{fence}note", "", "{}", "", "{fence}"),
    ),
    Dialect(re.compile(r"(?:!!!|\?\?\?\+?) +\w"), ("!!! note", "    {}")),
    Dialect(
        re.compile(
            r"(?P<line>\{\{(?P<sign>[<%]) *(?P<name>callout|admonition|notice|alert|hint)"
            r"(?: +(?:type=)?\"?(?:note|info)\"?)? *(?P<back>[>%])\}\})\s*$"
        ),
        ("{line}", "{}", "{{{{{sign} /{name} {back}}}}}"),
    ),
)


def lines(draft: Target, said: Sequence[str]) -> list[str]:
    """The lines of a callout around some lines of text."""
    found = [
        (dialect, match.groupdict())
        for opener in draft.outline.openers
        for dialect in DIALECTS
        if (match := dialect.opener.match(opener))
    ]
    written, groups = PLAIN, {}
    if found:
        # A GitHub alert is an Obsidian callout as well: of dialects that fit as many openers the first counts.
        ((dialect, _),) = Counter(dialect for dialect, _ in found).most_common(1)
        written, groups = dialect.lines, next(groups for other, groups in found if other == dialect)
    return [line.format(text, **groups) for line in written for text in (said if "{}" in line else [""])]


def place(draft: Target, at: int) -> tuple[int, str, str]:
    """Where to insert a callout about a place, and what to put before and after it."""
    roots = draft.outline.roots
    number = draft.outline.root(at)
    while number + 1 < len(roots) and _goes_on(draft, roots[number], roots[number + 1]):
        number += 1
    newline = draft.newline(roots[number].span.end)
    return roots[number].span.end, newline * 2, newline * roots[number].glued


def _goes_on(draft: Target, root: Root, following: Root) -> bool:
    """Whether the block that follows belongs to one: its notes, a list it announces, the text under a heading."""
    if following.kind == "footnote_reference_open" or root.kind == "heading_open":
        return True
    announces = root.kind == "paragraph_open" and draft.source.endswith(":", 0, root.span.end)
    return following.kind != "heading_open" and (announces or root.glued)
