"""Drafts made up at random: every word of prose is found where it stands, and nothing else is found."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st
from soundness import as_written, flaws

from termlint.markup.markdown import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import DrawFn, SearchStrategy


class Draft(NamedTuple):
    """Lines, the words that a reader sees in them (each once, and what is read around it), and words nobody may see."""

    lines: list[str]
    seen: list[tuple[str, str]]
    unseen: list[str]


# What an author writes, and what is to be found; ``@`` is a word that stands nowhere else.
_PROSE = [
    ("@", "@"),
    ("*@*", "@"),
    ("**@**", "@"),
    ("_@_", "@"),
    ("==@==", "@"),
    ("***@** it*", "@ it"),
    ("un*@*ed", "un@ed"),
    ("[@](https://example.org/a_(b) 'title')", "@"),
    ("[*@* is](<a b>)", "@ is"),
    ("[@][ref]", "@"),
    ("[[target|@]]", "@"),
    ("[[@]]", "@"),
    ("@[^note]", "@"),
    ("&amp;@&nbsp;x", "&@ x"),
    (r"\*@\_", "*@_"),
    ("<b class='x'>@</b>", "@"),
    ("“@”—x", "“@”—x"),
    ("🤖@🤖", "🤖@🤖"),
    ("é@e\u0301", "é@e\u0301"),
    ("@\u00a0x", "@ x"),
    ("@\u2009\u00a0x", "@ x"),
    ("@\u2011x", "@-x"),
    ("@\u00adx", "@x"),
    ("@\u200bx", "@x"),
    ("@\tx", "@ x"),
    ("@  x", "@ x"),
    ("`y`@", "code@"),
    ("$y$ @", "x @"),
    ("{term}`@`", "@"),
    ("@{.class}", "@"),
    ("^[@]", "@"),
    ("\\[@\\]", "[@]"),
    ("@ * x", "@ * x"),
    ("@ [ x", "@ [ x"),
]
_WRAPPED = [("@\nx", "@ x"), ("@  \nx", "@ x"), ("@\\\nx", "@ x"), ("*@ \n   x*", "@ x"), ("[@\nx](y)", "@ x")]
_UNSEEN = [
    "`@`",
    "`` ` @ ``",
    "<img src='@' alt=\"@\">",
    "![@](@.png '@')",
    '[x](https://example.org/@ "@")',
    "$@^2$",
    "\\(@ = 1\\)",
    "<!-- @ -->",
    '{{< @ x="@" >}}',
    "{% @ %}",
    "[see @key, @]",
    "[^@]",
    "<https://@.org>",
    "https://example.org/@?a=@",
    "x@@.org",
    "![[@|@]]",
    "[[@|x]]",
    "{class}`@`",
    "<a title='@'>",
    "<code>@</code>",
    "~~@~~",
    "~~*@* [x](@) ^[@]~~",
    "<del>@ <b>x</b></del>",
    "#@",
    "#x/@",
]
_numbers = count()


def _word() -> str:
    """A word that was never used before."""
    return "q" + "".join(chr(ord("a") + int(digit)) for digit in str(next(_numbers))) + "q"


@st.composite
def sentences(draw: DrawFn, *, wraps: bool) -> Draft:
    """A run of text; its lines start with a word, so that no line starts a block."""
    seen, unseen, pieces = [], [], ["w"]
    for _ in range(draw(st.integers(1, 4))):
        word = _word()
        if draw(st.booleans()):
            written, found = draw(st.sampled_from(_PROSE + _WRAPPED if wraps else _PROSE))
            seen.append((word, found.replace("@", word)))
        else:
            written = draw(st.sampled_from(_UNSEEN))
            written = written.replace("@key", "\0").replace("x@@", "x\0@")
            unseen.append(word)
        written = written.replace("@", word).replace("x\0", "x@").replace("\0", "@key")
        pieces.append(written)
        pieces.append(draw(st.sampled_from([" ", ", ", "\nw " if wraps else " w "])))
    return Draft(f"w {' '.join(pieces)}. w".split("\n"), seen, unseen)


@st.composite
def leaves(draw: DrawFn) -> Draft:
    """A paragraph, heading, table, piece of code or HTML."""
    kind = draw(st.sampled_from(["paragraph", "paragraph", "atx", "setext", "table", "fence", "indented", "html"]))
    text = draw(sentences(wraps=kind in {"paragraph", "setext"}))
    if kind == "atx":
        return text._replace(
            lines=[f"{'#' * draw(st.integers(1, 6))} {text.lines[0]}{draw(st.sampled_from(['', ' ##']))}"]
        )
    if kind == "setext":
        return text._replace(lines=[*text.lines, draw(st.sampled_from(["===", "---"]))])
    if kind == "table":
        second = draw(sentences(wraps=False))
        row = f"|{text.lines[0]} \\| x | {second.lines[0]} |".replace("[[target|", "[[target\\|").replace("q|", "q\\|")
        return Draft(["w | w", "--|:-:", row], text.seen + second.seen, text.unseen + second.unseen)
    if kind in {"fence", "indented"}:
        lines = ["```` x", *text.lines, "````"] if kind == "fence" else [f"    {line}" for line in text.lines]
        return Draft(lines, [], [word.strip() for word in text.unseen])
    if kind == "html":
        word, hidden = _word(), _word()
        return Draft([f"<div class='{hidden}'>", f"{word} <b>x</b>", "</div>"], [(word, f"{word} x")], [hidden])
    return text


def _indented(first: str, rest: str, *heads: str) -> Callable[[list[Draft]], Draft]:
    """A container: perhaps a line of its own, a marker before the first line, an indentation before the others."""

    def wrap(parts: list[Draft]) -> Draft:
        draft = _joined(parts)
        lines = [*heads, first + draft.lines[0], *(rest + line if line else "" for line in draft.lines[1:])]
        return draft._replace(lines=lines)

    return wrap


def _joined(parts: list[Draft]) -> Draft:
    lines = [line for part in parts for line in (*part.lines, "")][:-1]
    return Draft(
        lines, [word for part in parts for word in part.seen], [word for part in parts for word in part.unseen]
    )


def _quotation(prefix: str, head: str = "") -> Callable[[list[Draft]], Draft]:
    def wrap(parts: list[Draft]) -> Draft:
        draft, word = _joined(parts), _word()
        title = [f"{prefix}{head} {word}"] if head else []
        # Of an indentation after a bare mark, the mark would take the first space; of tabs, it would move the ends.
        mark = prefix + " " * (prefix == ">" and any(line.startswith(" ") for line in draft.lines))
        mark = "> " if any("\t" in line for line in draft.lines) else mark
        return draft._replace(
            lines=[*title, *(mark + line for line in draft.lines)], seen=draft.seen + [(word, word)] * bool(head)
        )

    return wrap


def _admonition(parts: list[Draft]) -> Draft:
    draft, word = _joined(parts), _word()
    lines = [f'!!! note "{word}"', *(f"    {line}" if line else "" for line in draft.lines)]
    return draft._replace(lines=lines, seen=[*draft.seen, (word, word)])


def _fenced(opener: str, closer: str) -> Callable[[list[Draft]], Draft]:
    def wrap(parts: list[Draft]) -> Draft:
        draft = _joined(parts)
        return draft._replace(lines=[opener, *draft.lines, closer])

    return wrap


_CONTAINERS = [
    _indented("- ", "  "),
    _indented("* ", "  "),
    _indented("12. ", "    "),
    _indented("-\t", "\t"),
    _indented("    ", "    ", "[^note]:"),
    _indented(": ", "  ", "w"),
    _quotation("> "),
    _quotation(">"),
    _quotation(">\t"),
    _quotation("> ", "[!note]"),
    _admonition,
    _fenced("::: {.note}", ":::"),
    _fenced("<Note a={1}>", "</Note>"),
]


def _wrapped(children: SearchStrategy[Draft]) -> SearchStrategy[Draft]:
    return st.builds(
        lambda wrap, parts: wrap(parts), st.sampled_from(_CONTAINERS), st.lists(children, min_size=1, max_size=3)
    )


drafts = st.lists(st.recursive(leaves(), _wrapped, max_leaves=5), min_size=1, max_size=4).map(_joined)
endings = st.sampled_from(["\n", "\r\n", "\r"])


@settings(max_examples=400)
@given(draft=drafts, ending=endings, mark=st.sampled_from(["", "\ufeff"]), last=st.booleans())
def test_every_word_stands_where_it_is_found(draft: Draft, ending: str, mark: str, last: bool) -> None:  # noqa: FBT001
    source = mark + "\n".join([*draft.lines, "", "[ref]: /x"]).replace("\n", ending) + ending * last
    document = read("draft.md", source)
    assert list(flaws(document)) == []
    assert document.problems == ()
    for word, words in draft.seen:
        (block,) = (block for block in document.blocks if words in block.text)
        at = block.text.find(word)
        assert source[slice(*block.source_span(at, at + len(word)))] == word
    for word in draft.unseen:
        assert not [block for block in document.blocks if word in block.text and block.kind != "image"]


@given(
    gap=st.sampled_from([" ", "\u00a0", "\u2009 ", "\n", " \n", "  \n", "\\\n", "\n   ", "\t"]),
    inside=st.sampled_from(["", "\u00ad", "\u200b", "\u2060"]),
    hyphen=st.sampled_from("-\u2010\u2011"),
    container=st.sampled_from(["", "> ", "- ", "> - > ", ">\t", "1)  ", "> [!note]\n> "]),
    ending=endings,
)
def test_a_term_is_found_however_it_is_written(gap: str, inside: str, hyphen: str, container: str, ending: str) -> None:
    first = container.replace("[!note]\n> ", "")
    rest = "".join(">" if char == ">" else "\t" if char == "\t" else " " for char in first)
    lines = f"w va{inside}lue{gap}func{inside}tion mesa{hyphen}optimizer w".split("\n")
    document = read(
        "draft.md", "\n".join([container + lines[0], *(rest + line for line in lines[1:])]).replace("\n", ending)
    )
    (block,) = document.blocks
    assert block.text == "w value function mesa-optimizer w"
    for term in ("value function", "mesa-optimizer"):
        at = block.text.find(term)
        assert as_written(document, block, at, at + len(term)) == term


_SIGNS = "agent *_`[](){}<>!|#-+> \n\r\t$\\&;:=^~@%\"'.1/xN\u00a0\u00ad\u2011\u200b\ufeff\0é🤖\u0301\x0c\x85"
_LINES = """
agent
> agent
>
- agent
-
1. agent
    agent
