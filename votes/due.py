"""What falls due by itself: consultations open at their time, ballots whose time has passed are counted."""

from datetime import datetime, timedelta

from django.db.models import Min

from journal.actions import CLOCK
from journal.clock import now
from journal.each import each
from votes import counter
from votes.actions import close_ballot, erase_instructions, open_consultation, remind, tell_marked
from votes.letters.ballots import reminds_at
from votes.models import Ballot, Consultation
from votes.queries.ballots import ballots_due, ballots_to_remind
from votes.queries.gatherings import departures_to_tell, presences_to_tell, wishes_to_erase

SOON = timedelta(seconds=1)


def open_consultations() -> int:
    """Open what was planned for now; how many. Safe to run twice, and on two machines.

    One that cannot open (its circle is empty) stands in the way of no other: its author sees it wait.
    """
    return each(
        Consultation.objects.due(now()),
        lambda consultation: open_consultation(consultation, actor=CLOCK).closed_at is None,
        "consultation %s does not open: %s",
    )


def remind_ballots() -> int:
    """Ask those who have not voted again, about a day before the end of a ballot online, at half time if it is shorter.

    How many ballots. Safe to run twice, and on two machines.
    """
    return each(
        [ballot for ballot in ballots_to_remind() if reminds_at(ballot) <= now()],
        lambda ballot: remind(ballot, actor=CLOCK).reminded_at is not None,
        "nobody is reminded of ballot %s: %s",
    )


def tell_presences() -> int:
    """Write to those whom another marked as there, or as gone, and who have not answered on the page; how many."""
    return tell_marked(actor=CLOCK) if presences_to_tell().exists() or departures_to_tell().exists() else 0


def erase_all_instructions() -> int:
    """Erase what givers asked of their holders, where all is over and a vote was secret; in how many gatherings."""
    return each(
        wishes_to_erase(),
        lambda gathering: erase_instructions(gathering, actor=CLOCK).closed_at is not None,
        "what givers asked in gathering %s is not erased: %s",
    )


def close_ballots() -> int:
    """Count what closed by time, and announce it; how many there were. Safe to run twice, and on two machines.

    Votes were refused from the closing time on, whether or not this ran. Whoever opened a ballot
    concludes it: its app finds what closed by the ballot's `owner`. One that cannot be counted (`unequal`)
    stands in the way of no other.
    """
    return each(
        list(ballots_due()),
        lambda ballot: close_ballot(ballot, actor=CLOCK).closed_at is not None,
        "ballot %s is not counted: %s",
    )


def next_count() -> datetime | None:
    """When to look again at a count that goes on here, whose result people wait for."""
    return now() + SOON if counter.is_busy() else None


def next_closing() -> datetime | None:
    """When the next ballot closes, which everybody sees ticking."""
    standing = Ballot.objects.open_at(now())
    closes_at: datetime | None = standing.aggregate(next=Min("closes_at"))["next"]
    return closes_at
