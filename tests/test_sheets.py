"""`termlint glossary add table`: the senses of a spreadsheet, all of them or none."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from termlint.exports import csv
from termlint.glossaries import glossary

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[str]]

SMALL = Path(__file__).parent / "cases" / "small"
HEAD = "term,id,short,definition,domain,sources\n"
GOAL = "goal,aim,what is aimed at,What is aimed at.,rl,book\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("glossary", "rules"):
        shutil.copytree(SMALL / name, tmp_path / name)
    return tmp_path / "glossary"


def add(folder: Path, termlint: Run, table: str | bytes, *options: str) -> subprocess.CompletedProcess[str]:
    data = table if isinstance(table, bytes) else table.encode()
    (folder.parent / "senses.csv").write_bytes(data)
    return termlint("glossary", "add", "table", "senses.csv", *options)


def test_a_new_term_is_a_draft(folder: Path, termlint: Run) -> None:
    table = (
        "Term;Forms;Summary;Label;Short;Definition;Sources;The\x1bOwner\r\n"
        'goal;"goals\r\ntargets";Two things.;goal (what is sought);thing sought;"What; ""in play""\r\nas well.";;\r\n'
        "goal;;;goal (RL) (end of a game);end\u2028;'-1 or more.;book, page 2;\r\n"
        ";;;;;;;\r\n"
    )
    done = add(folder, termlint, "\ufeff" + table, "--domain", "rl", "--source", "book")
    told = "2 senses added, 0 already there; columns ignored: the␛owner\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, "changed glossary/goal.yaml\n", told)
    term = glossary.load([folder]).terms["goal"]
    assert (term.forms, term.summary, term.status) == (("goal", "goals", "targets"), "Two things.", "draft")
    assert [(sense.id, sense.label) for sense in term.senses] == [
        ("goal.what-is-sought", "goal (what is sought)"),
        ("goal.end-of-a-game", "goal (RL) (end of a game)"),
    ]
    assert [sense.definition.split() for sense in term.senses] == [
        ["What;", '"in', 'play"', "as", "well."],
        ["-1", "or", "more."],
    ]
    assert [list(map(tuple, sense.sources)) for sense in term.senses] == [[("book", "")], [("book", "page 2")]]


def test_a_term_may_be_written_in_two_ways(folder: Path, termlint: Run) -> None:
    table = HEAD + GOAL.replace("goal", "end goal") + GOAL.replace("goal,aim", "End-Goal,other").replace("What", "Why")
    assert add(folder, termlint, table).stdout == "changed glossary/end-goal.yaml\n"
    assert [sense.id for sense in glossary.load([folder]).terms["end goal"].senses] == [
        "end-goal.aim",
        "end-goal.other",
    ]


def test_what_is_there_stays(folder: Path, termlint: Run) -> None:
    before = (folder / "agent.yaml").read_text(encoding="utf-8")
    table = HEAD + "agent,agent.role,another text,Another.,rl,book\nagent,spy,person who spies,Who spies.,rl,book\n"
    done = add(folder, termlint, table)
    assert (done.stdout, done.stderr) == ("changed glossary/agent.yaml\n", "1 sense added, 1 already there\n")
    new = (
        "  - id: spy\n    label: agent (spy)\n    short: person who spies\n    definition: Who spies.\n    domain: rl\n"
    )
    new += "    sources:\n      - {source: book}\n"
    assert (folder / "agent.yaml").read_text(encoding="utf-8").replace(new, "") == before
    again = add(folder, termlint, table)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "0 senses added, 2 already there\n")


def test_an_exported_table_comes_back(folder: Path, termlint: Run) -> None:
    senses = glossary.load([folder]).terms["agent"].senses
    table = csv.files(glossary.load([folder]))["senses.csv"]
    shutil.rmtree(folder.parent / "rules")
    (folder / "agent.yaml").unlink()
    done = add(folder, termlint, table)
    assert (done.returncode, done.stderr) == (0, "2 senses added, 0 already there\n")
    assert glossary.load([folder]).terms["agent"].senses == senses


REFUSED = [
    ("", "1:1: there is no column 'term'; headings here: none"),
    ("term,short,text\n", "1:1: there is no column 'definition'; headings here: term, short, text"),
    (HEAD + GOAL.replace("what is", "the thing"), "2:1: this starts with an article: leave out 'the'"),
    (HEAD + GOAL.replace("what is aimed at", ""), "2:1: there is no short text"),
    (HEAD + GOAL.replace("What is aimed at.", ""), "2:1: there is no definition"),
    (HEAD + GOAL.replace("rl", ""), "2:1: there is no domain"),
    (HEAD + GOAL.replace("rl", "lr"), "2:1: unknown domain 'lr' (legal: reinforcement-learning, "),
    (HEAD + GOAL.replace("book", "bok"), "2:1: unknown source 'bok': did you mean book?"),
    (HEAD + GOAL.replace("book", ""), "2:1: a new term needs a source: in the column 'sources', or with --source"),
    (HEAD + GOAL.replace("aim,", ",", 1), "2:1: a sense needs an id or a label"),
    (HEAD + GOAL.replace("aim,", "An Aim,", 1), "2:1: 'An Aim' is not an id"),
    (HEAD + GOAL.replace("goal", ""), "2:1: there is no term"),
    (HEAD + '"goal\n",aim,what is meant,What is meant.,rl,book\n' + GOAL, "4:1: the id 'aim' is here twice"),
    (HEAD + "\n\n" + GOAL + GOAL, "5:1: the id 'aim' is here twice"),
    (HEAD + GOAL.replace("\n", ",more\n"), "2:1: there are more cells than headings"),
    (HEAD.replace("id,", "short,"), "1:1: there are two columns 'short'"),
    ('term,"id"s,\n', "1:1: this is not a table with quotes and commas"),
    (HEAD + 'goal,"aim"s,\n', "2:1: this is not a table with quotes and commas"),
    (b"term,short,definition\nf\xe9e,x,y\n", "2:2: is not UTF-8 here (byte 0xE9): save it as UTF-8"),
]


@pytest.mark.parametrize(("table", "message"), REFUSED, ids=[message for _, message in REFUSED])
def test_what_is_wrong_is_told_by_line_and_nothing_is_written(
    table: str | bytes, message: str, folder: Path, termlint: Run
) -> None:
    done = add(folder, termlint, table)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"senses.csv:{message}" in done.stderr
    assert not (folder / "goal.yaml").exists()


def test_a_table_that_is_not_there(folder: Path, termlint: Run) -> None:
    assert folder.is_dir()
    done = termlint("glossary", "add", "table", "sense.csv")
    assert (done.returncode, done.stderr) == (2, "sense.csv: does not exist\n")
