"""Every document of a folder of real drafts, where there is one: sound positions, and each term as it is written.

The folder is ``../shared/bench/corpus`` beside the repository, or what ``TERMLINT_CORPUS`` names.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from soundness import as_written, flaws

from termlint.markup.markdown import read

_CORPUS = Path(os.environ.get("TERMLINT_CORPUS") or Path(__file__).parents[2] / "shared" / "bench" / "corpus")
_TERM = re.compile(r"agents?|reward(?:s|ed|ing)?|polic(?:y|ies)|value functions?|mesa-optimi[sz]ers?", re.IGNORECASE)


@pytest.mark.skipif(not _CORPUS.is_dir(), reason="there is no corpus beside this repository")
def test_every_document() -> None:
    paths = sorted(_CORPUS.rglob("*.md"))
    assert paths
    terms, wrong = 0, []
    for path in paths:
        document = read(str(path), path.read_bytes().decode())
        wrong += [f"{path}: {flaw}" for flaw in flaws(document)]
        wrong += [f"{problem}" for problem in document.problems if "not be placed" in problem.message]
        for block in document.blocks:
            for match in _TERM.finditer(block.text):
                terms += 1
                written = as_written(document, block, *match.span())
                if written != match[0]:
                    wrong.append(f"{path}: {match[0]!r} is written {written!r}")
    assert wrong == []
    assert terms > len(paths)
