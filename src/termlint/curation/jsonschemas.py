"""JSON Schemas of the YAML files, for editors: made from the same tables that the files are read by.

They say what stands in one file. What only several files tell together is for `termlint glossary validate`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from termlint.glossaries import conditions, entries, lexicon, ruleentries, sharedstakes
from termlint.glossaries.entries import MAX_INLINE, MAX_SHORT
from termlint.nodes.schema import either_shape, shape_of, shaped
from termlint.reading import predicates

if TYPE_CHECKING:
    from collections.abc import Mapping

    from termlint.nodes.schema import Shape, Sheet
    from termlint.nodes.yamltext import Node
    from termlint.reading.predicates import Forms

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLES = {
    "term": "A term of a termlint glossary",
    "sources": "The sources of a termlint glossary",
    "domains": "The domains of a termlint glossary",
    "meta": "Facts about a termlint glossary",
    "published": "The ids that the website of a termlint glossary has shown",
    "rules": "The cues and rules of a term",
    "lexicon": "The word lists of termlint rules",
    "stakes": "The stakes that the terms of termlint rules share",
    "words": "What single words weigh in the stakes of termlint rules",
}
WORDS: Mapping[Forms, str] = {
    "verbs": "all their forms are meant",
    "nouns": "singular and plural are meant",
    "words": "as they are written",
}

HELP = {
    "term": "The lemma, for which the file is named.",
    "forms": "The written forms, found in any case; a hyphen and a space are the same.",
    "shares": "The forms that another term has, too; a term in the same folder must list them as well.",
    "summary": "Why the word misleads, in a few sentences of Markdown.",
    "senses": "The concepts that the term can name.",
    "label": "The sense's name, unique in the glossary.",
    "short": f"What it is, in at most {MAX_SHORT} characters, with no article in front and no full stop at the end.",
    "definition": "What it is, in Markdown; [[policy.mapping]] links to a sense.",
    "domain": "The field, by its id in domains.yaml.",
    "source": "A source, by its id in sources.yaml.",
    "locator": "The place in the source: a section, a page, a heading.",
    "relations": "Links to other senses.",
    "to": "The other sense, by its full id: agent.role.",
    "note": "What the difference is, in one sentence; a contrast needs one.",
    "conflations": "Pairs of senses that readers confuse.",
    "claims_less": "The sense that --fix takes if the words do not decide: its caveat only says what is not claimed.",
    "why": "Why the one is taken for the other, and what goes wrong then.",
    "situation": "A concrete situation in which one reading is true and the other false.",
    "caveats": "For each of the two senses, what an author who means it can add.",
    "inline": f"At most {MAX_INLINE} words, for parentheses after the mention.",
    "footnote": "One or two sentences.",
    "aside": "A short block of its own.",
    "examples": "Short drafts, each a test.",
    "report": "The rule that must report it.",
    "pass": "Why nothing may be reported.",
    "sense": "The sense in which the first mention is read.",
    "todo": "Which of the expectations are not met yet.",
    "instead": "Whether this file replaces what earlier folders say about the term.",
    "off_domain": "The senses of other fields, for which nothing is reported.",
    "silent": "Where this holds, nothing is reported.",
    "tells_apart": "For each conflation, the words by which a definition or a contrast tells its two senses apart.",
    "denied_outright": 'For each conflation, those of these words that a denial must deny outright: "no goals".',
    "claims_more": "For each conflation, where more is claimed than the sense that claims less allows.",
    "cues": "What speaks for a sense.",
    "draft_words": "For each sense, words that speak for it, the more so the more often they occur in the draft.",
    "stakes": "What makes more depend on the sense, or less with a negative weight; common for those of stakes.yaml.",
    "more": "What makes more depend on the sense.",
    "less": "What makes less depend on the sense.",
    "rate": "Words; counted by the decimal logarithm of 1 plus their number per 1,000 words of the draft.",
    "read_as": "Senses; counted by the probability that the mention has one of them.",
    "by_term": "Weights for single terms, by the names of their files.",
    "threshold": "What the weights of the matching rule and of the stakes that hold must add up to.",
    "sure": "The sum from which a finding has its rule's level; below, it is a suggestion. By default, the threshold.",
    "together": "What the sums of the term's findings in a draft must come to together. By default, the threshold.",
    "rules": "The constructions in which a conflation bites.",
    "message": "What will be misread, in one sentence.",
    "others": "Further conflations, each with its message: the one whose senses are likeliest is named.",
    "when": "The condition that must hold.",
    "unless": "The condition that must not.",
    "weight": "In nats for a cue and a stake: 1 makes a sense 2.7 times as likely.",
    "renamed": "What has a new name: the old id and the new one.",
}
"""What an editor shows at a key."""


def files() -> Mapping[str, str]:
    """The text of each schema by the name of its file."""
    return {f"{name}.schema.json": _text(name, shape) for name, shape in _shapes().items()}


def _shapes() -> dict[str, Shape]:
    kinds = {
        "term": entries.TERM,
        **entries.SHARED,
        "rules": ruleentries.kind(_condition, _word_list),
        "stakes": sharedstakes.file_kind(_condition, _word_list),
        "words": sharedstakes.WORDS,
    }
    shapes = {name: shape_of(kind) for name, kind in kinds.items()}
    for name in ("rules", "stakes"):
        shapes[name]["$defs"] = {"condition": _conditions(), "words": _words()}
    shapes["lexicon"] = _lexicon()
    return shapes


def _text(name: str, shape: Shape) -> str:
    _explain(shape)
    whole = {"$schema": DIALECT, "title": TITLES[name], **shape}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _explain(shape: object) -> None:
    """Add what an editor shows to each key, wherever it is."""
    if isinstance(shape, list):
        for part in shape:
            _explain(part)
    if not isinstance(shape, dict):
        return
    for name, part in shape.get("properties", {}).items():
        if name in HELP:
            part.setdefault("description", HELP[name])
    for part in shape.values():
        _explain(part)


def _condition(node: Node, sheet: Sheet) -> object:
    """Stands for a condition, which `conditions` reads; only its shape is asked for here."""
    raise NotImplementedError(node, sheet)


def _word_list(node: Node, sheet: Sheet) -> object:
    """Stands for a list of words, which `lexicon` reads."""
    raise NotImplementedError(node, sheet)


shaped(_condition, lambda: {"$ref": "#/$defs/condition"})
shaped(_word_list, lambda: {"$ref": "#/$defs/words"})


def _conditions() -> Shape:
    """A condition: predicates with their arguments, and quantifiers over conditions."""
    several = either_shape(shape_of(_condition))
    quantifiers = conditions.QUANTIFIERS
    properties = {name: {**several, "description": f"{name.capitalize()} of these must hold."} for name in quantifiers}
    for name, predicate in predicates.PREDICATES.items():
        description = (predicate.ask.__doc__ or "").splitlines()[0]
        shape = shape_of(conditions.kind(predicate.argument, lambda _: _word_list))
        properties[name] = {**shape, "description": description}
    return {"type": "object", "properties": properties, "additionalProperties": False, "minProperties": 1}


def _words() -> Shape:
    return either_shape({"type": "string", "pattern": r"\S"})


def _lexicon() -> Shape:
    """Lists of words by name: as they are written, or with their forms."""
    words = {"type": "array", "items": {"type": "string", "pattern": r"\S"}, "minItems": 1}
    forms = {name: {**_words(), "description": f"Words: {meaning}."} for name, meaning in WORDS.items()}
    inflected = {"type": "object", "properties": forms, "additionalProperties": False, "minProperties": 1}
    return {
        "type": "object",
        "additionalProperties": {"anyOf": [words, inflected]},
        "propertyNames": {"pattern": f"^{lexicon.NAME.pattern}$"},
    }
