"""What a sentence contrasts, and whether it tells readings of a word apart: English, not any field's vocabulary.

Much merely sounds like it. Words for confusion are also used of people who are confused, of ambiguous instructions, and
of what a program can distinguish. And a condition denies nothing: *if it has not learned to plan, it is harmless*.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from termlint.model import Span
from termlint.settling.turns import NOT, OF_MORE, any_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_EXPLETIVE = (
    r"\s+(?:(?:\w+ly|also|indeed|just|still)\s+){0,2}(?:because\b|the\s+case\b"
    r"|(?:(?:im)?possible|(?:un)?likely|probable|plausible|conceivable|(?:un)?clear|obvious|true|hard|easy|difficult|important"
    r"|natural|tempting|worth)\s+(?:to|that|for|whether|if|how|what|why|when|\w+ing)\b)"
)
"""What follows an *it* that refers to nothing: *it is possible to*, *it is also the case that*."""
_IT_IS = rf"(?:it['\u2019]s|it is)(?!{_EXPLETIVE})"
_CONTRAST = any_of(
    rf"{NOT}(?!\s+{OF_MORE})[^.;]{{1,80}}\bbut\b(?:\s+(?:instead|rather)\b)?(?!\s+also)",
    rf"{NOT}(?!\s+{OF_MORE})[^.;]{{1,60}}(?:;|,\s+(?:{_IT_IS}|they['\u2019]re|they are)\b)",
    r"\bas opposed to\b",
    # Thought of as the one, and not as the other.
    r"\bas\s[^.;]{1,80}?(?:,|\band|\bbut)\s+(?:and\s+|but\s+)?not\s+as\b",
)
"""Not one thing but another; looked for where `reservations.NEGATED` is found."""
PARTED = re.compile(r"(?:[,;\u2014\u2013]\s*but|;)$", re.IGNORECASE)
"""The end of a denial that a claim of its own may follow: *not today, but*."""
STOP = re.compile(r"[,;:()\u2014\u2013](?=\s)|\s-{1,2}\s")
"""What separates two clauses."""
ALTERNATIVE = any_of(r"\bwhether\b[^.;]*\bor\s+(?:merely|only|just|simply|rather|instead)\b")
"""One thing or merely another."""
_LIKENESS = r"(?:analog(?:y|ies)|comparisons?|parallels?|metaphors?)"
LIMITED = any_of(
    rf"\b{_LIKENESS}\s+(?:\w+\s+)?(?:fails?|failed|breaks?\s+down|broke\s+down|limps?|has\s+(?:its\s+)?limits)\b",
    rf"\b{_LIKENESS}\s+(?:(?:only\s+)?goes\s+(?:only\s+)?so\s+far|does\s+not\s+(?:hold|carry\s+over))\b",
    rf"\blimits\s+of\s+(?:\w+\s+){{1,2}}{_LIKENESS}\b",
    r"\bdisanalog\w+",
)
"""That a likeness has its limits."""
CORRECTED = re.compile(
    rf"^\W*(?:instead(?!\s+of\b)|rather(?!\s+than\b)|{_IT_IS}|they['\u2019]re|they are)\b", re.IGNORECASE
)
"""The beginning of a sentence that says what is so instead of what the one before denies."""
FORETOLD = re.compile(r"\b(?:will|would|may|might|can|could|must|shall)\s+$", re.IGNORECASE)
"""What stands before a *not* that denies an event instead of a trait: *will not wait, but*."""
ANOTHER = re.compile(r"[;:](?=\s)|,\s+(?:and|but|so|yet)\b", re.IGNORECASE)
"""What separates two claims in a sentence."""
_DISTINCTION = any_of(
    r"(?<!\bcan )(?<!\bcould )(?<!\bable to )\bdistin(?:ctions?|guish(?:es|ed|ing)?)\b",
    # Who can tell the difference, or cannot, is somebody else.
    (
        r"(?<!\bcan tell the )(?<!\bcould tell the )(?<!\bcannot tell the )(?<!n['\u2019]t tell the )"
        r"(?<!\bable to tell the )\bdifferences? between\b"
    ),
    (
        r"\b(?:two|three|several|different|distinct)\s+(?:\w+\s+)?(?:senses|meanings|notions|usages|uses(?!\s+for\b)|concepts"
        r"|readings|interpretations|definitions)\b"
    ),
    r"\b(?:two|three|several|different)\s+(?:things|ideas)\b[^.]{0,60}\b(?:mean|means|say|says|call|calls|(?:have|has)\s+in\s+mind)\b",
    r"\b(?:ambigu|conflat|confus|equivocat|disambiguat|misunderst|misleading(?!\s+(?:answer|output|report|explanation|statement|evidence)s?\b)|misconception|disentangl|deconfus)\w*",
    r"\bterminology\b",
    r"\bdouble\s+duty\b",
    r"\bclarif\w+",
)
"""That a word has several readings, or that two things are confused."""
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
    found = [Span(*match.span()) for match in _DISTINCTION.finditer(text)]
    others = [Span(*match.span()) for match in _ELSEWHERE.finditer(text)] if found else []
    return any(not any(span.meets(other) for other in others) for span in found)


def find(text: str) -> Iterator[re.Match[str]]:
    """The contrasts in a sentence that has a negation."""
    for match in _CONTRAST.finditer(text):
        main = _MAIN.search(match[0])
        if not (main and _CONDITION.search(text, clause_start(text, match.start()), match.start())):
            yield match


def clause_start(text: str, at: int) -> int:
    """Where the clause around a place in a text begins."""
    return max((stop.end() for stop in STOP.finditer(text, 0, at)), default=0)
