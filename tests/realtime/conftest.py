"""A real server in a thread, or in processes of its own, and browsers that follow it."""

import json
import os
import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from config.server import configured
from realtime.counts import watched
from realtime.pages import live_pages
from tests.journeys.house import House
from tests.realtime import board
from tests.waiting import wait_until


@dataclass
class Server:
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def socket(self, path: str = "/live/", origin: str | None = None, **options: Any) -> ClientConnection:
        return connect(
            f"ws://127.0.0.1:{self.port}{path}",
            origin=origin or self.url,
            compression=None,
            open_timeout=5,
            legacy=True,
            **options,
        )

    def follow(self, ticket: str, hashes: dict[str, str] | None = None, **options: Any) -> "Follower":
        return Follower(self.socket(**options), ticket, hashes or {})


class Follower:
    """One open page."""

    def __init__(self, socket: ClientConnection, ticket: str, hashes: dict[str, str]) -> None:
        self.socket = socket
        self.regions: dict[str, str] = {}
        self.hashes = dict(hashes)
        self.frames = 0
        self.ticket = ticket
        socket.send(json.dumps({"ticket": ticket, "hashes": hashes}))

    def hear(self, timeout: float = 5.0) -> dict[str, Any]:
        """The next message."""
        news = json.loads(self.socket.recv(timeout))
        self.frames += 1
        self.ticket = news.get("ticket", self.ticket)
        for name, region in news.get("regions", {}).items():
            self.regions[name], self.hashes[name] = region["html"], region["hash"]
        return news

    def until(self, text: str, region: str = "title", timeout: float = 5.0) -> None:
        """Listen until the region shows the text; TimeoutError when no message comes for so many seconds."""
        while text not in self.regions.get(region, ""):
            self.hear(timeout)

    def closed_with(self, timeout: float = 5.0) -> int | None:
        """The code with which the server closes, once it does."""
        try:
            while True:
                self.hear(timeout)
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else None


@pytest.fixture(autouse=True)
def board_page() -> Iterator[None]:
    """The page of these tests, known here alone."""
    with live_pages.replaced({"board": board.BoardPage()}), watched.replaced({"tally": board.tally}):
        yield


@pytest.fixture
def server(transactional_db: None) -> Iterator[Server]:
    running = configured("127.0.0.1", 0)
    thread = threading.Thread(target=running.run)
    thread.start()
    wait_until(lambda: running.started or not thread.is_alive(), 20)
    assert thread.is_alive(), "the server did not start"
    yield Server(running.servers[0].sockets[0].getsockname()[1])
    running.should_exit = True
    thread.join(15)
    assert not thread.is_alive()
    board.votes.clear()
    board.rendered.clear()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house on the kind of database that this run is on."""
    if settings.IS_EMBEDDED:
        built = House(tmp_path)
        yield built
        built.close()
        return
    server = os.environ["DATABASE_URL"]
    name = f"house_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    built = House(tmp_path, database_url=server.rpartition("/")[0] + "/" + name)
    yield built
    built.close()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def furnish(house: House, people: int) -> dict:
    house.manage("migrate", "--no-input", "-v", "0")
    return json.loads(house.run("-m", "tests.bench.collective", "--people", str(people), "--items", "5"))


def port_of(door: str) -> int:
    return int(door.rpartition(":")[2])
