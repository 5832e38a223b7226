"""What merely sounds like an author distinguishing readings of a word: English, not any field's vocabulary.

Words for confusion are also used of people who are confused, of ambiguous instructions, and of what a program can
distinguish. And a condition denies nothing: *if it has not learned to plan, it is harmless*.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from termlint.model import Span
from termlint.settling import turns

if TYPE_CHECKING:
    from collections.abc import Iterator

_WHO = (
    r"(?:humans?|raters?|evaluators?|annotators?|overseers?|operators?|users?|agents?|models?|systems?|networks?"
    r"|classifiers?|discriminators?|detectors?|probes?|monitors?|optimizers?|algorithms?)"
)
"""Who may be confused, or distinguish one thing from another, apart from readers of the word."""
_TASK = (
    r"(?:specifications?|specs?|instructions?|objectives?|goals?|tasks?|requests?|prompts?|rules?|commands?|feedback"
    r"|rewards?|reward\s+functions?|preferences?|inputs?|situations?|cases|environments?|laws?|(?:natural\s+)?language)"
)
"""What may be ambiguous, apart from the word."""
_ELSEWHERE = re.compile(
    # Flaws or ambiguities in the specification; ambiguous instructions.
    rf"\bambiguit(?:y|ies)\s+(?:in|of|within)\s+(?:(?:the|its|their|our|an?|any|human)\s+)?(?:\w+\s+)?{_TASK}\b"
    r"|\b(?:flaws?|gaps?|loopholes?|errors?|bugs|exploit(?:s|ed|ing)?|contain(?:s|ed|ing)?)(?:\s+(?:and|or)|,)?\s+"
    r"(?:any\s+|the\s+|some\s+)?ambiguit(?:y|ies)"
    rf"|\bambiguous\s+{_TASK}\b"
    # The raters are confused; noise confuses the model. To confuse it with something is what an author warns of.
    rf"|\b{_WHO}\s+(?:(?:is|are|was|were|(?:can|may|might|could)\s+be|gets?|becomes?)\s+)(?:\w+\s+)?confused\b"
    rf"|\bconfus(?:e|es|ed|ing)\s+(?:an?|the|its|their|our|these|those)\s+(?:\w+\s+)?{_WHO}\b(?!\s+(?:with|for|and|as)\b)"
    # A classifier that distinguishes; what the optimizer is unable to distinguish.
    rf"|\b{_WHO}\s+(?:(?:that|which|to|can|could|will|must|cannot|also|then|reliably|correctly)\s+){{0,3}}distinguish(?:es|ed)?\b"
    r"|\b(?:unable|learn(?:s|ed|ing)?|trained|fail(?:s|ed)?)\s+to\s+distinguish\b",
    re.IGNORECASE,
)
"""Confusion and ambiguity of something other than the word."""
_CONDITION = re.compile(r"\b(?:if|unless|since|although|though|until|once|whenever)\b", re.IGNORECASE)
"""What begins a clause that asserts nothing."""
_MAIN = re.compile(r",\s+(?:it|they)\S*(?:\s+\w+)?$", re.IGNORECASE)
"""The main clause behind a condition, at the end of a contrast."""


def distinguishes(text: str) -> bool:
    """Whether a sentence says that a word has several readings, or that two things are confused."""
    found = [Span(*match.span()) for match in turns.DISTINCTION.finditer(text)]
    others = [Span(*match.span()) for match in _ELSEWHERE.finditer(text)] if found else []
    return any(not any(span.meets(other) for other in others) for span in found)


def contrasts(text: str) -> Iterator[re.Match[str]]:
    """The contrasts in a sentence."""
    for match in turns.CONTRAST.finditer(text):
        main = _MAIN.search(match[0])
        if not (main and _CONDITION.search(text, turns.clause_start(text, match.start()), match.start())):
            yield match
