"""A preview of the site on this machine, built anew when a file has changed."""

from __future__ import annotations

import mimetypes
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from termlint.errors import TermlintError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

HOST = "127.0.0.1"
"""Nobody else's machine."""


class Preview:
    """The files of a site, made again when asked for after something has changed."""

    def __init__(self, make: Callable[[], Mapping[str, bytes]], watched: Iterable[Path]) -> None:
        self.make = make
        self.watched = tuple(watched)
        self.made: Mapping[str, bytes] = {}
        self.state: object = None
        self.lock = threading.Lock()

    def get(self, path: str) -> tuple[int, str, bytes]:
        """Status, type and content for a path that begins with a slash; what is wrong with the data is the content."""
        with self.lock:
            try:
                self._renew()
            except TermlintError as error:
                return 500, "text/plain", str(error).encode()
        name = unquote(urlsplit(path).path).removeprefix("/")
        name = name + "index.html" if not name or name.endswith("/") else name
        kind = mimetypes.guess_type(name)[0] or "text/plain"
        if name in self.made:
            return 200, kind, self.made[name]
        return 404, "text/html", self.made.get("404.html", b"")

    def _renew(self) -> None:
        state = [(path, path.stat().st_mtime_ns, path.stat().st_size) for path in _files(self.watched)]
        if state != self.state:
            self.made = self.make()
            self.state = state


def server(preview: Preview, port: int) -> ThreadingHTTPServer:
    """A server of a preview; port 0 takes any that is free."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Send a file."""
            status, kind, content = preview.get(self.path)
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server gives it
            """Say nothing."""

    return ThreadingHTTPServer((HOST, port), Handler)


def _files(watched: Iterable[Path]) -> list[Path]:
    return sorted(
        file
        for path in watched
        for file in (path.rglob("*") if path.is_dir() else [path])
        if file.is_file() and not file.name.startswith(".")
    )
