"""Block rules of essay repositories, for markdown-it: front matter, admonitions, directives, display math, JSX.

A rule reads whole lines. Containers hand their lines back to the block parser, so that each inline token's content
still ends where its source line ends; a title inside a line says its place in ``meta["places"]``.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock, table

from termlint.markdown_html import tag_end
from termlint.markdown_inline import is_tex
from termlint.markdown_places import TRIM, Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.token import Token

    Rule = Callable[[StateBlock, int, int, bool], bool]

QUOTES = frozenset(("blockquote", "cite", "epigraph", "pull-quote", "quote"))
"""Callouts and admonitions that hold somebody else's words."""


class BoundedBlock(ParserBlock):
    """The block parser; it notes the lines that it leaves unread because they are nested too deep."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803  (markdown-it's names)
        """Read the lines of one container."""
        if state.level >= state.md.options["maxNesting"] and state.skipEmptyLines(startLine) < endLine:
            state.env.setdefault("too_deep", []).append(state.skipEmptyLines(startLine))
        super().tokenize(state, startLine, endLine)


def _line(state: StateBlock, line: int) -> str:
    """A line's text without its container's prefix and its indentation."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _hidden(state: StateBlock, kind: str, first: int, after: int, **meta: Any) -> bool:  # noqa: ANN401
    """Read the lines as one token that holds no prose."""
    token = state.push(kind, "", 0)
    token.map = [first, after]
    token.meta.update(meta)
    state.line = after
    return True


def _title(state: StateBlock, line: int, start: int, text: str) -> None:
    """A title within a line, `start` characters after the line's text begins."""
    if not text.strip():
        return
    start += len(text) - len(text.lstrip())
    token = state.push("inline", "", 0)
    token.content = text.strip()
    token.map = [line, line + 1]
    token.children = []
    begin = state.bMarks[line] + state.tShift[line] + start
    token.meta["places"] = [(0, Place(line, state.eMarks[line] - begin))]


def _nested(state: StateBlock, first: int, after: int, indent: int) -> None:
    """Read lines as blocks of their own, from an indentation on."""
    saved = state.blkIndent, state.lineMax, state.parentType, state.tight
    state.blkIndent, state.lineMax, state.parentType = indent, after, "root"
    state.md.block.tokenize(state, first, after)
    state.blkIndent, state.lineMax, state.parentType, state.tight = saved


def _find_line(state: StateBlock, first: int, after: int, closer: re.Pattern[str], *, blanks: bool = True) -> int:
    """The first line with a match before `after` (and before a blank line, if `blanks` is false); -1 if there is none.

    A search that fails is remembered: many openers without a closer must not cost a scan each.
    """
    failed = state.env.setdefault("failed", {})
    start, stop = failed.get((closer.pattern, after), (0, -1))
    if start <= first < stop:
        return -1
    line = first
    while line < after and (blanks or not state.isEmpty(line)):
        if closer.search(_line(state, line)):
            return line
        line += 1
    failed[closer.pattern, after] = (first, line)
    return -1


_YAML_START = re.compile(r"""\s*(?:$|#|\{|-\s|["']?[\w.@$/ -]+["']?\s*:(?:\s|$))""")
_TOML_START = re.compile(r"""\s*(?:$|#|\[|["']?[\w.-]+["']?\s*=)""")


def front_matter(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``---`` or ``+++`` on the first line, if what follows looks like YAML or TOML."""
    fence = state.src[:3]
    if start or silent or state.level or fence not in {"---", "+++"} or _line(state, 0).rstrip() != fence or end < 2:  # noqa: PLR2004
        return False
    looks = _YAML_START if fence == "---" else _TOML_START
    rows = [state.src[state.bMarks[line] : state.eMarks[line]] for line in range(1, end)]
    if not looks.match(rows[0]):
        return False
    closers = {"---", "..."} if fence == "---" else {"+++"}
    for line, row in enumerate(rows, 1):
        if row.rstrip() in closers:
            return _hidden(state, "front_matter", 0, line + 1, closed=True, yaml=fence == "---")
    if not rows[0].strip():
        return False
    blank = next((line for line, row in enumerate(rows, 1) if not row.strip()), end)
    return _hidden(state, "front_matter", 0, blank, closed=False, yaml=fence == "---")


_ADMONITION = re.compile(
    r'(?:!!!|\?\?\?\+?|===[!+]?)[ \t]+(?P<type>[A-Za-z][\w-]*(?:[ \t]+[\w-]+){0,3})?[ \t]*(?:"(?P<title>.*)")?[^"]*$'
)


def admonition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``!!! note "Title"``, ``??? note`` and ``=== "Tab"`` with indented content."""
    if state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]][:3] not in {"!!!", "???", "==="}:
        return False
    match = _ADMONITION.match(_line(state, start))
    if (
        not match
        or (match["title"] is None and (not match["type"] or match[0].startswith("=")))
        or state.is_code_block(start)
    ):
        return False
    indent = state.sCount[start] + 4
    content = state.skipEmptyLines(start + 1)
    if content >= end or state.sCount[content] < indent:
        return False
    if silent:
        return True
    after = content
    while after < end and (state.isEmpty(after) or state.sCount[after] >= indent):
        after += 1
    _container(state, (match["type"] or "").split(" ")[0].lower(), start)
    if match["title"]:
        _title(state, start, match.start("title"), match["title"])
    _nested(state, start + 1, after, indent)
    _container_end(state)
    state.line = after
    return True


