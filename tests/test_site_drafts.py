"""A site with essays: where they use the terms, what is reported in them; and the preview of a site."""

from __future__ import annotations

import subprocess
import threading
import urllib.request
from http.client import HTTPConnection
from typing import TYPE_CHECKING

import pytest
import sites
from conftest import COMMAND

from termlint import cli
from termlint.errors import TermlintError
from termlint.markup import markdown
from termlint.model import ASKED, Caveats, Evidence, Finding, Mention, Reading, Report, Span
from termlint.settling import caveats
from termlint.site import build, concordance, serving
from termlint.site.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from termlint.vocabulary import Glossary, Ruleset

TEXT = "# Power & 1 < 2\n\nThe agent moves. Agents want power.\n"
FIRST, SECOND = TEXT.index("agent"), TEXT.index("Agents")


def report(path: str = "essays/power.md") -> Report:
    mentions = [
        Mention("agent", 1, Span(4, 9), Span(FIRST, FIRST + 5), Span(0, 16)),
        Mention("agent", 1, Span(17, 23), Span(SECOND, SECOND + 6), Span(17, 35)),
    ]
    readings = (
        Reading(mentions[0], "agent.role", "clarified", {}),
        Reading(mentions[1], "agent.pursuer", "open", {}),
    )
    finding = Finding(
        "agent-goals",
        "agent",
        "agent.role-or-pursuer",
        ("agent.role", "agent.pursuer"),
        "warning",
        mentions[1].span,
        "Some read a goal into this.",
        (
            Evidence("agent.pursuer", "Agents", mentions[1].span, 1.0),  # the mention itself, which is not shown again
            Evidence("agent.role", "moves", Span(FIRST + 6, FIRST + 11), -1.0),  # what speaks against a sense
            Evidence("agent.pursuer", "want", Span(SECOND + 7, SECOND + 11), 1.0),
            Evidence(ASKED, "power", Span(SECOND + 12, SECOND + 17), 1.0),
        ),
        {"agent.role": Caveats("a slot", "", "")},
    )
    return Report(path, TEXT, (finding,), readings)


@pytest.fixture
def files(agent: Glossary, ruleset: Ruleset) -> sites.Files:
    said = sites.verdicts_of(agent, ruleset)
    return dict(build.files(Sources(agent, ruleset, said, {}), concordance.essays([report()], "https://example.org/")))


def test_an_essay_has_a_page_with_its_findings_and_uses(files: sites.Files) -> None:
    page = sites.Page(files["drafts/essays-power/index.html"])
    text = " ".join("".join(page.text).split())
    for said in (
        "Power & 1 < 2",
        "1 finding",
        "Some read a goal into this.",
        "Because of “want”",
        "Triggered by “power”",
        "If you mean that, add (a slot)",
        "“Agents”: role or pursuer?",
        "Line 3",
        "agent: role · the author says which sense is meant",
    ):
        assert said in text
    assert text.count("Because of") == 1
    assert "https://example.org/essays/power.md" in list(page.links())
    assert {"u1", "u2", "f1"} <= set(page.ids())


def test_a_term_shows_its_uses_by_sense(files: sites.Files) -> None:
    page = sites.Page(files["t/agent/index.html"])
    assert "../../drafts/essays-power/#u2" in list(page.links())
    every = sites.Page(files["t/agent/uses/index.html"])
    assert [name for name in every.ids() if name.startswith("agent.")] == ["agent.role", "agent.pursuer"]


@pytest.mark.parametrize("path", ["drafts/essays-power/", "t/agent/", "t/agent/uses/"])
def test_uses_are_as_the_linter_reads_them(path: str, files: sites.Files) -> None:
    text = "".join(sites.Page(files[f"{path}index.html"]).text)
    assert "Each use is listed as the linter reads it, which can be wrong." in text


def test_every_link_between_essays_and_terms_leads_somewhere(files: sites.Files) -> None:
    ids = {path: page.ids() for path, page in sites.pages(files)}
    for path, page in sites.pages(files):
        for link in page.links():
            if not link.startswith("https://") and path != "404.html" and "t/policy/" not in link:
                target, fragment = sites.resolved(path, link)
                assert sites.served(target) in files, f"{path}: {link}"
                assert not fragment or fragment in ids[sites.served(target)], f"{path}: {link}"


def test_without_essays_there_is_no_word_of_them(agent: Glossary, ruleset: Ruleset) -> None:
    files = sites.of(agent, ruleset)
    assert not [path for path in files if path.startswith("drafts/") or path.endswith("uses/index.html")]
    assert b"drafts/" not in files["index.html"]


def test_essays_of_one_name_have_pages_of_their_own() -> None:
    essays = concordance.essays([report("a/x.md"), report("a-x.md"), report("/b/c/x.md"), report("/b/d/é.md")], "")
    assert [essay.url for essay in essays] == ["drafts/a-x/", "drafts/a-x-2/", "drafts/b-c-x/", "drafts/b-d-e/"]
    assert [essay.path for essay in essays] == ["a/x.md", "a-x.md", "b/c/x.md", "b/d/é.md"]


