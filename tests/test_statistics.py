"""What --statistics prints, and where it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termlint.counting import Summary
from termlint.model import Finding, Report, Span
from termlint.reporters import statistics
from termlint.reporters.style import Style

if TYPE_CHECKING:
    from termlint.vocabulary import Glossary


def finding(glossary: Glossary, rule: str, more: int) -> Finding:
    (pair,) = glossary.conflations()
    places = (Span(9, 14),) * more
    return Finding(rule, "agent", pair.id, pair.senses, "warning", Span(0, 5), "", (), {}, more=places)


def test_the_most_frequent_come_first(agent: Glossary) -> None:
    counts = Summary()
    reports = [
        Report("b.md", "", (finding(agent, "goals", 1),)),
        Report("a\x1b.md", "", (finding(agent, "hopes", 2), finding(agent, "goals", 0))),
        Report("c.md", ""),
    ]
    assert list(counts.follow(reports)) == reports
    assert "".join(statistics.write(counts, Style())) == (
        "\n"
        "Uses by rule\n"
        "    3  goals\n"
        "    3  hopes\n"
        "Uses by conflation\n"
        "    6  agent.role-or-pursuer\n"
        "Uses by file\n"
        "    4  a␛.md\n"
        "    2  b.md\n"
    )


def test_nothing_reported_nothing_counted() -> None:
    assert list(statistics.write(Summary(), Style())) == []
