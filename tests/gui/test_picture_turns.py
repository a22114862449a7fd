"""Images take their turn at a host, like everything else that is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tocsin.core.errors import TocsinError
from tocsin.store import Store
from tocsin.ui.picture_turns import turns
from tocsin.ui.store_thread import StoreThread

ADDRESS = "https://pictures.example/1.png"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "tocsin.db"
    Store.open(made).close()
    return made


@pytest.fixture
def writer(path: Path, qapp: object) -> Iterator[StoreThread]:
    thread = StoreThread(path)
    yield thread
    assert thread.close()


def hold(path: Path, length: timedelta) -> None:
    """Let the host be left alone, as the monitor does when it is told to."""
    now = datetime.now(UTC)
    with Store.open(path) as store:
        store.hosts.hold({"pictures.example": now + length}, now)


def test_the_images_of_an_article_come_one_shortly_after_the_other(writer: StoreThread) -> None:
    turn = turns(writer)
    waits = [turn(ADDRESS) for _ in range(3)]
    assert waits[0] == 0.0
    assert waits == sorted(waits)
    assert waits[2] < 1.0


def test_an_image_waits_for_the_turn_that_a_feed_has_taken(writer: StoreThread, path: Path) -> None:
    hold(path, timedelta(seconds=2))
    assert 0.0 < turns(writer)(ADDRESS) <= 2.0


def test_an_image_is_not_asked_for_at_a_host_that_is_to_be_left_alone(writer: StoreThread, path: Path) -> None:
    hold(path, timedelta(hours=1))
    with pytest.raises(TocsinError, match="left alone"):
        turns(writer)(ADDRESS)


def test_an_image_of_this_computer_waits_for_nobody(writer: StoreThread) -> None:
    turn = turns(writer)
    assert [turn("http://127.0.0.1:8080/1.png") for _ in range(3)] == [0.0, 0.0, 0.0]
