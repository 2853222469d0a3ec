"""The parts of the live page that need no server."""

import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from journal import listeners
from realtime import bus, tickets
from realtime.pages import Audience, live_pages, open_page
from realtime.socket import is_same_origin, read_first
from tests.realtime.board import rename, ticket_of, touch_only
from tests.refusals import refused


def request_of(person):
    request = RequestFactory().get("/")
    request.user = person
    return request


# Pages


def test_opening_a_page_asks_the_rule_of_reading(ca, ines, omar):
    assert open_page(request_of(ines), "board", str(ca.pk)).audience == Audience("inside", "fr")
    assert open_page(request_of(omar), "board", str(ca.pk)).audience == Audience("outside", "fr")
    with refused("board.follow"):
        open_page(request_of(AnonymousUser()), "board", str(ca.pk))
    with pytest.raises(Http404):
        open_page(request_of(ines), "board", "0")


def test_a_pages_template_carries_regions_ticket_and_words(ca, ines):
    live = open_page(request_of(ines), "board", str(ca.pk))
    printed = Template('{% load live %}{% live_region live "title" "card" %}{% live_client live %}').render(
        Context({"live": live})
    )
    assert '<div id="region-title" data-region="title" data-hash="' in printed
    assert 'class="region card"' in printed
    assert "<h2>CA (inside, fr)</h2>" in printed
    ticket = printed.partition('data-ticket="')[2].partition('"')[0]
    assert tickets.read(ticket).person == ines.pk
    assert "Cette page se met à jour toute seule" in printed
    assert "<script>" not in printed


# Tickets


def test_a_ticket_says_who_follows_what_as_which_audience_and_until_when(ca, ines):
    with override("en"):
        ticket = tickets.read(ticket_of(ca, ines, "en"))
    assert (ticket.person, ticket.page, ticket.key) == (ines.pk, "board", str(ca.pk))
    assert ticket.audience == Audience("inside", "en")
    assert ticket.until == ticket.issued + tickets.LIFETIME


@pytest.mark.parametrize("text", ["", "x", "W10:1:2", None])
def test_what_is_no_ticket_is_none(text):
    assert tickets.read(text or "") is None


# The socket's door


@pytest.mark.parametrize(
    ("origin", "host", "is_let_in"),
    [
        ("http://localhost:8000", "localhost:8000", True),
        ("https://usine.example", "usine.example", True),
        ("http://localhost:8001", "localhost:8000", False),
        ("https://usine.example.evil", "usine.example", False),
        ("null", "usine.example", False),
        ("", "usine.example", False),
        ("", "", False),
    ],
)
def test_only_a_page_of_ours_opens_a_socket(origin, host, is_let_in):
    assert is_same_origin({b"origin": origin.encode(), b"host": host.encode()}) == is_let_in


def test_brackets_by_the_thousand_are_no_ticket():
    assert read_first("[" * 100_000) == (None, {})


@pytest.mark.parametrize("hashes", [None, 3, [], "x"])
def test_hashes_that_are_none_count_as_nothing_shown(ca, ines, hashes):
    ticket, read = read_first(json.dumps({"ticket": ticket_of(ca, ines), "hashes": hashes}))
    assert ticket is not None
    assert read == {}


# The bus


def test_long_news_is_cut_into_what_postgresql_carries():
    topics = sorted(f"gathering:{number}:presence" for number in range(2000))
    payloads = list(bus.payloads(topics))
    assert len(payloads) > 1
    assert all(len(payload.encode()) < 8000 for payload in payloads)
    assert {json.loads(payload)[0] for payload in payloads} == {bus.ORIGIN}
    assert [topic for payload in payloads for topic in json.loads(payload)[1:]] == topics


def test_the_channel_is_this_installations_own(settings):
    ours = bus.channel()
    settings.SECRET_KEY = "another"
    assert bus.channel() != ours


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_news_leaves_with_the_commit_and_not_without_it(ca):
    import psycopg
    from django.db import connection, transaction
    from psycopg import sql

    parameters = {k: v for k, v in connection.get_connection_params().items() if k not in {"cursor_factory", "context"}}
    with psycopg.connect(**parameters, autocommit=True) as line:
        line.execute(sql.SQL("LISTEN {}").format(sql.Identifier(bus.channel())))
        with transaction.atomic():
            rename(ca, "Undone")
            transaction.set_rollback(True)
        rename(ca, "Conseil")
        touch_only("meeting:1")
        heard = list(line.notifies(timeout=5, stop_after=2))
    assert [json.loads(news.payload) for news in heard] == [
        [bus.ORIGIN, f"circle:{ca.pk}"],
        [bus.ORIGIN, "meeting:1"],
    ]


def test_the_bus_listens_to_the_journal():
    assert bus.within in listeners.within.values()
    assert bus.after in listeners.after.values()


def test_an_unknown_page_is_none():
    assert live_pages.get("nothing") is None
