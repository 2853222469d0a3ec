"""When whoever conducts is gone: asked, taken over by a holder of a role, or proposed by those who are there.

Each act is recorded, and so seen by everybody. It gives the conduct of this meeting only.
"""

from contextlib import suppress
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from assembly import handover
from assembly.actions import agenda
from assembly.actions.ballots import conclude_item_ballot
from assembly.actions.common import enter
from assembly.actions.meetings import close_meeting
from assembly.models import ConductAnswer, ConductProposal, ConductQuestion, ItemBallot, Meeting, MeetingRole
from assembly.queries.meetings import open_round_on
from journal.actions import Actor, action, record, require, touch
from journal.clock import now
from members.models import Member
from proposals.actions import close_round
from votes.actions import close_ballot, end_ballot_now, void_ballot
from web.dates import clock

REFUSALS = (ValidationError, PermissionDenied)  # what one act may raise, and stands in no other's way


@action
def ask_conductor(meeting: Meeting, *, actor: Member) -> ConductQuestion | None:
    """Ask whether whoever conducts is still there: two minutes of silence, and that person is gone.

    Asking again while it is asked changes nothing. None where nobody conducts. Raises ValidationError: `oneself`,
    `absent`.
    """
    meeting = enter("ask_conductor", meeting, actor)
    conductor = handover.conductor_of(meeting)
    if conductor is None:
        return None
    if conductor == actor:
        raise ValidationError(_("You conduct this meeting: you can hand it over under “Roles”."), code="oneself")
    if actor not in handover.role_holders(meeting):
        _check_present(meeting, actor)
    if standing := handover.open_question(meeting):
        return standing
    question = ConductQuestion.objects.create(meeting=meeting, asked_by=actor, asked_of=conductor, asked_at=now())
    _tell("meeting.conductor_asked", meeting, member=conductor.pk)
    return question


@action
def answer_conductor(meeting: Meeting, *, actor: Member) -> None:
    """Whoever conducts is there. What was proposed meanwhile ends. Answering what nobody asks changes nothing."""
    meeting = enter("answer_conductor", meeting, actor)
    if not meeting.conduct_questions.filter(asked_of=actor, answered_at=None).exists():
        return
    instant = now()
    meeting.conduct_questions.filter(asked_of=actor, answered_at=None).update(answered_at=instant)
    meeting.conduct_proposals.filter(ended_at=None).update(ended_at=instant)
    _tell("meeting.conductor_answered", meeting, member=actor.pk)


@action
def take_over(meeting: Meeting, *, actor: Member) -> Meeting:
    """A holder of a role, or whoever was proposed and agreed on, conducts from now on. Twice changes nothing.

    Raises ValidationError (`not_gone`) while whoever conducts is there, or has not been silent for long enough.
    """
    meeting = enter("take_over", meeting, actor)
    if handover.conductor_of(meeting) == actor:
        return meeting
    instant = now()
    proposal = handover.open_proposal(meeting)
    is_agreed = proposal is not None and proposal.candidate == actor and handover.holds(proposal, instant)
    if not is_agreed and actor not in handover.role_holders(meeting):
        raise PermissionDenied("assembly.take_over")
    _check_gone(meeting, instant)
    return _conduct(meeting, actor)


@action
def propose_conductor(meeting: Meeting, *, candidate: Member, actor: Member) -> ConductProposal:
    """Where nobody present holds a role, somebody present proposes somebody present; alone, oneself.

    It holds after a minute, if two agreed (one, if alone) and no more refused. The same again changes nothing.
    Raises ValidationError: `not_gone`, `absent`, `role_held`, `waiting`.
    """
    meeting = enter("take_over", meeting, actor)
    instant = now()
    _check_gone(meeting, instant)
    _check_present(meeting, actor)
    _check_present(meeting, candidate)
    here = set(handover.present_in(meeting))
    if holder := next((one for one in handover.role_holders(meeting) if one in here), None):
        raise ValidationError(
            _("%(name)s is there and holds a role: that person takes over.") % {"name": holder.name}, code="role_held"
        )
    standing = handover.open_proposal(meeting)
    if standing and standing.candidate == candidate:
        return standing
    if standing and standing.proposed_at + handover.REFLECTION > instant:
        raise ValidationError(
            _("%(name)s is proposed: everybody has a minute to answer. Propose somebody else afterwards.")
            % {"name": standing.candidate.name},
            code="waiting",
        )
    if standing:
        standing.ended_at = instant
        standing.save(update_fields=["ended_at"])
    proposal = ConductProposal.objects.create(
        meeting=meeting, candidate=candidate, proposed_by=actor, proposed_at=instant
    )
    ConductAnswer.objects.create(proposal=proposal, member=actor, agrees=True, answered_at=instant)
    _tell("meeting.conductor_proposed", meeting, member=candidate.pk)
    return proposal


@action
def answer_proposal(meeting: Meeting, *, agrees: bool, actor: Member) -> ConductAnswer | None:
    """Agree, or refuse, that the person proposed conducts; changed until it holds. None: nobody is proposed."""
    meeting = enter("take_over", meeting, actor)
    _check_present(meeting, actor)
    proposal = handover.open_proposal(meeting)
    if proposal is None:
        return None
    answer, _created = ConductAnswer.objects.update_or_create(
        proposal=proposal, member=actor, defaults={"agrees": agrees, "answered_at": now()}
    )
    verb = "meeting.conductor_agreed" if agrees else "meeting.conductor_refused"
    _tell(verb, meeting, member=proposal.candidate_id)
    return answer


