"""Without a display there is a sentence and an offer, and Qt is never asked: it would end the process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a display")
def test_without_a_display_the_program_says_so_and_offers_the_monitor(tmp_path: Path) -> None:
    bare = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    done = subprocess.run(
        [sys.executable, "-m", "tocsin", "--profile", str(tmp_path)], env=bare, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stdout == ""
    assert "display" in done.stderr
    assert "tocsin monitor" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
