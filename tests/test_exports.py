"""Every export is what its format asks for, whatever the glossary's texts are, and says what the glossary says.

``TERMLINT_GOLDEN=1 pytest tests/test_exports.py`` writes the golden files in ``cases/exports`` anew.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyshacl
import pytest
import rdflib
import yaml
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from rdflib.compare import isomorphic
from tbx_basic import complaints

from termlint import cli
from termlint.exports import FORMATS, exporter, graph, latex, markdown, names
from termlint.glossaries import glossary, prose
from termlint.site import views
from termlint.vocabulary import INVERSE, Change, Citation, Example, Glossary, Relation, Source

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

# rdflib and pyshacl warn of changes in rdflib that are theirs to follow.
pytestmark = [
    pytest.mark.filterwarnings("ignore:.*(Dataset|ConjunctiveGraph).*:DeprecationWarning"),
]

CASES = Path(__file__).parent / "cases" / "exports"
SCHEMA = Draft202012Validator(json.loads((Path(__file__).parents[1] / "docs/schemas/export.schema.json").read_text()))
SKOS = rdflib.Namespace("http://www.w3.org/2004/02/skos/core#")
SHIPPED = glossary.load([glossary.builtin()])

HOSTILE = {
    "markup": "</p><script>alert('x')</script> & ]]> <!-- \"quoted\" --> *not closed",
    "tex": r"\end{document} 100% of $5 #1 a_b {~^} \input{/etc/passwd} |`|",
    "formula": '=HYPERLINK("https://example.org",\'x\'),"a;b"',
    "apostrophes": "''@SUM(1+1)",
    "turtle": '"""@en . <urn:x> \\u0022 \\ \' \\n',
    "letters": "日本語 🦊 é e\u0301 \u00a0 fi \u2014 “x”",
    "percent": "%s %% %(x)s {0} {name} $1 \\1",
    "yaml": "- key: value # no comment, *alias &anchor !tag 'it''s'",
    "list": "1. first",
    "link": "[x](javascript:alert(1)) ![y](z) [z]: https://example.org",
}


class Formats(NamedTuple):
    """What a glossary is exported as."""

    glossary: Glossary
    files: dict[str, dict[str, str]]

    def text(self, format_: str) -> str:
        (text,) = self.files[format_].values()
        return text


def exported(terms: Glossary) -> Formats:
    return Formats(terms, {name: dict(exporter(name)(terms)) for name in FORMATS})


@cache
def shipped() -> Formats:
    """What the built-in glossary is exported as."""
    return exported(SHIPPED)


def filled(agent: Glossary, text: str, url: str) -> Glossary:
    """A glossary with this text wherever a text can stand."""
    term = agent.terms["agent"]
    conflation = term.conflations[0]
    senses = tuple(
        sense._replace(
            label=f"{text} {i}",
            short=text,
            definition=f"{text}\n\n{text} [[agent.pursuer]] [[agent.role|{text.translate({91: 40, 93: 41, 124: 47})}]]",
            sources=(Citation("book", text),),
            relations=(Relation("contrast", term.senses[1 - i].id, text), Relation("see", term.senses[1 - i].id)),
        )
        for i, sense in enumerate(term.senses)
    )
    caveats = {sense: caveats._make([text] * 3) for sense, caveats in conflation.caveats.items()}
    term = replace(
        term,
        forms=("agent", text),
        summary=text,
        senses=senses,
        conflations=(conflation._replace(why=text, situation=text, caveats=caveats),),
        examples=(Example(text, sense="agent.role"), Example(text, passes=text), Example(text, report="agent-goals")),
        history=(Change("2026-01-31", text), Change("2026-02-28", text)),
    )
    source = Source("book", text, 2001, text, "https://example.org/a(b)'c?d=%20&e")
    return Glossary({"agent": term}, {"book": source}, {"rl": text}, title=text, version=text, url=url, license=text)


@pytest.fixture(scope="module", params=["shipped", *HOSTILE])
def formats(request: pytest.FixtureRequest, agent: Glossary) -> Formats:
    name = request.param
    url = "https://example.org/glossary/" if len(name) % 2 else ""
    return shipped() if name == "shipped" else exported(filled(agent, HOSTILE[name], url))


def test_every_type_of_relation_has_a_name_wherever_it_is_shown() -> None:
    assert set(INVERSE) == set(graph.RELATIONS) == set(views.RELATIONS)


