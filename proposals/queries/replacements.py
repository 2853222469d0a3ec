"""The one decision that a proposal replaces or repeals, and what may stand in the way of it by now (PRODUCT §3.2)."""

from django.db.models import F, QuerySet

from commissions.circle_endings import heir_of
from commissions.models import Circle
from commissions.queries import decided_by, deciders_for
from members.models import Member
from proposals.models import Decision, Proposal
from proposals.process import DRAFTED, State
from proposals.queries.register import decisions_for


def replaceable(circle: Circle, person: Member) -> QuerySet[Decision]:
    """The decisions that nothing has replaced yet, of this circle and of those below it, which it may repeal.

    An assembly may repeal any. Among those that this person may read.
    """
    decisions = decisions_for(person).filter(replaced_by__isnull=True, is_repeal=False)
    return decisions if circle.is_assembly else decisions.filter(circle__in=decided_by(circle))


def may_replace(circle: Circle, decision: Decision, *, is_repeal: bool) -> bool:
    """A circle replaces its own decisions, and those of a group that has ended for which it answers; one above repeals
    those of a circle below, and the assembly any."""
    if circle.pk in {decision.circle_id, heir_of(decision.circle).pk}:
        return True
    return is_repeal and (circle.is_assembly or circle.pk in deciders_for(decision.circle))


def successor_of(decision: Decision) -> Decision:
    """The last of those that replaced it, one after another; itself while nothing did."""
    while (replacement := Decision.objects.filter(replaces=decision).first()) is not None:
        decision = replacement
    return decision


def why_not_replaced(proposal: Proposal) -> str:
    """Why it cannot replace or repeal what it names, as things stand: `overtaken` by another decision meanwhile, or
    `elsewhere`, decided by a circle for which its own does not decide; empty where nothing stands in the way.
    """
    decision = proposal.replaces
    if decision is None or proposal.state == State.ADOPTED:
        return ""
    if Decision.objects.filter(replaces=decision).exists():
        return "overtaken"
    return "" if may_replace(proposal.circle, decision, is_repeal=proposal.is_repeal) else "elsewhere"


def texts_to_name_anew(author: Member) -> QuerySet[Proposal]:
    """The texts of this person of which the decision that they name was replaced meanwhile, or is one of a circle for
    which the text's own does not decide: those that another circle took on."""
    waiting = Proposal.objects.filter(author=author, replaces__isnull=False, state__in=DRAFTED)
    moved = waiting.exclude(replaces__circle=F("circle")) | waiting.filter(replaces__replaced_by__isnull=False)
    return moved.select_related("circle", "replaces__circle").order_by("pk")


def overtaken_proposals() -> QuerySet[Proposal]:
    """Those to write, under way or set aside of which the decision that they name was replaced meanwhile."""
    return Proposal.objects.filter(replaces__replaced_by__isnull=False, state__in=DRAFTED)
