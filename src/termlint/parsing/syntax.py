"""Grammatical relations around a noun, read off a dependency parse (labels of spaCy's English models).

Every function takes and gives tokens of a `parses.Parse`; relations are logical rather than of the surface: the subject
of *is likely to seek* is the subject of *seek*, the noun before a relative clause is the subject or object of its verb,
and a passive's subject is an object.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from termlint.parsing.parses import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
RELATIVES = frozenset({"that", "which", "who", "whom", "whose"})
MODIFIERS = frozenset({"compound", "amod", "nmod", "nummod", "advmod", "npadvmod", "poss", "det", "predet", "quantmod"})
_PARTITIVES = frozenset(
    {"some", "most", "many", "all", "each", "several", "few", "any", "one", "none", "both", "half", "majority"}
)
_BE = frozenset({"is", "are", "was", "were", "be", "been"})
_CHANGES = ("turn", "transform", "convert", "develop", "evolv", "grow", "grew", "mak", "mad", "shap", "train", "morph")
# A clause hanging on these has no subject of its own where none is written: the one above it acts.
_OPEN = frozenset({"xcomp", "ccomp", "conj", "advcl", "pcomp", "acl", "acomp", "prep", "attr", "oprd"})


def is_noun(token: Token) -> bool:
    """Whether a token is tagged as a noun or proper noun."""
    return token.tag_.startswith("NN")


def is_verb(token: Token) -> bool:
    """Whether a token is tagged as a verb or modal."""
    return token.tag_.startswith(("VB", "MD"))


def written(token: Token) -> tuple[int, int]:
    """Where the word stands that a token is part of: *won't*, for the tokens *wo* and *n't*."""
    first = last = token
    while _contracted(first) and first.i > 0:
        first = token.doc[first.i - 1]
    while last.i + 1 < len(token.doc) and _contracted(token.doc[last.i + 1]):
        last = token.doc[last.i + 1]
    return first.idx, last.idx + len(last)


def _contracted(token: Token) -> bool:
    """Whether a token is the end of a contraction, such as *n't* or *'ll*; a possessive *'s* is none."""
    text = token.lower_.replace("’", "'")  # noqa: RUF001 - the apostrophe that is typed in drafts
    return text == "n't" or (token.tag_ != "POS" and len(text) > 1 and text[0] == "'")


def phrase_head(token: Token) -> Token:
    """The head of the noun phrase: *function* for the token *reward* of *the reward function*."""
    while token.dep_ in {"compound", "nmod"} and is_noun(token.head):
        token = token.head
    return token


def phrase_end(token: Token) -> Token:
    """The noun that a word in front of it belongs to: *models* for *misaligned models*.

    Hyphens join other words to it: *agents* for *reward-seeking agents*. What has an object is no noun, even if the
    parser takes it for one: *the optimizer treats every value as free*.
    """
    while token.dep_ in MODIFIERS and token.head.i > token.i and (is_noun(token.head) or _joined(token)):
        if any(child.dep_ == "dobj" for child in token.head.children):
            break
        token = token.head
    return token


def shared_head(noun: Token) -> Token:
    """The noun that a bare one shares with another: *functions* for *reward* of *reward and loss functions*.

    The parser sees the one beside the other, as in *agents and loss functions*, whose first noun is complete.
    """
    if noun.tag_ not in {"NN", "NNP"}:
        return noun
    for other in noun.rights:
        between = noun.doc[noun.i + 1 : other.i]
        bare = all(word.dep_ == "compound" and word.head is other for word in between[1:])
        if other.dep_ == "conj" and is_noun(other) and len(between) > 1 and between[0].dep_ == "cc" and bare:
            return other
    return noun


def object_after(verb: Token) -> Token | None:
    """The object behind a verb: *models* for *(we) reward models*.

    Behind another word it is the noun that this one stands in front of: *reward maximization*.
    """
    objects = (child for child in verb.children if child.dep_ == "dobj" and child.i > verb.i)
    return next((child for child in objects if is_verb(verb) or child.i == verb.i + 1), None)


