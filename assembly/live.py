"""The evening as live pages: the meeting's own, the notes', and the projector's.

Audiences: `facilitator` conducts, `door` notes who comes, `member` is of the circle, `reader` follows an open
circle's life, `screen` is the wall of the room. Closed items are in the regions of the first three, in no other.
"""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from time import time
from typing import Any

import rules
from django.http import Http404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assembly.changes import said_of
from assembly.models import AgendaItem, Meeting
from assembly.presenters.agenda_rows import rows_of
from assembly.presenters.conduct import conduct_panel
from assembly.presenters.current_item import pause
from assembly.presenters.heading import about_label, arrangements, hours, state_badge
from assembly.presenters.meeting import MeetingSheet, evening_of
from assembly.presenters.noted_decisions import noted_outcome, standing_decision
from assembly.presenters.projector import Projection
from assembly.presenters.roles import roles_in_words
from assembly.presenters.roll import AttendanceCount
from assembly.presenters.summaries import (
    agenda_summary,
    floor_summary,
    kept_summary,
    presence_summary,
    presence_title,
)
from assembly.presenters.viewers import INSIDE, MeetingViewers
from assembly.queries.record import AgendaLine
from assembly.speaking_order import shares
from assembly.validity import needs_presence
from proposals.live import round_context
from realtime.pages import Audience, LivePage, Region
from votes.presenters.ballots import ShownBallot, show

SHOWN_NEXT = 4  # people, on the wall
Topics = Callable[[MeetingSheet], AbstractSet[str]]
Extra = Callable[[MeetingSheet, Audience], dict[str, Any]]


def agenda_topics(sheet: MeetingSheet) -> set[str]:
    return {sheet.meeting.topic}


def evening_topics(sheet: MeetingSheet) -> set[str]:
    """The forecast also moves with time: once a minute while the meeting is open."""
    minute = {f"minute:{sheet.meeting.pk}"} if sheet.meeting.is_open else set()
    return {sheet.meeting.topic} | minute


