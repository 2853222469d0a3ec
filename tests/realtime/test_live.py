"""The socket, the hub and the pages, through a real server."""

import json

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from commissions.models import Circle
from realtime import hub as hub_module
from realtime import tickets
from realtime.hub import hub
from realtime.pages import digest
from tests.realtime.board import may_render_secret, rename, rendered, ticket_of, touch_only, turn_out, votes
from tests.waiting import wait_until

pytestmark = pytest.mark.servers


def test_a_change_is_pushed_to_each_audience_in_its_language(server, ca, ines, omar):
    inside, english = server.follow(ticket_of(ca, ines)), server.follow(ticket_of(ca, ines, "en"))
    outside = server.follow(ticket_of(ca, omar))
    for follower, shown in ((inside, "inside, fr"), (english, "inside, en"), (outside, "outside, fr")):
        follower.until(f"CA ({shown})")
    rename(ca, name="Conseil")
    for follower, shown in ((inside, "inside, fr"), (english, "inside, en"), (outside, "outside, fr")):
        follower.until(f"Conseil ({shown})")
    inside.until("Conseil", "secret")
    assert outside.regions["secret"] == ""


def test_a_region_is_rendered_once_for_an_audience_however_many_follow(server, ca, ines, malo, rose):
    followers = [server.follow(ticket_of(ca, person)) for person in (ines, malo, rose) for _ in range(5)]
    for follower in followers:
        follower.until("CA")
    rendered.clear()
    rename(ca, name="Conseil")
    for follower in followers:
        follower.until("Conseil")
    assert len(rendered) == 1


def a_pass_goes_by(server, person):
    """The hub has gone through all that it was told before: it looks at the pages in the order in which they came."""
    circle = Circle.objects.create(name="Later", slug="later", kind=Circle.Kind.COMMISSION)
    last = server.follow(ticket_of(circle, person))
    last.until("Later")
    rename(circle, name="Last")
    last.until("Last")


def test_what_did_not_change_is_not_sent(server, ca, ines):
    follower = server.follow(ticket_of(ca, ines))
    follower.until("CA")
    touch_only(f"circle:{ca.pk}", "meeting:1")
    a_pass_goes_by(server, ines)
    rename(ca, name="Conseil")
    assert "Conseil" in follower.hear()["regions"]["title"]["html"]
    assert set(follower.hear()["regions"]) == {"secret"}  # what may come later comes in a message of its own


def test_on_coming_back_only_what_differs_is_sent(server, ca, ines):
    first = server.follow(ticket_of(ca, ines))
    first.until("CA")
    assert first.regions.keys() == {"title", "secret", "turnout"}
    first.socket.close()
    same = server.follow(ticket_of(ca, ines), first.hashes)
    assert "now" in same.hear()
    votes[str(ca.pk)] = 3
    touch_only(f"tally:{ca.pk}")
    assert set(same.hear()["regions"]) == {"turnout"}
    same.socket.close()
    differing = server.follow(ticket_of(ca, ines), first.hashes)
    differing.until("3", "turnout")
    assert differing.regions.keys() == {"turnout"}


def test_the_page_and_the_socket_show_the_same_bytes(server, ca, ines):
    from django.contrib.auth.models import AnonymousUser
    from django.test import RequestFactory

    from realtime.pages import open_page
    from realtime.templatetags.live import live_region

    request = RequestFactory().get("/")
    request.user = ines
    live = open_page(request, "board", str(ca.pk))
    follower = server.follow(ticket_of(ca, ines))
    follower.until("CA")
    for name in ("title", "secret", "turnout"):
        printed = live_region(live, name)
        assert f">{follower.regions[name]}</div>" in printed
        assert follower.hashes[name] == digest(live.render(name))
        assert f'data-hash="{follower.hashes[name]}"' in printed
    assert not isinstance(live.person, AnonymousUser)


def test_changes_close_together_are_gathered_and_the_last_one_is_shown(server, ca, ines, monkeypatch):
    monkeypatch.setattr(hub_module, "GATHER", 1.0)
    follower = server.follow(ticket_of(ca, ines))
    follower.until("CA")
    follower.frames = 0
    for number in range(20):
        rename(ca, name=f"Conseil {number}.")
    follower.until("Conseil 19.")
    assert follower.frames < 15


def test_a_lone_change_does_not_wait_to_be_gathered(server, ca, ines, monkeypatch):
    monkeypatch.setattr(hub_module, "GATHER", 3600.0)
    follower = server.follow(ticket_of(ca, ines))
    follower.until("CA")
    rename(ca, name="Conseil")
    follower.until("Conseil")


