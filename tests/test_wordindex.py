from __future__ import annotations

import math

import pytest

from termlint.markup import markdown
from termlint.model import Span
from termlint.reading.wordindex import DocumentIndex, WordIndex
from termlint.vocabulary import Words


def words(*phrases: str) -> Words:
    return Words(", ".join(phrases), frozenset(tuple(phrase.split()) for phrase in phrases))


SPLIT = [
    ("Agents act.", ["agents", "act"]),
    ("goal-directed", ["goal", "directed"]),
    ("the agent's goals", ["the", "agent", "s", "goals"]),
    ("the agent\u2019s goals", ["the", "agent", "s", "goals"]),
    ("it doesn't, it doesn\u2019t", ["it", "doesn't", "it", "doesn't"]),
    ("snake_case DQN 3.5", ["snake", "case", "dqn", "3", "5"]),
    ("Ünïcode naïve", ["ünïcode", "naïve"]),
    ("", []),
]

FOUND = [
    ("It wants to win.", words("wants"), ["wants"]),
    ("WANTS", words("wants"), ["WANTS"]),
    ("It wants, he wants.", words("wants"), ["wants", "wants"]),
    ("It seeks power.", words("seeks power", "wins"), ["seeks power"]),
    ("It is goal-directed.", words("goal directed"), ["goal-directed"]),
    ("a wanted poster", words("want"), []),
    ("seeks more power", words("seeks power"), []),
    ("seeks", words("seeks power"), []),
    ("It doesn\u2019t care.", words("doesn't"), ["doesn\u2019t"]),
    ("b a", words("a", "b"), ["b", "a"]),
]


@pytest.mark.parametrize(("text", "expected"), SPLIT)
def test_words(text: str, expected: list[str]) -> None:
    index = WordIndex(text)
    assert index.words == expected
    assert [text[slice(*span)].lower().replace("\u2019", "'") for span in index.spans] == expected


@pytest.mark.parametrize(("text", "wanted", "expected"), FOUND)
def test_finds(text: str, wanted: Words, expected: list[str]) -> None:
    assert [text[slice(*span)] for span in WordIndex(text).find(wanted)] == expected


def test_finds_within_a_span_what_lies_in_it_whole() -> None:
    index = WordIndex("seek power. seek power. seek power.")
    assert index.find(words("seek power"), Span(12, 23)) == [(12, 22)]
    assert index.find(words("seek power"), Span(13, 30)) == []


PHRASES = [
    (1, False, words("loss", "loss function"), "loss function"),
    (1, False, words("function"), None),
    (2, False, words("function value"), None),
    (1, True, words("loss", "total loss"), "total loss"),
    (2, True, words("loss function"), "loss function"),
    (0, True, words("old total"), None),
]


@pytest.mark.parametrize(("number", "last", "wanted", "expected"), PHRASES)
def test_the_longest_phrase_from_or_to_a_word(number: int, last: bool, wanted: Words, expected: str | None) -> None:  # noqa: FBT001 - a table's column
    text = "total loss function"
    span = WordIndex(text).phrase(wanted, number, last=last)
    assert (span and text[slice(*span)]) == expected


DRAFT = "Want one.\n\n# First want\n\nTwo wants.\n\nThree want.\n\n## Second\n\nFour."


def index(source: str) -> DocumentIndex:
    return DocumentIndex(markdown.read("draft.md", source))


def test_counts_and_places_in_a_draft() -> None:
    draft = index(DRAFT)
    assert draft.size == 10
    assert draft.found(words("want")) == (3, (0, (0, 4)))
    assert draft.found(words("wants")).first == (2, (4, 9))
    assert draft.found(words("three", "three want")).first == (3, (0, 5))
    assert draft.found(words("want", "three want")).first == (0, (0, 4))
    assert draft.found(words("nothing")) == (0, None)


def test_what_stands_in_for_code_and_formulas_is_no_word_of_a_list() -> None:
    draft = index("Read `foo` and $y$, the code of x.")
    assert [*draft.block(0).find(words("code", "x"))] == [(21, 25), (29, 30)]
    assert draft.size == 8


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("---\ntitle: Power\n---\n\nIt.", True),
        ("---\nlayout: Power\n---\n\nIt.", False),
        ("# Power\n\nIt.", True),
        ("It.\n\n# Power", False),
        ("## Power\n\nIt.", False),
        ("", False),
    ],
)
def test_what_names_the_whole_draft_is_its_title(source: str, expected: bool) -> None:  # noqa: FBT001 - a table's column
    assert index(source).in_title(words("power")) == expected


def test_what_the_front_matter_says_is_no_prose() -> None:
    draft = index("---\ntitle: Power\n---\n\nIt.")
    assert (draft.size, draft.found(words("power"))) == (1, (0, None))


def test_a_phrase_does_not_reach_over_two_blocks() -> None:
    assert index("It will seek\n\npower.").found(words("seek power")).first is None


def test_each_block_has_the_heading_above_it() -> None:
    assert index(DRAFT).headings == [-1, 1, 1, 1, 4, 4]


@pytest.mark.parametrize(
    ("number", "expected"), list(enumerate([range(1), range(1, 4), range(1, 4), range(1, 4), range(4, 6), range(4, 6)]))
)
def test_a_section_reaches_from_its_heading_to_the_next(number: int, expected: range) -> None:
    draft = index(DRAFT)
    assert draft.section(number) == expected


def test_rate_is_in_each_thousand_words() -> None:
    draft = index("want " + "word " * 399)
    assert draft.rate(words("want")) == 2.5
    assert draft.rate(words("word")) == 997.5
    assert index("").rate(words("want")) == 0


def test_a_longer_draft_is_about_the_words_that_it_has_often() -> None:
    often = index("want " + "word " * 99).often
    assert often["want"] == pytest.approx(math.log10(1 + 1000 / 1100))
    assert often["word"] == pytest.approx(math.log10(1 + 99000 / 1100))
    assert index("want " + "word " * 58).often == {}


def test_the_words_that_weigh_most_in_a_draft_have_a_place() -> None:
    draft = index("# Plan\n\n" + "Want power. " * 50)
    total, telling = draft.spoken("agent.pursuer", {"power": 0.5, "want": -1, "plan": 9, "the": 7})
    power, plan = (math.log10(1 + 1000 * number / 1101) for number in (50, 1))
    assert total == pytest.approx(0.5 * power - power + 9 * plan)
    assert telling == (((0, (0, 4)), round(9 * plan, 2)), ((1, (5, 10)), round(0.5 * power, 2)))
