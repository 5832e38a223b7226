"""``docs/rules.md``: its table of predicates is up to date, and its YAML loads and does what its examples say.

Run as a script, this writes the table; ``TERMLINT_GOLDEN=1 pytest`` of this file writes what the recipe prints.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from termlint import cli
from termlint.curation import examples
from termlint.glossaries import glossary, rules
from termlint.linter import Linter
from termlint.reading import predicates

if TYPE_CHECKING:
    from termlint.reading.predicates import Argument
    from termlint.vocabulary import Glossary, Ruleset

PAGE = Path(__file__).parents[1] / "docs" / "rules.md"
TABLE = re.compile(r"(?<=test_docs_rules.py -->\n).*?(?=<!-- end -->)", re.DOTALL)
YAML = re.compile(r"<!-- (\S+) -->\n```yaml\n(.*?)```", re.DOTALL)
RECIPES = {"first": 1, "recipe": 4}
"""How many files each recipe has; the page marks them, and what is printed, with its name."""
RECIPE = r"<!-- {} (\S+) -->\n```yaml\n(.*?)```"
CONSOLE = r"draft\.md` that says “(?P<draft>[^”]*)”:\n\n<!-- {} output -->\n```console\n(?P<printed>[^`]*)"


def table() -> str:
    rows = ["", "| predicate | argument | what it says |", "| --- | --- | --- |"]
    for name, predicate in predicates.PREDICATES.items():
        line = (predicate.ask.__doc__ or "").splitlines()[0]
        rows.append(f"| `{name}` | {described(predicate.argument)} | {line} |")
    return "\n".join([*rows, "", ""])


def described(argument: Argument) -> str:
    if isinstance(argument, tuple):
        return ", ".join(f"`{name}`" for name in argument)
    return {"flag": "true or false", "matcher": "pattern", "dependency": "pattern"}.get(argument, argument)


@pytest.fixture
def written(tmp_path: Path) -> tuple[Glossary, Ruleset]:
    """The glossary and rules that the page shows, as termlint loads them."""
    shown = dict(YAML.findall(PAGE.read_text(encoding="utf-8")))
    condition = "\n".join(f"          {line}".rstrip() for line in shown.pop("condition").splitlines())
    shown["rules/agent.yaml"] = shown["rules/agent.yaml"].replace(
        "silent:", f"  - sense: pursuer\n    weight: 0\n    when:\n{condition}\nsilent:"
    )
    for name, text in shown.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    terms = glossary.load([tmp_path / "glossary"])
    return terms, rules.load([tmp_path / "rules"], terms, predicates.ARGUMENTS)


def test_the_table_of_predicates_is_up_to_date() -> None:
    (found,) = TABLE.findall(PAGE.read_text(encoding="utf-8"))
    assert found == table(), f"run python {Path(__file__).name}"


def test_the_yaml_loads(written: tuple[Glossary, Ruleset]) -> None:
    terms, ruleset = written
    assert rules.check(terms, ruleset) == ()
    assert [rule.id for rule in ruleset.rules()] == ["agent-goals"]
    assert len(ruleset.terms["agent"].cues) == 4


def test_the_examples_do_what_they_say(written: tuple[Glossary, Ruleset]) -> None:
    linter = Linter(*written, every=True)
    outcomes = [outcome for each in examples.written(*written) for outcome in examples.run(linter, *each)]
    assert [outcome for outcome in outcomes if outcome.met == (outcome.kind in outcome.example.todo)] == []
    assert {outcome.kind for outcome in outcomes} == {"report", "pass", "sense"}


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_does_what_it_says(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    page = PAGE.read_text(encoding="utf-8")
    recipe = dict(re.findall(RECIPE.format(name), page, re.DOTALL))
    assert len(recipe) == RECIPES[name]
    for path, text in recipe.items():
        Path(path).parent.mkdir(exist_ok=True)
        Path(path).write_text(text, encoding="utf-8")
    console = re.search(CONSOLE.format(name), page)
    assert console
    Path("draft.md").write_text(f"{console['draft']}\n", encoding="utf-8")
    assert cli.main(["glossary", "validate"]) == 0
    assert capsys.readouterr().out.endswith(": no problems\n")
    assert cli.main(["check", "--no-config", "draft.md"]) == 0
    capsys.readouterr()
    printed = ""
    for command in re.findall(r"^\$ termlint (.*)$", console["printed"], re.MULTILINE):
        assert cli.main(shlex.split(command)) == (1 if command.startswith("check") else 0)
        out, err = capsys.readouterr()
        printed += f"$ termlint {command}\n{out}{err}"
    start, end = console.span("printed")
    expected = page[:start] + printed + page[end:]
    if os.environ.get("TERMLINT_GOLDEN"):
        PAGE.write_text(expected, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == expected


if __name__ == "__main__":
    PAGE.write_text(TABLE.sub(lambda _: table(), PAGE.read_text(encoding="utf-8")), encoding="utf-8")
