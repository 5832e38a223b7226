"""Inline tokens to clean text: what a reader sees, each run of it with its place in the source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from termlint.markup.html import HIDDEN, name_of
from termlint.model import BlockKind, Directive, Mark, MarkKind, Piece, Reference, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from termlint.markup.places import Located

_SPACES = "\t\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_SAME_LENGTH = str.maketrans({**dict.fromkeys(_SPACES, " "), "\u2010": "-", "\u2011": "-"})
_DROPPED = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_WORD_END = r"(?:(?<=[^\W\d_]{3})|(?<=['\u2019]s)|(?<=[^\W\d_][.,;:!?)\u2019\u201d]))"
_RAISED = rf"{_WORD_END}[\xb9\xb2\xb3\u2070\u2074-\u2079]{{1,3}}(?!\w)"
"""The number of a note in raised digits, behind a word or its punctuation; behind fewer letters it is a power."""
_PARTS = re.compile(rf"([{_DROPPED}]+|{_RAISED})|( *\n[ \n]*|  +)|((?<![A-Za-z])www\.[^\s<>\[\]]+\w/?)")
_ODD = re.compile(r"[^\x20-\x7e\u00a1-\u00ac\u00ae-\u00b1\u00b4-\u00b8\u00ba-\u167f\u2012-\u2027]|  |www\.")
_DIRECTIVE = re.compile(
    r"(?P<html><!--)?(?P<mdx>\{/\*)?(?P<obsidian>%%)?\s*termlint-(?P<text>.*?)\s*(?(html)-->)(?(mdx)\*/\})(?(obsidian)%%)",
    re.DOTALL,
)
_REFERENCE = re.compile(r"\[\^([^\s\[\]]+)\]")
_MARKS: dict[str, MarkKind] = {
    "em": "emphasis",
    "strong": "strong",
    "mark": "highlight",
    "span": "span",
    "link": "link",
    "wikilink": "wikilink",
}
_NOUNS: dict[str, tuple[str, MarkKind]] = {"code_inline": ("code", "code"), "math": ("x", "math")}
_CODE_TAGS = frozenset(("code", "kbd", "samp", "tt", "var"))
_NOTE_SIGN = re.compile(r"[\[\]()\s,–-]*[\d*†‡§][\[\]()\d\s,*†‡§–-]*")  # noqa: RUF001 - a dash as typed
"""What a reference to a note shows, in drafts whose notes are no Markdown."""
_TO_PLACE = re.compile(r"href=[\"']?[^\"'\s>]*#", re.IGNORECASE)
"""In a link's tag: it leads to a place in a page."""
_NOTE_TOKENS = 12
"""More do not stand in one."""


class Apart(NamedTuple):
    """What stands in a block and is a text of its own: an inline footnote, or an image's alternative text."""

    kind: BlockKind
    tokens: Sequence[Token]
    located: Located


class Clean(NamedTuple):
    """The text of one block, its pieces and marks; and what else stood in it."""

    text: str
    pieces: tuple[Piece, ...]
    marks: tuple[Mark, ...]
    apart: list[Apart]
    directives: list[Directive]
    references: list[Reference]


class _Writer:
    """A text that grows with its pieces; runs of white space are one space, and none stands at either end."""

    def __init__(self, located: Located) -> None:
        self.located = located
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.length = 0
        self._spaced = True
        self._open_end = -1
        """Where the source of the last piece ends, if a verbatim run may be added to it."""

    def whole(self, text: str, span: Span) -> None:
        """Add a text that stands for a source range as a whole."""
        if text == " ":
            if self._spaced:
                return
            self._spaced = True
        else:
            self._spaced = text.endswith(" ")
        self.parts.append(text)
        self.pieces.append(Piece(self.length, span))
        self.length += len(text)
        self._open_end = -1

    def text(self, text: str, at: int) -> None:
        """Add a copy of the content from index `at` on."""
        if not _ODD.search(text):
            self._verbatim(text, at)
            return
        text = text.translate(_SAME_LENGTH)
        done = 0
        for match in _PARTS.finditer(text):
            self._verbatim(text[done : match.start()], at + done)
            done = match.end()
            if match[2]:
                self.whole(" ", self.located.span(at + match.start(), at + done))
            elif match[3]:
                self.whole("link", self.located.span(at + match.start(), at + done))
        self._verbatim(text[done:], at + done)

    def _verbatim(self, text: str, at: int) -> None:
        """Add a run of the content character by character."""
        if self._spaced and text.startswith(" "):
            text, at = text[1:], at + 1
        for start, end, source in self.located.runs(at, at + len(text)):
            if source == self._open_end:
                piece = self.pieces[-1]
                self.pieces[-1] = Piece(piece.at, Span(piece.source.start, source + end - start))
            else:
                self.pieces.append(Piece(self.length + start - at, Span(source, source + end - start)))
            self._open_end = source + end - start
        if text:
            self._spaced = text.endswith(" ")
            self.parts.append(text)
            self.length += len(text)

    def finish(self) -> tuple[str, tuple[Piece, ...]]:
        """The text and its pieces, without a space at the end."""
        text = "".join(self.parts)
        if self._spaced and text:
            text = text[:-1]
            at, (start, end) = self.pieces.pop()
            if at < len(text):
                self.pieces.append(Piece(at, Span(start, end - 1)))
        return text, tuple(self.pieces)


