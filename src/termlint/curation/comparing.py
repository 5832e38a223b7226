"""What a change to a glossary and its rules does: to the entries, and to what is reported in drafts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from termlint.counting import counted
from termlint.model import Lines
from termlint.runs import drafts
from termlint.vocabulary import LINK, called_now

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from termlint.linter import Linter
    from termlint.model import Level, Problem, Report
    from termlint.vocabulary import Glossary, Ruleset

Data: TypeAlias = "tuple[Glossary, Ruleset]"

ORDER = ("term", "sense", "conflation", "relation", "link", "source", "rule", "cues", "stakes")
"""The kinds of entries, as they are listed."""
SIGNS = {"added": "+", "removed": "-", "changed": "~", "renamed": "="}
EXCERPT = 100
"""So many characters around a finding are shown."""


class Difference(NamedTuple):
    """An entry that came, went or changed."""

    kind: str
    """term, sense, conflation, relation, link, rule, cues, stakes or source."""
    id: str
    change: str
    """added, removed, changed or renamed."""
    parts: tuple[str, ...] = ()
    """What of a changed entry is another than before; the new id of one that was renamed."""
    published: bool = False
    """Whether what was removed has an address that others may link to."""


class Use(NamedTuple):
    """A finding that one of two versions has and the other has not, or has at another level."""

    path: str
    line: int
    column: int
    rule: str
    level: Level
    text: str
    """The line that it is in."""


class Findings(NamedTuple):
    """What two versions report in some drafts."""

    drafts: int
    gained: tuple[Use, ...]
    lost: tuple[Use, ...]
    problems: tuple[Problem, ...] = ()

    def rules(self) -> dict[str, tuple[int, int]]:
        """How many findings each rule gained and lost."""
        gained, lost = (Counter(use.rule for use in uses) for uses in (self.gained, self.lost))
        return {rule: (gained[rule], lost[rule]) for rule in sorted(gained.keys() | lost.keys())}


def entries(old: Data, new: Data, published: Mapping[str, Iterable[str]]) -> list[Difference]:
    """What is another in the new version, in the order of kinds and ids."""
    shown = {(kind.removesuffix("s"), name) for kind, names in published.items() for name in names}
    found: list[Difference] = []
    before, after = _contents(*old), _contents(*new)
    for key in sorted(before.keys() | after.keys(), key=lambda key: (ORDER.index(key[0]), key[1])):
        name = called_now(new[0].renamed, f"{key[0]}s", key[1])
        if key not in after and (key[0], name) in after:
            found.append(Difference(*key, "renamed", (name,)))
        elif key not in after:
            found.append(Difference(*key, "removed", published=key in shown))
        elif key not in before:
            found.append(Difference(*key, "added"))
        elif parts := tuple(part for part, value in after[key].items() if before[key].get(part) != value):
            found.append(Difference(*key, "changed", parts))
    return found


def _contents(glossary: Glossary, ruleset: Ruleset) -> dict[tuple[str, str], dict[str, Any]]:
    """Every entry by its kind and id, with the parts that can change."""
    return {(kind, name): parts for kind, name, parts in (*_of_terms(glossary), *_of_rules(ruleset))}


def _of_terms(glossary: Glossary) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for source in glossary.sources.values():
        yield "source", source.id, source._asdict()
    for term in glossary.terms.values():
        yield "term", term.slug, {"forms": term.forms, "summary": term.summary, "status": term.status}
        for sense in term.senses:
            parts = sense._asdict()
            parts.pop("relations")
            yield "sense", sense.id, parts
            for relation in sense.relations:
                yield "relation", f"{sense.id} {relation.type} {relation.to}", {"note": relation.note}
            for link in LINK.finditer(sense.definition):
                yield "link", f"{sense.id} {link['sense']}", {}
        for conflation in term.conflations:
            parts = conflation._asdict()
            parts.pop("broader")  # a relation says it
            yield "conflation", conflation.id, parts


def _of_rules(ruleset: Ruleset) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for lemma, rules in ruleset.terms.items():
        cues = {sense: [cue for cue in rules.cues if cue.sense == sense] for sense in {cue.sense for cue in rules.cues}}
        yield from (("cues", sense, {"cues": of_sense}) for sense, of_sense in cues.items())
        if not (rules.cues or rules.rules):
            continue  # stakes that all terms share weigh nothing here
        words = ("tells_apart", "denied_outright", "claims_more")
        of_term = ("stakes", "threshold", "sure", "together", "silent", "off_domain", *words)
        yield "stakes", lemma, {part: getattr(rules, part) for part in of_term}
        for rule in rules.rules:
            of_rule = ("conflation", "level", "message", "others", "when", "unless", "weight")
            yield "rule", rule.id, {part: getattr(rule, part) for part in of_rule}


def findings(old: Linter, new: Linter, paths: Iterable[Path], passed: Callable[[int], None]) -> Findings:
    """The findings that two versions do not share, in drafts; `passed` is told how many are done."""
    both = _Both(old, new)
    number = 0
    problems: list[Problem] = []
    for report in drafts.check(paths, both):
        number += 1
        problems += (problem for problem in report.problems if not problem.notice)
        passed(number)
    return Findings(number, tuple(both.gained), tuple(both.lost), tuple(problems))


class _Both:
    """Checks each draft with two linters, and keeps what only one of them reports."""

    def __init__(self, old: Linter, new: Linter) -> None:
        self.old = old
        self.new = new
        self.gained: list[Use] = []
        self.lost: list[Use] = []

    def check(self, path: str, source: str) -> Report:
        """The report of the new one."""
        report = self.new.check(path, source)
        before, after = _uses(self.old.check(path, source)), _uses(report)
        self.gained += [use for use in after if use not in before]
        self.lost += [use for use in before if use not in after]
        return report


def _uses(report: Report) -> dict[Use, None]:
    lines = Lines(report.source)
    places = [(finding, lines.point(finding.span.start)) for finding in report.findings]
    return {Use(report.path, *at, f.rule, f.level, lines.line(at.line).strip()): None for f, at in places}


def text(found: Collection[Difference], reported: Findings | None, examples: int) -> Iterator[str]:
    """The lines that tell a curator what a change does, with so many examples of each rule's findings."""
    for each in found:
        parts = f": {', '.join(each.parts)}" if each.parts else ""
        warning = " (it was published: list its new id under renamed)" if each.published else ""
        yield f"{SIGNS[each.change]} {each.kind} {each.id}{parts}{warning}"
    if not found:
        yield "no entries differ"
    if reported is None:
        return
    counts = f"{counted(len(reported.gained), 'finding')} gained, {len(reported.lost)} lost"
    yield f"{counts} in {counted(reported.drafts, 'file')}"
    for rule, (more, less) in reported.rules().items():
        yield f"  {rule}: +{more} -{less}"
        for sign, uses in (("+", reported.gained), ("-", reported.lost)):
            own = [use for use in uses if use.rule == rule]
            for use in own[:examples]:
                mild = " (suggestion)" * (use.level == "suggestion")
                yield f"    {sign} {use.path}:{use.line}:{use.column}{mild}: {_excerpt(use)}"
            if len(own) > examples:
                yield f"    {sign} and {len(own) - examples} more"


def content(found: Iterable[Difference], reported: Findings | None) -> dict[str, object]:
    """The same for programs, with every finding."""
    uses = reported and {
        "drafts": reported.drafts,
        "gained": [use._asdict() for use in reported.gained],
        "lost": [use._asdict() for use in reported.lost],
    }
    return {"version": 1, "entries": [each._asdict() for each in found], "findings": uses}


def _excerpt(use: Use) -> str:
    """The words around a use."""
    start = max(0, use.column - 1 - EXCERPT // 2)
    end = start + EXCERPT
    return ("…" if start else "") + use.text[start:end] + ("…" if end < len(use.text) else "")
