"""Turns of phrase by which authors distance themselves from a sentence: English, not any field's vocabulary.

Each is a pattern for a sentence or for its beginning. `statements` and, for those about definitions, `definitions` say
what it settles.
"""

from __future__ import annotations

import re

from termlint.reading.hearsay import ANYBODY, OPINIONS
from termlint.settling.turns import NOT, OF_MORE, WE, any_of

_USAGE = r"(?:definition|usage|use|reading|sense|meaning|proposal)s?"
_IT = (
    rf"(?:(?:it|this|that|both)(?!\s+\w)|(?:the|that|this|such|their|his|her|these|those)\s+(?:\w+\s+)?{_USAGE}"
    r"(?!\s+(?:of|by|from|in|as|on|that|which)\b))"
)
"""A reference to a definition just given, not to one of something else."""

_NOTHING = r"\b(?:nothing|none)\b|\bwithout\b|\bas opposed to\b"
NEGATED = re.compile(rf"{NOT}|{_NOTHING}", re.IGNORECASE)
"""A negation."""
DENIED = re.compile(rf"{NOT}(?!\s+{OF_MORE})|{_NOTHING}", re.IGNORECASE)
"""A negation that denies something: *not only* and *not limited to* do not."""
CAVEAT = any_of(
    r"\b(?:not|never)\s+that (?:it|they|the \w+) (?:wants?|cares?|tr(?:y|ies)|plans?)",
    # It does not mean that; they need not; not necessarily. But not: no reward means that.
    (
        rf"(?!\bno\b){NOT}\s+(?:\w+\s+)?(?:mean|imply|implies|entail|guarantee|assume|presuppose|claim)(?:s|d)?\b"
        r"(?!\s+(?:to|us|them|well|harm)\b)"
    ),
    rf"{NOT}\s+(?:\w+\s+)?follow\s+(?:\w+\s+){{0,3}}that\b",
    r"\bno\s+(?:claim|implication|presupposition)\s+that\b",
    rf"\bno\s+guarantee\s+that\b(?![^.;,]*{NOT})",  # that it will not is a warning
    rf"{NOT}\s+(?:to\s+)?(?:say|saying|claiming|implying|suggesting|arguing)\s+that\b",
    r"\b(?:nothing|none\s+of\s+(?:this|that))\s+(?:[^.;]{0,30}\s)?(?:means|implies|says|entails)\s+that\b",
    (
        r"(?:(?<!\bthat are )(?<!\bwhich are )(?<!\bthat is )(?<!\bwhich is )"
        r"\b(?:not|needn't|need not)|n['\u2019]t)\s+(?:\w+\s+)?necessarily\b"
        r"(?!\s+(?:know|understand|see|notice|agree)s?\b)"  # which is denied of those who might
    ),
    r"\bwithout\s+(?:claiming|implying|assuming)\b",
    rf"{NOT}\s+true\s+that\b",
    # Nothing follows; nothing is presupposed.
    r"\bnothing\s+(?:follows|is\s+(?:presupposed|assumed|implied|inferred|claimed|concluded))\b",
    r"\b(?:do not|don['\u2019]t|(?:is|are) not to be)\s+(?:confuse|conflate|mistake)d?\b",
)
"""What is not claimed; looked for where `NEGATED` is found."""
HEDGE = re.compile(r"necessarily$", re.IGNORECASE)
"""What ends a caveat that may be about any fact: *not necessarily fast*. The others say what is meant or claimed."""
TAKEN_BACK = re.compile(
    r"^\W*(?:but\s+|however,?\s+)?(?:"
    r"nothing\s+(?:here\s+)?(?:follows|is\s+(?:presupposed|assumed|implied|inferred|claimed|concluded))"
    r"|(?:this|that|it)\s+(?:does\s+not|doesn['\u2019]t|need\s+not)\s+(?:\w+\s+)?(?:mean|imply|entail|follow)\b(?!\s+(?:that\s+)?(?:we|you|i|one|people|humanity|there)\b)"
    r"|(?:this|that|it)\s+(?:is\s+not|isn['\u2019]t)\s+(?:to\s+(?:say|claim|imply|suggest)|(?:meant\s+as\s+)?a\s+claim)\b"
    r"|(?:this|that|it)\s+is\s+(?:[\w,]+\s+){0,3}(?:loose\s+talk|shorthand|a\s+(?:metaphor|(?:manner|way|figure)\s+of\s+spe))"
    r"|none\s+of\s+(?:this|that)\s+(?:means|implies|entails|presupposes|requires)\b"
    r"|no\s+[^.]{1,40}\b(?:is|are)\s+(?:\w+\s+)?(?:implied|presupposed|intended|ascribed)\b"
    r"|(?:of\s+course,?\s+)?[\"\u201c]\w+[\"\u201d]\s+is\s+(?:\w+\s+){0,2}(?:metaphor|shorthand|figure\s+of\s+speech)"
    r"|(?:i|we)\s+(?:say|use|speak)\b[^.]{0,30}\b(?:loosely|metaphorically|figuratively)\b"
    r"|(?:by\s+(?:this|that|which)\s+)?(?:i|we)\s+(?:do\s+not|don['\u2019]t|am\s+not|are\s+not)\s+(?:\w+\s+)?"
    r"(?:claim|mean|imply|claiming|implying)\b(?!\s+to\b))",
    re.IGNORECASE,
)
"""The beginning of a sentence that takes back the one before."""
SAID_OF = re.compile(
    r"\b(?:(?:mean|imply|entail)s?|presupposes|requires|(?:say|claim|imply|suggest|claiming|implying)\s+that)\s+"
    r"(?!(?:this|that|it)\s+\w+ly\b)(?=\w+\s+\w)[^.!?]*",
    re.IGNORECASE,
)
"""The part that it takes back: *that it wants anything*. Without it (*none of this follows*), that is everything."""
ATTRIBUTION = any_of(
    r"\bcommon(?:ly)?\s+(?:assumption|mistake|misconception|belief|error|assumed|understood|thought|believed)\b",
    # Behind a mistake or an error *that* begins what it does: trial and error that goes on.
    r"\b(?:myth|wrong|mistaken|fallacy)\s+that\b",
    r"\b(?:myth|mistake|error|wrong|mistaken|fallacy)\s+(?:to\s+(?:think|believe|assume|conclude|infer)|of\s+(?:thinking|believing|assuming|concluding|inferring))\s+that\b",
    (
        rf"(?<!\bas )(?<!\bas many )(?<!\bwhat )(?<!\bthan )\b(?:{'|'.join(ANYBODY)})\s+"
        rf"(?:often\s+|usually\s+|sometimes\s+|seem to\s+)?(?:{'|'.join(OPINIONS)})\b"
    ),
)
"""What others believe, reported by an author who does not."""
DROPPED = any_of(
    # I reject that definition; they talked me out of it; I see little use in this.
    (
        rf"\b{WE}\s+(?:\w+\s+)?(?:reject|drop|dropped|abandon|abandoned|discard|discarded|retract|withdraw|withdrew"
        rf"|disagree\s+with|object\s+to|(?:do\s+not|don['\u2019]t|won['\u2019]t|will\s+not|shall\s+not)\s+"
        rf"(?:follow|adopt|share|accept))\s+{_IT}"
    ),
    r"\b(?:talked|argued)\s+(?:me|us)\s+out\s+of\b",
    rf"\b(?:little|no|not\s+much)\s+(?:use|value|merit|point|sense)\s+(?:in|for|to)\s+{_IT}",
    # That is not how I use the word, which I don't use like that.
    rf"\b(?:this|that|which)(?:\s+is|['\u2019]s)?\s*(?:\bnot|n['\u2019]t)\s+(?:how|what)\s+{WE}\s+(?:\w+\s+)?(?:use|mean|read|understand)\b",
    rf"\b{WE}\s+(?:do\s+not|don['\u2019]t|won['\u2019]t|will\s+not|never)\s+use\s+(?:it|the\s+(?:word|term))\s+(?:like|in)\s+(?:this|that)\b",
    rf"\b(?:this|that|the|such\s+a|their|his|her)\s+(?:\w+\s+)?{_USAGE}\s+(?:is|was|seems|strikes\s+me\s+as)\s+(?:\w+\s+)?"
    r"(?:too\s+\w+|useless|wrong|mistaken|misleading|unhelpful|circular|hopeless|confused|no\s+good)\b",
    rf"\b(?:given|gave|give)\s+up\s+(?:on\s+)?{_IT}|\b(?:a|an)\s+(?:bad|poor|wrong|mistaken)\s+{_USAGE}\b",
    # What was meant once.
    r"\b(?:i|we)\s+used\s+to\s+(?:mean|use|define|call|say|read|take|understand)\b",
    r"\bin\s+(?:the|an?)\s+(?:first|original|previous|earlier|old|older)\s+(?:version|draft|edition)\b",
)
"""That a definition is dropped, in its sentence or after it."""
TAKEN_UP = any_of(
    r"\bdefin(?:e|es|ed|ing|itions?)\b",
    r"\b(?:terms?|terminology|notions?|concepts?|senses?|meanings?)\b",
    r"\b(?:introduc|coin)(?:e|es|ed|ing)\b",
    r"\b(?:follow|following|adopt|adopting|borrow|borrowing)\b",
)
"""What presents a quotation as a definition."""
