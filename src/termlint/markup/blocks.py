"""Block rules of essay repositories: front matter, display math, and lines that hold no prose.

A rule reads whole lines. Containers hand their lines back to the block parser, so that each inline token's content
still ends where its source line ends; a title inside a line says its place in ``meta["places"]``.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from mdit_py_plugins.footnote.index import footnote_def

from termlint.markup import templates
from termlint.markup.containers import (
    admonition,
    callout,
    colon_fence,
    component,
    directive,
    expression,
    spoiler,
)
from termlint.markup.inline import ENVIRONMENT, is_tex
from termlint.markup.nesting import BoundedBlock, find_line, hidden, line_text, sought
from termlint.markup.tables import dash_table, grid_table, placed_table

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

    from termlint.markup.nesting import Rule

_YAML_START = re.compile(r"""\s*(?:#|\{|["']?[\w.@$/ -]+["']?\s*:(?:\s|$))""")
_TOML_START = re.compile(r"""\s*(?:#|\[|["']?[\w.-]+["']?\s*=)""")
_JSON_START = re.compile(r'\s*"')
_FRONT = {"---": (("---", "..."), _YAML_START), "+++": (("+++",), _TOML_START), "{": (("}",), _JSON_START)}
LONGEST_KEY = 100
"""How much of a line tells whether it starts front matter."""


def front_matter(state: StateBlock, start: int, end: int, _silent: bool) -> bool:
    """``---``, ``+++`` or ``{`` on the first line that is not blank, if what follows looks like YAML, TOML or JSON."""
    if state.tokens or state.level or start + 1 == end:
        return False
    if (fence := line_text(state, start).rstrip()) not in _FRONT or state.src[: state.bMarks[start]].strip():
        return False
    closers, looks = _FRONT[fence]
    rows = [state.src[state.bMarks[line] : state.eMarks[line]].rstrip() for line in range(start + 1, end)]
    close = next((number for number, row in enumerate(rows) if row in closers), -1)
    if close < 0:
        if start or fence == "{" or not looks.match(rows[0].lstrip()[:LONGEST_KEY]):
            return False
        blank = next((number for number, row in enumerate(rows) if not row), len(rows))
        return hidden(state, "front_matter", 0, blank + 1, closed=False)
    first = next(filter(None, rows[:close]), "")
    if (first or start or fence == "{") and not looks.match(first.lstrip()[:LONGEST_KEY]):
        return False
    return hidden(state, "front_matter", start, start + close + 2, closed=True)


_METADATA = re.compile(
    r"(?:abstract|author|background|bibliography|class|csl|date|keywords|lang|layout|nocite|references|title|transition):(?:\s|$)"
)
_METADATA_END = re.compile(r"^(?:---|\.\.\.)\s*$")
_METADATA_ROW = re.compile(r"(?:\s|#|- |[\w-]+:(?:\s|$))|$")


def metadata(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Settings further down, between ``---`` and ``...``: Pandoc's, as a list of references, or those of a slide."""
    if silent or state.level or not start or not state.isEmpty(start - 1) or line_text(state, start).rstrip() != "---":
        return False
    if start + 1 == end or not _METADATA.match(state.src, state.bMarks[start + 1]):
        return False
    close = find_line(state, start + 1, end, _METADATA_END)
    rows = (state.src[state.bMarks[line] : state.eMarks[line]] for line in range(start + 1, close))
    return close > 0 and all(map(_METADATA_ROW.match, rows)) and hidden(state, "metadata", start, close + 1)


_MATH_OPEN = re.compile(rf"\$\$|\\\\?\[|{ENVIRONMENT}")
_TEX_ONLY = re.compile(r"[\\^=]")
_AFTER_MATH = re.compile(r"(?:\([^()]*\)|\{[^{}]*\})?[.,;:]?")
LONGEST_DISPLAY = 500
"""Lines of a formula; what is longer is left to the inline rules."""


def _is_display(state: StateBlock, first: int, last: int) -> bool:
    """Whether every paragraph between two ``$$`` lines is TeX: blank lines among them are rare but real."""
    rows = [line_text(state, line) for line in range(first, last)]
    if all(rows):
        return True
    paragraphs = [part for part in "\n".join(rows).strip().split("\n\n") if part.strip()]
    return all(_TEX_ONLY.search(part) and "$" not in part for part in paragraphs)


def math_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    r"""``$$``, ``\[`` or ``\begin{equation}`` at the start of a line, up to its closing mark at the end of one."""
    line = line_text(state, start)
    match = _MATH_OPEN.match(line)
    if not match:
        return False
    closer = match[0].replace("[", "]").replace("\\begin", "\\end")
    rest = line[match.end() :]
    last = start
    if closer not in rest:
        alone = match[0] == "$$" and not rest.strip()
        last = find_line(state, start + 1, end, re.compile(re.escape(closer)), blanks=alone)
        if last < 0 or last - start > LONGEST_DISPLAY or (alone and not _is_display(state, start + 1, last)):
            return False
    inside, _, after = (rest if last == start else line_text(state, last)).partition(closer)
    if not _AFTER_MATH.fullmatch(after.strip()):
        return False
    if "[" in match[0]:
        between = [line_text(state, number) for number in range(start + 1, last)]
        if not is_tex("\n".join([rest, *between, inside] if last > start else [inside]), display=not rest.strip()):
            return False
    return silent or hidden(state, "math_block", start, last + 1)


_NO_PROSE = re.compile(
    r"%\s|\([\w:.-]+\)=\s*$|\*\[[^\[\]]+\]:|\+{3,}\s*(?:\{.*\})?$|/{3,}(?:\s*$|\s+[\w-]+\s*(?:\||$))"
)


_PART = re.compile(r"(?<!\d)\d{1,3}\s*$")


def marker_line(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """A comment, target or block break of MyST, a definition of an abbreviation, the fence of a generic block."""
    line = line_text(state, start)
    if not _NO_PROSE.match(line):
        return False
    if silent and line.startswith("%") and _PART.search(line_text(state, start - 1)):
        return False  # a percentage that is parted by a line break
    return silent or hidden(state, "marker_line", start, start + 1)


def template_code(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Code of a template language, ``{% highlight python %}`` and its like, up to the closing tag."""
    line = line_text(state, start)
    opening = templates.opening(line, 0)
    if not opening:
        return False
    closer = templates.closer(opening)
    if closer.search(line, opening.end()):
        return silent or hidden(state, "template_code", start, start + 1)
    close = sought(state, partial(_template_end, state, start, end, closer))
    return close > 0 and (silent or hidden(state, "template_code", start, close + 1))


def _template_end(state: StateBlock, start: int, end: int, closer: re.Pattern[str]) -> int:
    """The line in which code of a template language is closed; -1 if none is."""
    if not closer.search(state.src, state.eMarks[start]):  # at once: each of many tags may be one that nothing closes
        return -1
    return find_line(state, start + 1, end, closer)


_OPEN_SHORTCODE = re.compile(r"\{\{([<%])(?!.*[>%]\}\})")
_SHORTCODE_ENDS = {"<": re.compile(r">\}\}\s*$"), "%": re.compile(r"%\}\}\s*$")}


def long_shortcode(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A shortcode whose arguments take several lines, the last of which may look like a quotation: ``>}}``."""
    match = _OPEN_SHORTCODE.match(line_text(state, start))
    last = find_line(state, start + 1, end, _SHORTCODE_ENDS[match[1]], blanks=False) if match else -1
    return last > 0 and (silent or hidden(state, "shortcode", start, last + 1))


_COMMENTS = {"%%": re.compile("%%"), "{/*": re.compile(r"\*/\}")}


def long_comment(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A comment of Obsidian or MDX around several paragraphs; within one it is left to the inline rules."""
    line = line_text(state, start)
    opener = "%%" if line.startswith("%%") else line[:3]
    closer = _COMMENTS.get(opener)
    if not closer or closer.search(line, len(opener)):
        return False
    if silent and opener == "%%" and state.src.count("%%", state.bMarks[state.line], state.bMarks[start]) % 2:
        return False  # what looks like the start of a comment ends one in the paragraph above
    last = find_line(state, start + 1, end, closer)
    if not any(map(state.isEmpty, range(start + 1, last))) or not closer.search(line_text(state, last).rstrip()[-3:]):
        return False
    return silent or hidden(state, "comment", start, last + 1)


_ESM = re.compile(
    r"""import\s+(?:(?:[^"']+\sfrom\s+)?["'][^"']+["'];?\s*$|(?:\w+\s*,\s*)?[{*])"""
    r"""|export\s+(?:(?:const|let|var)\s+[\w$]+\s*=|(?:const|let|var)\s*[\[{]|[{*]|default\s*[({\["'`]"""
    r"""|(?:default\s+)?(?:async\s+)?(?:function\b[\s*]*[\w$]*\s*\(|class\b[^.]*\{))"""
)


def esm(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The imports and exports of an MDX file; those between tags stand there as at the top."""
    if silent or (state.level and not state.env["mdx"]):
        return False
    if not state.src.startswith(("import ", "export "), state.bMarks[start]) or not _ESM.match(line_text(state, start)):
        return False
    state.env["mdx"] = True
    return hidden(state, "esm", start, _code_end(state, start, end))


_BRACKET = re.compile(r""""[^"]*"|'[^']*'|`[^`]*`|(?P<opens>[(\[{])|(?P<closes>[)\]}])""")
LONGEST_CODE = 200
"""Lines of an import or export with blank lines in it."""


def _code_end(state: StateBlock, start: int, end: int) -> int:
    """The first blank line at which every bracket that opened is closed; where there is none, the first of all."""
    closed = sought(state, partial(_closed, state, start, end))
    return closed if closed >= 0 else next(filter(state.isEmpty, range(start, end)), end)


def _closed(state: StateBlock, start: int, end: int) -> int:
    """The first blank line, or the end, with no bracket open; -1 if that is too far."""
    depth = 0
    for line in range(start, min(end, start + LONGEST_CODE)):
        if depth <= 0 and state.isEmpty(line):
            return line
        depth += sum(
            bool(match["opens"]) - bool(match["closes"]) for match in _BRACKET.finditer(line_text(state, line))
        )
    return end if depth <= 0 and end <= start + LONGEST_CODE else -1


def placed_note(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The footnote plugin's definition of a note, which knows its lines."""
    count = len(state.tokens)
    if not footnote_def(state, start, end, silent):
        return False
    if not silent:
        state.tokens[count].map = [start, state.line]
    return True


LONGEST_LINE = 2_000
"""Of a line that opens a block of one of these kinds; a formula on one line is left to the inline rules."""
_BY_SIGN: dict[str, tuple[Rule, ...]] = {
    **dict.fromkeys("`~", (directive,)),
    ":": (colon_fence,),
    "!": (spoiler, admonition),
    **dict.fromkeys("?=", (admonition,)),
    **dict.fromkeys("$\\", (math_block,)),
    "{": (template_code, long_shortcode, long_comment, expression),
    "%": (long_comment, marker_line),
    "[": (callout,),
    "<": (component,),
    "+": (marker_line, grid_table),
    "-": (metadata,),
    **dict.fromkeys("(*/", (marker_line,)),
    **dict.fromkeys("ie", (esm,)),
}


def by_sign(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The rules of essay repositories for the sign that a line starts with."""
    at = state.bMarks[start] + state.tShift[start]
    rules = _BY_SIGN.get(state.src[at : at + 1])
    if rules is None or state.is_code_block(start) or state.eMarks[start] - at > LONGEST_LINE:
        return False
    return any(rule(state, start, end, silent) for rule in rules)


def block_parser() -> BoundedBlock:
    """A block parser with every rule in place."""
    parser = BoundedBlock()
    interrupts = ["paragraph", "reference", "blockquote", "list", "footnote_def"]
    parser.ruler.before("table", "front_matter", front_matter)
    parser.ruler.before("table", "dash_table", dash_table)
    parser.ruler.before("fence", "by_sign", by_sign, {"alt": interrupts})
    parser.ruler.at("table", placed_table, {"alt": ["paragraph", "reference"]})
    return parser
