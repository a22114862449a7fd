"""The coverage receipt: whole or not in one line, gaps with causes, everything as text."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from gui.access import nameless, unreachable
from gui.room import NOW, Room
from tocsin.core.model import Feed, Watch
from tocsin.monitor.receipts import FeedReceipt, Gap, Receipt
from tocsin.store import Scope, Store
from tocsin.ui.places import Place
from tocsin.ui.receipt_dialog import ReceiptDialog
from tocsin.ui.receipt_words import as_text, in_order, lasting, span, totals, troubles, verdict
from tocsin.ui.watch_dialog import WatchDialog

SINCE = NOW - timedelta(days=1)
GAP = Gap(NOW - timedelta(hours=3), NOW - timedelta(hours=1), "herald.example could not be reached.")
WHOLE = FeedReceipt(Feed(1, "https://a.example", "Gazette"), 96, 12)
GAPPY = FeedReceipt(Feed(2, "https://b.example", "The Herald"), 80, 9, (GAP,), (NOW - timedelta(hours=1),))


def receipt(*feeds: FeedReceipt, away: tuple[Gap, ...] = ()) -> Receipt:
    return Receipt(Watch(1, "NATO", "nato"), SINCE, NOW, feeds, away, 7, 3, (("muted", 2), ("baseline", 1)))


def opened(room: Room) -> ReceiptDialog:
    room.go_to("NATO")
    room.desk.places.receipt.trigger()
    dialog = room.desk.bell.asking.dialog
    assert isinstance(dialog, ReceiptDialog)
    room.settle()
    return dialog


def test_a_whole_receipt_says_that_nothing_can_have_been_missed() -> None:
    assert verdict(receipt(WHOLE))[0] == "Nothing can have been missed"
    failing = replace(WHOLE, feed=replace(WHOLE.feed, failures=1, trouble="It could not be reached."))
    assert verdict(receipt(failing)) == (
        "Nothing can have been missed so far",
        "1 source cannot be read now: what it carries comes late.",
    )
    assert verdict(receipt())[0] == "No source is followed"
    assert totals(receipt(WHOLE)) == "1 source read 96 times: 12 new articles. 7 matches, 3 rang."


def test_gaps_and_overflows_are_counted_named_and_come_first() -> None:
    headline, sentence = verdict(receipt(WHOLE, GAPPY, away=(GAP,)))
    assert headline == "Something may have been missed"
    assert sentence == ("Nothing was read for 2 h, 1 source had gaps, 1 source moved faster than it was read.")
    assert in_order((WHOLE, GAPPY))[0] is GAPPY
    gap, overflow = troubles(GAPPY, NOW)
    assert gap.endswith("(2 h)  herald.example could not be reached.")
    assert "nothing known" in overflow
    assert len(troubles(FeedReceipt(GAPPY.feed, 1, 0, (GAP,) * 9), NOW)) == 3


def test_lengths_and_spans_are_short() -> None:
    assert lasting(timedelta(minutes=40)) == "40 min"
    assert lasting(timedelta(hours=3, minutes=10)) == "3 h 10 min"
    assert lasting(timedelta(days=1, hours=2, minutes=5)) == "1 day 2 h"
    noon = NOW.astimezone().replace(hour=12, minute=0)
    assert span(noon - timedelta(hours=1), noon, noon) == "11:00 – 12:00"
    assert span(noon - timedelta(days=1), noon, noon) == "yesterday 12:00 – today 12:00"


def test_the_dialog_shows_it_for_a_day_or_a_week_and_copies_it(room: Room, database: Path) -> None:
    with Store.open(database) as store:
        herald = next(feed for feed in store.feeds.all() if feed.title == "The Herald")
        store.readings.note(herald, NOW - timedelta(hours=2), trouble="herald.example could not be reached.")
    dialog = opened(room)
    assert dialog.verdict.text() == "Something may have been missed"
    assert dialog.model.rowCount() == 3
    assert "read " in dialog.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    dialog.copy.click()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Coverage of NATO\n")
    assert "The Herald: read" in text
    dialog.period.buttons["7"].click()
    room.settle()
    assert dialog.receipt is not None
    assert dialog.receipt.until - dialog.receipt.since == timedelta(days=7)
    assert nameless(dialog) == []
    assert unreachable(dialog) == []


def test_it_is_reached_from_the_watchs_dialog_too(room: Room) -> None:
    room.desk.opening.edit_watch(Place("watch", "NATO", room.watch("NATO")))
    dialog = room.desk.opening.dialog
    assert isinstance(dialog, WatchDialog)
    dialog.receipt.click()
    assert isinstance(room.desk.bell.asking.dialog, ReceiptDialog)
    room.settle()
    room.desk.bell.asking.close()
    dialog.reject()


def test_a_source_has_no_receipt(room: Room) -> None:
    room.desk.places.choose(Scope("feed", room.store.feeds.all()[0].id))
    room.desk.places.receipt.trigger()
    assert room.desk.bell.asking.dialog is None


def test_the_text_holds_every_gap() -> None:
    text = as_text(receipt(WHOLE, GAPPY, away=(GAP,)), NOW)
    assert "Not running:" in text
    assert "Held back: muted 2, a new feed's past 1." in text
    assert text.count("herald.example could not be reached.") == 2
