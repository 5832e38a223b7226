"""The relations of a term's senses as a picture: names in a column, an arc for each relation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from termlint.site.views import Link, Ref, TermView

ROW = 30
TOP = 22
GAP = 26
"""Between the term's own senses and those of other terms."""
LANE = 11
"""Between two arcs that run side by side."""
FIRST = 20
SPREAD = 4
"""Between two arcs that end at one name."""
BEND = 9
LETTER = 8
"""The width of a letter, at most."""


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
    width: int
    height: int


class _Edge(NamedTuple):
    """A relation between two rows."""

    ref: Ref
    link: Link
    top: int
    bottom: int


def of(term: TermView) -> Picture | None:
    """The picture of a term, if its senses have relations."""
    nodes = _nodes(term)
    rows = {node.ref.id: row for row, node in enumerate(nodes)}
    edges = _edges(term, rows)
    if not edges:
        return None
    lanes = _lanes(edges)
    margin = FIRST + LANE * (max(lanes) + 1)
    ends = _ends(edges, lanes)
    paths = (
        _path(margin, margin - FIRST - LANE * lane, nodes[edge.top].y + top, nodes[edge.bottom].y + bottom)
        for edge, lane, (top, bottom) in zip(edges, lanes, ends, strict=True)
    )
    arcs = [Arc(e.link.type, e.link.words, e.ref, e.link.to, path) for e, path in zip(edges, paths, strict=True)]
    arcs.sort(key=lambda arc: (rows[arc.first.id], rows[arc.second.id], arc.type))
    widest = max(len(node.ref.name) + (0 if node.own else len(f"{node.ref.lemma} → ")) for node in nodes)
    return Picture(nodes, tuple(arcs), margin, margin + LETTER * widest + FIRST, nodes[-1].y + TOP)


def _nodes(term: TermView) -> tuple[Node, ...]:
    own = [sense.ref for sense in term.senses]
    known = {ref.id for ref in own}
    others = {link.to.id: link.to for _, link in _drawn(term) if link.to.id not in known}
    placed = [Node(ref, TOP + row * ROW, own=True) for row, ref in enumerate(own)]
    below = placed[-1].y + ROW + GAP
    return (*placed, *(Node(ref, below + row * ROW, own=False) for row, ref in enumerate(others.values())))


def _edges(term: TermView, rows: dict[str, int]) -> list[_Edge]:
    """Each relation once, the shortest first."""
    found: dict[tuple[frozenset[str], str], _Edge] = {}
    for ref, link in _drawn(term):
        top, bottom = sorted((rows[ref.id], rows[link.to.id]))
        key = frozenset((ref.id, link.to.id)), link.type.replace("narrower", "broader")
        found.setdefault(key, _Edge(ref, link, top, bottom))
    return sorted(found.values(), key=lambda edge: (edge.bottom - edge.top, edge.top, edge.link.type))


def _drawn(term: TermView) -> Iterator[tuple[Ref, Link]]:
    """The relations that this term states; what others state of it would crowd a well-known term."""
    return ((sense.ref, link) for sense in term.senses for link in sense.relations if link.stated)


def _lanes(edges: list[_Edge]) -> list[int]:
    """For each edge the innermost lane that is free along all of it."""
    taken: list[list[_Edge]] = []
    lanes = []
    for edge in edges:
        free = (
            number
            for number, lane in enumerate(taken)
            if all(edge.bottom < other.top or other.bottom < edge.top for other in lane)
        )
        number = next(free, len(taken))
        if number == len(taken):
            taken.append([])
        taken[number].append(edge)
        lanes.append(number)
    return lanes


def _ends(edges: list[_Edge], lanes: list[int]) -> list[tuple[float, float]]:
    """How far above or below its row each edge ends, at its top and its bottom, so that no two meet before the name."""
    at: dict[int, list[tuple[int, int, int]]] = {}
    for number, (edge, lane) in enumerate(zip(edges, lanes, strict=True)):
        # From above to below: edges that come from above, the innermost last; then those that go down, it first.
        at.setdefault(edge.bottom, []).append((0, -lane, number))
        at.setdefault(edge.top, []).append((1, lane, number))
    shift: dict[tuple[int, int], float] = {}
    for row, meeting in at.items():
        step = min(SPREAD, (ROW - LANE) / len(meeting))
        for place, (_, _, number) in enumerate(sorted(meeting)):
            shift[number, row] = (place - (len(meeting) - 1) / 2) * step
    return [(shift[number, edge.top], shift[number, edge.bottom]) for number, edge in enumerate(edges)]


def _path(start: int, out: int, top: float, bottom: float) -> str:
    """A line out to the left, down its lane and back, with round corners."""
    return (
        f"M{start - 7} {top:g}H{out + BEND}Q{out} {top:g} {out} {top + BEND:g}"
        f"V{bottom - BEND:g}Q{out} {bottom:g} {out + BEND} {bottom:g}H{start - 7}"
    )
