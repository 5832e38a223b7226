from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termlint.markup import sentences

SPLIT = [
    ("", []),
    (" \t", []),
    ("One.", ["One."]),
    ("No full stop", ["No full stop"]),
    ("One. Two? Three! Four… Five.", ["One.", "Two?", "Three!", "Four…", "Five."]),
    ("  One.   Two. ", ["One.", "Two."]),
    # What closes a sentence belongs to it, what opens the next does not.
    ('She said "stop." Then she left.', ['She said "stop."', "Then she left."]),
    ("It stopped (at last.) “So what?” we asked.", ["It stopped (at last.)", "“So what?” we asked."]),
    ("It moved. (Nobody saw.) [It](x) stopped.", ["It moved.", "(Nobody saw.)", "[It](x) stopped."]),
    ("It won. 3 of 4 games. \u2013 Fine.", ["It won.", "3 of 4 games.", "\u2013 Fine."]),
    ("Was it I. Then who?", ["Was it I.", "Then who?"]),
    ("It runs at NASA. Agents plan.", ["It runs at NASA.", "Agents plan."]),
    ("Is it Fig? Ask J! Then go.", ["Is it Fig?", "Ask J!", "Then go."]),
    ("\u2018It moved.\u2019 So it did.", ["\u2018It moved.\u2019", "So it did."]),
    # An answer is no number, and what a list breaks off with may end a sentence.
    ("No. Agents plan.", ["No.", "Agents plan."]),
    ("They plan, etc. Agents act.", ["They plan, etc.", "Agents act."]),
    ("Really?! Yes.", ["Really?!", "Yes."]),
    ("Well... It moved.", ["Well...", "It moved."]),
    # An item of a list that Pandoc numbers.
    ("#. One item. #. Two.", ["#.", "One item.", "#.", "Two."]),
    # A number of a note that is no Markdown.
    ("It won.[3] We lost.”[4][12] They left.¹² So.", ["It won.[3]", "We lost.”[4][12]", "They left.¹²", "So."]),
]

WHOLE = [
    "What follows without a capital, e. g. this. or this! belongs to it.",
    "Agents, e.g. robots, move.",
    "Agents (i.e. robots) move.",
    "See Smith et al. 2021 for more.",
    "Dr. J. Doe trains agents.",
    "Compare Fig. 3 and Eq. 4, cf. Sec. 2.",
    "See no. 3 and Nos. 4 to 6.",
    "It scores 3.5 points, on gym.openai.com or in main.py.",
    "Robots vs. people.",
    "It weighs 5kg.No space follows.",
    "See Smith et al.[3] Agents are not in it.",
    "It is 3.[m] Long.",
]


@pytest.mark.parametrize(("text", "expected"), SPLIT)
def test_splits(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences.split(text)] == expected


@pytest.mark.parametrize("text", WHOLE)
def test_stays_whole(text: str) -> None:
    assert sentences.split(text) == ((0, len(text)),)


def test_a_long_stretch_is_cut_at_spaces() -> None:
    text = "word " * 1000 + "end."
    spans = sentences.split(text)
    assert len(spans) == 3
    assert all(end - start <= sentences.LONGEST for start, end in spans)
    assert {word for start, end in spans for word in text[start:end].split()} == {"word", "end."}


def test_a_long_stretch_without_a_space_is_cut_all_the_same() -> None:
    text = "x" * (2 * sentences.LONGEST + 1)
    assert [end - start for start, end in sentences.split(text)] == [sentences.LONGEST, sentences.LONGEST, 1]


def test_a_long_row_of_dots_takes_no_longer_than_other_text() -> None:
    # In time that grows with the square, this would take minutes.
    text = "." * 100_000 + "x"
    assert sentences.split(text)[-1].end == len(text)


@given(st.text(st.sampled_from('aB1 .?!…"”)(-\n'), max_size=60))
def test_nothing_but_white_space_is_left_out(text: str) -> None:
    spans = sentences.split(text)
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(text)]
    assert all(not text[end:start].strip() for end, start in zip(ends, starts, strict=True))
    assert all(end <= start for end, start in zip(ends, starts, strict=True))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
