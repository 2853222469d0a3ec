"""Invitations: the only way in."""

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from journal.actions import Actor, action, record, require
from journal.clock import now
from journal.refusals import wrong
from journal.topics import COLLECTIVE
from members import outbox
from members.actions.mail import reveal_mail
from members.actions.shared import clean_email, clean_name
from members.arrivals import followers, withdrawals
from members.models import Invitation, Mail, Member
from members.queries import collective, open_invitations
from members.tokens import Bearer, digest, new_token

INVITATION = "invitation"  # the kind of its letters, in the outbox
LIFETIME = timedelta(days=14)
ON_ITS_WAY = timedelta(minutes=10)  # a letter that was just written is not written again


@action
def invite(*, actor: Member, email: str, name: str = "", language: str = "") -> Invitation:
    """Write to somebody a one-time link that makes their account.

    Inviting the same address again sends a new link; the earlier one stops working. Raises ValidationError:
    `member`, and `invited` when somebody has just invited that address.
    """
    require("members.administer", actor)
    address = clean_email(email)
    _one_after_another()
    if Member.objects.filter(email=address).exists():
        refusal = ValidationError(_("%(email)s already has an account.") % {"email": address}, code="member")
        raise ValidationError({"email": refusal})
    _check_not_just_invited(address)
    invitation, token = _new_invitation(
        email=address, name=" ".join(name.split())[:80], language=language, invited_by=actor
    )
    _write_to(invitation, token, actor=actor)
    record(
        "member.invited",
        topics=[invitation.topic, COLLECTIVE],
        body={"invitation": invitation.pk},
        private={"email": address, "name": invitation.name},
    )
    return invitation


@action
def invite_first_administrator(*, actor: Actor, email: str = "") -> str:
    """The token of a one-time link for the first administrator, who may type their own address.

    Asking again makes a new link and ends the earlier one. Refused once there is an administrator.
    """
    require("members.invite_first_administrator", actor)
    if Member.objects.filter(is_administrator=True, is_active=True).exists():
        raise ValidationError(_("There is an administrator already."), code="administrator")
    address = clean_email(email) if email else ""
    open_invitations().filter(is_administrator=True).update(withdrawn_at=now())
    invitation, token = _new_invitation(email=address, is_administrator=True)
    record("administrator.invited", topics=[invitation.topic, COLLECTIVE], body={"invitation": invitation.pk})
    return token


