"""What a code scanning service recognises a finding by when its draft has changed."""

from __future__ import annotations

import hashlib
import re
import sys
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from termlint.model import Finding

BLOCK = 100
FACTOR = 37
WORD = 1 << 64
END = "\uffff"
LINE_FEED = 0x0A

NEARBY = 6
REACH = 300
"""So many words on either side of a mention count, within so many characters and the same paragraph."""
_ENDING = r"(?:\r\n|\r(?!\n)|\n)"
_BLANK = re.compile(rf"{_ENDING}[ \t>]*{_ENDING}")


def line_hashes(source: str) -> list[str]:
    """For each line, the hash that GitHub itself computes for a result there, so that it never finds another.

    It covers the hundred characters from the line's start that are neither space nor tab, and counts equal hashes:
    `primaryLocationLineHash` of github/codeql-action.
    """
    units = _units(source)
    highest = pow(FACTOR, BLOCK, WORD)
    values: list[int] = []
    value = 0
    for end in range(len(units) + BLOCK):
        start = end - BLOCK
        if start == 0 or (start > 0 and units[start - 1] == LINE_FEED):
            values.append(value)
        entering = units[end] if end < len(units) else 0
        leaving = units[start] if start >= 0 else 0
        value = (value * FACTOR + entering - highest * leaving) % WORD
    return list(_counted(f"{value:x}" for value in values))


def _units(source: str) -> memoryview[int]:
    """The UTF-16 code units that count, each line ending as one, with an end mark."""
    text = re.sub(r"[ \t]", "", re.sub(r"\r\n?", "\n", source)) + END
    order = "utf-16-le" if sys.byteorder == "little" else "utf-16-be"
    return memoryview(text.encode(order, "surrogatepass")).cast("H")


def contexts(findings: Iterable[Finding], source: str) -> Iterator[str]:
    """For each finding, a hash of its rule and of the words around it; it survives moved and rewrapped text."""
    return _counted(_context(finding, source) for finding in findings)


def _context(finding: Finding, source: str) -> str:
    before = _BLANK.split(source[max(0, finding.span.start - REACH) : finding.span.start])[-1]
    after = _BLANK.split(source[finding.span.end : finding.span.end + REACH])[0]
    words = [
        *re.findall(r"\w+", before)[-NEARBY:],
        *re.findall(r"\w+", source[finding.span.start : finding.span.end]),
        *re.findall(r"\w+", after)[:NEARBY],
    ]
    return hashlib.sha256("\n".join([finding.rule, *words]).encode("utf-8", "replace")).hexdigest()[:16]


def _counted(hashes: Iterable[str]) -> Iterator[str]:
    """Hashes, each with the number of times that it has come so far, so that equal ones are told apart."""
    seen: Counter[str] = Counter()
    for each in hashes:
        seen[each] += 1
        yield f"{each}:{seen[each]}"