def minutes_now(keys: AbstractSet[str]) -> dict[str, int]:
    """The hub's count behind `minute:12`: another number each minute, so that forecasts are drawn again."""
    return dict.fromkeys(keys, int(time() // 60))


def floor_topics(sheet: MeetingSheet) -> set[str]:
    return {sheet.meeting.topic, sheet.meeting.floor_topic}


def presence_topics(sheet: MeetingSheet) -> set[str]:
    """Once the evening is under way only comings and goings: the agenda never waits for a long roll."""
    gathering = sheet.meeting.gathering
    if gathering is None:
        return {sheet.meeting.topic}
    return {gathering.topic} if sheet.meeting.is_open else {gathering.topic, sheet.meeting.topic}


def decision_topics(sheet: MeetingSheet) -> set[str]:
    """What is being decided: the open ballots, the current item's proposal."""
    topics = {sheet.meeting.topic} | {link.ballot.topic for link in sheet.running(sheet.lines)}
    if sheet.current and sheet.current.item.proposal:
        topics.add(sheet.current.item.proposal.topic)
    return topics


def conduct_topics(sheet: MeetingSheet) -> set[str]:
    """Where what may be decided hangs on who is there, comings and goings too."""
    topics = decision_topics(sheet)
    if sheet.meeting.is_open and sheet.meeting.gathering and needs_presence(sheet.meeting):
        topics.add(sheet.meeting.gathering.topic)
    return topics


def notes_topics(sheet: MeetingSheet) -> set[str]:
    """What is kept: the notes, the tasks, and what has just been decided."""
    return decision_topics(sheet) | {sheet.meeting.notes_topic}


def nothing(sheet: MeetingSheet, audience: Audience) -> dict[str, Any]:
    return {}


def region(name: str, topics: Topics, extra: Extra = nothing, later: bool = False) -> Region[MeetingSheet]:
    """One region: its template, with the sheet and what this audience may see and do."""

    def render(sheet: MeetingSheet, audience: Audience) -> SafeString:
        return render_to_string(f"assembly/regions/{name}.html", shown(sheet, audience) | extra(sheet, audience))

    return Region(render=render, topics=topics, later=later)


def shown(sheet: MeetingSheet, audience: Audience) -> dict[str, Any]:
    """What every region's template knows."""
    inside = audience.rights in INSIDE
    lines = sheet.lines_for(inside)
    current = sheet.current
    return {
        "sheet": sheet,
        "meeting": sheet.meeting,
        "conducts": audience.rights == MeetingViewers.FACILITATOR,
        "inside": inside,
        "lines": lines,
        "current": current if current in lines else None,
        "current_is_hidden": current is not None and current not in lines,
        "following": next((line for line in lines if line.item.state == AgendaItem.State.PENDING), None),
    }


def evening(sheet: MeetingSheet, audience: Audience) -> dict[str, Any]:
    inside = audience.rights in INSIDE
    late = set(sheet.forecast.too_late) if not sheet.meeting.is_closed else set()
    return {
        "evening": evening_of(sheet, inside),
        "forecast": sheet.forecast,
        "too_late": [line for line in sheet.lines_for(inside) if line.item.pk in late],
    }


def heading(sheet: MeetingSheet, audience: Audience) -> dict[str, Any]:
    return {
        "state": state_badge(sheet),
        "hours": hours(sheet.meeting),
        "about_label": about_label(sheet),
        "arrangements": arrangements(sheet),
        "roles": roles_in_words(sheet.meeting),
        "holders": " ".join(f"{role}={member.pk}" for role, member in sheet.roles.items()),
    }


def current_item(sheet: MeetingSheet, audience: Audience) -> dict[str, Any]:
    """What the current item would let be changed; why none is shown, where none is."""
    item, seen = sheet.current.item if sheet.current else None, shown(sheet, audience)
    return {
        "lets": said_of([item]).get(item.pk, "") if item else "",
        "pause": pause(seen["following"], is_hidden=seen["current_is_hidden"]),
    }


def conducting(sheet: MeetingSheet, audience: Audience) -> dict[str, Any]:
    return {"panel": conduct_panel(sheet) if audience.rights == MeetingViewers.FACILITATOR else None}


def agenda(sheet: MeetingSheet, audience: Audience) -> dict[str, Any]:
    lines = sheet.lines_for(audience.rights in INSIDE)
    return {"rows": rows_of(sheet, audience), "progress": agenda_summary(lines)}


def deciding(sheet: MeetingSheet, audience: Audience) -> dict[str, Any]:
    """The open ballots with their turnout, the results of the item, its proposal's round."""
    seen = shown(sheet, audience)
    current = seen["current"]
    over = [
        show(link.ballot) for link in sheet.running(seen["lines"]) if current is None or link not in current.ballots
    ]
    if current is None:
        return {"ballots": [(ballot.ballot.question, ballot) for ballot in over]}
    open_or_latest, past = by_urgency([*sheet.current_ballots, *over])
    return {
        "ballots": [(ballot_title(ballot, current), ballot) for ballot in open_or_latest],
        "past_ballots": [(ballot_title(ballot, current), ballot) for ballot in past],
        "proposal": current.item.proposal,
        **(round_context(current.item.proposal, audience) if current.item.proposal else {}),
    }


def by_urgency(ballots: Sequence[ShownBallot]) -> tuple[Sequence[ShownBallot], Sequence[ShownBallot]]:
    """Those that people answer now, or else the latest; and those that are past."""
    running = [ballot for ballot in ballots if ballot.state != "closed"] or ballots[:1]
    return running, [ballot for ballot in ballots if ballot not in running]


def ballot_title(shown: ShownBallot, current: AgendaLine) -> str:
    """Its question, unless that is the item's own title, which stands above it."""
    question = shown.ballot.question
    return _("The vote") if question == current.item.title else question


def noting(sheet: MeetingSheet, audience: Audience) -> dict[str, Any]:
    """A decision noted in one line, while it stands and once it has ended."""
    seen = shown(sheet, audience)
    standing = standing_decision(sheet, seen["lines"])
    return {
        "standing": standing,
        "outcome": noted_outcome(sheet, seen["current"]) if sheet.meeting.is_open else None,
        "noting_calls": f"{sheet.current and sheet.current.item.pk} {standing and standing.noted.pk}",
    }


def floor(sheet: MeetingSheet, audience: Audience) -> dict[str, Any]:
    turn = sheet.turn
    return {
        "times_spoken": sheet.times_spoken(turn.member_id) if turn else 0,
        "is_held_by_few": shares(list(sheet.spoken.values())) == "few",
        "marks": marks_others(sheet, audience),
        "floor_note": floor_summary(sheet),
    }


def presence(sheet: MeetingSheet, audience: Audience) -> dict[str, Any]:
    return {
        "title": presence_title(sheet),
        "presence_note": presence_summary(sheet),
        "attendance": AttendanceCount(sheet.quorum) if sheet.quorum else None,
        "marks": marks_others(sheet, audience),
    }


def marks_others(sheet: MeetingSheet, audience: Audience) -> bool:
    """Whether one notes who comes and goes, and raises the hand of somebody without a phone."""
    return audience.rights in {MeetingViewers.FACILITATOR, MeetingViewers.DOOR} and sheet.meeting.is_open


def wall(sheet: MeetingSheet, audience: Audience) -> dict[str, Any]:
    seen = shown(sheet, audience)
    projection = Projection(sheet, seen["lines"], is_hidden=seen["current_is_hidden"])
    return {"projection": projection, "evening": evening_of(sheet, seen["inside"])}


def wall_topics(sheet: MeetingSheet) -> set[str]:
    """What is decided, and once a minute the forecast; a result makes room after some minutes."""
    return decision_topics(sheet) | evening_topics(sheet)


def voices(sheet: MeetingSheet, audience: Audience) -> dict[str, Any]:
    """Who speaks next, and how many are there."""
    return {
        "next_names": ", ".join(line.hand.member.name for line in sheet.queue[:SHOWN_NEXT]),
        "attendance": AttendanceCount(sheet.quorum) if sheet.quorum else None,
    }


def noted(sheet: MeetingSheet, audience: Audience) -> dict[str, Any]:
    """Where the notes of the current item are written, and a decision noted in one line."""
    item = sheet.current.item if sheet.current else None
    place = f"#item-{item.pk}" if item else ""
    may_note = audience.rights in INSIDE - {MeetingViewers.MEMBER if sheet.meeting.circle.is_assembly else ""}
    return {
        "notes_url": reverse("assembly:notes", args=[sheet.meeting.pk]) + place,
        "noting_item": item if may_note and sheet.is_open_to_noting else None,
    }


def kept(sheet: MeetingSheet, audience: Audience) -> dict[str, Any]:
    """What was decided, what was given to do."""
    lines = sheet.lines_for(audience.rights in INSIDE)
    readable = {line.item.pk for line in lines}
    decided = {decision.pk: decision for line in lines for decision in sheet.decisions_of(line)}
    links = [link for link in sheet.task_links if link.item_id is None or link.item_id in readable]
    return {
        "kept_note": kept_summary(len(decided), len(links)),
        "decisions": list(decided.values()),
        "task_query": f"item={sheet.current.item.pk}" if sheet.current in lines and sheet.current else "",
        "links": links,
    }


class MeetingPage(LivePage[MeetingSheet]):
    name = "meeting"
    regions = {
        "head": region("head", agenda_topics, heading),
        "evening": region("evening", evening_topics, evening, later=True),
        "now": region("now", agenda_topics, current_item),
        "noted": region("noted", agenda_topics, noting),
        "conduct": region("conduct", conduct_topics, conducting),
        "ballot": region("ballot", decision_topics, deciding, later=True),
        "floor": region("floor", floor_topics, floor, later=True),
        "presence": region("presence", presence_topics, presence, later=True),
        "agenda": region("agenda", agenda_topics, agenda),
        "notes": region("notes", notes_topics, noted, later=True),
        "minutes": region("minutes", notes_topics, kept, later=True),
    }

    def load(self, key: str) -> MeetingSheet:
        return MeetingSheet.of(key)

    def audience(self, key: str, person: Any) -> str | None:
        meeting = find(key)
        if rules.has_perm("assembly.conduct", person, meeting):
            return MeetingViewers.FACILITATOR
        if rules.has_perm("assembly.mark_presence", person, meeting):
            return MeetingViewers.DOOR
        if rules.has_perm("assembly.take_part", person, meeting):
            return MeetingViewers.MEMBER
        return MeetingViewers.READER if rules.has_perm("assembly.read", person, meeting) else None

    def rights_topics(self, data: MeetingSheet) -> AbstractSet[str]:
        return {data.meeting.roles_topic, f"{data.meeting.circle.topic}:rules"}


class NotesPage(MeetingPage):
    """Where the minutes are written: what is current, and what the others wrote."""

    name = "notes"
    regions = {"strip": region("strip", agenda_topics), "written": region("written", notes_topics)}

    def audience(self, key: str, person: Any) -> str | None:
        return MeetingViewers.MEMBER if rules.has_perm("assembly.write", person, find(key)) else None


class ScreenPage(MeetingPage):
    """The wall of the room: whoever is in the circle may show it there. Nothing closed, nothing to press."""

    name = "screen"
    regions = {
        "wall": region("wall", wall_topics, wall),
        "voices": region("voices", lambda sheet: floor_topics(sheet) | presence_topics(sheet), voices),
    }

    def audience(self, key: str, person: Any) -> str | None:
        return MeetingViewers.SCREEN if rules.has_perm("assembly.take_part", person, find(key)) else None


def find(key: str) -> Meeting:
    meeting = Meeting.objects.select_related("circle").prefetch_related("roles").filter(pk=key).first()
    if meeting is None:
        raise Http404("meeting")
    return meeting
