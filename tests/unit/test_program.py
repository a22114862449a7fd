"""How the program starts itself once more, frozen and not, and what it leaves to other programs."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tocsin.desktop.program import give_back_libraries, itself, program


def test_an_interpreter_runs_the_package() -> None:
    assert itself(Path("/p")) == [sys.executable, "-m", "tocsin", "--profile", "/p"]


def test_a_frozen_program_is_its_own_interpreter(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "tocsin"))
    monkeypatch.setattr(sys, "platform", "linux")
    assert program() == [str(tmp_path / "tocsin")]


def test_on_windows_the_monitor_is_the_program_with_a_console(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("tocsin.exe", "tocsin-cli.exe"):
        (tmp_path / name).touch()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "tocsin.exe"))
    monkeypatch.setattr(sys, "platform", "win32")
    assert program() == [str(tmp_path / "tocsin-cli.exe")]
    assert program(window=True) == [str(tmp_path / "tocsin.exe")]


def test_other_programs_get_the_systems_libraries() -> None:
    environment = {"LD_LIBRARY_PATH": "/ours", "LD_LIBRARY_PATH_ORIG": "/theirs", "PATH": "/bin"}
    give_back_libraries(environment)
    anew = {"PYINSTALLER_RESET_ENVIRONMENT": "1"}
    assert environment == {"LD_LIBRARY_PATH": "/theirs", "PATH": "/bin", **anew}
    environment = {"LD_LIBRARY_PATH": "/ours"}
    give_back_libraries(environment)
    assert environment == anew
