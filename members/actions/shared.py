"""What several of these acts need: tidy words, and the end of somebody's sessions."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from rest_framework.authtoken.models import Token

from journal import texts
from members.models import Member


def clean_email(email: str) -> str:
    """The address as we keep it; raises `ValidationError` on the field `email`."""
    address = texts.address(email).lower()
    try:
        validate_email(address)
    except ValidationError:
        refusal = ValidationError(_("“%(email)s” is not an email address.") % {"email": email.strip()}, code="email")
        raise ValidationError({"email": refusal}) from None
    return address


def clean_name(name: str) -> str:
    """The name without stray spaces; raises `ValidationError` on the field `name`."""
    name = texts.line(name)
    if not name or len(name) > 80:
        refusal = ValidationError(_("A name has between 1 and 80 characters."), code="name")
        raise ValidationError({"name": refusal})
    return name


def end_sessions(member: Member) -> None:
    """Part of an action: every session, socket and token of this (locked) member stops being good."""
    member.epoch += 1
    member.session_epoch += 1
    member.save(update_fields=["epoch", "session_epoch"])
    Token.objects.filter(user=member).delete()