@pytest.mark.parametrize("name", FORMATS)
def test_golden(name: str, ideal: Glossary) -> None:
    term = ideal.terms["agent"]
    role, pursuer, other = term.senses
    role = role._replace(sources=(*role.sources, Citation("book", "section 4")))
    term = replace(
        term,
        status="deprecated",
        senses=(role, pursuer._replace(relations=(Relation("broader", role.id),)), other),
        examples=(Example("An agent moves.", sense=role.id), Example("Agents want power.", report="agent-goals")),
        history=(Change("2026-01-31", "First version."), Change("2026-02-28", "No longer kept.")),
    )
    named = {"url": "https://example.org/", "title": "Words", "version": "1.2", "license": "CC-BY-4.0"}
    known = replace(ideal, terms={"agent": term}, **named)
    for path, text in exporter(name)(known).items():
        golden = CASES / name / path
        if os.environ.get("TERMLINT_GOLDEN"):
            golden.parent.mkdir(parents=True, exist_ok=True)
            golden.write_text(text, encoding="utf-8", newline="")
        assert text == golden.read_bytes().decode("utf-8")


@pytest.mark.parametrize("name", ["", "https://example.org/", "urn:termlint:"])
def test_addresses(name: str) -> None:
    terms = Glossary({}, url=name)
    assert names.sense_address(terms, "value-function.scope") == f"{name or 'urn:termlint:'}t/value-function/#scope"


def test_json_says_everything(formats: Formats) -> None:
    read = json.loads(formats.text("json"))
    for term, written in zip(formats.glossary.terms.values(), read["terms"], strict=True):
        assert [sense["definition"] for sense in written["senses"]] == [sense.definition for sense in term.senses]
        assert [example["text"] for example in written["examples"]] == [example.text for example in term.examples]
        for conflation, said in zip(term.conflations, written["conflations"], strict=True):
            assert said["caveats"] == {sense: dict(c._asdict()) for sense, c in conflation.caveats.items()}
    SCHEMA.validate(read)
    assert read["sources"].keys() == formats.glossary.sources.keys()
    assert read["version"] == 1


def table(text: str) -> list[dict[str, str]]:
    """A table as a program reads it back: without the apostrophe that keeps a spreadsheet from running a cell."""
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    return [{key: re.sub(r"^'(?='*[=+\-@\t\r])", "", cell) for key, cell in row.items()} for row in rows]


def test_csv_comes_back_as_it_was(formats: Formats) -> None:
    files = formats.files["csv"]
    terms = {sense.id: term for term in formats.glossary.terms.values() for sense in term.senses}
    for sense, row in zip(formats.glossary.senses(), table(files["senses.csv"]), strict=True):
        assert (row["id"], row["term"], row["status"]) == (sense.id, terms[sense.id].id, terms[sense.id].status)
        assert tuple(row["forms"].split("\n")) == terms[sense.id].forms
        assert (row["label"], row["short"], row["definition"], row["domain"]) == sense[1:5]
        citations = [cell.partition(", ") for cell in row["sources"].splitlines()]
        assert tuple(Citation(source, locator) for source, _, locator in citations) == sense.sources
        relations = [re.fullmatch(r"(\S+) ([^:\s]+)(?:: (.*))?", cell) for cell in row["relations"].splitlines()]
        assert tuple(Relation(*(part or "" for part in found.groups())) for found in relations) == sense.relations
    rows = table(files["caveats.csv"])
    assert {(row["conflation"], row["sense"]): (row["inline"], row["footnote"], row["aside"]) for row in rows} == {
        (conflation.id, sense): tuple(caveats)
        for conflation in formats.glossary.conflations()
        for sense, caveats in conflation.caveats.items()
    }
    sources = [tuple(map(str, s)) for s in formats.glossary.sources.values()]
    assert [tuple(row.values()) for row in table(files["sources.csv"])] == sources


