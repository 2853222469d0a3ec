"""Who asks to join a circle is seen by its members, asked once, and answered: welcomed, or told why not now."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from commissions.actions import ask_to_join, decline_to_welcome, give_mandate, join_circle, welcome
from commissions.models import Circle, JoinRequest, Mandate
from commissions.queries import is_in, open_requests
from journal.clock import now
from journal.models import Entry
from journal.queries import entries
from members.actions import deactivate, end_founding, forget_member
from members.models import Mail
from members.outbox import wording_now
from members.panels import waiting_for
from tests.refusals import refused

REASON = "Le cercle est complet : venez au chantier de samedi."


@pytest.fixture
def request_of_noe(vie_quotidienne, noe, admin) -> JoinRequest:
    """The founding is over; nobody coordinates, so that Ada, who administers, is written to."""
    end_founding(actor=admin)
    return ask_to_join(vie_quotidienne, actor=noe, message=" Je sais réparer un vélo. ")


def asked_in_home(member) -> list[str]:
    return [waiting.title for waiting in waiting_for(member) if waiting.kind == "join"]


def test_it_is_a_row_that_its_members_find_on_their_pages(request_of_noe, vie_quotidienne, noe, omar, malo, client):
    assert (request_of_noe.member, request_of_noe.message) == (noe, "Je sais réparer un vélo.")
    assert asked_in_home(omar) == ["Noé aimerait rejoindre le cercle Vie Quotidienne"]
    assert asked_in_home(malo) == asked_in_home(noe) == []
    page = vie_quotidienne.get_absolute_url()
    client.force_login(omar)
    assert "Je sais réparer un vélo." in client.get(page).content.decode()
    client.force_login(malo)
    assert "Je sais réparer un vélo." not in client.get(page).content.decode()
    client.force_login(noe)
    assert "Vous avez demandé à rejoindre ce cercle" in client.get(page).content.decode()
    assert "Je sais réparer un vélo." not in client.get(page).content.decode()


def test_the_journal_tells_the_whole_collective_that_they_asked_and_nobody_their_message(
    request_of_noe, vie_quotidienne, malo, omar
):
    """The circle is open: its topic is read by those who may not read what is asked of it."""
    for reader in (malo, omar):
        (fact,) = [one for one in entries(reader, vie_quotidienne.topic).facts if one.verb == "circle.join_asked"]
        assert (fact.private, fact.withheld) == ({}, [])


def test_asked_twice_it_counts_once_and_one_letter_leaves(request_of_noe, vie_quotidienne, noe):
    assert ask_to_join(vie_quotidienne, actor=noe, message="Encore") == request_of_noe
    assert Mail.objects.filter(kind="circle_request").count() == 1
    assert Entry.objects.filter(verb="circle.join_asked").count() == 1


def test_the_database_holds_one_open_request_too(request_of_noe):
    with pytest.raises(IntegrityError), transaction.atomic():
        JoinRequest.objects.create(circle=request_of_noe.circle, member=request_of_noe.member, asked_at=now())


@pytest.mark.parametrize("wrong", [{"answer": "declined"}, {"answer": "welcomed"}, {"reason": "non"}])
def test_the_database_refuses_half_an_answer(request_of_noe, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        JoinRequest.objects.filter(pk=request_of_noe.pk).update(**wrong)


def test_one_of_the_circle_welcomes_and_the_asker_is_told(request_of_noe, vie_quotidienne, noe, omar):
    welcome(request_of_noe, actor=omar)
    request_of_noe.refresh_from_db()
    assert (request_of_noe.answer, request_of_noe.answered_by) == ("welcomed", omar)
    assert is_in(noe, vie_quotidienne)
    assert asked_in_home(omar) == []
    letter = Mail.objects.get(kind="circle_request_answer")
    assert (letter.member, letter.subject) == (noe, "Bienvenue dans le cercle Vie Quotidienne")
    welcome(request_of_noe, actor=omar)
    assert Mandate.objects.filter(member=noe).count() == 1


def test_a_place_given_by_another_way_answers_it_too(request_of_noe, vie_quotidienne, noe, omar):
    give_mandate(vie_quotidienne, member=noe, actor=omar)
    request_of_noe.refresh_from_db()
    assert (request_of_noe.answer, request_of_noe.answered_by) == ("welcomed", omar)


def test_while_it_is_founded_whoever_manages_welcomes(vie_quotidienne, noe, omar, admin, client):
    asked = ask_to_join(vie_quotidienne, actor=noe)
    with refused("commissions.welcome"):
        welcome(asked, actor=omar)
    client.force_login(omar)
    assert "lui donne une place parmi ses membres" in client.get(vie_quotidienne.get_absolute_url()).content.decode()
    welcome(asked, actor=admin)
    assert is_in(noe, vie_quotidienne)


def test_who_joins_by_themselves_meanwhile_gets_no_letter(request_of_noe, vie_quotidienne, noe):
    Circle.objects.filter(pk=vie_quotidienne.pk).update(is_welcoming=True)
    join_circle(vie_quotidienne, actor=noe)
    assert not open_requests().exists()
    assert not Mail.objects.filter(kind="circle_request_answer").exists()


def test_it_is_declined_in_words_that_the_asker_alone_reads(request_of_noe, vie_quotidienne, noe, omar):
    decline_to_welcome(request_of_noe, reason=f" {REASON} ", actor=omar)
    request_of_noe.refresh_from_db()
    assert (request_of_noe.answer, request_of_noe.answered_by, request_of_noe.reason) == ("declined", omar, REASON)
    letter = Mail.objects.get(kind="circle_request_answer")
    assert letter.member == noe
    assert REASON in letter.text
    (entry,) = Entry.objects.filter(verb="circle.join_declined")
    assert entry.actor == omar.actor_key
    assert REASON.encode() not in bytes(entry.bytes)
    assert asked_in_home(omar) == []
    decline_to_welcome(request_of_noe, reason="Autre", actor=omar)
    assert Mail.objects.filter(kind="circle_request_answer").count() == 1
    assert ask_to_join(vie_quotidienne, actor=noe) != request_of_noe, "one may ask again"


def test_a_word_is_needed(request_of_noe, omar):
    with refused("reason"):
        decline_to_welcome(request_of_noe, reason="  ", actor=omar)
    assert open_requests().count() == 1


def test_only_those_who_give_places_answer(request_of_noe, noe, malo):
    for other in (noe, malo):
        with refused("commissions.welcome"):
            welcome(request_of_noe, actor=other)
        with refused("commissions.seat"):
            decline_to_welcome(request_of_noe, reason=REASON, actor=other)


def test_two_answers_at_once_do_not_contradict_each_other(request_of_noe, vie_quotidienne, noe, omar, admin):
    decline_to_welcome(request_of_noe, reason=REASON, actor=admin)
    with refused("declined"):
        welcome(request_of_noe, actor=omar)
    again = ask_to_join(vie_quotidienne, actor=noe)
    welcome(again, actor=omar)
    with refused("welcomed"):
        decline_to_welcome(again, reason=REASON, actor=admin)


def test_its_letter_does_not_leave_once_it_is_answered(request_of_noe, omar):
    letter = Mail.objects.get(kind="circle_request")
    assert wording_now(letter) is not None
    decline_to_welcome(request_of_noe, reason=REASON, actor=omar)
    assert wording_now(letter) is None


def test_the_pages_welcome_and_decline(request_of_noe, vie_quotidienne, noe, omar, client):
    client.force_login(omar)
    refusal = reverse("commissions:join-request-refusal", args=[request_of_noe.pk])
    assert refusal in client.get(vie_quotidienne.get_absolute_url()).content.decode()
    assert "Je sais réparer un vélo." in client.get(refusal).content.decode()
    assert client.post(refusal, {"reason": ""}).status_code == 422
    assert client.post(refusal, {"reason": REASON})["Location"] == vie_quotidienne.get_absolute_url()
    again = ask_to_join(vie_quotidienne, actor=noe)
    answer = client.post(reverse("commissions:join-request-welcome", args=[again.pk]))
    assert (answer.status_code, is_in(noe, vie_quotidienne)) == (303, True)


def test_a_program_asks_reads_and_answers(vie_quotidienne, noe, omar, malo, client):
    asking = reverse("api-circle-join-requests", args=[vie_quotidienne.slug])
    client.force_login(noe)
    asked = client.post(asking, {"message": "Bonjour"}, content_type="application/json")
    assert (asked.status_code, asked.json()["answer"], asked.json()["member"]["name"]) == (201, "", "Noé")
    assert client.get(asking).status_code == 403
    client.force_login(omar)
    assert client.get(asking).json() == [asked.json()]
    refusal = reverse("api-join-request-refusal", args=[asked.json()["id"]])
    answer = client.post(refusal, {"reason": REASON}, content_type="application/json").json()
    assert (answer["answer"], answer["answered_by"]["name"]) == ("declined", "Omar")
    assert "reason" not in answer
    client.force_login(malo)
    assert client.post(refusal, {"reason": REASON}, content_type="application/json").status_code == 403


def test_of_somebody_who_is_forgotten_no_request_remains(request_of_noe, noe, admin):
    deactivate(noe, actor=admin)
    assert not open_requests().exists()
    forget_member(noe, actor=admin)
    assert not JoinRequest.objects.exists()
