"""The baseline: a bare `websockets` server that sends the same bytes to everybody when it is told to."""

import asyncio
import sys
from contextlib import suppress

from websockets.asyncio.server import broadcast, serve
from websockets.exceptions import ConnectionClosed


async def main(port: int, size: int) -> None:
    text = "x" * size

    async def handle(socket):
        with suppress(ConnectionClosed):
            async for _ in socket:
                broadcast(server.connections, text)

    async with serve(handle, "127.0.0.1", port, compression=None, backlog=4096) as server:
        print("ready", flush=True)
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
