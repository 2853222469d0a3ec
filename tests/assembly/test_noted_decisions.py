"""A decision noted in one line: a minute before those present, then decided, unless somebody taps.

Inès facilitates; Malo and Rose are there. The first item is current.
"""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from assembly import due
from assembly.actions import (
    add_item,
    advance,
    arrive,
    bring_proposal,
    change_item,
    close_meeting,
    close_overdue,
    convene,
    defer_item,
    depart,
    note_decision,
    open_item_ballot,
    open_meeting,
    plan_meeting,
    propose_noted_decision,
    settle_noted_decision,
    take_back_noted_decision,
)
from assembly.comparison import noted_decisions
from assembly.models import AgendaItem, Meeting, NotedDecision
from commissions.changes import Change, ChangeKind
from commissions.models import Circle, Task
from journal.actions import CLOCK
from journal.clock import now
from journal.comparisons import differences
from journal.models import Entry
from members.actions import deactivate
from members.models import Membership
from proposals.actions import write_proposal
from proposals.models import Decision, Proposal, ProposalAudience
from proposals.process import State
from tests.assembly.conftest import HARD_END, later
from tests.conftest import person
from tests.refusals import refused
from votes.counting.majority import MajorityRules
from votes.questions import QuestionSpec

KEYS = "La clé du local va à Omar jusqu’à Noël"


@pytest.fixture
def room(evening, malo, rose) -> Meeting:
    for member in (malo, rose):
        arrive(evening, member=member, actor=member)
    return evening


@pytest.fixture
def item(room, news) -> AgendaItem:
    return news


@pytest.fixture
def noted(item, malo) -> NotedDecision:
    return note_decision(item, text=KEYS, actor=malo)


def settled(noted: NotedDecision) -> NotedDecision:
    """After what the clock does."""
    due.settle_noted_decisions()
    return NotedDecision.objects.get(pk=noted.pk)


def test_it_is_decided_at_the_end_of_its_minute(item, noted, clock, recorded):
    assert recorded()[-1] == "noted_decision.noted"
    assert due.next_noted_decision() == noted.until == noted.noted_at + timedelta(minutes=1)

    later(clock, seconds=59)
    assert settled(noted).is_standing
    later(clock, seconds=1)
    noted = settled(noted)

    decision = noted.decision
    assert (noted.end, noted.ended_at, noted.ended_by) == ("decided", noted.until, None)
    assert (decision.number, decision.title, decision.text, decision.process) == ("2026-001", KEYS, KEYS, "noted")
    assert (decision.decided_at, decision.occasion) == (noted.until, item.meeting.topic)
    assert (decision.audience, decision.circle) == (ProposalAudience.MEMBERS, item.meeting.circle)
    assert decision.result.replace("\u00a0", " ") == (
        "Notée sans objection : les personnes présentes ont pu lire le texte pendant une minute, jusqu’à 18 h 31, et "
        "personne n’en a fait une proposition. Personnes présentes ou représentées : 3 ; quorum 2 atteint."
    )
    assert recorded() == ["decision.recorded", "noted_decision.decided"]
    assert Entry.objects.get(verb="decision.recorded").actor == "clock"
    assert [one for one in differences() if "Decision" in one] == []


def test_the_clock_that_comes_late_decides_by_the_minute_that_is_over(item, noted, clock, malo, rose):
    """What happened after that minute changes nothing, nor the hour at which a process woke."""
    later(clock, minutes=1)
    depart(item.meeting, member=malo, actor=malo)  # the act itself settles it first
    assert NotedDecision.objects.get().end == "decided"


def test_two_clocks_decide_it_once(noted, clock):
    later(clock, minutes=1)
    settle_noted_decision(noted, actor=CLOCK)
    settle_noted_decision(noted, actor=CLOCK)
    assert Decision.objects.count() == 1


def test_only_the_clock_decides_it(noted, ines, clock):
    later(clock, minutes=1)
    with refused("assembly.settle"):
        settle_noted_decision(noted, actor=ines)


def test_its_task_is_given_once_it_is_decided(item, clock, malo, rose, recorded):
    noted = note_decision(
        item, text=KEYS, task_title="Faire un double", task_assignee=rose, task_due_on=date(2026, 12, 1), actor=malo
    )
    assert Task.objects.count() == 0

    later(clock, minutes=1)
    settled(noted)
    task = Task.objects.get()
    assert (task.title, task.assignee, task.due_on) == ("Faire un double", rose, date(2026, 12, 1))
    assert [link.task for link in item.task_links.all()] == [task]
    assert [link.task for link in Decision.objects.get().task_links.all()] == [task]
    assert recorded()[-1] == "task.added"


