"""The letters that call people to a vote, each in its reader's language. No answer is in any of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from members.models import Member
from members.outbox import Letter, absolute
from votes.models import Ballot
from web import dates

LEAD = timedelta(hours=24)  # before the end of a vote
SHORT = timedelta(hours=12)  # a letter about a vote that ends within it does not wait for the morning


def reminds_at(ballot: Ballot) -> datetime:
    """24 hours before the end; at half time of a vote that has no such time."""
    assert ballot.closes_at is not None  # noqa: S101  (queries.ballots_to_remind)
    return ballot.closes_at - min(LEAD, (ballot.closes_at - ballot.opened_at) / 2)


def is_urgent(ballot: Ballot, instant: datetime) -> bool:
    """Whether it would come too late in the morning."""
    return ballot.closes_at is not None and ballot.closes_at - instant < SHORT


def reminder(ballot: Ballot, person: Member, *, is_own: bool, givers: Sequence[str]) -> Letter:
    """To somebody who has not voted, or holds proxies of which nothing came; of a secret ballot, to all."""
    with override(person.language):
        sentences = [_("Your vote has not come yet: %(question)s")] if is_own else []
        if ballot.is_secret:
            sentences = [
                _("A secret vote closes soon: %(question)s"),
                _(
                    "This letter goes to everybody who may vote, since nobody is told who has. "
                    "If you have voted, there is nothing left to do."
                ),
            ]
            if givers:
                sentences.append(_("You may also vote for: %(givers)s."))
        elif givers:
            sentences.append(
                ngettext(
                    "You hold the proxy of %(givers)s, whose vote has not come yet: %(question)s",
                    "You hold the proxies of %(givers)s, whose votes have not come yet: %(question)s",
                    len(givers),
                )
            )
        values = {"question": ballot.question, "givers": ", ".join(givers)}
        return Letter(
            to=person,
            subject=_("Still time to vote: %(question)s") % values,
            text="\n\n".join(
                [
                    _("Hello %(name)s,") % {"name": person.name},
                    *(sentence % values for sentence in sentences),
                    *_end(ballot),
                    _("It takes a minute:\n%(url)s") % {"url": _page(ballot)},
                ]
            ),
        )


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


def _end(ballot: Ballot) -> list[str]:
    if ballot.closes_at is None:
        return []
    values = {"day": dates.day(ballot.closes_at), "time": dates.clock(ballot.closes_at)}
    return [_("It closes on %(day)s at %(time)s.") % values]


def _page(ballot: Ballot) -> str:
    return absolute(ballot.get_absolute_url())
