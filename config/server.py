"""The server: uvicorn, set up for a thousand sockets on one small machine."""

import uvicorn

from config.connections import BoundedProtocol, raise_open_files
from config.memory import share_one_arena
from config.postgres import set_up_connections

LARGEST_SOCKET_MESSAGE = 64 * 1024  # bytes: a ticket and some hashes


def configured(host: str, port: int) -> uvicorn.Server:
    """A server ready to run; `port` 0 takes any that is free."""
    return uvicorn.Server(
        uvicorn.Config(
            "config.asgi:application",
            host=host,
            port=port,
            http=BoundedProtocol,
            ws="websockets-sansio",
            ws_per_message_deflate=False,  # measured: twice the processor, and 44 to 134 KB a socket
            ws_max_size=LARGEST_SOCKET_MESSAGE,
            backlog=4096,
            lifespan="on",
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_keep_alive=30,  # seconds: a phone does not open a connection for each act
            timeout_graceful_shutdown=10,
        )
    )


def serve(host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve until told to stop."""
    share_one_arena()
    raise_open_files()
    set_up_connections()
    configured(host, port).run()
