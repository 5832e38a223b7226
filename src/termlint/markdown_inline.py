"""Inline Markdown: markdown-it's rules, those of essay repositories, and tokens that say where they start.

``meta["at"]`` of each token is its index in the content; ``meta["end"]``, where a rule sets it, the index after what
it read. Own tokens: ``drop`` is no prose, ``standin`` is replaced by a noun, ``math`` likewise.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

from markdown_it.common.utils import normalizeReference
from markdown_it.helpers import parseLinkLabel
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline, autolink, backtick, escape, newline

from termlint.markdown_html import braces_end, tag_end

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from markdown_it.utils import EnvType

    Rule = Callable[[StateInline, bool], bool]

FAR = 4_000
"""How far a construct of one paragraph may reach; it keeps unclosed ones from costing a scan of the whole text each."""


class PositionedState(StateInline):
    """Inline state whose tokens know where they start."""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> None:
        self._text_at = -1
        self._run_at = -1
        super().__init__(src, md, env, tokens)

    def append_pending(self, text: str) -> None:
        """Add literal text, which stands at the current position."""
        if self._text_at < 0:
            self._text_at = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802  (markdown-it's name)
        """The token of the literal text so far."""
        token = super().pushPending()
        token.meta["at"] = self._text_at
        self._text_at = -1
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """A new token at the current position; the marks of a delimiter run follow each other."""
        token = super().push(ttype, tag, nesting)
        at = self.pos
        if ttype == "text" and at == self._run_at:
            before = self.tokens[-2]
            token.meta["at"] = before.meta["at"] + len(before.content)
        else:
            token.meta["at"] = at
        self._run_at = at if ttype == "text" else -1
        self._text_at = -1
        return token


class PositionedInline(ParserInline):
    """The inline parser over `PositionedState`."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """The tokens of a content."""
        state = PositionedState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def ending(rule: Rule) -> Rule:
    """The same rule; its last token also knows where it ends."""

    def wrapped(state: StateInline, silent: bool) -> bool:
        count = len(state.tokens)
        if not rule(state, silent):
            return False
        if len(state.tokens) > count:
            state.tokens[-1].meta["end"] = state.pos
        return True

    return wrapped


def _take(state: StateInline, silent: bool, end: int, kind: str = "drop", **meta: Any) -> bool:  # noqa: ANN401
    """Read up to `end` as one token."""
    if not silent:
        state.push(kind, "", 0).meta.update(meta, end=end)
    state.pos = end
    return True


def _plain(state: StateInline, silent: bool, start: int, stop: int, end: int) -> bool:
    """Read up to `end`; what stands between `start` and `stop` is text without further markup."""
    if not silent:
        state.push("drop", "", 0)
        token = state.push("text", "", 0)
        token.content = state.src[start:stop]
        token.meta["at"] = start
        state.push("drop", "", 0).meta["at"] = stop
    state.pos = end
    return True


def _inside(  # noqa: PLR0913, PLR0917  (a rule's two arguments, a name, and three places)
    state: StateInline,
    silent: bool,
    kind: str,
    start: int,
    stop: int,
    end: int,
    target: str = "",
) -> bool:
    """Read up to `end`; what stands between `start` and `stop` is marked-up text of its own."""
    if not silent:
        maximum = state.posMax
        state.push(f"{kind}_open", "", 1).meta["target"] = target
        state.pos, state.posMax = start, stop
        state.md.inline.tokenize(state)
        state.pos, state.posMax = stop, maximum
        state.push(f"{kind}_close", "", -1)
    state.pos = end
    return True


_FOOTNOTE = re.compile(r"\[\^[^\s\[\]]+\]")
_CITATION = re.compile(r"\[(?:[^\[\]@]{0,200}[\s-])?@[\w{][^\[\]]{0,1000}\](?![(\[:])")
_WIKILINK = re.compile(r"\[\[([^\[\]|]{1,500})(?:\|([^\[\]]{0,1000}))?\]\](?!\()")
_LIQUID_TARGET = re.compile(r"\]\([^()\n{}]*(?:\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\})[^()\n{}]*\)")
_EMBED = re.compile(r"!\[\[[^\[\]]{1,1000}\]\]")


def bracket(state: StateInline, silent: bool) -> bool:
    """Footnote references, citations and wikilinks; ordinary links are left to markdown-it."""
    src, at, stop = state.src, state.pos, state.posMax
    if match := _FOOTNOTE.match(src, at, stop) or _CITATION.match(src, at, stop):
        return _take(state, silent, match.end())
    if _LIQUID_TARGET.search(src, at, min(stop, at + FAR)):
        close = parseLinkLabel(state, at, disableNested=True)
        if close >= 0 and (target := _LIQUID_TARGET.match(src, close, stop)):
            return _inside(state, silent, "link", at + 1, close, target.end(), target[0][2:-1])
    match = _WIKILINK.match(src, at, stop) if src.startswith("[[", at) else None
    if not match or normalizeReference(match[1]) in state.env.get("references", {}):
        return False
    if match[2] is not None:
        return _inside(state, silent, "link", match.start(2), match.end(2), match.end(), match[1])
    if not silent:
        state.push("wikilink_open", "", 1).meta["target"] = match[1]
    _plain(state, silent, match.start(1), match.end(1), match.end(1))
    if not silent:
        state.push("wikilink_close", "", -1)
    state.pos = match.end()
    return True


def embed(state: StateInline, silent: bool) -> bool:
    """``![[file]]``."""
    match = _EMBED.match(state.src, state.pos, state.posMax)
    return bool(match) and _take(state, silent, match.end())


_SHORTCODES = (("{{<", ">}}"), ("{{%", "%}}"), ("{{", "}}"), ("{%", "%}"), ("{# ", "#}"))
_ATTRIBUTES = re.compile(
    r"""\{\s*(?::[^{}\n]*|[#.][A-Za-z_][^{}\n]*|[\w-]+=(?:"[^"\n]*"|'[^'\n]*'|[^\s"'{}]+)[^{}\n]*)\}"""
)
_ROLE = re.compile(r"\{([A-Za-z][\w:.+-]*)\}(`+)")
_RST_ROLE = re.compile(r":([A-Za-z][\w:.+-]*):(`+)")


def brace(state: StateInline, silent: bool) -> bool:
    """Shortcodes, Liquid, attribute lists, MyST roles, and in MDX any expression."""
    src, at = state.src, state.pos
    stop = min(state.posMax, at + FAR)
    for opener, closer in _SHORTCODES:
        if src.startswith(opener, at):
            end = src.find(closer, at + len(opener), stop)
            if end >= 0:
                return _take(state, silent, end + len(closer))
    if match := _ROLE.match(src, at, stop):
        return role(state, silent, match)
    if match := _ATTRIBUTES.match(src, at, stop):
        return _take(state, silent, match.end())
    end = braces_end(src, at, stop) if state.env.get("mdx") else -1
    return end >= 0 and _take(state, silent, end)


_TITLED = re.compile(r"(.*\S)\s*<[^<>]*>\s*", re.DOTALL)
_TEXT_ROLES = frozenset(
    ["abbr", "del", "emphasis", "enumerated", "guilabel", "kbd", "menuselection", "strong", "sub", "sup", "term", "u"]
)
_LINK_ROLES = frozenset(["any", "button", "doc", "download", "eq", "numref", "pageref", "ref"])


def role(state: StateInline, silent: bool, match: re.Match[str]) -> bool:
    """``{role}`text```: the text of a term or a titled reference is prose, that of other roles is not."""
    name, ticks, start = match[1].rpartition(":")[2].lower(), match[2], match.end()
    stop = state.src.find(ticks, start, min(state.posMax, start + FAR))
    if stop <= start:
        return False
    end = stop + len(ticks)
    if name == "math":
        return _take(state, silent, end, "math")
    if "cite" in name:
        return _take(state, silent, end)
    titled = _TITLED.fullmatch(state.src, start, stop)
    if titled and (name in _LINK_ROLES or name in _TEXT_ROLES):
        return _plain(state, silent, start, titled.end(1), end)
    if name in _TEXT_ROLES:
        return _plain(state, silent, start, stop, end)
    if name in _LINK_ROLES:
        return _take(state, silent, end, "standin", target=state.src[start:stop])
    return _take(state, silent, end, "code_inline")


_SCHEME = re.compile(r"(?:https?|ftp|file)\Z", re.IGNORECASE)
_URL = re.compile(r"""://[^\s<>"`\[\]]+""")


def colon(state: StateInline, silent: bool) -> bool:
    """Bare URLs, and ``:role:`text```."""
    src, at = state.src, state.pos
    if match := _URL.match(src, at, state.posMax):
        scheme = _SCHEME.search(src[max(at - 5, 0) : at])
        if scheme and (silent or state.pending.endswith(scheme[0])):
            return _behind(state, silent, len(scheme[0]), at + len(trim_url(match[0])))
    match = _RST_ROLE.match(src, at, state.posMax)
    return bool(match) and role(state, silent, match)


def trim_url(url: str) -> str:
    """A bare URL without the punctuation that belongs to the sentence around it."""
    while True:
        shorter = url.rstrip("?!.,:;*_~'}\\|")
        if shorter.endswith(")") and shorter.count(")") > shorter.count("("):
            shorter = shorter[:-1]
        if shorter == url:
            return url
        url = shorter


def _behind(state: StateInline, silent: bool, back: int, end: int) -> bool:
    """Read up to `end` as a link whose first `back` characters were taken for text."""
    if not silent:
        state.pending = state.pending[:-back] if back else state.pending
        token = state.push("standin", "", 0)
        start = state.pos - back
        token.meta.update(at=start, end=end, target=state.src[start:end])
    state.pos = end
    return True


_LOCAL = re.compile(r"[\w.+-]{1,64}\Z")
_HOST = re.compile(r"@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_KEY = re.compile(r"@(?:\{[^{}\s]+\}|[A-Za-z0-9_](?:[\w:.#$%&+?~/-]*\w)?)")


def at_sign(state: StateInline, silent: bool) -> bool:
    """E-mail addresses, citation keys and account names."""
    src, at = state.src, state.pos
    local = _LOCAL.search(src[max(at - 64, 0) : at])
    if not local:
        match = _KEY.match(src, at, state.posMax)
        return bool(match) and _take(state, silent, match.end(), "standin", target=match[0])
    match = _HOST.match(src, at, state.posMax)
    if not match or not (silent or state.pending.endswith(local[0])):
        return False
    return _behind(state, silent, len(local[0]), match.end())


_DOLLAR = re.compile(r"\$(?!\$)((?:[^$\\]|\\.)+)\$(\d?)", re.DOTALL)
_SURE_TEX = re.compile(r"[\\^_={}]")


def dollar(state: StateInline, silent: bool) -> bool:
    """``$$x$$``, and ``$x$`` as in Pandoc: no space inside and no digit after, unless it can be no sum of money."""
    src, at = state.src, state.pos
    if src.startswith("$$", at):
        end = src.find("$$", at + 3, state.posMax)
        return end >= 0 and _take(state, silent, end + 2, "math")
    match = _DOLLAR.match(src, at, state.posMax)
    if not match:
        return False
    if (match[2] or match[1] != match[1].strip()) and not (_SURE_TEX.search(match[1]) and is_tex(match[1])):
        return False
    return _take(state, silent, match.end(1) + 1, "math")


_TEX_ARGUMENT = re.compile(r"\\[A-Za-z]+\*?\s*\{[^{}]*\}|\\[A-Za-z]+")
_TWO_WORDS = re.compile(r"[A-Za-z]{2,}[,;:]? +[A-Za-z]{2,}")
_TEX_SIGN = re.compile(r"[\\^_={}<>+|]")
_WORD = re.compile(r"[A-Za-z]{2}")
_LETTER = re.compile(r"[A-Za-z]")


def is_tex(text: str) -> bool:
    r"""Whether the text between ``\(`` and ``\)`` is a formula and not words in escaped brackets."""
    if not _TEX_SIGN.search(text):
        return bool(_LETTER.search(text)) and not _WORD.search(text)
    return not _TWO_WORDS.search(_TEX_ARGUMENT.sub(" ", text))


def backslash(state: StateInline, silent: bool) -> bool:
    r"""``\(x\)``, ``\[x\]``, and the same with two backslashes, where a formula stands between."""
    src, at = state.src, state.pos
    for opener, closer in (("\\(", "\\)"), ("\\[", "\\]"), ("\\\\(", "\\\\)"), ("\\\\[", "\\\\]")):
        if src.startswith(opener, at):
            start = at + len(opener)
            stop = src.find(closer, start, min(state.posMax, start + FAR))
            return stop >= 0 and is_tex(src[start:stop]) and _take(state, silent, stop + len(closer), "math")
    return False


def equals(state: StateInline, silent: bool) -> bool:
    """``==highlighted==``."""
    src, start = state.src, state.pos + 2
    before = src[state.pos - 1] if state.pos else " "
    if src[state.pos : start] != "==" or src[start : start + 1].isspace() or before == "=" or before.isalnum():
        return False
    stop = src.find("==", start + 1, min(state.posMax, start + FAR))
    if stop < 0 or src[stop - 1].isspace() or src[stop + 2 : stop + 3] == "=":
        return False
    return _inside(state, silent, "mark", start, stop, stop + 2)


def caret(state: StateInline, silent: bool) -> bool:
    """``^[inline footnote]``."""
    if not state.src.startswith("^[", state.pos):
        return False
    stop = parseLinkLabel(state, state.pos + 1)
    return stop >= 0 and _inside(state, silent, "footnote", state.pos + 2, stop, stop + 1)


def tag(state: StateInline, silent: bool) -> bool:
    """A tag that HTML's grammar does not know: attributes with expressions, or a template's ``<% code %>``."""
    src, at = state.src, state.pos
    if src[at] != "<":
        return False
    if src.startswith("<%", at):
        end = src.find("%>", at, min(state.posMax, at + FAR)) + 2
        return end >= 2 and _take(state, silent, end)  # noqa: PLR2004  (find's -1 and the closer's length)
    end = tag_end(src, at, state.posMax)
    return end >= 0 and _take(state, silent, end)


_BY_SIGN: dict[str, Rule] = {
    "[": bracket,
    "!": embed,
    "{": brace,
    ":": colon,
    "@": at_sign,
    "$": dollar,
    "\\": backslash,
    "=": equals,
    "^": caret,
}


def by_sign(state: StateInline, silent: bool) -> bool:
    """The rule of essay repositories for the sign at hand."""
    rule = _BY_SIGN.get(state.src[state.pos])
    return rule is not None and rule(state, silent)


def inline_parser() -> PositionedInline:
    """An inline parser with every rule in place."""
    parser = PositionedInline()
    parser.ruler.after("text", "by_sign", by_sign)
    parser.ruler.push("tag", tag)
    parser.ruler.at("newline", ending(newline))
    parser.ruler.at("escape", ending(escape))
    parser.ruler.at("backticks", ending(backtick))
    parser.ruler.at("autolink", ending(autolink))
    return parser
