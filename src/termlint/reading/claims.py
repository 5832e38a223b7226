"""The kinds of claim around a mention: by the words of its sentence, and the verb and subject of its clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termlint.parsing import syntax

if TYPE_CHECKING:
    from termlint.parsing.parses import Token

_AUXILIARIES = {
    "forecast": "will wo 'll would 'd shall",
    "possibility": "can could may might",
    "obligation": "must should need ought",
}
_ANYWHERE = {
    "forecast": """expect expects expected predict predicts likely unlikely going future eventually inevitably soon
        likelihood probability""",
    "tendency": """tend tends tended usually typically generally often always default naturally inherently commonly most
        majority all every any many never""",
    "conditional": "if unless whether suppose imagine assuming assume provided",
    "causal": """because therefore thus hence so since consequently implies means leads causes due incentive incentives
        incentivizes why""",
    "comparison": "than unlike whereas while versus like as instead rather",
}
"""Words that show a kind of claim wherever they stand in the sentence."""
_KIND_OF_AUXILIARY, _KIND_OF_WORD = (
    {word: kind for kind, words in table.items() for word in words.split()} for table in (_AUXILIARIES, _ANYWHERE)
)
_LACKS = frozenset({"lack", "lacks", "lacked", "lacking", "absence", "without"})
_HARDLY = frozenset({"hardly", "scarcely", "barely"})
_NOTHING = frozenset({"nothing", "none", "nobody", "neither"})
"""Negations that the parser does not label as such: adverbs, and subjects."""
_FINITE = {"VBZ", "VBP", "VBD"}
KINDS = tuple(dict.fromkeys([*_AUXILIARIES, *_ANYWHERE, "negated", "question", "narrated", "past", "general"]))


def kinds(token: Token) -> dict[str, list[Token]]:
    """The kinds of claim that a token's sentence makes, each with the words that show it.

    Auxiliaries, negation and tense are taken from the verb that the token belongs to, the subject from its clause.
    """
    verb = syntax.clause(token)
    group = _group(token, verb)
    auxiliaries = _auxiliaries(group)
    found: dict[str, list[Token]] = {kind: [] for kind in KINDS}
    for word in auxiliaries:
        if kind := _KIND_OF_AUXILIARY.get(word.lower_):
            found[kind].append(word)
    for word in token.doc:
        if (kind := _KIND_OF_WORD.get(word.lower_)) and not _means_another(word):
            found[kind].append(word)
    found["negated"] = _negations(group)
    found["question"] = [word for word in token.doc[-2:] if word.lower_ == "?"]
    subject = syntax.subject(verb)
    if subject is not None and subject.lower_ in {"i", "we"}:
        found["narrated"] = [subject]
    tags = {group.tag_, *(auxiliary.tag_ for auxiliary in auxiliaries)}
    if "VBD" in tags:
        found["past"] = [group]
    elif tags & {"VBZ", "VBP"} and not found["narrated"]:
        found["general"] = [group]
    return {kind: words for kind, words in found.items() if words}


def _means_another(word: Token) -> bool:
    """Whether a word has another sense here: *the most able* is no tendency, *an expected return* no forecast."""
    return (word.lower_, word.tag_) == ("most", "RBS") or (word.lower_, word.dep_) == ("expected", "amod")


def denied(token: Token) -> bool:
    """Whether what a token says of something is denied: *is no agent*, *lacks goals*, *it does not mean that it plans*.

    Also *is no longer an agent*, *nothing here is an agent*, *is neither an agent nor a tool*. But a subject is not
    denied: *agents do not sleep*.
    """
    clause = syntax.clause(token)
    for above in token.ancestors:
        if above.lower_ in _LACKS and above.i < token.i:
            return True
        if above is clause:
            break
    verb = _group(token, clause)
    while not any(word.i < token.i for word in [*_negations(verb), *_other_negations(verb)]):
        if verb.dep_ not in {"ccomp", "xcomp", "relcl"}:
            return False
        verb = syntax.clause(verb.head) if verb.dep_ == "relcl" else verb.head
    return True


def _negations(verb: Token) -> list[Token]:
    """The words that negate a verb."""
    nouns = [child for child in verb.children if syntax.is_noun(child)]
    negations = [child for child in verb.children if child.dep_ == "neg"]
    return negations + [word for noun in nouns for word in noun.lefts if word.lower_ == "no"]  # "has no goals"


def _other_negations(verb: Token) -> list[Token]:
    """The words that negate a verb though the parser labels them as something else."""
    found = []
    for child in verb.children:
        longer = child.lower_ == "longer" and any(word.lower_ == "no" for word in child.children)
        nothing = child.lower_ in _NOTHING and child.dep_ in {"nsubj", "nsubjpass"}
        if longer or nothing or child.lower_ in _HARDLY:
            found.append(child)
        found += [word for word in child.children if (word.lower_, word.dep_) == ("neither", "preconj")]
    return found


def _group(token: Token, verb: Token) -> Token:
    """The verb that shows tense and negation: that of the clause, or a coordinate finite one on the way to it."""
    while token.i != verb.i:
        if token.dep_ == "conj" and (token.tag_ in _FINITE or _auxiliaries(token)):
            return token
        token = token.head
    return verb


def _auxiliaries(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ in {"aux", "auxpass"} and child.tag_ != "TO"]
