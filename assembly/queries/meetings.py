"""What is read about meetings, apart from the one that a page shows whole (`record.py`)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery, Sum

from assembly.handover import OVERDUE
from assembly.models import (
    AgendaItem,
    ConductQuestion,
    DecisionTask,
    ItemBallot,
    Meeting,
    MeetingRole,
    MeetingTask,
    Signature,
)
from commissions.changes import Change
from commissions.models import Circle
from commissions.panels import TaskOrigin
from commissions.queries import circles_of, members_of, readable_circles
from journal.clock import now
from journal.statements import Statement
from members.models import Member
from proposals.actions.decisions import DECIDES
from proposals.models import Decision, Proposal, Round, Stage, Version
from proposals.process import ENDED, State
from proposals.queries import opinions_of
from votes.counting.majority import MajorityOutcome
from votes.methods.registry import undeciding
from votes.models import Ballot, Presence
from votes.queries.gatherings import REOPENED_WITHIN, presence_of

TO_COME = (AgendaItem.State.PENDING, AgendaItem.State.CURRENT)


def changes_on(items: Sequence[AgendaItem]) -> dict[int, Change]:
    """What each item would let be changed, by its key: the text of its proposal says it, or the election itself."""
    texts = {}
    proposals = [item.proposal_id for item in items if item.proposal_id]
    for version in Version.objects.filter(proposal__in=proposals).order_by("number") if proposals else ():
        texts[version.proposal_id] = version.change
    return {item.pk: texts[item.proposal_id] if item.proposal_id else item.change for item in items}


def readable_meetings(person: Member) -> QuerySet[Meeting]:
    """The meetings of the circles whose life this person may follow, the assembly's included."""
    circles = readable_circles(person).values("pk")
    return Meeting.objects.filter(circle__in=circles).select_related("circle")


def supporters_of(meeting: Meeting) -> QuerySet[Member]:
    """Those who ask for this assembly and are members of it today, whoever asked first before the others."""
    theirs = members_of(meeting.circle).filter(pk__in=meeting.supports.values("member"))
    first = meeting.supports.filter(member=OuterRef("pk")).values("supported_at")[:1]
    return theirs.annotate(supported_at=Subquery(first)).order_by("supported_at", "pk")


