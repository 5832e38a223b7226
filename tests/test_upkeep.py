"""What only `termlint glossary validate` looks at: a glossary fit for people, whose addresses stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from termlint.curation import curating
from termlint.errors import DataError
from termlint.glossaries import data, glossary

if TYPE_CHECKING:
    from pathlib import Path

TERM = """\
term: {lemma}
forms: [{lemma}, {lemma}s]
summary: A word.
status: draft
senses:
  - id: first
    label: {lemma} (first)
    short: thing that acts
    definition: Something that acts. See [[{other}.second]].
    domain: rl
    sources:
      - {{source: book, locator: chapter 1}}
    relations:
      - {{type: broader, to: {lemma}.second}}
      - {{type: contrast, to: {other}.first, note: It differs.}}
  - id: second
    label: {lemma} (second)
    short: what is wanted
    definition: Something that is wanted; see [[{other}.second]].
    domain: rl
conflations:
  - id: first-or-second
    senses: [first, second]
    why: It misleads.
    situation: A thing acts.
    caveats:
      first: {{inline: it acts, footnote: It acts., aside: It acts.}}
      second: {{inline: it is wanted, footnote: It is wanted., aside: It is wanted.}}
"""
RULES = """\
term: agent
cues:
  - {sense: first, weight: 1, when: {sentence: [a, b], number: plural}}
  - {sense: second, weight: 1, when: {sentence: [c]}}
rules:
  - {id: agent-acts, conflation: first-or-second, level: warning, message: m, when: {generic: true}}
"""
PUBLISHED = """\
terms: [agent, goal]
senses:
  - agent.first
  - agent.second
  - goal.old
conflations: [goal.first-or-second]
rules: [agent-acts]
renamed:
  senses: {goal.old: goal.first}
