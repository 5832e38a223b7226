"""`termlint glossary add`: new entries by options or answers, and nothing else in the file touched."""

from __future__ import annotations

import difflib
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from termlint import cli
from termlint.glossaries import glossary
from termlint.nodes import editing

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[str]]

SMALL = Path(__file__).parent / "cases" / "small"
ODD = """\
# A word.
term: goal
forms: [goal]   # not "goals"
summary: A word.
status:   draft

# Its senses.
senses:
- id: aim
  label: goal (aim)
  short: what is aimed at
  definition: "What is aimed at."   # for now
  domain: rl
  sources: [{source: book}]

# No conflations yet.
examples:
  - {text: 'The goal, it''s said', sense: aim}

# The end.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("glossary", "rules"):
        shutil.copytree(SMALL / name, tmp_path / name)
    (tmp_path / "glossary/goal.yaml").write_text(ODD)
    return tmp_path / "glossary"


def added(before: str, after: str) -> list[str]:
    """The new lines of a text, when nothing else in it differs."""
    lines = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    assert [line for line in lines if line.startswith("- ")] == []
    return [line[2:] for line in lines if line.startswith("+ ")]


SENSE = ["--label", "goal (end)", "--short", "end of a game", "--definition", "The end of a game: where it stops."]
SENSE += ["--domain", "rl", "--source", "book", "--locator", "page 3, note 2"]
SENSE_LINES = """\
  id: end
  label: goal (end)
  short: end of a game
  definition: 'The end of a game: where it stops.'
  domain: rl
  sources:
    - {source: book, locator: 'page 3, note 2'}"""


def test_a_sense(folder: Path, termlint: Run) -> None:
    done = termlint("glossary", "add", "sense", "goal", "end", *SENSE)
    assert (done.returncode, done.stdout, done.stderr) == (0, "changed glossary/goal.yaml\n", "")
    lines = added(ODD, (folder / "goal.yaml").read_text())
    assert "\n".join(lines) == "-" + SENSE_LINES[1:]


def test_a_sense_by_answers_to_questions(folder: Path, termlint: Run) -> None:
    answers = [
        "Goal (aim)",
        "goal (end)",
        "The end.",
        "end of a game",
        "The end of a game: where it stops.",
        "rll",
        "rl",
        "books",
        "book",
        "page 3, note 2",
    ]
    (folder / "other.yaml").write_text("term: [\n")  # what is wrong elsewhere keeps nobody from adding here
    done = termlint("glossary", "add", "sense", "goal", "end", stdin="".join(f"{line}\n" for line in answers).encode())
    assert done.returncode == 0
    assert "Error: the label 'Goal (aim)' is taken (by glossary/goal.yaml)" in done.stderr
    assert "Error: this starts with an article: leave out 'The'" in done.stderr
    assert "Domain, one of reinforcement-learning, machine-learning, " in done.stderr
    assert "Error: unknown domain 'rll': did you mean rl?" in done.stderr
    assert "Error: unknown source 'books': did you mean book?" in done.stderr
    assert "\n".join(added(ODD, (folder / "goal.yaml").read_text())) == "-" + SENSE_LINES[1:]


def test_an_entry_made_of_answers_is_shown_if_it_does_not_fit(folder: Path, termlint: Run) -> None:
    sense = ["sense", "goal", "end", "--short", "end of a game", "--domain", "rl", "--source", ""]
    done = termlint("glossary", "add", *sense, stdin=b"goal (end)\nSee [[goal.ends]].\n")
    assert (done.returncode, (folder / "goal.yaml").read_text()) == (2, ODD)
    entry = "- id: end\n  label: goal (end)\n  short: end of a game\n  definition: See [[goal.ends]].\n  domain: rl\n"
    assert f"Nothing was written. Your entry was:\n\n{entry}\n" in done.stderr
    assert "unknown sense in the link 'goal.ends': did you mean goal.end?" in done.stderr


@pytest.mark.parametrize(("options", "stdin"), [([], b""), ([], b"\n"), (["--source", ""], b"")])
def test_a_sense_without_a_source(options: list[str], stdin: bytes, folder: Path, termlint: Run) -> None:
    done = termlint("glossary", "add", "sense", "goal", "end", *SENSE[:8], *options, stdin=stdin)
    assert (done.returncode, done.stdout) == (0, "changed glossary/goal.yaml\n")
    assert (
        "\n".join(added(ODD, (folder / "goal.yaml").read_text())) == "-" + SENSE_LINES.partition("\n  sources")[0][1:]
    )


def test_an_interrupt_is_no_lack_of_answers(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.chdir(folder.parent)
    monkeypatch.setattr("click.termui.visible_prompt_func", interrupted)
    assert cli.main(["glossary", "add", "sense", "goal", "end"]) == cli.INTERRUPTED
    assert "nobody answers" not in capsys.readouterr().err
    assert (folder / "goal.yaml").read_text() == ODD


def test_nobody_to_ask_is_an_error_and_changes_nothing(folder: Path, termlint: Run) -> None:
    done = termlint("glossary", "add", "sense", "goal", "end", *SENSE[:4])
    assert done.returncode == 2
    assert "no answer to: Definition" in done.stderr
    assert (folder / "goal.yaml").read_text() == ODD


def test_a_conflation_goes_where_conflations_belong(folder: Path, termlint: Run) -> None:
    assert termlint("glossary", "add", "sense", "goal", "end", *SENSE).returncode == 0
    before = (folder / "goal.yaml").read_text()
    caveats = [("aim", "inline", "what is aimed at"), ("end", "inline", "the end of a game")]
    caveats += [(sense, size, f"The {sense} is meant.") for sense in ("aim", "end") for size in ("footnote", "aside")]
    options = [part for caveat in caveats for part in ("--caveat", *caveat)]
    why = "One takes the one for the other, which is a pity, since they have nothing to do with one another but for "
    why += "the name they share."
    options += ["--why", why, "--situation", "A game ends.", "--source", "book", "--locator", "page 3"]
    done = termlint("glossary", "add", "conflation", "goal", "aim", "end", *options)
    assert (done.returncode, done.stderr) == (0, "")
    after = (folder / "goal.yaml").read_text()
    assert (
        "\n".join(added(before, after))
        == """\
