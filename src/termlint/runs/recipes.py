"""What a linter is made of, as a value: a linter holds a language model, and cannot be sent to another process."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from termlint.glossaries.data import Folders
    from termlint.linter import Linter
    from termlint.silencing.filters import Filters
    from termlint.vocabulary import Glossary, Ruleset

OBJECTS = 10_000
"""So many objects are made before some are looked through for garbage, of which there is little: a fifteenth less time
than with Python's own 700, for 15 MiB."""


class Recipe(NamedTuple):
    """What a linter is made of, in a form that can be sent to another process."""

    folders: Folders
    every: bool
    filters: Filters
    cache_folder: Path | None = None
    """The folder in which parses are kept from one run to the next."""

    def data(self) -> tuple[Glossary, Ruleset]:
        """The terms and the rules; what no draft is checked by may be missing."""
        from termlint.glossaries import data  # noqa: PLC0415 - what sends a recipe need not have loaded it

        return data.load(self.folders, whole=False)

    def linter(self, glossary: Glossary, ruleset: Ruleset) -> Linter:
        """The linter, of these, for a process that does nothing else but check drafts."""
        gc.set_threshold(OBJECTS)
        from termlint.linter import Linter  # noqa: PLC0415 - the same

        linter = Linter(glossary, ruleset, every=self.every, filters=self.filters, cache_folder=self.cache_folder)
        linter.parser.whole = False
        return linter
