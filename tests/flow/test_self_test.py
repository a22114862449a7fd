"""`tocsin --self-test`: what an installed program says about itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tocsin.selftest import checks
from tocsin.selftest.checks import results


def test_this_installation_is_whole() -> None:
    bare = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", "tocsin", "--self-test"],
        env=bare,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    lines = done.stdout.splitlines()
    assert [line for line in lines if not line.startswith("ok ")] == []
    assert len(lines) == len(checks.CHECKS)
    assert "rung by" in lines[-1]
    assert done.returncode == 0


def test_a_missing_resource_and_a_broken_part_are_told_and_the_rest_is_looked_at(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken() -> str:
        raise ImportError("no module named apprise")

    monkeypatch.setattr(checks, "path", lambda name: tmp_path / name)
    monkeypatch.setattr(checks, "CHECKS", {"resources": checks._resources, "bells": broken, "version": checks._version})
    found = {one.check: (one.well, one.says) for one in results()}
    assert found["resources"][0] is False and "sounds/bell.wav" in found["resources"][1]
    assert found["bells"] == (False, "ImportError: no module named apprise")
    assert found["version"][0] is True
