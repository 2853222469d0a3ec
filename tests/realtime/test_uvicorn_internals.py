"""What is read of uvicorn's own objects is there, on a real server."""

import queue
import socket
import threading
from contextlib import contextmanager

import pytest
import uvicorn
from websockets.sync.client import connect

from realtime.uvicorn_internals import has_left, transport_of
from tests.waiting import wait_until

pytestmark = pytest.mark.servers


@contextmanager
def served(application, **settings):
    """The port of a uvicorn with the protocols that `config.server` chooses."""
    config = uvicorn.Config(
        application, port=0, http="httptools", ws="websockets-sansio", lifespan="off", log_level="critical", **settings
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    wait_until(lambda: server.started)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(10)


def test_uvicorn_knows_that_a_client_hung_up():
    seen: queue.Queue = queue.Queue()

    async def application(scope, receive, send):
        await receive()
        seen.put((has_left(receive), has_left(send)))
        while (await receive())["type"] != "http.disconnect":
            pass
        seen.put((has_left(receive), has_left(send)))

    with served(application) as port:
        client = socket.create_connection(("127.0.0.1", port), 5)
        client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert seen.get(timeout=10) == (False, False)
        client.close()
        assert seen.get(timeout=10) == (True, True)


@pytest.mark.parametrize("deflate", [False, True])
def test_a_socket_has_a_transport_unless_an_extension_was_negotiated(deflate):
    seen: queue.Queue = queue.Queue()

    async def application(scope, receive, send):
        await receive()
        await send({"type": "websocket.accept"})
        seen.put(transport_of(send))
        await receive()

    with served(application, ws_per_message_deflate=deflate) as port, connect(f"ws://127.0.0.1:{port}/"):
        transport = seen.get(timeout=10)
        if deflate:
            assert transport is None
        else:
            assert (transport.is_closing(), transport.get_write_buffer_size()) == (False, 0)


def test_other_servers_are_spoken_to_in_the_public_way():
    async def send(message): ...

    assert transport_of(send) is None
    assert not has_left(send)
