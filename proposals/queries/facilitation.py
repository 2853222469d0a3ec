"""Who facilitates: whoever was asked and agreed; until then, somebody in their place (PRODUCT §3.2)."""

from django.db.models import Q, QuerySet

from commissions.queries import coordinators_of
from journal.numbers import numbers
from journal.queries import actors_of
from members.models import Member
from proposals.models import Election, FacilitatorChoice, Proposal
from proposals.process import LIVE, RESTING, State


def stand_ins(proposal: Proposal) -> list[Member]:
    """Who facilitates until the person who was asked has agreed: those who coordinate the circle; else the author."""
    if proposal.facilitator_since is not None or proposal.is_private:
        return []
    return list(coordinators_of(proposal.circle).order_by("name")) or [proposal.author]


def asked_to_facilitate(member: Member) -> QuerySet[Proposal]:
    """The proposals that this person was asked to facilitate, and has not answered."""
    waiting = Q(state__in=[State.DRAFT, *LIVE, *RESTING])
    return Proposal.objects.filter(waiting, facilitator=member, facilitator_since=None)


def left_to_facilitate(thing: Proposal | Election, declined: str, last: Member | None, *, but: Member) -> Member | None:
    """Who is asked by itself where `but` has just declined: whoever coordinates its circle, or else `last`.

    Nobody who declined it before is asked again: `declined` is the verb with which the journal told it.
    """
    refused = numbers({Member.key_in(actor) for actor in actors_of(declined, thing.topic)}) | {but.pk}
    if last is not None and last.pk in refused:
        last = None
    return coordinators_of(thing.circle).exclude(pk__in=refused).order_by("name").first() or last


def choices_of_facilitator(proposal: Proposal) -> QuerySet[FacilitatorChoice]:
    """Whom members would ask, where two of them name somebody together."""
    return FacilitatorChoice.objects.filter(proposal=proposal).select_related("person", "chosen_by")
