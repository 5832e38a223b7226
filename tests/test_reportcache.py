"""What is kept of one run for the next is what the next would find itself, or it is not used."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termlint import cli
from termlint.disk import store
from termlint.model import Caveats, Evidence, Finding, Mention, Problem, Reading, Report, Span, Trace
from termlint.runs import checking, reportcache, reportlines
from termlint.runs.reportcache import ReportCache

if TYPE_CHECKING:
    from collections.abc import Callable

SMALL = Path(__file__).parent / "cases" / "small"
DATA = ("--no-builtin", "--glossary", str(SMALL / "glossary"), "--rules", str(SMALL / "rules"))
DRAFT = "The agent wants to stay on.\n\nEvery agent wants power. An agent hopes.\n"

text = st.text(max_size=8)
number = st.integers(0, 10**6)
weight = st.floats(allow_nan=False) | number
places = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda ends: Span(*sorted(ends)))
evidence = st.builds(Evidence, text, text, places, weight)
findings = st.builds(
    Finding,
    *(text, text, text, st.tuples(text, text), st.sampled_from(["warning", "suggestion"]), places, text),
    st.lists(evidence, max_size=2).map(tuple),
    st.dictionaries(text, st.builds(Caveats, text, text, text), max_size=2),
    text,
    st.lists(places, max_size=2).map(tuple),
)
mentions = st.builds(Mention, text, number, places, places, places)
statuses = st.sampled_from(["off-domain", "mention", "plain", "clarified", "clear", "open"])
scores = st.dictionaries(text, weight, max_size=2)
readings = st.builds(Reading, mentions, text, statuses, scores, st.lists(evidence, max_size=2).map(tuple), text, places)
problems = st.builds(Problem, text, text, number, number, st.booleans())
traces = st.builds(Trace, text, text, st.booleans())
reports = st.builds(
    Report,
    *(st.just("draft.md"), st.just("x" * 40)),
    *(st.lists(each, max_size=2).map(tuple) for each in (findings, readings, problems, traces)),
)


@given(reports)
def test_a_report_comes_back_as_it_was(report: Report) -> None:
    back = reportlines.read(reportlines.written(report), report.path, report.source)
    assert back == report
    assert [type(finding.span) for finding in back.findings] == [Span] * len(back.findings)
    assert reportlines.read(reportlines.written(report)[:1], report.path, report.source) == report._replace(readings=())


@pytest.mark.parametrize(
    "lines",
    [
        ["[]"],
        ["[[],[],[]]", "{}x"],
        ["[[[1]],[],[]]"],
        ['[[],[["p","m",0,"1",false]],[]]'],
        ['[[],[["p",null,0,1,false]],[]]'],
        ['[[],[],[["r","s",true,1]]]'],
        ["[[],[],[]]", '[[["agent",0,[0,5],[0,99],[0,9]],"s","clear",{},[],"",[0,0]]]'],
        ["[[],[],[]]", '[[["agent",0,[0,5],[0,5],[0,9]],"s","sure",{},[],"",[0,0]]]'],
    ],
)
def test_what_is_no_report_is_refused(lines: list[str]) -> None:
    with pytest.raises((ValueError, TypeError)):
        reportlines.read(lines, "draft.md", "The agent.")


def report(path: str = "draft.md", source: str = "The agent.") -> Report:
    return Report(path, source, problems=(Problem(path, "odd", notice=True),))


def cache_at(folder: Path, *said: str) -> ReportCache:
    return ReportCache(folder, lambda _: said)


def test_a_report_is_kept_for_the_same_draft_and_the_same_settings(tmp_path: Path) -> None:
    cache_at(tmp_path, "a").keep(report())
    assert cache_at(tmp_path, "a").find("draft.md", "The agent.") == report()
    assert cache_at(tmp_path, "b").find("draft.md", "The agent.") is None
    assert cache_at(tmp_path, "a").find("other.md", "The agent.") is None
    assert cache_at(tmp_path, "a").find("draft.md", "The agents.") is None
    assert (tmp_path / ".gitignore").read_text() == "*\n"


def test_other_code_or_another_model_makes_other_reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache_at(tmp_path).keep(report())
    monkeypatch.setitem(reportcache.WEIGHTS, "parser", "0" * 64)
    assert cache_at(tmp_path).find("draft.md", "The agent.") is None
    monkeypatch.undo()
    modules = reportcache.modules()
    monkeypatch.setattr(reportcache, "modules", lambda: modules[1:])
    assert cache_at(tmp_path).find("draft.md", "The agent.") is None


@given(at=st.integers(0, 10**6), put=st.binary(max_size=3), cut=st.booleans())
def test_what_is_damaged_says_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, *, at: int, put: bytes, cut: bool
) -> None:
    folder = tmp_path_factory.mktemp("cache")
    cache_at(folder).keep(report())
    (entry,) = (folder / "reports").iterdir()
    data = entry.read_bytes()
    at %= len(data)
    entry.write_bytes(data[:at] + put + (b"" if cut else data[at + len(put) :]))
    assert cache_at(folder).find("draft.md", "The agent.") in (None, report())


@pytest.mark.parametrize("damage", [b"", b"termlint-report 1\n", b"\xff" * 300, b"[" * 100_000])
def test_damage_is_a_miss(tmp_path: Path, damage: bytes) -> None:
    cache_at(tmp_path).keep(report())
    (entry,) = (tmp_path / "reports").iterdir()
    entry.write_bytes(damage)
    assert cache_at(tmp_path).find("draft.md", "The agent.") is None
    cache_at(tmp_path).keep(report())
    assert cache_at(tmp_path).find("draft.md", "The agent.") == report()


def test_a_report_under_another_name_is_a_miss(tmp_path: Path) -> None:
    cache_at(tmp_path).keep(report())
    (entry,) = (tmp_path / "reports").iterdir()
    entry.rename(entry.with_name(cache_at(tmp_path).key("draft.md", "Every agent.")))
    assert cache_at(tmp_path).find("draft.md", "Every agent.") is None


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache_at(tmp_path / "file").keep(report())
    cache_at(tmp_path / "file").store.tidy()
    assert cache_at(tmp_path / "file").find("draft.md", "The agent.") is None


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "cache").symlink_to(tmp_path / "elsewhere")
    cache_at(tmp_path / "cache").keep(report())
    assert [*(tmp_path / "elsewhere").iterdir()] == []


def test_a_folder_elsewhere_under_the_name_of_ours_stays_as_it_is(run: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    Path(store.NAME).symlink_to(tmp_path / "elsewhere")
    assert "agent-wants" in run("check", "draft.md", *DATA)
    assert [*(tmp_path / "elsewhere").iterdir()] == []


def test_reports_that_a_link_leads_to_are_not_used(run: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    run("check", "draft.md", *DATA)
    Path(store.NAME).rename("elsewhere")
    Path(store.NAME).symlink_to("elsewhere")
    monkeypatch.setattr("termlint.runs.reportcache.ReportCache.find", None)
    assert "agent-wants" in run("check", "draft.md", *DATA)


def test_the_oldest_make_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept_here = cache_at(tmp_path)
    for number in range(20):
        kept_here.keep(report(f"{number}.md"))
        entry = tmp_path / "reports" / kept_here.key(f"{number}.md", "The agent.")
        os.utime(entry, (number, number))
    (tmp_path / "reports" / "mine.txt").write_text("x" * 10_000)
    monkeypatch.setattr(store, "MAX_BYTES", 10 * entry.stat().st_size)
    kept_here.store.tidy()
    left = [number for number in range(20) if kept_here.find(f"{number}.md", "The agent.")]
    assert left == list(range(20 - len(left), 20))
    assert 8 <= len(left) <= 10
    assert (tmp_path / "reports" / "mine.txt").exists()


def test_what_is_used_is_not_old(tmp_path: Path) -> None:
    kept_here = cache_at(tmp_path)
    kept_here.keep(report())
    (entry,) = (tmp_path / "reports").iterdir()
    os.utime(entry, (0, 0))
    assert kept_here.find("draft.md", "The agent.")
    assert time.time() - entry.stat().st_mtime < 3600


def test_many_may_write_at_once(tmp_path: Path) -> None:
    code = (
        "import pathlib, sys; from termlint.runs.reportcache import ReportCache; from termlint.model import Report\n"
        "cache = ReportCache(pathlib.Path(sys.argv[1]), lambda _: ())\n"
        "for i in range(200): cache.keep(Report(f'{i % 3}.md', 'The agent.'))\n"
        "cache.store.tidy()"
    )
    runs = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path)]) for _ in range(4)]
    assert [run.wait() for run in runs] == [0] * 4
    assert {path.name for path in (tmp_path / "reports").iterdir()} == {
        cache_at(tmp_path).key(f"{number}.md", "The agent.") for number in range(3)
    }


def test_a_draft_that_could_not_be_checked_is_not_kept(tmp_path: Path) -> None:
    def never(*_: object) -> NoReturn:
        raise AssertionError

    checker = checking.Checker(("agent",), never, never, cache_at(tmp_path))
    checker.keep(report()._replace(problems=(Problem("draft.md", "could not be checked"),)))
    assert checker.known("draft.md", "The agent.") is None
    checker.keep(report())
    assert checker.known("draft.md", "The agent.") == report()


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    monkeypatch.chdir(tmp_path)
    Path("draft.md").write_text(DRAFT)

    def run(*arguments: str) -> str:
        cli.main(arguments)
        return capsys.readouterr().out

    return run


def kept_files() -> set[str]:
    folder = Path(store.NAME, "reports")
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def test_a_second_run_parses_nothing(run: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    first = run("check", "draft.md", *DATA)
    assert "agent-wants" in first
    monkeypatch.setattr("termlint.linter.Linter.check", None)
    assert run("check", "draft.md", *DATA) == first
    assert run("check", "--format=json", "draft.md", *DATA).count("agent-wants")


def test_a_second_run_makes_no_linter(run: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    first = run("check", "draft.md")
    assert "agent" in first
    monkeypatch.setattr("termlint.linter.Linter.__init__", None)
    assert run("check", "draft.md") == first


def test_a_folder_that_is_not_used_makes_no_difference(
    run: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run("check", "draft.md")
    Path("rules").mkdir()
    Path("rules", "deploy.yaml").write_text("steps: []\n")
    monkeypatch.setattr("termlint.linter.Linter.__init__", None)
    assert run("check", "draft.md") == first


SETTINGS = (
    ("--every",),
    ("--level=suggestion",),
    ("--ignore=agent",),
    ("--select=agent",),
    ("--require-reason",),
    ("--write-baseline=known.json",),
    ("--baseline=known.json",),
)


def test_what_a_run_leaves_out_is_not_kept_for_another(run: Callable[..., str]) -> None:
    anew = {said: run("check", "draft.md", *DATA, "--no-cache", *said) for said in SETTINGS}
    Path("known.json").unlink()
    seen: set[str] = set()
    for said in SETTINGS:
        assert run("check", "draft.md", *DATA, *said) == anew[said]
        assert kept_files() > seen
        seen = kept_files()


def test_a_changed_rule_is_noticed(run: Callable[..., str], tmp_path: Path) -> None:
    for folder in ("glossary", "rules"):
        (tmp_path / folder).mkdir()
        for path in (SMALL / folder).iterdir():
            (tmp_path / folder / path.name).write_bytes(path.read_bytes())
    own = ("--no-builtin", "--glossary=glossary", "--rules=rules")
    assert "Some read a goal into this" in run("check", "draft.md", *own)
    rules = tmp_path / "rules" / "agent.yaml"
    rules.write_text(rules.read_text().replace("Some read a goal into this", "Others do not"))
    assert "Others do not" in run("check", "draft.md", *own)


def test_mentions_are_kept_with_their_readings(run: Callable[..., str]) -> None:
    run("check", "draft.md", *DATA)
    anew = run("mentions", "draft.md", *DATA, "--no-cache")
    assert anew
    assert run("mentions", "draft.md", *DATA) == anew == run("mentions", "draft.md", *DATA)
    assert len(kept_files()) == 1


@pytest.mark.parametrize("format_", ["text", "json", "jsonl", "html", "sarif"])
def test_every_format_is_the_same_from_what_is_kept(run: Callable[..., str], format_: str) -> None:
    mentions = ["--mentions"] * (format_ in {"json", "jsonl"})
    first, second = (run("check", "draft.md", *DATA, f"--format={format_}", *mentions) for _ in range(2))
    assert first == second
    assert json.loads(first)["mentions"] if format_ == "json" else first


def test_a_fix_takes_nothing_from_a_cache(run: Callable[..., str]) -> None:
    run("check", "draft.md", *DATA)
    before = kept_files()
    assert run("check", "--diff", "draft.md", *DATA)
    assert kept_files() == before


def test_a_folder_with_other_files_is_not_hidden_from_git(run: Callable[..., str]) -> None:
    Path("drafts").mkdir()
    Path("drafts", "draft.md").write_text(DRAFT)
    run("check", "drafts/draft.md", *DATA, "--cache-dir=drafts")
    assert sorted(path.name for path in Path("drafts").iterdir()) == ["draft.md", "parses", "reports"]


def test_reports_are_kept_at_the_top_of_a_repository(
    run: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    run("check", "../draft.md", *DATA)
    assert not (tmp_path / "below" / store.NAME).exists()
    assert (tmp_path / store.NAME / "reports").exists()
    run("check", "../draft.md", *DATA, "--cache-dir=here")
    assert Path("here", "reports").exists()


@pytest.mark.parametrize(
    "form", [["--index-version", "3"], ["--index-version", "4"], ["--split-index"]], ids=["plain", "short", "split"]
)
def test_reports_that_git_tracks_are_not_used(form: list[str], run: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / ".termlint").write_text("beside")  # a name that the folder's is written short after
    for command in (["init", "-q"], ["add", ".termlint"], ["update-index", *form]):
        subprocess.run(["git", *command], check=True, cwd=tmp_path)
    subprocess.run(["git", "config", "core.fsmonitor", "echo > ran; false"], check=True, cwd=tmp_path)
    assert not store.is_tracked(tmp_path / store.NAME)
    assert not Path("ran").exists()
    subprocess.run(["git", "config", "--unset", "core.fsmonitor"], check=True, cwd=tmp_path)
    run("check", "draft.md", *DATA)
    (before,) = kept_files()
    subprocess.run(["git", "add", "-f", store.NAME], check=True, cwd=tmp_path)
    subprocess.run(["git", "update-index", *form], check=True, cwd=tmp_path)
    assert store.is_tracked(tmp_path / store.NAME)
    Path("draft.md").write_text(DRAFT + "\n")
    assert "agent-wants" in run("check", "draft.md", *DATA)
    assert kept_files() == {before}


@pytest.mark.parametrize("name", [b".termlint_cache/reports/x\0", b".termlint_cache\0"], ids=["files", "a submodule"])
def test_a_folder_of_a_work_tree_may_be_tracked(name: bytes, tmp_path: Path) -> None:
    (tmp_path / "git").mkdir()
    (tmp_path / "git" / "index").write_bytes(b"DIRC\0\0\0\2" + name)
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / ".git").write_text("gitdir: ../git\n")
    assert store.is_tracked(tmp_path / "tree" / store.NAME)
    assert not store.is_tracked(tmp_path / "tree" / "elsewhere")
    assert not store.is_tracked(tmp_path / store.NAME)
