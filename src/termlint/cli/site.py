"""The commands that make the website of a glossary."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from termlint.cli.common import colour_choice, complaining, data_folders, put, style_for
from termlint.cli.options import gathered
from termlint.cli.running import keeping_options
from termlint.cli.settings import configured, excluded, excluding

if TYPE_CHECKING:
    from termlint.cli.running import Keeping
    from termlint.glossaries.data import Folders


@click.group(short_help="Build or serve the website.")
def site() -> None:
    """Build or serve the website of a glossary."""


class Wanted(NamedTuple):
    """What the options of a site say, as given, whether it is built or shown."""

    url: str | None
    drafts: tuple[Path, ...]
    drafts_url: str
    exclude: tuple[str, ...]
    folders: Folders
    color: str
    keeping: Keeping


def _address(_: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """The same address, once it is known to be one; none may be given."""
    from termlint.glossaries import entries

    if value and (complaint := entries.url_complaint(value)):
        raise click.BadParameter(complaint, param=param)
    return value


_OPTIONS = (
    click.option("--url", help="Address of the site.  [default: url in meta.yaml]", metavar="URL", callback=_address),
    click.option(
        "--drafts",
        type=click.Path(path_type=Path, exists=True),
        multiple=True,
        help="Essays, or folders of them, to show with their findings; repeatable.",
        metavar="PATH",
    ),
    click.option(
        "--drafts-url",
        default="",
        help="Address of the essays themselves, to link to.",
        metavar="URL",
        callback=_address,
    ),
    excluding("folders of essays"),
    data_folders,
    colour_choice,
    keeping_options("the verdicts on examples", "Run every example"),
)
_site_options = gathered(Wanted, "wanted", _OPTIONS)


class _Made:
    """A site as the options want it, made whenever asked for."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.style = style_for(wanted.color)
        # Made later, in a thread of the server's, where click knows no command.
        self.excluded = excluded(wanted.exclude, force=True)
        self.cache = wanted.keeping.folder()
        self.problems = 0

    def files(self) -> dict[str, bytes]:
        """The files by path; what is wrong with an essay is printed."""
        from termlint.linter import Linter
        from termlint.runs import drafts
        from termlint.site import build as building
        from termlint.site import concordance, sources

        wanted = self.wanted
        made = sources.of(wanted.folders, self.cache, wanted.url)
        tally = drafts.Tally()
        linter = Linter(made.glossary, made.ruleset)
        reports = drafts.check(wanted.drafts, linter, excluded=self.excluded)
        essays = concordance.essays(complaining(tally.follow(reports), self.style), wanted.drafts_url)
        self.problems = tally.errors
        if wanted.drafts and not tally.files:
            click.echo(f"--drafts: {tally}", err=True)
        return dict(building.files(made, essays))


@site.command(short_help="Build the website into a folder.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder to write.")
@configured
@_site_options
def build(*, out: Path, wanted: Wanted) -> int:
    """Build the website into a folder, replacing the one built there before.

    Exit status: 0 built, 2 the glossary is not fit to be published, or an essay could not be read.
    """
    from termlint.site import build as building

    made = _Made(wanted)
    files = made.files()
    building.write(files, out)
    put([f"{out}: {len(files)} files\n"], colour=made.style.colour)
    return 2 if made.problems else 0


@site.command(short_help="Serve the website on this machine.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port to listen on; 0 takes any that is free.",
)
@configured
@_site_options
def serve(*, port: int, wanted: Wanted) -> None:
    """Serve the website on this machine, and rebuild it when a file of the glossary changes."""
    from termlint.glossaries import data
    from termlint.site import serving

    made = _Made(wanted._replace(url=wanted.url or ""))
    watched = (*data.glossaries(wanted.folders), *data.rule_folders(wanted.folders), *wanted.drafts)
    with serving.server(serving.Preview(made.files, watched), port) as server:
        put([f"http://{serving.HOST}:{server.server_port}/ (Ctrl-C to stop)\n"], colour=made.style.colour)
        server.serve_forever()
