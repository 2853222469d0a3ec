"""Speed, memory and weight of the real server, each beside a baseline measured in the same run.

    python run.py bench [NAME …] [--json FILE]

- `agenda_150`, `agenda_500`: the facilitator goes to the next item: from the POST until the last of so many open
  meeting pages has the new item, the buttons and the agenda, rendering included; the time until the last has all
  the rest too (the picture of the evening, the floor, the notes), which comes in a second message, is printed
  beside. Baseline: a bare `websockets` server that sends as many bytes to as many sockets.
- `agenda_500_voting`: the item is given more time while 150 people vote on it without pause.
- `votes_150`: 150 people vote at once. Baseline: a bare view of the same server that inserts one row.
- `memory_rest`, `memory_500`: the server process, and with 500 open pages. Baseline: the bare server's.
- `page_weight`: the heaviest page, everything included, as it travels. Baseline: the budget.
"""

import argparse
import asyncio
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, urlopen

from tests.bench.clients import Page, Visitor, open_pages
from tests.journeys.house import ROOT, House, free_port

REPEATS = 15
VOTERS = 150
ROUNDS = 3
BUDGET = 60.0  # KB of a page
MOST_PAGES = 80
AGENDA = (b'"now"', b'"agenda"')  # what a page must have heard; these regions travel in one message


@dataclass(frozen=True)
class Result:
    value: float
    unit: str
    baseline: float
    ratio: float

    @classmethod
    def of(cls, value: float, unit: str, baseline: float) -> "Result":
        return cls(round(value, 2), unit, round(baseline, 2), round(value / baseline, 3))


@dataclass
class BenchHouse(House):
    """A house whose server has the bare view too."""

    @property
    def settings(self) -> dict[str, str]:
        return {**super().settings, "DJANGO_SETTINGS_MODULE": "tests.bench.settings"}


@dataclass
class Evening:
    """A meeting of `people`, its server, and the open pages. Built once for several benches."""

    people: int
    granted: int = 0  # minutes, to the item that is voted on
    steps: int = 0
    folder: tempfile.TemporaryDirectory = field(default_factory=tempfile.TemporaryDirectory)

    @cached_property
    def house(self) -> House:
        house = BenchHouse(Path(self.folder.name))
        house.manage("migrate", "--no-input", "-v", "0")
        house.manage("collectstatic", "--no-input", "-v", "0")
        self.facts = json.loads(house.run("-m", "tests.bench.collective", "--people", str(self.people)))
        self.rest = 0.0
        house.open_door()
        time.sleep(1)
        self.rest = memory(house.processes[0].pid)
        return house

    @property
    def port(self) -> int:
        return int(self.house.doors[0].rpartition(":")[2])

    def firsts(self, meeting: int, pages: int) -> list[str]:
        """The first message of so many pages, whose browsers show nothing yet."""
        members = ",".join(str(self.facts["members"][number % self.people]) for number in range(pages))
        asked = f"{meeting}:{members}"
        tickets = json.loads(self.house.run("-m", "tests.bench.collective", "--tickets", asked))
        return [json.dumps({"ticket": ticket, "hashes": {}}) for ticket in tickets]

    def extension(self) -> tuple[str, dict[str, int]]:
        """The act that gives five minutes more to the item that is voted on."""
        seen, self.granted = self.granted, self.granted + 5
        return f"/items/{self.facts['items'][0]}/extension/", {"granted": seen}

    def step(self) -> tuple[str, dict[str, int]]:
        """The act that goes from one item of the walk to the next, and from the last to the first."""
        walk = self.facts["walk"]
        items, seen = walk["items"], self.steps % len(walk["items"])
        self.steps += 1
        address = f"/meetings/{walk['meeting']}/steps/?item={items[self.steps % len(items)]}"
        return address, {"expected": items[seen]}

    def visitor(self, number: int) -> Visitor:
        return Visitor(self.port, self.facts["sessions"][number])

    def close(self) -> None:
        if "house" in self.__dict__:
            self.house.close()
        self.folder.cleanup()


class Bench:
    """The benches by name, and the evenings that they share."""

    def __init__(self) -> None:
        self.evenings: dict[int, Evening] = {}

    def evening(self, people: int) -> Evening:
        evening = self.evenings.setdefault(people, Evening(people))
        _ = evening.house
        return evening

    def agenda_150(self) -> Result:
        return asyncio.run(agenda(self.evening(150), 150))

    def agenda_500(self) -> Result:
        return asyncio.run(agenda(self.evening(150), 500))

    def agenda_500_voting(self) -> Result:
        return asyncio.run(agenda(self.evening(150), 500, voting=True))

    def votes_150(self) -> Result:
        return asyncio.run(votes(self.evening(150)))

    def memory_rest(self) -> Result:
        with BareServer(100) as bare:
            return Result.of(self.evening(150).rest, "MB", memory(bare.process.pid))

    def memory_500(self) -> Result:
        return asyncio.run(memory_with(self.evening(150), 500))

    def page_weight(self) -> Result:
        heaviest, address = heaviest_page(self.evening(150))
        print(f"  the heaviest page is {address}")
        return Result.of(heaviest, "KB", BUDGET)

    def close(self) -> None:
        for evening in self.evenings.values():
            evening.close()


