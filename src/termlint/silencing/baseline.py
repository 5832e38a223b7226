"""A baseline: the findings in a repository's drafts that are known and so not reported.

It has no line numbers. A finding is identified by its draft, its rule and a fingerprint of its sentence, and counted,
so that it stays known when the text moves, is rewrapped, or changes elsewhere. Drafts are named relative to the
baseline's folder. What is known of a draft that is gone counts in every draft, since that one may have been renamed.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from termlint.disk import files
from termlint.model import Trace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from termlint.model import Document
    from termlint.names import Names
    from termlint.reading.findings import Bite

Known = Counter[tuple[str, str]]
"""How many findings with each rule and fingerprint are known in a draft."""
_NONE: Known = Counter()
_NOTHING: Mapping[str, Any] = {}
"""A plain dictionary, since a baseline is sent to other processes."""
_WORD = re.compile(r"\w+")


class Baseline(NamedTuple):
    """The known findings, by the names of their drafts."""

    path: Path = Path()
    known: Mapping[str, Known] = _NOTHING
    complete: bool = False
    """Whether everything that it can record counts as known: for a baseline that is being written."""
    lost: Known = _NONE
    """What is known of drafts that are gone, all together."""
    folded: Mapping[str, str] = _NOTHING
    """Its names of drafts, by what they are where upper and lower case are alike."""

    def takes(self, draft: str) -> bool:
        """Whether all of a draft counts as known; standard input, which is in no file, never does."""
        return self.complete and recorded(draft)

    def resolved(self, names: Names) -> Baseline:
        """The same with the present names of all rules."""
        now = {rule: names.find(rule) or rule for counts in self.known.values() for rule, _ in counts}
        return self._replace(
            known={draft: _called(counts, now) for draft, counts in self.known.items()}, lost=_called(self.lost, now)
        )

    def own(self, draft: str) -> Known:
        """What is known under the name of a draft."""
        return self.known.get(self.called(draft), _NONE) if self.known else _NONE

    def called(self, draft: str) -> str:
        """What it calls a draft, or would: where a disk takes *A.md* for *a.md*, it is the name that is known."""
        name = named(self.path, draft)
        if name in self.known:
            return name
        other = self.folded.get(name.casefold())
        return other if other and _same(self.path.parent / other, draft) else name

    def sift(self, bites: Sequence[Bite], document: Document) -> Sequence[Bite]:
        """The bites that are not known; of several in one sentence, warnings count as known first, then the earlier."""
        if self.takes(document.path):
            return []
        if not self.known:
            return bites
        own, lost = self.own(document.path), self.lost if self.lost and recorded(document.path) else _NONE
        met: Known = Counter()
        new = []
        for number, bite in sorted(enumerate(bites), key=lambda item: item[1].level == "suggestion"):
            key = bite.rule.id, fingerprint(bite, document)
            met[key] += 1
            if met[key] > own[key] + lost[key]:
                new.append(number)
        return [bites[number] for number in sorted(new)]


def of(path: Path, known: Mapping[str, Known]) -> Baseline:
    """The baseline at a path, with what is lost because its draft is no longer a file."""
    gone = (counts for draft, counts in known.items() if not stands(path, draft))
    folded = {draft.casefold(): draft for draft in known}
    return Baseline(path, known, lost=sum(gone, Counter()), folded=folded)


def stands(baseline: Path, draft: str) -> bool:
    """Whether a draft is still at the place by which a baseline names it."""
    return recorded(str(baseline.parent / draft))


def _same(path: Path, other: str) -> bool:
    """Whether two paths lead to one file."""
    try:
        return os.path.samefile(path, other)  # noqa: PTH121 - as in `recorded`
    except (OSError, ValueError):
        return False


def _called(counts: Known, now: Mapping[str, str]) -> Known:
    """The same under other names of the rules."""
    called: Known = Counter()
    for (rule, sentence), count in counts.items():
        called[now[rule], sentence] += count
    return called


def recorded(draft: str) -> bool:
    """Whether a baseline can record the findings in a draft."""
    return os.path.isfile(draft)  # noqa: PTH113 - Path.is_file raises where a name is too long or out of reach


def named(baseline: Path, draft: str) -> str:
    """A draft's name in a baseline: its path relative to the baseline's folder, or the whole path on another drive."""
    place = files.placed(Path(draft))
    with contextlib.suppress(ValueError):
        place = Path(os.path.relpath(place, files.placed(baseline).parent))
    return files.shown(place)


def fingerprint(bite: Bite, document: Document) -> str:
    """A hash of the words of a bite's sentence, whatever their case and punctuation."""
    mention = bite.reading.mention
    text = document.sentence(mention)
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:12]


def traces(bites: Iterable[Bite], wanted: Iterable[Bite], document: Document) -> tuple[Trace, ...]:
    """What a baseline remembers of some bites; `wanted` are those that the run reports."""
    kinds = {(bite.rule.id, bite.level) for bite in wanted}
    return tuple(
        Trace(bite.rule.id, fingerprint(bite, document), (bite.rule.id, bite.level) in kinds) for bite in bites
    )
