"""The objections that stand, as one person meets them: to examine them, to carry them with the circle."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from django.db.models import Q

from journal.clock import now
from members.models import Member
from proposals import sentences
from proposals.models import CircleAgreement, Objection, Proposal, Round
from proposals.presenters.conducting import ExaminedObjection
from proposals.presenters.own_position import OwnAgreement
from proposals.process import Act, State
from proposals.queries import carriers_of, why_not_carried


def standing_objections(proposal: Proposal, round: Round | None) -> list[Objection]:
    if round is None or round.is_open or proposal.state not in (State.EXAMINATION, State.INTEGRATION):
        return []
    return list(
        Objection.objects.filter(position__round=round, end="").select_related(
            "position__member", "position__round__proposal__circle", "circle_request", "test"
        )
    )


def examined_by(
    proposal: Proposal, person: Member, round: Round | None, standing: Sequence[Objection], acts: AbstractSet[Act]
) -> list[ExaminedObjection]:
    """The objections on which there is something to do; in their examination, with why the circle cannot be asked to
    carry them.
    """
    reasons = [""] * len(standing)
    if round is not None and proposal.state == State.EXAMINATION:
        carriers = carriers_of(round)
        reasons = [why_not_carried(objection, carriers, asker=person.pk) for objection in standing]
    examined = [
        ExaminedObjection(
            objection,
            may_help=not objection.is_worded and objection.position.member_id != person.pk,
            may_test=Act.TEST in acts,
            not_carried=sentences.not_carried(reason) if reason else "",
        )
        for objection, reason in zip(standing, reasons, strict=True)
    ]
    return [one for one in examined if one.may_help or one.may_test]


def agreements_of(proposal: Proposal, person: Member) -> list[OwnAgreement]:
    if proposal.state != State.EXAMINATION:
        return []
    agreements = CircleAgreement.objects.filter(
        member=person,
        request__ended_at__isnull=True,
        request__objection__position__round__proposal=proposal,
    ).filter(Q(request__ends_at=None) | Q(request__ends_at__gt=now()))
    return [OwnAgreement(one) for one in agreements.select_related("request__objection__position__member")]
