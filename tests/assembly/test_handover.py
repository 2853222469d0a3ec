"""It cannot get stuck: whoever conducts is gone, and somebody else goes on; what nobody closed, the clock closes.

Inès facilitates, Rose presides, Malo is secretary.
"""

from datetime import date

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assembly import due
from assembly.actions import (
    add_item,
    advance,
    answer_conductor,
    answer_proposal,
    arrive,
    ask_conductor,
    close_meeting,
    close_overdue,
    depart,
    name_roles,
    open_item_ballot,
    open_meeting,
    plan_meeting,
    propose_conductor,
    sign,
    take_empty_role,
    take_over,
    write_notes,
)
from assembly.handover import conductor_of, is_gone
from assembly.models import Meeting, MeetingRole
from journal.actions import CLOCK
from journal.clock import now
from members.actions import deactivate
from members.models import Member
from proposals.actions import open_round, write_proposal
from proposals.models import Decision, Proposal
from tests.assembly.conftest import EVENING, HARD_END, later
from tests.conftest import person
from tests.refusals import refused
from votes.actions import cast_vote, seal_vote
from votes.actions.voiding import look_for_keys
from votes.counting.majority import MajorityRules
from votes.integrity import receipts
from votes.models import Ballot, Signature
from votes.questions import QuestionSpec


@pytest.fixture
def room(clock, ca, ines, malo, rose) -> Meeting:
    """Inès alone holds a role; Malo and Rose are there."""
    meeting = plan_meeting(ca, title="CA", starts_at=EVENING, ends_at=HARD_END, actor=ines)
    open_meeting(meeting, actor=ines)
    for member in (malo, rose):
        arrive(meeting, member=member, actor=member)
    meeting.refresh_from_db()
    return meeting


def asked_on(client, address: str) -> bool:
    return "Malo demande si vous êtes toujours là" in client.get(address).content.decode()


def test_whoever_conducts_is_asked_on_every_page_and_answers_where_they_are(evening, client, ines, malo):
    client.force_login(ines)
    pages = ["/", reverse("members:me"), reverse("proposals:proposals"), reverse("assembly:notes", args=[evening.pk])]
    assert [page for page in pages if asked_on(client, page)] == []

    ask_conductor(evening, actor=malo)
    assert [page for page in pages if not asked_on(client, page)] == []
    page = client.get(evening.get_absolute_url()).content.decode()
    assert (page.count('id="handover-title"'), page.count('id="asked"')) == (1, 0)

    answer = client.post(reverse("assembly:conduct-answer", args=[evening.pk]), headers={"Referer": pages[1]})
    assert (answer.status_code, answer["Location"]) == (303, pages[1])
    assert [page for page in pages if asked_on(client, page)] == []


def test_what_is_asked_at_once_is_heard_on_a_page_that_stands_open(evening, client, ines, malo):
    client.force_login(ines)
    address = reverse("members:answer-requests")
    assert client.get(address).content.decode().strip() == ""
    ask_conductor(evening, actor=malo)
    assert asked_on(client, address)


def test_nobody_else_is_asked_anything_nor_costs_a_query(evening, client, ines, rose, malo, django_assert_num_queries):
    client.force_login(rose)
    address = reverse("members:me")
    client.get(address)
    with CaptureQueriesContext(connection) as before:
        client.get(address)
    ask_conductor(evening, actor=malo)
    with django_assert_num_queries(len(before)):
        assert not asked_on(client, address)


def test_an_act_in_the_meeting_answers_too(evening, client, ines, malo):
    ask_conductor(evening, actor=malo)
    add_item(evening, title="Le bail", kind="discussion", minutes=5, actor=ines)
    client.force_login(ines)
    assert not asked_on(client, reverse("members:me"))


def test_nobody_takes_over_while_whoever_conducts_is_there(evening, ines, malo):
    with refused("not_gone"):
        take_over(evening, actor=malo)
    assert conductor_of(evening) == ines


def test_asked_and_silent_for_two_minutes_is_gone(evening, clock, ines, malo, recorded):
    recorded()
    ask_conductor(evening, actor=malo)
    ask_conductor(evening, actor=malo)
    later(clock, minutes=1, seconds=59)
    with refused("not_gone"):
        take_over(evening, actor=malo)
    later(clock, seconds=1)
    take_over(evening, actor=malo)
    take_over(evening, actor=malo)

    assert conductor_of(evening) == malo
    assert recorded() == ["meeting.conductor_asked", "meeting.taken_over"]
    assert MeetingRole.objects.get(meeting=evening, role="secretary").member == malo


