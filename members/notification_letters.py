"""The letter of all that one person is to be told: composed before the act that writes it, and again as it leaves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from journal.clock import now
from journal.numbers import number
from members import news
from members.answers import links_to
from members.combined_reads import fetch
from members.models import Mail, Member, Notification
from members.notifications import SHORT, kinds, wanted
from members.outbox import Wording, absolute
from members.panels import Waiting, end_of, waiting_for
from web import dates

LETTER = "notifications"  # the kind of these letters, in the outbox
SIGNER = Signer(salt="members.notifications")


def still_waiting(member: Member, notifications: Sequence[Notification]) -> list[tuple[Waiting, list[Notification]]]:
    """What these say now, in the active language, what ends first coming first; what holds no longer is left out."""
    by_thing: dict[tuple[str, str], list[Notification]] = {}
    for one in notifications:
        by_thing.setdefault((one.kind, one.about), []).append(one)
    waiting_kinds = {one.kind for one in notifications if kinds[one.kind].still is None}
    waiting = [thing for thing in waiting_for(member) if thing.kind in waiting_kinds] if waiting_kinds else []
    waiting += fetch(news.current(member, notifications))
    waiting.sort(key=end_of)
    current: dict[tuple[str, str], Waiting] = {}
    for thing in waiting:
        if (thing.kind, thing.about) in by_thing:
            current.setdefault((thing.kind, thing.about), thing)
    return [(thing, by_thing[which]) for which, thing in current.items()]


@dataclass(frozen=True)
class LetterDraft:
    """The letter of what one person is to be told, composed before the act that writes it."""

    member: Member
    pending: dict[int, datetime]  # by the keys of all that are pending: when each leaves
    current: list[int]  # the keys of those that the letter tells
    wording: Wording | None  # None where nothing of it holds, or is wanted
    key: str
    about: str  # the topic of the one thing that it is about
    is_urgent: bool


def draft_for(member: Member) -> LetterDraft | None:
    """What to write to this person once something should leave: what waits for the next day of letters goes with it."""
    pending = list(Notification.objects.filter(member=member, settled_at=None))
    if not any(one.leaves_at <= now() for one in pending):
        return None
    key = str(pending[0].pk)
    with override(member.language):
        current = still_waiting(member, wanted(member, pending)) if member.is_active else []
        things = [thing for thing, _theirs in current]
        abouts = {thing.about for thing in things}
        return LetterDraft(
            member=member,
            pending={one.pk: one.leaves_at for one in pending},
            current=[one.pk for _thing, theirs in current for one in theirs],
            wording=wording(member, things, key) if things else None,
            key=key,
            about=abouts.pop() if len(abouts) == 1 else "",
            is_urgent=is_urgent(things),
        )


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
