"""What is read about decisions that the register puts on an agenda by itself."""

from collections.abc import Iterator

from django.utils import timezone

from assembly.models import AgendaItem, BroughtDecision, Meeting
from commissions.models import Circle
from journal.clock import now
from members.models import Member
from proposals.models import Decision
from proposals.queries import late_follow_ups, reviews_by

Reason = BroughtDecision.Reason


def next_meetings() -> Iterator[Meeting]:
    """The next meeting of each circle, to which something can still be added.

    None of an assembly that is convened, nor one that takes up the agenda of a first: nothing is added to those.
    """
    to_come = Meeting.objects.filter(state__in=[Meeting.State.PLANNED, Meeting.State.CONVENED], starts_at__gt=now())
    to_come = to_come.exclude(call=Meeting.Call.ASKED).filter(second_of=None, second_of_ballot=None)
    to_come = to_come.exclude(circle__kind=Circle.Kind.ASSEMBLY, state=Meeting.State.CONVENED)
    seen: set[int] = set()
    for meeting in to_come.select_related("circle").order_by("starts_at", "pk"):
        if meeting.circle_id not in seen:
            seen.add(meeting.circle_id)
            yield meeting


def decisions_to_bring(meeting: Meeting) -> list[tuple[Decision, str, Member | None]]:
    """What its circle has not carried out by today, the longest late first, then what is to be looked at again by
    the meeting's day; each with the reason and whoever carries it out.

    None that was brought to a meeting of the circle which is not over: taken off by hand, it stays so.
    """
    brought = BroughtDecision.objects.filter(meeting__circle=meeting.circle).exclude(
        meeting__state=Meeting.State.CLOSED
    )
    known = set(brought.values_list("decision", flat=True))
    to_bring: list[tuple[Decision, str, Member | None]] = []
    for decision, reason, responsible in _waiting(meeting):
        if decision.pk not in known:
            known.add(decision.pk)
            to_bring.append((decision, reason, responsible))
    return to_bring


def settled_items(meeting: Meeting) -> list[AgendaItem]:
    """What entered its agenda by itself and waits for nobody any more: carried out, kept or replaced since.

    None that people were called for, or that has notes or tasks.
    """
    brought = BroughtDecision.objects.filter(
        meeting=meeting, item__state=AgendaItem.State.PENDING, item__convocation=None, item__spans=None
    ).filter(item__note_texts=None, item__task_links=None, item__ballots=None)
    waiting = {decision.pk for decision, _reason, _responsible in _waiting(meeting)}
    return [one.item for one in brought.select_related("item") if one.item and one.decision_id not in waiting]


def _waiting(meeting: Meeting) -> list[tuple[Decision, str, Member | None]]:
    circle = Circle.objects.filter(pk=meeting.circle_id)
    day = timezone.localtime(meeting.starts_at).date()
    late = late_follow_ups(circle, timezone.localdate(now()))
    return [
        *((one.decision, str(Reason.LATE), one.responsible) for one in late),
        *((decision, str(Reason.REVIEW), None) for decision in reviews_by(day).filter(circle=meeting.circle)),
    ]


def brought_on(item: AgendaItem) -> BroughtDecision | None:
    """The decision for which the register put this item on the agenda."""
    return BroughtDecision.objects.filter(item=item).select_related("decision__circle").first()


def is_to_review(decision: Decision) -> bool:
    """Whether a meeting can still say that it is kept, changed or stopped: its day has come, and nobody has."""
    return reviews_by(timezone.localdate(now())).filter(pk=decision.pk).exists()
