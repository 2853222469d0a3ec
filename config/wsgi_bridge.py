"""Carries HTTP from uvicorn's event loop to Django's WSGI handler, in a small fixed pool of threads.

Why not Django's ASGI handler: it costs a fresh thread and a fresh connection for each request, nine
times the processor. Why not a2wsgi: a body that stops half-way reaches the view, and a slow phone
holds a thread. Here a request's body is received whole on the loop, with a cap and a deadline,
before a thread is taken, and an answer that streams leaves through threads of its own.
"""

import asyncio
import contextlib
import sys
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import IO, Any

from realtime.uvicorn_internals import has_left
from web.middleware import TOO_LARGE, TOO_MANY

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

LARGEST = 10 * 1024 * 1024  # bytes of a body
IN_MEMORY = 512 * 1024  # bytes of a body kept in memory; the rest goes to a temporary file
GRACE = 20.0  # seconds that any body may take
SLOWEST = 8 * 1024  # bytes a second that a longer one must keep to
STREAMS = 4  # answers that may stream at once
THROWN_AWAY = 64 * 1024 * 1024  # bytes that are read of a body that is too large
THROWN_AWAY_WITHIN = 120.0  # seconds
CHUNK_WITHIN = 60.0  # seconds for a reader to take one chunk of such an answer


class Refused(Exception):
    """The request is answered here, without Django."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


class TooLarge(Exception):
    """The body is not kept: Django says so, in the person's language. `more`: some of it still comes."""

    def __init__(self, *, more: bool) -> None:
        super().__init__(more)
        self.more = more


class Left(Exception):
    """The client is gone: there is nobody to answer."""


class Bridge:
    """An ASGI application for HTTP around a WSGI one.

    `lane_of(method, path)` says which requests take the threads of one of the `lanes`, by its name, so that a rush of
    votes never delays the agenda, and a rush of passwords delays nobody else; "" is none. Of some at `most` so many
    wait: Django tells the next one, in the person's language.
    """

    def __init__(
        self,
        wsgi: Any,
        *,
        threads: int,
        lanes: Mapping[str, Callable[[str], Executor]],
        lane_of: Callable[[str, str], str],
        most: Mapping[str, int],
    ) -> None:
        self._wsgi = wsgi
        self._lane_of = lane_of
        self._most = most
        self._makers = {"": lambda _lane: ThreadPoolExecutor(threads, "http"), **lanes}
        self._waiting: Counter[str] = Counter()

    def open(self) -> None:
        self._pools = {lane: make(lane) for lane, make in self._makers.items()}
        self._streams = ThreadPoolExecutor(STREAMS, "stream")

    def close(self) -> None:
        for pool in (*self._pools.values(), self._streams):
            pool.shutdown(wait=False, cancel_futures=True)

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        try:
            body, length = await receive_body(scope, receive)
            given = environ(scope, body, length)
        except TooLarge as refusal:
            if refusal.more:
                await throw_away(receive)
            body = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  (closed below)
            given = {**environ(scope, body, 0), "CONTENT_TYPE": "", TOO_LARGE: True}
        except Left:
            return
        except Refused as refusal:
            await refuse(send, refusal)
            return
        lane = self._lane_of(scope["method"], scope["path"])
        if self._waiting[lane] >= self._most.get(lane, sys.maxsize):
            given, lane = {**given, TOO_MANY: True}, ""
        loop = asyncio.get_running_loop()
        with body:
            self._waiting[lane] += 1
            try:
                pool = self._pools.get(lane, self._pools[""])
                answer = await loop.run_in_executor(pool, self._ask, given, receive)
            finally:
                self._waiting[lane] -= 1
            if answer is None:
                return
            status, headers, content = answer
            if TOO_LARGE in given:
                headers.append((b"connection", b"close"))
            await send({"type": "http.response.start", "status": status, "headers": headers})
            if isinstance(content, bytes):
                await send({"type": "http.response.body", "body": content})
            else:
                await loop.run_in_executor(self._streams, stream, content, send, loop)

    def _ask(self, environ: dict[str, Any], receive: Receive) -> tuple[int, Headers, Any] | None:
        """In a thread: have Django answer; the whole body, or the response that streams it."""
        if has_left(receive):
            return None
        started: list[Any] = []
        environ["wsgi.input"].seek(0)  # it may be asked again (`config.shared_commits`)
        response = self._wsgi(environ, lambda status, headers, exc_info=None: started.extend((status, headers)))
        status, headers = started
        raw = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        if getattr(response, "streaming", False):
            return int(status[:3]), raw, response
        try:
            return int(status[:3]), raw, b"".join(response)
        finally:
            response.close()


