"""Within the acts that write a proposal: whose text it takes up."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import require
from journal.refusals import wrong
from members.models import Member
from proposals.models import Proposal, ProposalAudience, TakenUpText
from proposals.process import UNDECIDED


def check_taken_up(former: Proposal, circle_pk: int, audience: str, actor: Member) -> None:
    """Raise `PermissionDenied` for whoever may not read it; ValidationError `circle` where it is another circle's,
    `stage` where it is under way or decided, and as `check_readers` does."""
    former = Proposal.objects.select_related("circle").get(pk=former.pk)
    require("proposals.take_up_text", actor, former)
    if former.circle_id != circle_pk:
        raise ValidationError(
            _("This text was put to another circle: take it up there, or write a new one."), code="circle"
        )
    if former.state not in UNDECIDED:
        raise ValidationError(
            _("This proposal is under way, or decided: suggest a change of its text, or ask to reopen the decision."),
            code="stage",
        )
    check_readers(former, audience)


def check_readers(former: Proposal, audience: str) -> None:
    """Raise ValidationError on `audience` `readers` where more people would read its text than read it there."""
    if former.is_closed and audience != ProposalAudience.CIRCLE:
        raise wrong("audience", _("It is about a person’s situation: the circle alone reads it."), code="readers")


def keep_former(proposal: Proposal, former: Proposal) -> None:
    """Both pages say it, once the proposal is presented."""
    TakenUpText.objects.create(proposal=proposal, former=former)
