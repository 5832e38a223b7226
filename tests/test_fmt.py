"""`termlint glossary fmt`: one layout, and neither data nor comments lost."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from termlint.curation import tidying
from termlint.errors import DataError
from termlint.glossaries import shipped
from termlint.nodes import editing, yamltext

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]

LONG = ", ".join(f"word{i}" for i in range(30))
WRAPPED = """\
verbs: [word0, word1, word2, word3, word4, word5, word6, word7, word8, word9, word10, word11, word12, word13, word14,
  word15, word16, word17, word18, word19, word20, word21, word22, word23, word24, word25, word26, word27, word28,
  word29]
"""

CASES = {
    "indentation": ("a:\n- b\n- c:  d\n", "a:\n  - b\n  - c: d\n"),
    "spaces": ("a:   [ b,c,  d ]   \n\n\n", "a: [b, c, d]\n\n\n"),
    "one pair in brackets": ("a: [b: c, {d: e, f: g}]\n", "a: [{b: c}, {d: e, f: g}]\n"),
    "comments": (
        "# x\na: b # y\n\n# z\nc:\n  # w\n  d: e\n# end\n",
        "# x\na: b # y\n\n# z\nc:\n  # w\n  d: e\n# end\n",
    ),
    "quotes": ("a: 'it''s'\nb: \"c: d\"\n", "a: 'it''s'\nb: \"c: d\"\n"),
    "what looks like something else": (
        "a: no\nb: 012\nc: 1:30\nd: 2026-11-24\ne: 1e3\nf: 0x1F\ng: 1_000\nh: true\ni: null\n",
        "a: no\nb: 012\nc: 1:30\nd: 2026-11-24\ne: 1e3\nf: 0x1F\ng: 1_000\nh: true\ni: null\n",
    ),
    "paragraphs": ("a: >-\n    b c\n    d\n\n    e\nf: |\n  g\n   h\n", "a: >-\n  b c\n  d\n\n  e\nf: |\n  g\n   h\n"),
    "a long line": (f"a: {'x ' * 100}y\n", f"a: {'x ' * 100}y\n"),
    "a long list": (f"verbs: [{LONG}]\n", WRAPPED),
    "a list wrapped elsewhere": (f"verbs: [{LONG}]\n".replace("word9, ", "word9,\n      "), WRAPPED),
    "a long list with quotes": (f"verbs: ['on', {LONG}]\n", f"verbs: ['on', {LONG}]\n"),
    "empty lines at the start": ("\n \n\na: b\n", "a: b\n"),
    "no end of line": ("a: b", "a: b\n"),
    "letters": ("a: “é” 日本 🦊\n", "a: “é” 日本 🦊\n"),
    "a document start": ("---\na: b\n", "a: b\n"),
    "nothing": ("", ""),
    "nothing but a comment": ("# x\n", "# x\n"),
}
CASES["a list in a list"] = (
    f"a:\n  - verbs: [{LONG}]\n",
    """\
a:
  - verbs: [word0, word1, word2, word3, word4, word5, word6, word7, word8, word9, word10, word11, word12, word13,
      word14, word15, word16, word17, word18, word19, word20, word21, word22, word23, word24, word25, word26, word27,
      word28, word29]
