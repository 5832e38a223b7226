"""Reports that hold what formats stumble over: for the tests of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termlint.model import ASKED, Evidence, Finding, Mention, Problem, Reading, Report, Span

if TYPE_CHECKING:
    from termlint.model import Level, Status
    from termlint.vocabulary import Glossary

ODD = (
    "\ufeffThe 😀 agent wants cafe\u0301.\r\n\r\n"
    "\tEach 日本 acting\r\nagent wants [more](x).\r\n\r\nAn agent [sic] wants.\r\n"
)
HOSTILE = (
    "---\ntitle: x\n---\n# <script>alert(1)</script> agents\n\n"
    "An \x1b[31magent\x00 ]]> &amp; wants\u202e. \uffff\n\n```\n</pre>\n```\n\n> quoted agent  \n> wants\n"
)


def span(source: str, words: str, number: int = 0) -> Span:
    """Where some words stand, for the first time or a later one."""
    start = -1
    for _ in range(number + 1):
        start = source.index(words, start + 1)
    return Span(start, start + len(words))


def reading(at: Span, status: Status, sense: str = "agent.role") -> Reading:
    """A reading of a mention."""
    return Reading(Mention("agent", 0, Span(0, 5), at, Span(0, 9)), sense, status, {sense: 1.0})


def finding(glossary: Glossary, source: str, spans: list[Span], level: Level = "warning") -> Finding:
    """A finding at the first of some spans that says the same of the others."""
    (conflation,) = glossary.conflations()
    return Finding(
        rule="agent-goals" if level == "warning" else "agent-said",
        term="agent",
        conflation=conflation.id,
        senses=conflation.senses,
        level=level,
        span=spans[0],
        message="Some read a goal into this: 100 % [of them], say.",
        evidence=(
            Evidence("agent.pursuer", "wants", span(source, "wants"), 2.0),
            Evidence(ASKED, "<b>formulas", span(source, "wants"), 1.0),
        ),
        caveats=conflation.caveats,
        url="https://example.org/rules/agent-goals/" if level == "warning" else "javascript:alert(1)",
        more=tuple(spans[1:]),
    )


def reports(glossary: Glossary) -> list[Report]:
    """A draft with odd characters, one without findings, one that cannot be read, and one that means harm."""
    agent, second, wrapped = span(ODD, "agent"), span(ODD, "agent", 2), span(ODD, "acting\r\nagent")
    harm, quoted = span(HOSTILE, "agent", 1), span(HOSTILE, "agent", 2)
    return [
        Report(
            "drafts/a b#1.md",
            ODD,
            (finding(glossary, ODD, [agent, second]), finding(glossary, ODD, [wrapped], "suggestion")),
            (reading(agent, "open"), reading(wrapped, "open", "agent.pursuer"), reading(second, "clear")),
            (Problem("drafts/a b#1.md", "looks odd", 3, 7, notice=True),),
        ),
        Report("drafts/clean.md", "It rains.\n"),
        Report(
            "a,b:c%.md", "", problems=(Problem("a,b:c%.md", "is not UTF-8 here (byte 0xE9): save it as UTF-8", 1, 7),)
        ),
        Report(
            'drafts/"<x>&\n::error::.md',
            HOSTILE,
            (finding(glossary, HOSTILE, [harm]),),
            (
                reading(span(HOSTILE, "agents"), "off-domain"),
                reading(harm, "open"),
                reading(quoted, "mention"),
            ),
        ),
    ]
