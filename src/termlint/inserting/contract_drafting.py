"""A contract drafted from a text: the senses that prevail in it, and their insertion into its front matter."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from termlint.counting import counted
from termlint.errors import TermlintError
from termlint.markup import frontmatter, markdown
from termlint.model import UNUSED, Lines
from termlint.nodes import yamltext
from termlint.settling import contracts
from termlint.vocabulary import short_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from termlint.model import Document, Reading, Span
    from termlint.vocabulary import Glossary

READ = 0.5
"""How likely a sense must be for a use to count: of two equal ones, no words speak for either."""
PREVAILS, TOGETHER = 2 / 3, 0.8
"""The share of a term's clear uses at which one sense prevails, and at which two do together."""
CLEAR = 0.5
"""The share of a term's uses that must be clear."""


class Clause(NamedTuple):
    """What a draft seems to mean by one term."""

    term: str
    senses: tuple[str, ...]
    """The short ids of the senses that prevail, at most two; none where nothing does."""
    counts: tuple[tuple[str, int], ...]
    """How many uses clearly read as each sense, the most frequent first."""
    uses: int

    @property
    def remark(self) -> str:
        """The numbers in words."""
        read = [f"{number} {sense}" for sense, number in self.counts]
        unclear = self.uses - sum(number for _, number in self.counts)
        return f"{counted(self.uses, 'use')}: " + ", ".join([*read, *[f"{unclear} unclear"] * bool(unclear)])


def clauses(readings: Iterable[Reading]) -> tuple[Clause, ...]:
    """A clause for each term that is used, in the order of their first uses."""
    terms: dict[str, list[str]] = {}
    for reading in readings:
        if reading.status not in UNUSED:
            best = max(reading.scores, key=lambda sense: reading.scores[sense])
            short = short_id(best) if reading.scores[best] > READ else ""
            terms.setdefault(reading.mention.term, []).append(short)
    return tuple(_clause(term, read) for term, read in terms.items())


def _clause(term: str, read: Sequence[str]) -> Clause:
    counts = tuple(Counter(filter(None, read)).most_common())
    clear = sum(number for _, number in counts)
    senses: tuple[str, ...] = ()
    for size, share in ((1, PREVAILS), (2, TOGETHER)):
        if clear >= CLEAR * len(read) and sum(number for _, number in counts[:size]) >= share * clear:
            senses = tuple(sense for sense, _ in counts[:size])
            break
    return Clause(term, senses, counts, len(read))


def as_yaml(found: Sequence[Clause]) -> Iterator[str]:
    """The lines of a contract, with the numbers as comments; a term for which no sense prevails is just a comment."""
    yield "termlint:"
    for clause in found:
        if clause.senses:
            yield f"  {_entry(clause)} # {clause.remark}"
        else:
            yield f"  # {clause.term}: no sense prevails in {clause.remark}"


def inserted(document: Document, found: Sequence[Clause], glossary: Glossary) -> str:
    """The source of a draft with the clauses in its front matter, which is added if there is none.

    Terms that are already in it are left alone. `TermlintError` if nothing is to be added, or if anything else in the
    draft would change.
    """
    stated = {clarifier.term for clarifier in contracts.read(document, glossary).clarifiers}
    new = [clause for clause in found if clause.senses and clause.term not in stated]
    if not new:
        raise TermlintError(f"{document.path}: no term to add to its contract")
    at, text = _insertion(document, new)
    source = document.source[:at] + text.replace("\n", Lines(document.source).ending) + document.source[at:]
    _verify(document, source, new, glossary)
    return source


def _insertion(document: Document, new: Sequence[Clause]) -> tuple[int, str]:
    """What to insert, and where."""
    source, span = document.source, document.front_matter
    toml = frontmatter.is_toml(document)
    entries = [_entry(clause, toml=toml) for clause in new]
    under_key = "termlint:\n" + "".join(f"  {entry}\n" for entry in entries)
    if span is None:
        return int(source.startswith("\ufeff")), f"---\n{under_key}---\n\n"
    if toml:
        return _toml_insertion(source, span, entries)
    settings = frontmatter.settings(document)
    if not settings.keys:
        return span.end, under_key
    line, column = min(settings.keys.values())
    at = Lines(source).starts[line - 1]
    return at, "".join(f"{' ' * (column - 1)}{entry}\n" for entry in entries)


def _toml_insertion(source: str, matter: Span, entries: Sequence[str]) -> tuple[int, str]:
    text = "".join(f"{entry}\n" for entry in entries)
    header = re.compile(r"^\[termlint\][^\n]*\n", re.MULTILINE).search(source, *matter)
    return (header.end(), text) if header else (matter.end, f"\n[termlint]\n{text}")


def _verify(document: Document, source: str, new: Sequence[Clause], glossary: Glossary) -> None:
    """Raise `TermlintError` unless the contract says what it should and the text is as it was."""
    after = markdown.read(document.path, source)
    contract = contracts.read(after, glossary)
    said = {c.term: tuple(map(short_id, c.senses)) for c in contract.clarifiers}
    same = _addable(document) and [block.text for block in after.blocks] == [block.text for block in document.blocks]
    if not same or contract.problems or any(said.get(clause.term) != clause.senses for clause in new):
        lines = "\n".join(as_yaml(new))
        message = f"its front matter cannot be edited automatically; add this yourself:\n{lines}"
        raise TermlintError(f"{document.path}: {message}")


def _addable(document: Document) -> bool:
    """Whether a line can be added to the front matter: it is closed and has one key a line."""
    if document.front_matter is None:  # other forms, of Hugo and Pandoc, must stay at the top
        return not re.match(r"\ufeff?(?:\{\s*$|% )", document.source, re.MULTILINE)
    matter, rest = document.source[slice(*document.front_matter)], document.source[document.front_matter.end :]
    return not matter.lstrip().startswith("{") and rest.startswith(("---", "...", "+++"))


def _entry(clause: Clause, *, toml: bool = False) -> str:
    """A term and its senses as YAML, or as TOML."""
    quote = json.dumps if toml else _scalar
    senses = [quote(sense) for sense in clause.senses]
    bare = not toml or re.fullmatch(r"[\w-]+", clause.term, re.ASCII)
    term = clause.term if bare and _scalar(clause.term) == clause.term else json.dumps(clause.term, ensure_ascii=False)
    return term + (" = " if toml else ": ") + (senses[0] if len(senses) == 1 else f"[{', '.join(senses)}]")


def _scalar(text: str) -> str:
    """A text as YAML, in quotes where it needs them."""
    plainly = re.fullmatch(r"[\w][\w -]*", text) and yamltext.plain(yamltext.parse(text, "")) == text
    return text if plainly else json.dumps(text, ensure_ascii=False)
