"""What each predicate answers about the mention in brackets: the words that say yes, or None for no."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from parses import contexts

from termlint.model import Span
from termlint.parsing.nlp import Parser
from termlint.rawpatterns import Pattern
from termlint.reading import predicates, quotations
from termlint.vocabulary import Combination, Condition, Glossary, Sense, Term, Test, Words

if TYPE_CHECKING:
    from termlint.reading.context import Context

FORMS = ("agent", "agents", "reward", "rewards", "rewarded", "rewarding", "value function")
GLOSSARY = Glossary({"agent": Term("agent", "agent", FORMS, "", "draft", (Sense("agent.a", "", "", "", ""),))})
PARSER = Parser()


def words(*phrases: str) -> Words:
    return Words(", ".join(phrases), frozenset(tuple(phrase.split()) for phrase in phrases))


def marked(draft: str) -> Context:
    """The mention in brackets, ready to be asked."""
    marker = re.search(rf"\[({'|'.join(FORMS)})\](?!\()", draft, re.IGNORECASE)
    assert marker
    source = draft[: marker.start()] + marker[1] + draft[marker.end() :]
    span = Span(marker.start(), marker.start() + len(marker[1]))
    (context,) = (each for each in contexts(source, GLOSSARY, PARSER) if each.mention.span == span)
    return context


def asked(draft: str, condition: Condition) -> list[str] | None:
    """The words of the draft that make a condition true of the mention in brackets, or None."""
    context = marked(draft)
    answer = predicates.holds(condition, context)
    return answer and [context.document.blocks[block].text[slice(*at)] for block, at in answer] if answer else answer


WANT, TRAIN, SEEK = words("want", "wants"), words("train", "trained"), words("seek power", "care about")
DRAFT = "# On safety\n\nA danger is near. The [agent] moves.\n\nPower is gained.\n\n# On chess\n\nPieces move."
LONG = "The [agent] moves.\n\n" + "word " * 300

TABLE: list[tuple[str, str, object, list[str] | None]] = [
    ("subject_of", "[Agents] want power.", WANT, ["want"]),
    ("subject_of", "People fear [agents] that want power.", WANT, ["want"]),
    ("subject_of", "It is the [agent] that wants power.", WANT, ["wants"]),
    ("subject_of", "[Agents] are likely to want power.", WANT, ["want"]),
    ("subject_of", "[Agents] seek power.", SEEK, ["seek", "power"]),
    ("subject_of", "Some of the [agents] want power.", WANT, ["want"]),
    ("subject_of", "The designers of the [agents] want power.", WANT, None),
    ("subject_of", "People want [agents].", WANT, None),
    ("subject_of", "[Agents] move when people want it.", WANT, None),
    ("object_of", "We trained the [agent].", TRAIN, ["trained"]),
    ("object_of", "The [agent] was trained by people.", TRAIN, ["trained"]),
    ("object_of", "The [agent] we trained moves.", TRAIN, ["trained"]),
    ("object_of", "They care about [reward].", SEEK, ["care", "about"]),
    ("object_of", "The [agent] trained hard.", TRAIN, None),
    ("object_of", "They care about [reward].", words("care"), None),
    ("subject", "Models want [reward].", words("models"), ["Models"]),
    ("subject", "Small language models seem to want [reward].", words("language"), ["language"]),
    ("subject", "GPT-4 wants [reward].", words("gpt 4"), ["GPT-4"]),
    ("subject", "GPT-4 wants [reward].", words("gpt 3"), None),
    ("subject", "People want [reward].", words("models"), None),
    ("subject", "The models' [reward] is high.", words("models"), None),
    ("subject", "The models are [agents].", words("models"), ["models"]),
    ("subject_of", "The [agent] is likely to move.", words("likely to"), ["likely", "to"]),
    ("object", "The [agent] gains power.", words("power"), ["power"]),
    ("object", "The [agent] is a planner.", words("planner"), ["planner"]),
    ("object", "Power changes the [agent].", words("power"), None),
    ("object", "We [reward] the models for it.", words("models"), ["models"]),
    ("object", "The models are [rewarded] for it.", words("models"), ["models"]),
    ("object", "Models that we [reward] do it again.", words("models"), ["Models"]),
    ("object", "It trains a model [rewarded] for winning.", words("model"), ["model"]),
    ("object", "Having been [rewarded], the model does it again.", words("model"), ["model"]),
    ("object", "The models [reward] us.", words("models"), None),
    ("object", "The models like to be seen and [reward] us.", words("models"), None),
    ("governed_by", "We believe that the machine wants [reward].", words("believe"), ["believe"]),
    ("governed_by", "We believe that the machine wants [reward].", words("machine"), None),
    ("modifier", "A capable [agent] moves.", words("capable"), ["capable"]),
    ("modifier", "A goal-directed [agent] moves.", words("goal directed"), ["goal", "directed"]),
    ("modifier", "An RL [agent] moves.", words("rl"), ["RL"]),
    ("modifier", "The [agent] is capable.", words("capable"), None),
    ("modifier", "The [reward] function changed.", words("reward"), None),
    ("modifier", "Capable people meet the [agent].", words("capable"), None),
    ("head_noun", "The [reward] function changed.", words("function"), ["function"]),
    ("head_noun", "[Reward]-based training works.", words("based"), ["based"]),
    ("head_noun", "The function has a [reward].", words("function"), None),
    ("possessor", "Its [reward] grows.", words("its"), ["Its"]),
    ("possessor", "The robot's [reward] grows.", words("robot"), ["robot"]),
    ("possessor", "The [reward] of the robot grows.", words("robot"), ["robot"]),
    ("possessor", "The robot gets a [reward].", words("robot"), None),
    ("possessor", "The [reward] for the robot grows.", words("robot"), None),
    ("possessed", "The [agent]'s goals change.", words("goals"), ["goals"]),
    ("possessed", "The goals of the [agent] change.", words("goals"), ["goals"]),
    ("possessed", "The [agent] has goals.", words("goals"), None),
    ("possessed", "The [agent]'s fine-tuning stopped.", words("fine tuning"), ["fine", "tuning"]),
    ("complement_of", "Pursuit of [reward] is common.", words("pursuit"), ["Pursuit"]),
    ("complement_of", "The pursuit needs [reward].", words("pursuit"), None),
    ("complement_of", "They care about [reward].", words("care"), None),
    ("apposed", "The [agent], a planner, moves.", words("planner"), ["planner"]),
    ("apposed", "An [agent] such as a planner moves.", words("planner"), ["planner"]),
    ("apposed", "The [agent] meets a planner.", words("planner"), None),
    ("predicate_nominal", "The machine is an [agent].", True, ["is"]),
    ("predicate_nominal", "We treat it as an [agent].", True, ["as"]),
    ("predicate_nominal", "The [agent] is a machine.", True, None),
    ("predicate_nominal", "So the question is: is this network an [agent] at all?", True, ["is"]),
    ("predicate_nominal", "Whether a machine is an [agent] decides what we have to fear from it.", True, ["is"]),
    ("predicate_nominal", "Training turns the network into an [agent].", True, ["into"]),
    ("predicate_nominal", "The lab put more memory into an [agent].", True, None),
    ("predicate_nominal", "This will be an [agent]'s target.", True, None),
    ("predicate_nominal", "They are about machines such as [agents].", True, None),
    ("predicate_nominal", "The machines agree as quickly as cooperative [agents].", True, None),
    ("predicate_nominal", "There are [agents] that never move.", True, None),
    ("predicate_nominal", "The [agent] is a machine.", False, []),
    ("predicate_nominal", "The machine is an [agent].", False, None),
    ("number", "The [agents] move.", {"plural"}, []),
    ("number", "The [agent] moves.", {"singular"}, []),
    ("number", "The [agent] moves.", {"plural"}, None),
    ("determiner", "The [agent] moves.", {"definite"}, ["The"]),
    ("determiner", "An [agent] moves.", {"indefinite", "definite"}, ["An"]),
    ("determiner", "These [agents] move.", {"demonstrative"}, ["These"]),
    ("determiner", "Most [agents] move.", {"universal"}, ["Most"]),
    ("determiner", "Our [agents] move.", {"possessive"}, ["Our"]),
    ("determiner", "[Agents] move.", {"none"}, []),
    ("determiner", "The [agent] moves.", {"none"}, None),
    ("determiner", "Our [agents] move.", {"none"}, None),
    ("generic", "[Agents] want power.", True, ["Agents"]),
    ("generic", "Most [agents] want power.", True, ["agents"]),
    ("generic", "An [agent] wants power.", True, ["agent"]),
    ("generic", "An [agent] wanted power.", True, None),
    ("generic", "The [agent] moved.", True, None),
    ("generic", "The [agent] moved.", False, []),
    ("generic", "[Agents] want power.", False, None),
    ("claim", "[Agents] will win.", {"forecast"}, ["will"]),
    ("claim", "[Agents] won't win.", {"forecast"}, ["won't"]),
    ("claim", "It'll be an [agent].", {"forecast"}, ["It'll"]),
    ("claim", "[Agents] might win.", {"possibility", "past"}, ["might"]),
    ("claim", "The [agent] won.", {"past"}, ["won"]),
    ("claim", "The [agent] won.", {"forecast", "general"}, None),
    ("part_of_speech", "The [reward] is high.", {"noun"}, []),
    ("part_of_speech", "We [rewarded] it.", {"verb"}, []),
    ("part_of_speech", "The [reward] is high.", {"verb", "adjective"}, None),
    ("formulas", "The [reward] is $r_t$.", {"paragraph"}, []),
    ("formulas", "The [reward] $r_t$ is high.", {"behind"}, ["x"]),
    ("formulas", "The [reward] is $r_t$.", {"behind"}, None),
    ("formulas", "The [reward] *function* is high.", {"behind"}, None),
    ("formulas", "The [reward] is high.\n\nIt is `r`.", {"paragraph"}, None),
    ("formulas", "The [reward] is high.\n\nIt is `r`.", {"around", "paragraph"}, []),
    ("formulas", "It is `r`.\n\na\n\nb\n\nThe [reward] is high.", {"around"}, []),
    ("formulas", "The [reward] is high.\n\na\n\nb\n\nc\n\nIt is `r`.", {"around"}, None),
    ("formulas", "The [reward] is high.\n\na\n\nb\n\nc\n\nIt is `r`.", {"document"}, []),
    ("formulas", "It is `r`.\n\na\n\nb\n\nc\n\nThe [reward] is high.", {"around"}, None),
    ("symbols", "As Figure 2 and pp. 3-4 show, the [agent] moves.", True, None),
    ("symbols", "The [reward] is 3.", True, ["3"]),
    ("symbols", "The [reward] is $r_t$.", True, ["x"]),
    ("symbols", "Call `step`. The [reward] is high.", True, None),
    ("symbols", "The [reward] is high.", False, []),
    ("symbols", "The [reward] is 3.", False, None),
    ("symbols", "The [reward] of 2016 is high (Doe et al., 2016a).", True, None),
    ("symbols", "The [reward] is 2160.", True, ["2160"]),
    ("symbols", "The [reward] is high at 00:21:30, for the 21st or 90th time.", True, None),
    ("symbols", "The [reward] is high [1], or so [12, 13; 20\u201322].", True, None),
    ("symbols", "In 60 known examples, 4 of them new, a [reward] in sense (2) is got.", True, None),
    ("symbols", "In 60 steps, 4 of the [reward] is got, and in 2 of the cells.", True, ["60", "4", "2"]),
    ("symbols", "The [reward] is high \\[3\\], or so [[4]](#ref), [5](#ref) or [2016](#ref).", True, None),
    ("symbols", "The [reward] is high [1]. Call `step`.", False, []),
    ("symbols", "The [reward] is 3 [1].", True, ["3"]),
    ("symbols", "The [reward] is in [0, 1].", True, ["0", "1"]),
    ("symbols", "The [reward] is in [-1, 1] or [0.5, 1].", True, ["1", "0.5", "1"]),
    ("marked", "The *[agent]* moves.", {"emphasis"}, []),
    ("marked", "See [the [agent]](https://example.org).", {"link", "strong"}, []),
    ("marked", "See [[The [agent]]].", {"wikilink"}, []),
    ("marked", "The *[agent]* moves.", {"strong"}, None),
    ("marked", "The [agent] *moves*.", {"emphasis"}, None),
    ("block", "# The [agent]", {"heading"}, []),
    ("block", "- The [agent] moves.", {"item", "cell"}, []),
    ("block", "The [agent] moves.", {"heading"}, None),
    ("capitalized", "We ask the [Agent] to move.", True, []),
    ("capitalized", "[Agents] move.", True, None),
    ("capitalized", "Figure 1: [Agents] move.", True, None),
    ("capitalized", "1.1 [Agents] move.", True, None),
    ("capitalized", "[00:01:05] [Agents] move.", True, None),
    ("capitalized", "(P1) [Agents] move.", True, None),
    ("capitalized", "Claim — [Agents] move.", True, None),
    ("capitalized", "**Jane** said this.  \n*[Agents]* move.", True, None),
    ("capitalized", "Jane<br>[Agents] move.", True, None),
    ("capitalized", "Jane hired\n[Agent] Smith.", True, []),
    ("capitalized", "We (all) hired [Agent] Smith.", True, []),
    ("capitalized", "[Agents] move.", False, []),
    ("capitalized", "We ask the [Agent] to move.", False, None),
    ("mention", "The [value function] and its values change.", words("value"), ["value"]),
    ("mention", "The [value function] changes.", words("value function"), []),
    ("mention", "The reward and the [value function] change.", words("reward"), None),
    ("mention", "The [rewards] are a reward.", words("reward"), None),
    ("mention", "The [rewards] grow.", words("rewards"), []),
    ("sentence", "Danger: the [agent] moves.", words("danger"), ["Danger"]),
    ("sentence", "Danger is near. The [agent] moves.", words("danger"), None),
    ("sentence", "The [agent] moves.", words("agent"), None),
    ("sentence", "The [agent] is an agent.", words("agent"), ["agent"]),
    ("paragraph", DRAFT, words("danger"), ["danger"]),
    ("paragraph", DRAFT, words("power", "safety"), None),
    ("heading", DRAFT, words("safety"), ["safety"]),
    ("heading", DRAFT, words("chess", "danger"), None),
    ("heading", "# The [agent] and safety", words("safety"), None),
    ("section", DRAFT, words("power"), ["Power"]),
    ("section", DRAFT, words("chess", "pieces"), None),
    ("section", "The [agent] moves.", words("agent"), None),
    ("anywhere", DRAFT, words("pieces"), ["Pieces"]),
    ("anywhere", DRAFT, words("reward"), None),
    ("anywhere", "---\ntitle: Danger\n---\n\nThe [agent] moves.", words("danger"), None),
    ("document", DRAFT, words("chess"), ["chess"]),
    ("document", f"{LONG} danger", words("danger"), None),
    ("document", f"{LONG} danger danger", words("danger"), ["danger"]),
    ("document", f"{'word ' * 160}danger of [reward].", words("danger"), None),
    ("document", f"{'word ' * 40}danger of [reward].", words("danger"), ["danger"]),
    ("document_without", LONG, words("danger"), []),
    ("brief", DRAFT, True, []),
    ("brief", LONG, True, None),
    ("brief", LONG, False, []),
    ("document_without", f"{LONG} danger", words("danger"), None),
    ("document_without", DRAFT, words("reward"), None),
    ("document_without", f"# Danger\n\n{LONG}{'word ' * 900}", words("danger"), None),
    ("document_without", f"---\ntitle: Danger\n---\n\n{LONG}{'word ' * 900}", words("danger"), None),
    ("matcher", "The [agent] moves.", Pattern("matcher", [{"LOWER": "the"}, {}, {"TAG": "VBZ"}]), ["The", "moves"]),
    ("matcher", "The dog moves an [agent].", Pattern("matcher", [{"LOWER": "the"}, {}, {"TAG": "VBZ"}]), None),
    (
        "dependency",
        "The [agent] never moves.",
        Pattern(
            "dependency",
            [
                {"RIGHT_ID": "verb", "RIGHT_ATTRS": {"TAG": "VBZ"}},
                {"LEFT_ID": "verb", "REL_OP": ">", "RIGHT_ID": "noun", "RIGHT_ATTRS": {"DEP": "nsubj"}},
            ],
        ),
        ["moves"],
    ),
    (
        "dependency",
        "The [agent] moves.",
        Pattern("dependency", [{"RIGHT_ID": "verb", "RIGHT_ATTRS": {"TAG": "VBZ"}}]),
        None,
    ),
]


@pytest.mark.parametrize(("predicate", "draft", "argument", "expected"), TABLE)
def test_answers(predicate: str, draft: str, argument: object, expected: list[str] | None) -> None:
    assert asked(draft, Test(predicate, argument)) == expected


QUOTED = [
    ('The "[agent]" moves.', True),
    ("The “so-called [agent]” moves.", True),
    ("The „so-called [agent]“ moves.", True),
    ("The „so-called” [agent] of the “loop” moves.", False),
    ("The „so-called“ [agent] of the “loop” moves.", False),
    ("The “so-called” [agent] of the “loop” moves.", False),
    ("“It moves.” So it is. “The [agent] moves.", False),
    ("The “so-called [agent]“ moves.", True),  # both marks are typed as the first
    ("The »so-called [agent]« moves.", True),
    ("Les « prétendus [agent] » move.", True),
    ("“This is one paragraph of several. The [agent] moves.", True),
    ("It is so. “The [agent] moves.", False),
    ("\u2018The [agent] doesn\u2019t move,\u2019 she said.", True),
    ("The players\u2019 [agent], and the owners\u2019.", False),
    ("'The [agent] doesn't move,' she said.", True),
    ("In the '90s the [agent] was the players' best.", False),
    ("*The [agent] moves.*\n— A. M. Miller, *Letters*", True),
    ("*The [agent] moves* — as we saw in May.", False),
    ("The *[agent]* moves. — A. M. Miller", False),
    ("\\> The [agent] moves.", True),
    ("> The [agent] moves.", True),
    ('The "quick" [agent] "moves".', False),
    ('It moves. ![Text: "The [agent] moves."](a.png)', False),  # what is written in the image
    ('> ![Text: "The [agent] moves."](a.png)', True),
    ("The [agent] moves.", False),
]


@pytest.mark.parametrize(("draft", "quoted"), QUOTED)
def test_what_is_quoted(draft: str, *, quoted: bool) -> None:
    context = marked(draft)
    assert quotations.quoted(context.index, context.mention) is quoted


def test_every_predicate_is_shown_saying_yes_and_no() -> None:
    answers = defaultdict(set)
    for predicate, _, _, expected in TABLE:
        answers[predicate].add(expected is not None)
    assert answers == {predicate: {True, False} for predicate in predicates.PREDICATES}


THE, MOVES, SPY = (Test("sentence", words(word)) for word in ("the", "moves", "spy"))

COMBINED: list[tuple[Condition, list[str] | None]] = [
    (Combination("all", (THE, MOVES)), ["The", "moves"]),
    (Combination("all", (THE, SPY)), None),
    (Combination("all", ()), []),
    (Combination("any", (SPY, MOVES)), ["moves"]),
    (Combination("any", (SPY,)), None),
    (Combination("any", ()), None),
    (Combination("none", (SPY,)), []),
    (Combination("none", (SPY, THE)), None),
    (Combination("all", (Combination("none", (SPY,)), Combination("any", (SPY, THE)))), ["The"]),
]


@pytest.mark.parametrize(("condition", "expected"), COMBINED)
def test_combinations(condition: Condition, expected: list[str] | None) -> None:
    assert asked("The [agent] moves.", condition) == expected


def test_a_mention_of_several_words_is_asked_about_as_a_whole() -> None:
    assert asked("The learned [value function] changes.", Test("modifier", words("learned"))) == ["learned"]
    assert asked("The [value function] changes its mind.", Test("subject_of", words("changes"))) == ["changes"]


def test_words_after_a_sentence_s_start_are_found_where_they_stand() -> None:
    assert asked("It won. So agents want *it*: [agents] want power.", Test("subject_of", WANT)) == ["want"]


def test_a_word_behind_a_sentence_cut_for_its_length_is_found() -> None:
    draft = "go " * 664 + "[reward] function and so on"
    assert asked(draft, Test("head_noun", words("function"))) == ["function"]
