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
    from termlint.model import Level, Problem, Report, Span
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


class Turn(NamedTuple):
    """How many mentions one version reads as one sense and the other as another."""

    before: str
    """The sense's id, as it is called now."""
    after: str
    mentions: int


class Findings(NamedTuple):
    """What two versions report in some drafts."""

    drafts: int
    gained: tuple[Use, ...]
    lost: tuple[Use, ...]
    turned: tuple[Turn, ...] = ()
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
    names = {key: (key[0], called_now(new[0].renamed, f"{key[0]}s", key[1])) for key in before.keys() - after.keys()}
    olds = {name: key for key, name in names.items() if name not in before}
    for key in sorted(before.keys() | after.keys(), key=lambda key: (ORDER.index(key[0]), key[1])):
        was = before.get(olds.get(key, key))
        if key in names and names[key] in after:
            found.append(Difference(*key, "renamed", (names[key][1],)))
        elif key not in after:
            found.append(Difference(*key, "removed", published=key in shown))
        elif was is None:
            found.append(Difference(*key, "added"))
        elif parts := tuple(part for part, value in after[key].items() if part != "id" and was.get(part) != value):
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
    turned = tuple(Turn(*senses, number) for senses, number in both.turned.most_common())
    return Findings(number, tuple(both.gained), tuple(both.lost), turned, tuple(problems))


class _Both:
    """Checks each draft with two linters, and keeps what only one of them reports."""

    def __init__(self, old: Linter, new: Linter) -> None:
        self.old = old
        self.new = new
        self.gained: list[Use] = []
        self.lost: list[Use] = []
        self.turned: Counter[tuple[str, str]] = Counter()

    def check(self, path: str, source: str) -> Report:
        """The report of the new one."""
        report, old = self.new.check(path, source), self.old.check(path, source)
        now = self.new.glossary.renamed
        before, after = _uses(old, now), _uses(report, now)
        self.gained += [use for use in after if use not in before]
        self.lost += [use for use in before if use not in after]
        read, reads = _senses(old, now), _senses(report, now)
        self.turned.update((read[place], sense) for place, sense in reads.items() if read.get(place, sense) != sense)
        return report


def _uses(report: Report, renamed: Mapping[str, Mapping[str, str]]) -> dict[Use, None]:
    """The findings of a report, with their rules as they are called now."""
    lines = Lines(report.source)
    uses: dict[Use, None] = {}
    for finding in report.findings:
        at = lines.point(finding.span.start)
        rule = called_now(renamed, "rules", finding.rule) or finding.rule
        uses[Use(report.path, *at, rule, finding.level, lines.line(at.line).strip())] = None
    return uses


def _senses(report: Report, renamed: Mapping[str, Mapping[str, str]]) -> dict[tuple[Span, str], str]:
    """What each mention of a report is read as, by its place and its term, as these are called now."""
    read = {}
    for reading in report.readings:
        sense = called_now(renamed, "senses", reading.sense) or reading.sense
        read[reading.mention.span, sense.partition(".")[0]] = sense
    return read


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
    if reported.turned:
        yield f"{counted(sum(turn.mentions for turn in reported.turned), 'mention')} read otherwise"
        yield from (f"  {turn.before} → {turn.after}: {turn.mentions}" for turn in reported.turned)


def content(found: Iterable[Difference], reported: Findings | None) -> dict[str, object]:
    """The same for programs, with every finding."""
    uses = reported and {
        "drafts": reported.drafts,
        "gained": [use._asdict() for use in reported.gained],
        "lost": [use._asdict() for use in reported.lost],
        "turned": [turn._asdict() for turn in reported.turned],
    }
    return {"version": 1, "entries": [each._asdict() for each in found], "findings": uses}


def _excerpt(use: Use) -> str:
    """The words around a use."""
    start = max(0, use.column - 1 - EXCERPT // 2)
    end = start + EXCERPT
    return ("…" if start else "") + use.text[start:end] + ("…" if end < len(use.text) else "")
