"""Whether the circle may be asked to carry an objection as a concern, and who would be (PRODUCT §3.2)."""

from dataclasses import dataclass

from django.db.models import F, QuerySet

from commissions.queries import members_of
from proposals import occasions
from proposals.models import CircleRequest, Objection, Position, Proposal, Round

WITNESSES = 2
"""How many of those who agree must be neither the author, nor whoever facilitates."""


def is_in_meeting(proposal: Proposal) -> bool:
    """Whether the meeting that it was put to is under way: stages are then counted in minutes."""
    return occasions.is_under_way(proposal.occasion)


def is_talked_about(proposal: Proposal) -> bool:
    """Whether that meeting has come to it: what the circle is asked there has its minutes from then on."""
    return occasions.is_about(proposal.occasion, proposal.pk)


def is_in_assembly(proposal: Proposal) -> bool:
    """Whether that meeting is an assembly's: those present decide there."""
    return proposal.circle.is_assembly and is_in_meeting(proposal)


def shown_objections() -> QuerySet[Objection]:
    """Those that everybody may see (`rounds.is_revealed`): none of a round that is open or abandoned."""
    return Objection.objects.filter(position__taken_at__lte=F("position__round__revealed_at"))


def open_requests(proposal: Proposal) -> QuerySet[CircleRequest]:
    """What the circle is asked about its objections, and has not ended."""
    return CircleRequest.objects.filter(objection__position__round__proposal=proposal, ended_at=None)


@dataclass(frozen=True)
class Carriers:
    """Those who would carry the objections of a round: whoever took a position on this version and has not left."""

    members: frozenset[int]
    answered: int  # positions taken, by those who left since too
    quorum: int

    def beside(self, objector: int) -> frozenset[int]:
        """All who are asked about this person's objection, each by name."""
        return self.members - {objector}


def carriers_of(round: Round) -> Carriers:
    """The same for all the objections of a round."""
    answered = set(Position.objects.filter(round=round).values_list("member", flat=True))
    electors = {*answered, *round.electors.values_list("member", flat=True)}
    there = set(members_of(round.proposal.circle).filter(pk__in=electors).values_list("pk", flat=True))
    return Carriers(frozenset(answered & there), len(answered), min(round.quorum, len(answered | there)))


def why_not_carried(objection: Objection, carriers: Carriers, *, asker: int) -> str:
    """What stands in the way of asking the circle: a key of `sentences.not_carried`, empty when nothing does.

    Reads `objection.position.round.proposal.circle`, `objection.test` and `objection.circle_request`.
    """
    proposal = objection.position.round.proposal
    if not proposal.circle.allows_circle_to_lift:
        return "forbidden"
    if hasattr(objection, "circle_request"):
        return "asked"
    if carriers.answered < carriers.quorum:
        return "quorum"
    if len(witnesses(proposal, carriers.beside(objection.position.member_id), asker)) < WITNESSES:
        return "few"
    return "" if hasattr(objection, "test") else "untested"


def witnesses(proposal: Proposal, members: frozenset[int], asker: int) -> frozenset[int]:
    """Those of them who are neither the author, nor whoever facilitates, nor whoever asked the circle."""
    return members - {proposal.author_id, proposal.facilitator_id, asker}


def is_carried(request: CircleRequest) -> bool:
    """Whether everyone who was asked and has not left agrees, two of them at least besides author and facilitator."""
    proposal = request.objection.position.round.proposal
    answers = dict(request.agreements.values_list("member", "agrees"))
    still_there = frozenset(members_of(proposal.circle).filter(pk__in=answers).values_list("pk", flat=True))
    if not all(answers[member] for member in still_there):
        return False
    return len(witnesses(proposal, still_there, request.asked_by_id)) >= WITNESSES
