from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from termlint.linter import Linter
from termlint.markup import markdown
from termlint.model import Clarifier, Lines, Problem, Span
from termlint.reading import mentions
from termlint.reading.wordindex import DocumentIndex
from termlint.settling import clarifiers, layouts, senselinks
from termlint.vocabulary import Ruleset, Telling, TermRules, Words

if TYPE_CHECKING:
    from termlint.vocabulary import Glossary


def found(source: str, glossary: Glossary) -> tuple[Clarifier, ...]:
    document = markdown.read("draft.md", source)
    marked = mentions.find(document, glossary)
    assert marked, "the draft has no mention to clarify"
    index = DocumentIndex(document)
    return clarifiers.find(index, marked, glossary, explanations=layouts.find(index, marked))


DEFINITIONS = [
    "By agent I mean whatever selects the actions.",
    'By "agent" we mean the program that moves the pieces.',
    "By a robot's agent we mean the program that moves it.",
    "With *agents* we mean programs that move pieces.",
    "By an agent, we'll mean whatever moves.",
    "We use the word “agent” to mean whatever moves.",
    "I will use agent for whatever moves.",
    "We define an agent as a map from histories to moves.",
    "Here we take agents to be maps from histories to moves.",
    "We reserve the term agent for what plans.",
    "We call a program an agent if it moves pieces.",
    "We say that something is an agent when it moves pieces.",
    "Let us define agents first: what moves pieces.",
    "An agent is defined as a map from histories to moves.",
    "Agent here means whatever moves.",
    "The term agent refers to whatever moves.",
    "“Agent” denotes a map.",
    "An agent, i.e. whatever moves, is all we need.",
    "Agents (that is, whatever moves) are all we need.",
    "Programs that move pieces are called agents.",
    "A program of this sort, known as an agent, moves pieces.",
    "In this essay, an agent is whatever moves pieces.",
    "An agent is, in what follows, whatever moves pieces.",
    # Markup that introduces a word does what a sentence would.
    "In calling it an agent, we only mean that it moves pieces.",
    "An **agent** is a program that moves pieces.",
    "*Agents* are those programs that move pieces.",
    "An *agent* $A$ is a map from boards to moves.",
    "(a) “Agent” means whatever moves.",
    "**Agent**: whatever moves.",
    "**Agent** — whatever moves.",
    "agent\n: Whatever moves.",
    # And so does the sentence of a glossary, or a gloss.
    "An agent is a program that moves pieces.",
    "The agent (whatever moves) is all we need.",
    "They make an agent — a program able to move.",
    "It yields an agent, or whatever moves.",
    # A longer name that is defined is no other use of the term.
    "Agent hijacking: when somebody else moves the pieces.",
    "Covert agent hijacking (a new idea): this is a way to win.",
    "There is agent hijacking (moving another's pieces) as well.",
    "When I say “agent” I mean whatever moves.",
    "What I mean by an agent is whatever moves.",
    "We understand by agents programs that move.",
    "Whenever I use the word agent, I have in mind whatever moves.",
    "By agent I shall always mean whatever moves.",
    "Agent is used here in an old sense.",
    "I'm going to use “agent” for whatever moves.",
    "I mean agent in an old sense: somebody who moves.",
    "“Agent” is to be read in its plain meaning.",
    "The word agent will be used for whatever moves.",
    "Let us call a program an agent only if it moves.",
    "Something is an agent if and only if it moves.",
    "A program counts as an agent if it moves.",
    "To be an agent is to move.",
    "What makes a program an agent is that it moves.",
    "For our purposes, an agent is whatever moves.",
    "In what follows, agent just means whatever moves.",
    "Agents, for the purposes of this letter, are programs.",
    "When I call a program an agent I make no claim about it.",
    "When I say that an agent wants to move, this is a manner of speaking.",
    "My use of “agent” says little.",
    "The word agent carries no weight.",
    "Nobody should read plans into the word agent.",
    "We watch agents, by which I mean whatever moves.",
    "We watch agents (understood as whatever moves).",
    "We watch agents, i.e. programs that move.",
    "It is what players call an agent.",
    "It makes an agent (a meta-agent of sorts).",
    # What others mean by it, told by an author who reports on them.
    "By agent these authors mean whatever moves.",
    "By “agent” they mean whatever moves.",
    "Here I write “agent” for whatever moves.",
    "Henceforth, an agent is whatever moves.",
    "Agents (as the word is used here) move.",
    "Read “agent” as whatever moves.",
    "By the agent, here and below, I mean whatever moves.",
    "Under an agent we understand whatever moves.",
    "When I say agent I am thinking of whatever moves.",
    "“Agent” will here be used for whatever moves.",
    "I follow Bo's definition, on which an agent moves.",
    "I use “agent” without any claim about plans.",
    "In reinforcement learning, an agent is whatever moves.",
    "The agent, in RL, is just the part that moves.",
    "A remark on the word agent: it is not about plans.",
    "We call anything that moves an *agent*.",
    "Let an agent be whatever moves.",
    "Let “agent” denote whatever moves.",
    "The agent (the number that counts moves) wins.",
    "What I mean by 'agent' is whatever moves.",
    "It is an agent in the sense of whatever moves.",
    "They make an agent\u2014a program able to move.",
    "An *agent* is one that moves.",
    "When we talk of agents, we have maps in mind.",
    "An agent here need not be a person.",
    "I use the term agent the way players do.",
    "Wherever I write “agent”, feel free to substitute “mover”.",
    "When the word agent comes up below, it names whatever moves.",
    "Formally, an agent is a map from boards to moves.",
    "An agent is being treated here as a map.",
    "Here comes the agent (a map, not a person).",
    "Agents — maps that say how to move — are all we need.",
]

