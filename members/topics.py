"""People, and what is the administrators' to know, as topics."""

from typing import Any

from journal.topics import COLLECTIVE, RowKind, TopicKind
from members.models import Invitation, Mail, Member
from members.rules import is_administrator, is_member


class MemberKind(RowKind[Member]):
    """Everybody knows a member's name; what the journal tells of somebody is theirs, and the administrators'."""

    prefix = Member.topic_prefix
    rows = Member.objects.all()
    is_everybodys = True

    def readable(self, person: Any, pks: set[str]) -> set[str]:
        if is_administrator.test(person):
            return pks
        return pks & {str(person.pk)} if is_member.test(person) else set()


class OfAdministrators(TopicKind):
    """What has a reader's address in it."""

    def readable(self, person: Any, pks: set[str]) -> set[str]:
        return pks if is_administrator.test(person) else set()


class InvitationKind(OfAdministrators):
    prefix = Invitation.topic_prefix


class MailKind(OfAdministrators):
    prefix = Mail.topic_prefix


class CollectiveKind(TopicKind):
    """What concerns everybody."""

    prefix = COLLECTIVE

    def readable(self, person: Any, pks: set[str]) -> set[str]:
        return pks if is_member.test(person) else set()
