"""A draft is passed over only if reading it would find no mention."""

from __future__ import annotations

import re
import string
import time
from typing import NoReturn

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from termlint.glossaries import data, glossary
from termlint.markup import markdown
from termlint.model import Report
from termlint.reading import mentions
from termlint.runs import checking, glance
from termlint.vocabulary import Glossary, Term

FORMS = ("agent", "value function", "mesa-optimizer", "\u00e9lan", "x-risk", "hyperlinked", "expect", "RL")
TERMS = Glossary({"agent": Term("agent", "agent", FORMS, "", "draft", ())})
PARTS = (
    *("agent", "AGENT", "ag", "ent", "a", "gent", "value", "function", "mesa", "optimizer", "\u00e9lan", "e\u0301lan"),
    *("x", "X", "risk", "hyper", "link", "ed", "e", "pect", "`q`", "<q@q.org>", "RL", "r", "l"),
    *(" ", "\n", "\n\n", "\r\n", "\t", "\n> ", "\n- ", "\n    ", "|", "\n|-|-|\n", "-", "_", "*", "**", "~~", "=="),
    *(
        "<b>",
        "</b>",
        "<b title='q'>",
        "<!-- q -->",
        "<!--",
        "<br>",
        "<p>",
        "<https://q.org>",
        "https://q.org",
        "www.q.org",
    ),
    *(
        "[",
        "]",
        "(",
        ")",
        "(q)",
        "](q)",
        "[q](q)",
        "[^1]",
        "\n[^1]: ",
        "^[",
        "[[",
        "]]",
        "[[q|",
        "[@q]",
        "![q](q)",
        "{",
        "}",
    ),
    *(
        "&shy;",
        "&#97;",
        "&nbsp;",
        "&amp;",
        "&",
        ";",
        "\u00ad",
        "\u200b",
        "\u2011",
        "\u00a0",
        "\\",
        "\\\n",
        "%%",
        "%% q %%",
    ),
    *(
        "{{ q }}",
        "{% q %}",
        "{q}`",
        "`",
        "``",
        "$",
        "$q$",
        "```\n",
        "$$\n",
        ":::",
        "---\n",
        "q",
        ".",
        "'s",
        ":",
        "!",
        "#",
    ),
)


def found(source: str, terms: Glossary = TERMS) -> bool:
    return any(mentions.find(markdown.read(f"a.{end}", source), terms) for end in ("md", "mdx"))


@given(st.lists(st.sampled_from(PARTS), max_size=12).map("".join))
@example("a[^1][gent](q)")
@example("the ag<b>ent")
@example("the [[q|ag]]ent")
@example("the ag%% q %%ent")
@example("the ag~~q~~ent")
@example("the ag:cite:`q`ent")
@example("the &#97;gent")
@example("the agen&#116; acts")
@example("the *a*gent")
@example("the ag&shy;ent")
@example("the value\n> function")
@example("> the value[^1]\n> <!-- q --> function")
@example("an $q$-risk")
@example("to e$q$pect")
@example("hyper<q@q.org>ed")
def test_nothing_that_would_be_found_is_passed_over(source: str) -> None:
    if found(source):
        assert glance.Glance(FORMS)(source)


@pytest.mark.parametrize("form", ["link", "code", "X", "+"])
def test_a_form_that_a_stand_in_may_be_is_not_glanced_at(form: str) -> None:
    assert glance.Glance([form])("It rains.")


@pytest.mark.parametrize("source", ["the x-risk", "the $q$-risk", "the `q` risk", "hyper<q@q.org>ed", "to e$q$pect"])
def test_what_a_stand_in_may_complete_need_not_be_in_the_source(source: str) -> None:
    assert glance.Glance(["x-risk", "hyperlinked", "expect"])(source)
    assert not glance.Glance(["x-risk", "hyperlinked", "expect"])("It rains.")


@pytest.mark.parametrize(
    "source",
    [
        "",
        "# Weather\n\nIt *rains* (in the north), 100% sure; see [the map](https://example.org/map?q=1) and `f(x)`.\n",
        "| a | b |\n| - | - |\n| c | d |\n\n> Quoted, with a note[^1].\n\n[^1]: The note.\n",
        "The value of a map, with $5 for R&D: a [link], a {brace}.\n",
    ],
)
def test_a_draft_without_a_term_is_passed_over(source: str) -> None:
    def never(*_: object) -> NoReturn:
        raise AssertionError

    assert checking.Checker(FORMS, never, never).check("a.md", source) == Report("a.md", source)


@pytest.mark.parametrize(
    "said",
    [
        "<!-- termlint-disable -->",
        "<!--termlint-x-->",
        "%% termlint-y %%",
        "{/* termlint-z */}",
        "\ntermlint: 1",
        "\n[termlint]",
        "\n  termlint: 1",
        "\n{title: T, termlint: {}}",
        '\n{"termlint": {}}',
        "\n[ termlint ]",
    ],
)
def test_a_draft_that_says_something_to_termlint_is_read(said: str) -> None:
    assert glance.Glance(FORMS)(f"It rains. {said}\n")
    assert not glance.Glance(FORMS)("It rains on termlint-like words; see termlint: a linter.\n")


def test_the_shipped_forms_are_those_of_the_glossary() -> None:
    terms = glossary.load([glossary.builtin()]).terms.values()
    assert data.forms() == tuple(form for term in terms for form in term.forms)


def test_the_shipped_glossary_can_be_glanced_at() -> None:
    assert not glance.Glance(data.forms())("It rains.")


def test_a_letter_that_a_pattern_takes_for_another_is_seen() -> None:
    everything = "".join(map(chr, range(0x110000)))
    for letter in set(string.ascii_lowercase) - {"x"}:
        for other in re.findall(letter, everything, re.IGNORECASE):
            assert glance.Glance([letter * 3])(f"the {other * 3}s {other}_{other}{other}")
            assert glance.Glance([letter * 3])(f"the {other}*{other}*{other}")


@pytest.mark.parametrize("mark", [">", ")", "}", "%", ";", "|", "]", "](", ">_", "&"])
def test_a_row_of_marks_is_looked_through_once(mark: str) -> None:
    look = glance.Glance(["agent"])
    began = time.process_time()
    assert not look(f"{mark * 300_000} It rains.")
    assert time.process_time() - began < 10  # and not the hours that each mark's looking at all after it would take
