"""A glance at a draft's raw text: most drafts in which no term is written need neither a Markdown parser nor YAML.

Wrong in one direction only: a draft in which `mentions.find` finds something may never be passed over.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from termlint.model import STAND_INS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[^\W_]+")
_START, _END = r"(?<![^\W_])", r"(?![^\W_])"
"""Where a word may start and end. Markup parts words, too, but an underscore within a word may be markup."""
_STAND_IN = re.compile("|".join(STAND_INS), re.IGNORECASE)
"""A form with the letters of a word that stands in for what is no prose need not be in the source."""
_GLUE = re.compile(r"&#?\w+;|~~|:`|(?:[>)}%;|]|\](?!\())(?:[^\w\s>)}%;|\]]|_|\](?=\())*[^\W_]")
"""Where a word may be put together from parts that stand apart in the source: an entity, what is struck out, a role of
reStructuredText, or the end of a tag, link, note or comment with a letter after it. It goes on from the last of a row
of such ends: from each, rows would take time as their square."""

_BETWEEN = re.compile(r"[\W_]+")
"""What may part the letters of a word."""
_LIKE = str.maketrans("\u0130\u0131\u017f", "iis")
"""Letters that a pattern takes for one of ASCII in another case, and `str.lower` does not."""

_COMMENT = re.compile(
    r"(?:<!--|%%|\{/\*)\s*termlint-|(?:^|[{,])[ \t\[]*[\"']?termlint[\"']?[ \t]*[:=.\]]", re.MULTILINE
)
"""What may be said to termlint: a comment, or a key of front matter."""


class Glance:
    """Tells whether any of some written forms may stand in a text."""

    def __init__(self, forms: Iterable[str]) -> None:
        self.forms = tuple(dict.fromkeys(tuple(sorted({*_parts(form.lower())})) for form in forms))
        self.blind = () in self.forms

    def __call__(self, source: str) -> bool:
        """Whether a form may stand in a source, or something said to termlint; no means that none does."""
        if self.blind or _COMMENT.search(source) or _GLUE.search(source):
            return True
        # Patterns are compiled, which takes time, only for forms whose letters are there: as they are, or else parted.
        lower = source.translate(_LIKE).lower()
        return self._in(source, lower) or self._in(source, _BETWEEN.sub("", lower))

    def _in(self, source: str, letters: str) -> bool:
        """Whether a form may stand in a source whose letters, at least, are some."""
        # `all` alone would take most of the time of a folder of many small files.
        near = (
            form for form in self.forms if form[0].letters in letters and all(part.letters in letters for part in form)
        )
        return any(all(part.pattern.search(source) for part in form) for form in near)


class _Part(NamedTuple):
    """What of a form must be in the source: a word, or a piece of one."""

    letters: str
    """Its letters, as they stand in `str.lower` of a source where nothing parts them; none if that cannot be told."""
    written: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """What finds it, whatever markup and invisible characters stand between its letters."""
        return _compiled(self.written)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _parts(form: str) -> Iterator[_Part]:
    """What of a form must be in the source: its words, without what may stand in for something else."""
    for word in _WORD.findall(form):
        pieces = _STAND_IN.split(word)
        last = len(pieces) - 1
        for i, piece in enumerate(pieces):
            if piece:
                spread = r"[\W_]*".join(map(re.escape, piece))
                written = f"{_START if i == 0 else ''}{spread}{_END if i == last else ''}"
                yield _Part(piece if piece.isascii() else "", written)
