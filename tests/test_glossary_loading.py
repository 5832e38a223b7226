from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from damage import damaged
from hypothesis import given, settings
from hypothesis import strategies as st

from termlint.errors import DataError
from termlint.glossaries import glossary
from termlint.model import Caveats, Origin
from termlint.nodes import schema, yamltext
from termlint.vocabulary import Change, Citation, Relation, Source

if TYPE_CHECKING:
    from collections.abc import Mapping

AGENT = """\
term: agent
forms: [agent, agents]
summary: A word for two things.
status: reviewed
senses:
  - id: role
    label: agent (acting side)
    short: whatever selects the actions
    definition: Acts by its [[policy.mapping|policy]]; see [[agent.pursuer]].
    domain: rl
    sources:
      - {source: book, locator: "section 3.1"}
    relations:
      - {type: contrast, to: agent.pursuer, note: A role needs no goals.}
      - {type: broader, to: policy.mapping}
  - id: pursuer
    label: agent (with goals)
    short: system that foresees what its actions lead to
    definition: Plans.
    domain: rl
conflations:
  - id: role-or-pursuer
    senses: [role, pursuer]
    why: The noun settles what should be argued.
    situation: A lookup table plays a game.
    sources: [{source: book}]
    caveats:
      role: {inline: only the acting side, footnote: No goals are implied., aside: A role.}
      pursuer: {inline: a planner, footnote: Goals are meant., aside: A planner.}
examples:
  - {text: Agents want power., report: agent-goals, conflation: role-or-pursuer}
  - {text: The agent moved., pass: one run is narrated, sense: role}
history:
  - {date: 2026-11-24, change: First version.}
"""

POLICY = """\
term: policy
forms: [policy, policies]
summary: Another word.
status: draft
senses:
  - {id: mapping, label: policy (mapping), short: map from states to actions, definition: A map., domain: rl}
"""

VALID = {
    "agent": AGENT,
    "policy": POLICY,
    "sources": "book: {authors: A. Author, year: 2001, title: A Book, url: https://example.org/book}\n",
    "domains": "rl: Reinforcement learning\n",
    "meta": "title: Terms\nversion: '1.0'\nurl: https://example.org/terms\nlicense: MIT\n",
}


