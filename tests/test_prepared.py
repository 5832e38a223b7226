"""The copy of the built-in data that is read instead of YAML says the same, or is not used."""

from __future__ import annotations

import ast
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termlint.glossaries import compiled, data, glossary, prepared, rules, shipped
from termlint.reading import predicates
from termlint.vocabulary import Combination, Words

if TYPE_CHECKING:
    from termlint.vocabulary import Condition, Glossary, Ruleset

ROOT = Path(__file__).parents[1]
SMALL = Path(__file__).parent / "cases" / "small"
TERMS = glossary.load([glossary.builtin()])
RULES = rules.load([rules.builtin()], TERMS, predicates.ARGUMENTS)
LINES = compiled.written(TERMS, RULES, str)


def origins(terms: Glossary, ruleset: Ruleset) -> list[object]:
    """Where everything is written, which equality leaves out."""
    found: list[object] = []
    for term in terms.terms.values():
        found += [term.origin, *(example.origin for example in term.examples)]
        kept = ruleset.terms[term.id]
        found += [each.origin for group in (kept.cues, kept.stakes, kept.rules) for each in group]
    return found + [example.origin for rule in ruleset.rules() for example in rule.examples]


def test_what_is_written_is_read() -> None:
    terms, ruleset = compiled.read(LINES, str)
    assert terms == TERMS
    assert ruleset == RULES
    assert origins(terms, ruleset) == origins(TERMS, RULES)
    assert [type(each) for each in words(ruleset)] != [type(each) for each in words(RULES)]
    assert list(map(hash, words(ruleset))) == list(map(hash, words(RULES)))
    assert compiled.written(terms, ruleset, str) == LINES


def words(ruleset: Ruleset) -> list[Words]:
    """Every word list of a set of rules."""
    found: list[Words] = []

    def look(condition: Condition) -> None:
        if isinstance(condition, Combination):
            for part in condition.parts:
                look(part)
        elif isinstance(condition.argument, Words):
            found.append(condition.argument)

    for term in ruleset.terms.values():
        for condition in term.conditions():
            look(condition)
    return found


def test_without_the_second_line_only_what_no_draft_is_checked_by_is_missing() -> None:
    terms, ruleset = compiled.read(LINES[:1], str)
    for lemma, term in terms.terms.items():
        whole = TERMS.terms[lemma]
        assert (term.examples, term.history) == ((), ())
        assert (term.conflations, term.forms) == (whole.conflations, whole.forms)
        assert term.senses == tuple(sense._replace(definition="", sources=(), relations=()) for sense in whole.senses)
        assert ruleset.terms[lemma]._replace(rules=()) == RULES.terms[lemma]._replace(rules=())
    assert [*ruleset.rules()] == [replace(rule, examples=()) for rule in RULES.rules()]
    assert {*origins(terms, ruleset)} == {None}


