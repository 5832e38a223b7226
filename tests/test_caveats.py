"""Caveats that say where they come from: recognised, renewed when the glossary changed, left alone when edited."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from test_fixes import GLOSSARY, check

from termlint.inserting import fixes
from termlint.markup import markdown
from termlint.settling import caveats

if TYPE_CHECKING:
    from termlint.model import CaveatKind
    from termlint.vocabulary import Glossary

PAIR, ROLE = "agent.role-or-pursuer", "agent.role"
NOTE, INLINE, ASIDE = "*Agent* is role here.", "as role", "**Note.** It is role."


def mark(wording: str, *, mdx: bool = False) -> str:
    return caveats.mark(PAIR, ROLE, wording, mdx=mdx)


def texts(source: str) -> list[str]:
    return [block.text for block in caveats.take(markdown.read("draft.md", source))[0].blocks]


COPIES = [
    ("footnote", f"Agents[^a] move.\n\n[^a]: {NOTE} {mark(NOTE)}\n", NOTE),
    ("footnote", f"Agents[^a] move.\n\n[^a]:\n    *Agent* is\n    role here.\n    {mark(NOTE)}\n", NOTE),
    ("footnote", f"Agents[^a] move.\n\n[^a]: _Agent_ is role here. {mark(NOTE)}\n", NOTE),
    ("footnote", f"> [!note]\n> Agents[^a] move.\n>\n> [^a]: {NOTE} {mark(NOTE)}\n", NOTE),
    ("footnote", f"Agents^[{NOTE} {mark(NOTE)}] move.\n", NOTE),
    ("inline", f"Agents ({INLINE}) move.{mark(INLINE)}\n", INLINE),
    ("inline", f"Agents (and (x)) [{INLINE}] (y) move.{mark(INLINE)} More.\n", INLINE),
    ("inline", f"Agents (*agents*: {INLINE}) move.{mark(INLINE)}\n", INLINE),
    ("inline", f"Agents (and (x); _agents_ {INLINE}) move.{mark(INLINE)}\n", INLINE),
    ("inline", f"Agents (and (x); *agents*:\n{INLINE}) move.{mark(INLINE)}\n", INLINE),
    ("aside", f"Agents move.\n\n> {ASIDE} {mark(ASIDE)}\n", ASIDE),
    ("aside", f"Agents move.\n\n> [!note]\n> **Note.** It\n> is role.\n> {mark(ASIDE)}\n", ASIDE),
]


@pytest.mark.parametrize(("form", "source", "wording"), COPIES)
def test_a_copy_is_no_prose(form: str, source: str, wording: str) -> None:
    _, (copy,) = caveats.take(markdown.read("draft.md", source))
    assert (copy.conflation, copy.sense, copy.form) == (PAIR, ROLE, form)
    assert caveats.clean(source[slice(*copy.words)].replace("\n> ", " ")) == caveats.clean(wording)
    assert [text.replace("(and (x)) ", "").replace("(y) ", "").partition(" More")[0] for text in texts(source)] == [
        "Agents move."
    ]


AUTHORS = [
    f"Agents[^a] move.\n\n[^a]: *Agent* is something else. {mark(NOTE)}\n",
    f"Agents (as a role) move.{mark(INLINE)}\n",
    f"Agents move.\n\n> **Note.** It is quite a role. {mark(ASIDE)}\n",
    f"Agents, and I mean the role, move. <!-- termlint-caveat {PAIR} role -->\n",
]


@pytest.mark.parametrize("source", AUTHORS)
def test_an_edited_copy_is_the_authors_own(source: str) -> None:
    document, (copy,) = caveats.take(markdown.read("draft.md", source))
    assert (copy.conflation, copy.form) == (PAIR, None)
    assert document.blocks == markdown.read("draft.md", source).blocks
    assert caveats.stale(copy, worded("another")) == ""


def worded(words: str) -> Glossary:
    """The glossary with all caveats of agents in other words."""
    term = GLOSSARY.terms["agent"]
    conflation = term.conflations[0]
    said = {sense: type(item)(words, words, words) for sense, item in conflation.caveats.items()}
    changed = replace(term, conflations=(conflation._replace(caveats=said),))
    return replace(GLOSSARY, terms={**GLOSSARY.terms, "agent": changed})


RENEWED = [
    (f"Agents[^a] move.\n\n[^a]: {NOTE} {mark(NOTE)}\n", "Agents[^a] move.\n\n[^a]: New *words*. {}\n"),
    (
        f"Agents ({INLINE}) move.{mark(INLINE)} <!-- termlint-disable -->\n",
        "Agents (New *words*.) move.{} <!-- termlint-disable -->\n",
    ),
    (f"Agents (*x*; *agents*: {INLINE}) move.{mark(INLINE)}\n", "Agents (*x*; *agents*: New *words*.) move.{}\n"),
    (f"> **Note.** It\n> is role. {mark(ASIDE)}\n\nAgents move.\n", "> New *words*. {}\n\nAgents move.\n"),
    (f"Agents[^a] move.\r\n\r\n[^A]: {NOTE} {mark(NOTE)}", "Agents[^a] move.\r\n\r\n[^A]: New *words*. {}"),
    (f"Agents ({INLINE}) move.{mark(INLINE, mdx=True)}\n", "Agents (New *words*.) move.{}\n"),
]
NEW = "New *words*."


@pytest.mark.parametrize(("source", "expected"), RENEWED)
def test_a_stale_copy_is_reported_and_renewed(source: str, expected: str) -> None:
    mdx = "{/*" in source
    path = "draft.mdx" if mdx else "draft.md"
    assert check(path, source).problems == ()
    report = check(path, source, worded(NEW))
    (problem,) = report.problems
    assert problem.notice
    assert problem.message.startswith("this caveat is stale")
    fixed = fixes.fix(report, [], worded(NEW), "footnote")
    assert fixed.source == expected.format(mark(NEW, mdx=mdx))
    assert [fix.kind for fix in fixed.fixes] == ["renewed"]
    assert check(path, fixed.source, worded(NEW)).problems == ()


@pytest.mark.parametrize("end", ["-->", "\n> -->"])
def test_a_copy_is_not_stale_because_its_comment_is_laid_out_anew(end: str) -> None:
    source = f"> Agents ({INLINE}) move.{mark(INLINE).replace(' -->', end)}\n"
    assert texts(source) == ["Agents move."]
    assert check("draft.md", source).problems == ()


@pytest.mark.parametrize("layout", ["> {} {}\n", "^[{} {}]\n", "[^a]\n\n[^a]: {} {}\n"])
def test_a_caveat_may_be_all_there_is(layout: str) -> None:
    source = layout.format(NEW, mark(NEW))
    assert texts(source) == []
    assert check("draft.md", source, worded(NEW)).problems == ()
    again = worded("Newer.")
    fixed = fixes.fix(check("draft.md", source, again), [], again, "footnote")
    assert fixed.source == layout.format("Newer.", mark("Newer."))


ODD = [
    ("Agents move. <!-- termlint-caveat -->", "1:14: a caveat's comment must read"),
    ("Agents move. <!-- termlint-caveat agent.x-or-y role -->", "1:14: this caveat is about agent.x-or-y, which"),
    (
        f"Agents move. <!-- termlint-caveat {PAIR} ideal -->",
        f"1:14: this caveat is about {PAIR} and must name role or pursuer, not ideal",
    ),
    (f"Agents move.\n\n[^a]: {NOTE} {mark(NOTE)}", "3:29: nothing refers to this footnote, so no reader sees"),
]


@pytest.mark.parametrize(("source", "complaint"), ODD)
def test_what_is_odd_about_a_copy_is_a_notice(source: str, complaint: str) -> None:
    (problem,) = check("draft.md", source).problems
    assert f"{problem.line}:{problem.column}: {problem.message}".startswith(complaint)
    assert problem.notice


def test_a_comment_in_code_says_nothing() -> None:
    source = f"Agents move.\n\n```\n{mark(NOTE)}\n```\n\n`{mark(NOTE)}`\n"
    assert caveats.take(markdown.read("draft.md", source))[1] == ()


def test_a_draft_full_of_comments_is_read_in_time() -> None:
    source = "Agents (x) move." + f"({INLINE}){mark(INLINE)}" * 500
    assert len(caveats.take(markdown.read("draft.md", source))[1]) == caveats.MOST
    (problem,) = check("draft.md", source).problems
    assert problem.message == f"caveats' comments from here on, after {caveats.MOST}, are ignored"


def test_other_comments_do_not_count_among_those_of_caveats() -> None:
    source = "<!-- termlint-enable -->\n\n" * (caveats.MOST + 1) + f"Agents ({INLINE}) move.{mark(INLINE)}\n"
    assert texts(source) == ["Agents move."]


SIGNAL = caveats.mark("reward.signal-or-target", "reward.signal", "*Reward* is signal here.")
OWN = f"[^agent-role]: {NOTE} {mark(NOTE)}\n\n"


@pytest.mark.parametrize(
    ("kind", "below", "top", "note"),
    [
        ("footnote", f"Agents[^a] move.\n\n[^a]: {NOTE} {mark(NOTE)}\n", "Agents[^a] stay.", ""),
        ("footnote", f"Agents^[{NOTE} {mark(NOTE)}] move.\n", f"Agents^[{NOTE} {mark(NOTE)}] stay.", ""),
        ("footnote", f"It.[^a]\n\n[^a]: Agents ({INLINE}).{mark(INLINE)}\n", "Agents[^agent-role] stay.", OWN),
        ("footnote", f"Its reward.[^a]\n\n[^a]: *Reward* is signal here. {SIGNAL}\n", "Agents[^agent-role] stay.", OWN),
        ("inline", f"Agents ({INLINE}) move.{mark(INLINE)}\n", f"Agents ({INLINE}) stay.{mark(INLINE)}", ""),
    ],
)
def test_a_new_mention_further_up_is_helped_by_the_note_that_is_there_or_by_another_copy(
    kind: CaveatKind, below: str, top: str, note: str
) -> None:
    source = f"Agents stay.\n\n# Two\n\n{below}"
    report = check("draft.md", source)
    fixed = fixes.fix(report, list(fixes.choices(report, GLOSSARY)), GLOSSARY, kind)
    assert fixed.source == source.replace("Agents stay.", top).replace("[^a]: ", f"{note}[^a]: ")
    assert check("draft.md", fixed.source).findings == ()


def test_what_a_copy_is_taken_from_is_found_in_the_source() -> None:
    source = f"Any &amp; all (as *role*) &amp; *agents*.{mark(INLINE)}\n"
    (block,) = caveats.take(markdown.read("draft.md", source))[0].blocks
    assert block.text == "Any & all & agents."
    places = (block.source_span(i, i + 1) for i in range(len(block.text)))
    assert "".join(source[slice(*place)] for place in places) == "Any &amp; all &amp; agents."
    assert [block.text[slice(*mark.span)] for mark in block.marks] == ["agents"]
