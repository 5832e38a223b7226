"""The model is the one that the weights of the rules were fitted to, or it is an error that says what to do."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import spacy

from termlint.errors import TermlintError
from termlint.glossaries import patterns
from termlint.guessing import Guesses
from termlint.nodes import yamltext
from termlint.nodes.schema import Sheet
from termlint.parsing import nlp
from termlint.parsing.parses import Parse
from termlint.rawpatterns import Pattern
from termlint.vocabulary import Combination, Cue, Ruleset, TermRules, Test, Words

if TYPE_CHECKING:
    from pathlib import Path

    from termlint.rawpatterns import PatternKind


LOAD = nlp.load
"""Loads the model anew, which most tests do but once."""


@pytest.fixture(scope="module")
def parsed() -> tuple[nlp.Parser, Parse]:
    parser = nlp.Parser(lemmas=True)
    (parse,) = parser.parse(["The agent waits."])
    return parser, parse


def test_a_text_is_one_sentence_whatever_it_holds() -> None:
    parser = nlp.Parser()
    (parse,) = parser.parse(["The agent waits. It moves. Why?"])
    assert parse.doc
    assert len(list(parse.doc.sents)) == 1
    assert parser.language is not None
    assert parser.language.pipe_names == ["tok2vec", "tagger", "parser"]


def test_the_tokenizer_is_the_model_s_own() -> None:
    ours = nlp.load(()).tokenizer
    own = next(spacy.load(name) for name in nlp.MODELS if spacy.util.is_package(name)).tokenizer
    assert ours.to_bytes(exclude=["vocab"]) == own.to_bytes(exclude=["vocab"])
    text = "We don't (e.g. in the U.S.) say that it's 3km off, i.e. state-of-the-art: see https://example.org/a?b=c."
    assert [token.text for token in ours(text)] == [token.text for token in own(text)]


def test_other_weights_are_an_error(tmp_path: Path) -> None:
    for pipe in nlp.WEIGHTS:
        (tmp_path / pipe).mkdir()
        (tmp_path / pipe / "model").write_bytes(b"other weights")
    with pytest.raises(TermlintError, match=r"not those of release 3\.8\.0: pip install"):
        nlp.check(tmp_path)


def test_no_model_is_an_error_that_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "en_core_web_none").symlink_to(nlp.load(()).path)  # a folder among the drafts is no model
    monkeypatch.setattr(nlp, "MODELS", ("en_core_web_none",))
    with pytest.raises(TermlintError, match="no spaCy model is installed; install en_core_web_none: pip install"):
        nlp.load(())


@pytest.mark.parametrize(
    "pattern", [Pattern("matcher", [{"NONSENSE": 1}]), Pattern("dependency", [{"RIGHT_ATTRS": {}}])]
)
def test_a_pattern_that_spacy_refuses_is_an_error_of_ours(pattern: Pattern) -> None:
    parser = nlp.Parser()
    (parse,) = parser.parse(["The agent waits."])
    with pytest.raises(TermlintError, match=f"does not take this {pattern.kind} pattern"):
        list(parser.matches(pattern, parse))


LEGAL: list[dict[str, object]] = [
    *({name: "x"} for name in patterns.TEXTS),
    *({name: True} for name in patterns.FLAGS),
    *({name: {which: ["x"]}} for name in patterns.TEXTS for which in patterns.SETS),
    *({name: {which: "x"}} for name in patterns.TEXTS for which in patterns.FUZZY[:3]),
    {"MORPH": "Number=Sing|Person=3"},
    *({"MORPH": {which: ["Number=Sing", "Person=3"]}} for which in patterns.SETS),
    *({"TEXT": {name: "x"}} for name in patterns.FUZZY),
    *({"LENGTH": {name: 1}} for name in patterns.COMPARISONS),
    {"LENGTH": {"IN": [1], "NOT_IN": [2]}},
]
OPERATORS = ("!", "?", "+", "*", "{2}", "{1,}", "{,2}", "{1,2}", "{0,1}")


@pytest.mark.parametrize(
    ("kind", "pattern"),
    [
        *(("matcher", [token]) for token in LEGAL),
        *(("matcher", [{"LOWER": "agent"}, {"OP": operator}]) for operator in OPERATORS),
        *(("dependency", [{"RIGHT_ID": "a", "RIGHT_ATTRS": token}]) for token in LEGAL),
        *(
            (
                "dependency",
                [
                    {"RIGHT_ID": "a", "RIGHT_ATTRS": {}},
                    {"LEFT_ID": "a", "REL_OP": relation, "RIGHT_ID": "b", "RIGHT_ATTRS": {}},
                ],
            )
            for relation in patterns.RELATIONS
        ),
    ],
    ids=str,
)
def test_spacy_takes_what_rules_may_hold(
    parsed: tuple[nlp.Parser, Parse], kind: PatternKind, pattern: list[object]
) -> None:
    sheet = Sheet("x.yaml", Guesses())
    read = {"matcher": patterns.matcher, "dependency": patterns.dependency}[kind]
    found = read(yamltext.parse(json.dumps(pattern), "x.yaml"), sheet)
    assert found == Pattern(kind, pattern)
    assert sheet.problems == []
    parser, parse = parsed
    list(parser.matches(found, parse))


@pytest.mark.parametrize(
    ("predicate", "argument", "lemmas"),
    [
        ("matcher", Pattern("matcher", [{"LOWER": "agent"}, {"DEP": "nsubj"}]), False),
        ("matcher", Pattern("matcher", [{"lemma": "be"}]), True),
        ("dependency", Pattern("dependency", [{"RIGHT_ID": "a", "RIGHT_ATTRS": {"POS": "VERB"}}]), True),
        ("sentence", Words("LEMMA", frozenset({("lemma",)})), False),
    ],
)
def test_lemmas_are_made_where_a_pattern_asks_for_them(predicate: str, argument: object, *, lemmas: bool) -> None:
    when = Combination("all", (Combination("none", (Test(predicate, argument),)),))
    assert Ruleset({"agent": TermRules((Cue("agent.role", 1, when),))}).asks_lemmas() is lemmas


def test_memory_does_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nlp, "GROWTH", 3)
    monkeypatch.setattr(nlp, "load", LOAD)
    parser = nlp.Parser()
    pattern = Pattern("matcher", [{"LOWER": "agent"}])
    for number in range(3):
        (parse,) = parser.parse([f"The agent met brontosaurian{number} and triceratopsy{number}."])
        assert [*parser.matches(pattern, parse)] == [(1,)]
        assert parser.language
        assert parse.doc
        assert parse.doc.vocab is parser.language.vocab
    assert "brontosaurian0" not in parser.language.vocab.strings


def test_a_pattern_is_tried_once_on_a_sentence_and_needs_spacy_only_then() -> None:
    parser = nlp.Parser()
    (parse,) = parser.parse(["The agent waits for an agent."])
    pattern = Pattern("matcher", [{"LOWER": "agent"}])
    assert parser.matches(pattern, parse) == [(1,), (5,)]
    other = nlp.Parser()
    known = Parse(parse.text, parse.rows)
    known.matched.update(parse.matched)
    assert other.matches(pattern, known) == [(1,), (5,)]
    assert other.language is None
    assert other.matches(Pattern("matcher", [{"LOWER": "waits"}]), known) == [(2,)]


IMPORTED = "print(*sorted({'typer', 'requests', 'httpx', 'rich', 'weasel'} & set(sys.modules)))"


@pytest.mark.parametrize(
    ("before", "imported"),
    [
        ("pass", ""),
        ("import spacy; assert spacy.info", "httpx requests rich typer weasel"),
        # A release that asks for more than there is gets it.
        ("nlp.COMMANDS = nlp.COMMANDS[:1]", "httpx requests rich typer weasel"),
        ("nlp.COMMANDS = ('catalogue', *nlp.COMMANDS)", "httpx requests rich typer weasel"),
    ],
)
def test_spacy_is_imported_without_its_commands(before: str, imported: str) -> None:
    parse = "parser = nlp.Parser(); parser.whole = False; print(*next(parser.parse(['The agent waits.'])))"
    after = "import spacy.cli; assert spacy.cli.info.__module__"
    code = f"import sys; from termlint.parsing import nlp; {before}; {parse}; {IMPORTED}; {after}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == f"The agent waits .\n{imported}\n"


OTHER_PIPE = {
    "other.py": "def make(): ...\n",
    "other-1.dist-info/METADATA": "Name: other\nVersion: 1\n",
    "other-1.dist-info/entry_points.txt": "[spacy_factories]\nother = other:make\n",
}


@pytest.mark.parametrize(
    ("run", "more", "asked"),
    [
        ("from termlint.cli import main; main(['check', 'draft.md', '--no-cache'])", {}, ""),
        # A pipe of another package may be made of it.
        ("from termlint.cli import main; main(['check', 'draft.md', '--no-cache'])", OTHER_PIPE, "asked for\n"),
        ("import termlint; termlint.check('The agent waits.')", {}, "asked for\n"),
        ("import spacy; nlp = spacy.blank('en'); nlp.add_pipe('termlint')", {}, "asked for\n"),
    ],
)
def test_a_run_of_its_own_does_without_pytorch(tmp_path: Path, run: str, more: dict[str, str], asked: str) -> None:
    (tmp_path / "draft.md").write_text("The agent waits.\n")
    (tmp_path / "torch.py").write_text("print('asked for')\nraise ImportError\n")
    for name, text in more.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    code = f"import sys; sys.path.insert(0, '.'); {run}; print('--'); import torch"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.stdout == f"{asked}--\nasked for\n", done.stderr
    assert "raise ImportError" in done.stderr


def test_a_run_needs_no_commands_of_spacy(tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text("The agent waits.\n")
    code = f"import sys; from termlint.cli import main; main(['check', 'draft.md', '--no-cache']); {IMPORTED}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout == "\n"
    assert "no findings in 1 file" in done.stderr
