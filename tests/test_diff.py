"""`termlint glossary diff`: what a change does to the entries, and to what is reported in drafts."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[str]]

SMALL = Path(__file__).parent / "cases" / "small"
GIT = ("git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
PUBLISHED = "senses: [agent.role, agent.pursuer]\n"


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run([*GIT, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    for name in ("glossary", "rules"):
        shutil.copytree(SMALL / name, tmp_path / name)
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts/a.md").write_text("The agent wants to win.\n\nThe agent hopes to win, as ever.\n")
    (tmp_path / "drafts/b.md").write_text("Agents want to win.\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "before")
    return tmp_path


def change(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text)


CHANGES = [
    ("glossary/agent.yaml", ("short: whatever selects the", "short: what selects the"), "~ sense agent.role: short"),
    ("glossary/agent.yaml", ("summary: A word", "summary: One word"), "~ term agent: summary"),
    ("glossary/agent.yaml", ("why: The noun", "why: A noun"), "~ conflation agent.role-or-pursuer: why"),
    (
        "glossary/agent.yaml",
        ("definition: What plans.", "definition: What plans; see [[agent.role]]."),
        "~ sense agent.pursuer: definition\n+ link agent.pursuer agent.role",
    ),
    (
        "glossary/agent.yaml",
        ("conflations:", "    relations:\n      - {type: contrast, to: agent.role, note: Other.}\nconflations:"),
        "+ relation agent.pursuer contrast agent.role",
    ),
    (
        "glossary/agent.yaml",
        ("  - id: pursuer\n", "    relations: [{type: broader, to: agent.pursuer}]\n  - id: pursuer\n"),
        "+ relation agent.role broader agent.pursuer",
    ),
    ("glossary/sources.yaml", ("year: 2001", "year: 2002"), "~ source book: year"),
    ("rules/agent.yaml", ("message: Some read a goal", "message: Many read a goal"), "~ rule agent-wants: message"),
    ("rules/agent.yaml", ("id: agent-hopes", "id: agent-hoping"), "- rule agent-hopes\n+ rule agent-hoping"),
    (
        "rules/agent.yaml",
        ("rules:", "cues: [{sense: role, weight: 1, when: {symbols: true}}]\nrules:"),
        "+ cues agent.role",
    ),
    ("rules/agent.yaml", ("rules:", "threshold: -1\nrules:"), "~ stakes agent: threshold, sure, together"),
]


@pytest.mark.parametrize(("name", "change_", "expected"), CHANGES, ids=[expected for *_, expected in CHANGES])
def test_a_change_is_told(name: str, change_: tuple[str, str], expected: str, repository: Path, termlint: Run) -> None:
    change(repository / name, change_)
    done = termlint("glossary", "diff", "HEAD", "--no-builtin")
    assert (done.returncode, done.stdout, done.stderr) == (1, f"{expected}\n", "")


def test_a_term_without_rules_has_no_stakes(repository: Path, termlint: Run) -> None:
    (repository / "glossary/game.yaml").write_text(
        "term: game\nforms: [game]\nsummary: A word.\nstatus: draft\nsenses:\n"
        "  - {id: play, label: game (play), short: what is played, definition: It ends., domain: rl,"
        " sources: [{source: book}]}\nhistory: [{date: 2026-01-01, change: First version.}]\n"
    )
    done = termlint("glossary", "diff", "HEAD", "--no-builtin")
    assert (done.stdout, done.stderr) == ("+ term game\n+ sense game.play\n", "")


def test_nothing_differs_and_nothing_is_touched(repository: Path, termlint: Run) -> None:
    done = termlint("glossary", "diff", "HEAD", "--no-builtin", "--corpus", "drafts")
    assert done.stdout == "no entries differ\n0 findings gained, 0 lost in 2 files\n"
    assert (done.returncode, done.stderr) == (0, "")
    assert git(repository, "status", "--porcelain", "--ignored") == ""


def test_how_findings_are_written_is_nothing_to_it(repository: Path, termlint: Run) -> None:
    (repository / "termlint.yaml").write_text("format: json\n")
    assert termlint("glossary", "diff", "HEAD", "--no-builtin").stdout == "no entries differ\n"


def test_what_git_would_not_export_is_compared_as_well(repository: Path, termlint: Run) -> None:
    (repository / ".gitattributes").write_text("glossary export-ignore\nagent.yaml export-subst\n")
    change(repository / "rules/agent.yaml", ("Some read a goal", "$Format:%H$ reads a goal"))
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "after")
    assert termlint("glossary", "diff", "HEAD", "--no-builtin").stdout == "no entries differ\n"


def rename(repository: Path) -> None:
    path = repository / "glossary/agent.yaml"
    change(
        path,
        ("id: pursuer", "id: seeker"),
        ("[role, pursuer]", "[role, seeker]"),
        ("      pursuer: {", "      seeker: {"),
    )


def test_a_published_id_that_goes_is_warned_about(repository: Path, termlint: Run) -> None:
    (repository / "glossary/published.yaml").write_text(PUBLISHED)
    rename(repository)
    lines = termlint("glossary", "diff", "HEAD", "--no-builtin").stdout.splitlines()
    gone = "- sense agent.pursuer (it was published: list its new id under renamed)"
    assert lines == [gone, "+ sense agent.seeker", "~ conflation agent.role-or-pursuer: senses, caveats"]
    (repository / "glossary/published.yaml").write_text(
        f"{PUBLISHED}renamed:\n  senses: {{agent.pursuer: agent.seeker}}\n"
    )
    lines = termlint("glossary", "diff", "HEAD", "--no-builtin").stdout.splitlines()
    named = "= sense agent.pursuer: agent.seeker"
    assert lines == [named, "~ conflation agent.role-or-pursuer: senses, caveats"]
    change(repository / "glossary/agent.yaml", ("What plans.", "What plans ahead."))
    lines = termlint("glossary", "diff", "HEAD", "--no-builtin").stdout.splitlines()
    assert lines[:2] == [named, "~ sense agent.seeker: definition"]


def test_what_becomes_of_two_is_compared_with_its_own_past(repository: Path, termlint: Run) -> None:
    path = repository / "rules/agent.yaml"
    path.write_text(path.read_text(encoding="utf-8").partition("  - id: agent-hopes")[0], encoding="utf-8")
    (repository / "glossary/published.yaml").write_text(
        "rules: [agent-hopes]\nrenamed:\n  rules: {agent-hopes: agent-wants}\n"
    )
    assert termlint("glossary", "diff", "HEAD", "--no-builtin").stdout == "= rule agent-hopes: agent-wants\n"


def test_what_a_renamed_term_has_is_renamed_with_it(repository: Path, termlint: Run) -> None:
    for name in ("glossary/agent.yaml", "rules/agent.yaml"):
        change(repository / name, ("term: agent", "term: actor"), *[("[agent,", "[actor, agent,")] * (name[0] == "g"))
        (repository / name).rename(repository / name.replace("agent", "actor"))
    ledger = "terms: [agent]\nsenses: [agent.role]\nconflations: [agent.role-or-pursuer]\n"
    (repository / "glossary/published.yaml").write_text(f"{ledger}renamed: {{terms: {{agent: actor}}}}\n")
    assert termlint("glossary", "validate", "--no-builtin").returncode == 0
    lines = termlint("glossary", "diff", "HEAD", "--no-builtin").stdout.splitlines()
    assert [line for line in lines if line[0] in "-="] == [
        "= term agent: actor",
        "= sense agent.pursuer: actor.pursuer",
        "= sense agent.role: actor.role",
        "= conflation agent.role-or-pursuer: actor.role-or-pursuer",
        "- stakes agent",
    ]


def test_a_finding_that_changes_its_level_is_gained_and_lost(repository: Path, termlint: Run) -> None:
    change(repository / "rules/agent.yaml", ("rules:", "threshold: -1\nsure: 1\nrules:"))
    done = termlint("glossary", "diff", "HEAD", "--no-builtin", "--corpus", "drafts")
    assert (
        done.stdout
        == """\
