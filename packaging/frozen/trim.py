"""Says what of Qt and of the libraries a frozen build carries, and what stays out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

Entry = tuple[str, str, str]
"""Place in the folder, source, kind: as PyInstaller lists what it collects."""

EXCLUDED = [
    *("tkinter", "unittest", "pydoc", "test", "lib2to3", "ensurepip", "venv", "idlelib", "curses", "readline"),
    *("setuptools", "pip", "pkg_resources", "IPython", "numpy", "PIL", "gi", "pytest", "hypothesis", "mypy"),
    *("lxml.objectify", "lxml.isoschematron", "lxml.html.diff", "lxml.html._difflib", "lxml.cssselect"),
    *("qh3", "jh2", "niquests", "urllib3_future", "aiohttp", "httpx", "dbus_fast", "aiosmtpd", "PyInstaller"),
    *("PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets", "PySide6.QtSql"),
    *("PySide6.QtTest", "PySide6.QtDesigner", "PySide6.QtUiTools", "PySide6.QtHelp", "PySide6.QtConcurrent"),
]
"""Never imported; some would be collected because a library names them."""

_OUT = re.compile(
    r"""
    PySide6/(Qt/)?translations/                          # the program speaks for itself
    | PySide6/(Qt/)?(qml|metatypes|resources|libexec)/
    | /plugins/platformthemes/libqgtk3                   # never the host's GTK
    | /plugins/platforms/(lib)?q(linuxfb|vnc|vkkhrdisplay|eglfs|minimal|minimalegl|direct2d)\b
    | /plugins/(egldeviceintegrations|generic|sqldrivers|qmltooling|printsupport|designer|multimedia|assetimporters)/
    | /plugins/(xcbglintegrations|wayland-graphics-integration-client|wayland-graphics-integration-server)/
    | /plugins/imageformats/(lib)?q(tiff|tga|wbmp|pdf|icns)\b
    | /plugins/tls/(lib)?qcertonlybackend
    | opengl32sw\.dll$ | d3dcompiler_47\.dll$
    | lxml/(isoschematron|includes|objectify|html/_difflib)
    | importlib_metadata-[^/]*/ | pluggy-[^/]*/ | setuptools[^/]*/
    """,
    re.VERBOSE | re.IGNORECASE,
)

_HOST = re.compile(
    r"""lib(
    glib-2\.0|gio-2\.0|gobject-2\.0|gmodule-2\.0|gthread-2\.0|pcre2-8|mount|blkid|selinux|systemd|gcrypt|gpg-error|cap
    |dbus-1|fontconfig|freetype|expat|X11|X11-xcb|xcb|Xau|Xdmcp|bsd|md|lz4|z
    )\.so(\.|$)""",
    re.VERBOSE,
)
"""What every Linux desktop has, and should keep up to date itself."""

_LIBRARY = re.compile(r"^(PySide6/Qt/lib/|PySide6/Qt/lib64/|[^/]+\.libs/)?lib[^/]+\.so[^/]*$")
"""Libraries that are there for the sake of others, as Linux lays them."""


def hidden(system: str) -> list[str]:
    """Return the modules that are imported by name only; `system` as sys.platform has it."""
    names = {"win32": "win", "darwin": "macosx"}
    keyrings = {"win32": "Windows", "darwin": "macOS"}
    return [
        f"plyer.platforms.{names.get(system, 'linux')}.notification",
        f"keyring.backends.{keyrings.get(system, 'SecretService')}",
        "keyring.backends.fail",
        "keyring.backends.null",
        "keyring.backends.chainer",
    ]


def wanted(entries: Iterable[Entry]) -> list[Entry]:
    """Leave out what the program never loads."""
    places = [(entry, entry[0].replace("\\", "/")) for entry in entries]
    return [entry for entry, place in places if not _OUT.search(place) and not _HOST.match(place)]


def needed(entries: Sequence[Entry], roots: Iterable[str]) -> list[Entry]:
    """Leave out the libraries that nothing which is left asks for. Only for Linux's folder.

    `roots` are files outside the list whose libraries count, too.
    """
    from PyInstaller.depend.bindepend import get_imports

    libraries = {PurePosixPath(place).name: (place, source) for place, source, _ in entries if _LIBRARY.match(place)}
    asked: set[str] = set()
    todo = [source for place, source, kind in entries if kind in {"BINARY", "EXTENSION"} and not _LIBRARY.match(place)]
    todo += roots
    while todo:
        for name, _ in get_imports(todo.pop()):
            base = PurePosixPath(name).name
            if base in libraries and base not in asked:
                asked.add(base)
                if libraries[base][1]:
                    todo.append(libraries[base][1])
    return [
        entry
        for entry in entries
        if not _LIBRARY.match(entry[0]) or PurePosixPath(entry[0]).name in asked or "libpython" in entry[0]
    ]


def without_loose_links(datas: Sequence[Entry], binaries: Sequence[Entry]) -> list[Entry]:
    """Leave out links to libraries that are not there any more."""
    there = {PurePosixPath(place).name for place, _, _ in binaries}

    def loose(entry: Entry) -> bool:
        return entry[2] == "SYMLINK" and ".so" in entry[0] and PurePosixPath(entry[1]).name not in there

    return [entry for entry in datas if not loose(entry)]
