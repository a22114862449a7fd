"""Makes a small libicudata out of the one in Qt's wheel: 31 MB of tables for languages and old charsets.

Qt reads letters, digits and case from tables inside libicuuc; of libicudata the program needs the root of each kind.
What is left out is asked for by name and found missing, which ICU and Qt answer with the root's rules.
The layout is ICU's "common data" (udata.h, ucmndata.h): a header, a table of (name, offset) pairs, and the items.
Needs cc and readelf; without them the library is left as it is.
"""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

KEPT = re.compile(
    r"(.*\.(icu|nrm|spp)|(root|res_index|pool|supplementalData|timezoneTypes|metaZones|zoneinfo64|keyTypeData"
    r"|numberingSystems|likelySubtags|icustd|icuver|plurals|dayPeriods|pluralRanges)\.res"
    r"|(coll|brkitr|curr|lang|region|unit|zone|rbnf|translit)/(root|res_index|pool|ucadata)\.(res|icu))"
)
"""Names of items, below the package's own ("icudt73l/")."""

DROPPED = re.compile(r"(cnvalias|unames|ucadata-implicithan|confusables)\.(icu|cfu)|translit/.*")


def items(data: bytes) -> dict[str, bytes]:
    """Read the items of a common data file, by name."""
    (header,) = struct.unpack_from("<H", data)
    (count,) = struct.unpack_from("<I", data, header)
    table = [struct.unpack_from("<II", data, header + 4 + 8 * one) for one in range(count)]
    ends = [offset for _, offset in table[1:]] + [len(data) - header]
    found = {}
    for (name_at, at), end in zip(table, ends, strict=True):
        start = header + name_at
        name = data[start : data.index(b"\0", start)].decode("ascii")
        found[name] = data[header + at : header + end]
    return found


def packed(header: bytes, chosen: dict[str, bytes]) -> bytes:
    """Write a common data file with these items, names in order as ICU's binary search needs them."""
    names = sorted(chosen)
    strings, name_at = b"", {}
    first = 4 + 8 * len(names)
    for name in names:
        name_at[name] = first + len(strings)
        strings += name.encode("ascii") + b"\0"
    body, at = b"", {}
    start = _aligned(first + len(strings))
    for name in names:
        at[name] = start + len(body)
        body += chosen[name].ljust(_aligned(len(chosen[name])), b"\0")
    table = b"".join(struct.pack("<II", name_at[name], at[name]) for name in names)
    return header + (struct.pack("<I", len(names)) + table + strings).ljust(start, b"\0") + body


def _aligned(size: int) -> int:
    return (size + 15) // 16 * 16


def table_of(library: Path) -> tuple[str, bytes]:
    """Return the symbol and the bytes of the data that the library holds."""
    listing = subprocess.run(
        ["readelf", "--wide", "--dyn-syms", "--sections", str(library)], check=True, capture_output=True, text=True
    ).stdout
    symbol = re.search(r"([0-9a-f]{16})\s+(\d+|0x[0-9a-f]+)\s+OBJECT.*\s(icudt\d+_dat)\s*$", listing, re.MULTILINE)
    section = re.search(r"\.rodata\s+PROGBITS\s+([0-9a-f]+)\s+([0-9a-f]+)\s+([0-9a-f]+)", listing)
    if symbol is None or section is None:
        raise ValueError(f"{library.name} is not laid out as expected")
    address, offset, length = (int(section.group(one), 16) for one in (1, 2, 3))
    begin = int(symbol.group(1), 16) - address
    return symbol.group(3), library.read_bytes()[offset + begin : offset + length]


def shrink(library: Path) -> int:
    """Put the small library in the place of the large one; returns how many bytes that saves."""
    before = library.stat().st_size
    symbol, data = table_of(library)
    (header,) = struct.unpack_from("<H", data)
    chosen = {}
    for name, body in items(data).items():
        own = name.partition("/")[2]
        if KEPT.fullmatch(own) and not DROPPED.fullmatch(own):
            chosen[name] = body
    with tempfile.TemporaryDirectory() as folder:
        table, source = Path(folder, "table.dat"), Path(folder, "table.S")
        table.write_bytes(packed(data[:header], chosen))
        source.write_text(
            f".section .rodata\n.globl {symbol}\n.type {symbol}, %object\n.balign 16\n{symbol}:\n"
            f'.incbin "{table}"\n.size {symbol}, . - {symbol}\n.section .note.GNU-stack,"",%progbits\n'
        )
        soname = f"-Wl,-soname,{library.name}"
        subprocess.run(
            ["cc", "-shared", "-nostdlib", soname, "-Wl,--build-id=none", "-s", "-o", str(library), str(source)],
            check=True,
        )
    return before - library.stat().st_size


def main(folder: str) -> int:
    """Shrink every libicudata below a folder."""
    if not (shutil.which("cc") and shutil.which("readelf")):
        sys.stderr.write("Without cc and readelf, libicudata stays large (31 MB).\n")
        return 0
    for library in Path(folder).rglob("libicudata.so.*"):
        if not library.is_symlink():
            sys.stdout.write(f"{library.name}: {shrink(library) / 1e6:.1f} MB less\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
