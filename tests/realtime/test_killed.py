"""A server killed (SIGKILL) while everybody votes, by name and in secret: what was acknowledged is there, once.

On PostgreSQL two processes serve, and one of them is killed: the other goes on.
"""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings

from tests.bench.clients import Visitor
from tests.journeys.house import House
from tests.realtime.conftest import furnish, port_of
from votes.integrity import receipts

pytestmark = pytest.mark.servers
VOTERS = 500
PROCESSES = 1 if settings.IS_EMBEDDED else 2


@dataclass(frozen=True)
class Paper:
    """What one person sends for one ballot, the same whenever it is sent again."""

    ballot: int
    elector: int
    session: str
    choice: str
    code: str = ""  # in secret

    async def sent(self, door: str) -> bool:
        """Whether it was acknowledged."""
        fields = {"code": self.code} if self.code else {"request_key": f"key-{self.elector}"}
        try:
            visitor = await Visitor(port_of(door), self.session).connect()
            status, _ = await visitor.post(
                f"/ballots/{self.ballot}/votes/", elector=self.elector, choice=self.choice, **fields
            )
            visitor.leave()
        except (OSError, EOFError):
            return False
        return status == 200


def papers_of(facts: dict[str, Any], secret: int) -> list[Paper]:
    """One by name and one in secret for each person, in turns, one after the other."""
    papers = []
    for number, (member, session) in enumerate(zip(facts["members"], facts["sessions"], strict=True)):
        choice, other = ("for", "against") if number % 2 else ("against", "for")
        papers.append(Paper(facts["ballots"][0], member, session, choice))
        papers.append(Paper(secret, member, session, other, receipts.make()))
    return papers


def door_of(house: House, paper: Paper) -> str:
    return house.doors[paper.elector % PROCESSES]


def test_a_killed_server_loses_no_acknowledged_vote_and_counts_none_twice(house):
    facts = furnish(house, VOTERS)
    secret = json.loads(house.run("-m", "tests.realtime.kept_votes", "--secret", str(facts["meeting"])))
    papers = papers_of(facts, secret)
    for _ in range(PROCESSES):
        house.open_door()

    async def vote_and_kill() -> set[Paper]:
        acknowledged: set[Paper] = set()

        async def send(paper: Paper) -> None:
            if await paper.sent(door_of(house, paper)):
                acknowledged.add(paper)
                if len(acknowledged) == len(papers) // 4:
                    house.processes[0].kill()

        await asyncio.gather(*map(send, papers))
        return acknowledged

    acknowledged = asyncio.run(vote_and_kill())
    house.processes.pop(0).wait()
    assert len(acknowledged) >= len(papers) // 4
    assert {door_of(house, paper) for paper in papers if paper not in acknowledged} == {house.doors[0]}
    in_the_ballots = kept_papers(house, papers)
    assert acknowledged <= in_the_ballots

    house.doors.pop(0)
    house.open_door()  # the last one now: what the killed process had is sent to the other, where there are two

    async def send_again() -> list[bool]:
        return await asyncio.gather(*(paper.sent(door_of(house, paper)) for paper in papers))

    assert all(asyncio.run(send_again()))
    assert kept_papers(house, papers) == set(papers)
    for ballot in (facts["ballots"][0], secret):
        counts = json.loads(house.run("-m", "tests.realtime.kept_votes", "--count", str(ballot)))
        assert (counts["for"], counts["against"]) == (VOTERS // 2, VOTERS // 2)
    house.manage("journal", "verify")


def kept_papers(house: House, papers: list[Paper]) -> set[Paper]:
    """Those that are in their ballot. Each is there once and in whole, and nothing else is there."""
    kept = {ballot: kept_of(house, ballot) for ballot in {paper.ballot for paper in papers}}
    found = {paper for paper in papers if paper.elector in kept[paper.ballot]["electors"]}
    for ballot, votes in kept.items():
        there = [paper for paper in found if paper.ballot == ballot]
        assert votes["named"] == {str(paper.elector): [paper.choice] for paper in there if not paper.code}
        assert votes["marks"] == sorted(paper.elector for paper in there if paper.code)
        assert votes["box"] == {paper.code: paper.choice for paper in there if paper.code}
    return found


def kept_of(house: House, ballot: int) -> dict[str, Any]:
    kept = json.loads(house.run("-m", "tests.realtime.kept_votes", "--kept", str(ballot)))
    return {**kept, "electors": {*map(int, kept["named"]), *kept["marks"]}}
