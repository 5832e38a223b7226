"""Every example of the glossary and of the rules does what it says, or is listed as one that does not do it yet."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from termlint.curation import examples, trials
from termlint.glossaries import data, rules

if TYPE_CHECKING:
    from termlint.vocabulary import Example

GLOSSARY, RULESET = data.load(data.Folders())
LINTER = trials.linter(GLOSSARY, RULESET)
ALL = list(examples.written(GLOSSARY, RULESET))


def name(term: str, example: Example) -> str:
    return f"{term}:{example.origin.line}"


@pytest.mark.parametrize(("term", "example"), ALL, ids=[name(*each) for each in ALL])
def test_example(term: str, example: Example) -> None:
    for outcome in examples.run(LINTER, term, example):
        if outcome.kind in example.todo:
            assert not outcome.met, f"{example.origin}: {outcome.kind} is met now: take it off the example's todo"
        else:
            assert outcome.met, f"{example.origin}: {outcome.kind} expected, got {outcome.got}: {example.text}"


def test_examples_name_rules_that_exist() -> None:
    assert rules.check(GLOSSARY, RULESET) == ()


_ONE = re.compile(r"(here )?an? (system|AI)\b")
_IT = re.compile(r"(?!.*\b(the|an?|any|one|every|each|software|written|what)\b.*\bits?\b).*\bits?\b")


def test_no_inline_caveat_speaks_of_one_thing_after_a_plural() -> None:
    """*Agents (a system that …)*, *agents (… its goals)*: the pronoun needs something in the caveat to stand for."""
    inline = [text.inline for each in GLOSSARY.conflations() for text in each.caveats.values()]
    assert [text for text in inline if _ONE.match(text) or _IT.match(text)] == []


def test_callouts_on_two_pairs_of_a_term_have_titles_of_their_own() -> None:
    for term in GLOSSARY.terms.values():
        titles = Counter(
            title
            for each in term.conflations
            for title in {text.aside.partition("**")[2].partition("**")[0] for text in each.caveats.values()}
        )
        assert [title for title, count in titles.items() if count > 1] == []


def test_every_conflation_has_three_reports_and_five_passes() -> None:
    conflation_of = {rule.id: rule.conflation for rule in RULESET.rules()}
    reports = Counter(e.conflation or conflation_of[e.report] for _, e in ALL if e.report)
    passes = Counter(e.conflation for _, e in ALL if e.passes)
    for conflation in GLOSSARY.conflations():
        assert reports[conflation.id] >= 3, conflation.id
        assert passes[conflation.id] >= 5, conflation.id


def test_every_sense_is_read_in_two_examples() -> None:
    read = Counter(e.sense for _, e in ALL)
    assert [sense.id for sense in GLOSSARY.senses() if read[sense.id] < 2] == []


def test_the_senses_of_a_conflation_are_in_contrast() -> None:
    told = {frozenset((sense.id, r.to)) for sense in GLOSSARY.senses() for r in sense.relations if r.type == "contrast"}
    assert [each.id for each in GLOSSARY.conflations() if frozenset(each.senses) not in told] == []


def test_what_is_inserted_is_spelt_as_in_most_drafts() -> None:
    """In American English: of alignment drafts that write either, nineteen in twenty write *behavior*."""
    british = re.compile(
        r"\w*(?:[bv]iour|vour|[bl]our\b|judgement|(?:organ|optim|general)is[aei]|(?:lab|mod)ell)\w*", re.IGNORECASE
    )
    texts = (
        (each.id, str(form)) for each in GLOSSARY.conflations() for caveat in each.caveats.values() for form in caveat
    )
    assert [(name, match[0]) for name, text in texts for match in british.finditer(text)] == []
