"""A real keyring for a test: gnome-keyring-daemon, unlocked, on a session bus of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

NEEDED = ("dbus-daemon", "gnome-keyring-daemon")

_BUS = """<busconfig>
  <type>session</type><listen>unix:path={folder}/bus</listen><auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""


def lacking() -> str:
    """Say why there can be no keyring here; empty: there can."""
    if not sys.platform.startswith("linux"):
        return "the Secret Service needs Linux"
    missing = [name for name in NEEDED if shutil.which(name) is None]
    return f"not installed: {', '.join(missing)}" if missing else ""


class SecretService:
    """Use as a context; `env` leads a program to this keyring."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="tocsin-keys-"))
        self.env = {name: value for name, value in os.environ.items() if name != "PYTHON_KEYRING_BACKEND"}
        self.env |= {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={self._folder}/bus"}
        self.env["PYTHON_KEYRING_BACKEND"] = "keyring.backends.SecretService.Keyring"
        for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
            place = self._folder / name.lower()
            place.mkdir(mode=0o700)
            self.env[name] = str(place)
        self._processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        settings = self._folder / "bus.conf"
        settings.write_text(_BUS.format(folder=self._folder), encoding="utf-8")
        self._start(["dbus-daemon", f"--config-file={settings}", "--nofork", "--nopidfile"])
        self._until((self._folder / "bus").exists, "the bus")
        daemon = self._start(["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"])
        assert daemon.stdin is not None
        daemon.stdin.write(b"a password for the test")
        daemon.stdin.close()
        ask = ["-c", "import keyring; keyring.set_password('tocsin tests', 'ready', 'yes')"]
        self._until(lambda: self._python(ask) == 0, "the keyring")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for process in reversed(self._processes):
            process.terminate()
            process.wait(10)
            if process.stdin is not None and not process.stdin.closed:
                process.stdin.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _start(self, command: list[str]) -> subprocess.Popen[bytes]:
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(command, env=self.env, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet)
        self._processes.append(process)
        return process

    def _python(self, words: list[str]) -> int:
        try:
            return subprocess.run(
                [sys.executable, *words], env=self.env, check=False, timeout=10, capture_output=True
            ).returncode  # fmt: skip
        except subprocess.TimeoutExpired:
            return 1

    @staticmethod
    def _until(condition: object, what: str) -> None:
        assert callable(condition)
        end = time.monotonic() + 30
        while not condition():
            assert time.monotonic() < end, f"{what} did not come"
            time.sleep(0.1)
