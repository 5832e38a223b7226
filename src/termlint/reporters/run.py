"""What a reporter gets beside the reports, and the shape that all of them have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from termlint.model import Finding, Report
from termlint.reporters.style import Style

if TYPE_CHECKING:
    from termlint.model import CaveatForm
    from termlint.vocabulary import Glossary

_GLOSS = re.compile(r"[^(]*\((.+)\)")


@dataclass(frozen=True)
class Run:
    """The run whose reports are written."""

    glossary: Callable[[], Glossary]
    """Reads the glossary; without a finding nobody needs it."""
    style: Style = field(default_factory=Style)
    """How text for people looks."""
    mentions: bool = False
    """Whether the reading of every mention is wanted, too, where a format has a place for it."""
    version: str = ""
    """Termlint's own."""
    folder: str = ""
    """The folder that relative paths start from: absolute, with forward slashes."""
    environment: Mapping[str, str] = field(default_factory=dict)
    fails: Callable[[Finding], bool] = lambda _: True
    """Whether a finding makes the run fail."""
    caveat: CaveatForm = "inline"
    """The size in which text for people shows the caveats."""

    @cached_property
    def glosses(self) -> Mapping[str, str]:
        """The few words that tell each sense from the others, by its id: what its label has in parentheses."""
        senses = self.glossary().senses()
        return {sense.id: found[1] if (found := _GLOSS.fullmatch(sense.label)) else sense.label for sense in senses}

    @cached_property
    def shorts(self) -> Mapping[str, str]:
        """What each sense is, in a line, by its id."""
        return {sense.id: sense.short for sense in self.glossary().senses()}


Writer = Callable[[Iterable[Report], Run], Iterator[str]]
"""Writes reports in pieces of text, as early as the format allows."""
