"""The commands that make the website of a glossary."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from termlint.cli.common import data_folders, put
from termlint.cli.settings import configured

if TYPE_CHECKING:
    from collections.abc import Callable


@click.group()
def site() -> None:
    """The website of a glossary."""


def _making(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a site, whether it is built or shown."""
    folder = click.Path(path_type=Path, file_okay=False)
    cache = click.option(
        "--cache-dir",
        type=folder,
        default=".termlint_cache",
        show_default=True,
        help="Where verdicts on examples are kept.",
    )
    fresh = click.option("--no-cache", is_flag=True, help="Try every example anew.")
    return configured(data_folders(cache(fresh(command))))


@site.command()
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder to make.")
@click.option("--url", help="Where the site will stand; else as meta.yaml says.", metavar="URL")
@_making
def build(
    *,
    out: Path,
    url: str | None,
    glossary: tuple[Path, ...],
    rules: tuple[Path, ...],
    builtin: bool,
    cache_dir: Path,
    no_cache: bool,
    color: str,
) -> None:
    """Build the website into a folder, in place of the one built there before."""
    from termlint import data
    from termlint.site import build as building
    from termlint.site import sources

    cache = None if no_cache else cache_dir
    made = sources.of(data.Folders(glossary, rules, builtin), cache, url)
    content = dict(building.files(made))
    building.write(content, out)
    put([f"{out}: {len(content)} files\n"], colour=color == "always")
