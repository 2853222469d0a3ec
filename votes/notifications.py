"""What letters tell about votes: that one is open, to everybody on its roll."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.clock import now
from journal.numbers import numbers
from members.models import Member
from members.notifications import NotificationKind
from members.outbox import absolute
from members.panels import Waiting
from votes.actions.reminders import VOTE
from votes.models import Ballot, RollEntry
from votes.queries.ballots import ballots_waiting_for


def open_votes(member: Member, topics: set[str]) -> list[Waiting]:
    """The votes that this person may still be told of: those with names while they have not voted; secret ones whether
    they have or not, else the outbox, and whoever reads its table, would tell who had."""
    keys = numbers({Ballot.key_in(topic) for topic in topics})
    on_roll = Q(is_secret=True, pk__in=RollEntry.objects.filter(member=member).values("ballot"))
    unanswered = Q(is_secret=False, pk__in=ballots_waiting_for(member).values("pk"))
    ballots = Ballot.objects.open_at(now()).filter(on_roll | unanswered, pk__in=keys).select_related("gathering")
    return [
        Waiting(
            title=_("Vote: %(question)s") % {"question": ballot.question},
            url=ballot.get_absolute_url(),
            kind=VOTE,
            due=ballot.closes_at,
            minutes=1,
            about=ballot.topic,
            note=_("You cannot answer in time? Give somebody your proxy: %(url)s")
            % {"url": absolute(reverse("votes:proxies", args=[ballot.gathering_id]))},
        )
        for ballot in ballots
    ]


KINDS = {VOTE: NotificationKind(gettext_lazy("Votes"), is_required=True, still=open_votes)}