def test_who_answers_is_there(evening, clock, ines, malo, recorded):
    ask_conductor(evening, actor=malo)
    later(clock, minutes=1)
    recorded()
    answer_conductor(evening, actor=ines)
    answer_conductor(evening, actor=ines)
    later(clock, minutes=5)
    with refused("not_gone"):
        take_over(evening, actor=malo)
    assert recorded() == ["meeting.conductor_answered"]


def test_who_conducts_meanwhile_is_there(evening, clock, ines, malo):
    ask_conductor(evening, actor=malo)
    advance(evening, expected=None, actor=ines)
    later(clock, minutes=5)
    assert not is_gone(evening, now())


def mark_another(meeting: Meeting, ines: Member, rose: Member) -> None:
    arrive(meeting, member=rose, actor=ines)


def write(meeting: Meeting, ines: Member, rose: Member) -> None:
    write_notes(meeting.items.get(state="current"), text="Rose arrive.", base=0, actor=ines)


@pytest.mark.parametrize("act", [mark_another, write])
def test_whoever_does_anything_in_the_meeting_meanwhile_is_there(act, evening, clock, ines, malo, rose):
    advance(evening, expected=None, actor=ines)
    ask_conductor(evening, actor=malo)
    later(clock, minutes=1)
    act(evening, ines, rose)
    later(clock, minutes=5)
    assert not is_gone(evening, now())
    with refused("not_gone"):
        take_over(evening, actor=malo)


def test_who_has_said_good_night_is_gone_at_once(evening, ines, malo):
    depart(evening, member=ines, actor=ines)
    take_over(evening, actor=malo)
    assert conductor_of(evening) == malo


def test_whose_account_is_closed_is_gone_at_once(evening, ines, malo, admin):
    deactivate(ines, actor=admin)
    take_over(evening, actor=malo)
    assert conductor_of(evening) == malo


def test_without_a_role_one_does_not_take_over(room, ines, malo, omar):
    depart(room, member=ines, actor=ines)
    with refused("assembly.take_over"):
        take_over(room, actor=malo)
    with refused("assembly.take_part"):
        ask_conductor(room, actor=omar)


def test_two_who_agree_give_the_conduct_after_a_minute(room, clock, ines, malo, rose, recorded):
    depart(room, member=ines, actor=ines)
    recorded()
    proposal = propose_conductor(room, candidate=malo, actor=rose)
    assert propose_conductor(room, candidate=malo, actor=rose) == proposal
    answer_proposal(room, agrees=True, actor=malo)
    due.settle_handovers()
    assert conductor_of(room) == ines
    later(clock, minutes=1)
    due.settle_handovers()
    due.settle_handovers()

    assert conductor_of(room) == malo
    assert recorded() == ["meeting.conductor_proposed", "meeting.conductor_agreed", "meeting.taken_over"]


def test_one_person_who_agrees_is_not_enough_where_others_are_there(room, clock, ines, malo, rose):
    depart(room, member=ines, actor=ines)
    propose_conductor(room, candidate=malo, actor=malo)
    later(clock, minutes=5)
    due.settle_handovers()
    with refused("assembly.take_over"):
        take_over(room, actor=malo)
    assert conductor_of(room) == ines


def test_it_does_not_hold_where_more_refuse(room, ca, clock, ines, malo, rose):
    others = [person(name, ca) for name in ("Noor", "Paul", "Sara")]
    for member in others:
        arrive(room, member=member, actor=member)
    depart(room, member=ines, actor=ines)
    propose_conductor(room, candidate=malo, actor=rose)
    answer_proposal(room, agrees=True, actor=malo)
    for member in others:
        answer_proposal(room, agrees=False, actor=member)
    later(clock, minutes=5)
    due.settle_handovers()
    assert conductor_of(room) == ines


def test_alone_one_proposes_oneself(room, clock, ines, malo, rose):
    for member in (ines, rose):
        depart(room, member=member, actor=member)
    propose_conductor(room, candidate=malo, actor=malo)
    later(clock, minutes=1)
    take_over(room, actor=malo)  # even where no clock runs
    assert conductor_of(room) == malo


