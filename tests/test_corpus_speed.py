"""What makes runs fast changes no report: tried on real drafts, where there is a folder of them.

The folder is ``../shared/bench/corpus`` beside the repository, or what ``TERMLINT_CORPUS`` names.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from termlint.glossaries import data
from termlint.linter import Linter
from termlint.markup import markdown, sentences
from termlint.reading import mentions
from termlint.runs import reportlines
from termlint.runs.checking import Checker
from termlint.runs.reportcache import ReportCache

if TYPE_CHECKING:
    from collections.abc import Iterable

    from termlint.parsing.parses import Parse, Row

_CORPUS = Path(os.environ.get("TERMLINT_CORPUS") or Path(__file__).parents[2] / "shared" / "bench" / "corpus")
_SOME = 60
"""One draft of so many is tried."""
pytestmark = pytest.mark.skipif(not _CORPUS.is_dir(), reason="there is no corpus beside this repository")


@pytest.fixture(scope="module")
def linter() -> Linter:
    return Linter(*data.load(data.Folders()), every=True)


def drafts() -> list[tuple[str, str]]:
    paths = sorted(_CORPUS.rglob("*.md"))[::_SOME]
    return [(path.as_posix(), path.read_bytes().decode()) for path in paths]


def test_reports_are_the_same_from_a_cache_and_at_a_glance(linter: Linter, tmp_path: Path) -> None:
    checker = Checker(
        data.forms(), lambda: (linter.glossary, linter.ruleset), lambda *_: linter, ReportCache(tmp_path, lambda _: ())
    )
    for path, source in drafts():
        alone = linter.check(path, source)
        assert reportlines.read(reportlines.written(alone), path, source) == alone
        if alone.readings:
            assert checker.check(path, source) == alone
            assert checker.known(path, source) == alone


def test_reports_are_the_same_with_parses_of_an_earlier_run(linter: Linter, tmp_path: Path) -> None:
    for path, source in drafts():
        first = Linter(linter.glossary, linter.ruleset, every=True, cache_folder=tmp_path)
        first.parser = linter.parser
        alone = linter.check(path, source)
        assert first.check(path, source) == alone
        second = Linter(linter.glossary, linter.ruleset, every=True, cache_folder=tmp_path)
        assert second.check(path, source) == alone
        assert second.parser.language is None


def parsed(parses: Iterable[Parse]) -> list[tuple[Row, ...]]:
    return [parse.rows for parse in parses]


def test_a_sentence_is_parsed_as_it_would_be_among_all_others(linter: Linter) -> None:
    for path, source in drafts()[::3]:
        document = markdown.read(path, source)
        found = {(m.block, m.sentence) for m in mentions.find(document, linter.glossary)}
        every = [(i, span) for i, block in enumerate(document.blocks) for span in sentences.split(block.text)][:400]
        texts = [document.blocks[i].text[span.start : span.end] for i, span in every]
        whole = dict(zip(every, parsed(linter.parser.parse(texts)), strict=True))
        wanted = [key for key in every if key in found]
        few = parsed(linter.parser.parse(document.blocks[i].text[span.start : span.end] for i, span in wanted))
        assert few == [whole[key] for key in wanted]
