"""The guard in conftest.py: a test that reaches past loopback fails, even where the program took it calmly."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

CONFTEST = Path(__file__).resolve().parents[1] / "conftest.py"

TRIES = """
import contextlib, socket
import pycurl

def test_with_a_socket():
    with contextlib.suppress(OSError), socket.socket() as one:
        one.connect(("192.0.2.1", 9))

def test_with_curl():
    one = pycurl.Curl()
    one.setopt(pycurl.URL, "http://192.0.2.1:9/")
    with contextlib.suppress(pycurl.error):
        one.perform()
    one.close()

def test_on_loopback():
    one = pycurl.Curl()
    one.setopt(pycurl.URL, "http://127.0.0.1:9/")
    with contextlib.suppress(pycurl.error):
        one.perform()
    one.close()
"""


def test_a_test_that_reaches_past_loopback_fails(tmp_path: Path) -> None:
    shutil.copy(CONFTEST, tmp_path)
    (tmp_path / "test_tries.py").write_text(TRIES, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(tmp_path), "."]
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    done = subprocess.run(command, env=env, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "3 passed, 2 errors" in done.stdout, done.stdout
    assert done.stdout.count("tried to reach 192.0.2.1") >= 2
