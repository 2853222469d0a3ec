"""A meeting that is not to be held after all, and its taking back."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import override

from assembly.actions.common import enter
from assembly.letters import calendar_file, cancellation_letter, sequence_of
from assembly.models import (
    AgendaItem,
    BroughtDecision,
    BroughtProposal,
    Cancellation,
    Convocation,
    ItemGuest,
    Meeting,
)
from assembly.notifications import GUEST
from journal.actions import action, record
from journal.clock import now
from journal.refusals import wrong
from members.models import Mail, Member, Notification
from members.outbox import Wording, as_written, send
from votes.actions import close_gathering, reopen_gathering

SOON = timedelta(hours=24)  # before it begins, that it is cancelled does not wait for the morning


@action
def cancel_meeting(meeting: Meeting, *, reason: str, actor: Member) -> Meeting:
    """It is not held, for a reason that everybody reads. Whoever was called to it is told, with a calendar file that
    takes it out, and so are the guests of its items whom a letter has reached; its items wait for a later meeting.
    Cancelling twice changes nothing.

    Raises ValidationError on `reason` (`blank`).
    """
    meeting = enter("cancel", meeting, actor)
    if meeting.is_cancelled:
        return meeting
    if not reason.strip():
        raise wrong("reason", _("Say why in a few words: people had planned to come."), code="blank")
    called = _called_to(meeting)
    guests = [member for member in _guests_told_of(meeting) if member not in called]
    cancellation = Cancellation.objects.create(
        meeting=meeting, reason=reason.strip(), cancelled_by=actor, cancelled_at=now()
    )
    meeting.convocations.filter(cancelled_at=None).update(cancelled_at=cancellation.cancelled_at)
    deferred = list(meeting.items.filter(state=AgendaItem.State.PENDING).values_list("pk", flat=True))
    meeting.items.filter(pk__in=deferred).update(state=AgendaItem.State.DEFERRED, is_ended_by_closing=True)
    if meeting.gathering:
        meeting.gathering = close_gathering(meeting.gathering, actor=actor)
    meeting.state = Meeting.State.CANCELLED
    meeting.save(update_fields=["state"])
    _write_to(called, cancellation, actor)
    _write_to(guests, cancellation, actor, are_guests=True)
    record(
        "meeting.cancelled",
        topics=[meeting.topic, meeting.circle.topic],
        body={"meeting": meeting.pk, "deferred": deferred, "told": len(called) + len(guests)},
        private={"reason": cancellation.reason},
    )
    return meeting


@action
def plan_again(meeting: Meeting, *, actor: Member) -> Meeting:
    """It is to be held after all, in preparation as before it was convened: its convocation is sent anew. What a later
    agenda has taken up by then, or is no longer needed, stays there. Twice changes nothing."""
    meeting = enter("plan_again", meeting, actor)
    if not meeting.is_cancelled:
        return meeting
    meeting.cancellations.filter(taken_back_at=None).update(taken_back_at=now())
    ended = meeting.items.filter(is_ended_by_closing=True, continued_by=None, dismissal=None)
    elsewhere = BroughtDecision.objects.exclude(meeting=meeting).exclude(meeting__state__in=Meeting.OVER)
    aside = BroughtProposal.objects.exclude(meeting=meeting).exclude(meeting__state__in=Meeting.OVER)
    ended = ended.exclude(brought_decision__decision__in=elsewhere.values("decision"))
    ended = ended.exclude(brought_proposal__proposal__in=aside.values("proposal"))
    restored = list(ended.values_list("pk", flat=True))
    meeting.items.filter(pk__in=restored).update(state=AgendaItem.State.PENDING, is_ended_by_closing=False)
    if meeting.gathering:
        meeting.gathering = reopen_gathering(meeting.gathering, actor=actor)
    meeting.state = Meeting.State.PLANNED
    meeting.save(update_fields=["state"])
    record("meeting.planned_again", topics=[meeting.topic, meeting.circle.topic], body={"meeting": meeting.pk})
    return meeting


def renew_cancellation(mail: Mail) -> Wording | None:
    """That a meeting is not held, as long as it is so."""
    cancellation = Cancellation.objects.filter(pk=mail.key).first()
    return as_written(mail, holds=cancellation is not None and cancellation.taken_back_at is None)


def _called_to(meeting: Meeting) -> list[Member]:
    """Whoever a convocation that stands was written to."""
    letters = Mail.objects.filter(kind=Convocation.LETTER, about=meeting.topic, member__is_active=True)
    standing = set(meeting.convocations.filter(cancelled_at=None).values_list("pk", flat=True))
    people = {mail.member for mail in letters.select_related("member") if int(mail.key.partition(":")[0]) in standing}
    return sorted((member for member in people if member and member.address), key=lambda member: member.pk)


def _guests_told_of(meeting: Meeting) -> list[Member]:
    """Whoever is invited to one of its items, and was written to about it. What has not left yet leaves no more."""
    written = Notification.objects.filter(kind=GUEST, mail__isnull=False, member__is_active=True)
    guests = ItemGuest.objects.filter(item__meeting=meeting).select_related("item", "member").order_by("member")
    letters = set(written.filter(member__in=guests.values("member")).values_list("member", "about"))
    reached = {guest.member for guest in guests if (guest.member_id, guest.item.topic) in letters}
    return sorted((member for member in reached if member.address), key=lambda member: member.pk)


def _write_to(people: list[Member], cancellation: Cancellation, actor: Member, *, are_guests: bool = False) -> None:
    meeting = cancellation.meeting
    edition, is_soon = sequence_of(meeting), meeting.starts_at - now() < SOON
    for member in people:
        with override(member.language):
            letter = cancellation_letter(cancellation, is_guest=are_guests)
        send(
            to=member,
            kind=Cancellation.LETTER,
            key=str(cancellation.pk),
            subject=letter.subject,
            text=letter.text,
            attachments=[] if are_guests else [calendar_file(meeting, letter.text, edition)],
            about=meeting.topic,
            urgent=is_soon,
            actor=actor,
        )
