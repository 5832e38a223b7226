"""The cases in ``cases/fixes``: a draft, and what it is after it got its caveats.

A case is a heading, a fence with the draft and fences with what comes of it, each saying the kind of caveat. What
cannot be done is said in a fence ``refused`` (a footnote) or ``unplaced`` (a callout). Every first mention of a term is
a finding, and the first sense is meant, so that neither rules nor the parser have a part in it. For the comment that
ends each caveat stands ``<!--role-->``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

import pytest

from termlint import edits
from termlint.inserting import asides, fixes, placing
from termlint.markup import markdown
from termlint.model import Caveats, Finding, Lines, Reading, Report, Span
from termlint.reading import mentions
from termlint.reading.wordindex import DocumentIndex
from termlint.settling import caveats, clarifiers
from termlint.vocabulary import Conflation, Glossary, Sense, Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from termlint.model import CaveatKind, Mention, Status

_FOLDER = Path(__file__).parent / "cases" / "fixes"
_CASE = re.compile(
    r"^## (?P<name>.+)\n+~{6} draft(?P<how>.*)\n(?P<draft>(?:.*\n)*?)~{6}\n"
    r"(?P<rest>(?:\n+~{6} \w+\n(?:.*\n)*?~{6}\n)+)",
    re.MULTILINE,
)
_OUTCOME = re.compile(r"^~{6} (?P<kind>\w+)\n(?P<text>(?:.*\n)*?)~{6}$", re.MULTILINE)
_PHRASE = re.compile(r"(?:['’]s?)? (?:aims?|size|function|and loss functions)")  # noqa: RUF001 - as typed
"""What a noun phrase goes on with behind a mention."""
_MARK = re.compile(r"(<!--|\{/\*) termlint-caveat \S+ (\S+) [0-9a-f]{6} (-->|\*/\})")


def _term(lemma: str, first: str, second: str) -> Term:
    name = f"{lemma}.{first}-or-{second}"
    senses = tuple(Sense(f"{lemma}.{short}", short, short, short, "rl") for short in (first, second))
    said = {
        f"{lemma}.{short}": Caveats(f"as {short}", f"*{lemma.title()}* is {short} here.", f"**Note.** It is {short}.")
        for short in (first, second)
    }
    conflation = Conflation(name, (senses[0].id, senses[1].id), "why", "when", (), said, senses[0].id)
    return Term(lemma, lemma, (lemma, f"{lemma}s"), "summary", "reviewed", senses, (conflation,))


GLOSSARY = Glossary(
    {"agent": _term("agent", "role", "pursuer"), "reward": _term("reward", "signal", "target")},
    url="https://example.org/",
)


def check(path: str, source: str, glossary: Glossary = GLOSSARY) -> Report:
    """A linter's report in which each term is reported once, at its first mention that nothing settles."""
    document, copies = caveats.take(markdown.read(path, source))
    found = mentions.find(document, glossary)
    settled = clarifiers.find(DocumentIndex(document), found, glossary, copies)
    readings, findings = [], []
    for mention in found:
        term = glossary.terms[mention.term]
        text = document.blocks[mention.block].text
        more = _PHRASE.match(text, mention.at.end)
        quoted = document.blocks[mention.block].quoted
        scores = {sense.id: 1 / len(term.senses) for sense in term.senses}
        phrase = Span(mention.at.start, more.end() if more else mention.at.end)
        readings.append(Reading(mention, term.senses[0].id, "mention" if quoted else "clear", scores, phrase=phrase))
        covered = any(c.term == term.id and c.scope.start <= mention.span.start < c.scope.end for c in settled)
        if not quoted and not covered:
            findings.append(_finding(mention, term.conflations[0]))
    first = {finding.term: finding for finding in reversed(findings)}
    problems = document.problems + document.notices(caveats.complaints(document, copies, glossary))
    return Report(path, source, tuple(first.values()), tuple(readings), problems)


