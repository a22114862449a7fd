"""Finds the files that ship with the program: in the wheel, in a frozen build and in an editable install."""

from __future__ import annotations

import sys
from pathlib import Path


def folder() -> Path:
    """Return the folder of resources; raises FileNotFoundError when the installation is broken."""
    here = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    places = [here / "resources", here.parent.parent / "resources"]
    if frozen is not None:
        places.insert(0, Path(frozen) / "tocsin" / "resources")
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError("The program's resources are missing: the installation is not complete.")


def path(name: str) -> Path:
    """Return where the resource with that name lies; `name` has forward slashes."""
    return folder().joinpath(*name.split("/"))
