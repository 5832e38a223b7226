"""What several tests share: a glossary of one term, the command, and the model."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from termlint import cli
from termlint.disk import processes
from termlint.model import Caveats
from termlint.parsing import nlp
from termlint.vocabulary import (
    Citation,
    Conflation,
    Example,
    Glossary,
    Relation,
    Rule,
    Ruleset,
    Sense,
    Source,
    Term,
    TermRules,
    Test,
    Words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from spacy.language import Language

COMMAND = Path(sys.executable).with_name("termlint")
"""The installed command."""

# The same examples in every run, however busy the machine; `--hypothesis-profile others` makes up others.
# Properties do not change the fixtures that they take.
settings.register_profile(
    "termlint",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.register_profile("others", parent=settings.get_profile("termlint"), derandomize=False)
settings.load_profile("termlint")

# A job in the background ignores interrupts, and so would the commands that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)

# The tests start Python several hundred times.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


LONG = ("growth", "site_browser", "hook", "markdown", "site", "nlp", "examples")
"""The test files that take longest. They come first, so that no worker is left with one of them at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    names = [f"test_{name}.py" for name in LONG]
    items.sort(key=lambda item: names.index(item.path.name) if item.path.name in names else len(names))


@pytest.fixture(scope="session")
def agent() -> Glossary:
    senses = (
        Sense(
            "agent.role",
            "agent (the acting side)",
            "whatever selects the actions",
            "What acts in the loop, by its [[policy.mapping|policy]]. See [[agent.pursuer]].",
            "rl",
            (Citation("book", "section 3.1"),),
            (Relation("contrast", "agent.pursuer", "A role needs no goals."),),
        ),
        Sense("agent.pursuer", "agent (with goals)", "system that foresees what its actions lead to", "Plans.", "rl"),
    )
    caveats = {
        "agent.role": Caveats("only the acting side of the loop", "No goals are implied here.", "**Agent** is a role."),
        "agent.pursuer": Caveats("a planner, not just the role", "Goals are meant here.", "**Agent** is a planner."),
    }
    conflation = Conflation(
        "agent.role-or-pursuer",
        ("agent.role", "agent.pursuer"),
        "The noun settles what should be argued.",
        "A lookup table plays a game.",
        (Citation("book", "chapter 1"),),
        caveats,
        "agent.role",
    )
    term = Term("agent", "agent", ("agent", "agents"), "A word for two things.", "reviewed", senses, (conflation,))
    source = Source("book", "A. Author", 2001, "A Book", "https://example.org/book")
    return Glossary({"agent": term}, {"book": source}, {"rl": "reinforcement learning"})


@pytest.fixture
def ideal(agent: Glossary) -> Glossary:
    """The same with a third sense, which is taken for the second as well."""
    term = agent.terms["agent"]
    third = Sense("agent.ideal", "agent (by stipulation)", "chooser that is rational by stipulation", "Chooses.", "rl")
    said = dict.fromkeys(("agent.ideal", "agent.pursuer"), Caveats("which it is", "Which it is.", "Which *it* is."))
    pair = Conflation("agent.ideal-or-pursuer", ("agent.ideal", "agent.pursuer"), "It slips.", "It chooses.", (), said)
    wider = replace(term, senses=(*term.senses, third), conflations=(*term.conflations, pair))
    return replace(agent, terms={"agent": wider})


@pytest.fixture
def ruleset() -> Ruleset:
    verbs = Words("$goal_verbs", frozenset({("want",), ("wants",), ("wanted",), ("seek", "power"), ("seek",)}))
    rule = Rule(
        "agent-goals",
        "agent",
        "agent.role-or-pursuer",
        "warning",
        "Some read a goal into this.",
        Test("subject_of", verbs),
        Test("capitalized", argument=True),
        examples=(Example("Agents want power.", report="agent-goals"), Example("An agent moves.", passes="no goal")),
    )
    return Ruleset({"agent": TermRules(rules=(rule,))})


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, where nothing is said of colours, of widths or of GitHub."""
    monkeypatch.chdir(tmp_path)
    names = ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE")
    for name in names:
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture(autouse=True, scope="session")
def model() -> Iterator[None]:
    """The model takes half a second to load: the tests of a process share one, which no parser changes."""
    load = nlp.load

    @cache
    def loaded(unneeded: tuple[str, ...], *_: object) -> Language:
        return load(unneeded)

    def kept(unneeded: Iterable[str], *, whole: bool = True) -> Language:
        del whole  # other tests may need all of spaCy
        return loaded(tuple(unneeded), nlp.MODELS, *nlp.WEIGHTS.items())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nlp, "load", kept)
        yield


@pytest.fixture
def termlint(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """The command, run in this process alone and in an empty folder."""
    del desk
    monkeypatch.setattr(processes, "available", lambda: 1)

    def run(*arguments: str | Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[str]:
        with monkeypatch.context() as patch:
            for name, value in {"COLUMNS": "80", **environment}.items():
                patch.setenv(name, value)
            patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
            status = cli.main(list(map(str, arguments)))
        return subprocess.CompletedProcess(arguments, status, *capsys.readouterr())

    return run
