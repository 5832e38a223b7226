"""Every example of the glossary and of the rules does what it says, or is listed as one that does not do it yet."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from termlint.curation import examples, trials
from termlint.glossaries import data, rules
from termlint.inserting import placing

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
            assert not outcome.met, f"{example.origin}: {outcome.kind} is met now: remove it from the example's todo"
        else:
            assert outcome.met, f"{example.origin}: {outcome.kind} expected, got {outcome.got}: {example.text}"


MINDS = "The brain takes pleasure in sugar, and feels pain in fire. " * 40
"""So long that it tells what the draft is about: minds, with no word of alignment."""
MACHINES = "A machine may be moved likewise. " * 4


@pytest.mark.parametrize(
    "sentence", ["An agent wants power.", "It seeks reward.", "It is in pain while its value function decreases."]
)
def test_an_essay_on_minds_asks_what_moves_machines_as_well(sentence: str) -> None:
    *_, last = LINTER.check("draft.md", f"{MINDS}\n\n{MACHINES}\n\n{sentence}").readings
    assert last.status != "plain"


def test_what_moves_people_alone_is_no_signal_in_training() -> None:
    *_, last = LINTER.check("draft.md", f"{MINDS}\n\nIt seeks reward.").readings
    assert last.status == "plain"


CLAIMS = [
    # A sentence, the pair that its first finding names, and whether it claims more than the sense that claims less.
    ("Whatever else it does, a deployed model wants more reward.", "signal-or-target", True),
    ("A superintelligence has no other motive and will maximize reward.", "signal-or-target", True),
    ("Once reward becomes its goal, a superintelligence will seize power.", "signal-or-target", True),
    ("We want deployed models to maximize reward.", "signal-or-target", False),
    ("Deployed models will maximize reward.", "signal-or-target", False),
    ("The reward function shapes the system, whatever we want.", "specification-or-update", True),
    ("Our goals for it were lost when selection for reward set in.", "specification-or-update", True),
    ("Whatever we want, the model gets a reward for each move.", "specification-or-update", True),
    ("The reward function must match what we want.", "specification-or-update", False),
    ("The model gets the reward that we specified to match our goals.", "specification-or-update", False),
    ("Whatever its designers want, reward does not represent our goals.", "specification-or-update", True),
    ("Whatever its designers want, reward does not fully represent our goals.", "specification-or-update", False),
    ("The agent will plan to survive.", "role-or-pursuer", True),
    ("A capable agent will try to survive.", "role-or-pursuer", True),
    ("The agent will try to survive.", "role-or-pursuer", False),
    ("AI agents with goals of their own will resist whoever uses these tools.", "product-or-pursuer", True),
    ("AI agents will pursue the goals that we give them with these tools.", "product-or-pursuer", False),
    ("A policy may want to gain power.", "mapping-or-artifact", True),
    ("A policy may try to gain power.", "mapping-or-artifact", False),
    ("Deceptively aligned mesa-optimizers are a danger to humanity.", "search-or-misaligned", True),
    ("Mesa-optimizers are a danger.", "search-or-misaligned", False),
    ("A model that is inner aligned to its loss will not stop there.", "generalization-or-loss", True),
    ("Nobody can ensure inner alignment.", "generalization-or-loss", False),
    ("The inner alignment problem arises where an optimizer is learned.", "mesa-or-generalization", True),
    ("The inner alignment problem is unsolved.", "mesa-or-generalization", False),
    ("Instrumental convergence emerges in most AI systems.", "thesis-or-forecast", True),
    ("Instrumental convergence is a threat.", "thesis-or-forecast", False),
    ("A misaligned model would be incentivized to hide what it is after.", "training-or-motive", True),
    ("A model would be incentivized to flatter its raters.", "training-or-motive", False),
    ("The loss becomes its optimization target.", "scored-or-pursued", True),
    ("The score is an optimization target.", "scored-or-pursued", False),
    ("Agentic systems want things, and scheming is one of them.", "product-or-pursuit", True),
    ("Agentic systems are a matter of survival.", "product-or-pursuit", False),
    ("An AGI will seek power, which it takes for an instrumental goal.", "behavior-or-drive", True),
    ("An AGI will seek power.", "behavior-or-drive", False),
    ("Superintelligence will want to escape.", "broad-or-agent", True),
    ("Superintelligence will escape.", "broad-or-agent", False),
]


@pytest.mark.parametrize(("text", "pair", "more"), CLAIMS, ids=[text for text, *_ in CLAIMS])
def test_what_claims_more_than_the_sense_that_claims_less(text: str, pair: str, *, more: bool) -> None:
    report = LINTER.check("draft.md", text)
    finding = report.findings[0]
    reading = placing.reading_of(report.readings, finding)
    assert (finding.conflation.partition(".")[2], reading.more) == (pair, more)


def test_examples_name_rules_that_exist() -> None:
    assert rules.check(GLOSSARY, RULESET) == ()


_ONE = re.compile(r"(here )?an? (system|AI)\b")
_IT = re.compile(r"(?!.*\b(the|an?|any|one|every|each|software|written|what)\b.*\bits?\b).*\bits?\b")


def test_no_inline_caveat_speaks_of_one_thing_after_a_plural() -> None:
    """*Agents (a system that …)*, *agents (… its goals)*: the pronoun needs something in the caveat to stand for."""
    inline = [text.inline for each in GLOSSARY.conflations() for text in each.caveats.values()]
    assert [text for text in inline if _ONE.match(text) or _IT.match(text)] == []


def test_no_inline_caveat_has_a_colon() -> None:
    """Where several terms are caveated at one place, each caveat stands behind its term and a colon."""
    inline = [text.inline for each in GLOSSARY.conflations() for text in each.caveats.values()]
    assert [text for text in inline if ":" in text] == []


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


def test_what_is_inserted_and_what_an_author_types_is_spelt_as_in_most_drafts() -> None:
    """In American English: of alignment drafts that write either, nineteen in twenty write *behavior*."""
    british = re.compile(
        r"\w*(?:[bv]iour|vour|[bl]our\b|judgement|(?:organ|optim|general)is[aei]|(?:lab|mod)ell)\w*", re.IGNORECASE
    )
    texts = (
        (each.id, str(form)) for each in GLOSSARY.conflations() for caveat in each.caveats.values() for form in caveat
    )
    ids = ((each.id, each.id) for each in (*GLOSSARY.terms.values(), *GLOSSARY.senses(), *GLOSSARY.conflations()))
    assert [(name, match[0]) for name, text in (*texts, *ids) for match in british.finditer(text)] == []
