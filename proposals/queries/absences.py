"""Who has left, or lets a stage's length go by: a proposal waits for nobody for ever (PRODUCT §3.2)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from django.utils import timezone

from commissions.models import Mandate
from commissions.queries import people_of
from journal.clock import now
from members.models import Member
from proposals.models import Objection, Proposal, Question
from proposals.process import AWAITING_ANSWERS, REOPENING, SUGGESTING, State
from proposals.queries.deadlines import after_pause, length_after
from proposals.queries.objections import is_in_meeting
from proposals.queries.rounds import last_round_of
from proposals.queries.texts import current_version


def has_left(member: Member, proposal: Proposal, since: datetime) -> bool:
    """The account is closed, or this person sat in the circle at that instant and no longer does."""
    if not member.is_active:
        return True
    if people_of(proposal.circle).filter(pk=member.pk).exists():
        return False
    day = timezone.localtime(since).date()
    until_then = Mandate.objects.filter(circle=proposal.circle, member=member, since__lte=day, until__gte=day)
    return until_then.exists() or people_of(proposal.circle, day).filter(pk=member.pk).exists()


def entered_at(proposal: Proposal) -> datetime:
    """When the proposal came to the stage where it stands."""
    return proposal.stages.get(left_at__isnull=True).entered_at


def waiting_questions(proposal: Proposal) -> list[Question]:
    """Those that are neither answered nor left open."""
    waiting = Question.objects.filter(proposal=proposal, answered_at__isnull=True, left_open_at__isnull=True)
    return list(waiting.select_related("asker"))


def just_answered_aloud(proposal: Proposal) -> list[Question]:
    """Those that somebody else than the asker noted as answered less than a minute ago: the asker may reopen them."""
    noted = Question.objects.filter(
        proposal=proposal, answer="", answered_aloud_by__isnull=False, answered_at__gt=now() - REOPENING
    )
    return list(noted.exclude(answered_aloud_by=F("asker")).select_related("asker"))


def silent_since(proposal: Proposal, questions: Collection[Question]) -> list[Question]:
    """Those of the questions whose asker has left, or has let the stage's length go by."""
    if not questions:
        return []
    state, entered, instant = State(proposal.state), entered_at(proposal), now()
    return [
        question
        for question in questions
        if instant >= length_after(proposal, state, max(question.asked_at, entered))
        or has_left(question.asker, proposal, question.asked_at)
    ]


@dataclass(frozen=True)
class Suggesting:
    """The objectors who may still suggest before the author writes, and until when."""

    objectors: Sequence[Member]
    until: datetime


def suggesting(proposal: Proposal) -> Suggesting | None:
    """Whom the author waits for in the integration; None once each has suggested, passed, left, or let the time go."""
    last = last_round_of(proposal)
    if last is None or not awaits_version(proposal):
        return None
    entered, meets = entered_at(proposal), is_in_meeting(proposal)
    until = entered + SUGGESTING[meets]
    if not meets:
        until = after_pause(proposal, entered, until)
    if now() >= until:
        return None
    silent = Objection.objects.filter(position__round=last, end="", suggestion="", passed_at__isnull=True)
    members = [objection.position.member for objection in silent.select_related("position__member")]
    waited_for = [member for member in members if not has_left(member, proposal, last.opened_at)]
    return Suggesting(waited_for, until) if waited_for else None


def has_facilitator_left(proposal: Proposal) -> bool:
    since = proposal.facilitator_since or proposal.created_at  # they may have joined the circle in between
    return proposal.facilitator is not None and has_left(proposal.facilitator, proposal, since)


def is_author_missing(proposal: Proposal) -> bool:
    """The author has left, or lets a stage's length pass on a question or on the version that everybody awaits."""
    until = author_time_ends(proposal)
    return has_author_left(proposal) or (until is not None and now() >= until)


def has_author_left(proposal: Proposal) -> bool:
    return has_left(proposal.author, proposal, proposal.author_since or proposal.created_at)


def author_time_ends(proposal: Proposal) -> datetime | None:
    """Until when the author has the stage's length for what everybody awaits: an answer, or a version.

    None where nothing is awaited from them, or they have left.
    """
    if has_author_left(proposal):
        return None
    state = State(proposal.state)
    begins = [entered_at(proposal), proposal.author_since or proposal.created_at]
    if state in AWAITING_ANSWERS:
        instants = [question.asked_at for question in waiting_questions(proposal)]
        return length_after(proposal, state, max(min(instants), *begins)) if instants else None
    return length_after(proposal, state, max(begins)) if awaits_version(proposal) else None


def awaits_version(proposal: Proposal) -> bool:
    """Whether everybody awaits another text of its author: in the integration, where the last one was asked about."""
    last = last_round_of(proposal)
    return proposal.state == State.INTEGRATION and last is not None and last.version_id == current_version(proposal).pk
