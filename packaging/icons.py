"""Draws the program's icon in every size that the systems ask for, from the two drawings in resources.

Writes PNG files for Linux (and their scalable original), tocsin.ico for Windows and tocsin.icns for macOS.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWINGS = Path(__file__).resolve().parents[1] / "resources" / "ui" / "icons"
BRONZE = "#C17F24"
"""Between the accents for light and dark: legible on a panel of either."""

LINUX = (16, 22, 24, 32, 48, 64, 128, 256, 512)
WINDOWS = (16, 20, 24, 32, 40, 48, 64, 256)
MACOS = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09", 1024: b"ic10"}
SMALL = 24
"""Up to this many pixels the simpler drawing is used."""


def drawing(size: int) -> str:
    """Return the SVG for a size, in the program's colour."""
    name = "tocsin-small.svg" if size <= SMALL else "tocsin.svg"
    return (DRAWINGS / name).read_text(encoding="utf-8").replace("currentColor", BRONZE)


def png(size: int) -> bytes:
    """Draw the icon, `size` pixels wide and high."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(drawing(size).encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data.data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """Pack PNG pictures as a Windows icon (the ICONDIR of Windows Vista and later)."""
    head, body = struct.pack("<HHH", 0, 1, len(pictures)), b""
    start = 6 + 16 * len(pictures)
    for size, data in pictures.items():
        side = size % 256
        head += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(data), start + len(body))
        body += data
    return head + body


def icns(pictures: dict[bytes, bytes]) -> bytes:
    """Pack PNG pictures as an Apple icon: the word "icns", the length, and (kind, length, data) for each."""
    body = b"".join(kind + struct.pack(">I", len(data) + 8) + data for kind, data in pictures.items())
    return b"icns" + struct.pack(">I", len(body) + 8) + body


def main(folder: Path) -> None:
    """Write all of them."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    for size in LINUX:
        (folder / f"{size}.png").write_bytes(png(size))
    (folder / "scalable.svg").write_text(drawing(512), encoding="utf-8")
    (folder / "tocsin.ico").write_bytes(ico({size: png(size) for size in WINDOWS}))
    (folder / "tocsin.icns").write_bytes(icns({kind: png(size) for size, kind in MACOS.items()}))
    app.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
