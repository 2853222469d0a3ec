"""What waits for a member here: the ballots in which they may answer and have not."""

from django.utils.translation import gettext as _

from members.models import Member
from members.panels import Waiting
from votes.queries import ballots_waiting_for


def waiting(member: Member) -> list[Waiting]:
    return [
        Waiting(
            title=_("Vote: %(question)s") % {"question": ballot.question},
            url=ballot.get_absolute_url(),
            kind="vote",
            due=ballot.closes_at,
            minutes=1,
        )
        for ballot in ballots_waiting_for(member)
    ]
