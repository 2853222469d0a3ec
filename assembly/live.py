"""The evening as live pages: the meeting's own, the notes', the projector's, and that of a guest for one item.

Audiences: `facilitator` conducts, `door` notes who comes, `holder` holds another role of an assembly, `member` is of
the circle, `voice` sits in it with a voice and without a vote, `reader` follows an open circle's life, `screen` is the
wall of the room. Closed items are in the regions of the first five, in no other.
"""

from collections.abc import Callable, Hashable
from collections.abc import Set as AbstractSet
from time import time
from typing import Any

import rules
from django.http import Http404
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from assembly.models import AgendaItem, Meeting
from assembly.presenters import regions
from assembly.presenters.guest import GuestSheet
from assembly.presenters.meeting import MeetingSheet
from assembly.presenters.viewers import INSIDE, VOTERS, MeetingViewers
from assembly.validity import needs_presence
from journal.numbers import number
from realtime.pages import Audience, LivePage, Region

Topics = Callable[[MeetingSheet], AbstractSet[str]]
Extra = Callable[[MeetingSheet, Audience], dict[str, Any]]
Distinguishes = Callable[[MeetingSheet, str], Hashable]


def agenda_topics(sheet: MeetingSheet) -> set[str]:
    return {sheet.meeting.topic}


def evening_topics(sheet: MeetingSheet) -> set[str]:
    """The forecast counts the stage of what is talked about, and moves with time: once a minute while it is open."""
    minute = {f"minute:{sheet.meeting.pk}"} if sheet.meeting.is_open else set()
    return {sheet.meeting.topic} | minute | subject_topics(sheet)


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
    """What is being decided: the open ballots, the current item's proposal or election."""
    ballots = {link.ballot.topic for link in sheet.running(sheet.lines)}
    return {sheet.meeting.topic} | ballots | subject_topics(sheet)


def subject_topics(sheet: MeetingSheet) -> set[str]:
    """The current item's proposal or election."""
    item = sheet.current.item if sheet.current else None
    return {subject.topic for subject in (item.proposal, item.election) if subject} if item else set()


def conduct_topics(sheet: MeetingSheet) -> set[str]:
    """What comes next, and what a decision that is brought back says; comings and goings, where what may be decided
    hangs on who is there."""
    brought = {sheet.brought.decision.topic} if sheet.brought else set()
    gathering = sheet.meeting.gathering
    hangs_on_presence = sheet.meeting.is_open and gathering and needs_presence(sheet.meeting)
    return decision_topics(sheet) | brought | ({gathering.topic} if gathering and hangs_on_presence else set())


def notes_topics(sheet: MeetingSheet) -> set[str]:
    """What is kept: the notes, the tasks, and what has just been decided."""
    return decision_topics(sheet) | {sheet.meeting.notes_topic}


def wall_topics(sheet: MeetingSheet) -> set[str]:
    """What is decided, and once a minute the forecast; a result makes room after some minutes."""
    return decision_topics(sheet) | evening_topics(sheet)


def nothing(sheet: MeetingSheet, audience: Audience) -> dict[str, Any]:
    return {}


def guest_topics(guest: GuestSheet) -> set[str]:
    """Whether the item is talked about, and who asks to speak."""
    return {guest.item.meeting.topic, guest.item.meeting.floor_topic}


def guest_region(guest: GuestSheet, audience: Audience) -> SafeString:
    return render_to_string("assembly/regions/guest.html", {"guest": guest, "meeting": guest.item.meeting})


def by_rights(sheet: MeetingSheet, rights: str) -> Hashable:
    """Each class of viewers sees a region of its own."""
    return rights


def by_place(sheet: MeetingSheet, rights: str) -> Hashable:
    """Those who read closed items, and the others."""
    return rights in INSIDE


def by_vote(sheet: MeetingSheet, rights: str) -> Hashable:
    """Those who decide, those who have a voice, and those who read."""
    return rights in INSIDE, rights in VOTERS


def by_late_items(sheet: MeetingSheet, rights: str) -> Hashable:
    """Whoever conducts is told apart where something can be done about what goes past the end."""
    return rights in INSIDE, rights == MeetingViewers.FACILITATOR and bool(sheet.forecast.too_late)


def by_conduct(sheet: MeetingSheet, rights: str) -> Hashable:
    """Whoever conducts has the buttons of the agenda."""
    return rights in INSIDE, rights == MeetingViewers.FACILITATOR and sheet.meeting.is_open