def test_a_watched_count_is_followed_without_being_announced(server, ca, ines):
    votes[str(ca.pk)] = 1
    follower = server.follow(ticket_of(ca, ines))
    follower.until("1", "turnout")
    votes[str(ca.pk)] = 2
    follower.until("2", "turnout", timeout=2)
    votes[str(ca.pk)] = 3
    follower.until("3", "turnout", timeout=2)


def test_turnout_is_looked_at_four_times_a_second_however_often_it_moves(server, ca, ines, monkeypatch):
    assert hub_module.COUNT_EVERY == 0.25
    monkeypatch.setattr(hub_module, "COUNT_EVERY", 3600.0)
    votes[str(ca.pk)] = 0
    follower = server.follow(ticket_of(ca, ines))
    follower.until("0", "turnout")
    for number in range(5):
        votes[str(ca.pk)] += 1
        rename(ca, name=f"Conseil {number}.")
        follower.until(f"Conseil {number}.", "secret")
    assert ">0<" in follower.regions["turnout"]


# Who may


def test_a_socket_from_another_site_is_refused(server, ca):
    with pytest.raises(InvalidStatus, match="403"):
        server.socket(origin="https://elsewhere.example")


def test_a_trusted_origin_is_let_in(server, ca, ines, settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://usine.example"]
    follower = server.follow(ticket_of(ca, ines), origin="https://usine.example")
    follower.until("CA")


def test_an_unknown_socket_path_is_refused(server):
    with pytest.raises(InvalidStatus, match="403"):
        server.socket("/elsewhere/")


@pytest.mark.parametrize("first", ["", "[]", "{}", '{"ticket": 3}', '{"ticket": "forged"}', "{\x00"])
def test_without_a_ticket_of_ours_the_socket_closes(server, ca, first):
    socket = server.socket()
    socket.send(first)
    with pytest.raises(ConnectionClosed) as closed:
        socket.recv(5)
    assert closed.value.rcvd.code == 4401


def test_a_ticket_that_was_altered_or_has_run_out_is_refused(server, ca, ines, monkeypatch):
    ticket = ticket_of(ca, ines)
    assert server.follow(ticket[:-1] + ("A" if ticket[-1] != "A" else "B")).closed_with() == 4401
    monkeypatch.setattr(tickets, "LIFETIME", -1.0)
    assert server.follow(ticket).closed_with() == 4401


def test_a_ticket_for_a_page_that_is_gone_is_refused(server, ca, ines):
    ticket = ticket_of(ca, ines)
    ca.mandates.all().delete()
    ca.delete()
    assert server.follow(ticket).closed_with() == 4404


def test_whoever_loses_the_right_is_closed_before_the_next_change(server, ca, ines, malo):
    loser, keeper = server.follow(ticket_of(ca, malo)), server.follow(ticket_of(ca, ines))
    loser.until("CA")
    keeper.until("CA")
    turn_out(ca, malo)
    rename(ca, name="Entre nous")
    assert loser.closed_with() == 4403
    assert "Entre nous" not in loser.regions["secret"]
    keeper.until("Entre nous", "secret")


def test_an_old_ticket_does_not_outlive_the_right(server, ca, malo):
    ticket = ticket_of(ca, malo)
    server.follow(ticket).until("CA")
    turn_out(ca, malo)
    late = server.follow(ticket)
    assert late.closed_with() == 4403
    assert late.regions == {}


def test_a_raised_epoch_closes_the_persons_sockets(server, ca, ines, malo):
    revoked, other = server.follow(ticket_of(ca, malo)), server.follow(ticket_of(ca, ines))
    revoked.until("CA")
    other.until("CA")
    malo.epoch = 1
    malo.save(update_fields=["epoch"])
    touch_only(f"member:{malo.pk}")
    assert revoked.closed_with() == 4403
    rename(ca, name="Conseil")
    other.until("Conseil")
    malo.refresh_from_db()
    server.follow(ticket_of(ca, malo)).until("Conseil")


def test_a_deactivated_person_is_closed(server, ca, malo):
    follower = server.follow(ticket_of(ca, malo))
    follower.until("CA")
    malo.is_active = False
    malo.save(update_fields=["is_active"])
    touch_only(f"member:{malo.pk}")
    assert follower.closed_with() == 4403


def test_rights_that_hang_on_the_page_are_asked_again_of_everybody(server, ca, ines, malo):
    loser, keeper = server.follow(ticket_of(ca, malo)), server.follow(ticket_of(ca, ines))
    loser.until("CA")
    keeper.until("CA")
    ca.mandates.filter(member=malo).update(until="2026-01-01")
    touch_only(f"circle:{ca.pk}:doors")
    assert loser.closed_with() == 4403
    rename(ca, name="Conseil")
    assert "Conseil" in keeper.hear()["regions"]["title"]["html"]


def test_a_fresh_ticket_comes_before_the_old_one_ends(server, ca, ines, malo, monkeypatch):
    follower, loser = server.follow(ticket_of(ca, ines)), server.follow(ticket_of(ca, malo))
    follower.until("CA")
    loser.until("CA")
    old = follower.ticket
    ca.mandates.filter(member=malo).update(until="2026-01-01")  # by the calendar: nothing is announced
    monkeypatch.setattr(tickets, "LIFETIME", 0.0)
    hub._loop.call_soon_threadsafe(lambda: hub._loop.create_task(hub.renew_ending()))
    while follower.ticket == old:
        follower.hear()
    assert loser.closed_with() == 4403
    monkeypatch.undo()
    assert tickets.read(follower.ticket).issued > tickets.read(old).issued


# What goes wrong


def test_a_socket_that_does_not_read_delays_nobody_and_then_has_the_newest(server, ca, ines, malo):
    ca.name = "x" * 50
    slow = server.follow(ticket_of(ca, malo), max_queue=1)
    quick = server.follow(ticket_of(ca, ines))
    quick.until("CA")
    wait_until(lambda: hub.sockets == 2)
    big = "y" * 40_000
    for number in range(150):
        votes[str(ca.pk)] = f"{number}{big}"
        touch_only(f"tally:{ca.pk}")
        quick.until(f"<p>{number}y", "turnout")
    assert len(hub.slow) == 1
    slow.until("<p>149y", "turnout", timeout=10)
    assert slow.frames < 150
    wait_until(lambda: not hub.slow)


def test_a_region_that_cannot_be_rendered_leaves_the_others_moving(server, ca, ines, caplog):
    follower = server.follow(ticket_of(ca, ines))
    follower.until("CA")
    rename(ca, name="broken")
    follower.until("broken", "secret")
    assert "CA" in follower.regions["title"]
    assert "could not be rendered" in caplog.text
    rename(ca, name="Mended")
    follower.until("Mended")


def test_a_page_that_is_gone_closes_its_sockets(server, ca, omar):
    follower = server.follow(ticket_of(ca, omar))
    follower.until("CA")
    topic = f"circle:{ca.pk}"
    ca.delete()
    touch_only(topic)
    assert follower.closed_with() == 4404


def test_a_change_that_was_missed_is_shown_when_the_bus_heals(server, ca, ines):
    follower = server.follow(ticket_of(ca, ines))
    follower.until("CA")
    type(ca).objects.filter(pk=ca.pk).update(name="Unheard")
    a_pass_goes_by(server, ines)
    votes[str(ca.pk)] = 3
    touch_only(f"tally:{ca.pk}")
    assert set(follower.hear()["regions"]) == {"turnout"}
    hub.heal()
    follower.until("Unheard")


def test_who_leaves_is_forgotten(server, ca, ines):
    follower = server.follow(ticket_of(ca, ines))
    follower.until("CA")
    assert hub.sockets == 1
    follower.socket.close()
    wait_until(lambda: hub.sockets == 0)
    assert hub.pages == 0


def test_who_comes_back_alone_during_a_rendering_misses_nothing(server, ca, ines, omar):
    """The last of an audience leaves halfway through a change, and comes in again before it is whole."""
    outside, inside = server.follow(ticket_of(ca, omar)), server.follow(ticket_of(ca, ines))
    outside.until("CA")
    inside.until("CA", "secret")
    before = dict(inside.hashes)
    may_render_secret.clear()
    try:
        rename(ca, name="Conseil")
        inside.until("Conseil")
        inside.socket.close()
        wait_until(lambda: hub.sockets == 1)
        again = server.follow(ticket_of(ca, ines), before)
        wait_until(lambda: hub.sockets == 2)
    finally:
        may_render_secret.set()
    again.until("Conseil")
    again.until("Conseil", "secret")


def test_the_first_message_is_bounded(server):
    socket = server.socket()
    socket.send(json.dumps({"ticket": "x" * 100_000}))
    with pytest.raises(ConnectionClosed) as closed:
        socket.recv(5)
    assert closed.value.rcvd.code == 1009
