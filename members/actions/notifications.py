"""Letters of what people are asked, and told: one of all that one person is to be told now."""

from django.utils.translation import override

from journal.actions import Actor, action, require
from journal.clock import now
from members import notifications
from members.models import Member, Notification
from members.outbox import send


@action
def write_notifications(member: Member, *, actor: Actor) -> None:
    """Put one letter into the outbox about all that this person is to be told, once something of it should leave.

    What waits for the next day of letters goes with it. What no longer holds, or is not wanted, is settled without a
    letter. Twice writes nothing more.
    """
    require("members.send_mail", actor)
    pending = list(Notification.objects.select_for_update().filter(member=member, settled_at=None))
    if not any(one.leaves_at <= now() for one in pending):
        return
    with override(member.language):
        current = notifications.still_waiting(member, notifications.wanted(member, pending)) if member.is_active else []
        Notification.objects.filter(pk__in=[one.pk for one in pending]).update(settled_at=now())
        if not current:
            return
        things = [thing for thing, _notifications in current]
        wording = notifications.wording(things)
    topics = {thing.about for thing in things}
    mail = send(
        to=member,
        kind=notifications.LETTER,
        key=str(pending[0].pk),
        subject=wording.subject,
        text=wording.text,
        about=topics.pop() if len(topics) == 1 else "",
        urgent=notifications.is_urgent(things),
        secret=True,
        actor=actor,
    )
    Notification.objects.filter(pk__in=[one.pk for _thing, theirs in current for one in theirs]).update(mail=mail)
