"""The proof that an insertion changes nothing else: it must see whatever a renderer would be told otherwise."""

from __future__ import annotations

import pytest

from termlint.markup.rendering import rendered

OTHERWISE = {
    "text": ("An agent.", "An agents."),
    "emphasis": ("An *agent*.", "An agent."),
    "a break": ("An agent\nacts.", "An agent  \nacts."),
    "a paragraph": ("An agent\nacts.", "An agent\n\nacts."),
    "a link": ("[agent](x)", "[agent](y)"),
    "a link's title": ("[agent](x 'one')", "[agent](x 'two')"),
    "a target": ("An [agent][a].\n\n[a]: x", "An [agent][a].\n\n[a]: y"),
    "a target that is not used": ("An agent.\n\n[a]: x", "An agent.\n\n[a]: y"),
    "an image": ("![agent](x)", "![agents](x)"),
    "a heading's level": ("# Agents", "## Agents"),
    "code": ("`agent`", "`agents`"),
    "a block of code": ("```\nagent\n```", "```\nagents\n```"),
    "its language": ("```a\nagent\n```", "```b\nagent\n```"),
    "a tag": ("An <b>agent", "An <i>agent"),
    "a block of HTML": ("<div>\nagent\n</div>", "<div>\nagents\n</div>"),
    "a comment": ("An agent. <!-- one -->", "An agent. <!-- two -->"),
    "a list's number": ("1. agent", "2. agent"),
    "a list's gaps": ("- agent\n- agent", "- agent\n\n- agent"),
    "a cell": ("| a |\n|---|\n| agent |", "| a |\n|---|\n| agents |"),
    "a column": ("| a |\n|---|\n| agent |", "| a |\n|:--|\n| agent |"),
    "a note": ("An agent.[^1]\n\n[^1]: One.", "An agent.[^1]\n\n[^1]: Two."),
    "a note's label": ("An agent.[^1]\n\n[^1]: One.\n[^2]: Two.", "An agent.[^2]\n\n[^1]: One.\n[^2]: Two."),
    "a formula": ("An agent $a$.", "An agent $b$."),
    "attributes": ("An *agent*{.a}.", "An *agent*{.b}."),
    "a callout": ("> [!note]\n> An agent.", "> [!tip]\n> An agent."),
}


@pytest.mark.parametrize(("one", "other"), OTHERWISE.values(), ids=OTHERWISE)
def test_what_is_told_otherwise_is_seen(one: str, other: str) -> None:
    assert rendered("draft.md", one, ()) != rendered("draft.md", other, ())
