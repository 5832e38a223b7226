"""termlint flags alignment terms that readers may take in two ways, and offers a caveat instead of another word.

`check`, `fix` and `load_glossary` are what other programs call; nothing is loaded before they are.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from termlint.errors import TermlintError
    from termlint.library import check, fix, load_glossary
    from termlint.model import Caveats, Evidence, Finding, Lines, Problem, Reading, Report, Span
    from termlint.vocabulary import Glossary

__all__ = [
    "Caveats",
    "Evidence",
    "Finding",
    "Glossary",
    "Lines",
    "Problem",
    "Reading",
    "Report",
    "Span",
    "TermlintError",
    "check",
    "fix",
    "load_glossary",
]
__version__ = "0.1.0"

_CALLS = ("check", "fix", "load_glossary")
_HOMES = {
    "TermlintError": "termlint.errors",
    "Glossary": "termlint.vocabulary",
    **dict.fromkeys(_CALLS, "termlint.library"),
}
"""The modules of the names above; all others are in the model."""


if not TYPE_CHECKING:  # to which any name would be one of the module's

    def __getattr__(name: str) -> object:
        """A name of `__all__`, from its module."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_HOMES.get(name, "termlint.model")), name)
