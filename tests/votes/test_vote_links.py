"""A named vote by the link of a letter; a secret one has none."""

from datetime import timedelta

from django.utils import timezone

from journal.actions import CLOCK, action
from journal.models import Entry
from members.due import tell_notifications
from members.models import Mail, Member, Notification
from tests.votes.conftest import ask
from votes.actions import give_proxy
from votes.actions.reminders import announce
from votes.counting.majority import MajorityRules
from votes.models import Proxy, Vote


def letter_to(member: Member) -> Mail:
    Notification.objects.filter(settled_at=None).update(leaves_at=timezone.now() - timedelta(minutes=1))
    tell_notifications()
    return Mail.objects.get(kind="notifications", member=member)


def test_a_named_vote_is_cast_once_by_the_link_of_its_letter(consultation, ines, malo, rose, client) -> None:
    ballot = ask(consultation, ines, closes_at=timezone.now() + timedelta(days=7))
    action(announce)(ballot, actor=CLOCK)
    address = "/answers/" + letter_to(rose).text.partition("/answers/")[2].split()[0]
    for _scan in range(10):
        assert client.get(address).status_code == 200
    assert not Vote.objects.exists()
    client.post(address, {"value": "against"})
    client.post(address, {"value": "for"})
    vote = Vote.objects.get()
    assert (vote.entry.member, vote.choice) == (rose, "against")


def test_a_secret_vote_has_no_link(consultation, ines, malo, rose) -> None:
    ballot = ask(
        consultation,
        ines,
        rules=MajorityRules(secret=True),
        secret=True,
        closes_at=timezone.now() + timedelta(days=7),
    )
    action(announce)(ballot, actor=CLOCK)
    assert "/answers/" not in letter_to(rose).text


def test_a_proxy_is_accepted_once_by_the_link_of_its_letter(meeting, ines, malo, rose, client) -> None:
    for giver in (rose, ines):
        give_proxy(meeting, giver=giver, holder=malo, actor=giver)
    letter = letter_to(malo)
    assert letter.text.startswith("Rose et Inès vous demandent de porter leurs pouvoirs")
    address = "/answers/" + letter.text.partition("/answers/")[2].split()[0]
    assert "Votez-vous à la place de Rose" in client.get(address).content.decode()
    assert not Proxy.objects.accepted().exists()
    client.post(address, {"value": "accept"})
    client.post(address, {"value": "decline"})
    assert [proxy.giver for proxy in Proxy.objects.accepted()] == [rose]
    assert Proxy.objects.get(giver=ines).ended_at is None


def test_a_proxy_is_declined_by_the_link_of_its_letter(meeting, malo, rose, client) -> None:
    give_proxy(meeting, giver=rose, holder=malo, actor=rose)
    address = "/answers/" + letter_to(malo).text.partition("/answers/")[2].split()[0]
    client.post(address, {"value": "decline"})
    assert Proxy.objects.get().end == Proxy.End.DECLINED
    assert Entry.objects.filter(verb="answer.by_link").count() == 1
