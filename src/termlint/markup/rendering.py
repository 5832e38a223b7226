"""What a draft renders to, less some parts of its source: the proof that an insertion changes nothing around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from termlint.markup.markdown import block_tokens, inline_tokens
from termlint.markup.places import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from termlint.markup.places import Located
    from termlint.model import Span

_PLACES = frozenset(("at", "end", "places"))


class Sign(NamedTuple):
    """One thing that a renderer is told: a run of text, or a token with all that is its own."""

    kind: str
    said: str


def rendered(path: str, text: str, without: Sequence[Span]) -> list[Sign]:
    """What the draft tells a renderer, in order; nothing of what comes from the given parts of its source."""
    source = Source(text)
    tokens, env = block_tokens(path, source)
    signs = [*_blocks(tokens, env, source, without)]
    targets = env.get("references", {}).items()
    signs.append(Sign("link targets", repr(sorted((label, to["href"], to["title"]) for label, to in targets))))
    return list(_joined(signs))


def _blocks(tokens: Sequence[Token], env: dict[str, object], source: Source, without: Sequence[Span]) -> Iterator[Sign]:
    gone = [False]
    for token in tokens:
        if token.nesting >= 0:
            gone.append(gone[-1] or _is_gone(token, source, without))
        if token.nesting <= 0 and gone.pop():
            continue
        if gone[-1]:
            continue
        located = source.locate(token) if token.type == "inline" else None
        if located:
            yield from _inlines(inline_tokens(located.content, env), located, without)
        else:
            # Whether the last line of the draft is ended makes no difference to raw HTML.
            yield Sign(token.type, _said(token, token.content.rstrip("\n")))
        yield Sign("end", token.type)


def _is_gone(token: Token, source: Source, without: Sequence[Span]) -> bool:
    """Whether a block stands in one of the parts, blank lines apart."""
    first, after = token.map or (0, 0)
    lines = [line for line in range(first, min(after, len(source.rows))) if source.rows[line].strip()]
    if not lines:
        return False
    start, end = source.starts[lines[0]], source.end(lines[-1])
    return any(span.start <= start and end <= span.end for span in without)


def _inlines(tokens: Sequence[Token], located: Located, without: Sequence[Span]) -> Iterator[Sign]:
    for token in tokens:
        at: int = token.meta["at"]
        if token.type == "text":
            for start, end, place in located.runs(at, at + len(token.content)):
                kept = token.content[start - at : end - at]
                yield Sign("text", _without(kept, place, without))
            continue
        place = located.at(at)
        if token.type == "link_open" and token.info != "auto" and at:
            place = located.at(at - 1)  # markdown-it opens a link behind its bracket
        if not any(span.start <= place < span.end for span in without):
            yield Sign(token.type, _said(token, token.content or located.content[at : token.meta.get("end", at)]))


def _without(text: str, place: int, without: Sequence[Span]) -> str:
    """A verbatim run of text less what comes from the parts."""
    for span in sorted(without, reverse=True):
        start, end = max(span.start - place, 0), max(span.end - place, 0)
        text = text[:start] + text[end:]
    return text


def _said(token: Token, content: str) -> str:
    """Everything about a token that a renderer could look at, but where it stands."""
    meta = {key: value for key, value in token.meta.items() if key not in _PLACES}
    return repr((token.tag, token.attrs, token.markup, token.info, token.hidden, meta, content))


def _joined(signs: Sequence[Sign]) -> Iterator[Sign]:
    """The same with adjacent runs of text in one."""
    text = ""
    for sign in signs:
        if sign.kind == "text":
            text += sign.said
            continue
        if text:
            yield Sign("text", text)
        text = ""
        yield sign
