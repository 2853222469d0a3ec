"""Two programs that change the same thing over the API: `If-Match` says what each had read.

Every address of the API that takes a PUT or a PATCH is tried.
"""

from typing import Any

import pytest
from django.core.cache import cache as rates
from django.http import HttpResponse

from tests.rights.house import House, undone
from tests.rights.table import Row, table

pytestmark = pytest.mark.xdist_group("world")
ROWS = [row for row in table() if row.is_api and row.method in {"PUT", "PATCH"} and row.roles]


def read(house: House, row: Row) -> HttpResponse:
    return house.client(row.reader).get(row.url(house.world))


def change(house: House, row: Row, said: dict[str, Any], tag: str = "") -> HttpResponse:
    rates.clear()
    act = getattr(house.client(row.reader), row.method.lower())
    headers = {"If-Match": tag} if tag else {}
    return act(row.url(house.world), said, content_type="application/json", headers=headers)


def texts(house: House, row: Row) -> list[str]:
    """Two fields that hold a text."""
    shown = read(house, row).json()
    tag = read(house, row)["ETag"]
    return [name for name, value in shown.items() if isinstance(value, str) and f"{name}=" in tag][:2]


def test_there_is_something_to_change() -> None:
    assert {row.name for row in ROWS} == {"me-detail", "api-consultation-detail", "api-role-detail", "api-rota-detail"}


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_what_both_changed_is_refused_with_both(house: House, row: Row) -> None:
    name = texts(house, row)[0]
    with undone():
        tag = read(house, row)["ETag"]
        first = change(house, row, {name: "Une phrase"}, tag)
        second = change(house, row, {name: "Une autre"}, tag)
        kept = read(house, row)
        third = change(house, row, {name: "Une autre"}, kept["ETag"])

    assert (first.status_code, second.status_code, third.status_code) == (200, 412, 200)
    assert "Une phrase" in second.json()["errors"][name][0]
    assert "Une autre" in second.json()["errors"][name][0]
    assert kept.json()[name] == "Une phrase"
    assert first["ETag"] == kept["ETag"] != tag
    assert third.json()[name] == "Une autre"


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_what_only_one_changed_is_kept(house: House, row: Row) -> None:
    mine, yours = texts(house, row)
    with undone():
        before = read(house, row)
        change(house, row, {mine: "Une phrase"}, before["ETag"])
        both = change(house, row, {mine: before.json()[mine], yours: "Une autre"}, before["ETag"])

    assert both.status_code == 200
    assert (both.json()[mine], both.json()[yours]) == ("Une phrase", "Une autre")


@pytest.mark.parametrize("row", ROWS, ids=str)
@pytest.mark.parametrize("tag", ["", "*", '"what is this"', 'W/"name=,question"'])
def test_what_is_left_out_stays_whatever_is_said_to_have_been_read(house: House, row: Row, tag: str) -> None:
    with undone():
        before = read(house, row).json()
        name = next(name for name, value in row.data(house.world).items() if isinstance(value, str))
        said = change(house, row, {name: row.data(house.world)[name]}, tag)

    assert said.status_code == 200
    assert said.json() | {name: before[name]} == before


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_what_is_no_object_is_refused(house: House, row: Row) -> None:
    assert change(house, row, ["Une phrase"]).status_code == 400
