"""The relations of a term's senses as a picture: names in a column, an arc for each relation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from termlint.site.views import Ref, TermView

ROW = 30
TOP = 22
GAP = 26
"""Between the term's own senses and those of other terms."""
STEP = 17
"""How much further an arc reaches out for each row that it spans."""
WIDEST = 150
LINE = 14


class Node(NamedTuple):
    """A sense in the picture."""

    ref: Ref
    y: int
    own: bool


class Arc(NamedTuple):
    """A relation in the picture."""

    type: str
    words: str
    first: Ref
    second: Ref
    path: str


class Picture(NamedTuple):
    """What is to be drawn; `margin` is the room for arcs to the left of the names."""

    nodes: tuple[Node, ...]
    arcs: tuple[Arc, ...]
    margin: int
    height: int


def of(term: TermView) -> Picture | None:
    """The picture of a term, if its senses have relations."""
    pairs = {
        (frozenset((sense.ref.id, link.to.id)), link.type.replace("narrower", "broader")): (link, sense.ref)
        for sense in reversed(term.senses)
        for link in reversed(sense.relations)
    }
    if not pairs:
        return None
    nodes = _nodes(term)
    height = {node.ref.id: node.y for node in nodes}
    drawn = sorted(pairs.values(), key=lambda pair: (height[pair[1].id], height[pair[0].to.id], pair[0].type))
    margin = max(_reach(height[ref.id], height[link.to.id]) for link, ref in drawn) + LINE
    arcs = tuple(
        Arc(link.type, link.words, ref, link.to, _path(margin, height[ref.id], height[link.to.id], number))
        for number, (link, ref) in enumerate(drawn)
    )
    return Picture(nodes, arcs, margin, nodes[-1].y + TOP)


def _nodes(term: TermView) -> tuple[Node, ...]:
    own = [sense.ref for sense in term.senses]
    known = {ref.id for ref in own}
    others = {link.to.id: link.to for sense in term.senses for link in sense.relations if link.to.id not in known}
    placed = [Node(ref, TOP + row * ROW, own=True) for row, ref in enumerate(own)]
    below = placed[-1].y + ROW + GAP
    return (*placed, *(Node(ref, below + row * ROW, own=False) for row, ref in enumerate(others.values())))


def _reach(first: int, second: int) -> int:
    return min(WIDEST, 12 + STEP * abs(first - second) // ROW)


def _path(margin: int, first: int, second: int, number: int) -> str:
    """A curve out to the left and back; arcs of one length are set apart a little."""
    out = max(2, margin - LINE - _reach(first, second) - (number % 3) * 3)
    start = margin - 4
    bend = min(abs(second - first) / 2, 26) * (1 if second > first else -1)
    return (
        f"M{start} {first}C{out} {first} {out} {first} {out} {first + bend:g}"
        f"L{out} {second - bend:g}C{out} {second} {out} {second} {start} {second}"
    )
