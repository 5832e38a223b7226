# ruff: noqa: RUF001 - dashes as typed
"""What the layout of a draft explains a term by, where the parser has to say whether it is an explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from termlint.markup import markdown
from termlint.parsing.nlp import Parser
from termlint.reading import mentions
from termlint.reading.wordindex import DocumentIndex
from termlint.settling import layouts
from termlint.vocabulary import Glossary, Term

if TYPE_CHECKING:
    from collections.abc import Iterator

TERMS = {
    lemma: Term(lemma, lemma, forms, "Summary.", "draft", (), ())
    for lemma, *forms_ in (("agent", "agents"), ("value function", "value functions"))
    for forms in [(lemma, *forms_)]
}

EXPLAINED = [
    "**Agent.** A part of the loop, with no goals implied.",
    "**Agent.** The acting side, goals or none.",
    "**Agents.** Systems that act, with or without goals.",
    "*Agent.* In reinforcement learning, the acting half of the loop.",
    "**Agent**: The network and its weights, as trained.",
    "**Agent**: in this post, the acting half of the loop.",
    "**Agent**: I use this for the acting half of the loop.",
    "**Agent**: stands for the acting half of the loop.",
    "**Agent**: in the RL sense.",
    "**Agent** (noun): a part of the loop",
    "**Agent** (as used here): the acting role, goals or none.",
    "**Agent**, here: the acting role, goals or none.",
    "“Agent” – here: the acting role, without goals.",
    "**Agent** · the acting side of the loop",
    "**Agent**  \nA part of the loop.",
    "**Definition 1 (Agent).** A part of the loop.",
    "**Definition 1 (agent).** An agent is a part of the loop.",
    "- Agent — the acting half of the loop.",
    "1. Agent. A part of the loop.",
    "Agent = a part of the loop, no goals implied.",
    "Agent := whatever picks actions.",
    "Terminology: agent = a part of the loop.",
    "Terms: *tool*, a thing to use; *agent* – the acting role, goals or none.",
    "**Value function** $V(s)$: an estimate of the return.",
    "## Defining “agent”\n\nThe acting half of the loop, with or without goals.",
    "## 6.1 A value function\n\nAn estimate of the return.",
    "**Agent**: the acting half of the loop; it has goals or none.",
    "**Agent**: the acting half (it has goals or none).",
    "## What are agents?\n\nBy this I mean the acting half of the loop.",
    "We train “agents”[^a] all day.\n\n[^a]: In the RL sense, so no goals are implied.",
    "| Term | Meaning |\n| --- | --- |\n| Agent | Acting half of the loop |",
    "| Symbol | Name | Type |\n| --- | --- | --- |\n| $A$ | agent | part of the loop |",
    "Agent\nA part of the loop.",
    "Agent\n\nA part of the loop.",
    "Agent, *n.* A part of the loop.",
    '!!! note "On the word *agent*"\n    Reserved for systems with goals of their own.',
    "## “Agent” as used here\n\nThe complete system as deployed.",
    "## What is meant by “agent”?\n\nOnly the functional role.",
    "### Agents\n\nIn this post, these are systems with goals.",
    "We met agents[^1] there.\n\n[^1]: The word marks a part of the loop.",
    "We met agents[^1] there.\n\n  [^1]: A part of the loop.",
    "We met agents[^1] there.\n\n[^1]:\n    A part of the loop.",
    "We met agents[^Loop] there.\n\n[^LOOP]: The word marks a part of the loop.",
    "We met agents^[The acting half of the loop.] there.",
    # A verb without a subject says what the thing does.
    "## Agent\n\nPredicts what follows from a move.",
    "**Agent.** Maps each board to a move.",
    # A question in a dialogue, and its answer.
    "**Ada:** So what do you mean by “agent”?\n\n**Bo:** Just the acting half of the loop.",
    "What's an agent? For this post, the acting half of the loop.",
    # A column that is named so, wherever it stands, and the head of a column.
    "| Topic | Term | Meaning |\n| --- | --- | --- |\n| games | agent | acting half of the loop |",
    "| Definition | Word |\n| --- | --- |\n| acting half of the loop | agent |",
    "| | tool | agent |\n| - | - | - |\n| used in | shops | games |\n| means | a thing | acting half of the loop |",
]
NOT_EXPLAINED = [
    "**Agent**: The program can be made to plan.",
    "**Agent.** We gave it goals in 2019.",
    "**Agent.** A good agent has goals, and a bad one none.",
    "**Agents.** A recent survey lists their goals.",
    "**Agents.** Systems that pursue goals will resist.",
    "**Agents.** The debate about their goals is old.",
    "**Agents.** In my view, the question of goals matters more.",
    "**Agents** – the best ones – have goals.",
    "**Agent:** My goals are none of your business.",
    "**Agent:** What a goal?",
    "An agent moves. A part of the loop.",
    "We built an agent: a part of the loop.",
    "## Agents\n\nThe history of goals in AI goes back to GPS.",
    "## Agents\n\nAny discussion of goals begins with Bratman.",
    "## Agents\n\n## A thing with goals",
    "**Agent**: now replans after each failed step",
    "*Agents*: Monday's session, with two talks on goals.",
    "Agent\n: Why did you move my cup?",
    "Agent\n\nI have goals.",
    "## Agent",
    "## Agent: a part of the loop",
    "A tool is new; agent: a part of the loop.",
    "## Agents and goals\n\nThe acting half of the loop.",
    "We met agents[^1] there.\n\n[^1]: For goals in AI, see the survey.",
    "We met agents[^1] there.\n\n[^1]: John Miller, Living Systems.",
    "We met agents there.[^1]\n\n[^1]: The acting half of the loop.",
    "We met agents[^2] there.\n\n[^1]: The acting half of the loop.",
    "We met agents there.^[The acting half of the loop.]",
    "| Agent | Description of goals |\n| --- | --- |\n| A | B |",
    "| Term | Meaning |\n| --- | --- |\n| Agent | goal |\n| The agent | has reached its goals |",
    "| Term |\n| --- |\n| Agent |\n\nThe acting half of the loop.",
    "**Agent**: to act without goals",
    "**Agent.** Given goals in 2019.",
    "| Topic | Player | Meaning |\n| --- | --- | --- |\n| games | agent | acting half of the loop |",
    "| | tool | agent |\n| - | - | - |\n| used in | shops | acting half of the loop |",
    "| Term | Player |\n| --- | --- |\n| tool | agent |\n\n| a | part of the loop |\n| --- | --- |",
    "What's an agent? I asked the acting half of the team.",
    # Who speaks.
    "Agent\n: I have goals.\n\nBo\n: And I?\n\nAgent\n: The acting half of the loop.",
]


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def explained(source: str, parser: Parser) -> Iterator[str]:
    """What is explained in a draft."""
    document = markdown.read("draft.md", source)
    found = mentions.find(document, Glossary(TERMS))
    assert found, "the draft has no mention to explain"
    for mention, explanation in layouts.find(DocumentIndex(document), found).items():
        if not explanation.phrase or layouts.explains(next(parser.parse([explanation.phrase]))):
            yield mention.term


@pytest.mark.parametrize("source", EXPLAINED)
def test_an_explanation(source: str, parser: Parser) -> None:
    (term,) = {*explained(source, parser)}
    assert term in {"agent", "value function"}


@pytest.mark.parametrize("source", NOT_EXPLAINED)
def test_what_only_stands_where_one_would(source: str, parser: Parser) -> None:
    assert not [*explained(source, parser)]
