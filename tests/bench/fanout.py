"""An agenda change on several server processes behind a load balancer, on PostgreSQL.

The balancer is HAProxy, least connections. Where a process may not open as many files as the lines need (two a line),
more than one of them share the lines.
"""

import asyncio
import resource
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable, Coroutine
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from launch.postgres import cluster
from launch.say import Stop
from tests.bench.clients import Visitor, open_pages
from tests.bench.crowd import Crowd
from tests.bench.evening import BenchHouse, Evening, memory, processor
from tests.bench.live import BareServer, do
from tests.bench.results import Result
from tests.journeys.house import answers, free_port
from tests.waiting import wait_until

PEOPLE = 400  # a process lets 30 pages of one person in
REPEATS, WARM_UP = 9, 3
CROWDS = 4  # client processes
SPARE_FILES = 500  # of a balancer, beside its lines

HAPROXY = """
global
    maxconn {lines}
    nbthread 1
defaults
    mode http
    option forwardfor
    timeout connect 10s
    timeout client 2m
    timeout server 2m
    timeout tunnel 10m
frontend pages
    bind 127.0.0.1:{port}
    default_backend servers
backend servers
    balance leastconn
{servers}
"""


class BalancedHouse(BenchHouse):
    """Its servers know that they stand behind a balancer, and at which address people find it."""

    site = ""

    @property
    def settings(self) -> dict[str, str]:
        return {**super().settings, "TRUSTED_PROXIES": "1", "SITE_URL": self.site}


class Balancers:
    """As many HAProxy as so many lines need, each in front of all the servers."""

    def __init__(self, folder: Path, lines: int) -> None:
        if not shutil.which("haproxy"):
            raise Stop("This bench needs HAProxy.\nType:  sudo apt install haproxy\nand then this command again.")
        _soft, files = resource.getrlimit(resource.RLIMIT_NOFILE)
        number = -(-2 * lines // (files - SPARE_FILES))
        self.folder, self.lines = folder, -(-lines // number) + 100
        self.ports = [free_port() for _ in range(number)]
        self.processes: list[subprocess.Popen[bytes]] = []

    def open(self, servers: list[int]) -> None:
        named = "\n".join(f"    server s{port} 127.0.0.1:{port}" for port in servers)
        for port in self.ports:
            path = self.folder / f"haproxy-{port}.cfg"
            path.write_text(HAPROXY.format(lines=self.lines, port=port, servers=named))
            self.processes.append(subprocess.Popen(["haproxy", "-f", str(path)]))
            wait_until(lambda port=port: answers(f"http://localhost:{port}"), 20)

    def close(self) -> None:
        for process in self.processes:
            process.terminate()
            process.wait()


async def fanout(servers: int, sizes: list[int]) -> Result:
    """Milliseconds from the POST until the last of the most pages has the next item; the other sizes are printed."""
    with ExitStack() as opened:
        evening = Evening(PEOPLE, opened.enter_context(cluster(durable=True)), kind=BalancedHouse)
        opened.callback(evening.close)
        balancers = Balancers(Path(evening.folder.name), max(sizes))
        BalancedHouse.site = f"http://localhost:{balancers.ports[0]}"
        house = evening.house
        for _ in range(servers - 1):
            house.open_door()
        opened.callback(balancers.close)
        balancers.open([int(door.rpartition(":")[2]) for door in house.doors])
        for size in sizes:
            taken, told = await until_all_have_it(evening, balancers.ports, size)
            baseline = await bare(size, told)
            print(f"  {size} pages: {taken:.0f} ms, of the bare server {baseline:.0f} ms")
        return Result.of(taken, "ms", baseline)


async def until_all_have_it(evening: Evening, ports: list[int], size: int) -> tuple[float, int]:
    """The median in milliseconds, and the bytes that a page is told."""
    pids = [process.pid for process in evening.house.processes]
    firsts = evening.firsts(evening.facts["walk"]["meeting"], size)
    crowds = [Crowd(ports[number % len(ports)], firsts[number::CROWDS]) for number in range(CROWDS)]
    began = time.perf_counter()
    for crowd in crowds:
        assert await crowd.hears() == "open"
    print(f"  {size} pages opened in {time.perf_counter() - began:.1f} s", flush=True)

    async def press() -> None:  # on a line of its own: one that is idle for long is closed
        facilitator = await Visitor(ports[0], evening.facts["sessions"][0]).connect()
        await do(facilitator, evening.step)
        facilitator.leave()

    used = sum(map(processor, pids))
    measured = await paced(crowds, press)
    used = (sum(map(processor, pids)) - used) / (REPEATS + WARM_UP)
    held = ", ".join(f"{memory(pid):.0f}" for pid in pids)
    print(f"  worst {max(measured[0]):.0f} ms; processor of the servers a step {used:.0f} ms; memory {held} MB")
    for crowd in crowds:
        crowd.leave()
    return statistics.median(measured[0]), measured[1]


async def bare(size: int, told: int) -> float:
    """The same of one bare server that sends as many bytes to as many lines."""
    with BareServer(told) as server:
        crowds = [Crowd(server.port, [""] * (size // CROWDS)) for _ in range(CROWDS)]
        for crowd in crowds:
            assert await crowd.hears() == "open"
        pages = await open_pages(server.port, [""], lambda *heard: None)

        async def trigger() -> None:
            pages[0].say(b"go")

        measured = await paced(crowds, trigger)
        for crowd in crowds:
            crowd.leave()
        pages[0].transport.abort()
        return statistics.median(measured[0])


async def paced(crowds: list[Crowd], act: Callable[[], Coroutine[Any, Any, None]]) -> tuple[list[float], int]:
    """Milliseconds until the last page of all crowds has heard, after the warm-up; the bytes that it heard."""
    taken, size = [], 0
    for _ in range(WARM_UP + REPEATS):
        for crowd in crowds:
            crowd.tell("")
            assert await crowd.hears() == "ready"
        await asyncio.sleep(0.5)
        began = time.perf_counter()
        await act()
        heard = [(await crowd.hears()).split() for crowd in crowds]
        taken.append((max(float(at) for at, _ in heard) - began) * 1000)
        size = int(heard[0][1])
    return taken[WARM_UP:], size
