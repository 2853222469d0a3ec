"""A thousand open pages on a bad day: a stream of changes, lines that are cut, all of them back at once.

Each page is told apart, so that what it shows and what it was sent are known, not only what the last one heard.
"""

import asyncio
import json
import random
import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.bench.clients import Page
from tests.bench.evening import Evening
from tests.bench.live import BareServer
from tests.bench.results import Result
from tests.bench.sockets import bare_pages, until

A_SECOND, STREAM = 10, 60  # changes a second, seconds of them
CUT_EVERY, LOSSY = 20.0, 60  # seconds between two cuts of a line, on average; seconds of it
GRANTED = re.compile(r"(?:et|and) (\d+) (?:accord|granted)")  # what the item says of the minutes that were granted


@dataclass(eq=False)
class Screen:
    """One page: what it shows, and what it was sent."""

    port: int
    ticket: str
    heard: Callable[["Screen"], None] = lambda screen: None
    hashes: dict[str, str] = field(default_factory=dict)
    granted: int = 0  # minutes, as its line of the item says
    size: int = 0  # bytes since its line opened
    is_current: bool = False  # let in since its line opened, and given what was missing
    page: Page | None = None

    async def open(self) -> None:
        """A line, on which the browser says what it shows already."""
        self.size, self.is_current = 0, False
        first = json.dumps({"ticket": self.ticket, "hashes": self.hashes})
        make = lambda: Page(self.port, first, self._hear)  # noqa: E731
        _, self.page = await asyncio.get_running_loop().create_connection(make, "127.0.0.1", self.port)

    def cut(self) -> None:
        if self.page is not None:
            self.page.transport.abort()

    def _hear(self, page: Page, text: bytes, at: float) -> None:
        if page is not self.page:
            return  # the end of a line that was cut
        self.size += len(text)
        said = json.loads(text)
        self.ticket = said.get("ticket", self.ticket)
        for name, region in said.get("regions", {}).items():
            self.hashes[name] = region["hash"]
            if name == "now" and (found := GRANTED.search(region["html"])):
                self.granted = int(found[1])
        self.is_current = True
        self.heard(self)


async def screens_of(evening: Evening, meeting: int, count: int) -> list[Screen]:
    """So many pages of the meeting, each of which shows it."""
    firsts = evening.firsts(meeting, count)
    screens = [Screen(evening.port, json.loads(first)["ticket"]) for first in firsts]
    for start in range(0, count, 50):
        await asyncio.gather(*(screen.open() for screen in screens[start : start + 50]))
    await until(lambda: all("now" in screen.hashes for screen in screens), 60)
    await asyncio.sleep(1)  # the rest
    return screens


async def grant(evening: Evening) -> None:
    """Five minutes more, on a connection of its own: the server closes one that is idle for long."""
    facilitator = await evening.visitor(0).connect()
    address, fields = evening.extension()
    status, said = await facilitator.post(address, **fields)
    assert status == 200, said
    facilitator.leave()


