"""Browsers without a screen: as little work as possible for each, since they share the machine."""

import asyncio
import time
from collections.abc import Callable
from urllib.parse import urlencode

CSRF = "b" * 32


class Page(asyncio.Protocol):
    """One open socket: says its first message, and gives each text to `hear(page, text, at)`."""

    def __init__(self, port: int, first: str, hear: Callable[["Page", bytes, float], None]) -> None:
        self.port, self.first, self.hear = port, first, hear
        self.buffer = bytearray()
        self.is_open = False
        self.refused = 0  # the code with which the server closed it

    def connection_made(self, transport) -> None:
        self.transport = transport
        self.transport.write(
            f"GET /live/ HTTP/1.1\r\nHost: localhost:{self.port}\r\nOrigin: http://localhost:{self.port}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode()
        )

    def say(self, text: bytes, opcode: int = 1) -> None:
        size = len(text)
        head = (
            bytes([0x80 | opcode, 0x80 | size])
            if size < 126
            else bytes([0x80 | opcode, 0xFE]) + size.to_bytes(2, "big")
        )
        self.transport.write(head + bytes(4) + text)  # a mask of zeros

    def data_received(self, data: bytes) -> None:
        at = time.perf_counter()
        self.buffer += data
        if not self.is_open:
            end = self.buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            assert self.buffer.startswith(b"HTTP/1.1 101"), bytes(self.buffer)
            del self.buffer[: end + 4]
            self.is_open = True
            if self.first:
                self.say(self.first.encode())
        while (frame := self._frame()) is not None:
            opcode, text = frame
            if opcode == 9:
                self.say(text, 10)
            elif opcode == 1:
                self.hear(self, text, at)
            elif opcode == 8:
                self.refused = int.from_bytes(text[:2], "big")

    def _frame(self) -> tuple[int, bytes] | None:
        buffer = self.buffer
        if len(buffer) < 2:
            return None
        size, start = buffer[1] & 0x7F, 2
        if size == 126:
            size, start = int.from_bytes(buffer[2:4], "big"), 4
        elif size == 127:
            size, start = int.from_bytes(buffer[2:10], "big"), 10
        if len(buffer) < start + size:
            return None
        opcode, text = buffer[0] & 0x0F, bytes(buffer[start : start + size])
        del buffer[: start + size]
        return opcode, text


class Visitor:
    """One person's connection for HTTP, kept open."""

    def __init__(self, port: int, session: str) -> None:
        self.port, self.session = port, session

    async def connect(self) -> "Visitor":
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port, limit=2**20)
        return self

    async def post(self, path: str, **fields: object) -> tuple[int, bytes]:
        body = urlencode(fields).encode()
        return await self._answer(
            f"POST {path} HTTP/1.1\r\nHost: localhost:{self.port}\r\nX-Act: 1\r\nX-CSRFToken: {CSRF}\r\n"
            f"Cookie: sessionid={self.session}; csrftoken={CSRF}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            + body
        )

    async def get(self, path: str) -> tuple[int, bytes]:
        return await self._answer(
            f"GET {path} HTTP/1.1\r\nHost: localhost:{self.port}\r\nCookie: sessionid={self.session}\r\n\r\n".encode()
        )

    async def _answer(self, request: bytes) -> tuple[int, bytes]:
        """The status and the body of what is answered."""
        self.writer.write(request)
        head = await self.reader.readuntil(b"\r\n\r\n")
        headers = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line)
        if headers.get(b"transfer-encoding") == b"chunked":
            answer = b""
            while size := int(await self.reader.readline(), 16):
                answer += (await self.reader.readexactly(size + 2))[:-2]
            await self.reader.readline()
        else:
            answer = await self.reader.readexactly(int(headers[b"content-length"]))
        return int(head[9:12]), answer

    def leave(self) -> None:
        self.writer.close()


async def open_pages(port: int, firsts: list[str], hear: Callable[[Page, bytes, float], None]) -> list[Page]:
    """Open them all, some at a time."""
    loop, pages = asyncio.get_running_loop(), []
    for start in range(0, len(firsts), 50):
        opened = [
            loop.create_connection(lambda first=first: Page(port, first, hear), "127.0.0.1", port)
            for first in firsts[start : start + 50]
        ]
        pages += [page for _, page in await asyncio.gather(*opened)]
    return pages
