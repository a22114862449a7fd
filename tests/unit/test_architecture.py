"""Holds the source tree to the rules of the house: who may import whom, and how large a file may grow."""

from __future__ import annotations

import ast
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "app" / "tocsin"
FILES = sorted(PACKAGE.rglob("*.py"))

FLOORS = {
    "core": 0,
    "feeds": 1,
    "store": 1,
    "desktop": 1,
    "monitor": 2,
    "ui": 3,
    "demo": 4,
    "selftest": 5,
    "cli": 6,
    "__main__": 7,
}
"""From below; an import points down, and the three on one floor do not know each other."""

EVERYWHERE = {"", "resources_path"}
"""Modules above no floor: every floor but core may use them."""

_QT_BELLS = ("desktop_notifier.py", "freedesktop", "portal", "session_bus", "tray.py")
QT = ("ui/", "selftest/screen.py", "desktop/background_portal.py", *(f"desktop/bells/{name}" for name in _QT_BELLS))

PINS: dict[str, tuple[str, ...]] = {
    "PySide6": QT,
    "ahocorasick_rs": ("core/",),
    "apprise": ("desktop/bells/apprise.py",),
    "certifi": ("feeds/fetch",),
    "click": ("cli",),
    "desktop_notifier": ("desktop/bells/desktop_notifier.py",),
    "feedparser": ("feeds/parse",),
    "filelock": ("desktop/lock.py",),
    "jeepney": (
        "desktop/background_portal.py",
        "desktop/bells/freedesktop",
        "desktop/bells/portal",
        "desktop/bells/session_bus",
    ),
    "keyring": ("desktop/secrets.py",),
    "lxml": ("feeds/",),
    "nh3": ("feeds/",),
    "platformdirs": ("desktop/profile.py",),
    "plyer": ("desktop/bells/plyer.py",),
    "pycurl": ("feeds/fetch",),
    "re2": ("core/",),
    "shiboken6": QT,
    "sqlite_utils": ("store/",),
    "tzlocal": ("desktop/clock.py",),
}
"""Where each library may be imported: a folder, a file, or the beginning of a file's name."""

TOUCHY = {
    *("asyncio", "http", "logging", "multiprocessing", "os", "pathlib", "random", "secrets", "shutil", "socket"),
    *("sqlite3", "ssl", "subprocess", "tempfile", "threading", "time", "urllib.request"),
}
"""What `core/` must not import even though Python brings it: the clock, chance, disk, network."""

WITH_QT = (*QT, "__main__.py")


def place(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def area(name: str) -> str:
    """Return the part of the tree that a file's place or a module's dotted name below `tocsin` belongs to."""
    first = name.replace("/", ".").removesuffix(".py").split(".")[0]
    return "" if first == "__init__" else first


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Yield every module that the file imports, at its head or later, as a dotted name with the line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            above = ""
            if node.level:
                package = ("tocsin", *path.relative_to(PACKAGE).parent.parts)
                above = ".".join(package[: len(package) - node.level + 1])
            stem = ".".join(part for part in (above, node.module or "") if part)
            if stem == "tocsin":
                yield from ((f"tocsin.{alias.name}", node.lineno) for alias in node.names)
            else:
                yield stem, node.lineno


def said(path: Path, line: int, what: str) -> str:
    return f"{place(path)}:{line} {what}"


def test_imports_point_down_and_neighbours_do_not_know_each_other() -> None:
    wrong = []
    for path in FILES:
        here = area(place(path))
        for name, line in imports(path):
            if not name.startswith("tocsin."):
                continue
            there = area(name.removeprefix("tocsin."))
            if there == here or there.startswith("__version") or here in EVERYWHERE:
                continue
            if there in EVERYWHERE:
                if here == "core":
                    wrong.append(said(path, line, f"{here} must not import {name}"))
            elif FLOORS[there] >= FLOORS[here]:
                wrong.append(said(path, line, f"{here} must not import {name}"))
    assert not wrong, "\n".join(wrong)


def test_every_part_of_the_tree_has_a_floor() -> None:
    assert {area(place(path)) for path in FILES} <= set(FLOORS) | EVERYWHERE


def test_each_library_is_imported_only_where_it_belongs() -> None:
    wrong = []
    for path in FILES:
        for name, line in imports(path):
            library = name.split(".")[0]
            if library == "tocsin" or library in sys.stdlib_module_names:
                continue
            if not place(path).startswith(PINS.get(library, ())):
                wrong.append(said(path, line, f"must not import {library}"))
    assert not wrong, "\n".join(wrong)


def test_core_touches_neither_clock_nor_chance_nor_disk_nor_network() -> None:
    wrong = []
    for path in sorted((PACKAGE / "core").rglob("*.py")):
        for name, line in imports(path):
            if name in TOUCHY or name.split(".")[0] in TOUCHY:
                wrong.append(said(path, line, f"imports {name}"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = node.func
            if isinstance(called, ast.Attribute) and called.attr in {"now", "utcnow", "today"}:
                wrong.append(said(path, node.lineno, f"asks for the time with {called.attr}()"))
            if isinstance(called, ast.Name) and called.id in {"open", "print", "input"}:
                wrong.append(said(path, node.lineno, f"calls {called.id}()"))
    assert not wrong, "\n".join(wrong)


def run_python(code: str) -> None:
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_everything_but_the_window_works_without_qt() -> None:
    modules = []
    for path in FILES:
        if not place(path).startswith(WITH_QT):
            parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
            modules.append(".".join(parts).removesuffix(".__init__"))
    assert len(modules) > 3
    run_python(
        "import importlib, sys\n"
        "sys.modules['PySide6'] = sys.modules['shiboken6'] = None\n"
        f"for name in {modules!r}: importlib.import_module(name)"
    )


def test_the_window_starts_without_the_slow_libraries_of_the_monitor() -> None:
    pytest.importorskip("tocsin.ui.app", reason="there is no window yet")
    run_python(
        "import sys, tocsin.ui.app\n"
        "slow = {'feedparser', 'pycurl', 'lxml', 'nh3', 'plyer'} & set(sys.modules)\n"
        "assert not slow, slow"
    )


def test_no_file_of_the_program_is_over_four_hundred_lines() -> None:
    lengths = {place(path): path.read_text(encoding="utf-8").count("\n") for path in FILES}
    for name, lines in lengths.items():
        if 300 < lines <= 400:
            with warnings.catch_warnings():
                warnings.simplefilter("always")
                warnings.warn(f"{name} has {lines} lines; look for its second subject", stacklevel=1)
    assert {name: lines for name, lines in lengths.items() if lines > 400} == {}


def test_every_module_says_in_its_docstring_what_it_touches() -> None:
    silent = [
        place(path)
        for path in FILES
        if path.stat().st_size and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_no_class_is_named_for_nothing_in_particular() -> None:
    vague = ("Manager", "Handler", "Helper", "Utils", "Base", "Impl")
    named = [
        said(path, node.lineno, node.name)
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and node.name.endswith(vague)
    ]
    assert named == []
