"""Somebody who will be absent objects in writing: it becomes their position when the round opens."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commissions.queries import voters_of
from journal.actions import action, touch
from journal.clock import now
from members.models import Member
from proposals.actions.common import begin
from proposals.actions.four_answers import keep_words
from proposals.models import Objection, Position, Proposal, Round, RoundElector, WordingHelp, WrittenObjection
from proposals.objection_reasons import objection_parts
from proposals.process import Act
from proposals.queries import current_version


@action
def object_beforehand(proposal: Proposal, *, reason: Mapping[str, str], actor: Member) -> WrittenObjection:
    """Object to the next round before it opens. It stays hidden, and may be written again until then.

    In the round it is this person's position, that they may still change. Raises ValidationError:
    `majority`, `voice` of whoever would not be asked, `empty`.
    """
    proposal = begin(Act.OBJECT_BEFOREHAND, proposal, actor=actor)
    if proposal.is_by_vote:
        raise ValidationError(
            _("This proposal is decided by a vote: give your proxy to somebody who will be there."), code="majority"
        )
    if not voters_of(proposal.circle).filter(pk=actor.pk).exists():
        raise ValidationError(
            _("You would not be asked: you have a voice in this circle, and no vote. Say it in your reaction."),
            code="voice",
        )
    parts = objection_parts(reason)
    if not any(parts.values()):
        raise ValidationError(_("Write at least one part of it: nobody will be there to say it for you."), code="empty")
    version = current_version(proposal)
    written, is_new = WrittenObjection.objects.get_or_create(
        proposal=proposal, member=actor, defaults={**parts, "version": version, "written_at": now()}
    )
    touch(proposal.topic)  # not recorded yet: only an objection is written beforehand, and positions are hidden
    if is_new:
        return written
    for part, text in parts.items():
        setattr(written, part, text)
    written.version, written.written_at = version, now()
    written.save(update_fields=[*parts, "version", "written_at"])
    return written


@action
def take_back_beforehand(proposal: Proposal, *, actor: Member) -> None:
    """After all, no objection in writing. Without one, nothing changes."""
    proposal = begin(Act.OBJECT_BEFOREHAND, proposal, actor=actor)
    WrittenObjection.objects.filter(proposal=proposal, member=actor).delete()
    touch(proposal.topic)


def answer_instead(proposal: Proposal, member: Member, *, form: str, is_worded: bool) -> None:
    """Within an answer to a round: it stands in the place of what this person had written on a former version.

    Those words wait for them in the form at this address, unless the answer is an objection that has its own.
    """
    written = WrittenObjection.objects.filter(proposal=proposal, member=member).first()
    if written is not None:
        if not is_worded:
            keep_words(written, writer=member, form=form)
        written.delete()


def bring_in_writing(round: Round) -> None:
    """Within the opening: what was written beforehand is the position of whoever is asked in this round.

    Nobody is told that they have answered before the positions show: only an objection is written beforehand.
    What was written on another version counts no more: its words wait for its writer, who is asked like everybody.
    Those of somebody who is not asked stay theirs.
    """
    electors = RoundElector.objects.filter(round=round).values("member")
    written = WrittenObjection.objects.filter(proposal=round.proposal, version=round.version, member__in=electors)
    brought = list(written)
    for one in brought:
        position = Position.objects.create(
            round=round,
            member_id=one.member_id,
            kind=Position.Kind.OBJECTION,
            taken_at=round.opened_at,
            is_beforehand=True,
        )
        Objection.objects.create(
            position=position,
            kind=one.kind,
            consequence=one.consequence,
            fact=one.fact,
            aim=one.aim,
            suggestion=one.suggestion,
        )
        WordingHelp.objects.filter(written=one).update(position=position, written=None, begun_as=one.pk)
    WrittenObjection.objects.filter(pk__in=[one.pk for one in brought]).delete()
