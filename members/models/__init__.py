"""People, and the letters to them."""

from members.models.letters import Attachment, LetterPreferences, Mail, Mute, Notification
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
    "Attachment",
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
    "Residency",
]
