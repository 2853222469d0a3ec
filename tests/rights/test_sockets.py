"""The one socket lets in whoever may read the page, as what they are, and nobody else."""

import time

import pytest

from realtime import pages, rendering
from realtime.pages import Audience
from realtime.tickets import Ticket
from tests.rights.house import House
from tests.rights.table import Row, table
from tests.world import ROLES

pytestmark = pytest.mark.xdist_group("world")
LIVE = [row for row in table() if row.method == "WS"]


@pytest.mark.parametrize("row", LIVE, ids=str)
def test_a_ticket_stands_for_its_person_and_rights_alone(house: House, row: Row) -> None:
    page = pages.live_pages.get(row.name.removeprefix("live:"))
    key = str(row.kwargs(house.world)["key"])
    people = {role: house.world.person(role) for role in ROLES}
    rights = {role: page.audience(key, person) for role, person in people.items()}
    for role, person in people.items():
        for claimed in {*rights.values()} - {None}:
            ticket = Ticket(
                person.pk or 0, getattr(person, "epoch", 0), page.name, key, Audience(claimed, "fr"), time.time()
            )
            assert (ticket in rendering.standing({ticket})) == (rights[role] == claimed), (role, claimed)
