"""What each role asks of its holder before, during and after a meeting, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assembly.models import Meeting, MeetingRole

Role = MeetingRole.Role

HOLDS: Mapping[str, Promise] = {
    Role.FACILITATOR: _("You facilitate."),
    Role.SCRIBE: _("You take the notes."),
    Role.TIMEKEEPER: _("You keep the time."),
    Role.CHAIR: _("You chair."),
    Role.SECRETARY: _("You are the secretary."),
    Role.DOOR: _("You are at the door."),
    Role.TELLER: _("You count the ballots on paper, with the other teller."),
    Role.SECOND_TELLER: _("You count the ballots on paper, with the other teller."),
}

BEFORE: Mapping[str, Promise] = {
    Role.FACILITATOR: _("Prepare the agenda, then send the convocation."),
    Role.SCRIBE: _("During the meeting you write them in its page, item by item."),
    Role.TIMEKEEPER: _(
        "During the meeting, say aloud when five minutes of an item are left, and when its time is over."
    ),
    Role.CHAIR: _("After the meeting you read the minutes, and sign them as the secretary does."),
    Role.SECRETARY: _("After the meeting you complete the minutes, and sign them as the chair does."),
    Role.DOOR: _("During the meeting, note who arrives and who leaves."),
}

DURING: Mapping[str, Promise] = {
    Role.SCRIBE: _("Votes, decisions and times enter the minutes by themselves: write the rest, item by item."),
    Role.TIMEKEEPER: _("Say aloud when five minutes of the item are left, and when its time is over."),
    Role.CHAIR: BEFORE[Role.CHAIR],
    Role.SECRETARY: BEFORE[Role.SECRETARY],
    Role.DOOR: _("Note who arrives and who leaves, in the list of those present."),
}

AFTER: Mapping[str, Promise] = {
    Role.SCRIBE: _("Complete them before the minutes are signed."),
    Role.CHAIR: _("Read the minutes, then sign them."),
    Role.SECRETARY: _("Complete the minutes, then sign them."),
}


def duty_of(role: str, meeting: Meeting) -> Promise | str:
    """What the holder of this role has to do at this point of the meeting; empty where there is nothing to say."""
    stage = AFTER if meeting.is_closed else DURING if meeting.is_open else BEFORE
    return stage.get(role, "")


def takes_notes(roles: Mapping[str, object], member: object) -> bool:
    """Whether this person writes the notes: the scribe, or, where there is none, the secretary."""
    return roles.get(Role.SCRIBE, roles.get(Role.SECRETARY)) == member
