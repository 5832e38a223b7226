"""Pictures of the website of the built-in glossary: ``python benchmarks/site_pictures.py`` makes those in docs/site.

They need Chromium and look best with the fonts of the Debian packages fonts-inter and fonts-urw-base35.
"""

from __future__ import annotations

import base64
import os
import shutil
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from playwright.sync_api import ViewportSize, sync_playwright

from termlint.glossaries.data import Folders
from termlint.site import build, sources

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TARGET = Path(__file__).parents[1] / "docs" / "site"
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include>/etc/fonts/fonts.conf</include>
<match target="pattern"><test name="family"><string>sans-serif</string></test>
<edit name="family" mode="prepend" binding="strong"><string>Inter</string></edit></match></fontconfig>"""
"""What a desktop sets as the system's font."""


class Picture(NamedTuple):
    """What is to be seen, and how."""

    name: str
    path: str
    width: int = 1200
    height: int = 800
    theme: Literal["light", "dark"] = "light"
    typed: str = ""
    hovered: str = ""


PICTURES = (
    Picture("home", ""),
    Picture("term", "t/agent/", height=900),
    Picture("pair", "t/agent/#artifact-or-pursuer", height=900),
    Picture("search", "", typed="optimi"),
    Picture("card", "t/agent/", height=640, hovered="#role .text a"),
    Picture("dark", "t/reward/", theme="dark"),
    Picture("phone", "t/policy/", width=390, height=800),
)


class Quiet(SimpleHTTPRequestHandler):
    """A server that does not tell what it serves."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server gives it
        """Say nothing."""


def take(browser: Browser, home: str, picture: Picture) -> None:
    """Take one picture."""
    size = ViewportSize(width=picture.width, height=picture.height)
    context = browser.new_context(viewport=size, color_scheme=picture.theme)
    page = context.new_page()
    page.goto(home + picture.path)
    if picture.typed:
        page.click("#_q")
        page.keyboard.type(picture.typed)
        page.locator("[role=option]").first.wait_for()
    if picture.hovered:
        page.hover(picture.hovered)
        page.locator("termlint-card:popover-open section").wait_for()
    shot = context.new_cdp_session(page).send("Page.captureScreenshot", {"format": "webp", "quality": 82})
    (TARGET / f"{picture.name}.webp").write_bytes(base64.b64decode(shot["data"]))
    context.close()


def main() -> None:
    """Build the site and take all pictures."""
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        site, fonts = Path(folder) / "site", Path(folder) / "fonts.conf"
        build.write(dict(build.files(sources.of(Folders(), None))), site)
        fonts.write_text(FONTS)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            environment: dict[str, str | float | bool] = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), env=environment)
            for picture in PICTURES:
                take(browser, f"http://127.0.0.1:{server.server_port}/", picture)
            browser.close()
        server.shutdown()


if __name__ == "__main__":
    main()