NAMES = ("memory_rest", "agenda_150", "agenda_500", "memory_500", "agenda_500_voting", "votes_150", "page_weight")


# An agenda change, until the last page has it


class Watched:
    """Many open pages, and when the last of them heard what was awaited."""

    def __init__(self, awaited: tuple[bytes, ...]) -> None:
        self.awaited = awaited
        self.missing: set[Page] = set()
        self.last = self.rest = 0.0
        self.size = 0
        self.everybody = asyncio.Event()

    def hear(self, page: Page, text: bytes, at: float) -> None:
        if b'"evening"' in text:
            self.rest = at
        if page in self.missing and all(part in text for part in self.awaited):
            self.missing.discard(page)
            self.last, self.size = at, len(text)
            if not self.missing:
                self.everybody.set()

    async def after(self, act: Any, pages: list[Page]) -> float:
        """Milliseconds from the beginning of the act until the last page has heard."""
        self.missing, self.everybody = set(pages), asyncio.Event()
        began = time.perf_counter()
        await act()
        await asyncio.wait_for(self.everybody.wait(), 30)
        return (self.last - began) * 1000


async def agenda(evening: Evening, count: int, voting: bool = False) -> Result:
    meeting, act = (evening.facts, evening.extension) if voting else (evening.facts["walk"], evening.step)
    watched, pages = await all_showing(evening, meeting["meeting"], count)
    facilitator = await evening.visitor(0).connect()
    voters = [asyncio.create_task(keep_voting(evening, number)) for number in range(1, VOTERS)] if voting else []

    async def press() -> None:
        address, fields = act()
        status, said = await facilitator.post(address, **fields)
        assert status == 200, said

    taken, whole = [], []
    for _ in range(REPEATS + 3):
        await asyncio.sleep(0.3)
        began = time.perf_counter()
        taken.append(await watched.after(press, pages))
        await asyncio.sleep(0.3)
        whole.append((watched.rest - began) * 1000)
    for voter in voters:
        voter.cancel()
    facilitator.leave()
    for page in pages:
        page.transport.abort()
    baseline = await bare_broadcast(count, watched.size)
    print(f"  {count} pages: median {statistics.median(taken[3:]):.1f} ms, worst {max(taken[3:]):.1f} ms")
    print(f"  with all the rest: median {statistics.median(whole[3:]):.1f} ms")
    return Result.of(statistics.median(taken[3:]), "ms", baseline)


async def all_showing(evening: Evening, meeting: int, count: int) -> tuple[Watched, list[Page]]:
    """So many pages of the meeting, each of which shows it."""
    watched = Watched(AGENDA)
    pages = await open_pages(evening.port, evening.firsts(meeting, count), lambda *heard: watched.hear(*heard))
    watched.missing = set(pages)
    await asyncio.wait_for(watched.everybody.wait(), 60)
    return watched, pages


async def keep_voting(evening: Evening, number: int) -> None:
    voter = await evening.visitor(number).connect()
    ballot, member = evening.facts["ballots"][0], evening.facts["members"][number]
    choices = ("for", "against", "abstain")
    for turn in range(10**6):
        key = f"{member}-{turn}-{time.monotonic_ns()}"
        await voter.post(f"/ballots/{ballot}/votes/", elector=member, choice=choices[turn % 3], request_key=key)


class BareServer:
    """The baseline's process."""

    def __init__(self, size: int) -> None:
        self.port = free_port()
        self.size = size

    def __enter__(self) -> "BareServer":
        command = [sys.executable, "-m", "tests.bench.bare", str(self.port), str(self.size)]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
        assert self.process.stdout is not None
        self.process.stdout.readline()
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait()


async def bare_broadcast(count: int, size: int) -> float:
    with BareServer(size) as bare:
        watched = Watched((b"x",))
        pages = await open_pages(bare.port, [""] * count, lambda *heard: watched.hear(*heard))
        while not all(page.is_open for page in pages):
            await asyncio.sleep(0.05)

        async def trigger() -> None:
            pages[0].say(b"go")

        taken = []
        for _ in range(REPEATS + 3):
            await asyncio.sleep(0.05)
            taken.append(await watched.after(trigger, pages))
        for page in pages:
            page.transport.abort()
        return statistics.median(taken[3:])


# Everybody votes at once