def test_who_is_there_and_holds_a_role_comes_first(evening, ines, malo, rose):
    for member in (malo, rose):
        arrive(evening, member=member, actor=member)
    depart(evening, member=ines, actor=ines)
    with refused("role_held"):
        propose_conductor(evening, candidate=rose, actor=rose)


def test_another_is_proposed_after_the_minute_of_the_first(room, clock, ines, malo, rose):
    depart(room, member=ines, actor=ines)
    propose_conductor(room, candidate=malo, actor=malo)
    with refused("waiting"):
        propose_conductor(room, candidate=rose, actor=rose)
    later(clock, minutes=1)
    assert propose_conductor(room, candidate=rose, actor=rose).candidate == rose


def test_a_proposal_ends_when_whoever_conducts_answers(room, clock, ines, malo, rose):
    ask_conductor(room, actor=malo)
    later(clock, minutes=2)
    propose_conductor(room, candidate=malo, actor=rose)
    answer_proposal(room, agrees=True, actor=malo)
    answer_conductor(room, actor=ines)
    later(clock, minutes=2)
    due.settle_handovers()
    assert conductor_of(room) == ines


def test_six_hours_after_the_hard_end_the_clock_closes_what_is_open(evening, items, clock, ines, malo):
    item = advance(evening, expected=None, to=items[1], actor=ines)
    link = open_item_ballot(item, QuestionSpec("Où en sommes-nous ?", MajorityRules(), poll=True), actor=ines)
    clock.move_to(HARD_END)
    later(clock, hours=5, minutes=59)
    due.close_overdue_meetings()
    evening.refresh_from_db()
    assert evening.is_open

    later(clock, minutes=1)
    due.close_overdue_meetings()
    due.close_overdue_meetings()
    evening.refresh_from_db()
    link.ballot.refresh_from_db()
    assert evening.is_closed
    assert link.ballot.closed_at is not None


@pytest.mark.parametrize("broken", ["its key is lost", "marks and ballots differ"])
def test_a_ballot_that_nobody_can_count_does_not_keep_the_meeting_open(
    broken, evening, items, clock, ines, malo, rose, recorded
):
    for member in (malo, rose):
        arrive(evening, member=member, actor=member)
    item = advance(evening, expected=None, to=items[1], actor=ines)
    rules = MajorityRules(secret=True)
    link = open_item_ballot(item, QuestionSpec("Qui part ?", rules, secret=True), actor=ines)
    for member in (malo, rose):
        seal_vote(link.ballot, elector=member, choice="for", code=receipts.make(), actor=member)
    if broken == "its key is lost":
        (settings.BALLOT_KEYS / link.ballot.key_name).unlink()
    else:
        Signature.objects.filter(entry__member=rose).delete()
    clock.move_to(HARD_END)
    look_for_keys()
    later(clock, hours=6)
    recorded()
    due.close_overdue_meetings()

    evening.refresh_from_db()
    link.refresh_from_db()
    assert evening.is_closed
    assert link.ballot.is_void
    assert link.concluded_at
    assert recorded() == ["ballot.voided", "gathering.closed", "meeting.closed"]


def test_a_vote_that_can_no_longer_decide_does_not_keep_the_meeting_open(evening, ca, clock, ines, malo, rose):
    proposal = write_proposal(
        ca, title="Visites", need="On nous le demande.", text="Chaque mercredi.", facilitator=malo,
        review_on=date(2027, 5, 1), process="majority", is_presented=True, actor=rose,
    )  # fmt: skip
    item = add_item(evening, title="Visites", kind="vote", proposal=proposal, actor=ines)
    advance(evening, expected=None, to=item, actor=ines)
    item.refresh_from_db()
    for member in (malo, rose):
        arrive(evening, member=member, actor=member)
    link = open_item_ballot(item, QuestionSpec("Visites ?", MajorityRules()), actor=ines)
    cast_vote(link.ballot, elector=ines, choice="for", actor=ines)
    Proposal.objects.update(state="withdrawn")
    clock.move_to(HARD_END)
    later(clock, hours=6)
    due.close_overdue_meetings()

    evening.refresh_from_db()
    link.ballot.refresh_from_db()
    assert evening.is_closed
    assert link.ballot.outcome == "adopted"
    assert not Decision.objects.exists()


