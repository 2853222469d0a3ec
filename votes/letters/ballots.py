"""When people are reminded of a vote, and the letter that a vote is void, each in its reader's language."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import override

from members.models import Member
from members.outbox import Letter, absolute
from votes.models import Ballot

LEAD = timedelta(hours=36)  # before the end of a vote


def reminds_at(ballot: Ballot) -> datetime:
    """When it is asked again: 36 hours before the end; at half time of a vote that has no such time.

    It leaves with a letter of the following day, or a day before the end (`members.notifications.leaves_at`).
    """
    assert ballot.closes_at is not None  # noqa: S101  (queries.ballots_to_remind)
    return ballot.closes_at - min(LEAD, (ballot.closes_at - ballot.opened_at) / 2)


def void(ballot: Ballot, person: Member) -> Letter:
    """To everybody on the roll of a ballot that nobody can count."""
    values = {"name": person.name, "question": ballot.question, "url": _page(ballot)}
    with override(person.language):
        return Letter(
            to=person,
            subject=_("This vote is void: %(question)s") % values,
            text=_(
                "Hello %(name)s,\n\nNobody can count this vote, so it is void and decides nothing: %(question)s\n\n"
                "What was cast without a name is deleted. You have nothing to do: the vote is held anew, and you "
                "will be asked again. Why it is void stands here:\n%(url)s"
            )
            % values,
        )


def _page(ballot: Ballot) -> str:
    return absolute(ballot.get_absolute_url())
