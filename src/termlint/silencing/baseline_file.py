"""A baseline's file: JSON with one finding a line, in a fixed order, so that changes can be read and merged."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, NoReturn

from termlint.errors import DataError, TermlintError
from termlint.model import Lines, Problem
from termlint.silencing import baseline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from termlint.nodes.yamltext import Node
    from termlint.silencing.baseline import Baseline, Known

VERSION = 1
ABOUT = "Known findings: termlint check --baseline does not report them, --write-baseline writes this file."
MAX_BYTES = 50_000_000
_MARKS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
"""The beginnings of the lines with which git marks the sides of a merge; none of the file's own begins so."""
_MERGE = "once all drafts are merged, termlint check --write-baseline {} on them keeps the entries of both sides"
_ADVICE = "restore the file, or remove it and create it again with --write-baseline"


def load(path: Path, *, merging: bool = False) -> Baseline:
    """The baseline in a file; `DataError` if it holds anything else.

    With `merging`, a file in which git has left both sides of a merge may be read: it knows what either of them knows.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise TermlintError(f"{path}: there is no such baseline: create it with --write-baseline {path}") from None
    return parsed(path, data, merging=merging)


def parsed(path: Path, data: bytes, *, merging: bool = False) -> Baseline:
    """The baseline in a file's content."""
    if len(data) > MAX_BYTES:
        _fail(path, f"is larger than {MAX_BYTES // 1_000_000} MB")
    try:
        text = data.decode("utf-8-sig")
        known = _either(*map(_known, _sides(text))) if merging else _known(text)
    except UnicodeDecodeError as error:
        _fail(path, "is not UTF-8 here", *Lines.undecoded(error))
    except json.JSONDecodeError as error:
        if not merging and text.split("\n")[error.lineno - 1].startswith(_MARKS):
            told = f"git has left both sides of a merge here: {_MERGE.format(path)}"
            raise DataError([Problem(str(path), told, error.lineno, error.colno)]) from None
        _fail(path, f"is not JSON here ({error.msg})", error.lineno, error.colno)
    except (RecursionError, ValueError):  # not a baseline, or a number with more digits than Python reads
        _explain(path, text)
    return baseline.of(path, known)


def dumped(known: Mapping[str, Known]) -> bytes:
    """The content of a baseline's file."""
    findings = {draft: _tree(counts) for draft, counts in sorted(known.items()) if counts}
    whole = {"about": ABOUT, "version": VERSION, "findings": findings}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _tree(counts: Known) -> dict[str, dict[str, int]]:
    tree: dict[str, dict[str, int]] = {}
    for (rule, sentence), count in sorted(counts.items()):
        tree.setdefault(rule, {})[sentence] = count
    return tree


def _sides(text: str) -> tuple[str, str]:
    """A file as it is on both sides of a merge; twice the same if there is none."""
    ours: list[str] = []
    theirs: list[str] = []
    sides = [(ours,), (), (theirs,), (ours, theirs)]
    within: Sequence[list[str]] = (ours, theirs)
    for line in text.splitlines(keepends=True):
        if line.startswith(_MARKS):
            within = sides[_MARKS.index(line[:7])]
        else:
            for side in within:
                side.append(line)
    return "".join(ours), "".join(theirs)


def _either(ours: Mapping[str, Known], theirs: Mapping[str, Known]) -> dict[str, Known]:
    """What one or the other knows."""
    return {draft: ours.get(draft, Counter()) | theirs.get(draft, Counter()) for draft in {**ours, **theirs}}


class _Unlike(ValueError):  # noqa: N818 - never seen by a user
    """The JSON is not a baseline."""


def _known(text: str) -> dict[str, Known]:
    return dict(_drafts(json.loads(text, object_pairs_hook=_once)))


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A mapping; no key may occur twice."""
    if len(dict(pairs)) < len(pairs):
        raise _Unlike
    return dict(pairs)


def _drafts(whole: object) -> Iterator[tuple[str, Known]]:
    """What is known in each draft."""
    entries = _mapping(whole)
    if entries.get("version") != VERSION or isinstance(entries["version"], bool):
        raise _Unlike
    for draft, rules in _mapping(entries.get("findings")).items():
        known: Known = Counter()
        for rule, sentences in _mapping(rules).items():
            for sentence, count in _mapping(sentences).items():
                if not isinstance(count, int) or isinstance(count, bool) or count < 1:
                    raise _Unlike
                known[rule, sentence] = count
        yield draft, known


def _mapping(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise _Unlike
    return value


def _explain(path: Path, text: str) -> NoReturn:
    """Raise the error for JSON that is not a baseline, with its place, which the JSON parser does not give."""
    from termlint.nodes import yamltext  # noqa: PLC0415 - only a broken file needs it

    root = yamltext.parse(text, str(path))
    entries = root.values if isinstance(root, yamltext.Fields) else {}
    version = entries.get("version")
    if not isinstance(version, yamltext.Scalar) or version.value != VERSION:
        _fail(path, f"is not a baseline of version {VERSION}", *(version or root).at)
    findings = entries.get("findings")
    wrong = _wrong(findings, ("drafts", "rules", "fingerprints")) if findings else (root, "the key findings is missing")
    node, message = wrong or (root, "is not a baseline")
    _fail(path, message, *node.at)


def _wrong(node: Node, levels: tuple[str, ...]) -> tuple[Node, str] | None:
    """The first node that is wrong, and what it must be."""
    from termlint.nodes import yamltext  # noqa: PLC0415 - as above

    if not levels:
        value = node.value if isinstance(node, yamltext.Scalar) else None
        good = isinstance(value, int) and not isinstance(value, bool) and value > 0
        return None if good else (node, "this must be how many findings are known, 1 or more")
    if not isinstance(node, yamltext.Fields):
        return node, f"this must be a mapping from {levels[0]}"
    return next(filter(None, (_wrong(inner, levels[1:]) for inner in node.values.values())), None)


def _fail(path: Path, message: str, line: int = 0, column: int = 0) -> NoReturn:
    raise DataError([Problem(str(path), f"{message}: {_ADVICE}", line, column)])
