"""Nothing irreversible happens in one press, at any address."""

from collections.abc import Iterable

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.urls import resolve

from tests.rights.confirmations import ASKS, ASKS_SOMETIMES, HARMLESS, UNDONE, WRITTEN
from tests.rights.house import House, undone
from tests.rights.table import Row, table
from tests.rights.test_twice import state

pytestmark = pytest.mark.xdist_group("world")
POSTS = [row for row in table() if row.method == "POST" and not row.is_api]
KINDS: tuple[Iterable[str], ...] = (ASKS, ASKS_SOMETIMES, UNDONE, WRITTEN, HARMLESS)
ASKING = [row for row in POSTS if row.name in ASKS and row.roles]
ACT = {"X-Act": "1", "Accept": "application/json"}


def press(house: House, row: Row, headers: dict[str, str], **more: str) -> HttpResponse:
    cache.clear()  # rates are limited elsewhere
    client = house.client(row.reader)
    return client.post(row.url(house.world), row.data(house.world) | more, headers=headers)


def test_every_act_is_of_one_kind() -> None:
    """A new one is decided in `tests/rights/confirmations.py`."""
    decided = [name for kind in KINDS for name in kind]
    names = {row.name for row in POSTS}
    assert sorted(names - set(decided)) == [], "undecided"
    assert sorted(set(decided) - names) == [], "gone"
    assert len(decided) == len(set(decided)), "decided twice"


@pytest.mark.parametrize("row", ASKING, ids=str)
def test_it_is_asked_before_it_is_done(house: House, row: Row) -> None:
    with undone():
        before = state()
        answer = press(house, row, ACT).json()
        assert state() == before
    if answer.get("message"):  # as the world stands it would be refused: nothing is asked
        return
    assert "done" not in answer
    assert [bool(answer["confirmation"][name]) for name in ("title", "text", "label")] == [True] * 3


@pytest.mark.parametrize("row", ASKING, ids=str)
def test_without_a_script_it_is_asked_on_a_page(house: House, row: Row) -> None:
    with undone():
        before = state()
        answer = press(house, row, {"Referer": "http://testserver/circles/"})
        assert state() == before
    if answer.status_code == 303:
        return
    page = answer.content.decode()
    assert '<input type="hidden" name="confirmed" value="yes">' in page
    assert '<input type="hidden" name="came_from" value="http://testserver/circles/">' in page
    assert page.count('name="request_key"') == page.count('name="csrfmiddlewaretoken"')


@pytest.mark.parametrize("row", [row for row in POSTS if row.name in UNDONE and row.roles], ids=str)
def test_what_takes_it_back_is_offered(house: House, row: Row) -> None:
    with undone():
        answer = press(house, row, ACT, confirmed="yes").json()
    if "done" not in answer:  # as the world stands it is refused: nothing is to be taken back
        assert answer["message"]
        return
    assert resolve(answer["undo"]["url"]).view_name in {row.name for row in POSTS}


def test_most_of_what_asks_is_asked_in_this_world(house: House) -> None:
    with undone():
        asked = {row.name for row in ASKING if "confirmation" in press(house, row, ACT).json()}
    assert len(asked) >= len(ASKS) // 2
