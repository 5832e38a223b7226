"""Sentence spans of a block's text, by punctuation alone, so that they do not depend on what else is parsed."""

from __future__ import annotations

import re

from termlint.model import Span

# A parse of a longer stretch would cost memory without saying more; no sentence in the literature comes near.
LONGEST = 2000

_ABBREVIATIONS = """al approx cf ch dr e.g ed eds eq eqs fig figs i.e incl mr mrs ms p pp prof ref refs resp
    sec st vol vs"""
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
NUMBERED = frozenset(("no", "nos"))
"""Those that stand before a number; elsewhere *no* is an answer."""
_BREAK = re.compile(
    r"(?<![.!?…])[.!?…]+[)\]\"'”’*_]*(?:\[\d{1,3}\]|[¹²³⁰-⁹])*\s+"  # noqa: RUF001 - quotation marks as typed
    r"(?=[\[(\"'“‘*_]*[^\W\d_a-z]|[\[(\"'“‘]*\d|[-–—•]|#\.)"  # noqa: RUF001 - dashes as typed
)
_LAST_WORD = re.compile(r"(?<![\w.])[\w.]+$")


def split(text: str) -> tuple[Span, ...]:
    """The sentences of a text, in order and without gaps other than white space."""
    spans: list[Span] = []
    start = 0
    for found in _BREAK.finditer(text):
        if not _abbreviated(text[max(0, found.start() - 20) : found.start()], found[0], text[found.end()]):
            spans += _bounded(text, start, found.end())
            start = found.end()
    spans += _bounded(text, start, len(text))
    return tuple(spans)


def first(text: str) -> Span:
    """The first sentence of a text; an empty range where it has none."""
    return next(iter(split(text)), Span(0, 0))


def _abbreviated(before: str, stop: str, after: str) -> bool:
    """Whether a full stop belongs to the word in front of it: an abbreviation or an initial."""
    word = _LAST_WORD.search(before)
    if not stop.startswith(".") or stop.startswith("..") or not word:
        return False
    if word[0].lower() in NUMBERED:
        return after.isdigit()
    return word[0].lower() in ABBREVIATIONS or (len(word[0]) == 1 and word[0].isupper() and word[0] != "I")


def _bounded(text: str, start: int, end: int) -> list[Span]:
    """A sentence without the white space around it, cut at spaces where it is longer than `LONGEST`."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    spans = []
    while end - start > LONGEST:
        cut = text.rfind(" ", start + 1, start + LONGEST)
        cut = cut if cut > 0 else start + LONGEST
        spans.append(Span(start, cut))
        start = cut
    return [*spans, Span(start, end)] if start < end else spans
