"""A voice without a vote in a meeting: called, heard, and counted nowhere."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from assembly.actions import arrive, call_hand, convene, note_decision, raise_hand
from assembly.live import MeetingPage
from assembly.presenters.meeting import MeetingSheet
from assembly.presenters.own_part import own_part
from assembly.topics import ItemKind
from commissions.models import Mandate
from members.models import Mail, Member
from members.outbox import wording_now
from tests.assembly.conftest import later
from tests.conftest import person
from tests.refusals import refused
from votes.actions import give_proxy
from votes.queries.gatherings import quorum_of


@pytest.fixture
def ambre(ca) -> Member:
    """Employed: sits in the CA with a voice."""
    member = person("Ambre")
    Mandate.objects.create(member=member, circle=ca, role=Mandate.Role.VOICE, since=date(2026, 1, 1))
    return member


def test_a_voice_is_called_and_not_asked_whether_it_counts(meeting, ambre, ines, malo, clock, settings):
    settings.MAIL_LEAVES = True
    clock.shift(timedelta(days=-10))
    convene(meeting, actor=ines)
    letters = {mail.member: wording_now(mail).text for mail in Mail.objects.select_related("member")}
    assert set(letters) >= {ambre, malo}
    assert "/answers/" not in letters[ambre]
    assert "/answers/" in letters[malo]
    meeting.refresh_from_db()
    assert ambre not in meeting.gathering.electors.all()


def test_a_voice_raises_a_hand_and_speaks(news, ambre, ines, clock):
    hand = raise_hand(news.meeting, kind="speak", actor=ambre)
    turn = call_hand(hand, actor=ines)
    later(clock, seconds=30)
    assert (turn.member, MeetingSheet.of(news.meeting.pk).spoken) == (ambre, {ambre.pk: 30})


def test_a_voice_counts_in_no_quorum_and_gives_no_proxy(evening, ambre, malo, ines):
    before = quorum_of(evening.gathering)
    with refused("assembly.take_part"):
        arrive(evening, member=ambre, actor=ambre)
    with refused("votes.give_proxy"):
        give_proxy(evening.gathering, giver=ambre, holder=malo, actor=ambre)
    assert quorum_of(evening.gathering) == before


def test_a_voice_notes_no_decision_and_sees_closed_items(evening, closed_item, news, ambre, omar, client):
    with refused("assembly.note_decision"):
        note_decision(news, text="On achète des chaises", actor=ambre)
    assert MeetingPage().audience(str(evening.pk), ambre) == "voice"
    assert closed_item in ItemKind().readable_by(ambre)
    assert closed_item not in ItemKind().readable_by(omar)
    part = own_part(MeetingSheet.of(evening.pk), "voice", ambre)
    assert (part.is_elector, part.votes, part.proxy_form, part.may_note) == (False, [], None, False)
    client.force_login(ambre)
    page = client.get(evening.get_absolute_url()).content.decode()
    assert "Situation de Paul" in page
    assert reverse("assembly:hands", args=[evening.pk]) in page
    assert reverse("assembly:notes", args=[evening.pk]) + '"' not in page
    assert "Situation de Paul" in client.get(reverse("assembly:minutes", args=[evening.pk])).content.decode()
