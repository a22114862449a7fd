"""Images in the reader: a frame until they are allowed, then fetched within bounds, off the screen's thread."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

from gui.news import links, save
from gui.room import Room
from servers.web import Web
from tocsin.desktop.cache import Cache
from tocsin.desktop.profile import Profile
from tocsin.store import Store
from tocsin.ui.pictures import Unreadable, decoded

SHOWN = "\ufffc"
"""What stands for an image in a document's text."""


def png(width: int = 320, height: int = 200) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#446688"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def show(room: Room, web: Web, html: str, title: str = "Nato meets", key: str = "rich") -> None:
    room.desk.show_article(save(room, html.format(web=web.url("")), feed_url=web.url("/feed"), title=title, key=key).id)


def text(room: Room) -> str:
    return room.desk.reader.text.toPlainText()


TWO = '<p>x <b>y</b></p><img src="{web}/one.png" alt="A harbour"><p>z</p><img src="{web}/two.png">'


def test_a_frame_says_where_an_image_would_come_from_and_a_press_fetches_that_one(room: Room) -> None:
    with Web() as web:
        web.serve("/one.png", png(), content_type="image/png")
        show(room, web, TWO)
        assert "Image from 127.0.0.1 · \u2068A harbour\u2069" in text(room)
        assert "2 images from 127.0.0.1 are not loaded" in text(room)
        assert web.asked == []
        room.desk.reader.text.link_wanted.emit("#image-0")
        room.qtbot.waitUntil(lambda: SHOWN in text(room), timeout=5_000)
        assert [asked.path for asked in web.asked] == ["/one.png"]
        assert "1 image from 127.0.0.1 is not loaded" in text(room)


def test_images_of_one_article_are_shown_by_a_key_and_kept_for_the_next_time(room: Room) -> None:
    with Web() as web:
        for name in ("one", "two"):
            web.serve(f"/{name}.png", png(), content_type="image/png")
        show(room, web, TWO)
        room.desk.reader.acts.show_images.trigger()
        room.qtbot.waitUntil(lambda: text(room).count(SHOWN) == 2, timeout=5_000)
        assert not room.desk.reader.acts.show_images.isEnabled()
        assert web.times("/one.png") == 1
        folder = Profile(room.store.database.path.parent).pictures
        assert Cache(folder).get(web.url("/one.png")) == png()
        room.desk.reader.sheets.pictures._images.clear()
        room.desk.reader.write_again()
        room.qtbot.waitUntil(lambda: text(room).count(SHOWN) == 2, timeout=5_000)
        assert web.times("/one.png") == 1, "the second time it comes from the cache"


def test_always_for_a_source_is_kept_in_its_row(room: Room) -> None:
    with Web() as web:
        web.serve("/one.png", png(), content_type="image/png")
        show(room, web, TWO)
        assert "Always for Rich & Sons" in text(room)
        room.desk.reader.text.link_wanted.emit("#images-feed")
        room.qtbot.waitUntil(lambda: SHOWN in text(room), timeout=5_000)
        room.settle()
        article = room.desk.reader.article
        assert article is not None
        assert room.store.feeds.get(article.feed_id).images
        assert room.desk.reader.acts.images_of_feed.isChecked()
        room.desk.reader.acts.images_of_feed.trigger()
        room.settle()
        assert not room.store.feeds.get(article.feed_id).images
        assert SHOWN not in text(room)


def test_always_is_a_setting(room: Room) -> None:
    with Web() as web:
        web.serve("/one.png", png(), content_type="image/png")
        show(room, web, TWO)
        room.desk.reader.text.link_wanted.emit("#images-always")
        room.qtbot.waitUntil(lambda: SHOWN in text(room), timeout=5_000)
        room.settle()
        assert room.store.settings.get("ui.reader.images") == "1"


