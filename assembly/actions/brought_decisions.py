"""What the register puts on an agenda by itself: what is late, what is to be looked at again."""

from django.conf import settings
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import override

from assembly.actions.agenda import titled
from assembly.actions.common import becomes, enter, record_item
from assembly.models import AgendaItem, BroughtDecision, Meeting
from assembly.queries.brought_decisions import decisions_to_bring, settled_items, settled_reviews
from journal.actions import Actor, action
from journal.clock import now
from members.models import Member
from proposals.models import Decision, Review

Reason = BroughtDecision.Reason
AT_MOST = 5  # items that enter an agenda by themselves at once
MINUTES = 5


@action
def bring_decisions(meeting: Meeting, *, actor: Actor) -> list[AgendaItem]:
    """Put on the agenda what the circle decided and has not carried out by its day, and what it is to look at again.

    By whoever plans it, then by the clock until it begins. Each decision once: what is removed by hand stays so. What
    was settled meanwhile leaves the agenda as it came, unless people were called for it.
    """
    meeting = enter("bring_decisions", meeting, actor)
    for item in settled_items(meeting):
        item.meeting = meeting
        record_item("item.removed", item, title=item.title)
        item.delete()
    return [_bring(meeting, *due) for due in decisions_to_bring(meeting)[:AT_MOST]]


@action
def settle_reviewed_items(meeting: Meeting, *, actor: Actor) -> list[AgendaItem]:
    """What people were called for, and a review has settled meanwhile, is done without any time: it stays on the
    agenda, as it was convened, and says when it was settled.

    By whoever plans it, and by the clock until it is over. Put back on the agenda by hand, it is not settled again.
    """
    meeting = enter("settle_reviewed_items", meeting, actor)
    return [_settle(item, brought, review) for item, brought, review in settled_reviews(meeting)]


def _settle(item: AgendaItem, brought: BroughtDecision, review: Review) -> AgendaItem:
    item.state = becomes(item, "settle")
    item.save(update_fields=["state"])
    brought.settled_by = review
    brought.save(update_fields=["settled_by"])
    record_item("item.settled_elsewhere", item, decision=brought.decision_id, review=review.pk)
    return item


def _bring(meeting: Meeting, decision: Decision, reason: str, responsible: Member | None) -> AgendaItem:
    with override(settings.LANGUAGE_CODE):
        question = _("Late: %(decision)s") if reason == Reason.LATE else _("To look at again: %(decision)s")
        title, note = titled(question % {"decision": decision}, "")
    item = AgendaItem.objects.create(
        meeting=meeting,
        position=(meeting.items.aggregate(last=Max("position"))["last"] or 0) + 1,
        title=title,
        note=note,
        minutes=MINUTES,
        owner=responsible,
        is_closed=decision.is_closed,
    )
    BroughtDecision.objects.create(meeting=meeting, decision=decision, reason=reason, item=item, brought_at=now())
    record_item("item.added", item, title=title, kind=str(item.kind), minutes=MINUTES, decision=decision.pk)
    return item