def _container(state: StateBlock, name: str, line: int) -> None:
    token = state.push("container_open", "", 1)
    token.map = [line, line + 1]
    token.meta["quoted"] = name in QUOTES


def _container_end(state: StateBlock) -> None:
    state.push("container_close", "", -1)


_PROSE_DIRECTIVES = frozenset(
    [
        "admonition",
        "attention",
        "aside",
        "card",
        "caution",
        "danger",
        "definition",
        "dropdown",
        "epigraph",
        "error",
        "example",
        "exercise",
        "figure",
        "grid",
        "grid-item",
        "grid-item-card",
        "highlights",
        "hint",
        "important",
        "margin",
        "note",
        "proof",
        "pull-quote",
        "quote",
        "remark",
        "seealso",
        "sidebar",
        "solution",
        "tab-item",
        "tab-set",
        "table",
        "theorem",
        "tip",
        "topic",
        "versionadded",
        "versionchanged",
        "warning",
    ]
)
_TITLED_DIRECTIVES = frozenset(
    [
        "admonition",
        "card",
        "definition",
        "dropdown",
        "example",
        "exercise",
        "grid-item-card",
        "proof",
        "remark",
        "sidebar",
        "tab-item",
        "table",
        "theorem",
        "topic",
    ]
)
_DIRECTIVE = re.compile(r"(?P<fence>`{3,}|~{3,})[ \t]*\{(?P<name>[\w:+-]+)\}(?P<title>.*)$")
_OPTION = re.compile(r":[\w-]+:(?:\s|$)")


def _is_prose(name: str) -> bool:
    return name.rpartition(":")[2] in _PROSE_DIRECTIVES or name.startswith(("prf:", "proof:"))


def _options_end(state: StateBlock, line: int, end: int) -> int:
    """The first line after a directive's options: ``:key: value`` lines, or YAML between ``---``."""
    if line < end and _line(state, line).rstrip() == "---":
        close = _find_line(state, line + 1, end, re.compile(r"^---\s*$"))
        return close + 1 if close > 0 else line
    while line < end and _OPTION.match(_line(state, line)):
        line += 1
    return line


