"""Compares HTTP clients for Python on loopback: CPU a request with 100 in flight, CPU a 304, time to import.

    python tests/bench/http_clients.py [requests]

Clients that are not installed are left out. Each runs in a process of its own, the server in another.
"""

from __future__ import annotations

import asyncio
import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import cycle, islice
from typing import Any

IN_FLIGHT = 100
BODY = (b"<rss version='2.0'><channel><title>News</title>" + b"<item><title>x</title></item>" * 1800)[:53_000]
MODULES = {
    "pycurl": "pycurl",
    "our fetcher": "tocsin.feeds.fetch",
    "aiohttp": "aiohttp",
    "niquests": "niquests",
    "httpx": "httpx",
}


async def server() -> None:
    """Answers on any loopback address; 304 to a request that knows the tag."""
    head = b'HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nETag: "1"\r\nContent-Length: %d\r\n\r\n' % len(BODY)
    unchanged = b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                writer.write(unchanged if b"if-none-match" in request.lower() else head + BODY)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        writer.close()

    listening = await asyncio.start_server(talk, "127.0.0.1", 0, backlog=512)
    print(listening.sockets[0].getsockname()[1], flush=True)
    await listening.serve_forever()


def pycurl_run(urls: Iterable[str], tag: str) -> None:
    import pycurl

    multi, waiting, busy = pycurl.CurlMulti(), iter(urls), 0
    idle = [pycurl.Curl() for _ in range(IN_FLIGHT)]
    while True:
        while idle and (url := next(waiting, None)):
            curl = idle.pop()
            curl.setopt(pycurl.URL, url)
            curl.setopt(pycurl.HTTPHEADER, [f"If-None-Match: {tag}"] if tag else [])
            curl.setopt(pycurl.ACCEPT_ENCODING, "")
            curl.setopt(pycurl.WRITEFUNCTION, [].append)
            multi.add_handle(curl)
            busy += 1
        if not busy:
            return
        multi.perform()
        _, good, bad = multi.info_read(IN_FLIGHT)
        assert not bad
        for curl in good:
            multi.remove_handle(curl)
            idle.append(curl)
            busy -= 1
        if not good:
            multi.select(0.1)


def fetcher_run(urls: Iterable[str], tag: str) -> None:
    """The real thing asks one host once at a time, so its own loop is measured, with one host after the other."""
    from tocsin.feeds.fetch import Fetcher, Request

    fetcher = Fetcher(user_agent="bench", in_flight=IN_FLIGHT)
    for _ in fetcher.fetch(Request(url, etag=tag) for url in urls):
        pass
    fetcher.close()


def aiohttp_run(urls: Iterable[str], tag: str) -> None:
    import aiohttp

    async def run() -> None:
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=IN_FLIGHT)) as session:

            async def get(url: str) -> None:
                async with session.get(url, headers=_known(tag)) as answer:
                    await answer.read()

            await _spread(get, urls)

    asyncio.run(run())


def niquests_run(urls: Iterable[str], tag: str) -> None:
    import niquests

    async def run() -> None:
        async with niquests.AsyncSession(pool_maxsize=IN_FLIGHT) as session:

            async def get(url: str) -> None:
                await session.get(url, headers=_known(tag))

            await _spread(get, urls)

    asyncio.run(run())


def httpx_run(urls: Iterable[str], tag: str) -> None:
    import httpx

    async def run() -> None:
        async with httpx.AsyncClient(limits=httpx.Limits(max_connections=IN_FLIGHT), timeout=60) as client:

            async def get(url: str) -> None:
                await client.get(url, headers=_known(tag))

            await _spread(get, urls)

    asyncio.run(run())


RUNS: dict[str, Callable[[Iterable[str], str], None]] = {
    "pycurl": pycurl_run,
    "our fetcher": fetcher_run,
    "aiohttp": aiohttp_run,
    "niquests": niquests_run,
    "httpx": httpx_run,
}


def _known(tag: str) -> dict[str, str]:
    return {"If-None-Match": tag} if tag else {}


async def _spread(get: Callable[[str], Any], urls: Iterable[str]) -> None:
    waiting = iter(urls)

    async def work() -> None:
        for url in waiting:
            await get(url)

    await asyncio.gather(*(work() for _ in range(IN_FLIGHT)))


def _addresses(port: int, count: int) -> Iterator[str]:
    return islice(cycle(f"http://127.0.0.1:{port}/{number}" for number in range(50)), count)


def measure(name: str, port: int, count: int) -> None:
    """Runs in the client's own process; prints milliseconds of CPU."""
    began = time.perf_counter()
    importlib.import_module(MODULES[name])
    imported = (time.perf_counter() - began) * 1000
    RUNS[name](_addresses(port, 200), "")
    figures = []
    for tag in ("", '"1"'):
        start = time.process_time()
        RUNS[name](_addresses(port, count), tag)
        figures.append((time.process_time() - start) * 1000 / count)
    print(json.dumps([figures[0], figures[1], imported]))


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    with subprocess.Popen([sys.executable, __file__, "--serve"], stdout=subprocess.PIPE, text=True) as web:
        assert web.stdout is not None
        port = web.stdout.readline().strip()
        found: dict[str, list[float]] = {}
        for name, module in MODULES.items():
            if importlib.util.find_spec(module.partition(".")[0]) is None:
                print(f"{name} is not installed")
                continue
            command = [sys.executable, "-W", "ignore", __file__, "--measure", name, port, str(count)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                print(f"{name} failed: {done.stderr.strip().splitlines()[-1:]}")
                continue
            found[name] = json.loads(done.stdout.splitlines()[-1])
        web.terminate()
    print(f"{'':12}{'ms a request':>14}{'':>7}{'ms a 304':>10}{'':>7}{'ms to import':>14}")
    for name, (request, unchanged, imported) in found.items():
        cells = f"{request:14.2f}{request / found['pycurl'][0]:6.1f}x"
        cells += f"{unchanged:10.2f}{unchanged / found['pycurl'][1]:6.1f}x"
        print(f"{name:12}{cells}{imported:14.0f}")
    return 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        asyncio.run(server())
    elif sys.argv[1:2] == ["--measure"]:
        measure(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    else:
        raise SystemExit(main())
