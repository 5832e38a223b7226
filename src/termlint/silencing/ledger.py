"""What a run finds out about its baseline: what of it no longer occurs, and what it is to be from now on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from termlint.counting import counted
from termlint.disk import writing
from termlint.silencing import baseline_file
from termlint.silencing.baseline import Baseline, named, recorded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from termlint.model import Report, Trace
    from termlint.silencing.baseline import Known


@dataclass
class Ledger:
    """A baseline, and what a run meets in the drafts it checks."""

    baseline: Baseline
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

    def shrunk(self) -> Mapping[str, Known]:
        """The baseline without what no longer occurs: in drafts that were checked, and in those that are gone."""
        folder = self.baseline.path.parent
        kept = {draft: known for draft, known in self.baseline.known.items() if recorded(str(folder / draft))}
        return {draft: known & self.met.get(draft, known) for draft, known in kept.items()}

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
        gone = _total(self.baseline.known) - _total(self.shrunk())
        told = f"{self.baseline.path}: {counted(total, 'known use')} in {counted(drafts, 'file')}"
        return told + (f", {gone} that no longer occur removed" if gone else "")

    def told(self) -> Iterator[str]:
        """What to tell the user who does not have it written."""
        path, known = self.baseline.path, self.baseline.known
        if hidden := _total({draft: wanted & known.get(draft, Counter()) for draft, wanted in self.wanted.items()}):
            yield f"not reported: {counted(hidden, 'known use')} ({path})"
        if gone := _total(known) - _total(self.shrunk()):
            yield f"{path} can shrink by {gone}: run termlint check --write-baseline {path} on the same paths"


def opened(path: Path, write: Path | None, *, grow: bool) -> Ledger:
    """The ledger of a baseline in a file; if it is to be written and is new, or is to grow, it takes up everything."""
    if write and not write.exists():
        return Ledger(Baseline(write, {}, complete=True))
    return Ledger(baseline_file.load(write or path)._replace(complete=grow))


def _counts(traces: Iterable[Trace]) -> Known:
    return Counter((trace.rule, trace.sentence) for trace in traces)


def _total(known: Mapping[str, Known]) -> int:
    return sum(counts.total() for counts in known.values())
