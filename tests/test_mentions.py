from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termlint.markup import markdown
from termlint.reading import mentions
from termlint.vocabulary import Glossary, Sense, Term

FORMS = {
    "agent": ("agent", "agents"),
    "function": ("function", "functions"),
    "value function": ("value function", "value functions"),
    "mesa-optimizer": ("mesa-optimizer", "mesa-optimizers", "mesa-optimiser"),
    "AGI": ("AGI", "AGI system"),
}
GLOSSARY = Glossary(
    {
        lemma: Term(
            lemma, lemma.replace(" ", "-"), forms, "", "draft", (Sense(f"{lemma.replace(' ', '-')}.a", "", "", "", ""),)
        )
        for lemma, forms in FORMS.items()
    }
)


def found(source: str) -> list[str]:
    """What the source says at each mention."""
    document = markdown.read("draft.md", source)
    return [source[m.span.start : m.span.end] for m in mentions.find(document, GLOSSARY)]


FOUND = [
    ("An agent meets agents.", ["agent", "agents"]),
    ("Agent, AGENTS, aGeNt.", ["Agent", "AGENTS", "aGeNt"]),
    ("The agent's plan and the agents' plans.", ["agent", "agents"]),
    ("The agent\u2019s plan.", ["agent"]),
    ("“agent”, \u2018agent\u2019, (agent), agent/agents.", ["agent", "agent", "agent", "agent", "agents"]),
    ("An agent-based model, a multi-agent game, a non\u2011agent.", ["agent", "agent", "agent"]),
    (
        "A mesa optimizer, a Mesa-Optimiser, mesa\u2010optimizers.",
        ["mesa optimizer", "Mesa-Optimiser", "mesa\u2010optimizers"],
    ),
    ("A *mesa*-optimizer.", ["mesa*-optimizer"]),
    ("A mesa\u2013optimizer and a value\u2013function.", ["mesa\u2013optimizer", "value\u2013function", "function"]),
    ("The ag**ent** moves.", ["ag**ent"]),
    # A no-break space is a space, a soft hyphen is nothing.
    ("A mesa\u00a0optimizer and an agent\u00a0only.", ["mesa\u00a0optimizer", "agent"]),
    ("An a\u00adgent, an a&shy;gent, an a\u200bgent.", ["a\u00adgent", "a&shy;gent", "a\u200bgent"]),
    # Lines may be wrapped anywhere, in quotations and lists as well.
    ("A mesa\noptimizer.", ["mesa\noptimizer"]),
    ("A mesa-\noptimizer.", []),
    ("> A mesa\n> optimizer.", ["mesa\n> optimizer"]),
    ("- A mesa\n  optimizer.", ["mesa\n  optimizer"]),
    ("A [mesa optimizer](https://example.org/agent).", ["mesa optimizer"]),
    ("&#97;gent", ["&#97;gent"]),
    ("\ufeffAgent.\r\nAgents.", ["Agent", "Agents"]),
    # Terms may overlap.
    ("One value function.", ["value function", "function"]),
    ("![an agent](agent.png)", ["agent"]),
    # The longest form is found, in any case, though the case of another alphabet's letter is odd.
    ("An agi, an AGI system.", ["agi", "AGI system"]),
    ("Two agent\u017f.", ["agent\u017f"]),
]

NOT_FOUND = [
    "Reagent, agentic, agency, agent_id, agent2.",
    # The accents are signs of their own, which a word boundary would not see.
    "Un agent\u0301 et un a\u0308gent.",
    "Not `agent`, not $agent$, not <agent>, not https://example.org/agent.",
    "A mesa—optimizer, a mesa \u2013 optimizer, a mesa, optimizer, a mesaoptimizer.",
    "```\nagent\n```",
    "<!-- agent -->",
    "![](agent.png 'agent')",
]


@pytest.mark.parametrize(("source", "expected"), FOUND)
def test_finds(source: str, expected: list[str]) -> None:
    assert found(source) == expected


@pytest.mark.parametrize("source", NOT_FOUND)
def test_finds_nothing(source: str) -> None:
    assert found(source) == []


def test_mentions_come_in_the_order_of_the_draft_with_their_terms() -> None:
    document = markdown.read("draft.md", "A function of agents.\n\n# Agent\n\nA value function.")
    assert [(m.term, m.block) for m in mentions.find(document, GLOSSARY)] == [
        ("function", 0),
        ("agent", 0),
        ("agent", 1),
        ("value function", 2),
        ("function", 2),
    ]


def test_a_mention_knows_its_sentence() -> None:
    document = markdown.read("draft.md", "No term. An agent, e.g. *one*, moves! Agents\nrest. End.")
    text = document.blocks[0].text
    got = [text[m.sentence.start : m.sentence.end] for m in mentions.find(document, GLOSSARY)]
    assert got == ["An agent, e.g. one, moves!", "Agents rest."]


def test_a_mention_stands_at_the_same_words_in_block_and_source() -> None:
    source = "See \\*this\\* &amp; that:\nan *agent*."
    document = markdown.read("draft.md", source)
    (mention,) = mentions.find(document, GLOSSARY)
    assert document.blocks[mention.block].text[slice(*mention.at)] == "agent"
    assert source[slice(*mention.span)] == "agent"


@given(st.lists(st.sampled_from(["agent", "Agents", "x", ". ", " ", "\n", "-", "value", "function", "é"]), max_size=30))
def test_every_mention_lies_in_its_sentence(parts: list[str]) -> None:
    document = markdown.read("draft.md", "".join(parts))
    for mention in mentions.find(document, GLOSSARY):
        text = document.blocks[mention.block].text
        assert text[slice(*mention.at)].lower() in FORMS[mention.term]
        assert mention.sentence.start <= mention.at.start
        assert mention.at.end <= mention.sentence.end


@given(st.lists(st.sampled_from([*sum(FORMS.values(), ()), " ", "-", "_", "\u017f", "\u0130", "\u00e9", "A", "."])))
def test_terms_are_found_as_if_each_pattern_were_tried(parts: list[str]) -> None:
    text = "".join(parts)
    tried = [
        (match.span(), lemma) for lemma, forms in FORMS.items() for match in mentions.pattern(forms).finditer(text)
    ]
    assert mentions.Forms(FORMS).find(text) == sorted(tried)
