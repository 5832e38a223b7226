"""What kind of claim a clause makes, read off its verb group and its opening words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termlint import syntax

if TYPE_CHECKING:
    from spacy.tokens import Token

KINDS = ("forecast", "possibility", "obligation", "tendency", "general", "past", "question", "conditional", "causal",
         "narrated", "negated", "comparison")  # fmt: skip

_AUXILIARIES = {
    "forecast": frozenset({"will", "wo", "'ll", "would", "'d", "shall"}),
    "possibility": frozenset({"can", "could", "may", "might"}),
    "obligation": frozenset({"must", "should", "need", "ought"}),
}
_FORECASTS = frozenset({"expect", "expects", "expected", "predict", "predicts", "likely", "unlikely", "going", "future",
                        "eventually", "inevitably", "soon", "likelihood", "probability"})  # fmt: skip
_TENDENCIES = frozenset({"tend", "tends", "tended", "usually", "typically", "generally", "often", "always", "default",
                         "naturally", "inherently", "commonly", "most", "all", "every", "any", "many", "never"})  # fmt: skip
_CONDITIONS = frozenset({"if", "unless", "whether", "suppose", "imagine", "assuming", "assume", "provided", "were"})
_CAUSES = frozenset({"because", "therefore", "thus", "hence", "so", "since", "consequently", "implies", "means", "leads",
                     "causes", "due", "incentive", "incentives", "incentivizes", "why"})  # fmt: skip
_COMPARISONS = frozenset({"than", "unlike", "whereas", "while", "versus", "like", "as", "instead", "rather"})


def kinds(token: Token) -> dict[str, list[Token]]:
    """The kinds of claim that the clause around a token makes, each with the words that show it."""
    verb = syntax.clause(token)
    found = {
        kind: [c for c in verb.children if c.dep_ == "aux" and c.lower_ in words]
        for kind, words in _AUXILIARIES.items()
    }
    sentence = token.doc
    found["forecast"] += [t for t in sentence if t.lower_ in _FORECASTS]
    found["tendency"] = [t for t in sentence if t.lower_ in _TENDENCIES]
    found["conditional"] = [t for t in sentence if t.lower_ in _CONDITIONS]
    found["causal"] = [t for t in sentence if t.lower_ in _CAUSES]
    found["comparison"] = [t for t in sentence if t.lower_ in _COMPARISONS]
    found["negated"] = [c for c in verb.children if c.dep_ == "neg"]
    found["question"] = [t for t in sentence[-2:] if t.lower_ == "?"]
    subject = syntax.subject(verb)
    narrator = subject is not None and subject.lower_ in {"i", "we"}
    found["narrated"] = [subject] if subject is not None and narrator else []
    past = verb.tag_ == "VBD" or any(c.dep_ in {"aux", "auxpass"} and c.tag_ == "VBD" for c in verb.children)
    found["past"] = [verb] if past else []
    plain = verb.tag_ in {"VBZ", "VBP"} or any(
        c.dep_ in {"aux", "auxpass"} and c.tag_ in {"VBZ", "VBP"} for c in verb.children
    )
    found["general"] = [verb] if plain and not past and not narrator else []
    return {kind: words for kind, words in found.items() if words}