def test_equal_conditions_are_one() -> None:
    _, ruleset = compiled.read(LINES, str)
    conditions = [condition for rules in ruleset.terms.values() for condition in rules.conditions()]
    keys = {id(condition): repr(condition) for condition in conditions}
    assert len(keys) == len({*keys.values()}) < len(conditions) / 1.5


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with a small glossary, whose files are old enough to be known by their times."""
    root = tmp_path / "checkout"
    for name in prepared.FOLDERS:
        shutil.copytree(SMALL / name, root / name)
    for name in prepared.CODE:
        file = root / f"src/termlint/{name}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / f"src/termlint/{name}.py", file)
    for path in root.rglob("*.*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    monkeypatch.setattr(shipped, "folder", lambda name: root / name)
    return root


def kept(root: Path) -> prepared.Copy:
    """The copy beside a checkout, just made."""
    data.load(data.Folders())
    copy = prepared.find()
    assert copy
    assert copy.path == root / ".termlint_cache/prepared.txt"
    return copy


def test_a_checkout_keeps_a_copy(checkout: Path) -> None:
    assert prepared.find() is None
    read = data.load(data.Folders())
    copy = kept(checkout)
    assert prepared.load(copy, whole=True) == read
    assert copy.forms == data.forms() == ("agent", "agents")
    assert prepared.matches(copy)
    assert read[0].terms["agent"].origin.path == str(checkout / "glossary/agent.yaml")


def test_the_same_files_give_the_same_copy(checkout: Path) -> None:
    read = data.load(data.Folders())
    before = (checkout / ".termlint_cache/prepared.txt").read_bytes()
    assert prepared.content(*read, installed=False) == before
    assert prepared.content(*prepared.load(kept(checkout), whole=True), installed=False) == before


CHANGES = {
    "another size": ("glossary/agent.yaml", "A word for two things.", "A word for 2 things.", False),
    "the same size, another time": ("glossary/agent.yaml", "A word for two", "A word for six", False),
    "a time, and nothing else": ("glossary/agent.yaml", "", "", True),
    "the code": ("src/termlint/glossaries/lexicon.py", "Named word lists", "Other word lists", False),
}


@pytest.mark.parametrize(("name", "old", "new", "fits"), CHANGES.values(), ids=CHANGES)
def test_a_copy_is_used_while_it_fits(name: str, old: str, new: str, fits: bool, checkout: Path) -> None:  # noqa: FBT001
    kept(checkout)
    path = checkout / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    assert bool(prepared.find()) == fits
    assert data.load(data.Folders())[0] == glossary.load([checkout / "glossary"])
    assert prepared.find()


def test_a_new_file_and_a_missing_one_are_seen(checkout: Path) -> None:
    kept(checkout)
    (checkout / "glossary/meta.yaml").write_text("title: A title\n")
    assert prepared.find() is None
    assert data.load(data.Folders())[0].title == "A title"
    (checkout / "glossary/meta.yaml").unlink()
    assert prepared.find() is None


def test_a_file_that_is_still_fresh_is_known_by_what_it_holds(checkout: Path) -> None:
    path = checkout / "glossary/agent.yaml"
    os.utime(path)
    kept(checkout)
    stat = path.stat()
    path.write_text(path.read_text().replace("two things", "six things"))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert prepared.find() is None


def test_what_changes_while_it_is_read_is_not_kept(checkout: Path) -> None:
    before = prepared.now()
    read = data.load(data.Folders())
    (checkout / ".termlint_cache/prepared.txt").unlink()
    (checkout / "glossary/agent.yaml").touch()
    prepared.keep(*read, before)
    assert not (checkout / ".termlint_cache/prepared.txt").exists()


def test_where_no_copy_can_be_kept_the_yaml_is_read(checkout: Path) -> None:
    (checkout / ".termlint_cache").write_text("a file")
    assert set(data.load(data.Folders())[0].terms) == {"agent"}
    assert data.forms() == ("agent", "agents")


def test_times_are_noted_where_the_contents_had_to_tell(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(checkout)
    os.utime(checkout / "glossary/agent.yaml", (1_100_000_000, 1_100_000_000))
    assert prepared.find()
    monkeypatch.setattr(prepared, "digest", lambda _: "another")
    assert prepared.find()


@given(st.data())
def test_a_damaged_copy_is_not_used(draw: st.DataObject) -> None:
    start = draw.draw(st.integers(0, len(CONTENT) - 1))
    middle = draw.draw(st.binary(max_size=3))
    COPY.write_bytes(CONTENT[:start] + middle + CONTENT[start + draw.draw(st.integers(0, 3)) :])
    loaded = prepared.load(prepared.Copy(COPY, "", ()), whole=True)
    assert loaded is None or loaded == FEW


FEW = data.load(data.Folders((SMALL / "glossary",), (SMALL / "rules",), builtin=False))
CONTENT = prepared.content(*FEW, installed=True)
COPY = Path()


@pytest.fixture(autouse=True, scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> None:
    global COPY  # noqa: PLW0603 - Hypothesis takes no fixture of a function
    COPY = tmp_path_factory.mktemp("copy") / "prepared.txt"


def test_the_code_that_matters_is_all_that_loading_imports() -> None:
    """Every module that glossary and rules import, and what these import."""
    package = ROOT / "src/termlint"
    todo, seen = ["glossaries/glossary", "glossaries/rules", "glossaries/compiled"], set[str]()
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        for node in ast.parse((package / f"{name}.py").read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("termlint"):
                home = (node.module or "").partition(".")[2].replace(".", "/")
                modules = [f"{home}/{alias.name}".strip("/") for alias in node.names]
                todo += [module for module in modules if (package / f"{module}.py").exists()] or [home]
    assert seen | {"reading/predicates"} == set(prepared.CODE)
