"""The table of rights, run whole: every row by every role, and no address outside it."""

import pytest
from django.http import HttpResponse
from django.urls import reverse

from realtime.pages import live_pages
from tests.addresses import addresses
from tests.rights.house import House
from tests.rights.table import Row, table
from tests.world import ROLES

pytestmark = pytest.mark.xdist_group("world")
ROWS = table()
REQUESTS = [row for row in ROWS if row.method != "WS"]
LIVE = [row for row in ROWS if row.method == "WS"]


def is_denied(response: HttpResponse) -> bool:
    """403, 404, 401 of the API, or sent away to sign in."""
    to_sign_in = response.status_code == 302 and response["Location"].partition("?")[0] == reverse("account_login")
    return response.status_code in {401, 403, 404} or to_sign_in


def test_every_address_is_in_the_table() -> None:
    known = {(row.name, row.method) for row in REQUESTS}
    missing = sorted(addresses() - known)
    assert not missing, f"no row says who may: {missing}"


def test_the_table_holds_no_address_that_is_gone() -> None:
    gone = sorted({(row.name, row.method) for row in REQUESTS} - addresses())
    assert not gone, f"these rows stand for nothing: {gone}"


def test_every_live_page_is_in_the_table() -> None:
    assert {f"live:{name}" for name in live_pages} == {row.name for row in LIVE}


@pytest.mark.parametrize("row", REQUESTS, ids=str)
def test_who_may(house: House, row: Row) -> None:
    answered = {role: house.ask(row, role) for role in ROLES}
    crashed = [role for role, response in answered.items() if response.status_code >= 500]
    refused = [role for role, response in answered.items() if response.status_code == 405]
    assert not crashed, f"{row} crashed for {crashed}"
    assert not refused, f"{row} is no method of that address"
    allowed = {role for role, response in answered.items() if not is_denied(response)}
    assert allowed == row.roles, {role: response.status_code for role, response in answered.items()}


@pytest.mark.parametrize("row", LIVE, ids=str)
def test_who_may_follow(house: House, row: Row) -> None:
    page = live_pages[row.name.removeprefix("live:")]
    key = row.kwargs(house.world)["key"]
    allowed = {role for role in ROLES if page.audience(key, house.world.person(role)) is not None}
    assert allowed == row.roles