"""
GOOD = {
    "glossary/agent": TERM.format(lemma="agent", other="goal"),
    "glossary/goal": TERM.format(lemma="goal", other="agent").replace("wanted; see", "wanted. See"),
    "glossary/domains": "rl: reinforcement learning\n",
    "glossary/sources": "book: {authors: A, year: 2001, title: B, url: 'https://example.org/b'}\n",
    "glossary/published": PUBLISHED,
    "rules/agent": RULES,
}


def validated(folder: Path, files: dict[str, str]) -> list[str]:
    """What is said about some files."""
    for name, text in files.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    try:
        curating.validated(data.Folders((folder / "glossary",), (folder / "rules",), builtin=False))
    except DataError as error:
        return [str(problem).removeprefix(f"{folder}/") for problem in error.problems]
    return []


def test_a_good_glossary_has_no_problems(tmp_path: Path) -> None:
    assert validated(tmp_path, GOOD) == []


BROKEN = [
    (
        "glossary/agent",
        "short: thing that acts",
        "short: agent that acts",
        "8:12: this defines the word by itself ('agent that'): say what it is",
    ),
    (
        "glossary/agent",
        "definition: Something that acts.",
        "definition: An agent which acts.",
        "9:17: this defines the word by itself ('An agent which'): say what it is",
    ),
    (
        "glossary/goal",
        "wanted. See [[agent",
        "wanted like an [[agent",
        "19:17: 'goal.second' is defined by 'agent.second', which in turn is defined by it: leave the link out",
    ),
    (
        "glossary/goal",
        "wanted. See [[agent.second",
        "wanted by a [[goal.second",
        "19:17: 'goal.second' is defined by itself: leave the link out of the first sentence",
    ),
    (
        "glossary/agent",
        "type: contrast, to: goal.first, note: It differs.",
        "type: related, to: agent.second",
        "15:29: 'agent.second' is broader or narrower already, so it cannot be related as well",
    ),
    ("glossary/agent", "[[goal.second]]", "[[goal.second]", "9:17: '[[goal.second' is half a link: a whole one is"),
    ("glossary/agent", "[[goal.second]]", "[goal.second|x]]", "9:17: 'goal.second|x]]' is half a link: a whole one"),
    ("glossary/agent", "[[goal.second]]", "[goal.second]] " + "a" * 400_000, "9:17: 'goal.second]]' is half a link"),
    ("glossary/agent", "[[goal.second]]", "[goal.second]] " + "a.b|" * 100_000, "9:17: 'goal.second]]' is half a link"),
    (
        "glossary/sources",
        "https://example.org/b'",
        "https://example.org/b', kind: secondary",
        "glossary/agent.yaml:5:1: no sense or conflation has a primary source: cite a work that uses the word this way",
    ),
    (
        "glossary/sources",
        "https://example.org/b'",
        "https://example.org/b', kind: tertiary",
        "1:78: unknown value 'tertiary': did you mean primary? (legal: primary, secondary)",
    ),
    ("glossary/sources", "https://example.org/b", "https://example/b", "1:47: 'https://example/b' is not an address"),
    (
        "glossary/sources",
        "https://example.org/b",
        "https://example..org/b",
        "1:47: 'https://example..org/b' is not an ad",
    ),
    (
        "glossary/sources",
        "https://example.org/b",
        "https://u@example.org",
        "1:47: 'https://u@example.org' is not an addr",
    ),
    ("glossary/sources", "https://example.org/b", "example.org/b", "1:47: 'example.org/b' is not an address"),
    (
        "glossary/sources",
        "https://example.org/b",
        "https://example.org/a b",
        "1:47: 'https://example.org/a b' is not an a",
    ),
    (
        "glossary/goal",
        "forms: [goal, goals]",
        "forms: [goal, agents]",
        "2:15: the form 'agents' is taken (by glossary/agent.yaml:2); if both terms have it, list it under shares in b",
    ),
    (
        "glossary/goal",
        "forms: [goal, goals]",
        "forms: [goal, agents]\nshares: [agents]",
        "3:10: 'agents' must be listed under shares there, too: glossary/agent.yaml:2",
    ),
    (
        "glossary/goal",
        "forms: [goal, goals]",
        "forms: [goal, goals]\nshares: [goals]",
        "3:10: no other term has the form 'goals': remove it from shares",
    ),
    (
        "glossary/goal",
        "forms: [goal, goals]",
        "forms: [goal, goals]\nshares: [gaols]",
        "3:10: unknown form 'gaols': did you mean goals? (legal: goal, goals)",
    ),
    (
        "rules/agent",
        "{sentence: [c]}",
        "{number: plural, sentence: [b, a]}",
        "4:5: 'agent.second' and 'agent.first' have the same cues: say what tells them apart",
    ),
    (
        "rules/agent",
        "message: m,",
        "message: m, others: {first-or-second: n},",
        "6:5: 'agent.first-or-second' is the rule's own conflation: remove it from others",
    ),
    (
        "rules/agent",
        "id: agent-acts",
        "id: goal-contract",
        "6:5: the id 'goal-contract' is reserved for the warning about contracts of 'goal'",
    ),
    (
        "glossary/published",
        "agent.second",
        "agent.sekond",
        "4:5: unknown sense 'agent.sekond': did you mean agent.second?; published ids must not disappear: list",
    ),
    (
        "glossary/published",
        "[agent, goal]",
        "[agent, gaol]",
        "1:16: unknown term 'gaol': did you mean goal?; published ids must not disappear: list its new id",
    ),
    (
        "glossary/published",
        "[agent-acts]",
        "[agent-act]",
        "7:9: unknown rule 'agent-act': did you mean agent-acts?; published ids must not disappear",
    ),
    (
        "glossary/published",
        "goal.first-or",
        "goal.first-and",
        "6:15: unknown conflation 'goal.first-and-second': did you mean goal.first-or-second?; published ids must not",
    ),
    (
        "glossary/published",
        "{goal.old: goal.first}",
        "{goal.old: goal.frist}",
        "9:22: unknown sense 'goal.frist': did you mean goal.first? (legal: agent.first, agent.second, goal.first, go",
    ),
    (
        "glossary/published",
        "{goal.old: goal.first}",
        "{goal.old: goal.first, agent.first: goal.first}",
        "9:34: 'agent.first' exists: remove it from renamed",
    ),
    (
        "glossary/published",
        "  senses: {",
        "  sense: {",
        "9:3: unknown key 'sense': did you mean senses? (legal: terms, senses, conflations, rules)",
    ),
]


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case[3][:50])
def test_what_is_wrong_is_named_where_it_stands(case: tuple[str, str, str, str], tmp_path: Path) -> None:
    file, old, new, expected = case
    assert old in GOOD[file]
    said = validated(tmp_path, GOOD | {file: GOOD[file].replace(old, new, 1)})
    place = expected if expected.startswith("glossary/") else f"{file}.yaml:{expected}"
    assert [line.replace(f"{tmp_path}/", "") for line in said if place in line.replace(f"{tmp_path}/", "")], said


@pytest.mark.parametrize("text", ["The [[ goal.second | end ]].", "x[[0.5, 1], [2, 0.5]]", "`[[a.b]`", "goal.md]"])
def test_what_is_no_half_of_a_link(text: str, tmp_path: Path) -> None:
    assert validated(tmp_path, GOOD | {"glossary/agent": GOOD["glossary/agent"].replace("A word.", f"'{text}'")}) == []


def test_a_form_may_be_shared_where_both_say_so(tmp_path: Path) -> None:
    files = dict(GOOD)
    files["glossary/agent"] = files["glossary/agent"].replace(
        "[agent, agents]", "[agent, move-maker]\nshares: [Move maker]"
    )
    files["glossary/goal"] = files["glossary/goal"].replace("[goal, goals]", "[goal, move maker]\nshares: [move maker]")
    said = validated(tmp_path, files)
    assert said == [
        "glossary/agent.yaml:3:10: unknown form 'Move maker': did you mean move-maker? (legal: agent, move-maker)"
    ]
    files["glossary/agent"] = files["glossary/agent"].replace("Move maker", "move-maker")
    assert validated(tmp_path, files) == []


def test_what_a_glossary_of_ones_own_replaces_is_not_missed(tmp_path: Path) -> None:
    validated(tmp_path, GOOD)
    own = tmp_path / "own"
    own.mkdir()
    text = (
        TERM.format(lemma="agent", other="goal").replace("id: first\n", "id: act\n").replace("agent.first", "agent.act")
    )
    (own / "agent.yaml").write_text(text.replace("[first,", "[act,").replace("      first:", "      act:"))
    (tmp_path / "rules/agent.yaml").write_text("term: agent\n")
    goal = (tmp_path / "glossary/goal.yaml").read_text().replace("to: agent.first", "to: goal.second")
    (tmp_path / "glossary/goal.yaml").write_text(goal)
    folders = data.Folders((tmp_path / "glossary", own), (tmp_path / "rules",), builtin=False)
    assert set(curating.validated(folders)[0].terms) == {"agent", "goal"}


def test_what_is_renamed_is_known_to_the_glossary(tmp_path: Path) -> None:
    validated(tmp_path, GOOD)
    assert glossary.load([tmp_path / "glossary"]).renamed == {"senses": {"goal.old": "goal.first"}}


def test_what_a_renamed_term_has_moves_with_it(tmp_path: Path) -> None:
    ledger = "terms: [aim]\nsenses: [aim.first]\nconflations: [aim.first-or-second]\nrenamed:\n  terms: {aim: goal}\n"
    assert validated(tmp_path, GOOD | {"glossary/published": ledger}) == []
    (said,) = validated(tmp_path, GOOD | {"glossary/published": ledger.replace("aim.first]", "aim.third]")})
    assert said.startswith("glossary/published.yaml:2:10: unknown sense 'aim.third'; published ids must not")


def test_the_shipped_glossary_is_sound() -> None:
    terms, _ = curating.validated(data.Folders())
    cited = {c.source for term in terms.terms.values() for sense in term.senses for c in sense.sources}
    assert cited <= set(terms.sources)


def test_a_glossary_can_be_looked_at_without_its_rules(tmp_path: Path) -> None:
    files = {name: text for name, text in GOOD.items() if not name.startswith("rules")}
    files["glossary/agent"] += "examples:\n  - {text: x, report: agent-acts}\n"
    assert validated(tmp_path, files | {"rules/lexicon": "a: [b]\n"}) == []
