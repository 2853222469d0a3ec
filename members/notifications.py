"""Notifications: what each person is asked, or told, by letter, once ever; when that leaves, and what it says then.

An act calls `notify`; the clock writes one letter of all that one person is to be told (`actions/notifications.py`).
What can wait leaves on the days and at the hour that the person chose; what ends within a day, or was addressed to
that person alone, leaves at once. Nothing that can wait leaves at night.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from journal.clock import now
from journal.numbers import number
from journal.registry import Registry
from members.answers import links_to
from members.kind_groups import ANSWERS, GROUPS, KindGroup
from members.models import LetterPreferences, Mail, Member, Mute, Notification
from members.outbox import NIGHT_UNTIL, Wording, absolute, is_night
from members.panels import Waiting, end_of, waiting_for
from web import dates

LETTER = "notifications"  # the kind of its letters, in the outbox
SOON = timedelta(days=1)  # what ends within it does not wait for the next day of letters
GATHERED = timedelta(minutes=5)  # what is asked of one person within it is one letter
SIGNER = Signer(salt="members.notifications")
SHORT = timedelta(hours=12)  # what ends within it does not wait for the morning


@dataclass(frozen=True)
class NotificationKind:
    """One kind of what people are told, as the page of preferences names it.

    What is asked holds as long as it waits for that person on the home page (`panels.waiting`, of the same kind and
    about the same thing). What is only told says by itself whether it holds: `still(member, topics)` gives those of
    the topics that may still be told.
    """

    label: str | Promise
    group: KindGroup = ANSWERS  # under which the page of preferences offers it
    is_personal: bool = False  # addressed to one person alone: it leaves at once
    is_required: bool = False  # nobody can mute it
    still: Callable[[Member, set[str]], list[Waiting]] | None = None


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
    """Those of which this person did not say that they want no letter."""
    preferences = LetterPreferences.objects.filter(member=member).first() or LetterPreferences()
    muted = set(Mute.objects.filter(member=member).values_list("scope", flat=True))
    return [
        one
        for one in notifications
        if kinds[one.kind].is_required
        or not (preferences.is_stopped or muted & {one.about, one.within, scope_of_kind(one.kind)})
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


def still_waiting(member: Member, notifications: Sequence[Notification]) -> list[tuple[Waiting, list[Notification]]]:
    """What these say now, in the active language, what ends first coming first; what holds no longer is left out."""
    by_thing: dict[tuple[str, str], list[Notification]] = {}
    for one in notifications:
        by_thing.setdefault((one.kind, one.about), []).append(one)
    waiting = list(waiting_for(member))
    for kind in {one.kind for one in notifications}:
        if still := kinds[kind].still:
            waiting = [thing for thing in waiting if thing.kind != kind]
            waiting += still(member, {one.about for one in notifications if one.kind == kind})
    waiting.sort(key=end_of)
    current: dict[tuple[str, str], Waiting] = {}
    for thing in waiting:
        if (thing.kind, thing.about) in by_thing:
            current.setdefault((thing.kind, thing.about), thing)
    return [(thing, by_thing[which]) for which, thing in current.items()]


def wording(member: Member, things: Sequence[Waiting], key: str) -> Wording:
    """The letter about these things, in the active language: first what is asked, how long it takes, until when.

    `key` is the letter's own, by which its reader chooses what letters they want, without signing in.
    """
    addresses = {"home": absolute(reverse("home")), "choices": choices_url(key)}
    foot = _("All that waits for you: %(home)s\n\nFewer letters, or on other days: %(choices)s") % addresses
    links = links_to(member, ((thing.kind, thing.about) for thing in things))
    if len(things) == 1:
        return Wording(things[0].title, "\n\n".join([_first_line(things[0]), _addresses(things[0], links), foot]))
    lines = [f"{number}. {_first_line(thing)}\n{_addresses(thing, links)}" for number, thing in enumerate(things, 1)]
    return Wording(_count(things), "\n\n".join([_in_all(things), *lines, foot]))


def renew(mail: Mail) -> Wording | None:
    """What a letter of notifications says when it leaves: what still holds, and is still wanted; perhaps nothing."""
    if mail.member is None or not mail.member.is_active:
        return None
    with override(mail.member.language):
        things = [
            thing for thing, _notifications in still_waiting(mail.member, wanted(mail.member, mail.notifications.all()))
        ]
        return wording(mail.member, things, mail.key) if things else None


def choices_url(key: str) -> str:
    """The address at which the reader of this letter chooses what letters they want. Nobody guesses it.

    `key` is that of a letter of notifications, or "mail:4" for one that was written apart.
    """
    return absolute(reverse("members:letter-choices", args=[SIGNER.sign(key)]))


def letter_of(token: str) -> Mail | None:
    """The letter whose reader holds this address; None for one that is not ours."""
    try:
        key = SIGNER.unsign(token)
    except BadSignature:
        return None
    letters = Mail.objects.filter(member__is_active=True).select_related("member")
    if pk := Mail.key_in(key):
        return letters.filter(pk=number(pk) or 0, notifications__isnull=False).first()
    return letters.filter(kind=LETTER, key=key).first()


def is_urgent(things: Sequence[Waiting]) -> bool:
    """Whether one of them would come too late in the morning."""
    if any(thing.is_pressing for thing in things):
        return True
    ends = [thing.due for thing in things if isinstance(thing.due, datetime)]
    return any(end - now() < SHORT for end in ends)


def _first_line(thing: Waiting) -> str:
    """« Prendre position : le four à pain. 2 minutes, jusqu’à ce soir à 20 h. »"""
    title = thing.title if thing.title.endswith((".", "?", "!", "…")) else f"{thing.title}."
    return f"{title} {_effort(thing)}".strip()


def _effort(thing: Waiting) -> str:
    values = {"minutes": thing.minutes, "end": _end(thing)}
    if thing.minutes and thing.due:
        return (
            ngettext("%(minutes)d minute; it ends %(end)s.", "%(minutes)d minutes; it ends %(end)s.", thing.minutes)
            % values
        )
    if thing.minutes:
        return ngettext("%(minutes)d minute.", "%(minutes)d minutes.", thing.minutes) % values
    return _("It ends %(end)s.") % values if thing.due else ""


def _count(things: Sequence[Waiting]) -> str:
    count = {"count": len(things)}
    return ngettext("%(count)d thing waits for you", "%(count)d things wait for you", len(things)) % count


def _in_all(things: Sequence[Waiting]) -> str:
    """How many, how long in all where that is known, and when the first ends."""
    minutes = sum(thing.minutes or 0 for thing in things)
    whole = f"{_count(things)}."
    if minutes:
        whole = ngettext(
            "%(count)d things wait for you: %(minutes)d minute in all.",
            "%(count)d things wait for you: %(minutes)d minutes in all.",
            minutes,
        ) % {"count": len(things), "minutes": minutes}
    first = min((thing.due for thing in things if isinstance(thing.due, datetime)), default=None)
    if first is None:
        return whole
    return f"{whole} " + _("The first ends %(end)s.") % {"end": dates.day_and_time(first, now=now())}


def _end(thing: Waiting) -> str:
    if thing.due is None:
        return ""
    if isinstance(thing.due, datetime):
        return dates.day_and_time(thing.due, now=now())
    return _("on %(day)s") % {"day": dates.day(thing.due)}


def _addresses(thing: Waiting, links: Mapping[tuple[str, str], str]) -> str:
    """The page of the thing, after that on which it is answered without signing in, where there is one."""
    page = absolute(thing.url)
    link = links.get((thing.kind, thing.about))
    if not link:
        return "\n".join([page, *([thing.note] if thing.note else [])])
    answer = _("Answer, without signing in:\n%(link)s\nThis link is yours alone.\nRead it all: %(page)s")
    return "\n".join([answer % {"link": link, "page": page}, *([thing.note] if thing.note else [])])


def _by_day(instant: datetime) -> datetime:
    """That instant, or the morning after it where it is night."""
    if not is_night(instant):
        return instant
    local = timezone.localtime(instant)
    day = local.date() if local.hour < NIGHT_UNTIL else local.date() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time(NIGHT_UNTIL)))
