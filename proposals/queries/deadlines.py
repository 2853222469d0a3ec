"""When the time of a stage is over, by the template that a proposal was presented with, or the rules of its circle."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from commissions.lengths import REVIEW, USUAL_DAYS, USUAL_MINUTES, USUAL_REVIEW_DAYS
from commissions.models import Circle
from journal.clock import now
from members.queries import closed_periods
from proposals import occasions
from proposals.deadlines import ONE_DAY, ONE_HOUR, SATURDAY, Calendar, Period, days_after, to_the_hour
from proposals.models import Proposal, ProposalPause, ProposalVote, Stage
from proposals.process import ANSWERING, DEADLINES, State


def days_in_circle(circle: Circle, state: State) -> int:
    """How many days that stage lasts online, by the rules of the circle."""
    days: int = (USUAL_DAYS | circle.stage_days)[state]
    return days


def days_of(proposal: Proposal, state: State) -> int:
    """How many days that stage of the proposal lasts online: by its template, or else by the rules of its circle."""
    days: int = proposal.stage_days.get(state) or days_in_circle(proposal.circle, state)
    return days


def review_end(circle: Circle, since: datetime) -> datetime:
    """When the circle has said whether it keeps a decision, on a full hour."""
    days = (USUAL_REVIEW_DAYS | circle.stage_days)[REVIEW]
    return to_the_hour(days_after(timezone.localtime(since), days, calendar_of(circle)))


def handing_end(to: Circle, since: datetime) -> datetime:
    """Until when a circle takes on what was handed to it, on a full hour."""
    return to_the_hour(days_after(timezone.localtime(since), ANSWERING, calendar_of(to)))


def minutes_of(proposal: Proposal, state: State) -> int:
    """How many minutes that stage takes in a meeting, by its template, or else in its circle; 0 where a meeting has no
    time for it."""
    minutes: dict[str, int] = {**USUAL_MINUTES, **proposal.circle.stage_minutes, **proposal.stage_minutes}
    return minutes.get(state, 0)


def timebox_end(stage: Stage, since: datetime) -> datetime | None:
    """When the minutes of a stage are over in a meeting that took it up at `since`; None for one that has none.

    What was said online before does not count: the stage has its minutes in the room, and those granted there.
    """
    minutes = minutes_of(stage.proposal, State(stage.state))
    return max(stage.entered_at, since) + timedelta(minutes=minutes + stage.extra_minutes) if minutes else None


def calendar_of(circle: Circle) -> Calendar:
    """The days that count in this circle."""
    if not circle.skips_closed_days:
        return Calendar(skips_weekends=circle.skips_weekends)
    closed = tuple(Period(period.first_on, period.last_on, period.name) for period in closed_periods())
    return Calendar(circle.skips_weekends, closed, public_holidays())


@cache
def public_holidays(language: str = settings.LANGUAGE_CODE) -> Mapping[date, str]:
    """Each public holiday of the country of the installation, with its name. Years are added as they are asked for."""
    from holidays import country_holidays  # some tenths of a second, where no rule asks for it

    country, _dash, part = settings.HOLIDAYS.partition("-")
    return country_holidays(country, subdiv=part or None, language=language)


@dataclass(frozen=True)
class DaysOff:
    """The days that do not count, from one day to another: each reason once."""

    weekends: bool
    holidays: Sequence[date]
    closed: Sequence[Period]


def days_off_between(circle: Circle, first: date, last: date) -> DaysOff:
    """Those that the circle's rules leave out, both days included."""
    calendar = calendar_of(circle)
    closed = [period for period in calendar.closed if period.first <= last and period.last >= first]
    open_days = [first + n * ONE_DAY for n in range((last - first).days + 1)]
    open_days = [day for day in open_days if not any(period.first <= day <= period.last for period in closed)]
    weekends = [day for day in open_days if calendar.skips_weekends and day.weekday() >= SATURDAY]
    holidays = [day for day in open_days if day in calendar.holidays and day not in weekends]
    return DaysOff(bool(weekends), holidays, closed)


