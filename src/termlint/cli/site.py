"""The commands that make the website of a glossary."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from termlint.cli.common import complaining, data_folders, put, style_for
from termlint.cli.running import Running
from termlint.cli.settings import configured, excluded, excluding

if TYPE_CHECKING:
    from collections.abc import Callable

    from termlint.data import Folders
    from termlint.parser_process import ParserProcess


@click.group(short_help="Build or serve the website.")
def site() -> None:
    """Build or serve the website of a glossary."""


def _making(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a site, whether it is built or shown."""
    folder = click.Path(path_type=Path, file_okay=False)
    options = (
        configured,
        click.option(
            "--url", help="Address of the site.  [default: url in meta.yaml]", metavar="URL", callback=_address
        ),
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
        click.option(
            "--cache-dir",
            type=folder,
            help="Folder for the verdicts on examples.  [default: .termlint_cache at the top of the repository]",
        ),
        click.option("--no-cache", is_flag=True, help="Run every example again, and keep nothing."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _address(_: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """The same address, once it is known to be one; none may be given."""
    from termlint import entries

    if value and (complaint := entries.url_complaint(value)):
        raise click.BadParameter(complaint, param=param)
    return value


class _Made:
    """A site as the options want it, made whenever asked for."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        self.style = style_for(options["color"])
        # Made later, in a thread of the server's, where click knows no command.
        self.excluded = excluded(options["exclude"], force=True)
        self.cache = Running(None, options["cache_dir"], options["no_cache"]).folder()
        self.problems = 0

    def folders(self) -> Folders:
        from termlint import data

        return data.Folders(self.options["glossary"], self.options["rules"], self.options["builtin"])

    def files(self) -> dict[str, bytes]:
        """The files by path; what is wrong with an essay is printed."""
        options = self.options
        parser = self._parser()
        from termlint import drafts
        from termlint.linter import Linter
        from termlint.site import build as building
        from termlint.site import concordance, sources

        made = sources.of(self.folders(), self.cache, options["url"], parser)
        tally = drafts.Tally()
        linter = Linter(made.glossary, made.ruleset)
        reports = drafts.check(options["drafts"], linter, excluded=self.excluded)
        essays = concordance.essays(complaining(tally.follow(reports), self.style), options["drafts_url"])
        self.problems = tally.errors
        if options["drafts"] and not tally.files:
            click.echo(f"--drafts: {tally}", err=True)
        return dict(building.files(made, essays))

    def _parser(self) -> ParserProcess:
        """What parses the examples; where none was tried before, it begins to load before anything else does."""
        from termlint import store
        from termlint.parser_process import ParserProcess

        parser = ParserProcess()
        if not (self.cache and store.Store(self.cache, "verdicts").folder.exists()):
            parser.start()
        return parser


@site.command(short_help="Build the website into a folder.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder to write.")
@_making
def build(*, out: Path, **options: Any) -> int:  # noqa: ANN401 - as `_making` gives them
    """Build the website into a folder, replacing the one built there before.

    Exit status: 0 built, 2 the glossary is not fit to be published, or an essay could not be read.
    """
    from termlint.site import build as building

    made = _Made(options)
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
@_making
def serve(*, port: int, **options: Any) -> None:  # noqa: ANN401 - as `_making` gives them
    """Serve the website on this machine, and rebuild it when a file of the glossary changes."""
    from termlint import data
    from termlint.site import serving

    made = _Made({**options, "url": options["url"] or ""})
    folders = made.folders()
    watched = (*data.glossaries(folders), *data.rule_folders(folders), *options["drafts"])
    with serving.server(serving.Preview(made.files, watched), port) as server:
        put([f"http://{serving.HOST}:{server.server_port}/ (Ctrl-C ends it)\n"], colour=made.style.colour)
        server.serve_forever()
