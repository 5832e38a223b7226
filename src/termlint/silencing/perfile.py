"""Names that are ignored in some files, by patterns of paths."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from termlint.disk import files, gitignore
from termlint.disk.gitignore import Ignores
from termlint.silencing.selection import called, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from termlint.names import Names
    from termlint.reading.findings import Bite


class PerFile(NamedTuple):
    """Patterns as in .gitignore, each with the names that are ignored in the files that match."""

    ignored: tuple[tuple[Ignores, frozenset[str]], ...] = ()

    def resolved(self, names: Names) -> PerFile:
        """The same with all names resolved."""
        return PerFile(tuple((pattern, frozenset(map(names.find, ignored))) for pattern, ignored in self.ignored))

    def sift(self, path: str, bites: Sequence[Bite]) -> Sequence[Bite]:
        """The bites in a draft whose rules are not ignored there by any of their names."""
        if not self.ignored or not bites:
            return bites
        names = self.names(path)
        return [bite for bite in bites if names.isdisjoint(called(bite.rule, bite.level))]

    def names(self, path: str) -> frozenset[str]:
        """The names ignored in a draft."""
        place = files.placed(Path(path))
        matching = (names for pattern, names in self.ignored if gitignore.excluded(place, (pattern,), is_folder=False))
        return frozenset().union(*matching)


def of(folder: Path, table: Mapping[str, Iterable[str]]) -> PerFile:
    """From a table of patterns, relative to a folder, with the names to ignore."""
    real = folder.resolve()
    return PerFile(tuple((Ignores(real, (pattern,)), listed(names)) for pattern, names in table.items()))
