"""Titles of works and labels, in which a term is named and not used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from parses import contexts

from termlint.parsing import nlp
from termlint.reading import titles

if TYPE_CHECKING:
    from termlint.vocabulary import Glossary

TITLES = [
    ("Compare *How Agents Came to Want* with it.", True),
    ("I regret having called it The Agent That Went North.", True),
    ("- The Rise and Fall of the Small-Scale Agent https://example.org", True),
    ("It is chapter 3, Agents, Maps and the Price of Tea.", True),
    ("The Agent and the Sea is short for a title.", False),
    ("We asked the OpenAI Agent Team.", False),
    ("Agents do. Walls in Maine and Oslo do not.", False),
    ("It was North Sea. Agents Left Oslo.", False),
    ("They met Ann Lee, an agent, Bob Ray and Kim Poe.", False),
    ("## The Fast Rise of Big Agents", False),
    ("## Agents", True),
    ("## On small agents", True),
    ("- agent", True),
    ("An agent.", False),
    ("Miller, J. G., & van der Lee, A. (2022). Fast agents want gold. *Games*, 4(3), 28.", True),
    ("Miller, J. G. et al. (2022, May 3). Fast agents want gold.", True),
    ("O'Neil, K.; von Kaa, B. (1998). Fast agents want gold.", True),
    ("- Ann Lee. 2022a. Fast agents want gold.", True),
    ("As was shown by Miller (2022). Fast agents want gold.", False),
    ("Miller, J. G. (2022). It sold well. Fast agents want gold.", False),
    ("It ended in May. 2022. Fast agents want gold.", False),
    ("See [2. Why fast agents want gold](#2-why).", True),
    ("See [2 fast agents](#fast) there.", False),
    ("See [Fast agents](#fast) there.", False),
]


@pytest.mark.parametrize(("source", "expected"), TITLES)
def test_a_run_of_large_words_and_a_label_are_titles(source: str, expected: bool, agent: Glossary) -> None:  # noqa: FBT001
    (context,) = contexts(source, agent)
    assert titles.titled(context) is expected


def test_a_label_has_no_verb(agent: Glossary) -> None:
    says, names = contexts("## Agents seek power\n\n## The agent\n", agent, nlp.Parser())
    assert (titles.titled(says), titles.titled(names)) == (False, True)