def test_whose_account_closes_in_that_minute_gets_no_task(item, clock, malo, rose, admin):
    noted = note_decision(item, text=KEYS, task_title="Faire un double", task_assignee=rose, actor=malo)
    deactivate(rose, actor=admin)
    later(clock, minutes=1)
    assert settled(noted).end == "decided"
    assert Task.objects.get().assignee is None


def test_a_tap_makes_it_a_proposal_and_the_item_goes_on_with_it(item, noted, clock, rose, ines, malo, recorded):
    later(clock, seconds=59)
    recorded()
    noted = propose_noted_decision(noted, actor=rose)

    proposal, item = noted.proposal, AgendaItem.objects.get(pk=item.pk)
    assert (noted.end, noted.ended_by) == ("proposed", rose)
    assert item.proposal == proposal
    assert (proposal.title, proposal.author, proposal.facilitator) == (KEYS, malo, ines)
    assert (proposal.state, proposal.process, proposal.occasion) == (State.PRESENTED, "consent", item.meeting.topic)
    assert [version.text for version in proposal.versions.all()] == [KEYS]
    assert (
        proposal.need
        == "Noté comme décidé pendant «\u00a0Nouvelles\u00a0»\u00a0; quelqu’un a demandé d’en parler d’abord."
    )
    assert proposal.review_on == date(2027, 5, 25)
    assert recorded() == ["proposal.presented", "noted_decision.proposed", "item.proposal_brought"]
    assert Entry.objects.get(verb="noted_decision.proposed").actor == rose.actor_key

    later(clock, minutes=2)
    assert (settled(noted).end, Decision.objects.count()) == ("proposed", 0)


def test_two_taps_make_one_proposal(noted, rose, ines):
    first, second = (propose_noted_decision(noted, actor=member) for member in (rose, ines))
    assert first.proposal == second.proposal
    assert (second.ended_by, Proposal.objects.count()) == (rose, 1)


def test_at_the_sixtieth_second_it_is_decided(noted, clock, rose, malo):
    later(clock, seconds=60)
    with refused("over"):
        propose_noted_decision(noted, actor=rose)
    with refused("over"):
        take_back_noted_decision(noted, actor=malo)
    assert settled(noted).end == "decided"
    with refused("over"):
        propose_noted_decision(noted, actor=rose)


def test_whoever_noted_it_takes_it_back(noted, clock, malo, rose, recorded):
    recorded()
    with refused("assembly.take_back_noted"):
        take_back_noted_decision(noted, actor=rose)
    for _again in range(2):
        assert take_back_noted_decision(noted, actor=malo).end == "taken_back"
    assert recorded() == ["noted_decision.taken_back"]
    with refused("taken_back"):
        propose_noted_decision(noted, actor=rose)
    later(clock, minutes=1)
    assert (settled(noted).end, Decision.objects.count()) == ("taken_back", 0)


def test_without_the_quorum_at_its_end_nothing_is_decided(noted, clock, rose, malo, recorded):
    later(clock, seconds=30)
    for member in (rose, malo):
        depart(noted.meeting, member=member, actor=member)
    later(clock, seconds=30)
    recorded()
    noted = settled(noted)

    assert (noted.end, Decision.objects.count()) == ("undecided", 0)
    assert (
        noted.reason == "Le quorum manque (1 sur 2)\u00a0: rien n’est décidé. La décision peut être notée de nouveau."
    )
    assert recorded() == ["noted_decision.undecided"]


def test_who_left_after_its_end_was_there(noted, clock, rose, malo):
    later(clock, minutes=5)
    noted.meeting.gathering.presences.filter(member__in=[rose, malo]).update(left_at=now())
    assert settled(noted).end == "decided"


def test_without_the_quorum_nothing_is_noted(news, malo, ines, recorded):
    with refused("no_quorum"):
        note_decision(news, text=KEYS, actor=ines)


def test_one_person_alone_notes_nothing(news, ca, ines):
    Circle.objects.filter(pk=ca.pk).update(meeting_quorum="")
    news.meeting.gathering.quorum = None
    news.meeting.gathering.save(update_fields=["quorum"])
    with refused("alone"):
        note_decision(news, text=KEYS, actor=ines)


