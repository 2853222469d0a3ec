"""What is read about decisions that the register puts on an agenda by itself."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from assembly.models import AgendaItem, BroughtDecision, Meeting
from commissions.models import Circle
from journal.clock import now
from journal.statements import Statement
from members.models import Member
from proposals.models import Decision, Review
from proposals.queries import answered_for_in, kept_to_itself, late_follow_ups, reviews_by
from web.dates import day

Reason = BroughtDecision.Reason
BROUGHT = Statement(lambda item: BroughtDecision.objects.filter(item=item).select_related("decision__circle"), int)


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
    the meeting's day; each with the reason and whoever carries it out. What a group that ended below it decided too.

    None that was brought to a meeting of the circle which is not over: taken off by hand, it stays so.
    """
    brought = BroughtDecision.objects.filter(meeting__circle=meeting.circle).exclude(meeting__state__in=Meeting.OVER)
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


def settled_reviews(meeting: Meeting) -> list[tuple[AgendaItem, BroughtDecision, Review]]:
    """What waits on its agenda to be looked at again, and was kept or is decided anew elsewhere since it came there;
    each with its decision and the review that settled it.

    None that may leave the agenda as it came (`settled_items`), nor one that is to be looked at again all the same.
    """
    leaving = set() if meeting.is_open else {item.pk for item in settled_items(meeting)}
    waiting = BroughtDecision.objects.filter(
        meeting=meeting, reason=Reason.REVIEW, settled_by=None, item__state=AgendaItem.State.PENDING, item__spans=None
    ).exclude(item__in=leaving)
    again = {decision.pk for decision, _reason, _responsible in _waiting(meeting)}
    settled = []
    for one in waiting.select_related("item__meeting"):
        review = _settling(one) if one.decision_id not in again else None
        if one.item and review:
            settled.append((one.item, one, review))
    return settled


def _settling(brought: BroughtDecision) -> Review | None:
    """The latest review of that decision that was closed since, otherwise than by this meeting."""
    closed = Review.objects.filter(decision=brought.decision_id, closed_at__gte=brought.brought_at)
    return closed.exclude(occasion=brought.meeting.topic).order_by("closed_at", "pk").last()


def meetings_settled_elsewhere() -> list[Meeting]:
    """Those that are not over, with an item that a review has settled."""
    brought = BroughtDecision.objects.filter(
        reason=Reason.REVIEW, settled_by=None, item__state=AgendaItem.State.PENDING
    ).filter(Exists(Review.objects.filter(decision=OuterRef("decision"), closed_at__gte=OuterRef("brought_at"))))
    meetings = Meeting.objects.exclude(state__in=Meeting.OVER).filter(pk__in=brought.values("meeting"))
    return [meeting for meeting in meetings.order_by("starts_at", "pk") if settled_reviews(meeting)]


def settled_in_words(item: AgendaItem) -> str:
    """« réglé en ligne, le 28 novembre : la décision est gardée », of an item that its meeting did not talk about."""
    brought: BroughtDecision | None = getattr(item, "brought_decision", None)
    review = brought.settled_by if brought and item.state == AgendaItem.State.DONE else None
    if review is None or review.closed_at is None:
        return ""
    sentence = (
        _("settled in another meeting, on %(day)s: %(outcome)s")
        if review.occasion
        else _("settled online, on %(day)s: %(outcome)s")
    )
    outcome = {
        Review.Outcome.KEPT: _("the decision is kept"),
        Review.Outcome.REOPENED: _("it is decided anew"),
        Review.Outcome.ABANDONED: _("another decision took its place"),
    }[Review.Outcome(review.outcome)]
    return sentence % {"day": day(review.closed_at, weekday=False), "outcome": outcome}


def _waiting(meeting: Meeting) -> list[tuple[Decision, str, Member | None]]:
    circle = Circle.objects.filter(pk=meeting.circle_id)
    evening = timezone.localtime(meeting.starts_at).date()
    late = late_follow_ups(circle, timezone.localdate(now()))
    looked_at = reviews_by(evening).filter(answered_for_in(circle)).exclude(kept_to_itself())
    return [
        *((one.decision, str(Reason.LATE), one.responsible) for one in late),
        *((decision, str(Reason.REVIEW), None) for decision in looked_at),
    ]


def brought_on(item: AgendaItem) -> BroughtDecision | None:
    """The decision for which the register put this item on the agenda."""
    return BROUGHT.first(item.pk)


def is_to_review(decision: Decision) -> bool:
    """Whether a meeting can still say that it is kept, changed or stopped: its day has come, and nobody has."""
    return reviews_by(timezone.localdate(now())).filter(pk=decision.pk).exists()
