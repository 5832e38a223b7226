"""What a run finds out about its baseline: what no longer occurs, and what to write into it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from termlint.counting import counted
from termlint.disk import files, writing
from termlint.silencing import baseline_file
from termlint.silencing.baseline import Baseline, recorded, stands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from termlint.model import Report, Trace
    from termlint.names import Names
    from termlint.silencing.baseline import Known


@dataclass
class Ledger:
    """A baseline, and what a run finds in the drafts it checks."""

    baseline: Baseline
    paths: Sequence[Path] = ()
    """The drafts and folders that are checked."""
    met: dict[str, Known] = field(default_factory=dict)
    """What was found in each draft that could be checked."""
    wanted: dict[str, Known] = field(default_factory=dict)
    """The part of it that would be reported if it were not known."""

    def follow(self, reports: Iterable[Report]) -> Iterator[Report]:
        """The same reports, noted as they pass."""
        for report in reports:
            if recorded(report.path) and all(problem.notice for problem in report.problems):
                draft = self.baseline.called(report.path)
                self.met[draft] = _counts(report.traces)
                self.wanted[draft] = _counts(trace for trace in report.traces if trace.wanted)
            yield report

    def outcome(self, names: Callable[[], Names]) -> Outcome:
        """What the run makes of the baseline, once it is over.

        Rules are renamed in the baseline only if something would be missing otherwise.
        """
        found = self._outcome(self.baseline)
        return self._outcome(self.baseline.resolved(names())) if found.gone or found.moved else found

    def _outcome(self, baseline: Baseline) -> Outcome:
        lost = Counter(baseline.lost)
        kept: dict[str, Known] = {}
        moved = 0
        for draft, met in self.met.items():
            own = baseline.known.get(draft, Counter()) & met
            taken = (met - own) & lost  # at most as much as was known, in whichever draft
            lost.subtract(taken)
            kept[draft] = own + taken
            moved += taken.total()
        return Outcome(baseline, dict(self._unmet(baseline, lost)) | kept, moved, self.wanted)

    def _unmet(self, baseline: Baseline, lost: Known) -> Iterator[tuple[str, Known]]:
        """What is known of drafts that were not checked; those that are gone from a checked folder are left out."""
        searched = [path.resolve() for path in self.paths if path.is_dir()]
        for draft, known in baseline.known.items():
            place = files.placed(baseline.path.parent / draft)
            if stands(baseline.path, draft):
                yield draft, known
            elif not any(place.is_relative_to(folder) for folder in searched):
                left = known & lost
                lost.subtract(left)
                yield draft, left


class Outcome(NamedTuple):
    """What a run makes of a baseline."""

    baseline: Baseline
    kept: Mapping[str, Known]
    """The baseline without what no longer occurs, and with what is lost under the drafts where it was found."""
    moved: int
    """How much was found in another draft than the baseline names."""
    wanted: Mapping[str, Known]
    """What would be reported if it were not known."""

    @property
    def gone(self) -> int:
        """How much of the baseline no longer occurs."""
        return _total(self.baseline.known) - _total(self.kept)

    @property
    def next(self) -> Mapping[str, Known]:
        """The baseline to write: if it is to be complete, with everything that would be reported."""
        if not self.baseline.complete:
            return self.kept
        return {
            draft: self.kept.get(draft, Counter()) | self.wanted.get(draft, Counter())
            for draft in {*self.kept, *self.wanted}
        }

    def write(self) -> str:
        """Write the new baseline into its file; returns what to tell the user about it."""
        known = self.next
        writing.replace(self.baseline.path, baseline_file.dumped(known))
        total, drafts = _total(known), sum(map(bool, known.values()))
        told = f"{self.baseline.path}: {counted(total, 'known use')} in {counted(drafts, 'file')}"
        told += f", {self.moved} moved from files that are gone" if self.moved else ""
        return told + (f", {self.gone} that no longer occur removed" if self.gone else "")

    def told(self) -> Iterator[str]:
        """What to tell the user if nothing is written."""
        path = self.baseline.path
        if hidden := sum(self._hidden(draft, wanted) for draft, wanted in self.wanted.items()):
            yield f"not reported: {counted(hidden, 'known use')} ({path})"
        reasons = [f"can shrink by {self.gone}"] if self.gone else []
        reasons += [f"has {self.moved} under the names of files that are gone"] if self.moved else []
        if reasons:
            yield f"{path} {' and '.join(reasons)}: run termlint check --write-baseline {path} on the same paths"

    def _hidden(self, draft: str, wanted: Known) -> int:
        """How much of what would be reported in a draft is known."""
        own, lost = self.baseline.known.get(draft, Counter()), self.baseline.lost
        return sum(min(count, own[each] + lost[each]) for each, count in wanted.items())


def opened(path: Path, write: Path | None, *, grow: bool, paths: Sequence[Path] = ()) -> Ledger:
    """The ledger of a baseline in a file; a new one that is written, or one that is to `grow`, takes in everything.

    `paths` are what the run checks.
    """
    if write and not write.exists():
        return Ledger(Baseline(write, {}, complete=True), paths)
    return Ledger(baseline_file.load(write or path, merging=bool(write))._replace(complete=grow), paths)


def _counts(traces: Iterable[Trace]) -> Known:
    return Counter((trace.rule, trace.sentence) for trace in traces)


def _total(known: Mapping[str, Known]) -> int:
    return sum(counts.total() for counts in known.values())
