"""Dates as feeds write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.feeds.dates import read


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Tue, 17 Feb 2026 18:35:06 +0000", "2026-02-17 18:35:06"),
        ("Tue, 17 Feb 2026 18:03:07 EST", "2026-02-17 23:03:07"),
        ("Fri, 17 May 2019 06:00:00 BST", "2019-05-17 05:00:00"),
        ("Sun, 20 Apr 2014 8:19 pm CEST", "2014-04-20 18:19:00"),
        ("Sat, Dec 16 2023 02:02:33 PM", "2023-12-16 14:02:33"),
        ("Sat, 16 Dec 2023 12:05 AM", "2023-12-16 00:05:00"),
        ("Thu, 01 Aug 2019 16:15 EDT", "2019-08-01 20:15:00"),
        ("17 Feb 26 10:00 GMT", "2026-02-17 10:00:00"),
        ("Sat Oct 06 2018 00:00:00 GMT", "2018-10-06 00:00:00"),
        ("2026-02-17T10:00:00.123+05:30", "2026-02-17 04:30:00"),
        ("2022-09-03 09:37:11+03:00", "2022-09-03 06:37:11"),
        ("20240528T101112Z", "2024-05-28 10:11:12"),
        ("2024-05-28T24:00:00Z", "2024-05-29 00:00:00"),
        ("2016-12-31T23:59:60Z", "2017-01-01 00:00:00"),
        ("2021-02-03", "2021-02-03 00:00:00"),
        ("2020/1/10 14:33:00", "2020-01-10 14:33:00"),
        ("22.11.2022 12:16:00", "2022-11-22 12:16:00"),
        ("Fri, 05/03/2019 - 15:21", "2019-05-03 15:21:00"),
        ("Friday, January 29, 2021 04:42 PM", "2021-01-29 16:42:00"),
        ("July 4, 2024 at 5pm EDT", "2024-07-04 21:00:00"),
        ("mer, 16 nov 2022 00:38:15 +0100", "2022-11-15 23:38:15"),
        ("mar, 15 nov 2022 10:00:00 GMT", "2022-11-15 10:00:00"),
        ("Mo, 03 März 2025 08:05:00 +0100", "2025-03-03 07:05:00"),
        ("15 de agosto de 2024 13:45", "2024-08-15 13:45:00"),
        ("2 апреля 2024, 10:30", "2024-04-02 10:30:00"),
        ("śr., 9 paź 2024 10:30 +0200", "2024-10-09 08:30:00"),
        ("2024년 5월 28일 오후 2:30", "2024-05-28 14:30:00"),
        ("1700000000", "2023-11-14 22:13:20"),
    ],
)
def test_a_date_is_read_in_utc(text: str, moment: str) -> None:
    found = read(text)
    assert found is not None
    assert found.strftime("%Y-%m-%d %H:%M:%S") == moment


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "Tue, 31 Feb 2026 10:00 GMT", "2024-13-45", "12:30", "99999999999999", "0001-01-01T00:00+10:00"],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert read(text) is None


@given(st.text(alphabet="0123456789:/-.+ TZapmJanfebGMT,年月\u0660²", max_size=40) | st.text())
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = read(text)
    assert found is None or found.tzinfo is not None
