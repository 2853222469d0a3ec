"""The journal's facts over the socket, for programs that follow: the same as the API's, by the same rights.

A client that was let in asks `{"since": 120, "topic": "meeting:12"}` (without a topic: all that its
person may read) and is answered `{"facts": […], "reached": 131, "more": false}`, or `{"refused": topic}`.
"""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connections

from journal.canonical import LARGEST
from journal.queries import entries
from realtime.rendering import people, with_connections
from realtime.tickets import Ticket
from realtime.transport import Message

LONGEST_TOPIC = 64
EVERY = 0.25  # seconds between two answers to one person, however many sockets ask
REST = 3  # times as long as an answer took before the next: a quarter of a processor at most


@dataclass(frozen=True)
class FactsQuery:
    since: int
    topic: str | None


def read_question(text: str) -> FactsQuery | None:
    """What a client asks; None if it is no question."""
    try:
        query = json.loads(text)
    except (ValueError, RecursionError):
        return None
    since, topic = (query.get("since"), query.get("topic")) if isinstance(query, dict) else (None, None)
    if type(since) is not int or not 0 <= since <= LARGEST:
        return None
    if topic is not None and not (isinstance(topic, str) and 0 < len(topic) <= LONGEST_TOPIC):
        return None
    return FactsQuery(since, topic)


def answer(ticket: Ticket, question: FactsQuery) -> Message:
    """The facts for whoever holds the ticket; somebody whose epoch has moved on is nobody."""
    person = people([ticket.person]).get(ticket.person)
    if person is None or getattr(person, "epoch", 0) != ticket.epoch:
        person = AnonymousUser()
    try:
        reading = entries(person, question.topic, question.since)
    except PermissionDenied:
        return Message(json.dumps({"refused": question.topic}))
    from journal.api import ReadingSerializer  # here: it brings the API's framework, and few programs follow

    return Message(json.dumps(ReadingSerializer(reading).data, ensure_ascii=False))


class Turns:
    """When each person is answered: `EVERY` seconds apart, in the order in which they asked."""

    def __init__(self) -> None:
        self._next: dict[int, float] = {}  # person → when they may be answered again

    def wait(self, person: int, *, now: float) -> float:
        """Take the person's next turn; in how many seconds it comes."""
        turn = max(now, self._next.get(person, 0.0))
        self._next[person] = turn + EVERY
        return turn - now


class FactsDesk:
    """Answers questions one at a time, in a thread of its own, so that they never hold the pages up."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "facts")
        self._turn = asyncio.Lock()
        self._rests_until = 0.0
        self._turns = Turns()

    async def answer(self, ticket: Ticket, question: FactsQuery) -> Message:
        """The answer, once it is this person's turn."""
        loop = asyncio.get_running_loop()
        await asyncio.sleep(self._turns.wait(ticket.person, now=loop.time()))
        async with self._turn:
            await asyncio.sleep(self._rests_until - loop.time())
            began = loop.time()
            message = await loop.run_in_executor(self._thread, with_connections, answer, ticket, question)
            self._rests_until = loop.time() + REST * (loop.time() - began)
        return message

    async def close(self) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, connections.close_all)
        self._thread.shutdown(wait=False)
