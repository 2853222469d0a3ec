"""Open pages: an agenda change until the last page has it."""

import asyncio
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from tests.bench.clients import Page, Visitor, open_pages
from tests.bench.evening import Evening, processor
from tests.bench.results import Result
from tests.journeys.house import ROOT, free_port

REPEATS = 15
VOTERS = 150
LARGE = 12  # ballots, which take longer to count than the agenda is watched
AGENDA = (b'"now"', b'"agenda"')  # what a page must have heard; these regions travel in one message


class Watched:
    """Many open pages, and when the last of them heard what was awaited."""

    def __init__(self, awaited: tuple[bytes, ...]) -> None:
        self.awaited = awaited
        self.missing: set[Page] = set()
        self.showing: set[Page] = set()  # those that heard it at least once
        self.last = self.rest = 0.0
        self.size = self.messages = 0
        self.everybody = asyncio.Event()
        self.asks_again = True

    def hear(self, page: Page, text: bytes, at: float) -> None:
        self.messages += 1
        if text.startswith(b'{"facts"'):
            if self.asks_again:
                page.say(b'{"since": 0}')
            return
        if b'"evening"' in text:
            self.rest = at
        if all(part in text for part in self.awaited):
            self.showing.add(page)
            if page in self.missing:
                self.missing.discard(page)
                self.last, self.size = at, len(text)
                if not self.missing:
                    self.everybody.set()

    async def all_show(self, pages: list[Page], within: float) -> None:
        """Wait until each of them has heard once; some did while others were opened."""
        self.missing = set(pages) - self.showing
        if self.missing:
            await asyncio.wait_for(self.everybody.wait(), within)

    async def after(self, act: Any, pages: list[Page]) -> float:
        """Milliseconds from the beginning of the act until the last page has heard."""
        self.missing, self.everybody = set(pages), asyncio.Event()
        began = time.perf_counter()
        await act()
        await asyncio.wait_for(self.everybody.wait(), 30)
        return (self.last - began) * 1000


async def do(visitor: Visitor, act: Callable[[], tuple[str, dict[str, int]]]) -> None:
    """An act of the evening, as it is told by `act`: its address and its fields."""
    address, fields = act()
    status, said = await visitor.post(address, **fields)
    assert status == 200, said


async def agenda(evening: Evening, count: int, voting: bool = False) -> Result:
    meeting, act = (evening.facts, evening.extension) if voting else (evening.facts["walk"], evening.step)
    watched, pages = await all_showing(evening, meeting["meeting"], count)
    facilitator = await evening.visitor(0).connect()
    voters = [asyncio.create_task(keep_voting(evening, number)) for number in range(1, VOTERS)] if voting else []

    press = partial(do, facilitator, act)
    taken, whole = [], []
    for _ in range(REPEATS + 3):
        await asyncio.sleep(0.3)
        began = time.perf_counter()
        taken.append(await watched.after(press, pages))
        await asyncio.sleep(0.3)
        whole.append((watched.rest - began) * 1000)
    for voter in voters:
        voter.cancel()
    facilitator.leave()
    for page in pages:
        page.transport.abort()
    baseline = await bare_broadcast(count, watched.size)
    print(f"  {count} pages: median {statistics.median(taken[3:]):.1f} ms, worst {max(taken[3:]):.1f} ms")
    print(f"  with all the rest: median {statistics.median(whole[3:]):.1f} ms")
    return Result.of(statistics.median(taken[3:]), "ms", baseline)


async def agenda_cpu(evening: Evening, count: int) -> Result:
    """Milliseconds of the server's processor for 1,000 messages that pages get, the act and its rendering included."""
    watched, pages = await all_showing(evening, evening.facts["walk"]["meeting"], count)
    facilitator = await evening.visitor(0).connect()

    press = partial(do, facilitator, evening.step)

    cost = await cost_of_messages(evening.house.processes[0].pid, watched, press, pages)
    facilitator.leave()
    for page in pages:
        page.transport.abort()
    with BareServer(watched.size) as bare:
        watched = Watched((b"x",))
        pages = await open_pages(bare.port, [""] * count, lambda *heard: watched.hear(*heard))

        async def trigger() -> None:
            pages[0].say(b"go")

        baseline = await cost_of_messages(bare.process.pid, watched, trigger, pages)
        for page in pages:
            page.transport.abort()
    return Result.of(cost, "ms", baseline)


