"""Proposals and their versions, as each person may read them."""

from django.db.models import Q, QuerySet

from commissions.models import Circle
from commissions.queries import circles_followed_by, readable_circles
from members.models import Member
from proposals.answering import on_current_texts
from proposals.models import Advice, Handing, Proposal, ProposalAudience, Reaction, Version
from proposals.process import ASKING, LIVE, State


def proposals_for(person: Member) -> QuerySet[Proposal]:
    """Every proposal that this member may read: see `rules.can_read_proposal`, said for many."""
    own = Q(author=person) | Q(facilitator=person) | Q(decider=person)
    mine = Q(circle__in=circles_followed_by(person))
    others = ~Q(audience=ProposalAudience.CIRCLE) & Q(circle__in=readable_circles(person))
    waiting = Handing.objects.filter(answered_at=None, to__in=circles_followed_by(person))
    handed = Q(pk__in=waiting.values("proposal"))
    advised = Q(pk__in=Advice.objects.filter(adviser=person).values("proposal"))
    readable = own | (Q(presented_at__isnull=False) & (mine | others | handed | advised))
    return Proposal.objects.filter(readable).select_related("circle", "author", "facilitator", "responsible")


def open_to_questions_of(person: Member) -> QuerySet[Proposal]:
    """The texts about which this person may ask now, in order to understand: see `process.Act.ASK`, said for many."""
    mine = Q(circle__in=circles_followed_by(person))
    others = ~Q(audience=ProposalAudience.CIRCLE) & Q(circle__in=readable_circles(person))
    requests = Advice.objects.filter(adviser=person).values("proposal")
    advised = Q(process=Proposal.Process.ADVICE, pk__in=requests)
    return Proposal.objects.filter(mine | others | advised, state__in=[*ASKING, State.ADVISING]).exclude(author=person)


def live_proposals(circle: Circle, person: Member) -> QuerySet[Proposal]:
    """What is under way in this circle, as far as this person may read it."""
    return proposals_for(person).filter(circle=circle, state__in=LIVE)


def writers_of(proposal: Proposal) -> list[Member]:
    """Who may put another version of its text: its author, and whoever agreed to decide alone."""
    decides = proposal.is_by_advice and proposal.decider_since is not None
    decider = proposal.decider if decides and proposal.decider_id != proposal.author_id else None
    return [proposal.author, *([decider] if decider else [])]


def writes(person: Member) -> Q:
    """The proposals whose text this person writes: see `writers_of`, said for many."""
    decides = Q(decider=person, decider_since__isnull=False, process=Proposal.Process.ADVICE)
    return Q(author=person) | decides


def reactions_to_current(proposal: Proposal) -> QuerySet[Reaction]:
    """What people feel about the text as it stands: said since its substance last changed (PRODUCT §3.2)."""
    return on_current_texts().filter(proposal=proposal)


def current_version(proposal: Proposal) -> Version:
    """The text as it stands."""
    return proposal.versions.order_by("-number")[0]