def clean(tokens: Sequence[Token], located: Located) -> Clean:
    """The clean text of a block's inline tokens."""
    return _Reader(tokens, located).read()


class _Reader:
    """One pass over inline tokens."""

    def __init__(self, tokens: Sequence[Token], located: Located) -> None:
        self.tokens = tokens
        self.located = located
        self.writer = _Writer(located)
        self.open: list[tuple[MarkKind, int, str]] = []
        self.marks: list[Mark] = []
        self.apart: list[Apart] = []
        self.directives: list[Directive] = []
        self.references: list[Reference] = []
        self.closing: dict[str, list[int]] | None = None

    def read(self) -> Clean:
        """The text, pieces and marks."""
        index = 0
        while index < len(self.tokens):
            index = self._token(index)
        text, pieces = self.writer.finish()
        marks = [mark._replace(span=Span(mark.span.start, min(mark.span.end, len(text)))) for mark in self.marks]
        kept = sorted((mark for mark in marks if mark.span.start < mark.span.end), key=lambda mark: mark.span)
        return Clean(text, pieces, tuple(kept), self.apart, self.directives, self.references)

    def _token(self, index: int) -> int:
        """Read one token; the index of the next to read."""
        token = self.tokens[index]
        at: int = token.meta["at"]
        match token.type:
            case "text":
                self.writer.text(token.content, at)
            case "softbreak" | "hardbreak":
                self.writer.whole(" ", Span(self.located.at(at), self.located.at(token.meta["end"])))
            case "text_special":
                self._special(token, at)
            case "code_inline" | "math":
                self._noun(*_NOUNS[token.type], self._span(token))
            case "standin":
                self._noun("link", "link", self._span(token), token.meta["target"])
            case "link_open":
                return self._link(index)
            case "html_inline":
                return self._tag(index)
            case "drop" if "end" in token.meta:
                self._dropped(token, self._span(token))
            case "footnote_open" | "image" | "s_open":
                return self._apart(index)
            case _:
                self._mark(token)
        return index + 1

    def _span(self, token: Token) -> Span:
        return self.located.span(token.meta["at"], token.meta["end"])

    def _noun(self, text: str, kind: MarkKind, span: Span, target: str = "") -> None:
        """Add a stand-in."""
        start = self.writer.length
        self.writer.whole(text, span)
        self.marks.append(Mark(kind, Span(start, self.writer.length), target, span.end))

    def _special(self, token: Token, at: int) -> None:
        """An entity or a backslash escape: the character it stands for."""
        span = self.located.span(at, at + len(token.markup))
        text = re.sub(rf"[{_DROPPED}]", "", re.sub(r"\s+", " ", token.content).translate(_SAME_LENGTH))
        if text:
            self.writer.whole(text, span)

    def _link(self, index: int) -> int:
        """Read how a link begins: one without a text of its own is a noun, one that refers to a note vanishes."""
        token, target = self.tokens[index], str(self.tokens[index].attrs.get("href", ""))
        if token.info == "auto":
            self._noun("link", "link", self.located.span(token.meta["at"], self.tokens[index + 2].meta["end"]), target)
            return index + 3
        if "#" in target:
            near = range(index, min(index + _NOTE_TOKENS, len(self.tokens)))
            close = next((number for number in near if self.tokens[number].type == "link_close"), -1)
            if self._refers(index, close):
                return close + 1
        self._mark(token)
        return index + 1

    def _mark(self, token: Token) -> None:
        """Open or close a mark."""
        name, _, side = token.type.rpartition("_")
        kind = _MARKS.get(name)
        if kind and side == "open":
            self.open.append((kind, self.writer.length, str(token.attrs.get("href") or token.meta.get("target", ""))))
        elif kind and self.open:
            opened, start, target = self.open.pop()
            after: int = token.meta.get("end", token.meta["at"] + len(token.markup))
            end = self.located.span(after - 1, after).end
            self.marks.append(Mark(opened, Span(start, self.writer.length), target, end))

    def _apart(self, index: int) -> int:
        """Set an image's alternative text or an inline footnote aside, skip what is struck out; the index after it."""
        token = self.tokens[index]
        if token.type == "image":
            start = token.meta["at"] + len("![")
            label = self.located.part(start, start + len(token.content))
            self.apart.append(Apart("image", token.children or [], label))
            return index + 1
        closing = token.type.replace("_open", "_close")
        depth, end = 1, index + 1
        while depth:
            depth += {token.type: 1, closing: -1}.get(self.tokens[end].type, 0)
            end += 1
        if token.type == "footnote_open":
            self.apart.append(Apart("footnote", self.tokens[index + 1 : end - 1], self.located))
        return end

    def _dropped(self, token: Token, span: Span) -> None:
        """Note what is no prose but says something about it: attributes, a reference to a footnote, or a directive."""
        text = self.located.content[token.meta["at"] : token.meta["end"]]
        if "attributes" in token.meta and self.marks and self.marks[-1].end == span.start:
            self.marks[-1] = self.marks[-1]._replace(end=span.end)
        if reference := _REFERENCE.fullmatch(text):
            self.references.append(Reference(reference[1], span))
        self._comment(text, span)

    def _comment(self, text: str, span: Span) -> None:
        """Note a directive, if it is one."""
        directive = comment_directive(text, span)
        self.directives += [directive] if directive else []

    def _tag(self, index: int) -> int:
        """A tag vanishes, and with it the content of an element that holds no prose."""
        token = self.tokens[index]
        span = self.located.span(token.meta["at"], token.meta["at"] + len(token.content))
        self._comment(token.content, span)
        name = name_of(token.content)
        if name == "br":
            self.writer.whole(" ", span)
        if name == "sup" and self._refers(index, close := self._closed("sup", index), raised=True):
            return close + 1
        if name == "a" and _TO_PLACE.search(token.content) and self._refers(index, close := self._closed("a", index)):
            return close + 1
        if (name not in HIDDEN and name not in _CODE_TAGS) or token.content.startswith("</"):
            return index + 1
        close = self._close_tag(name, index)
        if close < 0:
            return index + 1
        last = self.tokens[close]
        span = Span(span.start, self.located.span(last.meta["at"], last.meta["at"] + len(last.content)).end)
        if name in _CODE_TAGS:
            self._noun("code", "code", span)
        elif name == "math":
            self._noun("x", "math", span)
        return close + 1

    def _refers(self, index: int, close: int, *, raised: bool = False) -> bool:
        """Whether what is raised, or a link right behind a word, refers to a note: a number behind a digit is a power.

        It stands between two tokens; `close` is -1 where there is no second one.
        """
        last = self.writer.parts[-1][-1:] if self.writer.parts else ""
        if not index < close < index + _NOTE_TOKENS or last.isdigit() or (not raised and not last.strip()):
            return False
        inside = "".join(token.content for token in self.tokens[index + 1 : close] if "text" in token.type)
        return _NOTE_SIGN.fullmatch(inside) is not None

    def _closed(self, name: str, index: int) -> int:
        """The index of the tag that closes the one at hand; -1 if that is a closing one, or there is none."""
        return -1 if self.tokens[index].content.startswith("</") else self._close_tag(name, index)

    def _close_tag(self, name: str, index: int) -> int:
        """The index of the next closing tag of that name; -1 if there is none."""
        if self.closing is None:
            self.closing = {}
            for number in range(len(self.tokens) - 1, index, -1):
                token = self.tokens[number]
                if token.type == "html_inline" and token.content.startswith("</"):
                    self.closing.setdefault(name_of(token.content), []).append(number)
        numbers = self.closing.get(name, [])
        while numbers and numbers[-1] <= index:
            numbers.pop()
        return numbers[-1] if numbers else -1


def comment_directive(comment: str, span: Span) -> Directive | None:
    """The directive that a comment is, if it is one."""
    match = _DIRECTIVE.fullmatch(comment)
    return Directive(match["text"], span) if match else None
