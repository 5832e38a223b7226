"""Turns of phrase by which authors settle what a word means: English, not any field's vocabulary.

Each is a pattern for a sentence with `HERE` in place of the mention, so that the patterns are the same for all terms.
What a turn settles, and how far, is up to `clarifiers`.
"""

from __future__ import annotations

import re

HERE = "\U00013000"
"""Stands for the mention: a hieroglyph, which no draft has."""
_OPEN, _CLOSE = r"(?:\b(?:an?|the|an? RL)\s+)?[\"'“\u2018*_]*", r"[\"'”\u2019*_]*"
_TERM = f"{_OPEN}{HERE}{_CLOSE}"
WE = r"(?:i|we|the authors?|people)(?:['\u2019](?:ll|m|re|ve|d))?"
_DO = r"(?:(?:shall|will|always|only|just|here|going\s+to)\s+){0,2}(?:\w+\s+)?"
"""What may stand between the author and the verb: *I shall always mean*."""
_THEY = (
    r"(?:they|he|she"
    r"|(?:the|these|those|its|their|his|her|some|most|many|other)\s+(?:authors?|papers?|researchers?|people))"
)
NOT = r"(?:\b(?:not|never|cannot|neither|no)\b|n['\u2019]t\b)"
OF_MORE = (
    r"(?:(?:only|just|merely)\b|(?:\w+\s+)?(?:confined|limited|restricted|unique|specific|exclusive|peculiar)\s+to\b)"
)
"""What follows a *not* that denies nothing but says that more is meant: *not only*, *not limited to*."""
_KIND = (
    r"(?:an?|any|anything|whatever|what(?!\s+(?:i|we|they)\s+call)|whoever|one|some|something|someone|those"
    r"|the\s+(?!(?:equivalent|opposite|result|same|most|least|\w+est)\b|(?:rest|sum|amount|number)\s+of\b)"
    r"(?:\w+\s+){1,3}(?:that|which|who|of|to|in|for|from|by))"
)
"""The beginning of a phrase that says what kind of thing something is: *a system that*, *whatever*, *the side of*."""
_ENDS = (
    r"(?=\s*(?:$|[^\w\s])|\s+(?:if|when|iff|and|or|in|by|because|since|is|are|that|which|who|whose|for|as|with|to|but"
    r"|from|on|at|here|too)\b)"
)
"""The end of a noun phrase: what follows is not a noun that the one before modifies."""
_NO_USE = (
    r"(?!(?:an?|the|one|some)\s+(?:\w+\s+)?"
    r"(?:proxy|lever|tool|means|way|signal|incentive|guide|source|substitute|measure)\b)"
)
"""What follows is not what a thing is used as: then it would be the thing that is used, and not the word."""
_QUANTITY = r"(?:more|less|fewer|higher|lower|greater|no|any|every|each|some|such|enough|most|all)"
_FIRST = (
    r"(?:^|[.,;:()\u2014\u2013]\s*|\b(?!(?:an?|the|with|without|for|to|on|from|at|about|like|into)\b)"
    r"(?:being|\w+(?<!ing))[\"'*_]*\s+)\W*"
)
"""What stands before a term that is not the object of a verb in *-ing* or of a preposition."""
TEXT = (
    r"(?:essay|post|chapter|section|article|paper|sequence|report|letter|memo|notes?|talk|document|series|book|draft)"
)
_HERE = (
    rf"(?:here|in\s+(?:my|our|this)\s+(?:notation|terminology|vocabulary|usage)|(?:in|throughout)\s+(?:this\s+{TEXT}|what\s+follows|the\s+following)"
    rf"|for\s+(?:me|this\s+{TEXT}|(?:our|my|present)\s+purposes|the\s+purposes?\s+of\s+this\s+{TEXT}))"
)
"""In the text at hand."""
_FROM_HERE = r"(?:henceforth|hereafter|throughout|below|here\s+and\s+below|from\s+(?:now|here)\s+on)"
_FIELD = r"in\s+(?:RL|reinforcement[- ]learning|textbooks|the\s+textbooks?|game\s+theory|economics|law)"
_SENSE = r"in\s+(?:[\w'\u2019-]+\s+){1,4}(?:sense|meaning)\b"
"""In the technical sense, in Dennett's sense."""
_SAID = (
    r"(?:(?:only|just|simply|merely|strictly|always|here|throughout|will|shall|should|is|are|was|to|be|being)\s+){0,5}"
)


