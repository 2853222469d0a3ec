"""Who is asked to answer before they read what others say, where the circle's rules want that."""

from django.db.models import Exists, OuterRef, QuerySet

from commissions.queries import is_in
from members.models import Member
from proposals import occasions
from proposals.models import Position, Proposal, Reaction, Round, RoundElector, Version
from proposals.process import State


def answers_first(proposal: Proposal, person: Member) -> bool:
    """Whether what others say of it is hidden from this person: they are asked to react or to take a position, online,
    and have not yet."""
    if not proposal.circle.hides_comments or occasions.is_under_way(proposal.occasion):
        return False
    if proposal.state == State.REACTIONS:
        is_asked = person.pk != proposal.author_id and is_in(person, proposal.circle)
        return is_asked and not on_current_texts().filter(proposal=proposal, member=person).exists()
    if proposal.state != State.OBJECTIONS:
        return False
    rounds = Round.objects.open().filter(proposal=proposal)
    is_asked = RoundElector.objects.filter(round__in=rounds, member=person).exists() and is_in(person, proposal.circle)
    return is_asked and not Position.objects.filter(round__in=rounds, member=person).exists()


def on_current_texts() -> QuerySet[Reaction]:
    """The reactions of every proposal to the text as it stands there: said since its substance last changed."""
    changed = Version.objects.filter(
        proposal=OuterRef("proposal"), is_substantial=True, number__gt=OuterRef("version__number")
    )
    return Reaction.objects.filter(~Exists(changed))
