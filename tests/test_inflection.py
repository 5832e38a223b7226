from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termlint.glossaries.inflection import noun_forms, verb_forms

VERBS = [
    "want wants wanted wanting",
    # doubling, and none
    "plan plans planned planning",
    "stop stops stopped stopping",
    "refer refers referred referring",
    "occur occurs occurred occurring",
    "commit commits committed committing",
    "control controls controlled controlling",
    "quiz quizzes quizzed quizzing",
    "squat squats squatted squatting",
    "offer offers offered offering",
    "visit visits visited visiting",
    "develop develops developed developing",
    "reveal reveals revealed revealing",
    "play plays played playing",
    "layer layers layered layering",
    "embed embeds embedded embedding",
    "bootstrap bootstraps bootstrapped bootstrapping",
    "eavesdrop eavesdrops eavesdropped eavesdropping",
    "fix fixes fixed fixing",
    "look looks looked looking",
    "reward rewards rewarded rewarding",
    # both sides of the Atlantic
    "model models modelled modelling modeled modeling",
    "signal signals signalled signalling signaled signaling",
    "learn learns learned learnt learning",
    "optimise optimises optimised optimising",
    "optimize optimizes optimized optimizing",
    "bias biases biased biasing biassed biassing",
    "benefit benefits benefited benefiting benefitted benefitting",
    # a final e, y or c; sibilants
    "pursue pursues pursued pursuing",
    "scheme schemes schemed scheming",
    "agree agrees agreed agreeing",
    "free frees freed freeing",
    "dye dyes dyed dyeing",
    "die dies died dying",
    "lie lies lied lying",
    "try tries tried trying",
    "obey obeys obeyed obeying",
    "panic panics panicked panicking",
    "sync syncs synced syncing",
    "wish wishes wished wishing",
    "reach reaches reached reaching",
    "process processes processed processing",
    "go goes went gone going",
    "veto vetoes vetoed vetoing",
    # irregular
    "be am is are was were been being",
    "have has had having",
    "do does did done doing",
    "can could",
    "shall should",
    "seek seeks sought seeking",
    "think thinks thought thinking",
    "choose chooses chose chosen choosing",
    "get gets got gotten getting",
    "give gives gave given giving",
    "make makes made making",
    "know knows knew known knowing",
    "mean means meant meaning",
    "build builds built building",
    "write writes wrote written writing",
    "draw draws drew drawn drawing",
    "win wins won winning",
    "begin begins began begun beginning",
    "steal steals stole stolen stealing",
    "fight fights fought fighting",
    "set sets setting",
    "overfit overfits overfitted overfitting",
    "understand understands understood understanding",
    "rewrite rewrites rewrote rewritten rewriting",
    "misunderstand misunderstands misunderstood misunderstanding",
    "jailbreak jailbreaks jailbroke jailbroken jailbreaking",
    "interweave interweaves interwove interwoven interweaving",
    "typeset typesets typesetting",
    "mislead misleads misled misleading",
    "relay relays relayed relaying",
    "fine-tune fine-tunes fine-tuned fine-tuning",
    "hard-code hard-codes hard-coded hard-coding",
]


@pytest.mark.parametrize("forms", VERBS, ids=lambda forms: forms.split()[0])
def test_a_verb_has_exactly_these_forms(forms: str) -> None:
    assert verb_forms(forms.split(maxsplit=1)[0]) == set(forms.split())


NOUNS = [
    "goal goals",
    "policy policies",
    "day days",
    "survey surveys",
    "envoy envoys",
    "loss losses",
    "box boxes",
    "wish wishes",
    "bus buses",
    "quiz quizzes",
    "hero heroes",
    "video videos",
    "belief beliefs",
    "life lives",
    "self selves",
    "wolf wolves",
    "hypothesis hypotheses",
    "analysis analyses",
    "meta-analysis meta-analyses",
    "criterion criteria",
    "matrix matrices",
    "simulacrum simulacra",
    "index indices indexes",
    "optimum optima optimums",
    "person people persons",
    "child children",
    "man men",
    "chairwoman chairwomen",
    "human humans",
    "series",
    "means",
    "off-switch off-switches",
    "mesa-optimizer mesa-optimizers",
]


@pytest.mark.parametrize("forms", NOUNS, ids=lambda forms: forms.split()[0])
def test_a_noun_has_exactly_these_forms(forms: str) -> None:
    assert noun_forms(forms.split(maxsplit=1)[0]) == set(forms.split())


def test_a_phrase_is_inflected_in_its_verb() -> None:
    assert verb_forms("give rise to") == {f"{f} rise to" for f in ["give", "gives", "gave", "given", "giving"]}


@pytest.mark.parametrize(
    ("noun", "plural"),
    [
        ("loss function", "loss functions"),
        ("state of affairs", "states of affairs"),
        ("brother in arms", "brothers in arms"),
    ],
)
def test_a_phrase_is_inflected_in_its_head_noun(noun: str, plural: str) -> None:
    assert noun_forms(noun) == {noun, plural}


def test_case_makes_no_difference() -> None:
    assert verb_forms("Seek") == verb_forms("seek")
    assert noun_forms("AI") == {"ai", "ais"}


WORD = st.text(st.sampled_from("abceghilnopqstuvwxyz'-"), min_size=1)


@given(st.lists(WORD, min_size=1, max_size=3).map(" ".join))
def test_every_form_has_as_many_words_and_the_base_is_one(phrase: str) -> None:
    for forms in (verb_forms(phrase), noun_forms(phrase)):
        assert phrase in forms
        assert {len(form.split()) for form in forms} == {len(phrase.split())}
