"""Server processes of their own: stalled posts, a clean stop, two on one database, the bus cut."""

import asyncio
import json
import signal
import socket

import psycopg
import pytest

from tests.bench.clients import Visitor
from tests.journeys.house import House
from tests.realtime.conftest import Server, furnish, port_of

pytestmark = pytest.mark.servers


def first_of(house: House, facts: dict, number: int) -> str:
    asked = f"{facts['meeting']}:{facts['members'][number]}"
    return json.loads(house.run("-m", "tests.bench.collective", "--tickets", asked))[0]


async def vote(port: int, facts: dict, number: int) -> bool:
    """One vote; True once it is acknowledged."""
    member = facts["members"][number]
    try:
        visitor = await Visitor(port, facts["sessions"][number]).connect()
        status, _ = await visitor.post(
            f"/ballots/{facts['ballots'][0]}/votes/", elector=member, choice="for", request_key=f"key-{member}"
        )
        visitor.leave()
    except (OSError, EOFError):
        return False
    return status == 200


def test_fifty_posts_stalled_in_the_middle_of_their_body_do_not_hold_a_vote(house):
    facts = furnish(house, 3)
    port = port_of(house.open_door())
    stalled = []
    for _ in range(50):
        connection = socket.create_connection(("127.0.0.1", port), 5)
        connection.sendall(
            f"POST /ballots/{facts['ballots'][0]}/votes/ HTTP/1.1\r\nHost: localhost\r\n"
            f"Cookie: sessionid={facts['sessions'][0]}\r\nContent-Length: 500\r\n\r\nelector=".encode()
        )
        stalled.append(connection)
    assert asyncio.run(vote(port, facts, 1))
    for connection in stalled:
        connection.close()


def test_a_clean_stop_tells_the_browsers_to_come_back(house):
    facts = furnish(house, 3)
    follower = Server(port_of(house.open_door())).follow(first_of(house, facts, 1))
    follower.until("Point 0", "agenda")
    house.processes[0].terminate()
    assert follower.closed_with(10) == 1012
    assert house.processes[0].wait(15) in {0, -signal.SIGTERM}  # uvicorn ends by the signal it was sent


@pytest.mark.postgres
def test_what_is_posted_to_one_process_is_pushed_by_the_other(house):
    facts = furnish(house, 3)
    one, other = house.open_door(), house.open_door()
    follower = Server(port_of(other)).follow(first_of(house, facts, 1))
    follower.until("Point 0", "agenda")
    before = follower.hashes["agenda"]
    asyncio.run(next_item(port_of(one), facts, 1))
    while follower.hashes["agenda"] == before:
        follower.hear()


@pytest.mark.postgres
def test_a_bus_that_is_cut_heals_by_itself(house):
    facts = furnish(house, 3)
    one, other = house.open_door(), house.open_door()
    follower = Server(port_of(other)).follow(first_of(house, facts, 1))
    follower.until("Point 0", "agenda")
    before = follower.hashes["agenda"]
    listening = "query LIKE 'LISTEN %' AND datname = current_database()"
    cut = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {listening}"
    with psycopg.connect(house.database_url, autocommit=True) as connection:
        assert connection.execute(cut).rowcount == 2
    asyncio.run(next_item(port_of(one), facts, 1))
    while follower.hashes["agenda"] == before:
        follower.hear(15)
    asyncio.run(next_item(port_of(one), facts, 2))
    before = follower.hashes["agenda"]
    while follower.hashes["agenda"] == before:
        follower.hear()


async def next_item(port: int, facts: dict, number: int) -> None:
    """The facilitator gives the current item five minutes more."""
    facilitator = await Visitor(port, facts["sessions"][0]).connect()
    status, said = await facilitator.post(f"/items/{facts['items'][0]}/extension/", granted=5 * (number - 1))
    facilitator.leave()
    assert status == 200, said
