"""The commands that add entries to a glossary: what no option gives is asked for."""

from __future__ import annotations

import sys
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from termlint.cli.settings import configured, in_force
from termlint.errors import DataError
from termlint.model import Caveats
from termlint.reporters.cells import visible

if TYPE_CHECKING:
    from collections.abc import Callable

    from termlint.curation.additions import Home, Sense


@click.group("add", short_help="Add an entry.")
def add() -> None:
    """Add an entry to a glossary. You are asked for what the options leave out; nothing else in the file changes."""


def homed(command: Callable[..., Any]) -> Callable[..., Any]:
    """Where the glossary is: the folders of the settings, or else those of these names beside each other."""

    @wraps(command)
    def run(*, folder: Path | None, **said: Any) -> Any:  # noqa: ANN401 - what click passes on and back
        from termlint.curation.additions import Home

        settled = in_force().folders()
        folder = folder or next(iter(settled.glossary), Path("glossary"))
        if not folder.is_dir():
            raise click.UsageError(f"there is no folder {folder}: make it, or name the glossary's folder with --dir")
        is_settled = folder.resolve() in {each.resolve() for each in settled.glossary}
        beside = folder.parent / "rules"
        rules = (is_settled and settled.rules) or ((beside,) if beside.is_dir() else ())
        return command(home=Home(folder, rules), **said)

    return configured(
        click.option(
            "--dir",
            "folder",
            type=click.Path(path_type=Path, file_okay=False),
            help="The glossary's folder.  [default: the first that the settings name, or else glossary]",
        )(run)
    )


