"""Several processes report what one would, in the same order; and none of them is left, whatever happens."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from multiprocessing.context import SpawnProcess
from pathlib import Path
from threading import Thread, get_ident
from typing import TYPE_CHECKING

import pytest

from termlint import cli
from termlint.disk import processes
from termlint.errors import TermlintError
from termlint.glossaries.data import Folders
from termlint.model import Draft, Problem, Report
from termlint.parsing import nlp
from termlint.runs import drafts, parallel
from termlint.runs.recipes import Recipe
from termlint.silencing.filters import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection

    from termlint.linter import Linter
    from termlint.runs.drafts import Checking

SMALL = Path(__file__).parent / "cases" / "small"
DATA = ("--no-builtin", "--glossary", str(SMALL / "glossary"), "--rules", str(SMALL / "rules"))
COMMAND = Path(sys.executable).with_name("termlint")
RECIPE = Recipe(Folders((SMALL / "glossary",), (SMALL / "rules",), builtin=False), every=False, filters=NOTHING)


def same(report: Report) -> Report:
    return report


def here(batch: Sequence[Draft]) -> Iterator[Report]:
    return (Report(*draft) for draft in batch)


def slowest_first(_: Linter, batch: Sequence[Draft]) -> Iterator[Report]:
    """A check that takes longer for earlier drafts."""
    for path, source in batch:
        time.sleep(0.1 if path in {"0.md", "1.md"} else 0)
        yield Report(path, source, problems=(Problem(path, source.upper()),))


def dies(_: Linter, batch: Sequence[Draft]) -> Iterator[Report]:
    for path, source in batch:
        if source == "die":
            os._exit(1)
        yield Report(path, source)


def refuses(_: Linter, batch: Sequence[Draft]) -> Iterator[Report]:
    for path, source in batch:
        if source == "die":
            raise TermlintError(f"{path}: no")
        yield Report(path, source)


def plan(jobs: int | None) -> parallel.Plan:
    return parallel.Plan(jobs, lambda: RECIPE, same)


def written(number: int) -> Iterator[list[Draft]]:
    return ([Draft(f"{i}.md", f"draft {i}")] for i in range(number))


def test_reports_come_in_the_order_of_the_drafts() -> None:
    kept: list[Report] = []

    def keep(report: Report) -> Report:
        kept.append(report)
        return report

    alone = [*written(20)]
    together: parallel.Batch = [Draft("a.md", "one"), Report("known.md", ""), Draft("b.md", "two")]
    batches = [[Report("first.md", "")], *alone, together, [Report("last.md", "")]]
    made = [*parallel.Plan(2, lambda: RECIPE, keep).check(batches, here, slowest_first)]
    assert [report[:2] for report in made] == [item[:2] for batch in batches for item in batch]
    reports = [report for report in made if report.problems]
    assert len(reports) == 22
    assert all(report.problems[0].message == report.source.upper() for report in kept)
    assert sorted(kept) == sorted(reports)


def test_few_drafts_are_read_ahead() -> None:
    read = []

    def reading() -> Iterator[list[Draft]]:
        for draft in written(60):
            read.append(draft)
            yield draft

    reports = plan(2).check(reading(), here, slowest_first)
    for number, _ in enumerate(reports):
        assert len(read) - number <= 2 * parallel.AHEAD + 2


@pytest.mark.parametrize(
    ("jobs", "sizes", "used"),
    [
        (1, [10**6] * 4, 1),
        (2, [1], 2),
        (3, [], 1),
        (None, [], 1),
        (None, [parallel.PAYS] * 9, 4),
        (None, [parallel.PAYS - 1], 1),
        (None, [parallel.PAYS, parallel.PAYS], 2),
    ],
)
def test_as_many_processes_as_pay_off(
    jobs: int | None, sizes: list[int], used: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = []

    class Pool:
        def __init__(self, jobs: int, *_: object) -> None:
            started.append(jobs)

        def reports(self, batches: Iterator[parallel.Batch], *_: object) -> Iterator[Report]:
            return (report for batch in batches for report in here(batch))

        def close(self) -> None:
            pass

    monkeypatch.setattr(parallel, "Pool", Pool)
    monkeypatch.setattr(processes, "available", lambda: 4)
    waiting = [[Draft("a.md", "x" * size)] for size in sizes]
    assert [len(report.source) for report in plan(jobs).check(waiting, here, slowest_first)] == sizes
    assert started == ([used] if used > 1 else [])


@pytest.mark.parametrize(("check", "said"), [(dies, "try --jobs 1"), (refuses, "1.md: no")])
def test_an_error_of_one_process_ends_all(check: parallel.CheckDrafts, said: str) -> None:
    waiting = [[Draft("0.md", "x"), Draft("1.md", "die")], *written(20)]
    with pytest.raises(TermlintError, match=said):
        list(plan(2).check(waiting, here, check))


def test_the_processes_end_with_the_work() -> None:
    pool = parallel.Pool(2, RECIPE, dies)
    processes = list(pool.processes.values())
    pool.close()
    assert not any(process.is_alive() for process in processes)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError("odd"), "could not be checked because of a bug in termlint: please report ValueError: odd"),
        (MemoryError(), "could not be checked: there is not enough memory"),
    ],
)
def test_a_fault_in_one_draft_leaves_the_others(error: Exception, said: str) -> None:
    class Faulty:
        def check(self, *_: str) -> Report:
            raise error

    faulty: Checking = Faulty()
    assert drafts.safely_checked(faulty, "a.md", "").problems[0].message == said


def test_a_fault_in_one_of_a_batch_leaves_the_others() -> None:
    class Faulty:
        def read_ahead(self, batch: Sequence[Draft]) -> None:
            for draft in batch:
                self.check(*draft)

        def check(self, path: str, source: str) -> Report:
            if source == "bad":
                raise ValueError(path)
            return Report(path, source)

    batch = [Draft("a.md", "good"), Draft("b.md", "bad"), Draft("c.md", "good")]
    assert [len(report.problems) for report in drafts.safely_checked_together(Faulty(), batch)] == [0, 1, 0]


@pytest.fixture
def essays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for number in range(6):
        (tmp_path / f"{number}.md").write_text("It rains.\n\n" * number + "Every agent wants power. An agent hopes.\n")
    (tmp_path / "7.md").write_bytes(b"\xff")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("essays")
def test_a_run_prints_the_same_however_many_share_it(capsys: pytest.CaptureFixture[str]) -> None:
    def run(*arguments: str) -> tuple[int, str, str]:
        return cli.main(["check", ".", *DATA, *arguments]), *capsys.readouterr()

    alone = run("--no-cache", "--jobs=1")
    assert "1:7" in alone[1]
    assert run("--no-cache", "--jobs=2") == alone
    assert run("--jobs=2") == alone == run("--jobs=2") == run("--jobs=1")


def test_no_module_beside_the_drafts_is_imported(essays: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("multiprocessing", "pickle", "termlint", "spacy"):
        (essays / f"{name}.py").write_text(f"open({str(essays / 'ran')!r}, 'w')\n")
    assert cli.main(["check", "1.md", "2.md", *DATA, "--no-cache", "--jobs=2"]) == 1
    assert "2.md:5:7" in capsys.readouterr().out
    assert not (essays / "ran").exists()
    assert Path.cwd() == essays


@pytest.mark.usefixtures("essays")
def test_small_drafts_are_parsed_together(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    parsed: list[list[str]] = []
    parse = nlp.Parser.parse

    def noting(self: nlp.Parser, texts: Iterable[str]) -> object:
        parsed.append([*texts])
        return parse(self, parsed[-1])

    monkeypatch.setattr(nlp.Parser, "parse", noting)
    command = ["check", ".", "--no-cache", "--jobs=1", "--every", *DATA]
    cli.main(command)
    together = capsys.readouterr()
    assert parsed == [["Every agent wants power.", "An agent hopes."]]
    monkeypatch.setattr(drafts, "TOGETHER", 1)
    cli.main(command)
    assert capsys.readouterr() == together
    assert parsed[1:] == parsed[:1] * 6


def rests(_: Connection) -> None:
    """No work."""


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="signals cannot be blocked here")
@pytest.mark.parametrize("elsewhere", [False, True])
def test_an_interruption_while_a_process_begins_is_for_this_one(
    monkeypatch: pytest.MonkeyPatch, *, elsewhere: bool
) -> None:
    def interrupt() -> None:  # in a thread that blocks nothing, it is taken there
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        signal.raise_signal(signal.SIGINT)

    started: list[SpawnProcess] = []
    start = SpawnProcess.start

    def interrupted(self: SpawnProcess) -> None:
        start(self)
        if elsewhere:
            thread = Thread(target=interrupt)
            thread.start()
            thread.join()
        else:
            signal.pthread_kill(get_ident(), signal.SIGINT)
        assert self.pid
        os.kill(self.pid, signal.SIGINT)
        started.append(self)

    monkeypatch.setattr(SpawnProcess, "start", interrupted)
    with pytest.raises(KeyboardInterrupt):
        processes.begun(rests)
    started[0].join()
    assert started[0].exitcode == 0


def test_an_interruption_ends_all_processes(essays: Path) -> None:
    (essays / "7.md").unlink()  # what cannot be read may be told before the interrupt
    for number in range(3000):
        (essays / f"many-{number}.md").write_text("Every agent wants power. " * 50)
    command = [COMMAND, "check", ".", "--jobs=2", "--no-cache", *DATA]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout is not None
    process.stdout.readline()  # it is under way
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    _, said = process.communicate(timeout=60)  # until the last process that could print has ended
    assert (process.returncode, said.strip()) == (130, "")
