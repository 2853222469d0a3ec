"""Who may follow what in the journal, and who conducts what belongs to a meeting, for the floors below.

They know a meeting by its key alone: `meeting:12` owns a gathering and is the occasion of a proposal,
`item:31` owns a ballot.
"""

from typing import Any

import rules
from django.core.exceptions import ValidationError

from assembly.models import AgendaItem, Meeting
from assembly.queries.meetings import readable_meetings
from assembly.validity import obstacle_at
from commissions.queries import circles_of
from journal.actions import CLOCK
from journal.numbers import number
from members.models import Member


def meeting_of(key: str) -> Meeting | None:
    return Meeting.objects.select_related("circle").filter(pk=number(key) or 0).first()


def item_of(key: str) -> AgendaItem | None:
    return AgendaItem.objects.select_related("meeting__circle").filter(pk=number(key) or 0).first()


def conducts_meeting(person: Any, key: str) -> bool:
    meeting = meeting_of(key)
    return meeting is not None and rules.has_perm("assembly.conduct", person, meeting)


def is_overdue_meeting(key: str) -> bool:
    """Whether the clock closes it: still open, long after its hard end."""
    return conducts_meeting(CLOCK, key)


def is_overdue_item(key: str) -> bool:
    return conducts_item(CLOCK, key)


def marks_meeting(person: Any, key: str) -> bool:
    """Who notes comings and goings: whoever conducts, and the door."""
    meeting = meeting_of(key)
    return meeting is not None and rules.has_perm("assembly.mark_presence", person, meeting)


def vouches_meeting(person: Any, key: str) -> bool:
    """Who may be the second to say what another noted: every holder of a role."""
    meeting = meeting_of(key)
    return meeting is not None and rules.has_perm("assembly.vouch", person, meeting)


def check_decidable(key: str, proposal: int) -> None:
    """Raise `ValidationError` where this meeting lets nothing be decided on that proposal now."""
    meeting = meeting_of(key)
    if meeting and (obstacle := obstacle_at(meeting, proposal)):
        raise ValidationError(obstacle.reason, code=obstacle.code)


def is_under_way(key: str) -> bool:
    meeting = meeting_of(key)
    return meeting is not None and meeting.is_open


def reads_meeting(person: Any, key: str) -> bool:
    meeting = meeting_of(key)
    return meeting is not None and rules.has_perm("assembly.read", person, meeting)


def conducts_item(person: Any, key: str) -> bool:
    item = item_of(key)
    return item is not None and rules.has_perm("assembly.conduct", person, item.meeting)


def reads_item(person: Any, key: str) -> bool:
    item = item_of(key)
    return item is not None and rules.has_perm("assembly.read_item", person, item)


def readable_meeting_keys(person: Any, keys: set[str]) -> set[str]:
    """Those of the meetings that this person may read, in one question."""
    if not isinstance(person, Member) or not person.is_active:
        return set()
    return {str(pk) for pk in readable_meetings(person).filter(pk__in=keys).values_list("pk", flat=True)}


def readable_item_keys(person: Any, keys: set[str]) -> set[str]:
    """Those of the items: a closed one for its circle alone."""
    if not isinstance(person, Member) or not person.is_active:
        return set()
    mine = set(circles_of(person).values_list("pk", flat=True))
    items = AgendaItem.objects.filter(pk__in=keys, meeting__in=readable_meetings(person))
    return {
        str(pk)
        for pk, is_closed, circle in items.values_list("pk", "is_closed", "meeting__circle")
        if not is_closed or circle in mine
    }


def page_of_meeting(key: str) -> tuple[str, str] | None:
    """Its title and its address."""
    meeting = meeting_of(key)
    return (meeting.title, meeting.get_absolute_url()) if meeting else None


def url_of_meeting(key: str) -> str:
    return Meeting(pk=int(key)).get_absolute_url()


def url_of_item(key: str) -> str:
    item = item_of(key)
    return item.meeting.get_absolute_url() if item else ""
