"""The roles of a meeting: who holds them, told to all; what they ask, told to each holder."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from assembly.duties import HOLDS, duty_of, takes_notes
from assembly.models import Meeting, MeetingRole
from assembly.presenters.buttons import link
from assembly.presenters.meeting import MeetingSheet
from members.models import Member
from web.components import Button, Text

Role = MeetingRole.Role


@dataclass(frozen=True)
class Duty:
    """A role that this person holds: what it is, what to do now, and where."""

    title: Text
    text: Text
    link: Button | None
    takes_notes: bool


def roles_in_words(meeting: Meeting) -> list[str]:
    """Each role with its holder, in the order in which roles are named: "Facilitation: Inès"."""
    roles = sorted(meeting.roles.all(), key=lambda role: Role.values.index(role.role))
    return [
        _("%(role)s: %(name)s") % {"role": capfirst(role.get_role_display()), "name": role.member.name}
        for role in roles
    ]


def duties_of(sheet: MeetingSheet, member: Member) -> Sequence[Duty]:
    """What this person's roles ask of them now; nothing once the minutes are signed."""
    meeting = sheet.meeting
    if meeting.is_closed and meeting.signatures.exists():
        return []
    writes = takes_notes(sheet.roles, member)
    return [
        Duty(
            HOLDS[role],
            text,
            _where(role, meeting),
            takes_notes=writes and role in {Role.SCRIBE, Role.SECRETARY} and meeting.is_open,
        )
        for role, holder in sheet.roles.items()
        if holder.pk == member.pk and (text := duty_of(role, meeting))
    ]


def _where(role: str, meeting: Meeting) -> Button | None:
    if role == Role.SCRIBE and (meeting.is_open or meeting.is_closed):
        return link(_("Write the notes"), "notes", meeting.pk, icon="notebook-pen")
    if role in {Role.CHAIR, Role.SECRETARY} and meeting.is_closed:
        return link(_("Read the minutes"), "minutes", meeting.pk, icon="scroll-text")
    return None
