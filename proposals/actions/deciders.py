"""Who decides alone, after advice: asked before deciding, and replaced when gone."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commissions.queries import is_in
from journal.actions import action
from journal.clock import now
from journal.refusals import wrong
from members.models import Member
from proposals.actions.common import begin, tell, tell_unless_draft
from proposals.actions.notifications import ask_to_decide, ask_who_decides
from proposals.models import Advice, Proposal
from proposals.process import Act, Role
from proposals.queries.advice import is_decider_missing
from proposals.rules import roles_of


@action
def agree_to_decide(proposal: Proposal, *, actor: Member) -> Proposal:
    """Whoever was asked answers each advice from now on, and decides."""
    proposal = begin(Act.AGREE_TO_DECIDE, proposal, actor=actor)
    proposal.decider_since = now()
    proposal.save(update_fields=["decider_since"])
    tell_unless_draft("decider.agreed", proposal, decider=actor.pk)
    return proposal


@action
def decline_to_decide(proposal: Proposal, *, actor: Member) -> Proposal:
    """Whoever was asked does not: nobody decides until its author, or whoever coordinates the circle, has asked
    somebody else, who agrees. Nobody is named unasked.
    """
    proposal = begin(Act.DECLINE_TO_DECIDE, proposal, actor=actor)
    proposal.decider = None
    proposal.save(update_fields=["decider"])
    tell_unless_draft("decider.declined", proposal, asked=actor.pk, decider=None)
    ask_who_decides(proposal)
    return proposal


@action
def replace_decider(proposal: Proposal, *, person: Member, actor: Member) -> Proposal:
    """Ask somebody else of the circle to decide: whoever coordinates it does; the author where nobody decides any more.

    Who names themself decides at once. What was answered stays. Raises ValidationError: `decider` while somebody is
    there and the author asks, on `person` `member`.
    """
    proposal = begin(Act.REPLACE_DECIDER, proposal, actor=actor)
    if not is_in(person, proposal.circle):
        message = _("Whoever decides is a member of the circle: %(circle)s.") % {"circle": proposal.circle}
        raise wrong("person", message, code="member")
    if Role.COORDINATOR not in roles_of(actor, proposal) and not is_decider_missing(proposal):
        raise ValidationError(
            _("Whoever decides is there: ask them. Whoever coordinates the circle may name another."), code="decider"
        )
    former, proposal.decider = proposal.decider_id, person
    proposal.decider_since = now() if person == actor else None
    proposal.save(update_fields=["decider", "decider_since"])
    _ask_no_more(proposal)
    tell("decider.asked", proposal, decider=person.pk, former=former)
    if proposal.decider_since is None:
        ask_to_decide(proposal)
    return proposal


def _ask_no_more(proposal: Proposal) -> None:
    """Whoever decides is no adviser too; what they have said already stays."""
    Advice.objects.filter(proposal=proposal, adviser=proposal.decider, given_at=None).delete()