async def cost_of_messages(pid: int, watched: Watched, act: Any, pages: list[Page]) -> float:
    while not all(page.is_open for page in pages):
        await asyncio.sleep(0.05)
    before, watched.messages = processor(pid), 0
    for _ in range(REPEATS * 2):
        await watched.after(act, pages)
        await asyncio.sleep(0.3)
    return (processor(pid) - before) * 1000 / watched.messages


async def agenda_hostile(evening: Evening, count: int) -> Result:
    """The next item while the house is kept busy in each way that must not hold it up, by the same without."""
    watched, pages = await all_showing(evening, evening.facts["walk"]["meeting"], count)
    facilitator = await evening.visitor(0).connect()

    press = partial(do, facilitator, evening.step)

    async def paced() -> float:
        taken = []
        for _ in range(REPEATS + 3):
            await asyncio.sleep(0.3)
            taken.append(await watched.after(press, pages))
        print(f"median {statistics.median(taken[3:]):.1f} ms, worst {max(taken[3:]):.1f} ms")
        return statistics.median(taken[3:])

    evening.facts["large"] = evening.large_ballots(LARGE)
    print("  quiet: ", end="")
    quiet, slowest = await paced(), 0.0
    for name, load in LOADS.items():
        print(f"  while {name}: ", end="", flush=True)
        busy = asyncio.create_task(load(evening, watched, pages))
        slowest = max(slowest, await paced())
        assert not busy.done(), busy.exception()
        busy.cancel()
    facilitator.leave()
    for page in pages:
        page.transport.abort()
    return Result.of(slowest, "ms", quiet)


async def save_hostile_texts(evening: Evening, watched: Watched, pages: list[Page]) -> None:
    """Each text is another one, so that nothing of it is remembered."""
    author = await evening.visitor(1).connect()
    address, version = f"/items/{evening.facts['walk']['items'][-1]}/notes/", 0
    for turn in range(10**6):
        status, said = await author.post(address, text="[" * 30_000 + str(turn), base=version)
        assert status == 200, said
        version = json.loads(said)["version"]


async def ask_facts(evening: Evening, watched: Watched, pages: list[Page]) -> None:
    """Every page asks for the whole journal, and again as soon as it has it."""
    for page in pages:
        page.say(b'{"since": 0}')
    try:
        await asyncio.Event().wait()
    finally:
        watched.asks_again = False


async def count_large_ballots(evening: Evening, watched: Watched, pages: list[Page]) -> None:
    """One ballot after the other is closed, and asked about until its result is there."""
    author = await evening.visitor(0).connect()
    for ballot in evening.facts["large"]:
        said = b"en cours"
        while b"en cours" in said:
            status, said = await author.post(f"/ballots/{ballot}/closing/")
            assert status == 200, said
            await asyncio.sleep(0.5)


LOADS = {
    "hostile texts are saved": save_hostile_texts,
    "every page asks facts": ask_facts,
    "large ballots are counted": count_large_ballots,
}


async def all_showing(evening: Evening, meeting: int, count: int) -> tuple[Watched, list[Page]]:
    """So many pages of the meeting, each of which shows it."""
    watched = Watched(AGENDA)
    pages = await open_pages(evening.port, evening.firsts(meeting, count), lambda *heard: watched.hear(*heard))
    await watched.all_show(pages, 60)
    return watched, pages


async def keep_voting(evening: Evening, number: int) -> None:
    voter = await evening.visitor(number).connect()
    ballot, member = evening.facts["ballots"][0], evening.facts["members"][number]
    choices = ("for", "against", "abstain")
    for turn in range(10**6):
        key = f"{member}-{turn}-{time.monotonic_ns()}"
        await voter.post(f"/ballots/{ballot}/votes/", elector=member, choice=choices[turn % 3], request_key=key)


class BareServer:
    """The baseline's process."""

    def __init__(self, size: int) -> None:
        self.port = free_port()
        self.size = size

    def __enter__(self) -> "BareServer":
        command = [sys.executable, "-m", "tests.bench.bare", str(self.port), str(self.size)]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
        assert self.process.stdout is not None
        self.process.stdout.readline()
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait()


async def bare_broadcast(count: int, size: int) -> float:
    with BareServer(size) as bare:
        watched = Watched((b"x",))
        pages = await open_pages(bare.port, [""] * count, lambda *heard: watched.hear(*heard))
        while not all(page.is_open for page in pages):
            await asyncio.sleep(0.05)

        async def trigger() -> None:
            pages[0].say(b"go")

        taken = []
        for _ in range(REPEATS + 3):
            await asyncio.sleep(0.05)
            taken.append(await watched.after(trigger, pages))
        for page in pages:
            page.transport.abort()
        return statistics.median(taken[3:])
