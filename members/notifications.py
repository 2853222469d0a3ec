"""Notifications: what each person is asked, or told, by letter, once ever; when that leaves, and what it says then.

An act calls `notify`; the clock writes one letter of all that one person is to be told (`notification_letters.py`).
What can wait leaves on the days and at the hour that the person chose; what ends within a day, or was addressed to
that person alone, leaves at once. Nothing that can wait leaves at night.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.functional import Promise

from journal.clock import now
from journal.registry import Registry
from members.kind_groups import ANSWERS, GROUPS, KindGroup
from members.models import LetterPreferences, Mail, Member, Mute, Notification
from members.outbox import NIGHT_UNTIL, is_night
from members.panels import Reads

SOON = timedelta(days=1)  # what ends within it does not wait for the next day of letters
GATHERED = timedelta(minutes=5)  # what is asked of one person within it is one letter
SHORT = timedelta(hours=12)  # what ends within it does not wait for the morning


@dataclass(frozen=True)
class NotificationKind:
    """One kind of what people are told, as the page of preferences names it.

    What is asked holds as long as it waits for that person on the home page (`panels.waiting`, of the same kind and
    about the same thing). What is only told, and what a letter recalls in words of its own, says by itself whether it
    holds: `still(member, topics)` gives those of the topics that may still be told. What is news stands on the home
    page too, for its reader to know, until they have read it (`members.news`).
    """

    label: str | Promise
    group: KindGroup = ANSWERS  # under which the page of preferences offers it
    is_personal: bool = False  # addressed to one person alone: it leaves at once
    is_required: bool = False  # nobody can mute it
    still: Callable[[Member, set[str]], Reads] | None = None
    is_news: bool = False  # only told: nobody waits for an answer


kinds: Registry[NotificationKind] = Registry("a kind of notification")


def notify(
    people: Iterable[Member],
    kind: str,
    about: str,
    *,
    key: str = "",
    within: str = "",
    due: datetime | None = None,
    at_once: bool = False,
    soon: bool = False,
) -> None:
    """Ask these people something, or tell them, by letter: once for a person, a kind, a thing and a key, ever.

    Called inside an action, so that it is told if and only if that act holds. `about` is the topic of the thing
    ("proposal:12"), `key` says which asking it is where one thing is asked several times ("round:3"), `within` is the
    topic of its circle; both topics may be muted. `due` is when it ends; `at_once` says that somebody waits for it now,
    `soon` that it waits for no day of letters.
    The number of questions to the database does not grow with the people.
    """
    declared, asked_at = kinds[kind], now()
    readers = [person for person in people if person.is_active and person.address]
    chosen = {row.member_id: row for row in LetterPreferences.objects.filter(member__in=readers)}
    Notification.objects.bulk_create(
        (
            Notification(
                member=person,
                kind=kind,
                about=about,
                key=key,
                within=within,
                due=due,
                asked_at=asked_at,
                leaves_at=asked_at
                if at_once
                else soon_after(asked_at)
                if soon
                else leaves_at(declared, chosen.get(person.pk) or LetterPreferences(), due, asked_at),
            )
            for person in readers
        ),
        ignore_conflicts=True,
    )


def written_apart(mails: Iterable[Mail], kind: str, about: str, *, key: str, within: str = "") -> None:
    """Note that these letters, which waited for no day of letters, have asked it of their readers."""
    written = now()
    Notification.objects.bulk_create(
        (
            Notification(
                member=mail.member,
                kind=kind,
                about=about,
                key=key,
                within=within,
                asked_at=written,
                leaves_at=written,
                settled_at=written,
                mail=mail,
            )
            for mail in mails
            if mail.member
        ),
        ignore_conflicts=True,
    )


def leaves_at(
    kind: NotificationKind, preferences: LetterPreferences, due: datetime | None, asked_at: datetime
) -> datetime:
    """When a notification leaves: at once, or on the next day of letters, or, where that would come too late, a day
    before the end of what is asked."""
    soon = soon_after(asked_at)
    if due is not None and due - asked_at < SHORT:
        return asked_at
    if kind.is_personal or (due is not None and due - asked_at <= SOON):
        return soon
    slot = next_slot(preferences, asked_at)
    return slot if due is None or slot <= due - SHORT else max(soon, _by_day(due - SOON))


def soon_after(asked_at: datetime) -> datetime:
    """When a letter leaves that waits for no day of letters: in some minutes, or in the morning."""
    return _by_day(asked_at + GATHERED)


def next_slot(preferences: LetterPreferences, after: datetime) -> datetime:
    """The next day and hour at which this person wants letters."""
    today = timezone.localdate(after)
    days = (today + timedelta(days=away) for away in range(8))
    slots = (
        timezone.make_aware(datetime.combine(day, time(preferences.hour)))
        for day in days
        if day.weekday() in preferences.days
    )
    return next(slot for slot in slots if slot > after)


def wanted(member: Member, notifications: Iterable[Notification]) -> list[Notification]:
    """Those that this person has not read at home, and of which they did not say that they want no letter."""
    preferences = LetterPreferences.objects.filter(member=member).first() or LetterPreferences()
    muted = set(Mute.objects.filter(member=member).values_list("scope", flat=True))
    return [
        one
        for one in notifications
        if one.read_at is None
        and (
            kinds[one.kind].is_required
            or not (preferences.is_stopped or muted & {one.about, one.within, scope_of_kind(one.kind)})
        )
    ]


def mutable_kinds() -> dict[str, str]:
    """The kinds of which somebody may want no letters, by their names in the active language."""
    return {kind: str(declared.label) for kind, declared in kinds.items() if not declared.is_required}


def grouped_kinds() -> list[tuple[KindGroup, list[tuple[str, str]]]]:
    """The same, under the groups that have any."""
    offered = mutable_kinds().items()
    grouped = [(group, [one for one in offered if kinds[one[0]].group == group]) for group in GROUPS]
    return [(group, those) for group, those in grouped if those]


def scope_of_kind(kind: str) -> str:
    """How a mute names a kind, apart from a thing or a circle."""
    return f"kind:{kind}"


def _by_day(instant: datetime) -> datetime:
    """That instant, or the morning after it where it is night."""
    if not is_night(instant):
        return instant
    local = timezone.localtime(instant)
    day = local.date() if local.hour < NIGHT_UNTIL else local.date() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time(NIGHT_UNTIL)))
