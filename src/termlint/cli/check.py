"""The commands that read drafts."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, ClassVar

import click

from termlint.cli.common import (
    LinterOptions,
    checker_for,
    colour_choice,
    complaining,
    data_folders,
    draft_paths,
    put,
    style_for,
    watched,
)
from termlint.cli.filters import filters
from termlint.cli.fixing import fix_options
from termlint.cli.options import Grouped
from termlint.cli.output import output_options
from termlint.cli.running import running_options
from termlint.cli.settings import configured, excluded, exclusion, in_force

if TYPE_CHECKING:
    from pathlib import Path

    from termlint.cli.filters import Chosen
    from termlint.cli.fixing import Fixing
    from termlint.cli.output import Output
    from termlint.cli.running import Running
    from termlint.glossaries.data import Folders

ALONE = "To silence one place: <!-- termlint-disable-next-line RULE: reason -->"
"""What one can do about a finding for which --fix inserts no caveat, beside what the note on it says."""
NEXT = f"""
To insert caveats: --fix, or --interactive to be asked which reading you mean.
{ALONE}"""
"""What one can do about findings, as the end of a run says it, apart from the last of them."""


class _Check(Grouped):
    groups: ClassVar = {
        "What to read": ("--stdin-filename", "--exclude", "--force-exclude", "--glossary", "--rules", "--builtin"),
        "What to report": (
            "--level", "--every", "--select", "--ignore", "--require-reason", "--baseline", "--no-baseline",
            "--write-baseline", "--grow-baseline", "--diff-base", "--fail-level",
        ),
        "How to report it": ("--format", "--output-file", "--also", "--mentions", "--statistics", "--color"),
        "What to change in drafts": ("--fix", "--diff", "--interactive", "--caveat", "--add-ignore"),
    }  # fmt: skip
    examples: ClassVar = (
        ("termlint check drafts", "Check a folder."),
        ("termlint check --level suggestion a.md", "Report suggestions, too."),
        ("termlint check --fix --diff a.md", "Show the caveats that --fix would insert."),
        ("termlint check --format json - < a.md", "Check standard input, for a program."),
    )


@click.command(cls=_Check)
@configured
@draft_paths
@exclusion
@output_options
@click.option(
    "--every/--no-every",
    help="Report every use, not only the first per rule and file; also suggestions and the texts of images.",
)
@filters
@running_options
@fix_options
@data_folders
@colour_choice
def check(
    *,
    paths: tuple[Path, ...],
    stdin_filename: str,
    output: Output,
    every: bool,
    chosen: Chosen,
    running: Running,
    fixing: Fixing,
    folders: Folders,
    color: str,
    exclude: tuple[str, ...],
    force_exclude: bool,
) -> int:
    """Report terms that readers may take in two ways.

    PATHS are Markdown files, folders of them, or - for standard input. In folders, hidden files and those that git
    ignores are skipped.

    Exit status: 0 nothing to report, 1 findings, or files that were or would be changed, 2 something could not be
    checked or written.
    """
    from termlint.disk import files
    from termlint.runs import drafts

    skipped = excluded(exclude, force=force_exclude)
    others = (in_force().path, chosen.baseline, chosen.write_baseline)
    output.spare(partial(files.find, paths, skipped), others)
    chosen = chosen.opened(paths)
    # What is put into a draft never depends on a cache, which anyone may have written.
    folder = None if fixing.wanted else running.keeping.folder()
    options = LinterOptions(folders, in_force(), every, chosen, folder)
    cache = options.cache(readings=output.mentions or output.pages)
    checker = checker_for(options, cache)
    tally = drafts.Tally(fail_level=chosen.fail_level)
    fixer = fixing.fixer(checker, paths, output, color)
    if fixer:
        reports = drafts.check(paths, checker, stdin_filename, skipped, fixer)
    else:
        reports = drafts.check_together(paths, checker, running.plan(options, checker), stdin_filename, skipped)
    reports = chosen.follow(tally.follow(reports))
    if _is_watched(output) and not fixing.interactive:
        reports = drafts.progress(reports, sys.stderr)
    if fixing.silent(paths):
        for _ in complaining(reports, style_for(color)):
            pass  # no more is said than what is wrong with a draft
    else:
        output.write(reports, checker, color, tally)
    if output.for_people:
        if tally.findings and output.format == "text" and (not fixer or fixing.shown(paths)):
            click.echo(f"\n{ALONE}" if fixer else NEXT, err=True)
        click.echo(f"{fixer or ''}{tally}", err=True)
    chosen.finish(checker)
    if cache:
        cache.store.tidy()
    return max(tally.status, bool(fixer and fixer.drafts))


def _is_watched(output: Output) -> bool:
    """Whether someone sees how far it is, and it does not get between the lines of what is printed."""
    return watched() and (output.for_people or not sys.stdout.isatty())


@click.command(short_help="Show how every mention is read.")
@configured
@draft_paths
@exclusion
@running_options
@data_folders
@colour_choice
def mentions(
    *,
    paths: tuple[Path, ...],
    stdin_filename: str,
    running: Running,
    folders: Folders,
    color: str,
    exclude: tuple[str, ...],
    force_exclude: bool,
) -> int:
    """Print every mention of a term: its reading, the words that speak for it, and what decided it.

    For JSON: termlint check --format json --mentions.

    Exit status: 0 done, 2 something could not be read.
    """
    from termlint.reporters import mentions as reporter
    from termlint.runs import drafts

    tally = drafts.Tally()
    options = LinterOptions(folders, in_force(), cache_folder=running.keeping.folder())
    cache = options.cache(readings=True)
    checker = checker_for(options, cache)
    skipped = excluded(exclude, force=force_exclude)
    plan = running.plan(options, checker)
    reports = tally.follow(drafts.check_together(paths, checker, plan, stdin_filename, skipped))
    style = style_for(color)
    put(reporter.write(complaining(reports, style), style), colour=style.colour)
    if cache:
        cache.store.tidy()
    return 2 if tally.errors else 0
