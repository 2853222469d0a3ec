"""Who may do what with accounts. Being an administrator opens accounts and settings, nothing else."""

from typing import Any

import rules
from django.utils.crypto import constant_time_compare

from journal import topics
from journal.rules import is_clock
from members.models import Invitation, Mail, Member
from members.tokens import Bearer, digest


@rules.predicate
def is_member(person: Any) -> bool:
    """An active member who has signed in."""
    return isinstance(person, Member) and person.is_active


@rules.predicate
def is_administrator(person: Any) -> bool:
    return isinstance(person, Member) and person.is_active and person.is_administrator


@rules.predicate
def is_oneself(person: Any, member: Member | None) -> bool:
    return isinstance(person, Member) and person.is_active and member is not None and person.pk == member.pk


@rules.predicate
def holds_the_link(person: Any, invitation: Invitation | None) -> bool:
    """The bearer of the invitation's own one-time link."""
    if not isinstance(person, Bearer) or invitation is None:
        return False
    return constant_time_compare(digest(person.token), invitation.token_hash)


@rules.predicate
def is_about_theirs(person: Any, mail: Mail | None) -> bool:
    """What the letter is about is theirs to read: administrating opens no circle's life."""
    if mail is None:
        return False
    abouts = {*([mail.about] if mail.about else []), *mail.notifications.values_list("about", flat=True)}
    return topics.readable(person, abouts) == abouts


rules.add_perm("members.see_members", is_member)
rules.add_perm("members.administer", is_administrator)
rules.add_perm("members.invite_first_administrator", is_clock)
rules.add_perm("members.accept_invitation", holds_the_link)
rules.add_perm("members.edit_profile", is_oneself)
rules.add_perm("members.answer_by_link", is_oneself)
rules.add_perm("members.sign_out", is_oneself)
rules.add_perm("members.try_address_again", is_oneself | is_administrator)
rules.add_perm("members.add_member", is_administrator | is_clock)
rules.add_perm("members.record_membership", is_administrator | is_clock)
rules.add_perm("members.record_residency", is_administrator | is_clock)
rules.add_perm("members.edit_collective", is_administrator | is_clock)
rules.add_perm("members.end_founding", is_administrator | is_clock)
rules.add_perm("members.keep_closed_periods", is_administrator)
rules.add_perm("members.see_closed_periods", is_member)
rules.add_perm("members.read_mail", is_administrator)
rules.add_perm("members.read_letter", is_administrator & is_about_theirs)
rules.add_perm("members.queue_sign_in_mail", is_clock)
rules.add_perm("members.send_mail", is_clock)
rules.add_perm("members.name_persona", is_clock)
