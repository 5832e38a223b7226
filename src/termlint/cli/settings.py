"""The options that say where settings are, and how they meet those of the command line."""

from __future__ import annotations

from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from termlint.disk import gitignore
from termlint.disk.files import Excluded
from termlint.project import config
from termlint.project.config import Config

if TYPE_CHECKING:
    from collections.abc import Callable


def configured(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options `--config` and `--no-config`; what the command line leaves open is as the settings file says.

    `in_force` has the file's settings, too, for what no option says.
    """

    @wraps(command)
    def run(*, config_file: object, no_config: object, **options: Any) -> Any:  # noqa: ANN401, ARG001 - as the command
        context = click.get_current_context()
        found = of_context(context)
        for name, default in options.items():
            if context.get_parameter_source(name) is ParameterSource.DEFAULT:
                options[name] = found.values.get(key_of(name), default)
        context.obj = found
        return command(**options)

    file = click.Path(path_type=Path, exists=True, dir_okay=False)
    where = click.option(
        "--config",
        "config_file",
        type=file,
        metavar="FILE",
        help="Settings file.  [default: the nearest termlint.yaml or pyproject.toml, from here up]",
    )
    nowhere = click.option("--no-config", is_flag=True, help="Use no settings file.")
    return where(nowhere(run))


def of_context(context: click.Context) -> Config:
    """The settings that a command's own options ask for."""
    if (file := context.params["config_file"]) and context.params["no_config"]:
        raise click.UsageError("--config and --no-config contradict each other: give only one of them")
    return Config() if context.params["no_config"] else config.load(file)


def excluding(where: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option that says what to pass over, and where."""
    said = f"Skip matching files in {where} (.gitignore syntax)."
    return click.option("--exclude", multiple=True, callback=_patterns, metavar="PATTERN", help=said)


def exclusion(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say what to pass over."""
    patterns = excluding("folders")
    force = click.option("--force-exclude/--no-force-exclude", help="Apply --exclude to named files, too.")
    return patterns(force(command))


def _patterns(_: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """The same patterns, once they are known to be some."""
    if complaints := [complaint for value in values if (complaint := gitignore.complaint(value))]:
        raise click.BadParameter("; ".join(complaints), param=param)
    return values


def in_force() -> Config:
    """The settings file of the command that runs."""
    return click.get_current_context().find_object(Config) or Config()


def excluded(patterns: tuple[str, ...], *, force: bool) -> Excluded:
    """What to pass over; patterns are relative to the settings file that has them, else to the current folder."""
    return Excluded(Path() if is_given("exclude") else in_force().folder, patterns, force)


def is_given(parameter: str) -> bool:
    """Whether the command line says something about a parameter of the command that runs."""
    return click.get_current_context().get_parameter_source(parameter) is not ParameterSource.DEFAULT


def key_of(parameter: str) -> str:
    """The key of a settings file that says the same as a parameter of a command."""
    return parameter.replace("_", "-")