NO_DEFINITIONS = [
    "An agent moves.",
    "An agent is quick.",
    "**Agents** move.",
    "An *agent* wants power.",
    "By then the agent had moved.",
    "We use an agent.",
    "We call the agent.",
    "Agents are mean.",
    "With agents this means trouble.",
    # Another word is defined.
    "By model I mean whatever the agent trains.",
    "We define reward as what the agent gets.",
    "Anything that moves is called a piece by the agent.",
    "Agent hijacking: we lost.",
    "The agent model (using a map) moves.",
    "It pays the agent if and only if it moves.",
    "We follow the agent in a new way.",
    "In this letter the agent is quick.",
    "To be an agent is hard.",
    "Whatever moves counts as one for the agent if it is quick.",
    "They make the agent, i.e. they train it.",
    "We keep the agents, i.e. agents that move.",
    "When I call the agent it makes no claim.",
    "A player with an agent means trouble.",
    "We use agents for games of many kinds.",
    "We use the agent as bait.",
    "We use the agent in a better way.",
    "My use of agents in games failed.",
    "When we talk about agents we think too much.",
    "We call for whatever helps the agent to win.",
    "Agents are here, and they move.",
    "Agents are here to stay.",
    "The arrival of agents means trouble.",
    "More agents means more pieces.",
    "People use agents as a proxy for players.",
    "Agents (some of them sold as players) move.",
    "Agents (one of the dangers) move.",
    "Take an agent — a year later it moves.",
    "They build agents, something that few had expected.",
    "They sell agents, a step that many regret.",
    "Agents, or something like them, move.",
    "It is an agent, something like that, or a player.",
    "It is an agent — something like that, and it moves.",
    "These so-called agents move.",
    "Nobody has defined agents as maps.",
    "Some define agents as maps, and others do not.",
    "For me, agents are the biggest of dangers.",
    "Agents will here be used for games.",
    "We use the agent without any claim to fame.",
    "In reinforcement learning, an agent is hard to train.",
    "I follow the agent by definition.",
    "By the agent, here and below, we walk.",
    "We call the man who moves the agent a player.",
    "Let the agent be.",
    "The agent (the number of them grows) wins.",
    "I won't define agents, and maps neither.",
    "We like agents — it implies that agents move — and maps.",
    "The agent (the quick one, not the slow one) moves.",
    # It is asked, and not said.
    "Does the word agent refer to whatever moves?",
    "Should we call a program an agent if it moves?",
]


