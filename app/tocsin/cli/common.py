"""What the verbs share: errors as one sentence, JSON lines, times, the profile's store."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, is_dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from tocsin.core.errors import TocsinError, WrongUse
from tocsin.desktop.profile import Profile
from tocsin.store import Store

as_json = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
with_profile = click.make_pass_decorator(Profile)


class Verbs(click.Group):
    """A group whose verbs tell a failure in one sentence, with exit status 1 (the world) or 2 (wrong use)."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb."""
        try:
            return super().invoke(ctx)
        except TocsinError as error:
            complain(str(error))
            sys.exit(error.exit_status)
        except BrokenPipeError:
            # The reader of our output has enough (`tocsin search … | head`).
            with suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)


def bytes_of(file: Path, most: int) -> bytes:
    """Read a file, or standard input for "-", up to a size; raises OSError."""
    if str(file) == "-":
        return sys.stdin.buffer.read(most)
    with file.open("rb") as opened:
        return opened.read(most)


def complain(sentence: str) -> None:
    """Say what went wrong, on standard error."""
    click.echo(f"tocsin: {sentence}", err=True)


def now() -> datetime:
    """Give the time in UTC."""
    return datetime.now(UTC)


def store_of(profile: Profile) -> Store:
    """Open the profile's database, making both where they are missing."""
    profile.make()
    return Store.open(profile.database)


def print_json(value: object) -> None:
    """Print one object on one line: keys as they are named, times in ISO 8601, sets of values as lists."""
    plain = asdict(value) if is_dataclass(value) and not isinstance(value, type) else value
    click.echo(json.dumps(plain, ensure_ascii=False, default=_plain))


def _plain(value: object) -> Any:
    if isinstance(value, datetime):
        return iso(value)
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"cannot be printed: {type(value).__name__}")


def iso(moment: datetime | None) -> str | None:
    """Write a time as UTC ISO 8601; None stays null."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment is not None else None


def local(moment: datetime | None) -> str:
    """Write a time as the user's clock shows it."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M") if moment is not None else "never"


def since(text: str | None) -> datetime | None:
    """Read what since_of() reads; None and "" are None."""
    return since_of(text) if text else None


def since_of(text: str) -> datetime:
    """Read `2026-11-01`, a full ISO 8601 time, or an age such as `90m`, `12h`, `2d`; raises WrongUse."""
    try:
        length = _age(text)
        if length is not None:
            return now() - length
        moment = datetime.fromisoformat(text)
        return moment if moment.tzinfo is not None else moment.astimezone()
    except (ValueError, OverflowError):
        raise WrongUse(f"{text!r} is no date (2026-11-01) and no age (2d, 12h, 90m).") from None


def in_(text: str) -> datetime:
    """Read how long from now something lasts (`90m`, `12h`, `2d`), and give its end; raises WrongUse."""
    length = _age(text)
    if length is None:
        raise WrongUse(f"{text!r} is no length of time (2d, 12h, 90m).")
    try:
        return now() + length
    except OverflowError:
        raise WrongUse(f"{text!r} is longer than the calendar.") from None


def _age(text: str) -> timedelta | None:
    units = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
    number = text[:-1]
    if text[-1:] not in units or not (number.isascii() and number.isdigit()) or len(text) > 7:
        return None
    return timedelta(**{units[text[-1]]: int(number)})


def table(rows: Iterable[tuple[str, ...]], cut: Callable[[], int] = lambda: 200) -> None:
    """Print rows in columns as wide as their widest cell, except the last."""
    lines = [tuple(cell.replace("\n", " ") for cell in row) for row in rows]
    if not lines:
        return
    widths = [max(len(row[column]) for row in lines) for column in range(len(lines[0]))]
    for row in lines:
        cells = [cell.ljust(min(width, 60))[: max(60, 0)] for cell, width in zip(row[:-1], widths, strict=False)]
        click.echo("  ".join([*cells, row[-1][: cut()]]).rstrip())


def count(number: int, one: str, many: str) -> str:
    """Write a number with its noun in the right form."""
    return f"{number:,} {one if number == 1 else many}"
