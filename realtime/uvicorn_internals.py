"""The only place that looks behind an ASGI channel, at uvicorn's own objects: `send` and `receive` are their methods.

What ASGI offers in public is `await receive()`, which says `http.disconnect`, and `await send()`; it would do the same
at the price of a task for each request, and of a copy and a task for each socket and message. `run.py bench agenda_500`
(one message to 500 sockets) and `votes_150` measure it. With another server than uvicorn, None and False are answered
here, and the public way is taken. `tests/realtime/test_uvicorn_internals.py` fails when uvicorn changes.
"""

import asyncio
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol


def has_left(channel: Any) -> bool:
    """Whether uvicorn already knows that the client of this request hung up."""
    return bool(getattr(getattr(channel, "__self__", None), "disconnected", False))


def transport_of(send: Any) -> asyncio.Transport | None:
    """Where frames of our own may be written; None where an extension was negotiated that changes them."""
    server = getattr(send, "__self__", None)
    if isinstance(server, WebSocketsSansIOProtocol) and not server.conn.extensions:
        return server.transport
    return None