@pytest.mark.parametrize("who", ["omar", "noe", "lise"])
def test_who_is_not_of_the_circle_neither_notes_nor_taps(who, noted, item, request, malo):
    stranger = request.getfixturevalue(who)
    with refused("assembly.note_decision"):
        note_decision(item, text="Autre chose", actor=stranger)
    with refused("assembly.take_part"):
        propose_noted_decision(noted, actor=stranger)


def test_who_is_not_there_notes_nothing_and_may_tap(noted, item, ca, malo, clock):
    absent = person("Absente", ca)
    take_back_noted_decision(noted, actor=malo)
    with refused("absent"):
        note_decision(item, text="Autre chose", actor=absent)
    again = note_decision(item, text=KEYS, actor=malo)
    assert propose_noted_decision(again, actor=absent).ended_by == absent


def test_the_same_again_changes_nothing_and_another_waits(noted, item, malo, rose, recorded):
    recorded()
    assert note_decision(item, text=f" {KEYS} ", actor=malo) == noted
    assert recorded() == []
    with refused("standing"):
        note_decision(item, text="Autre chose", actor=rose)


def test_the_next_is_noted_once_the_first_is_settled(noted, item, clock, rose):
    later(clock, minutes=1)
    second = note_decision(item, text="Autre chose", actor=rose)  # though no clock came between
    assert NotedDecision.objects.get(pk=noted.pk).decision.number == "2026-001"
    later(clock, minutes=1)
    assert settled(second).decision.number == "2026-002"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"text": " "}, {"text": "blank"}),
        ({"text": "x" * 121}, {"text": "max_length"}),
        ({"text": "Rien", "task_due_on": date(2026, 12, 1)}, {"task_title": "blank"}),
    ],
)
def test_what_is_written_wrong_is_said_of_its_field(given, reason, item, malo):
    with refused(**reason):
        note_decision(item, actor=malo, **given)


def test_a_task_is_for_somebody_of_the_circle(item, malo, omar):
    with refused(task_assignee="outside"):
        note_decision(item, text=KEYS, task_title="Faire un double", task_assignee=omar, actor=malo)


def test_it_is_noted_on_what_is_talked_about(room, items, malo):
    with refused("pending"):
        note_decision(items[0], text=KEYS, actor=malo)


def test_a_vote_under_way_comes_first(item, ines, malo):
    open_item_ballot(item, QuestionSpec(question="Oui ?", rules=MajorityRules(), poll=True), actor=ines)
    with refused("ballot_open"):
        note_decision(item, text=KEYS, actor=malo)


@pytest.fixture
def proposal(ca, malo, ines) -> Proposal:
    return write_proposal(
        ca,
        title="Composteurs",
        text="Deux.",
        need="Ça déborde",
        facilitator=ines,
        review_on=date(2027, 1, 1),
        actor=malo,
    )


def test_what_has_its_proposal_is_decided_by_it(item, proposal, malo):
    AgendaItem.objects.filter(pk=item.pk).update(proposal=proposal)
    Proposal.objects.filter(pk=proposal.pk).update(state=State.PRESENTED, presented_at=now())
    with refused("proposal"):
        note_decision(item, text=KEYS, actor=malo)


def test_beside_a_proposal_that_has_ended_the_new_one_has_the_next_item(item, proposal, malo, rose):
    AgendaItem.objects.filter(pk=item.pk).update(proposal=proposal)
    Proposal.objects.filter(pk=proposal.pk).update(state=State.WITHDRAWN, ended_at=now())
    noted = propose_noted_decision(note_decision(item, text=KEYS, actor=malo), actor=rose)

    titles = [(one.title, one.kind, one.state, one.proposal_id) for one in item.meeting.items.order_by("position")]
    assert titles == [
        ("Nouvelles", "information", "current", proposal.pk),
        (KEYS, "consent", "pending", noted.proposal_id),
        ("Rachat du bâtiment", "vote", "pending", None),
        ("Travaux", "discussion", "pending", None),
    ]


