"""It cannot get stuck (PRODUCT §3.4): when whoever conducts is gone, and who may conduct then."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from assembly.models import ConductProposal, ConductQuestion, Meeting, MeetingRole
from journal.clock import now
from journal.statements import Statement
from members.models import Member

SILENCE = timedelta(minutes=2)  # asked on every page, and silent for so long: gone
REFLECTION = timedelta(minutes=1)  # before a proposal holds
OVERDUE = timedelta(hours=6)  # after the hard end, the clock closes what is still open
AGREED = 2  # people, whoever proposes included; one where nobody else is there
Role = MeetingRole.Role

# Of one meeting, by its key.
CONDUCTS = Statement(
    lambda meeting: MeetingRole.objects.filter(meeting=meeting, role=Role.FACILITATOR).select_related("member"), int
)
UNANSWERED = Statement(
    lambda meeting: ConductQuestion.objects.filter(
        meeting=meeting,
        answered_at=None,
        asked_of__in=MeetingRole.objects.filter(meeting=meeting, role=Role.FACILITATOR).values("member"),
    ).select_related("asked_by", "asked_of"),
    int,
)
PROPOSED = Statement(
    lambda meeting: ConductProposal.objects.filter(meeting=meeting, ended_at=None).select_related(
        "candidate", "proposed_by"
    ),
    int,
)


def conductor_of(meeting: Meeting) -> Member | None:
    held = CONDUCTS.first(meeting.pk)
    return held.member if held else None


def open_question(meeting: Meeting) -> ConductQuestion | None:
    """What whoever conducts now was asked and has not answered."""
    return UNANSWERED.first(meeting.pk)


def open_proposal(meeting: Meeting) -> ConductProposal | None:
    return PROPOSED.first(meeting.pk)


def is_gone(meeting: Meeting, at: datetime) -> bool:
    """Recorded as left, the account closed, or asked and silent. Without anybody: gone.

    By their own word at once; where two others say it, once those two minutes have passed in which the person, told
    on every page, may say otherwise.
    """
    conductor = conductor_of(meeting)
    if conductor is None or not conductor.is_active:
        return True
    question = open_question(meeting)
    if question is not None and question.asked_at + SILENCE <= at:
        return True
    if meeting.gathering is None:
        return False
    last = meeting.gathering.presences.filter(member=conductor, confirmed_at__isnull=False).order_by("pk").last()
    if last is None or last.left_at is None:
        return False
    return last.left_by_id == conductor.pk or last.left_at + SILENCE <= at


def present_in(meeting: Meeting) -> list[Member]:
    """Those who are there, without whoever conducts: the ones who may say who goes on."""
    if meeting.gathering is None:
        return []
    conductor = conductor_of(meeting)
    here = meeting.gathering.presences.here().values("member")
    people = Member.objects.filter(pk__in=here, is_active=True).order_by("name", "pk")
    return [person for person in people if person != conductor]


def role_holders(meeting: Meeting) -> list[Member]:
    """Those who hold another role and whose account is open: any of them takes over."""
    others = meeting.roles.exclude(role=Role.FACILITATOR).values("member")
    conductor = conductor_of(meeting)
    people = Member.objects.filter(pk__in=others, is_active=True).order_by("name", "pk")
    return [person for person in people if person != conductor]


def holds(proposal: ConductProposal, at: datetime) -> bool:
    """After a minute, if two agreed (one, if alone) and no more refused."""
    answers = list(proposal.answers.values_list("agrees", flat=True))
    agreed, refused = answers.count(True), answers.count(False)
    needed = AGREED if len(present_in(proposal.meeting)) > 1 else 1
    return at >= proposal.proposed_at + REFLECTION and agreed >= needed and agreed >= refused


@dataclass(frozen=True)
class Handover:
    """What one person sees of it, and may do."""

    conductor: Member | None
    question: ConductQuestion | None
    proposal: ConductProposal | None
    conducts: bool
    may_ask: bool
    may_take_over: bool
    candidates: list[Member]
    may_answer: bool
    is_gone: bool = False  # whoever conducts; until then nobody takes over

    @property
    def until(self) -> datetime | None:
        return self.question.asked_at + SILENCE if self.question else None


def handover_for(meeting: Meeting, member: Member) -> Handover | None:
    """None where there is nothing to say to this person."""
    if not meeting.is_open:
        return None
    conductor, question = conductor_of(meeting), open_question(meeting)
    if conductor == member:
        return Handover(conductor, question, None, True, False, False, [], False) if question else None
    at, present, gone = now(), present_in(meeting), is_gone(meeting, now())
    proposal, holders = open_proposal(meeting), role_holders(meeting)
    is_here, has_role = member in present, member in holders
    takes_over = has_role or (proposal is not None and proposal.candidate == member and holds(proposal, at))
    here = {person.pk for person in present}
    alone = not any(holder.pk in here for holder in holders)
    return Handover(
        conductor=conductor,
        question=question,
        proposal=proposal,
        conducts=False,
        may_ask=not gone and question is None and (is_here or has_role),
        may_take_over=takes_over and (gone or question is not None),
        candidates=present if is_here and alone and (gone or question is not None) else [],
        may_answer=is_here and proposal is not None and not proposal.answers.filter(member=member).exists(),
        is_gone=gone,
    )


def empty_roles(meeting: Meeting, member: Member) -> list[tuple[str, str]]:
    """Chair and secretary, as value and name, where nobody can sign as such and this person may take the role."""
    if not meeting.is_closed or meeting.gathering is None:
        return []
    if not meeting.gathering.presences.filter(member=member, confirmed_at__isnull=False).exists():
        return []
    signs = [Role.CHAIR, Role.SECRETARY]
    held = {one.role: one.member for one in meeting.roles.filter(role__in=signs).select_related("member")}
    if member in held.values():
        return []
    signed = set(meeting.signatures.values_list("capacity", flat=True))
    empty = [role for role in signs if role not in signed and (role not in held or not held[role].is_active)]
    return [(str(role), str(role.label)) for role in empty]