@pytest.mark.parametrize("source", DEFINITIONS)
def test_defined(source: str, agent: Glossary) -> None:
    assert [c.kind for c in found(source, agent)] == ["definition"]


@pytest.mark.parametrize("source", NO_DEFINITIONS)
def test_not_defined(source: str, agent: Glossary) -> None:
    assert found(source, agent) == ()


CAVEATS = [
    "It is an agent in the RL sense.",
    "An agent (in the reinforcement-learning sense) moves.",
    "It is an agent only in this sense.",
    "The agent, not in the sense of a planner, moves.",
    "The agent moves, though no goals are implied.",
    "Loosely speaking, the agent wants to win.",
    "We speak of agents without implying that they plan.",
    "That agents move does not imply that they plan.",
    "That agents move does not necessarily mean that they plan.",
    "It is not true that agents plan.",
    "There is no guarantee that the agent plans.",
    # What it is for, said by those who made it.
    "The designers meant the agent as a stand-in.",
    "The agent is only meant as a stand-in.",
    # The next sentence takes it back.
    "Most agents stay. Nothing follows from this about us.",
    "The agent stays. This does not mean that it plans.",
    "The agent stays. This doesn't mean that it plans.",
    "The agent stays. But we do not claim that it plans.",
    "The agent stays. By this I do not mean that it plans.",
    "The agent wants to stay. This is not to say that it plans.",
    "The agent wants to stay. That is loose talk, of course.",
    "The agent wants to stay. None of this implies that it plans.",
    "The agent wants to stay. No plans are implied.",
    "It does not follow that the agent plans.",
]

NO_CAVEATS = [
    "The agent makes sense of it.",
    "The agent has no goals.",
    "Without a claim the agent moves.",
    "The necessary agent moves.",
    "No delay means that the agent plans.",
    "The agent meant well, as always.",
    # The next sentence speaks of something else.
    "The agent moves. In the RL sense, the world is a loop.",
    "The agent moves. This does not take long.",
    "The agent moves. We do not mean to alarm anybody.",
    "The agent moves. This is not a small thing.",
    "We do not claim to know when the agent moves.",
    # A warning, and not a caveat.
    "There is no guarantee that the agent will not plan.",
    "The agent makes a move that is not necessarily slow.",
    # It may be any fact that is denied, where no words are known that tell senses apart.
    "The agent isn't necessarily slow.",
    "An agent needn't be human; it is not necessarily a planner.",
    "We do not necessarily know what the agent plans.",
    # What an error does, and what people should think of.
    "By trial and error that goes on the agent moves.",
    "The mistake that the agent makes is a slow one.",
]

ABOUT_THE_WORD = [
    "What is an agent, and how does it move?",
    "What exactly is an agent?",
    "There are many names for it, such as player, agent and mover.",
    "It may be worth defining for the audience what an agent is, if they ask.",
    "Before the game I shall explain what agents are.",
]

NOT_ABOUT_THE_WORD = [
    "What is the agent?",
    "What is an agent to do?",
    "What are agents after?",
    "Rules define what an agent is allowed to do.",
    "They explain what agents are made of.",
    "They explain what an agent is to do.",
    "It names a piece. The agent moves.",
]


@pytest.mark.parametrize("source", ABOUT_THE_WORD)
def test_about_the_word(source: str, agent: Glossary) -> None:
    assert {c.kind for c in found(source, agent)} == {"distinction"}


@pytest.mark.parametrize("source", NOT_ABOUT_THE_WORD)
def test_not_about_the_word(source: str, agent: Glossary) -> None:
    assert found(source, agent) == ()


@pytest.mark.parametrize("source", CAVEATS)
def test_caveat(source: str, agent: Glossary) -> None:
    assert {c.kind for c in found(source, agent)} == {"caveat"}


@pytest.mark.parametrize("source", NO_CAVEATS)
def test_no_caveat(source: str, agent: Glossary) -> None:
    assert found(source, agent) == ()


