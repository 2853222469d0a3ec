"""Who facilitates a proposal: asked before being named, and replaced at any stage (PRODUCT §3.2)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commissions.queries import coordinators_of, is_in
from journal.actions import action
from journal.clock import now
from journal.refusals import wrong
from members.models import Member
from proposals.actions.common import begin, tell_unless_draft
from proposals.actions.notifications import ask_to_facilitate as write_to_facilitator
from proposals.models import FacilitatorChoice, Proposal
from proposals.process import Act, Role
from proposals.queries.facilitation import left_to_facilitate
from proposals.rules import roles_of

DECLINED = "facilitator.declined"

TOGETHER = 2
"""How many members name whoever facilitates, where nobody coordinates their circle."""


@action
def agree_to_facilitate(proposal: Proposal, *, actor: Member) -> Proposal:
    """Whoever was asked facilitates from now on, alone."""
    proposal = begin(Act.AGREE_TO_FACILITATE, proposal, actor=actor)
    proposal.facilitator_since = now()
    proposal.save(update_fields=["facilitator_since"])
    tell_unless_draft("facilitator.agreed", proposal, facilitator=actor.pk)
    return proposal


@action
def decline_to_facilitate(proposal: Proposal, *, actor: Member) -> Proposal:
    """Whoever was asked does not: whoever coordinates the circle is asked instead, or else its author; once each.

    Until they have agreed they only stand in, and somebody else may be asked at any time. A draft has nobody again.
    Raises ValidationError `nobody` where no other is left to ask.
    """
    proposal = begin(Act.DECLINE_TO_FACILITATE, proposal, actor=actor)
    if proposal.is_private:
        proposal.facilitator = None
    else:
        proposal.facilitator = left_to_facilitate(proposal, DECLINED, proposal.author, but=actor)
        if proposal.facilitator is None:
            raise ValidationError(
                _("Nobody else is left to ask by itself: name somebody of the circle, and a second member with you."),
                code="nobody",
            )
    proposal.save(update_fields=["facilitator"])
    instead = proposal.facilitator_id
    tell_unless_draft(DECLINED, proposal, asked=actor.pk, facilitator=instead)
    write_to_facilitator(proposal)
    return proposal


@action
def replace_facilitator(proposal: Proposal, *, person: Member, actor: Member) -> Proposal:
    """Ask somebody else of the circle to facilitate, at any stage: whoever coordinates the circle does.

    Where nobody does, two members who name the same person do together. Who asks themself is named at once. Whoever
    facilitates already, or was asked and has not answered, is not asked again.
    Raises ValidationError: `coordinated` where somebody coordinates and the actor does not, on `person` `member`.
    """
    proposal = begin(Act.REPLACE_FACILITATOR, proposal, actor=actor)
    if not is_in(person, proposal.circle):
        message = _("Whoever facilitates is a member of the circle: %(circle)s.") % {"circle": proposal.circle}
        raise wrong("person", message, code="member")
    if Role.COORDINATOR not in roles_of(actor, proposal):
        if coordinators_of(proposal.circle).exists():
            raise ValidationError(
                _("Whoever coordinates the circle asks somebody else to facilitate: tell them."), code="coordinated"
            )
        FacilitatorChoice.objects.update_or_create(
            proposal=proposal, chosen_by=actor, defaults={"person": person, "chosen_at": now()}
        )
        if FacilitatorChoice.objects.filter(proposal=proposal, person=person).count() < TOGETHER:
            tell_unless_draft("facilitator.suggested", proposal, person=person.pk)
            return proposal
    FacilitatorChoice.objects.filter(proposal=proposal).delete()
    if proposal.facilitator == person and (proposal.facilitator_since is not None or person != actor):
        return proposal
    former, proposal.facilitator = proposal.facilitator_id, person
    proposal.facilitator_since = now() if person == actor else None
    proposal.save(update_fields=["facilitator", "facilitator_since"])
    tell_unless_draft("facilitator.asked", proposal, facilitator=person.pk, former=former)
    if proposal.facilitator_since is None:
        write_to_facilitator(proposal)
    return proposal