def test_a_ballot_that_the_clock_may_not_close_stands_in_no_other_s_way(evening, items, clock, ines, malo, rose):
    for member in (malo, rose):
        arrive(evening, member=member, actor=member)
    links = []
    for item in items[1:]:
        advance(evening, expected=None if not links else items[1].pk, to=item, actor=ines)
        item.refresh_from_db()
        spec = QuestionSpec(f"{item.title} ?", MajorityRules(secret=True), secret=True)
        links.append(open_item_ballot(item, spec, actor=ines))
    Ballot.objects.filter(pk=links[0].ballot_id).update(owner="item:999999")  # nobody's
    clock.move_to(HARD_END)
    later(clock, hours=6)
    due.close_overdue_meetings()

    evening.refresh_from_db()
    links[1].refresh_from_db()
    assert (evening.is_closed, links[1].concluded_at is not None) == (True, True)


def test_a_round_that_cannot_conclude_does_not_keep_the_meeting_open(evening, ca, clock, ines, malo, rose):
    proposal = write_proposal(
        ca, title="Visites", need="On nous le demande.", text="Chaque mercredi.", facilitator=malo,
        review_on=date(2027, 5, 1), is_presented=True, actor=rose,
    )  # fmt: skip
    item = add_item(evening, title="Visites", kind="consent", proposal=proposal, actor=ines)
    advance(evening, expected=None, to=item, actor=ines)
    proposal.refresh_from_db()
    open_round(proposal, actor=ines)
    Proposal.objects.update(state="withdrawn")
    with refused("round_open"):
        close_meeting(evening, actor=ines)
    clock.move_to(HARD_END)
    later(clock, hours=6)
    due.close_overdue_meetings()

    evening.refresh_from_db()
    item.refresh_from_db()
    assert (evening.is_closed, item.state) == (True, "done")


def test_the_clock_closes_nothing_before(evening, malo):
    for actor in (CLOCK, malo):
        with refused("assembly.close_overdue"):
            close_overdue(evening, actor=actor)


def test_a_role_that_is_empty_at_the_signature_is_filled_by_somebody_who_was_present(evening, ines, malo, rose, admin):
    arrive(evening, member=malo, actor=malo)
    close_meeting(evening, actor=ines)
    with refused("held"):
        take_empty_role(evening, role="chair", actor=ines)
    deactivate(rose, actor=admin)
    with refused("two_people"):
        take_empty_role(evening, role="chair", actor=malo)
    take_empty_role(evening, role="chair", actor=ines)
    assert sign(evening, actor=ines).capacity == "chair"


def test_who_was_not_there_takes_no_role(evening, ca, ines, malo, rose, admin):
    noor = person("Noor", ca)
    close_meeting(evening, actor=ines)
    deactivate(rose, actor=admin)
    with refused("absent"):
        take_empty_role(evening, role="chair", actor=noor)


def test_it_is_asked_on_the_page_and_everything_goes_by_plain_forms(room, clock, client, ines, malo, rose):
    def send(who: Member, name: str, **data) -> None:
        client.force_login(who)
        assert client.post(reverse(f"assembly:{name}", args=[room.pk]), data).status_code == 303

    def page(member: Member) -> str:
        client.force_login(member)
        return client.get(room.get_absolute_url()).content.decode()

    assert "Plus personne n’anime" in page(malo)
    send(malo, "conduct-question")
    assert "Malo demande si vous êtes toujours là" in page(ines)
    later(clock, minutes=2)
    send(rose, "conduct-proposals", member=malo.pk)
    assert "Malo est proposé" in page(malo)
    send(malo, "conduct-agreement", agrees="yes")
    later(clock, minutes=1)
    send(malo, "conduct-takeover")
    assert conductor_of(room) == malo


def test_a_handed_over_role_is_this_meetings_alone(evening, meeting, ca, ines, malo):
    other = plan_meeting(ca, title="Autre", starts_at=EVENING, ends_at=HARD_END, actor=ines)
    depart(evening, member=ines, actor=ines)
    take_over(evening, actor=malo)
    assert conductor_of(other) == ines
    name_roles(evening, roles={"facilitator": ines}, actor=malo)
    assert conductor_of(evening) == ines