def test_no_cell_is_a_formula(formats: Formats) -> None:
    for text in formats.files["csv"].values():
        for row in csv.reader(io.StringIO(text, newline="")):
            assert [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def test_turtle_and_json_ld_say_the_same(formats: Formats) -> None:
    graph = rdflib.Graph().parse(data=formats.text("turtle"), format="turtle")
    assert isomorphic(graph, rdflib.Graph().parse(data=formats.text("jsonld"), format="json-ld"))
    assert {str(concept).rpartition("#")[2] for concept in graph.subjects(rdflib.RDF.type, SKOS.Concept)} == {
        sense.id.rpartition(".")[2] for sense in formats.glossary.senses()
    }
    words = {str(text) for text in graph.objects(None, SKOS.prefLabel)}
    assert {sense.label for sense in formats.glossary.senses()} <= words


RELATED_AND_BROADER = "ASK { ?a skos:related ?b . ?a (skos:broader|^skos:narrower)+ ?b }"
BROADER_THAN_ITSELF = "ASK { ?a (skos:broader|^skos:narrower)+ ?a }"


def test_the_graph_keeps_the_conditions_of_skos(formats: Formats) -> None:
    graph = rdflib.Graph().parse(data=formats.text("turtle"), format="turtle")
    valid, _, said = pyshacl.validate(graph, shacl_graph=str(CASES / "shapes.ttl"), shacl_graph_format="turtle")
    assert valid, said
    prefixes = {"skos": SKOS}
    assert not graph.query(RELATED_AND_BROADER, initNs=prefixes).askAnswer  # S27
    assert not graph.query(BROADER_THAN_ITSELF, initNs=prefixes).askAnswer
    labels = [
        str(label) for concept in graph.subjects(SKOS.inScheme) for label in graph.objects(concept, SKOS.prefLabel)
    ]
    assert len(labels) == len(set(labels))


def test_the_shapes_see_what_is_wrong(agent: Glossary) -> None:
    text = exported(agent).text("turtle").replace("skos:altLabel", "skos:prefLabel")
    graph = rdflib.Graph().parse(data=text, format="turtle")
    valid, _, said = pyshacl.validate(graph, shacl_graph=str(CASES / "shapes.ttl"), shacl_graph_format="turtle")
    assert not valid
    assert "uniqueLang" in said


def test_tbx_is_tbx_basic(formats: Formats) -> None:
    assert complaints(formats.text("tbx")) == []


BAD_TBX = [
    ('style="dca"', 'style="dct"', "the dialect"),
    ('id="agent.pursuer"', 'id="agent.role"', "id agent.role"),
    ('target="agent.pursuer"', 'target="agent.gone"', "conceptEntry/ref: target agent.gone"),
    ('type="subjectField"', 'type="domain"', "conceptEntry/descrip: type domain"),
    ("preferredTerm-admn-sts", "preferred", "termSec/termNote: value preferred"),
    ("<sourceDesc>", "<sourceDesc><note>x</note>", "sourceDesc: children ['note', 'p']"),
]


@pytest.mark.parametrize(("old", "new", "expected"), BAD_TBX, ids=[case[2] for case in BAD_TBX])
def test_the_checker_sees_what_is_wrong(old: str, new: str, expected: str, agent: Glossary) -> None:
    text = exported(agent).text("tbx")
    assert old in text
    assert expected in complaints(text.replace(old, new))


def test_vale_rules_are_what_vale_reads(formats: Formats) -> None:
    files = dict(formats.files["vale"])
    settings = files.pop(".vale.ini")
    assert "StylesPath = styles\n" in settings
    assert "BasedOnStyles = termlint\n" in settings
    confusable = [term for term in formats.glossary.terms.values() if term.conflations]
    assert list(files) == [f"styles/termlint/{term.slug}.yml" for term in confusable]
    for term, text in zip(confusable, files.values(), strict=True):
        rule = yaml.safe_load(text)
        keys = {"extends", "message", "level", "scope", "ignorecase", "nonword", "tokens", "link"}
        assert rule.keys() | {"link"} == keys
        assert (rule["extends"], rule["level"]) == ("existence", "suggestion")
        assert re.findall("%.", rule["message"].replace("%%", "")) == ["%s"]
        for token, form in zip(rule["tokens"], term.forms, strict=True):
            assert re.fullmatch(token, form)
            assert re.fullmatch(token, form.replace(" ", "-"))


@pytest.mark.parametrize("form", ["agent", "i.i.d.", "C++", "model (fit)", ".NET", "étendue"])
def test_vale_finds_a_form_on_its_own(form: str, agent: Glossary) -> None:
    term = replace(agent.terms["agent"], forms=(form,))
    rule = yaml.safe_load(exported(replace(agent, terms={"agent": term})).files["vale"]["styles/termlint/agent.yml"])
    assert rule["nonword"] is True  # Vale adds no bounds of its own
    pattern = re.compile("|".join(rule["tokens"]), re.IGNORECASE)
    assert pattern.findall(f"A {form}, x{form}, {form}s and {form.upper()}.") == [form, form.upper()]


BALANCED = re.compile(r"\\[{}%$&#_]|\\[a-zA-Z]+")


def test_latex_is_balanced_and_runs_nothing(formats: Formats) -> None:
    text = formats.text("latex").removeprefix(latex.HEAD)
    commands = {"newglossaryentry", "emph", "textbf", "texttt", "glspar"}
    commands |= {command for text in latex.SPECIAL.values() for command in re.findall(r"[a-z]{2,}", text)}
    assert set(re.findall(r"(?<!\\)\\([a-zA-Z]+)", text)) <= commands
    bare = BALANCED.sub("", text)
    assert re.findall(r"[$&#_~^\\]|%(?!\n)", bare) == []
    depth = 0
    for char in bare:
        depth += {"{": 1, "}": -1}.get(char, 0)
        assert depth >= 0
    assert depth == 0
    assert "\n\n" not in re.sub(r"\n}\n\n", "", text)


def test_latex_prints_what_it_would_take_for_a_command() -> None:
    assert latex.escaped(r"\{}$&#_%") == r"\textbackslash{}\{\}\$\&\#\_\%"
    assert latex.escaped("~^<>") == r"\textasciitilde{}\textasciicircum{}\textless{}\textgreater{}"
    assert latex.escaped("|`") == r"\textbar{}\textasciigrave{}"


def test_latex_prints_quotation_marks_in_every_font_encoding() -> None:
    assert latex.escaped('a "b"') == r"a \symbol{34}b\symbol{34}"


@pytest.mark.parametrize(
    ("forms", "plural"),
    [
        (("agent", "agents"), "agents"),
        (("policy", "policies"), "policies"),
        (("criterion", "criteria"), ""),
        (("loss",), ""),
        (("reward", "rewarding"), ""),
    ],
)
def test_latex_gets_a_plural_where_one_is_listed(forms: tuple[str, ...], plural: str, agent: Glossary) -> None:
    term = replace(agent.terms["agent"], id=forms[0], forms=forms)
    text = exported(replace(agent, terms={term.id: term})).text("latex")
    assert re.findall(r"plural=\{(.*)\}", text) == [plural] * len(term.senses) * bool(plural)


@pytest.mark.parametrize(
    ("label", "sort"),
    [("agent (role)", []), ("étendue (of {light})", ["etendue of light"]), ("“x”", ["x"]), ("日本語", ["agent"])],
)
def test_latex_sorts_by_ascii_alone(label: str, sort: list[str], agent: Glossary) -> None:
    term = agent.terms["agent"]
    term = replace(term, senses=(term.senses[0]._replace(label=label),))
    text = exported(replace(agent, terms={term.id: term})).text("latex")
    assert re.findall(r"sort=\{(.*)\},", text) == sort


def test_markdown_links_to_its_own_places_and_holds_no_html(formats: Formats) -> None:
    reader = MarkdownIt()
    html = " ".join(reader.render(formats.text("markdown")).split())
    tags = set(re.findall(r"<(\w+)", html))
    assert tags <= {"h1", "h2", "h3", "p", "a", "ul", "li", "em", "strong", "code", "br"}
    places = re.findall(r'<a id="([^"]*)">', html)
    assert set(re.findall(r'href="#([^"]*)"', html)) <= set(places)
    assert len(places) == len(set(places))
    for sense in formats.glossary.senses():
        assert " ".join(reader.renderInline(markdown.escaped(sense.label)).split()) in html
    assert not re.search(r'href="(?!#|https?:)', html)


PARTS = [
    ("plain", [("text", "plain", "")]),
    ("a *b* **c** `d`", [("text", "a ", ""), ("emphasis", "b", ""), ("text", " ", ""), ("strong", "c", ""),
                         ("text", " ", ""), ("code", "d", "")]),
    ("[[agent.role]]", [("sense", "the label", "agent.role")]),
    ("[[ agent.role |x y]]", [("sense", "x y", "agent.role")]),
    ("[[agent.gone]]", [("sense", "agent.gone", "agent.gone")]),
    ("[x](https://a.org/b)", [("link", "x", "https://a.org/b")]),
    ("[x](javascript:y)", [("text", "[x](javascript:y)", "")]),
    ("2 * 3 * 4", [("text", "2 * 3 * 4", "")]),
    ("**open", [("text", "**open", "")]),
    ("**a *b* c** d", [("strong", "a b c", ""), ("text", " d", "")]),
    ("***b***", [("emphasis", "b", "")]),
    ("**the *b***", [("strong", "the b", "")]),
    ("*see [[agent.role]]*", [("emphasis", "see the label", "")]),
    ("**a *b c**", [("text", "*", ""), ("emphasis", "a b c", "")]),
    ("_b_ __c__ snake_case_id", [("emphasis", "b", ""), ("text", " ", ""), ("strong", "c", ""),
                                 ("text", " snake_case_id", "")]),
    ("[e](https://a.org/b_(c)) [f](g.md)", [("link", "e", "https://a.org/b_(c)"), ("text", " ", ""),
                                            ("text", "f", "")]),
    (r"\*a\* &amp; <b>", [("text", "*a* & <b>", "")]),
    ("`` `a ``", [("code", "`a", "")]),
    ("a\nb\n\nc\\\nd", [("text", "a", ""), ("text", " ", ""), ("text", "b", ""), ("break", "\n\n", ""),
                        ("text", "c", ""), ("break", "\n", ""), ("text", "d", "")]),
    ("- a\n- *b*", [("text", "- ", ""), ("text", "a", ""), ("break", "\n", ""), ("text", "- ", ""),
                   ("emphasis", "b", "")]),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PARTS, ids=[case[0] for case in PARTS])
def test_parts(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [tuple(part[:3]) for part in prose.parts(text, {"agent.role": "the label"})] == expected


BLOCKS = [
    ("Two:\n\n- *a* is\n  one\n- b\n  - c\n\nSo.", "Two:\n\n- a is one\n- b\n- c\n\nSo."),
    ("3. a\n4. b", "3. a\n4. b"),
    ("# A\n\n> b\n> c\n\n```\nd\ne\n```", "A\n\nb c\n\nd\ne"),
    ("| a | b |\n|---|---|\n| c | *d* |", "a b\nc d"),
    ("[a](https://b.org) <https://c.org>", "a https://c.org"),
]


@pytest.mark.parametrize(("text", "expected"), BLOCKS)
def test_plain_text_keeps_what_its_blocks_are(text: str, expected: str) -> None:
    assert prose.plain(text, {}) == expected


def test_lists_and_links_are_written_in_one_line() -> None:
    text = "It:\n\n- [*e*](https://a.org/b_(c))\n- `` x` ``\n\nEnd."
    in_markdown = markdown._prose(text, {})  # noqa: SLF001
    assert in_markdown == "It:<br><br>\\- [*e*](<https://a.org/b_(c)>)<br>\\- `` x` ``<br><br>End."
    assert latex._prose(text, {}) == (  # noqa: SLF001
        r"It:\glspar - \emph{e}\glspar - \texttt{x\textasciigrave{}}\glspar End."
    )


def test_emphasis_in_strong_is_written_and_left_out() -> None:
    text = "**Agent is *the role* of `x`, [[agent.role]].**"
    labels = {"agent.role": "a_b"}
    assert prose.plain(text, labels) == "Agent is the role of x, a_b."
    assert markdown._prose(text, labels) == r"**Agent is *the role* of `x`, [a\_b](#agent.role).**"  # noqa: SLF001
    assert latex._prose(text, labels) == r"\textbf{Agent is \emph{the role} of \texttt{x}, a\_b.}"  # noqa: SLF001
    for name in ("turtle", "jsonld", "tbx"):
        assert "**" not in shipped().text(name), name
    html = MarkdownIt().render(shipped().text("markdown"))
    assert not re.findall(r"\*\S[^*\n]*\S\*", html)


def test_a_link_behind_an_exclamation_mark_is_no_picture() -> None:
    labels = {"agent.role": "role"}
    assert markdown._prose("No![a](https://b.org)", {}) == r"No\![a](<https://b.org>)"  # noqa: SLF001
    assert markdown._prose("No\\\\![[agent.role]] ! [[agent.role]]", labels) == (  # noqa: SLF001
        r"No\\\![role](#agent.role) ! [role](#agent.role)"
    )


def test_the_command_writes_to_standard_output(termlint: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    done = termlint("glossary", "export", "json")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == shipped().text("json")


def test_the_command_writes_files(termlint: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path) -> None:
    done = termlint("glossary", "export", "csv")
    assert done.returncode == 2
    assert "csv consists of 3 files: name a folder for them with --output DIR" in done.stderr
    done = termlint("glossary", "export", "json", "--no-builtin")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--no-builtin leaves no glossary: name a folder" in done.stderr
    done = termlint("glossary", "export", "vale", "--output", "new/folder")
    assert done.returncode == 0
    written = {path.relative_to(tmp_path / "new/folder").as_posix(): path.read_text(encoding="utf-8")
               for path in (tmp_path / "new").rglob("*") if path.is_file()}  # fmt: skip
    assert written == shipped().files["vale"]


@pytest.mark.parametrize(
    ("output", "written"),
    [
        ("new", "new/glossary.json"),
        ("new/mine.json", "new/mine.json"),
        ("mine.json", "mine.json"),
        ("old.json", "old.json/glossary.json"),
        ("v1.2", "v1.2/glossary.json"),
    ],
)
def test_a_format_of_one_file_can_be_given_its_name(
    output: str, written: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / "old.json").mkdir()
    small = str(Path(__file__).parent / "cases" / "small" / "glossary")
    assert cli.main(["glossary", "export", "json", "--no-builtin", small, "--output", output]) == 0
    assert capsys.readouterr().err == f"{written}\n"
    assert (desk / written).read_text(encoding="utf-8").startswith("{")


def test_terms_of_ones_own_alone(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "glossary").mkdir()
    (desk / "glossary" / "sources.yaml").write_text(
        "notes: {authors: A. Author, year: 2026, title: Notes, url: 'https://example.org/'}\n"
        "others: {authors: A. Author, year: 2026, title: Others, url: 'https://example.org/'}\n"
    )
    sense = "{id: actor, label: doer (actor), short: who acts, domain: law, sources: [{source: notes}], "
    sense += "definition: 'Who acts, as an [[agent.role]] does.', relations: [{type: related, to: agent.role}]}"
    entry = f"term: doer\nforms: [doer]\nsummary: A word.\nstatus: draft\nsenses:\n  - {sense}\n"
    (desk / "glossary" / "doer.yaml").write_text(entry)
    for format_ in FORMATS:
        assert cli.main(["glossary", "export", format_, "glossary", "--own", "--output", f"out/{format_}"]) == 0
    assert "agent.role" in (desk / "out/markdown/glossary.md").read_text()
    known = json.loads((desk / "out/json/glossary.json").read_text())
    assert [term["term"] for term in known["terms"]] == ["doer"]
    assert (list(known["sources"]), list(known["domains"])) == (["notes"], ["law"])
    capsys.readouterr()
    (desk / "glossary").rename(desk / "mine")
    assert cli.main(["glossary", "export", "json", "--own"]) == 2
    assert "--own needs a glossary of your own: name its folder" in capsys.readouterr().err


def test_settings_for_vale_are_not_replaced(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small = str(Path(__file__).parent / "cases" / "small" / "glossary")
    export = ["glossary", "export", "vale", "--no-builtin", small, "--output"]
    assert [cli.main([*export, "new"]), cli.main([*export, "new"])] == [0, 0]
    (desk / ".vale.ini").write_text("StylesPath = ours\n")
    capsys.readouterr()
    assert cli.main([*export, "."]) == 2
    assert capsys.readouterr().err == (
        ".vale.ini: holds settings of your own: name another folder, and copy from there\n"
    )
    assert (desk / ".vale.ini").read_text() == "StylesPath = ours\n"
    assert not (desk / "styles").exists()


def test_the_command_exports_folders_of_ones_own(
    termlint: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    small = Path(__file__).parent / "cases" / "small" / "glossary"
    done = termlint("glossary", "export", "turtle", "--no-builtin", small)
    assert done.returncode == 0
    assert done.stdout == exported(glossary.load([small])).text("turtle")


def test_without_a_folder_the_command_exports_what_the_other_commands_for_a_glossary_look_at(
    termlint: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    small = Path(__file__).parent / "cases" / "small" / "glossary"
    shutil.copytree(small, tmp_path / "glossary")
    done = termlint("glossary", "export", "markdown", "--no-builtin")
    assert (done.returncode, done.stdout) == (0, exported(glossary.load([small])).text("markdown"))
