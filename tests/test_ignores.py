"""The cases in ``cases/ignores.md``: where comments for findings are written; and what holds wherever they are."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bites import checked
from hypothesis import given, settings
from hypothesis import strategies as st
from test_baseline import TERMS

from termlint import edits
from termlint.errors import TermlintError
from termlint.inserting import fixes, ignores

if TYPE_CHECKING:
    from termlint.inserting.fixes import Fixed

CASE = re.compile(
    r"^## (?P<name>.+)\n+~{6} before\n(?P<before>(?:.*\n)*?)~{6}\n+~{6} after\n(?P<after>(?:.*\n)*?)~{6}$",
    re.MULTILINE,
)
FILE = Path(__file__).parent / "cases" / "ignores.md"
CASES = [(m["name"], m["before"], m["after"]) for m in CASE.finditer(FILE.read_text("utf-8"))]
check = partial(checked, glossary=TERMS)
COMMENT = re.compile(r"<!-- termlint-.*? -->")


def added(source: str, path: str = "a.md") -> Fixed:
    return ignores.add(check(path, source), "ours", check)


@pytest.mark.parametrize(("before", "after"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_case(before: str, after: str) -> None:
    done = added(before)
    assert (done.source, done.refused) == (after, ())
    assert check("a.md", done.source).findings == ()
    assert added(done.source) == fixes.Fixed(done.source)


def test_every_case_is_read() -> None:
    assert len(CASES) == FILE.read_text("utf-8").count("\n## ")


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_line_ends_and_a_byte_order_mark_stay(case: tuple[str, str, str], ending: str) -> None:
    _, before, after = case
    mark = "" if before.startswith("---") else "\ufeff"
    assert added(mark + before.replace("\n", ending)).source == mark + after.replace("\n", ending)


def test_a_draft_without_a_line_end_gets_none() -> None:
    assert added("An agent.").source == "An agent. <!-- termlint-disable-line goals: ours -->"


def test_comments_of_mdx() -> None:
    assert added("# Agents\n\nAn agent.\n", "a.mdx").source == (
        "{/* termlint-disable-next-line hopes: ours */}\n\n# Agents\n\n"
        "An agent. {/* termlint-disable-line goals: ours */}\n"
    )
    assert added("# It {/*moves*/}\n\nAn agent.\n", "a.md").source == (
        "# It {/*moves*/}\n\nAn agent. {/* termlint-disable-line goals: ours */}\n"
    )
    assert added("As `{/* a */}` is an agent.\n", "a.md").source == (
        "As `{/* a */}` is an agent. <!-- termlint-disable-line goals: ours -->\n"
    )


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("", "for people to read"),
        (" ", "for people to read"),
        ("a --> b", "without -- in it"),
        ("a -- b", "without -- in it"),
        ("a */ b", "without */ in it"),
        ("%%", "without %% in it"),
        ("ok-", "that does not end in -"),
    ],
)
def test_reasons_that_no_comment_can_hold(reason: str, told: str) -> None:
    with pytest.raises(TermlintError, match=re.escape(f"--add-ignore needs a reason {told}")):
        ignores.checked(reason)


def test_a_reason_is_one_line() -> None:
    assert ignores.checked(" it is\n ours: really ") == "it is ours: really"


def test_what_cannot_be_silenced_is_refused() -> None:
    done = ignores.add(check("a.md", "An agent | x.\n\n| a |\n|---|\n| agents |\n"), "a | b", check)
    assert "agents <!--" not in done.source
    assert done.source.startswith("An agent | x. <!-- termlint-disable-line goals: a | b -->\n")
    done = added("An agent.\n\n<div>\nAn agent \\")
    assert done.source == "An agent. <!-- termlint-disable-line goals: ours -->\n\n<div>\nAn agent \\"
    assert [refusal.message for refusal in done.refused] == [
        "no comment for goals: it would change how the rest renders"
    ]
    stubborn = ignores.add(check("a.md", "An agent."), "ours", lambda path, _: check(path, "An agent."))
    assert (stubborn.source, stubborn.refused) == (
        "An agent.",
        (edits.Refusal(3, "no comment for goals: it would not silence the finding"),),
    )


PARTS = st.sampled_from(
    (
        "An agent acts.",
        "An agent\nand agents",
        "agents `x\ny` z",
        "- agents\n- b\n\n  # agent\n",
        "> quoted agents",
        "> [!tip] agent\n> agents",
        "# agents",
        "agents\n===",
        "| agents | agent |\n|---|---|\n| x | agents |",
        "<div>\nagents\n</div>",
        "<p>agents</p>",
        "[agents\nagent](x)",
        "    agents",
        "```\nagents\n```",
        "agents\\\nagent  \nagents",
        "***agent***",
        "[^1]: agents\n\n    agent",
        "x[^1] ^[agents]",
        "Agents\n: agent",
        "::: note\nagents\n:::",
        "!!! note\n\n    agents",
        "agents {.x}",
        "agent ^agent",
        "*agent*{.x} #agents\n^agent",
        "^agents",
        "<!-- termlint-disable hopes -->",
        "<!-- termlint-enable -->",
        "%% agents %%",
        "$$\nagent\n$$",
        "",
    )
)


@settings(max_examples=150)
@given(st.lists(PARTS, min_size=1, max_size=5), st.sampled_from(("\n", "\n\n")), st.sampled_from(("a.md", "a.mdx")))
def test_comments_silence_what_they_are_for_and_change_nothing_else(parts: list[str], gap: str, path: str) -> None:
    source = gap.join(parts)
    done = added(source, path)
    after = check(path, done.source)
    assert len(after.problems) <= len(check(path, source).problems)
    if not done.refused:
        assert after.findings == ()
    if path == "a.md" and "termlint" not in source:
        assert "".join(COMMENT.sub("", done.source).split()) == "".join(source.split())
