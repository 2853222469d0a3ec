"""Forgetting somebody who left: what tells who they were goes, what the collective decided stays."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from journal.actions import Actor, action, record, require
from journal.clock import now
from journal.erasure import forget_person
from members.actions.shared import end_sessions
from members.forgetting import forget_elsewhere
from members.models import Invitation, Mail, Member
from members.queries import collective


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
    forget_person(member.topic, actor=actor, also=theirs)
    forget_elsewhere(member, actor)
    for invitation in invitations:
        invitation.name, invitation.email = "", ""
        if invitation.accepted_at is None and invitation.withdrawn_at is None:
            invitation.withdrawn_at = now()
        invitation.save(update_fields=["name", "email", "withdrawn_at"])
    Mail.objects.filter(pk__in=[letter.pk for letter in letters]).delete()
    member.residencies.update(trade="", structure="")
    EmailAddress.objects.filter(user=member).delete()
    Authenticator.objects.filter(user=member).delete()
    _take_the_name_off(member)
    if not was_forgotten:
        record("member.forgotten", topics=[member.topic, "collective"], body={"member": member.pk})
    return member


def _letters_to(member: Member, addresses: list[str]) -> list[Mail]:
    """Every letter to them, at the addresses of before too."""
    changes = Mail.objects.filter(kind="address_changed", key__startswith=f"{member.pk}:")
    every = {member.email, *addresses, *changes.values_list("to", flat=True)} - {""}
    return list(Mail.objects.filter(member=member) | Mail.objects.filter(to__in=every))


def _take_the_name_off(member: Member) -> None:
    with translation.override(collective().language):
        member.name = _("Former member no. %(number)d") % {"number": member.pk}
    member.email, member.about, member.joined_on = f"{member.pk}@{Member.FORGOTTEN}", "", None
    member.is_administrator = False
    member.set_unusable_password()
    member.save(update_fields=["name", "email", "about", "joined_on", "is_administrator", "password"])
    end_sessions(member)
