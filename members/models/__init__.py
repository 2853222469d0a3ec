"""People, and the letters to them."""

from members.models.closures import ClosedPeriod
from members.models.letters import AnswerLink, Attachment, LetterPreferences, Mail, Mute, Notification, RefusedAddress
from members.models.people import (
    LANGUAGES,
    Collective,
    DemoPersona,
    Invitation,
    Member,
    MemberManager,
    Membership,
    Residency,
)

__all__ = [
    "LANGUAGES",
    "AnswerLink",
    "Attachment",
    "ClosedPeriod",
    "Collective",
    "DemoPersona",
    "Invitation",
    "LetterPreferences",
    "Mail",
    "Member",
    "MemberManager",
    "Membership",
    "Mute",
    "Notification",
    "RefusedAddress",
    "Residency",
]
