"""The whole server application: static files outermost, sockets by Channels, HTTP through WSGI.

Its life is the process's: the hub, the bus and (where the database is embedded) the clock begin and
end with it.
"""

import gc
import os
from asyncio import to_thread
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from typing import Any

from channels.routing import ProtocolTypeRouter, URLRouter
from django.conf import settings
from django.db import connections
from django.urls import path, re_path

from config.clock import Clock
from config.shared_commits import SharedCommits
from config.static import served
from config.wsgi_bridge import Bridge
from journal import clock, immutability
from journal.queries import last_record
from realtime.hub import hub
from realtime.socket import live, nowhere
from web.lanes import LANES, MOST_WAITING, VOTING, lane_of

THREADS = int(os.environ.get("AVANT_MINUIT_THREADS", "2"))
HAS_CLOCK = os.environ.get("AVANT_MINUIT_CLOCK", "1") == "1"

socket: Any = live  # Channels routes ASGI functions by Django's `path`, whose types know views only
unknown: Any = nowhere


def guarded() -> None:
    """Serve no journal that could be rewritten: this stops the start, and says what is missing.

    From here on, the time that decides neither jumps nor runs behind the journal.
    """
    try:
        immutability.ensure()
        clock.keep_watch(last_record())
    finally:
        connections.close_all()


def lane_makers(*, embedded: bool) -> dict[str, Callable[[str], Executor]]:
    """How the threads of each lane are made. Only on SQLite do votes gain by a shared commit (`shared_commits`)."""
    makers: dict[str, Callable[[str], Executor]] = {lane: partial(ThreadPoolExecutor, 1) for lane in LANES}
    if embedded:
        return {**makers, VOTING: SharedCommits}
    del makers[VOTING]
    return makers


def build(wsgi: Any) -> Any:
    """The application around a WSGI handler, with a life of its own."""
    makers = lane_makers(embedded=settings.IS_EMBEDDED)
    bridge = Bridge(wsgi, threads=THREADS, lanes=makers, lane_of=lane_of, most=MOST_WAITING)

    async def lifespan(scope: dict[str, Any], receive: Any, send: Any) -> None:
        await receive()
        await to_thread(guarded)
        bridge.open()
        hub.start()
        beside: list[Any] = []
        if not settings.IS_EMBEDDED:
            from realtime.listener import Listener  # brings PostgreSQL's client, 10 MB

            beside.append(Listener())
        if HAS_CLOCK:
            beside.append(Clock())
        for thread in beside:
            thread.start()
        gc.collect()
        gc.freeze()  # all that was loaded stays: no collection walks through it while people wait
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for thread in beside:
            thread.end()
        await hub.stop()
        bridge.close()
        clock.end_watch()
        await send({"type": "lifespan.shutdown.complete"})

    sockets = URLRouter([path("live/", socket), re_path("", unknown)])
    return served(ProtocolTypeRouter({"http": bridge, "websocket": sockets, "lifespan": lifespan}))
