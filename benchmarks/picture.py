"""A picture of termlint's output as SVG: ``python benchmarks/picture.py > docs/output.svg`` makes README's."""

from __future__ import annotations

import re
import subprocess
import sys
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
DRAFT = "examples/shutdown.md"
RULES = ("reward-pursued", "mesa-optimizer-inside")
"""The rules whose findings are shown: two of different terms."""
COLUMNS = 88
CELL, LINE, MARGIN = 8.43, 19, 16
STYLES = {
    "1": "font-weight:bold",
    "2": "fill:#7d8590",
    "32": "fill:#7ee787",
    "1;31": "font-weight:bold;fill:#ff7b72",
    "1;35": "font-weight:bold;fill:#d2a8ff",
    "36": "fill:#76e3ea",
}
FONTS = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace"


def output() -> list[str]:
    """The lines that a terminal gets, of the findings that are shown."""
    done = subprocess.run(  # noqa: S603 - our own command
        [Path(sys.executable).with_name("termlint"), "check", "--color", "always", DRAFT],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        env={"COLUMNS": str(COLUMNS), "PYTHONPATH": str(ROOT / "src")},  # the output of this checkout
    )
    findings = re.split(r"\n\n(?=\x1b\[1m[^ \x1b]+:\d+:\d+\x1b)", done.stdout)
    shown = [finding.rstrip() for finding in findings if any(f"{rule}\x1b" in finding for rule in RULES)]
    if len(shown) < len(RULES):
        sys.exit(f"not every rule of {RULES} has a finding in {DRAFT}")
    return [f"$ termlint check {DRAFT}", *"\n\n".join(shown).split("\n")]


def spans(line: str) -> Iterator[str]:
    """A line as SVG: each run of one style at its column, so that no font can move it."""
    column = 0
    for style, text in re.findall(r"(?:\x1b\[([\d;]*)m)?([^\x1b]*)", line):
        if text.strip():
            lead = len(text) - len(text.lstrip())
            look = f' style="{STYLES[style]}"' if style in STYLES else ""
            yield f'<tspan x="{MARGIN + (column + lead) * CELL:.1f}"{look}>{escape(text.strip(" "))}</tspan>'
        column += len(text)


def picture(lines: list[str]) -> str:
    """The whole picture."""
    width, height = MARGIN * 2 + COLUMNS * CELL, MARGIN * 2 + len(lines) * LINE
    rows = "\n".join(
        f'<text xml:space="preserve" y="{MARGIN + 14 + number * LINE}">{"".join(spans(line))}</text>'
        for number, line in enumerate(lines)
        if line.strip()
    )
    return f"""<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" viewBox="0 0 {width:.0f} {height}">
<title>What termlint check prints for {DRAFT}</title>
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<g font-family="{FONTS}" font-size="14" fill="#e6edf3">
{rows}
</g>
</svg>
"""


if __name__ == "__main__":
    sys.stdout.write(picture(output()))
