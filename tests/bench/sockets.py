"""What an open page costs: while nothing happens, in memory, and those that read nothing."""

import asyncio
import statistics
import time
from collections.abc import Callable
from functools import partial

from tests.bench.clients import Page, open_pages
from tests.bench.evening import Evening, memory, processor
from tests.bench.live import REPEATS, BareServer, all_showing, do
from tests.bench.results import Result

STALLED = 20  # pages that read nothing
ASKED = 200  # times that each of them asks for the whole journal, so that all that may wait for it is full
IDLE = 30  # seconds

Hear = Callable[[Page, bytes, float], None]


async def memory_with(evening: Evening, count: int) -> Result:
    """MB that the server holds with so many pages open."""
    _, pages = await all_showing(evening, evening.facts["meeting"], count)
    held = memory(evening.house.processes[0].pid)
    leave(pages)
    with BareServer(100) as bare:
        opened = await bare_pages(bare, count)
        baseline = memory(bare.process.pid)
        leave(opened)
    return Result.of(held, "MB", baseline)


async def stalled(evening: Evening, count: int) -> Result:
    """Milliseconds until the next item is on all pages that read, while some read nothing; by the same without."""
    watched, pages = await all_showing(evening, evening.facts["walk"]["meeting"], count)
    facilitator = await evening.visitor(0).connect()

    press = partial(do, facilitator, evening.step)

    async def paced() -> float:
        taken = []
        for _ in range(REPEATS + 3):
            await asyncio.sleep(0.3)
            taken.append(await watched.after(press, pages))
        return statistics.median(taken[3:])

    held = memory(evening.house.processes[0].pid)
    quiet = await paced()
    _, deaf = await all_showing(evening, evening.facts["walk"]["meeting"], STALLED)
    for page in deaf:
        page.transport.pause_reading()
        for _ in range(ASKED):
            page.say(b'{"since": 0}')
    watched.missing.clear()
    meanwhile = await paced()
    print(f"  the server holds {memory(evening.house.processes[0].pid) - held:.1f} MB more than before")
    facilitator.leave()
    leave(pages + deaf)
    return Result.of(meanwhile, "ms", quiet)


async def socket_memory(evening: Evening, count: int) -> Result:
    """KB that an open page takes in the server, beyond what it held with ten."""
    ours, bare_ones = [], []
    pid = evening.house.processes[0].pid
    for number in (10, count):
        _, pages = await all_showing(evening, evening.facts["meeting"], number)
        ours.append(memory(pid))
        leave(pages)
        await asyncio.sleep(1)
    with BareServer(100) as bare:
        for number in (10, count):
            opened = await bare_pages(bare, number)
            bare_ones.append(memory(bare.process.pid))
            leave(opened)
            await asyncio.sleep(1)
    each = [(after - before) * 1024 / (count - 10) for before, after in (ours, bare_ones)]
    return Result.of(each[0], "KB", each[1])


async def socket_idle(evening: Evening, count: int) -> Result:
    """Milliseconds of processor a second that so many open pages cost while nothing happens."""
    pid = evening.house.processes[0].pid
    alone = await cost_of(pid)
    _, pages = await all_showing(evening, evening.facts["meeting"], count)
    await asyncio.sleep(2)
    held = await cost_of(pid)
    print(f"  with no page open {alone:.1f} ms a second")
    leave(pages)
    with BareServer(100) as bare:
        opened = await bare_pages(bare, count)
        baseline = await cost_of(bare.process.pid)
        leave(opened)
    return Result.of(held, "ms/s", max(baseline, 0.1))


async def cost_of(pid: int) -> float:
    before = processor(pid)
    await asyncio.sleep(IDLE)
    return (processor(pid) - before) / IDLE


async def bare_pages(bare: BareServer, count: int, hear: Hear = lambda *heard: None) -> list[Page]:
    pages = await open_pages(bare.port, [""] * count, hear)
    await until(lambda: all(page.is_open for page in pages), 60)
    return pages


def leave(pages: list[Page]) -> None:
    for page in pages:
        page.transport.abort()


async def until(holds: Callable[[], bool], seconds: float) -> float:
    """The seconds until it holds."""
    began = time.perf_counter()
    while not holds():
        if time.perf_counter() - began > seconds:
            raise TimeoutError(f"it does not hold after {seconds} s")
        await asyncio.sleep(0.005)
    return time.perf_counter() - began
