"""The data that come with termlint: where they are."""

from __future__ import annotations

from pathlib import Path


def folder(name: str) -> Path:
    """A data folder that comes with termlint: in the installed package, or in the checkout beside the code."""
    package = Path(__file__).parents[1]
    installed = package / "data" / name
    return installed if installed.is_dir() else package.parents[1] / name
