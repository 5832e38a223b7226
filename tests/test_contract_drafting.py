"""Contracts drafted from texts, and how they get into front matter without a change to anything else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termlint import cli
from termlint.errors import TermlintError
from termlint.inserting import contract_drafting
from termlint.inserting.contract_drafting import Clause
from termlint.markup import markdown
from termlint.model import Mention, Reading, Span
from termlint.settling import contracts

if TYPE_CHECKING:
    from collections.abc import Callable

    from termlint.model import Status
    from termlint.vocabulary import Glossary

SMALL = Path(__file__).parent / "cases" / "small"
DATA = ("--no-builtin", "--glossary", str(SMALL / "glossary"), "--rules", str(SMALL / "rules"))
ROLE = Clause("agent", ("role",), (("role", 2),), 2)
BOTH = Clause("agent", ("role", "pursuer"), (("role", 1), ("pursuer", 1)), 2)


def reading(sense: str, score: float = 0.9, status: Status = "clear") -> Reading:
    mention = Mention("agent", 0, Span(0, 5), Span(0, 5), Span(0, 5))
    other = "pursuer" if sense == "role" else "role"
    return Reading(mention, "agent.role", status, {f"agent.{sense}": score, f"agent.{other}": 1 - score})


R, P, UNCLEAR = (
    reading("role"),
    reading("pursuer"),
    reading("role", 0.4)._replace(scores={"agent.role": 0.4, "agent.x": 0.3}),
)
PREVAILING = [
    ([R, R, P], ("role",), "3 uses: 2 role, 1 pursuer"),
    ([P, R, P, R], ("pursuer", "role"), "4 uses: 2 pursuer, 2 role"),
    ([R, P, reading("broker")], (), "3 uses: 1 role, 1 pursuer, 1 broker"),
    ([R, UNCLEAR], ("role",), "2 uses: 1 role, 1 unclear"),
    ([R, UNCLEAR, UNCLEAR], (), "3 uses: 1 role, 2 unclear"),
    ([UNCLEAR], (), "1 use: 1 unclear"),
    ([reading("role", 0.5)], (), "1 use: 1 unclear"),
    ([R, reading("pursuer", status="mention"), reading("pursuer", status="off-domain")], ("role",), "1 use: 1 role"),
    ([reading("pursuer", status="clarified")], ("pursuer",), "1 use: 1 pursuer"),
]


@pytest.mark.parametrize(("readings", "senses", "remark"), PREVAILING)
def test_senses_that_prevail(readings: list[Reading], senses: tuple[str, ...], remark: str) -> None:
    (clause,) = contract_drafting.clauses(readings)
    assert (clause.term, clause.senses, clause.remark) == ("agent", senses, remark)


def test_what_is_printed() -> None:
    none = Clause("reward", (), (("a", 1), ("b", 1), ("c", 1)), 3)
    odd = Clause("no: yes", ("true",), (("true", 1),), 1)
    assert list(contract_drafting.as_yaml([ROLE, BOTH, none, odd])) == [
        "termlint:",
        "  agent: role # 2 uses: 2 role",
        "  agent: [role, pursuer] # 2 uses: 1 role, 1 pursuer",
        "  # reward: no sense prevails in 3 uses: 1 a, 1 b, 1 c",
        '  "no: yes": "true" # 1 use: 1 true',
    ]


def test_the_documented_draft_is_what_would_be_printed() -> None:
    text = (Path(__file__).parents[1] / "docs" / "contracts.md").read_text(encoding="utf-8")
    counts = {
        "agent": (("role",), (("role", 12), ("artifact", 2)), 15),
        "reward": (("signal", "target"), (("signal", 5), ("target", 4)), 10),
        "policy": ((), (("mapping", 2), ("artifact", 2), ("module", 2)), 6),
    }
    printed = "\n".join(contract_drafting.as_yaml([Clause(term, *rest) for term, rest in counts.items()]))
    assert f"```yaml\n{printed}\n```" in text
    assert f"at least {contracts.CLEARLY:.0%} likely".replace("%", " %") in text
    assert f"at most {contracts.HARDLY:.0%} together".replace("%", " %") in text


INSERTED = [
    ("The agent.\n", "---\ntermlint:\n  agent: role\n---\n\nThe agent.\n"),
    ("", "---\ntermlint:\n  agent: role\n---\n\n"),
    ("---\n\nThe agent.\n", "---\ntermlint:\n  agent: role\n---\n\n---\n\nThe agent.\n"),
    ("---\ntitle: x # y\n---\nThe agent.\n", "---\ntitle: x # y\ntermlint:\n  agent: role\n---\nThe agent.\n"),
    ("+++\n\nThe agent.\n", "---\ntermlint:\n  agent: role\n---\n\n+++\n\nThe agent.\n"),
    ("---\n---\nThe agent.\n", "---\ntermlint:\n  agent: role\n---\nThe agent.\n"),
    (
        "---\ntermlint:\n    # why\n    ignore: [x]\na: b\n---\n",
        "---\ntermlint:\n    # why\n    agent: role\n    ignore: [x]\na: b\n---\n",
    ),
    ("+++\ntitle = 'x'\n+++\nThe agent.\n", "+++\ntitle = 'x'\n\n[termlint]\nagent = \"role\"\n+++\nThe agent.\n"),
    (
        "+++\n[termlint]\nignore = 'x'\n[a]\nb = 1\n+++\n",
        "+++\n[termlint]\nagent = \"role\"\nignore = 'x'\n[a]\nb = 1\n+++\n",
    ),
]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(("source", "expected"), INSERTED)
def test_clauses_are_inserted(agent: Glossary, source: str, expected: str, mark: str, ending: str) -> None:
    ending = ending if "\n" in source else "\n"
    old, new = (mark + text.replace("\n", ending) for text in (source, expected))
    assert contract_drafting.inserted(markdown.read("a.md", old), [ROLE], agent) == new


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("The agent.\n", "  agent: role\n  big agent: role\n"),
        ("---\ntermlint:\n   ignore: x\n---\n", "   agent: role\n   big agent: role\n"),
        ("+++\na = 1\n+++\nThe agent.\n", 'agent = "role"\n"big agent" = "role"\n'),
    ],
)
def test_terms_with_a_sense_are_inserted_those_of_two_words_in_quotes_in_toml_alone(
    agent: Glossary, source: str, lines: str
) -> None:
    term = replace(agent.terms["agent"], id="big agent")
    glossary = replace(agent, terms={**agent.terms, "big agent": term})
    found = [ROLE, Clause("tool", (), (("a", 1), ("b", 1), ("c", 1)), 3), ROLE._replace(term="big agent")]
    assert lines in contract_drafting.inserted(markdown.read("a.md", source), found, glossary)


REFUSED = [
    ("---\ntermlint: {agent: role}\n---\n", "no term to add"),
    ("---\ntermlint:\n  ignore: [x]\n# why\n  agent: pursuer\n---\n", "no term to add"),
    ("---\n# why\n{termlint: {ignore: x}}\n---\n", "cannot be edited automatically"),
    (
        "---\ntermlint: {ignore: x}\n---\n",
        "cannot be edited automatically; add this yourself:\ntermlint:\n  agent: role # 2 uses: 2 role",
    ),
    ("---\n{title: x}\n---\n\nThe agent.\n", "cannot be edited automatically"),
    ('{\n"title": "x"\n}\n\nThe agent.\n', "cannot be edited automatically"),
    ("% Title\n% Author\n\nThe agent.\n", "cannot be edited automatically"),
    ("---\ntitle: x\n\nThe agent.\n", "cannot be edited automatically"),
    ("+++\ntermlint.ignore = 'x'\n+++\n", "cannot be edited automatically"),
    ("---\ntermlint:\n---\n", "cannot be edited automatically"),
]


@pytest.mark.parametrize(("source", "message"), REFUSED)
def test_what_cannot_be_added_to_is_left_alone(agent: Glossary, source: str, message: str) -> None:
    with pytest.raises(TermlintError) as caught:
        contract_drafting.inserted(markdown.read("a.md", source), [ROLE], agent)
    assert message in str(caught.value)


MATTER = ["---", "+++", "title: x", "termlint:", "  agent: pursuer", "  ignore: [x]", "[termlint]", "a = 1", "{a: b}"]
LINES = st.sampled_from([*MATTER, "", "The agent.", "# One", "- a"])


@given(st.lists(LINES, max_size=8), st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from([ROLE, BOTH]))
def test_a_draft_is_whole_whatever_is_inserted(agent: Glossary, lines: list[str], ending: str, clause: Clause) -> None:
    source = "".join(line + ending for line in lines)
    document = markdown.read("a.md", source)
    try:
        new = contract_drafting.inserted(document, [clause], agent)
    except TermlintError:
        return
    after = markdown.read("a.md", new)
    assert [block.text for block in after.blocks] == [block.text for block in document.blocks]
    (clarifier,) = contracts.read(after, agent).clarifiers
    assert [*clarifier.senses] == [f"agent.{sense}" for sense in clause.senses]
    start = next((i for i, (a, b) in enumerate(zip(source, new, strict=False)) if a != b), len(source))
    added = len(new) - len(source)
    assert any(new[:at] + new[at + added :] == source for at in range(start + 1))


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    cues = tmp_path / "cues"
    cues.mkdir()
    (cues / "agent.yaml").write_text("term: agent\ncues: [{sense: role, weight: 1, when: {sentence: [moves]}}]\n")

    def run(*arguments: str) -> str:
        status = cli.main(["contract", *arguments, *DATA, "--rules", str(cues)])
        return f"{status}\n" + "".join(capsys.readouterr())

    return run


def test_the_command(run: Callable[..., str]) -> None:
    draft = Path("a.md")
    draft.write_bytes(b"The agent moves.\r\n")
    assert run("a.md") == "0\ntermlint:\n  agent: role # 1 use: 1 role\n"
    draft.chmod(0o640)
    assert run("a.md", "--write") == "0\nwrote a.md\n"
    assert draft.read_bytes() == b"---\r\ntermlint:\r\n  agent: role\r\n---\r\n\r\nThe agent moves.\r\n"
    assert draft.stat().st_mode & 0o777 == 0o640
    assert run("a.md", "--write") == "2\na.md: no term to add to its contract\n"
    assert run("b.md").startswith("2\nb.md  error  does not exist")
    Path("b.md").write_text("The agent rests.\n")
    assert run("b.md") == "0\ntermlint:\n  # agent: no sense prevails in 1 use: 1 unclear\n"
    Path("b.md").write_text("It rains.\n")
    assert run("b.md") == "0\nb.md: no term of the glossary is used\n"


def test_what_changed_in_between_is_left_alone(run: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.md").write_text("The agent moves.\n")
    draft = contract_drafting.inserted

    def meanwhile(*given: Any) -> str:  # noqa: ANN401 - as what it stands for is called
        Path("a.md").write_text("The agent stays.\n")
        return draft(*given)

    monkeypatch.setattr(contract_drafting, "inserted", meanwhile)
    assert run("a.md", "--write").startswith(
        "2\na.md  error  changed on disk while it was checked, so it was not written"
    )
    assert Path("a.md").read_text() == "The agent stays.\n"
