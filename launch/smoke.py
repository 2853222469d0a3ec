"""`run.py demo --smoke`: start the demo for real, use it once, and stop. Run by the environment's Python.

Fetches the home page and the meeting as its facilitator, follows the meeting by the socket, moves
the agenda by POST, sees the push arrive, and verifies the journal. Exit 0 only if all of it worked.
"""

import asyncio
import html
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from launch.environment import PYTHON, ROOT
from launch.say import say
from launch.serving import UNSHOWN, free_port

PATIENCE = 30  # seconds


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="am-smoke-") as folder:
        settings = {**os.environ, "AVANT_MINUIT_VAR": folder, "AVANT_MINUIT_DEMO": "1"}
        settings.pop("DATABASE_URL", None)
        try:
            walk(Path(folder), settings)
        except (AssertionError, OSError, subprocess.CalledProcessError, TimeoutError) as fault:
            say(f"✗ {type(fault).__name__}: {fault}")
            return 1
    say("It works.")
    return 0


def walk(folder: Path, settings: dict[str, str]) -> None:
    with timed("database"):
        manage("migrate", "--no-input", "-v", "0", settings=settings)
        manage("collectstatic", "--no-input", "-v", "0", *UNSHOWN, settings=settings)
    with timed("demo collective"):
        manage("load_demo", settings=settings)
    port = free_port(8000)
    door = f"http://localhost:{port}"
    command: list[str | Path] = [PYTHON, "manage.py", "serve", "--host", "127.0.0.1", "--port", str(port)]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=log, stderr=log)
    try:
        with timed("server"):
            await_answer(door, server, folder / "log")
        visit(door)
    finally:
        server.terminate()
        server.wait(20)
    with timed("journal verified"):
        manage("journal", "verify", settings=settings)


def visit(door: str) -> None:
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    with timed("signed in"):
        page = get(browser, f"{door}/enter/")
        persona = re.search(r'<button[^>]*name="persona"[^>]*value="(\d+)"', page)
        assert persona, "nobody to enter as"
        post(browser, f"{door}/enter/", {"csrfmiddlewaretoken": token(page), "persona": persona[1]})
    with timed("home page"):
        home = get(browser, f"{door}/")
    meeting = re.search(r'href="(/meetings/\d+/)"', home)
    assert meeting, "the home page does not lead to tonight's meeting"
    with timed("meeting page"):
        page = get(browser, door + meeting[1])
    asyncio.run(move(browser, door, page))


async def move(browser: OpenerDirector, door: str, page: str) -> None:
    """Open the meeting and move its agenda by one step each, and wait for each to be pushed."""
    ticket = re.search(r'data-ticket="([^"]+)"', page)
    assert ticket, "the meeting page carries no ticket"
    hashes = dict(re.findall(r'data-region="([\w-]+)" data-hash="([^"]*)"', page))
    async with connect(door.replace("http", "ws") + "/live/", origin=Origin(door)) as socket:
        with timed("socket open"):
            await socket.send(json.dumps({"ticket": html.unescape(ticket[1]), "hashes": hashes}))
        for act in ("opening", "next"):
            address = re.search(rf'formaction="(/meetings/\d+/(?:[\w/]+/)?{act}/)"', page)
            if not address:
                address = re.search(r'class="[^"]*button--lamp[^"]*"[^>]*formaction="([^"]+)"', page)
            assert address, f"no button for {act}"
            with timed(f"{act}: pushed"):
                data = {"csrfmiddlewaretoken": token(page)}
                await asyncio.to_thread(post, browser, door + address[1], data)
                await pushed(socket)
            page = await asyncio.to_thread(get, browser, door + re.sub(r"(/meetings/\d+/).*", r"\1", address[1]))


async def pushed(socket: ClientConnection) -> None:
    """Wait until the socket brings regions that changed."""
    async with asyncio.timeout(PATIENCE):
        while not json.loads(await socket.recv()).get("regions"):
            pass


def manage(*arguments: str, settings: dict[str, str]) -> None:
    done = subprocess.run([PYTHON, "manage.py", *arguments], cwd=ROOT, env=settings, capture_output=True, text=True)
    assert done.returncode == 0, f"manage.py {arguments[0]}: {done.stdout}{done.stderr}"


def await_answer(door: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            build_opener().open(f"{door}/account/login/", timeout=5).close()
            return
        except URLError as error:
            if isinstance(error, HTTPError):
                return
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.1)


def get(browser: OpenerDirector, url: str) -> str:
    with browser.open(url, timeout=PATIENCE) as response:
        return str(response.read().decode())


def post(browser: OpenerDirector, url: str, data: dict[str, str]) -> str:
    request = Request(url, urlencode(data).encode(), {"Referer": url})
    with browser.open(request, timeout=PATIENCE) as response:
        return str(response.read().decode())


def token(page: str) -> str:
    match = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert match, "the page has no form to act with"
    return match[1]


@contextmanager
def timed(what: str) -> Iterator[None]:
    start = time.monotonic()
    yield
    say(f"✓ {what}: {time.monotonic() - start:.2f} s")


if __name__ == "__main__":
    sys.exit(main())