def write(folder: Path, files: Mapping[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / (name if "." in name else f"{name}.yaml")).write_text(text, encoding="utf-8")
    return folder


def complaints(*folders: Path) -> list[str]:
    """What is wrong with the glossary of some folders, without the folders' names."""
    with pytest.raises(DataError) as caught:
        glossary.load(folders)
    lines = str(caught.value).splitlines()
    assert lines == [str(problem) for problem in caught.value.problems]
    return [line.replace(f"{folder}{os.sep}", "") for line in lines for folder in folders if str(folder) in line]


def test_a_glossary_is_read_whole(tmp_path: Path) -> None:
    read = glossary.load([write(tmp_path, VALID)])
    assert list(read.terms) == ["agent", "policy"]
    assert (read.title, read.version, read.url) == ("Terms", "1.0", "https://example.org/terms/")
    assert read.domains == {"rl": "Reinforcement learning"}
    assert read.sources == {"book": Source("book", "A. Author", 2001, "A Book", "https://example.org/book")}
    agent = read.terms["agent"]
    assert (agent.id, agent.slug, agent.forms, agent.status) == ("agent", "agent", ("agent", "agents"), "reviewed")
    assert agent.history == (Change("2026-11-24", "First version."),)
    role, pursuer = agent.senses
    assert role.id == "agent.role"
    assert role.sources == (Citation("book", "section 3.1"),)
    contrast = Relation("contrast", "agent.pursuer", "A role needs no goals.")
    assert role.relations == (contrast, Relation("broader", "policy.mapping"))
    assert pursuer.sources == pursuer.relations == ()
    (conflation,) = agent.conflations
    assert (conflation.id, conflation.senses) == ("agent.role-or-pursuer", ("agent.role", "agent.pursuer"))
    assert conflation.caveats["agent.pursuer"] == Caveats("a planner", "Goals are meant.", "A planner.")
    report, passes = agent.examples
    assert (report.report, report.conflation, report.passes) == ("agent-goals", "agent.role-or-pursuer", "")
    assert (passes.passes, passes.sense) == ("one run is narrated", "agent.role")
    assert passes.origin == Origin(str(tmp_path / "agent.yaml"), 32, 5)


def test_a_pair_knows_what_its_lesser_sense_is_a_kind_of(tmp_path: Path) -> None:
    lesser = AGENT.replace("    caveats:\n", "    claims_less: role\n    caveats:\n")
    for entry, broader in ((AGENT, ()), (lesser, ("policy.mapping",))):
        (pair,) = glossary.load([write(tmp_path, {**VALID, "agent": entry})]).terms["agent"].conflations
        assert pair.broader == broader


def test_what_was_read_is_plain_and_keeps_nothing_of_the_file(tmp_path: Path) -> None:
    read = glossary.load([write(tmp_path, VALID)])
    assert {type(form) for form in read.terms["agent"].forms} == {str}
    assert {type(sense.definition) for sense in read.senses()} == {str}
    assert {type(key) for term in read.conflations() for key in term.caveats} == {str}


LONG = "x" * 161
SIXTEEN = " ".join(["word"] * 16)

BROKEN = [
    # file, what stands there, what stands there instead, what is said: every line of it
    ("agent", "summary: A word for two things.\n", "", ["1:1: the key 'summary' is missing"]),
    (
        "agent",
        "summary:",
        "sumary:",
        ["1:1: the key 'summary' is missing", "3:1: unknown key 'sumary': did you mean summary? (legal: term, forms,"],
    ),
    ("agent", "label: agent (w", "lable: x\n    label: agent (w", ["17:5: unknown key 'lable': did you mean label?"]),
    (
        "agent",
        "status: reviewed",
        "status: revewed",
        ["4:9: unknown value 'revewed': did you mean reviewed? (legal: d"],
    ),
    ("agent", "term: agent", "term: 7", ["1:7: this must be text, found the number 7: put it in quotes"]),
    ("agent", "summary: A word for two things.", "summary: true", ["3:10: this must be text, found the value true"]),
    ("agent", "summary: A word for two things.", "summary:", ["3:9: this must be text, found nothing"]),
    ("agent", "summary: A word for two things.", "summary: ' '", ["3:10: this must not be empty"]),
    ("agent", "summary: A word for two things.", "summary: [x]", ["3:10: this must be text, found a list"]),
    ("agent", "forms: [agent, agents]", "forms: agent", ["2:8: this must be a list, found the text 'agent'"]),
    ("agent", "forms: [agent, agents]", "forms: []", ["2:8: this list is empty"]),
    ("agent", "forms: [agent, agents]", "forms: [agents]", ["2:1: the forms must contain the term itself, 'agent'"]),
    ("agent", "forms: [agent, agents]", "forms: [agent, Agent]", ["2:16: the form 'Agent' is here twice (first on li"]),
    ("agent", "forms: [agent, agents]", "forms: [agent, A-1, a 1]", ["2:21: the form 'a 1' is here twice"]),
    ("agent", "forms: [agent, agents]", "forms: [agent, '?']", ["2:16: '?' has no letter in it"]),
    (
        "agent",
        "forms: [agent, agents]",
        "forms: [agent, agents?]",
        ["2:16: forms are not patterns, and 'agents?' would"],
    ),
    (
        "agent",
        "forms: [agent, agents]",
        "forms: [agent, 'optimi[sz]er']",
        ["2:16: forms are not patterns, and 'optimi[s"],
    ),
    ("agent", "forms: [agent, agents]", "forms: [agent, 'agen(?:t|cy)']", ["2:16: forms are not patterns"]),
    ("agent", "forms: [agent, agents]", "forms: [agent, null]", ["2:16: this must be text, found nothing"]),
    ("agent", "term: agent", "term: agents", ["1:7: the file of 'agents' must be named agents.yaml"]),
    (
        "agent",
        "id: pursuer",
        "id: Pursuer_1",
        [
            "16:9: 'Pursuer_1' is not an id: use lower-case letters and digits",
            "23:20: unknown",
            "9:17: unknown",
            "14:30: unknown",
        ],
    ),
    ("agent", "short: whatever selects the actions", f"short: {LONG}", ["8:12: this has 161 characters: at most 160"]),
    ("agent", "short: whatever", "short: The", ["8:12: this starts with an article: leave out 'The'"]),
    ("agent", "selects the actions", "selects actions.", ["8:12: this ends in a full stop"]),
    (
        "agent",
        "label: agent (with goals)",
        "label: |-\n      a\n      b",
        ["17:12: this must be one line or paragraph"],
    ),
    (
        "agent",
        "label: agent (with goals)",
        "label: Agent (Acting side)",
        ["17:12: the label 'Agent (Acting side)' is tak"],
    ),
    (
        "agent",
        "domain: rl\n    sources",
        "domain: rll\n    sources",
        ["10:13: unknown domain 'rll': did you mean rl?; domains are listed in domains.yaml (l"],
    ),
    (
        "agent",
        "{source: book, loc",
        "{source: bok, loc",
        ["12:18: unknown source 'bok': did you mean book?; sources are listed in sources.yaml (legal: book)"],
    ),
    ("agent", "[{source: book}]", "[{source: tome}]", ["26:24: unknown source 'tome'; sources are listed in s"]),
    ("agent", "type: broader", "type: wider", ["15:16: unknown value 'wider'"]),
    (
        "agent",
        "to: policy.mapping",
        "to: policy.maping",
        ["15:29: unknown sense 'policy.maping': did you mean policy.m"],
    ),
    ("agent", "to: agent.pursuer", "to: agent.role", ["14:30: 'agent.role' is this sense itself"]),
    ("agent", ", note: A role needs no goals.", "", ["14:9: a contrast needs a note"]),
    ("agent", "[[policy.mapping|", "[[policy.map|", ["9:17: unknown sense in the link 'policy.map': did you mean pol"]),
    ("agent", "[[policy.mapping|", "[[ policy.map |", ["9:17: unknown sense in the link 'policy.map': did you mean"]),
    ("agent", "[[agent.pursuer]]", "[[pursuer]]", ["9:17: unknown sense in the link 'pursuer': did you mean agent.pu"]),
    ("agent", "summary: A", "summary: A [[agent]]", ["3:10: unknown sense in the link 'agent'"]),
    ("agent", "why: The", "why: The [[agent.hope]]", ["24:10: unknown sense in the link 'agent.hope'"]),
    ("agent", "situation: A", "situation: A [[agent.hope]]", ["25:16: unknown sense in the link 'agent.hope'"]),
    (
        "agent",
        "senses: [role, pursuer]",
        "senses: [role, pursuit]",
        ["23:20: unknown sense 'pursuit': did you mean pursuer? (l"],
    ),
    (
        "agent",
        "senses: [role, pursuer]",
        "senses: [agent.role, pursuer]",
        ["23:14: unknown sense 'agent.role': did you mean role?"],
    ),
    (
        "agent",
        "senses: [role, pursuer]",
        "senses: [role]",
        ["23:13: this must have exactly 2 entries, found 1", "29:7"],
    ),
    (
        "agent",
        "senses: [role, pursuer]",
        "senses: [role, role]",
        ["23:20: the sense 'role' is here twice", "29:7: unknown s"],
    ),
    (
        "agent",
        "      role: {inl",
        "      rolle: {inl",
        ["27:5: the caveats for 'role' are missing", "28:7: unknown sense 'ro"],
    ),
    ("agent", "inline: a planner, ", "", ["29:16: the key 'inline' is missing"]),
    (
        "agent",
        "inline: a planner",
        "inline: (a planner)",
        ["29:25: this is in parentheses already: leave them out, an inline caveat is shown in them anyway"],
    ),
    ("agent", "inline: a planner", f"inline: {SIXTEEN}", ["29:25: this has 16 words: an inline caveat has at most 15"]),
    ("agent", "id: role-or-pursuer", "id: role", ["22:9: the id 'role' is here twice (first on line 6)", "31:65: unk"]),
    (
        "agent",
        "id: pursuer",
        "id: role",
        ["16:9: the id 'role' is here twice", "23:20: unknown", "9:17: unknown", "14:30: unknown"],
    ),
    (
        "agent",
        ", report: agent-goals, conflation: role-or-pursuer",
        "",
        ["31:5: an example needs report (a rule), pass ("],
    ),
    ("agent", "report: agent-goals", "report: true", ["31:40: this must be the id of a rule: only an example listed"]),
    ("agent", "report: agent-goals", "report: x, pass: y", ["31:5: an example has either report or pass, not both"]),
    ("agent", "sense: role}", "sense: rol}", ["32:64: unknown sense 'rol': did you mean role? (legal: role, pursuer)"]),
    (
        "agent",
        "conflation: role-or-pursuer}",
        "conflation: x}",
        ["31:65: unknown conflation 'x' (legal: role-or-pursuer)"],
    ),
    (
        "agent",
        "pass: one run is narrated",
        "pass: one run, narrated",
        ["32:45: unknown key 'narrated' (a comma inside { } ends a text that is not in quotes) (legal: text,"],
    ),
    ("agent", "2026-11-24", "24.11.2026", ["34:12: '24.11.2026' is not a date written YYYY-MM-DD"]),
    ("agent", "2026-11-24", "2026-02-30", ["34:12: '2026-02-30' is not a date written YYYY-MM-DD"]),
    ("agent", "2026-11-24", "20261124", ["34:12: this must be text, found the number 20261124"]),
    (
        "agent",
        "status: reviewed",
        "status: reviewed\nstatus: draft",
        ["5:1: the key 'status' is here twice (first on line"],
    ),
    ("agent", "status: reviewed", "status: no", ["4:9: unknown value 'no' (legal: draft, reviewed, deprecated)"]),
    ("agent", AGENT, "", ["1:1: this must be an entry with the keys term, forms, shares, summary"]),
    ("agent", AGENT, "- agent\n", ["1:1: this must be an entry with the keys term, forms, shares, summary"]),
    (
        "policy",
        "term: policy\nforms: [policy",
        "term: π\nforms: [π",
        ["1:7: 'π' has no letter from a to z and no digit to name its file and its address: give the term"],
    ),
    (
        "policy",
        "term: policy\nforms: [policy",
        "term: stakes\nforms: [stakes",
        ["1:7: stakes.yaml is a file of another kind, so it cannot hold a term: give the term another name, and"],
    ),
    ("policy", "[policy, policies]", "[policy, agents]", ["2:17: the form 'agents' is taken (by agent.yaml:2)"]),
    ("policy", "definition: A map.", "definition: A [[link].", ["6:5: the brace { opened here is not closed"]),
    (
        "sources",
        "url: https://example.org/book",
        "url: example.org/book",
        ["1:60: 'example.org/book' is not an address"],
    ),
    (
        "sources",
        "url: https://example.org/book",
        "url: 'javascript:alert(1)'",
        ["1:60: 'javascript:alert(1)' is not an address"],
    ),
    ("sources", "https://example.org/book", "'https://a b'", ["1:60: 'https://a b' is not an address"]),
    ("sources", "year: 2001", "year: '2001'", ["1:34: this must be a number, found the text '2001'"]),
    ("sources", "year: 2001", "year: 2001.5", ["1:34: this must be a year"]),
    ("sources", "year: 2001", "year: true", ["1:34: this must be a number, found the value true"]),
    (
        "sources",
        "book:",
        "Book One:",
        ["1:1: 'Book One' is not an id: use lower-case", "12:18: unknown source", "26:24: unknown"],
    ),
    ("sources", "book: {", "- {", ["1:1: this must map names to entries, found a list"]),
    ("domains", "Reinforcement learning", "[a]", ["1:5: this must be text, found a list"]),
    (
        "meta",
        "title:",
        "titel:",
        ["1:1: unknown key 'titel': did you mean title? (legal: title, version, url, license)"],
    ),
    ("meta", "'1.0'", "1.10", ["2:10: this must be text, found the number 1.1: put it in quotes"]),
    (
        "meta",
        "https://example.org/terms",
        "ftp://example.org",
        ["3:6: 'ftp://example.org' is not an address"],
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "expected"), BROKEN)
def test_an_error_says_where_and_what(file: str, old: str, new: str, expected: list[str], tmp_path: Path) -> None:
    assert old in VALID[file]
    said = complaints(write(tmp_path, VALID | {file: VALID[file].replace(old, new, 1)}))
    assert len(said) == len(expected), said
    found = sorted(line.partition(":")[2] for line in said)
    for line, start in zip(found, sorted(expected), strict=True):
        assert line.startswith(start)


def test_the_problems_of_all_files_are_reported_at_once(tmp_path: Path) -> None:
    files = {name: text.replace("rl", "lr").replace("title", "titel") for name, text in VALID.items()}
    files["extra"] = "a: [\n"
    said = complaints(write(tmp_path, files))
    assert {line.split(":")[0] for line in said} == {"extra.yaml", "meta.yaml", "sources.yaml"}


def test_signs_in_a_form_are_a_part_of_it(tmp_path: Path) -> None:
    forms = ("agent", "A* search", "p(a|s)", "(mis)alignment", "why?", "C++")
    agent = VALID["agent"].replace("forms: [agent, agents]", f"forms: {json.dumps(forms)}")
    assert glossary.load([write(tmp_path, VALID | {"agent": agent})]).terms["agent"].forms == forms


def test_names_are_looked_up_only_where_every_file_could_be_read(tmp_path: Path) -> None:
    said = complaints(write(tmp_path, VALID | {"policy": "term: [\n"}))
    assert [line.split(":")[0] for line in said] == ["policy.yaml"]


@pytest.mark.parametrize(
    ("relations", "closed"),
    [
        ("[{type: narrower, to: agent.role}]", []),
        ("[{type: broader, to: agent.pursuer}]", []),
        ("[{type: broader, to: agent.role}]", ["'policy.mapping' would be broader than itself through 'agent.role'"]),
        (
            "[{type: narrower, to: agent.pursuer}, {type: broader, to: agent.pursuer}]",
            ["'agent.pursuer' would be broader than itself through 'policy.mapping'"],
        ),
    ],
)
def test_no_sense_is_broader_than_itself(relations: str, closed: list[str], tmp_path: Path) -> None:
    policy = POLICY.replace("domain: rl}", f"domain: rl, relations: {relations}}}")
    said = []
    try:
        glossary.load([write(tmp_path, VALID | {"policy": policy})])
    except DataError as error:
        said = [problem.message for problem in error.problems]
    assert said == closed


def test_a_loop_is_what_is_wrong_with_the_folder_that_closes_it(tmp_path: Path) -> None:
    """Whoever adds a term cannot mend those that were there before."""
    entry = "term: {}\nforms: [{}]\nsummary: S.\nstatus: draft\nsenses:\n"
    sense = "  - {{id: s, label: {0}, short: s, definition: S., domain: rl, relations: [{1}]}}\n"
    broader, narrower = "{{type: broader, to: {}.s}}".format, "{{type: narrower, to: {}.s}}".format
    shipped = {
        name: entry.format(name, name) + sense.format(name, to)
        for name, to in (("aa", "{type: see, to: bb.s}"), ("bb", broader("aa")), ("cc", broader("bb")))
    }
    own = entry.format("own", "own") + sense.format("own", broader("cc") + ", " + narrower("aa"))
    folders = write(tmp_path / "shipped", shipped | {"domains": "rl: RL\n"}), write(tmp_path / "own", {"own": own})
    with pytest.raises(DataError) as caught:
        glossary.load(folders)
    (said,) = map(str, caught.value.problems)
    assert said.startswith(f"{folders[1] / 'own.yaml'}:6:")
    assert said.endswith("'own.s' would be broader than itself through 'cc.s'")


def test_a_later_folder_adds_terms_and_replaces_those_of_the_same_lemma(tmp_path: Path) -> None:
    own = {
        "policy": POLICY.replace("draft", "reviewed"),
        "value-model": POLICY.replace("policy", "value model").replace("policies", "value models"),
        "sources": "paper: {authors: B, year: 2020, title: T, url: http://example.org}\n",
        "meta": "version: '2.0'\n",
    }
    read = glossary.load([write(tmp_path / "shipped", VALID), write(tmp_path / "own", own)])
    assert list(read.terms) == ["agent", "policy", "value model"]
    assert read.terms["policy"].status == "reviewed"
    assert [sense.id for sense in read.terms["value model"].senses] == ["value-model.mapping"]
    assert list(read.sources) == ["book", "paper"]
    assert (read.title, read.version) == ("Terms", "2.0")


def test_a_term_that_replaces_one_without_its_senses_is_what_is_wrong(tmp_path: Path) -> None:
    policy = POLICY.replace("id: mapping", "id: plan")
    shipped, own = write(tmp_path / "shipped", VALID), write(tmp_path / "own", {"policy": policy})
    with pytest.raises(DataError) as caught:
        glossary.load([shipped, own])
    (said,) = map(str, caught.value.problems)
    there = f"policy.mapping ({shipped / 'agent.yaml'}:15); keep "
    assert said.startswith(
        f"{own / 'policy.yaml'}:5:1: this replaces 'policy' but lacks senses that others refer to: {there}"
    )


def test_within_a_folder_a_reference_to_no_sense_is_what_is_wrong(tmp_path: Path) -> None:
    files = {"policy": POLICY.replace("id: mapping", "id: plan"), "agent": AGENT.replace("book", "paper")}
    said = complaints(write(tmp_path / "shipped", VALID), write(tmp_path / "own", files))
    assert any("agent.yaml:9:17: unknown sense in the link 'policy.mapping'" in line for line in said)


def test_a_term_that_replaces_one_with_the_label_of_another_is_what_is_wrong(tmp_path: Path) -> None:
    # Though the agent of the first folder is read before its policy.
    agent = AGENT.replace("agent (acting side)", "policy (mapping)")
    shipped, own = write(tmp_path / "shipped", VALID), write(tmp_path / "own", {"agent": agent})
    with pytest.raises(DataError) as caught:
        glossary.load([shipped, own])
    taken = f"the label 'policy (mapping)' is taken (by {shipped / 'policy.yaml'}:6)"
    assert [str(problem) for problem in caught.value.problems] == [f"{own / 'agent.yaml'}:7:12: {taken}"]


def test_a_form_of_a_term_in_another_folder_is_shared_without_its_word(tmp_path: Path) -> None:
    # Whoever writes the later folder cannot change a built-in term.
    plan = POLICY.replace("policies", "agents").replace("policy", "plan")
    shipped = write(tmp_path / "shipped", VALID)
    with pytest.raises(
        DataError, match=r"is taken \(by .*agent\.yaml:2\); if both terms have it, .* under shares here$"
    ):
        glossary.load([shipped, write(tmp_path / "own", {"plan": plan})])
    plan = plan.replace("summary:", "shares: [agents]\nsummary:")
    both = glossary.load([shipped, write(tmp_path / "own", {"plan": plan})])
    assert [term.id for term in both.terms.values() if "agents" in term.forms] == ["agent", "plan"]


def test_two_lemmas_of_one_slug_cannot_live_together(tmp_path: Path) -> None:
    own = {"agent": AGENT.replace("term: agent", "term: Agent").replace("[agent, agents]", "[Agent, actor]")}
    said = complaints(write(tmp_path / "shipped", VALID), write(tmp_path / "own", own))
    assert any("1:7: the file name 'agent' is taken (by" in line for line in said)


def test_a_file_for_all_terms_with_its_name_misspelt_is_told_so(tmp_path: Path) -> None:
    said = complaints(write(tmp_path, VALID | {"source": VALID["sources"]}))
    assert "source.yaml:1:1: this is read as a term's file: did you mean sources.yaml?" in said


def test_a_folder_that_holds_no_term_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"holds no term: expected files such as agent\.yaml"):
        glossary.load([write(tmp_path, {"domains": VALID["domains"]})])


