"""What an agenda can take up of what was put off, in words."""

from dataclasses import dataclass
from typing import Self

import rules
from django.utils.translation import ngettext

from assembly.models import AgendaItem, Meeting
from assembly.queries.backlog import MeetingLink, backlog_of, dismissed_in_words, dismissed_of, origin_of
from members.models import Member


@dataclass(frozen=True)
class PutOffRow:
    """An item that waits for an agenda, or that somebody `dismissed`, in words."""

    item: AgendaItem
    note: str
    origin: MeetingLink
    dismissed: str


@dataclass(frozen=True)
class Backlog:
    """What an agenda is offered; nothing where its meeting takes up the agenda of a first one."""

    waiting: list[PutOffRow]
    dismissed: list[PutOffRow]
    may_dismiss: bool

    @classmethod
    def of(cls, meeting: Meeting, person: Member) -> Self:
        """For somebody who makes the agenda of `meeting`: in its circle, so closed items are theirs to read."""
        if meeting.is_second:
            return cls([], [], False)
        return cls(
            [_row(item) for item in backlog_of(meeting.circle)],
            [_row(item) for item in dismissed_of(meeting.circle)],
            rules.has_perm("assembly.dismiss_item", person, meeting),
        )


def _row(item: AgendaItem) -> PutOffRow:
    minutes = ngettext("%(minutes)s min", "%(minutes)s min", item.minutes) % {"minutes": item.minutes}
    parts = [item.get_kind_display(), minutes, item.owner.name if item.owner else ""]
    return PutOffRow(item, " · ".join(part for part in parts if part), origin_of(item), dismissed_in_words(item))
