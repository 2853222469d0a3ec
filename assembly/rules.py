"""Who may do what in a meeting. Small predicates, one permission each; what is not here is denied.

In which states of the meeting an act is possible is not asked here but in `process.py`.
"""

from typing import Any

import rules

from assembly.handover import OVERDUE
from assembly.models import AgendaItem, ItemGuest, Meeting, MeetingRole, NotedDecision
from commissions.models import Circle
from commissions.rules import can_read_circle, convenes_circle, in_circle, sits_in_circle, was_there_at_its_end
from journal.actions import CLOCK
from journal.clock import now
from journal.rules import is_clock
from members.rules import is_member

FACILITATION = (MeetingRole.Role.FACILITATOR,)
DOOR = (MeetingRole.Role.FACILITATOR, MeetingRole.Role.DOOR)
SIGNATURE = (MeetingRole.Role.CHAIR, MeetingRole.Role.SECRETARY)


@rules.predicate
def is_facilitator(person: Any, meeting: Meeting) -> bool:
    return _holds(person, meeting, FACILITATION)


@rules.predicate
def keeps_the_door(person: Any, meeting: Meeting) -> bool:
    return _holds(person, meeting, DOOR)


@rules.predicate
def is_signatory(person: Any, meeting: Meeting) -> bool:
    return _holds(person, meeting, SIGNATURE)


@rules.predicate
def holds_a_role(person: Any, meeting: Meeting) -> bool:
    return _holds(person, meeting, MeetingRole.Role.values)


@rules.predicate
def is_called(person: Any, meeting: Meeting) -> bool:
    """Called by somebody entitled, or by enough members: what is only asked for is nobody's to conduct."""
    return not meeting.is_asked


@rules.predicate
def plans(person: Any, circle: Circle) -> bool:
    """Whoever convenes alone by the circle's rules; of an assembly, any member may ask for one (`Meeting.call`)."""
    return circle.is_assembly or bool(convenes_circle.test(person, circle))


@rules.predicate
def calls(person: Any, meeting: Meeting) -> bool:
    """By whose right it is held: those whom the circle's rules name, or those who asked for it together."""
    if meeting.call == Meeting.Call.SUPPORTED:
        return _supports(person, meeting)
    return not meeting.is_asked and bool(convenes_circle.test(person, meeting))


@rules.predicate
def convenes_alone(person: Any, meeting: Meeting) -> bool:
    """One of those whom the circle's rules name. What members called together is not one of them's to cancel."""
    return meeting.call != Meeting.Call.SUPPORTED and bool(calls.test(person, meeting))


@rules.predicate
def takes_up(person: Any, meeting: Meeting) -> bool:
    """May make theirs an assembly that somebody asked for."""
    return bool(convenes_circle.test(person, meeting))


@rules.predicate
def asks_alone(person: Any, meeting: Meeting) -> bool:
    """Asked for it, and nobody supports it yet: once somebody does, what they support stays as it is."""
    return meeting.is_asked and [support.member_id for support in meeting.supports.all()] == [person.pk]


@rules.predicate
def prepares(person: Any, meeting: Meeting) -> bool:
    """A circle makes its agenda together; an assembly's is made by those who call it and those who hold a role."""
    return not meeting.circle.is_assembly or any(
        rule.test(person, meeting) for rule in (holds_a_role, asks_alone, calls)
    )


@rules.predicate
def dismisses(person: Any, meeting: Meeting) -> bool:
    """A circle says together what it needs no longer; an assembly by those whom its rules let convene it."""
    return not meeting.circle.is_assembly or bool(convenes_circle.test(person, meeting))


@rules.predicate
def hands_over(person: Any, meeting: Meeting) -> bool:
    """Where any member convenes, whoever holds a role; elsewhere who facilitates, and those who call it."""
    if meeting.circle.convened_by == Circle.Convener.MEMBERS:
        return bool(holds_a_role.test(person, meeting))
    return bool(is_facilitator.test(person, meeting) or calls.test(person, meeting))


