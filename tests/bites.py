"""Bites without a parse: every *agent* bites by the rule `goals`, every *agents* by the rule `hopes`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termlint import names
from termlint.markup import markdown
from termlint.model import Lines, Reading, Report
from termlint.reading import findings, mentions
from termlint.reading.findings import Bite
from termlint.settling import caveats
from termlint.silencing.filters import NOTHING
from termlint.silencing.selection import Selection
from termlint.vocabulary import Combination, Rule, Ruleset, TermRules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from termlint.model import Document
    from termlint.vocabulary import Glossary

ALWAYS = Combination("all", ())
GOALS = Rule("goals", "agent", "agent.role-or-pursuer", "warning", "A goal?", ALWAYS)
HOPES = Rule("hopes", "agent", "agent.role-or-pursuer", "suggestion", "A hope?", ALWAYS)
SENSES = ("agent.role", "agent.pursuer")
RULES = Ruleset({"agent": TermRules(rules=(GOALS, HOPES))})


def bites(document: Document, glossary: Glossary) -> list[Bite]:
    found = []
    for mention in mentions.find(document, glossary):
        written = document.source[mention.span.start : mention.span.end].lower()
        found.append(
            Bite(HOPES if written == "agents" else GOALS, Reading(mention, "agent.role", "clear", {}), (), SENSES)
        )
    return found


def places(found: Iterable[Bite], source: str) -> list[str]:
    lines = Lines(source)
    return ["{}:{} {}".format(*lines.point(bite.reading.mention.span.start), bite.rule.id) for bite in found]


def checked(path: str, source: str, glossary: Glossary) -> Report:
    """The report on a draft, in which every mention bites."""
    document, _ = caveats.take(markdown.read(path, source))
    found = bites(document, glossary)
    filters = NOTHING._replace(selection=Selection(level="suggestion"))
    left = filters.sift(found, document, names.of(glossary, RULES))
    reported = findings.report(left.bites, glossary, every=False)
    readings = tuple(bite.reading for bite in found)
    return Report(path, source, reported, readings, (*document.problems, *left.notices), left.traces)