def test_a_folder_that_is_none_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(DataError) as caught:
        glossary.load([tmp_path / "gone", file])
    assert str(caught.value) == f"{file}: is not a folder\n{tmp_path / 'gone'}: there is no such folder"


def test_only_files_of_the_folder_are_read(tmp_path: Path) -> None:
    outside = tmp_path / "secret"
    outside.write_text("password: x\n", encoding="utf-8")
    folder = write(
        tmp_path / "folder", VALID | {".hidden.yaml": "[", "README.md": "[", "other.yml": "[", "u.YAML": "["}
    )
    (folder / "leak.yaml").symlink_to(outside)
    (folder / "gone.yaml").symlink_to(folder / "nowhere")
    (folder / "dir.yaml").mkdir()
    os.mkfifo(folder / "pipe.yaml")
    assert complaints(folder) == [
        "dir.yaml: is not a regular file",
        "gone.yaml: is not a regular file",
        "leak.yaml: is a symbolic link that leads out of the folder",
        "other.yml: only files that end in .yaml are read: rename it",
        "pipe.yaml: is not a regular file",
        "u.YAML: only files that end in .yaml are read: rename it",
    ]


def test_a_link_within_the_folder_is_read(tmp_path: Path) -> None:
    folder = write(tmp_path / "folder", {**VALID, "policy.txt": POLICY, "policy": ""})
    (folder / "policy.yaml").unlink()
    (folder / "policy.yaml").symlink_to("policy.txt")
    assert "policy" in glossary.load([folder]).terms


