"""Fixes every draft of a folder, one kind of caveat after the other, and proves what must hold of the result.

The proof shares nothing with the one that termlint makes itself before it writes: it renders with a plain markdown-it.
A line of figures for each kind; exit status 1, and the reasons, if anything does not hold.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from termlint import edits
from termlint.glossaries import data
from termlint.inserting import fixes
from termlint.linter import Linter
from termlint.model import CaveatKind, Lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

URL = "https://example.org/glossary/"
COMMENT = re.compile(r"<!-- termlint-caveat [^>]* -->")


def plain() -> MarkdownIt:
    """A renderer that names notes by their labels: an inserted note changes the numbers of others."""
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    markdown.use(front_matter_plugin).use(footnote_plugin, move_to_end=False)
    markdown.add_render_rule("footnote_ref", _named)
    markdown.add_render_rule("footnote_reference_open", _named)
    return markdown


def _named(renderer: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    _ = renderer, options, env
    return f"<{tokens[idx].type} {tokens[idx].meta.get('label')}>"


def flaws(linter: Linter, name: str, source: str, kind: CaveatKind, tally: Counter[str]) -> Iterator[str]:
    """What does not hold of one draft and its fixes of one kind."""
    report = linter.check(name, source)
    chosen = list(fixes.choices(report, linter.glossary))
    fixed = fixes.fix(report, chosen, linter.glossary, kind)
    tally.update(drafts=1, findings=len(report.findings), conflations=len(chosen))
    tally.update(changed=fixed.source != source, fixes=len(fixed.fixes), refused=len(fixed.refused))
    point = Lines(source).point
    yield from ("refused: {0.line}:{0.column}: {1}".format(point(at), message) for at, message in fixed.refused)
    come = edits.inserted(fixed.edits)
    if edits.without(fixed.source, come).encode() != source.encode():
        yield "insertions removed is not the original"
    pieces = [fixed.source[slice(*span)] for span in come]
    # Raw HTML at the end of a draft renders with a line break once something stands behind it.
    after, before = (re.sub(r"\n+", "\n", plain().render(text)) for text in (fixed.source, source))
    if _without(after, pieces, kind).rstrip() != before.rstrip():
        yield "renders differently"
    again = linter.check(name, fixed.source)
    settled = {one.conflation for one in fixed.fixes}
    yield from (f"still reported: {finding.rule}" for finding in again.findings if finding.conflation in settled)
    known = Counter(finding.rule for finding in report.findings if finding.conflation not in settled)
    if Counter(finding.rule for finding in again.findings) - known:
        yield "something new is reported"
    if again.problems != report.problems:
        yield f"new problems: {[str(problem) for problem in again.problems]}"
    twice = fixes.fix(again, list(fixes.choices(again, linter.glossary)), linter.glossary, kind)
    if twice.source != fixed.source:
        yield "fixed twice is not fixed once"


def _without(html: str, pieces: list[str], kind: str) -> str:
    """HTML less what the inserted pieces render to."""
    for piece in pieces:
        found = next((match for match in _renderings(piece, kind, html) if match), None)
        if found:
            html = html[: found.start()] + found.groupdict().get("kept", "") + html[found.end() :]
    return html


def _renderings(piece: str, kind: str, html: str) -> Iterator[re.Match[str] | None]:
    """Where a piece may be in some HTML, as what it stands for or, where the renderer knows no better, as it stands."""
    if kind == "link" and (target := re.fullmatch(r"\]\((.*)\)", piece)):
        yield re.search(rf'<a href="{re.escape(target[1])}">(?P<kept>.*?)</a>', html, re.DOTALL)
        yield re.search(rf"\[(?P<kept>[^\[\]]*){re.escape(piece)}", html)
    elif label := re.fullmatch(r"\[\^([^\]]*)\]", piece):
        yield re.search(rf"<footnote_ref {re.escape(label[1])}>", html)
    elif label := re.search(r"^\[\^([^\]]*)\]: ", piece, re.MULTILINE):
        yield re.search(rf"<footnote_reference_open {re.escape(label[1])}>.*?</>", html, re.DOTALL)
    elif "\n" in piece:
        yield re.search(re.escape(plain().render(piece.strip("\r\n") + "\n")), html)
    elif piece != "[":
        yield re.search(re.escape(plain().renderInline("x" + piece)[1:]), html)
    if piece != "[":
        yield re.search(re.escape(escapeHtml(piece)), html)


def main() -> int:
    """The exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth draft")
    parser.add_argument("--kind", action="append", choices=get_args(CaveatKind), dest="kinds")
    options = parser.parse_args()
    glossary, ruleset = data.load(data.Folders((), (), builtin=True))
    linter = Linter(replace(glossary, url=URL), ruleset)
    failed = 0
    for kind in options.kinds or get_args(CaveatKind):
        tally: Counter[str] = Counter()
        for path in sorted(options.folder.rglob("*.md"))[:: options.every]:
            source = path.read_bytes().decode()
            for flaw in flaws(linter, path.name, source, kind, tally):
                print(f"{path}: {kind}: {flaw}")
                failed += not flaw.startswith("refused")
        print(kind, *(f"{name} {count}" for name, count in tally.items()), sep="  ")
    print(f"{failed} flaws")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
