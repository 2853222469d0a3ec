"""Accounts: who has one, who may use it, who administers the others."""

from datetime import date
from secrets import token_hex

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from journal.actions import Actor, action, record, require
from journal.topics import COLLECTIVE
from members import outbox
from members.actions.shared import clean_email, clean_name, end_sessions
from members.models import Member
from members.queries import collective

ADDRESS_CHANGED = "address_changed"  # the kind of its letters, in the outbox


@action
def add_member(
    *, actor: Actor, name: str, email: str = "", language: str = "", joined_on: date | None = None
) -> Member:
    """Enter a person on the books. They sign in by a code sent to their address; no letter leaves now.

    Without an address (`email`) they do not sign in: others note that they are there, and what they answer on paper.
    """
    require("members.add_member", actor)
    name = clean_name(name)
    address = clean_email(email) if email else f"{token_hex(8)}@{Member.WITHOUT_ADDRESS}"
    if Member.objects.filter(email=address).exists():
        raise ValidationError(
            {"email": ValidationError(_("%(email)s already has an account.") % {"email": address}, code="member")}
        )
    member = Member.objects.create_user(
        address, name=name, language=language or collective().language, joined_on=joined_on
    )
    record(
        "member.added",
        topics=[member.topic, COLLECTIVE],
        body={"member": member.pk},
        private={"name": name, "email": member.address},
    )
    return member


@action
def change_address(member: Member, *, actor: Actor, email: str) -> Member:
    """Somebody signs in with another address. They are signed out everywhere, and the former address is told."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    require("members.administer", actor)
    address, former = clean_email(email), member.address
    if address == former:
        return member
    if Member.objects.filter(email=address).exists():
        refusal = ValidationError(_("%(email)s already has an account.") % {"email": address}, code="member")
        raise ValidationError({"email": refusal})
    member.email = address
    member.save(update_fields=["email"])
    end_sessions(member)
    if former:
        _tell_former_address(member, former, actor=actor)
    record(
        "member.address_changed",
        topics=[member.topic],
        body={"member": member.pk},
        private={"email": address, "former": former},
    )
    return member


def _tell_former_address(member: Member, former: str, *, actor: Actor) -> None:
    with translation.override(member.language):
        outbox.send(
            to=former,
            kind=ADDRESS_CHANGED,
            key=f"{member.pk}:{member.session_epoch}",
            subject=_("%(collective)s: your address was changed") % {"collective": collective().name},
            text=_(
                "Hello %(name)s,\n\nFrom now on you sign in with %(email)s. "
                "If you did not ask for this, tell the collective at once."
            )
            % {"name": member.name, "email": member.email},
            urgent=True,
            actor=actor,
        )


@action
def deactivate(member: Member, *, actor: Actor) -> Member:
    """Close somebody's account: they are signed out everywhere and cannot come back. Their acts remain."""
    member = _locked_with_administrators(member)
    require("members.administer", actor)
    if not member.is_active:
        return member
    _refuse_losing_the_last_administrator(member)
    member.is_active = False
    member.save(update_fields=["is_active"])
    end_sessions(member)
    record("member.deactivated", topics=[member.topic, COLLECTIVE], body={"member": member.pk})
    return member


@action
def reactivate(member: Member, *, actor: Actor) -> Member:
    """Open again an account that was closed. They sign in anew."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    require("members.administer", actor)
    if member.is_active:
        return member
    if member.is_forgotten:
        raise ValidationError(_("Nothing is left of this account: invite this person anew."), code="forgotten")
    member.is_active = True
    member.save(update_fields=["is_active"])
    record("member.reactivated", topics=[member.topic, COLLECTIVE], body={"member": member.pk})
    return member


@action
def name_administrator(member: Member, *, actor: Actor) -> Member:
    """Let somebody administer accounts and settings. It gives no vote and no right in any circle."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    require("members.administer", actor)
    if member.is_administrator:
        return member
    if not member.is_active:
        raise ValidationError(_("This account is closed: open it again first."), code="inactive")
    member.is_administrator = True
    member.save(update_fields=["is_administrator"])
    record("administrator.named", topics=[member.topic, COLLECTIVE], body={"member": member.pk})
    return member


@action
def end_administrator(member: Member, *, actor: Actor) -> Member:
    """Somebody no longer administers. One administrator always remains."""
    member = _locked_with_administrators(member)
    require("members.administer", actor)
    if not member.is_administrator:
        return member
    _refuse_losing_the_last_administrator(member)
    member.is_administrator = False
    member.epoch += 1
    member.save(update_fields=["is_administrator", "epoch"])
    record("administrator.ended", topics=[member.topic, COLLECTIVE], body={"member": member.pk})
    return member


def _locked_with_administrators(member: Member) -> Member:
    """Lock the member and every administrator, always in the same order, so that two who end each other wait."""
    administrators = Member.objects.select_for_update().filter(is_administrator=True, is_active=True)
    list(administrators.order_by("pk").values_list("pk", flat=True))
    return Member.objects.select_for_update().get(pk=member.pk)


def _refuse_losing_the_last_administrator(member: Member) -> None:
    others = Member.objects.filter(is_administrator=True, is_active=True).exclude(pk=member.pk)
    if member.is_administrator and member.is_active and not others.exists():
        raise ValidationError(
            _("%(name)s is the only administrator: name another one first.") % {"name": member.name},
            code="last_administrator",
        )
