"""What waits for a member here: ballots in which they may answer and have not, questions that they are to open."""

from django.utils.translation import gettext as _
from rules import has_perm

from members.combined_reads import Reader
from members.models import Member
from members.panels import Waiting
from votes.models import Ballot
from votes.queries import consultations
from votes.queries.ballots import ballots_waiting_for


def waiting(member: Member) -> Reader[list[Waiting]]:
    void = Ballot.objects.unfinished().exclude(void_asked_by=None).exclude(void_asked_by=member)
    ballots, to_open, voided = yield [ballots_waiting_for(member), consultations.to_open_by(member), void]
    votes = [
        Waiting(
            title=_("Vote: %(question)s") % {"question": ballot.question},
            url=ballot.get_absolute_url(),
            kind="vote",
            due=ballot.closes_at,
            minutes=1,
            about=ballot.topic,
        )
        for ballot in ballots
    ]
    questions = [
        Waiting(
            title=_("Open the vote: %(question)s") % {"question": consultation.question},
            url=consultation.get_absolute_url(),
            kind="question",
            minutes=2,
        )
        for consultation in to_open
    ]
    confirmations = [
        Waiting(
            title=_("Confirm that a vote is void: %(question)s") % {"question": ballot.question},
            url=ballot.get_absolute_url(),
            kind="vote",
            minutes=2,
        )
        for ballot in voided
        if has_perm("votes.void", member, ballot) and has_perm("votes.read", member, ballot)
    ]
    return [*votes, *questions, *confirmations]
