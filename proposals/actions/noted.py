"""What somebody in the room without a phone answers, noted by another: it counts once a second person confirms it."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import action, record, require
from journal.clock import now
from members.models import Member
from proposals import occasions
from proposals.actions.common import check_time, lock
from proposals.actions.four_answers import check_answer
from proposals.actions.rounds import close_if_complete, give_position
from proposals.models import NotedPosition, Position, Proposal, Round
from proposals.objection_reasons import objection_parts
from proposals.process import Act
from proposals.queries import is_elector, is_in_meeting


@action
def note_position(
    round: Round,
    *,
    member: Member,
    kind: str,
    actor: Member,
    text: str = "",
    objection: Mapping[str, str] | None = None,
) -> NotedPosition:
    """Write down what somebody in the room answers aloud. It counts once it is confirmed (`confirm_noted`).

    Whoever facilitates, or holds a role in the meeting, may; noting it again replaces what the same person noted.
    Raises ValidationError: `online` outside a meeting, `own`, `not_asked`, `absent`, `answered` where the person has
    answered, `noted` where somebody else has noted their answer, and as `take_position`.
    """
    round, proposal = _begin(round)
    require("proposals.note_position", actor, round)
    _check_time(round, proposal)
    if not is_in_meeting(proposal):
        raise ValidationError(_("Online, each answers for themself."), code="online")
    if member == actor:
        raise ValidationError(_("This is your own answer: give it yourself."), code="own")
    _check_asked(round, member)
    if member.pk not in occasions.those_present(proposal.occasion):
        raise ValidationError(
            _("%(name)s is not marked present: note their arrival first.") % {"name": member.name}, code="absent"
        )
    check_answer(kind, text)
    if Position.objects.filter(round=round, member=member, is_beforehand=False).exists():
        raise ValidationError(_("%(name)s has already answered.") % {"name": member.name}, code="answered")
    standing = NotedPosition.objects.filter(round=round, member=member).select_related("noted_by").first()
    if standing and standing.noted_by_id != actor.pk:
        raise ValidationError(
            _("%(noter)s has already noted the answer of %(name)s: it is to be confirmed, or taken back.")
            % {"noter": standing.noted_by.name, "name": member.name},
            code="noted",
        )
    if standing:
        standing.delete()  # a new row, so that nobody confirms what they did not read
    parts = objection_parts(objection or {} if kind == Position.Kind.OBJECTION else {})
    note = NotedPosition.objects.create(
        round=round,
        member=member,
        kind=kind,
        text=text.strip(),
        reason_kind=parts.pop("kind"),
        noted_by=actor,
        noted_at=now(),
        **parts,
    )
    _tell("position.noted", proposal, note)
    return note


@action
def confirm_noted(note: NotedPosition, *, actor: Member) -> Position:
    """The person, or a second holder of a role, confirms what was noted: it is that person's position from now on.

    When it is the last answer, the round closes by itself. Confirming twice changes nothing.
    Raises ValidationError: `closed`, `not_asked` where the person has left the circle, `gone` where it was taken back,
    noted anew, or replaced by their own answer.
    """
    round, proposal = _begin(note.round)
    fresh = _fresh(note)
    require("proposals.confirm_noted", actor, fresh)
    if not fresh.waits:
        position: Position = Position.objects.get(round=round, member=fresh.member)
        return position
    _check_time(round, proposal)
    _check_asked(round, fresh.member)
    objection = fresh.reason if fresh.kind == Position.Kind.OBJECTION else None
    position = give_position(proposal, round, fresh.member, kind=fresh.kind, text=fresh.text, objection=objection)
    fresh.confirmed_by, fresh.confirmed_at = actor, position.taken_at
    fresh.save(update_fields=["confirmed_by", "confirmed_at"])
    _tell("position.confirmed", proposal, fresh)
    close_if_complete(proposal, round)
    return position


@action
def drop_noted(note: NotedPosition, *, actor: Member) -> None:
    """Whoever noted it takes it back, or the person says that it is not their answer. Once confirmed it stays."""
    round, proposal = _begin(note.round)
    fresh = _fresh(note)
    require("proposals.drop_noted", actor, fresh)
    _check_time(round, proposal)
    if not fresh.waits:
        raise ValidationError(
            _("It is confirmed: only %(name)s can change it.") % {"name": fresh.member.name}, code="confirmed"
        )
    fresh.delete()
    _tell("position.note_dropped", proposal, fresh)


def _begin(round: Round) -> tuple[Round, Proposal]:
    proposal = lock(round.proposal)
    round = Round.objects.select_for_update().get(pk=round.pk)
    round.proposal = proposal
    return round, proposal


def _check_asked(round: Round, member: Member) -> None:
    if not is_elector(round, member):
        raise ValidationError(_("This round does not ask %(name)s.") % {"name": member.name}, code="not_asked")


def _check_time(round: Round, proposal: Proposal) -> None:
    if not round.is_open:
        raise ValidationError(_("This round is closed. Look at what happened since."), code="closed")
    check_time(Act.TAKE_POSITION, proposal)


def _fresh(note: NotedPosition) -> NotedPosition:
    """As it stands once its proposal is locked."""
    fresh = NotedPosition.objects.filter(pk=note.pk).select_related("member", "round__proposal").first()
    if fresh is None:
        raise ValidationError(
            _("This was taken back, or the person has answered since. Look at the page again."), code="gone"
        )
    return fresh


def _tell(verb: str, proposal: Proposal, note: NotedPosition) -> None:
    """Whose answer it is, and never which: it is hidden until all are shown."""
    body = {"proposal": proposal.pk, "round": note.round_id, "member": note.member_id}
    record(verb, topics=[proposal.topic], body=body)
