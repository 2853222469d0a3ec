"""How far decisions are carried out."""

from datetime import date
from enum import StrEnum

from django.db.models import Q, QuerySet

from commissions.models import Circle
from members.models import Member, Notification
from proposals.deadlines import ONE_DAY
from proposals.models import Decision, FollowUp
from proposals.models.follow_up import FollowUps
from proposals.queries.heirs import answered_for_in, kept_to_itself
from proposals.queries.register import decisions_for


def follow_up_of(decision: Decision) -> list[FollowUp]:
    """All that was noted of it, the latest first; that one holds. Empty where nobody is to do anything."""
    rows = FollowUp.objects.filter(decision=decision).select_related("responsible", "noted_by")
    return list(rows.order_by("-pk"))


def current_follow_up(decision: Decision) -> FollowUp | None:
    """Where it stands now."""
    return FollowUp.objects.filter(decision=decision).order_by("-pk").first()


def late_follow_ups(circles: QuerySet[Circle], today: date) -> FollowUps:
    """What these circles, or groups that ended below them, decided and should have carried out before today, the
    longest late first."""
    late = FollowUp.objects.latest_ones().unfinished().filter(answered_for_in(circles, of="decision__"))
    late = late.filter(due_on__lt=today).exclude(kept_to_itself(of="decision__"))
    return late.select_related("decision__circle", "responsible").order_by("due_on", "pk")


class Reminder(StrEnum):
    """When whoever carries a decision out is reminded of its day."""

    BEFORE = "before"
    LATE = "late"


def reminder_of(follow_up: FollowUp, today: date) -> Reminder | None:
    """Which reminder there is today: the day before, or from the day after on; none of what is finished or undated."""
    if follow_up.is_finished or follow_up.due_on is None:
        return None
    if follow_up.due_on == today + ONE_DAY:
        return Reminder.BEFORE
    return Reminder.LATE if follow_up.due_on < today else None


def reminder_key(follow_up: FollowUp, today: date) -> str:
    """The name of that reminder: one a day that was chosen, however often its progress is noted. Empty for none."""
    reminder = reminder_of(follow_up, today)
    return f"{reminder}:{follow_up.due_on}" if reminder else ""


def follow_ups_to_remind(today: date) -> list[FollowUp]:
    """Those of which somebody is to be reminded today, and was not: a day before, and once a day is over."""
    due = FollowUp.objects.latest_ones().unfinished().filter(Q(due_on=today + ONE_DAY) | Q(due_on__lt=today))
    due = due.filter(responsible__is_active=True).select_related("decision__circle", "responsible").order_by("pk")
    keys = {(one.responsible_id, one.decision.topic, reminder_key(one, today)): one for one in due}
    written = Notification.objects.filter(about__in=[about for _member, about, _key in keys])
    known = set(written.values_list("member", "about", "key"))
    return [one for key, one in keys.items() if key not in known]


def carried_out_by(member: Member) -> FollowUps:
    """What this person carries out and has not finished, of the decisions that they may read: who has left may not."""
    readable = decisions_for(member).values("pk")
    mine = FollowUp.objects.latest_ones().unfinished().filter(responsible=member, decision__in=readable)
    return mine.select_related("decision__circle").order_by("due_on", "pk")


def follow_ups_awaited_from(member: Member, until: date) -> FollowUps:
    """Those of them that are to be carried out by that day."""
    return carried_out_by(member).filter(due_on__lte=until)
