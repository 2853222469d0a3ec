"""A named vote by majority, cast by the link of a letter. A secret one never is."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from journal.numbers import number
from members.answers import AnswerKind, AnswerOption, OpenQuestion
from members.models import Member
from votes.actions import cast_vote
from votes.actions.reminders import VOTE
from votes.counting.majority import Choice
from votes.models import Ballot
from votes.models.ballot import MAJORITY
from votes.queries.ballots import ballots_waiting_for


def vote_asked(member: Member, about: str) -> OpenQuestion | None:
    """The vote that this person has not cast, where it has names and is for or against."""
    ballots = ballots_waiting_for(member).filter(is_secret=False, method=MAJORITY)
    ballot = ballots.filter(pk=number(Ballot.key_in(about)) or 0).first()
    if ballot is None:
        return None
    return OpenQuestion(
        key="vote",
        title=ballot.question,
        text="",
        url=ballot.get_absolute_url(),
        options=[
            AnswerOption(Choice.FOR, pgettext("an answer", "For"), "lamp"),
            AnswerOption(Choice.AGAINST, pgettext("an answer", "Against")),
            AnswerOption(Choice.ABSTAIN, _("I abstain"), "quiet"),
        ],
        due=ballot.closes_at,
    )


def vote_by_link(member: Member, about: str, value: str, text: str) -> object:
    return cast_vote(Ballot.objects.get(pk=Ballot.key_in(about)), elector=member, choice=value, actor=member)


KINDS = {VOTE: AnswerKind(vote_asked, vote_by_link)}
