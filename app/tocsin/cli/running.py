"""`tocsin monitor`, `demo` and `doctor`, and the desktop program itself."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from tocsin.cli.common import complain, iso, local, print_json, with_profile
from tocsin.core.errors import TocsinError
from tocsin.core.model import Rung
from tocsin.core.text import clean
from tocsin.desktop.profile import Profile


@click.command(hidden=True)
@click.argument("words", nargs=-1)
@with_profile
def opened(profile: Profile, words: tuple[str, ...]) -> None:
    """Open addresses and lists of sources in the desktop program, which is started where it is not running."""
    there = [str(Path(word).absolute()) if Path(word).is_file() else word for word in words]
    sys.exit(open_desktop(profile, words=there))


def end_desktop(profile: Profile) -> int:
    """Ask the desktop program to end; returns the exit status."""
    from tocsin.ui.app import end_running

    if not end_running(profile):
        raise TocsinError("The desktop program is not running with this profile.")
    return 0


def open_desktop(
    profile: Profile, *, minimised: bool = False, at_login: bool = False, words: Sequence[str] = ()
) -> int:
    """Open the desktop program; returns the exit status."""
    from tocsin.desktop.screen import require_screen

    require_screen()
    gc.disable()  # importing leaves nothing to collect, and looking for it takes a tenth of a second
    try:
        from tocsin.ui.app import run
    except ImportError as error:
        raise TocsinError(
            f"The window cannot be shown: a part of Qt or of the system is missing ({error}). "
            "The news can still be watched without it: tocsin monitor"
        ) from error
    finally:
        gc.enable()
    return run(profile, minimised=minimised, at_login=at_login, words=words)


@click.command()
@click.option("--once", is_flag=True, help="One round of the feeds that are due, then end.")
@click.option("--now", "all_due", is_flag=True, help="All feeds are due.")
@click.option("--events", is_flag=True, help="Write JSON lines, read wishes; whoever reads the lines rings.")
@click.option("--for", "seconds", type=click.FloatRange(0), metavar="SECONDS", help="Stop after so long.")
@click.option("--json", "as_json", is_flag=True, help="Print the alerts as JSON, one a line.")
@with_profile
def monitor(profile: Profile, *, once: bool, all_due: bool, events: bool, seconds: float | None, as_json: bool) -> None:
    """Read the feeds in the background and ring, without a window.

    Rings with desktop notifications where there are any, and prints a line an alert.

    \b
    Example:
      tocsin monitor --once --now
    """
    from tocsin.monitor.start import be_modest, run

    def tell(one: Rung, bell: str) -> None:
        if as_json:
            print_json(
                {
                    "alert": one.alert.id, "watch": one.watch, "story": one.alert.story_id, "headline": one.headline,
                    "outlet": one.outlet, "published": iso(one.published), "seen": iso(one.seen), "bell": bell,
                    "url": one.url,
                }
            )  # fmt: skip
        else:
            line = f"{local(one.seen)}  {clean(one.watch, 40)}  {clean(one.headline, 200)} · {clean(one.outlet, 60)}"
            click.echo(f"{line}  {one.url}")
        sys.stdout.flush()

    if events:
        be_modest()
        run(
            profile, once=once, all_due=all_due, events=sys.stdout, seconds=seconds, wishes_from=_standard_input(),
            tell=tell, complain=complain,
        )  # fmt: skip
        return
    from tocsin.desktop.bells.plyer import PlyerBell

    run(profile, once=once, all_due=all_due, seconds=seconds, tell=tell, complain=complain, bell=PlyerBell())


def _standard_input() -> int | None:
    try:
        return sys.stdin.fileno()
    except (AttributeError, OSError, ValueError):
        return None


@click.command()
@click.option(
    "--for", "seconds", type=click.FloatRange(0), metavar="SECONDS", help="Without a display: stop after so long."
)
@click.option("--headless", is_flag=True, help="Without the window, as if there were no display.")
def demo(seconds: float | None, headless: bool) -> None:
    """Show the program at work on sample news, in a throw-away profile, offline.

    \b
    Example:
      tocsin demo
    """
    from tocsin.demo.run import run
    from tocsin.desktop.screen import has_screen

    sys.exit(run(headless=headless or not has_screen(), seconds=seconds, out=sys.stdout))


@click.command()
@click.option("--notify", is_flag=True, help="Ring a test, and say which bell took it.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@with_profile
def doctor(profile: Profile, notify: bool, as_json: bool) -> None:
    """Check the installation and the profile; exit status 1 when something needs you.

    \b
    Example:
      tocsin doctor --notify
    """
    from tocsin.monitor.checkup import checkup

    bad = False
    for finding in checkup(profile, notify=notify):
        bad = bad or finding.state == "trouble"
        if as_json:
            print_json({name: value for name, value in asdict(finding).items() if value != ""})
        else:
            click.echo(f"{_MARKS[finding.state]} {finding.check:<10} {finding.says}")
    if bad:
        sys.exit(1)


@click.command("ring-test", hidden=True)
def ring_test() -> None:
    """Ring a test through all bells: what `tocsin doctor --notify` starts.

    \b
    Example:
      tocsin ring-test
    """
    from tocsin.desktop.screen import require_screen

    require_screen()
    try:
        from tocsin.ui.bell_test import run
    except ImportError as error:
        raise TocsinError(f"A part of Qt or of the system is missing ({error}).") from error
    sys.exit(run(_print_now))


def _print_now(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - a line for the program that started this one


_MARKS = {"ok": "ok", "note": "--", "trouble": "!!"}