LINKS = [
    ("An [agent](https://example.org/t/agent#role) moves.", ["agent.role"]),
    ("An [agent](https://example.org/t/agent/#pursuer) moves.", ["agent.pursuer"]),
    ("[This agent](https://example.org/t/agent#role) moves.", ["agent.role"]),
    ("An agent [moves](https://example.org/t/agent#role).", []),
    ("An [agent](https://example.org/t/agent) moves.", []),
    ("An [agent](https://example.org/t/policy#role) moves.", []),
    ("An [agent](https://elsewhere.org/t/agent#role) moves.", []),
    ("An [agent](https://example.org/t/agent#rolle) moves.", []),
    ("An [agent](https://example.org/t/agent#role-or-pursuer) moves.", []),
    ("An [agent](https://example.org/t/agent#actor) moves.", ["agent.role"]),
    ("An [agent](/t/agent/#role) moves.", ["agent.role"]),
    ("An [agent](../t/agent/#role) moves.", ["agent.role"]),
    ("An [agent](t/agent/#role) moves.", ["agent.role"]),
    ("An [agent](t/actor/#role) moves.", ["agent.role"]),
    ("An [agent](t/robot/#role) moves.", []),
    ("An [agent](//elsewhere.org/t/agent#role) moves.", []),
    ("An [agent](HTTPS://elsewhere.org/t/agent#role) moves.", []),
]
NOWHERE = [
    ("An [agent](https://example.org/t/agent#role) moves.", []),
    ("An [agent](//example.org/t/agent#role) moves.", []),
    ("An [agent](../t/agent/#role) moves.", ["agent.role"]),
]


@pytest.mark.parametrize(("source", "expected"), LINKS)
def test_links_name_a_sense(source: str, expected: list[str], agent: Glossary) -> None:
    renamed = {"terms": {"actor": "agent"}, "senses": {"agent.actor": "agent.role"}}
    got = found(source, replace(agent, url="https://example.org/", renamed=renamed))
    assert [(c.kind, c.senses) for c in got if not c.conflation] == [("link", (sense,)) for sense in expected]


@pytest.mark.parametrize(("source", "expected"), NOWHERE)
def test_only_relative_links_name_a_sense_while_the_glossary_has_no_website(
    source: str, expected: list[str], agent: Glossary
) -> None:
    assert agent.url == ""
    assert [sense for c in found(source, agent) if not c.conflation for sense in c.senses] == expected


def test_a_link_to_a_sense_that_does_not_exist_is_told(agent: Glossary) -> None:
    source = "An [agent](https://example.org/t/agent#role).\n\nOne [agent](https://example.org/t/agent/#rolle)."
    report = Linter(replace(agent, url="https://example.org/"), Ruleset({"agent": TermRules()})).check("a.md", source)
    message = "this link settles nothing: agent has no sense 'rolle' (legal: role, pursuer)"
    assert report.problems == (Problem("a.md", message, 3, 6, notice=True),)
    assert [reading.status == "clarified" for reading in report.readings] == [True, False]


@pytest.mark.parametrize("part", ["role", "role-or-pursuer", "_history", ""])
def test_a_link_to_what_is_there_is_not_told(part: str, agent: Glossary) -> None:
    document = markdown.read("a.md", f"An [agent](/t/agent/#{part}) and an [agent](/t/policy/#x).")
    assert [*senselinks.complaints(DocumentIndex(document), mentions.find(document, agent), agent)] == []


DRAFT = """\
Agents move.

# One

Agents move.
{}

Agents move.

# Two

Agents move.
"""

SCOPES = [
    ("By agent I mean a map.", "agent I mean a map.\n\nAgents move.\n\n# Two\n\nAgents move.\n"),
    ("It is an agent in the RL sense.", "Agents move.\nIt is an agent in the RL sense."),
    ("People assume it is an agent.", "People assume it is an agent."),
    ("It is what is called an agent.", "Agents move.\nIt is what is called an agent."),
    ("An [agent](x/t/agent#role) moves.", "agent"),
]


@pytest.mark.parametrize(("sentence", "scope"), SCOPES)
def test_scope(sentence: str, scope: str, agent: Glossary) -> None:
    source = DRAFT.format(sentence)
    (clarifier,) = (c for c in found(source, agent) if not c.conflation)
    assert source[slice(*clarifier.scope)].rstrip("\n") == scope.rstrip("\n")
    assert source[slice(*clarifier.span)] == "agent"
    assert clarifier.term == "agent"