@rules.predicate
def notes_decisions(person: Any, meeting: Meeting) -> bool:
    """A circle notes what it decides together; an assembly by those who hold a role in it, whoever is there may tap."""
    return not meeting.circle.is_assembly or bool(holds_a_role.test(person, meeting))


@rules.predicate
def noted_it(person: Any, noted: NotedDecision) -> bool:
    return noted.noted_by_id == person.pk


@rules.predicate
def can_read_item(person: Any, item: AgendaItem) -> bool:
    """A closed item is a person's case: only those who sit in the circle read it, however open it is."""
    may_read = sits_in_circle if item.is_closed else can_read_circle
    return bool(may_read.test(person, item.meeting))


@rules.predicate
def is_heard_now(person: Any, meeting: Meeting) -> bool:
    """A guest, while what they are invited to is talked about."""
    if not (is_member(person) and meeting.is_open):
        return False
    return ItemGuest.objects.filter(item__meeting=meeting, item__state=AgendaItem.State.CURRENT, member=person).exists()


@rules.predicate
def is_guest(person: Any, item: AgendaItem) -> bool:
    """Invited to this item, until the meeting is over."""
    invited = ItemGuest.objects.filter(item=item, member=person) if is_member(person) else ItemGuest.objects.none()
    return not item.meeting.is_over and invited.exists()


@rules.predicate
def closes_overdue(person: Any, meeting: Meeting) -> bool:
    """The clock, six hours after the hard end: what is still open is closed as by whoever conducts."""
    return person is CLOCK and meeting.is_open and meeting.ends_at + OVERDUE <= now()


@rules.predicate
def closes_overdue_item(person: Any, item: AgendaItem) -> bool:
    return bool(closes_overdue.test(person, item.meeting))


def _supports(person: Any, meeting: Meeting) -> bool:
    return any(support.member_id == person.pk for support in meeting.supports.all())


def _holds(person: Any, meeting: Meeting, roles: Any) -> bool:
    return any(role.member_id == person.pk and role.role in roles for role in meeting.roles.all())


# A circle, in which somebody plans a meeting.
rules.add_perm("assembly.plan", in_circle & plans)

# A meeting. `in_circle` comes first: it denies whoever is no active member, visitor and clock alike.
rules.add_perm("assembly.read", can_read_circle)
rules.add_perm("assembly.prepare", in_circle & prepares)
rules.add_perm("assembly.bring_decisions", in_circle & prepares | is_clock)
rules.add_perm("assembly.dismiss_item", in_circle & dismisses)
rules.add_perm("assembly.arrange", in_circle & (is_facilitator | asks_alone | calls))
rules.add_perm("assembly.name_roles", in_circle & is_called & (is_facilitator | calls))
rules.add_perm("assembly.cancel", in_circle & is_called & (is_facilitator | convenes_alone))
rules.add_perm("assembly.take_up", in_circle & takes_up)
rules.add_perm("assembly.follow_whole", sits_in_circle)  # its closed items too
rules.add_perm("assembly.take_part", in_circle)
rules.add_perm("assembly.speak", sits_in_circle | is_heard_now)
rules.add_perm("assembly.write", in_circle)
rules.add_perm("assembly.note_decision", in_circle & notes_decisions)
rules.add_perm("assembly.conduct", in_circle & is_called & is_facilitator | closes_overdue)
rules.add_perm("assembly.close_overdue", closes_overdue)
rules.add_perm("assembly.settle", is_clock)
rules.add_perm("assembly.mark_presence", in_circle & is_called & keeps_the_door)
rules.add_perm("assembly.vouch", in_circle & is_called & holds_a_role)
rules.add_perm("assembly.note_for_others", in_circle & is_called & holds_a_role)
rules.add_perm("assembly.hand_over", in_circle & hands_over)
rules.add_perm("assembly.sign", (in_circle | was_there_at_its_end) & is_signatory)
rules.add_perm("assembly.follow_up", in_circle & is_called & holds_a_role)

# An item.
rules.add_perm("assembly.read_item", can_read_item | closes_overdue_item)
rules.add_perm("assembly.be_guest", is_guest)
rules.add_perm("assembly.take_back_noted", is_member & noted_it)
