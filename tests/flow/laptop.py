"""A laptop on a workbench: a dozen feeds that were all read, and a network that can be taken away."""

from __future__ import annotations

from typing import TypeVar

from flow.workbench import Workbench, entry
from tocsin.core.model import Feed
from tocsin.feeds.fetch_values import Failed, Kind, Outcome
from tocsin.monitor.events import Event, RoundEnded
from tocsin.monitor.worker import Monitor

Said = TypeVar("Said", bound=Event)
HOSTS = [f"news{number}.example" for number in range(12)]


def silence(host: str, kind: Kind = "dns") -> Failed:
    return Failed(f"{host} could not be reached.", None, None, kind)


class Laptop:
    """A workbench with a dozen feeds of as many hosts that were all read once, and one monitor that lives on."""

    def __init__(self, bench: Workbench) -> None:
        self.bench = bench
        for host in HOSTS:
            bench.follow(f"https://{host}/rss")
        self.network()
        bench.round(alone=False)
        self.monitor: Monitor = bench.monitor(alone=False)
        bench.clock.pass_(days=1)

    def network(self) -> None:
        for host in HOSTS:
            self.bench.web.serve(f"https://{host}/rss", entry(f"News of {host}"), title=host)

    def answer(self, outcome: Outcome | None, *hosts: str) -> None:
        """Let hosts, or all, answer that; None: they are silent."""
        for host in hosts or HOSTS:
            self.bench.web.answers[f"https://{host}/rss"] = outcome or silence(host)

    def round(self, *, all_due: bool = False, **later: float) -> RoundEnded:
        """Let time pass and the monitor look; gives what it said of the round."""
        self.bench.clock.pass_(**later)
        self.bench.said.clear()
        self.bench.web.asked.clear()
        self.monitor.run(once=True, all_due=all_due)
        return self.said(RoundEnded)[-1]

    def said(self, kind: type[Said]) -> list[Said]:
        return [one for one in self.bench.said if isinstance(one, kind)]

    def feeds(self) -> list[Feed]:
        return self.bench.store.feeds.all()

    def blamed(self) -> list[Feed]:
        return [feed for feed in self.feeds() if feed.failures or feed.trouble]

    def asked(self) -> list[str]:
        return [request.url.split("/")[2] for request in self.bench.web.asked]
