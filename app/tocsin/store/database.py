"""Opens the profile's SQLite file and begins its transactions; knows no noun of the program."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.core.errors import BrokenOff, NotSaved, TocsinError
from tocsin.core.links import outlet_host
from tocsin.store.migrations import NAMES, load

if TYPE_CHECKING:
    from sqlite_utils import Database as Tables

WAIT_SECONDS = 10.0
"""How long a writer waits for another one before it gives up."""

LOOK_SECONDS = 0.2
"""How often it looks meanwhile whether it is to stop waiting."""

STEPS = 10_000
"""So many of SQLite's own small steps pass between two looks whether an answer is still wanted: a millisecond or so."""

CACHE_KB = 8_000
"""Each connection's own cache, and all that it holds of the file. A map of the file (mmap_size) is not faster here, and
counts what was read once as the program's own: 180 MB with half a million articles."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = datetime(9999, 12, 31, tzinfo=UTC)


def to_ms(moment: datetime | None) -> int | None:
    """Give an aware time as whole milliseconds since 1970, the form in which times are stored."""
    if moment is None:
        return None
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def from_ms(value: int | None) -> datetime | None:
    """Give the aware UTC time that was stored as `value`; None stays None."""
    if value is None:
        return None
    return min(_EPOCH + timedelta(milliseconds=value), _LAST) if value < 253402214400000 else _LAST


def moment(value: int | None) -> datetime:
    """Read a time from a column that is never null."""
    return from_ms(value) or _EPOCH


class Database:
    """One connection to the profile's database, for one thread.

    Raises TocsinError with a sentence when the file cannot be opened, is no database, or was saved by a
    newer version of the program.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self.give_up: Callable[[], bool] = bool
        """Asked while another program writes: true ends the waiting at once."""
        try:
            self.connection = self._connect(path, read_only)
        except sqlite3.Error as error:
            raise TocsinError(_sentence(path, error)) from error
        try:
            self._prepare()
        except sqlite3.Error as error:
            self.connection.close()
            raise TocsinError(_sentence(path, error)) from error
        except TocsinError:
            self.connection.close()
            raise

    @staticmethod
    def _connect(path: Path, read_only: bool) -> sqlite3.Connection:
        if not read_only:
            try:
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            except OSError as error:
                raise TocsinError(f"The profile {path.parent} cannot be written: {error.strerror}.") from error
        uri = path.resolve().as_uri() + ("?mode=ro" if read_only else "?mode=rwc")
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=WAIT_SECONDS)
        connection.row_factory = sqlite3.Row
        connection.create_function("outlet_host", 2, lru_cache(4096)(outlet_host), deterministic=True)
        return connection

    def _prepare(self) -> None:
        execute = self.connection.execute
        execute("PRAGMA foreign_keys = ON")
        execute("PRAGMA temp_store = MEMORY")
        execute(f"PRAGMA cache_size = -{CACHE_KB}")
        if not self.read_only:
            execute("PRAGMA journal_mode = WAL")
            execute("PRAGMA synchronous = NORMAL")
        self._refuse_newer()
        if not self.read_only and set(NAMES) - self._steps_made():
            load().apply(self.tables)

    def _refuse_newer(self) -> None:
        if self._steps_made() - set(NAMES):
            raise TocsinError(
                f"The profile {self.path.parent} was saved by a newer version of Tocsin. "
                "Nothing was changed; open it with that version, or choose another profile."
            )

    def _steps_made(self) -> set[str]:
        """Read what sqlite-utils has written down of the steps, without importing it: it is slow to."""
        if not self.number("SELECT count(*) FROM sqlite_schema WHERE name = '_sqlite_migrations'"):
            return set()
        return {row[0] for row in self.rows("SELECT name FROM _sqlite_migrations WHERE migration_set = 'tocsin'")}

    @cached_property
    def tables(self) -> Tables:
        """The same connection for small changes by table and column."""
        from sqlite_utils import Database as Tables

        return Tables(self.connection, execute_plugins=False)

    @contextmanager
    def writing(self, *, durable: bool = False) -> Iterator[None]:
        """Hold the one write transaction: all of it is saved, or nothing.

        `durable` waits until the disk has it (for what the user made). Inside another `writing` it joins it.
        """
        if self.connection.in_transaction:
            yield
            return
        if durable:
            self.connection.execute("PRAGMA synchronous = FULL")
        try:
            self._begin()
            try:
                yield
            except BaseException:
                with suppress(sqlite3.Error):
                    self.connection.execute("ROLLBACK")
                raise
            self.connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            if not any(word in str(error) for word in _THE_WORLD):
                raise
            raise NotSaved(_sentence(self.path, error)) from error
        finally:
            if durable:
                self.connection.execute("PRAGMA synchronous = NORMAL")

    def _begin(self) -> None:
        patience = self.number("PRAGMA busy_timeout")
        waited_to = time.monotonic() + patience / 1000
        self.connection.execute(f"PRAGMA busy_timeout = {min(patience, int(LOOK_SECONDS * 1000))}")
        try:
            while True:
                try:
                    self.connection.execute("BEGIN IMMEDIATE")
                    return
                except sqlite3.OperationalError as error:
                    if "locked" not in str(error) or self.give_up() or time.monotonic() >= waited_to:
                        raise
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {patience}")

    @contextmanager
    def wanted(self, still: Callable[[], bool]) -> Iterator[None]:
        """Answer questions as long as `still` says so, then raise BrokenOff. Not around what is to be saved."""
        self.connection.set_progress_handler(lambda: not still(), STEPS)
        try:
            yield
        except sqlite3.OperationalError as error:
            if "interrupted" not in str(error):
                raise
            raise BrokenOff("It is not wanted any more.") from error
        finally:
            self.connection.set_progress_handler(None, STEPS)

    def rows(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[sqlite3.Row]:
        """Answer a question, all rows at once: bound it in the SQL."""
        return self.connection.execute(sql, values).fetchall()

    def one(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> sqlite3.Row | None:
        """Answer a question that has at most one row."""
        row: sqlite3.Row | None = self.connection.execute(sql, values).fetchone()
        return row

    def number(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Answer a question whose answer is one number; no row and null are 0."""
        row = self.connection.execute(sql, values).fetchone()
        return int(row[0]) if row is not None and row[0] is not None else 0

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Change something; returns the number of rows that it changed."""
        return self.connection.execute(sql, values).rowcount

    def run_many(self, sql: str, values: Iterable[Sequence[Any]]) -> int:
        """Change many rows in one go; returns how many were changed."""
        return self.connection.executemany(sql, values).rowcount

    def insert(self, sql: str, values: Sequence[Any]) -> int:
        """Add one row and return its id."""
        return self.connection.execute(sql, values).lastrowid or 0

    def close(self) -> None:
        """Close the connection; what was saved stays saved."""
        with suppress(sqlite3.Error):
            if not self.read_only:
                self.connection.execute("PRAGMA optimize")
            self.connection.close()


_THE_WORLD = ("locked", "full", "readonly", "unable to open", "disk I/O")
"""What SQLite says when the disk or another program is the trouble, and not we."""


def _sentence(path: Path, error: sqlite3.Error) -> str:
    text = str(error)
    if "not a database" in text or "malformed" in text:
        return f"{path} is damaged or is not a Tocsin database. It was left as it is."
    if "readonly" in text or "unable to open" in text:
        return f"The profile {path.parent} cannot be written. Choose another one with --profile."
    if "locked" in text:
        return f"The profile {path.parent} is busy: another program has been writing to it for too long."
    if "full" in text or ("disk I/O" in text and _room(path) < LEAST_ROOM):
        return f"The disk that holds {path.parent} is full. Nothing that was saved is lost."
    return f"The profile {path.parent} cannot be used: {text}."


LEAST_ROOM = 1_000_000
"""Bytes: with less on the disk, what SQLite calls a failure of the disk is a full one."""


def _room(path: Path) -> int:
    try:
        return shutil.disk_usage(path.parent).free
    except OSError:
        return LEAST_ROOM


def marks_for(count: int) -> str:
    """Give that many placeholders: "?,?,?"."""
    return ",".join("?" * count)
