"""Letters of what people are asked, and told: one of all that somebody is to be told now; which they want, and when."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from journal import topics
from journal.actions import Actor, action, require, touch
from journal.clock import now
from members import notifications
from members.models import LetterPreferences, Member, Mute, Notification
from members.notification_letters import LETTER, LetterDraft
from members.outbox import send


@action
def write_notifications(draft: LetterDraft, *, actor: Actor) -> None:
    """Put the letter that was composed of what somebody is to be told into the outbox.

    What no longer holds, or is not wanted, is settled without a letter, as is all of whoever lost their access while it
    was composed. Twice writes nothing more; nor does a draft of which something was settled or put off meanwhile: the
    next says it.
    """
    require("members.send_mail", actor)
    pending = Notification.objects.select_for_update().filter(pk__in=draft.pending, settled_at=None)
    if {one.pk: one.leaves_at for one in pending} != draft.pending:
        return
    Notification.objects.filter(pk__in=draft.pending).update(settled_at=now())
    member = Member.objects.filter(pk=draft.member.pk, is_active=True).first()
    if draft.wording is None or member is None:
        return
    mail = send(
        to=member,
        kind=LETTER,
        key=draft.key,
        subject=draft.wording.subject,
        text=draft.wording.text,
        about=draft.about,
        urgent=draft.is_urgent,
        secret=True,
        actor=actor,
    )
    Notification.objects.filter(pk__in=draft.current).update(mail=mail)


@action
def choose_letters(
    member: Member, *, first_day: int, second_day: int | None, hour: int, unwanted: Iterable[str] = (), actor: Member
) -> LetterPreferences:
    """Choose the days of the week (0 for Monday) and the hour of the letters that can wait, and the kinds that one
    does not want (of `notifications.kinds`). What already waits leaves on the new days.

    Raises ValidationError: `kind` of one that nobody mutes or knows.
    """
    member = Member.objects.select_for_update().get(pk=member.pk)
    require("members.edit_profile", actor, member)
    unwanted = set(unwanted)
    if any(kind not in notifications.kinds or notifications.kinds[kind].is_required for kind in unwanted):
        raise ValidationError(_("Choose among the kinds of letters that are shown."), code="kind")
    second_day = None if second_day == first_day else second_day
    preferences, _made = LetterPreferences.objects.update_or_create(
        member=member, defaults={"first_day": first_day, "second_day": second_day, "hour": hour, "is_stopped": False}
    )
    scopes = {notifications.scope_of_kind(kind) for kind in unwanted}
    muted = Mute.objects.filter(member=member)
    muted.filter(scope__startswith=notifications.scope_of_kind("")).exclude(scope__in=scopes).delete()
    Mute.objects.bulk_create(
        [Mute(member=member, scope=scope, muted_at=now()) for scope in scopes], ignore_conflicts=True
    )
    _reschedule(member, preferences)
    touch(member.topic)
    return preferences


@action
def stop_letters(member: Member, *, actor: Member) -> LetterPreferences:
    """No more letters of what waits, but those that nobody mutes. Twice changes nothing."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    require("members.edit_profile", actor, member)
    preferences, _made = LetterPreferences.objects.update_or_create(member=member, defaults={"is_stopped": True})
    touch(member.topic)
    return preferences


@action
def mute(member: Member, *, scope: str, actor: Member) -> Mute:
    """No more letters about one thing or one circle, by its topic, or of one kind. Twice changes nothing.

    Raises ValidationError: `scope` of what this person may not read, or what nobody mutes.
    """
    require("members.edit_profile", actor, member)
    kind = scope.removeprefix(notifications.scope_of_kind(""))
    is_kind = kind != scope and kind in notifications.kinds and not notifications.kinds[kind].is_required
    if not is_kind and not topics.can_read(member, scope):
        raise ValidationError(_("There is nothing here that could be muted."), code="scope")
    muted, _made = Mute.objects.get_or_create(member=member, scope=scope, defaults={"muted_at": now()})
    touch(member.topic)
    return muted


@action
def unmute(muted: Mute, *, actor: Member) -> None:
    """Be written to again about that thing, circle or kind."""
    require("members.edit_profile", actor, muted.member)
    Mute.objects.filter(pk=muted.pk).delete()
    touch(muted.member.topic)


@action
def read_news(member: Member, last: Iterable[int], *, actor: Member) -> None:
    """Say that one has read what one was told: it leaves the home page, and the letters that have not left yet.

    `last` holds keys of notifications: each stands for itself and for those about the same that came before it. What is
    asked stays, as do the notifications of others. Twice changes nothing.
    """
    require("members.edit_profile", actor, member)
    news = [kind for kind, declared in notifications.kinds.items() if declared.is_news]
    read = Notification.objects.filter(member=member, kind__in=news, pk__in=set(last))
    about_the_same = Exists(read.filter(kind=OuterRef("kind"), about=OuterRef("about"), pk__gte=OuterRef("pk")))
    unread = Notification.objects.select_for_update().filter(about_the_same, member=member, read_at=None)
    keys = [one.pk for one in unread]
    Notification.objects.filter(pk__in=keys).update(read_at=now(), settled_at=Coalesce("settled_at", now()))
    touch(member.topic)


def _reschedule(member: Member, preferences: LetterPreferences) -> None:
    pending = list(Notification.objects.select_for_update().filter(member=member, settled_at=None))
    for one in pending:
        kind = notifications.kinds[one.kind]
        one.leaves_at = notifications.leaves_at(kind, preferences, one.due, now())
    Notification.objects.bulk_update(pending, ["leaves_at"])
