"""A baseline: what it knows again, its file, and what becomes of it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bites import RULES, bites, places
from hypothesis import given
from hypothesis import strategies as st

from termlint import names
from termlint.errors import DataError, TermlintError
from termlint.markup import markdown
from termlint.model import Caveats, Problem, Report
from termlint.silencing import baseline as baselines
from termlint.silencing import baseline_file, ledger
from termlint.silencing.baseline import Baseline, named, traces
from termlint.silencing.ledger import Ledger
from termlint.vocabulary import Conflation, Glossary, Sense, Term

if TYPE_CHECKING:
    from collections.abc import Mapping

    from termlint.silencing.baseline import Known

SENSES = (Sense("agent.role", "role", "", "", "rl"), Sense("agent.pursuer", "pursuer", "", "", "rl"))
PAIR = Conflation("agent.role-or-pursuer", ("agent.role", "agent.pursuer"), "", "", (), dict[str, Caveats]())
TERMS = Glossary({"agent": Term("agent", "agent", ("agent", "agents"), "", "reviewed", SENSES, (PAIR,))})
NAMES = partial(names.of, TERMS, RULES)


def baseline(source: str, path: str = "a.md") -> Baseline:
    """The baseline that knows everything in a draft."""
    document = markdown.read(path, source)
    found = bites(document, TERMS)
    kept = Counter((trace.rule, trace.sentence) for trace in traces(found, found, document))
    return Baseline(Path("known.json"), {path: kept})


def left(known: Baseline, source: str, path: str = "a.md") -> list[str]:
    document = markdown.read(path, source)
    return places(known.sift(bites(document, TERMS), document), source)


PARAGRAPHS = st.sampled_from(
    (
        "An agent acts. It rains.",
        "So *agents* hope, and an [agent](x) acts again.",
        "- One agent.\n- Two agents.",
        "> Agents said so.",
        "# The agent",
        "It rains.",
        "| agent | it |\n| --- | --- |\n| agents | rain |",
    )
)
OTHERS = st.sampled_from(("It snows.", "```\ncode\n```", "# Weather", "<!-- a comment -->"))


@given(st.lists(PARAGRAPHS, min_size=1, max_size=6), st.lists(OTHERS, max_size=3), st.randoms())
def test_what_is_known_stays_known_wherever_it_moves(parts: list[str], others: list[str], chance: object) -> None:
    known = baseline("\n\n".join(parts))
    moved = [*parts, *others]
    chance.shuffle(moved)  # type: ignore[attr-defined]
    assert left(known, "\n\n".join(moved)) == []


@given(st.lists(PARAGRAPHS, max_size=5), st.integers(0, 5))
def test_what_is_new_is_reported_wherever_it_stands(parts: list[str], place: int) -> None:
    known = baseline("\n\n".join(parts))
    place = min(place, len(parts))
    source = "\n\n".join([*parts[:place], "A new agent.", *parts[place:]])
    assert len(left(known, source)) == 1


@given(st.lists(PARAGRAPHS, min_size=1, max_size=4), st.integers(1, 3))
def test_what_is_known_is_counted(parts: list[str], more: int) -> None:
    once = "\n\n".join(parts)
    known = baseline(once)
    assert len(left(known, "\n\n".join([once] * (more + 1)))) == more * sum(known.known["a.md"].values())


SAME = [
    ("wrapped anew", "An agent\nacts in   the loop."),
    ("in another case", "AN AGENT acts in the Loop!"),
    ("marked up", "An **agent** acts in [the loop](x)[^1].\n\n[^1]: A note."),
    ("quoted", "> “An agent acts, in the loop”"),
    ("in another block, among other sentences", "- It rains. An agent acts in the loop. It snows."),
    ("with a no-break space", "An agent acts in the\u00a0loop."),
]


@pytest.mark.parametrize("source", [case[1] for case in SAME], ids=[case[0] for case in SAME])
def test_the_same_sentence(source: str) -> None:
    assert left(baseline("An agent acts in the loop."), source) == []


def test_a_sentence_is_known_by_what_the_files_in_repositories_hold() -> None:
    known = {"a.md": Counter({("goals", "4762c93069ca"): 1})}
    assert baseline("An agent acts in the loop.").known == known


OTHER = [
    ("another word", "An agent moves in the loop.", ["1:4 goals"]),
    ("another rule", "An agents acts in the loop.", ["1:4 hopes"]),
    ("twice", "An agent acts in the loop. An agent acts in the loop.", ["1:31 goals"]),
]


@pytest.mark.parametrize(("source", "expected"), [case[1:] for case in OTHER], ids=[case[0] for case in OTHER])
def test_another_sentence(source: str, expected: list[str]) -> None:
    assert left(baseline("An agent acts in the loop."), source) == expected


def test_each_draft_has_its_own() -> None:
    assert left(baseline("An agent."), "An agent.", "b.md") == ["1:4 goals"]
    assert left(Baseline(), "An agent.") == ["1:4 goals"]


def test_drafts_are_named_from_the_baseline_s_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "drafts").mkdir()
    monkeypatch.chdir(tmp_path / "drafts")
    assert named(Path("known.json"), "./a b.md") == "a b.md"
    assert (
        named(Path("../known.json"), "a.md")
        == named(tmp_path / "known.json", str(tmp_path / "drafts/a.md"))
        == "drafts/a.md"
    )
    assert named(tmp_path / "drafts" / "known.json", "../a.md") == "../a.md"


def test_a_draft_has_one_name_where_a_disk_does_not_tell_upper_from_lower_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text("An agent.")
    Path("B.md").write_text("An agent.")
    known = baselines.of(Path("known.json"), {**baseline("An agent.").known, "b.md": Counter()})
    if not Path("A.md").exists():
        assert left(known, "An agent.", "A.md") == ["1:4 goals"]
        Path("A.md").hardlink_to("a.md")  # one file by either name, as on such a disk
    assert left(known, "An agent.", "A.md") == []
    assert [known.called(name) for name in ("a.md", "A.md", "new.md")] == ["a.md", "a.md", "new.md"]
    seen = Ledger(known, [Path("A.md")])
    list(seen.follow([report("A.md", "An agent.")]))
    assert drafts_in(seen.outcome(NAMES).next) == {"a.md": 1}


COUNTS = st.dictionaries(st.tuples(st.text(max_size=5), st.text(max_size=5)), st.integers(1, 9), max_size=4)


@given(st.dictionaries(st.text(max_size=8), COUNTS.map(Counter), max_size=4))
def test_a_file_holds_what_was_written(known: Mapping[str, Known]) -> None:
    path = Path("known.json")
    dumped = baseline_file.dumped(known)
    assert baseline_file.dumped(dict(reversed(known.items()))) == dumped
    assert dumped.endswith(b"}\n")
    assert baseline_file.parsed(path, dumped).known == {draft: counts for draft, counts in known.items() if counts}


def test_the_file_has_a_finding_a_line_and_no_line_numbers() -> None:
    known = {"b.md": Counter({("r", "2"): 1}), "a.md": Counter({("s", "1"): 2, ("r", "3"): 1})}
    rows = baseline_file.dumped(known).decode().splitlines()
    assert rows[3:-2] == [
        ' "findings": {',
        '  "a.md": {',
        '   "r": {',
        '    "3": 1',
        "   },",
        '   "s": {',
        '    "1": 2',
        "   }",
        "  },",
        '  "b.md": {',
        '   "r": {',
        '    "2": 1',
        "   }",
        "  }",
    ]


CORRUPT = [
    ("nothing", "", "known.json:1:1: is not JSON here (Expecting value)"),
    ("a merge conflict", '{\n"version": 1,\n<<<<<<< HEAD\n', "known.json:3:1: git has left both sides of a merge"),
    ("cut off", '{"version": 1, "findings": {"a.md"', "known.json:1:35: is not JSON here"),
    ("a list", "[]", "known.json:1:1: is not a baseline of version 1"),
    ("another version", '{"version": 2, "findings": {}}', "known.json:1:13: is not a baseline of version 1"),
    ("a version that is no number", '{"version": true, "findings": {}}', "known.json:1:1: is not a baseline"),
    ("no findings", '{"version": 1}', "known.json:1:1: the key findings is missing"),
    ("findings in a list", '{"version": 1,\n "findings": [1]}', "known.json:2:14: this must be a mapping from drafts"),
    ("a draft's number", '{"version": 1, "findings":\n{"a": 1}}', "known.json:2:7: this must be a mapping from rules"),
    ("a rule's number", '{"version": 1, "findings":\n{"a": {"b": 1}}}', "known.json:2:13: this must be a mapping from"),
    (
        "a list of fingerprints",
        '{"version": 1, "findings":\n{"a": {"b": ["c"]}}}',
        "known.json:2:13: this must be a mapping from fingerprints",
    ),
    (
        "a list of numbers",
        '{"version": 1, "findings":\n{"a": {"b": {"c": [1]}}}}',
        "known.json:2:19: this must be how many",
    ),
    ("no number", '{"version": 1, "findings":\n{"a": {"b": {"c": "1"}}}}', "known.json:2:19: this must be how many"),
    (
        "nought",
        '{"version": 1, "findings":\n{"a": {"b": {"c": 0}}}}',
        "known.json:2:19: this must be how many findings",
    ),
    (
        "true",
        '{"version": 1, "findings":\n{"a": {"b": {"c": true}}}}',
        "known.json:2:19: this must be how many findings",
    ),
    (
        "a long number",
        f'{{"version": 1, "findings":\n{{"a": {{"b": {{"c": {"9" * 5000}}}}}}}}}',
        "known.json:2:19: this must be how many findings",
    ),
    ("a key twice", '{"version": 1, "findings":\n{"a": {}, "a": {}}}', "known.json:2:11: the key 'a' is here twice"),
    ("nested deep", "[" * 100_000, "known.json:1:"),
]


@pytest.mark.parametrize(("text", "told"), [case[1:] for case in CORRUPT], ids=[case[0] for case in CORRUPT])
def test_a_file_that_is_no_baseline(text: str, told: str) -> None:
    with pytest.raises(DataError) as error:
        baseline_file.parsed(Path("known.json"), text.encode())
    assert str(error.value).startswith(told)


@pytest.mark.parametrize("before", ["", '||||||| 1234567\n    "1": 7\n'], ids=["two sides", "and what was before"])
def test_a_merge_keeps_what_either_side_knows(before: str) -> None:
    known = {"a.md": Counter({("r", "1"): 3}), "b.md": Counter({("s", "2"): 1})}
    sides = f'<<<<<<< HEAD\n    "1": 2,\n    "3": 1\n{before}=======\n    "1": 3\n>>>>>>> other\n'
    text = baseline_file.dumped(known).decode().replace('    "1": 3\n', sides)
    merged = baseline_file.parsed(Path("known.json"), text.encode(), merging=True)
    assert merged.known == {**known, "a.md": Counter({("r", "1"): 3, ("r", "3"): 1})}
    with pytest.raises(
        DataError,
        match=r"^known\.json:7:1: git has left both sides of a merge here: once all drafts are merged, termlint",
    ):
        baseline_file.parsed(Path("known.json"), text.encode())


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a byte order mark"])
def test_a_file_that_is_not_utf_8(mark: bytes) -> None:
    with pytest.raises(DataError, match=r"^known.json:2:3: is not UTF-8 here"):
        baseline_file.parsed(Path("known.json"), mark + b'{\n "\xff": 1}')


def test_a_file_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(TermlintError, match="there is no such baseline: create it with --write-baseline"):
        ledger.opened(tmp_path / "known.json", None, grow=False)


def test_suggestions_of_a_rule_that_warns_get_in_where_they_are_reported() -> None:
    document = markdown.read("a.md", "An agent. One agent.")
    first, second = bites(document, TERMS)
    found = [first, second._replace(sure=False)]
    assert [trace.wanted for trace in traces(found, found[:1], document)] == [True, False]
    assert [trace.wanted for trace in traces(found, found, document)] == [True, True]


def test_a_warning_is_known_before_a_suggestion_of_the_same_sentence() -> None:
    document = markdown.read("a.md", "An agent and an agent.")
    first, second = bites(document, TERMS)
    found = [first._replace(sure=False), second]
    known = Counter((trace.rule, trace.sentence) for trace in traces(found[1:], found[1:], document))
    assert Baseline(Path("known.json"), {"a.md": known}).sift(found, document) == found[:1]
    assert Baseline(Path("known.json"), {"b.md": known}).sift(found, document) == found


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def drafts(folder: Path) -> Path:
    for name in ("a.md", "b.md", "c.md"):
        (folder / name).write_text("An agent.")
    return folder


def report(path: str, source: str, *problems: Problem) -> Report:
    document = markdown.read(path, source)
    found = bites(document, TERMS)
    wanted = [bite for bite in found if bite.rule.id == "goals"]
    return Report(path, source, traces=traces(found, wanted, document), problems=problems)


def drafts_in(known: Mapping[str, Known]) -> dict[str, int]:
    return {draft: sum(counts.values()) for draft, counts in sorted(known.items()) if counts}


@pytest.mark.usefixtures("drafts")
def test_a_baseline_only_shrinks_unless_it_is_to_grow() -> None:
    path = Path("known.json")
    known = {name: baseline("Agent. The agent.").known["a.md"] for name in ("gone.md", "deep/gone.md")}
    known |= {name: baseline("An agent. One agent.").known["a.md"] for name in ("a.md", "b.md", "c.md")}
    reports = [
        report("a.md", "An agent. A new agent. Agents."),
        report("b.md", "", Problem("b.md", "is not UTF-8")),
        report("<stdin>", "An agent."),
    ]
    seen = Ledger(baselines.of(path, known), [Path()])
    assert list(seen.follow(reports)) == reports
    # One finding of a.md no longer occurs; b.md could not be read, c.md was not asked about, gone.md is no more.
    outcome = seen.outcome(NAMES)
    assert drafts_in(outcome.next) == {"a.md": 1, "b.md": 2, "c.md": 2}
    whole = outcome._replace(baseline=outcome.baseline._replace(complete=True))
    assert drafts_in(whole.next) == {"a.md": 2, "b.md": 2, "c.md": 2}
    assert list(outcome.told()) == [
        "not reported: 1 known use (known.json)",
        "known.json can shrink by 5: run termlint check --write-baseline known.json on the same paths",
    ]


A, ONE, NEW = "An agent.", "One agent.", "A new agent."
MOVES = [
    ("renamed", {"a.md": f"{A} {ONE}"}, {"b.md": f"{A} {ONE} {NEW}"}, {"b.md": ["1:28 goals"]}, {"b.md": 2}),
    ("to another folder", {"a.md": A}, {"deep/a.md": A}, {"deep/a.md": []}, {"deep/a.md": 1}),
    (
        "cut in two",
        {"a.md": f"{A} {ONE}"},
        {"b.md": ONE, "c.md": f"{A} {NEW}"},
        {"b.md": [], "c.md": ["1:17 goals"]},
        {"b.md": 1, "c.md": 1},
    ),
    ("put into another", {"a.md": A, "b.md": ONE}, {"b.md": f"{A} {ONE}"}, {"b.md": []}, {"b.md": 2}),
    ("said there, too", {"a.md": A, "b.md": A}, {"b.md": f"{A} {A} {A}"}, {"b.md": ["1:24 goals"]}, {"b.md": 2}),
    ("in part", {"a.md": f"{A} {ONE}"}, {"b.md": A}, {"b.md": []}, {"b.md": 1}),
    ("copied", {"a.md": A}, {"a.md": A, "b.md": A}, {"a.md": [], "b.md": ["1:4 goals"]}, {"a.md": 1}),
    ("in two", {"a.md": A}, {"b.md": A, "c.md": A}, {"b.md": [], "c.md": []}, {"b.md": 1}),
]  # fmt: skip


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("before", "after", "new", "kept"), [case[1:] for case in MOVES], ids=[case[0] for case in MOVES]
)
def test_what_is_known_of_a_draft_that_is_gone(
    before: dict[str, str],
    after: dict[str, str],
    new: dict[str, list[str]],
    kept: dict[str, int],
) -> None:
    Path("deep").mkdir()
    for name, text in after.items():
        Path(name).write_text(text)
    known = {name: baseline(text).known["a.md"] for name, text in before.items()}
    seen = Ledger(baselines.of(Path("known.json"), known), [Path()])
    assert {name: left(seen.baseline, text, name) for name, text in after.items()} == new
    list(seen.follow(report(name, text) for name, text in after.items()))
    assert drafts_in(seen.outcome(NAMES).kept) == kept


@pytest.mark.usefixtures("drafts")
def test_what_is_lost_is_kept_until_its_folder_is_searched() -> None:
    known = {"deep/gone.md": baseline(f"{A} {ONE} {ONE}").known["a.md"], "gone.md": baseline(ONE).known["a.md"]}
    for paths, kept in (
        ([Path("a.md")], {"a.md": 1, "deep/gone.md": 2, "gone.md": 1}),
        ([Path("a.md"), Path("deep")], {"a.md": 1, "gone.md": 1}),
        ([Path()], {"a.md": 1}),
    ):
        Path("deep").mkdir(exist_ok=True)
        seen = Ledger(baselines.of(Path("known.json"), known), paths)
        list(seen.follow([report("a.md", A)]))
        outcome = seen.outcome(NAMES)
        assert drafts_in(outcome.kept) == kept
    hidden, told = outcome.told()
    assert hidden == "not reported: 1 known use (known.json)"
    assert told.startswith("known.json can shrink by 3 and has 1 under the names of files that are gone: run termlint ")
    assert outcome.write() == (
        "known.json: 1 known use in 1 file, 1 moved from files that are gone, 3 that no longer occur removed"
    )


@pytest.mark.usefixtures("drafts")
def test_a_rule_that_has_a_new_name_is_known_by_the_old_one() -> None:
    known = Counter({("aims", sentence): count for (_, sentence), count in baseline(A).known["a.md"].items()})
    called = names.of(replace(TERMS, renamed={"rules": {"aims": "goals"}}), RULES)
    seen = Ledger(baselines.of(Path("known.json"), {"a.md": known, "gone.md": known}), [Path()])
    assert left(seen.baseline.resolved(called), f"{A} {NEW} {A}") == ["1:17 goals"]
    list(seen.follow([report("a.md", f"{A} {A}")]))
    assert drafts_in(seen.outcome(lambda: called).kept) == {"a.md": 2}


@pytest.mark.usefixtures("drafts")
def test_a_name_that_no_file_can_have_is_none_of_a_draft() -> None:
    name = "a" * 300 + ".md"
    seen = Ledger(Baseline(Path("known.json"), {name: baseline("An agent.").known["a.md"]}, complete=True))
    reports = [report(name, "", Problem(name, "cannot be read")), report("a.md", "An agent.")]
    assert list(seen.follow(reports)) == reports
    assert drafts_in(seen.outcome(NAMES).next) == {"a.md": 1}


@pytest.mark.usefixtures("drafts")
def test_what_no_run_reports_does_not_get_in_and_does_not_fall_out() -> None:
    path = Path("known.json")
    hopes = baseline("Agents.").known["a.md"]
    seen = Ledger(Baseline(path, {"a.md": hopes}))
    list(seen.follow([report("a.md", "Agents. An agent.")]))
    outcome = seen.outcome(NAMES)
    assert list(outcome.told()) == []
    whole = outcome._replace(baseline=outcome.baseline._replace(complete=True))
    assert drafts_in(whole.next) == {"a.md": 2}
    seen = Ledger(Baseline(path, {}, complete=True))
    list(seen.follow([report("a.md", "Agents. An agent.")]))
    assert seen.outcome(NAMES).write() == "known.json: 1 known use in 1 file"
    assert [rule for rules in json.loads(path.read_text())["findings"].values() for rule in rules] == ["goals"]


@pytest.mark.usefixtures("drafts")
def test_a_baseline_that_is_written_takes_up_everything_or_stays_as_it_is() -> None:
    path = Path("known.json")
    assert ledger.opened(Path(), path, grow=False).baseline == Baseline(path, {}, complete=True)
    path.write_bytes(baseline_file.dumped(baseline("An agent.").known))
    assert not ledger.opened(Path(), path, grow=False).baseline.complete
    assert ledger.opened(Path(), path, grow=True).baseline.complete
    assert ledger.opened(path, None, grow=False).baseline.known == baseline("An agent.").known
    path.write_text(f"<<<<<<< HEAD\n=======\n>>>>>>> other\n{path.read_text()}")
    assert ledger.opened(path, path, grow=False).baseline.known == baseline("An agent.").known
    with pytest.raises(DataError):
        ledger.opened(path, None, grow=False)
    path.write_text("[]")
    with pytest.raises(DataError):
        ledger.opened(Path(), path, grow=True)
    assert path.read_text() == "[]"