def with_agenda_figures(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Each with `item_count` and `planned_minutes`, for a list."""
    return meetings.annotate(item_count=Count("items"), planned_minutes=Sum("items__minutes"))


def open_meetings(person: Member) -> QuerySet[Meeting]:
    """What is happening now."""
    return readable_meetings(person).filter(state=Meeting.State.OPEN).order_by("starts_at")


def coming_meetings(person: Member) -> QuerySet[Meeting]:
    """What is planned and not begun, the soonest first. A meeting that nobody opened stays for a day."""
    return (
        readable_meetings(person)
        .filter(state__in=[Meeting.State.PLANNED, Meeting.State.CONVENED])
        .filter(ends_at__gte=now() - timedelta(days=1))
        .order_by("starts_at")
    )


def cancelled_meetings(person: Member) -> QuerySet[Meeting]:
    """What would have been held and is not, until its day is over, the soonest first."""
    cancelled = readable_meetings(person).filter(state=Meeting.State.CANCELLED)
    return cancelled.filter(ends_at__gte=now() - timedelta(days=1)).order_by("starts_at")


def past_meetings(person: Member) -> QuerySet[Meeting]:
    """What was held, the latest first."""
    return readable_meetings(person).filter(state=Meeting.State.CLOSED).order_by("-starts_at")


def missed_meetings(member: Member, *, since: datetime) -> QuerySet[Meeting]:
    """The last meeting of each of this member's circles, closed `since` then, where they were due and not there."""
    was_there = Presence.objects.filter(gathering=OuterRef("gathering"), member=member, confirmed_at__isnull=False)
    later = Meeting.objects.filter(
        circle=OuterRef("circle"), state=Meeting.State.CLOSED, closed_at__gt=OuterRef("closed_at")
    )
    return (
        past_meetings(member)
        .filter(closed_at__gte=since, gathering__electors=member)
        .exclude(Exists(was_there))
        .exclude(Exists(later))
    )


def reopened_until(meeting: Meeting) -> datetime | None:
    """Before when its closing may be taken back for a slip: from then on, the clock would close it again, or it is too
    late. None for one that is not closed.
    """
    return min(meeting.closed_at + REOPENED_WITHIN, meeting.ends_at + OVERDUE) if meeting.closed_at else None


def was_closed_just_now(meeting: Meeting) -> bool:
    """Whether its closing may be taken back for a slip."""
    end = reopened_until(meeting)
    return end is not None and now() < end


def can_be_reopened(meeting: Meeting) -> bool:
    """Closed a moment ago, and signed by nobody."""
    return was_closed_just_now(meeting) and not meeting.signatures.exists()


def unanswered_convocations(member: Member) -> QuerySet[Meeting]:
    """Convened meetings of this member's circles to which they have answered nothing and given no proxy."""
    return (
        Meeting.objects.filter(
            state=Meeting.State.CONVENED, circle__in=circles_of(member).values("pk"), ends_at__gt=now()
        )
        .exclude(replies__member=member)
        .exclude(gathering__proxies__giver=member, gathering__proxies__ended_at__isnull=True)
        .select_related("circle")
        .order_by("starts_at")
    )


def questions_to_conductor(member: Member) -> QuerySet[ConductQuestion]:
    """Where somebody asks whether this member, who conducts a meeting under way, is still there."""
    conducted = MeetingRole.objects.filter(member=member, role=MeetingRole.Role.FACILITATOR).values("meeting")
    questions = ConductQuestion.objects.filter(asked_of=member, answered_at=None, meeting__state=Meeting.State.OPEN)
    return questions.filter(meeting__in=conducted).select_related("meeting", "asked_by")


def conducting_though_noted_as_left(member: Member) -> list[Meeting]:
    """Meetings under way that this member conducts, and left as others say."""
    conducted = Meeting.objects.filter(
        state=Meeting.State.OPEN, roles__member=member, roles__role=MeetingRole.Role.FACILITATOR
    )
    spans = {
        meeting: Presence.objects.filter(gathering=meeting.gathering_id, member=member).order_by("pk").last()
        for meeting in conducted
    }
    return [meeting for meeting, span in spans.items() if span and (span.is_departing or span.departure_is_vouched)]


def arrivals_to_confirm(member: Member) -> QuerySet[Meeting]:
    """Meetings under way in which somebody else noted this member as present."""
    noted = Presence.objects.waiting().filter(member=member).values("gathering")
    return Meeting.objects.filter(state=Meeting.State.OPEN, gathering__in=noted).select_related("circle")


def departures_to_confirm(member: Member) -> QuerySet[Meeting]:
    """Meetings under way that this member left, as somebody else noted."""
    noted = Presence.objects.departing().filter(member=member).values("gathering")
    return Meeting.objects.filter(state=Meeting.State.OPEN, gathering__in=noted).select_related("circle")


def minutes_to_sign(member: Member) -> QuerySet[Meeting]:
    """Closed meetings whose minutes wait for this member's signature."""
    return (
        Meeting.objects.filter(state=Meeting.State.CLOSED)
        .filter(
            Q(roles__member=member, roles__role=Signature.Capacity.CHAIR)
            & ~Q(signatures__capacity=Signature.Capacity.CHAIR)
            | Q(roles__member=member, roles__role=Signature.Capacity.SECRETARY)
            & ~Q(signatures__capacity=Signature.Capacity.SECRETARY)
        )
        .distinct()
        .select_related("circle")
    )


def ballots_to_conclude(meeting: Meeting) -> Iterator[Ballot]:
    """The meeting's votes of which the minutes cannot say yet what they decided: open, or closed just now.

    What closed on a proposal that had ended by then decides nothing, and holds nobody up.
    """
    links = ItemBallot.objects.filter(item__meeting=meeting, concluded_at=None).select_related("ballot")
    links = links.exclude(ballot__closed_at__isnull=False, item__proposal__state__in=ENDED)
    return (link.ballot for link in links.order_by("ballot__closes_at"))


CURRENT = Statement(lambda meeting: AgendaItem.objects.filter(meeting=meeting, state=AgendaItem.State.CURRENT), int)


def current_item(meeting: Meeting) -> AgendaItem | None:
    """The item that the meeting talks about now."""
    item = CURRENT.first(meeting.pk)
    if item is not None:
        item.meeting = meeting
    return item


def open_round_on(item: AgendaItem) -> Round | None:
    """The round of objections that is open on this item's proposal, if one is."""
    if item.proposal_id is None:
        return None
    return Round.objects.open().filter(proposal=item.proposal_id).first()


def without_quorum(meeting: Meeting) -> list[AgendaItem]:
    """The items of a closed assembly whose last vote missed its quorum: a second meeting may decide them, where its
    rules cite the article that says so. None once that meeting is planned. Each with `last_vote`, the key of that vote.
    """
    if not (meeting.is_closed and meeting.circle.is_assembly and meeting.circle.second_article):
        return []
    if Meeting.objects.filter(second_of=meeting).exists():
        return []
    votes = ItemBallot.objects.filter(item=OuterRef("pk"), ballot__is_poll=False).order_by("-pk")
    items = meeting.items.annotate(
        last_vote=Subquery(votes.values("ballot")[:1]), outcome=Subquery(votes.values("ballot__outcome")[:1])
    )
    missed = items.filter(outcome=MajorityOutcome.NO_QUORUM)
    return list(missed.select_related("owner", "proposal__circle", "meeting__circle"))


def _is_on_proposal(item: AgendaItem, ballot: Ballot) -> bool:
    return ballot.by_majority or (item.proposal is not None and item.proposal.is_by_choice)


def rewritten(items: Sequence[AgendaItem]) -> set[int]:
    """The keys of those items that repeat a vote, and of which the text is no longer the one that was put to it:
    another version was written since, or it was taken back as a draft."""
    votes = {item.pk: item.repeats for item in items if item.repeats and _is_on_proposal(item, item.repeats)}
    repeated = [item for item in items if item.pk in votes and item.proposal_id]
    if not repeated:
        return set()
    proposals = [item.proposal_id for item in repeated]
    written = dict(Version.objects.filter(proposal__in=proposals).values_list("proposal").annotate(Max("created_at")))
    drafts = Stage.objects.filter(proposal__in=proposals, state=State.DRAFT)
    drafted = dict(drafts.values_list("proposal").annotate(Max("entered_at")))
    last = {key: max(written[key], drafted[key]) for key in written}
    return {item.pk for item in repeated if last[item.proposal_id] > votes[item.pk].opened_at}


def online_without_quorum(circle: Circle) -> QuerySet[Ballot]:
    """The votes online of an assembly that missed their quorum and that no second meeting takes up, where its rules
    cite the article on a second convocation."""
    missed = Ballot.objects.filter(consultation__host=circle.topic, outcome=MajorityOutcome.NO_QUORUM)
    if not (circle.is_assembly and circle.second_article):
        return missed.none()
    taken_up = Meeting.objects.filter(second_of_ballot__isnull=False).values("second_of_ballot")
    return missed.exclude(consultation__is_opinion=True).exclude(pk__in=taken_up).order_by("pk")


def opinions_to_ratify(circle: Circle) -> QuerySet[Ballot]:
    """What this circle answered online, that decides nothing by itself, that is on no agenda to come, and that no
    meeting has ratified or rejected: one that missed its quorum there may be brought to another."""
    items = AgendaItem.objects.filter(ratifies__isnull=False)
    decided = ItemBallot.objects.filter(
        ballot__is_poll=False, ballot__outcome__in=[MajorityOutcome.ADOPTED, MajorityOutcome.REJECTED]
    )
    taken_up = items.filter(Q(state__in=TO_COME) | Q(pk__in=decided.values("item")))
    opinions = Ballot.objects.filter(
        consultation__host=circle.topic,
        consultation__is_opinion=True,
        consultation__proposal_vote=None,  # what becomes of a proposal is said by its own state
        outcome__in=DECIDES,
    )
    return opinions.exclude(method__in=undeciding()).exclude(pk__in=taken_up.values("ratifies")).order_by("pk")


def consents_to_ratify(circle: Circle) -> QuerySet[Proposal]:
    """The same of its consents: texts to which nobody objected online, and that are on no agenda to come."""
    waiting = AgendaItem.objects.filter(state__in=TO_COME)
    return opinions_of(circle).exclude(pk__in=waiting.filter(proposal__isnull=False).values("proposal"))


def those_in_the_room(meeting: Meeting) -> set[int]:
    """The members who are there, by their own word or as somebody else noted."""
    here = Presence.objects.filter(gathering=meeting.gathering_id, left_at=None) if meeting.gathering_id else ()
    return {presence.member_id for presence in here}


def those_counted_in(meeting: Meeting) -> set[int]:
    """Those of them whose presence counts: by their own word, or confirmed by a second person."""
    here = presence_of(meeting.gathering).filter(left_at=None) if meeting.gathering else ()
    return {presence.member_id for presence in here}


def decisions_in(meeting: Meeting) -> QuerySet[Decision]:
    """What was decided in this meeting, in the order of the register."""
    return Decision.objects.filter(occasion=meeting.topic).order_by("year", "serial")


def task_origins(task_ids: Iterable[int]) -> dict[int, TaskOrigin]:
    """Where tasks came from: the decision that they carry out, and the day on which it is looked at again; or the
    meeting where they were given."""
    wanted = list(task_ids)
    origins = {
        link.task_id: TaskOrigin(str(link.meeting), link.meeting.get_absolute_url())
        for link in MeetingTask.objects.filter(task__in=wanted).select_related("meeting")
    }
    for link in DecisionTask.objects.filter(task__in=wanted).select_related("decision__replaced_by"):
        decision = link.decision
        origins[link.task_id] = TaskOrigin(decision.number, decision.get_absolute_url(), decision.looked_at_on)
    return origins
