"""Everybody but one signs in at once, while that one reads the meeting's page."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable

from tests.bench.clients import Visitor
from tests.bench.evening import Evening
from tests.bench.results import Result

PASSWORD = "une phrase pour la fabrique"
PACE = 0.1  # seconds between two readings of the page
QUIET = 60  # readings while nobody signs in


async def sign_ins(evening: Evening) -> Result:
    """Milliseconds that the meeting's page takes, 19 of 20 times at most, while the others sign in."""
    evening.give_password(PASSWORD)
    page = f"/meetings/{evening.facts['meeting']}/"
    reader = await evening.visitor(0).connect()
    await read(reader, page, 10)  # warm
    quiet = p95(await read(reader, page, QUIET))
    coming = asyncio.create_task(all_at_once(evening, sign_in))
    meanwhile = []
    while not coming.done():
        meanwhile += await read(reader, page, 1)
    reader.leave()
    waited = await coming
    print(f"  {len(waited)} are in after {max(waited):.1f} s; p95 of a sign-in {p95(waited):.1f} s")
    print(f"  the page, {len(meanwhile)} times meanwhile: worst {max(meanwhile) * 1000:.0f} ms")
    print(f"  a code, by letter, is asked for by as many in {max(await all_at_once(evening, ask_for_code)):.1f} s")
    return Result.of(p95(meanwhile) * 1000, "ms", quiet * 1000)


async def all_at_once(evening: Evening, act: Callable[[Visitor, str], Awaitable[None]]) -> list[float]:
    """All but the first person do it: how many seconds each waits for the answer."""
    comers = [Visitor(evening.port, "") for _ in range(1, evening.people)]
    await asyncio.gather(*(comer.connect() for comer in comers))

    async def timed(comer: Visitor, address: str) -> float:
        began = time.perf_counter()
        await act(comer, address)
        comer.leave()
        return time.perf_counter() - began

    return await asyncio.gather(*(timed(comer, evening.address(number)) for number, comer in enumerate(comers, 1)))


async def sign_in(comer: Visitor, address: str) -> None:
    status, said = await comer.post("/account/login/", login=address, password=PASSWORD)
    assert status == 302, (status, said)


async def ask_for_code(comer: Visitor, address: str) -> None:
    status, said = await comer.post("/account/login/code/", email=address)
    assert status == 302, (status, said)


async def read(reader: Visitor, page: str, times: int) -> list[float]:
    """Seconds that each reading took."""
    taken = []
    for _ in range(times):
        await asyncio.sleep(PACE)
        began = time.perf_counter()
        status, said = await reader.get(page)
        assert status == 200, (status, said)
        taken.append(time.perf_counter() - began)
    return taken


def p95(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1] if len(taken) > 1 else taken[0]
