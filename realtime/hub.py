"""The hub: hears that a topic changed, renders what shows it, and writes it to every open page.

One hub a process, on the event loop that holds the sockets. It sends the first change at once and
gathers what follows within `GATHER` seconds. Whatever reads the database runs in one thread of its
own (`rendering`), so that neither the loop nor a rush of votes holds the agenda up. It is long because it is one state,
on one loop: what could be told apart is in `watches`, `rendering`, `counts`, `facts`, `transport` and `tickets`.
"""

import asyncio
import json
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any, TypeVar

from django.db import connections

from realtime import rendering, tickets
from realtime.counts import Counts, counted
from realtime.facts import FactsDesk
from realtime.pages import Audience, LivePage
from realtime.transport import Message
from realtime.watches import Group, PageWatch, Socket

logger = logging.getLogger(__name__)
R = TypeVar("R")

GATHER = 0.05  # seconds in which further changes wait for each other
COUNT_EVERY = 0.25  # seconds between two looks at a watched count
RETRY = 2.0  # seconds before a page that failed to render is tried again
SLOW_EVERY = 0.2  # seconds between two tries at a socket that was full
ALIVE_EVERY = 20.0  # seconds between two signs of life; the browser waits for almost three
RENEW_EVERY = 20.0  # seconds between two looks for tickets that end
CLOCKS_APART = 1.0  # seconds by which two servers' clocks may differ
RENEW_BATCH = 10  # people asked about at once, so that a change never waits long behind them

PER_PERSON = 30  # sockets of one member, or of one address where nobody signed in: tabs and devices

RIGHTS_CHANGED = 4403  # the browser asks for the page again, which says what it may see
GONE = 4404
TRY_LATER = 1013


