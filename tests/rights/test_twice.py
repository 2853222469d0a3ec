"""The same request twice counts once: every address that changes something, pages and API alike."""

import json
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db.models import Model
from django.http import HttpResponse

from tests.rights.forms import Page
from tests.rights.house import House, undone
from tests.rights.table import Row, pages, table

pytestmark = pytest.mark.xdist_group("world")
SAID_ONCE = {"members:key", "members:signing-out-everywhere"}  # a secret; and who is signed out is nobody any more
CHANGING = [row for row in table() if row.method not in {"GET", "WS"} and row.roles]


def send(house: House, row: Row, key: str) -> HttpResponse:
    """This row's request, as somebody who may, with its key: in the header, or in the form."""
    cache.clear()  # rates are limited elsewhere
    client, url, data = house.client(row.reader), row.url(house.world), row.sent(house.world)
    act = getattr(client, row.method.lower())
    if row.is_api or row.method != "POST":
        kind = {"content_type": "application/json"} if row.is_sent_as_json else {}
        return act(url, data, headers={"Idempotency-Key": key}, **kind)
    return act(url, data | {"request_key": key}, headers={"Referer": "http://testserver/circles/"})


def state() -> dict[str, list[Any]]:
    """Every row of the house, but not when somebody was last seen."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list(*_columns(model)))
        for model in apps.get_models()
        if model is not Session and model._meta.managed
    }


def _columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if field.attname != "last_login"]


def said(response: HttpResponse) -> tuple[int, Any, Any]:
    is_json = response.get("Content-Type", "").startswith("application/json")
    return response.status_code, response.get("Location"), json.loads(response.content) if is_json else None


@pytest.fixture(scope="module")
def before(house: House) -> dict[str, list[Any]]:
    """What every request of this module finds: each is undone."""
    return state()


@pytest.mark.parametrize("row", CHANGING, ids=str)
def test_the_same_request_twice_counts_once(house: House, before: dict[str, list[Any]], row: Row) -> None:
    with undone():
        first = said(send(house, row, "7" * 32))
        once = state()
        again = said(send(house, row, "7" * 32))
        twice = state()

    assert {name for name in once if once[name] != twice[name]} == set()
    if before != once and row.name not in SAID_ONCE:
        is_gone = again == (first[0], "http://testserver/circles/", None)  # what its page showed: back to the page
        assert again == first or is_gone


@pytest.mark.parametrize("row", pages(), ids=str)
def test_every_form_carries_a_key_for_its_one_sending(house: House, row: Row) -> None:
    page = house.ask(row, row.reader).content.decode()
    forms = [form.fields for form in Page(page, row, row.url(house.world)).forms]

    carried = ("request_key", "csrfmiddlewaretoken")
    assert [form for form in forms if [len(form.getlist(name)) for name in carried] != [1, 1]] == []
