"""Whoever is signed out meanwhile is told so at every address, and their act is never said to be done."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.html import escape

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


HERE = {"Origin": "http://testserver", "Referer": "http://testserver/circles/"}
ELSEWHERE = {"Origin": "https://elsewhere.example"}
TYPED = {"text": "Deux lignes,\r\net une « virgule »."}
FORMS = [row for row in ACTS if not row.name.startswith("account_")]
ONLY_POSTS = [row for row in ACTS if (row.name, "GET") not in {(row.name, row.method) for row in table()}]


def sent(row: Row, house: House) -> dict[str, Any]:
    """What the row sends, with a long text beside it, from a page that this role was shown."""
    return {**row.data(house.world), **TYPED, "written_by": house.world.person(row.reader).pk, "request_key": "k" * 32}


def given_back(response: HttpResponse) -> list[tuple[str, str]]:
    """The hidden fields of the form that sends it again."""
    page = response.content.decode().partition('class="row error__ways"')[2].partition("</div>")[0]
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page)
    return [(name, unescape(value)) for name, value in found if name != "csrfmiddlewaretoken"]


def fields(data: dict[str, Any]) -> list[tuple[str, str]]:
    """What was typed and chosen; a file is never given back by a page, it is chosen again."""
    several = [(name, said if isinstance(said, list) else [said]) for name, said in data.items()]
    return [(name, str(one)) for name, said in several for one in said if not isinstance(one, UploadedFile)]


@pytest.mark.parametrize("row", FORMS, ids=str)
def test_a_form_sent_after_the_session_ended_is_given_back_whole(house: House, row: Row) -> None:
    data = sent(row, house)
    with undone():
        response = house.client("visitor").post(row.url(house.world), data, headers=HERE)
    page = response.content.decode()
    assert response.status_code == 401
    assert f'<form method="post" action="{escape(row.url(house.world))}">' in page
    assert set(fields(data)) <= set(given_back(response))
    assert escape(TYPED["text"]) in page.partition('id="kept-title"')[2]
    assert "no-store" in response["Cache-Control"]
    assert 'href="/account/login/?next=/circles/"' in page


@pytest.mark.parametrize("row", FORMS, ids=str)
def test_a_form_with_an_old_token_is_given_back_whole_and_nothing_is_done(house: House, row: Row) -> None:
    """As after signing in again in another tab: a press of the button, with a new token, then does it."""
    client = house.client(row.reader)
    client.handler.enforce_csrf_checks = True
    data = {**sent(row, house), "csrfmiddlewaretoken": "a" * 64}
    with undone():
        response = client.post(row.url(house.world), data, headers=HERE)
    assert response.status_code == 403
    back = given_back(response)
    assert set(fields(sent(row, house))) <= set(back)
    assert ("csrfmiddlewaretoken", "a" * 64) not in back


@pytest.mark.parametrize("row", FORMS, ids=str)
def test_what_another_site_sends_is_never_laid_ready(house: House, row: Row) -> None:
    for role in ("visitor", row.reader):
        client = house.client(role)
        client.handler.enforce_csrf_checks = True
        with undone():
            response = client.post(row.url(house.world), TYPED, headers=ELSEWHERE)
        assert response.status_code in {401, 403}
        assert TYPED["text"] not in response.content.decode()
        assert given_back(response) == []


@pytest.mark.parametrize("row", FORMS, ids=str)
def test_a_page_made_for_somebody_else_does_nothing_and_shows_nothing(house: House, row: Row) -> None:
    data = {**sent(row, house), "written_by": 0}
    with undone():
        response = house.client(row.reader).post(row.url(house.world), data, headers=HERE)
    assert response.status_code == 409
    assert escape(TYPED["text"]) not in response.content.decode()


@pytest.mark.parametrize("row", ONLY_POSTS, ids=str)
def test_signing_in_never_leads_to_an_address_that_only_takes_a_form(house: House, row: Row) -> None:
    url = row.url(house.world)
    response = house.client("visitor").get(url)
    assert response.status_code in {302, 405}
    if response.status_code == 302:
        assert response["Location"] == "/account/login/?next=/"
    opened = house.client(row.reader).get(url)
    assert opened.status_code == 405
    assert "<h1>" in opened.content.decode()


def test_passwords_and_codes_are_never_given_back(house: House) -> None:
    client = house.client("visitor")
    client.handler.enforce_csrf_checks = True
    secret = {"login": "noe@example.org", "password": "the moon at night", "code": "ABCDEF"}
    for address in ("/account/login/", "/account/login/code/confirm/", "/account/password/change/"):
        page = client.post(address, secret, headers=HERE).content.decode()
        assert "the moon at night" not in page
        assert "ABCDEF" not in page