@action
def withdraw_invitation(invitation: Invitation, *, actor: Member) -> Invitation:
    """The link stops working, and what waited for that person waits no more. Nothing happens to someone who has
    already used it."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    require("members.administer", actor)
    if invitation.accepted_at or invitation.withdrawn_at:
        return invitation
    invitation.withdrawn_at = now()
    invitation.save(update_fields=["withdrawn_at"])
    record("invitation.withdrawn", topics=[invitation.topic, COLLECTIVE], body={"invitation": invitation.pk})
    for follow in withdrawals.values():
        follow(invitation)
    return invitation


@action
def reveal_invitations(invitations: Iterable[Invitation], *, actor: Member) -> list[Mail]:
    """An administrator reads the links of these invitations, to pass them on by hand: as `reveal_mail`, each is told
    in the journal, and refused where letters leave. The letters of those that still serve, in order.
    """
    require("members.administer", actor)
    serving = open_invitations().filter(pk__in=[one.pk for one in invitations], expires_at__gt=now()).order_by("pk")
    letters = Mail.objects.filter(kind=INVITATION, key__in=[str(one.pk) for one in serving]).order_by("pk")
    return [reveal_mail(letter, actor=actor) for letter in letters]


@action
def accept_invitation(
    invitation: Invitation, *, actor: Bearer, name: str, email: str = "", password: str = "", language: str = ""
) -> Member:
    """Make the account that the link stands for. The link serves once, and for two weeks.

    `email` is only read where the invitation names none (the first administrator's).
    """
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    require("members.accept_invitation", actor, invitation)
    check_open(invitation)
    name, address = clean_name(name), invitation.email or clean_email(email)
    if Member.objects.filter(email=address).exists():
        message = _("%(email)s already has an account: sign in with it.") % {"email": address}
        raise wrong("email", message, code="member")
    member = Member(email=address, name=name)
    if password:
        try:
            validate_password(password, member)
        except ValidationError as error:
            raise ValidationError({"password": error.error_list}) from error
    at = now()
    member = Member.objects.create_user(
        address,
        password or None,
        name=name,
        language=language or invitation.language,
        joined_on=timezone.localdate(at),
        is_administrator=invitation.is_administrator,
    )
    invitation.accepted_at, invitation.member = at, member
    invitation.save(update_fields=["accepted_at", "member"])
    record(
        "member.joined",
        topics=[member.topic, COLLECTIVE],
        body={"member": member.pk, "invitation": invitation.pk, "administrator": member.is_administrator},
        private={"name": name, "email": address},
    )
    for follow in followers.values():
        follow(member, invitation)
    return member


def check_open(invitation: Invitation) -> None:
    """Raise `ValidationError` with what to do, unless the link still serves."""
    if invitation.accepted_at:
        raise ValidationError(_("This invitation has been used: sign in with your address."), code="used")
    if invitation.withdrawn_at:
        raise ValidationError(
            _("This invitation was replaced or withdrawn. Look for the latest letter, or ask for another."),
            code="withdrawn",
        )
    if invitation.expires_at <= now():
        raise ValidationError(_("This invitation is too old: ask for another."), code="expired")


def _one_after_another() -> None:
    """Whoever administers waits for the other who invites at the same time."""
    list(Member.objects.select_for_update(no_key=True).filter(is_administrator=True, is_active=True).order_by("pk"))


def _check_not_just_invited(address: str) -> None:
    recent = open_invitations().filter(email=address, created_at__gt=now() - ON_ITS_WAY)
    for invitation in recent.select_related("invited_by"):
        sentence = _(
            "%(name)s has just invited %(email)s: the letter is on its way. To send another now, withdraw that "
            "invitation first."
        )
        sentence %= {"name": invitation.invited_by, "email": address}
        raise wrong("email", sentence, code="invited")


def _new_invitation(
    *, email: str, name: str = "", language: str = "", invited_by: Member | None = None, is_administrator: bool = False
) -> tuple[Invitation, str]:
    at, token = now(), new_token()
    open_invitations().filter(email=email).update(withdrawn_at=at)
    invitation = Invitation.objects.create(
        email=email,
        name=name,
        language=language or collective().language,
        is_administrator=is_administrator,
        token_hash=digest(token),
        invited_by=invited_by,
        created_at=at,
        expires_at=at + LIFETIME,
    )
    return invitation, token


def _write_to(invitation: Invitation, token: str, *, actor: Member) -> None:
    link = outbox.absolute(reverse("members:invitation", args=[token]))
    settings = collective()
    with translation.override(invitation.language):
        outbox.send(
            to=invitation.email,
            kind=INVITATION,
            key=str(invitation.pk),
            subject=_("%(collective)s: your invitation") % {"collective": settings.name},
            text=_(
                "Hello %(name)s,\n\n%(inviter)s invites you to %(collective)s.\n\n"
                "To choose how you appear there and to enter, open this link. It works once, "
                "until %(until)s:\n\n%(link)s\n\nSee you soon."
            )
            % {
                "name": invitation.name,
                "inviter": actor.name,
                "collective": settings.name,
                "until": timezone.localdate(invitation.expires_at).strftime("%d/%m/%Y"),
                "link": link,
            },
            secret=True,
            actor=actor,
        )


def renew_invitation(mail: Mail) -> outbox.Wording | None:
    """Its link, as long as it serves."""
    return outbox.as_written(mail, holds=open_invitations().filter(pk=mail.key, expires_at__gt=now()).exists())
