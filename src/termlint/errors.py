"""The errors that a user is shown as they stand, without a traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from termlint.model import Problem


class TermlintError(Exception):
    """Something the user can put right."""


class DataError(TermlintError):
    """What is wrong with a glossary, with rules or with settings: all of it, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems), key=lambda p: (p.path, p.line, p.column, p.message)))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def told_of(self, copy: str, original: str) -> DataError:
        """The same of what was copied, also where a message names another file of the copy."""
        return DataError(
            problem._replace(path=problem.path.replace(copy, original), message=problem.message.replace(copy, original))
            for problem in self.problems
        )