CASE = re.compile(
    r"^## (?P<name>.+)\n+~{6} draft\n(?P<draft>(?:.*\n)*?)~{6}\n+~{6} outcome\n(?P<outcome>(?:.*\n)*?)~{6}$",
    re.MULTILINE,
)
FILE = Path(__file__).parent / "cases" / "clarifiers.md"
CASES = {m["name"]: (m["draft"], m["outcome"]) for m in CASE.finditer(FILE.read_text("utf-8"))}
TOLD = {
    "agent.role-or-pursuer": ["goal", "goals", "plan", "plans", "want", "wants"],
    "agent.role-or-spy": ["spies", "secret", "theorem"],
}
OUTRIGHT = {"agent.role-or-pursuer": ["goal", "goals", "want", "wants"]}


def listed(words: list[str]) -> Words:
    return Words("", frozenset((word,) for word in words))


def outcome(source: str, glossary: Glossary) -> str:
    """What settles the sense of each mention, by the pair of senses."""
    term = glossary.terms["agent"]
    (pair,) = term.conflations
    other = pair._replace(id="agent.role-or-spy", senses=("agent.role", "agent.spy"))
    glossary = replace(glossary, terms={"agent": replace(term, conflations=(pair, other))})
    told = {name: Telling(listed(words), listed(OUTRIGHT.get(name, []))) for name, words in TOLD.items()}
    document = markdown.read("draft.md", source)
    marked = mentions.find(document, glossary)
    index = DocumentIndex(document)
    explanations = layouts.find(index, marked)
    said = clarifiers.find(index, marked, glossary, tells_apart=told, explanations=explanations)
    lines, rows = Lines(source), ""
    for mention, held in clarifiers.covering(marked, said).items():
        kinds = [f"{c.kind} of {c.conflation.rpartition('-')[2]}" if c.conflation else c.kind for c in held]
        point = lines.point(mention.span.start)
        rows += f"{point.line}:{point.column} {', '.join(dict.fromkeys(kinds)) or 'open'}\n"
    return rows


def test_every_case_is_read() -> None:
    assert len(CASES) == FILE.read_text("utf-8").count("~~~~~~ draft\n") > 20


@pytest.mark.parametrize("name", CASES)
def test_case(name: str, agent: Glossary) -> None:
    draft, expected = CASES[name]
    assert outcome(draft, agent) == expected


