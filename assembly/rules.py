"""Who may do what in a meeting. Small predicates, one permission each; what is not here is denied.

In which states of the meeting an act is possible is not asked here but in `process.py`.
"""

from typing import Any

import rules

from assembly.models import AgendaItem, Meeting, MeetingRole
from commissions.rules import can_read_circle, in_circle

FACILITATION = (MeetingRole.Role.FACILITATOR,)
SIGNATURE = (MeetingRole.Role.CHAIR, MeetingRole.Role.SECRETARY)


@rules.predicate
def is_facilitator(person: Any, meeting: Meeting) -> bool:
    return _holds(person, meeting, FACILITATION)


@rules.predicate
def is_signatory(person: Any, meeting: Meeting) -> bool:
    return _holds(person, meeting, SIGNATURE)


@rules.predicate
def holds_a_role(person: Any, meeting: Meeting) -> bool:
    return _holds(person, meeting, MeetingRole.Role.values)


@rules.predicate
def can_read_item(person: Any, item: AgendaItem) -> bool:
    """A closed item is a person's case: only the circle reads it, however open the circle is."""
    may_read = in_circle if item.is_closed else can_read_circle
    return bool(may_read.test(person, item.meeting))


def _holds(person: Any, meeting: Meeting, roles: Any) -> bool:
    return any(role.member_id == person.pk and role.role in roles for role in meeting.roles.all())


# A circle, in which somebody plans a meeting.
rules.add_perm("assembly.plan", in_circle)

# A meeting. `in_circle` comes first: it denies whoever is no active member, visitor and clock alike.
rules.add_perm("assembly.read", can_read_circle)
rules.add_perm("assembly.prepare", in_circle)
rules.add_perm("assembly.take_part", in_circle)
rules.add_perm("assembly.write", in_circle)
rules.add_perm("assembly.conduct", in_circle & is_facilitator)
rules.add_perm("assembly.hand_over", in_circle & holds_a_role)
rules.add_perm("assembly.sign", in_circle & is_signatory)

# An item.
rules.add_perm("assembly.read_item", can_read_item)
