"""A preview of the site on this machine, built anew when a file has changed."""

from __future__ import annotations

import mimetypes
import re
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from termlint.errors import TermlintError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

HOST = "127.0.0.1"
"""Nobody else's machine."""
NAMES = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?", re.IGNORECASE)
"""What this machine is called by those on it: a page elsewhere whose host is made to lead here has another name."""
FOR_OTHERS = ("/embed/", "/api/")
"""What pages elsewhere may read."""


class Preview:
    """The files of a site, made again when asked for after something has changed."""

    def __init__(self, make: Callable[[], Mapping[str, bytes]], watched: Iterable[Path]) -> None:
        self.make = make
        self.watched = tuple(watched)
        self.made: Mapping[str, bytes] = {}
        self.state: object = None
        self.lock = threading.Lock()

    def get(self, path: str) -> tuple[int, str, bytes]:
        """Status, type and content for a path that begins with a slash.

        What is wrong with the data is the content; of a folder without its slash it is the path with one.
        """
        with self.lock:
            try:
                self._renew()
            except (TermlintError, OSError) as error:  # the latter where a file goes meanwhile
                return 500, "text/plain", str(error).encode()
        place, query, asked = path.partition("?")
        name = unquote(place).removeprefix("/")
        name = name + "index.html" if not name or name.endswith("/") else name
        kind = mimetypes.guess_type(name)[0] or "text/plain"
        if name in self.made:
            return 200, kind, self.made[name]
        if f"{name}/index.html" in self.made:
            return 301, "text/plain", f"/{quote(name)}/{query}{asked}".encode()
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
            self.wfile.write(self.head())

        def do_HEAD(self) -> None:
            """Send what is said before a file."""
            self.head()

        def head(self) -> bytes:
            """Send what is said before a file, which is returned."""
            status, kind, content = 403, "text/plain", b"this preview answers to the name localhost alone\n"
            if NAMES.fullmatch(self.headers.get("Host", "")):
                status, kind, content = preview.get(self.path)
            self.send_response(status)
            if status == HTTPStatus.MOVED_PERMANENTLY:
                self.send_header("Location", content.decode())
            self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
            self.send_header("Content-Length", str(len(content)))
            if self.path.startswith(FOR_OTHERS):
                self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            return content

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server gives it
            """Say nothing."""

    return ThreadingHTTPServer((HOST, port), Handler)


def _files(watched: Iterable[Path]) -> list[Path]:
    return sorted(
        file
        for path in watched
        for file in (path.rglob("*") if path.is_dir() else [path])
        if file.is_file() and not any(part.startswith(".") for part in file.relative_to(path).parts)
    )