class Hub:
    """The sockets of this process, and the regions that they show."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._reset()

    # Life

    def start(self) -> None:
        """Begin on the running loop, with nobody there yet."""
        self._reset()
        self._loop = asyncio.get_running_loop()
        self._tasks = [asyncio.create_task(work()) for work in (self._run, self._renew_tickets, self._say_alive)]

    def _reset(self) -> None:
        self._watches: dict[tuple[str, str], PageWatch] = {}
        self._heard: set[str] = set()
        self._counted: set[str] = set()
        self._counts = Counts()
        self._touched: dict[str, float] = {}  # topic → when it was last heard
        self._held: Counter[str] = Counter()  # sockets by who holds them
        self._slow: set[Socket] = set()
        self._gather_until = 0.0
        self._news = asyncio.Event()
        self._timers: set[str] = set()
        self._sure_since = time.time()  # from here on, every change of rights was heard
        self._renderer = ThreadPoolExecutor(1, "render")
        self.facts = FactsDesk()

    async def stop(self) -> None:
        loop, self._loop = self._loop, None
        if loop is None:
            return
        for task in self._tasks:
            task.cancel()
        await loop.run_in_executor(self._renderer, connections.close_all)
        self._renderer.shutdown(wait=False)
        await self.facts.close()

    # What the rest of the process tells it, from any thread

    def changed(self, topics: Iterable[str]) -> None:
        """These topics changed, and the change is committed."""
        self._on_loop(self._hear, frozenset(topics))

    def heal(self) -> None:
        """Changes may have been missed: render all that is watched again, ask all rights again."""
        self._on_loop(self._distrust)

    def _on_loop(self, act: Callable[..., None], *args: Any) -> None:
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(act, *args)

    def _hear(self, topics: frozenset[str]) -> None:
        now = time.time()
        self._touched.update((topic, now) for topic in topics)
        self._heard |= topics
        self._news.set()

    def _distrust(self) -> None:
        self._sure_since = time.time()
        for watch in self._watches.values():
            watch.is_stale = watch.is_doubted = True
        self._news.set()

    # Sockets

    def attach(self, socket: Socket, page: LivePage[Any]) -> None:
        """Let a socket in: it is sent what its browser does not show yet, then every change.

        Who holds too many is told to try later: one person's sockets are no reason for others to wait.
        """
        if self._held[socket.holder] >= PER_PERSON:
            socket.wire.close(TRY_LATER)
            return
        self._held[socket.holder] += 1
        place = (socket.ticket.page, socket.ticket.key)
        watch = self._watches.get(place) or self._watches.setdefault(place, PageWatch(page, socket.ticket.key))
        group = watch.join(socket)
        if group.is_rendered and not watch.is_stale and self._is_sure(socket, watch):
            self._let_in(socket)
        else:
            group.joining.add(socket)
            self._news.set()

    def detach(self, socket: Socket) -> None:
        self._slow.discard(socket)
        if socket.group is None:  # refused, or detached before
            return
        self._held[socket.holder] -= 1
        if not self._held[socket.holder]:
            del self._held[socket.holder]
        watch = self._watches.get((socket.ticket.page, socket.ticket.key))
        if watch and watch.leave(socket):
            del self._watches[socket.ticket.page, socket.ticket.key]

    def refuse(self, socket: Socket, code: int) -> None:
        self.detach(socket)
        socket.wire.close(code)

    @property
    def sockets(self) -> int:
        """How many are open here."""
        return sum(len(watch.everybody()) for watch in self._watches.values())

    @property
    def pages(self) -> int:
        """How many pages somebody follows here."""
        return len(self._watches)

    @property
    def slow(self) -> frozenset[Socket]:
        """Those who have not yet swallowed what they were given."""
        return frozenset(self._slow)

    def _is_sure(self, socket: Socket, watch: PageWatch) -> bool:
        """Whether nothing that this person's rights rest on has changed since the ticket was made."""
        decided = {socket.person_topic, *watch.rights_topics}
        doubt = max([self._sure_since, *(self._touched.get(topic, 0.0) for topic in decided)])
        return socket.ticket.issued > doubt + CLOCKS_APART

    def _later(self, name: str, seconds: float, act: Callable[[], None]) -> None:
        """Run `act` after a while; asked twice, it runs once."""
        if self._loop is None or name in self._timers:
            return
        self._timers.add(name)

        def fire() -> None:
            self._timers.discard(name)
            if self._loop is not None:
                act()

        self._loop.call_later(seconds, fire)

    # Passes

    async def _run(self) -> None:
        """One pass after another, as long as there is news."""
        while True:
            await self._news.wait()
            if self._heard and (wait := self._gather_until - asyncio.get_running_loop().time()) > 0:
                await asyncio.sleep(wait)
            self._news.clear()
            try:
                await self._pass()
            except Exception:
                logger.exception("a pass of the hub failed")
                self._later("retry", RETRY, self._distrust)

    async def _pass(self) -> None:
        heard, self._heard = self._heard, set()
        moved, self._counted = self._counted, set()
        if heard:  # numbers are looked at so often already that nothing waits for them
            self._gather_until = asyncio.get_running_loop().time() + GATHER
        topics = heard | moved
        for watch in [watch for watch in self._watches.values() if watch.concerns(topics)]:
            await self._refresh(watch, topics)
        if counted(self._shown_topics()):
            self._later("count", COUNT_EVERY, self._look_at_counts)

    async def _refresh(self, watch: PageWatch, topics: AbstractSet[str]) -> None:
        """Ask the rights that may have changed, close, render, push, and let in who waits."""
        await self._refuse_those_without_right(watch.doubted(topics))
        joining, groups, job = watch.joining(), dict(watch.groups), watch.job(topics)
        watch.is_stale = watch.is_doubted = False
        reading = await self.in_thread(rendering.read, job)
        if reading.is_gone:
            for socket in watch.everybody():
                self.refuse(socket, GONE)
            return
        watch.rights_topics, watch.topics, watch.is_failing = reading.rights_topics, reading.topics, reading.has_failed
        if not reading.has_failed:
            await self._render_and_push(watch, groups, job, reading)
        if watch.is_failing:
            self._later("retry", RETRY, self._try_failing)
        await self._refuse_those_without_right([socket for socket in joining if not self._is_sure(socket, watch)])
        for socket in joining:
            self._let_in(socket)

    async def _render_and_push(
        self, watch: PageWatch, groups: Mapping[Audience, Group], job: rendering.Job, reading: rendering.PageReading
    ) -> None:
        """First what people wait for, then what may come a moment later. A group made meanwhile (the last of an
        audience left, another came) has nothing yet: it waits for a rendering of everything."""
        for later in (False, True):
            outcome = await self.in_thread(rendering.render, job, reading, later)
            watch.is_failing |= outcome.has_failed
            for audience, fresh in outcome.fresh.items():
                if (group := groups[audience]) is watch.groups.get(audience):
                    self._publish(group, fresh, outcome.messages.get(audience))

    async def _refuse_those_without_right(self, doubted: list[Socket]) -> None:
        if not doubted:
            return
        standing = await self.in_thread(rendering.standing, {socket.ticket for socket in doubted})
        for socket in doubted:
            if socket.ticket not in standing:
                self.refuse(socket, RIGHTS_CHANGED)

    def _let_in(self, socket: Socket) -> None:
        group = socket.group
        if group is None or not group.is_rendered:  # left in the meantime, or waits for the next try
            return
        if not group.admit(socket):
            self._is_slow(socket)

    def _publish(self, group: Group, fresh: Mapping[str, rendering.ShownRegion], message: Message | None) -> None:
        before = group.take(fresh)
        if message is None:
            return
        for socket in group.sockets:
            if socket.version == before and socket.wire.write(message):
                socket.version = group.version
            else:
                self._is_slow(socket)

    def _is_slow(self, socket: Socket) -> None:
        """Keep the socket in mind: it is given the newest of each region when it can take it."""
        self._slow.add(socket)
        self._later("slow", SLOW_EVERY, self._try_slow)

    def _try_slow(self) -> None:
        self._slow = {socket for socket in self._slow if socket.group and not socket.group.catch_up(socket)}
        if self._slow:
            self._later("slow", SLOW_EVERY, self._try_slow)

    def _try_failing(self) -> None:
        for watch in self._watches.values():
            if watch.is_failing:
                watch.is_failing, watch.is_stale = False, True
        self._news.set()

    # Numbers that no act announces

    def _shown_topics(self) -> set[str]:
        return {topic for watch in self._watches.values() for topic in watch.all_topics()}

    def _look_at_counts(self) -> None:
        self._looking = asyncio.ensure_future(self._read_counts())

    async def _read_counts(self) -> None:
        moved, may_move = await self.in_thread(self._counts.look, self._shown_topics())
        if moved:
            self._counted |= moved
            self._news.set()
        if may_move:
            self._later("count", COUNT_EVERY, self._look_at_counts)

    # Tickets

    async def _renew_tickets(self) -> None:
        while True:
            await asyncio.sleep(RENEW_EVERY)
            await self.renew_ending()

    async def renew_ending(self) -> None:
        """Hand out a fresh ticket before one ends, asking the rule again; forget old touches."""
        now = time.time()
        self._touched = {topic: heard for topic, heard in self._touched.items() if heard > now - tickets.LIFETIME}
        ending = [
            socket
            for watch in self._watches.values()
            for socket in watch.everybody()
            if socket.ticket.issued < now - tickets.LIFETIME / 2
        ]
        for start in range(0, len(ending), RENEW_BATCH):
            await self._renew(ending[start : start + RENEW_BATCH])
            await asyncio.sleep(GATHER)

    async def _renew(self, sockets: list[Socket]) -> None:
        asked_at = time.time()
        await self._refuse_those_without_right(sockets)
        for socket in sockets:
            if socket.group:
                socket.ticket = replace(socket.ticket, issued=round(asked_at, 3))
                socket.wire.write(Message(json.dumps({"ticket": socket.ticket.signed()})))

    async def _say_alive(self) -> None:
        """Tell every browser the time: it corrects its clock, and knows that the line still holds."""
        while True:
            await asyncio.sleep(ALIVE_EVERY)
            alive = Message(json.dumps({"now": int(time.time() * 1000)}))
            for watch in self._watches.values():
                for group in watch.groups.values():
                    for socket in group.sockets:
                        socket.wire.write(alive)

    async def in_thread(self, work: Callable[..., R], *args: Any) -> R:
        """Read the database without holding the loop up: one reading after another."""
        return await asyncio.get_running_loop().run_in_executor(self._renderer, rendering.with_connections, work, *args)


hub = Hub()
