"""termlint called by other programs, and as a component of a spaCy pipeline."""

from __future__ import annotations

import contextlib
import io
import pickle
import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import spacy
from spacy import displacy
from spacy.tokens import Doc
from spacy.tokens.underscore import Underscore

import termlint
from termlint import spacy_component
from termlint.linter import Linter

if TYPE_CHECKING:
    from spacy.language import Language

ROOT = Path(__file__).parents[1]
SMALL = ROOT / "tests" / "cases" / "small"
OWN = {"glossary": str(SMALL / "glossary"), "rules": str(SMALL / "rules"), "builtin": False}
CONFIG = {**OWN, "glossary": [OWN["glossary"]], "rules": [OWN["rules"]], "every": True}
TEXT = "*The* agent wants to stay on.\n\nEvery agent wants power. An agent hopes.\n"


def rules(report: termlint.Report) -> list[tuple[str, str]]:
    return [(report.source[finding.span.start :][:5], finding.rule) for finding in report.findings]


CHECKED = [
    ({}, ["agent-wants"]),
    ({"every": True}, ["agent-wants", "agent-wants", "agent-hopes"]),
    ({"every": True, "level": "warning"}, ["agent-wants", "agent-wants"]),
    ({"level": "suggestion"}, ["agent-wants", "agent-hopes"]),
    ({"level": "suggestion", "ignore": "agent-wants"}, ["agent-hopes"]),
    ({"select": ["agent-hopes"]}, ["agent-hopes"]),
]


@pytest.mark.parametrize(("arguments", "expected"), CHECKED)
def test_check(arguments: dict[str, str], expected: list[str]) -> None:
    report = termlint.check(TEXT, **OWN, **arguments)  # type: ignore[arg-type]
    assert rules(report) == [("agent", rule) for rule in expected]
    assert len(report.readings) == 3
    assert all(isinstance(finding, termlint.Finding) for finding in report.findings)


def test_what_stands_alone_must_be_strong_but_in_a_short_draft(tmp_path: Path) -> None:
    (tmp_path / "agent.yaml").write_text("term: agent\ntogether: 0.5\n")  # one comes to 0, two to log 2
    own = {**OWN, "rules": [OWN["rules"], str(tmp_path)], "every": True}
    once, more = "The agent wants to stay on.", "\n\nEvery agent wants power."
    rest = "\n\n" + "It rains on the hills. " * 12
    for text, found in ((once, 1), (once + rest, 0), (once + more + rest, 2)):
        report = termlint.check(text, **own)  # type: ignore[arg-type]
        assert len(report.findings) == found
        assert len(report.readings) == 1 + text.count("Every")
        assert [reading.status for reading in report.readings].count("open") == found
    (reading,) = termlint.check(once + rest, **own).readings  # type: ignore[arg-type]
    assert reading.step == "agent-wants matches, but too little else in the draft supports it"


def test_images_are_read_on_request() -> None:
    text = 'It rains.\n\n![Text: "Each agent wants it."](each.png)\n'
    report = termlint.check(text, **OWN)  # type: ignore[arg-type]
    assert (report.findings, report.readings) == ((), ())
    (finding,) = termlint.check(text, every=True, **OWN).findings  # type: ignore[arg-type]
    assert text[slice(*finding.span)] == "agent"


def test_fix() -> None:
    fixed = termlint.fix(TEXT, **OWN)  # type: ignore[arg-type]
    assert fixed.startswith("*The* agent[^agent-role] wants to stay on.\n\nEvery")
    assert termlint.fix(fixed, **OWN) == fixed  # type: ignore[arg-type]
    inline = termlint.fix(TEXT, caveat="inline", level="suggestion", **OWN)  # type: ignore[arg-type]
    assert inline.startswith("*The* agent (only the acting side of the loop) wants to stay on.<!-- ")
    mdx = termlint.fix("Each agent wants it.", path="draft.mdx", **OWN)  # type: ignore[arg-type]
    assert mdx.endswith(" */}")


def test_threads_take_turns(monkeypatch: pytest.MonkeyPatch, nlp: Language) -> None:
    inside: list[str] = []
    met: list[int] = []

    def check(_: Linter, path: str, source: str) -> termlint.Report:
        inside.append(path)
        met.append(len(inside))
        time.sleep(0.01)
        inside.pop()
        return termlint.Report(path, source)

    monkeypatch.setattr(Linter, "check", check)
    with ThreadPoolExecutor(6) as pool:
        calls = [pool.submit(call, "It rains.") for call in (termlint.check, termlint.fix, nlp) * 4]
    assert [call.exception() for call in calls] == [None] * 12
    assert met == [1] * 12


def test_folders_and_names_in_any_form() -> None:
    one = termlint.check(TEXT, glossary=SMALL / "glossary", rules=[SMALL / "rules"], builtin=False)
    assert one == termlint.check(TEXT, glossary=[str(SMALL / "glossary")], rules=SMALL / "rules", builtin=False)


def test_problems_are_told() -> None:
    (problem,) = termlint.check("---\ntermlint: {agnt: role}\n---\n", path="a.md", **OWN).problems  # type: ignore[arg-type]
    assert str(problem).startswith("a.md:2:12: unknown term 'agnt'")
    with pytest.raises(termlint.TermlintError, match="did you mean agent-wants"):
        termlint.check(TEXT, select="agent-want", **OWN)  # type: ignore[arg-type]
    with pytest.raises(termlint.TermlintError, match="there is no such folder"):
        termlint.check(TEXT, glossary="absent")
    with pytest.raises(termlint.TermlintError, match="level: expected suggestion or warning, not 'warn'"):
        termlint.check("It rains.", level="warn", **OWN)  # type: ignore[arg-type]
    with pytest.raises(termlint.TermlintError, match=r"caveat: expected footnote or .*, not 'note'"):
        termlint.fix("It rains.", caveat="note", **OWN)  # type: ignore[arg-type]


