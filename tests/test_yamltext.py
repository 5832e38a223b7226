from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from termlint.errors import DataError
from termlint.nodes import yamltext

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(params=["CSafeLoader", "SafeLoader"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every test runs with libyaml and without."""
    if not hasattr(yaml, request.param):
        pytest.skip("PyYAML was built without libyaml")
    monkeypatch.setattr(yamltext, "_LOADER", getattr(yaml, request.param))
    return request.param


VALUES = [
    ("no", "no"),
    ("yes", "yes"),
    ("On", "On"),
    ("off", "off"),
    ("y", "y"),
    ("1:30", "1:30"),
    ("12:30:45", "12:30:45"),
    ("012", "012"),
    ("0o14", "0o14"),
    ("0x1f", "0x1f"),
    ("1_000", "1_000"),
    ("2026-11-24", "2026-11-24"),
    ("2026-11-24 10:00:00", "2026-11-24 10:00:00"),
    ("=", "="),
    (".inf", ".inf"),
    (".nan", ".nan"),
    ("1" * 19, "1" * 19),
    ("-", [None]),
    ("true", True),
    ("False", False),
    ("TRUE", True),
    ("tRUE", "tRUE"),
    ("null", None),
    ("~", None),
    ("0", 0),
    ("-7", -7),
    ("+7", 7),
    ("1.50", 1.5),
    ("-.5", -0.5),
    ("1e3", 1000.0),
    ("'7'", "7"),
    ('"true"', "true"),
    ("$goal_verbs", "$goal_verbs"),
    ("[[agent.role]]", [["agent.role"]]),
    ("two words # and why", "two words"),
    ("two words#7", "two words#7"),
    ("role #as in RL", "role"),
    ("7 #of those", 7),
]


@pytest.mark.parametrize(("written", "value"), VALUES)
def test_a_scalar_is_what_it_looks_like(written: str, value: object) -> None:
    read = yamltext.plain(yamltext.parse(f"key: {written}" if written != "-" else f"key:\n{written}", "f"))
    assert read == {"key": value}
    assert type(read["key"]) is type(value)


PLACES = """\
term: agent   # the lemma
forms:
  - agent
  - "agents"
note: >-
  folded
  text
flow: {a: [1, 2]}
"""


def test_every_key_and_value_has_its_line_and_column() -> None:
    node = yamltext.parse(PLACES, "f")
    assert isinstance(node, yamltext.Fields)
    assert node.keys == {"term": (1, 1), "forms": (2, 1), "note": (5, 1), "flow": (8, 1)}
    forms, flow = node.values["forms"], node.values["flow"]
    assert isinstance(forms, yamltext.Items)
    assert isinstance(flow, yamltext.Fields)
    assert [item.at for item in forms.items] == [(3, 5), (4, 5)]
    assert node.values["note"] == yamltext.Scalar("folded text", yamltext.Point(5, 7))
    assert yamltext.plain(flow) == {"a": [1, 2]}
    assert flow.values["a"].at == (8, 11)


@pytest.mark.parametrize("text", ["a: ü😀 # é\nb: [x]", "a: 1\r\nb: [x]", "\N{BYTE ORDER MARK}a: 1\nb: [x]"])
def test_columns_count_code_points_and_line_endings_do_not_matter(text: str, tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(text.encode())
    node = yamltext.load(path)
    assert isinstance(node, yamltext.Fields)
    assert node.keys["b"] == (2, 1)
    assert node.values["b"].at == (2, 4)


@pytest.mark.parametrize("text", ["", "# nothing but a comment\n", "---\n"])
def test_an_empty_file_holds_nothing(text: str) -> None:
    assert yamltext.plain(yamltext.parse(text, "f")) is None


ERRORS = [
    ("a: 1\nb: 2\na: 3", "3:1 the key 'a' is here twice (first on line 1)"),
    ("a:\n  - {b: 1, b: 2}", "2:12 the key 'b' is here twice"),
    ("no: 1\nno: 2", "2:1 the key 'no' is here twice"),
    ("a: See issue #12.", "1:4 what comes after # is a comment: put the text in quotes, or a space after the #"),
    ("a: Fixed #12", "1:4 what comes after # is a comment"),
    ("a: [ü, the tag\n  here #power\n]", "1:8 what comes after # is a comment"),
    ("a: &x 1", "1:4 anchors (&x) are not supported"),
    ("a: *x", "1:4 aliases (*x) are not supported"),
    ("<<: *x", "1:5 aliases (*x) are not supported"),
    ("a: !!int '3'", "1:4 tags ('tag:yaml.org,2002:int') are not supported"),
    ("a: !!python/object:os.system {}", "1:4 tags ("),
    ("a: !mine x", "1:4 tags ('!mine') are not supported"),
    ("- !!set {a}", "1:3 tags ("),
    ("a: 1\n---\nb: 2", "2:1 a second document starts here"),
    ("? [a, b]\n: c", "1:3 a key must be a word"),
    ("{a: 1}: b", "1:1 a key must be a word"),
    ("a:\n\tb: 1", "2:1 a tab cannot indent YAML"),
    ("a: that is: wrong", "1:11 a colon with a space after it starts a value"),
    ("a: 'never closed\nb: 1", "1:4 the quotation mark opened here is not closed"),
    ('a: "never closed', "1:4 the quotation mark opened here is not closed"),
    ("a: 'never closed\nb: 1\nc: 'd'", "1:4 the quotation mark opened here is not closed before line 3, where another"),
    ('- {a: "b}\n- {a: "c"}', "1:7 the quotation mark opened here is not closed before line 2"),
    ("a: 'isn't'", "1:8 this quotation mark closes the text: inside of it write it twice"),
    ('a: "the "b" c"', '1:9 this quotation mark closes the text: inside of it write \\"'),
    ("a: 'b\n  c' d", "2:6 this does not fit what is above"),
    ("a: [1, 2", "1:4 the bracket [ opened here is not closed"),
    ("a: {b: 1", "1:4 the brace { opened here is not closed"),
    ("a:\n  b: 1\n c: 2", "3:2 this does not fit what is above"),
    ("a: 'x' y", "1:8 this does not fit what is above"),
    ("a: @x", "1:4 text that starts with this character needs quotes"),
    ("a: `x`", "1:4 text that starts with this character needs quotes"),
    ("a: - x", "1:4 text that starts with this character needs quotes"),
    ("a: ? x", "1:4 text that starts with this character needs quotes"),
    ("a: **b** c", "1:5 nothing can follow here: text that starts with * needs quotes around all of it"),
    ("a:\n  - b: [[c.d]] e", "2:16 nothing can follow here: text that starts with [ needs quotes around all of it"),
    ("- {a} b", "1:7 nothing can follow here: text that starts with { needs quotes around all of it"),
    ("a: > b", "1:6 nothing can follow here: text that starts with > needs quotes around all of it"),
    ("a: [b],\nc: d", "1:7 nothing can follow here: text that starts with [ needs quotes around all of it"),
    ("a: {b: c: d}", "1:4 the brace { opened here is not closed, or a comma is missing: text with a comma, a colon"),
    ("a: 1\nb:2\nc: 3", "2:1 a key needs a colon and a space after it"),
    ("a: 1\n<<<<<<< HEAD\nb: 2", "2:1 a key needs a colon and a space after it"),
    ("a: 1\nb:\n  - c: 1\n  \u00a0 d: 2\n    e: 3", "4:3 a no-break space cannot indent YAML"),
    ("a:\n  -\u00a0b: 1\n    c: 2", "2:4 a no-break space cannot indent YAML"),
    ("a: |\n  x\n  \u00a0 y\n  z\nb: c: d", "5:5 a colon with a space after it starts a value"),
    ("a: b\x1b[31m", "1:5 the character U+001B does not belong in text"),
    ("a: b\x00", "1:5 the character U+0000 does not belong in text"),
    ("a: b\u2028c", "1:5 the character U+2028 does not belong in text"),
    ("a: b\u202ec", "1:5 the character U+202E does not belong in text"),
    ("a: b\ud800", "1:5 the character U+D800 does not belong in text"),
    ('x: "\\u001b[31m"', "1:4 the character U+001B does not belong in text"),
    ('x: ["\\e"]', "1:5 the character U+001B does not belong in text"),
    ("x:\n" + "- " * 40, "2:65 is nested deeper than 32 levels"),
    ("x: " + "[" * 40, "1:36 is nested deeper than 32 levels"),
]


@pytest.mark.parametrize(("text", "expected"), ERRORS)
def test_an_error_says_where_and_what(text: str, expected: str) -> None:
    with pytest.raises(DataError) as caught:
        yamltext.parse(text, "f.yaml")
    place, _, message = expected.partition(" ")
    assert [str(problem)[: len(f"f.yaml:{place}: ")] for problem in caught.value.problems] == [f"f.yaml:{place}: "]
    assert message in str(caught.value)


def test_a_backslash_that_starts_no_escape_says_so() -> None:
    with pytest.raises(DataError, match=r"^f:1:[56]: a backslash inside double quotes starts an escape"):
        yamltext.parse('a: "\\q"', "f")


def test_several_problems_are_reported_together() -> None:
    with pytest.raises(DataError) as caught:
        yamltext.parse("a: &x 1\na: !t 2\nb: *x\nc: 'open", "f")
    assert [problem.line for problem in caught.value.problems] == [1, 2, 2, 3, 4]


@pytest.mark.parametrize(
    "text",
    [
        "a0: &a0 [x, x]\n" + "".join(f"a{i + 1}: &a{i + 1} [{f'*a{i}, ' * 9}]\n" for i in range(9)),
        "[" * 500_000,
        "- " * 500_000,
        "{a: " * 200_000,
        "? " * 500_000,
        "a: &x 1\n" + "- *x\n" * 200_000,
        "[" + "*x, " * 250_000,
    ],
    ids=["billion laughs", "brackets", "dashes", "braces", "question marks", "anchor", "aliases"],
)
def test_what_is_made_to_grow_is_refused(text: str) -> None:
    with pytest.raises(DataError) as caught:
        yamltext.parse(text, "f")
    assert len(caught.value.problems) <= yamltext.MAX_PROBLEMS


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(b"a" * (yamltext.MAX_BYTES + 1))
    with pytest.raises(DataError, match="is larger than 1024 KiB"):
        yamltext.load(path)


@pytest.mark.parametrize(
    ("raw", "place"),
    [(b"a: 1\nb: \xff", "2:4"), (b"\xef\xbb\xbfa: \xc3\xa4\xe4", "1:5"), ("a: 1".encode("utf-16"), "1:1")],
)
def test_bytes_that_are_no_utf_8_are_shown_their_place(raw: bytes, place: str, tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(raw)
    with pytest.raises(DataError) as caught:
        yamltext.load(path)
    assert str(caught.value) == f"{path}:{place}: is not UTF-8 here"


def test_a_file_that_is_not_there_is_an_error_of_the_data(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read: No such file"):
        yamltext.load(tmp_path / "f.yaml")


def test_messages_carry_nothing_a_terminal_would_obey() -> None:
    assert yamltext.shown("a\x1b[31m\nb") == "'a�[31m�b'"
    assert len(yamltext.shown("x" * 1000)) < 70


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(min_codepoint=32, max_codepoint=0xD7FF, exclude_categories=["Cc", "Cf", "Zl", "Zp"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abcdefghij -:", max_size=8), inner),
    max_leaves=20,
)


@given(JSON)
def test_json_reads_as_json(value: object) -> None:
    assert yamltext.plain(yamltext.parse(json.dumps(value, ensure_ascii=False), "f")) == value


@given(st.text(st.sampled_from("ab:- \n'\"[]{},#&*!|>%@`?\t\\~0.")))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(DataError):
        yamltext.parse(text, "f")