conflations:
  - id: aim-or-end
    senses: [aim, end]
    why: >-
      One takes the one for the other, which is a pity, since they have nothing to do with one another but for the name
      they share.
    situation: A game ends.
    sources:
      - {source: book, locator: page 3}
    caveats:
      aim:
        inline: what is aimed at
        footnote: The aim is meant.
        aside: The aim is meant.
      end:
        inline: the end of a game
        footnote: The end is meant.
        aside: The end is meant."""
    )
    assert re.findall(r"^(?:# )?\w+(?=:| conf| end)", after, re.MULTILINE)[-4:] == [
        "conflations",
        "# No",
        "examples",
        "# The",
    ]


def test_a_caveat_by_answers(folder: Path, termlint: Run) -> None:
    assert termlint("glossary", "add", "sense", "goal", "end", *SENSE).returncode == 0
    options = ["--why", "Why.", "--situation", "A game ends.", "--source", "book", "--locator", "page 3"]
    answers = ["word " * 16, "an aim", "The aim " * 16, "An aim.", "an end", "The end.", "An end."]
    said = "".join(f"{answer}\n" for answer in answers)
    done = termlint("glossary", "add", "conflation", "goal", "aim", "end", *options, stdin=said.encode())
    assert done.stderr.count("Error: ") == 1
    assert "Error: this has 16 words: an inline caveat has at most 15" in done.stderr
    assert "        inline: an aim\n        footnote: >-\n          The aim" in (folder / "goal.yaml").read_text()


EXAMPLES = [
    (["--sense", "aim"], "  - {text: Set a goal., sense: aim}"),
    (["--pass", "advice, plain"], "  - {text: Set a goal., pass: 'advice, plain'}"),
    (["--pass", ":-)"], '  - {text: Set a goal., pass: ":-)"}'),
    (["--sense", "aim", "--todo", "sense"], "  - {text: Set a goal., sense: aim, todo: [sense]}"),
]


@pytest.mark.parametrize(("options", "line"), EXAMPLES, ids=[line for _, line in EXAMPLES])
def test_an_example(options: list[str], line: str, folder: Path, termlint: Run) -> None:
    done = termlint("glossary", "add", "example", "goal", "Set a goal.", *options)
    assert (done.returncode, done.stderr) == (0, "")
    assert added(ODD, (folder / "goal.yaml").read_text()) == [line]


LISTS = ["[{text: A goal., sense: aim}%s]", "[\n  {text: 'A, b', sense: aim}%s, # ours\n]", "[%s]"]


@pytest.mark.parametrize("written", LISTS)
def test_a_list_in_brackets_goes_on_in_brackets(written: str, folder: Path, termlint: Run) -> None:
    start = ODD.partition("examples:")[0] + "examples: "
    (folder / "goal.yaml").write_text(f"{start}{written.replace('%s', '')}\n")
    done = termlint("glossary", "add", "example", "goal", "Set a goal, no?", "--sense", "aim")
    assert (done.returncode, done.stderr) == (0, "")
    new = "{text: 'Set a goal, no?', sense: aim}" if written == "[%s]" else ", {text: 'Set a goal, no?', sense: aim}"
    assert (folder / "goal.yaml").read_text() == f"{start}{written.replace('%s', new)}\n"


def test_a_list_that_ends_with_a_paragraph_goes_on_right_behind_it() -> None:
    text = "senses:\n  - id: a\n    text: |\n      one\n\n\nhistory: []\n"
    new = editing.with_items(text, "senses", [{"id": "b"}], ("senses", "history"), "a.yaml")
    assert new == text.replace("one\n", "one\n  - id: b\n")


def test_an_example_by_answers(folder: Path, termlint: Run) -> None:
    done = termlint("glossary", "add", "example", "agent", stdin=b"The agent wants it.\nwarn\nreport\nagent-wants\n")
    assert done.returncode == 0
    assert "this must be report, pass or sense" in done.stderr
    text = (folder / "agent.yaml").read_text()
    before = (SMALL / "glossary/agent.yaml").read_text()
    assert added(before, text) == ["examples:", "  - {text: The agent wants it., report: agent-wants}"]
    assert text.index("examples:") < text.index("history:")


def test_a_term_is_a_file_that_fmt_leaves_alone(folder: Path, termlint: Run) -> None:
    done = termlint(
        "glossary", "add", "term", "Dual use", "--form", "dual uses", "--summary", "no", "--sense", "end", *SENSE
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "changed glossary/dual-use.yaml\n", "")
    text = (folder / "dual-use.yaml").read_text()
    assert text.startswith(
        "term: Dual use\nforms: [Dual use, dual uses]\nsummary: no\nstatus: draft\nsenses:\n  - id: end\n"
    )
    assert editing.formatted(text, "x") == text
    assert glossary.load([folder]).terms["Dual use"].history[0].change == "First version."
    again = termlint("glossary", "add", "term", "Dual use", *TERM, *SENSE)
    assert (again.returncode, again.stderr) == (
        2,
        "glossary/dual-use.yaml: exists already; add a sense to it instead\n",
    )


def test_a_new_file_names_the_schema_of_a_term(folder: Path, termlint: Run) -> None:
    (folder.parent / "schemas").mkdir()
    for kind in ("rules", "term"):
        (folder.parent / f"schemas/{kind}.schema.json").touch()
    assert termlint("glossary", "add", "term", "GDP", *TERM, *SENSE).returncode == 0
    first, *_ = (folder / "gdp.yaml").read_text().splitlines()
    assert first == "# yaml-language-server: $schema=../schemas/term.schema.json"


@pytest.mark.parametrize(
    ("stdin", "forms"), [(b"", "[GDP]"), (b"\n", "[GDP]"), (b"G.D.P., GDPs\n", "[GDP, G.D.P., GDPs]")]
)
def test_a_term_may_have_no_other_form(stdin: bytes, forms: str, folder: Path, termlint: Run) -> None:
    options = ["--summary", "x", "--sense", "end", *SENSE]
    done = termlint("glossary", "add", "term", "GDP", *options, stdin=stdin)
    assert (done.returncode, done.stdout) == (0, "changed glossary/gdp.yaml\n")
    assert (folder / "gdp.yaml").read_text().startswith(f"term: GDP\nforms: {forms}\n")


SOURCES = [
    ("aaa", ["aaa:", "  authors: A", "  year: 2001", "  title: '# T'", "  url: https://example.org/"], 0),
    ("zzz", ["zzz:", "  authors: A", "  year: 2001", "  title: '# T'", "  url: https://example.org/"], -5),
]


@pytest.mark.parametrize(("name", "lines", "place"), SOURCES)
def test_a_source_in_its_place(name: str, lines: list[str], place: int, folder: Path, termlint: Run) -> None:
    options = ["--authors", "A", "--year", "2001", "--title", "# T", "--url", "https://example.org/"]
    assert termlint("glossary", "add", "source", name, *options).returncode == 0
    text = (folder / "sources.yaml").read_text()
    assert added((SMALL / "glossary/sources.yaml").read_text(), text) == lines
    assert text.splitlines().index(f"{name}:") == place % len(text.splitlines())


def test_the_first_source_of_a_glossary(folder: Path, termlint: Run) -> None:
    (folder / "sources.yaml").unlink()
    options = ["--authors", "A", "--year", "2001", "--title", "# T", "--url", "https://example.org/"]
    assert termlint("glossary", "add", "source", "book", *options).returncode == 0
    assert (folder / "sources.yaml").read_text().splitlines() == ["book:", *SOURCES[0][1][1:]]


def test_a_source_by_answers(folder: Path, termlint: Run) -> None:
    answers = b" A \nMMI\n2001\n# T\nexample.org\nhttps://example.org/\n"
    done = termlint("glossary", "add", "source", "aaa", stdin=answers)
    assert "Error: this must be a year" in done.stderr
    assert "Error: 'example.org' is not an address" in done.stderr
    text = (folder / "sources.yaml").read_text()
    assert added((SMALL / "glossary/sources.yaml").read_text(), text) == SOURCES[0][1]


TERM = ["--form", "x", "--summary", "x", "--sense", "x"]
REFUSED = [
    # Before anything is asked: here nobody would answer.
    (["sense", "goal", "aim"], "glossary/goal.yaml: the id 'aim' is taken"),
    (["sense", "goal", "Ende"], "'Ende' is not an id: use lower-case letters and digits, joined by hyphens"),
    (["conflation", "goal", "aim", "amis"], "glossary/goal.yaml: unknown sense 'amis' (legal: aim)"),
    (["conflation", "agent", "role", "pursuer"], "glossary/agent.yaml: the id 'role-or-pursuer' is taken"),
    (["term", "Goal"], "glossary/goal.yaml: exists already; add a sense to it instead"),
    (["sense", "gaol", "end"], "glossary/gaol.yaml: there is no such term; terms here: agent, goal"),
    (["example", "domains"], "glossary/domains.yaml: there is no such term; terms here: agent, goal"),
    (["term", "π", *TERM, *SENSE], "'π' has no letter from a to z and no digit to name its file and its address: give"),
    (["term", "Sources", *TERM, *SENSE], "sources.yaml is a file of another kind, so it cannot hold a term: give"),
    (["conflation", "gaol", "aim", "end"], "glossary/gaol.yaml: there is no such term"),
    (["example", "gaol"], "glossary/gaol.yaml: there is no such term"),
    (["sense", "gaol", "end", *SENSE], "glossary/gaol.yaml: there is no such term; terms here: agent, goal"),
    (
        ["sense", "goal", "end", *SENSE[:6], "--domain", "r", *SENSE[8:]],
        "unknown domain 'r': did you mean rl?; domains are listed in domains.yaml (legal: rl)",
    ),
    (
        ["sense", "goal", "end", "--label", "goal (aim)", *SENSE[2:]],
        "the label 'goal (aim)' is taken (by glossary/goal.yaml:10)",
    ),
    (["example", "goal", "x", "--report", "goals"], "unknown rule 'goals' (legal: agent-wants, agent-hopes"),
    (["example", "goal", "x", "--sense", "x"], "unknown sense 'x' (legal: aim)"),
    (
        ["conflation", "goal", "aim", "end", "--caveat", "aim", "big", "x"],
        "--caveat aim big TEXT: give one of the two senses",
    ),
]


@pytest.mark.parametrize(("arguments", "message"), REFUSED, ids=[message for _, message in REFUSED])
def test_what_does_not_fit_is_refused_and_changes_nothing(
    arguments: list[str], message: str, folder: Path, termlint: Run
) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir()}
    done = termlint("glossary", "add", *arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


UNSUITABLE = [
    (
        ODD.replace("status:   draft", "status: \tdraft"),
        "goal.yaml: cannot be added to: while scanning for the next token",
    ),
    (
        "".join(f"  {line}" for line in ODD.splitlines(keepends=True)),
        "goal.yaml:1:1: must have each key at the start of its own line",
    ),
]


@pytest.mark.parametrize(("text", "message"), UNSUITABLE)
def test_a_file_that_cannot_be_added_to_is_told(text: str, message: str, folder: Path, termlint: Run) -> None:
    (folder / "goal.yaml").write_text(text)
    assert termlint("glossary", "validate", "--no-builtin").returncode == 0
    done = termlint("glossary", "add", "example", "goal", "Set a goal.", "--sense", "aim")
    assert (done.returncode, done.stderr[: len(f"glossary/{message}")]) == (2, f"glossary/{message}")
    assert (folder / "goal.yaml").read_text() == text


def test_an_unknown_key_keeps_nothing_out(folder: Path, termlint: Run) -> None:
    text = ODD[: ODD.index("# No conflations")] + "notes: ours\n"
    (folder / "goal.yaml").write_text(text)
    assert termlint("glossary", "add", "example", "goal", "Set a goal.", "--sense", "aim").returncode == 0
    new = added(text, (folder / "goal.yaml").read_text())
    assert new == ["examples:", "  - {text: Set a goal., sense: aim}"]


def test_line_ends_and_the_byte_order_mark_stay(folder: Path, termlint: Run) -> None:
    path = folder / "goal.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + ODD.replace("\n", "\r\n").encode())
    assert termlint("glossary", "add", "example", "goal", "Set a goal.", "--sense", "aim").returncode == 0
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf# A word.\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n") == ODD.count("\n") + 1


def test_what_is_no_file_of_a_glossary_is_in_nobodys_way(folder: Path, termlint: Run) -> None:
    (folder / "folder.yaml").mkdir()
    (folder / "link.yaml").symlink_to("nowhere")
    done = termlint("glossary", "add", "example", "goal", "Set a goal.", "--sense", "aim")
    assert (done.returncode, done.stdout, done.stderr) == (0, "changed glossary/goal.yaml\n", "")
    assert termlint("glossary", "validate", "--no-builtin").stderr == (
        "glossary/folder.yaml: is not a regular file\nglossary/link.yaml: is not a regular file\n"
    )


@pytest.mark.parametrize("ends", [("\n", "\r\n"), ("\r\n", "\n", "\r")])
def test_line_ends_of_several_kinds_stay(ends: tuple[str, ...], folder: Path, termlint: Run) -> None:
    path = folder / "goal.yaml"
    lines = ODD.splitlines()
    before = "".join(map(str.__add__, lines, ends * len(lines)))
    path.write_bytes(before.encode())
    assert termlint("glossary", "add", "example", "goal", "Set a goal.", "--sense", "aim").returncode == 0
    start, new, end = path.read_bytes().decode().partition("  - {text: Set a goal., sense: aim}" + ends[0])
    assert new
    assert start + end == before


@pytest.mark.parametrize("named", [(), ("--dir", "terms")])
def test_the_settings_say_where_glossary_and_rules_are(folder: Path, termlint: Run, named: tuple[str, ...]) -> None:
    home = folder.parent
    for old, new in (("glossary", "terms"), ("rules", "ours")):
        (home / old).rename(home / new)
    (home / "termlint.yaml").write_text("glossary: terms\nrules: ours\n")
    done = termlint("glossary", "add", "example", "agent", "Agents want rest.", "--report", "agent-wants", *named)
    assert (done.returncode, done.stdout, done.stderr) == (0, "changed terms/agent.yaml\n", "")
    done = termlint("glossary", "add", "example", "agent", "Agents want rest.", "--report", "agent-want", *named)
    assert (done.returncode, done.stdout) == (2, "")
    assert "unknown rule 'agent-want': did you mean agent-wants?" in done.stderr
    done = termlint(
        "glossary", "add", "example", "agent", "Agents want rest.", "--report", "agent-wants", "--no-config"
    )
    assert done.returncode == 2
    assert "there is no folder glossary: make it, or name the glossary's folder with --dir" in done.stderr
