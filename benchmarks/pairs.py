"""How often a finding names the pair of senses that the annotators named: python benchmarks/pairs.py BENCH.

Of the mentions at level 1 or 2 that are reported with --every, it prints for each term and pair of theirs which
conflations the findings name; and how often they are right to, and how often the rules' own conflations would be.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import labels

from termlint.model import Span
from termlint.silencing.filters import Filters
from termlint.silencing.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from termlint.linter import Linter
    from termlint.model import Finding

THEIRS = {
    ("agent", "role/pursuer"): "agent.role-or-pursuer",
    ("agent", "trained/pursuer"): "agent.artifact-or-pursuer",
    ("agent", "ideal/trained"): "agent.ideal-or-artifact",
    ("agent", "optimal/trained"): "agent.ideal-or-artifact",
    ("agent", "product/pursuer"): "agent.product-or-pursuer",
    ("reward", "signal/target"): "reward.signal-or-target",
    ("reward", "purpose/mechanism"): "reward.signal-or-target",
    ("reward", "update/target"): "reward.update-or-target",
    ("reward", "spec/update"): "reward.specification-or-update",
    ("reward", "exploit/seek"): "reward.task-score-or-target",
    ("reward", "brain/rl"): "reward.signal-or-brain",
    ("policy", "head/system"): "policy.network-or-mapping",
    ("policy", "ai/governance"): "policy.mapping-or-governance",
    ("policy", "distribution/actor"): "policy.mapping-or-artifact",
    ("policy", "optimal/trained"): "policy.mapping-or-artifact",
    ("mesa-optimizer", "search/pursuit"): "mesa-optimizer.search-or-pursuit",
    ("mesa-optimizer", "optimizer/misaligned"): "mesa-optimizer.search-or-misaligned",
    ("mesa-optimizer", "is/contains"): "mesa-optimizer.search-or-contains",
    ("mesa-optimizer", "ai/evolution"): "mesa-optimizer.search-or-evolution",
    ("value function", "estimate/exact"): "value-function.exact-or-estimate",
    ("value function", "estimate/values"): "value-function.estimate-or-motive",
}
"""The conflation that each pair of LEVELS.md is, where the glossary has it."""


def main() -> None:
    """Print them all."""
    bench = labels.command_line(__doc__).parse_args().bench
    linter = labels.built_in(Filters(Selection()._replace(level="suggestion")))
    own = {rule.id: rule.conflation for rule in linter.ruleset.rules()}
    for name in ("essays", "train"):
        named: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        right: Counter[tuple[str, str]] = Counter()
        for item, finding in _reported(bench, name, linter):
            term, pair = item["term"], item["pair"]
            theirs = THEIRS.get((term, pair), "")
            named[term, pair][finding.conflation] += 1
            right[term, "all"] += bool(theirs)
            right[term, "named"] += finding.conflation == theirs
            right[term, "own"] += own[finding.rule] == theirs
        print(f"{name}.jsonl")
        for (term, pair), counts in sorted(named.items()):
            print(f"  {term} {pair}: {', '.join(f'{conflation} {n}' for conflation, n in counts.most_common())}")
        for term in labels.TERMS:
            named_by_rules = f"{right[term, 'own']} by the rules' own conflations"
            print(f"  {term}: {right[term, 'named']} of {right[term, 'all']} named, {named_by_rules}")


def _reported(bench: Path, name: str, linter: Linter) -> Iterator[tuple[dict[str, Any], Finding]]:
    """The mentions at level 1 or 2 that are reported, each with its finding."""
    asking = (item for item in labels.items(bench, name) if item["level"] > 0)
    for path, items in labels.by_path(asking).items():
        report = linter.check(path, labels.text(bench, path))
        for item in items:
            at = Span(item["start"], item["end"])
            found = (f for f in report.findings if f.term == item["term"] and f.span.meets(at))
            if (finding := next(found, None)) is not None:
                yield item, finding


if __name__ == "__main__":
    main()
