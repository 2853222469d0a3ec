"""Somebody who left asks to be forgotten: who they were goes, what was decided stays."""

from datetime import date

import pytest
from django.urls import reverse

from journal.actions import action
from journal.models import PrivateText
from journal.queries import latest
from journal.verify import verify
from members.actions import (
    accept_invitation,
    change_address,
    deactivate,
    edit_profile,
    forget_member,
    invite,
    reactivate,
    record_membership,
    record_residency,
    reveal_mail,
)
from members.models import Invitation, Mail, Member
from members.outbox import send
from members.tokens import Bearer
from tests.refusals import refused


@pytest.fixture
def zoe(admin) -> Member:
    """She came by an invitation, has another address by now, rented a space, and left."""
    invitation = invite(actor=admin, email="zoe@example.org", name="Zoé Martin")
    letter = Mail.objects.get(kind="invitation")
    reveal_mail(letter, actor=admin)
    token = letter.text.partition("/invitations/")[2].partition("/")[0]
    zoe = accept_invitation(invitation, actor=Bearer(token), name="Zoé Martin")
    edit_profile(zoe, actor=zoe, name="Zoé M.", about="Potière au fond de la cour", language="fr")
    record_residency(zoe, actor=admin, trade="Potière", structure="Terre", pole="crafts", since=date(2026, 2, 1))
    record_membership(zoe, actor=admin, year=2026, paid_on=date(2026, 2, 1))
    change_address(zoe, actor=admin, email="zoe.martin@example.org")
    return deactivate(zoe, actor=admin)


def test_nothing_tells_any_more_who_it_was(zoe, admin, told) -> None:
    forgotten = forget_member(zoe, actor=admin)

    everything = str([*Member.objects.values(), *Mail.objects.values(), *Invitation.objects.values()])
    everything += str([*PrivateText.objects.values(), *forgotten.residencies.values()])
    for trace in ("Zoé", "zoe", "Potière", "Terre", "Martin"):
        assert trace not in everything
    assert forgotten.name == f"Ancien membre n° {zoe.pk}"
    assert forgotten.memberships.get().year == 2026
    assert forgotten.residencies.get().pole == "crafts"
    assert told()[-2:] == ["journal.erased", "member.forgotten"]
    assert "the journal verifies" in verify()


def test_twice_changes_nothing(zoe, admin, told) -> None:
    forget_member(zoe, actor=admin)
    before = told()
    forget_member(zoe, actor=admin)
    assert told() == before


def test_the_account_is_closed_first(ines, admin, told) -> None:
    with refused("active"):
        forget_member(ines, actor=admin)
    assert told() == []


def test_only_administrators_forget(zoe, ines) -> None:
    for actor in (ines, zoe):
        with refused("members.administer"):
            forget_member(zoe, actor=actor)
    assert Member.objects.get(pk=zoe.pk).name == "Zoé M."


def test_there_is_no_way_back_but_an_invitation(zoe, admin) -> None:
    forget_member(zoe, actor=admin)
    with refused("forgotten"):
        reactivate(zoe, actor=admin)
    assert invite(actor=admin, email="zoe.martin@example.org")


def test_the_others_letters_stay(zoe, ines, admin) -> None:
    letters = Mail.objects.exclude(to__startswith="zoe").count()
    forget_member(zoe, actor=admin)
    assert Mail.objects.count() == letters


def test_letters_to_others_no_longer_say_who_it_was(zoe, ines, admin) -> None:
    calendar = ("reunion.ics", "text/calendar", "SUMMARY:Pot de départ de Zoé Martin".encode())
    text = "Zoé M. (zoe.martin@example.org) anime ; Zoélie prend les notes."
    letter = {"kind": "news", "key": "1", "subject": "Zoé M. vous écrit", "text": text, "attachments": [calendar]}
    action(send)(to=ines, **letter, actor=admin)
    forget_member(zoe, actor=admin)

    letter = Mail.objects.get(kind="news")
    assert (letter.subject, letter.text) == ("[…] vous écrit", "[…] ([…]) anime ; Zoélie prend les notes.")
    assert bytes(letter.attachments.get().content).decode() == "SUMMARY:Pot de départ de […]"


def test_the_page_says_what_goes_and_what_stays_and_asks_to_be_sure(zoe, admin, client) -> None:
    client.force_login(admin)
    url = reverse("members:forgetting", args=[zoe.pk])

    assert "les procès-verbaux signés" in client.get(url).content.decode()
    assert client.post(url).status_code == 422
    assert not Member.objects.get(pk=zoe.pk).is_forgotten
    assert client.post(url, {"is_sure": "on"}).status_code == 303
    assert Member.objects.get(pk=zoe.pk).is_forgotten
    assert "oubliée" in client.get(reverse("members:account", args=[zoe.pk])).content.decode()


def test_an_open_account_has_no_such_page(ines, admin, client) -> None:
    client.force_login(admin)
    assert client.get(reverse("members:forgetting", args=[ines.pk])).status_code == 404


# What the journal tells of addresses


def test_the_address_of_an_invited_person_is_for_administrators(admin, ines) -> None:
    invite(actor=admin, email="zoe@example.org", name="Zoé")
    reveal_mail(Mail.objects.get(), actor=admin)

    for fact in latest(ines).facts:
        assert fact.private == {}
    assert [fact.private for fact in latest(admin).facts] == [
        {"to": "zoe@example.org"},
        {"email": "zoe@example.org", "name": "Zoé"},
    ]


@pytest.mark.parametrize("topic", ["invitation:{}", "mail:{}"])
def test_a_letter_and_an_invitation_are_topics_of_administrators(admin, ines, topic: str) -> None:
    invitation = invite(actor=admin, email="zoe@example.org")
    reveal_mail(Mail.objects.get(), actor=admin)
    topic = topic.format(invitation.pk if topic.startswith("i") else Mail.objects.get().pk)

    assert latest(admin, topic).facts
    with refused("journal.read_topic"):
        latest(ines, topic)