def _sense_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What a sense has."""
    for name, help_ in reversed(
        [
            ("--label", "The sense's name, unique in the glossary: agent (the acting side)."),
            ("--short", "What it is, in at most 160 characters, without an article in front."),
            ("--definition", "What it is, in Markdown."),
            ("--domain", "The id of its field in domains.yaml."),
            ("--source", "The id of a source in sources.yaml."),
            ("--locator", "The place in that source."),
        ]
    ):
        command = click.option(name, metavar="TEXT", help=help_)(command)
    return command


@add.command(short_help="Add a term with its first sense.")
@click.argument("lemma")
@click.option("--form", "forms", multiple=True, metavar="TEXT", help="Another written form, such as the plural.")
@click.option("--summary", metavar="TEXT", help="Why the word misleads, in a sentence or two.")
@click.option("--sense", metavar="ID", help="The id of its first sense.")
@_sense_options
@homed
def term(
    *,
    lemma: str,
    forms: tuple[str, ...],
    summary: str | None,
    sense: str | None,
    home: Home,
    **said: str | None,
) -> None:
    """Add a term with its first sense, as a draft: LEMMA is its base form."""
    from datetime import date

    from termlint.curation import additions

    additions.new_file(home, lemma)  # else it would be refused after all the answers
    answer = "" if forms else _asked(None, "Other forms, separated by commas (may be empty)", default="")
    forms = forms or tuple(form.strip() for form in answer.split(",") if form.strip())
    summary = _asked(summary, "Summary")
    today = date.today().isoformat()  # noqa: DTZ011 - the day where the curator is
    new = additions.Term(lemma, forms, summary, [_sense(home, sense, said, _cited)])
    _done(partial(additions.term, home, new, today), new.entry(today))


@add.command("sense")
@click.argument("term")
@click.argument("name", metavar="ID")
@_sense_options
@homed
def add_sense(*, term: str, name: str, home: Home, **said: str | None) -> None:
    """Add a sense to a term."""
    from termlint.curation import additions
    from termlint.glossaries import entries

    path = additions.file_of(home, entries.slug(term))
    additions.expect_new(path, "senses", name)
    new = _sense(home, name, said, _cited_if_any).entry()
    _done(partial(additions.item, home, path, "senses", new), [new])


@add.command()
@click.argument("term")
@click.argument("senses", nargs=2, metavar="SENSE SENSE")
@click.option("--id", "name", metavar="ID", help="Its id.  [default: the two senses, joined by -or-]")
@click.option("--why", metavar="TEXT", help="Why readers take the one for the other, and what goes wrong then.")
@click.option("--situation", metavar="TEXT", help="A situation in which one reading is true and the other false.")
@click.option(
    "--caveat", "caveats", nargs=3, multiple=True, metavar="SENSE SIZE TEXT", help="SIZE is inline, footnote or aside."
)
@click.option("--source", metavar="TEXT", help="The id in sources.yaml of a source that points it out.")
@click.option("--locator", metavar="TEXT", help="The place in that source.")
@homed
def conflation(
    *,
    term: str,
    senses: tuple[str, str],
    name: str | None,
    why: str | None,
    situation: str | None,
    caveats: tuple[tuple[str, str, str], ...],
    source: str | None,
    locator: str | None,
    home: Home,
) -> None:
    """Add a pair of senses that readers confuse."""
    from termlint.curation import additions
    from termlint.glossaries import entries

    given = {(sense, size): text for sense, size, text in caveats}
    if strange := [key for key in given if key[0] not in senses or key[1] not in Caveats._fields]:
        raise click.UsageError(
            f"--caveat {' '.join(strange[0])} TEXT: give one of the two senses, and inline, footnote or aside"
        )
    path = additions.file_of(home, entries.slug(term))
    name = name or "-or-".join(senses)
    additions.expect_senses(path, senses)
    additions.expect_new(path, "conflations", name)
    why = _asked(why, "Why it misleads")
    situation = _asked(situation, "A situation that tells the two apart")
    cited = _cited(home, source, locator, "Id of a source that points it out")

    def written(sense: str, size: str) -> str:
        complaint = entries.inline_complaint if size == "inline" else _none
        return _asked(given.get((sense, size)), f"{size.capitalize()} caveat for {sense}", complaint)

    texts = {sense: Caveats(*(written(sense, size) for size in Caveats._fields)) for sense in senses}
    new = additions.Conflation(name, senses, why, situation, texts, cited).entry()
    _done(partial(additions.item, home, path, "conflations", new), [new])


@add.command()
@click.argument("term")
@click.argument("text", required=False)
@click.option("--report", metavar="RULE", help="The rule that must report it.")
@click.option("--pass", "passes", metavar="REASON", help="Why nothing may be reported.")
@click.option("--sense", metavar="ID", help="The sense in which its first mention must be read.")
@click.option("--conflation", metavar="ID", help="The conflation that it is about.")
@click.option(
    "--todo",
    multiple=True,
    type=click.Choice(["report", "pass", "sense"]),
    help="Which of these is not met yet; repeatable.",
)
@homed
def example(
    *,
    term: str,
    text: str | None,
    report: str | None,
    passes: str | None,
    sense: str | None,
    conflation: str | None,
    todo: tuple[str, ...],
    home: Home,
) -> None:
    """Add an example, which is a test, to a term."""
    from termlint.curation import additions
    from termlint.glossaries import entries

    path = additions.file_of(home, entries.slug(term))
    text = _asked(text, "Text")
    if not (report or passes or sense):
        expected = _asked(None, "What it tests (report, pass or sense)", _expectation)
        said = _asked(
            None, {"report": "Rule that must report it", "pass": "Why it passes", "sense": "Sense to be read"}[expected]
        )
        report, passes, sense = (said if expected == kind else None for kind in ("report", "pass", "sense"))
    keys = {"report": report or "", "pass": passes or "", "sense": sense or "", "conflation": conflation or ""}
    new = additions.example(text, **keys, todo=todo)
    _done(partial(additions.item, home, path, "examples", new), [new])


@add.command()
@click.argument("name", metavar="ID")
@click.option("--authors", metavar="NAMES", help="Its authors.")
@click.option("--year", type=int, help="The year in which it appeared.")
@click.option("--title", metavar="TEXT", help="Its title.")
@click.option("--url", metavar="ADDRESS", help="Where it can be read.")
@click.option("--secondary", is_flag=True, help="It only reports how a word is used, as a dictionary does.")
@homed
def source(
    *,
    name: str,
    authors: str | None,
    year: int | None,
    title: str | None,
    url: str | None,
    secondary: bool,
    home: Home,
) -> None:
    """Add a source that entries can cite."""
    from termlint.curation import additions
    from termlint.glossaries import entries

    keys: dict[str, object] = {
        "authors": _asked(authors, "Authors"),
        "year": year or int(_asked(None, "Year", lambda text: "" if text.isdecimal() else "this must be a year")),
        "title": _asked(title, "Title"),
        "url": _asked(url, "Address", entries.url_complaint),
    }
    keys |= {"kind": "secondary"} if secondary else {}
    _done(partial(additions.source, home, name, keys), {name: keys})


@add.command("table", short_help="Add senses from a table.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--domain", metavar="ID", default="", help="The domain of senses whose row has none.")
@click.option("--source", metavar="ID", default="", help="The source of senses whose row has none.")
@homed
def add_table(*, file: Path, domain: str, source: str, home: Home) -> None:
    """Add senses from a table, as a spreadsheet saves it as CSV; new terms are drafts.

    A row is a sense. The columns term, short and definition are needed; forms, summary, id, label, domain and sources
    are read as well. What the glossary already has stays as it is. Either all senses are added or none.
    """
    from datetime import date

    from termlint.counting import counted
    from termlint.curation.sheets import Table

    today = date.today().isoformat()  # noqa: DTZ011 - the day where the curator is
    done = Table(home, file, domain=domain, source=source).add(today)
    for path in done.paths:
        click.echo(visible(f"changed {path}"))
    told = f"{counted(done.senses, 'sense')} added, {done.known} already there"
    told += f"; columns ignored: {', '.join(done.passed_over)}" if done.passed_over else ""
    click.echo(visible(told), err=True)


def _sense(
    home: Home, name: str | None, said: dict[str, str | None], cited: Callable[..., tuple[str, str] | None]
) -> Sense:
    from termlint.curation import additions
    from termlint.curation.additions import Sense
    from termlint.glossaries import entries

    name = _asked(name, "Id of the sense", entries.id_complaint)
    label = _asked(said["label"], "Label", partial(additions.taken, home))
    short = _asked(said["short"], "Short text", entries.short_complaint)
    definition = _asked(said["definition"], "Definition")
    domains = ", ".join(additions.at_hand(home, "domain")) if said["domain"] is None else ""
    domain = _asked(said["domain"], f"Domain, one of {domains}", partial(additions.unlisted, home, "domain"))
    source = cited(home, said["source"], said["locator"], "Id of a source")
    return Sense(name, label, short, definition, domain, (source,) if source else ())


def _cited(home: Home, source: str | None, locator: str | None, question: str) -> tuple[str, str]:
    from termlint.curation import additions

    return _asked(source, question, partial(additions.unlisted, home, "source")), _asked(locator, "Place in the source")


def _cited_if_any(home: Home, source: str | None, locator: str | None, question: str) -> tuple[str, str] | None:
    """The same where there need be none: nobody is there to answer, or the answer is empty."""
    from termlint.curation import additions

    complaint = partial(additions.unlisted, home, "source")
    source = _asked(source, f"{question} (may be empty)", lambda name: name and complaint(name), default="")
    return (source, _asked(locator, "Place in the source")) if source else None


def _expectation(text: str) -> str:
    return "" if text in {"report", "pass", "sense"} else "this must be report, pass or sense"


def _none(_: str) -> str:
    """No complaint about an answer."""
    return ""


def _asked(
    given: str | None, question: str, complaint: Callable[[str], str] = _none, default: str | None = None
) -> str:
    """What an option says, or else what the curator answers, asked again until there is no complaint about it.

    Where there is a default, the answer may be empty, or nobody there to give it.
    """
    if given is not None:
        return given

    def read(answer: str) -> str:
        if message := complaint(answer.strip()):
            raise click.UsageError(message)
        return answer.strip()

    try:
        answer = str(click.prompt(question, default, value_proc=read, show_default=False, err=True))
    except (click.Abort, RuntimeError) as error:  # the latter where standard input is closed
        if isinstance(error.__context__, KeyboardInterrupt):
            raise
        if default is not None and not (sys.stdin and sys.stdin.isatty()):
            return default
        raise click.UsageError(f"no answer to: {question}") from None
    click.get_current_context().meta[_ANSWERED] = True
    return answer


_ANSWERED = "termlint.answered"
"""Whether anything was asked for: what options say can be said again."""


def _done(write: Callable[[], Path], entry: object) -> None:
    """Write an entry; if it does not fit, show what the answers made of it, so that none has to be given again."""
    try:
        path = write()
    except DataError:
        if _ANSWERED in click.get_current_context().meta:
            from termlint.nodes import editing

            click.echo(f"Nothing was written. Your entry was:\n\n{editing.fragment(entry, 0)}", err=True)
        raise
    click.echo(visible(f"changed {path}"))
