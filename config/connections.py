"""What one client may hold of the server before it has asked for anything.

uvicorn waits for a request's headers for ever, and keeps whatever comes; it keeps an answer that nobody reads as long.
Here they have a deadline, headers a size, and one address a number of connections, so that a thousand that say
nothing do not keep the others out.

This is the only place that changes uvicorn's HTTP protocol from within. What uvicorn offers in public bounds neither
headers nor what one address holds (`limit_concurrency`, `timeout_keep_alive`); a proxy in front does.
`tests/config/test_connections.py` fails when uvicorn changes.
"""

import asyncio
import resource
from collections import Counter
from typing import Any

from django.conf import settings
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEADERS_WITHIN = 10.0  # seconds, from the first byte that a request could have
LARGEST_HEADERS = 32 * 1024  # bytes, the address included
READ_WITHIN = 60.0  # seconds for a reader to take an answer that waits for it, and more for a long one:
SLOWEST_READER = 4 * 1024  # bytes a second
PER_ADDRESS = 1000  # open at once: a whole assembly behind one router, with six connections a browser
OPEN_FILES = 65_536  # what is asked of the system; it may give less

TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
TOO_MANY = b"HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\nretry-after: 10\r\ncontent-length: 0\r\n\r\n"

_open: Counter[str] = Counter()  # connections by address, sockets that were let through excepted


def raise_open_files() -> int:
    """Let this process hold as many connections as the system allows; how many that is."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return soft
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return wanted


class BoundedProtocol(HttpToolsProtocol):
    """uvicorn's HTTP protocol, with these bounds. Behind a proxy, which keeps its own, addresses are not counted."""

    _deadline: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None
    _address = ""
    _received = 0  # bytes since the last request's headers were complete

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        if self.client and not settings.ALLAUTH_TRUSTED_PROXY_COUNT:
            self._address = self.client[0]
            _open[self._address] += 1
            if _open[self._address] > PER_ADDRESS:
                self._refuse(TOO_MANY)
                return
        self._await_headers()

    def connection_lost(self, exc: Exception | None) -> None:
        self._leave()
        super().connection_lost(exc)

    def handle_websocket_upgrade(self) -> None:
        self._leave()  # from here on it is a socket, of a person
        super().handle_websocket_upgrade()

    def data_received(self, data: bytes) -> None:
        self._received += len(data)
        super().data_received(data)
        if self._deadline is not None and self._received > LARGEST_HEADERS:
            self._refuse(TOO_LARGE)

    def on_message_begin(self) -> None:
        if self._deadline is None:  # a further request of a kept connection
            self._received = 0
            self._await_headers()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._stop_waiting()
        if len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > LARGEST_HEADERS:
            self._refuse(TOO_LARGE)
            return
        super().on_headers_complete()

    def pause_writing(self) -> None:
        """The reader does not keep up. An answer that nobody reads is not kept for ever."""
        super().pause_writing()
        within = READ_WITHIN + self.transport.get_write_buffer_size() / SLOWEST_READER
        self._unread = self.loop.call_later(within, self.transport.abort)

    def resume_writing(self) -> None:
        self._stop_waiting_for_reader()
        super().resume_writing()

    def _stop_waiting_for_reader(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def _await_headers(self) -> None:
        self._deadline = self.loop.call_later(HEADERS_WITHIN, self._refuse, TOO_SLOW)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _refuse(self, answer: bytes) -> None:
        self._stop_waiting()
        if not self.transport.is_closing():
            self.transport.write(answer)
            self.transport.close()

    def _leave(self) -> None:
        self._stop_waiting()
        self._stop_waiting_for_reader()
        address, self._address = self._address, ""
        if address:
            _open[address] -= 1
            if not _open[address]:
                del _open[address]
