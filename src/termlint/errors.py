"""The errors that are shown to the user without a traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from termlint.model import Problem


class TermlintError(Exception):
    """Something that the user can fix."""


class DataError(TermlintError):
    """All that is wrong with a glossary, rules or settings, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems), key=lambda p: (p.path, p.line, p.column, p.message)))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def told_of(self, copy: str, original: str) -> DataError:
        """The same error with the original's path for that of a copy, in messages, too."""
        return DataError(
            problem._replace(path=problem.path.replace(copy, original), message=problem.message.replace(copy, original))
            for problem in self.problems
        )