async def stream(evening: Evening, count: int) -> Result:
    """Milliseconds from a change until a page shows it or a later one: 99 of 100 times, over all pages and changes."""
    await grant(evening)
    screens = await screens_of(evening, evening.facts["meeting"], count)
    began: dict[int, float] = {}
    shown = dict.fromkeys(screens, evening.granted)
    waits: list[float] = []

    def heard(screen: Screen) -> None:
        at = time.perf_counter()
        for minutes in range(shown[screen] + 5, screen.granted + 5, 5):
            waits.append(at - began[minutes])
        shown[screen] = max(shown[screen], screen.granted)

    for screen in screens:
        screen.heard = heard
    started = time.perf_counter()
    for turn in range(A_SECOND * STREAM):
        await asyncio.sleep(max(0.0, started + turn / A_SECOND - time.perf_counter()))
        began[evening.granted + 5] = time.perf_counter()
        await grant(evening)
    took = time.perf_counter() - started
    await until(lambda: all(screen.granted == evening.granted for screen in screens), 30)
    assert len(waits) == count * len(began)
    ranks = statistics.quantiles(waits, n=100)
    print(f"  {len(began)} changes in {took:.0f} s to {count} pages, all shown; median {ranks[49] * 1000:.0f} ms")
    leave(screens)
    bare = await bare_stream(count, screens[0].size // len(began))
    return Result.of(ranks[98] * 1000, "ms", bare * 1000)


async def bare_stream(count: int, size: int) -> float:
    """The same of the bare server: seconds, 99 of 100 times."""
    with BareServer(size) as bare:
        waits: list[float] = []
        began = 0.0

        def hear(page: Page, text: bytes, at: float) -> None:
            waits.append(at - began)

        pages = await bare_pages(bare, count, hear)
        for turn in range(1, A_SECOND * 5 + 1):
            began = time.perf_counter()
            pages[0].say(b"go")
            await until(lambda turn=turn: len(waits) == turn * count, 30)
            await asyncio.sleep(1 / A_SECOND)
        for page in pages:
            page.transport.abort()
        return statistics.quantiles(waits, n=100)[98]


async def lossy(evening: Evening, count: int) -> Result:
    """How many pages reach the last state though each line is cut at random; the worst wait for it is printed."""
    await grant(evening)
    screens = await screens_of(evening, evening.facts["meeting"], count)
    chance, cuts = random.Random(7), 0

    async def lose(screen: Screen) -> None:
        nonlocal cuts
        while True:
            await asyncio.sleep(chance.expovariate(1 / CUT_EVERY))
            screen.cut()
            cuts += 1
            await asyncio.sleep(chance.uniform(0.2, 2))  # as long as a browser waits before it tries again
            await screen.open()

    losing = [asyncio.create_task(lose(screen)) for screen in screens]
    for _ in range(LOSSY):
        await asyncio.sleep(1)
        await grant(evening)
    for task in losing:
        task.cancel()
    await asyncio.gather(*losing, return_exceptions=True)
    await asyncio.gather(*(screen.open() for screen in screens if screen.page and screen.page.transport.is_closing()))
    took = await until(lambda: all(screen.granted == evening.granted for screen in screens), 30)
    fresh = await screens_of(evening, evening.facts["meeting"], evening.people)  # each with its rights and its language
    alike = sum(
        screen.hashes["agenda"] == fresh[number % evening.people].hashes["agenda"]
        for number, screen in enumerate(screens)
    )
    print(f"  {cuts} lines were cut in {LOSSY} s; all show the last state {took * 1000:.0f} ms after the last of them")
    leave([*screens, *fresh])
    return Result.of(alike, "pages", count, is_met=alike == count)


async def reconnect(evening: Evening, count: int) -> Result:
    """Milliseconds until all are current who come back at the same moment, after something changed meanwhile."""
    await grant(evening)
    screens = await screens_of(evening, evening.facts["meeting"], count)
    unchanged, changed = [], []
    for _ in range(5):
        unchanged.append(await all_come_back(screens))
        sizes = statistics.median(screen.size for screen in screens)
        leave(screens)
        await grant(evening)
        changed.append(await all_come_back(screens))
        await until(lambda: all(screen.granted == evening.granted for screen in screens), 10)
        await asyncio.sleep(1)  # the rest, which comes in a second message
    print(f"  nothing changed: {statistics.median(unchanged) * 1000:.0f} ms, {sizes:.0f} bytes a page")
    leave(screens)
    return Result.of(statistics.median(changed) * 1000, "ms", await bare_reconnect(count) * 1000)


async def all_come_back(screens: list[Screen]) -> float:
    leave(screens)
    await asyncio.sleep(1)
    began = time.perf_counter()
    await asyncio.gather(*(screen.open() for screen in screens))
    await until(lambda: all(screen.is_current for screen in screens), 30)
    return time.perf_counter() - began


async def bare_reconnect(count: int) -> float:
    """The seconds that as many lines take to open at a bare server."""
    loop = asyncio.get_running_loop()
    with BareServer(100) as bare:
        began = time.perf_counter()
        make = lambda: Page(bare.port, "", lambda *heard: None)  # noqa: E731
        opened = await asyncio.gather(*(loop.create_connection(make, "127.0.0.1", bare.port) for _ in range(count)))
        await until(lambda: all(page.is_open for _, page in opened), 30)
        took = time.perf_counter() - began
        for _, page in opened:
            page.transport.abort()
        return took


def leave(screens: list[Screen]) -> None:
    for screen in screens:
        screen.cut()
