"""Each ballot freezes the roll of the instant at which it opens, and warns of a secret among few people."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from assembly.actions import advance, arrive, close_item_ballot, convene, open_item_ballot, open_meeting
from assembly.models import AgendaItem, Meeting, MeetingRole
from commissions.models import Circle
from commissions.queries import roll_rules, voters_of
from members.models import Collective, Membership
from tests.assembly.conftest import EVENING, HARD_END
from tests.conftest import person
from votes.actions import accept_proxy, give_proxy
from votes.counting.majority import MajorityRules
from votes.counting.quorum import read
from votes.questions import QuestionSpec

RELATIVE = MajorityRules()


def pay(*people, year: int = 2026) -> None:
    Membership.objects.bulk_create(Membership(member=one, year=year, paid_on=date(year, 1, 1)) for one in people)


@pytest.fixture
def voting(news, items, ines) -> AgendaItem:
    """The second item, planned as a vote, under way; the meeting was not convened, and Inès alone is there."""
    advance(news.meeting, expected=news.pk, actor=ines)
    return AgendaItem.objects.select_related("meeting__circle", "meeting__gathering").get(pk=items[1].pk)


def polled(item: AgendaItem, actor) -> list[str]:
    """A quick poll opens and closes: who was on its roll, by name."""
    link = open_item_ballot(item, QuestionSpec("Où en sommes-nous ?", RELATIVE, poll=True), actor=actor)
    roll = sorted(link.ballot.roll.values_list("member__name", flat=True))
    close_item_ballot(link, actor=actor)
    return roll


def test_who_pays_at_the_door_votes_in_what_opens_afterwards(clock, db):
    assembly = Circle.objects.create(kind=Circle.Kind.ASSEMBLY, name="AG", slug="ag", meeting_quorum="1/2")
    chris, dora, zoe = (person(name) for name in ("Chris", "Dora", "Zoé"))
    pay(chris, dora)
    meeting = Meeting.objects.create(circle=assembly, title="AG", starts_at=EVENING, ends_at=HARD_END, created_by=chris)
    MeetingRole.objects.create(meeting=meeting, role="facilitator", member=chris)
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="Le toit", minutes=5)
    open_meeting(meeting, actor=chris)
    item = advance(meeting, expected=None, actor=chris)
    first = open_item_ballot(item, QuestionSpec("Oui ?", RELATIVE, poll=True), actor=chris).ballot

    pay(zoe)
    arrive(meeting, member=zoe, actor=zoe)

    assert sorted(first.roll.values_list("member__name", flat=True)) == ["Chris", "Dora"]
    close_item_ballot(item.ballots.get(), actor=chris)
    second = open_item_ballot(item, QuestionSpec("Oui ?", RELATIVE, poll=True), actor=chris).ballot
    assert second.roll.count() == 3
    assert second.roll.get(member=zoe).present


def test_a_mandate_that_begins_during_the_meeting_counts_in_the_next_ballot(voting, ca, ines):
    assert polled(voting, ines) == ["Inès", "Malo", "Rose"]
    person("Noor", ca)
    assert polled(voting, ines) == ["Inès", "Malo", "Noor", "Rose"]


def test_the_quorum_stays_that_of_the_opening(voting, ca, ines):
    Circle.objects.filter(pk=ca.pk).update(meeting_quorum="1/3")
    person("Noor", ca)
    polled(voting, ines)
    voting.meeting.gathering.refresh_from_db()
    assert voting.meeting.gathering.quorum == read("1/2")


def test_the_same_roll_again_is_not_recorded(voting, ines, recorded):
    recorded()
    polled(voting, ines)
    assert "gathering.renewed" not in recorded()


def test_a_board_may_ask_that_its_members_be_a_jour(ca, ines, malo, rose):
    pay(ines, malo)
    assert voters_of(ca, date(2026, 6, 1)).count() == 3
    ca.asks_membership = True
    assert set(voters_of(ca, date(2026, 6, 1))) == {ines, malo}
    assert roll_rules(ca, date(2026, 6, 1)).electors == {ines.pk, malo.pk}


def test_last_years_membership_counts_until_the_date_of_grace(ca, ines, malo, rose):
    Collective.objects.update_or_create(pk=1, defaults={"grace_days": 90})
    ca.asks_membership = True
    pay(ines)
    assert set(voters_of(ca, date(2027, 3, 31))) == {ines}
    assert not voters_of(ca, date(2027, 4, 1)).exists()


@pytest.fixture
def six_votes_of_two(clock, meeting, items, ca, ines, malo, rose) -> AgendaItem:
    """Inès and Malo are there, and hold two proxies each."""
    givers = [rose, *(person(name, ca) for name in ("Noor", "Paul", "Sara"))]
    convene_in_time(clock, meeting, ines)
    open_meeting(meeting, actor=ines)
    arrive(meeting, member=malo, actor=malo)
    meeting.refresh_from_db()
    for number, giver in enumerate(givers):
        holder = (ines, malo)[number % 2]
        accept_proxy(give_proxy(meeting.gathering, giver=giver, holder=holder, actor=giver), actor=holder)
    advance(meeting, expected=None, to=items[1], actor=ines)
    return AgendaItem.objects.get(pk=items[1].pk)


def convene_in_time(clock, meeting: Meeting, actor) -> None:
    month = timedelta(days=30)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=EVENING + month, ends_at=HARD_END + month)
    meeting.refresh_from_db()
    convene(meeting, actor=actor)
    clock.move_to(EVENING + month)


def test_two_people_who_hold_six_secret_votes_are_warned(six_votes_of_two, client, ines):
    client.force_login(ines)
    page = client.get(reverse("assembly:ballot-new", args=[six_votes_of_two.pk]) + "?purpose=yes-no").content.decode()
    assert "2 personnes seulement peuvent voter" in page


def test_the_api_warns_of_a_secret_among_few_too(six_votes_of_two, client, ines):
    client.force_login(ines)
    address = reverse("api-item-ballots", args=[six_votes_of_two.pk])
    asked = {"question": "Oui ?", "secret": True}
    answer = client.post(address, asked, content_type="application/json")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["anyway"])
    assert not six_votes_of_two.ballots.exists()
    client.post(address, asked | {"anyway": True}, content_type="application/json")
    assert six_votes_of_two.ballots.get().ballot.is_secret
