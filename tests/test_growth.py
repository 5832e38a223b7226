"""What is done for a draft grows no faster than the draft, whatever it is made of.

Counted are the lines of Python that run, a loop's each time around: other than seconds, they are the same every time.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest

import termlint
from termlint.glossaries import data
from termlint.inserting import fixes
from termlint.linter import Linter
from termlint.model import CaveatKind
from termlint.reporters import html
from termlint.reporters.run import Run

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

PACKAGE = str(Path(termlint.__file__).parent)
FEW, MANY = 30, 90
MOST = 1.08
"""How much more may run for each sentence where there are many of them."""

SENTENCE = "Misaligned agents want reward, so they will seize power from humans. "
LINKED = SENTENCE.replace("agents", "[agents](/t/agent/#role)")
DEFINED = f"By agents I mean policies. An AI pause is a stop; AI pauses are bans. {SENTENCE}"
APART = f"{SENTENCE}\n" + "\n" * 30
CALLED = SENTENCE.replace("reward", "reward(").replace("agents", "agents(")
DRAFTS = {
    "one paragraph": lambda number: SENTENCE * number,
    "many paragraphs": lambda number: f"{SENTENCE}\n\n" * number,
    "wrapped": lambda number: SENTENCE.replace(", ", ",\n") * number,
    "no full stop": lambda number: SENTENCE.replace(".", "") * number,
    "one heading": lambda number: f"# {SENTENCE * number}\n\n{SENTENCE * number}",
    "headings": lambda number: f"# {SENTENCE}\n" * number,
    "one cell": lambda number: f"| a |\n|---|\n| {SENTENCE * number} |\n",
    "quotation marks": lambda number: f"“{SENTENCE}” “{SENTENCE.replace('reward', '“reward')} " * (number // 2),
    "all large": lambda number: SENTENCE.title().replace(".", "") * number,
    "formulas": lambda number: SENTENCE.replace("power", "$p$ or `p` and 12 of [3]") * number,
    "emphasis": lambda number: SENTENCE.replace("agents", "*agents*").replace("reward", "**reward**") * number,
    "emphasis around all": lambda number: f"*{SENTENCE.replace('agents', '**agents**') * number}*",
    "names": lambda number: SENTENCE.replace("power", r":robot: power \ref{p} \citep{q} {/* r */}") * number,
    "links": lambda number: SENTENCE.replace("agents", "[agents](/a)").replace("reward", "[reward](/r)") * number,
    "links to senses": lambda number: LINKED * number,
    "headings linked to senses": lambda number: f"# {LINKED}\n" * number,
    "longer names": lambda number: f"**Reward hacking**: when {SENTENCE}" * number,
    "definitions": lambda number: DEFINED * number,
    "notes": lambda number: SENTENCE.replace("humans.", "humans.[^1]") * number + "\n\n[^1]: A note.\n",
    "a note each": lambda number: "".join(f"{SENTENCE}[^{i}x]\n\n[^{i}x]: It is.\n\n" for i in range(number)),
    "code that nothing closes": lambda number: "".join(f"{{% code{i} %}}\n\n{SENTENCE}\n\n" for i in range(number)),
    "against the front matter": lambda number: f"---\ntermlint: {{agent: product}}\n---\n{APART * number}",
    "where no note can stand": lambda number: CALLED * number,
}  # fmt: skip

CLAUSES = [
    "agents need not necessarily want the same goals and ",
    "agents do not have goals but habits and ",
    "agents do not want the same goals; ",
    "raters are confused by agents that distinguish goals, ",
]
"""What a sentence may say again and again: each word of it is asked about what it denies or sets apart."""


@pytest.fixture(scope="module")
def linter() -> Linter:
    return Linter(*data.load(data.Folders()))


def work(run: Callable[[], object]) -> int:
    """How many lines of the package run."""
    count = 0

    def line(_frame: FrameType, _event: str, _: Any) -> Any:  # noqa: ANN401 - as the tracer is called
        nonlocal count
        count += 1
        return line

    def call(frame: FrameType, _event: str, _: Any) -> Any:  # noqa: ANN401
        return line if frame.f_code.co_filename.startswith(PACKAGE) else None

    before = sys.gettrace()
    sys.settrace(call)
    try:
        run()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("name", DRAFTS)
def test_what_is_done_grows_as_the_draft(name: str, linter: Linter) -> None:
    few, many = DRAFTS[name](FEW), DRAFTS[name](MANY)
    reports = {text: linter.check("a.md", text) for text in (few, many)}  # and what is loaded once is there
    chosen = {text: list(fixes.choices(report, linter.glossary)) for text, report in reports.items()}
    runs: dict[str, Callable[[str], object]] = {"check": lambda text: linter.check("a.md", text)}
    for kind in get_args(CaveatKind)[:3]:
        runs[kind] = partial(lambda kind, text: fixes.fix(reports[text], chosen[text], linter.glossary, kind), kind)
    runs["page"] = lambda text: list(html.write([reports[text]], Run(lambda: linter.glossary)))
    grown = {run: work(partial(do, many)) / work(partial(do, few)) for run, do in runs.items()}
    assert {run: times for run, times in grown.items() if times > MOST * MANY / FEW} == {}


@pytest.mark.parametrize("clause", CLAUSES)
def test_what_a_sentence_settles_grows_hardly_faster_than_it(clause: str, linter: Linter) -> None:
    few, many = clause * 10, clause * 30  # no sentence is longer than these
    check = partial(linter.check, "a.md")
    check(few), check(many)  # what is loaded once is there
    assert work(partial(check, many)) / work(partial(check, few)) < 6
