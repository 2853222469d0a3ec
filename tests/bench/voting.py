"""Everybody votes at once."""

import asyncio
import statistics
import time
from itertools import pairwise

from tests.bench.clients import Visitor
from tests.bench.evening import Evening, processor
from tests.bench.results import Result

ROUNDS = 5


async def votes(evening: Evening) -> Result:
    """Votes per second, from the first request until the last answer. A round of the bare view before each."""
    count = evening.people
    voters = await asyncio.gather(*(evening.visitor(number).connect() for number in range(count)))
    members, ballots = evening.facts["members"], evening.facts["ballots"]

    async def one(voter: Visitor, path: str, member: int, turn: int) -> float:
        began = time.perf_counter()
        status, said = await voter.post(path, elector=member, choice="for", request_key=f"{turn}-{member}")
        assert status == 200, said
        return time.perf_counter() - began

    async def at_once(path: str, turn: int) -> tuple[float, list[float]]:
        """Seconds until the last one is answered, and until each is."""
        began = time.perf_counter()
        taken = await asyncio.gather(*(one(voter, path, members[number], turn) for number, voter in enumerate(voters)))
        return time.perf_counter() - began, taken

    warm, *ballots = ballots
    await at_once("/bench/rows/", 0)
    await at_once(f"/ballots/{warm}/votes/", 0)
    server = evening.house.processes[0].pid
    bare, cast, waited, used = [], [], [], [processor(server)]
    for turn in range(ROUNDS):
        bare.append((await at_once("/bench/rows/", turn))[0])
        used.append(processor(server))
        seconds, taken = await at_once(f"/ballots/{ballots[turn]}/votes/", turn)
        used.append(processor(server))
        cast.append(seconds)
        waited += taken
    for voter in voters:
        voter.leave()
    p95 = statistics.quantiles(waited, n=20)[-1]
    print(f"  {count} votes in {', '.join(f'{seconds:.2f}' for seconds in cast)} s; p95 of the answer {p95:.2f} s")
    spent = [(later - sooner) / count for sooner, later in pairwise(used)]
    row, vote = statistics.median(spent[::2]), statistics.median(spent[1::2])
    print(f"  the server's processor: {vote:.1f} ms a vote, {row:.1f} ms a row of the bare view")
    return Result.of(count / statistics.median(cast), "votes/s", count / statistics.median(bare))