def test_tracking_pixels_are_never_asked_for_also_when_images_are_always_shown(room: Room) -> None:
    with Web() as web:
        web.serve("/one.png", png(), content_type="image/png")
        room.desk.reader.acts.images_always.trigger()
        show(room, web, '<p>x</p><img src="{web}/p.gif" width=1 height=1><img src="{web}/q.gif" height=1>'
                        '<img src="{web}/one.png">')  # fmt: skip
        room.qtbot.waitUntil(lambda: SHOWN in text(room), timeout=5_000)
        assert [asked.path for asked in web.asked] == ["/one.png"]


def test_an_image_that_fails_says_why_and_can_be_tried_again(room: Room) -> None:
    with Web() as web:
        web.serve("/one.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", content_type="image/svg+xml")
        show(room, web, '<p>x</p><img src="{web}/one.png">')
        room.desk.reader.acts.show_images.trigger()
        room.qtbot.waitUntil(lambda: "is not an image that can be shown" in text(room), timeout=5_000)
        web.serve("/one.png", png(), content_type="image/png")
        assert "#again-0" in links(room.desk.reader.text.document())
        room.desk.reader.text.link_wanted.emit("#again-0")
        room.qtbot.waitUntil(lambda: SHOWN in text(room), timeout=5_000)


def test_an_image_is_never_wider_than_the_column(room: Room) -> None:
    with Web() as web:
        web.serve("/one.png", png(3_000, 500), content_type="image/png")
        show(room, web, '<p>x</p><img src="{web}/one.png">')
        room.desk.reader.acts.show_images.trigger()
        room.qtbot.waitUntil(lambda: SHOWN in text(room), timeout=5_000)
        for width in (1280, 720):
            room.desk.window.resize(width, 480)
            room.qtbot.wait(10)
            document = room.desk.reader.text.document()
            assert document.size().width() <= room.desk.reader.text.viewport().width()


def test_closing_the_window_waits_for_no_image(room: Room) -> None:
    with Web() as web:
        web.silent("/one.png")
        show(room, web, '<p>x</p><img src="{web}/one.png">')
        room.desk.reader.acts.show_images.trigger()
        room.qtbot.waitUntil(lambda: bool(web.asked), timeout=5_000)
        assert "is being fetched" in text(room)
        room.desk.reader.close_images()
        assert room.desk.reader.sheets.pictures._threads == []


def _bomb(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "body",
    [
        b"", b"GIF89a", b"<html></html>", b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
        b"BM" + bytes(60), _bomb(60_000, 60_000), _bomb(2**31 - 1, 2**31 - 1), b"\x89PNG\r\n\x1a\n" + bytes(50),
    ],
)  # fmt: skip
def test_bombs_and_other_formats_are_refused_before_they_are_unpacked(qapp: object, body: bytes) -> None:
    with pytest.raises(Unreadable):
        decoded(body)


def test_a_pixel_is_no_image_and_a_large_one_is_made_smaller(qapp: object) -> None:
    with pytest.raises(Unreadable):
        decoded(png(1, 1))
    assert decoded(png(3_000, 1_500)).width() == 1_200


def test_the_cache_stays_within_its_bounds(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "pictures", most=5_000)
    for at in range(200):
        cache.put(f"https://a.example/{at}", bytes(1_000))
    kept = list((tmp_path / "pictures").iterdir())
    assert sum(file.stat().st_size for file in kept) < 5_000 + 41 * 1_000
    assert cache.get("https://a.example/199") == bytes(1_000)
    assert cache.get("https://a.example/0") is None


def test_a_cache_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file" / "pictures")
    cache.put("x", b"y")
    assert cache.get("x") is None


def test_permissions_of_an_article_do_not_hold_for_another(room: Room) -> None:
    with Web() as web:
        web.serve("/one.png", png(), content_type="image/png")
        show(room, web, '<p>x</p><img src="{web}/one.png">', key="first")
        room.desk.reader.acts.show_images.trigger()
        room.qtbot.waitUntil(lambda: SHOWN in text(room), timeout=5_000)
        show(room, web, '<p>z</p><img src="{web}/three.png">', title="Nato waits", key="second")
        room.qtbot.wait(100)
        assert web.times("/three.png") == 0
        with Store.open(room.store.database.path) as store:
            assert not any(feed.images for feed in store.feeds.all())
