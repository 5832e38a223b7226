"""TOML read as nodes: the values of tomllib, each at its place."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termlint.errors import DataError
from termlint.nodes import tomltext
from termlint.nodes.yamltext import Fields, Items, Scalar, plain

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from collections.abc import Iterator

    from termlint.nodes.yamltext import Node


def places(node: Node, path: str = "") -> Iterator[str]:
    """Each value's path, the place of its key and its own."""
    if isinstance(node, Fields):
        for key, value in node.values.items():
            line, column = node.keys[key]
            yield f"{path}{key} {line}:{column} {value.at.line}:{value.at.column}"
            yield from places(value, f"{path}{key}.")
    elif isinstance(node, Items):
        for number, item in enumerate(node.items):
            yield f"{path}{number} {item.at.line}:{item.at.column}"
            yield from places(item, f"{path}{number}.")


PLACES = [
    ("a = 1", ["a 1:1 1:5"]),
    ("# c\n\n  a  =  'x' # = y\nb=true", ["a 3:3 3:9", "b 4:1 4:3"]),
    ('a = [1, # ]\n  \'[\', "\\"]",\n]', ["a 1:1 1:5", "a.0 1:6", "a.1 2:3", "a.2 2:8"]),
    ('a = """x\n"y""""\nb = 2', ["a 1:1 1:5", "b 3:1 3:5"]),
    ("a = '''\n'x'''''\nb = 2", ["a 1:1 1:5", "b 3:1 3:5"]),
    ("a = {b = 1, c.d = [{e=2}]}", ["a 1:1 1:5", "a.b 1:6 1:10", "a.c 1:13 1:13", "a.c.d 1:13 1:19"]),
    ("[t]\na = 1\n[t.u]\nb = 2", ["t 1:1 1:1", "t.a 2:1 2:5", "t.u 3:1 3:1", "t.u.b 4:1 4:5"]),
    ("[ t . 'u.v' ]\r\na = 1\r\n", ["t 1:1 1:1", "t.u.v 1:1 1:1", "t.u.v.a 2:1 2:5"]),
    ("[[t]]\na = 1\n[[t]]\na = 2\n[t.u]\nb=3", ["t 1:1 1:1", "t.0 1:1", "t.0.a 2:1 2:5", "t.1 3:1", "t.1.a 4:1 4:5"]),
    ("a.b = 1\na.c = 2", ["a 1:1 1:1", "a.b 1:1 1:7", "a.c 2:1 2:7"]),
    ("é = 1".replace("é", '"é\\u00e9"'), ["éé 1:1 1:13"]),
    ("a = 1979-05-27 07:32:00 # noon\nb = 0x_".replace("_", "F"), ["a 1:1 1:5", "b 2:1 2:5"]),
]


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_each_value_knows_its_place(text: str, expected: list[str]) -> None:
    found = list(places(tomltext.parse(text, "a.toml")))
    assert [place for place in expected if place not in found] == []


ERRORS = [
    ("a = \nb = 1", "a.toml:1:5: this is not TOML: Invalid value"),
    ("a = 1\na = 2", "a.toml:2:6: this is not TOML: Cannot overwrite a value"),
    ("a", "a.toml:1:2: this is not TOML: Expected '=' after a key in a key/value pair"),
    ("a = " + "[" * 5000 + "]" * 5000, "a.toml: is nested too deep"),
    ("b = 1\na" + ".a" * 100_000 + " = 1", "a.toml:2:1: is nested deeper than 32 levels"),
    ("[[a" + " . 'a.'" * 100_000 + "]]", "a.toml:1:3: is nested deeper than 32 levels"),
    ("b = {c = 1, a" + '."a"' * 100_000 + " = 1}", "a.toml:1:13: is nested deeper than 32 levels"),
]


@pytest.mark.parametrize(("text", "expected"), ERRORS)
def test_errors_know_their_place(text: str, expected: str) -> None:
    with pytest.raises(DataError) as caught:
        tomltext.parse(text, "a.toml")
    assert str(caught.value) == expected


def test_a_number_of_more_digits_than_python_reads() -> None:
    with pytest.raises(DataError, match=r"^a\.toml: .*5000 digits"):
        tomltext.parse(f"a = {'9' * 5000}", "a.toml")


KEYS = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=3)
STRINGS = st.text("ab #=[]{},'\"\\\n.", max_size=8)
VALUES = st.recursive(
    st.integers(0, 9) | st.booleans() | STRINGS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


def written(value: object) -> str:
    """A value as TOML, with a comment wherever one may stand."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {written(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[ # ]\n" + "".join(f"{written(inner)} , # }}\n" for inner in value) + "]"
    if isinstance(value, str):
        plainly = "'" not in value and "\n" not in value
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f"'{value}'" if plainly else f'"""\\n{escaped}"""'
    return str(value).lower()


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_any_value_stands_where_it_is_said_to(values: dict[str, object]) -> None:
    text = "".join(f"{key} = {written(value)} # '''\n" for key, value in values.items())
    node = tomltext.parse(text, "a.toml")
    assert plain(node) == tomllib.loads(text)
    lines = text.split("\n")

    def check(node: Node) -> None:
        here = lines[node.at.line - 1][node.at.column - 1 :]
        if isinstance(node, Fields):
            for key, at in node.keys.items():
                assert lines[at.line - 1].startswith(f"{key} =", at.column - 1)
                check(node.values[key])
        elif isinstance(node, Items):
            assert here.startswith("[")
            for item in node.items:
                check(item)
        elif isinstance(node, Scalar):
            assert here.startswith(written(node.value).split("\n")[0])

    check(node)
