"""One desktop with the program on it, filling the screen, for one picture."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from servers.desktop_session import DesktopSession, until
from tocsin.store import Store

_OPENBOX = """<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <focus><focusNew>yes</focusNew></focus>
  <applications>
    <application type="normal" title="*Tocsin"><decor>no</decor><maximized>{filling}</maximized></application>
  </applications>
</openbox_config>
"""

STILL_SECONDS = 12.0
"""So long is waited at most for two looks at the screen that are alike (a cursor that blinks never is)."""


class Stage:
    """Use as a context. The program fills the screen of `desk`; nothing that it asks for leaves the machine."""

    def __init__(
        self, folder: Path, profile: Path, *, size: tuple[int, int], scheme: str, scale: float, notices: bool = False
    ) -> None:
        self.profile = profile
        self._scheme, self._scale = scheme, scale
        self.desk = DesktopSession(folder, size=f"{size[0]}x{size[1]}x24", daemon=notices)

    def __enter__(self) -> Self:
        self.desk.__enter__()
        try:
            settings = Path(self.desk.env["XDG_CONFIG_HOME"]) / "openbox" / "rc.xml"
            settings.parent.mkdir()
            settings.write_text(_OPENBOX.format(filling="yes"), encoding="utf-8")
            self.desk.call("openbox", "--reconfigure")
            nowhere = "http://127.0.0.1:9"
            self.desk.env |= {
                "TOCSIN_SCHEME": self._scheme, "QT_SCALE_FACTOR": str(self._scale), "LC_ALL": "", "LANG": "C.UTF-8",
                "LC_TIME": "en_GB.UTF-8", "http_proxy": nowhere, "https_proxy": nowhere,
            }  # fmt: skip
            self.program = self.desk.start("tocsin", self._command())
            self.desk.window("Tocsin", 60)
            self.desk.call("xdotool", "mousemove", "9999", "9999")  # nothing is under the pointer
            self.still()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the program, and then its desktop."""
        self.desk.close()

    def _command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "tocsin", "--profile", str(self.profile), *words]

    # What a scene does

    def keys(self, *keys: str) -> None:
        """Press keys one after another, as slowly as a person."""
        for key in keys:
            self.desk.keys(key)
            time.sleep(0.25)

    def write(self, text: str) -> None:
        self.desk.write(text)

    def open(self, word: str) -> None:
        """Open an address in the running program."""
        subprocess.run(self._command(word), env=self.desk.env, check=True, timeout=60, stdin=subprocess.DEVNULL)
        self.still()

    def watch(self, name: str) -> None:
        """Show the stories of a watch."""
        with Store.open(self.profile / "tocsin.db", read_only=True) as store:
            number = store.watches.by_name(name).id
        self.open(f"tocsin:watch/{number}")

    def article(self, headline_part: str) -> None:
        """Open the newest article whose headline holds these words."""
        with Store.open(self.profile / "tocsin.db", read_only=True) as store:
            found = [one.id for one, _ in store.articles.many(0, 1_000_000, 1_000) if headline_part in one.title]
        assert found, f"no article with {headline_part!r} in its headline"
        self.open(f"tocsin:article/{found[-1]}")

    def still(self) -> None:
        """Wait until the screen does not change any more."""
        end = time.monotonic() + STILL_SECONDS
        before = b""
        while time.monotonic() < end:
            time.sleep(0.6)
            after = hashlib.sha256(self._look()).digest()
            if after == before:
                return
            before = after

    def photograph(self, to: Path) -> None:
        """Save the whole screen as a small PNG without any dates in it."""
        self.still()
        until(lambda: self.program.poll() is None, "the program to run", 1)
        small = ["-strip", "-define", "png:exclude-chunks=date,time", "-define", "png:compression-level=9"]
        self.desk.call("import", "-window", "root", *small, str(to))

    def _look(self) -> bytes:
        picture = self.desk.folder / "look.ppm"
        self.desk.call("import", "-window", "root", str(picture))
        data = picture.read_bytes()
        picture.unlink()
        return data


def fresh(folder: Path) -> Path:
    """Make a folder anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