def by_door(sheet: MeetingSheet, rights: str) -> Hashable:
    """Whoever conducts, whoever notes who comes, the others inside, and the readers."""
    return rights in INSIDE, rights if rights in {MeetingViewers.FACILITATOR, MeetingViewers.DOOR} else ""


def by_noting(sheet: MeetingSheet, rights: str) -> Hashable:
    """In an assembly those who hold a role note decisions, elsewhere all who decide."""
    is_only_member = sheet.meeting.circle.is_assembly and rights == MeetingViewers.MEMBER
    return rights in INSIDE, rights in VOTERS, is_only_member


def region(
    name: str, topics: Topics, extra: Extra = nothing, later: bool = False, distinguishes: Distinguishes = by_rights
) -> Region[MeetingSheet]:
    """One region: its template, with the sheet and what this audience may see and do."""

    def render(sheet: MeetingSheet, audience: Audience) -> SafeString:
        context = regions.shown(sheet, audience) | extra(sheet, audience)
        return render_to_string(f"assembly/regions/{name}.html", context)

    return Region(render=render, topics=topics, later=later, distinguishes=distinguishes)


class MeetingPage(LivePage[MeetingSheet]):
    name = "meeting"
    regions = {
        "head": region("head", agenda_topics, regions.heading, distinguishes=by_place),
        "evening": region("evening", evening_topics, regions.evening, later=True, distinguishes=by_late_items),
        "now": region("now", agenda_topics, regions.current_item, distinguishes=by_place),
        "noted": region("noted", agenda_topics, regions.noted_decision, distinguishes=by_vote),
        "conduct": region("conduct", conduct_topics, regions.conducting),
        "ballot": region("ballot", decision_topics, regions.deciding, later=True),
        "floor": region("floor", floor_topics, regions.floor, later=True, distinguishes=by_door),
        "presence": region("presence", presence_topics, regions.presence, later=True, distinguishes=by_door),
        "agenda": region("agenda", agenda_topics, regions.agenda, distinguishes=by_conduct),
        "notes": region("notes", notes_topics, regions.notes, later=True, distinguishes=by_noting),
        "minutes": region("minutes", notes_topics, regions.kept, later=True, distinguishes=by_vote),
    }

    def load(self, key: str) -> MeetingSheet:
        return MeetingSheet.of(key)

    def audience(self, key: str, person: Any) -> str | None:
        meeting = find(key)
        if rules.has_perm("assembly.conduct", person, meeting):
            return MeetingViewers.FACILITATOR
        if rules.has_perm("assembly.mark_presence", person, meeting):
            return MeetingViewers.DOOR
        if meeting.circle.is_assembly and rules.has_perm("assembly.note_decision", person, meeting):
            return MeetingViewers.HOLDER
        if rules.has_perm("assembly.take_part", person, meeting):
            return MeetingViewers.MEMBER
        if rules.has_perm("assembly.follow_whole", person, meeting):  # a guest for one item does not
            return MeetingViewers.VOICE
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
        "wall": region("wall", wall_topics, regions.wall),
        "voices": region("voices", lambda sheet: floor_topics(sheet) | presence_topics(sheet), regions.voices),
    }

    def audience(self, key: str, person: Any) -> str | None:
        return MeetingViewers.SCREEN if rules.has_perm("assembly.take_part", person, find(key)) else None


class GuestPage(LivePage[GuestSheet]):
    """One item, for somebody who is invited to it alone: nothing else of the meeting is read to draw it."""

    name = "guest"
    regions = {"guest": Region(render=guest_region, topics=guest_topics)}

    def load(self, key: str) -> GuestSheet:
        return GuestSheet.of(key)

    def audience(self, key: str, person: Any) -> str | None:
        item = find_item(key)
        return MeetingViewers.GUEST if rules.has_perm("assembly.be_guest", person, item) else None

    def rights_topics(self, data: GuestSheet) -> AbstractSet[str]:
        return {data.item.meeting.topic}


def find_item(key: str) -> AgendaItem:
    item = AgendaItem.objects.select_related("meeting__circle").filter(pk=number(key) or 0).first()
    if item is None:
        raise Http404("item")
    return item


def find(key: str) -> Meeting:
    meeting = Meeting.objects.select_related("circle").prefetch_related("roles").filter(pk=key).first()
    if meeting is None:
        raise Http404("meeting")
    return meeting