async def votes(evening: Evening) -> Result:
    voters = await asyncio.gather(*(evening.visitor(number).connect() for number in range(VOTERS)))
    members, ballots = evening.facts["members"], evening.facts["ballots"]

    async def at_once(path: Callable[[int], str], turn: int) -> float:
        """Seconds until the last one is answered."""
        began = time.perf_counter()
        answers = await asyncio.gather(
            *(
                voter.post(path(turn), elector=members[number], choice="for", request_key=f"{turn}-{members[number]}")
                for number, voter in enumerate(voters)
            )
        )
        assert {status for status, _ in answers} == {200}, answers[0]
        return time.perf_counter() - began

    await at_once(lambda turn: "/bench/rows/", 0)
    bare = [await at_once(lambda turn: "/bench/rows/", turn) for turn in range(ROUNDS)]
    cast = [await at_once(lambda turn: f"/ballots/{ballots[turn]}/votes/", turn) for turn in range(ROUNDS)]
    for voter in voters:
        voter.leave()
    print(f"  {VOTERS} votes in {', '.join(f'{seconds:.2f}' for seconds in cast)} s")
    return Result.of(VOTERS / statistics.median(cast), "votes/s", VOTERS / statistics.median(bare))


# Memory


def memory(pid: int) -> float:
    """What the process holds, in MB."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+)", status)
    assert found
    return int(found[1]) / 1024


async def memory_with(evening: Evening, count: int) -> Result:
    _watched, pages = await all_showing(evening, evening.facts["meeting"], count)
    held = memory(evening.house.processes[0].pid)
    for page in pages:
        page.transport.abort()
    with BareServer(100) as bare:
        opened = await open_pages(bare.port, [""] * count, lambda *heard: None)
        while not all(page.is_open for page in opened):
            await asyncio.sleep(0.05)
        baseline = memory(bare.process.pid)
        for page in opened:
            page.transport.abort()
    return Result.of(held, "MB", baseline)


# Weight


def heaviest_page(evening: Evening) -> tuple[float, str]:
    """Kilobytes of the heaviest of the pages that the facilitator can walk to, with all that they load."""
    weights: dict[str, int] = {}
    texts: dict[str, str] = {}

    def fetch(url: str) -> str:
        if url not in weights:
            cookie = f"sessionid={evening.facts['sessions'][0]}"
            request = Request(url, headers={"Cookie": cookie, "Accept-Encoding": "br, gzip"})
            with urlopen(request, timeout=30) as answer:
                body = answer.read()
                texts[url] = decoded(body, answer.headers.get("Content-Encoding"), answer.headers.get_content_type())
            weights[url] = len(body)
        return texts[url]

    def size_of(url: str) -> int:
        fetch(url)
        return weights[url]

    door = evening.house.doors[0]
    waiting, seen = [f"{door}/", f"{door}/meetings/{evening.facts['meeting']}/"], set()
    totals: dict[str, float] = {}
    while waiting and len(totals) < MOST_PAGES:
        url = waiting.pop(0)
        if url in seen:
            continue
        seen.add(url)
        html = fetch(url)
        if "<html" not in html:
            continue
        parts = {urljoin(url, part) for part in re.findall(r'(?:src|href)="(/static/[^"#]+)', html)}
        for part in sorted(parts):
            if part.endswith(".js"):
                parts |= {urljoin(part, name) for name in re.findall(r'^import .*?"(\./[^"]+)"', fetch(part), re.M)}
        totals[url] = (weights[url] + sum(size_of(part) for part in parts)) / 1024
        links = re.findall(r'<a [^>]*href="(/[^"#]*)"', html)
        waiting += [urljoin(url, link) for link in links if "logout" not in link and "static" not in link]
        waiting = [link for link in dict.fromkeys(waiting) if urlsplit(link).netloc == urlsplit(door).netloc]
    heaviest = max(totals, key=totals.__getitem__)
    return totals[heaviest], heaviest.removeprefix(door)


def decoded(body: bytes, encoding: str | None, kind: str) -> str:
    import gzip

    import brotli

    if encoding == "br":
        body = brotli.decompress(body)
    elif encoding == "gzip":
        body = gzip.decompress(body)
    return body.decode() if kind.startswith("text/") or "script" in kind else ""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="run.py bench", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--json", metavar="FILE")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.names) - set(NAMES):
        parser.error(f"no such bench: {', '.join(sorted(unknown))}")
    bench, results = Bench(), {}
    try:
        for name in asked.names or NAMES:
            print(f"{name} …", flush=True)
            results[name] = getattr(bench, name)()
    finally:
        bench.close()
    print(f"\n{'':<20}{'value':>10} {'unit':<9}{'baseline':>10}{'ratio':>9}")
    for name, result in results.items():
        print(f"{name:<20}{result.value:>10.1f} {result.unit:<9}{result.baseline:>10.1f}{result.ratio:>9.2f}")
    if asked.json:
        Path(asked.json).write_text(json.dumps({name: vars(result) for name, result in results.items()}, indent=1))
    return 0