def _finding(mention: Mention, conflation: Conflation) -> Finding:
    return Finding(
        "rule", mention.term, conflation.id, conflation.senses, "warning", mention.span, "", (), conflation.caveats
    )


class Case(NamedTuple):
    path: str
    draft: str
    kind: str
    text: str


def _cases() -> Iterator[tuple[str, Case]]:
    for file in sorted(_FOLDER.glob("*.md")):
        text = file.read_text(encoding="utf-8")
        found = list(_CASE.finditer(text))
        assert len(found) == text.count("\n~~~~~~ draft"), f"a case of {file.name} cannot be read"
        for match in found:
            path = "draft.mdx" if "mdx" in match["how"] else "draft.md"
            draft = match["draft"].removesuffix("\n") if "bare" in match["how"] else match["draft"]
            for outcome in _OUTCOME.finditer(match["rest"]):
                after = outcome["text"].removesuffix("\n") if "bare" in match["how"] else outcome["text"]
                yield f"{file.stem}: {match['name']}: {outcome['kind']}", Case(path, draft, outcome["kind"], after)


CASES = dict(_cases())


def fixed(path: str, draft: str, kind: CaveatKind) -> fixes.Fixed:
    report = check(path, draft)
    return fixes.fix(report, list(fixes.choices(report, GLOSSARY)), GLOSSARY, kind)


def test_edits_beside_each_other() -> None:
    renewed, beside, below = (
        edits.Edit(Span(0, 3), "Four"),
        edits.insertion(3, " (x)"),
        edits.insertion(3, "\n\nA note."),
    )
    assert edits.ordered([below, beside, renewed]) == (renewed, beside, below)
    assert not edits.overlap([renewed, beside, below])
    assert edits.overlap([renewed, edits.insertion(2, "x")])
    assert [edits.moved(place, [renewed, beside]) for place in (3, 4)] == [3, 9]


def test_a_pair_is_asked_about_until_there_is_an_answer() -> None:
    report = check("draft.md", "Agents move. It rains.")
    both = report._replace(findings=(report.findings[0],) * 3)
    answers = iter([None, "agent.role"])
    assert [choice.sense for choice in fixes.choices(both, GLOSSARY, lambda *_: next(answers))] == ["agent.role"]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_case(case: Case) -> None:
    kind = cast("CaveatKind", {"refused": "footnote", "unplaced": "aside"}.get(case.kind, case.kind))
    done = fixed(case.path, case.draft, kind)
    shown = _MARK.sub(r"<!--\2-->", done.source)
    if case.kind in {"refused", "unplaced"}:
        point = Lines(case.draft).point
        shown = "".join("{0.line}:{0.column}: {1}\n".format(point(at), message) for at, message in done.refused)
    assert shown == case.text


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_once_is_enough(case: Case) -> None:
    for kind in ("footnote", "inline", "aside", "link"):
        done = fixed(case.path, case.draft, kind)
        settled = {fix.conflation for fix in done.fixes}
        again = check(case.path, done.source)
        assert not settled & {finding.conflation for finding in again.findings}
        assert fixed(case.path, done.source, kind).source == done.source
        assert edits.without(done.source, edits.inserted(done.edits)) == case.draft


@pytest.mark.parametrize(
    ("form", "draft", "after"),
    [
        ("moved to", "It is *moved\nto* win.\n", "It is *moved (as role)\nto* win.\n"),
        ("move to play", "Its move to play is rare.\n", "Its move to play (as role) is rare.\n"),
    ],
)
def test_a_verb_keeps_its_to(form: str, draft: str, after: str) -> None:
    glossary = Glossary({"agent": replace(GLOSSARY.terms["agent"], forms=(form,))})
    report = check("draft.md", draft, glossary)
    done = fixes.fix(report, list(fixes.choices(report, glossary)), glossary, "inline")
    assert _MARK.sub("", done.source) == after