def directive(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A MyST directive in a code fence whose content is prose; any other stays code."""
    if state.is_code_block(start):
        return False
    match = _DIRECTIVE.match(_line(state, start))
    if not match or not _is_prose(match["name"].lower()):
        return False
    if silent:
        return True
    fence, name = match["fence"], match["name"].lower()
    close = _find_line(state, start + 1, end, re.compile(rf"^{fence[0]}{{{len(fence)},}}[ \t]*$"))
    after = close if close > 0 else end
    _container(state, name, start)
    state.tokens[-1].meta.update(closed=close > 0, markup=fence)
    if name.rpartition(":")[2] in _TITLED_DIRECTIVES or not name.startswith(("figure", "version")):
        _title(state, start, match.start("title"), match["title"])
    _nested(state, _options_end(state, start + 1, after), after, state.blkIndent)
    _container_end(state)
    state.line = min(after + 1, end)
    return True


_COLONS = re.compile(
    r":{3,}[ \t]*(?P<name>\{[^{}]*\}|[A-Za-z][\w.-]*)?(?:\[(?P<label>[^\[\]]*)\])?(?P<title>.*?):*[ \t]*$"
)
_CODE_NAMES = frozenset(("code", "code-block", "code-cell", "eval-rst", "literalinclude", "math", "mermaid", "toctree"))


def colon_fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``:::note`` and its closing line: the lines between are read as they stand."""
    line = _line(state, start)
    if not line.startswith(":::") or state.is_code_block(start):
        return False
    match = _COLONS.match(line)
    if not match:
        return False
    if silent:
        return True
    name = (match["name"] or "").strip("{} ").split(" ")[0].lower()
    if name in _CODE_NAMES:
        close = _find_line(state, start + 1, end, re.compile(r"^:{3,}\s*$"))
        return _hidden(state, "code_block", start, close + 1 if close > 0 else start + 1)
    _hidden(state, "colon_fence", start, start + 1)
    for group in ("label", "title"):
        if match[group] and not match[group].lstrip().startswith("{"):
            _title(state, start, match.start(group), match[group])
    if (match["name"] or "").startswith("{"):
        state.line = _options_end(state, start + 1, end)
    return True


_ENVIRONMENTS = r"align|aligned|alignat|cases|displaymath|eqnarray|equation|flalign|gather|gathered|math|multline|split"
_MATH_OPEN = re.compile(rf"\$\$|\\\\?\[|\\begin\{{(?:{_ENVIRONMENTS})\*?\}}")
_TEX_ONLY = re.compile(r"[\\^=]")
_AFTER_MATH = re.compile(r"\s*(?:\([^()]*\)|\{[^{}]*\})?\s*[.,;:]?\s*$")


def _is_display(state: StateBlock, first: int, last: int) -> bool:
    """Whether every paragraph between two ``$$`` lines is TeX: blank lines among them are rare but real."""
    text = "\n".join(_line(state, line) for line in range(first, last))
    paragraphs = [part for part in text.split("\n\n") if part.strip()]
    return len(paragraphs) < 2 or all(_TEX_ONLY.search(part) and "$" not in part for part in paragraphs)  # noqa: PLR2004


def math_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    r"""``$$``, ``\[`` or ``\begin{equation}`` at the start of a line, up to its closing mark at the end of one."""
    line = _line(state, start)
    match = _MATH_OPEN.match(line) if line[:1] in {"$", "\\"} else None
    if not match or state.is_code_block(start):
        return False
    closer = match[0].replace("[", "]").replace("\\begin", "\\end")
    rest = line[match.end() :]
    last = start
    if closer not in rest:
        alone = match[0] == "$$" and not rest.strip()
        last = _find_line(state, start + 1, end, re.compile(re.escape(closer)), blanks=alone)
        if last < 0 or (alone and not _is_display(state, start + 1, last)):
            return False
    inside, _, after = (rest if last == start else _line(state, last)).partition(closer)
    if not _AFTER_MATH.match(after):
        return False
    if "[" in match[0]:
        rows = (
            [rest, *(_line(state, number) for number in range(start + 1, last)), inside] if last > start else [inside]
        )
        if not is_tex("\n".join(rows)):
            return False
    return silent or _hidden(state, "math_block", start, last + 1)


_NO_PROSE = re.compile(r"\([\w:.-]+\)=\s*$|\*\[[^\[\]]+\]:|\+{3,}\s*(?:\{.*\})?$|/{3,}(?:\s*$|\s+[\w-]+\s*(?:\||$))")


def marker_line(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """A MyST target or block break, an abbreviation's definition, the fence of a generic block: one line, no prose."""
    if state.src[state.bMarks[start] + state.tShift[start]] not in "(*+/" or state.is_code_block(start):
        return False
    if not _NO_PROSE.match(_line(state, start)):
        return False
    return silent or _hidden(state, "marker_line", start, start + 1)


_LIQUID = re.compile(r"\{(?:%-?|\{[<%])\s*(highlight|code|codeblock|comment|mermaid|math|katex)\b.*?[>%]\}")


def liquid_code(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``{% highlight python %}`` and its like, up to the closing tag."""
    if state.src[state.bMarks[start] + state.tShift[start]] != "{":
        return False
    match = _LIQUID.match(_line(state, start))
    if not match:
        return False
    closer = re.compile(rf"\{{(?:%-?\s*end|\{{[<%]\s*/\s*){match[1]}\b")
    if closer.search(_line(state, start), match.end()):
        return silent or _hidden(state, "liquid_code", start, start + 1)
    close = _find_line(state, start + 1, end, closer)
    return close > 0 and (silent or _hidden(state, "liquid_code", start, close + 1))


_IMPORT = re.compile(
    r"""import\s+(?:[\w$*{},\s]+\s+from\s+)?["'][^"']+["'];?\s*$|export\s+(?:const|let|var)\s+\w+\s*="""
)


def esm(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The imports and exports of an MDX file, up to a blank line."""
    if silent or state.level or not state.src.startswith(("import ", "export "), state.bMarks[start]):
        return False
    if not _IMPORT.match(_line(state, start)):
        return False
    state.env["mdx"] = True
    after = start
    while after < end and not state.isEmpty(after):
        after += 1
    return _hidden(state, "esm", start, after)


_COMPONENT = re.compile(r"^[ \t]*(</?)([A-Z][\w.]*)", re.MULTILINE)


def _components(state: StateBlock) -> dict[int, int]:
    """The line of the closing tag for each line on which a JSX component opens, found once for a document."""
    if "components" not in state.env:
        src, pairs, stack = state.src, {}, list[tuple[str, int]]()
        starts = [0, *(match.end() for match in re.finditer("\n", src))]
        for match in _COMPONENT.finditer(src):
            line = bisect_right(starts, match.start()) - 1
            if match[1] == "</":
                names = [name for name, _ in stack[-100:]]
                if match[2] in names:
                    while stack:
                        name, opened = stack.pop()
                        if name == match[2]:
                            pairs[opened] = line
                            break
            elif (end := tag_end(src, match.start(1), len(src))) > 0 and src[end - 2] != "/":
                stack.append((match[2], line))
        state.env["components"] = pairs
    pairs_: dict[int, int] = state.env["components"]
    return pairs_


def component(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line that is a JSX tag; the lines up to its closing tag are Markdown, however they are indented."""
    begin = state.bMarks[start] + state.tShift[start]
    if state.src[begin] != "<" or state.is_code_block(start) or not _COMPONENT.match(_line(state, start)):
        return False
    stop = tag_end(state.src, begin, state.eMarks[end - 1])
    if stop < 0:
        return False
    last = start
    while state.eMarks[last] < stop:
        last += 1
    if state.src[stop : state.eMarks[last]].strip():
        return False
    if silent:
        return True
    close = _components(state).get(start, -1) if state.src[begin + 1] != "/" and state.src[stop - 2] != "/" else -1
    rows = [state.sCount[line] for line in range(last + 1, close) if not state.isEmpty(line)] if close < end else []
    if not rows or min(rows) < state.blkIndent:
        return _hidden(state, "component", start, last + 1)
    _container(state, "", start)
    _nested(state, last + 1, close, min(rows))
    _container_end(state)
    state.line = close
    return True


def placed_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """markdown-it's table, with the place of each cell."""
    count = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    cells: list[tuple[list[tuple[int, Place]], str]] = []
    number = 0
    for token in state.tokens[count:]:
        if token.type == "tr_open" and token.map:
            cells, number = _cells(state, token.map[0]), 0
        elif token.type == "inline":
            _place_cell(token, cells, number)
            number += 1
    return True


def _place_cell(token: Token, cells: list[tuple[list[tuple[int, Place]], str]], number: int) -> None:
    if number < len(cells) and cells[number][1] == token.content:
        token.meta["places"] = cells[number][0]


def _cells(state: StateBlock, line: int) -> list[tuple[list[tuple[int, Place]], str]]:
    """The cells of a row: the places of each one's runs (an escaped pipe starts a new run), and its content."""
    begin, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    pipes = [begin - 1, *_pipes(state.src, begin, end), end]
    row = state.src[begin:end].strip(TRIM)
    cells = []
    for left, right in itertools.pairwise(pipes):
        text = state.src[left + 1 : right]
        start = left + 1 + len(text) - len(text.lstrip(TRIM))
        parts = text.strip(TRIM).split("\\|")
        places, length = [(0, Place(line, end - start))], len(parts[0])
        for part in parts[1:]:
            places.append((length, Place(line, end - start - length - len(places))))
            length += 1 + len(part)
        cells.append((places, "|".join(parts)))
    if row.startswith("|"):
        cells.pop(0)
    return cells


def _pipes(src: str, start: int, end: int) -> list[int]:
    """The pipes between two places that no backslash stands before."""
    return [match.start() for match in re.compile(r"(?<!\\)\|").finditer(src, start, end)]


_INTERRUPTS = ["paragraph", "reference", "blockquote", "list", "footnote_def"]
_RULES: tuple[tuple[str, str, Rule, list[str]], ...] = (
    ("table", "front_matter", front_matter, []),
    ("fence", "directive", directive, _INTERRUPTS),
    ("fence", "colon_fence", colon_fence, _INTERRUPTS),
    ("fence", "admonition", admonition, _INTERRUPTS),
    ("fence", "math_block", math_block, _INTERRUPTS),
    ("fence", "liquid_code", liquid_code, _INTERRUPTS),
    ("fence", "component", component, _INTERRUPTS),
    ("fence", "esm", esm, []),
    ("blockquote", "marker_line", marker_line, _INTERRUPTS),
)


def block_parser() -> BoundedBlock:
    """A block parser with every rule in place."""
    parser = BoundedBlock()
    for before, name, rule, interrupts in _RULES:
        parser.ruler.before(before, name, rule, {"alt": interrupts})
    parser.ruler.at("table", placed_table, {"alt": ["paragraph", "reference"]})
    return parser
