"""The JSON Schemas are those of the tables that files are read by, and agree with them."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from damage import damaged
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from test_glossary_loading import VALID, write

from termlint.curation import jsonschemas
from termlint.errors import DataError
from termlint.glossaries import glossary, shipped
from termlint.glossaries.entries import RESERVED
from termlint.nodes import yamltext
from termlint.reading import predicates

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

FOLDER = Path(__file__).parents[1] / "docs" / "schemas"
FILES = jsonschemas.files()
SCHEMAS = {name.partition(".")[0]: Draft202012Validator(json.loads(text)) for name, text in FILES.items()}


@pytest.mark.parametrize("name", FILES)
def test_the_stored_schemas_are_current(name: str) -> None:
    Draft202012Validator.check_schema(json.loads(FILES[name]))
    assert (FOLDER / name).read_text(encoding="utf-8") == FILES[name], "run: termlint glossary schemas docs/schemas"


def test_every_stored_schema_is_known() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {*FILES, "export.schema.json", "report.schema.json"}


def test_the_command_writes_them(termlint: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path) -> None:
    assert termlint("glossary", "schemas", "schemas").returncode == 0
    assert {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "schemas").iterdir()} == FILES


def kind(path: Path) -> str:
    return path.stem if path.stem in RESERVED else "rules" if path.parent.name == "rules" else "term"


SHIPPED = [path for name in ("glossary", "rules") for path in sorted(shipped.folder(name).glob("*.yaml"))]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_shipped_files_are_valid(path: Path) -> None:
    SCHEMAS[kind(path)].validate(yamltext.plain(yamltext.load(path)))


EXAMPLE = {"text": "x", "sense": "y"}
RULE = {"id": "a", "conflation": "b", "level": "warning", "message": "m", "when": {"generic": True}}


def tried(example: dict[str, object]) -> dict[str, object]:
    """A file of rules with this example."""
    return {"term": "a", "rules": [{**RULE, "examples": [example]}]}


BROKEN = [
    ("meta", {"titel": "x"}, "$"),
    ("meta", {"url": "example.org"}, "$.url"),
    ("domains", {"Not an id": "x"}, "$"),
    ("domains", {"rl": 3}, "$.rl"),
    ("sources", {"a": {"authors": "A", "year": "2001", "title": "T", "url": "https://example.org"}}, "$.a.year"),
    ("sources", {"a": {"authors": "A", "year": 2001, "title": "T"}}, "$.a"),
    ("sources", {"a": {"authors": "A", "year": 2001, "title": "T", "url": "https://a.b", "kind": "odd"}}, "$.a.kind"),
    ("published", {"senses": "agent.role"}, "$.senses"),
    ("lexicon", {"Goal verbs": ["x"]}, "$"),
    ("lexicon", {"goal_verbs": {"verb": ["x"]}}, "$.goal_verbs"),
    ("rules", {"threshold": 1}, "$"),
    ("rules", {"term": "a", "cues": [{"sense": "x", "weight": "1", "when": {"generic": True}}]}, "$.cues[0].weight"),
    ("rules", {"term": "a", "silent": {}}, "$.silent"),
    ("rules", {"term": "a", "silent": {"distance": 1}}, "$.silent"),
    ("rules", {"term": "a", "silent": {"generic": "yes"}}, "$.silent.generic"),
    ("rules", {"term": "a", "silent": {"number": "dual"}}, "$.silent.number"),
    ("rules", {"term": "a", "silent": {"any": [{"subject_of": 3}]}}, "$.silent.any"),
    ("rules", {"term": "a", "silent": {"matcher": {"LOWER": "x"}}}, "$.silent.matcher"),
    ("rules", {"term": "a", "rules": [{**RULE, "level": "error"}]}, "$.rules[0].level"),
    ("rules", tried({"text": "x", "report": False}), "$.rules[0].examples[0].report"),
    ("rules", tried({"text": "x"}), "$.rules[0].examples[0]"),
    ("rules", tried({**EXAMPLE, "pass": "x", "report": "y"}), "$.rules[0].examples[0]"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "place"), BROKEN, ids=[f"{name}-{place}" for name, _, place in BROKEN])
def test_what_is_broken_is_not_valid(name: str, content: Any, place: str) -> None:  # noqa: ANN401
    errors = list(SCHEMAS[name].iter_errors(content))
    assert [error.json_path for error in errors] == [place]


TERM_CHANGES: list[tuple[tuple[str | int, ...], object, str]] = [
    (("status",), "done", "$.status"),
    (("senses",), [], "$.senses"),
    (("senses", 0, "short"), "x" * 161, "$.senses[0].short"),
    (("senses", 0, "id"), "Not an id", "$.senses[0].id"),
    (("senses", 0, "relations", 0, "type"), "like", "$.senses[0].relations[0].type"),
    (("senses", 0, "relations", 0), {"type": "contrast", "to": "a.b"}, "$.senses[0].relations[0]"),
    (("senses", 0, "label"), "two\nlines", "$.senses[0].label"),
    (("conflations", 0, "senses"), ["role"], "$.conflations[0].senses"),
    (("conflations", 0, "extra"), "x", "$.conflations[0]"),
    (("history", 0, "date"), "24 November", "$.history[0].date"),
    (("summary",), " ", "$.summary"),
]


@pytest.mark.parametrize("change", TERM_CHANGES, ids=[place for *_, place in TERM_CHANGES])
def test_a_broken_term_is_not_valid(change: tuple[tuple[str | int, ...], object, str]) -> None:
    path, value, place = change
    content: Any = yamltext.plain(yamltext.parse(VALID["agent"], "agent"))
    SCHEMAS["term"].validate(content)
    inner = content
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    assert [error.json_path for error in SCHEMAS["term"].iter_errors(content)] == [place]


STRANGE = st.sampled_from([None, True, 7, 1.5, "", " ", "x", "a\nb", "agent.role", [], {}, [[]], ["x"], {"id": "x"}])


@settings(max_examples=100)
@given(st.data())
def test_what_the_loader_takes_the_schema_takes(draw: st.DataObject) -> None:
    name = draw.draw(st.sampled_from(sorted(VALID)))
    content = damaged(yamltext.plain(yamltext.parse(VALID[name], name)), draw, STRANGE)
    with tempfile.TemporaryDirectory() as folder:
        try:
            glossary.load([write(Path(folder), VALID | {name: json.dumps(content)})])
        except DataError:
            return
    SCHEMAS[name if name in RESERVED else "term"].validate(content)


def test_the_editor_is_told_what_each_predicate_asks() -> None:
    found = SCHEMAS["rules"].schema["$defs"]["condition"]["properties"]
    assert found.keys() == {"all", "any", "none", *predicates.ARGUMENTS}
    assert all(part["description"] for part in found.values())
