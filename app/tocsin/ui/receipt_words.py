"""Says in words how completely the sources of a watch were read; knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from tocsin.core.model import Held
from tocsin.core.schedule import next_read
from tocsin.monitor.receipts import NOT_RUNNING, FeedReceipt, Gap, Receipt
from tocsin.ui.words import clock, counted, moment

SHOWN_GAPS = 3
SHORT = {
    Held.BASELINE.value: "a new feed's past",
    Held.BACKFILL.value: "old entries",
    Held.BURST.value: "for a summary",
    Held.CATCH_UP.value: "for a catch-up",
    Held.THRESHOLD.value: "too few outlets",
    Held.PLACE.value: "in another place",
    Held.SILENT.value: "silent watch",
    Held.DIGEST.value: "for the brief",
}


def span(began: datetime, ended: datetime, now: datetime) -> str:
    """Give a time from and to: "14:03–15:10", "yesterday 23:00–7:10"."""
    here, there, today = began.astimezone().date(), ended.astimezone().date(), now.astimezone().date()
    if here == there:
        return f"{moment(began, now)} – {clock(ended)}"
    return f"{moment(began, now)} – {'today ' if there == today else ''}{moment(ended, now)}"


def lasting(length: timedelta) -> str:
    """Give a length: "40 min", "3 h 10 min", "2 days 4 h"."""
    minutes = max(1, round(length.total_seconds() / 60))
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = [(days, "day" if days == 1 else "days"), (hours, "h"), (minutes, "min")]
    said = [f"{number} {word}" for number, word in parts if number][:2]
    return " ".join(said)


def verdict(receipt: Receipt) -> tuple[str, str]:
    """Say in one line whether anything can have been missed, and in a second one how much."""
    if not receipt.feeds:
        return "No source is followed", "Nothing can be found where nothing is read."
    if receipt.whole and receipt.failing:
        late = "what it carries comes late" if receipt.failing == 1 else "what they carry comes late"
        failing = counted(receipt.failing, "source")
        return "Nothing can have been missed so far", f"{failing} cannot be read now: {late}."
    if receipt.whole:
        return "Nothing can have been missed", "Every source was read in time, and no source outran its readings."
    gaps = sum(1 for one in receipt.feeds if one.gaps)
    over = sum(1 for one in receipt.feeds if one.overflows)
    away = sum((gap.ended - gap.began for gap in receipt.away), start=timedelta(0))
    parts = []
    if away:
        parts.append(f"nothing was read for {lasting(away)}")
    if gaps:
        parts.append(f"{counted(gaps, 'source')} had gaps")
    if over:
        parts.append(f"{counted(over, 'source')} moved faster than {'it was' if over == 1 else 'they were'} read")
    words = ", ".join(parts)
    return "Something may have been missed", f"{words[:1].upper()}{words[1:]}."


def totals(receipt: Receipt) -> str:
    """Say how much was read, found and rung."""
    polls, new = sum(one.polls for one in receipt.feeds), sum(one.new for one in receipt.feeds)
    read = f"{counted(len(receipt.feeds), 'source')} read {counted(polls, 'time')}: {counted(new, 'new article')}"
    found = f"{counted(receipt.matches, 'match', 'matches')}, {receipt.rang:,} rang"
    return f"{read}. {found}."


def held(receipt: Receipt) -> str:
    """Say what was held back, and why; empty when nothing was."""
    parts = [f"{SHORT.get(reason, reason)} {number:,}" for reason, number in receipt.held]
    return f"Held back: {', '.join(parts)}." if parts else ""


def numbers(one: FeedReceipt) -> str:
    """Say how often a source was read, and how much was new."""
    return f"read {counted(one.polls, 'time')} · {one.new:,} new"


def next_reading(one: FeedReceipt, now: datetime) -> str:
    """Say when a source is read next, and why then."""
    return next_read(one.feed, now, lambda at: moment(at, now))


def troubles(one: FeedReceipt, now: datetime, most: int = SHOWN_GAPS) -> list[str]:
    """Say what was wrong with the reading of a source, a line each, the longest gaps first.

    The few lines of a list leave out when the program was not running: its strip shows it, and the receipt's head.
    """
    mine = [gap for gap in one.gaps if gap.cause != NOT_RUNNING] if most <= SHOWN_GAPS else one.gaps
    gaps = sorted(mine, key=lambda gap: gap.ended - gap.began, reverse=True)
    lines = [gap_words(gap, now) for gap in gaps]
    lines += [f"{moment(at, now)}  The feed held nothing known: something before may be lost" for at in one.overflows]
    if len(lines) > most:
        lines[most - 1 :] = [f"and {len(lines) - most + 1:,} more"]
    return lines


def gap_words(gap: Gap, now: datetime) -> str:
    """Say when a gap was, how long, and why."""
    return f"{span(gap.began, gap.ended, now)}  ({lasting(gap.ended - gap.began)})  {gap.cause}"


def in_order(feeds: Sequence[FeedReceipt]) -> list[FeedReceipt]:
    """Put what has gaps first, the worst on top; the others by name."""

    def weight(one: FeedReceipt) -> tuple[float, str]:
        lost = sum(((gap.ended - gap.began).total_seconds() for gap in one.gaps), start=0.0)
        return (-lost - len(one.overflows), one.feed.title.casefold())

    return sorted(feeds, key=weight)


def as_text(receipt: Receipt, now: datetime) -> str:
    """Write the whole receipt as text, to be kept or sent."""
    headline, sentence = verdict(receipt)
    lines = [
        f"Coverage of {receipt.watch.name}",
        f"{receipt.since.astimezone():%Y-%m-%d %H:%M} to {receipt.until.astimezone():%Y-%m-%d %H:%M}",
        "",
        f"{headline}. {sentence}",
        totals(receipt),
        *filter(None, [held(receipt)]),
    ]
    if receipt.away:
        lines += ["", "Not running:", *(f"  {gap_words(gap, now)}" for gap in receipt.away)]
    lines.append("")
    for one in in_order(receipt.feeds):
        lines.append(f"{one.feed.title or one.feed.url}: {numbers(one)}")
        lines += [f"  {line}" for line in (*troubles(one, now, 1_000), next_reading(one, now))]
    return "\n".join(lines) + "\n"