HOSTILE = {
    "unknown keys": AGENT + "".join(f"summarx{i}: x\n" for i in range(50_000)),
    "unknown senses": AGENT.replace("examples:", "examples:" + "\n  - {text: x, sense: rolex}" * 20_000),
    "many senses": POLICY
    + "".join(
        f"  - {{id: m{i}, label: l{i}, short: s, definition: '[[policy.{i}]]', domain: rl,"
        f" relations: [{{type: broader, to: policy.m{i + 1}}}]}}\n"
        for i in range(5000)
    ),
    "open links": POLICY.replace("A map.", "[[" * 200_000),
    "a long key": AGENT + "x" * 500_000 + ": 1\n",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_are_refused_in_short_order(text: str, tmp_path: Path) -> None:
    file = text.partition("\n")[0].removeprefix("term: ")
    said = complaints(write(tmp_path, VALID | {file: text}))
    assert len(said) <= yamltext.MAX_PROBLEMS
    assert max(map(len, said)) < 2000


def test_the_shipped_glossary_loads() -> None:
    read = glossary.load([glossary.builtin()])
    assert {"agent", "reward", "policy", "value function", "mesa-optimizer"} <= set(read.terms)


def test_no_author_has_a_year() -> None:
    """It is shown behind the authors: "A. Author (2001)"."""
    sources = glossary.load([glossary.builtin()]).sources.values()
    assert [source.id for source in sources if re.search(r"\([12][0-9]{3}\)", source.authors)] == []


def test_every_shipped_sense_and_conflation_says_where_in_its_sources() -> None:
    read = glossary.load([glossary.builtin()])
    assert [each.id for each in read.senses() if not each.sources] == []
    owners = (*read.senses(), *read.conflations())
    assert [each.id for each in owners if not all(citation.locator for citation in each.sources)] == []
    assert read.sources.keys() == {citation.source for each in owners for citation in each.sources}


@pytest.mark.parametrize("path", sorted(glossary.builtin().glob("*.yaml")), ids=lambda path: path.name)
def test_every_reader_of_yaml_finds_the_same_in_the_shipped_files(path: Path) -> None:
    """`glossary fmt` edits with ruamel.yaml, editors check with YAML 1.2 parsers: all must see the same data."""
    ruamel = pytest.importorskip("ruamel.yaml").YAML(typ="safe", pure=True)
    mine = json.dumps(yamltext.plain(yamltext.load(path)))
    assert mine == json.dumps(ruamel.load(path.read_text(encoding="utf-8")), default=str)
    assert mine == json.dumps(yaml.safe_load(path.read_text(encoding="utf-8")), default=str)


NAMES = st.sampled_from(["agent", "policy", "sources", "domains", "meta"])
STRANGE = st.sampled_from(
    [None, True, 7, 1.5, "", "x", "agent.role", [], {}, [[]], [{}], {"a": 1}, ["x"], "a\nb", "the x."]
)


@settings(max_examples=300)
@given(st.data())
def test_a_damaged_glossary_is_refused_or_read_and_nothing_else(draw: st.DataObject) -> None:
    name = draw.draw(NAMES)
    data = yamltext.plain(yamltext.parse(VALID[name], name))
    for _ in range(draw.draw(st.integers(1, 3))):
        data = damaged(data, draw, STRANGE)
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), VALID | {name: json.dumps(data)})
        with contextlib.suppress(DataError):
            glossary.load([Path(folder)])


def test_a_text_knows_its_place_and_is_otherwise_a_text() -> None:
    text = schema.located("x", yamltext.Point(2, 3))
    assert (text, text.at, f"{text}") == ("x", (2, 3), "x")


def test_loading_needs_nothing_heavy() -> None:
    """The linter loads its data at every start."""
    code = (
        "import sys; from termlint.glossaries import glossary, rules; terms = glossary.load([glossary.builtin()]);"
        "print(*(name for name in ('click', 'markdown_it', 'pydantic', 'ruamel', 'spacy') if name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout.split() == []
