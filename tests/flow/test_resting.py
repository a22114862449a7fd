"""Memory goes back while there is nothing to do, and nothing is lost by it."""

from __future__ import annotations

from flow.workbench import Workbench
from tocsin.core.model import Watch
from tocsin.monitor.events import STOP
from tocsin.monitor.resting import let_go


def let_gos(bench: Workbench, wait: float) -> int:
    """Run the monitor until it has waited once; give how often it let go of what it did not need."""
    found: list[str] = []
    bench.wait_seconds = wait

    def hear(sql: str) -> None:
        if "shrink" in sql:
            found.append(sql)
            bench.wishes.put(STOP)

    bench.store.database.connection.set_trace_callback(hear)
    bench.monitor().run(until=None if wait else bench.clock())
    bench.store.database.connection.set_trace_callback(None)
    return len(found)


def test_the_monitor_gives_memory_back_before_a_long_rest(bench: Workbench) -> None:
    assert let_gos(bench, 30.0) == 1
    assert let_gos(bench, 0.0) == 0


def test_nothing_is_lost_by_letting_go(bench: Workbench) -> None:
    watch: Watch = bench.store.watches.add("NATO", "NATO", now=bench.clock())
    for _ in range(2):
        let_go(bench.store)
        assert bench.store.watches.all() == [watch]
