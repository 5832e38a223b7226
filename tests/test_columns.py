"""Lines and columns in each format's unit: code points, UTF-16 code units, bytes of UTF-8."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reported import finding

from termlint import reporters
from termlint.model import Lines, Problem, Report, Span
from termlint.reporters.columns import Region, problem_column, region, utf8_bytes, utf16_units
from termlint.reporters.run import Run

if TYPE_CHECKING:
    from collections.abc import Callable

    from termlint.vocabulary import Glossary

UNITS = (len, utf16_units, utf8_bytes)


@pytest.mark.parametrize(
    ("before", "points", "units", "octets"),
    [
        ("", (1, 1), (1, 1), (1, 1)),
        ("An ", (1, 4), (1, 4), (1, 4)),
        ("\t", (1, 2), (1, 2), (1, 2)),
        ("😀 ", (1, 3), (1, 4), (1, 6)),
        ("👩\u200d🚀", (1, 4), (1, 6), (1, 12)),
        ("cafe\u0301 ", (1, 7), (1, 7), (1, 8)),
        ("日本", (1, 3), (1, 3), (1, 7)),
        ("\ufeff", (1, 1), (1, 1), (1, 4)),
        ("\ufeff😀", (1, 2), (1, 3), (1, 8)),
        ("😀\r\n", (2, 1), (2, 1), (2, 1)),
        ("\ufeffx\r\n\té", (2, 3), (2, 3), (2, 4)),
        ("x\ry\nz", (3, 2), (3, 2), (3, 2)),
        ("x\n\ufeff", (2, 2), (2, 2), (2, 4)),
        ("x\u2028y\x0b", (1, 5), (1, 5), (1, 7)),
    ],
)
def test_where_a_word_starts(
    before: str, points: tuple[int, int], units: tuple[int, int], octets: tuple[int, int]
) -> None:
    lines = Lines(f"{before}agent wants.")
    at = Span(len(before), len(before) + 5)
    for measure, (line, column) in zip(UNITS, (points, units, octets), strict=True):
        assert region(lines, at, measure) == Region(line, column, line, column + 5)


def test_a_region_over_two_lines() -> None:
    source = "\ufeff😀 value\r\n> 日 function"
    at = Span(source.index("value"), len(source))
    assert region(Lines(source), at) == Region(1, 3, 2, 13)
    assert region(Lines(source), at, utf16_units) == Region(1, 4, 2, 13)
    assert region(Lines(source), at, utf8_bytes) == Region(1, 9, 2, 15)


TEXTS = st.text(st.sampled_from("ab \t\r\n\ufeff😀é\u0301日"), min_size=1, max_size=40)


@given(TEXTS, st.data())
def test_a_place_can_be_found_again(source: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(source) - 1))
    lines = Lines(source)
    for measure, encoding, size in ((len, "utf-32-le", 4), (utf16_units, "utf-16-le", 2), (utf8_bytes, "utf-8", 1)):
        at = region(lines, Span(start, start + 1), measure)
        begin = lines.starts[at.line - 1]
        marked = measure is not utf8_bytes and at.line == 1 and source.startswith("\ufeff")
        encoded = source[begin + marked :].encode(encoding)[: (at.column - 1) * size].decode(encoding)
        assert begin + marked + len(encoded) == max(start, begin + marked)


@pytest.mark.parametrize(
    ("source", "line", "column", "expected"),
    [
        ("ab", 1, 2, (2, 2, 2)),
        ("😀b", 1, 2, (2, 3, 5)),
        ("\ufeff😀b", 1, 2, (2, 3, 8)),
        ("x\n日b", 2, 2, (2, 2, 4)),
        ("", 1, 7, (0, 0, 0)),
        ("ab", 0, 0, (0, 0, 0)),
    ],
)
def test_where_a_problem_is(source: str, line: int, column: int, expected: tuple[int, int, int]) -> None:
    problem = Problem("a.md", "is odd", line, column)
    assert tuple(problem_column(problem, Lines(source), measure) for measure in UNITS) == expected


SOURCE = "\ufeff😀 cafe\u0301\tagent wants.\r\n"


def written(name: str, glossary: Glossary) -> str:
    start = SOURCE.index("agent")
    report = Report("a.md", SOURCE, (finding(glossary, SOURCE, [Span(start, start + 5)]),))
    return "".join(reporters.writer(name)([report], Run(lambda: glossary)))


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("text", lambda text: int(text.split(":")[2].split()[0])),
        ("concise", lambda text: int(text.split(":")[2])),
        ("json", lambda text: json.loads(text)["findings"][0]["column"]),
        ("github", lambda text: int(text.split("col=")[1].split(",")[0])),
        ("checkstyle", lambda text: int(text.split('column="')[1].split('"')[0])),
        ("junit", lambda text: int(text.split("agent-goals at 1:")[1].split('"')[0])),
        ("html", lambda text: int(text.split('<span class="place">1:')[1].split("<")[0])),
    ],
)
def test_most_formats_count_code_points(name: str, column: Callable[[str], int], agent: Glossary) -> None:
    assert column(written(name, agent)) == 9


def test_sarif_counts_utf16_and_says_so(agent: Glossary) -> None:
    (found,) = json.loads(written("sarif", agent))["runs"]
    assert found["columnKind"] == "utf16CodeUnits"
    assert found["results"][0]["locations"][0]["physicalLocation"]["region"]["startColumn"] == 10


def test_rdjson_counts_bytes(agent: Glossary) -> None:
    start = json.loads(written("rdjson", agent))["diagnostics"][0]["location"]["range"]["start"]
    assert start == {"line": 1, "column": len(SOURCE.partition("agent")[0].encode()) + 1}
