"""Opening a profile's database: new, old, newer, damaged, not to be written."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from listed import listed
from store.samples import NOW, entry, followed, saved
from tocsin.core.errors import NotSaved, TocsinError
from tocsin.core.query import Mistake, read
from tocsin.store import Scope, Store, migrations
from tocsin.store.database import from_ms, to_ms
from tocsin.store.index import KEY
from tocsin.store.migrations import load


def test_a_new_profile_is_made_for_this_user_alone(tmp_path: Path) -> None:
    with Store.open(tmp_path / "deep" / "profile" / "tocsin.db") as store:
        assert store.feeds.all() == []
    if os.name == "posix":
        assert (tmp_path / "deep" / "profile").stat().st_mode & 0o077 == 0


def test_the_database_is_in_wal_mode_with_normal_synchronisation(store: Store) -> None:
    assert store.database.rows("PRAGMA journal_mode")[0][0] == "wal"
    assert store.database.number("PRAGMA synchronous") == 1


def test_what_the_user_made_is_written_through_to_the_disk(store: Store) -> None:
    seen: list[str] = []
    store.database.connection.set_trace_callback(seen.append)
    followed(store)
    assert seen.index("PRAGMA synchronous = FULL") < seen.index("BEGIN IMMEDIATE") < seen.index("COMMIT")
    assert store.database.number("PRAGMA synchronous") == 1


def test_waiting_for_another_program_ends_when_it_is_told_to(store: Store) -> None:
    asked: list[bool] = []

    def give_up() -> bool:
        asked.append(len(asked) == 1)
        return asked[-1]

    store.database.give_up = give_up
    with closing(sqlite3.connect(store.database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(NotSaved, match="is busy"), store.writing():
            pass
    assert asked == [False, True]
    store.settings.put("saved", "after all")
    assert store.settings.get("saved") == "after all"


def test_every_step_has_its_file_and_is_named_like_it() -> None:
    files = sorted(one.stem for one in Path(migrations.__file__).parent.glob("s[0-9]*.py"))
    assert [f"s{name}" for name in migrations.NAMES] == files
    assert [one.name for one in load()._migrations] == list(migrations.NAMES)


def test_a_profile_that_is_up_to_date_opens_without_the_slow_library(tmp_path: Path) -> None:
    Store.open(tmp_path / "tocsin.db").close()
    code = (
        "import sys; from pathlib import Path; from tocsin.store import Store; "
        "Store.open(Path(sys.argv[1])).close(); assert 'sqlite_utils' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "tocsin.db"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_database_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "tocsin.db"
    with Store.open(path) as store:
        followed(store)
        store.database.tables.table("_sqlite_migrations").insert(
            {"migration_set": "tocsin", "name": "9999_the_future", "applied_at": "2099-01-01"}
        )
    before = path.read_bytes()
    with pytest.raises(TocsinError, match="newer version of Tocsin"):
        Store.open(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "tocsin.db"
    path.write_bytes(b"these are my holiday plans" * 400)
    with pytest.raises(TocsinError, match="damaged or is not a Tocsin database"):
        Store.open(path)
    assert path.read_bytes().startswith(b"these are my holiday plans")


def test_a_folder_where_the_database_should_be_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "tocsin.db").mkdir()
    with pytest.raises(TocsinError, match="cannot be written"):
        Store.open(tmp_path / "tocsin.db")


def test_a_profile_inside_a_file_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(TocsinError, match="cannot be written"):
        Store.open(tmp_path / "file" / "tocsin.db")


def test_a_read_only_store_reads_what_another_writes_and_cannot_write(tmp_path: Path) -> None:
    path = tmp_path / "tocsin.db"
    with Store.open(path) as writer, Store.open(path, read_only=True) as reader:
        saved(writer, followed(writer), entry("One"))
        assert [row.title for row in listed(reader, Scope("all"))] == ["One"]
        with pytest.raises(TocsinError):
            followed(reader, "https://other.example/")


def test_a_step_that_fails_leaves_nothing_of_itself(tmp_path: Path) -> None:
    with Store.open(tmp_path / "tocsin.db") as store:
        assert load().pending(store.database.tables) == []
        with pytest.raises(sqlite3.OperationalError), store.writing():
            store.database.run("CREATE TABLE half (a)")
            store.database.run("CREATE TABLE feeds (a)")
        assert store.database.one("SELECT 1 FROM sqlite_master WHERE name = 'half'") is None


def test_an_index_made_with_other_rules_is_built_anew(tmp_path: Path) -> None:
    path = tmp_path / "tocsin.db"
    query = read("fair")
    assert not isinstance(query, Mistake)
    with Store.open(path) as store:
        saved(store, followed(store), entry("Fair news"))
        store.database.run("INSERT INTO article_words (article_words) VALUES ('delete-all')")
        assert store.articles.search(query, now=NOW) == []
        store.settings.put(KEY, "the rules of yesterday")
    with Store.open(path) as store:
        assert [found.row.title for found in store.articles.search(query, now=NOW)] == ["Fair news"]


def test_times_survive_the_database_to_the_millisecond() -> None:
    moment = NOW.replace(microsecond=123_000)
    assert from_ms(to_ms(moment)) == moment
    assert from_ms(None) is None
    assert to_ms(None) is None


def test_a_time_beyond_the_calendar_does_not_break_the_list() -> None:
    assert (from_ms(10**18) or NOW).year == 9999
