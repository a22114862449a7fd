"""Starting at login: what is written is what the system reads, and it goes again."""

from __future__ import annotations

import plistlib
import shutil
import subprocess
from pathlib import Path

import pytest

from tocsin.core.errors import TocsinError
from tocsin.desktop.autostart import Autostart

COMMAND = ["/opt/My Tocsin/to$c%sin", "--minimised", 'a "quoted" \\ word']


def autostart(tmp_path: Path, system: str = "linux", **environment: str) -> Autostart:
    return Autostart(COMMAND, system=system, environment={"HOME": str(tmp_path), **environment})


@pytest.mark.parametrize("system", ["linux", "darwin"])
def test_it_is_off_until_it_is_switched_on_and_off_again_afterwards(tmp_path: Path, system: str) -> None:
    one = autostart(tmp_path, system)
    assert not one.on()
    one.set(True)
    assert one.on()
    one.set(False)
    assert not one.on() and not one.file.exists()
    one.set(False)


def test_linux_gets_a_desktop_entry_that_starts_the_very_words(tmp_path: Path) -> None:
    one = autostart(tmp_path)
    one.set(True)
    assert one.file == tmp_path / ".config" / "autostart" / "org.tocsin.Tocsin.desktop"
    (line,) = (line for line in one.file.read_text().splitlines() if line.startswith("Exec="))
    assert line == r'Exec="/opt/My Tocsin/to\\$c%%sin" "--minimised" "a \\"quoted\\" \\\\ word"'
    if shutil.which("desktop-file-validate"):
        done = subprocess.run(["desktop-file-validate", one.file], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


def test_the_users_own_switch_in_the_desktops_settings_holds(tmp_path: Path) -> None:
    one = autostart(tmp_path, XDG_CONFIG_HOME=str(tmp_path / "settings"))
    one.set(True)
    assert one.file.is_relative_to(tmp_path / "settings")
    one.file.write_text(one.file.read_text() + "Hidden=true\n")
    assert not one.on()
    one.set(True)
    assert one.on()


def test_macos_gets_an_agent_of_the_users_own_session(tmp_path: Path) -> None:
    one = autostart(tmp_path, "darwin")
    one.set(True)
    agent = plistlib.loads((tmp_path / "Library" / "LaunchAgents" / "org.tocsin.Tocsin.plist").read_bytes())
    assert (agent["ProgramArguments"], agent["RunAtLoad"], agent["LimitLoadToSessionType"]) == (COMMAND, True, "Aqua")


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / ".config").write_text("a file in the place of the folder")
    with pytest.raises(TocsinError, match="could not be changed"):
        autostart(tmp_path).set(True)
    assert not autostart(tmp_path).on()


def test_an_entry_that_is_no_text_counts_as_off(tmp_path: Path) -> None:
    one = autostart(tmp_path)
    one.file.parent.mkdir(parents=True)
    one.file.write_bytes(b"\xff\xfe\x00")
    assert not one.on()
