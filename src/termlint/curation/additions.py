"""New entries for a glossary's files: everything else in them stays as it is, to the byte."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from termlint.curation import curating, tidying
from termlint.errors import DataError, TermlintError
from termlint.glossaries import data, entries
from termlint.guessing import Guesses
from termlint.nodes import editing, yamlfiles, yamltext
from termlint.nodes.editing import Inline
from termlint.nodes.schema import unknown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from termlint.model import Caveats, Problem
    from termlint.nodes.yamltext import Plain

ORDER = ("term", "forms", "shares", "summary", "status", "senses", "conflations", "examples", "history")
"""The keys of a term in the order in which the glossary has them."""
HEAD = "# Written by termlint glossary publish: ids that others may link to. List one with a new name under renamed.\n"


class Home(NamedTuple):
    """Where a glossary is: its folder, and those of its rules."""

    folder: Path
    rules: tuple[Path, ...]


class Sense(NamedTuple):
    """A sense to add; of a source its id and the place in it."""

    id: str
    label: str
    short: str
    definition: str
    domain: str
    sources: tuple[tuple[str, str], ...] = ()

    def entry(self) -> dict[str, object]:
        """The sense as its file has it."""
        sources = [_citation(*source) for source in self.sources]
        return {
            key: value for key, value in {**self._asdict(), "sources": sources}.items() if key != "sources" or value
        }


class Conflation(NamedTuple):
    """A conflation to add: its caveats by sense, and who pointed it out."""

    id: str
    senses: tuple[str, str]
    why: str
    situation: str
    caveats: Mapping[str, Caveats]
    source: tuple[str, str]

    def entry(self) -> dict[str, object]:
        """The conflation as its file has it."""
        keys = {"id": self.id, "senses": self.senses, "why": self.why, "situation": self.situation}
        caveats = {sense: texts._asdict() for sense, texts in self.caveats.items()}
        return {**keys, "sources": [_citation(*self.source)], "caveats": caveats}


class Term(NamedTuple):
    """A term to add, with its first senses."""

    lemma: str
    forms: Sequence[str]
    summary: str
    senses: Sequence[Sense]

    def entry(self, day: str) -> dict[str, object]:
        """The term as its file has it."""
        return {
            "term": self.lemma,
            "forms": tuple(dict.fromkeys([self.lemma, *self.forms])),
            "summary": self.summary,
            "status": "draft",
            "senses": [sense.entry() for sense in self.senses],
            "history": [Inline(date=day, change="First version.")],
        }


def term(home: Home, new: Term, day: str) -> Path:
    """A new file for a term; its path. `day` is when it came in, written YYYY-MM-DD."""
    path = new_file(home, new.lemma)
    return _saved(home, path, term_text(path, new, day))


def term_text(path: Path, new: Term, day: str) -> str:
    """What is in the new file for a term."""
    return editing.formatted(editing.fragment(new.entry(day), 0), str(path), tidying.modeline(path, rules=False))


def new_file(home: Home, lemma: str) -> Path:
    """Where a term is to be that is not there yet."""
    if complaint := entries.lemma_complaint(lemma):
        raise TermlintError(complaint)
    path = home.folder / f"{entries.slug(lemma)}.yaml"
    if path.exists():
        raise TermlintError(f"{path}: exists already; add a sense to it instead")
    return path


def expect_new(path: Path, key: str, name: str) -> None:
    """Refuse the id of a sense or a conflation that cannot be added to a term's file, whatever else it has."""
    if complaint := entries.id_complaint(name):
        raise TermlintError(complaint)
    if name in ids(path, key):
        raise TermlintError(f"{path}: the id '{name}' is taken")


def expect_senses(path: Path, names: Sequence[str]) -> None:
    """Refuse senses that are not in a term's file."""
    known = ids(path, "senses")
    if strange := [name for name in names if name not in known]:
        raise TermlintError(f"{path}: {unknown('sense', strange[0], known, Guesses())}")


def ids(path: Path, key: str) -> list[str]:
    """The ids of the senses or the conflations in a term's file, or of the rules in one of those."""
    return [str(each["id"]) for each in listed(plain(path).get(key)) if isinstance(each, dict) and "id" in each]


def file_of(home: Home, slug: str) -> Path:
    """The file of a term that is there."""
    path = home.folder / f"{slug}.yaml"
    if slug in entries.RESERVED or not path.is_file():
        known = sorted(each.stem for each in home.folder.glob("*.yaml") if each.stem not in entries.RESERVED)
        raise TermlintError(f"{path}: there is no such term; terms here: {', '.join(known) or 'none'}")
    return path


def item(home: Home, path: Path, key: str, entry: object) -> Path:
    """One more sense, conflation or example in the file of a term; its path."""
    return _saved(home, path, with_items(path, key, [entry]))


