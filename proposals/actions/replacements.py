"""What a proposal would replace or repeal was replaced meanwhile: its author is told, and chooses (PRODUCT §3.2)."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from journal.actions import action
from members.models import Member
from proposals import sentences
from proposals.actions.common import begin, move, tell
from proposals.actions.notifications import ask_to_choose
from proposals.models import Decision, Proposal
from proposals.process import Act, State
from proposals.queries import overtaken_proposals, successor_of, why_not_replaced


@action
def choose_replaced(proposal: Proposal, *, replaces_latest: bool, actor: Member) -> Proposal:
    """It replaces, or repeals, the decision that holds by now; or nothing, and is new.

    Raises ValidationError: `named` while what it names still holds, `repeal` where nothing would be left to repeal.
    """
    proposal = begin(Act.CHOOSE_REPLACED, proposal, actor=actor)
    if proposal.replaces is None or not why_not_replaced(proposal):
        raise ValidationError(_("The decision that it names still holds: there is nothing to choose."), code="named")
    former, latest = proposal.replaces, successor_of(proposal.replaces)
    proposal.replaces = latest if replaces_latest else None
    if (proposal.is_repeal and not replaces_latest) or (replaces_latest and latest.is_repeal):
        raise ValidationError(
            _("Nothing is left to repeal: withdraw the proposal, or write another one."), code="repeal"
        )
    check_replaced(proposal)
    proposal.save(update_fields=["replaces"])
    tell(
        "proposal.names_another",
        proposal,
        former=former.number,
        replaces=proposal.replaces.number if proposal.replaces else None,
    )
    return proposal


def check_replaced(proposal: Proposal) -> None:
    """Raise `ValidationError` (`overtaken`, `elsewhere`) where it cannot replace the decision that it names."""
    if reason := why_not_replaced(proposal):
        raise ValidationError(sentences.not_replaced(proposal, reason), code=reason)


def hold_back_if_overtaken(proposal: Proposal, act: Act) -> bool:
    """Within the act that would adopt it: set it aside instead where another decision has replaced what it names.

    The named decision stays locked until the end of the action, so that no two proposals replace it at once.
    """
    if proposal.replaces is None:
        return False
    Decision.objects.select_for_update().get(pk=proposal.replaces.pk)
    reason = why_not_replaced(proposal)
    if not reason:
        return False
    with override(settings.LANGUAGE_CODE):  # it is kept, for everybody
        sentence = sentences.not_replaced(proposal, reason)
    move(proposal, act, State.SET_ASIDE, reason=sentence)
    tell("proposal.set_aside", proposal, private={"reason": sentence})
    return True


def tell_overtaken(decision: Decision) -> None:
    """Within its entry in the register: those who named the decision that it replaces are told, and asked to choose."""
    if decision.replaces_id is None:
        return
    for proposal in overtaken_proposals().filter(replaces=decision.replaces_id):
        tell("proposal.overtaken", proposal, decision=decision.number)
        ask_to_choose(proposal, decision)
