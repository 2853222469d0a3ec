"""The questions of a proposal that wait for one person: to answer, to leave open, to note as answered."""

from collections.abc import Sequence

from members.models import Member
from proposals.models import Proposal, Question
from proposals.process import ADVICE, ASKING, AWAITING_ANSWERS
from proposals.queries import waiting_questions


def own_questions(proposal: Proposal, person: Member) -> tuple[list[Question], list[Question]]:
    """What waits for this author, or what this person asked and waits; and what others asked and waits."""
    if proposal.state not in (*AWAITING_ANSWERS, *ADVICE):
        return [], []
    waiting = waiting_questions(proposal)
    if person.pk == proposal.author_id:
        return waiting, waiting
    mine = [question for question in waiting if question.asker_id == person.pk]
    return mine, [question for question in waiting if question.asker_id != person.pk]


def answerable_aloud(questions: Sequence[Question]) -> list[Question]:
    """Those that another than the asker may note as answered: not what the asker has reopened."""
    return [question for question in questions if question.reopened_at is None]


def noted_as_answered(proposal: Proposal, person: Member) -> list[Question]:
    """What this person asked, and somebody else noted as answered aloud."""
    if proposal.state not in ASKING:
        return []
    noted = Question.objects.filter(proposal=proposal, asker=person, answered_aloud_by__isnull=False, answer="")
    return list(noted.exclude(answered_aloud_by=person).select_related("answered_aloud_by"))