~ stakes agent: threshold, sure, together
2 findings gained, 2 lost in 2 files
  agent-wants: +2 -2
    + drafts/a.md:1:5 (suggestion): The agent wants to win.
    + drafts/b.md:1:1 (suggestion): Agents want to win.
    - drafts/a.md:1:5: The agent wants to win.
    - drafts/b.md:1:1: Agents want to win.
"""
    )


def test_findings_gained_and_lost(repository: Path, termlint: Run) -> None:
    change(repository / "rules/agent.yaml", ("[want, wants]", "[wants, hopes]"))
    done = termlint("glossary", "diff", "HEAD", "--no-builtin", "--corpus", "drafts")
    assert (
        done.stdout
        == """\
~ rule agent-wants: when
1 finding gained, 2 lost in 2 files
  agent-hopes: +0 -1
    - drafts/a.md:3:5 (suggestion): The agent hopes to win, as ever.
  agent-wants: +1 -1
    + drafts/a.md:3:5: The agent hopes to win, as ever.
    - drafts/b.md:1:1: Agents want to win.
"""
    )
    done = termlint("glossary", "diff", "HEAD", "--no-builtin", "--corpus", "drafts", "--format", "json")
    report = json.loads(done.stdout)
    assert report["entries"] == [
        {"kind": "rule", "id": "agent-wants", "change": "changed", "parts": ["when"], "published": False}
    ]
    assert (report["version"], report["findings"]["drafts"]) == (1, 2)
    assert report["findings"]["gained"] == [
        {
            "path": "drafts/a.md",
            "line": 3,
            "column": 5,
            "rule": "agent-wants",
            "level": "warning",
            "text": "The agent hopes to win, as ever.",
        }
    ]
    assert [use["path"] for use in report["findings"]["lost"]] == ["drafts/a.md", "drafts/b.md"]


def test_a_new_name_changes_no_finding(repository: Path, termlint: Run) -> None:
    ledger = "senses: [agent.pursuer]\nrules: [agent-wants]\n"
    (repository / "glossary/published.yaml").write_text(ledger, encoding="utf-8")
    for old, new in (("agent-wants", "agent-desires"), ("agent.pursuer", "seeker")):
        assert termlint("glossary", "rename", old, new, "--dir", "glossary").returncode == 0
    done = termlint("glossary", "diff", "HEAD", "--no-builtin", "--corpus", "drafts")
    assert done.stdout.splitlines()[-1] == "0 findings gained, 0 lost in 2 files"
    assert "= rule agent-wants: agent-desires" in done.stdout


def test_mentions_read_otherwise_are_counted(repository: Path, termlint: Run) -> None:
    with (repository / "rules/agent.yaml").open("a", encoding="utf-8") as file:
        file.write("cues: [{sense: pursuer, weight: 2, when: {subject_of: want}}]\n")
    done = termlint("glossary", "diff", "HEAD", "--no-builtin", "--corpus", "drafts")
    assert done.stdout.splitlines()[-3:] == [
        "0 findings gained, 0 lost in 2 files",
        "2 mentions read otherwise",
        "  agent.role → agent.pursuer: 2",
    ]
    done = termlint("glossary", "diff", "HEAD", "--no-builtin", "--corpus", "drafts", "--format", "json")
    turned = [{"before": "agent.role", "after": "agent.pursuer", "mentions": 2}]
    assert json.loads(done.stdout)["findings"]["turned"] == turned


def test_a_glossary_that_is_new_is_added_as_a_whole(repository: Path, termlint: Run) -> None:
    git(repository, "rm", "-rq", "--cached", "glossary", "rules")
    git(repository, "commit", "-qm", "none")
    done = termlint("glossary", "diff", "HEAD", "--no-builtin")
    assert done.returncode == 1
    assert {line[0] for line in done.stdout.splitlines()} == {"+"}
    assert "+ term agent" in done.stdout


BAD = [
    ("nowhere", "nowhere: git knows no such revision here; in a shallow clone, fetch it first"),
    ("--output=x", "No such option"),
    ("HEAD~9", "HEAD~9: git knows no such revision here"),
]


def test_a_repository_may_be_a_glossary_as_a_whole(repository: Path, termlint: Run) -> None:
    git(repository / "glossary", "init", "-q")
    git(repository / "glossary", "add", ".")
    git(repository / "glossary", "commit", "-qm", "before")
    change(repository / "glossary/agent.yaml", ("summary: A word", "summary: One word"))
    done = termlint("glossary", "diff", "HEAD", "glossary", "--no-builtin")
    assert done.stdout == "~ term agent: summary\n"


def stored(repository: Path, kind: str, content: bytes) -> str:
    """The name of an object that git would not make itself."""
    data = f"{kind} {len(content)}".encode() + b"\0" + content
    name = hashlib.sha1(data, usedforsecurity=False).hexdigest()
    path = repository / ".git" / "objects" / name[:2] / name[2:]
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(zlib.compress(data))
    return name


def test_a_revision_writes_nothing_elsewhere(repository: Path, termlint: Run, tmp_path: Path) -> None:
    elsewhere = f"{'../' * 20}{tmp_path}/written.yaml"
    blob = bytes.fromhex(git(repository, "rev-parse", "HEAD:glossary/agent.yaml"))
    inner = stored(repository, "tree", b"100644 " + elsewhere.encode() + b"\0" + blob)
    outer = stored(repository, "tree", b"40000 glossary\0" + bytes.fromhex(inner))
    done = termlint("glossary", "diff", git(repository, "commit-tree", outer, "-m", "x").strip(), "--no-builtin")
    assert "+ term agent" in done.stdout
    assert not (tmp_path / "written.yaml").exists()


@pytest.mark.parametrize(("revision", "message"), BAD)
def test_a_revision_that_is_none_is_an_error(revision: str, message: str, repository: Path, termlint: Run) -> None:
    done = termlint("glossary", "diff", revision, "--no-builtin")
    assert done.returncode == 2
    assert message in done.stderr
    assert git(repository, "status", "--porcelain") == ""


def test_an_old_version_that_is_broken_is_named(repository: Path, termlint: Run) -> None:
    before = (repository / "glossary/agent.yaml").read_text()
    (repository / "glossary/agent.yaml").write_text("term: agent\n")
    git(repository, "commit", "-qam", "broken")
    (repository / "glossary/agent.yaml").write_text(before)
    done = termlint("glossary", "diff", "HEAD", "--no-builtin")
    assert done.returncode == 2
    assert done.stderr.startswith("HEAD:glossary/agent.yaml:1:1: the key 'forms' is missing\n")


def test_an_old_version_is_named_where_it_is_told_of_another_file(repository: Path, termlint: Run) -> None:
    second = repository / "glossary/robot.yaml"
    second.write_text((repository / "glossary/agent.yaml").read_text().replace("term: agent", "term: robot"))
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "two of one form")
    second.unlink()
    done = termlint("glossary", "diff", "HEAD", "--no-builtin")
    assert done.returncode == 2
    told = (
        "HEAD:glossary/robot.yaml:2:9: the form 'agent' is taken (by HEAD:glossary/agent.yaml:2); if both terms have it"
    )
    assert told in done.stderr


def test_outside_a_repository_is_an_error(termlint: Run, tmp_path: Path) -> None:
    shutil.copytree(SMALL / "glossary", tmp_path / "glossary")
    done = termlint("glossary", "diff", "HEAD", "--no-builtin")
    assert done.returncode == 2
    assert done.stderr.endswith("glossary is not in a git repository\n")
