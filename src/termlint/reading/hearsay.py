"""Whether a sentence reports what somebody else says or thinks.

What a theorem or a result says is not hearsay: the author vouches for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from termlint.parsing import syntax

if TYPE_CHECKING:
    from termlint.parsing.parses import Token

ANYBODY = ("people", "researchers", "others", "readers", "many")
"""Whose opinions are reported as common ones."""
OPINIONS = ("think", "believe", "assume", "expect")
"""Verbs for their opinions."""
_PEOPLE = """he she who some most everyone someone critics critic researcher authors author experts expert scientists
    scientist philosophers philosopher engineers engineer economists economist colleagues colleague friends friend
    proponents opponents skeptics sceptics optimists pessimists advocates commentators reviewers reviewer founders
    founder team lab labs company companies paper papers report post essay article book"""
_SPEAKERS = frozenset([*ANYBODY, *_PEOPLE.split()])
_SPEECH = """say says said write writes wrote claim claims claimed argue argues argued contend contends contended
    maintain maintains maintained assert asserts asserted insist insists insisted state states stated propose proposes
    proposed"""
_THOUGHT = """thinks thought believes believed assumes assumed expects expected hold holds held worry worries worried
    fear fears feared suspect suspects suspected hope hopes hoped imagine imagines imagined"""
_SPEECH_VERBS = frozenset(_SPEECH.split())
_REPORTING = _SPEECH_VERBS | frozenset([*OPINIONS, *_THOUGHT.split()])
_THEIRS = frozenset({"his", "her", "their"})


def reported(token: Token) -> bool:
    """Whether a token is part of what somebody else is reported to say or think: *critics say that agents plan*.

    What somebody shows or notes is the author's claim as well.
    """
    return any(map(_reports, [token, *token.ancestors])) or any(map(_in_passing, token.doc))


def _reports(clause: Token) -> bool:
    """Whether a clause is what somebody else says or holds: *critics say that*, *Ann's view that agents plan*."""
    above = clause.head
    if clause.dep_ == "acl" and any(child.dep_ == "mark" for child in clause.children):
        return any(child.dep_ == "poss" and (_is_name(child) or child.lower_ in _THEIRS) for child in above.children)
    return clause.dep_ == "ccomp" and _speaks(above)


def _in_passing(word: Token) -> bool:
    """Whether a word attributes the whole sentence to somebody: *agents, critics say, plan*; *according to Ann*."""
    sources = (source for to in word.children for source in to.children if source.dep_ == "pobj")
    according = word.lower_ == "according" and any(source.lower_ in _SPEAKERS or _is_name(source) for source in sources)
    return according or (word.dep_ == "parataxis" and _speaks(word))


def _speaks(verb: Token) -> bool:
    """Whether a verb says that somebody else speaks or thinks; *they* may be things, which do not speak."""
    subject = syntax.subject(verb)
    if subject is None or verb.lower_ not in _REPORTING:
        return False
    they = subject.lower_ == "they" and verb.lower_ in _SPEECH_VERBS
    return they or subject.lower_ in _SPEAKERS or _is_name(subject)


def _is_name(noun: Token) -> bool:
    return noun.tag_.startswith("NNP")
