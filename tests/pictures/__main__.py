"""Takes the pictures: `make screenshots`; ARGS="NAME…": those alone; ARGS=--keep: the best into docs/pictures."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from pictures.scenes import SCENES, Scene
from pictures.settled import copied, fill, make_trouble
from pictures.stage import Stage, fresh
from servers.desktop_session import lacking
from tocsin.core.errors import TocsinError

ROOT = Path(__file__).resolve().parents[2]
BUILD, KEPT = ROOT / "build" / "screenshots", ROOT / "docs" / "pictures"

LARGEST = 300_000
"""Bytes of a picture that is committed."""


def take(scene: Scene, profiles: dict[str, Path], folder: Path) -> Path:
    """Take one picture, and return where it is."""
    picture = BUILD / f"{scene.name}.png"
    profile = copied(profiles[scene.profile], folder / scene.name, datetime.now(UTC))
    logs = BUILD / "logs" / scene.name
    with Stage(logs, profile, size=scene.size, scheme=scene.scheme, scale=scene.scale) as stage:
        scene.act(stage)
        stage.photograph(picture)
    return picture


def keep(scene: Scene, picture: Path) -> bool:
    """Copy a picture into the documentation; False: it is too large for that."""
    KEPT.mkdir(exist_ok=True)
    shutil.copyfile(picture, KEPT / picture.name)
    return picture.stat().st_size <= LARGEST


def main(words: list[str]) -> int:
    """Return the exit status."""
    if why := lacking():
        sys.stderr.write(f"No pictures: {why}\n")
        return 1
    names = [word for word in words if not word.startswith("-")]
    wanted = [one for one in SCENES if one.name in names or (not names and ("--keep" not in words or one.committed))]
    if unknown := set(names) - {one.name for one in SCENES}:
        sys.stderr.write(f"There is no scene {', '.join(sorted(unknown))}; there are {[one.name for one in SCENES]}.\n")
        return 2
    failed = []
    BUILD.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="tocsin-pictures-") as temporary:
        folder = Path(temporary)
        now = datetime.now(UTC)
        profiles = {kind: fresh(folder / f"{kind}-profile") for kind in ("settled", "empty")}
        fill(profiles["settled"], now)
        profiles["trouble"] = copied(profiles["settled"], folder / "trouble-profile", now)
        make_trouble(profiles["trouble"], now)
        for scene in wanted:
            try:
                picture = take(scene, profiles, folder)
                fits = keep(scene, picture) if scene.committed and "--keep" in words else True
                size = f"{picture.stat().st_size // 1000} kB"
                print(f"{picture.relative_to(ROOT)}  {size}{'' if fits else ': too large'}", flush=True)
                failed += [] if fits else [scene.name]
            except (AssertionError, OSError, TocsinError, subprocess.SubprocessError) as error:
                print(f"{scene.name}: {error!r}")
                failed.append(scene.name)
    return 1 if failed else 0


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the desktop of the moment is ended, too
    sys.exit(main(sys.argv[1:]))
