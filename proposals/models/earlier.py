"""Decisions older than the platform, on their way into the register."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commissions.models import Circle
from journal.fields import Line, Prose
from members.models import Member
from proposals.models.decision import Decision


class EarlierDecision(models.Model):
    """What a circle had decided before it used the platform, as one person enters it. It counts once confirmed."""

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="earlier_decisions")
    title = Line(_("title"), max_length=120)
    text = Prose(_("what was decided"))
    source = Line(_("where it is written"), max_length=160)
    decided_on = models.DateField(_("decided on"))
    entered_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    decision = models.OneToOneField(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="earlier"
    )  # empty until it counts

    class Meta:
        ordering = ["entered_at", "pk"]

    def __str__(self) -> str:
        return self.title


class EarlierConfirmation(models.Model):
    """A member of the circle who knows of that decision."""

    earlier = models.ForeignKey(EarlierDecision, on_delete=models.CASCADE, related_name="confirmations")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    class Meta:
        ordering = ["confirmed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["earlier", "member"], name="one_confirmation_per_earlier_decision")
        ]

    def __str__(self) -> str:
        return f"{self.earlier} · {self.member}"