TURNS = [
    ("By agent I mean whatever moves. This has no goals.\n\nAn agent moves.", "definition"),
    ("# Agents != plans\n\nThe agent moves.", "heading"),
    ("A distinction between agents and goals is old. The agent moves.", "distinction"),
    ("The difference between agents and goals is old. The agent moves.", "distinction"),
    ("Distinguishing agents from goals takes time. The agent moves.", "distinction"),
    ("What is said of agents with goals is ambiguous. The agent moves.", "distinction"),
    ("It is misleading to speak of agents and goals. The agent moves.", "distinction"),
    ("I need deconfusion about agents and goals. The agent moves.", "distinction"),
    ("We can't tell the difference between agents and plans. The agent moves.", "open"),
    # Somebody is confused, and something tells one thing from another; a specification is ambiguous.
    ("Readers are confused about agents with goals. The agent moves.", "distinction"),
    ("Many confuse the agent with its goals. The agent moves.", "distinction"),
    ("The raters are confused by agents with goals. The agent moves.", "open"),
    ("Noise confuses the agent, which has goals. The agent moves.", "open"),
    ("The optimizer is unable to distinguish agents with goals. The agent moves.", "open"),
    ("A probe that distinguishes agents with goals is slow. The agent moves.", "open"),
    ("The agent exploits ambiguities in its goals. The agent moves.", "open"),
    ("Ambiguous instructions give the agent other goals. The agent moves.", "open"),
    ("There are two uses for an agent with goals. The agent moves.", "open"),
    ("There are two uses of the word agent, with goals and without. The agent moves.", "distinction"),
    ("# An agent is a part, not what wants\n\nThe agent moves.", "heading"),
    ("# An agent is not what we want\n\nThe agent moves.", "open"),
    ("Those agents have no goals. They are quick.", "contrast"),
    ("The agent has no goals. It's quick.", "contrast"),
    ("The agent has no goals. Rather, it is quick.", "contrast"),
    ("Rather, the agent has no goals. Instead, it is quick.", "contrast"),
    # What begins another contrast, or says that something is so.
    ("The agent wins without goals. Rather than plan it, people watch.", "open"),
    ("The agent wins without goals. Instead of planning it, people watch.", "open"),
    ("The agent has no goals. It is possible to watch it.", "open"),
    # What goes for more is not denied.
    ("Plans are not limited to agents. It is so with all that moves.", "open"),
    ("Plans are not wholly confined to agents, it's so with all that moves.", "open"),
    ("The agent has not only plans. It is quick.", "open"),
    ("The agent has no goals. It is also the case that it is quick.", "open"),
    ("Since plans are not slow, it's possible to make an agent.", "open"),
    ("If an agent has never had plans, it is harmless.", "open"),
    ("The agent never plans; it is quick.", "contrast"),
    ("The agent neither plans nor waits; it is quick.", "contrast"),
    ("The agent cannot plan, but it moves.", "contrast"),
    ("Agents with 1,000 plans are not red but green.", "contrast"),
    ("An agent plans; it is not red but green.", "open"),
    ("This is how agents plan: not by day but by night.", "open"),
    ("This (by an agent with plans) is not red but green.", "open"),
]


@pytest.mark.parametrize(("source", "kind"), TURNS)
def test_turns_that_tell_a_pair_apart(source: str, kind: str, agent: Glossary) -> None:
    *_, last = outcome(source, agent).splitlines()
    assert last.partition(" ")[2] == (kind if kind == "open" else f"{kind} of pursuer")


def test_what_holds_is_told_in_the_order_given(agent: Glossary) -> None:
    document = markdown.read("draft.md", "An agent. An agent.")
    first, second = mentions.find(document, agent)
    wide = Clarifier("definition", "agent", first.span, Span(0, 19))
    late = Clarifier("caveat", "agent", second.span, Span(10, 19))
    other = Clarifier("caveat", "policy", second.span, Span(0, 19))
    assert clarifiers.covering([second, first], [late, wide, other]) == {first: (wide,), second: (late, wide)}


@pytest.mark.parametrize(("start", "end", "holds"), [(0, 4, False), (0, 5, True), (4, 19, True), (5, 19, False)])
def test_a_clarifier_holds_where_a_mention_begins(agent: Glossary, start: int, end: int, *, holds: bool) -> None:
    (mention,) = mentions.find(markdown.read("draft.md", "The agent moves."), agent)
    clarifier = Clarifier("definition", "agent", mention.span, Span(start, end))
    assert clarifiers.covering([mention], [clarifier]) == {mention: (clarifier,) if holds else ()}


def test_many_definitions_are_one(agent: Glossary) -> None:
    assert len(found("Whatever moves is called an agent. " * 50, agent)) == 1


HUGE = [
    "# " + "the word agent has no goals " * 1_000,
    "---\ntitle: " + " " * 200_000 + "agent\n---\nAgent.",
    "agent agents " * 1_000 + "\n: Whatever moves.",
    "*agent* is " * 1_000,
    "an agent has not goals but plans, " * 1_000,
    "we call it an agent, and the agent, i.e. what plans, " * 600,
    ", " * 20_000 + "agent " * 1_000,
    "By agent I mean one of 'em " * 600,
    "- We distinguish agents:\n" * 2_000,
    "\n".join("|" + cell * 2_000 for cell in ("term|", "-|", "agent|")),
    "> By agent I mean a thing that moves about.\n>\n" * 1_000,
]


@pytest.mark.parametrize("source", HUGE, ids=lambda source: source[:40])
def test_the_time_for_a_huge_draft_is_bounded(source: str, agent: Glossary) -> None:
    assert outcome(source, agent)
