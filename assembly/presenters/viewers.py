"""Who sees a meeting's page as what: the classes of rights in which its regions are rendered."""

from enum import StrEnum


class MeetingViewers(StrEnum):
    """Those who see the same of a meeting, by what they may do there."""

    FACILITATOR = "facilitator"
    DOOR = "door"  # notes who comes and goes
    HOLDER = "holder"  # of another role of an assembly
    MEMBER = "member"  # of the circle
    VOICE = "voice"  # sits in the circle with a voice, and decides nothing
    READER = "reader"  # another member, where the circle is open
    GUEST = "guest"  # invited to one item, which alone they see
    SCREEN = "screen"  # the wall of the room


VOTERS = frozenset({MeetingViewers.FACILITATOR, MeetingViewers.DOOR, MeetingViewers.HOLDER, MeetingViewers.MEMBER})
INSIDE = VOTERS | {MeetingViewers.VOICE}
