"""Data with something wrong in it, for tests that bad data does no harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from hypothesis.strategies import DataObject, SearchStrategy

ACTIONS = st.sampled_from(["inside", "inside", "inside", "delete", "rename", "replace"])


def damaged(data: object, draw: DataObject, strange: SearchStrategy[object]) -> object:
    """The data with a key gone or renamed, a value of another type, or an entry gone or twice, somewhere inside."""
    if isinstance(data, dict) and data:
        key = draw.draw(st.sampled_from(sorted(data)))
        match draw.draw(ACTIONS):
            case "delete":
                return {k: v for k, v in data.items() if k != key}
            case "rename":
                return {(k + "x" if k == key else k): v for k, v in data.items()}
            case "inside":
                return data | {key: damaged(data[key], draw, strange)}
        return data | {key: draw.draw(strange)}
    if isinstance(data, list) and data:
        at = draw.draw(st.integers(0, len(data) - 1))
        rest = draw.draw(st.sampled_from([at, at + 1]))
        return [*data[:at], damaged(data[at], draw, strange), *data[rest:]]
    return draw.draw(strange)
