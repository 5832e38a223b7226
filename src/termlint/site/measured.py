"""How well each rule does on essays that people have graded, where that has been measured."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from termlint.errors import TermlintError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FILE = "measured.json"
"""In a folder of rules: ``{"rules": {"agent-persona": {"precision": 0.61, "n": 18}}}``."""


class Measured(NamedTuple):
    """Of `n` graded mentions that a rule flags, the share where one could ask for a caveat."""

    precision: float
    n: int


def load(folders: Iterable[Path]) -> dict[str, Measured]:
    """What has been measured, by rule; a later folder's figures count."""
    figures: dict[str, Measured] = {}
    for path in (folder / FILE for folder in folders):
        if path.is_file():
            try:
                rules = json.loads(path.read_text(encoding="utf-8"))["rules"]
                figures |= {str(rule): Measured(float(v["precision"]), int(v["n"])) for rule, v in rules.items()}
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise TermlintError(
                    f'{path}: expected {{"rules": {{"RULE": {{"precision": 0.61, "n": 18}}}}}}: {error!r}'
                ) from error
    return figures
