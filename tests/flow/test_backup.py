"""`tocsin backup` and `tocsin restore`: everything comes back; what is no good is refused and nothing changes."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PySide6.QtCore import QLockFile

from tocsin.cli import tocsin
from tocsin.core.model import Entry
from tocsin.desktop.lock import MonitorLock
from tocsin.store import Store

NOW = datetime.now(UTC)


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """A feed, a watch, three articles, a note, a tag."""
    folder = tmp_path / "profile"
    with Store.open(folder / "tocsin.db") as store:
        feed = store.feeds.add("https://herald.example/feed", title="The Herald", now=NOW, user="reader")
        store.watches.add("NATO", "NATO", now=NOW)
        entries = [Entry(str(at), f"Nato {at}", f"https://herald.example/{at}", "text " * 2_000) for at in range(3)]
        with store.writing():
            articles = store.arriving.add(feed, entries, NOW).new
        store.own.put_note(articles[0].id, "mine", NOW)
        store.own.tag([articles[0].id], "budget", True, NOW)
    return folder


def typed(profile: Path, *words: str, status: int = 0) -> Result:
    result = CliRunner().invoke(tocsin, ["--profile", str(profile), *words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == status, result.output
    return result


def state(folder: Path) -> dict[str, str]:
    """Every file of a profile but the locks, by its contents."""
    return {
        one.name: hashlib.sha256(one.read_bytes()).hexdigest()
        for one in folder.iterdir()
        if one.is_file() and not one.name.endswith((".lock", "-shm"))
    }


def test_everything_comes_back_on_another_computer(profile: Path, tmp_path: Path) -> None:
    file = tmp_path / "tocsin.backup"
    assert "1 source, 1 watch, 3 articles. It was opened and checked; passwords are not in it." in typed(
        profile, "backup", str(file)
    ).output
    if os.name == "posix":
        assert file.stat().st_mode & 0o077 == 0
    other = tmp_path / "other"
    said = json.loads(typed(other, "restore", str(file), "--json").stdout)
    assert (said["feeds"], said["watches"], said["articles"], said["before"]) == (1, 1, 3, None)
    with Store.open(other / "tocsin.db") as store:
        (article,) = [one for one, marks in store.articles.many(0, 99, 99) if marks.noted]
        assert store.own.note(article.id) == "mine"
        assert store.own.tags(article.id) == ("budget",)
        assert store.settings.get("backup.made") == ""
        assert store.watches.by_name("NATO").query == "NATO"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["other", "profile", "tocsin.backup"]
    assert sorted(one.name for one in other.iterdir()) == ["monitor.lock", "tocsin.db"]


def test_a_backup_is_one_whole_file_while_the_program_writes(profile: Path, tmp_path: Path) -> None:
    file = tmp_path / "tocsin.backup"
    with Store.open(profile / "tocsin.db") as store, store.writing():
        store.settings.put("half", "done")
        typed(profile, "backup", str(file))
    with closing(sqlite3.connect(file)) as opened:
        assert opened.execute("SELECT count(*) FROM settings WHERE key = 'half'").fetchone()[0] == 0
        assert opened.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
        assert opened.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    typed(profile, "backup", str(file))
    assert sorted(one.name for one in tmp_path.iterdir()) == ["profile", "tocsin.backup"]


def test_no_other_file_is_overwritten_by_a_backup(profile: Path, tmp_path: Path) -> None:
    plans = tmp_path / "plans.txt"
    plans.write_text("my holiday plans")
    assert "is no backup of Tocsin" in typed(profile, "backup", str(plans), status=1).stderr
    assert plans.read_text() == "my holiday plans"
    assert "profile itself" in typed(profile, "backup", str(profile / "tocsin.db"), status=2).stderr
    assert "is a folder" in typed(profile, "backup", str(tmp_path), status=2).stderr
    assert "could not be written" in typed(profile, "backup", str(tmp_path / "no" / "where"), status=1).stderr
    assert "no profile" in typed(tmp_path / "none", "backup", str(tmp_path / "x"), status=2).stderr
    assert not (tmp_path / "none").exists()


def test_what_was_there_before_is_kept_beside(profile: Path, tmp_path: Path) -> None:
    file = tmp_path / "tocsin.backup"
    typed(profile, "backup", str(file))
    with Store.open(profile / "tocsin.db") as store:
        store.watches.add("Energy", "energy", now=NOW)
    said = typed(profile, "restore", str(file)).output
    (before,) = profile.glob("before-restoring-*.db")
    assert str(before) in said
    with Store.open(profile / "tocsin.db") as store:
        assert [one.name for one in store.watches.all()] == ["NATO"]
    with Store.open(before) as store:
        assert [one.name for one in store.watches.all()] == ["Energy", "NATO"]


def test_a_damaged_profile_is_replaced_and_kept(profile: Path, tmp_path: Path) -> None:
    file = tmp_path / "tocsin.backup"
    typed(profile, "backup", str(file))
    (profile / "tocsin.db").write_bytes(b"not a database any more" * 1_000)
    typed(profile, "restore", str(file))
    (before,) = profile.glob("before-restoring-*.db")
    assert before.read_bytes().startswith(b"not a database")
    with Store.open(profile / "tocsin.db") as store:
        assert len(store.feeds.all()) == 1


def damaged_in_the_middle(file: Path) -> None:
    body = bytearray(file.read_bytes())
    middle = len(body) // 2
    body[middle : middle + 8_192] = b"\xff" * 8_192
    file.write_bytes(body)


def cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:20_000])


def of_another_program(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as made:
        made.execute("CREATE TABLE plans (x)")
        made.commit()


def of_the_future(file: Path) -> None:
    with closing(sqlite3.connect(file)) as made:
        made.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('tocsin', '9999_x', '')")
        made.commit()


def no_database(file: Path) -> None:
    file.write_bytes(b"<html>" * 1_000)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (damaged_in_the_middle, "is damaged"), (cut_short, "damaged"), (no_database, "is no backup of Tocsin"),
        (of_another_program, "is no backup of Tocsin"), (of_the_future, "newer version of Tocsin"),
    ],
)  # fmt: skip
def test_what_is_no_good_is_refused_and_nothing_changes(
    profile: Path, tmp_path: Path, spoil: object, sentence: str
) -> None:
    file = tmp_path / "tocsin.backup"
    typed(profile, "backup", str(file))
    assert callable(spoil)
    spoil(file)
    before, body = state(profile), file.read_bytes()
    said = typed(profile, "restore", str(file), status=1).stderr
    assert sentence in said
    assert "Nothing was changed" in said
    assert state(profile) == before
    assert file.read_bytes() == body


def test_a_file_that_is_not_there_or_is_the_profile_itself_is_wrong_use(profile: Path, tmp_path: Path) -> None:
    assert "There is no file" in typed(profile, "restore", str(tmp_path / "none"), status=2).stderr
    assert "profile itself" in typed(profile, "restore", str(profile / "tocsin.db"), status=2).stderr


def test_a_database_that_is_in_use_is_no_backup(profile: Path, tmp_path: Path) -> None:
    with Store.open(profile / "tocsin.db") as store:
        store.settings.put("a", "b")
        said = typed(tmp_path / "other", "restore", str(profile / "tocsin.db"), status=1).stderr
    assert "in use" in said


def test_nothing_is_restored_while_a_monitor_reads(profile: Path, tmp_path: Path) -> None:
    file = tmp_path / "tocsin.backup"
    typed(profile, "backup", str(file))
    before = state(profile)
    with MonitorLock(profile / "monitor.lock"):
        said = typed(profile, "restore", str(file), status=1).stderr
    assert "nothing was changed" in said
    assert state(profile) == before
    assert not (profile / "desktop.lock").exists()


def test_nothing_is_restored_while_the_window_is_open(profile: Path, tmp_path: Path) -> None:
    file = tmp_path / "tocsin.backup"
    typed(profile, "backup", str(file))
    before = state(profile)
    lock = QLockFile(str(profile / "desktop.lock"))
    assert lock.tryLock(0)
    assert "tocsin --quit" in typed(profile, "restore", str(file), status=1).stderr
    assert state(profile) == before
    lock.unlock()
    typed(profile, "restore", str(file))


def test_the_lock_of_a_window_that_was_killed_holds_nothing_up(profile: Path, tmp_path: Path) -> None:
    file = tmp_path / "tocsin.backup"
    typed(profile, "backup", str(file))
    code = (
        "import os, sys; from PySide6.QtCore import QLockFile; lock = QLockFile(sys.argv[1]);"
        "lock.setStaleLockTime(0); assert lock.tryLock(0); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code, str(profile / "desktop.lock")], check=False)
    assert (profile / "desktop.lock").exists()
    typed(profile, "restore", str(file))


def test_a_backup_of_an_older_version_is_brought_up_to_date(profile: Path, tmp_path: Path) -> None:
    file = tmp_path / "old.backup"
    typed(profile, "backup", str(file))
    with closing(sqlite3.connect(file)) as old:
        old.executescript("DROP TABLE own_notes; DROP TABLE own_tags;")
        old.execute("DELETE FROM _sqlite_migrations WHERE name = '0010_notes_and_own_tags'")
        old.commit()
    typed(profile, "restore", str(file))
    with Store.open(profile / "tocsin.db") as store:
        assert store.own.known() == []


def test_a_copy_that_was_made_by_hand_is_restored_too(profile: Path, tmp_path: Path) -> None:
    shutil.copy(profile / "tocsin.db", tmp_path / "copied.db")
    assert "Restored the backup: 1 source" in typed(tmp_path / "other", "restore", str(tmp_path / "copied.db")).output
