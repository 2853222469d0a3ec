"""Forgetting somebody who left: what tells who they were goes, what the collective decided stays."""

import re

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from journal.actions import Actor, action, record, require
from journal.clock import now
from journal.erasure import forget_person, names_told
from journal.topics import COLLECTIVE
from members.actions.accounts import ADDRESS_CHANGED
from members.actions.shared import end_sessions
from members.forgetting import forget_elsewhere
from members.models import Attachment, Invitation, Mail, Member
from members.queries import collective
from web.models import Draft

MASK = "[…]"  # where a name stood


@action
def forget_member(member: Member, *, actor: Actor) -> Member:
    """Erase who somebody was: name, addresses, letters, space, and every name and reason in the journal.

    Their account is closed first (`ValidationError` code `active`). What they took part in stays, under
    "Former member": decisions, counts, memberships by year, and the minutes that were signed. There is no
    way back. Done again, it erases what came since.
    """
    member = Member.objects.select_for_update().get(pk=member.pk)
    require("members.administer", actor)
    if member.is_active:
        raise ValidationError(_("Close this account first: forgetting somebody cannot be undone."), code="active")
    was_forgotten = member.is_forgotten
    invitations = Invitation.objects.filter(member=member) | Invitation.objects.filter(email=member.email)
    letters = _letters_to(member, [invitation.email for invitation in invitations])
    theirs = [invitation.topic for invitation in invitations] + [letter.topic for letter in letters]
    names = {member.name, *names_told(member.topic, theirs), *(invitation.name for invitation in invitations)}
    addresses = {member.email, *(letter.to for letter in letters)}
    forget_person(member.topic, actor=actor, also=theirs)
    forget_elsewhere(member, actor)
    for invitation in invitations:
        invitation.name, invitation.email = "", ""
        if invitation.accepted_at is None and invitation.withdrawn_at is None:
            invitation.withdrawn_at = now()
        invitation.save(update_fields=["name", "email", "withdrawn_at"])
    Mail.objects.filter(pk__in=[letter.pk for letter in letters]).delete()
    _take_out_of_letters((names | addresses) - {""})
    Draft.objects.filter(member=member).delete()
    member.residencies.update(trade="", structure="")
    EmailAddress.objects.filter(user=member).delete()
    Authenticator.objects.filter(user=member).delete()
    _take_the_name_off(member)
    if not was_forgotten:
        record("member.forgotten", topics=[member.topic, COLLECTIVE], body={"member": member.pk})
    return member


def _letters_to(member: Member, addresses: list[str]) -> list[Mail]:
    """Every letter to them, at the addresses of before too."""
    changes = Mail.objects.filter(kind=ADDRESS_CHANGED, key__startswith=f"{member.pk}:")
    every = {member.email, *addresses, *changes.values_list("to", flat=True)} - {""}
    return list(Mail.objects.filter(member=member) | Mail.objects.filter(to__in=every))


def _take_out_of_letters(texts: set[str]) -> None:
    """What was written to others keeps its sense, without who it was: the longest first, it may hold another."""
    for text in sorted(texts, key=len, reverse=True):
        whole_word = re.compile(rf"(?<!\w){re.escape(text)}(?!\w)")
        for letter in Mail.objects.filter(Q(subject__contains=text) | Q(text__contains=text)):
            letter.subject, letter.text = whole_word.sub(MASK, letter.subject), whole_word.sub(MASK, letter.text)
            letter.save(update_fields=["subject", "text"])
        for attachment in Attachment.objects.filter(mimetype__startswith="text/"):
            content = bytes(attachment.content).decode(errors="surrogateescape")
            if whole_word.search(content):
                attachment.content = whole_word.sub(MASK, content).encode(errors="surrogateescape")
                attachment.save(update_fields=["content"])


def _take_the_name_off(member: Member) -> None:
    with translation.override(collective().language):
        member.name = _("Former member no. %(number)d") % {"number": member.pk}
    member.email, member.about, member.joined_on = f"{member.pk}@{Member.FORGOTTEN}", "", None
    member.is_administrator = False
    member.set_unusable_password()
    member.save(update_fields=["name", "email", "about", "joined_on", "is_administrator", "password"])
    end_sessions(member)