""",
)


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_layout(text: str, expected: str) -> None:
    assert editing.formatted(text, "a.yaml") == expected
    assert editing.formatted(expected, "a.yaml") == expected


REFUSED = {
    "a comment inside brackets": ("a: [b, # c\n  d]\n", "a.yaml:1:8: a comment cannot stay here: put it above"),
    "two keys alike": ("a: b\na: c\n", "a.yaml:2:1: the key 'a' is here twice"),
    "an anchor": ("a: &b c\n", "a.yaml:1:4: anchors (&b) are not supported"),
    "a comment before a paragraph": ("a: # c\n  >-\n  b\n\nd: e\n", "a.yaml: cannot be formatted: overlap in comment"),
    "a comment before a list in brackets": ("# c\n[b]\n", "a.yaml: cannot be formatted: list index out of range"),
    "no YAML": ("a: b: c\n", "a.yaml:1:5: a colon with a space after it starts a value"),
}


@pytest.mark.parametrize(("text", "expected"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_laid_out_is_refused(text: str, expected: str) -> None:
    with pytest.raises(DataError) as caught:
        editing.formatted(text, "a.yaml")
    assert str(caught.value).startswith(expected)


def test_the_modeline_comes_first_and_once() -> None:
    text = editing.formatted("# x\na: b\n", "a.yaml", "$schema=s.json")
    assert text == "# yaml-language-server: $schema=s.json\n# x\na: b\n"
    assert editing.formatted(text, "a.yaml", "$schema=t.json") == text


SHIPPED = [path for name in ("glossary", "rules") for path in sorted(shipped.folder(name).glob("*.yaml"))]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_shipped_files_are_laid_out(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert editing.formatted(text, path.name, tidying.modeline(path, rules=path.parent.name == "rules")) == text, (
        "run: termlint glossary fmt"
    )


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Co", "Cn", "Cf"]), max_size=12
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-999, 999),
    WORDS,
    st.sampled_from(["no", "012", "1:30", "2026-11-24", "a # b", "- x"]),
)
NAMES = st.text("abcxyz-_", min_size=1, max_size=6).filter(lambda name: not name.startswith("-"))
DATA = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4), max_leaves=12
)


@settings(max_examples=200)
@given(WORDS | st.text(":?,-#&*!|>'\"%@`[]{} a1", max_size=6))
def test_whatever_is_added_is_read_as_it_is(text: str) -> None:
    data = {"a": text, "b": editing.Inline(c=text, d=(text, "x")), "e": [text]}
    read = yamltext.plain(yamltext.parse(editing.fragment(data, 0), "a"))
    assert read == {"a": text, "b": {"c": text, "d": [text, "x"]}, "e": [text]}


@settings(max_examples=100)
@given(st.dictionaries(NAMES, DATA, min_size=1, max_size=4), st.sampled_from([None, True, False]), st.integers(2, 6))
def test_whatever_is_laid_out_keeps_its_data(data: dict[str, object], flow: bool | None, indent: int) -> None:  # noqa: FBT001
    text = yaml.safe_dump(data, default_flow_style=flow, indent=indent, allow_unicode=True, sort_keys=False, width=60)
    try:
        before = yamltext.plain(yamltext.parse(text, "a"))
    except DataError:
        return
    new = editing.formatted(text, "a")
    assert yamltext.plain(yamltext.parse(new, "a")) == before
    assert editing.formatted(new, "a") == new


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary/agent.yaml").write_bytes(b"\xef\xbb\xbfterm:  agent\r\nforms: [a,b] # c\r\n")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/agent.yaml").write_bytes(b"term: agent\n")
    return tmp_path


def test_the_command_changes_what_needs_it(folder: Path, termlint: Run) -> None:
    path = folder / "glossary/agent.yaml"
    path.chmod(0o640)
    checked = termlint("glossary", "fmt", "--check")
    assert (checked.returncode, checked.stdout) == (1, "would change glossary/agent.yaml\n")
    assert path.read_bytes().startswith(b"\xef\xbb\xbfterm:  ")
    done = termlint("glossary", "fmt")
    assert (done.returncode, done.stdout, done.stderr) == (0, "changed glossary/agent.yaml\n", "")
    assert path.read_bytes() == b"\xef\xbb\xbfterm: agent\r\nforms: [a, b] # c\r\n"
    assert path.stat().st_mode & 0o777 == 0o640
    again = termlint("glossary", "fmt", "--check")
    assert (again.returncode, again.stdout) == (0, "")


def test_a_file_that_cannot_be_laid_out_stays_and_the_others_are(folder: Path, termlint: Run) -> None:
    (folder / "rules/agent.yaml").write_bytes(b"term: agent\nterm: goal\n")
    done = termlint("glossary", "fmt")
    assert done.returncode == 2
    assert done.stdout == "changed glossary/agent.yaml\n"
    assert done.stderr == "rules/agent.yaml:2:1: the key 'term' is here twice (first on line 1)\n"
    assert (folder / "rules/agent.yaml").read_bytes() == b"term: agent\nterm: goal\n"


def test_a_link_stays_a_link(folder: Path, termlint: Run) -> None:
    path = folder / "glossary/agent.yaml"
    path.rename(folder / "glossary/real.yaml")
    path.symlink_to("real.yaml")
    assert termlint("glossary", "fmt", "glossary").returncode == 0
    assert path.is_symlink()
    assert os.fspath(path.readlink()) == "real.yaml"
    assert b"[a, b]" in path.read_bytes()


def test_the_schema_is_named_where_there_is_one(folder: Path, termlint: Run) -> None:
    (folder / "schemas").mkdir()
    for name in ("term", "rules"):
        (folder / f"schemas/{name}.schema.json").write_text("{}")
    assert termlint("glossary", "fmt").returncode == 0
    head = "# yaml-language-server: $schema=../schemas"
    assert (folder / "glossary/agent.yaml").read_text("utf-8-sig").startswith(f"{head}/term.schema.json\n")
    assert (folder / "rules/agent.yaml").read_text().startswith(f"{head}/rules.schema.json\n")


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("# yaml-language-server: $schema=../schemas/term.schema.json", "rules"),
        ("# yaml-language-server: $schema=../docs/schemas/rules.schema.json ", "rules"),
        ("# yaml-language-server: $schema=https://example.org/term.schema.json", ""),
        ("# yaml-language-server: $schema=../schemas/mine.schema.json", ""),
        ("# yaml-language-server: completion=false", ""),
    ],
)
def test_a_schema_that_is_named_wrongly_is_named_anew_unless_it_is_foreign(
    line: str, after: str, tmp_path: Path
) -> None:
    for name in ("rules/agent.yaml", "schemas/rules.schema.json", "schemas/term.schema.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{line}\r\nterm: agent\r\n", newline="")
    path = tmp_path / "rules" / "agent.yaml"
    found = list(tidying.tidy([path.parent], [path.parent], check=False))
    assert found == [tidying.Tidied(path)] * bool(after)
    expected = f"# yaml-language-server: $schema=../schemas/{after}.schema.json" if after else line
    assert path.read_bytes().decode() == f"{expected}\r\nterm: agent\r\n"
