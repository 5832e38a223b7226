"""Checks of the installation and its settings, each made whatever the others found."""

from __future__ import annotations

import platform
import shutil
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from termlint import __version__, names
from termlint.curation import curating
from termlint.errors import TermlintError
from termlint.glossaries import data, prepared
from termlint.parsing import nlp
from termlint.project import config
from termlint.silencing import baseline_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PACKAGES = (
    "click",
    "jinja2",
    "markdown-it-py",
    "markupsafe",
    "mdit-py-plugins",
    "pathspec",
    "pyyaml",
    "ruamel.yaml",
    "spacy",
)
"""What termlint imports."""
INSTALL_AGAIN = "install termlint again: pip install --force-reinstall termlint"


class Check(NamedTuple):
    """The outcome of one check; `detail` says what is wrong and what to do."""

    name: str
    good: bool
    detail: str


def checks(terminal: str) -> Iterator[Check]:
    """The outcomes of all checks; `terminal` says how output would look."""
    yield Check("termlint", good=True, detail=f"{__version__}, Python {platform.python_version()}, {platform.system()}")
    yield _checked("packages", _packages)
    yield _checked("model", _model)
    yield _checked("settings", _settings)
    yield _checked("glossary", _glossary)
    yield _checked("copy", _copy)
    yield Check("git", good=True, detail=shutil.which("git") or "not found: --diff-base needs it")
    yield Check("terminal", good=True, detail=terminal)


def _checked(name: str, look: Callable[[], str]) -> Check:
    """A check that is good unless it raises an error."""
    try:
        return Check(name, good=True, detail=look())
    except TermlintError as error:
        return Check(name, good=False, detail=str(error))
    except Exception as error:  # noqa: BLE001 - whatever is broken here, the rest is still looked at
        return Check(name, good=False, detail=f"{type(error).__name__}: {error}; {INSTALL_AGAIN}")


def _packages() -> str:
    """The versions of the packages in use."""
    versions = {name: _version(name) for name in PACKAGES}
    if absent := [name for name, version in versions.items() if not version]:
        raise TermlintError(f"not installed: {', '.join(absent)}; {INSTALL_AGAIN}")
    return ", ".join(f"{name} {version}" for name, version in versions.items())


def _version(name: str) -> str:
    """The version of an installed package; empty if it is not installed."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _model() -> str:
    """The language model; it is loaded as for a draft, which verifies its weights."""
    language = nlp.load(())
    meta = language.meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}, with the weights of its release, in {language.path}"


def _settings() -> str:
    """Which settings are in force."""
    found = config.load()
    if baseline := found.values.get("baseline"):
        baseline_file.load(Path(str(baseline)))
    return f"{found.path}: {', '.join(found.values) or 'empty'}" if found.path else "no file: the defaults apply"


def _glossary() -> str:
    """The size of the glossary and rules in force here; all names in the settings must exist in them."""
    try:
        found = config.load()
    except TermlintError:
        found = config.Config()
    terms, ruleset = curating.validated(found.folders())
    found.check_names(names.of(terms, ruleset))
    data.expect_terms(terms)
    return curating.summary(terms, ruleset)


def _copy() -> str:
    """The prepared copy of the built-in data; it must be made from the YAML beside it."""
    copy = prepared.find()
    if copy is None:
        return "none that is up to date: the built-in glossary is read from YAML, which takes longer"
    if not prepared.matches(copy):
        raise TermlintError(f"{copy.path} does not match the glossary and rules beside it; {INSTALL_AGAIN}")
    return f"{copy.path}, up to date with the YAML"
