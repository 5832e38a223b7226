"""Styles, scripts and the icon: their content, the names they are served under, and what pins the script for others."""

from __future__ import annotations

import base64
import re
from hashlib import sha256, sha384
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "assets"
HOVER = "hover-1.js"
"""What other sites embed: this file never changes once released; a change gets a new number and the old file stays."""
_COMMENT = re.compile(r"(^|(?<=[;,{}])) *//.*", re.MULTILINE)
_REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)
_AROUND = re.compile(r"\s*([{};,])\s*")
_INDENT = re.compile(r"\n\s*")


class Hover(NamedTuple):
    """The script for other sites."""

    size: int
    integrity: str


class Assets(NamedTuple):
    """All of them."""

    names: dict[str, str]
    """Paths on the site, by what the templates call them."""
    files: dict[str, bytes]
    hover: Hover


def load() -> Assets:
    """The assets; what may change from build to build is named for its content, so that no cache serves an old one."""
    hover = _served(FOLDER / HOVER)
    plain = {"css": "site.css", "js": "site.js", "theme": "theme.js", "icon": "icon.svg"}
    content = {key: _served(FOLDER / name) for key, name in plain.items()}
    names = {key: _named(plain[key], each) for key, each in content.items()}
    files = {names[key]: each for key, each in content.items()}
    released = {f"embed/{path.name}": _served(path) for path in sorted(FOLDER.glob("hover-*.js"))}
    return Assets({**names, "hover": f"embed/{HOVER}"}, {**files, **released}, Hover(len(hover), integrity(hover)))


def integrity(content: bytes) -> str:
    """What a browser is told to expect of a script."""
    return "sha384-" + base64.b64encode(sha384(content).digest()).decode()


def _served(path: Path) -> bytes:
    """An asset as it is served: comments and indentation stay here."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".js":
        text = _INDENT.sub("\n", _COMMENT.sub("", text)).lstrip()
    elif path.suffix == ".css":
        text = _AROUND.sub(r"\1", _REMARK.sub("", text)).strip() + "\n"
    return text.encode()


def _named(name: str, content: bytes) -> str:
    stem, _, ending = name.rpartition(".")
    return f"assets/{stem}-{sha256(content).hexdigest()[:10]}.{ending}"