def test_words_are_wrapped_as_the_draft_is() -> None:
    line = "It rains on the roof of the house in which\nevery agent of this kind lives, as they say."
    draft = placing.Target(check("draft.md", f"# One\n\n# Two\n\n{line}\n\nMore.\n\n{line}\n"))
    assert draft.width == 44
    assert draft.wrapped(
        "Agents of this kind want to live here, as is well known.", "<!-- a b -->", "[^a]: ", "    "
    ) == [
        "[^a]: Agents of this kind want to live here,",
        "    as is well known. <!-- a b -->",
    ]
    called = placing.Target(check("draft.md", "> [!note]\n> It rains.\n"))
    assert asides.lines(called, ["One", "two."]) == ["> [!note]", "> One", "> two."]
    assert placing.Target(check("draft.md", f"{line}\n\nMore.\n\nAnd more.\n")).width == 0
    assert placing.Target(check("draft.md", f"{'x ' * 200}\n{line}\n")).width == 0


@pytest.mark.parametrize(
    ("phrase", "noun", "whole"),
    [
        ("agent control loop", "agent control loop", "agent control loop"),
        ("agents, that is systems", "agents", "agents"),
        ("agents’ aims", "agents’", "agents’ aims"),  # noqa: RUF001 - a curly apostrophe as typed
        ("agent team's aims", "agent team's", "agent team's aims"),
        ("agent’ and so", "agent", "agent"),  # noqa: RUF001 - a quotation mark as typed
        ("agents", "agents’", "agents’"),  # noqa: RUF001 - a quotation mark as typed
        ("agent or tool use", "agent", "agent or tool use"),
        ("agent's", "agent's", "agent's and the tools' aims"),
        ("agent's", "agent's", "agent's or tools' aims"),
        ("agent control loop and what else the tagger took for nouns", "agent", "agent"),
    ],
)
def test_a_note_stands_behind_the_noun_and_a_parenthesis_behind_the_phrase(phrase: str, noun: str, whole: str) -> None:
    report = check("draft.md", f"Some {max(phrase, whole, key=len)}. It rains.\n")
    reading = report.readings[0]
    start = reading.mention.at.start
    report = report._replace(readings=(reading._replace(phrase=Span(start, start + len(phrase))),))
    (spot,) = placing.spots(placing.Target(report), report.findings[0], (), ())
    assert [spot.block.text[start:end] for end in (spot.end, spot.phrase)] == [noun, whole]


@pytest.mark.parametrize(("written", "name"), [("Agent", "agent"), ("AGENT", "AGENT"), ("agent\n", "agent")])
def test_behind_other_words_a_parenthesis_names_the_term_as_in_a_sentence(written: str, name: str) -> None:
    term = replace(GLOSSARY.terms["agent"], forms=("agent", "agent control"))
    report = check("draft.md", f"{written} control.\n", replace(GLOSSARY, terms={"agent": term}))
    (spot, *_) = placing.spots(placing.Target(report), report.findings[0], (), ())
    assert spot.name.split()[0] == name


def test_words_that_say_here_need_no_colon() -> None:
    report = check("draft.md", "The agent's aim is high.\n")
    (finding,) = report.findings
    said = {sense: texts._replace(inline="here only a role") for sense, texts in finding.caveats.items()}
    report = report._replace(findings=(finding._replace(caveats=said),))
    done = fixes.fix(report, [fixes.Choice(report.findings[0], "agent.role")], GLOSSARY, "inline")
    assert _MARK.sub("", done.source) == "The agent's aim (*agent* here only a role) is high.\n"


def test_a_caveat_stands_behind_the_longer_term_that_a_word_is_in() -> None:
    longer = replace(GLOSSARY.terms["agent"], forms=("process reward model",))
    report = check("draft.md", "A process reward model.", replace(GLOSSARY, terms={**GLOSSARY.terms, "agent": longer}))
    found = [spot for finding in report.findings for spot in placing.spots(placing.Target(report), finding, (), ())]
    assert [spot.block.text[: spot.end] for spot in found] == ["A process reward model"] * 2


