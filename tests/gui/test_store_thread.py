"""The thread with the store: answers on the screen's thread, sentences for what failed, an end that finishes."""

from __future__ import annotations

import threading
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QObject
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from gui.room import nothing_yet
from tocsin.core.errors import TocsinError
from tocsin.store import Store
from tocsin.ui.store_thread import StoreThread


def refuse(_: Store) -> None:
    raise TocsinError("The disk is full.")


def test_work_is_done_elsewhere_and_answered_here(qtbot: QtBot, empty_database: Path) -> None:
    thread = StoreThread(empty_database)
    answers: list[int] = []
    here: list[int] = []

    def then(value: int) -> None:
        answers.append(value)
        here.append(threading.get_ident())

    thread.ask(lambda _: threading.get_ident(), then)
    qtbot.waitUntil(lambda: bool(answers), timeout=5000)
    assert here == [threading.get_ident()]
    assert answers[0] != threading.get_ident()
    assert thread.close()


def test_a_failure_is_told_to_who_asked_or_to_everybody(qtbot: QtBot, empty_database: Path) -> None:
    thread, asked, all_ = StoreThread(empty_database), nothing_yet(), nothing_yet()
    thread.troubled.connect(all_.append)
    thread.ask(refuse, None, asked.append)
    thread.ask(refuse)
    qtbot.waitUntil(lambda: bool(asked and all_), timeout=5000)
    assert (asked, all_) == (["The disk is full."], ["The disk is full."])
    assert thread.close()


ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"


def test_a_question_is_broken_off_when_its_answer_is_not_wanted_any_more(qtbot: QtBot, empty_database: Path) -> None:
    thread, answers, said, begun = StoreThread(empty_database, read_only=True), nothing_yet(), nothing_yet(), Event()
    wanted = True

    def endless(store: Store) -> int:
        begun.set()
        return store.database.number(ENDLESS)

    thread.troubled.connect(said.append)
    thread.ask(endless, answers.append, wanted=lambda: wanted)
    thread.ask(lambda _: "never begun", answers.append, wanted=lambda: False)
    thread.ask(lambda _: "the next one", answers.append)
    assert begun.wait(5)
    wanted = False
    qtbot.waitUntil(lambda: bool(answers), timeout=5000)
    assert (answers, said) == (["the next one"], [])
    assert thread.close()


def test_the_end_of_the_program_waits_for_no_question(qtbot: QtBot, empty_database: Path) -> None:
    thread, begun = StoreThread(empty_database, read_only=True), Event()

    def endless(store: Store) -> int:
        begun.set()
        return store.database.number(ENDLESS)

    thread.ask(endless)
    assert begun.wait(5)
    assert thread.close()


def test_what_is_to_be_saved_is_never_broken_off(qtbot: QtBot, empty_database: Path) -> None:
    thread = StoreThread(empty_database)
    thread.ask(lambda store: store.settings.put("one", "kept"), wanted=lambda: False)
    assert thread.close()
    with Store.open(empty_database, read_only=True) as store:
        assert store.settings.get("one") == "kept"


def test_a_database_that_cannot_be_opened_is_a_sentence_for_each_job(qtbot: QtBot, tmp_path: Path) -> None:
    thread, said = StoreThread(tmp_path / "none" / "tocsin.db", read_only=True), nothing_yet()
    thread.troubled.connect(said.append)
    thread.ask(lambda store: store.feeds.all())
    qtbot.waitUntil(lambda: bool(said), timeout=5000)
    assert said[0].endswith((".", "."))
    assert thread.close()


def test_our_own_mistakes_go_where_exceptions_go_and_the_thread_lives_on(qtbot: QtBot, empty_database: Path) -> None:
    thread, answers = StoreThread(empty_database), nothing_yet()
    with capture_exceptions() as caught:
        thread.ask(lambda _: 1 / 0)
        thread.ask(lambda _: "alive", answers.append)
        qtbot.waitUntil(lambda: bool(answers), timeout=5000)
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
    assert thread.close()


def test_an_answer_for_an_object_that_is_gone_is_dropped(qtbot: QtBot, empty_database: Path) -> None:
    class Dialog(QObject):
        answers: list[object] = []  # noqa: RUF012

        def told(self, value: object) -> None:
            self.answers.append(value)

    thread, dialog, after = StoreThread(empty_database), Dialog(), nothing_yet()
    thread.ask(lambda _: 1, dialog.told)
    delete(dialog)
    thread.ask(lambda _: 2, after.append)
    qtbot.waitUntil(lambda: bool(after), timeout=5000)
    assert Dialog.answers == []
    assert thread.close()


def test_closing_finishes_what_was_asked(empty_database: Path, qtbot: QtBot) -> None:
    thread = StoreThread(empty_database)
    for number in range(50):
        thread.ask(lambda store, n=number: store.settings.put("n", str(n)))  # type: ignore[misc]
    assert thread.close()
    with Store.open(empty_database, read_only=True) as store:
        assert store.settings.get("n") == "49"


def test_reading_threads_cannot_write(qtbot: QtBot, empty_database: Path) -> None:
    thread, said = StoreThread(empty_database, read_only=True), nothing_yet()
    thread.troubled.connect(said.append)
    thread.ask(lambda store: store.settings.put("a", "b"))
    qtbot.waitUntil(lambda: bool(said), timeout=5000)
    assert thread.close()
    with pytest.raises(TocsinError):
        refuse(None)  # type: ignore[arg-type]
