"""One page that holds the drafts themselves, with what termlint has to say in the margin.

It needs no network and no script; what it may load is nothing, and it says so to the browser.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from bisect import bisect_right
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from termlint.counting import counted, counted_findings
from termlint.model import Lines
from termlint.reporters import html_marks, html_notes, html_text, wording
from termlint.reporters.xmltext import harmless
from termlint.vocabulary import short_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from termlint.model import Finding, Problem, Report, Span
    from termlint.reporters.html_notes import Senses
    from termlint.reporters.html_text import Block, Mark
    from termlint.reporters.run import Run

AROUND = 40
"""So many characters on either side of a finding tell it from others of the same words."""
_BLANK = re.compile(r"(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)")


def write(reports: Iterable[Report], run: Run) -> Iterator[str]:
    """The page; its head tells what was found, so it is written when the last draft is checked."""
    reports = list(reports)
    known = html_notes.senses(run, reports) if any(map(_speaks, reports)) else html_notes.Senses({}, {}, {})
    yield from _head(reports)
    if len(reports) > 1:
        yield from _contents(reports)
    yield from _problems([problem for report in reports for problem in report.problems])
    yield from html_notes.legend(known)
    yield "</header>\n<main>\n"
    for number, report in enumerate(reports):
        if _speaks(report):
            yield from _article(number, report, known)
    said = f"termlint {harmless(run.version)}. No word needs replacing: a caveat says which reading is meant."
    yield f"</main>\n<footer>{said}</footer>\n</body>\n</html>\n"


def _speaks(report: Report) -> bool:
    """Whether there is anything to show in a draft."""
    return bool(report.findings or report.readings)


def _head(reports: Sequence[Report]) -> Iterator[str]:
    style = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
    allowed = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    affected = sum(bool(report.findings) for report in reports)
    found = _counted([finding for report in reports for finding in report.findings])
    said = f"{found} in {affected} of {counted(len(reports), 'file')}"
    if not affected:
        said = f"Nothing to report in {counted(len(reports), 'file')}"
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    policy = f"default-src 'none'; style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'"
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    yield f"<title>termlint: {said}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    yield f'<header>\n<h1>termlint</h1>\n<p class="sum">{said}</p>\n'


def _counted(findings: Sequence[Finding]) -> str:
    return counted_findings(len(findings), sum(finding.level == "suggestion" for finding in findings))


def _contents(reports: Sequence[Report]) -> Iterator[str]:
    """The drafts with the numbers of their findings."""
    yield '<nav aria-label="Drafts">\n'
    folder = _folder([report.path for report in reports])
    if folder:
        yield f'<p class="none">In <bdi>{harmless(folder)}</bdi></p>\n'
    yield "<ul>\n"
    for number, report in enumerate(reports):
        path = f"<bdi>{harmless(report.path.removeprefix(folder))}</bdi>"
        shown = f'<a href="#f{number}">{path}</a>' if _speaks(report) else path
        failed = any(not problem.notice for problem in report.problems)
        said = _counted(report.findings) if report.findings else "not checked" if failed else "nothing to report"
        kind = "" if report.findings else ' class="none"'
        yield f"<li>{shown} <span{kind}>{said}</span></li>\n"
    yield "</ul></nav>\n"


def _folder(paths: Iterable[str]) -> str:
    """The folder that holds all of some files, as their paths begin; empty if there is none."""
    parts = zip(*(path.split("/")[:-1] for path in paths), strict=False)  # as far as the shortest has any
    return "".join(f"{names[0]}/" for names in takewhile(lambda names: len(set(names)) == 1, parts))


def _problems(problems: Sequence[Problem]) -> Iterator[str]:
    if problems:
        yield '<ul class="problems" aria-label="Problems">\n'
        for problem in problems:
            kind = "notice" if problem.notice else "error"
            yield f'<li class="{kind}"><strong>{kind}</strong> {harmless(str(problem))}</li>\n'
        yield "</ul>\n"


def _article(file: int, report: Report, known: Senses) -> Iterator[str]:
    """A draft with its findings."""
    lines = Lines(report.source)
    here = f"f{file}"
    yield f'<article id="{here}" aria-labelledby="{here}-h">\n'
    yield f'<h2 id="{here}-h"><bdi>{harmless(report.path)}</bdi></h2>\n'
    yield from _places(report.findings, lines, file)
    marks = html_marks.marks(file, report, known.colours)
    blocks = list(html_text.blocks(report.path, lines))
    notes = _by_block(report.findings, blocks)
    for number, block in enumerate(blocks):
        said = notes.get(number, ())
        yield '<div class="noted">\n' if said else ""
        yield from _shown(block, report.source, marks, here)
        if said:
            yield '<div class="notes">\n'
            for count, finding in said:
                yield from html_notes.note(count, finding, lines, file, known)
            yield "</div>\n</div>\n"
    yield from html_notes.table(report.readings, lines, file)
    yield "</article>\n"


def _shown(block: Block, source: str, marks: Sequence[Mark], here: str) -> Iterator[str]:
    """A block with the number of its line."""
    yield '<div class="block">\n'
    line = f'id="{here}-L{block.line}" href="#{here}-L{block.line}" aria-label="line {block.line}"'
    yield f'<a class="number" tabindex="-1" {line}>{block.line}</a>'
    text = f'<div class="text {block.look}" dir="auto">{html_text.written(block, source, marks)}</div>\n'
    yield f"<details><summary>front matter</summary>{text}</details>\n" if block.look == "matter" else text
    yield "</div>\n"


def _by_block(findings: Iterable[Finding], blocks: Sequence[Block]) -> Mapping[int, list[tuple[int, Finding]]]:
    """The findings, counted, by the block they stand in."""
    found: dict[int, list[tuple[int, Finding]]] = {}
    for number, finding in enumerate(findings, 1):
        block = bisect_right(blocks, finding.span.start, key=lambda block: block.span.start) - 1
        found.setdefault(block, []).append((number, finding))
    return found


def _places(findings: Sequence[Finding], lines: Lines, file: int) -> Iterator[str]:
    """The findings at a glance."""
    if not findings:
        return
    yield '<ol class="places" aria-label="Findings">\n'
    for number, finding in enumerate(findings, 1):
        place = wording.place(finding.span, lines)
        names = " or ".join(short_id(sense) for sense in finding.senses)
        words = harmless(f"“{wording.words(lines.text, finding.span)}”: {names}?")
        link = f'<a href="#n{file}-{number}">{words} <small>{_excerpt(lines.text, finding.span)}</small></a>'
        mild = ' <span class="mild">suggestion</span>' if finding.level == "suggestion" else ""
        yield f'<li><span>{number}</span><span class="place">{place}</span><span>{link}{mild}</span></li>\n'
    yield "</ol>\n"


def _excerpt(text: str, span: Span) -> str:
    """A place with some words around it, as far as its paragraph goes."""
    start = max(0, span.start - AROUND)
    before = _BLANK.split(text[start : span.start])[-1]
    after = _BLANK.split(text[span.end : span.end + AROUND])[0]
    if start and len(before) == AROUND:
        before = f"… {before.lstrip().partition(' ')[2]}"
    if len(after) == AROUND:
        after = f"{after.rpartition(' ')[0]} …"
    return f"{_flowing(before).lstrip()}<b>{_flowing(text[slice(*span)])}</b>{_flowing(after).rstrip()}"


def _flowing(text: str) -> str:
    return harmless(re.sub(r"\s+", " ", text))