@action
def settle_proposal(proposal: ConductProposal, *, actor: Actor) -> Meeting:
    """By the clock: the person proposed conducts, once it holds and whoever conducted is still gone."""
    meeting = Meeting.objects.select_for_update().get(pk=proposal.meeting_id)
    require("assembly.settle", actor, meeting)
    instant = now()
    proposal = ConductProposal.objects.select_related("candidate", "meeting").get(pk=proposal.pk)
    stands = proposal.ended_at is None and meeting.is_open and handover.is_gone(meeting, instant)
    if not stands or not handover.holds(proposal, instant):
        return meeting
    return _conduct(meeting, proposal.candidate)


@action
def take_empty_role(meeting: Meeting, *, role: str, actor: Member) -> MeetingRole:
    """After the close, chair or secretary is nobody any more: somebody who was present takes the role, to sign.

    Raises ValidationError: `role`, `held`, `absent`, `two_people`.
    """
    meeting = enter("take_empty_role", meeting, actor)
    if role not in (MeetingRole.Role.CHAIR, MeetingRole.Role.SECRETARY):
        raise ValidationError(_("There is no such role in a meeting."), code="role")
    held = meeting.roles.filter(role=role).select_related("member").first()
    if held and held.member == actor:
        return held
    if (held and held.member.is_active) or meeting.signatures.filter(capacity=role).exists():
        raise ValidationError(_("Somebody holds this role: ask that person to sign."), code="held")
    was_there = meeting.gathering and meeting.gathering.presences.filter(member=actor, confirmed_at__isnull=False)
    if not was_there or not was_there.exists():
        raise ValidationError(_("Whoever was present at the meeting takes this role: ask one of them."), code="absent")
    others = meeting.roles.filter(role__in=[MeetingRole.Role.CHAIR, MeetingRole.Role.SECRETARY]).exclude(role=role)
    if others.filter(member=actor).exists():
        raise ValidationError(
            _("Chair and secretary are two people: each vouches for what the other signs."), code="two_people"
        )
    meeting.roles.filter(role=role).delete()
    taken = MeetingRole.objects.create(meeting=meeting, role=role, member=actor)
    record(
        "meeting.role_named",
        topics=[meeting.topic],
        body={"meeting": meeting.pk, "role": role, "member": actor.pk},
    )
    touch(meeting.roles_topic)
    return taken


@action
def close_overdue(meeting: Meeting, *, actor: Actor) -> Meeting:
    """By the clock, six hours after the hard end: ballots, rounds and the meeting are closed as by whoever conducts.

    None of them keeps it open: a ballot that nobody can count is void, what a vote can no longer decide is left to
    `due.conclude_item_ballots`, and a round that cannot conclude stays open on its proposal.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    require("assembly.close_overdue", actor, meeting)
    links = ItemBallot.objects.filter(item__meeting=meeting, ballot__closed_at=None)
    for link in links.select_related("item__meeting", "item__proposal", "ballot"):
        with suppress(*REFUSALS):
            end_ballot_now(link.ballot, actor=actor)
        link.ballot.refresh_from_db()
        try:
            close_ballot(link.ballot, actor=actor)
        except REFUSALS:
            with suppress(*REFUSALS):
                void_ballot(link.ballot, actor=actor)
        with suppress(*REFUSALS):
            conclude_item_ballot(link, actor=actor)
    for item in meeting.items.filter(state=agenda.State.CURRENT).select_related("proposal"):
        for _again in range(2):  # a round that misses its quorum is extended once
            if standing := open_round_on(item):
                with suppress(*REFUSALS):
                    close_round(standing, actor=actor)
    return close_meeting(meeting, actor=actor)


def _conduct(meeting: Meeting, member: Member) -> Meeting:
    before = handover.conductor_of(meeting)
    meeting.roles.filter(role=MeetingRole.Role.FACILITATOR).delete()
    MeetingRole.objects.create(meeting=meeting, role=MeetingRole.Role.FACILITATOR, member=member)
    meeting.conduct_proposals.filter(ended_at=None).update(ended_at=now())
    _tell("meeting.taken_over", meeting, member=member.pk, before=before.pk if before else None)
    touch(meeting.roles_topic)
    return meeting


def _check_gone(meeting: Meeting, at: datetime) -> None:
    if handover.is_gone(meeting, at):
        return
    if question := handover.open_question(meeting):
        raise ValidationError(
            _("%(name)s is asked to answer until %(time)s. Without an answer by then, somebody else conducts.")
            % {"name": question.asked_of.name, "time": clock(question.asked_at + handover.SILENCE)},
            code="not_gone",
        )
    raise ValidationError(
        _("Whoever conducts is there. Ask that person to answer: after two minutes of silence somebody else conducts."),
        code="not_gone",
    )


def _check_present(meeting: Meeting, member: Member) -> None:
    if member not in handover.present_in(meeting):
        raise ValidationError(
            _("%(name)s is not marked present: those who are there say who goes on.") % {"name": member.name},
            code="absent",
        )


def _tell(verb: str, meeting: Meeting, **body: int | None) -> None:
    record(verb, topics=[meeting.topic], body={"meeting": meeting.pk, **body})
