"""The whole profile in one file, and back: copies of the database that are opened and checked before they count."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tocsin.core.errors import TocsinError, WrongUse
from tocsin.store.database import Database, to_ms
from tocsin.store.migrations import NAMES

MADE = "backup.made"
"""The setting that only a backup has: when it was made, in milliseconds since 1970."""

_HEAD = b"SQLite format 3\x00"
_SIDES = ("-wal", "-shm", "")
"""What belongs to a database; the file itself comes last, so that it never stands without them."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a backup."""

    feeds: int
    watches: int
    articles: int
    made: datetime | None
    """None: it is a profile's database itself, copied by hand."""


def save(database: Path, file: Path, now: datetime) -> Contents:
    """Copy a profile's database into one file, also while the program writes to it; whole or not at all.

    An older backup under that name is replaced, anything else is refused. Raises TocsinError with a sentence.
    """
    if not database.exists():
        raise WrongUse(f"There is no profile in {database.parent} yet, so there is nothing to back up.")
    if file.is_dir():
        raise WrongUse(f"{file} is a folder. Name the file, as in tocsin.backup.")
    if file.exists():
        if file.samefile(database):
            raise WrongUse("This is the profile itself. Name another file for the backup.")
        _known(file)
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        source = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)
        with closing(source), closing(sqlite3.connect(part, isolation_level=None)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
            target.execute("INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)", (MADE, str(to_ms(now))))
        _to_disk(part)
        contents = look(part, file)
        part.replace(file)
    except OSError as error:
        raise TocsinError(f"{file} could not be written ({error.strerror}).") from error
    except sqlite3.Error as error:
        raise TocsinError(f"The backup could not be made ({error}). Nothing was changed.") from error
    finally:
        part.unlink(missing_ok=True)
    return contents


def look(path: Path, name: Path | None = None) -> Contents:
    """Open a copy and check every page of it; raises TocsinError with a sentence about `name`, else about `path`."""
    name = name or path
    _known(path, name)
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as opened:
            if opened.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
                raise TocsinError(f"{name} is damaged. Nothing was changed.")
            feeds, watches, articles = (
                opened.execute(f"SELECT count(*) FROM {what}").fetchone()[0]  # noqa: S608
                for what in ("feeds WHERE removed IS NULL", "watches WHERE removed IS NULL", "articles")
            )
            made = opened.execute("SELECT value FROM settings WHERE key = ?", (MADE,)).fetchone()
    except sqlite3.Error as error:
        raise TocsinError(f"{name} is damaged. Nothing was changed.") from error
    at = datetime.fromtimestamp(int(made[0]) / 1000, UTC) if made is not None else None
    return Contents(feeds, watches, articles, at)


def bring_in(file: Path, database: Path, now: datetime) -> tuple[Contents, Path | None]:
    """Put what is in a backup in the place of a profile's database, which nobody may have open.

    Returns what is in it, and where the database that was there before stands now. Raises TocsinError with a
    sentence; then everything is as it was.
    """
    if not file.is_file():
        raise WrongUse(f"There is no file {file}.")
    if database.exists() and file.samefile(database):
        raise WrongUse("This is the profile itself: there is nothing to restore.")
    side = file.with_name(f"{file.name}-wal")
    if side.exists() and side.stat().st_size:
        raise TocsinError(f"{file} is in use by a program. Make a backup of it instead: tocsin backup FILE")
    fresh = database.with_name(f"restoring-{os.getpid()}.db")
    try:
        shutil.copyfile(file, fresh)
        fresh.chmod(0o600)
        contents = look(fresh, file)
        _bring_up_to_date(fresh)
        _to_disk(fresh)
        return contents, _exchange(fresh, database, now)
    except OSError as error:
        raise TocsinError(f"{file} could not be restored ({error.strerror}). Nothing was changed.") from error
    finally:
        for one in _SIDES:
            fresh.with_name(fresh.name + one).unlink(missing_ok=True)


def _known(path: Path, name: Path | None = None) -> None:
    """Raise unless a file is a database of this program, and not of a newer version."""
    name = name or path
    try:
        with path.open("rb") as file:
            head = file.read(len(_HEAD))
    except OSError as error:
        raise TocsinError(f"{name} cannot be read ({error.strerror}).") from error
    theirs: set[str] = set()
    if head == _HEAD:
        with suppress(sqlite3.Error):
            uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
            with closing(sqlite3.connect(uri, uri=True)) as opened:
                rows = opened.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = 'tocsin'")
                theirs = {row[0] for row in rows}
    if not theirs:
        raise TocsinError(f"{name} is no backup of Tocsin, or is damaged. Nothing was changed.")
    if theirs - set(NAMES):
        raise TocsinError(f"{name} was made by a newer version of Tocsin. Nothing was changed; restore it with that.")


def _bring_up_to_date(fresh: Path) -> None:
    opened = Database(fresh)
    try:
        with opened.writing(durable=True):
            opened.run("DELETE FROM settings WHERE key = ?", (MADE,))
        opened.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        opened.close()


def _exchange(fresh: Path, database: Path, now: datetime) -> Path | None:
    """Put the new database in the place of the old one, which is kept under another name."""
    aside = None
    if database.exists():
        with suppress(sqlite3.Error), closing(sqlite3.connect(database)) as old:
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        aside = database.with_name(f"before-restoring-{now.astimezone():%Y-%m-%d-%H%M%S}.db")
        _rename(database, aside)
    try:
        fresh.replace(database)
        Database(database).close()
    except BaseException:
        if aside is not None:
            _rename(aside, database)
        raise
    return aside


def _rename(old: Path, new: Path) -> None:
    for one in _SIDES:
        there = old.with_name(old.name + one)
        if there.exists():
            there.replace(new.with_name(new.name + one))


def _to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
