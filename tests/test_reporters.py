"""What each reporter writes. The text cases are in cases/reporters: a draft, what is found in it, the expected text."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any, NamedTuple, get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from termlint.model import ASKED, Evidence, Finding, Mention, Problem, Reading, Report, Span, Status
from termlint.reporters import entries, mentions, text, wording
from termlint.reporters import json as json_reporter
from termlint.reporters.cells import cells, clip, clusters, excerpt, visible, wrap
from termlint.reporters.run import Run
from termlint.reporters.style import Style, coloured, fitted
from termlint.vocabulary import Glossary

CASES = sorted((Path(__file__).parent / "cases" / "reporters").glob("*.txt"))
DOCS = Path(__file__).parents[1] / "docs" / "json-report.md"
SCHEMA = json.loads((DOCS.parent / "schemas" / "report.schema.json").read_text(encoding="utf-8"))


class Case(NamedTuple):
    """A case: settings and evidence above, then the draft with its mentions in ⟦ ⟧, then the expected text."""

    settings: dict[str, str]
    evidence: list[tuple[str, float, str]]
    source: str
    spans: list[Span]
    expected: str


def read(path: Path) -> Case:
    text_ = re.sub(r"\\[xu]([0-9a-f]{4}|[0-9a-f]{2})", lambda code: chr(int(code[1], 16)), path.read_text("utf-8"))
    head, draft, expected = re.split(r"^=====\n", text_.replace(r"\t", "\t"), flags=re.MULTILINE)
    pairs = [line.split(": ", 1) for line in head.splitlines()]
    evidence = [value.split(" ", 2) for key, value in pairs if key == "evidence"]
    source, spans = "", []
    for number, part in enumerate(re.split("[⟦⟧]", draft)):
        if number % 2:
            spans.append(Span(len(source), len(source) + len(part)))
        source += part
    weighed = [(sense, float(weight), words) for sense, weight, words in evidence]
    return Case({key: value for key, value in pairs if key != "evidence"}, weighed, source, spans, expected)


def found(case: Case) -> tuple[Evidence, ...]:
    """The evidence of a case with its places in the draft; `asked` is no sense."""
    return tuple(
        Evidence(
            ASKED if sense == "asked" else f"agent.{sense}",
            words,
            span_of(words, case.source),
            weight,
        )
        for sense, weight, words in case.evidence
    )


def span_of(words: str, source: str) -> Span:
    start = source.index(words)
    return Span(start, start + len(words))


def finding(case: Case, glossary: Glossary) -> Finding:
    conflation = next(glossary.conflations())
    return Finding(
        rule="agent-goals",
        term="agent",
        conflation=conflation.id,
        senses=conflation.senses,
        level="suggestion" if case.settings.get("level") == "suggestion" else "warning",
        span=case.spans[0],
        message=case.settings.get("message", "Some read a goal into this."),
        evidence=found(case),
        caveats=conflation.caveats,
        url=case.settings.get("url", ""),
        more=tuple(case.spans[1:]),
    )


def reading(case: Case) -> Reading:
    mention = Mention("agent", 0, Span(0, 5), case.spans[0], Span(0, 9))
    scores = {"agent.pursuer": 0.62, "agent.role": 0.36, "agent.ideal": 0.02}
    return Reading(mention, "agent.pursuer", "open", scores, found(case), "a rule asks")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_text(path: Path, agent: Glossary) -> None:
    case = read(path)
    style = Style("colour" in case.settings, int(case.settings["width"]))
    report = Report("drafts/power.md", case.source, (finding(case, agent),), (reading(case),))
    writing = (
        mentions.write([report], style)
        if "mentions" in case.settings
        else text.write([report], Run(lambda: agent, style))
    )
    written = "".join(writing).replace("\x1b", "^")
    assert written == case.expected
    lines = re.sub(r"\^\[[\d;]*m", "", written).splitlines()[1:]  # a path is never broken
    assert [line for line in lines if cells(line) > style.width and "://" not in line] == []


def test_the_words_of_a_mention_do_not_speak_for_it(agent: Glossary) -> None:
    source = "A mesa-optimizer wants. Mesa-optimizers do."
    case = Case({"sense": "agent.role"}, [], source, [Span(2, 16), Span(24, 39)], "")
    places = ((2, 6), (7, 16), (17, 22), (24, 28))
    evidence = tuple(Evidence("agent.role", source[a:b], Span(a, b), 1) for a, b in places)
    told = finding(case, agent)._replace(evidence=evidence)
    assert [item.words for item in wording.speaking(told, "agent.role")] == ["wants"]


def test_each_word_is_told_once(agent: Glossary) -> None:
    source = "Goals, reward hacking: it is an agent with goals."
    case = Case({"sense": "agent.role"}, [], source, [Span(32, 37)], "")
    places = ((14, 21), (0, 5), (7, 21), (26, 28), (38, 42), (43, 48))
    evidence = tuple(Evidence("agent.role", source[a:b], Span(a, b), 1) for a, b in places)
    told = finding(case, agent)._replace(evidence=evidence)
    assert [item.words for item in wording.speaking(told, "agent.role")] == ["Goals", "reward hacking"]


def test_what_speaks_for_both_readings_is_told_with_one(agent: Glossary) -> None:
    source = "RL agents win games; a game is a loop of mesa-optimizers."
    case = Case({"sense": "agent.role"}, [], source, [Span(3, 9)], "")
    said = (("agent.role", 0, 2, 2.0), ("agent.pursuer", 0, 2, 1.0), ("agent.role", 14, 19, 0.5))
    said = (*said, ("agent.pursuer", 23, 27, 0.7), ("agent.role", 41, 45, 1.0), ("agent.pursuer", 41, 56, 1.0))
    said = (*said, ("agent.role", 10, 13, 1.0), ("agent.pursuer", 10, 13, 1.0), ("agent.pursuer", 33, 37, -0.5))
    evidence = tuple(Evidence(sense, source[a:b], Span(a, b), weight) for sense, a, b, weight in said)
    told = finding(case, agent)._replace(evidence=evidence)
    assert [item.words for item in wording.speaking(told, "agent.role")] == ["RL"]
    assert [item.words for item in wording.speaking(told, "agent.pursuer")] == ["game", "mesa-optimizers"]


def test_findings_are_separated_by_a_blank_line(agent: Glossary) -> None:
    case = read(CASES[0])
    report = Report("a.md", case.source, (finding(case, agent),) * 2)
    (once,) = text.write([Report("a.md", case.source, (finding(case, agent),))], Run(lambda: agent))
    empty = Report("b.md", "")
    first, second, *rest = text.write([empty, report, empty, report], Run(lambda: agent))
    assert (first, second[0], rest) == (once, "\n", ["\n" + once, second])


def test_a_draft_is_told_once_what_a_pair_of_readings_is(agent: Glossary) -> None:
    case = read(CASES[0].with_name("first.txt"))
    shown = finding(case, agent)
    again = shown._replace(span=shown.more[0], more=())
    unlike = shown._replace(senses=shown.senses[::-1])
    for other, short in ((again, True), (unlike, False), (shown._replace(caveats={}), False)):
        first, second = text.write([Report("a.md", case.source, (shown, other))], Run(lambda: agent))
        assert "if meant, add" in first
        assert ("whatever selects the actions" not in second) is short
        assert ("  Same readings and caveats as at 3:6 · termlint explain agent-goals\n" in second) is short
        assert "because of" in second


def test_reports_are_not_held_back(agent: Glossary) -> None:
    case = read(CASES[0])
    reports = iter([Report("a.md", case.source, (finding(case, agent),)), Report("b.md", case.source)])
    next(text.write(reports, Run(lambda: agent)))
    assert next(reports).path == "b.md"


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(ANY_TEXT)
@example("\ud800")
def test_nothing_visible_drives_a_terminal(draft: str) -> None:
    shown = visible(draft)
    assert not any(unicodedata.category(char) in {"Cc", "Zl", "Zp", "Cs"} for char in shown)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]", shown)
    assert visible(shown) == shown


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT, st.integers(40, 100))
def test_excerpts_fit_and_show_the_stretch(before: str, stretch: str, after: str, width: int) -> None:
    part = excerpt(before + stretch + after, len(before), len(before) + len(stretch), width)
    assert cells(part.before) + cells(part.stretch) + cells(part.after) <= width
    assert "\u2026" in part.stretch or part.stretch == visible(stretch)
    whole = visible(before) + visible(stretch) + visible(after)
    shown = part.before + part.stretch + part.after
    assert shown == whole or "\u2026" in shown or cells(whole) == cells(shown)  # marks alone may go


@given(ANY_TEXT, st.integers(1, 50), st.booleans())
def test_clipped_text_fits(draft: str, width: int, end: bool) -> None:  # noqa: FBT001 - drawn by Hypothesis
    assert cells(clip(draft, width, end=end)) <= width


@given(ANY_TEXT, st.integers(10, 50))
def test_wrapped_text_fits_and_loses_nothing(draft: str, width: int) -> None:
    lines = wrap(draft, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == visible(" ".join(draft.split())).replace(" ", "")


def test_no_line_breaks_before_the_number_of_a_line() -> None:
    assert wrap("“power” (line\u00a08)", 14) == ["“power”", "(line 8)"]


@pytest.mark.parametrize(
    ("shown", "width"),
    [
        ("agent", 5),
        ("e\u0301", 1),
        ("日本", 4),
        ("ｶ", 1),
        ("각", 2),
        ("\u1112\u1161\u11ab", 2),
        ("😀", 2),
        ("👩\u200d🚀", 2),
        ("👍🏽", 2),
        ("❤\ufe0f", 2),
        ("🇫🇷", 2),
        ("🏽", 2),
    ],
)
def test_cells(shown: str, width: int) -> None:
    assert cells(visible(shown)) == width


def test_a_joined_emoji_is_one_cluster() -> None:
    assert clusters("a👩\u200d🚀b") == ["a", "👩\u200d🚀", "b"]


@pytest.mark.parametrize(
    ("choice", "environment", "terminal", "expected"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("auto", {"CLICOLOR": "0"}, True, False),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"CLICOLOR_FORCE": "1", "TERM": "dumb"}, False, True),
        ("auto", {"FORCE_COLOR": "0"}, False, False),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_colours(choice: str, environment: dict[str, str], terminal: bool, expected: bool) -> None:  # noqa: FBT001
    assert coloured(choice, environment, terminal=terminal) is expected


def test_widths() -> None:
    assert [fitted(columns) for columns in (20, 40, 72, 100, 300)] == [40, 40, 72, 100, 100]


def test_a_problem_is_one_harmless_line() -> None:
    assert Style().problem(Problem("a\nb.md", "is \x1b[31mred", 3, 4)) == "a␊b.md:3:4  error  is ␛[31mred"
    assert Style().problem(Problem("a.md", "is odd", 1, 1, notice=True)) == "a.md:1:1  note  is odd"
    assert Style().problem(Problem("a.md", "is a folder")) == "a.md  error  is a folder"


@pytest.fixture
def report(agent: Glossary) -> Report:
    source = "\ufeff😀 The\r\nvalue\r\nfunction wants 日本.\r\nIt wants.\r\n"
    case = Case({}, [("pursuer", 2, "wants"), ("role", -1, "The")], source, [], "")
    spans = [span_of("value\r\nfunction", source), span_of("It", source)]
    case = case._replace(spans=spans)
    problem = Problem("drafts/power.md", "the fence is not closed", 2, 1)
    notice = Problem("drafts/power.md", "the directive is not closed", 3, 1, notice=True)
    return Report("drafts/power.md", source, (finding(case, agent),), (reading(case),), (problem, notice))


def as_json(*reports: Report, mentions: bool = False) -> dict[str, list[dict[str, object]]]:
    run = Run(lambda: Glossary({}), mentions=mentions)
    loaded: dict[str, list[dict[str, object]]] = json.loads("".join(json_reporter.write(reports, run)))
    return loaded


def test_json_places_are_those_of_the_draft(report: Report) -> None:
    entry = as_json(report)["findings"][0]
    assert report.source[int(str(entry["start"])) : int(str(entry["end"]))] == entry["text"] == "value\r\nfunction"
    assert [entry[key] for key in ("line", "column", "end_line", "end_column")] == [2, 1, 3, 9]
    assert entry["more"] == [{"start": 35, "end": 37, "line": 4, "column": 1, "end_line": 4, "end_column": 3}]
    assert entry["senses"] == ["role", "pursuer"]
    assert entry["evidence"] == [
        {"sense": "pursuer", "words": "wants", "start": 24, "end": 29, "weight": 2.0},
        {"sense": "role", "words": "The", "start": 3, "end": 6, "weight": -1.0},
    ]


def test_json_mentions_have_short_ids(report: Report) -> None:
    assert "mentions" not in as_json(report)
    (mention,) = as_json(report, mentions=True)["mentions"]
    assert mention["sense"] == "pursuer"
    assert mention["scores"] == {"pursuer": 0.62, "role": 0.36, "ideal": 0.02}


def test_json_of_nothing() -> None:
    assert as_json(mentions=True) == {
        "version": 1,
        "findings": [],
        "mentions": [],
        "errors": [],
        "notices": [],
        "summary": {
            "files": 0,
            "files_with_findings": 0,
            "findings": 0,
            "warnings": 0,
            "suggestions": 0,
            "errors": 0,
            "notices": 0,
            "by_rule": {},
            "by_conflation": {},
            "by_file": {},
        },
    }


def test_json_counts(report: Report) -> None:
    unread = Report("b.md", "", problems=(Problem("b.md", "does not exist"),))
    loaded = as_json(report, unread, report)
    assert loaded["summary"] == {
        "files": 3,
        "files_with_findings": 2,
        "findings": 2,
        "warnings": 2,
        "suggestions": 0,
        "errors": 3,
        "notices": 2,
        "by_rule": {"agent-goals": 4},
        "by_conflation": {"agent.role-or-pursuer": 4},
        "by_file": {"drafts/power.md": 4},
    }
    assert loaded["errors"][1] == {"path": "b.md", "line": None, "column": None, "message": "does not exist"}


def paths(value: object, at: str = "") -> set[str]:
    """Every key below a value, written like ``findings[].line``; senses are written ``SENSE``."""
    if isinstance(value, list):
        return {path for item in value for path in paths(item, f"{at}[]")}
    if not isinstance(value, dict):
        return set()
    names = {"caveats": "SENSE", "scores": "SENSE", "by_rule": "RULE", "by_conflation": "CONFLATION", "by_file": "PATH"}
    name = names.get(at.rpartition(".")[2])
    inner = {f"{at}.{name or key}".lstrip("."): item for key, item in value.items()}
    return set(inner) | {path for name, item in inner.items() for path in paths(item, name)}


def test_the_documented_keys_are_the_written_ones(report: Report) -> None:
    documented = set(re.findall(r"^\| `([^`]+)` \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE))
    assert documented == paths(as_json(report, mentions=True))


def keys(shape: dict[str, Any], at: str = "") -> set[str]:
    """Every key that a schema knows, written as in `paths`."""
    if "$ref" in shape:
        return keys(SCHEMA["$defs"][shape["$ref"].rpartition("/")[2]], at)
    if "items" in shape:
        return keys(shape["items"], f"{at}[]")
    names = {"caveats": "SENSE", "scores": "SENSE", "by_rule": "RULE", "by_conflation": "CONFLATION", "by_file": "PATH"}
    inner = dict(shape.get("properties", {}))
    if others := shape.get("additionalProperties"):
        inner[names[at.rpartition(".")[2]]] = others
    named = {f"{at}.{name}".lstrip("."): part for name, part in inner.items()}
    return set(named) | {key for name, part in named.items() for key in keys(part, name)}


def test_the_schema_knows_what_is_written(report: Report) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    unread = Report("b.md", "", problems=(Problem("b.md", "does not exist"),))
    for wanted in (False, True):
        Draft202012Validator(SCHEMA).validate(as_json(report, unread, mentions=wanted))
    assert keys(SCHEMA) == paths(as_json(report, mentions=True))
    assert SCHEMA["properties"]["version"]["const"] == entries.VERSION
    assert SCHEMA["$defs"]["mention"]["properties"]["status"]["enum"] == list(get_args(Status))
