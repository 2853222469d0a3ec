"""What was asked about a proposal, and what people feel about it."""

from django.db.models import QuerySet

from commissions.queries import circles_of
from members.models import Member
from proposals.answering import answers_first, on_current_texts
from proposals.models import Proposal, Question, Reaction
from proposals.process import ADVICE, AWAITING_ANSWERS, State


def questions_of(proposal: Proposal) -> QuerySet[Question]:
    """Oldest first."""
    return proposal.questions.select_related("asker")


def questions_to_answer(member: Member) -> QuerySet[Question]:
    """Those about this person's texts that have no answer yet, and were not left open."""
    waiting = Question.objects.filter(proposal__author=member, answered_at__isnull=True, left_open_at__isnull=True)
    waiting = waiting.filter(proposal__state__in=[*AWAITING_ANSWERS, *ADVICE])
    return waiting.select_related("proposal__circle", "proposal__replaces")


def reactions_awaited_from(member: Member) -> QuerySet[Proposal]:
    """The texts about which this person has still to say what they feel, or to pass: once a text."""
    proposals = Proposal.objects.filter(state=State.REACTIONS, circle__in=circles_of(member)).exclude(author=member)
    reacted = on_current_texts().filter(member=member)
    return proposals.exclude(pk__in=reacted.values("proposal")).select_related("circle", "replaces")


def reactions_for(proposal: Proposal, reader: Member) -> QuerySet[Reaction]:
    """Those that this person may read now, oldest first: none for whoever answers first."""
    reactions = proposal.reactions.select_related("member", "version")
    return reactions.none() if answers_first(proposal, reader) else reactions
