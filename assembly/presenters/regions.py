"""What each region of a meeting's live pages shows to one audience, as its template takes it."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from assembly.changes import said_of
from assembly.models import AgendaItem
from assembly.presenters.agenda_rows import rows_of
from assembly.presenters.conduct import conduct_panel
from assembly.presenters.current_item import pause
from assembly.presenters.evening import evening_of
from assembly.presenters.heading import about_label, arrangements, hours, state_badge
from assembly.presenters.meeting import MeetingSheet
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
from assembly.presenters.viewers import INSIDE, VOTERS, MeetingViewers
from assembly.queries.record import AgendaLine
from assembly.speaking_order import shares
from proposals.election_live import election_context
from proposals.live import round_context
from proposals.presenters.elections import ElectionSheet
from realtime.pages import Audience
from votes.presenters.ballots import ShownBallot, show

SHOWN_NEXT = 4  # people, on the wall


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
        "takes_part": audience.rights in VOTERS,
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
        "about": sheet.brought.decision if sheet.brought and seen["current"] else None,
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
        **(round_context(current.item.proposal, audience, sheet.timebox) if current.item.proposal else {}),
        **(
            election_context(ElectionSheet.of(current.item.election_id), sheet.timebox)
            if current.item.election_id
            else {}
        ),
    }


def by_urgency(ballots: Sequence[ShownBallot]) -> tuple[Sequence[ShownBallot], Sequence[ShownBallot]]:
    """Those that people answer now, or else the latest; and those that are past."""
    running = [ballot for ballot in ballots if ballot.state != "closed"] or ballots[:1]
    return running, [ballot for ballot in ballots if ballot not in running]


def ballot_title(shown: ShownBallot, current: AgendaLine) -> str:
    """Its question, unless that is the item's own title, which stands above it, made a question or not."""
    question: str = shown.ballot.question
    matter, title = (words.rstrip(" \u00a0\u202f?") for words in (question, current.item.title))
    return _("The vote") if matter == title else question


def noted_decision(sheet: MeetingSheet, audience: Audience) -> dict[str, Any]:
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


def voices(sheet: MeetingSheet, audience: Audience) -> dict[str, Any]:
    """Who speaks next, and how many are there."""
    return {
        "next_names": ", ".join(line.hand.member.name for line in sheet.queue[:SHOWN_NEXT]),
        "attendance": AttendanceCount(sheet.quorum) if sheet.quorum else None,
    }


def notes(sheet: MeetingSheet, audience: Audience) -> dict[str, Any]:
    """Where the notes of the current item are written, and a decision noted in one line."""
    item = sheet.current.item if sheet.current else None
    place = f"#item-{item.pk}" if item else ""
    may_note = audience.rights in VOTERS - {MeetingViewers.MEMBER if sheet.meeting.circle.is_assembly else ""}
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
