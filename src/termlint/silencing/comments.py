"""The comments to termlint in a draft and its front matter: which rules not to report, where, and why.

``<!-- termlint-disable agent, reward: reason -->``: a verb, names of rules, conflations or terms, a reason. Without
names, everything is meant. The front matter names what to ignore throughout: ``termlint: {ignore: {agent: reason}}``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from termlint import guessing
from termlint.guessing import Guesses
from termlint.markup import frontmatter
from termlint.model import Lines, Point, Problem, Span
from termlint.nodes.yamltext import Fields, Items, Scalar, shown
from termlint.settling import caveats

if TYPE_CHECKING:
    from collections.abc import Iterator

    from termlint.model import Directive, Document
    from termlint.names import Names, Said
    from termlint.nodes.yamltext import Node

VERBS = ("disable", "enable", "disable-line", "disable-next-line", "disable-file")
MOST = 1000
"""How many names in the comments of one draft are read; more are the work of a machine."""
_TEXT = re.compile(rf"(?P<verb>{'|'.join(VERBS)})(?![\w-])(?P<names>[^:]*)(?::(?P<reason>.*))?", re.DOTALL)
_VERB_ENDS = re.compile(r"[^\w-]")
_NAME = re.compile(r"[^\s,][^,]*")


class Comment(NamedTuple):
    """One comment, for one of the names in it."""

    verb: str
    """One of `VERBS`."""
    shown: str
    """The comment with this name alone, for messages."""
    covers: frozenset[Said]
    span: Span
    scope: Span
    at: Point
    """The place of the name; that of the comment if it has no names."""


class Found(NamedTuple):
    """The comments of a draft in order, after those of its front matter; and notices on those that are wrong."""

    comments: tuple[Comment, ...]
    problems: tuple[Problem, ...]


class _Word(NamedTuple):
    """A name as written, its place, and the reason given."""

    text: str
    at: Point
    reason: str


def read(document: Document, names: Names, *, reasons: bool = False) -> Found:
    """The comments of a draft; with `reasons`, only those that give one."""
    settings = frontmatter.settings(document)
    if not document.directives and frontmatter.IGNORE not in settings.keys:
        return Found((), ())
    reader = _Reader(document, names, reasons=reasons)
    found = [*reader.matter(settings), *reader.directives()]
    return Found(tuple(found), tuple(reader.problems))


class _Reader:
    """One pass over a draft's directives."""

    def __init__(self, document: Document, names: Names, *, reasons: bool) -> None:
        self.document = document
        self.names = names
        self.reasons = reasons
        self.lines = Lines(document.source)
        self.problems: list[Problem] = []
        self.left = MOST
        self.guesses = Guesses()

    def directives(self) -> Iterator[Comment]:
        """The comments in the text."""
        for directive in self.document.directives[: MOST + 1]:
            yield from self._directive(directive)

    def matter(self, settings: frontmatter.Settings) -> Iterator[Comment]:
        """The names that the front matter ignores."""
        node = settings.values.get(frontmatter.IGNORE)
        whole = Span(0, len(self.document.source))
        for word in self._words(node) if node else ():
            yield from self._comment("disable-file", "ignore in the front matter:", word, Span(0, 0), whole)

    def _directive(self, directive: Directive) -> Iterator[Comment]:
        """One comment in the text, name by name."""
        if directive.text.split()[:1] == [caveats.NAME]:
            return
        match = _TEXT.match(directive.text)
        start = self.lines.point(directive.span.start)
        if not match:
            verb = _VERB_ENDS.split(directive.text, maxsplit=1)[0]
            near = [f"termlint-{known}" for known in guessing.nearest(verb, VERBS)]
            hint = guessing.question(near) or f"known are {', '.join(VERBS)}"
            self._notice(start, f"unknown comment {shown(f'termlint-{verb}')}: {hint}")
            return
        reason = " ".join((match["reason"] or "").split())
        # In a comment over several lines there may be quote marks, so its names get the place of the comment.
        offset = -1 if "\n" in directive.text else self.document.source.find(directive.text, *directive.span)
        words = [
            _Word(" ".join(name[0].split()), self.lines.point(offset + name.start()) if offset >= 0 else start, reason)
            for name in _NAME.finditer(directive.text, *match.span("names"))
        ]
        for word in words or [_Word("", start, reason)]:
            yield from self._comment(match["verb"], f"termlint-{match['verb']}", word, directive.span, directive.scope)

    def _comment(self, verb: str, label: str, word: _Word, span: Span, scope: Span) -> Iterator[Comment]:
        """A comment on one name, unless something is wrong with it."""
        self.left -= 1
        if self.left < 0:
            if self.left == -1:
                self._notice(word.at, f"names in termlint comments from here on, after {MOST}, are ignored")
            return
        name = self.names.find(word.text)
        told = f"{label} {word.text}".strip()
        if word.text and not name:
            self._notice(word.at, self.names.unknown(word.text, self.guesses))
        elif word.text and name not in self.names.covers:
            self._notice(word.at, f"'{name}' is a level: a comment names rules, conflations or terms")
        elif self.reasons and not word.reason and verb != "enable":
            self._notice(word.at, f"{told} has no effect without a reason: write one after a colon")
        else:
            covered = self.names.covers[name] if word.text else self.names.everything
            yield Comment(verb, told, covered, span, scope, word.at)

    def _words(self, node: Node) -> Iterator[_Word]:
        """The names under ``ignore``: a text with commas, a list, or a mapping from names to reasons."""
        match node:
            case Scalar(str(text)):
                yield from (_Word(name.strip(), node.at, "") for name in text.split(",") if name.strip())
            case Items():
                for item in node.items:
                    yield from self._words(item)
            case Fields():
                for name, value in node.values.items():
                    reason = value.value if isinstance(value, Scalar) else None
                    yield _Word(name, node.keys[name], reason if isinstance(reason, str) else "")
            case _:
                self._notice(node.at, "ignore must name rules, conflations or terms: [RULE] or {RULE: reason}")

    def _notice(self, at: Point, message: str) -> None:
        self.problems.append(Problem(self.document.path, message, *at, notice=True))
