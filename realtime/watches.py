"""What the hub keeps: which pages are watched, by which audiences, on which sockets.

Lives on the event loop alone; nothing here reads the database or waits.
"""

import json
import time
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from journal.topics import person_topic
from realtime.pages import Audience, LivePage
from realtime.rendering import Job, ShownRegion, regions_message
from realtime.tickets import Ticket
from realtime.transport import Message, Wire


@dataclass(eq=False, slots=True)
class Socket:
    """One open page. `hashes` is what its browser shows, until it is let in; then `version` says it."""

    wire: Wire
    ticket: Ticket
    hashes: dict[str, str] = field(default_factory=dict)
    group: "Group | None" = None
    version: int = 0
    address: str = ""  # where it comes from
    person_topic: str = field(init=False)  # after which this person's rights are asked again

    def __post_init__(self) -> None:
        self.person_topic = person_topic(self.ticket.person)

    @property
    def holder(self) -> str:
        """Whose it is: a member's, or an address's where nobody signed in."""
        return self.person_topic if self.ticket.person else self.address


@dataclass(eq=False)
class Group:
    """The sockets of one audience of one page, and what that audience sees."""

    audience: Audience
    regions: dict[str, ShownRegion] = field(default_factory=dict)
    version: int = 0
    sockets: set[Socket] = field(default_factory=set)
    joining: set[Socket] = field(default_factory=set)
    is_rendered: bool = False
    _messages: dict[frozenset[str], Message] = field(default_factory=dict)

    @property
    def everybody(self) -> set[Socket]:
        return self.sockets | self.joining

    def take(self, fresh: Mapping[str, ShownRegion]) -> int:
        """Keep what was rendered; returns the version that up-to-date sockets had before."""
        before = self.version
        self.is_rendered = True
        if fresh:
            self.version += 1
            self._messages.clear()
            for name, shown in fresh.items():
                shown.version = self.version
                self.regions[name] = shown
        return before

    def admit(self, socket: Socket) -> bool:
        """Let a socket in: the server's clock, then the regions that its browser does not show yet."""
        missing = frozenset(name for name, shown in self.regions.items() if socket.hashes.get(name) != shown.hash)
        socket.hashes = {}
        self.joining.discard(socket)
        self.sockets.add(socket)
        socket.wire.write(Message(json.dumps({"now": int(time.time() * 1000)})))
        return self._give(socket, missing)

    def catch_up(self, socket: Socket) -> bool:
        """Give a slow socket the newest of each region that it missed; False if it is still full."""
        return self._give(
            socket, frozenset(name for name, shown in self.regions.items() if shown.version > socket.version)
        )

    def _give(self, socket: Socket, names: frozenset[str]) -> bool:
        if names:
            message = self._messages.get(names)
            if message is None:
                message = self._messages[names] = regions_message({name: self.regions[name] for name in names})
            if not socket.wire.write(message):
                return False
        socket.version = self.version
        return True


@dataclass(eq=False)
class PageWatch:
    """A page that somebody follows here."""

    page: LivePage[Any]
    key: str
    groups: dict[Audience, Group] = field(default_factory=dict)
    topics: dict[str, frozenset[str]] = field(default_factory=dict)  # of each region, at the last reading
    rights_topics: frozenset[str] = frozenset()
    is_stale: bool = False  # everything must be rendered again
    is_doubted: bool = False  # everybody's rights must be asked again
    is_failing: bool = False  # wait for the next try

    def join(self, socket: Socket) -> Group:
        group = self.groups.setdefault(socket.ticket.audience, Group(socket.ticket.audience))
        socket.group = group
        return group

    def leave(self, socket: Socket) -> bool:
        """Forget a socket; True if nobody is left."""
        group, socket.group = socket.group, None
        if group:
            group.sockets.discard(socket)
            group.joining.discard(socket)
            if not group.everybody:
                self.groups.pop(group.audience, None)
        return not self.groups

    def everybody(self) -> list[Socket]:
        return [socket for group in self.groups.values() for socket in group.everybody]

    def joining(self) -> list[Socket]:
        return [socket for group in self.groups.values() for socket in group.joining]

    def all_topics(self) -> Iterator[str]:
        for topics in self.topics.values():
            yield from topics

    def concerns(self, topics: AbstractSet[str]) -> bool:
        """Whether a pass must see to this page, these topics having changed."""
        if self.rights_topics & topics or any(known & topics for known in self.topics.values()):
            return True
        if any(socket.person_topic in topics for socket in self.everybody() if topics):
            return True
        return not self.is_failing and (self.is_stale or any(group.joining for group in self.groups.values()))

    def doubted(self, topics: AbstractSet[str]) -> list[Socket]:
        """Who may have lost the right to follow."""
        admitted = [socket for group in self.groups.values() for socket in group.sockets]
        if self.is_doubted or self.rights_topics & topics:
            return admitted
        return [socket for socket in admitted if socket.person_topic in topics]

    def job(self, topics: AbstractSet[str]) -> Job:
        """What the rendering thread is to do, as plain values."""
        shown = {
            audience: {name: shown.hash for name, shown in group.regions.items()} if group.is_rendered else None
            for audience, group in self.groups.items()
        }
        return Job(self.page, self.key, shown, dict(self.topics), frozenset(topics), self.rights_topics, self.is_stale)
