"""Drafts made up at random: whatever is fixed in them, the rest stays as it was."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from hypothesis import given, settings
from hypothesis import strategies as st
from test_fixes import GLOSSARY, check
from test_markdown_properties import drafts, endings

from termlint import edits
from termlint.inserting import fixes
from termlint.markup import markdown
from termlint.model import CaveatKind

if TYPE_CHECKING:
    from test_markdown_properties import Draft

    from termlint.vocabulary import Glossary

kinds = st.sampled_from(get_args(CaveatKind))
_SIGNS = "agent *_`[](){}<>!|#-+> \n\r\t\\:=^~\"'.1x\u00a0é"
_LINES = """
agent
- an agent
> an agent
> [!note] agent
1. reward
# agent
the *agent*, or
an [agent](/x): one
[[x|agent]]
| agent | x |
|---|---|
[^1]: an agent
[^agent-role]: x
x[^1]
::: note
:::
!!! note "agent"
<div>
</div>
<!-- x -->
```
    reward
: the agent
---
^[an agent]
**An agent wants
it.** The agent's
(a reward function)
an agent {.x} ^agent
*agents*{.x} #agent
^agent
""".splitlines()


def named(words: list[str]) -> Glossary:
    """The glossary with some words as the forms of one of its terms."""
    term = replace(GLOSSARY.terms["agent"], forms=tuple(words))
    return replace(GLOSSARY, terms={**GLOSSARY.terms, "agent": term})


def holds(source: str, kind: CaveatKind, glossary: Glossary) -> None:
    """Whatever is to hold of a draft and its fixes."""
    report = check("draft.md", source, glossary)
    fixed = fixes.fix(report, list(fixes.choices(report, glossary)), glossary, kind)
    made = edits.ordered(edit for fix in fixed.fixes for edit in fix.edits)
    assert edits.without(fixed.source, edits.inserted(made)) == source
    again = check("draft.md", fixed.source, glossary)
    assert not {fix.conflation for fix in fixed.fixes} & {finding.conflation for finding in again.findings}
    assert len(fixed.fixes) + len(fixed.refused) == len(report.findings)
    assert [r.mention.at for r in again.readings] == [r.mention.at for r in report.readings]
    twice = fixes.fix(again, list(fixes.choices(again, glossary)), glossary, kind)
    assert twice.source == fixed.source
    assert fixed.source.endswith(("\n", "\r")) == source.endswith(("\n", "\r")) or not fixed.fixes
    ends = {*re.findall(r"\r\n|\r|\n", source)} or {"\n"}
    assert {*re.findall(r"\r\n|\r|\n", fixed.source)} <= ends
    assert len(markdown.read("draft.md", fixed.source).problems) == len(markdown.read("draft.md", source).problems)


@settings(max_examples=150)
@given(draft=drafts, ending=endings, mark=st.sampled_from(["", "\ufeff"]), last=st.booleans(), kind=kinds)
def test_sound_drafts_are_fixed_soundly(draft: Draft, ending: str, mark: str, last: bool, kind: CaveatKind) -> None:  # noqa: FBT001
    source = mark + "\n".join(draft.lines).replace("\n", ending) + ending * last
    words = [word for word, _ in draft.seen]
    holds(source, kind, named(words[:1] or ["agent"]))


@settings(max_examples=150)
@given(source=st.text(_SIGNS, max_size=60), kind=kinds)
def test_any_text_is_fixed_soundly(source: str, kind: CaveatKind) -> None:
    holds(source, kind, GLOSSARY)


@settings(max_examples=250)
@given(
    lines=st.lists(st.tuples(st.sampled_from(["", "  ", "    ", "> ", "- "]), st.sampled_from(_LINES)), max_size=10),
    ending=endings,
    kind=kinds,
)
def test_any_lines_are_fixed_soundly(lines: list[tuple[str, str]], ending: str, kind: CaveatKind) -> None:
    holds(ending.join(prefix + line for prefix, line in lines), kind, GLOSSARY)