def test_later_mentions_carry_one_caveat_each_and_only_where_they_are_used() -> None:
    report = check("draft.md", f"# Agents\n\n{'An agent moves. ' * 7}")
    statuses: list[Status] = ["open", "open", "clear", "open", "clear", "plain", "mention", "clarified"]
    readings = [r._replace(status=status) for r, status in zip(report.readings, statuses, strict=True)]
    spans = [reading.mention.span for reading in readings]
    draft = placing.Target(report._replace(readings=tuple(readings)))
    spots = placing.spots(draft, report.findings[0], spans[:2], spans[2:3])
    assert [spot.reading.mention.span for spot in spots] == spans[3:6]


@pytest.mark.parametrize(
    ("role", "pursuer", "claims_less", "sense"),
    [
        (0.9, 0.0, "agent.pursuer", "agent.role"),
        (0.7, 0.2, "agent.pursuer", "agent.role"),
        (0.6, 0.3, "agent.pursuer", ""),
        (0.45, 0.45, "agent.pursuer", "agent.pursuer"),
        (0.3, 0.6, "agent.role", ""),
        (0.2, 0.7, "agent.role", "agent.pursuer"),
        (0.45, 0.45, "agent.role", "agent.role"),
        (0.45, 0.45, "", ""),
        (0.3, 0.6, "", ""),
        (0.2, 0.7, "", "agent.pursuer"),
        (0.3, 0.2, "agent.role", "agent.role"),
        (0.2, 0.3, "agent.role", ""),
        (0.3, 0.1, "agent.role", ""),
    ],
)
def test_the_words_decide_where_they_do_and_else_what_claims_less(
    role: float, pursuer: float, claims_less: str, sense: str
) -> None:
    report = check("draft.md", "Agents move.\n")
    scores = {"agent.role": role, "agent.pursuer": pursuer, "agent.broker": 1 - role - pursuer}
    report = report._replace(readings=(report.readings[0]._replace(scores=scores),))
    pair = GLOSSARY.conflations_by_id["agent.role-or-pursuer"]._replace(claims_less=claims_less)
    assert fixes.likelier(report, report.findings[0], pair) == sense


@pytest.mark.parametrize(
    ("role", "pursuer", "sense"), [(0.1, 0.0, "agent.role"), (0.0, 0.1, "agent.role"), (0.1, 0.7, "agent.pursuer")]
)
def test_what_the_lesser_sense_is_a_kind_of_speaks_for_it(role: float, pursuer: float, sense: str) -> None:
    report = check("draft.md", "Agents move.\n")
    scores = {"agent.role": role, "agent.pursuer": pursuer, "agent.mover": 1 - role - pursuer}
    report = report._replace(readings=(report.readings[0]._replace(scores=scores),))
    pair = GLOSSARY.conflations_by_id["agent.role-or-pursuer"]._replace(broader=("agent.mover", "tool.user"))
    assert fixes.likelier(report, report.findings[0], pair) == sense
    alone = fixes.likelier(report, report.findings[0], pair._replace(broader=()))
    assert alone == ("" if sense == "agent.role" else sense)