def _joined(token: Token) -> bool:
    """Whether a hyphen joins a word to its head."""
    return any(child.text == "-" and child.i > token.i for child in token.head.lefts)


def first_conjunct(token: Token) -> Token:
    """The conjunct that carries the grammatical role: *return* for *reward* in *maximize return and reward*."""
    while token.dep_ == "conj":
        token = token.head
    return token


def _carrier(head: Token) -> Token:
    """The word that has a noun's role in its clause: *some* for *agents* in *some of the agents seek power*."""
    lead = first_conjunct(head)
    if lead.dep_ == "pobj" and lead.head.lower_ == "of" and lead.head.head.lower_ in _PARTITIVES:
        return first_conjunct(lead.head.head)
    return lead


def modifiers(head: Token) -> list[Token]:
    """The words in front of a noun that belong to it, modifiers of modifiers included."""
    found: list[Token] = []
    for child in head.lefts:
        if child.dep_ in MODIFIERS:
            found += [*modifiers(child), child]
    return found


def copula(head: Token) -> Token | None:
    """The word that makes a noun say what something is: *is* in *is an agent*, *as* in *treat it as an agent*.

    "There are agents" says of nothing what it is. The parser loses its way in questions ("is this network an agent?")
    and in clauses that are subjects ("whether it is an agent decides"), so that the words are looked at, too.
    """
    lead = first_conjunct(head)
    if lead.dep_ in {"attr", "oprd"}:
        return None if any(child.dep_ == "expl" for child in lead.head.children) else lead.head
    if lead.dep_ == "pobj" and (_takes_for(lead.head) or (lead.head.lower_ == "into" and _changes(lead.head.head))):
        return lead.head
    if lead.dep_ == "appos" and lead.head.dep_ == "nsubj" and lead.head.head.lower_ in _BE:
        return lead.head.head
    article = next((child for child in head.lefts if child.lower_ in {"a", "an"}), None)
    # In "it is an agent's goal" the noun of the article is another.
    if (
        article is not None
        and article.i > 0
        and head.dep_ not in MODIFIERS
        and (before := head.doc[article.i - 1]).lower_ in _BE
    ):
        return before
    return None


def _takes_for(word: Token) -> bool:
    """Whether *as* says what something is taken for: not in *such as agents*, a list, nor in *as fast as agents*."""
    if word.lower_ != "as" or (word.i > 0 and word.doc[word.i - 1].lower_ == "such"):
        return False
    return not any(child.lower_ in {"as", "so"} and child.i < word.i for child in word.head.children)


def _changes(verb: Token) -> bool:
    """Whether a verb with *into* says what something becomes: *turn into an agent*, not *put it into an agent*."""
    return verb.lower_.startswith(_CHANGES)


def own_subject(verb: Token) -> Token | None:
    """The subject that is written in the verb's own clause, if one is."""
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)


def has_subject(verb: Token) -> bool:
    """Whether a subject is written in the verb's own clause."""
    return own_subject(verb) is not None


def chain(verb: Token) -> Iterator[Token]:
    """A predicate and what shares its subject: *is*, *likely*, *seek* for *is likely to seek*."""
    yield verb
    for child in verb.children:
        if child.i < verb.i or has_subject(child):
            continue
        infinitive = child.dep_ == "advcl" and any(c.dep_ == "aux" and c.lower_ == "to" for c in child.children)
        if infinitive or child.dep_ in {"xcomp", "acomp", "oprd"} or (child.dep_ == "conj" and not is_noun(child)):
            yield from chain(child)
        elif child.dep_ == "prep":
            for inner in child.children:
                if inner.dep_ == "pcomp":
                    yield from chain(inner)


