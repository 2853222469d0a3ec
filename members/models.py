"""People. A member signs in with an email address; nobody is a superuser."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class MemberManager(BaseUserManager["Member"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Member":
        """A member as allauth and the tests make one; people are invited by `members.actions`."""
        member = self.model(email=self.normalize_email(email).lower(), **fields)
        member.set_password(password)
        member.save()
        return member


class Member(AbstractBaseUser):
    """A person of the collective."""

    email = models.EmailField(_("email"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    language = models.CharField(_("language"), max_length=2, default="fr", choices=[("fr", "Français"), ("en", "English")])
    joined_on = models.DateField(_("member since"), null=True, blank=True)
    is_administrator = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    epoch = models.PositiveIntegerField(default=0)  # raised to close this person's sockets

    objects = MemberManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def actor_key(self) -> str:
        return f"member:{self.pk}"
