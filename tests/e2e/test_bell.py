"""The whole way as a person goes it: the program is started, news come, the desktop says so, a click opens them."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

from e2e.scene import MISS, NEWS, Newsstand, Program, kill_with_a_debt
from servers.desktop_session import DesktopSession, until


def start(desk: DesktopSession, program: Program) -> subprocess.Popen[str]:
    running = desk.start("tocsin", program.command)
    desk.window("Tocsin")
    return running


def descendants(pid: int) -> list[int]:
    """Return the processes below one, from Linux's own list."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            after_name = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(folder.name)] = int(after_name[1])
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found[1:]


def alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False


def settled(program: Program) -> bool:
    return bool(program.entry(NEWS).get("rung"))


def test_news_ring_once_and_the_notice_opens_the_article(
    desk: DesktopSession, program: Program, newsstand: Newsstand
) -> None:
    running = start(desk, program)
    program.wait_for_baseline()
    assert desk.on_screen() == 0

    newsstand.publish()
    until(lambda: desk.on_screen() == 1, "a notice")
    desk.photograph("notice")
    desk.press("Open")
    desk.window(NEWS)
    desk.photograph("article")

    desk.put_away()
    (notice,) = desk.put_away_notices()
    assert (notice.title, notice.program) == (NEWS, "Tocsin")
    assert "The Paper Kite" in notice.body
    assert "Le Pen" in notice.body
    line = program.entry(NEWS)
    assert (line["bell"], line["state"], line["held"]) == ("desktop", "opened", None)
    assert program.entry(MISS) == {}

    family = descendants(running.pid)
    assert family, "the monitor runs as a process of its own"
    assert desk.end(running) == 0
    until(lambda: not any(alive(pid) for pid in family), "the monitor to end with the program")


def test_keep_on_the_notice_keeps_the_article_without_the_window_coming_up(
    desk: DesktopSession, program: Program, newsstand: Newsstand
) -> None:
    start(desk, program)
    program.wait_for_baseline()
    newsstand.publish()
    until(lambda: desk.on_screen() == 1, "a notice")
    desk.press("Keep")
    until(lambda: program.entry(NEWS)["state"] == "kept", "the article to be kept")
    assert not [title for title in desk.titles() if NEWS in title]


def test_when_the_notification_daemon_is_dead_the_tray_takes_it(
    desk: DesktopSession, program: Program, newsstand: Newsstand
) -> None:
    desk.start_tray()
    running = start(desk, program)
    program.wait_for_baseline()
    desk.kill_daemon()
    newsstand.publish()
    until(lambda: settled(program), "the alert to be rung by another bell")
    desk.photograph("balloon")
    assert program.entry(NEWS)["bell"] == "tray"

    desk.start_daemon()
    newsstand.publish()
    assert desk.on_screen() == 0, "what another bell has rung does not ring again"
    assert desk.end(running) == 0


def test_without_daemon_and_tray_the_list_has_it_and_nothing_is_lost(
    desk: DesktopSession, program: Program, newsstand: Newsstand
) -> None:
    desk.kill_daemon()
    start(desk, program)
    program.wait_for_baseline()
    newsstand.publish()
    until(lambda: settled(program), "the alert to be settled")
    desk.photograph("list")
    line = program.entry(NEWS)
    assert (line["bell"], line["state"], line["held"]) == ("list", "rung", None)


def test_the_monitor_killed_between_saving_and_ringing_rings_exactly_once_after_the_restart(
    desk: DesktopSession, program: Program, newsstand: Newsstand
) -> None:
    kill_with_a_debt(program, newsstand)
    running = start(desk, program)
    until(lambda: desk.on_screen() == 1, "the notice that was owed")
    until(lambda: settled(program), "the debt to be settled")
    assert desk.end(running) == 0
    desk.put_away()

    again = start(desk, program)
    newsstand.publish()
    until(program.ledger, "the ledger")
    assert desk.end(again) == 0
    assert [notice.title for notice in desk.put_away_notices()] == [NEWS]


def test_a_killed_monitor_is_started_again_by_the_window_and_the_news_ring_once(
    desk: DesktopSession, program: Program, newsstand: Newsstand
) -> None:
    running = start(desk, program)
    program.wait_for_baseline()
    for pid in descendants(running.pid):
        os.kill(pid, signal.SIGKILL)
    newsstand.publish()
    until(lambda: desk.on_screen() == 1, "the notice, by a new monitor", 60)
    until(lambda: settled(program), "the debt to be settled")
    desk.put_away()
    assert [notice.title for notice in desk.put_away_notices()] == [NEWS]


def test_a_second_start_raises_the_first_and_ends(
    desk: DesktopSession, program: Program, newsstand: Newsstand
) -> None:
    start(desk, program)
    second = desk.start("second", program.command)
    assert second.wait(60) == 0
    assert len([title for title in desk.titles() if "Tocsin" in title]) == 1