def with_items(path: Path, key: str, items: Sequence[object]) -> str:
    """What is in the file of a term with more senses, conflations or examples."""
    return editing.with_items(tidying.read(path), key, items, ORDER, str(path))


def source(home: Home, name: str, keys: Mapping[str, object]) -> Path:
    """One more source; the path of the file with the sources."""
    path = home.folder / "sources.yaml"
    text = tidying.read(path) if path.exists() else ""
    return _saved(home, path, editing.with_entry(text, name, dict(keys), str(path)))


def at_hand(home: Home, kind: str) -> list[str]:
    """The names of the sources or the domains that an entry here may use, in whichever glossary they are listed."""
    files = [place / f"{kind}s.yaml" for place in data.glossaries(data.Folders((home.folder,)))]
    return list(dict.fromkeys(each for file in files if file.is_file() for each in plain(file)))


def unlisted(home: Home, kind: str, name: str) -> str:
    """What is wrong with the name of a source or a domain that no glossary lists which an entry here may use."""
    known = at_hand(home, kind)
    return "" if name in known else unknown(kind, name, known, Guesses())


def taken(home: Home, label: str) -> str:
    """What is wrong with the label of a new sense that one of this glossary has."""
    for path in yamlfiles.listed(home.folder, []):
        try:
            senses = listed(plain(path).get("senses"))
        except DataError:  # a file that cannot be read keeps nobody from adding to another
            continue
        for sense in senses:
            if isinstance(sense, dict) and str(sense.get("label")).lower() == label.lower():
                return f"the label {yamltext.shown(label)} is taken (by {path})"
    return ""


def published(home: Home, ids: Mapping[str, Sequence[str]]) -> int:
    """Note ids as published; how many are new. What is noted already stays as it is."""
    path = home.folder / "published.yaml"
    text = tidying.read(path) if path.exists() else ""
    known = plain(path, text)
    new = {kind: [name for name in names if name not in listed(known.get(kind))] for kind, names in ids.items()}
    order = (*entries.PUBLISHED_KINDS, "renamed")
    for kind, names in new.items():
        if names and text:
            text = editing.with_items(text, kind, names, order, str(path))
        elif names:
            text = HEAD + editing.fragment({kind: names}, 0)
    if any(new.values()):
        _saved(home, path, editing.formatted(text, str(path), tidying.modeline(path, rules=False)))
    return sum(map(len, new.values()))


def plain(path: Path, text: str | None = None) -> Mapping[str, Plain]:
    """The entries of a file, or of the text that it is to have; none where it has another shape."""
    noted = yamltext.plain(yamltext.parse(tidying.read(path) if text is None else text, str(path)))
    return noted if isinstance(noted, dict) else {}


def listed(noted: Plain) -> Sequence[Plain]:
    """The items of a list; none where there is no list."""
    return noted if isinstance(noted, list) else ()


def example(text: str, **expected: str | bool | tuple[str, ...]) -> Inline:
    """An example as its file has it."""
    return Inline(text=text, **{key: value for key, value in expected.items() if value})


def _citation(name: str, locator: str) -> Inline:
    return Inline(source=name, locator=locator) if locator else Inline(source=name)


def _saved(home: Home, path: Path, text: str) -> Path:
    """Write a file of a glossary; its path."""
    save(home, {path: text})
    return path


def save(home: Home, texts: Mapping[Path, str]) -> None:
    """Write some files of a glossary, if this and its rules have no problem with them that they did not have before."""
    if after := _problems(home, texts, builtin=False):
        before = _problems(home, {}, builtin=False)
        # What a glossary that does not stand by itself refers to may be built in.
        if before and not curating.is_builtin([home.folder]):
            before, after = (_problems(home, each, builtin=True) for each in ({}, texts))
        known = {problem._replace(line=0, column=0) for problem in before}
        if new := [problem for problem in after if problem._replace(line=0, column=0) not in known]:
            raise DataError(new)
    for path, text in texts.items():
        tidying.save(path, text)


def _problems(home: Home, changed: Mapping[Path, str], *, builtin: bool) -> tuple[Problem, ...]:
    """What would be wrong with a glossary and its rules if some of their files had other texts."""
    with tempfile.TemporaryDirectory() as temporary:
        copies = {}
        for number, folder in enumerate((home.folder, *home.rules)):
            copies[folder] = copy = Path(temporary) / f"{number}-"
            copy.mkdir()
            for path in yamlfiles.listed(folder, []):
                shutil.copy(path, copy)
        for path, text in changed.items():
            (copies[path.parent] / path.name).write_text(text, encoding="utf-8")
        try:
            curating.validated(
                data.Folders((copies[home.folder],), tuple(copies[each] for each in home.rules), builtin)
            )
        except DataError as error:
            for folder, copy in copies.items():
                error = error.told_of(str(copy), str(folder))
            return error.problems
    return ()