def test_in_an_assembly_the_proposal_never_takes_what_was_convened(clock, ines, malo, rose):
    """The next item is for it, without a convocation: the text is talked about, and decided by another assembly."""
    circle = Circle.objects.create(kind=Circle.Kind.ASSEMBLY, name="AG", slug="ag", meeting_quorum="1/2")
    for member in (ines, malo, rose):
        Membership.objects.create(member=member, year=2026, paid_on=date(2026, 1, 5))
    start = now() + timedelta(days=20)
    meeting = plan_meeting(circle, title="AG", starts_at=start, ends_at=start + timedelta(hours=2), actor=ines)
    budget = add_item(meeting, title="Budget", kind="vote", actor=ines)
    convene(meeting, actor=ines)
    clock.move_to(start)
    meeting = open_meeting(meeting, actor=ines)
    arrive(meeting, member=malo, actor=malo)
    advance(meeting, expected=None, actor=ines)
    noted = propose_noted_decision(note_decision(budget, text=KEYS, actor=ines), actor=malo)

    first, second = meeting.items.order_by("position")
    assert (first.title, first.state, first.proposal, first.convocation is None) == ("Budget", "current", None, False)
    assert (second.title, second.proposal, second.convocation) == (KEYS, noted.proposal, None)
    advance(meeting, expected=budget.pk, actor=ines)
    with refused("not_convened"):
        open_item_ballot(second, QuestionSpec("D’accord ?", MajorityRules()), actor=ines)


def test_while_it_stands_its_item_is_for_nothing_else(item, noted, proposal, ines):
    vote = QuestionSpec("D’accord ?", MajorityRules())
    with refused("noted"):
        open_item_ballot(item, vote, actor=ines)
    with refused("noted"):
        bring_proposal(item, proposal=proposal, actor=ines)
    as_it_is = {"title": item.title, "kind": item.kind, "minutes": item.minutes}
    for wanted in ({"kind": "election"}, {"is_closed": True}):
        with refused("noted"):
            change_item(item, **as_it_is | wanted, actor=ines)
    change_item(item, **as_it_is | {"minutes": 12}, actor=ines)
    assert open_item_ballot(item, QuestionSpec("Où en est-on ?", MajorityRules(), poll=True), actor=ines).ballot.is_poll


@pytest.mark.parametrize("act", ["vote", "bring", "change"])
def test_what_its_item_becomes_after_its_minute_finds_it_decided(act, item, noted, proposal, clock, ines):
    later(clock, minutes=1)
    if act == "vote":
        open_item_ballot(item, QuestionSpec("D’accord ?", MajorityRules()), actor=ines)
    elif act == "bring":
        bring_proposal(item, proposal=proposal, actor=ines)
    else:
        change_item(item, title=item.title, kind="election", minutes=10, actor=ines)
    assert NotedDecision.objects.get().end == "decided"


@pytest.mark.parametrize("became", ["election", "rules", "proposal"])
def test_what_its_item_is_for_is_looked_at_again_at_its_end(became, item, noted, proposal, ca, clock):
    """Whatever way it became so: rules, mandates and texts are never decided by a decision noted."""
    changed = {
        "election": {"kind": "election"},
        "rules": {"change": Change(ChangeKind.RULES, ca.pk)},
        "proposal": {"proposal": proposal},
    }
    Proposal.objects.filter(pk=proposal.pk).update(state=State.PRESENTED, presented_at=now())
    AgendaItem.objects.filter(pk=item.pk).update(**changed[became])
    later(clock, minutes=1)
    ended = settled(noted)
    assert (ended.end, bool(ended.reason), Decision.objects.count()) == ("undecided", True, 0)


@pytest.mark.parametrize("act", ["arrive", "vote", "poll"])
def test_the_roll_that_is_read_again_after_its_end_changes_nothing(act, item, noted, ca, clock, ines, rose):
    depart(item.meeting, member=rose, actor=rose)
    later(clock, minutes=1)
    newcomers = [person(f"Nouvelle {number}", ca) for number in range(4)]
    if act == "arrive":
        arrive(item.meeting, member=newcomers[0], actor=newcomers[0])
    else:
        open_item_ballot(item, QuestionSpec("D’accord ?", MajorityRules(), poll=act == "poll"), actor=ines)
    assert item.meeting.gathering.electors.count() == 7
    assert NotedDecision.objects.get().end == "decided"


def test_on_an_item_for_a_vote_its_proposal_is_put_to_a_vote(item, items, ines, malo, rose):
    advance(item.meeting, expected=item.pk, actor=ines)
    noted = propose_noted_decision(note_decision(items[1], text=KEYS, actor=malo), actor=rose)
    assert noted.proposal.process == "majority"


def test_rules_and_mandates_have_their_own_way(item, ca, malo):
    AgendaItem.objects.filter(pk=item.pk).update(kind="election")
    with refused("changes"):
        note_decision(item, text=KEYS, actor=malo)
    AgendaItem.objects.filter(pk=item.pk).update(kind="discussion", change=Change(ChangeKind.RULES, ca.pk))
    with refused("changes"):
        note_decision(item, text=KEYS, actor=malo)


