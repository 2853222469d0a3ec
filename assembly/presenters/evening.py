"""When the meeting will end at this pace, and the picture of it."""

from dataclasses import replace
from datetime import datetime

from assembly.forecast import Forecast, forecast
from assembly.models import AgendaItem
from assembly.queries.record import MeetingRecord
from web.pictures import Evening, Segment


def forecast_of(record: MeetingRecord) -> Forecast:
    """When the meeting will end; before it begins, if it begins on time."""
    meeting = record.meeting
    start = record.at if meeting.is_open else meeting.starts_at
    timed = [line.timed for line in record.lines]
    if record.stage and record.current:
        least = max(0, int((record.stage.until - record.at).total_seconds()))
        timed = [replace(one, least=least) if one.key == record.current.item.pk else one for one in timed]
    return forecast(timed, now=start, hard_end=meeting.ends_at)


def evening_of(record: MeetingRecord, may_read_closed: bool) -> Evening:
    """The picture of the evening, for those who may read its closed items or not.

    It moves by whole minutes: pages that all come back within one (a cut of the wifi) show it already.
    """
    meeting = record.meeting
    start = meeting.opened_at or meeting.starts_at
    minute = whole_minute(record.at)
    present = meeting.closed_at or (max(start, minute) if meeting.is_open else start)
    segments = []
    for line in record.lines_for(may_read_closed):
        is_running = meeting.is_open and line.item.state == AgendaItem.State.CURRENT
        spent = max(0, line.spent - (record.at - minute).seconds) if is_running else line.spent
        segments.append(Segment(line.item.title, line.item.planned_seconds, spent, line.item.state))  # type: ignore[arg-type]
    estimate = None if meeting.is_closed else forecast_of(record)
    return Evening(
        start=start,
        hard_end=meeting.ends_at,
        now=present,
        segments=segments,
        forecast=whole_minute(estimate.ends_at) if estimate else None,
        low=whole_minute(estimate.low) if estimate else None,
        high=whole_minute(estimate.high) if estimate else None,
    )


def whole_minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)
