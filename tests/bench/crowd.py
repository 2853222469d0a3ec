"""Many open pages in a process of their own, so that the clients are not the limit.

    python -m tests.bench.crowd PORT

reads one line of JSON, the first message of each page ("" for one that says nothing), opens them, and prints "open". At
each further line it prints "ready", and once every page has heard what a page must hear: when the last of them did
(seconds of the machine's one monotonic clock) and the size of what it heard. It ends with its input.
"""

import asyncio
import json
import subprocess
import sys
from collections import Counter

from tests.bench.clients import Page, open_pages
from tests.bench.live import AGENDA, Watched
from tests.journeys.house import ROOT

PATIENCE = 60.0  # seconds for all to open, or to hear


class Crowd:
    """The process, and what it says."""

    def __init__(self, port: int, firsts: list[str]) -> None:
        command = [sys.executable, "-m", "tests.bench.crowd", str(port)]
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.tell(json.dumps(firsts))

    def tell(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    async def hears(self) -> str:
        """The next line that it prints."""
        assert self.process.stdout is not None
        line = await asyncio.wait_for(asyncio.to_thread(self.process.stdout.readline), PATIENCE)
        assert line, "the crowd's process ended"
        return line.strip()

    def leave(self) -> None:
        self.process.communicate(timeout=30)


def refused(pages: list[Page]) -> dict[int, int]:
    """How many the server closed, by its code."""
    return dict(Counter(page.refused for page in pages if page.refused))


async def main(port: int) -> None:
    firsts = json.loads(await asyncio.to_thread(sys.stdin.readline))
    watched = Watched(AGENDA if firsts[0] else (b"x",))
    pages = await open_pages(port, firsts, lambda *heard: watched.hear(*heard))
    if firsts[0]:
        try:
            await watched.all_show(pages, PATIENCE)
        except TimeoutError:
            print(f"{len(watched.missing)} pages show nothing; closed with {refused(pages)}", file=sys.stderr)
            raise
    while not all(page.is_open for page in pages):
        await asyncio.sleep(0.05)
    print("open", flush=True)
    while await asyncio.to_thread(sys.stdin.readline):
        watched.missing, watched.everybody = set(pages), asyncio.Event()
        print("ready", flush=True)
        await asyncio.wait_for(watched.everybody.wait(), PATIENCE)
        print(watched.last, watched.size, flush=True)
    for page in pages:
        page.transport.abort()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