@pytest.mark.parametrize(
    ("scores", "known", "reason"),
    [
        ((0.3, 0.4, 0.3), "", "the words do not show which of the two is meant"),
        ((0.3, 0.4, 0.3), "more", "the words do not show which of the two is meant"),
        ((0.2, 0.2, 0.6), "denied", "it is read as broker, which is neither of the two"),
        ((0.6, 0.3, 0.1), "denied", "it is denied here"),
        ((0.6, 0.3, 0.1), "more", "more is claimed here than the weaker caveat would leave"),
        ((0.9, 0.1, 0.0), "reported", "you report what somebody else says"),
    ],
)
def test_a_note_says_why_nothing_is_inserted(scores: tuple[float, ...], known: str, reason: str) -> None:
    report = check("draft.md", "Agents move.\n")
    likely = dict(zip(("agent.role", "agent.pursuer", "agent.broker"), scores, strict=True))
    flags = {flag: flag == known for flag in ("denied", "reported", "more")}
    reading = report.readings[0]._replace(scores=likely, **flags)
    report = report._replace(readings=(reading,))
    done = fixes.fix(report, list(fixes.choices(report, GLOSSARY)), GLOSSARY, "footnote")
    (refusal,) = done.refused
    assert reason in refusal.message


@pytest.mark.parametrize("known", ["denied", "more"])
@pytest.mark.parametrize(
    ("role", "claims_less", "sense"),
    [(0.45, "agent.role", ""), (0.9, "agent.role", ""), (0.9, "agent.pursuer", "agent.role"), (0.45, "", "")],
)
def test_where_more_is_claimed_the_lesser_reading_is_not_inserted(
    role: float, claims_less: str, sense: str, known: str
) -> None:
    report = check("draft.md", "Agents move.\n")
    scores = {"agent.role": role, "agent.pursuer": 0.9 - role}
    report = report._replace(readings=(report.readings[0]._replace(scores=scores, **{known: True}),))
    pair = GLOSSARY.conflations_by_id["agent.role-or-pursuer"]._replace(claims_less=claims_less)
    assert fixes.likelier(report, report.findings[0], pair) == sense


LONGER = "no caveat for agent.role-or-pursuer: it is part of a longer term"


@pytest.mark.parametrize(
    ("status", "start", "end", "sense"),
    [
        ("open", 0, 11, ""),
        ("clarified", 0, 11, ""),
        ("clear", 0, 11, "agent.role"),
        ("open", 0, 6, "agent.role"),
        ("open", 1, 11, "agent.role"),
    ],
)
def test_a_longer_term_that_is_asked_about_has_its_caveat_alone(
    status: Status, start: int, end: int, sense: str
) -> None:
    report = check("draft.md", "Agents move.\n")
    (own,) = report.readings
    longer = own._replace(mention=own.mention._replace(term="move", span=Span(start, end)), status=status)
    report = report._replace(readings=(longer, own))
    pair = GLOSSARY.conflations_by_id["agent.role-or-pursuer"]
    assert fixes.likelier(report, report.findings[0], pair) == sense
    done = fixes.fix(report, list(fixes.choices(report, GLOSSARY)), GLOSSARY, "aside")
    assert [refusal.message[: len(LONGER)] for refusal in done.refused] == [LONGER] * (not sense)
    # Whoever picks a sense gets it.
    assert fixes.fix(report, [fixes.Choice(report.findings[0], "agent.role")], GLOSSARY, "footnote").fixes


def test_nothing_is_inserted_where_the_words_do_not_tell() -> None:
    report = check("draft.md", "Agents move.\n")
    done = fixes.fix(report, [fixes.Choice(report.findings[0], "")], GLOSSARY, "footnote")
    assert (done.source, done.fixes) == (report.source, ())
    (refusal,) = done.refused
    assert refusal.message.endswith("either caveat may say too much: use --interactive")


def test_the_fix_that_is_in_the_way_is_found_in_few_trials() -> None:
    planned = [fixes.Fix(place, "inline", ()) for place in range(64)]
    trials = []

    def flaw(made: Sequence[fixes.Fix]) -> str:
        trials.append(made)
        return "it is in the way" if planned[37] in made else ""

    made, failed = fixes.together(planned, lambda group, _: [group], flaw)
    assert (made, failed) == ([*planned[:37], *planned[38:]], [(planned[37], "it is in the way")])
    assert len(trials) <= 1 + 2 * 6
