"""The demo on a desktop: news come by themselves, notices appear, and nothing is left behind."""

from __future__ import annotations

from pathlib import Path

from e2e.scene import START
from servers.desktop_session import DesktopSession, until


def test_the_demo_rings_on_the_desktop_and_leaves_nothing_behind(desk: DesktopSession, tmp_path: Path) -> None:
    demo = desk.start("demo", [*START, "demo"], env={"TMPDIR": str(tmp_path)})
    desk.window("Tocsin")
    until(lambda: desk.on_screen() >= 3, "three notices", 60)
    desk.photograph("demo")
    desk.put_away()
    titles = [notice.title for notice in desk.put_away_notices()]
    assert "Le Pen spends a morning among the cheeses at the Vallebrune fair" in titles
    assert not [title for title in titles if "cattle show" in title], "the past does not ring"
    assert desk.end(demo) == 0
    until(lambda: not list(tmp_path.iterdir()), "the profile to be gone")
