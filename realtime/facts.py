"""The journal's facts over the socket, for programs that follow: the same as the API's, by the same rights.

A client that was let in asks `{"since": 120, "topic": "meeting:12"}` (without a topic: all that its
person may read) and is answered `{"facts": […], "reached": 131, "more": false}`, or `{"refused": topic}`.
"""

import json
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from journal.api import ReadingSerializer
from journal.canonical import LARGEST
from journal.queries import entries
from realtime.rendering import people
from realtime.tickets import Ticket
from realtime.wire import Message

LONGEST_TOPIC = 64


@dataclass(frozen=True)
class Question:
    since: int
    topic: str | None


def read_question(text: str) -> Question | None:
    """What a client asks; None if it is no question."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return None
    since, topic = (said.get("since"), said.get("topic")) if isinstance(said, dict) else (None, None)
    if type(since) is not int or not 0 <= since <= LARGEST:
        return None
    if topic is not None and not (isinstance(topic, str) and 0 < len(topic) <= LONGEST_TOPIC):
        return None
    return Question(since, topic)


def answer(ticket: Ticket, question: Question) -> Message:
    """The facts for whoever holds the ticket; somebody whose epoch has moved on is nobody."""
    person = people([ticket.person]).get(ticket.person)
    if person is None or getattr(person, "epoch", 0) != ticket.epoch:
        person = AnonymousUser()
    try:
        reading = entries(person, question.topic, question.since)
    except PermissionDenied:
        return Message(json.dumps({"refused": question.topic}))
    return Message(json.dumps(ReadingSerializer(reading).data, ensure_ascii=False))
