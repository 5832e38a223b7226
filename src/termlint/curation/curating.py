"""What a curator's commands have in common: which folders are meant, whether they are sound, how files are written."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from termlint.counting import counted
from termlint.curation import upkeep
from termlint.disk import git, repository, writing
from termlint.errors import DataError, TermlintError
from termlint.glossaries import data, glossary, rules
from termlint.glossaries.entries import PUBLISHED_KINDS, SHARED
from termlint.reading import predicates
from termlint.vocabulary import Glossary, Ruleset

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_RULES = re.compile(rb"^(cues|rules):", re.MULTILINE)


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write files into a folder, which is made if need be; what else is in it stays.

    A hidden file is a program's settings: where others are there already, they are the user's own.
    """
    for path, text in ((folder / name, text) for name, text in files.items() if name.startswith(".")):
        if path.exists() and path.read_text(encoding="utf-8", errors="replace") != text:
            raise TermlintError(f"{path}: holds settings of your own: name another folder, and copy from there")
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        writing.replace(path, text.encode())


def own(glossary: Glossary, folders: Sequence[Path]) -> Glossary:
    """The same with the terms in some folders alone, the sources that these cite, and the domains of their senses."""
    here = {folder.resolve() for folder in folders}
    terms = {
        name: term
        for name, term in glossary.terms.items()
        if term.origin and Path(term.origin.path).parent.resolve() in here
    }
    alone = replace(glossary, terms=terms)
    citations = [each.sources for each in alone.senses()] + [each.sources for each in alone.conflations()]
    cited = {citation.source for each in citations for citation in each}
    fields = {sense.domain for sense in alone.senses()}
    return replace(
        alone,
        sources={name: source for name, source in glossary.sources.items() if name in cited},
        domains={name: label for name, label in glossary.domains.items() if name in fields},
    )


def validated(folders: data.Folders) -> tuple[Glossary, Ruleset]:
    """The glossary and the rules of some folders, after a look at what no draft needs: whether people can use them."""
    written = glossary.read(data.glossaries(folders))
    terms = glossary.built(written)
    ruleset = rules.load(data.rule_folders(folders), terms, predicates.ARGUMENTS)
    problems = (*rules.check(terms, ruleset), *upkeep.check(written, ruleset))
    if folders.builtin:  # what those name may be replaced here, and that is no fault of theirs
        shipped = glossary.builtin(), rules.builtin()
        problems = tuple(problem for problem in problems if Path(problem.path).parent not in shipped)
        problems += tuple(rules.copied(data.load(data.Folders())[1], ruleset))
    if problems:
        raise DataError(problems)
    return terms, ruleset


def published(folders: data.Folders) -> dict[str, tuple[str, ...]]:
    """The ids that the website has shown, by kind, as the files of some folders have them."""
    files = glossary.read(data.glossaries(folders)).published
    return {kind: tuple(str(name) for file in files for name in file.record.texts(kind)) for kind in PUBLISHED_KINDS}


def ids(terms: Glossary, ruleset: Ruleset, folder: Path) -> dict[str, list[str]]:
    """What has an address of its own on the website, by kind: the terms of a folder, and the rules about them."""
    here = [t for t in terms.terms.values() if t.origin and Path(t.origin.path).parent.resolve() == folder.resolve()]
    lemmas = {term.id for term in here}
    return {
        "terms": sorted(term.slug for term in here),
        "senses": sorted(sense.id for term in here for sense in term.senses),
        "conflations": sorted(conflation.id for term in here for conflation in term.conflations),
        "rules": sorted(rule.id for rule in ruleset.rules() if rule.term in lemmas),
    }


def before(folders: data.Folders, revision: str, temporary: Path) -> tuple[Glossary, Ruleset]:
    """The glossary and the rules as they were in a revision; its files are put into a temporary folder."""

    def old(number: int, folder: Path) -> Path:
        return _extracted(revision, folder, temporary / str(number) / folder.resolve().name)

    there = {old(number, folder): folder for number, folder in enumerate((*folders.glossary, *folders.rules))}
    kept = {copy: folder for copy, folder in there.items() if any(copy.iterdir())}
    was = data.Folders(
        tuple(copy for copy, folder in kept.items() if folder in folders.glossary),
        tuple(copy for copy, folder in kept.items() if folder in folders.rules),
        folders.builtin,
    )
    if not was.glossary and not was.builtin:
        return Glossary({}), Ruleset({})
    try:
        return data.load(was)
    except DataError as error:
        told = error
        for copy, folder in there.items():
            told = told.told_of(str(copy), f"{revision}:{folder}")
        raise told from None


def _extracted(revision: str, folder: Path, target: Path) -> Path:
    """A new folder with the YAML files that a folder had in a revision; none where the folder is newer than that."""
    commit = git.commit(folder, revision, revision)
    target.mkdir(parents=True)
    # Not git archive, which leaves out and changes what .gitattributes says about exports.
    for entry in git.run(folder, "ls-tree", "-z", f"{commit}:{_below(folder.resolve())}").stdout.split(b"\0")[:-1]:
        about, _, name = entry.partition(b"\t")
        mode, _, blob = about.decode().split()
        # What git stores under a name may be anything: only a work tree's names are checked.
        if mode.startswith("100") and name.endswith(b".yaml") and b"/" not in name:
            (target / os.fsdecode(name)).write_bytes(git.run(folder, "cat-file", "blob", blob).stdout)
    return target


def _below(folder: Path) -> str:
    """Where a folder stands in its repository, as git calls it; empty for the top."""
    return "/".join(folder.relative_to(repository.top(folder) or folder).parts)


def sorted_out(given: Sequence[Path], settled: data.Folders, *, needed: bool = True) -> data.Folders:
    """Which of some folders hold a glossary and which rules; without any, those of the settings.

    Where these name none either, they are ``glossary`` and ``rules`` of the current folder, one of which is `needed`.
    """
    if not given and (settled.glossary or settled.rules):
        return settled._replace(builtin=settled.builtin and not is_builtin(settled.glossary))
    wanted = [inner for folder in given or [Path()] for inner in _inside(folder)]
    if needed and not wanted:
        raise TermlintError("there is no folder called glossary or rules here; name the folders")
    with_rules = [folder for folder in wanted if _holds_rules(folder)]
    terms = [folder for folder in wanted if folder not in with_rules]
    return data.Folders(tuple(terms), tuple(with_rules), settled.builtin and not is_builtin(terms))


def summary(terms: Glossary, ruleset: Ruleset) -> str:
    """How much there is of everything."""
    numbers = {
        "term": len(terms.terms),
        "sense": len(list(terms.senses())),
        "conflation": len(list(terms.conflations())),
        "cue": sum(len(term.cues) for term in ruleset.terms.values()),
        "rule": len(list(ruleset.rules())),
    }
    return ", ".join(counted(number, noun) for noun, number in numbers.items())


def _inside(folder: Path) -> list[Path]:
    """A repository's folders of data; else the folder itself."""
    inner = [folder / name for name in ("glossary", "rules") if (folder / name).is_dir()]
    return inner or ([] if folder == Path() else [folder])


def _holds_rules(folder: Path) -> bool:
    if folder.name == "rules" or (folder / "lexicon.yaml").exists():
        return True
    files = (path for path in sorted(folder.glob("*.yaml")) if path.is_file() and path.stem not in SHARED)
    return any(_RULES.search(path.read_bytes()[:10_000]) for path in files)


def is_builtin(terms: Sequence[Path]) -> bool:
    """Whether the built-in glossary is among some folders."""
    return any(folder.resolve() == glossary.builtin().resolve() for folder in terms)