def test_no_settings_file_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "termlint.yaml").write_text("nonsense: true\n")
    assert rules(termlint.check(TEXT, **OWN)) == [("agent", "agent-wants")]  # type: ignore[arg-type]


@pytest.mark.parametrize("text", [TEXT.encode(), SMALL / "draft.md"])
def test_what_is_no_text_is_told(text: object) -> None:
    for function in (termlint.check, termlint.fix):
        with pytest.raises(TypeError, match=r"expected the text of a draft, not \w+: read a file with"):
            function(text)  # type: ignore[arg-type]


def test_glossaries() -> None:
    assert list(termlint.load_glossary(SMALL / "glossary", builtin=False).terms) == ["agent"]
    assert {"agent", "reward"} <= termlint.load_glossary().terms.keys()


def test_names_are_listed_and_others_are_none() -> None:
    assert all(hasattr(termlint, name) for name in termlint.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'chek'"):
        termlint.chek  # noqa: B018


def test_the_component_says_what_it_takes_in_types() -> None:
    """Up to 3.8.11, spaCy makes nothing of annotations that are texts."""
    assert not [note for note in spacy_component.make.__annotations__.values() if isinstance(note, str)]


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("termlint", config=CONFIG)
    return nlp


def test_the_component_marks_what_the_linter_finds(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert [(span.text, span.label_, span.start_char) for span in doc.spans["termlint"]] == [
        ("agent", "agent-wants", 6),
        ("agent", "agent-wants", 37),
        ("agent", "agent-hopes", 59),
    ]
    expected = termlint.check(TEXT, every=True, **OWN)  # type: ignore[arg-type]
    assert doc._.termlint == expected.findings
    assert [span._.termlint for span in doc.spans["termlint"]] == list(expected.findings)
    assert doc[0:1]._.termlint is None


def test_a_mention_inside_a_token_takes_the_token(nlp: Language) -> None:
    doc = nlp("The *agent*wants agent/agents want power.\n")
    spans = doc.spans["termlint"]
    assert [span._.termlint for span in spans] == list(doc._.termlint)
    assert all("agent" in span.text for span in spans)


def test_problems_of_a_text_are_kept(nlp: Language) -> None:
    assert nlp("```\nagent\n")._.termlint_problems[0].startswith("doc:1:1: the code fence ``` is never closed")


def test_findings_survive_storage(nlp: Language, tmp_path: Path) -> None:
    doc = nlp(TEXT)
    assert Doc(nlp.vocab).from_bytes(doc.to_bytes())._.termlint == doc._.termlint
    nlp.to_disk(tmp_path / "pipeline")
    again = spacy.load(tmp_path / "pipeline")(TEXT)
    assert again._.termlint == doc._.termlint
    blank = spacy.blank("en")
    blank.add_pipe("termlint", config=CONFIG)
    assert blank.from_bytes(nlp.to_bytes())(TEXT)._.termlint == doc._.termlint


def test_many_texts(nlp: Language) -> None:
    texts = [TEXT, "It rains.", TEXT]
    assert [len(doc.spans["termlint"]) for doc in nlp.pipe(texts, batch_size=2)] == [3, 0, 3]


def test_what_nlp_pipe_sends_to_processes_can_be_sent(nlp: Language) -> None:
    """Where processes are not forked, as on Windows, on macOS and by Python from 3.14 on, all of it is pickled."""
    sent = (nlp.get_pipe("termlint"), Underscore.get_state())
    component, state = pickle.loads(pickle.dumps(sent))  # noqa: S301 - what we have just made
    assert state == sent[1]
    assert component(nlp.make_doc(TEXT))._.termlint == nlp(TEXT)._.termlint


def test_displacy_shows_them(nlp: Language) -> None:
    page = displacy.render(nlp(TEXT), style="span", options={"spans_key": "termlint"}, jupyter=False)
    assert page.count("agent-wants") >= 2


def test_the_factory_is_an_entry_point() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'[project.entry-points.spacy_factories]\ntermlint = "{spacy_component.__name__}:make"' in text


EXAMPLES = re.findall(
    r"```python\n(.*?)```\n\n```text\n(.*?)```", (ROOT / "docs" / "library.md").read_text(encoding="utf-8"), re.DOTALL
)


@pytest.mark.parametrize(("code", "output"), EXAMPLES)
def test_the_documented_examples_print_what_they_say(code: str, output: str) -> None:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "library.md", "exec"), {})  # noqa: S102 - our own documentation
    assert printed.getvalue() == output


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == 2


PLACED = [
    ("Language models are trained to predict text, so they cannot scheme.", "are trained (meaning "),
    (
        "In specification gaming a model behaves well in training and pursues another goal under distribution shift.",
        "In specification gaming (in the loose sense ",
    ),
    (
        "The assistant edited the unit tests. Such reward hacking proves that it will seize its reward and take over.",
        "Such reward hacking (meaning interference ",
    ),
    ("The assistants are not goal-directed, and that is why they are safe.", ""),
    ("Chess programs are not mesa-optimizers, so they will not deceive us.", ""),
    ("Many agents pursue goals and plan ahead; most agents with AI inside will seek power.", ""),
]


@pytest.mark.parametrize(("sentence", "placed"), PLACED)
def test_where_inline_caveats_come(sentence: str, placed: str) -> None:
    draft = f"# Notes on AI alignment\n\n{sentence}\n"
    assert termlint.check(draft, level="suggestion").findings
    fixed = termlint.fix(draft, caveat="inline", level="suggestion")
    assert placed in fixed
    assert fixed.count("termlint-caveat") == bool(placed)
