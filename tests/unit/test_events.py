"""The lines between the monitor and whoever listens."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.monitor.events import AlertsOwed, Ready, RoundEnded, Stopped, Trouble, Wish, line, wish


def test_an_event_is_one_line_with_its_name() -> None:
    assert json.loads(line(Ready(3, 2))) == {"event": "ready", "feeds": 3, "watches": 2}
    assert json.loads(line(AlertsOwed((1, 2)))) == {"event": "alerts-owed", "alerts": [1, 2]}
    assert json.loads(line(Stopped())) == {"event": "stopped"}


def test_times_are_iso_8601_and_none_is_null() -> None:
    ended = json.loads(line(RoundEnded(1, 0, 2, datetime(2026, 11, 24, 8, 0, tzinfo=UTC))))
    assert ended["next_due"] == "2026-11-24T08:00:00+00:00"
    assert json.loads(line(RoundEnded(1, 0, 2, None)))["next_due"] is None


@given(st.text())
def test_no_text_can_break_a_line(text: str) -> None:
    assert line(Trouble(text)).count("\n") == 0


@pytest.mark.parametrize("name", ["refresh", "pause", "resume", "feeds-changed", "watch-changed", "stop"])
def test_every_wish_is_understood(name: str) -> None:
    assert wish(json.dumps({"wish": name})) == Wish(name)


def test_a_wish_for_one_feed_names_it() -> None:
    assert wish('{"wish": "refresh-feed", "id": 7}') == Wish("refresh-feed", 7)


@pytest.mark.parametrize(
    "text", ["", "stop", "[]", "null", '{"wish": 3}', '{"wish": "dance"}', "{" * 50_000, "[" * 50_000]
)
def test_what_is_no_wish_is_passed_over(text: str) -> None:
    assert wish(text) is None


@given(st.text())
def test_no_line_can_harm_the_monitor(text: str) -> None:
    assert wish(text) is None or isinstance(wish(text), Wish)
