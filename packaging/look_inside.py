"""Opens the wheel that was just built and says whether what the program needs is in it."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

NEEDED = ("tocsin/__main__.py", "tocsin/cli/__init__.py", "tocsin/resources/demo/outlets.json")


def missing(wheel: Path) -> list[str]:
    """Return the names of needed files that the wheel does not hold."""
    with zipfile.ZipFile(wheel) as opened:
        names = opened.namelist()
    return [needed for needed in NEEDED if needed not in names]


def main(folder: str) -> int:
    """Return 0 when there is one wheel and it is whole."""
    wheels = list(Path(folder).glob("*.whl"))
    if len(wheels) != 1:
        sys.stderr.write(f"{folder} holds {len(wheels)} wheels, not one.\n")
        return 1
    lacking = missing(wheels[0])
    for name in lacking:
        sys.stderr.write(f"{wheels[0].name} lacks {name}.\n")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
