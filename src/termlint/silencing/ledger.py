"""What a run finds out about its baseline: what of it no longer occurs, and what it is to be from now on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from termlint.counting import counted
from termlint.disk import files, writing
from termlint.silencing import baseline_file
from termlint.silencing.baseline import Baseline, named, recorded, stands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from termlint.model import Report, Trace
    from termlint.names import Names
    from termlint.silencing.baseline import Known


@dataclass
class Ledger:
    """A baseline, and what a run meets in the drafts it checks."""

    baseline: Baseline
    paths: Sequence[Path] = ()
    """What is checked: drafts, and folders of drafts."""
    met: dict[str, Known] = field(default_factory=dict)
    """What stands in each draft that could be checked."""
    wanted: dict[str, Known] = field(default_factory=dict)
    """That of it which is to be reported, if it were not known."""

    def follow(self, reports: Iterable[Report]) -> Iterator[Report]:
        """The same reports, noted as they pass."""
        for report in reports:
            if recorded(report.path) and all(problem.notice for problem in report.problems):
                draft = named(self.baseline.path, report.path)
                self.met[draft] = _counts(report.traces)
                self.wanted[draft] = _counts(trace for trace in report.traces if trace.wanted)
            yield report

    def resolve(self, names: Callable[[], Names]) -> None:
        """Call rules what they are called now, where something does not occur by what the baseline calls it."""
        if any(self._differs()):
            self.baseline = self.baseline.resolved(names())

    def shrunk(self) -> Mapping[str, Known]:
        """The baseline with what no longer occurs left out, and what is lost where it was met."""
        lost = Counter(self.baseline.lost)
        kept: dict[str, Known] = {}
        for draft, met in self.met.items():
            own = self.baseline.known.get(draft, Counter()) & met
            taken = (met - own) & lost  # no more than was known, whoever has it
            lost.subtract(taken)
            kept[draft] = own + taken
        return dict(self._unmet(lost)) | kept

    def _unmet(self, lost: Known) -> Iterator[tuple[str, Known]]:
        """What is known of drafts that were not checked; of those that are gone, what one of these may have now."""
        searched = [path.resolve() for path in self.paths if path.is_dir()]
        for draft, known in self.baseline.known.items():
            place = files.placed(self.baseline.path.parent / draft)
            if stands(self.baseline.path, draft):
                yield draft, known
            elif not any(place.is_relative_to(folder) for folder in searched):
                left = known & lost
                lost.subtract(left)
                yield draft, left

    def grown(self) -> Mapping[str, Known]:
        """The same with everything that is to be reported."""
        shrunk = self.shrunk()
        return {
            draft: shrunk.get(draft, Counter()) | self.wanted.get(draft, Counter()) for draft in {*shrunk, *self.wanted}
        }

    def write(self) -> str:
        """Put the baseline that is from now on into its file; what to tell the user about it."""
        known = self.grown() if self.baseline.complete else self.shrunk()
        writing.replace(self.baseline.path, baseline_file.dumped(known))
        total, drafts = _total(known), sum(map(bool, known.values()))
        gone, moved = self._differs()
        told = f"{self.baseline.path}: {counted(total, 'known use')} in {counted(drafts, 'file')}"
        told += f", {moved} moved from files that are gone" if moved else ""
        return told + (f", {gone} that no longer occur removed" if gone else "")

    def told(self) -> Iterator[str]:
        """What to tell the user who does not have it written."""
        path = self.baseline.path
        if hidden := sum(self._hidden(draft, wanted) for draft, wanted in self.wanted.items()):
            yield f"not reported: {counted(hidden, 'known use')} ({path})"
        gone, moved = self._differs()
        reasons = [f"can shrink by {gone}"] if gone else []
        reasons += [f"has {moved} under the names of files that are gone"] if moved else []
        if reasons:
            yield f"{path} {' and '.join(reasons)}: run termlint check --write-baseline {path} on the same paths"

    def _hidden(self, draft: str, wanted: Known) -> int:
        """How much of what is to be reported in a draft is known."""
        own, lost = self.baseline.known.get(draft, Counter()), self.baseline.lost
        return sum(min(count, own[each] + lost[each]) for each, count in wanted.items())

    def _differs(self) -> tuple[int, int]:
        """How much of the baseline no longer occurs, and how much was met in another draft than it names."""
        known, shrunk = self.baseline.known, self.shrunk()
        moved = {draft: shrunk[draft] - known.get(draft, Counter()) for draft in self.met}
        return _total(known) - _total(shrunk), _total(moved)


def opened(path: Path, write: Path | None, *, grow: bool, paths: Sequence[Path] = ()) -> Ledger:
    """The ledger of a baseline in a file; if it is to be written and is new, or is to grow, it takes up everything.

    `paths` are checked.
    """
    if write and not write.exists():
        return Ledger(Baseline(write, {}, complete=True), paths)
    return Ledger(baseline_file.load(write or path, merging=bool(write))._replace(complete=grow), paths)


def _counts(traces: Iterable[Trace]) -> Known:
    return Counter((trace.rule, trace.sentence) for trace in traces)


def _total(known: Mapping[str, Known]) -> int:
    return sum(counts.total() for counts in known.values())
