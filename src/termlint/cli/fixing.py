"""The options that fix drafts, and the questions that go with them."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, get_args

import click

from termlint.cli.common import put, style_for, write
from termlint.cli.options import gathered
from termlint.cli.settings import is_given
from termlint.disk.files import STDIN
from termlint.model import CaveatKind
from termlint.reporters.cells import visible
from termlint.vocabulary import short_id

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from termlint.cli.output import Output
    from termlint.inserting.fixes import Fix
    from termlint.inserting.fixing import Fixer
    from termlint.model import CaveatForm, Finding, Point, Report
    from termlint.reporters.style import Style
    from termlint.runs.checking import Checker
    from termlint.vocabulary import Conflation

SKIP, QUIT = "s", "q"


class Fixing(NamedTuple):
    """What the options of this module say, as given."""

    fix: bool
    diff: bool
    interactive: bool
    caveat: CaveatKind
    add_ignore: str | None

    @property
    def wanted(self) -> bool:
        """Whether drafts are to be fixed, or shown as they would be."""
        return self.fix or self.diff or self.interactive or self.add_ignore is not None

    @property
    def form(self) -> CaveatForm:
        """The words to show of what would be inserted; a link has none, and a caveat in parentheses tells most."""
        return "inline" if self.caveat == "link" else self.caveat

    def fixer(self, checker: Checker, paths: Sequence[Path], output: Output, color: str) -> Fixer | None:
        """What fixes the drafts in some paths, if that is wanted."""
        if not self.wanted:
            return None
        from termlint.inserting import fixes, fixing, ignores
        from termlint.reporters.style import Style

        if self.interactive and STDIN in paths:
            raise click.UsageError(
                "--interactive reads answers from standard input, so a draft cannot come from there (-)"
            )
        if self.interactive and sys.stdin is None:
            raise click.UsageError("--interactive reads answers from standard input, which is closed")
        if self.silent(paths) and (is_given("format") or output.also or output.output_file):
            raise click.UsageError(
                "no report is written here, since standard output is taken: leave out its options, or --fix and --diff"
            )
        style = style_for(color)
        fixer = partial(fixing.Fixer, checker, write=not self.diff, out=partial(_out, style if self.diff else Style()))
        if self.add_ignore is not None:
            reason = ignores.checked(self.add_ignore)
            comment = partial(ignores.add, reason=reason, check=checker.check)
            return fixer(comment, noun="comment", tell=lambda *_: None)
        choose = _Questions(checker, style, self.form).ask if self.interactive else fixes.likelier
        caveat = partial(fixing.with_caveats, checker=checker, kind=self.caveat, choose=choose)
        return fixer(caveat, noun="caveat", tell=partial(_tell, style, "would fix" if self.diff else "fixed"))

    def silent(self, paths: Sequence[Path]) -> bool:
        """Whether standard output is for drafts, diffs or questions, so that no report goes there."""
        return self.diff or self.interactive or ((self.fix or self.add_ignore is not None) and STDIN in paths)

    def shown(self, paths: Sequence[Path]) -> bool:
        """Whether findings are reported for which no caveat was inserted."""
        return self.fix and not self.silent(paths)


def _check(fixing: Fixing) -> None:
    given = is_given("caveat")
    if given and not fixing.wanted:
        raise click.UsageError("--caveat needs --fix, --diff or --interactive")
    if fixing.add_ignore is not None and (given or fixing.fix or fixing.interactive):
        raise click.UsageError("--add-ignore inserts comments, not caveats: of these options, it takes only --diff")


_OPTIONS = (
    click.option("--fix", is_flag=True, help="Insert caveats; no word of the draft changes."),
    click.option("--diff", is_flag=True, help="Print what --fix or --add-ignore would change, and change nothing."),
    click.option("--interactive", is_flag=True, help="Like --fix, but ask each time which sense you mean."),
    click.option(
        "--caveat",
        type=click.Choice(get_args(CaveatKind)),
        default="footnote",
        show_default=True,
        help="Form of the caveats; link needs a glossary with a url.",
    ),
    click.option("--add-ignore", metavar="REASON", help="Silence all findings with comments that give this reason."),
)
fix_options = gathered(Fixing, "fixing", _OPTIONS, _check)
"""Gives a command these options, as one argument called `fixing`."""


def _out(style: Style, text: str) -> None:
    """Write a text to standard output as it stands, its line endings included; what a terminal would obey is shown.

    A style with colours is for diffs alone.
    """
    if style.colour:
        from termlint.reporters import diffs

        write(diffs.painted(text, style), colour=True)
    elif sys.stdout.isatty():
        write("\n".join(map(visible, text.split("\n"))), colour=False)
    else:
        write(text.encode(), colour=False)


def _tell(style: Style, done: str, path: str, point: Point, fix: Fix) -> None:
    """Say which caveat was inserted."""
    place = style.paint(f"{path}:{point.line}:{point.column}", "place")
    what = f"{fix.kind}: meant as {short_id(fix.sense)} ({fix.conflation})"
    click.echo("  ".join((place, style.paint(done, "caveat"), visible(what))), err=True, color=style.colour)


class _Questions:
    """Asks the author, finding by finding, until there is nothing more to ask or they have had enough."""

    def __init__(self, checker: Checker, style: Style, form: CaveatForm) -> None:
        self.checker = checker
        self.style = style
        self.form = form
        self.over = False

    def ask(self, report: Report, finding: Finding, conflation: Conflation) -> str | None:
        """The sense that the author picks; none if they pick none."""
        if self.over:
            return None
        from termlint.inserting import fixes
        from termlint.reporters import text
        from termlint.reporters.run import Run

        run = Run(lambda: self.checker.glossary, self.style, caveat=self.form)
        put(text.write([report._replace(findings=(finding,))], run), colour=self.style.colour)
        names = [short_id(sense) for sense in finding.senses]
        likelier = fixes.likelier(report, finding, conflation)
        default = str(finding.senses.index(likelier) + 1) if likelier else None
        click.echo(f"\n  1 {names[0]} · 2 {names[1]} · {SKIP} skip · {QUIT} quit")
        choices = click.Choice(["1", "2", SKIP, QUIT])
        try:
            answer = click.prompt("  Which do you mean?", default, type=choices, show_choices=False, prompt_suffix=" ")
        except click.Abort as error:
            if not isinstance(error.__context__, EOFError):
                click.echo(f"\n{visible(report.path)}: nothing written", err=True)
                # An abort is an error like others, to which a draft's neighbours are indifferent.
                raise KeyboardInterrupt from None
            answer = QUIT
        click.echo()
        self.over = answer == QUIT
        return finding.senses[int(answer) - 1] if answer.isdigit() else None
