"""The journal's facts over the socket: as the API tells them, by the rights of the ticket's person."""

import json

import pytest

from commissions.actions import add_task, create_circle
from journal.models import Entry
from members.models import Member
from realtime.facts import Question, read_question
from tests.realtime.board import ticket_of

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


@pytest.mark.parametrize(
    "said",
    ["", "[]", "{", '{"since": true}', '{"since": -1}', '{"since": "1"}', '{"since": 1, "topic": 3}', "[" * 50_000],
)
def test_what_is_no_question_is_passed_over(said):
    assert read_question(said) is None


def test_a_question_may_be_about_everything():
    assert read_question('{"since": 3}') == Question(3, None)
