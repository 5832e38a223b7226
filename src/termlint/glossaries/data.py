"""The glossary and the rules that a run uses: those that come with termlint, those of given folders, or both."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from termlint.errors import TermlintError
from termlint.glossaries import prepared, shipped

if TYPE_CHECKING:
    from termlint.vocabulary import Glossary, Ruleset


class Folders(NamedTuple):
    """Where to read; of two entries with the same name the later one counts."""

    glossary: tuple[Path, ...] = ()
    rules: tuple[Path, ...] = ()
    builtin: bool = True


def load(folders: Folders, *, whole: bool = True) -> tuple[Glossary, Ruleset]:
    """The terms and the rules of some folders; what no draft is checked by may be missing if not the `whole`."""
    if folders != Folders():
        return _read(folders)
    copy = prepared.find()
    loaded = copy and prepared.load(copy, whole=whole)
    if loaded:
        return loaded
    before = prepared.now()
    read = _read(folders)
    prepared.keep(*read, before)
    return read


def terms(folders: Folders) -> Glossary:
    """The terms of some folders, with all that is said of them; their rules are not looked at."""
    if folders.builtin and not folders.glossary:
        return load(Folders())[0]
    from termlint.glossaries import glossary

    return glossary.load(glossaries(folders))


def expect_terms(glossary: Glossary) -> None:
    """Raise `TermlintError` where there is nothing that could be found in a draft."""
    if not glossary.terms:
        raise TermlintError(
            "there is no term to look for: name a folder of terms with --glossary, or keep the built-in ones"
        )


def forms() -> tuple[str, ...]:
    """The written forms of every built-in term."""
    if copy := prepared.find():
        return copy.forms
    return tuple(form for term in load(Folders())[0].terms.values() for form in term.forms)


def digest(folders: Folders) -> str:
    """What changes with anything that the terms and the rules of some folders say."""
    from hashlib import blake2b

    hashed = blake2b(prepared.current().encode() if folders.builtin else b"", digest_size=20)
    for kind, given in (("glossary", folders.glossary), ("rules", folders.rules)):
        for folder in given:
            hashed.update(f"\n{kind} {folder}".encode(errors="surrogateescape"))
            for path in filter(Path.is_file, sorted(folder.glob("*.yaml"))):
                content = path.read_bytes()
                hashed.update(f"\n{path.name}:{len(content)}:".encode(errors="surrogateescape") + content)
    return hashed.hexdigest()


def _read(folders: Folders) -> tuple[Glossary, Ruleset]:
    """The terms and the rules as the YAML has them."""
    from termlint.glossaries import glossary, rules
    from termlint.reading import predicates

    read = glossary.load(glossaries(folders))
    return read, rules.load(rule_folders(folders), read, predicates.ARGUMENTS)


def glossaries(folders: Folders) -> list[Path]:
    """The folders with terms, in the order in which they count."""
    return [shipped.folder("glossary")] * folders.builtin + list(folders.glossary)


def rule_folders(folders: Folders) -> list[Path]:
    """The folders with rules, in the order in which they count."""
    return [shipped.folder("rules")] * folders.builtin + list(folders.rules)
