"""What a code scanning service shows about a rule."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from termlint.glossaries import prose
from termlint.reporters import wording
from termlint.vocabulary import LINK, short_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from termlint.model import Finding
    from termlint.reporters.run import Run
    from termlint.vocabulary import Citation, Conflation, Glossary

LEVELS = {"warning": "warning", "suggestion": "note"}
"""SARIF's words for levels."""
SEVERITIES = {"warning": "warning", "suggestion": "recommendation"}
"""GitHub's."""


def descriptor(findings: Sequence[Finding], run: Run) -> dict[str, object]:
    """The rule of some findings, one about each conflation that it names, as SARIF's reportingDescriptor."""
    conflations = run.glossary().conflations_by_id
    finding = next((finding for finding in findings if finding.level == "warning"), findings[0])
    conflation = conflations.get(finding.conflation)
    about = [_help(each, conflations[each.conflation], run) for each in findings if each.conflation in conflations]
    text = "\n\n".join([*about, f"Keep the word. More: termlint explain {finding.rule}"]) if about else finding.message
    described: dict[str, object] = {
        "id": finding.rule,
        "name": "".join(part.capitalize() for part in re.split(r"\W+", finding.rule)),
        "shortDescription": {"text": finding.message},
        "fullDescription": {"text": prose.plain(conflation.why, {}) if conflation else finding.message},
        "help": {"text": prose.plain(text, {}), "markdown": text},
        "defaultConfiguration": {"level": LEVELS[finding.level]},
        "properties": {
            "tags": ["terminology", finding.term],
            "precision": "medium",
            "problem.severity": SEVERITIES[finding.level],
        },
    }
    if url := wording.link(finding):
        described["helpUri"] = url
    return described


def _help(finding: Finding, conflation: Conflation, run: Run) -> str:
    """Why two readings are confused, each with what an author who means it can add; in Markdown."""
    parts = [finding.message, _unlinked(conflation.why), f"For example: {_unlinked(conflation.situation)}"]
    for sense in conflation.senses:
        caveats = conflation.caveats.get(sense)
        also = f"\nIf you mean it, add: ({caveats.inline})\nOr as a footnote: {caveats.footnote}" if caveats else ""
        parts.append(f"**Read as {short_id(sense)}:** {run.shorts.get(sense, '')}{also}")
    if conflation.sources:
        parts.append("Sources: " + "; ".join(_source(citation, run.glossary()) for citation in conflation.sources))
    return "\n\n".join(part.replace("\n", "  \n") for part in parts)


def _source(citation: Citation, glossary: Glossary) -> str:
    return f"{glossary.cited(citation)}, <{glossary.sources[citation.source].url}>"


def _unlinked(markdown: str) -> str:
    """The text of the glossary's own links in their place."""
    return LINK.sub(lambda link: link["label"] or link["sense"], markdown)
