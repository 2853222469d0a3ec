"""Meetings told again by other rules: would the quorum have been there, would the same have been adopted?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commissions.models import Circle
from commissions.panels import PastMeeting
from commissions.queries import majority_rules
from votes.counting import majority
from votes.counting.majority import MajorityOutcome, MajorityTally
from web.numbers import share

SHARES = (Fraction(1, 4), Fraction(1, 3), Fraction(1, 2))

OUTCOMES = {
    MajorityOutcome.ADOPTED: gettext_lazy("adopted"),
    MajorityOutcome.REJECTED: gettext_lazy("not adopted"),
    MajorityOutcome.NO_QUORUM: gettext_lazy("nothing is decided, for want of the quorum"),
}


@dataclass(frozen=True)
class ReplayLine:
    """One thing that the rules would have said; `is_other` where today's rules say something else."""

    text: str
    is_other: bool


@dataclass(frozen=True)
class Replay:
    """A meeting, held or imagined (without an address), and what the rules say of it."""

    title: str
    url: str
    lines: Sequence[ReplayLine]


def replayed(meetings: Iterable[PastMeeting], today: Circle, rules: Circle) -> list[Replay]:
    """Each meeting by the rules of `rules`, compared with those of `today`: the same circle, saved and not."""
    return [Replay(one.title, one.url, _lines(one, today, rules)) for one in meetings]


def imagined(roll: int, today: Circle, rules: Circle) -> list[Replay]:
    """What the quorum would say if a quarter, a third, half of the roll came."""
    evenings = []
    for part in SHARES:
        there = -(-roll * part.numerator // part.denominator)
        title = _("If %(share)s of the %(roll)d people came") % {"share": share(str(part)), "roll": roll}
        meeting = PastMeeting(title, "", roll, there, 0, None)
        evenings.append(Replay(title, "", [_quorum_line(meeting, today, rules)]))
    return evenings


def _lines(meeting: PastMeeting, today: Circle, rules: Circle) -> list[ReplayLine]:
    delay = [] if meeting.days_ahead is None else [_delay_line(meeting.days_ahead, today, rules)]
    votes = [_vote_line(question, tally, today, rules) for question, tally in meeting.votes]
    return [_quorum_line(meeting, today, rules), *delay, *votes]


def _quorum_line(meeting: PastMeeting, today: Circle, rules: Circle) -> ReplayLine:
    texts = [_quorum_in_words(meeting, circle) for circle in (today, rules)]
    return ReplayLine(texts[1], texts[0] != texts[1])


def _quorum_in_words(meeting: PastMeeting, circle: Circle) -> str:
    counted = meeting.present + (meeting.represented if circle.proxies_count else 0)
    there = ngettext("%(count)d person counts of %(roll)d", "%(count)d people count of %(roll)d", counted) % {
        "count": counted,
        "roll": meeting.roll,
    }
    if circle.meeting_quorum is None:
        return _("%(there)s: no quorum is needed.") % {"there": there}
    needed = circle.meeting_quorum.needed(meeting.roll)
    if counted >= needed:
        return _("%(there)s, where it takes %(needed)d: the quorum is there.") % {"there": there, "needed": needed}
    missing = ngettext(
        "%(there)s, where it takes %(needed)d: %(missing)d person is missing for the quorum.",
        "%(there)s, where it takes %(needed)d: %(missing)d people are missing for the quorum.",
        needed - counted,
    )
    return missing % {"there": there, "needed": needed, "missing": needed - counted}


def _delay_line(days: int, today: Circle, rules: Circle) -> ReplayLine:
    texts = [_delay_in_words(days, circle) for circle in (today, rules)]
    return ReplayLine(texts[1], texts[0] != texts[1])


def _delay_in_words(days: int, circle: Circle) -> str:
    urgent = circle.urgent_days if circle.urgent_days is not None else circle.convocation_days
    left = ngettext("The letter left %(days)d clear day before", "The letter left %(days)d clear days before", days)
    values = {"left": left % {"days": days}, "needed": circle.convocation_days}
    if days >= circle.convocation_days:
        return _("%(left)s: in time.") % values
    if days >= urgent:
        return _("%(left)s: in time where it is urgent, late otherwise.") % values
    return _("%(left)s: too late, where it takes %(needed)d.") % values


def _vote_line(question: str, tally: MajorityTally, today: Circle, rules: Circle) -> ReplayLine:
    """The casting vote, which nobody had, is left aside."""
    outcomes = [_outcome(tally, circle) for circle in (today, rules)]
    values = {
        "question": question,
        "for": tally.votes_for,
        "against": tally.votes_against,
        "needed": majority.votes_needed(tally, majority_rules(rules)),
        "outcome": OUTCOMES[outcomes[1]],
    }
    text = _("“%(question)s”, %(for)d for and %(against)d against, where it takes %(needed)d: %(outcome)s.") % values
    return ReplayLine(text, outcomes[0] != outcomes[1])


def _outcome(tally: MajorityTally, circle: Circle) -> MajorityOutcome:
    quorum, rules = circle.meeting_quorum, majority_rules(circle)
    return majority.count(tally, rules, quorum, proxies_count=circle.proxies_count).outcome
