"""Whose silence in a round is presumed to consent: those whom a letter reminded, a day before its end at least."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from journal.clock import now
from members.models import Member, Notification, RefusedAddress
from members.notifications import wanted
from proposals.models import Proposal, Round
from proposals.process import SILENCE
from proposals.queries.deadlines import ends_of
from proposals.queries.objections import is_in_meeting
from proposals.queries.rounds import unanswered_in

POSITION_LETTER = "position"
"""The kind of the letters that ask for a position, of which the reminder is one."""


def reminder_key(round: Round) -> str:
    """Which asking the reminder of this round is."""
    return f"round:{round.pk}:reminder"


def presumed_in(round: Round) -> QuerySet[Member]:
    """Those of whom the silence would be presumed to consent if the round closed now.

    By the rules of the circle as the round opened, online. Whoever wanted no such letter, has no address, or one that
    takes no letters, was not told what silence means: they are simply silent.
    """
    silent = unanswered_in(round)
    if not round.presumes_consent or is_in_meeting(round.proposal):
        return silent.none()
    reminded = Notification.objects.filter(
        about=round.proposal.topic, key=reminder_key(round), mail__sent_at__lte=now() - SILENCE
    )
    refused = RefusedAddress.objects.filter(member=OuterRef("pk"), address=OuterRef("email"))
    return silent.filter(~Exists(refused), pk__in=reminded.values("member"))


def presumed_silences(member: Member, proposals: Iterable[Proposal]) -> set[int]:
    """The keys of those of these proposals in whose open round the silence of this person would be presumed to consent.

    As things are now: they have not answered, and a letter told them what silence means a day before the end, or still
    may, where a mail server is set. The number of questions to the database does not grow with the proposals.
    """
    listed = list(proposals)
    return presumed_in_rounds(member, listed, presuming_rounds(member, listed))


def presuming_rounds(member: Member, proposals: Iterable[Proposal]) -> QuerySet[Round]:
    """The open rounds of these proposals in which this person has not answered, where silence may be presumed."""
    rounds = Round.objects.open().filter(proposal__in=list(proposals), presumes_consent=True)
    return rounds.exclude(positions__member=member)


def presumed_in_rounds(member: Member, proposals: Iterable[Proposal], rounds: Iterable[Round]) -> set[int]:
    """The same of `presuming_rounds` that were read already."""
    listed = {proposal.pk: proposal for proposal in proposals}
    presuming = {round.proposal_id: round for round in rounds}
    refused = RefusedAddress.objects.filter(member=member, address=member.email)
    if not presuming or not member.address or refused.exists():
        return set()
    ends = ends_of(listed[pk] for pk in presuming)
    reminders = Notification.objects.filter(
        member=member, key__in=[reminder_key(round) for round in presuming.values()]
    ).select_related("mail")
    by_key = {reminder.key: reminder for reminder in reminders}
    welcome = _welcome(member, [listed[pk] for pk in presuming])
    return {
        pk
        for pk, round in presuming.items()
        if (end := ends.get(pk))
        and _is_told(
            round, end, by_key.get(reminder_key(round)), is_welcome=settings.MAIL_LEAVES and listed[pk].topic in welcome
        )
    }


def _welcome(member: Member, proposals: Iterable[Proposal]) -> set[str]:
    """The topics of those about which this person wants to be reminded by letter."""
    letters = (
        Notification(kind=POSITION_LETTER, about=proposal.topic, within=proposal.circle.topic) for proposal in proposals
    )
    return {letter.about for letter in wanted(member, letters)}


def _is_told(round: Round, end: datetime, reminder: Notification | None, *, is_welcome: bool) -> bool:
    """Whether the reminder was sent in time, or may still be. One that the clock has yet to write puts the end off."""
    instant = now()
    if round.reminded_at is None:
        return is_welcome and instant < end
    mail = reminder.mail if reminder else None
    if mail and mail.sent_at:
        return mail.sent_at <= end - SILENCE
    is_lost = reminder is None or (reminder.settled_at is not None if mail is None else mail.dropped_at is not None)
    return is_welcome and not is_lost and instant <= end - SILENCE
