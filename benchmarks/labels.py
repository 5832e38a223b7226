"""The labelled mentions, each asked every cue, stake and rule of its term: the table that fitting works on.

The labels are JSON lines of a folder given on the command line: essays.jsonl and train.jsonl grade how much a mention
asks for a caveat (level 0 to 2), mentions.jsonl says which sense is meant; corpus/ holds the drafts.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from termlint.glossaries import data
from termlint.linter import Linter
from termlint.model import Span
from termlint.reading import findings, predicates, readings, stakes
from termlint.silencing.filters import NOTHING
from termlint.vocabulary import BESIDE, short_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from termlint.linter import Read
    from termlint.model import Clarifier, Mention
    from termlint.parsing.parses import Parse
    from termlint.reading.context import Context
    from termlint.silencing.filters import Filters

TERMS = ("agent", "reward", "policy", "value function", "mesa-optimizer")
"""The terms that are labelled."""
SMALL = {"gunnar_zarncke", "issa_rice", "mitchell_reynolds", "simpleaisafety"}
"""Sources of a few documents each, treated as one."""


@dataclass
class Label:
    """A labelled mention and what holds of it."""

    file: str
    path: str
    start: int
    end: int
    term: str
    source: str
    group: str
    """The source, the small ones together."""
    level: int
    sense: str
    cues: list[bool]
    stakes: list[float]
    rule: str
    """The first rule that matches, whatever hangs on it."""
    silent: str
    """The status that keeps it silent, by the readings in force; empty where none does."""
    words: dict[str, frozenset[str]]
    """The words of its sentence and those around it, as the stakes ask for them."""
    often: Mapping[str, float]
    """How often each word stands in its draft."""


@dataclass(frozen=True)
class Draft:
    """A draft that is read and parsed."""

    read: Read
    parses: Mapping[str, Parse]
    settled: Mapping[Mention, tuple[Clarifier, ...]]
    """Its mentions, in order, each with what its author has settled there."""

    def uses(self, linter: Linter, mentions: Sequence[Mention]) -> Iterator[Context]:
        """Some of its mentions, ready to be asked."""
        return linter.contexts(replace(self.read, mentions=mentions), self.parses)


def built_in(filters: Filters = NOTHING) -> Linter:
    """A linter with the built-in rules that looks at all that is labelled, what stands in images included."""
    return Linter(*data.load(data.Folders()), every=True, filters=filters)


def command_line(script: str | None) -> argparse.ArgumentParser:
    """The command line of a script, which is given a folder of labels."""
    parser = argparse.ArgumentParser(description=script, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    return parser


def items(folder: Path, name: str) -> list[dict[str, Any]]:
    """The labels of a file, as it has them."""
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def by_path(items: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Labels by the draft that they are of, in the order of their paths."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for item in items:
        found[item["path"]].append(item)
    return dict(sorted(found.items()))


def sense_of(item: Mapping[str, Any]) -> str:
    """The sense that a label says is meant; empty where it says none, or not surely, or that the word is only named."""
    sense = str(item.get("sense") or "")
    return "" if sense == "unsure" or item.get("status") == "mention" else sense


def read(folder: Path, linter: Linter, names: Sequence[str] = ("essays", "train", "mentions")) -> list[Label]:
    """Every label of some files that a mention was found for."""
    wanted = by_path(item | {"file": name} for name in names for item in items(folder, name))
    return [label for path, own in wanted.items() for label in _of_document(folder, path, own, linter)]


def examples(linter: Linter) -> Iterator[Label]:
    """The glossary's examples as labels: a report is a level 2, a pass a level 0, a sense the first mention's."""
    for term in (linter.glossary.terms[name] for name in TERMS):
        for example in term.examples:
            draft = read_draft("example", example.text, linter, term.id)
            level = 2 if example.report else 0 if example.passes else -1
            item = {"file": "examples", "path": "glossary", "term": term.id, "source": "glossary", "level": level}
            item["sense"] = short_id(example.sense)
            for context in draft.uses(linter, list(draft.settled)[:1]):
                yield _label(item, context, linter, draft.settled[context.mention])


def read_draft(path: str, text: str, linter: Linter, term: str = "") -> Draft:
    """A draft, with the mentions of one term or of all."""
    read = linter.read(path, text)
    found = [mention for mention in read.mentions if term in {"", mention.term}]
    read = replace(read, mentions=found)
    (parses,) = linter.parses([read])
    return Draft(read, parses, linter.settled(read, parses))


def of_corpus(bench: Path, path: str, linter: Linter) -> Draft:
    """A draft of the corpus."""
    return read_draft(path, text(bench, path), linter)


def text(bench: Path, path: str) -> str:
    """The text of a draft of the corpus, its line ends as they are: labels count them."""
    with (bench / "corpus" / path).open(encoding="utf-8", newline="") as file:
        return file.read()


def _of_document(folder: Path, path: str, items: list[dict[str, Any]], linter: Linter) -> Iterator[Label]:
    draft = of_corpus(folder, path, linter)
    labelled: dict[Mention, list[dict[str, Any]]] = defaultdict(list)
    for item in items:
        for mention in draft.settled:
            if mention.term == item["term"] and mention.span.meets(Span(item["start"], item["end"])):
                labelled[mention].append(item)
    for context in draft.uses(linter, list(labelled)):
        for item in labelled[context.mention]:
            yield _label(item, context, linter, draft.settled[context.mention])


def _label(item: dict[str, Any], context: Context, linter: Linter, settled: tuple[Clarifier, ...]) -> Label:
    term = linter.glossary.terms[str(item["term"])]
    rules = linter.ruleset.terms[term.id]
    reading = readings.weigh(context, term, rules, settled)
    rule, _ = findings.first(rules, context)
    silent = "" if reading.status == "clear" else reading.status
    if rule and not silent and findings.settling_rule(rule, settled):
        silent = "clarified"
    sense = sense_of(item)
    return Label(
        file=str(item["file"]),
        path=str(item["path"]),
        start=context.mention.span.start,
        end=context.mention.span.end,
        term=term.id,
        source=str(item["source"]),
        group="small sources" if item["source"] in SMALL else str(item["source"]),
        level=int(str(item.get("level", -1))),
        sense=f"{term.slug}.{sense}" if sense else "",
        cues=[predicates.holds(cue.when, context) is not None for cue in rules.cues],
        stakes=[stakes.measure(context, reading, stake)[0] for stake in rules.stakes],
        rule=rule.id if rule else "",
        silent=silent,
        words={where: frozenset(word for word, _ in stakes.beside(context, where)) for where in BESIDE},
        often=context.index.often,
    )
