"""Whoever is signed out meanwhile is told so at every address, and their act is never said to be done."""

import pytest

from tests.rights.house import House, undone
from tests.rights.table import Row, table

pytestmark = pytest.mark.xdist_group("world")
POSTS = [row for row in table() if row.method == "POST" and row.roles and not row.is_api]
ACTS = [row for row in POSTS if "visitor" not in row.roles]


@pytest.mark.parametrize("row", ACTS, ids=str)
def test_an_act_is_not_done_and_is_led_nowhere(house: House, row: Row) -> None:
    """401, in words, and without the marker by which our script knows that something is done."""
    url, data = row.url(house.world), row.data(house.world)
    with undone():
        response = house.client("visitor").post(url, data, headers={"X-Act": "1", "Accept": "application/json"})
    assert response.status_code == 401, f"{response.status_code} {response.get('Location')}"
    told = response.json()
    assert told["signed_out"] is True
    assert "done" not in told
    assert told["message"]
