"""People. A member signs in with an email address; nobody is a superuser."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from journal.fields import Address, Line, ShortProse
from journal.topics import PERSON, HasTopic
from web.alphabet import COLLATION

LANGUAGES = [("fr", "Français"), ("en", "English")]


class MemberManager(BaseUserManager["Member"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Member":
        """A member as the actions and the tests make one; people are invited by `members.actions`."""
        member = self.model(email=self.normalize_email(email).lower(), **fields)
        member.set_password(password)
        member.save()
        return member


class Member(HasTopic, AbstractBaseUser):
    """A person of the collective."""

    topic_prefix = PERSON

    email = Address(_("email"), unique=True)
    name = Line(_("name"), max_length=80, db_collation=COLLATION)
    about = ShortProse(_("a few words about you"), max_length=400, blank=True)
    language = models.CharField(_("language"), max_length=2, default="fr", choices=LANGUAGES)
    joined_on = models.DateField(_("member since"), null=True, blank=True)
    is_administrator = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    epoch = models.PositiveIntegerField(default=0)  # raised to close this person's sockets
    session_epoch = models.PositiveIntegerField(default=0)  # raised to end this person's sessions

    objects: ClassVar[MemberManager] = MemberManager()
    is_on_duty = False  # whether somebody may be waiting for this person at once, as `members.backend` reads it

    USERNAME_FIELD = "email"
    FORGOTTEN = "forgotten.invalid"  # where the address of a forgotten person stands: it exists nowhere
    WITHOUT_ADDRESS = "no-address.invalid"  # where that of whoever has none stands: nothing leaves for it
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("members:member", args=[self.pk])

    @property
    def actor_key(self) -> str:
        return self.topic

    @property
    def address(self) -> str:
        """Where one may write to them; empty for whoever has no address, or was forgotten."""
        return "" if self.email.endswith((f"@{self.FORGOTTEN}", f"@{self.WITHOUT_ADDRESS}")) else self.email

    @property
    def is_forgotten(self) -> bool:
        """Nothing tells any more who this was."""
        return self.email.endswith(f"@{self.FORGOTTEN}")

    def get_session_auth_hash(self) -> str:
        """What a session must carry: it changes with the password and with `session_epoch`."""
        return self.session_hash()

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same, under keys of the site that were replaced."""
        return (self.session_hash(secret) for secret in settings.SECRET_KEY_FALLBACKS)

    def session_hash(self, secret: str | bytes | None = None) -> str:
        value = f"{self.password}:{self.session_epoch}"
        return salted_hmac("members.session", value, secret=secret, algorithm="sha256").hexdigest()


class Membership(models.Model):
    """One calendar year of membership. The price is free; it may be left unsaid."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="memberships")
    year = models.PositiveSmallIntegerField(_("year"))
    paid_on = models.DateField(_("paid on"))
    price_cents = models.PositiveIntegerField(_("price in cents"), null=True, blank=True)

    class Meta:
        ordering = ["-year", "member__name"]
        constraints = [models.UniqueConstraint(fields=["member", "year"], name="one_membership_per_member_and_year")]

    def __str__(self) -> str:
        return f"{self.member} · {self.year}"


class Residency(models.Model):
    """A space rented by a member, from `since` until `until` (excluded; still there when empty)."""

    class Pole(models.TextChoices):
        AGRICULTURE = "agriculture", _("agriculture")
        VISUAL_ARTS = "visual_arts", _("visual arts")
        ENVIRONMENT = "environment", _("environment")
        BUILDING = "building", pgettext_lazy("pole", "building")
        SERVICES = "services", _("services to companies")
        CRAFTS = "crafts", _("crafts")
        OTHER = "other", pgettext_lazy("pole", "other activities")

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="residencies")
    trade = Line(_("trade"), max_length=80)
    structure = Line(_("structure"), max_length=80, blank=True)
    pole = models.CharField(_("pole"), max_length=16, choices=Pole)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["member__name", "since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="residency_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.trade}"


class Invitation(HasTopic, models.Model):
    """A one-time link that makes an account. Only the link holds the secret: we keep its hash."""

    topic_prefix = "invitation"

    email = Address(_("email"), blank=True)  # empty: the first administrator types it
    name = Line(_("name"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=2, default="fr", choices=LANGUAGES)
    is_administrator = models.BooleanField(default=False)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    member = models.OneToOneField(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="invitation")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_invitation_per_address",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email


class Collective(models.Model):
    """The one collective that lives here, and what it decided about itself."""

    name = Line(_("name"), max_length=80, default="Avant Minuit")
    story = Line(_("in one sentence"), max_length=200, blank=True)
    address = Line(
        _("postal address"), max_length=200, blank=True, help_text=_("It stands at the head of the minutes.")
    )
    grace_days = models.PositiveSmallIntegerField(
        _("days of grace"),
        default=90,
        validators=[MaxValueValidator(364)],
        help_text=_("A membership still counts for this number of days in the next year."),
    )
    language = models.CharField(_("language of the collective"), max_length=2, default="fr", choices=LANGUAGES)
    is_public = models.BooleanField(
        _("open to visitors"),
        default=True,
        help_text=_("Visitors who are not signed in can read the charter, the visits and the public decisions."),
    )

    founding_ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    founding_ended_by = models.ForeignKey(
        Member, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )  # empty: the clock, ninety days after the first decision

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_collective")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_founding(self) -> bool:
        """Rules and mandates are still entered freely (PRODUCT §3.7)."""
        return self.founding_ended_at is None

    def grace_until(self, year: int) -> date | None:
        """The last day of `year` on which the membership of the year before still counts, if any."""
        return date(year, 1, 1) + timedelta(days=self.grace_days - 1) if self.grace_days else None


class DemoPersona(models.Model):
    """Someone whom the demonstration lets you enter as, in one click. Empty everywhere else."""

    class Role(models.TextChoices):
        FACILITATOR = "facilitator", _("facilitates tonight’s meeting")
        BOARD = "board", _("sits on the board")
        DAILY_LIFE = "daily_life", _("is in the Vie Quotidienne commission")
        NEWCOMER = "newcomer", _("has just arrived")
        ADMINISTRATOR = "administrator", _("administers accounts and settings")

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="persona")
    role = models.CharField(max_length=16, choices=Role, unique=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.member} · {self.role}"