def verbs_of_subject(head: Token) -> Iterator[Token]:
    """The predicates that a noun is the logical subject of."""
    lead = _carrier(head)
    if lead.dep_ in SUBJECTS:
        for verb in (lead.head, *_resumed(lead)):
            yield from chain(verb)
    elif lead.dep_ == "dobj":  # "incentivizes agents to seek"
        for child in lead.head.children:
            if child.dep_ in {"xcomp", "ccomp"} and child.i > lead.i and not has_subject(child):
                yield from chain(child)
    elif lead.dep_ == "pobj" and lead.head.dep_ == "agent":  # "is pursued by agents"
        yield lead.head.head
    for child in head.children:
        if (child.dep_ == "relcl" and not _object_relative(child)) or (
            child.dep_ == "acl" and child.tag_ in {"VBG", "VB"}
        ):
            yield from chain(child)


def _resumed(noun: Token) -> Iterator[Token]:
    """The verbs of other clauses in which a pronoun takes a subject up: *if agents are able to, they will*."""
    pronoun = "they" if noun.tag_.endswith("S") else "it"
    verb = noun.head
    clauses = [child for child in verb.children if child.dep_ in {"advcl", "conj"} and child.i > verb.i]
    if verb.dep_ == "advcl" and verb.i < verb.head.i:
        clauses.append(verb.head)
    for predicate in clauses:
        own = own_subject(predicate)
        if own is not None and own.dep_ == "nsubj" and own.lower_ == pronoun:
            yield predicate


def verbs_of_object(head: Token) -> Iterator[tuple[Token, Token | None]]:
    """The verbs that a noun is the logical object of, each with the preposition in between, if any."""
    lead = _carrier(head)
    if lead.dep_ in {"dobj", "nsubjpass", "dative"}:
        yield lead.head, None
    elif lead.dep_ == "pobj" and lead.head.dep_ != "agent" and is_verb(lead.head.head):
        yield lead.head.head, lead.head
    elif lead.dep_ in {"npadvmod", "compound", "amod"} and is_verb(lead.head):  # "reward-maximizing"
        yield lead.head, None
    for child in head.children:
        if (child.dep_ == "relcl" and _object_relative(child)) or (child.dep_ == "acl" and child.tag_ == "VBN"):
            yield child, None


def _object_relative(verb: Token) -> bool:
    """Whether the noun before a relative clause is its object: *agents that we train*, *agents which are trained*."""
    own = own_subject(verb)
    return own is not None and (own.dep_ == "nsubjpass" or own.lower_ not in RELATIVES)


def subject(verb: Token) -> Token | None:
    """The logical subject of a predicate, found above it where its own clause has none."""
    for _ in range(12):  # deeper nesting says nothing about who acts
        own = own_subject(verb)
        if own is not None:
            return verb.head if own.lower_ in RELATIVES and verb.dep_ == "relcl" else own
        if verb.dep_ in {"acl", "relcl"} and is_noun(verb.head):
            return verb.head
        if verb.dep_ in {"xcomp", "ccomp"}:
            controller = next((c for c in verb.head.children if c.dep_ == "dobj" and c.i < verb.i), None)
            if controller is not None:
                return controller
        if verb.dep_ not in _OPEN:  # a root's is none of them
            return None
        verb = verb.head
    return None


def clause(token: Token) -> Token:
    """The predicate of the smallest clause with a subject of its own around a token, or the root."""
    verb = token
    while verb.head.i != verb.i:
        verb = verb.head
        if is_verb(verb) and has_subject(verb):
            break
    return verb


def objects_before(verb: Token) -> Iterator[Token]:
    """What a verb is done to, if it stands before it: the subject of a passive, the noun of a relative clause."""
    passive = any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children)
    if verb.dep_ == "relcl" and _object_relative(verb):  # "agents that we reward"
        yield verb.head
    elif passive or (verb.dep_ in {"acl", "advcl"} and verb.tag_ == "VBN"):  # "agents rewarded for it"
        done_to = subject(verb)
        if done_to is not None:
            yield done_to


def objects(verb: Token) -> Iterator[Token]:
    """The direct objects and complements of a verb, conjuncts included."""
    for child in verb.children:
        if child.dep_ in {"dobj", "attr", "oprd"} or (child.dep_ == "conj" and is_noun(child)):
            yield child
            yield from (c for c in child.conjuncts if is_noun(c))
