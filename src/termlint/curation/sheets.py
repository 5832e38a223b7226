"""Senses for a glossary from a table, as a spreadsheet saves it: a row is a sense, and a term that is new is begun."""

from __future__ import annotations

import csv
import io
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from termlint.curation import additions
from termlint.curation.additions import Sense, Term
from termlint.disk import files
from termlint.errors import DataError
from termlint.exports.csv import FORMULA
from termlint.exports.csv import SENSES as EXPORTED
from termlint.glossaries import entries
from termlint.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from termlint.curation.additions import Home

COLUMNS = ("term", "forms", "summary", "id", "label", "short", "definition", "domain", "sources")
"""What is read of a table; the others of an exported one say nothing of a new sense."""
NEEDED = ("term", "short", "definition")
UNWRITTEN = "Not written yet."
"""The summary of a new term, where the table has none."""
_NAMED = re.compile(r"\(([^()]+)\)$")
"""What tells a sense apart in its label: *agent (the acting side)*."""


class Row(NamedTuple):
    """A row of a table: the line it begins in, and its cells by their headings."""

    line: int
    cells: Mapping[str, str]


class Added(NamedTuple):
    """What came of a table."""

    paths: tuple[Path, ...]
    """The files that changed."""
    senses: int
    known: int
    """Senses that the glossary had before, and that stay as they are."""
    passed_over: tuple[str, ...]
    """Headings of columns that are not read."""


class Table:
    """A table that is read into a glossary, with what is wrong with it."""

    def __init__(self, home: Home, file: Path, *, domain: str, source: str) -> None:
        """`domain` and `source` are for the rows that name none."""
        self.home = home
        self.file = file
        self.domain = domain
        self.source = source
        self.problems: list[Problem] = []
        self.unlisted = cache(lambda kind, name: additions.unlisted(home, kind, name))

    def add(self, day: str) -> Added:
        """Write the senses that are not there yet, all or none of them; `day` is when, written YYYY-MM-DD."""
        headings, rows = self._rows()
        by_term: dict[str, list[Row]] = {}
        for row in rows:
            by_term.setdefault(entries.slug(row.cells["term"]), []).append(row)  # in any case, with hyphens or spaces
        changed: dict[Path, str] = {}
        added = 0
        for slug, own in by_term.items():
            lemma = own[0].cells["term"]
            if complaint := entries.lemma_complaint(lemma) if lemma else "there is no term":
                self._complain(own[0], complaint)
                continue
            path = self.home.folder / f"{slug}.yaml"
            senses = self._senses(own, additions.ids(path, "senses") if path.is_file() else ())
            if not path.is_file() and not any(sense.sources for sense in senses):
                self._complain(own[0], "a new term needs a source: in the column 'sources', or with --source")
            added += len(senses)
            if senses and not self.problems:
                changed[path] = self._text(path, lemma, own, senses, day)
        if self.problems:
            raise DataError(self.problems)
        additions.save(self.home, changed)
        passed_over = tuple(heading for heading in headings if heading not in {*COLUMNS, *EXPORTED, ""})
        return Added(tuple(changed), added, len(rows) - added, passed_over)

    def _text(self, path: Path, lemma: str, rows: Sequence[Row], senses: Sequence[Sense], day: str) -> str:
        """The file of a term with its new senses."""
        if path.is_file():
            return additions.with_items(path, "senses", [sense.entry() for sense in senses])
        forms = tuple(form for row in rows for form in _listed(row.cells.get("forms", "")))
        summary = next((text for row in rows if (text := row.cells.get("summary", ""))), UNWRITTEN)
        return additions.term_text(path, Term(lemma, forms, summary, tuple(senses)), day)

    def _senses(self, rows: Sequence[Row], known: Sequence[str]) -> list[Sense]:
        """The senses of a term that are not among those known."""
        senses: dict[str, Sense] = {}
        for row in rows:
            cells = row.cells
            label, written = cells.get("label", ""), cells.get("id", "").rpartition(".")[2]
            named = _NAMED.search(label)
            name = written or entries.slug(named[1] if named else label)
            if name in known:
                continue
            complaints = [
                "a sense needs an id or a label" if not name else entries.id_complaint(name),
                f"the id '{name}' is here twice" if name in senses else "",
                entries.short_complaint(cells["short"]) if cells["short"] else "there is no short text",
                "" if cells["definition"] else "there is no definition",
                self.unlisted("domain", domain)
                if (domain := cells.get("domain") or self.domain)
                else "there is no domain",
            ]
            cited = cells.get("sources", "").splitlines() or ([self.source] if self.source else [])
            sources = [_citation(line) for line in cited if line.strip()]
            complaints += [self.unlisted("source", source) for source, _ in sources]
            for complaint in filter(None, complaints):
                self._complain(row, complaint)
            texts = label or f"{cells['term']} ({name})", cells["short"], cells["definition"], domain
            senses[name] = Sense(name, *texts, tuple(sources))
        return list(senses.values())

    def _rows(self) -> tuple[list[str], list[Row]]:
        """The headings of the table and its rows, without those that are empty."""
        text = files.read(self.file)
        if isinstance(text, Problem):
            raise DataError([text])
        lines = self._lines(text.removeprefix("\ufeff"))
        headings = [cell.strip().lower() for cell in next(lines, (1, []))[1]]
        complaints = [
            f"there is no column '{name}'; headings here: {', '.join(filter(None, headings)) or 'none'}"
            for name in NEEDED
            if name not in headings
        ]
        complaints += [f"there are two columns '{name}'" for name in COLUMNS if headings.count(name) > 1]
        if complaints:
            raise DataError([Problem(str(self.file), complaint, 1, 1) for complaint in complaints])
        rows = []
        for line, cells in lines:
            row = Row(line, dict(zip(headings, map(_plain, cells + [""] * len(headings)), strict=False)))
            if any(map(str.strip, cells[len(headings) :])):
                self._complain(row, "there are more cells than headings")
            if any(row.cells.values()):
                rows.append(row)
        return headings, rows

    def _lines(self, text: str) -> Iterator[tuple[int, list[str]]]:
        """The rows as they are written, with the line that each begins in."""
        head = text.partition("\n")[0]
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), strict=True)
        line = 1
        try:
            for cells in reader:
                yield line, cells
                line = reader.line_num + 1
        except csv.Error as error:
            message = f"this is not a table with quotes and commas: {error}"
            raise DataError([*self.problems, Problem(str(self.file), message, line, 1)]) from error

    def _complain(self, row: Row, message: str) -> None:
        self.problems.append(Problem(str(self.file), message, row.line, 1))


def _plain(cell: str) -> str:
    """What a cell says, without the apostrophe that keeps it from being taken for a formula."""
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA) else cell


def _listed(cell: str) -> list[str]:
    """The things in a cell, one in each line or with commas."""
    return [each.strip() for each in re.split(r"[,\n]", cell) if each.strip()]


def _citation(line: str) -> tuple[str, str]:
    """A source and the place in it, as an exported table has them: ``handbook, chapter 3``."""
    source, _, locator = line.partition(",")
    return source.strip(), locator.strip()