async def receive_body(scope: dict[str, Any], receive: Receive) -> tuple[IO[bytes], int]:
    """The whole body and its length. Raises `TooLarge`, `Refused` (too slow) or `Left`."""
    headers = dict(scope["headers"])
    body = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  (closed by the caller)
    if b"content-length" not in headers and b"transfer-encoding" not in headers:
        return body, 0
    announced = headers.get(b"content-length", b"0")
    if not announced.isdigit() or int(announced) > LARGEST:
        raise TooLarge(more=True)
    began, length, more = asyncio.get_running_loop().time(), 0, True
    try:
        async with asyncio.timeout(GRACE) as deadline:
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise Left
                chunk = message.get("body", b"")
                length += len(chunk)
                if length > LARGEST:
                    raise TooLarge(more=message.get("more_body", False))
                body.write(chunk)
                deadline.reschedule(began + GRACE + length / SLOWEST)
                more = message.get("more_body", False)
    except TimeoutError:
        raise Refused(408, "The connection was too slow: nothing was changed. Please send it again.") from None
    body.seek(0)
    return body, length


async def throw_away(receive: Receive) -> None:
    """Read what still comes, for a while: a browser that is sending reads no answer before it has sent."""
    left, more = THROWN_AWAY, True
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(THROWN_AWAY_WITHIN):
            while more and left > 0:
                message = await receive()
                left -= len(message.get("body", b""))
                more = message.get("more_body", False)


def environ(scope: dict[str, Any], body: IO[bytes], length: int) -> dict[str, Any]:
    """The request as WSGI wants it. A header name with an underscore could pass for another: dropped."""
    server, client = scope.get("server") or ("localhost", 80), scope.get("client") or ("", 0)
    values: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "REMOTE_ADDR": client[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for raw_name, raw_value in scope["headers"]:
        if b"_" in raw_name:
            continue
        name, value = "HTTP_" + raw_name.decode("latin-1").upper().replace("-", "_"), raw_value.decode("latin-1")
        if name in values:
            value = values[name] + ("; " if name == "HTTP_COOKIE" else ",") + value
        values[name] = value
    if content_type := values.pop("HTTP_CONTENT_TYPE", ""):
        values["CONTENT_TYPE"] = content_type
    values.pop("HTTP_CONTENT_LENGTH", None)
    values.pop("HTTP_TRANSFER_ENCODING", None)
    values["CONTENT_LENGTH"] = str(length)
    return values


def stream(response: Any, send: Send, loop: asyncio.AbstractEventLoop) -> None:
    """In a thread of its own: hand out one chunk after another, at the pace of the reader."""
    chunks: Iterable[bytes] = response
    try:
        for chunk in chunks:
            message = {"type": "http.response.body", "body": chunk, "more_body": True}
            asyncio.run_coroutine_threadsafe(_send(send, message), loop).result(CHUNK_WITHIN)
            if has_left(send):
                return
        asyncio.run_coroutine_threadsafe(_send(send, {"type": "http.response.body"}), loop).result(CHUNK_WITHIN)
    finally:
        response.close()


async def _send(send: Send, message: dict[str, Any]) -> None:
    await send(message)


async def refuse(send: Send, refusal: Refused) -> None:
    """A short answer, and the end of the connection: the rest of the body is not awaited."""
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": str(refusal).encode()})