@pytest.mark.parametrize(
    ("path", "href"),
    [
        ("drafts/agents.md", "drafts/agents.md"),
        ("drafts/What is an agent?.md", "drafts/What%20is%20an%20agent%3F.md"),
        ("#1 (100%).md", "%231%20%28100%25%29.md"),
    ],
)
def test_an_essay_is_linked_whatever_its_name(path: str, href: str) -> None:
    (essay,) = concordance.essays([Report(path, "Tea.")], "https://example.org/")
    assert essay.link == f"https://example.org/{href}"


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ('---\ntitle: "On *power*"\n---\n\n# Another\n', "On *power*"),
        ("+++\ntitle = 'Power'\n+++\n\n# Another\n", "Power"),
        ("---\ntitle: The agents' power\n---\n", "The agents' power"),
        ('---\ntitle: ""\n---\n\nOne\n===\n', "One"),
        ("## Summary\n\nText.\n\n# One\n", "One"),
        ("## Summary\n\nText.\n", "x"),
    ],
)
def test_an_essay_is_called_by_its_title(source: str, title: str) -> None:
    (essay,) = concordance.essays([Report("a/x.md", source)], "")
    assert essay.title == title


def test_what_two_terms_call_alike_is_flagged_for_the_one_alone() -> None:
    own = report()
    other = own.readings[1]._replace(mention=own.readings[1].mention._replace(term="worker"), sense="worker.hand")
    (essay,) = concordance.essays([own._replace(readings=(*own.readings, other))], "")
    assert [(use.term, use.rule) for use in essay.uses] == [("agent", ""), ("agent", "agent-goals"), ("worker", "")]


def test_uses_stand_in_their_sentences_beside_copied_caveats() -> None:
    words = "A role is meant."
    draft = f"> {words} {caveats.mark('agent.role-or-pursuer', 'agent.role', words)}\n\nThe agent moves.\n"
    document, _ = caveats.take(markdown.read("x.md", draft))
    block = next(number for number, block in enumerate(document.blocks) if "moves" in block.text)
    start = draft.index("agent moves")
    mention = Mention("agent", block, Span(4, 9), Span(start, start + 5), Span(0, 16))
    (essay,) = concordance.essays([Report("x.md", draft, (), (Reading(mention, "agent.role", "clear", {}),))], "")
    assert "".join(essay.uses[0].place[:3]) == "The agent moves."


def test_a_long_sentence_is_cut_around_the_use() -> None:
    text = "word " * 60 + "agent " + "word " * 60
    mention = Mention("agent", 0, Span(300, 305), Span(300, 305), Span(0, len(text) - 1))
    (essay,) = concordance.essays([Report("x.md", text, (), (Reading(mention, "agent.role", "clear", {}),))], "")
    place = essay.uses[0].place
    assert place.before.startswith("… word")
    assert place.after.endswith("word …")
    assert len(place.before) < 120


def test_the_command_reads_essays(termlint: Callable[..., object], tmp_path: Path) -> None:
    (tmp_path / "essays").mkdir()
    (tmp_path / "essays" / "one.md").write_text("# One\n\nSooner or later a trained agent will want power.\n")
    (tmp_path / "essays" / "two.md").write_bytes(b"\xff\xfe\xff")
    options = ("--drafts", "essays", "--url", "https://example.org/g", *sites.SMALL)
    done = termlint("site", "build", "--out", "out", *options)
    assert done.returncode == 2  # type: ignore[attr-defined]
    assert "two.md" in done.stderr  # type: ignore[attr-defined]
    assert "One" in (tmp_path / "out" / "drafts" / "index.html").read_text()
    assert '<link rel="canonical" href="https://example.org/g/">' in (tmp_path / "out" / "index.html").read_text()
    assert (tmp_path / ".termlint_cache" / ".gitignore").read_text() == "*\n"


def test_verdicts_are_kept_where_a_check_keeps_its_reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    assert cli.main(["site", "build", "--out", "out", *sites.SMALL]) == 0
    assert list((tmp_path / ".termlint_cache" / "verdicts").iterdir())
    assert not (tmp_path / "sub" / ".termlint_cache").exists()


@pytest.mark.parametrize("option", [("--exclude", "!"), ("--url", "javascript:x"), ("--drafts-url", "nope")])
def test_options_are_looked_at_before_anything_is_made(
    option: tuple[str, str], termlint: Callable[..., object], tmp_path: Path
) -> None:
    done = termlint("site", "build", "--out", "out", *option)
    assert done.returncode == 2  # type: ignore[attr-defined]
    assert f"Invalid value for '{option[0]}'" in done.stderr  # type: ignore[attr-defined]
    assert not (tmp_path / "out").exists()


