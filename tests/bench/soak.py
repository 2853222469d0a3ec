"""An evening of many hours in some minutes: people come, leave, vote, raise hands, lose their line and come back.

In the end every page shows what is rendered afresh, but for the picture of the evening, which moves by whole minutes;
and the server holds no more than when it began: memory within 5 %, no thread, file or socket left.
"""

import asyncio
import random
import re
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.clients import Visitor
from tests.bench.evening import Evening, memory
from tests.bench.results import Result
from tests.bench.sockets import until
from tests.bench.storms import Screen, grant, leave, screens_of

CHOICES = ("for", "against", "abstain", "blank")
PAUSE = 3.0  # seconds between two acts of one person, on average
MEMORY = 1.05
CLOCKED = "evening"  # the picture of the evening moves by whole minutes, so that of an earlier minute is another one


@dataclass(frozen=True)
class Held:
    """What the server's process holds."""

    memory: float
    threads: int
    files: int  # sockets included

    @classmethod
    def by(cls, pid: int) -> "Held":
        threads = re.search(r"Threads:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
        assert threads
        return cls(memory(pid), int(threads[1]), len(list(Path(f"/proc/{pid}/fd").iterdir())))


@dataclass(eq=False)
class Person:
    """Somebody in front of an open page."""

    evening: Evening
    number: int
    screen: Screen
    chance: random.Random
    acts: int = 0

    async def live_until(self, over: asyncio.Event) -> None:
        """One act after the other; the last is answered too."""
        while not over.is_set():
            await asyncio.sleep(self.chance.expovariate(1 / PAUSE))
            await self.chance.choice((self.vote, self.raise_hand, self.lower_hand, self.lose_line, self.go_away))()
            self.acts += 1

    async def vote(self) -> None:
        ballot, member = self.evening.facts["ballots"][0], self.evening.facts["members"][self.number]
        await self._post(f"/ballots/{ballot}/votes/", elector=member, choice=self.chance.choice(CHOICES))

    async def raise_hand(self) -> None:
        await self._post(f"/meetings/{self.evening.facts['meeting']}/hands/", kind="speak")

    async def lower_hand(self) -> None:
        await self._post(f"/meetings/{self.evening.facts['meeting']}/hands/lowering/")

    async def lose_line(self) -> None:
        self.screen.cut()
        await asyncio.sleep(self.chance.uniform(0.2, 2))
        await self.screen.open()

    async def go_away(self) -> None:
        """For a while; the page is loaded anew on coming back."""
        self.screen.cut()
        await asyncio.sleep(self.chance.uniform(1, 10))
        visitor = await self.evening.visitor(self.number).connect()
        status, _ = await visitor.get(f"/meetings/{self.evening.facts['meeting']}/")
        visitor.leave()
        assert status == 200, status
        self.screen.hashes.clear()
        await self.screen.open()

    async def _post(self, path: str, **fields: object) -> None:
        visitor: Visitor = await self.evening.visitor(self.number).connect()
        status, said = await visitor.post(path, **fields)
        visitor.leave()
        assert status in {200, 422}, (path, status, said)  # 422: a hand that is up already, a vote that is the same


async def soak(evening: Evening, minutes: float) -> Result:
    """MB that the server holds in the end, all pages closed, by what it held in the beginning."""
    pid = evening.house.processes[0].pid
    await all_live(evening, 15, 1)  # warm: what is made when it is first needed
    await settled(pid)
    before = Held.by(pid)
    alike, acts = await all_live(evening, minutes * 60, 2)
    await settled(pid)
    after = Held.by(pid)
    print(f"  {acts} acts in {minutes:g} min; {alike} of {evening.people} pages equal a fresh rendering")
    print(f"  before {before}\n  after  {after}")
    is_met = alike == evening.people and after.threads <= before.threads and after.files <= before.files
    return Result.of(after.memory, "MB", before.memory, is_met=is_met and after.memory <= before.memory * MEMORY)


async def all_live(evening: Evening, seconds: float, seed: int) -> tuple[int, int]:
    """Everybody comes, lives and leaves: how many pages showed in the end what is rendered afresh; how many acts."""
    await grant(evening)
    screens = await screens_of(evening, evening.facts["meeting"], evening.people)
    people = [
        Person(evening, number, screen, random.Random(seed * 10**6 + number)) for number, screen in enumerate(screens)
    ]
    over = asyncio.Event()
    lives = [asyncio.create_task(person.live_until(over)) for person in people]
    began = time.perf_counter()
    while time.perf_counter() - began < seconds:
        await asyncio.sleep(min(5, seconds))
        await grant(evening)
        assert not any(life.done() for life in lives), next(life for life in lives if life.done()).exception()
    over.set()
    await asyncio.gather(*lives)
    await grant(evening)
    await until(lambda: all(screen.granted == evening.granted for screen in screens), 60)
    shown = await quiet(screens)
    leave(screens)
    await asyncio.sleep(1)  # the server forgets what it rendered
    fresh = await screens_of(evening, evening.facts["meeting"], evening.people)
    rendered = await quiet(fresh)
    alike = sum(ours == theirs for ours, theirs in zip(shown, rendered, strict=True))
    differing = {
        name for ours, theirs in zip(shown, rendered, strict=True) for name in theirs if ours.get(name) != theirs[name]
    }
    if differing:
        print(f"  regions that differ: {', '.join(sorted(differing))}")
    leave(fresh)
    return alike, sum(person.acts for person in people)


async def quiet(screens: list[Screen]) -> list[dict[str, str]]:
    """What the pages show, once none has been sent anything else for some seconds."""
    before, shown = [], shown_by(screens)
    while shown != before:
        await asyncio.sleep(3)
        before, shown = shown, shown_by(screens)
    return shown


def shown_by(screens: list[Screen]) -> list[dict[str, str]]:
    return [{name: shown for name, shown in screen.hashes.items() if name != CLOCKED} for screen in screens]


async def settled(pid: int) -> None:
    """Until the server has closed the lines that were left, for some seconds."""
    files, since = -1, time.perf_counter()
    while time.perf_counter() - since < 5:
        await asyncio.sleep(0.5)
        if (held := Held.by(pid).files) != files:
            files, since = held, time.perf_counter()
