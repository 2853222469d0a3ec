"""The one socket, `/live/`: it only pushes; nothing is written through it.

Its first message is `{"ticket": "…", "hashes": {"agenda": "…"}}`; from then on the server sends
`{"now": ms}` once let in, `{"regions": {name: {"html", "hash"}}}`, and `{"ticket": "…"}` before
the old one ends. A program may also ask it for the journal's facts (`facts`). A plain ASGI
function: Channels routes to it, and nothing hops through a thread.
"""

import asyncio
import json
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from realtime import facts, pages, tickets
from realtime.hub import GONE, hub
from realtime.transport import Send, Wire
from realtime.watches import Socket

TICKET_REFUSED = 4401
TICKET_LATE = 4408
TICKET_WITHIN = 10.0  # seconds after the connection


async def live(scope: dict[str, Any], receive: Any, send: Send) -> None:
    """Hold one socket, from its ticket until it leaves."""
    await receive()
    if not is_same_origin(dict(scope["headers"])):
        await send({"type": "websocket.close", "code": 1008})
        return
    await send({"type": "websocket.accept"})
    try:
        async with asyncio.timeout(TICKET_WITHIN):
            first = await receive()
    except TimeoutError:
        await send({"type": "websocket.close", "code": TICKET_LATE})
        return
    if first["type"] == "websocket.disconnect":
        return
    ticket, hashes = read_first(first.get("text") or "")
    page = pages.live_pages.get(ticket.page) if ticket else None
    if ticket is None or page is None:
        await send({"type": "websocket.close", "code": GONE if ticket else TICKET_REFUSED})
        return
    socket = Socket(Wire(send), ticket, hashes, address=(scope.get("client") or ("",))[0])
    hub.attach(socket, page)
    try:
        while (message := await receive())["type"] != "websocket.disconnect":
            if question := facts.read_question(message.get("text") or ""):
                socket.wire.write(await hub.facts.answer(socket.ticket, question))
    finally:
        hub.detach(socket)


async def nowhere(scope: dict[str, Any], receive: Any, send: Send) -> None:
    """Any other socket path: refused before it opens."""
    await receive()
    await send({"type": "websocket.close", "code": 1008})


def is_same_origin(headers: dict[bytes, bytes]) -> bool:
    """Whether a page of ours opens the socket: a browser always says where it comes from."""
    origin = headers.get(b"origin", b"").decode("latin-1")
    host = headers.get(b"host", b"").decode("latin-1")
    return bool(origin) and (urlsplit(origin).netloc == host or origin in settings.CSRF_TRUSTED_ORIGINS)


def read_first(text: str) -> tuple[tickets.Ticket | None, dict[str, str]]:
    """The ticket and the hashes of what the browser shows; anything else is no ticket."""
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        return None, {}
    if not isinstance(message, dict) or not isinstance(message.get("ticket"), str):
        return None, {}
    hashes = message.get("hashes")
    return tickets.read(message["ticket"]), hashes if isinstance(hashes, dict) else {}