# agent
===
---
...
+++
```
```{note} agent
~~~
:::
::: {note} agent
:class: agent
!!! note "agent"
??? tip
=== "agent"
| agent |
|---|
a | b \\| c
-|-
[^1]: agent
[a]: b
: agent
~ agent
$$
\\[
\\]
\\begin{align}
\\end{align}
<div>
</div>
<Note>
</Note>
<!-- agent
-->
<pre>
</pre>
<svg>
</svg>
<blockquote>
</blockquote>
{% highlight x %}
{% endhighlight %}
import x from 'y'
(a)=
*[a]: b
> [!note] agent
agent\\
[[a|b]]
`agent
agent`
title: agent
- [ ] agent
<!-- termlint-disable x -->
^[agent
]
**agent
agent**
""".splitlines()


@settings(max_examples=400)
@given(source=st.text(_SIGNS, max_size=60))
def test_any_text_has_sound_positions(source: str) -> None:
    document = read("draft.md", source)
    assert list(flaws(document)) == []
    assert not [problem for problem in document.problems if "could not be placed" in problem.message]


@settings(max_examples=400)
@given(
    lines=st.lists(
        st.tuples(st.sampled_from(["", "  ", "    ", "> ", "- ", ">\t", "\t"]), st.sampled_from(_LINES)), max_size=14
    ),
    ending=endings,
)
def test_any_lines_have_sound_positions(lines: list[tuple[str, str]], ending: str) -> None:
    document = read("draft.mdx", ending.join(prefix + line for prefix, line in lines))
    assert list(flaws(document)) == []
    assert not [problem for problem in document.problems if "could not be placed" in problem.message]
