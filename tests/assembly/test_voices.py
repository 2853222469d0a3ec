"""A voice without a vote in a meeting: called, heard, and counted nowhere."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from assembly.actions import (
    advance,
    arrive,
    call_hand,
    close_meeting,
    convene,
    depart,
    end_turn,
    invite_guest,
    note_decision,
    open_meeting,
    raise_hand,
    withdraw_guest,
)
from assembly.live import MeetingPage
from assembly.presenters.meeting import MeetingSheet
from assembly.presenters.own_part import own_part
from assembly.queries.minutes import Minutes
from assembly.signed_text import to_data, to_markdown
from assembly.topics import ItemKind
from commissions.models import Mandate
from members.models import Mail, Member, Notification
from members.outbox import wording_now
from members.panels import waiting_for
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


def test_a_voice_arrives_and_leaves_and_counts_for_nothing(evening, ambre, ines, rose, recorded, clock):
    before = quorum_of(evening.gathering)
    recorded()
    arrived = arrive(evening, member=ambre, actor=ambre)
    assert arrive(evening, member=ambre, actor=ambre) == arrived
    assert quorum_of(evening.gathering) == before
    assert [(place.member, place.since) for place in MeetingSheet.of(evening.pk).voices] == [
        (ambre, arrived.arrived_at)
    ]
    raise_hand(evening, kind="speak", actor=ambre)
    later(clock, minutes=20)
    depart(evening, member=ambre, actor=ambre)
    assert depart(evening, member=ambre, actor=ambre) is None
    assert recorded() == ["voice.arrived", "voice.left"]
    assert not evening.hands.filter(lowered_at=None).exists()
    with refused("assembly.mark_presence"):
        arrive(evening, member=ambre, actor=rose)
    assert arrive(evening, member=ambre, actor=ines).marked_by == ines  # the door's word is enough: nothing hangs on it


def test_the_minutes_name_voices_and_guests(news, ambre, noe, ines, clock):
    arrive(news.meeting, member=ambre, actor=ambre)
    invite_guest(news, member=noe, actor=ines)
    later(clock, minutes=5)
    close_meeting(news.meeting, actor=ines)

    minutes = Minutes(news.meeting, may_read_closed=False)
    assert minutes.voices_in_words == [("Ambre", "de 18\u00a0h\u00a030 à la fin, avec une voix et sans droit de vote")]
    text, plain = to_markdown(minutes), to_data(minutes)
    said = text.replace("\u00a0", " ")
    assert "Ambre : de 18 h 30 à la fin, avec une voix et sans droit de vote" in said
    assert "Personnes invitées à ce point, sans droit de vote : Noé" in said
    assert [voice["name"] for voice in plain["voices"]] == ["Ambre"]
    assert plain["items"][0]["guests"] == ["Noé"]
    assert "Ambre" not in [line["name"] for line in plain["attendance"]]


# A guest for one item


@pytest.fixture
def closed_ca(ca):
    """The board keeps its life to itself."""
    ca.is_open = False
    ca.save(update_fields=["is_open"])
    return ca


def test_a_guest_sees_one_item_while_it_is_talked_about(meeting, items, closed_ca, noe, ines, client):
    guest = invite_guest(items[1], member=noe, actor=ines)
    assert invite_guest(items[1], member=noe, actor=ines) == guest
    client.force_login(noe)
    page = reverse("assembly:guest", args=[items[1].pk])
    hands = reverse("assembly:hands", args=[meeting.pk])
    assert client.get(meeting.get_absolute_url()).status_code == 403
    assert hands not in client.get(page).content.decode()
    assert client.get(reverse("assembly:guest", args=[items[0].pk])).status_code == 403

    open_meeting(meeting, actor=ines)
    advance(meeting, expected=None, actor=ines)
    with refused("assembly.speak"):
        raise_hand(meeting, kind="speak", actor=noe)
    advance(meeting, expected=items[0].pk, actor=ines)

    assert hands in client.get(page).content.decode()
    assert client.post(hands, {"kind": "speak"}, HTTP_REFERER=f"http://testserver{page}").url.endswith(page)
    assert "Noé demande la parole" in client.get(page).content.decode()
    assert client.get(meeting.get_absolute_url()).status_code == 403

    turn = call_hand(meeting.hands.get(lowered_at=None), actor=ines)
    end_turn(turn, actor=noe)
    advance(meeting, expected=items[1].pk, actor=ines)
    with refused("assembly.speak"):
        raise_hand(meeting, kind="speak", actor=noe)
    assert "La réunion est passée à la suite" in client.get(page).content.decode()
    close_meeting(meeting, actor=ines)
    assert client.get(page).status_code == 403


@pytest.mark.parametrize("act", ["vote", "arrive", "note"])
def test_a_guest_decides_nothing(act, news, noe, malo, ines):
    invite_guest(news, member=noe, actor=ines)
    before = quorum_of(news.meeting.gathering)
    with refused({"vote": "votes.give_proxy", "arrive": "votes.mark_presence", "note": "assembly.note_decision"}[act]):
        if act == "vote":
            give_proxy(news.meeting.gathering, giver=noe, holder=malo, actor=noe)
        elif act == "arrive":
            arrive(news.meeting, member=noe, actor=noe)
        else:
            note_decision(news, text="On achète des chaises", actor=noe)
    assert quorum_of(news.meeting.gathering) == before


def test_who_invites_and_whom(meeting, items, noe, omar, rose, ines, ambre, recorded):
    recorded()
    invite_guest(items[0], member=noe, actor=rose)  # before it opens a circle prepares its meeting together
    assert recorded() == ["item.guest_invited"]
    for sitting in (ines, ambre):
        with refused(member="inside"):
            invite_guest(items[0], member=sitting, actor=rose)
    with refused("assembly.prepare"):
        invite_guest(items[0], member=omar, actor=omar)
    open_meeting(meeting, actor=ines)
    with refused("assembly.conduct"):
        invite_guest(items[0], member=omar, actor=rose)
    advance(meeting, expected=None, actor=ines)
    advance(meeting, expected=items[0].pk, actor=ines)
    with refused("done"):
        invite_guest(items[0], member=omar, actor=ines)


def test_an_invitation_is_told_and_taken_back(news, noe, ines, recorded):
    guest = invite_guest(news, member=noe, actor=ines)
    assert [waiting.note for waiting in waiting_for(noe) if waiting.kind == "item_guest"] == ["Nouvelles"]
    assert Notification.objects.filter(member=noe, kind="item_guest").count() == 1
    hand = raise_hand(news.meeting, kind="speak", actor=noe)
    recorded()

    withdraw_guest(guest, actor=ines)
    withdraw_guest(guest, actor=ines)

    hand.refresh_from_db()
    assert hand.lowered_at is not None
    assert recorded() == ["item.guest_withdrawn"]
    assert [waiting for waiting in waiting_for(noe) if waiting.kind == "item_guest"] == []