def any_of(*patterns: str) -> re.Pattern[str]:
    """One pattern that is any of some; in these, ``TERM`` is the mention with its article and its quotation marks."""
    # At the beginning of a pattern these would be tried at every place, and make no difference.
    whole = (re.sub(r"^\\bTERM", lambda _: HERE + _CLOSE, pattern).replace("TERM", _TERM) for pattern in patterns)
    return re.compile("|".join(f"(?:{pattern})" for pattern in whole), re.IGNORECASE)


STIPULATION = any_of(
    # By agent we mean …, we use the word agent for …, we call a program an agent if …
    rf"\b(?:by|with|under)\s+(?:[\w'\u2019-]+\s+){{0,2}}TERM(?:\s+\([^)]*\)|,[^,.]{{1,30}},)?,?\s+(?:here\s+)?(?:{WE}|{_THEY})\s+{_DO}(?:mean|refer|understand)\b",
    # What I mean by it will become clear; they ask what I mean by it, and whether.
    rf"\b{WE}\s+{_DO}(?:mean|understand)\s+by\s+TERM(?![\"'\u201d\u2019*_]*(?:\s+(?:will|is\s+(?:not\s+)?clear)\b|,?\s+(?:and|or)\s+(?:whether|why|how)\b))",
    (
        rf"\b(?:when|whenever|where|wherever|if)\s+{WE}\s+(?:\w+\s+)?"
        r"(?:say(?:\s+that)?|write|use|(?:speak|talk)\s+(?:of|about)|call\s+(?:\w+\s+){1,3}?)\s*"
        rf"(?:the\s+(?:word|term)\s+)?TERM[^.]*?"
        rf"\b(?:{WE}\s+(?:\w+\s+){{0,2}}(?:mean|imply|claim|make\s+no|have\s+(?:[^.]{{1,40}}\s)?in\s+mind|thinking\s+of)"
        r"|(?:shorthand|substitute|(?:please|should|may|can)\s+(?:read|think)|(?:manner|way|figure)\s+of\s+spe\w+)\b)"
    ),
    (
        r"\b(?:when|whenever|where|wherever)\s+(?:the\s+(?:word|term)\s+)?TERM\s+(?:comes\s+up|appears|occurs|is\s+(?:used|mentioned))\b"
        r"[^.]*?,\s*(?:it|this|that)\s+(?:\w+\s+)?(?:names|means|refers\s+to|stands\s+for|is|denotes)\b"
    ),
    (
        rf"\b{WE}\s+{_DO}(?:(?:use|using|take)\s+(?:the\s+)?(?:word|term|notion|concept\s+of)"
        r"|(?:understand|define|reserve)(?:\s+the)?(?:\s+(?:word|term|notion|concept\s+of))?)\s+"
        rf"TERM[^.]*?\b(?:to\s+mean|to\s+refer|to\s+denote|to\s+be|for|as|the\s+way|{_SENSE})\b"
    ),
    (
        rf"\b{WE}\s+{_DO}(?:use|using|take|write|say)\s+"
        # In quotation marks it is the word that is used; otherwise it may be the thing, to some end.
        rf"(?:[\"\u201c\u2018*_]+{HERE}[^.]*?\b(?:for|as|to\s+(?:mean|refer|denote|be)|{_SENSE})\b"
        rf"|TERM[^.]*?\b(?:(?:for|as)\s+{_NO_USE}{_KIND}|to\s+(?:mean|refer|denote|be)|{_SENSE})\b)"
    ),
    (
        rf"\b(?:{WE}|let\s+(?:us|me))\s+{_DO}(?:call|say)\b[^.]{{1,80}}?\bTERM\s+"
        r"(?:only\s+)?(?:if|when|iff|exactly|just in case)\b"
    ),
    # We call anything that plans an agent; let an agent be anything that plans.
    rf"\b{WE}\s+{_DO}call\s+(?:an?|any|anything|something|whatever|whoever|those|the)\s[^.]{{1,120}}?\sTERM{_ENDS}",
    rf"\blet\s+TERM\s+(?:(?:mean|denote|stand\s+for|refer\s+to)\b|be\s+{_KIND}\b)",
    r"\b(?:is|are|be)\s+TERM\s+(?:iff|if\s+and\s+only\s+if|just\s+in\s+case)\b",
    r"\bcounts?\s+as\s+TERM\s+(?:only\s+)?(?:if|when|iff)\b",
    r"\bto\s+be\s+TERM\s+is\s+to\b",
    r"\bwhat\s+makes\s+(?:\w+\s+){1,3}TERM\s+is\b",
    # A situation that we refer to as mesa-optimization; a model, which we will call a mesa-optimizer.
    rf"\b(?:which|that|what|situations?|systems?|models?|kinds?|forms?|(?:such|these|those)(?:\s+\w+)?)\s+{WE}\s+(?:\w+\s+)?(?:call|term|dub|refer\s+to\s+as|name)\s+TERM{_ENDS}",
    # To define a reward function is an engineer's work; to define agents first, or the word itself, is a definition.
    (
        r"(?<!\bnobody has )(?<!\bsome )(?<!\bothers )(?<!\bmistake to )(?<!\bwrong to )(?<!\bnot )(?<!n['\u2019]t )"
        r"\bdefin(?:e|es|ed|ing)\s+TERM\s*(?:first|as|to\s+(?:be|mean)|[:,(]|$)"
    ),
    r"\bTERM\s+(?:is|are|(?:will|shall|should|is\s+to|are\s+to)\s+be)\s+(?:here\s+)?(?:defined|understood)\s+(?:as|to)\b",
    # Not: interrupting an agent means …
    rf"{_FIRST}TERM\s+(?:here\s+)?(?:refers?\s+to|denotes|stands\s+for|is\s+short\s+for)\b",
    # More reward means that …, the arrival of agents means trouble: what follows from something.
    rf"(?:^|[.,;:()\u2014\u2013]\s*|\b(?:that|here)\s+)\W*(?:(?!{_QUANTITY}\b)\w+\s+)?TERM\s+(?:here\s+|will\s+|shall\s+|is\s+to\s+)?means?\b(?!\s+that\b)",
    rf"\bthe\s+(?:word|term)\s+TERM\s+{_SAID}(?:used|reserved|meant|names|means|refers|describes|denotes|stands\s+for)\b",
    # What the word does not say.
    rf"\b(?:my|our)\s+use\s+of\s+(?:the\s+(?:word|term)\s+TERM|[\"\u201c\u2018]{HERE})",
    (
        r"\bthe\s+(?:word|term|name|label)\s+TERM\s+(?:\w+\s+){0,3}?"
        r"(?:carry|carries|imply|implies|presuppose|presupposes|commit|commits|suggest|suggests)\b"
    ),
    r"\binto\s+the\s+(?:word|term)\s+TERM",
    (
        r"\b(?:calling|to\s+call)\s+(?:[\w'\u2019-]+\s+){1,4}TERM,?\s+"
        rf"(?:(?:does|is|need)\s+not|(?:does|is|need)n['\u2019]t|says\s+nothing|{WE}\s+(?:\w+\s+)?mean)\b"
    ),
    rf"[\"\u201c\u2018]{HERE}{_CLOSE}\s+{_SAID}(?:used|reserved|meant)\s+(?:for|of|to\s+mean)\b",
    rf"\b{WE}\s+(?:\w+\s+)?(?:follow|adopt|use)\s+(?:the\s+|\w+['\u2019]s\s+|my\s+)?(?:own\s+|usual\s+)?definition\b[^.]*\bTERM",
    (
        rf"\b{WE}\s+{_DO}use\s+(?:the\s+(?:word|term)\s+)?[\"'\u201c\u2018*_]*{HERE}{_CLOSE}\s+without\s+(?:any\s+|a\s+)?"
        r"(?:commit\w*|claim\w*|imply\w*|implic\w*|suggest\w*|presuppos\w*|assum\w*|connot\w*)"
    ),
    rf"\bTERM\s+{_SAID}(?:meant|understood|read|used)\s+(?:(?:here|throughout|only|always)\s+)?{_SENSE}",
    rf"\bTERM\s+(?:is|are)(?:\s+not|n['\u2019]t)?\s+(?:being\s+)?(?:treated|taken|thought\s+of|understood|read)\s+(?:{_HERE}|throughout)\s+as\b",
    rf"\b{WE}\s+(?:\w+\s+)?(?:mean|intend)\s+(?:the\s+(?:word|term)\s+)?TERM\s+{_SENSE}",
    (
        rf"\b(?:{_HERE}|{_FIELD}|{_FROM_HERE}|(?:formally|technically|mathematically)),?\s+TERM\s+(?:names?|(?:just|simply|only|merely)\s+means?"
        rf"|(?:is|are)\s+(?:simply\s+|just\s+|basically\s+)?{_KIND})\b"
    ),
    (
        rf"\bTERM\s+(?:names?|(?:is|are),?)\s+(?:here|in what follows|throughout|in this {TEXT}),?\s+"
        r"(?!(?:to|and|but|so|or|now|already|today)\b)"
    ),
    rf"\bTERM,?\s+{_HERE},?\s+(?:is|are|means?|need|needs|needn['\u2019]t|(?:does|do)\s+not|(?:does|do)n['\u2019]t)\b",
    rf"\b(?:read\s+TERM|(?:take|understand|treat|think\s+of)\s+[\"\u201c\u2018*_]+{HERE}{_CLOSE})\s+(?:as|to\s+be|to\s+mean)\b",
    rf"\bTERM,?\s+{_FIELD},?\s+(?:is|are)\s+(?:simply\s+|just\s+|only\s+)?{_KIND}\b",
    r"\ban?\s+(?:note|word|remark|caveat|comment)\s+(?:on|about)\s+(?:the\s+(?:word|term)\s+)?TERM\s*[:\u2014\u2013]",
    rf"\b(?:terminology|definitions?)\s*[:\u2014\u2013][^.:]*\bTERM\s+(?:is|are|means?)\s+{_SAID}{_KIND}\b",
    rf"\bTERM\s+(?:names?|(?:is|are))\s+{_KIND}\s[^.]*\b(?:in what follows|throughout|in this {TEXT})\b",
    r"\bTERM,?\s+\(?as (?:(?:i|we) (?:\w+\s+)?(?:use|define)|(?:the (?:word|term)|it) is (?:used|meant|understood))\b",
)
"""The author fixes a meaning: by *agent* I mean; we define agents as; in this essay an agent is whatever."""
_OTHER = r"(?:not|never|rather\s+than|as\s+opposed\s+to|instead\s+of|no)"
"""What stands between what a thing is and what it is not."""
_NOT_SO = r"(?!like\s+(?:that|this|it)\b)"
"""*Something like that* leaves open what it is."""
GLOSS = any_of(
    # What is called reward hacking is another thing than reward.
    rf"\b(?<!so-)(?<!so )(?:called|termed|known as|dubbed|referred to as)\s+TERM{_ENDS}",
    # A gloss: agents, i.e. whatever moves; an agent (a program that moves); reward, a number that …
    r"\bTERM,?\s+\(?(?:in the sense of|in the sense that|as defined)\b",
    (
        r"\bTERM(?:\s+i\.e\.|(?:,|\s+\(|\s*[\u2014\u2013])\s*(?:i\.e\.|that is|namely|in other words)),?\s+"
        rf"(?:{_KIND}|the|(?:\w+\s+){{0,2}}\w+s\s+(?:that|which|who|with|without|of|in|from|for))\b"
    ),
    rf"\bTERM(?:,|\s+\()\s*(?:by\s+which\s+{WE}\s+(?:\w+\s+)?mean|(?:here\s+)?understood\s+as|meaning)\b",
    rf"\bwhat\s+(?!(?:i|we|they|you)\b)(?:the\s+)?\w+\s+calls?\s+TERM{_ENDS}",
    rf"\bTERM\s+\({_KIND}\s(?!of\b|la\b)[^)]*\)",
    rf"\bTERM\s+\((?:an?|the|any|just|only|simply)\s(?![^.)]*\bones?\b)[^.)]*,\s+(?:and\s+)?{_OTHER}\b[^)]*\)",
    # Of many, where nothing before it may be what is explained: agents — systems that plan — are.
    rf"^\W*{HERE}{_CLOSE}\s*[\u2014\u2013]\s*(?:\w+\s+){{0,2}}\w+s\s+(?:that|which|who|with|without)\b[^.]*[\u2014\u2013]",
    rf"\bTERM\s*(?:,|\u2014|\u2013)\s*(?:an?|any|something|whatever)\s{_NOT_SO}[^,.;]*\b(?:that|which|who|whose)\b",
    # An agent — a program able to move; a policy, or things to do when.
    rf"\bTERM\s*[\u2014\u2013]\s*(?:an?|any|something|whatever)\s+{_NOT_SO}(?!(?:\w+\s+)?(?:lots?|bit|few|years?|months?|weeks?|days?|decades?|moments?|while)\b)\w",
    r"\bTERM,\s+or\s+(?:rather\s+)?(?:things?|something|whatever|what)\s+(?!(?:like|close|similar|near|else)\b)",
    # The sentence of a glossary: a mesa-optimizer is a learned algorithm that is itself an optimizer.
    (
        rf"^\W*(?:an?\s+)?{HERE}\W*\s+(?:is|are)\s+(?:simply\s+|just\s+|basically\s+)?(?:an?|any)\s"
        r"[^.]*?\b(?:that|which|who|whose)\b"
    ),
)
"""A meaning in passing: called an agent; agents, i.e. whatever; an agent is a program that."""
OF_ONE = any_of(
    rf"{HERE}{_CLOSE}\s*[,\u2014\u2013]\s*(?:an?|something)\s"
    r"(?!(?:\w+\s+)?(?:kinds?|types?|sorts?|class|category|family|forms?|set|group|subset|species)\b)"
)
"""An explanation of a single thing; behind a plural it comments on the sentence: *they build agents, a bold step*."""
_WHAT_IT_IS = r"(?:an?|the|any|just|simply|merely|only|nothing)"
IDENTITY = re.compile(
    rf"\W*(?:(?:\w+ly|so|again|in\s+short|in\s+other\s+words|to\s+be\s+clear),?\s+|(?:recall|remember|note)\s+that\s+)?"
    rf"an?\s+[\"'\u201c\u2018*_]*{HERE}{_CLOSE}\s+"
    rf"(?:is\s+{_WHAT_IT_IS}\s[^.]*?,\s+(?:and\s+)?(?:not|rather\s+than|as\s+opposed\s+to)\s+(?:an?|the|any)\b"
    rf"|(?:is\s+{_WHAT_IT_IS}|(?!is\b)\w+s)\s[^.]*\.\s+(?:it|that|this)\b[^.]{{0,60}}?"
    r"(?:\b(?:is|does)\s+not|\b(?:is|does)n['\u2019]t|\bis\s+no|\bnothing\s+to\s+do)\s+"
    r"(?:an?|the(?!\s+(?:only|first|last)\b)|any|what|with|\w+ing|say|mean|tell)\b)",
    re.IGNORECASE,
)
"""What the term is in general and, in the same sentence or the next, what it is not."""
HEADS = re.compile(
    r"(?:[\W\d]|\bQ\b)*(?:definition\s*[\d.]*\W*)?"
    r"(?:(?:\w+:\s+)?(?:(?:so|and|but|well|then),?\s+)?what(?:\s+(?:is|are)|['\u2019]s)\s+(?:meant\s+by\s+)?|(?:\w+:\s+)?(?:(?:so|and|but|well|then),?\s+)?what\s+do(?:es)?\s+(?:i|we|you)\s+mean\s+by\s+|(?:on|defining)\s+)?"
    r"(?:\b(?:an?|the(?:\s+(?:word|term))?)\s+)?\W*",
    re.IGNORECASE,
)
"""What may stand before a term that is the head of an entry: ``Definition 2 (``, ``What is``."""
_ADDED = rf"(?:\s+\((?!{_KIND}\s)[^)]{{1,60}}\))?(?:,?\s+(?:as\s+(?:\w+\s+)?(?:used|meant)\s+here|{_HERE}|n\.|noun))?"
ALONE = re.compile(rf"[\"'\u201d\u2019*_]*{_ADDED}\W*", re.IGNORECASE)
"""What may stand after a term that is a heading, or all of a cell: ``(noun)``."""
ENTRY = re.compile(r"[.;:]\s+\W*$")
"""What stands before another entry in a paragraph."""
EQUALS = re.compile(r"[\"\u201d\u2019]?\s*:?=\s")
"""What makes a term the head of an entry without any markup."""
LABELLED = re.compile(
    rf"(?:\(s\))?[\"'\u201d\u2019)*_]*(?:\s+x\b)?{_ADDED},?"
    r"(?:\s*(?::=|[:=.\u2261\u00b7\u2014\u2013\u2192])|\s-{1,2}(?=\s)|(?<=n\.))[\s)*_]*",
    re.IGNORECASE,
)
"""What separates the head of an entry from its explanation: ``Agent (noun): …``, ``**Agent.** …``, ``Agent = …``."""
PREFACE = re.compile(
    rf"\W*(?:\w+:\s+)?(?:(?:an?\s+|the\s+)?{HERE}\W*\s(?:is|are|means|refers\s+to)\s+)?"
    rf"(?:(?:i\.e\.|that\s+is|namely|meaning|in\s+other\s+words|roughly|loosely|broadly|{_HERE}|as\s+in\s+\w+)[\s,:]+){{0,2}}"
    r"(?:(?:(?:these|this|they|it)\s+(?:is|are)|in\s+the\s+sense\s+of"
    r"|(?:the\s+(?:word|term|name)\s+)?(?:(?:(?:is|are)\s+)?(?:used|reserved)\s+for|refers?\s+to|stands?\s+for|means|marks|names|denotes)"
    rf"|(?:by\s+(?:this|that)\s+)?{WE}\s+{_DO}(?:mean|use\s+(?:it|this|the\s+(?:word|term))\s+(?:for|as|to\s+mean)))[\s,:]+)?"
    r"(?:(?:just|simply|merely|only|basically|essentially)\s+)?",
    re.IGNORECASE,
)
"""The beginning of an explanation, before its phrase: *that is*, *I use it for*, *an agent is just*."""
ADDED = re.compile(
    r"[;(]|,\s+(?:no|not|nothing|with|without|whether|whatever|as|that\s+is)\b|,\s+(?:i\.e|e\.g)\.", re.IGNORECASE
)
"""What an explanation may add to its phrase: *a role in the loop, no goals implied*."""
GOES_ON = any_of(
    r"^\W*(?:they|this|no|none|nothing|whether|compare|contrast|unlike|conversely|(?:by|in)\s+contrast)\b",
    r"\b(?:it|them|these|such|ones?)\b",
    # What is denied of the term, or by a verb alone: a reflex is not.
    rf"TERM\b[^.]*{NOT}|{NOT}[^.]*TERM",
    rf"{NOT}\W*$|{NOT}\s+(?:\w+\s+)?(?:enough|suffice|sufficient|required|needed|necessary|count|qualify|implied|intended|meant)\b",
    # Talk about the word, and about others.
    r"\b(?:readings?|senses?|meanings?|usages?)\b",
    rf"\b{WE}\s+(?:shall\s+|will\s+|would\s+)?(?:say|write|call|speak\s+of)\b",
)
"""A sentence that continues the definition before it: *It need not have goals*; *a reflex doesn't count*."""
POINTS_BACK = re.compile(r"\W*(?:these|those|such|this|that)\b", re.IGNORECASE)
"""The beginning of a definition that points back to the sentence before: *Such systems we call agents*."""
_LONGER = rf"{HERE}(?:[\s-]+\w+){{1,2}}"
NAMED = any_of(
    rf"\b(?:by|with)\s+(?:[\w'\u2019\"\u201c-]+\s+){{0,2}}{_LONGER}\W+(?:here\s+)?{WE}\s+(?:\w+\s+)?(?:mean|refer)\b",
    (
        rf"^\W*(?:an?\s+|the\s+)?{_LONGER}\W*(?:,[^,]{{1,60}},|\([^)]{{1,80}}\))?"
        r"\s+(?:refers?\s+to|occurs?\s+when|happens?\s+when|is\s+(?:when|where)|means|denotes)\b"
    ),
    # The entry of a list: Reward hacking: when …; and a gloss: reward hacking (finding ways to …).
    rf"^\W*(?:\w+\s+)?{_LONGER}\W*(?:\([^)]*\)\W*)?:\W*(?:when|where|in\s+which|this\s+(?:is|means)|{_KIND})\b",
    rf"{_LONGER}\s+\((?:\w+ly\s+)?(?:(?!using|including|depending)\w+ing|when|where|that\s+is|i\.e\.,?)\s[^)]*\)",
)
"""The definition of a longer name that the term is part of: *Reward hacking occurs when*."""
INTRODUCED = re.compile(
    rf"^\s*(?:x\s+)?(?:\([^)]*\)\s*)?(?:is|are)\s+(?:{_KIND}|those|when|where|simply|just)\b", re.IGNORECASE
)
"""What follows a term in bold or italics where it is introduced."""
SENSE = any_of(
    (
        r"\bin (?:the|an?) (?:rl|reinforcement[- ]learning|textbook|technical|formal|game-theoretic|everyday|strict"
        r"|loose|broad|narrow|thin|weak|minimal|relevant|usual|ordinary|intended)\s+sense"
    ),
    r"\bin\s+(?:[A-Z]\w+\s+and\s+)?[A-Z]\w+['\u2019]s?\s+sense\b",  # Dennett's
    r"(?<=[\w,] )in\s+(?:this|my|our)\s+sense\b",
    r"\b(?:not|never)\s+in the sense\b",
    (
        r"\bno(?:thing)?\s+(?:claim|planning|goals?|foresight|motive|intent|ambitions?)\b"
        r"[^.]{0,40}\b(?:implied|meant|intended|assumed|ascribed)\b"
    ),
    r"\b(?:loosely|strictly)\s+speaking\b",
)
"""Which sense of the word is meant."""
_ONLY = r"(?:(?:only|merely|just|simply)\s+)?"
INTENDED = any_of(
    rf"\b(?:mean|meant|intend|intended)\s+TERM\s+{_ONLY}as\b",
    rf"\bTERM\s+(?:is|are|was|were)\s+{_ONLY}(?:meant|intended)\s+{_ONLY}as\b",
)
"""What a thing is meant for by those who made it: they meant the reward as a measure."""
PUT_ASIDE = any_of(rf"\b(?:instead|in place)\s+of\s+(?:[\w'\u2019-]+\s+){{0,2}}{HERE}")
"""What something else replaces: *instead of rational agents*."""
_ONE_OF_THEM = r"(?:former|latter|first|second|third)(?:\s+(?:one|sense|reading|meaning))?"
CHOSEN = re.compile(
    r"\b(?:i|we)(?:['\u2019](?:ll|m|re))?\s+(?:\w+\s+){0,2}(?:mean|use|intend|take|adopt|have|choose|pick|follow|(?:talk|speak)\s+(?:only\s+)?(?:of|about)"
    r"|(?:stick|sticking|keep|go|going|stay)\s+(?:to|with))\b"
    rf"[^.]{{0,60}}\b(?:(?:the|its)\s+(?:{_ONE_OF_THEM}|\w+\s+(?:one|sense|reading|meaning))|in\s+sense\s+\W?\w)\b"
    rf"|\b(?:used|meant|intended)\s+(?:\w+\s+)?in\s+(?:(?:the|its)\s+{_ONE_OF_THEM}|sense\s+\W?\w)\b"
    r"|\b(?:i|we)\s+(?:(?:only|always|ever|just)\s+){1,2}mean\b"
    rf"|\b(?:it['\u2019]s|it\s+is)\s+(?:always\s+)?the\s+{_ONE_OF_THEM}\b(?=\W*$)"
    rf"|\bthe\s+{_ONE_OF_THEM}\s+is\s+(?:\w+\s+)?(?:meant|intended|what\s+{WE}\s+(?:\w+\s+)?mean)\b",
    re.IGNORECASE,
)
"""Which of several readings the author chooses: *I use it in the second sense*; *we always intend the former*."""
ASKED = any_of(
    # What is an agent, and …? What is the reward? asks for a number.
    rf"^\W*(?:Q\W+)?what\s+(?:exactly\s+|even\s+)?(?:is|are|counts\s+as)\s+(?:an?\s+)?[\"'\u201c\u2018*_]*{HERE}(?=\W*(?:\?|,|$|\s+and\b))",
    r"\bwhat\s+it\s+means\s+(?:for\s+(?:\w+\s+){1,4})?to\s+be\s+TERM",
    # To define for the reader what an agent is; and not: what an agent is allowed to do.
    r"\b(?:defin|explain)(?:es?|s|ing)?\s+(?:(?:for|to)\s+(?:\w+\s+){1,3})?what\s+TERM\s+(?:is|are)"
    r"(?=\s*(?:$|[^\w\s])|\s+(?:and|or|if|when|before|here|first)\b)",
    # There are many names for this, such as …
    (
        r"(?<!\bin )(?<!\bin other )\b(?:names|terms|words|labels|phrases)\b"
        rf"[^.]{{0,120}}\b(?:such\s+as|like|including)\s[^.]*{HERE}"
    ),
)
"""Talk about the word: what it means, or which other names there are."""
