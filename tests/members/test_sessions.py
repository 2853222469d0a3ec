"""A session lives on with use, and says who is there to a page that was left open."""

from datetime import date

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.urls import reverse

from journal import listeners

pytestmark = pytest.mark.django_db


def ends(client) -> date:
    return Session.objects.get(pk=client.cookies[settings.SESSION_COOKIE_NAME].value).expire_date.date()


def test_a_session_lives_on_with_use(client, noe):
    with time_machine.travel("2026-11-01 12:00", tick=False):
        client.force_login(noe)
        client.get("/me/")
    with time_machine.travel("2026-11-29 12:00", tick=False):
        response = client.get("/me/")
    assert response.status_code == 200
    assert ends(client) == date(2026, 12, 29)
    assert response.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 30 * 24 * 3600
    with time_machine.travel("2026-12-28 12:00", tick=False):
        assert client.get("/me/").status_code == 200


def test_a_session_that_is_not_used_ends(client, noe):
    with time_machine.travel("2026-11-01 12:00", tick=False):
        client.force_login(noe)
        client.get("/me/")
    with time_machine.travel("2026-12-02 12:00", tick=False):
        assert client.get("/me/").status_code == 302


def test_a_session_is_written_once_a_day(client, noe, django_assert_num_queries):
    client.force_login(noe)
    client.get(reverse("web:session"))
    with django_assert_num_queries(2) as asked:  # the session, the member
        client.get(reverse("web:session"))
    assert not [query for query in asked.captured_queries if not query["sql"].startswith("SELECT")]


def test_our_script_is_told_who_is_signed_in(client, noe):
    nobody = client.get(reverse("web:session")).json()
    client.force_login(noe)
    somebody = client.get(reverse("web:session")).json()
    assert (nobody["me"], somebody["me"]) == ("", str(noe.pk))
    assert nobody["token"]


def test_a_page_that_reads_itself_again_hears_for_whom(client, noe):
    url = reverse("members:me")
    assert client.get(url, headers={"X-Live": "1"}).status_code == 401
    client.force_login(noe)
    assert client.get(url, headers={"X-Live": "1"})["X-Me"] == str(noe.pk)


def test_pages_left_open_are_told_of_signing_out_once_the_session_has_ended(client, noe):
    """Told before, one that asks at once who it is for would be shown as before, and stay so."""
    left: list[int] = []

    def hear(topics: frozenset[str]) -> None:
        left.append(Session.objects.count())

    client.force_login(noe)
    with listeners.within.replaced({"test": hear}):
        client.post(reverse("account_logout"))
    assert left == [0]


@pytest.mark.parametrize(
    ("host", "secure", "kept"),
    [("localhost", False, "private"), ("testserver", True, "private"), ("testserver", False, "no-store")],
)
def test_pages_are_kept_only_where_signing_out_clears_them(client, noe, host, secure, kept):
    client.force_login(noe)
    page = client.get(reverse("members:members"), headers={"Host": host}, secure=secure)
    assert page["Cache-Control"] == kept
    left = client.post(reverse("account_logout"), headers={"Host": host}, secure=secure)
    assert left["Clear-Site-Data"] == '"cache"'


def test_a_page_for_everybody_is_not_marked(client):
    assert "Clear-Site-Data" not in client.get(reverse("account_login"))