def test_the_database_lets_it_change_nothing(noted, clock, ca):
    later(clock, minutes=1)
    decision = settled(noted).decision
    values = {"circle": ca, "title": "x", "text": "x", "process": "noted", "result": "x", "decided_at": now()}
    for wrong in ({"replaces": decision}, {"change": Change(ChangeKind.RULES, ca.pk)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.create(year=2026, serial=7, number="2026-007", **values, **wrong)


def test_the_end_of_the_item_does_not_end_it(item, noted, clock, ines):
    advance(item.meeting, expected=item.pk, actor=ines)
    later(clock, minutes=1)
    assert settled(noted).decision.title == KEYS


def test_a_tap_after_the_end_of_the_item_brings_it_again(item, noted, ines, rose, recorded):
    advance(item.meeting, expected=item.pk, actor=ines)
    propose_noted_decision(noted, actor=rose)
    item.refresh_from_db()
    assert (item.state, item.proposal.title) == ("pending", KEYS)
    assert recorded()[-1] == "item.reopened"


def test_what_was_put_off_stays_so_with_its_proposal(item, noted, ines, rose):
    defer_item(item, actor=ines)
    propose_noted_decision(noted, actor=rose)
    item.refresh_from_db()
    assert (item.state, item.proposal.title) == ("deferred", KEYS)


def test_the_meeting_is_closed_once_it_is_settled(noted, clock, ines, rose):
    with refused("noted"):
        close_meeting(noted.meeting, actor=ines)
    later(clock, minutes=1)
    assert close_meeting(noted.meeting, actor=ines).state == "closed"
    assert NotedDecision.objects.get().end == "decided"
    with refused("closed"):
        propose_noted_decision(noted, actor=rose)


def test_the_clock_that_closes_the_meeting_waits_for_nobody(item, malo, clock):
    clock.move_to(HARD_END + timedelta(hours=6))
    noted = note_decision(item, text=KEYS, actor=malo)
    close_overdue(item.meeting, actor=CLOCK)
    later(clock, minutes=1)
    noted = settled(noted)
    assert (noted.end, noted.reason) == (
        "undecided",
        "La réunion a été close avant la fin de la minute\u00a0: rien n’est décidé.",
    )


def test_a_closed_item_keeps_it_to_the_circle(closed_item, room, ines, malo, rose, clock, noe, omar):
    advance(room, expected=None, to=closed_item, actor=ines)
    noted = note_decision(closed_item, text="Paul garde sa clé", actor=malo)
    assert [topic.topic for topic in Entry.objects.get(verb="noted_decision.noted").topics.all()] == [closed_item.topic]
    later(clock, minutes=1)
    assert settled(noted).decision.audience == ProposalAudience.CIRCLE

    again = propose_noted_decision(note_decision(closed_item, text="Et son badge", actor=malo), actor=rose)
    assert again.proposal.audience == ProposalAudience.CIRCLE


def test_a_meeting_convened_late_notes_while_more_than_half_are_there(ca, item, noted, malo, rose, clock):
    Circle.objects.filter(pk=ca.pk).update(decides_late=False, meeting_quorum="")
    noted.meeting.gathering.quorum = None
    noted.meeting.gathering.save(update_fields=["quorum"])
    depart(item.meeting, member=rose, actor=rose)
    later(clock, seconds=30)
    person("Absente", ca)
    later(clock, seconds=30)
    assert settled(noted).end == "decided"

    noted = note_decision(item, text="Autre chose", actor=malo)
    depart(item.meeting, member=malo, actor=malo)
    later(clock, minutes=1)
    assert settled(noted).reason.startswith("Cette réunion n’a pas été convoquée à temps")


def test_what_became_of_it_is_compared_with_the_journal(noted, item, clock, rose):
    assert list(noted_decisions()) == []
    later(clock, minutes=1)
    settled(noted)
    assert list(noted_decisions()) == []
    name, last = f"Noted decision {noted.pk}", Entry.objects.get(verb="noted_decision.decided").seq
    NotedDecision.objects.update(reason="Le quorum manquait.")
    assert list(noted_decisions()) == [f"{name}: why it is not decided not as entry {last} says."]
    NotedDecision.objects.update(reason="")
    slipped = NotedDecision.objects.create(
        meeting=item.meeting, item=item, text="Autre chose", noted_by=rose, noted_at=now()
    )
    assert list(noted_decisions()) == [f"Noted decision {slipped.pk}: the journal was never told of it."]