def length_after(proposal: Proposal, state: State, since: datetime) -> datetime:
    """The length of that stage later: minutes in a meeting that is under way, online the days of the circle, put off by
    a pause."""
    if occasions.is_under_way(proposal.occasion):
        return since + timedelta(minutes=minutes_of(proposal, state))
    end = days_after(timezone.localtime(since), days_of(proposal, state), calendar_of(proposal.circle))
    return after_pause(proposal, since, end)


def after_pause(proposal: Proposal, since: datetime, end: datetime) -> datetime:
    """When what runs online from `since` to `end` is over: later by as much of a pause as it goes through."""
    held = latest_pause(proposal)
    if held is None:
        return end
    begins, goes_on = max(held.paused_at, since), held.ended_at or held.until
    return end + (goes_on - begins) if begins < min(end, goes_on) else end


def stage_end(proposal: Proposal, state: State, since: datetime) -> datetime | None:
    """When a stage that has its whole length from `since` is over online, on a full hour.

    None where the clock does not end it: it was put to a meeting, waits for one, or is voted on.
    """
    if state not in DEADLINES or occasions.holds(proposal.occasion):
        return None
    return to_the_hour(length_after(proposal, state, since))


def online_end(stage: Stage, *, at_least: timedelta = ONE_HOUR) -> datetime | None:
    """When a stage whose time stood still is over that goes on online now, on a full hour: what was left of its time
    later, or `at_least` that; its whole length later where no time ran before. None as of `stage_end`."""
    whole = stage_end(stage.proposal, State(stage.state), now())
    if whole is None or stage.time_left is None:
        return whole
    return to_the_hour(timezone.localtime(now() + max(stage.time_left, at_least)))


def vote_end(proposal: Proposal, opens_at: datetime) -> datetime:
    """When its vote that opens then by itself closes, on a full hour."""
    days, calendar = days_of(proposal, State.VOTING), calendar_of(proposal.circle)
    return to_the_hour(days_after(timezone.localtime(opens_at), days, calendar))


def planned_starts(proposal: Proposal, stages: Sequence[State], first: datetime) -> dict[State, datetime]:
    """When each of the stages begins online if nothing changes, one after another from `first`, the end of the present
    one."""
    starts, calendar, start = {}, calendar_of(proposal.circle), timezone.localtime(first)
    for stage in stages:
        starts[stage] = start
        start = to_the_hour(days_after(start, days_of(proposal, stage), calendar))
    return starts


def ends_of(proposals: Iterable[Proposal]) -> dict[int, datetime]:
    """When the stage of each is over, of those that the clock ends, or its vote online; two questions in all."""
    return ends_by(*stages_and_votes(proposals))


def stages_and_votes(proposals: Iterable[Proposal]) -> tuple[QuerySet[Stage], QuerySet[ProposalVote]]:
    """What says when the stage of each is over."""
    listed = list(proposals)
    stages = Stage.objects.filter(proposal__in=listed, left_at__isnull=True, ends_at__isnull=False)
    votes = ProposalVote.objects.filter(proposal__in=listed, concluded_at=None).select_related("consultation__ballot")
    return stages, votes


def ends_by(stages: Iterable[Stage], votes: Iterable[ProposalVote]) -> dict[int, datetime]:
    """`ends_of` by what was read already."""
    closings = ((vote.proposal_id, vote.consultation.ballot) for vote in votes)
    ends = {pk: ballot.closes_at for pk, ballot in closings if ballot and ballot.closes_at}
    return ends | {stage.proposal_id: stage.ends_at for stage in stages if stage.ends_at}


def stage_of(proposal: Proposal) -> Stage:
    """Where it stands, and until when."""
    return Stage.objects.get(proposal=proposal, left_at__isnull=True)


def latest_pause(proposal: Proposal) -> ProposalPause | None:
    """Its pause, over or not: there is one at most."""
    return ProposalPause.objects.filter(proposal=proposal).select_related("paused_by").first()
