"""A voice without a vote in an assembly: an employee is called and heard, is on no roll, counts and decides nowhere."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assembly.actions import (
    add_item,
    advance,
    arrive,
    call_hand,
    convene,
    depart,
    end_turn,
    note_decision,
    open_item_ballot,
    open_meeting,
    plan_meeting,
    raise_hand,
)
from assembly.live import MeetingPage
from assembly.models import Meeting
from assembly.presenters.meeting import MeetingSheet
from assembly.presenters.own_part import own_part
from assembly.queries.minutes import Minutes
from commissions.actions import give_mandate
from commissions.changes import Change, ChangeKind, checked
from commissions.models import Circle, Mandate
from commissions.queries import has_voice, members_of, plannable_circles, roll_rules, voices_of
from members.actions import end_founding
from members.models import Mail, Member, Membership
from tests.assembly.conftest import later
from tests.conftest import person
from tests.refusals import refused
from votes.actions import cast_vote, give_proxy
from votes.counting.majority import MajorityRules
from votes.models import RollEntry, Vote
from votes.queries.gatherings import quorum_of
from votes.questions import QuestionSpec

VOICE = Mandate.Role.VOICE


def paid(member: Member) -> Member:
    Membership.objects.create(member=member, year=2026, paid_on=date(2026, 1, 5))
    return member


@pytest.fixture
def ag(clock, ca, ines, malo, rose) -> Circle:
    """Inès, Malo and Rose, who sit on the board, are à jour; half of them is a quorum, and two proxies may be held."""
    for member in (ines, malo, rose):
        paid(member)
    return Circle.objects.create(kind=Circle.Kind.ASSEMBLY, name="AG", slug="ag", meeting_quorum="1/2", proxy_cap=2)


@pytest.fixture
def ambre(ag, admin) -> Member:
    """Employed: has a voice in the assembly, entered at the founding."""
    member = person("Ambre")
    give_mandate(ag, member=member, role=VOICE, actor=admin)
    return member


@pytest.fixture
def evening(ag, ambre, ines, clock) -> Meeting:
    """Convened in time and opened by Inès; its vote is under way."""
    start = timezone.now() + timedelta(days=20)
    meeting = plan_meeting(ag, title="AG", starts_at=start, ends_at=start + timedelta(hours=2), actor=ines)
    item = add_item(meeting, title="Comptes", kind="vote", actor=ines)
    convene(meeting, actor=ines)
    clock.move_to(start)
    meeting = open_meeting(meeting, actor=ines)
    advance(meeting, expected=None, to=item, actor=ines)
    return Meeting.objects.get(pk=meeting.pk)


# The place


def test_a_voice_is_given_in_an_assembly_and_nothing_else_is(ag, ambre, noe, admin):
    assert list(voices_of(ag)) == [ambre]
    assert ambre not in members_of(ag)
    assert ambre.pk not in roll_rules(ag).electors
    assert not plannable_circles(ambre).filter(pk=ag.pk).exists()
    for role in (Mandate.Role.MEMBER, Mandate.Role.COORDINATOR):
        with refused("assembly"):
            give_mandate(ag, member=noe, role=role, actor=admin)


def test_once_the_founding_is_over_a_decision_gives_it(ag, admin, noe):
    end_founding(actor=admin)
    with refused(ground="ground"):
        give_mandate(ag, member=noe, role=VOICE, actor=admin)
    change = Change(ChangeKind.MANDATE, ag.pk, role=VOICE, members=(noe.pk,))
    assert checked(change, ag) == change
    with refused(changes="assembly"):
        checked(Change(ChangeKind.MANDATE, ag.pk, role="member", members=(noe.pk,)), ag)


def test_whoever_is_a_jour_has_a_vote_and_no_voice_beside_it(ag, ambre, malo, admin):
    with refused(member="votes"):
        give_mandate(ag, member=malo, role=VOICE, actor=admin)
    assert has_voice(ambre, ag)
    paid(ambre)
    assert not has_voice(ambre, ag)
    assert ambre in members_of(ag)


def test_the_pages_give_it_and_name_who_has_it(ag, noe, malo, admin, client):
    address = reverse("commissions:mandates", args=[ag.slug])
    client.force_login(admin)
    assert address in client.get(ag.get_absolute_url()).content.decode()
    form = client.get(address).context["form"]
    assert [value for value, _label in form.fields["role"].choices] == [VOICE]
    assert client.post(address, {"members": [noe.pk], "role": "member"}).status_code == 422
    assert client.post(address, {"members": [noe.pk], "role": VOICE}).status_code == 303
    client.force_login(malo)
    page = client.get(ag.get_absolute_url()).content.decode()
    assert "Noé" in page
    assert "une voix sans droit de vote" in page
    assert address not in page


# The meeting


def test_it_is_called_and_not_asked_whether_it_counts(evening, ambre, malo):
    called = {mail.member for mail in Mail.objects.filter(kind="convocation").select_related("member")}
    assert {ambre, malo} <= called
    assert ambre not in evening.gathering.electors.all()


def test_it_raises_a_hand_and_speaks(evening, ambre, ines, clock):
    turn = call_hand(raise_hand(evening, kind="speak", actor=ambre), actor=ines)
    later(clock, seconds=30)
    end_turn(turn, actor=ambre)
    assert MeetingSheet.of(evening.pk).spoken == {ambre.pk: 30}


def test_it_comes_and_goes_and_is_in_no_quorum_and_on_no_roll(evening, ambre, ines, malo):
    before = quorum_of(evening.gathering)
    arrive(evening, member=ambre, actor=ines)
    assert quorum_of(evening.gathering) == before
    assert not evening.gathering.presences.filter(member=ambre).exists()
    minutes = Minutes(evening, may_read_closed=False)
    assert [name for name, _words in minutes.voices_in_words] == ["Ambre"]
    item = evening.items.get()
    ballot = open_item_ballot(item, QuestionSpec("D’accord ?", MajorityRules()), actor=ines).ballot
    assert set(RollEntry.objects.filter(ballot=ballot).values_list("member", flat=True)) == {
        member.pk for member in evening.gathering.electors.all()
    }
    depart(evening, member=ambre, actor=ambre)
    assert quorum_of(evening.gathering) == before


def test_it_gives_and_holds_no_proxy(evening, ambre, malo, rose):
    with refused("votes.give_proxy"):
        give_proxy(evening.gathering, giver=ambre, holder=malo, actor=ambre)
    with refused("not_on_roll"):
        give_proxy(evening.gathering, giver=rose, holder=ambre, actor=rose)
    assert not evening.gathering.proxies.exists()


def test_it_votes_on_nothing_whatever_is_posted(evening, ambre, ines, malo, client):
    arrive(evening, member=ambre, actor=ambre)
    item = evening.items.get()
    ballot = open_item_ballot(item, QuestionSpec("D’accord ?", MajorityRules()), actor=ines).ballot
    with refused("votes.cast"):
        cast_vote(ballot, elector=ambre, choice="for", actor=ambre)
    with refused("votes.cast"):
        cast_vote(ballot, elector=malo, choice="for", actor=ambre)
    client.force_login(ambre)
    address = reverse("votes:ballot-votes", args=[ballot.pk])
    for elector in (ambre, malo):
        assert client.post(address, {"choice": "for", "elector": elector.pk}).status_code in {403, 404}
        assert client.post(
            f"/api/v1/ballots/{ballot.pk}/votes/", {"choice": "for", "elector": elector.pk}, "application/json"
        ).status_code in {403, 404}
    assert not Vote.objects.filter(entry__ballot=ballot).exists()
    with refused("assembly.note_decision"):
        note_decision(item, text="On achète", actor=ambre)


def test_its_page_offers_to_speak_and_no_vote(evening, ambre, ines, client):
    item = evening.items.get()
    ballot = open_item_ballot(item, QuestionSpec("D’accord ?", MajorityRules()), actor=ines).ballot
    assert MeetingPage().audience(str(evening.pk), ambre) == "voice"
    part = own_part(MeetingSheet.of(evening.pk), "voice", ambre)
    assert (part.is_elector, part.has_voice, part.proxy_form, part.writes, part.may_note) == (
        False,
        True,
        None,
        False,
        False,
    )
    client.force_login(ambre)
    page = client.get(evening.get_absolute_url()).content.decode()
    assert reverse("assembly:hands", args=[evening.pk]) in page
    assert f"/ballots/{ballot.pk}/votes/" not in page
    client.force_login(ines)
    assert f"/ballots/{ballot.pk}/votes/" in client.get(evening.get_absolute_url()).content.decode()


def test_who_pays_at_the_door_votes_from_then_on(evening, ambre, ines):
    arrive(evening, member=ambre, actor=ambre)
    paid(ambre)
    arrive(evening, member=ambre, actor=ambre)
    assert [place.since for place in MeetingSheet.of(evening.pk).voices] == []
    assert evening.gathering.presences.filter(member=ambre, left_at=None).count() == 1
    ballot = open_item_ballot(evening.items.get(), QuestionSpec("D’accord ?", MajorityRules()), actor=ines).ballot
    cast_vote(ballot, elector=ambre, choice="for", actor=ambre)
    assert Vote.objects.filter(entry__ballot=ballot).count() == 1
