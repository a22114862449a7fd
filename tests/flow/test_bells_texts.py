"""What a feed may write, over the real wire: what the desktop receives is what a person should read."""

from __future__ import annotations

import html
import random
import shutil
import sys
import unicodedata
from collections.abc import Iterator

import pytest

from servers.notification_daemon import NotificationDaemon, private_bus
from servers.portal import Portal
from tocsin.core.model import Notice

if not sys.platform.startswith("linux") or shutil.which("dbus-daemon") is None:
    pytest.skip("needs Linux and dbus-daemon", allow_module_level=True)

from pytestqt.qtbot import QtBot

from tocsin.desktop.bells.chain import Bell, Outcome, Shown
from tocsin.desktop.bells.freedesktop import FreedesktopBell
from tocsin.desktop.bells.portal import PortalBell

FAMILY = "👨‍👩‍👧‍👦"

TEXTS = {
    "an option": ("-h", "-h"),
    "a long option": ("--expire-time=1 News", "--expire-time=1 News"),
    "markup": ("<b>Le Pen</b> & <img src=x>", "<b>Le Pen</b> & <img src=x>"),
    "broken markup": ("3 < 4 </i> <a href='", "3 < 4 </i> <a href='"),
    "an entity": ("Marks &amp; Spencer &lt;3", "Marks &amp; Spencer &lt;3"),
    "NUL": ("News\0 of today", "News of today"),
    "tabs and carriage returns": ("News\r\tof today", "News of today"),
    "escape codes": ("\x1b[31mred\x1b[0m\x07", "[31mred [0m"),
    "C1 controls": ("a\x85b\x9bc", "a b c"),
    "separators of lines": ("a\u2028b\u2029c", "a b c"),
    "overrides of direction": ("invoice\u202efdp.exe\u2066x\u2069", "invoicefdp.exex"),
    "right to left": ("رئيس الناتو يحذر NATO 2026", "رئيس الناتو يحذر NATO 2026"),
    "Hebrew and Latin": ("נאט״ו: NATO מזהיר", "נאט״ו: NATO מזהיר"),
    "emoji": (f"{FAMILY} 🏳️‍🌈 👍🏽 🇫🇷", f"{FAMILY} 🏳️‍🌈 👍🏽 🇫🇷"),
    "Chinese": ("北约秘书长警告“前所未有”的威胁", "北约秘书长警告“前所未有”的威胁"),
    "Devanagari": ("नाटो प्रमुख की चेतावनी", "नाटो प्रमुख की चेतावनी"),
    "half a character": ("half \ud83d emoji", "half emoji"),
    "formats": ("100 %s %n {0} ${HOME} $(id)", "100 %s %n {0} ${HOME} $(id)"),
    "nothing": ("", ""),
    "only what is not shown": ("\u202e\0\u200b\ufeff", ""),
}  # fmt: skip


@pytest.fixture
def bus(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with private_bus(tmp_path_factory.mktemp("bus")) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address


def ring(qtbot: QtBot, bell: Bell, title: str, body: str) -> None:
    outcomes: list[Outcome] = []
    bell.ring(Notice("a", title, body, (1,)), outcomes.append)
    qtbot.waitUntil(lambda: bool(outcomes), timeout=8000)
    assert isinstance(outcomes[0], Shown), outcomes


def received(qtbot: QtBot, bus: str, title: str, body: str, *, markup: bool) -> tuple[str, str]:
    """Ring on a service that reads markup or not, and return title and body as a person reads them there."""
    bell = FreedesktopBell()
    with NotificationDaemon(bus, abilities=("body", "body-markup") if markup else ("body",)) as daemon:
        ring(qtbot, bell, title, body)
    bell.close()
    (one,) = daemon.notified
    if markup:
        assert "<" not in one.body
        return one.title, html.unescape(one.body)
    return one.title, one.body


@pytest.mark.parametrize("markup", [True, False], ids=["reads markup", "reads plain text"])
@pytest.mark.parametrize("kind", TEXTS)
def test_what_the_desktop_receives_is_what_a_person_should_read(
    qtbot: QtBot, bus: str, kind: str, markup: bool
) -> None:
    written, read = TEXTS[kind]
    assert received(qtbot, bus, written, written, markup=markup) == (read or "Tocsin", read)


@pytest.mark.parametrize("kind", TEXTS)
def test_what_the_portal_receives_is_what_a_person_should_read(qtbot: QtBot, bus: str, kind: str) -> None:
    written, read = TEXTS[kind]
    bell = PortalBell()
    with Portal(bus) as portal:
        ring(qtbot, bell, written, written)
    bell.close()
    assert (portal.shown["a"]["title"], portal.shown["a"]["body"]) == (read or "Tocsin", read)


@pytest.mark.parametrize("markup", [True, False], ids=["reads markup", "reads plain text"])
def test_the_lines_of_a_body_stay_lines_and_a_title_has_but_one(qtbot: QtBot, bus: str, markup: bool) -> None:
    text = "one\n\n<two>\n" + "three\n" * 20
    title, body = received(qtbot, bus, text, text, markup=markup)
    assert "\n" not in title
    assert body.split("\n")[:2] == ["one", "<two>"]
    assert len(body.split("\n")) <= 6


@pytest.mark.parametrize("markup", [True, False], ids=["reads markup", "reads plain text"])
@pytest.mark.parametrize("unit", ["x", "word ", "北", "&", "<b>", FAMILY, "क्षि", "👍🏽", "🇫🇷"])
def test_ten_thousand_characters_are_cut_between_those_that_belong_together(
    qtbot: QtBot, bus: str, unit: str, markup: bool
) -> None:
    written = unit * (10_000 // len(unit) + 1)
    for read, limit in zip(received(qtbot, bus, written, written, markup=markup), (200, 400), strict=True):
        assert limit // 2 < len(read) <= limit
        assert read.endswith("…")
        kept = read.removesuffix("…")
        if len(unit) > 1 and unit not in ("<b>", "word "):
            assert len(kept) % len(unit) == 0, "no family is parted"


def test_heaps_of_marks_do_not_run_over_the_other_lines(qtbot: QtBot, bus: str) -> None:
    zalgo = "N" + "\u0315\u0300\u0334" * 40 + "A" + "\u0489" * 60 + "TO"
    title, body = received(qtbot, bus, zalgo, zalgo, markup=True)
    for read in (title, body):
        assert [one for one in read if unicodedata.category(one)[0] != "M"] == list("NATO")
        assert len(read) < 20


def test_no_text_at_all_breaks_the_connection(qtbot: QtBot, bus: str) -> None:
    chance = random.Random(5)
    bell = FreedesktopBell()
    with NotificationDaemon(bus) as daemon:
        for _ in range(150):
            text = "".join(chr(chance.randrange(0x110000)) for _ in range(chance.randrange(1, 300)))
            ring(qtbot, bell, text, text)
        for text in ("\ufffe\uffff\U0001ffff\ufdd0", "\ud800" * 300, "\x00" * 300):
            ring(qtbot, bell, text, text)
    bell.close()
    assert len(daemon.notified) == 153
