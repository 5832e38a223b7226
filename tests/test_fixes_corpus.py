"""Every nth document of a folder of real essays, where there is one, fixed and proven; `benchmarks/fixes.py` does all.

The folder is ``../shared/bench/corpus/alignment`` beside the repository, or what ``TERMLINT_ESSAYS`` names.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ESSAYS = Path(os.environ.get("TERMLINT_ESSAYS") or ROOT.parent / "shared" / "bench" / "corpus" / "alignment")


@pytest.mark.skipif(not ESSAYS.is_dir(), reason="there are no essays beside this repository")
def test_fixes_of_real_essays_hold() -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "fixes.py"), str(ESSAYS), "--every", "20"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("\n0 flaws\n")