def test_the_command_says_that_there_are_no_essays(termlint: Callable[..., object], tmp_path: Path) -> None:
    (tmp_path / "essays").mkdir()
    done = termlint("site", "build", "--out", "out", "--drafts", "essays", *sites.SMALL)
    assert (done.returncode, done.stderr) == (0, "--drafts: no Markdown files found\n")  # type: ignore[attr-defined]


# The preview


def test_a_preview_follows_its_files(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("one")

    def make() -> dict[str, bytes]:
        text = (tmp_path / "a.yaml").read_bytes()
        if text == b"bad":
            raise TermlintError("a.yaml:1:1: this is wrong")
        return {"index.html": text, "404.html": b"none", "t/x.json": b"{}"}

    preview = serving.Preview(make, [tmp_path])
    assert preview.get("/?q=x") == (200, "text/html", b"one")
    assert preview.get("/t/x.json") == (200, "application/json", b"{}")
    assert preview.get("/../../etc/passwd") == (404, "text/html", b"none")
    (tmp_path / "a.yaml").write_text("three")
    assert preview.get("/") == (200, "text/html", b"three")
    (tmp_path / "a.yaml").write_text("bad")
    assert preview.get("/") == (500, "text/plain", b"a.yaml:1:1: this is wrong")
    (tmp_path / "a.yaml").unlink()
    status, _, told = preview.get("/")
    assert (status, b"a.yaml" in told) == (500, True)


def test_a_preview_does_not_follow_what_is_hidden(tmp_path: Path) -> None:
    (tmp_path / ".cache").mkdir()
    made: list[int] = []

    def make() -> dict[str, bytes]:
        made.append(1)
        (tmp_path / ".cache" / "kept").write_text("x" * len(made))
        return {"index.html": b"x"}

    preview = serving.Preview(make, [tmp_path])
    assert [preview.get("/")[0] for _ in range(3)] == [200, 200, 200]
    assert len(made) == 1


def test_a_preview_is_served_on_this_machine_alone(tmp_path: Path) -> None:
    with serving.server(serving.Preview(lambda: {"index.html": b"hello"}, [tmp_path]), 0) as server:
        assert server.server_address[0] == "127.0.0.1"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        with urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/") as answer:
            assert answer.read() == b"hello"
        server.shutdown()
        thread.join()


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[int]:
    """The port of a preview of three files."""
    files = {"index.html": b"hello", "t/a b/index.html": b"a", "api/v1/x.json": b"{}", "embed/x.js": b""}
    with serving.server(serving.Preview(lambda: files, [tmp_path]), 0) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def ask(port: int, path: str, method: str = "GET", host: str = "localhost") -> tuple[int, Mapping[str, str], bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, headers={"Host": host})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, answer.headers, content


def test_a_preview_leads_to_a_folder(preview: int) -> None:
    status, headers, _ = ask(preview, "/t/a%20b?q=x")
    assert (status, headers["Location"]) == (301, "/t/a%20b/?q=x")
    assert ask(preview, headers["Location"])[2] == b"a"
    assert ask(preview, "/t/none")[0] == 404


def test_a_preview_answers_what_is_asked_ahead(preview: int) -> None:
    status, headers, content = ask(preview, "/", "HEAD")
    assert (status, headers["Content-Length"], content) == (200, "5", b"")


@pytest.mark.parametrize(
    ("path", "allowed"), [("/", None), ("/t/a%20b/", None), ("/api/v1/x.json", "*"), ("/embed/x.js", "*")]
)
def test_pages_elsewhere_may_read_what_is_for_them(path: str, allowed: str | None, preview: int) -> None:
    status, headers, _ = ask(preview, path)
    assert (status, headers.get("Access-Control-Allow-Origin")) == (200, allowed)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8000", 200),
        ("LOCALHOST", 200),
        ("127.0.0.1:8000", 200),
        ("[::1]:8000", 200),
        ("example.org", 403),
        ("localhost.example.org", 403),
        ("[", 403),
        ("", 403),
    ],
)
def test_a_preview_answers_to_this_machine_s_names(host: str, status: int, preview: int) -> None:
    assert ask(preview, "/", host=host)[0] == status


def test_the_command_serves(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "meta.yaml").write_text("url: https://example.org/words/\n")
    (tmp_path / "essay.md").write_text("It rains.\n")
    command = [COMMAND, "site", "serve", "--port", "0", "--drafts", "essay.md", *sites.SMALL, "--glossary", "own"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        assert server.stdout
        address = server.stdout.readline().split()[0]
        with urllib.request.urlopen(f"{address}t/agent/") as answer:  # noqa: S310 - our own server
            page = answer.read().decode()
        server.terminate()
    assert "the acting side" in page
    assert "https://example.org/words/" not in page  # where it does not stand
