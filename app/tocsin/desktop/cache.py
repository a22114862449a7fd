"""Keeps bytes that could be had again, within bounds; touches one folder of the profile."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

MOST_BYTES = 100 * 2**20
LOOK_EVERY = 40
"""After so many new files the folder is brought back within its bounds."""


class Cache:
    """Files named by what they are; the one that was not used for longest goes first. A full disk is no trouble."""

    def __init__(self, folder: Path, most: int = MOST_BYTES) -> None:
        self._folder, self._most, self._new = folder, most, LOOK_EVERY

    def get(self, name: str) -> bytes | None:
        """Give what was kept under a name."""
        file = self._file(name)
        try:
            body = file.read_bytes()
        except OSError:
            return None
        with suppress(OSError):
            os.utime(file)
        return body

    def put(self, name: str, body: bytes) -> None:
        """Keep something under a name; what was there is replaced."""
        file = self._file(name)
        part = file.with_suffix(f".{os.getpid()}")
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            part.write_bytes(body)
            part.replace(file)
        except OSError:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            return
        self._new += 1
        if self._new >= LOOK_EVERY:
            self._new = 0
            self._shrink()

    def _file(self, name: str) -> Path:
        return self._folder / hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()

    def _shrink(self) -> None:
        found = []
        with suppress(OSError):
            for entry in os.scandir(self._folder):
                with suppress(OSError):
                    facts = entry.stat()
                    found.append((facts.st_mtime, facts.st_size, entry.path))
        room = self._most
        for _, size, path in sorted(found, reverse=True):
            room -= size
            if room < 0:
                with suppress(OSError):
                    os.unlink(path)  # noqa: PTH108 - a path from scandir
