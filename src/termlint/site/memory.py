"""Verdicts kept from one build to the next, as long as nothing that they depend on has changed."""

from __future__ import annotations

import contextlib
import json
import os
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from termlint import data, rules
from termlint.model import Span
from termlint.names import Said
from termlint.site import VERDICTS, verdicts
from termlint.site.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from termlint.data import Folders
    from termlint.model import Glossary
    from termlint.site.verdicts import Verdicts

OUTSIDE = {"site", "reporters", "exports", "cli"}
"""The parts of the program that no verdict depends on, but for one file of the first."""


def keys(folders: Folders, terms: Glossary) -> dict[str, str]:
    """By lemma, what changes with anything that the verdicts on its examples depend on."""
    shared = [_program(), version("spacy"), terms.url, *map(_digest, _shared(folders))]
    return {
        lemma: sha256("\n".join([*shared, *map(_digest, _own(folders, term.slug))]).encode()).hexdigest()
        for lemma, term in terms.terms.items()
    }


def read(folder: Path, wanted: Mapping[str, str]) -> dict[str, Verdicts]:
    """By lemma, the verdicts that still hold; whatever cannot be read holds none."""
    try:
        kept = json.loads((folder / VERDICTS).read_text(encoding="utf-8"))
        return {
            lemma: {(lemma, text): _verdict(each) for text, each in kept[lemma]["verdicts"].items()}
            for lemma, key in wanted.items()
            if lemma in kept and kept[lemma]["key"] == key
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def write(folder: Path, made: Mapping[str, str], said: Verdicts) -> None:
    """Keep verdicts; where that cannot be done, the next build takes longer."""
    kept: dict[str, dict[str, object]] = {lemma: {"key": key, "verdicts": {}} for lemma, key in made.items()}
    for (lemma, text), verdict in said.items():
        found = kept[lemma]["verdicts"]
        assert isinstance(found, dict)  # noqa: S101 - as just made
        found[text] = verdict
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
        new = folder / f"{VERDICTS}.{os.getpid()}"
        new.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        new.replace(folder / VERDICTS)


def _verdict(written: tuple[list[list[str]], list[list[int]], str]) -> Verdict:
    said, spans, sense = written
    found = tuple(Span(int(start), int(end)) for start, end in spans)
    return Verdict(tuple(Said(str(rule), str(conflation)) for rule, conflation in said), found, str(sense))


def _program() -> str:
    """A digest of the code that judges."""
    package = Path(data.__file__).parent
    judging = (path for path in package.rglob("*.py") if path.relative_to(package).parts[0] not in OUTSIDE)
    paths = [*sorted(judging), Path(verdicts.__file__)]
    return sha256(b"".join(sha256(path.read_bytes()).digest() for path in paths)).hexdigest()


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _own(folders: Folders, slug: str) -> Iterator[Path]:
    """The files about one term."""
    return (folder / f"{slug}.yaml" for folder in (*data.glossaries(folders), *data.rule_folders(folders)))


def _shared(folders: Folders) -> Iterator[Path]:
    """The files that are about all terms and tell what is reported."""
    return (folder / f"{name}.yaml" for folder in data.rule_folders(folders) for name in rules.SHARED)
