"""The quick part of checking packages: what every package has beside the program, and the tools that make it."""

from __future__ import annotations

import importlib.util
import plistlib
import re
import shutil
import struct
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

from tocsin import __version__
from tocsin.desktop.program import APP_ID

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
LINUX = PACKAGING / "linux"


def tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def module(path: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(Path(path).stem, PACKAGING / path)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def run(*command: str | Path) -> None:
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_desktop_file_is_valid_and_named_like_the_program() -> None:
    run(tool("desktop-file-validate"), LINUX / f"{APP_ID}.desktop")


def test_the_metadata_is_valid_once_its_blanks_are_filled(tmp_path: Path) -> None:
    home = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["urls"]["Homepage"]
    text = (LINUX / f"{APP_ID}.metainfo.xml").read_text()
    blanks = {"VERSION": __version__, "DATE": "2026-11-24", "HOMEPAGE": home, "SCREENSHOTS": f"{home}/pictures"}
    for blank, word in blanks.items():
        text = text.replace(f"@{blank}@", word)
    assert "@" not in text
    filled = tmp_path / f"{APP_ID}.metainfo.xml"
    filled.write_text(text)
    run(tool("appstreamcli"), "validate", "--no-net", filled)


def test_the_pictures_that_the_metadata_shows_are_there() -> None:
    text = (LINUX / f"{APP_ID}.metainfo.xml").read_text()
    named = re.findall(r"@SCREENSHOTS@/([\w-]+\.png)", text)
    assert named
    assert [name for name in named if not (ROOT / "docs" / "pictures" / name).is_file()] == []


def test_lists_of_sources_and_addresses_are_declared_alike_everywhere() -> None:
    desktop = (LINUX / f"{APP_ID}.desktop").read_text()
    kinds = {one.get("type") for one in ElementTree.parse(LINUX / f"{APP_ID}.xml").getroot()}
    assert kinds == {"text/x-opml+xml"}
    for word in (*kinds, "x-scheme-handler/tocsin", "x-scheme-handler/feed"):
        assert f"{word};" in desktop
    assert APP_ID in (PACKAGING / "windows" / "tocsin.nsi").read_text()
    assert f'bundle_identifier="{APP_ID}"' in (PACKAGING / "frozen" / "tocsin.spec").read_text()
    assert f"app-id: {APP_ID}" in (LINUX / f"{APP_ID}.yml").read_text()


def test_the_windows_installer_compiles_without_a_warning(tmp_path: Path) -> None:
    makensis = tool("makensis")
    (tmp_path / "files" / "_internal").mkdir(parents=True)
    for name in ("tocsin.exe", "tocsin-cli.exe", "_internal/one.txt"):
        (tmp_path / "files" / name).write_bytes(b"x")
    icons = module("icons.py")
    (tmp_path / "tocsin.ico").write_bytes(icons.ico({size: icons.png(size) for size in (16, 32)}))
    words = {
        "VERSION": __version__, "SOURCE": tmp_path / "files", "ICON": tmp_path / "tocsin.ico",
        "OUT": tmp_path / "Tocsin-1.exe",
    }  # fmt: skip
    given = [f"-D{name}={word}" for name, word in words.items()]
    run(makensis, "-WX", "-V2", *given, "packaging/windows/tocsin.nsi")
    assert (tmp_path / "Tocsin-1.exe").read_bytes()[:2] == b"MZ"


def test_the_icons_hold_the_sizes_that_they_say() -> None:
    icons = module("icons.py")
    one = icons.ico({16: b"a" * 10, 256: b"b" * 20})
    count = struct.unpack_from("<HHH", one)[2]
    entries = [struct.unpack_from("<BBBBHHII", one, 6 + 16 * number) for number in range(count)]
    assert [(entry[0], one[entry[7] : entry[7] + entry[6]]) for entry in entries] == [(16, b"a" * 10), (0, b"b" * 20)]
    apple = icons.icns({b"ic07": b"c" * 8})
    assert apple == b"icns" + struct.pack(">I", 24) + b"ic07" + struct.pack(">I", 16) + b"c" * 8


def test_a_small_table_of_languages_reads_like_the_large_one() -> None:
    icu = module("linux/small_icu.py")
    header = struct.pack("<H", 32) + b"\xda\x27" + b"\0" * 28
    whole = {"icudt73l/root.res": b"r" * 33, "icudt73l/coll/root.res": b"c" * 16, "icudt73l/de.res": b"d" * 5}
    data = icu.packed(header, whole)
    assert {name: body.rstrip(b"\0") for name, body in icu.items(data).items()} == whole
    kept = [name for name in whole if icu.KEPT.fullmatch(name.partition("/")[2])]
    assert kept == ["icudt73l/root.res", "icudt73l/coll/root.res"]


@pytest.mark.parametrize(
    ("place", "stays"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", True),
        ("PySide6/plugins/platforms/qwindows.dll", True),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", False),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", False),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("libgtk-3.so.0", True),  # goes because nothing asks for it any more
        ("libglib-2.0.so.0", False),
        ("tocsin/resources/ui/tokens.toml", True),
    ],
)
def test_what_a_frozen_build_carries(place: str, stays: bool) -> None:
    trim = module("frozen/trim.py")
    assert bool(trim.wanted([(place, "", "BINARY")])) == stays


def test_the_entitlements_for_macos_are_a_property_list() -> None:
    assert plistlib.loads((PACKAGING / "macos" / "entitlements.plist").read_bytes())


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
def test_every_shell_script_can_be_read_by_the_shell() -> None:
    for script in sorted(PACKAGING.rglob("*.sh")):
        run("sh", "-n", script)
