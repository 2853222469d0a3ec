"""The journal's facts over the socket: as the API tells them, by the rights of the ticket's person."""

import json
import threading

import pytest

from commissions.actions import add_task, create_circle
from journal.models import Entry
from journal.queries import entries
from members.models import Member
from realtime import facts
from realtime import hub as hub_module
from realtime.facts import FactsQuery, Turns, read_question
from tests.realtime.board import rename, ticket_of
from tests.waiting import wait_until

pytestmark = pytest.mark.servers


def ask(follower, **question):
    follower.socket.send(json.dumps(question))
    while not {"facts", "refused"} & (news := follower.hear()).keys():
        pass
    return news


def test_facts_are_read_on_from_where_one_stopped(server, ca, ines):
    follower = server.follow(ticket_of(ca, ines))
    task = add_task(ca, title="Relire le bail", actor=ines)
    first = ask(follower, since=0, topic=task.topic)
    assert [fact["verb"] for fact in first["facts"]] == ["task.added"]
    assert first["facts"][0]["private"]["title"] == "Relire le bail"
    assert first["reached"] == Entry.objects.latest("seq").seq
    assert ask(follower, since=first["reached"], topic=task.topic)["facts"] == []


def test_what_one_may_not_read_is_refused(server, ca, omar, admin):
    kept = create_circle(actor=admin, kind="commission", name="Médiation", is_open=False)
    follower = server.follow(ticket_of(ca, omar))
    assert ask(follower, since=0, topic=kept.topic) == {"refused": kept.topic}


def test_a_ticket_of_a_former_epoch_reads_as_nobody(server, ca, ines):
    follower = server.follow(ticket_of(ca, ines))
    follower.until("CA")
    Member.objects.filter(pk=ines.pk).update(epoch=7)
    assert ask(follower, since=0, topic=ca.topic) == {"refused": ca.topic}


def test_turns_of_one_person_are_a_quarter_of_a_second_apart():
    turns = Turns()
    assert [turns.wait(1, now=10.0) for _ in range(8)] == [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75]
    assert turns.wait(2, now=10.0) == 0
    assert turns.wait(1, now=11.5) == 0.5
    assert turns.wait(1, now=60.0) == 0


def test_one_person_is_answered_in_turn_however_many_sockets_ask(server, ca, ines, malo, monkeypatch):
    """Seven of eight sockets wait for their turn; somebody else's answer does not wait for them."""
    monkeypatch.setattr(facts, "EVERY", 3600.0)
    crowd = [server.follow(ticket_of(ca, ines)) for _ in range(8)]
    other = server.follow(ticket_of(ca, malo))
    for follower in [*crowd, other]:
        follower.until("CA")
    first, *waiting = crowd
    assert "facts" in ask(first, since=0)
    for follower in waiting:
        follower.socket.send(json.dumps({"since": 0}))
    assert "facts" in ask(other, since=0)
    rename(ca, name="Conseil")
    for follower in waiting:  # what they hear next is no answer
        assert "Conseil" in follower.hear()["regions"]["title"]["html"]


def test_facts_are_read_in_a_thread_of_their_own(server, ca, ines, monkeypatch):
    """While an answer is being read, a change is pushed to every page."""
    gate = threading.Event()
    monkeypatch.setattr(facts, "entries", lambda *asked: gate.wait(20) and entries(*asked))
    follower, watcher = server.follow(ticket_of(ca, ines)), server.follow(ticket_of(ca, ines))
    watcher.until("CA")
    follower.socket.send(json.dumps({"since": 0}))
    rename(ca, name="Bureau")
    watcher.until("Bureau")
    gate.set()
    while "facts" not in follower.hear():
        pass


def test_one_person_holds_so_many_sockets(server, ca, ines, malo, monkeypatch):
    monkeypatch.setattr(hub_module, "PER_PERSON", 2)
    held = [server.follow(ticket_of(ca, ines)) for _ in range(2)]
    for follower in held:
        follower.until("CA")
    assert server.follow(ticket_of(ca, ines)).closed_with() == hub_module.TRY_LATER
    server.follow(ticket_of(ca, malo)).until("CA")
    held.pop().socket.close()
    wait_until(lambda: hub_module.hub._held[f"member:{ines.pk}"] == 1)
    server.follow(ticket_of(ca, ines)).until("CA")


@pytest.mark.parametrize(
    "said",
    ["", "[]", "{", '{"since": true}', '{"since": -1}', '{"since": "1"}', '{"since": 1, "topic": 3}', "[" * 50_000],
)
def test_what_is_no_question_is_passed_over(said):
    assert read_question(said) is None


def test_a_question_may_be_about_everything():
    assert read_question('{"since": 3}') == FactsQuery(3, None)
